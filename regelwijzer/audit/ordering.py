"""Exact arithmetic of dates for the SAT proofs.

Every comparison is ``F(X) <= G(Y)`` with F and G monotone ("a later day gives no earlier
day"). Such constraints have a least solution, found by raising lower bounds until nothing
changes; when a bound passes its upper bound there is none, and the comparisons that
raised it are the reason. Nothing is sampled or approximated: the bounds are days.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from regelwijzer.knowledge.conditions import Before
from regelwijzer.knowledge.dates import DateExpression
from regelwijzer.reasoning.case import EARLIEST, LATEST

FIRST, LAST = EARLIEST.toordinal(), LATEST.toordinal()
_REPEATS = 28 * 366
"""Days after which the calendar is the same again, weekdays included (1901-2099)."""


@lru_cache(maxsize=100_000)
def move(expression: DateExpression, day: int) -> int:
    """Return the day that *expression* means when its base falls on *day* (ordinals)."""
    return expression.move(date.fromordinal(day)).toordinal()


@lru_cache(maxsize=100_000)
def first_day(expression: DateExpression, target: int) -> int:
    """Return the first base day for which *expression* gives *target* or later.

    >>> from regelwijzer.knowledge.dates import parse_date_expression
    >>> age = parse_date_expression("verjaardag 18")
    >>> str(date.fromordinal(first_day(age, date(2026, 3, 1).toordinal())))
    '2008-02-29'
    """
    low, high = FIRST, LAST + 1
    while low < high:
        middle = (low + high) // 2
        if move(expression, middle) >= target:
            high = middle
        else:
            low = middle + 1
    return low


@dataclass(frozen=True, slots=True)
class UpTo:
    """A comparison about one date: true when the date is *day* or earlier (if *positive*)."""

    variable: str
    day: int
    positive: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """``target(Y) >= source(X) + shift``: a lower bound on Y that follows from one on X."""

    source: str
    source_expression: DateExpression
    target: str
    target_expression: DateExpression
    shift: int

    def bound(self, day: int) -> int:
        """Return the first day of the target when the source is *day* or later."""
        return first_day(self.target_expression, move(self.source_expression, day) + self.shift)


@dataclass(frozen=True, slots=True)
class Pair:
    """A comparison between two dates: what follows when it is true, and when it is false."""

    true: Edge
    false: Edge


def analyse(atom: Before, names: tuple[str | None, str | None], today: int) -> UpTo | Pair | bool:
    """Return what *atom* says of its variables; a side without a name is a known day.

    *today* is used for a peildatum that is no variable.
    """
    left, right = atom.left, atom.right
    strict = 0 if atom.inclusive else 1
    if names[0] is None and names[1] is None:
        return move(left, _known(left, today)) + strict <= move(right, _known(right, today))
    if names[1] is None and names[0] is not None:
        limit = move(right, _known(right, today))
        return UpTo(names[0], first_day(left, limit + 1 - strict) - 1, True)
    if names[0] is None and names[1] is not None:
        limit = move(left, _known(left, today))
        return UpTo(names[1], first_day(right, limit + strict) - 1, False)
    source, target = str(names[0]), str(names[1])
    return Pair(
        true=Edge(source, left, target, right, strict),
        false=Edge(target, right, source, left, 1 - strict),
    )


def _known(expression: DateExpression, today: int) -> int:
    if expression.feit is None and expression.base[0].isdigit():
        return date.fromisoformat(expression.base).toordinal()
    return today


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between which days a date lies, and the SAT literals that say so (0: the calendar)."""

    low: int = FIRST
    high: int = LAST
    low_reason: int = 0
    high_reason: int = 0


@dataclass(frozen=True, slots=True)
class Solution:
    """A day for every variable, or the literals that cannot be true together."""

    days: Mapping[str, int]
    conflict: frozenset[int] | None = None


