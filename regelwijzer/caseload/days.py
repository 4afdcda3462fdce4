"""Dates of many rows at once, as day numbers, moved by the very rules of one date.

There is no second calendar here. A date expression is a function from a day to a day; it
is called once for each day that occurs and the answer is kept in a table, so the rule of
29 February, short months and the Algemene termijnenwet are those of
:mod:`regelwijzer.knowledge.dates`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from regelwijzer.knowledge.dates import BIRTH, PEILDATUM, DateExpression, Duration
from regelwijzer.reasoning.case import EARLIEST, LATEST
from regelwijzer.reasoning.values import Period

Ordinals = NDArray[np.int32]

UNKNOWN_FIRST, UNKNOWN_LAST = -1, 10_000_000
"""Outside every date: a comparison with an unknown date is never true and never false."""

EPOCH = date(1970, 1, 1).toordinal()
_LOWEST, _HIGHEST = EARLIEST.toordinal(), LATEST.toordinal()
_SPAN = date(2200, 1, 1).toordinal() - _LOWEST


@dataclass(frozen=True)
class Days:
    """The first and the last day that a date can be, row by row (proleptic ordinals)."""

    first: Ordinals
    last: Ordinals

    @property
    def exact(self) -> NDArray[np.bool_]:
        """Where the date is known to the day."""
        same: NDArray[np.bool_] = self.first == self.last
        return same

    def period(self, row: int) -> Period | None:
        """Return what is known in one row."""
        first, last = int(self.first[row]), int(self.last[row])
        if first == UNKNOWN_FIRST:
            return None
        return Period(date.fromordinal(first), date.fromordinal(last))

    @classmethod
    def constant(cls, day: date, size: int) -> Days:
        """Return the same day in every row."""
        same = np.full(size, day.toordinal(), dtype=np.int32)
        return cls(same, same)

    @classmethod
    def from_arrow(cls, days: Ordinals, known: NDArray[np.bool_]) -> tuple[Days, list[int]]:
        """Build from days since 1970; also return the rows outside 1900-2150."""
        numbers = days.astype(np.int32) + np.int32(EPOCH)
        good = known & (numbers >= _LOWEST) & (numbers <= _HIGHEST)
        faults = np.flatnonzero(known & ~good).tolist()
        if good.all():
            return cls(numbers, numbers), faults
        first = np.where(good, numbers, np.int32(UNKNOWN_FIRST))
        last = np.where(good, numbers, np.int32(UNKNOWN_LAST))
        return cls(first, last), faults


class Mover:
    """A date expression over arrays of days."""

    def __init__(self, expression: DateExpression) -> None:
        self._expression = expression
        still = expression.duration == expression.birthday == Duration()
        self._still = still and not expression.extended and not expression.snap
        self._table = np.zeros(0 if self._still else _SPAN, dtype=np.int32)

    def move(self, days: Days) -> Days:
        """Return the dates that are meant when the base falls on *days*."""
        first = self._moved(days.first)
        return Days(first, first if days.last is days.first else self._moved(days.last))

    def _moved(self, days: Ordinals) -> Ordinals:
        if self._still:
            return days
        places = days - np.int32(_LOWEST)
        inside = (places >= 0) & (places < _SPAN)
        everywhere = bool(inside.all())
        asked = places if everywhere else np.where(inside, places, 0)
        found = self._table[asked]
        if not found.all():
            for place in np.unique(asked[found == 0]).tolist():
                self._table[place] = self._one(place + _LOWEST)
            found = self._table[asked]
        if everywhere:
            return found
        rest = np.array(days, dtype=np.int32)
        rest[inside] = found[inside]
        for row in np.flatnonzero(~inside & (days > 0) & (days < UNKNOWN_LAST)).tolist():
            rest[row] = self._one(int(days[row]))
        return rest

    def _one(self, day: int) -> int:
        return self._expression.move(date.fromordinal(day)).toordinal()


class Movers:
    """One :class:`Mover` for each date expression, whatever its base."""

    def __init__(self) -> None:
        self._movers: dict[DateExpression, Mover] = {}

    def of(self, expression: DateExpression) -> Mover:
        """Return the mover of *expression*."""
        key = replace(expression, base=PEILDATUM)
        if key not in self._movers:
            self._movers[key] = Mover(key)
        return self._movers[key]


@dataclass(frozen=True)
class Moment:
    """The peildatum: one day for all rows, or for each row its own birthday."""

    day: date | None = None
    age: Duration | None = None

    @property
    def label(self) -> str:
        """How the moment is called in reports."""
        if self.day is not None:
            return self.day.isoformat()
        months = self.age.months if self.age else 0
        years, rest = divmod(months, 12)
        return f"verjaardag {years}" + (f"j{rest}m" if rest else "")

    def days(self, born: Days | None, size: int, movers: Movers) -> Days:
        """Return the peildatum of each row; unknown where the birthday is."""
        if self.day is not None:
            return Days.constant(self.day, size)
        if born is None or self.age is None:
            return unknown(size)
        moved = movers.of(DateExpression(BIRTH, birthday=self.age)).move(born)
        exact = moved.exact
        if exact.all():
            return moved
        first = np.where(exact, moved.first, np.int32(UNKNOWN_FIRST))
        return Days(first, np.where(exact, moved.last, np.int32(UNKNOWN_LAST)))


def unknown(size: int) -> Days:
    """Return a date that is unknown in every row."""
    return Days(
        np.full(size, UNKNOWN_FIRST, dtype=np.int32), np.full(size, UNKNOWN_LAST, dtype=np.int32)
    )


def before(term: Duration) -> DateExpression:
    """Return the expression that goes *term* back."""
    return DateExpression(PEILDATUM, duration=term, sign=-1)
