"""Which provision is nearest for each kind of help: what to ask for when little is sure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from regelwijzer.advice.advisor import KaderAdvice, Snapshot
from regelwijzer.advice.way import Way
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.models import Kader
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.verdicts import Verdict

ASKABLE = frozenset({"voorziening", "uitkering"})
"""What somebody can ask for; nobody is told to ask for a maatregel or for dwang."""
COMPULSORY = frozenset({"wvggz", "wzd"})
"""Laws about care that nobody asks for."""
COVERED = 2
"""How much nearer a provision is for each kind of help that it carries."""
HEAVY = {"wlz": 10}
"""How much less likely a law is that only carries lasting care, day and night, as long as
nothing points to such a need."""
OWN_LAW = 6
"""How much nearer a law is that alone carries something that was asked for: who asks for care
day and night, says that it is needed."""
UNGROUNDED, EVERYBODY = 4, 18
"""How much further away a provision is when nothing known of this child speaks for it, and what
applies to everybody: there is no decision to win by asking."""
NEAR_ENOUGH = 18
"""What is so much further away than the nearest, is not worth a request yet."""
HALF = 6
"""What costs this much more is half as likely to carry the help."""


@dataclass(frozen=True)
class Nearest:
    """A provision that carries *hulpvorm*; *way* is None when it applies already.

    *cost* only says what is nearer than what, *hope* what has to turn out well for it (without
    what it carries). *far*: it takes something rare, a decision that must be there already, or a
    child that is older.
    """

    hulpvorm: str
    item: KaderAdvice
    way: Way | None
    cost: int
    hope: int
    far: bool = False

    def carried(self, kinds: Collection[str]) -> float:
        """Return how many of *kinds* this one application is expected to carry."""
        width = len(set(kinds) & set(self.item.kader.hulpvormen))
        return float(width * 0.5 ** (self.hope / HALF))


def askable(kader: Kader) -> bool:
    """Tell whether somebody can ask for *kader* and somebody pays for it."""
    return kader.soort in ASKABLE and bool(kader.betaalt) and kader.wet not in COMPULSORY


def asked_kinds(base: Kennisbank, case: Case) -> tuple[str, ...]:
    """Return the kinds of help the case is about: those asked for, or else all care and living."""
    care = [name for name, kind in base.hulpvormen.items() if kind.thema in ("zorg", "wonen")]
    return tuple(case.hulpvragen or care)


def nearest(moment: Snapshot, hulpvorm: str) -> list[Nearest]:
    """Return the provisions that (may) carry *hulpvorm*, the nearest first.

    What applies comes first, then by what is still needed, less for those that carry more of
    what was asked, more for those for which nothing known of this child speaks. What is *far* is
    left out as long as there is anything else.
    """
    asked, years = set(moment.case.hulpvragen), moment.case.oldest
    own = _own_law(moment, asked)
    found: list[Nearest] = []
    for name, item in moment.kaders.items():
        kader = item.kader
        if hulpvorm not in kader.hulpvormen or not askable(kader):
            continue
        covered = COVERED * len(asked & set(kader.hulpvormen))
        if item.verdict is Verdict.APPLIES:
            hope = 0 if moment.ways.grounded(name) else EVERYBODY
            found.append(Nearest(hulpvorm, item, None, -covered, hope))
        elif item.verdict is not Verdict.DOES_NOT:
            way = moment.ways.to(name)
            if way is not None:
                hope = way.cost + (0 if way.grounded else UNGROUNDED)
                if kader.wet in own:
                    hope = max(0, hope - OWN_LAW)
                cost = hope - covered
                if not way.signed and kader.wet not in own:
                    hope += HEAVY.get(kader.wet, 0)
                later = years is not None and years < (kader.gewoonlijk_vanaf or 0)
                found.append(Nearest(hulpvorm, item, way, cost, hope, way.far or later))
    found.sort(key=lambda part: (part.way is not None, part.cost, part.item.kader.kader))
    return [part for part in found if not part.far] or found


def _own_law(moment: Snapshot, asked: Collection[str]) -> set[str]:
    """Return the laws that alone carry one of the kinds of help that were asked for."""
    if not asked:
        return set()
    laws: dict[str, set[str]] = {}
    for item in moment.kaders.values():
        for name in item.kader.hulpvormen if askable(item.kader) else ():
            laws.setdefault(name, set()).add(item.kader.wet)
    return {min(laws[name]) for name in asked if len(laws.get(name, ())) == 1}


def close(found: list[Nearest]) -> list[Nearest]:
    """Return those of *found* (the nearest first) that are not much further than the first."""
    limit = (found[0].cost if found else 0) + NEAR_ENOUGH
    return [part for part in found if part.cost <= limit]
