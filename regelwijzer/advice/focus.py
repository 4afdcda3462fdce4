"""What a tired reader needs first: what carries the help now, and what it hangs on.

A case with fifteen answers leaves some eighty outcomes open. All of them stay to be found, but
only a few matter now: those that are nearest for the kinds of help that were asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from regelwijzer.advice.advisor import Advice, KaderAdvice
from regelwijzer.advice.candidates import asked_kinds, close, nearest
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.reasoning.verdicts import Verdict

MOST_NEAR = 5
"""So many open outcomes are shown at once."""
MOST_EACH = 3
"""So many of them for one kind of help, as long as there are others."""


@dataclass(frozen=True)
class Focus:
    """Every outcome that the case is about, each in exactly one of five groups.

    *carries* holds what applies and carries help; *near* the few open ones that matter most;
    *rights* what also applies; *later* the other open ones; *no* what does not apply.
    """

    carries: tuple[KaderAdvice, ...]
    near: tuple[KaderAdvice, ...]
    rights: tuple[KaderAdvice, ...]
    later: tuple[KaderAdvice, ...]
    no: tuple[KaderAdvice, ...]


def focus(base: Kennisbank, advice: Advice) -> Focus:
    """Divide the outcomes of *advice* that belong to the case; what is paid for goes first."""
    about = sorted(
        (item for item in advice.kaders if item.relevant), key=lambda item: not item.kader.betaalt
    )
    near = _near(base, advice)
    chosen = {item.kader.kader for item in near}
    applies = [item for item in about if item.verdict is Verdict.APPLIES]
    return Focus(
        carries=tuple(item for item in applies if item.carries),
        near=near,
        rights=tuple(item for item in applies if not item.carries),
        later=tuple(item for item in about if is_open(item) and item.kader.kader not in chosen),
        no=tuple(item for item in about if item.verdict is Verdict.DOES_NOT),
    )


def is_open(item: KaderAdvice) -> bool:
    """Tell whether the outcome still hangs on an answer or on a judgement."""
    return item.verdict in (Verdict.JUDGEMENT, Verdict.UNKNOWN)


def _near(base: Kennisbank, advice: Advice) -> tuple[KaderAdvice, ...]:
    """Return the open outcomes that matter most.

    Of each kind of help that was asked the nearest goes first, then the second of each. Without
    a wish what is expected to carry the most kinds of care goes first: the widest door.
    """
    now, wished = advice.now, advice.case.hulpvragen
    kinds, rows = asked_kinds(base, advice.case), []
    for name in kinds:
        ways = [part for part in nearest(now, name) if part.way and part.item.relevant]
        rows.append(close(ways)[: MOST_EACH if wished else 1])
    found = [part for turn in zip_longest(*rows) for part in turn if part is not None]
    if not wished:
        found.sort(key=lambda part: (-part.carried(kinds), part.cost, part.item.kader.kader))
    order = {part.item.kader.kader: part.item for part in found}
    return tuple(order.values())[:MOST_NEAR]


THEMES = {
    "zorg": "Hulp en zorg",
    "wonen": "Wonen",
    "meedoen": "School, werk en geld",
    "recht": "Bescherming en rechten",
}
"""The themes of the kinds of help, in the order in which they are shown."""


def by_theme(base: Kennisbank, items: tuple[KaderAdvice, ...]) -> dict[str, list[KaderAdvice]]:
    """Return *items* under the theme of the help they are about; without help they are rules."""
    found: dict[str, list[KaderAdvice]] = {title: [] for title in THEMES.values()}
    for item in items:
        names = item.kader.hulpvormen
        theme = base.hulpvormen[names[0]].thema if names else "recht"
        found[THEMES.get(theme, THEMES["recht"])].append(item)
    return {title: group for title, group in found.items() if group}
