"""What durable_rules 2.0.28 bears, and the count of it before anything is compiled.

Beyond these limits the library hangs, crashes or silently loses a conclusion, so a
plan is counted here, apart from the planner that made it. The measured breaking
points stand beside each limit; ours stay well below them.

>>> check_apart("id", ["0", "1", "2"])
>>> check_apart("id", ["costarring", "liquid"])
Traceback (most recent call last):
    ...
regelwijzer.reasoning.durable.limits.LayoutError: Twee waarden van id, 'costarring' en \
'liquid', zijn voor durable_rules dezelfde: kies andere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regelwijzer.reasoning.durable.layout import Layout, RulesetPlan

SIDE = 16
"""Literals are told apart as (g, k) with this many values of k (40 is safe, 512 hangs)."""

MAX_VALUES = 40
"""Distinct values compared on one property."""

MAX_LITERALS = SIDE * SIDE
"""Literals known in one ruleset, the start fact among them."""

MAX_RULES = 64
"""Rules in one ruleset, the start rule not counted (4,097 fail). A case writes 10 KiB for each
condition of a ruleset that it touches; with at most 64 rules that stays in the processor cache,
and rulesets that a case does not touch are smaller and more."""

MAX_FANOUT = 40
"""Rules of one ruleset that look at the same literal (65 alternatives fail, 256 crash)."""

MAX_BODY = 8
"""Conditions in one rule (17 fail when they meet)."""

MAX_ALTERNATIVES = 10
"""Alternatives in one rule (15 fail)."""

PROPERTIES = ("id", "sid", "g", "k", "$s", "$forward")
"""Every property name in use; the last two are the library's own."""

ALIASES = tuple(f"m{number}" for number in range(MAX_BODY))
"""The names of the conditions within one rule."""


class LayoutError(ValueError):
    """The rules cannot be laid out within the limits of durable_rules (message in Dutch)."""


def fnv(text: str) -> int:
    """Return the 32-bit hash by which durable_rules knows ids, sids and property names.

    >>> fnv("id")
    926444256
    """
    value = 0x811C9DC5
    for byte in text.encode("ascii"):
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def check_apart(what: str, names: Iterable[str]) -> None:
    """Raise LayoutError when two of *names* are one and the same to durable_rules."""
    seen: dict[int, str] = {}
    for name in names:
        other = seen.setdefault(fnv(name), name)
        if other is not name:
            raise LayoutError(
                f"Twee waarden van {what}, {other!r} en {name!r}, zijn voor durable_rules"
                " dezelfde: kies andere."
            )


def check_layout(layout: Layout) -> None:
    """Count every limit in every ruleset of *layout* and check their order.

    Raises LayoutError, in Dutch, at the first breach.
    """
    check_apart("eigenschap", PROPERTIES)
    check_apart("naam", ALIASES)
    widest = max((len(ruleset.literals) for ruleset in layout.rulesets), default=0)
    check_apart("id", map(str, range(widest)))
    first_use: dict[int, int] = {}
    for number, ruleset in enumerate(layout.rulesets):
        _check_ruleset(number, ruleset)
        for literal in ruleset.literals:
            first_use.setdefault(literal, number)
    for number, ruleset in enumerate(layout.rulesets):
        for rule in ruleset.rules:
            if first_use.get(rule.head, number) < number:  # would come too late, in silence
                raise LayoutError(
                    f"Regelgroep {number} leidt literal {rule.head} af, die regelgroep"
                    f" {first_use[rule.head]} al nodig had."
                )


def _check_ruleset(number: int, ruleset: RulesetPlan) -> None:
    fanout: Counter[int] = Counter()
    for rule in ruleset.rules:
        fanout.update(rule.body)
    groups = (len(ruleset.literals) + SIDE - 1) // SIDE
    counts: Sequence[tuple[str, int, int]] = (
        ("regels", len(ruleset.rules), MAX_RULES),
        ("literals", len(ruleset.literals), MAX_LITERALS),
        ("waarden van g", groups, MAX_VALUES),
        ("waarden van k", min(SIDE, len(ruleset.literals)), MAX_VALUES),
        ("regels op dezelfde literal", max(fanout.values(), default=0), MAX_FANOUT),
        ("voorwaarden", _longest(ruleset, every=True), MAX_BODY),
        ("alternatieven", _longest(ruleset, every=False), MAX_ALTERNATIVES),
    )
    for what, count, limit in counts:
        if count > limit:
            raise LayoutError(
                f"Regelgroep {number} heeft {count} {what}, maar durable_rules verdraagt er"
                f" hier hoogstens {limit}."
            )


def _longest(ruleset: RulesetPlan, *, every: bool) -> int:
    return max((len(rule.body) for rule in ruleset.rules if rule.every is every), default=0)
