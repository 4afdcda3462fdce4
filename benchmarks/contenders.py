"""The engines that benchmarks/engines.py compares, each on the same graph and the same cases.

An engine gets the truth of every atom (1 ja, 0 nee, -1 onbekend) and gives that of every
kader. ``one`` judges one case; ``batch`` an Arrow table with one nullable boolean column
for each atom, and gives the number of ja and of nee for each kader.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from regelwijzer.caseload.bits import count, every_row, told_of
from regelwijzer.caseload.reading import SLICE
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.loader import load_base
from regelwijzer.knowledge.scenarios import read_scenarios
from regelwijzer.reasoning.bitplanes import BitPlanes
from regelwijzer.reasoning.case import make_case
from regelwijzer.reasoning.circuit import Circuit, rails
from regelwijzer.reasoning.compiler import Program, compile_base, cone
from regelwijzer.reasoning.durable import DurableEngine
from regelwijzer.reasoning.graph import swap
from regelwijzer.reasoning.reference import Reference
from regelwijzer.reasoning.straightline import Evaluate, Told, compile_gates
from regelwijzer.reasoning.values import Value, holds

CASES = 600
"""So many of the scenario cases, spread over all of them."""
Truths = list[int]


@dataclass(frozen=True)
class Problem:
    """The rule base, its graph (kaders only), and the scenario cases."""

    base: Kennisbank
    program: Program
    cases: Sequence[tuple[dict[str, Value], date]]

    @classmethod
    def load(cls, rules: Path) -> Problem:
        """Load the rules and the cases."""
        base = only_kaders(load_base(rules))
        scenarios, _ = read_scenarios(rules)
        step = max(1, len(scenarios) // CASES)
        cases = [make_case(scenario.raw, base) for scenario in scenarios[::step]]
        pairs = [(dict(case.values), case.peildatum) for case in cases]
        return cls(base, compile_base(base), pairs)

    def truth(self, index: int) -> np.ndarray:
        """Return the truth of every atom in one case."""
        values, day = self.cases[index]
        found = (holds(atom, values, day) for atom in self.program.atoms.values())
        return np.array([-1 if one is None else int(one) for one in found], dtype=np.int8)


def only_kaders(base: Kennisbank) -> Kennisbank:
    """Return *base* without what decides no kader."""
    feiten = {n: f.model_copy(update={"oordeel": None}) for n, f in base.feiten.items()}
    empty: dict[str, Any] = {}
    return replace(
        base, feiten=feiten, voorrang=empty, aandachtspunten=empty, routes=empty, mijlpalen=empty
    )


class Contender:
    """One engine; a subclass loads it and answers."""

    batches = True

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.graph = problem.program.graph
        self.atoms = list(problem.program.atoms)
        self.kaders = list(problem.program.kaders.values())

    def literals(self, truth: np.ndarray) -> list[int]:
        """Return the literals of the decided atoms."""
        return [2 * n + (1 - t) for n, t in zip(self.atoms, truth.tolist(), strict=True) if t >= 0]

    def told(self, index: int, truth: np.ndarray) -> Any:
        """Return the input of one case in the form of this engine (not timed)."""
        return self.literals(truth)

    def one(self, told: Any) -> Truths:
        """Judge one case."""
        raise NotImplementedError

    def batch(self, table: pa.Table) -> np.ndarray:
        """Judge all rows; return the counts of ja and nee for each kader."""
        raise NotImplementedError

    def verdicts(self, state: Any) -> Truths:
        """Read the verdicts from something that is indexed by literal."""
        return [1 if state[k] else 0 if state[swap(k)] else -1 for k in self.kaders]


class Planes(Contender):
    """Our bit planes: every node for one case, as in an advice; the compiled kaders for many."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.engine = BitPlanes(self.graph)
        self.evaluate = self.compiled(set(self.atoms))

    def compiled(self, known: set[int]) -> Evaluate:
        """Return the function from atoms to both rails of every kader."""
        circuit = Circuit()
        gates = rails(circuit, self.graph, known, cone(self.graph, self.kaders))
        return compile_gates(circuit, [gates[x] for k in self.kaders for x in (k, swap(k))])

    def one(self, told: Any) -> Truths:
        return self.verdicts(self.engine.one(told))

    def batch(self, table: pa.Table) -> np.ndarray:
        total = np.zeros(2 * len(self.kaders), dtype=np.int64)
        for batch in table.to_batches(max_chunksize=SLICE):
            total += count(self.evaluate(self.read(batch), every_row(batch.num_rows)))
        return total.reshape(-1, 2)

    def read(self, batch: pa.RecordBatch) -> dict[int, Told]:
        """Return what a batch tells of each atom, as the scan reads a column of truth values."""
        pairs = zip(self.atoms, batch.columns, strict=True)
        return {node: told_of(column) for node, column in pairs}


class NumpyBooleans(Contender):
    """The same generated function over numpy arrays of one byte a row."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.engine = BitPlanes(self.graph)

    def told(self, index: int, truth: np.ndarray) -> Any:
        return {
            2 * n + rail: np.array([t == 1 - rail])
            for n, t in zip(self.atoms, truth.tolist(), strict=True)
            for rail in (0, 1)
        }

    def one(self, told: Any) -> Truths:
        return self.verdicts(self.engine.run(told))

    def batch(self, table: pa.Table) -> np.ndarray:
        total = np.zeros((len(self.kaders), 2), dtype=np.int64)
        for batch in table.to_batches(max_chunksize=SLICE // 4):
            given: dict[int, Any] = {}
            for node, column in zip(self.atoms, batch.columns, strict=True):
                known = column.is_valid().to_numpy(zero_copy_only=False)
                yes = column.fill_null(False).to_numpy(zero_copy_only=False)
                given[2 * node], given[2 * node + 1] = yes, known & ~yes
            planes: Any = self.engine.run(given)
            total += [
                (np.count_nonzero(planes[k]), np.count_nonzero(planes[swap(k)]))
                for k in self.kaders
            ]
        return total


class Durable(Contender):
    """Our durable_rules engine, in its own process (its memory is not counted)."""

    batches = False

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.engine = DurableEngine(self.graph.clauses, 2 * len(self.graph.nodes))
        self.engine.run([])

    def one(self, told: Any) -> Truths:
        known = {*told, *(firing.head for firing in self.engine.run(told))}
        return [1 if k in known else 0 if swap(k) in known else -1 for k in self.kaders]


class Recursive(Contender):
    """The reference: recursion over the YAML itself, atoms included."""

    batches = False

    def told(self, index: int, truth: np.ndarray) -> Any:
        return self.problem.cases[index]

    def one(self, told: Any) -> Truths:
        reference = Reference(self.problem.base, *told)
        found = (reference.kader(name) for name in self.problem.program.kaders)
        return [-1 if one is None else int(one) for one in found]
