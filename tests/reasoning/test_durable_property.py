"""durable_rules derives exactly what follows, on any graph, told in any order."""

from __future__ import annotations

import random
from array import array
from collections.abc import Iterable, Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regelwijzer.reasoning.durable import DurableEngine
from regelwijzer.reasoning.durable.engine import _Worker
from regelwijzer.reasoning.graph import Clause, Graph, GraphBuilder


class Reloading(DurableEngine):
    """An engine that takes over a worker: a new process for every example takes too long."""

    def load_into(self, worker: _Worker) -> None:
        self._prepare(worker)  # smoke run included
        self._worker = worker

    def told_in_order(self, literals: Sequence[int]) -> set[int]:
        """What is derived when *literals* are told in this order (run sorts them)."""
        assert self._worker is not None
        return {f.head for f in self._case(self._worker, array("i", literals), 10.0)}


@pytest.fixture(scope="module")
def worker() -> Iterator[_Worker]:
    process = _Worker(DurableEngine.command)
    yield process
    process.stop()


def fixpoint(clauses: Sequence[Clause], literals: Iterable[int]) -> set[int]:
    """Everything that follows, derived heads only: the definition, as short as can be."""
    known, derived, grew = set(literals), set[int](), True
    while grew:
        new = {c.head for c in clauses if known.issuperset(c.body)} - derived
        grew = bool(new)
        derived |= new
        known |= new
    return derived


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Small graphs of any shape: empty nodes, both rails of a child, shared and deep ones."""
    builder = GraphBuilder()
    count = draw(st.integers(1, 8))
    for index in range(count):
        builder.atom(f"a{index}")
    for index in range(count, count + draw(st.integers(0, 25))):
        children = draw(st.lists(st.integers(0, 2 * index - 1), max_size=12))
        make = builder.conjunction if draw(st.booleans()) else builder.disjunction
        make(f"n{index}", children)
    return builder.build()


def big_graph(rng: random.Random) -> Graph:
    """Hundreds of nodes with stars (one child of very many nodes), long bodies and chains."""
    builder = GraphBuilder()
    atoms = rng.randint(5, 60)
    for index in range(atoms):
        builder.atom(f"a{index}")
    busy = rng.sample(range(2 * atoms), 2)
    for index in range(atoms, atoms + rng.randint(100, 500)):
        size = rng.choice((1, 2, 2, 3, 3, 4, 9, 17, 60))
        near = range(max(0, 2 * index - 40), 2 * index) if rng.random() < 0.5 else range(2 * index)
        children = [*rng.choices(near, k=size), *rng.sample(busy, rng.choice((0, 0, 1)))]
        make = rng.choice((builder.conjunction, builder.disjunction))
        make(f"n{index}", children)
    return builder.build()


def answered(graph: Graph, answers: Sequence[int]) -> list[int]:
    """The literals of a case: 0 is nee, 1 is ja, anything else unknown, per atom."""
    pairs = zip(graph.atoms, answers, strict=False)
    return [2 * atom + 1 - answer for atom, answer in pairs if answer in (0, 1)]


def agrees(engine: Reloading, graph: Graph, case: list[int], shuffled: list[int]) -> None:
    log = engine.run(case)
    expected = fixpoint(graph.clauses, case)
    assert {firing.head for firing in log} == expected
    assert all(graph.clauses[firing.clause].head == firing.head for firing in log)
    assert len({firing.clause for firing in log}) == len(log)
    assert engine.told_in_order(shuffled) == expected


@settings(max_examples=120)
@given(graphs(), st.data())
def test_small_graphs(worker: _Worker, graph: Graph, data: st.DataObject) -> None:
    engine = Reloading(graph.clauses, 2 * len(graph.nodes))
    engine.load_into(worker)
    for _ in range(3):
        answers = st.lists(st.integers(0, 2), min_size=8, max_size=8)
        case = answered(graph, data.draw(answers))
        agrees(engine, graph, case, data.draw(st.permutations(case)))


@settings(max_examples=12)
@given(st.integers(0, 2**32))
def test_big_graphs(worker: _Worker, seed: int) -> None:
    rng = random.Random(seed)
    graph = big_graph(rng)
    engine = Reloading(graph.clauses, 2 * len(graph.nodes), time_limit=10.0)
    engine.load_into(worker)
    for unknown in (0, 1, 4):
        case = answered(graph, [rng.randrange(2 + unknown) for _ in graph.atoms])
        agrees(engine, graph, case, rng.sample(case, len(case)))


@pytest.mark.parametrize("length", [1, 8, 9, 16, 17, 64, 65, 100, 700])
def test_a_long_body_needs_all_of_it(worker: _Worker, length: int) -> None:
    engine = Reloading([Clause(0, length, tuple(range(length)))], length + 1)
    engine.load_into(worker)
    assert [firing.head for firing in engine.run(range(length))] == [length]
    for missing in {0, length // 2, length - 1}:
        assert engine.run(item for item in range(length) if item != missing) == []


def test_one_literal_in_a_thousand_rules(worker: _Worker) -> None:
    clauses = [Clause(i, 2 + i, (0,) if i % 2 else (0, 1)) for i in range(1000)]
    engine = Reloading(clauses, 1002, time_limit=10.0)
    engine.load_into(worker)
    assert len(engine.run([0])) == 500
    assert len(engine.run([0, 1])) == 1000
    assert engine.run([1]) == []
