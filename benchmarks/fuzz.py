"""Damaged inputs by the million: no traceback, no hang, nothing accepted but not understood.

    python -m benchmarks.fuzz [--aantal 1000000] [--zaad 0] [--processen 2]

The targets, the damage and what must hold stand in ``tests/fuzz``. Cheap inputs (case files,
saved answers) are most of it; rule files, tables and command lines take longer each. An input
that takes more than ten seconds of the processor, or two minutes, counts as a hang. Each fault is
printed once, with a seed that makes it again: ``--doel zaak --zaad SEED --aantal 1``.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import time
import traceback
from concurrent.futures import ProcessPoolExecutor
from types import FrameType

from tests.fuzz.targets import targets

SHARES = {"zaak": 0.55, "antwoorden": 0.39, "regels": 0.02, "tabel": 0.02, "opdracht": 0.02}
PIECE = 2_000
HANG, WAITS = 10, 120
"""Seconds: of the processor, and of the clock (a busy machine is no hang)."""

Job = tuple[str, int, int]


class Hang(BaseException):
    """An input took too long; not an Exception, so that nothing of ours can catch it."""


def _too_long(number: int, frame: FrameType | None) -> None:
    raise Hang(f"langer dan {HANG if number == signal.SIGPROF else WAITS} seconden")


def _allow(seconds: float, waits: int) -> None:
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.alarm(waits)


def attack(job: Job) -> dict[str, int]:
    """Run one target on a range of seeds; return each kind of fault with its first seed."""
    name, first, count = job
    faults: dict[str, int] = {}
    signal.signal(signal.SIGALRM, _too_long)
    signal.signal(signal.SIGPROF, _too_long)
    with targets() as found:
        target = found.all[name]
        for seed in range(first, first + count):
            _allow(HANG, WAITS)
            try:
                target(random.Random(seed))
            except BaseException as error:
                place = traceback.extract_tb(error.__traceback__)[-1]
                kind = f"{type(error).__name__} {place.name}: {str(error)[:120]}"
                faults.setdefault(kind, seed)
            _allow(0, 0)
    return faults


def jobs(total: int, seed: int, only: str) -> list[Job]:
    """Divide *total* inputs over the targets, in pieces; *only* names one target."""
    shares = {only: 1.0} if only else SHARES
    found = []
    for name, share in shares.items():
        count = round(total * share)
        size = PIECE if share > 0.1 else PIECE // 10
        for first in range(seed, seed + count, size):
            found.append((name, first, min(size, seed + count - first)))
    return found


def main() -> None:
    """Attack, and end with 1 when something was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--aantal", type=int, default=1_000_000)
    parser.add_argument("--zaad", type=int, default=0)
    parser.add_argument("--processen", type=int, default=2)
    parser.add_argument("--doel", choices=list(SHARES), default="")
    options = parser.parse_args()
    work = jobs(options.aantal, options.zaad, options.doel)
    start, done, seen = time.perf_counter(), dict.fromkeys(SHARES, 0), set()
    with ProcessPoolExecutor(options.processen) as pool:
        for number, ((name, _, count), faults) in enumerate(
            zip(work, pool.map(attack, work), strict=True)
        ):
            done[name] += count
            for kind, seed in faults.items():
                if (name, kind) not in seen:
                    seen.add((name, kind))
                    print(f"{name} {seed}: {kind}", flush=True)
            if number % 50 == 0 or number == len(work) - 1:
                counts = ", ".join(f"{count} {name}" for name, count in done.items() if count)
                seconds = time.perf_counter() - start
                print(f"{counts}: {len(seen)} fouten, {seconds:.0f} s", flush=True)
    sys.exit(1 if seen else 0)


if __name__ == "__main__":
    main()
