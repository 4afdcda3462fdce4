"""What the server frees goes back to the system, also after one large block was freed."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

import pytest

# A block of six megabytes comes from the system itself; once it is freed, glibc keeps the next one
# for later, unless the limits are fixed. The fourth number counts what came from the system itself.
PROGRAM = """
import ctypes, sys
from regelwijzer.ui import letgo

class Info(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int) for name in "abcdefghij"]

libc = ctypes.CDLL(None)
libc.mallinfo.restype = Info
libc.malloc.restype = ctypes.c_void_p
libc.free.argtypes = [ctypes.c_void_p]
if sys.argv[1] == "vast":
    letgo.hold_little_freed()
libc.free(libc.malloc(6 << 20))
before = libc.mallinfo().d
block = libc.malloc(6 << 20)
print(libc.mallinfo().d - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc learns")
def test_one_large_block_does_not_teach_the_c_library_to_hold_more(repository: Path) -> None:
    def own_blocks(how: str) -> int:
        command = [sys.executable, "-c", PROGRAM, how]
        done = subprocess.run(command, cwd=repository, capture_output=True, check=True, text=True)
        return int(done.stdout)

    assert own_blocks("geleerd") == 0
    assert own_blocks("vast") == 1
