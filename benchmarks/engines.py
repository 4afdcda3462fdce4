"""Every engine on the real rule base and the same cases, answers verified equal first.

Run: ``python -m benchmarks.engines [--regels MAP] [--snel]``. Engines that are no part of
the product are installed in ``.venv-bench`` by this script. What is measured, and what we
do not win, is in benchmarks/README.md. Batches are timed in processor seconds, so that who
else uses the machine matters less; one case in wall time, durable_rules waits for its worker.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from benchmarks.contenders import Contender, Problem
from benchmarks.engines_of_others import CONTENDERS, OURS
from benchmarks.limits import (
    bandwidth,
    evaluation,
    files,
    flat_memory,
    forget_peak,
    growth,
    memory,
    timed,
)
from benchmarks.report import engine_table, ratio_table
from regelwijzer.datapaths import rules_folder
from regelwijzer.knowledge.loader import load_base

ROOT = Path(__file__).resolve().parent.parent
BENCH = ROOT / ".venv-bench"
PACKAGES = ("polars", "clipspy", "zen-engine", "OpenFisca-Core")
SIZES = (1_000, 100_000, 1_000_000)
CHECKED = 60
LONGEST = 60.0
"""Seconds: a larger batch is not started when it would take longer than this."""


def prepare() -> Path:
    """Make .venv-bench, with the product's own packages behind it; return its Python."""
    python = BENCH / "bin" / "python"
    if not python.exists():
        venv.create(BENCH, with_pip=True)
        for package in PACKAGES:  # one by one: a package that does not install is left out
            subprocess.run([python, "-m", "pip", "install", "-q", package], check=False)
    site = BENCH / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
    (site / "product.pth").write_text(str(Path(np.__file__).resolve().parents[1]) + "\n")
    return python


def random_table(truths: np.ndarray, size: int) -> pa.Table:
    """Return a table of atoms in which each row is a scenario case drawn at random."""
    rows = np.random.default_rng(1).integers(len(truths), size=size)
    columns = []
    for atom in range(truths.shape[1]):
        cells = truths[rows, atom]
        columns.append(pa.array(cells == 1, mask=cells < 0))
    return pa.table(columns, names=[f"a{atom}" for atom in range(truths.shape[1])])


def work(name: str, rules: Path, folder: Path, sizes: list[int]) -> dict[str, Any]:
    """Measure one engine in this process."""
    problem = Problem.load(rules)
    truths = np.load(folder / "truths.npy")
    answers = np.load(folder / "answers.npy")
    start = time.perf_counter()
    engine: Contender = CONTENDERS[name](problem)
    result: dict[str, Any] = {"laden": time.perf_counter() - start, "groot": {}}
    chosen = np.linspace(0, len(truths) - 1, CHECKED).astype(int).tolist()
    told = {index: engine.told(index, truths[index]) for index in chosen}
    times = []
    for index in chosen:
        start = time.perf_counter()
        found = engine.one(told[index])
        times.append(time.perf_counter() - start)
        assert found == answers[index].tolist(), (name, index)
    result["een"] = statistics.median(times)
    last = 0.0
    for size in sizes if engine.batches else []:
        if last and last * size / (result["laatste"] or 1) > LONGEST:
            break
        table = random_table(truths, size)
        if name == "polars":
            table = table.rename_columns([str(node) for node in engine.atoms])
        forget_peak()
        before = memory("VmRSS")
        start = time.process_time()
        counts = engine.batch(table)
        last = time.process_time() - start
        extra = memory("VmHWM") - before
        if last < 10:  # the machine is shared: the best of three
            last = min(last, *(timed(lambda t=table: engine.batch(t)) for _ in range(2)))
        if size == sizes[0]:
            rows = np.random.default_rng(1).integers(len(truths), size=size)
            right = np.stack([(answers[rows] == 1).sum(0), (answers[rows] == 0).sum(0)], axis=1)
            assert (counts == right).all(), name
        result["laatste"] = size
        result["groot"][size] = {"s": last, "MiB": extra}
        del table
    return result


def main() -> None:
    """Measure everything and print JSON, with one line for each engine as it comes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--regels", type=Path, default=rules_folder())
    parser.add_argument("--snel", action="store_true", help="not the million rows")
    parser.add_argument("--werker", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    sizes = list(SIZES[:2] if given.snel else SIZES)
    if given.werker:
        name, folder = given.werker
        print(json.dumps(work(name, given.regels, Path(folder), sizes)))
        return
    python = prepare()
    problem = Problem.load(given.regels)
    graph = problem.program.graph
    began = time.perf_counter()
    print(
        f"{len(problem.base.kaders)} kaders, {len(graph.nodes)} knopen, "
        f"{len(problem.program.atoms)} vergelijkingen, {len(problem.cases)} casussen, "
        f"{os.cpu_count()} kernen, Python {sys.version.split()[0]}, "
        f"belasting {os.getloadavg()[0]:.1f}"
    )
    results: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        truths = np.stack([problem.truth(index) for index in range(len(problem.cases))])
        reference = CONTENDERS["referentie"](problem)
        answers = [reference.one(case) for case in problem.cases]
        np.save(Path(folder) / "truths.npy", truths)
        np.save(Path(folder) / "answers.npy", np.array(answers, dtype=np.int8))
        for name in CONTENDERS:
            print(f"... {name}", file=sys.stderr)
            runner = sys.executable if name in OURS else python
            done = subprocess.run(
                [runner, "-m", "benchmarks.engines", "--regels", given.regels.resolve()]
                + (["--snel"] if given.snel else [])
                + ["--werker", name, folder],
                cwd=ROOT,
                env={**os.environ, "POLARS_MAX_THREADS": "1"},
                capture_output=True,
                text=True,
            )
            if done.returncode == 0:
                results[name] = json.loads(done.stdout)
                print(done.stdout.strip(), file=sys.stderr)
            else:
                last = done.stderr.strip().splitlines()[-1:] or ["?"]
                print(f"{name} lukt niet: {last[0]}")
    print("... grenzen", file=sys.stderr)
    limits: dict[str, Any] = {
        "bandbreedte": bandwidth(),
        "rekenen": evaluation(problem, random_table(truths, 1 << 17)),
        "groei": growth(problem, lambda size: random_table(truths, size)),
        "bestanden": files(load_base(given.regels), 100_000),
        "geheugen": flat_memory(given.regels),
    }
    print(engine_table(results))
    print(ratio_table(results, limits))
    print(
        f"geheugenbandbreedte {limits['bandbreedte']:.1f} GB/s; belasting aan het eind "
        f"{os.getloadavg()[0]:.1f}; duur {time.perf_counter() - began:.0f} s"
    )


if __name__ == "__main__":
    main()
