"""Do the engines agree on the real base, at scale?

    python -m benchmarks.overeenstemming [--zaken 100000] [--durable 10000] [--draden 8]
        [--processen 2]

Random partial cases (about everything, nothing, or something known; dates near the days on
which a comparison turns; ages to the month) are judged by the reference, which knows no
graph, by the bit planes, 512 at a time, and by durable_rules. Every begrip and kader must be
equal, and every literal that durable_rules derives. Then durable_rules judges cases in a
loop from several threads at once; the memory of its process may not grow.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from regelwijzer.interview.domains import Domains
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.loader import load_base
from regelwijzer.knowledge.models import Feit
from regelwijzer.reasoning.bitplanes import BitPlanes, pack
from regelwijzer.reasoning.compiler import Program, compile_base
from regelwijzer.reasoning.durable import DurableEngine
from regelwijzer.reasoning.proofs import derived_from
from regelwijzer.reasoning.reference import Reference
from regelwijzer.reasoning.values import Chosen, Interval, Options, Period, Value

RULES = Path(__file__).resolve().parents[1] / "rules"
SLICE = 512
PIECE = 2_500
"""Cases a process judges before it reports."""

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


def disagreements(cases: Cases, count: int, engine: DurableEngine | None = None) -> list[str]:
    """Judge *count* cases with the reference, the bit planes and (if given) durable_rules.

    Returns what differs: every begrip and kader of the reference must equal that of the
    planes, and every literal that durable_rules derives must be one of the planes.
    """
    found: list[str] = []
    for start in range(0, count, SLICE):
        batch = [cases.draw() for _ in range(min(SLICE, count - start))]
        found += [f"{line} in zaak {start + bit}" for bit, line in _differences(cases, batch)]
        if engine is not None:
            found += [f"durable in zaak {start + bit}" for bit in _derived(cases, batch, engine)]
    return found


def _differences(cases: Cases, batch: list[Sample]) -> Iterator[tuple[int, str]]:
    program = cases.program
    planes = cases.engine.run(pack(program, batch))
    literals = {**program.begrippen, **{f"kader {k}": x for k, x in program.kaders.items()}}
    for bit, (values, peildatum) in enumerate(batch):
        reference = Reference(cases.base, values, peildatum)
        wanted = {name: reference.begrip(name) for name in program.begrippen}
        wanted |= {f"kader {name}": reference.kader(name) for name in program.kaders}
        for name, literal in literals.items():
            yes, no = planes[literal] >> bit & 1, planes[literal ^ 1] >> bit & 1
            if (True if yes else False if no else None) is not wanted[name]:
                yield bit, name


def _derived(cases: Cases, batch: list[Sample], engine: DurableEngine) -> Iterator[int]:
    for bit, sample in enumerate(batch):
        given = cases.program.literals(*sample)
        wanted = {x for x, plane in enumerate(cases.engine.one(given)) if plane}
        if derived_from(engine.run(given), given) != wanted:
            yield bit


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
    with durable_engine(program) as engine:

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


def durable_engine(program: Program) -> DurableEngine:
    """Return durable_rules on the clauses of *program*; patient, on a machine that is busy."""
    return DurableEngine(program.graph.clauses, 2 * len(program.graph.nodes), time_limit=60)


def share(seed: int, count: int) -> list[str]:
    """Judge *count* cases of this *seed* with all three; one piece of the work of a process."""
    cases = Cases(load_base(RULES), seed)
    with durable_engine(cases.program) as engine:
        return disagreements(cases, count, engine)


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
    parser.add_argument("--processen", type=int, default=2)
    parser.add_argument("--zaad", type=int, default=8)
    options = parser.parse_args()
    start = time.perf_counter()
    done, differences = 0, 0
    sizes = [min(PIECE, options.zaken - first) for first in range(0, options.zaken, PIECE)]
    seeds = range(options.zaad, options.zaad + len(sizes))
    with ProcessPoolExecutor(options.processen) as pool:
        for size, found in zip(sizes, pool.map(share, seeds, sizes), strict=True):
            done, differences = done + size, differences + len(found)
            print(
                f"{done} zaken, drie motoren, {differences} verschillen, "
                f"{time.perf_counter() - start:.0f} s",
                flush=True,
            )
            for line in found[:20]:
                print(line)
    cases = Cases(load_base(RULES), options.zaad)
    start = time.perf_counter()
    wrong, memory = durable_disagreements(cases, options.durable, options.draden)
    seconds = time.perf_counter() - start
    print(f"durable_rules: {options.durable} zaken, {len(wrong)} verschillen, {seconds:.0f} s")
    print("geheugen (MiB): " + ", ".join(f"{done}: {mib:.0f}" for done, mib in memory))


if __name__ == "__main__":
    main()
