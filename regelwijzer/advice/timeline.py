"""The road along the birthdays: the verdict of every kader, day-exact, over many years.

A verdict can only change on a day on which some date comparison turns. Those days are
found first; the stretches between them are then judged all at once, one bit a stretch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.conditions import Before
from regelwijzer.knowledge.dates import BIRTH, PEILDATUM, Duration
from regelwijzer.reasoning.bitplanes import BitPlanes
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.compiler import Program
from regelwijzer.reasoning.graph import swap
from regelwijzer.reasoning.missing import facts_missing
from regelwijzer.reasoning.values import Period, holds
from regelwijzer.reasoning.verdicts import Verdict

LAST_AGE = 27
"""School and Participatiewet reach to 27; youth care itself to 23."""


@dataclass(frozen=True)
class Stretch:
    """A verdict from *first* up to and including *last*."""

    first: date
    last: date
    verdict: Verdict


@dataclass(frozen=True)
class Gap:
    """A stretch in which no law (surely) carries a hulpvorm that was asked for."""

    hulpvorm: str
    first: date
    last: date


@dataclass(frozen=True)
class Timeline:
    """The stretches of every kader, and the gaps, between *first* and *last*."""

    first: date
    last: date
    stretches: Mapping[str, tuple[Stretch, ...]]
    gaps: tuple[Gap, ...]

    def at(self, kader: str, day: date) -> Verdict:
        """Return the verdict of *kader* on *day*; raises KeyError outside the timeline."""
        for stretch in self.stretches[kader]:
            if stretch.first <= day <= stretch.last:
                return stretch.verdict
        raise KeyError(day)


def timeline(
    base: Kennisbank,
    program: Program,
    planes: BitPlanes,
    case: Case,
    span: tuple[date, date] | None = None,
) -> Timeline:
    """Return the timeline of *case* over *span* (default: peildatum to the 27th birthday)."""
    first, last = span or default_span(case)
    turns = _turns_of_atoms(program, case, first, last)
    days = sorted({first}.union(*(part.keys() for part in turns.values())))
    given = _planes_by_day(program, case, turns, days)
    result = planes.run(given)
    facts = facts_missing(base, program, result, len(days))
    ends = [*(day - timedelta(days=1) for day in days[1:]), last]
    stretches = {
        name: _stretches(result, facts, literal, days, ends)
        for name, literal in program.kaders.items()
    }
    return Timeline(first, last, stretches, tuple(_gaps(base, case, stretches)))


def default_span(case: Case) -> tuple[date, date]:
    """Return peildatum and the day before the 27th birthday (or ten years on)."""
    born = case.values.get(BIRTH)
    last = Duration(months=120).after(case.peildatum)
    if isinstance(born, Period):
        birthday = Duration(months=12 * LAST_AGE, age=True).after(born.last)
        last = max(birthday - timedelta(days=1), case.peildatum)
    return case.peildatum, last


def turning_days(program: Program, case: Case, first: date, last: date) -> list[date]:
    """Return *first* and every later day up to *last* on which some comparison turns."""
    turns = _turns_of_atoms(program, case, first, last)
    return sorted({first}.union(*(part.keys() for part in turns.values())))


Turns = dict[date, bool | None]
"""The truth value of a comparison from each day on, the first day included."""


def _turns_of_atoms(program: Program, case: Case, first: date, last: date) -> dict[int, Turns]:
    return {
        node: _turns(atom, case, first, last)
        for node, atom in program.atoms.items()
        if isinstance(atom, Before) and PEILDATUM in (atom.left.base, atom.right.base)
    }


def _turns(atom: Before, case: Case, first: date, last: date) -> Turns:
    """Return when *atom* gets another truth value between *first* and *last*.

    As the peildatum moves on, a comparison passes each truth value at most once, so the
    days are found by halving.
    """

    def truth(day: date) -> bool | None:
        return holds(atom, case.values, day)

    found: Turns = {first: truth(first)}

    def search(low: date, high: date, at_low: bool | None, at_high: bool | None) -> None:
        if at_low is at_high:
            return
        if (high - low).days == 1:
            found[high] = at_high
            return
        middle = low + (high - low) // 2
        at_middle = truth(middle)
        search(low, middle, at_low, at_middle)
        search(middle, high, at_middle, at_high)

    if last > first:
        search(first, last, found[first], truth(last))
    return found


def _planes_by_day(
    program: Program, case: Case, turns: Mapping[int, Turns], days: Sequence[date]
) -> dict[int, int]:
    """Return the atom planes with one bit for the stretch that starts on each of *days*."""
    full = (1 << len(days)) - 1
    given: dict[int, int] = {}
    for literal in program.literals(case.values, case.peildatum):
        given[literal] = full
    bit = {day: number for number, day in enumerate(days)}
    for node, turned in turns.items():
        planes = {True: 0, False: 0, None: 0}
        for day in sorted(turned):  # from this day on, until a later turn overrules it
            onward = full & -(1 << bit[day])
            planes = {truth: plane & ~onward for truth, plane in planes.items()}
            planes[turned[day]] |= onward
        given[2 * node], given[2 * node + 1] = planes[True], planes[False]
    return given


def _stretches(
    planes: Sequence[int],
    facts: Sequence[int],
    literal: int,
    days: Sequence[date],
    ends: Sequence[date],
) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    yes, no, fact = planes[literal], planes[swap(literal)], facts[literal >> 1]
    for bit, day in enumerate(days):
        if yes >> bit & 1:
            verdict = Verdict.APPLIES
        elif no >> bit & 1:
            verdict = Verdict.DOES_NOT
        else:
            verdict = Verdict.UNKNOWN if fact >> bit & 1 else Verdict.JUDGEMENT
        if found and found[-1].verdict is verdict:
            found[-1] = Stretch(found[-1].first, ends[bit], verdict)
        else:
            found.append(Stretch(day, ends[bit], verdict))
    return tuple(found)


def _gaps(base: Kennisbank, case: Case, stretches: Mapping[str, Sequence[Stretch]]) -> list[Gap]:
    """Return for each hulpvorm asked the stretches in which every carrying kader is a nee."""
    gaps: list[Gap] = []
    for hulpvorm in case.hulpvragen:
        carrying = [stretches[kader.kader] for kader in base.carriers(hulpvorm)]
        if carrying:
            gaps += [Gap(hulpvorm, first, last) for first, last in _all_nee(carrying)]
    return gaps


def _all_nee(ribbons: Sequence[Sequence[Stretch]]) -> list[tuple[date, date]]:
    """Return the stretches of days on which every ribbon says nee."""
    open_days: list[tuple[date, date]] = sorted(
        (stretch.first, stretch.last)
        for ribbon in ribbons
        for stretch in ribbon
        if stretch.verdict is not Verdict.DOES_NOT
    )
    first, last = ribbons[0][0].first, ribbons[0][-1].last
    gaps: list[tuple[date, date]] = []
    free = first
    for start, end in open_days:
        if start > free:
            gaps.append((free, start - timedelta(days=1)))
        free = max(free, end + timedelta(days=1))
    if free <= last:
        gaps.append((free, last))
    return gaps
