"""One Arrow column of one slice, read as what it says about a feit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from regelwijzer.caseload.bits import holds_in, plane_of, told_of
from regelwijzer.caseload.cells import NOTHING, Cell, read_cell
from regelwijzer.caseload.days import UNKNOWN_FIRST, UNKNOWN_LAST, Days
from regelwijzer.knowledge.models import Feit
from regelwijzer.reasoning.case import EARLIEST
from regelwijzer.reasoning.straightline import Plane, Told
from regelwijzer.reasoning.values import Atom, Period, Value, holds

_MOST = 200_000
"""Different cell texts remembered per column; more than that are read again."""

Fault = tuple[int, str]
"""A row of the slice, and why its cell says nothing."""


@dataclass(frozen=True)
class FeitColumn:
    """What a slice knows of one feit: planes, or codes into a vocabulary, or days."""

    size: int
    told: Told | None = None
    codes: NDArray[np.intp] | None = None
    words: Vocabulary | None = None
    days: Days | None = None

    @property
    def exact_plane(self) -> Plane | None:
        """The rows in which a date is known to the day; None when this is no date."""
        return plane_of(self.days.exact) if self.days is not None else None

    def tells(self, node: int, atom: Atom) -> Told:
        """Return what is told of the *atom* of *node*, that looks at this feit (no dates)."""
        if self.told is not None:
            return self.told
        assert self.words is not None and self.codes is not None
        truth = self.words.truth(node, atom)[self.codes]
        return plane_of(truth >= 0), plane_of(truth == 1)

    def value(self, row: int) -> Value | None:
        """Return what is known in one row, as in a case."""
        if self.told is not None:
            known, says = self.told
            return holds_in(says, row) if holds_in(known, row) else None
        if self.days is not None and self.words is None:
            return self.days.period(row)
        assert self.words is not None and self.codes is not None
        return self.words.cells[int(self.codes[row])].value


class Vocabulary:
    """Every different cell of a column, read once; shared by all slices."""

    def __init__(self, feit: Feit, words: Mapping[str, str] | None = None) -> None:
        self.feit = feit
        self.cells: list[Cell] = [NOTHING]
        self._words = words
        self._index: dict[Any, int] = {None: 0}
        self._truths: dict[int, NDArray[np.int8]] = {}
        self._days = np.empty((0, 2), dtype=np.int32)

    def codes(self, column: pa.Array) -> tuple[NDArray[np.intp], list[Fault]]:
        """Return the number of the cell in each row, and the faults."""
        if len(self.cells) > _MOST:
            self._forget()
        encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
        known = [self._code(raw) for raw in encoded.dictionary.to_pylist()]
        lookup = np.array([*known, 0], dtype=np.intp)
        indices = pc.fill_null(encoded.indices, len(known)) if encoded.null_count else None
        rows = (encoded.indices if indices is None else indices).to_numpy(zero_copy_only=False)
        found = lookup[rows]
        return found, self._faults(found, set(known))

    def _forget(self) -> None:
        self.cells = [NOTHING]  # only the columns of this slice are still needed
        self._index = {None: 0}
        self._truths = {}
        self._days = np.empty((0, 2), dtype=np.int32)

    def _code(self, raw: Any) -> int:
        code = self._index.get(raw)
        if code is None:
            code = len(self.cells)
            self.cells.append(read_cell(self.feit, raw, self._words))
            self._index[raw] = code
        return code

    def _faults(self, rows: NDArray[np.intp], used: set[int]) -> list[Fault]:
        found: list[Fault] = []
        for code in used:
            if reason := self.cells[code].fault:
                found += [(row, reason) for row in np.flatnonzero(rows == code).tolist()]
        return found

    def truth(self, node: int, atom: Atom) -> NDArray[np.int8]:
        """Return for each cell 1 (ja), 0 (nee) or -1 (onbekend)."""
        known = self._truths.get(node, np.empty(0, dtype=np.int8))
        if len(known) < len(self.cells):
            more = [self._one(atom, cell) for cell in self.cells[len(known) :]]
            known = np.concatenate([known, np.array(more, dtype=np.int8)])
            self._truths[node] = known
        return known

    def _one(self, atom: Atom, cell: Cell) -> int:
        if cell.value is None:
            return -1
        result = holds(atom, {self.feit.feit: cell.value}, EARLIEST)
        return -1 if result is None else int(result)

    def days(self, rows: NDArray[np.intp]) -> Days:
        """Return the first and last day of each row."""
        if len(self._days) < len(self.cells):
            more = [_ends(cell.value) for cell in self.cells[len(self._days) :]]
            self._days = np.concatenate([self._days, np.array(more, dtype=np.int32)])
        first, last = self._days[rows, 0], self._days[rows, 1]
        return Days(first, first if np.array_equal(first, last) else last)


def _ends(value: Value | None) -> tuple[int, int]:
    if isinstance(value, Period):
        return value.first.toordinal(), value.last.toordinal()
    return UNKNOWN_FIRST, UNKNOWN_LAST


def read_column(column: pa.Array, words: Vocabulary) -> tuple[FeitColumn, list[Fault]]:
    """Read an Arrow column about the feit of *words*; return it and its bad cells."""
    size, kind = len(column), column.type
    feit = words.feit
    if pa.types.is_null(kind):
        column = column.cast(pa.string())
    elif pa.types.is_boolean(kind) and feit.type == "ja_nee":
        return FeitColumn(size, told=told_of(column)), []
    elif pa.types.is_date32(kind) and feit.type == "datum":
        numbers = column.view(pa.int32())
        valid_rows = column.is_valid().to_numpy(zero_copy_only=False)
        days, outside = Days.from_arrow(
            pc.fill_null(numbers, 0).to_numpy(zero_copy_only=False), valid_rows
        )
        return FeitColumn(size, days=days), [
            (row, "geef een datum tussen 1900 en 2150") for row in outside
        ]
    elif pa.types.is_list(kind) or pa.types.is_large_list(kind):
        column = pc.binary_join(column.cast(pa.list_(pa.string())), "|")
    codes, faults = words.codes(column)
    if feit.type == "datum":
        return FeitColumn(size, codes=codes, words=words, days=words.days(codes)), faults
    return FeitColumn(size, codes=codes, words=words), faults
