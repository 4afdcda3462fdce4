"""From a model to a case that can be run: read it, shrink it, and check it.

The case is checked with the bit planes, so a fault in the encoding cannot give a finding
that nobody can repeat with ``regelwijzer advies``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from regelwijzer.audit import ordering
from regelwijzer.audit.sat import World
from regelwijzer.knowledge.base import UNKNOWN_LAW, Kennisbank
from regelwijzer.knowledge.dates import PEILDATUM
from regelwijzer.knowledge.models import Feit
from regelwijzer.reasoning.bitplanes import BitPlanes, Planes
from regelwijzer.reasoning.case import plain
from regelwijzer.reasoning.compiler import Program
from regelwijzer.reasoning.values import Chosen, Interval, Options, Period, Value

Goal = Callable[[Planes], bool]


class Witnesses:
    """Turns models of a :class:`World` into small cases."""

    def __init__(self, base: Kennisbank, program: Program) -> None:
        self.base = base
        self.program = program

    @cached_property
    def engine(self) -> BitPlanes:
        """The bit planes of the program."""
        return BitPlanes(self.program.graph)

    def judge(self, values: Mapping[str, Value], peildatum: date) -> Planes:
        """Return the planes of one case."""
        return self.engine.one(self.program.literals(values, peildatum))

    def smallest(self, world: World, nodes: Iterable[int], goal: Goal) -> dict[str, Any] | None:
        """Return the model just found as a case without spare feiten for which *goal* holds.

        None when the goal does not hold in it: the model rests on law that is not in the base.
        """
        names = {name for node in nodes for name in self.program.feiten_by_atom.get(node, ())} - {
            UNKNOWN_LAW
        }
        peildatum = world.peildatum or day_of(world, PEILDATUM)
        values = {name: value_of(world, self.base.feiten[name]) for name in sorted(names)}
        if not goal(self.judge(values, peildatum)):
            return None
        values = self._shrink(values, peildatum, goal)
        feiten = {name: plain(value) for name, value in values.items()}
        return {"peildatum": peildatum.isoformat(), "feiten": feiten}

    def _shrink(self, values: dict[str, Value], peildatum: date, goal: Goal) -> dict[str, Value]:
        size = max(1, len(values) // 2)
        while True:
            names = list(values)
            for start in range(0, len(names), size):
                gone = set(names[start : start + size])
                fewer = {name: v for name, v in values.items() if name not in gone}
                if goal(self.judge(fewer, peildatum)):
                    values = fewer
            if size == 1:
                return values
            size = max(1, size // 2)


def value_of(world: World, feit: Feit) -> Value:
    """Return the answer to *feit* in the model just found."""
    true = world.true
    if feit.type == "ja_nee":
        return world.yes_no(feit.feit)
    if feit.type in ("keuze", "meerkeuze"):
        options = world.options.get((feit.feit, ""), {})
        chosen = frozenset(name for name, variable in options.items() if variable in true)
        if feit.type == "keuze":
            return Options(chosen or frozenset({feit.keuzes[0].keuze}))
        return Chosen(chosen, frozenset(option.keuze for option in feit.keuzes) - chosen)
    if feit.type == "getal":
        number = _number(world, feit)
        return Interval(number, number)
    day = day_of(world, feit.feit)
    return Period(day, day)


def _number(world: World, feit: Feit) -> float:
    """Return a number that fits the bounds of the model, a whole one if that can be."""
    low, low_strict = (-1e9 if feit.minimum is None else feit.minimum), False
    high, high_open = (1e9 if feit.maximum is None else feit.maximum), False
    for bound, strict, variable in world.bounds.get((feit.feit, ""), ()):
        if variable in world.true:
            if bound >= low:
                low, low_strict = bound, strict
        elif bound <= high:
            high, high_open = bound, not strict
            break
    whole = float(int(low) + 1) if low_strict or low != int(low) else low
    if whole < high or (whole == high and not high_open):
        return whole
    return (low + high) / 2


def day_of(world: World, name: str) -> date:
    """Return the day of the date *name* in the model just found."""
    if name in world.days:
        return date.fromordinal(world.days[name])
    bounds = world.bounds_of(name)
    if bounds.high < ordering.LAST:
        return date.fromordinal(bounds.high)
    if bounds.low > ordering.FIRST:
        return date.fromordinal(bounds.low)
    return date.fromordinal(world.today)
