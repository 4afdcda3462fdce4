"""Judge a slice of rows: every kader, what is missing, the next milestone, the gaps."""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from regelwijzer.caseload.bits import (
    codes,
    count,
    every_row,
    flags_of,
    plane_of,
    rows_of,
    totals,
)
from regelwijzer.caseload.columns import FeitColumn
from regelwijzer.caseload.days import Days, Moment, Movers, before, unknown
from regelwijzer.caseload.planes import AtomPlanes, Slice
from regelwijzer.caseload.program import Pairs, SlicePlanes, SliceProgram
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.dates import BIRTH, DateExpression, Duration
from regelwijzer.knowledge.models import Feit
from regelwijzer.reasoning.compiler import Program, compile_base, cone
from regelwijzer.reasoning.straightline import Plane, Planes
from regelwijzer.reasoning.verdicts import Verdict

VERDICTS = (Verdict.APPLIES, Verdict.DOES_NOT, Verdict.JUDGEMENT, Verdict.UNKNOWN)
"""The verdict of each code: bit 0 is set for nee and onbekend, bit 1 when undecided."""

TOP = 3
"""How many of the missing facts are named."""

_KEPT = 8
"""Compiled programs that are kept, one for each set of columns."""

NONE = -1
_EIGHTEEN = DateExpression(BIRTH, birthday=Duration(months=216, age=True))


@dataclass(frozen=True)
class NextMilestone:
    """Per row the number of the next milestone (-1: none), its day, start and certainty."""

    number: NDArray[np.int16]
    day: NDArray[np.int32]
    start: NDArray[np.int32]
    sure: NDArray[np.bool_]


@dataclass(frozen=True)
class Judged:
    """What was found about the rows of one slice at one moment.

    *verdicts* has two planes for each kader, that spell the code of each row.
    """

    size: int
    moment: Moment
    peildatum: Days
    verdicts: Pairs
    counts: NDArray[np.int64]
    missing: tuple[tuple[str, Plane], ...]
    facts: NDArray[np.int32]
    judgements: NDArray[np.int32]
    first: NDArray[np.int16]
    milestone: NextMilestone
    eighteen: Days
    gaps: Planes

    def codes(self, kader: int) -> NDArray[np.int8]:
        """Return the verdict code of each row for a kader, by its number."""
        low, high = self.verdicts[kader]
        return codes(low, high, self.size)

    def within(self, days: int) -> Plane:
        """Return the plane of the rows that turn 18 at most *days* after the peildatum."""
        ahead = self.eighteen.first - self.peildatum.first
        exact = self.eighteen.exact & self.peildatum.exact
        return plane_of(exact & (ahead > 0) & (ahead <= days))


