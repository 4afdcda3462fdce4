"""What is told of all atoms, from the columns of one slice and the peildatum of each row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from regelwijzer.caseload.bits import every_row, plane_of
from regelwijzer.caseload.columns import FeitColumn
from regelwijzer.caseload.days import Days, Mover, Movers
from regelwijzer.knowledge.conditions import Before
from regelwijzer.knowledge.dates import PEILDATUM, DateExpression
from regelwijzer.reasoning.compiler import Program
from regelwijzer.reasoning.straightline import Told


@dataclass(frozen=True)
class Slice:
    """The columns of one slice of rows, by feit, with the peildatum of each row."""

    size: int
    columns: Mapping[str, FeitColumn]
    peildatum: Days

    def days(self, expression: DateExpression, mover: Mover) -> Days | None:
        """Return the dates meant by *expression*; None when its feit has no column."""
        if expression.base == PEILDATUM:
            return mover.move(self.peildatum)
        if expression.feit is None:
            day = expression.move(date.fromisoformat(expression.base))
            return Days.constant(day, self.size)
        column = self.columns.get(expression.feit)
        if column is None or column.days is None:
            return None
        return mover.move(column.days)


class AtomPlanes:
    """Tells the atoms of *program*; each date expression is moved once a slice."""

    def __init__(self, program: Program, movers: Movers) -> None:
        self._program = program
        self._dates: list[tuple[DateExpression, Mover]] = []
        self._sides: dict[int, tuple[int, int]] = {}
        index: dict[DateExpression, int] = {}
        for node, atom in program.atoms.items():
            if isinstance(atom, Before):
                for side in (atom.left, atom.right):
                    if side not in index:
                        index[side] = len(self._dates)
                        self._dates.append((side, movers.of(side)))
                self._sides[node] = index[atom.left], index[atom.right]

    def told(self, rows: Slice, nodes: Iterable[int]) -> dict[int, Told]:
        """Return what is told of *nodes*: atoms whose feiten all have a column."""
        told: dict[int, Told] = {}
        moved: dict[int, Days | None] = {}
        for node in nodes:
            atom = self._program.atoms[node]
            if isinstance(atom, Before):
                told[node] = self._before(atom, self._sides[node], rows, moved)
            else:
                feit = self._program.feiten_by_atom[node][0]
                told[node] = rows.columns[feit].tells(node, atom)
        return told

    def _before(
        self, atom: Before, sides: tuple[int, int], rows: Slice, moved: dict[int, Days | None]
    ) -> Told:
        for side in sides:
            if side not in moved:
                moved[side] = rows.days(*self._dates[side])
        left, right = moved[sides[0]], moved[sides[1]]
        if left is None or right is None:
            nowhere = np.zeros_like(every_row(rows.size))
            return nowhere, nowhere
        if atom.inclusive:
            yes, no = left.last <= right.first, left.first > right.last
        else:
            yes, no = left.last < right.first, left.first >= right.last
        return plane_of(yes | no), plane_of(yes)