def solve(
    bounds: Mapping[str, Bounds], edges: Sequence[tuple[Edge, int]], near: tuple[int, int]
) -> Solution:
    """Find days within *bounds* that fit every edge, if possible within *near*."""
    close = {
        name: Bounds(max(b.low, near[0]), min(b.high, near[1])) if b.low <= near[1] else b
        for name, b in bounds.items()
    }
    found = _raise_bounds(close, edges)
    if found.conflict is None:
        return found
    found = _raise_bounds(bounds, edges)
    if found.conflict is None:
        return found
    return Solution({}, _smallest(bounds, edges, found.conflict))


def _raise_bounds(bounds: Mapping[str, Bounds], edges: Sequence[tuple[Edge, int]]) -> Solution:
    low = {name: bound.low for name, bound in bounds.items()}
    reason: dict[str, tuple[int, str | None]] = {
        name: (bound.low_reason, None) for name, bound in bounds.items()
    }
    leaving: dict[str, list[tuple[Edge, int]]] = {}
    for edge, literal in edges:
        leaving.setdefault(edge.source, []).append((edge, literal))
    for bound in bounds.values():
        if bound.low > bound.high:
            return Solution({}, frozenset({bound.low_reason, bound.high_reason} - {0}))
    extended = {  # Easter repeats itself far more slowly than the calendar
        literal
        for edge, literal in edges
        if edge.source_expression.extended or edge.target_expression.extended
    }
    circles: dict[str, tuple[frozenset[int], int]] = {}
    todo = list(bounds)
    while todo:
        name = todo.pop()
        for edge, literal in leaving.get(name, ()):
            day = edge.bound(low[name])
            if day <= low[edge.target]:
                continue
            low[edge.target] = day
            reason[edge.target] = (literal, name)
            if day > bounds[edge.target].high:
                return Solution({}, _explain(bounds, reason, edge.target))
            circle = _circle(reason, edge.target)
            if circle is not None and not circle & extended:
                known, start = circles.get(edge.target, (frozenset(), day))
                if known != circle:
                    circles[edge.target] = (circle, day)
                elif day - start > _REPEATS:
                    return Solution({}, circle)
            todo.append(edge.target)
    return Solution(low)


def _circle(reason: Mapping[str, tuple[int, str | None]], name: str) -> frozenset[int] | None:
    """Return the literals by which the bound of *name* rests on itself, if it does.

    Each round pushes the bound on. What is pushed on for as long as the calendar takes to
    repeat itself is pushed on for ever: no day fits.
    """
    found: set[int] = set()
    step: str | None = name
    seen: set[str] = set()
    while step is not None and step not in seen:
        seen.add(step)
        literal, step = reason[step]
        found.add(literal)
        if step == name:
            return frozenset(found)
    return None


def _explain(
    bounds: Mapping[str, Bounds], reason: Mapping[str, tuple[int, str | None]], name: str
) -> frozenset[int]:
    found = {bounds[name].high_reason}
    seen: set[str] = set()
    step: str | None = name
    while step is not None and step not in seen:
        seen.add(step)
        literal, before = reason[step]
        found |= {literal, bounds[step].low_reason}
        step = before
    return frozenset(found - {0})


def _smallest(
    bounds: Mapping[str, Bounds], edges: Sequence[tuple[Edge, int]], wanted: frozenset[int]
) -> frozenset[int]:
    """Return a conflict without spare literals; *wanted* is where to begin."""

    def clash(literals: frozenset[int]) -> bool:
        loose = {
            name: Bounds(
                b.low if b.low_reason in literals else FIRST,
                b.high if b.high_reason in literals else LAST,
            )
            for name, b in bounds.items()
        }
        kept = [(edge, literal) for edge, literal in edges if literal in literals]
        return _raise_bounds(loose, kept).conflict is not None

    if not clash(wanted):  # a circle of comparisons: begin with everything
        reasons = {b.low_reason for b in bounds.values()} | {b.high_reason for b in bounds.values()}
        wanted = frozenset((reasons | {literal for _, literal in edges}) - {0})
    for literal in sorted(wanted):
        if len(wanted) > 1 and clash(wanted - {literal}):
            wanted -= {literal}
    return wanted