class CaseloadJudge:
    """Judges slices; holds the compiled base, and what was learned about dates.

    With *chosen* (ids of kaders) only those are judged, and only what they need counts as
    missing; gaps and milestones stay those of the whole base.
    """

    def __init__(self, base: Kennisbank, chosen: Collection[str] | None = None) -> None:
        # Routes, aandachtspunten and the like play no part here: a smaller graph is faster.
        plain = {name: _unpointed(feit) for name, feit in base.feiten.items()}
        self.base = replace(base, feiten=plain, voorrang={}, aandachtspunten={}, routes={})
        self.program: Program = compile_base(self.base)
        names = self.program.kaders
        self.kaders = tuple(n for n in names if chosen is None or n in chosen)
        self.milestones = tuple(sorted(self.base.mijlpalen))
        self.hulpvormen = tuple(name for name in base.hulpvormen if self._carrying(name))
        self._made: dict[frozenset[str], SliceProgram] = {}
        self._lock = threading.Lock()
        self._movers = Movers()
        self._atoms = AtomPlanes(self.program, self._movers)
        self._leads = {
            name: before(item.aanloop) for name, item in base.mijlpalen.items() if item.aanloop
        }

    def _carrying(self, hulpvorm: str) -> list[int]:
        return [self.program.kaders[kader.kader] for kader in self.base.carriers(hulpvorm)]

    @cached_property
    def _literals(self) -> list[int]:
        return [self.program.kaders[name] for name in self.kaders]

    @cached_property
    def ranked(self) -> tuple[str, ...]:
        """The feiten on which the most kaders depend first; oordelen apart, at the end."""
        graph, weight = self.program.graph, dict.fromkeys(self.program.feiten, 0)
        for literal in self._literals:
            atoms = cone(graph, [literal]) & self.program.feiten_by_atom.keys()
            for feit in {name for node in atoms for name in self.program.feiten_by_atom[node]}:
                weight[feit] += 1
        known = [name for name in weight if name in self.base.feiten]
        return tuple(sorted(known, key=lambda n: (self._judged(n), -weight[n], n)))

    def _judged(self, feit: str) -> bool:
        return self.base.feiten[feit].oordeel is not None

    def judge(self, columns: Mapping[str, FeitColumn], size: int, moment: Moment) -> Judged:
        """Judge the rows of one slice at one moment."""
        birth = columns.get(BIRTH)
        born = birth.days if birth else None
        peildatum = moment.days(born, size, self._movers)
        rows = Slice(size, columns, peildatum)
        made = self._program(frozenset(columns))
        planes = made.run(self._atoms.told(rows, made.atoms), every_row(size))
        missing = self._missing(planes, columns)
        facts = [plane for name, plane in missing if not self._judged(name)]
        oordelen = [plane for name, plane in missing if self._judged(name)]
        return Judged(
            size=size,
            moment=moment,
            peildatum=peildatum,
            verdicts=planes.verdicts,
            counts=verdict_counts(planes.verdicts, every_row(size)),
            missing=missing,
            facts=totals(facts, size),
            judgements=totals(oordelen, size),
            first=self._first(missing, size),
            milestone=self._next(planes, rows),
            eighteen=self._movers.of(_EIGHTEEN).move(born) if born else unknown(size),
            gaps=planes.gaps,
        )

    def _program(self, columns: frozenset[str]) -> SliceProgram:
        """Return the program for *columns*; the last few are kept."""
        with self._lock:
            return self._made.get(columns) or self._make(columns)

    def _make(self, columns: frozenset[str]) -> SliceProgram:
        while len(self._made) >= _KEPT:
            self._made.pop(next(iter(self._made)))
        conditions = self.program.conditions
        self._made[columns] = SliceProgram(
            self.base,
            self.program,
            columns,
            kaders=self._literals,
            milestones=[conditions[f"mijlpaal:{name}"] for name in self.milestones],
            gaps=[self._carrying(name) for name in self.hulpvormen],
            feiten=self.ranked,
        )
        return self._made[columns]

    def _missing(
        self, planes: SlicePlanes, columns: Mapping[str, FeitColumn]
    ) -> tuple[tuple[str, Plane], ...]:
        """Return each feit that can still decide some kader, with the rows, most telling first."""
        for name, column in columns.items():
            if name in self._rank and (exact := column.exact_plane) is not None:
                planes.feiten[self._rank[name]] &= ~exact  # known to the day: not missing
        asked = np.flatnonzero(planes.feiten.any(axis=1)).tolist()
        return tuple((self.ranked[number], planes.feiten[number]) for number in asked)

    def _first(self, missing: Sequence[tuple[str, Plane]], size: int) -> NDArray[np.int16]:
        """Return for each row the numbers (in ``ranked``) of its first missing facts."""
        found = np.full((TOP, size), NONE, dtype=np.int16)
        slots = [every_row(size) for _ in range(TOP)]
        for name, plane in missing:
            if self._judged(name):
                break
            for place in range(TOP):
                fits = plane & slots[place]
                if fits.any():
                    found[place, rows_of(fits, size)] = self._rank[name]
                    slots[place] &= ~fits
                    plane = plane & ~fits
            if not slots[-1].any():
                break
        return found

    @cached_property
    def _rank(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.ranked)}

    def _next(self, planes: SlicePlanes, rows: Slice) -> NextMilestone:
        """Return the first milestone of each row that is not ruled out and not yet past.

        Of milestones on the same day the one with the longest lead comes first.
        """
        size, today = rows.size, rows.peildatum.first
        day = np.full(size, np.iinfo(np.int32).max, dtype=np.int32)
        start, number = day.copy(), np.full(size, NONE, dtype=np.int16)
        sure = np.zeros_like(every_row(size))
        for expression, group in self._groups:
            when = rows.days(expression, self._movers.of(expression))
            if when is None:
                continue
            first = np.maximum(when.first, today)
            ahead = (when.first > 0) & (when.last >= today) & (today > 0)
            left = plane_of(ahead & (first <= day))
            for index in group:
                holds, fails = planes.milestones[index]
                fits = left & ~fails
                if not fits.any():
                    continue
                chosen = rows_of(fits, size)
                some = first[chosen]
                begin = self._begin(index, some)
                wins = (some < day[chosen]) | (begin < start[chosen])
                if not wins.all():
                    chosen, some, begin = chosen[wins], some[wins], begin[wins]
                day[chosen], start[chosen], number[chosen] = some, begin, index
                won = np.zeros(size, dtype=np.bool_)
                won[chosen] = True
                mask = plane_of(won)
                sure = (sure & ~mask) | (holds & mask)
                left &= ~fits
        return NextMilestone(number, day, start, flags_of(sure, size))

    def _begin(self, milestone: int, day: NDArray[np.int32]) -> NDArray[np.int32]:
        lead = self._leads.get(self.milestones[milestone])
        return self._movers.of(lead).move(Days(day, day)).first if lead else day

    @cached_property
    def _groups(self) -> list[tuple[DateExpression, list[int]]]:
        """The milestones (their numbers) by date, those with the longest lead first."""
        groups: dict[DateExpression, list[int]] = {}

        def lead(name: str) -> float:
            term = self.base.mijlpalen[name].aanloop
            return -(term.months * 30.44 + term.days) if term else 0

        for name in sorted(self.milestones, key=lead):
            date = self.base.mijlpalen[name].datum
            groups.setdefault(date, []).append(self.milestones.index(name))
        return list(groups.items())


def verdict_counts(verdicts: Pairs, chosen: Plane) -> NDArray[np.int64]:
    """Return the count of each verdict code of each kader over the *chosen* rows."""
    low, high = verdicts[:, 0] & chosen, verdicts[:, 1] & chosen
    ones, twos, both = count(low), count(high), count(low & high)
    none = count(chosen) - ones - twos + both
    return np.stack([none, ones - both, twos - both, both], axis=1)


def _unpointed(feit: Feit) -> Feit:
    """Return *feit* without what only orders the questions and points towards open norms."""
    if feit.oordeel and feit.oordeel.wijzers:
        oordeel = feit.oordeel.model_copy(update={"wijzers": []})
        return feit.model_copy(update={"oordeel": oordeel, "past_bij": None})
    return feit if feit.past_bij is None else feit.model_copy(update={"past_bij": None})
