"""The engines of others, on the same graph: CLIPS, zen-engine, polars and OpenFisca.

Each is used as its own documentation says; what is not installed raises ImportError.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

import numpy as np
import pyarrow as pa

from benchmarks.contenders import (
    SLICE,
    Contender,
    Durable,
    NumpyBooleans,
    Planes,
    Problem,
    Recursive,
    Truths,
)
from regelwijzer.reasoning.graph import Kind, swap


class Clips(Contender):
    """CLIPS through clipspy: one rule for each clause, one relation for each literal."""

    batches = False

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        import clips

        self.engine = clips.Environment()
        for literal in range(2 * len(self.graph.nodes)):
            self.engine.build(f"(deftemplate l{literal})")
        for clause in self.graph.clauses:
            body = " ".join(f"(l{literal})" for literal in clause.body)
            self.engine.build(f"(defrule r{clause.index} {body} => (assert (l{clause.head})))")

    def one(self, told: Any) -> Truths:
        self.engine.reset()
        for literal in told:
            self.engine.assert_string(f"(l{literal})")
        self.engine.run()
        known = {fact.template.name for fact in self.engine.facts()}
        return [1 if f"l{k}" in known else 0 if f"l{swap(k)}" in known else -1 for k in self.kaders]


class Zen(Contender):
    """zen-engine: one expression node with an expression for each literal."""

    batches = False

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        import zen

        atoms = set(self.atoms)

        def name(literal: int) -> str:
            return f"p{literal}" if literal >> 1 in atoms else f"$.p{literal}"

        expressions = []
        for node in self.graph.nodes:
            if node.kind is Kind.ATOM:
                continue
            both, either = ("and", "or") if node.kind is Kind.AND else ("or", "and")
            ja = f" {both} ".join(name(c) for c in node.children)
            nee = f" {either} ".join(name(swap(c)) for c in node.children)
            for rail, text in ((0, ja), (1, nee)):
                key = f"p{2 * node.index + rail}"
                expressions.append({"id": key, "key": key, "value": text})
        nodes = [
            {"id": "i", "type": "inputNode", "name": "i", "position": {"x": 0, "y": 0}},
            {
                "id": "e",
                "type": "expressionNode",
                "name": "e",
                "position": {"x": 1, "y": 0},
                "content": {"expressions": expressions},
            },
            {"id": "o", "type": "outputNode", "name": "o", "position": {"x": 2, "y": 0}},
        ]
        edges = [
            {"id": "1", "type": "edge", "sourceId": "i", "targetId": "e"},
            {"id": "2", "type": "edge", "sourceId": "e", "targetId": "o"},
        ]
        content = json.dumps({"nodes": nodes, "edges": edges})
        self.engine = zen.ZenEngine().create_decision(content)
        self.open = [k for k in self.kaders if k >> 1 not in atoms]

    def told(self, index: int, truth: np.ndarray) -> Any:
        known = set(self.literals(truth))
        return {f"p{2 * n + r}": 2 * n + r in known for n in self.atoms for r in (0, 1)}

    def one(self, told: Any) -> Truths:
        found = {**told, **self.engine.evaluate(told)["result"]}
        return [1 if found[f"p{k}"] else 0 if found[f"p{swap(k)}"] else -1 for k in self.kaders]


class Polars(Contender):
    """polars: one nullable boolean column a node (its own Kleene logic), level by level."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        import polars as pl

        self.pl = pl
        depth: dict[int, int] = {}
        levels: list[list[Any]] = []
        for node in self.graph.nodes:
            level = 1 + max((depth[child >> 1] for child in node.children), default=-1)
            depth[node.index] = level
            if node.kind is Kind.ATOM:
                continue
            combine: Callable[[Any, Any], Any] = and_ if node.kind is Kind.AND else or_
            parts = [self._column(child) for child in node.children]
            made = reduce(combine, parts) if parts else pl.lit(node.kind is Kind.AND)
            levels += [[] for _ in range(level + 1 - len(levels))]
            levels[level].append(made.alias(str(node.index)))
        self.levels = [level for level in levels if level]
        self.ends = [
            [self._column(k).sum().alias(f"ja{i}"), (~self._column(k)).sum().alias(f"nee{i}")]
            for i, k in enumerate(self.kaders)
        ]

    def _column(self, literal: int) -> Any:
        column = self.pl.col(str(literal >> 1))
        return ~column if literal & 1 else column

    def told(self, index: int, truth: np.ndarray) -> Any:
        cells = [None if t < 0 else bool(t) for t in truth.tolist()]
        return self.pl.DataFrame(
            {str(n): [c] for n, c in zip(self.atoms, cells, strict=True)},
            schema={str(n): self.pl.Boolean for n in self.atoms},
        )

    def _run(self, frame: Any) -> Any:
        for level in self.levels:
            frame = frame.with_columns(level)
        return frame

    def one(self, told: Any) -> Truths:
        wanted = [self._column(k).alias(f"k{i}") for i, k in enumerate(self.kaders)]
        found = self._run(told).select(wanted).row(0)
        return [-1 if cell is None else int(cell) for cell in found]

    def batch(self, table: pa.Table) -> np.ndarray:
        total = np.zeros((len(self.kaders), 2), dtype=np.int64)
        for batch in table.to_batches(max_chunksize=SLICE):
            frame = self._run(self.pl.from_arrow(batch))
            sums = frame.select([one for pair in self.ends for one in pair]).row(0)
            total += np.array(sums, dtype=np.int64).reshape(-1, 2)
        return total


