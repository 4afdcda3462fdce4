"""What the C library does with freed memory; only glibc can be told, elsewhere nothing happens."""

from __future__ import annotations

import contextlib
import ctypes

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # of mallopt(3)


def fix_limits(held: int, apart: int) -> None:
    """Fix what glibc otherwise learns from what is freed; both in bytes.

    At most *held* of freed memory stays at the end of an arena; a block of *apart* or more comes
    from the system, and goes back to it at once.
    """
    with contextlib.suppress(OSError, AttributeError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_TRIM_THRESHOLD, held)
        mallopt(_MMAP_THRESHOLD, apart)


def give_back() -> None:
    """Give freed memory back to the system."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
