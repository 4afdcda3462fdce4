"""Between numpy, Arrow and planes (one bit a row, 64 rows a word)."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from regelwijzer.reasoning.straightline import Plane, Planes, Told

Flags = NDArray[np.bool_]

_WORD = 64


def words(size: int) -> int:
    """Return how many words a plane of *size* rows takes."""
    return -(-size // _WORD)


def every_row(size: int) -> Plane:
    """Return the plane in which each of *size* rows is set.

    >>> every_row(3).tolist(), every_row(0).tolist()
    ([7], [])
    """
    plane = np.full(words(size), ~np.uint64(0))
    if size % _WORD:
        plane[-1] = (1 << size % _WORD) - 1
    return plane


def plane_of(flags: Flags) -> Plane:
    """Return the plane of an array of truth values.

    >>> plane_of(np.array([True, False, True])).tolist()
    [5]
    """
    return _whole_words(np.packbits(flags, bitorder="little"))


def _whole_words(raw: NDArray[np.uint8]) -> Plane:
    """Return bytes as words; a copy when the last word is not whole."""
    if not len(raw) % 8:
        return raw.view(np.uint64)
    plane = np.zeros(-(-len(raw) // 8), dtype=np.uint64)
    plane.view(np.uint8)[: len(raw)] = raw
    return plane


def flags_of(plane: Plane, size: int) -> Flags:
    """Return the truth values of a plane.

    >>> flags_of(np.array([5], dtype=np.uint64), 4).tolist()
    [True, False, True, False]
    """
    return _bits(plane, size).view(np.bool_)


def rows_of(plane: Plane, size: int) -> NDArray[np.intp]:
    """Return the rows whose bit is set."""
    return np.flatnonzero(_bits(plane, size))


def holds_in(plane: Plane, row: int) -> bool:
    """Tell whether the bit of *row* is set."""
    return bool(int(plane[row // _WORD]) >> row % _WORD & 1)


def count(planes: Plane | Planes) -> NDArray[np.int64]:
    """Return how many rows are set, of one plane or of each of many.

    >>> count(np.array([[5], [0]], dtype=np.uint64)).tolist()
    [2, 0]
    """
    found: NDArray[np.int64] = np.bitwise_count(planes).sum(axis=-1, dtype=np.int64)
    return found


def _bits(plane: Plane, size: int) -> NDArray[np.uint8]:
    return np.unpackbits(plane.view(np.uint8), count=size, bitorder="little")


def told_of(column: pa.Array) -> Told:
    """Return the two bitmaps of an Arrow column of truth values; where it can, as they are."""
    valid, bits = column.buffers()
    size = len(column)
    known = every_row(size) if valid is None else _bitmap(valid, column.offset, size)
    return known, _bitmap(bits, column.offset, size)


def _bitmap(buffer: pa.Buffer, offset: int, size: int) -> Plane:
    first, shift = divmod(offset, 8)
    if not (shift or size % _WORD or (buffer.address + first) % 8):
        return np.frombuffer(buffer, np.uint64, words(size), first)
    raw = np.frombuffer(buffer, np.uint8, (shift + size + 7) // 8, first)
    if shift:
        flags = np.unpackbits(raw, count=shift + size, bitorder="little")
        return plane_of(flags[shift:].view(np.bool_))
    plane = _whole_words(raw.copy())
    if size % _WORD:
        plane[-1] &= np.uint64((1 << size % _WORD) - 1)
    return plane


def arrow_bools(plane: Plane, size: int) -> pa.Array:
    """Return a plane as an Arrow column; its bytes are the bitmap."""
    return pa.Array.from_buffers(pa.bool_(), size, [None, pa.py_buffer(plane.tobytes())])


def totals(planes: Iterable[Plane], size: int) -> NDArray[np.int32]:
    """Return for each row in how many of *planes* its bit is set.

    The planes are added as numbers of one bit, all rows at once: of three planes of the same
    weight, one remains and one of twice the weight is carried.

    >>> some = np.array([[0b011], [0b010], [0b110]], dtype=np.uint64)
    >>> totals(some, 3).tolist()
    [1, 3, 1]
    """
    found = np.zeros(size, dtype=np.int32)
    todo, place = list(planes), 0
    while todo:
        carried = []
        while len(todo) > 1:
            one, two = todo.pop(), todo.pop()
            apart = one ^ two
            if todo:
                three = todo.pop()
                carried.append((one & two) | (apart & three))
                todo.append(apart ^ three)
            else:
                carried.append(one & two)
                todo.append(apart)
        found += _bits(todo[0], size).astype(np.int32) << place
        todo, place = carried, place + 1
    return found


def codes(low: Plane, high: Plane, size: int) -> NDArray[np.int8]:
    """Return for each row the number (0-3) that two planes spell."""
    return (_bits(low, size) | (_bits(high, size) << 1)).view(np.int8)
