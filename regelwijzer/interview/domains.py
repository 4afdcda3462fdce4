"""For every feit a few answers that together stand for all answers that matter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.conditions import AtLeast, Before
from regelwijzer.knowledge.dates import DateExpression
from regelwijzer.knowledge.models import Feit
from regelwijzer.reasoning.compiler import Program
from regelwijzer.reasoning.values import (
    Chosen,
    Interval,
    Options,
    Period,
    Value,
    feiten_of,
    period_of,
)

_SPREAD = timedelta(days=200)


class Domains:
    """The representative answers of each feit, cut where some atom changes its value."""

    def __init__(self, base: Kennisbank, program: Program) -> None:
        self._base = base
        self._bounds: dict[str, set[float]] = {}
        self._dates: dict[str, list[Before]] = {}
        for atom in program.atoms.values():
            if isinstance(atom, AtLeast):
                self._bounds.setdefault(atom.feit, set()).add(atom.bound)
            elif isinstance(atom, Before):
                for name in feiten_of(atom):
                    self._dates.setdefault(name, []).append(atom)

    any_day = date(2026, 1, 1)
    """A peildatum for atoms that do not look at it."""

    def answers(self, name: str) -> list[Value]:
        """Return the answers to try for feit *name*; raises ValueError for a date."""
        feit = self._base.feiten[name]
        if feit.type == "ja_nee":
            return [True, False]
        if feit.type == "keuze":
            return [Options(frozenset({option.keuze})) for option in feit.keuzes]
        if feit.type == "meerkeuze":
            return self._sets(feit)
        if feit.type == "getal":
            return self._numbers(feit)
        raise ValueError(f"{name} is een datum: gebruik days()")

    def _sets(self, feit: Feit) -> list[Value]:
        every = frozenset(option.keuze for option in feit.keuzes)
        single: list[Value] = [
            Chosen(frozenset({option.keuze}), every - {option.keuze}) for option in feit.keuzes
        ]
        return [Chosen(frozenset(), every), *single]

    def _numbers(self, feit: Feit) -> list[Value]:
        low = -1e9 if feit.minimum is None else feit.minimum
        high = 1e9 if feit.maximum is None else feit.maximum
        cuts = sorted(self._bounds.get(feit.feit, set()))
        points = {low, high} | set(cuts)
        edges = sorted({low, *cuts, high})
        points |= {(a + b) / 2 for a, b in pairwise(edges)}
        return [Interval(p, p) for p in sorted(points) if low <= p <= high]

    def days(self, name: str, values: Mapping[str, Value], peildatum: date) -> list[date]:
        """Return the days to try for a date feit, around where a comparison turns."""
        edges = {peildatum}
        for atom in self._dates.get(name, []):
            for own, other in ((atom.left, atom.right), (atom.right, atom.left)):
                if own.feit == name:
                    edges.add(_threshold(own, other, values, peildatum))
        days = edges | {day - timedelta(days=1) for day in edges}
        days |= {min(edges) - _SPREAD, max(edges) + _SPREAD}
        return sorted(days)


def _threshold(
    own: DateExpression, other: DateExpression, values: Mapping[str, Value], peildatum: date
) -> date:
    """Return about the day of the feit on which the comparison turns."""
    period = period_of(other, values, peildatum) or Period(peildatum, peildatum)
    return min(max(own.move_back(period.first), date(1930, 1, 1)), date(2120, 1, 1))
