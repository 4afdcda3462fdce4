"""The limits of the machine and of our own engine: bandwidth, growth, files, memory."""

from __future__ import annotations

import ctypes
import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.advies import enlarged
from benchmarks.contenders import SLICE, Planes, Problem
from regelwijzer.caseload.bits import every_row, words
from regelwijzer.caseload.days import Moment
from regelwijzer.caseload.judge import CaseloadJudge
from regelwijzer.caseload.mapping import MappingFile
from regelwijzer.caseload.output import open_writer
from regelwijzer.caseload.scan import scan
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.dates import BIRTH
from regelwijzer.knowledge.loader import load_base
from regelwijzer.reasoning.compiler import compile_base
from regelwijzer.reasoning.straightline import Told

TODAY = Moment(day=date(2026, 11, 22))
SLICES = (4_096, 16_384, 65_536, 131_072)
"""Rows evaluated at once; the scan takes the third."""


def timed(task: Callable[[], Any], clock: Callable[[], float] = time.process_time) -> float:
    """Return the seconds that *task* takes, of the processor unless another clock is given."""
    start = clock()
    task()
    return clock() - start


def memory(field: str) -> float:
    """Return VmRSS (now) or VmHWM (the peak) of this process in MiB; Linux only."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(field):
            return int(line.split()[1]) / 1024
    return 0.0


def forget_peak() -> None:
    """Let the peak start anew from what is in use now; what was freed goes back to the system."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    Path("/proc/self/clear_refs").write_text("5")


def bandwidth() -> float:
    """Return GB/s read and written together, copying an array much larger than the cache."""
    source = np.ones(1 << 28, dtype=np.uint8)
    target = np.empty_like(source)
    best = min(timed(lambda: np.copyto(target, source)) for _ in range(7))
    return 2 * source.nbytes / best / 1e9


def dense(atoms: list[int], size: int) -> dict[int, Told]:
    """Return random rows in which every atom is known: nothing is free."""
    rng = np.random.default_rng(2)
    says = rng.integers(1 << 63, size=(len(atoms), words(size)), dtype=np.uint64)
    return {node: (every_row(size), plane) for node, plane in zip(atoms, says, strict=True)}


def integers(told: dict[int, Told]) -> dict[int, int]:
    """Return what is told as the planes of literals that one advice uses: Python integers."""
    given = {}
    for node, (known, says) in told.items():
        for literal, plane in ((2 * node, known & says), (2 * node + 1, known & ~says)):
            given[literal] = int.from_bytes(plane.tobytes(), "little")
    return given


def evaluation(problem: Problem, table: pa.Table) -> dict[int, dict[str, float]]:
    """Return million rows a second of the planes alone, by rows evaluated at once.

    For every node (as an advice needs), and for what the kaders need, on scenario rows and
    on rows in which everything is known.
    """
    engine = Planes(problem)
    found = {}
    for size in SLICES:
        full = every_row(size)
        cases, known = engine.read(table.to_batches(size)[0]), dense(engine.atoms, size)
        given = integers(cases)
        tasks: dict[str, Callable[[], Any]] = {
            "alle knopen": lambda g=given: engine.engine.run(g),
            "kaders": lambda c=cases, f=full: engine.evaluate(c, f),
            "kaders, alles bekend": lambda k=known, f=full: engine.evaluate(k, f),
        }
        found[size] = {
            name: size / min(timed(task) for _ in range(25)) / 1e6 for name, task in tasks.items()
        }
    return found


def growth(problem: Problem, table: Callable[[int], pa.Table]) -> list[tuple[str, int, float]]:
    """Return processor seconds at 1, 2 and 4 times the rules (a slice), and the rows."""
    rows = []
    for times in (1, 2, 4):
        base = enlarged(problem.base, times)
        larger = Problem(base, compile_base(base), [])
        engine = Planes(larger)
        told, full = dense(engine.atoms, SLICE), every_row(SLICE)
        best = min(timed(lambda e=engine, t=told, f=full: e.evaluate(t, f)) for _ in range(25))
        rows.append((f"{times}x regels, {SLICE} rijen", len(larger.program.graph.nodes), best))
    engine = Planes(problem)
    for times in (1, 2, 4):
        made = table(times * 200_000)  # larger than the cache from the start
        best = min(timed(lambda m=made: engine.batch(m)) for _ in range(3))
        rows.append((f"{times}x rijen", times * 200_000, best))
    return rows


def caseload(judge: CaseloadJudge, path: Path, size: int) -> None:
    """Write a Parquet file with a date of birth and 29 answers, as a registration has."""
    rng = np.random.default_rng(4)
    feiten = judge.base.feiten
    names = [name for name in judge.ranked if feiten[name].type == "ja_nee"][:29]
    born = pa.array(rng.integers(12_000, 20_000, size).astype(np.int32)).view(pa.date32())
    columns = {BIRTH: born}
    for name in names:
        columns[name] = pa.array(rng.random(size) < 0.5, mask=rng.random(size) < 0.3)
    pq.write_table(pa.table(columns), path)


def files(base: Kennisbank, size: int) -> dict[str, float]:
    """Return processor and wall seconds of a scan, and of Arrow alone on the same files.

    Arrow reads the same input in the same slices and writes the same output, with the
    settings of the scan and with its own. Best of three, in turns.
    """
    judge = CaseloadJudge(base)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, output = folder / "in.parquet", folder / "uit.parquet"
        caseload(judge, source, size)
        scan(judge, source, output, MappingFile(), [TODAY])
        table = pq.read_table(output)
        kinds = ("zoals de scan", "zoals Arrow zelf")

        def arrow(kind: str) -> None:
            for _ in pq.ParquetFile(source).iter_batches(batch_size=SLICE):
                pass
            if kind == kinds[1]:
                pq.write_table(table, folder / "kopie.parquet")
                return
            writer = open_writer(folder / "kopie.parquet", ".parquet", table.schema)
            for batch in table.to_batches(max_chunksize=SLICE):
                writer.write(batch)
            writer.close()

        tasks: dict[str, Callable[[], Any]] = {
            "scan": lambda: scan(judge, source, output, MappingFile(), [TODAY]),
            **{kind: lambda k=kind: arrow(k) for kind in kinds},
        }
        found: dict[str, float] = {"rijen": size}
        for _ in range(3):
            for label, task in tasks.items():
                wall = time.perf_counter()
                used = timed(task)
                wall = time.perf_counter() - wall
                found[label] = min(used, found.get(label, used))
                found[f"{label} (klok)"] = min(wall, found.get(f"{label} (klok)", wall))
        return found


def flat_memory(rules: Path) -> dict[int, float]:
    """Return the peak in MiB of a whole scan of 100,000, 200,000 and 400,000 rows."""
    found = {}
    for size in (100_000, 200_000, 400_000):
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.limits", str(rules), str(size)],
            capture_output=True,
            text=True,
            check=True,
            env=dict(os.environ),
        )
        found[size] = float(done.stdout)
    return found


def main(rules: Path, size: int) -> None:
    """Scan *size* rows in this process and print what that took of memory above the start."""
    judge = CaseloadJudge(load_base(rules))
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "in.parquet"
        caseload(judge, source, size)
        first = Path(name) / "klein.parquet"
        caseload(judge, first, 1_000)
        scan(judge, first, Path(name) / "klein-uit.parquet", MappingFile(), [TODAY])
        forget_peak()
        before = memory("VmRSS")
        scan(judge, source, Path(name) / "uit.parquet", MappingFile(), [TODAY])
        print(memory("VmHWM") - before)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
