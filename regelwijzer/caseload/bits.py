"""Between numpy, Arrow and planes (integers with one bit a row)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Flags = NDArray[np.bool_]


def plane_of(flags: Flags) -> int:
    """Return the plane of an array of truth values.

    >>> plane_of(np.array([True, False, True]))
    5
    """
    return int.from_bytes(np.packbits(flags, bitorder="little").tobytes(), "little")


def flags_of(plane: int, size: int) -> Flags:
    """Return the truth values of a plane.

    >>> flags_of(5, 4).tolist()
    [True, False, True, False]
    """
    return _bits(plane, size).view(np.bool_)


def rows_of(plane: int, size: int) -> NDArray[np.intp]:
    """Return the rows whose bit is set."""
    return np.flatnonzero(_bits(plane, size))


def _bits(plane: int, size: int) -> NDArray[np.uint8]:
    packed = np.frombuffer(plane.to_bytes((size + 7) // 8, "little"), dtype=np.uint8)
    return np.unpackbits(packed, count=size, bitorder="little")


def plane_of_bitmap(buffer: pa.Buffer | None, offset: int, size: int) -> int:
    """Return the plane of an Arrow bitmap; without a buffer every bit is set."""
    if buffer is None:
        return (1 << size) - 1
    first, shift = divmod(offset, 8)
    plane = int.from_bytes(memoryview(buffer)[first : (offset + size + 7) // 8], "little")
    if not shift and not size % 8:
        return plane
    return (plane >> shift) & ((1 << size) - 1)


def arrow_bools(plane: int, size: int) -> pa.Array:
    """Return a plane as an Arrow column; its bytes are the bitmap."""
    bitmap = pa.py_buffer(plane.to_bytes((size + 7) // 8, "little"))
    return pa.Array.from_buffers(pa.bool_(), size, [None, bitmap])


def codes(low: int, high: int, size: int) -> NDArray[np.int8]:
    """Return for each row the number (0-3) that two planes spell."""
    return (_bits(low, size) | (_bits(high, size) << 1)).view(np.int8)


def totals(planes: Sequence[int], size: int) -> NDArray[np.int32]:
    """Return for each row in how many of *planes* its bit is set.

    The planes are added as numbers of one bit, all rows at once: digit *d* of the sum is
    again a plane.

    >>> totals([0b011, 0b010, 0b110], 3).tolist()
    [1, 3, 1]
    """
    digits: list[int] = []
    for carry in planes:
        for place, digit in enumerate(digits):
            if not carry:
                break
            digits[place], carry = digit ^ carry, digit & carry
        if carry:
            digits.append(carry)
    found = np.zeros(size, dtype=np.int32)
    for place, digit in enumerate(digits):
        found += _bits(digit, size).astype(np.int32) << place
    return found
