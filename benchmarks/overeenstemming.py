"""Do the engines agree on the real base, at scale?

    python -m benchmarks.overeenstemming [--zaken 100000] [--durable 10000] [--draden 8]

Random partial cases (about everything, nothing, or something known; dates near the days on
which a comparison turns; ages to the month) are judged by the reference, which knows no
graph, and by the bit planes, 512 at a time. Every begrip and kader must be equal. Then
durable_rules judges cases from several threads at once; every derived literal must be that
of the bit planes, and the memory of its process may not grow.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from regelwijzer.interview.domains import Domains
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.loader import load_base
from regelwijzer.knowledge.models import Feit
from regelwijzer.reasoning.bitplanes import BitPlanes, pack
from regelwijzer.reasoning.compiler import compile_base
from regelwijzer.reasoning.durable import DurableEngine
from regelwijzer.reasoning.proofs import derived_from
from regelwijzer.reasoning.reference import Reference
from regelwijzer.reasoning.values import Chosen, Interval, Options, Period, Value

RULES = Path(__file__).resolve().parents[1] / "rules"
SLICE = 512

Sample = tuple[Mapping[str, Value], date]


class Cases:
    """Draws random partial cases of one base."""

    def __init__(self, base: Kennisbank, seed: int) -> None:
        self.base = base
        self.program = compile_base(base)
        self.engine = BitPlanes(self.program.graph)
        self.rng = random.Random(seed)

    @cached_property
    def _domains(self) -> Domains:
        return Domains(self.base, self.program)

    def draw(self) -> Sample:
        """Draw one case and its peildatum."""
        rng = self.rng
        peildatum = date(2026, 11, 22) + timedelta(days=rng.choice([0, rng.randint(-4200, 1500)]))
        share = rng.choice([0.02, 0.2, 0.5, 0.8, 1.0])
        values: dict[str, Value] = {}
        for name, feit in self.base.feiten.items():
            if rng.random() < share:
                values[name] = self._answer(feit, values, peildatum)
        return values, peildatum

    def _answer(self, feit: Feit, values: Mapping[str, Value], peildatum: date) -> Value:
        rng = self.rng
        if feit.type == "datum":
            days = self._domains.days(feit.feit, values, peildatum)
            first = rng.choice(days)
            last = first + timedelta(days=rng.choice([0, 0, 0, 1, 30, 400]))
            return Period(first, last)
        answer = rng.choice(self._domains.answers(feit.feit))
        if isinstance(answer, Interval) and rng.random() < 0.3:
            other = rng.choice(self._domains.answers(feit.feit))
            assert isinstance(other, Interval)
            return Interval(min(answer.low, other.low), max(answer.high, other.high))
        keuzes = [option.keuze for option in feit.keuzes]
        if isinstance(answer, Options) and rng.random() < 0.3:
            return Options(frozenset(rng.sample(keuzes, rng.randint(1, len(keuzes)))))
        if isinstance(answer, Chosen) and rng.random() < 0.3:
            return Chosen(frozenset(), frozenset(rng.sample(keuzes, 1)))
        return answer


def disagreements(cases: Cases, count: int) -> list[str]:
    """Judge *count* cases with the reference and the bit planes; return what differs."""
    found = []
    program = cases.program
    for start in range(0, count, SLICE):
        batch = [cases.draw() for _ in range(min(SLICE, count - start))]
        planes = cases.engine.run(pack(program, batch))
        for bit, (values, peildatum) in enumerate(batch):
            reference = Reference(cases.base, values, peildatum)
            wanted = {name: reference.begrip(name) for name in program.begrippen}
            wanted |= {f"kader {name}": reference.kader(name) for name in program.kaders}
            literals = {**program.begrippen}
            literals |= {f"kader {name}": x for name, x in program.kaders.items()}
            for name, literal in literals.items():
                yes, no = planes[literal] >> bit & 1, planes[literal ^ 1] >> bit & 1
                if (True if yes else False if no else None) is not wanted[name]:
                    found.append(f"{name} in zaak {start + bit}")
    return found


def durable_disagreements(
    cases: Cases, count: int, threads: int
) -> tuple[list[int], list[tuple[int, float]]]:
    """Judge *count* cases with durable_rules from *threads* threads.

    Returns the cases that differ from the bit planes, and (cases done, MiB) as it went.
    """
    program = cases.program
    given = [program.literals(*cases.draw()) for _ in range(min(count, 200))]
    wanted = [
        {x for x, plane in enumerate(cases.engine.one(literals)) if plane} for literals in given
    ]
    memory: list[tuple[int, float]] = []
    wrong: list[int] = []
    with DurableEngine(program.graph.clauses, 2 * len(program.graph.nodes)) as engine:

        def judge(number: int) -> None:
            case = number % len(given)
            if derived_from(engine.run(given[case]), given[case]) != wanted[case]:
                wrong.append(number)

        with ThreadPoolExecutor(threads) as pool:
            step = max(1, count // 10)
            for start in range(0, count, step):
                list(pool.map(judge, range(start, min(count, start + step))))
                memory.append((min(count, start + step), _mib(engine)))
    return wrong, memory


def _mib(engine: DurableEngine) -> float:
    worker = engine._worker
    if worker is None:
        return 0.0
    try:
        pages = int(Path(f"/proc/{worker.process.pid}/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * resource.getpagesize() / 2**20


def main() -> None:
    """Run both parts and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--zaken", type=int, default=100_000)
    parser.add_argument("--durable", type=int, default=10_000)
    parser.add_argument("--draden", type=int, default=8)
    parser.add_argument("--zaad", type=int, default=8)
    options = parser.parse_args()
    cases = Cases(load_base(RULES), options.zaad)
    start = time.perf_counter()
    found = disagreements(cases, options.zaken)
    print(f"{options.zaken} zaken, {len(found)} verschillen, {time.perf_counter() - start:.0f} s")
    for line in found[:20]:
        print(line)
    start = time.perf_counter()
    wrong, memory = durable_disagreements(cases, options.durable, options.draden)
    seconds = time.perf_counter() - start
    print(f"durable_rules: {options.durable} zaken, {len(wrong)} verschillen, {seconds:.0f} s")
    print("geheugen (MiB): " + ", ".join(f"{done}: {mib:.0f}" for done, mib in memory))


if __name__ == "__main__":
    main()
