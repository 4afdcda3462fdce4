"""What the server frees goes back to the system, also after one large block was freed."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

# A block of six megabytes comes from the system itself; once it is freed, glibc keeps the next one
# for later, unless the limits are fixed. The fourth number counts what came from the system itself.
# The way "ruim" sets outright what glibc would have learned: it shows that the count tells the two
# apart, also where somebody already told glibc not to learn.
PROGRAM = """
import ctypes, sys
from regelwijzer import allocator
from regelwijzer.ui import letgo

class Info(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int) for name in "abcdefghij"]

libc = ctypes.CDLL(None)
libc.mallinfo.restype = Info
libc.malloc.restype = ctypes.c_void_p
libc.free.argtypes = [ctypes.c_void_p]
if sys.argv[1] == "ruim":
    allocator.fix_limits(32 << 20, 16 << 20)
else:
    letgo.hold_little_freed()
blocks = []
start = libc.mallinfo().d
while libc.mallinfo().d == start and len(blocks) < 4:  # the first may fit in what lies free
    blocks.append(libc.malloc(6 << 20))
libc.free(blocks.pop())
before = libc.mallinfo().d
blocks.append(libc.malloc(6 << 20))
print(libc.mallinfo().d - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc learns")
def test_one_large_block_does_not_teach_the_c_library_to_hold_more(repository: Path) -> None:
    # Settings of glibc in the surroundings of the test would stand in for our own.
    plain = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("MALLOC_") and name != "GLIBC_TUNABLES"
    }

    def own_blocks(how: str) -> int:
        command = [sys.executable, "-c", PROGRAM, how]
        done = subprocess.run(
            command, cwd=repository, env=plain, capture_output=True, check=True, text=True
        )
        return int(done.stdout)

    assert own_blocks("ruim") == 0
    assert own_blocks("vast") == 1