class OpenFisca(Contender):
    """OpenFisca-core: one variable for each literal, vectorised over persons."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        sys.setrecursionlimit(100_000)
        from openfisca_core.entities import build_entity
        from openfisca_core.periods import DateUnit, period
        from openfisca_core.simulations import SimulationBuilder
        from openfisca_core.taxbenefitsystems import TaxBenefitSystem
        from openfisca_core.variables import Variable

        self.builder = SimulationBuilder
        self.day = period("2026-11-22")
        person = build_entity(key="person", plural="persons", label="x", is_person=True)
        self.engine = TaxBenefitSystem([person])
        for node in self.graph.nodes:
            children = node.children
            for rail in (0, 1):
                body: dict[str, Any] = {
                    "value_type": bool,
                    "entity": person,
                    "definition_period": DateUnit.DAY,
                    "label": "x",
                }
                if node.kind is not Kind.ATOM:
                    names = [f"p{swap(c) if rail else c}" for c in children]
                    body["formula"] = _formula(names, (node.kind is Kind.AND) != bool(rail))
                variable = type(f"p{2 * node.index + rail}", (Variable,), body)
                self.engine.add_variable(variable)

    def _simulate(self, columns: dict[int, np.ndarray], size: int) -> Any:
        simulation = self.builder().build_default_simulation(self.engine, size)
        for literal, column in columns.items():
            simulation.set_input(f"p{literal}", self.day, column)
        return simulation

    def told(self, index: int, truth: np.ndarray) -> Any:
        known = set(self.literals(truth))
        return {2 * n + r: np.array([2 * n + r in known]) for n in self.atoms for r in (0, 1)}

    def one(self, told: Any) -> Truths:
        simulation = self._simulate(told, 1)
        ask = simulation.calculate
        return [
            1 if ask(f"p{k}", self.day)[0] else 0 if ask(f"p{swap(k)}", self.day)[0] else -1
            for k in self.kaders
        ]

    def batch(self, table: pa.Table) -> np.ndarray:
        total = np.zeros((len(self.kaders), 2), dtype=np.int64)
        for batch in table.to_batches(max_chunksize=100_000):
            columns = {}
            for node, column in zip(self.atoms, batch.columns, strict=True):
                known = column.is_valid().to_numpy(zero_copy_only=False)
                yes = column.fill_null(False).to_numpy(zero_copy_only=False)
                columns[2 * node], columns[2 * node + 1] = yes, known & ~yes
            ask = self._simulate(columns, batch.num_rows).calculate
            total += [
                (ask(f"p{k}", self.day).sum(), ask(f"p{swap(k)}", self.day).sum())
                for k in self.kaders
            ]
        return total


def _formula(names: Sequence[str], together: bool) -> Any:
    def formula(person: Any, period: Any) -> Any:
        values = [person(name, period) for name in names]
        if not values:
            return np.full(person.count, together)
        return reduce(and_ if together else or_, values)

    return formula


CONTENDERS: dict[str, type[Contender]] = {
    "bitvlakken": Planes,
    "durable_rules": Durable,
    "referentie": Recursive,
    "numpy": NumpyBooleans,
    "polars": Polars,
    "clipspy": Clips,
    "zen-engine": Zen,
    "OpenFisca": OpenFisca,
}
OURS = ("bitvlakken", "durable_rules", "referentie", "numpy")
