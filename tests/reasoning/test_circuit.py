"""The compiled function over planes says what the bit planes of every node say.

The one works on arrays of words, as Arrow has them, the other on integers: what they share is
the graph. Every number of rows around the end of a word is tried.
"""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from regelwijzer.reasoning.bitplanes import BitPlanes
from regelwijzer.reasoning.circuit import FULL, ZERO, Circuit, rails
from regelwijzer.reasoning.compiler import Program, compile_base, cone
from regelwijzer.reasoning.missing import (
    fact_gates,
    facts_missing,
    reach_gates,
    undecided_gates,
)
from regelwijzer.reasoning.straightline import Plane, Planes, Told, compile_gates
from tests.reasoning.bases import random_base

SIZES = st.sampled_from([0, 1, 2, 32, 63, 64, 65, 127, 128, 129, 200])
QUICK = settings(max_examples=60, deadline=None, derandomize=True)


def words(plane: int, size: int) -> Plane:
    """Return an integer of *size* bits as words, the first row in the lowest bit."""
    return np.frombuffer(plane.to_bytes(-(-size // 64) * 8, "little"), dtype=np.uint64)


def numbers(planes: Planes) -> list[int]:
    """Return the planes as integers, what is past the last row included."""
    return [int.from_bytes(plane.tobytes(), "little") for plane in planes]


def told_of(known: int, says: int, size: int, rng: random.Random) -> Told:
    """Return what Arrow would tell: where nothing is known, and past the end, says is rubbish."""
    whole = -(-size // 64) * 64
    rubbish = rng.getrandbits(whole) if whole else 0
    return words(known, size), words(says & known | rubbish & ~known, size)


@QUICK
@given(st.integers(0, 10**9), SIZES)
def test_same_as_the_bit_planes(seed: int, size: int) -> None:
    """Both rails, what is missing and what can still matter, also with unknown columns."""
    made = random_base(seed)
    base, program, rng = made.base, compile_base(made.base), random.Random(seed)
    known = [node for node in program.atoms if rng.random() < 0.6]
    given: dict[int, int] = {}
    told: dict[int, Told] = {}
    for node in known:
        here, yes = (rng.getrandbits(size) if size else 0 for _ in range(2))
        given[2 * node], given[2 * node + 1] = here & yes, here & ~yes
        told[node] = told_of(here, yes, size, rng)
    planes = BitPlanes(program.graph).run(given)
    kaders = list(program.kaders.values())
    needed = cone(program.graph, kaders)
    circuit = Circuit()
    gates = rails(circuit, program.graph, known, needed)
    undecided = undecided_gates(program, circuit, gates, needed)
    facts = fact_gates(base, program, circuit, undecided)
    reached = reach_gates(program, circuit, undecided, kaders)
    nodes = sorted(needed)
    outputs = [gates[literal] for node in nodes for literal in (2 * node, 2 * node + 1)]
    outputs += [facts[node] for node in nodes] + [reached[node] for node in nodes]
    masks, below = (
        facts_missing(base, program, planes, size),
        _reached(program, planes, kaders, size),
    )
    expected = [planes[literal] for node in nodes for literal in (2 * node, 2 * node + 1)]
    expected += [masks[node] for node in nodes] + [below[node] for node in nodes]
    # A part of the outputs is compiled apart: what else is asked may not matter.
    for wanted in (range(len(outputs)), rng.sample(range(len(outputs)), 5)):
        evaluate = compile_gates(circuit, [outputs[place] for place in wanted])
        found = numbers(evaluate(told, words((1 << size) - 1, size)))
        assert found == [expected[place] for place in wanted]


def _reached(program: Program, planes: list[int], kaders: list[int], size: int) -> list[int]:
    """Return for each node the cases in which an undecided path leads down to it from a kader."""
    found = [0] * len(program.graph.nodes)
    for case in range(size):
        todo = [literal >> 1 for literal in kaders]
        while todo:
            here = todo.pop()
            if (found[here] | planes[2 * here] | planes[2 * here + 1]) >> case & 1:
                continue
            found[here] |= 1 << case
            todo += [child >> 1 for child in program.graph.nodes[here].children]
    return found


LITERALS = st.integers(0, 5)
GATES = st.recursive(
    LITERALS.map(lambda literal: ("in", [literal])) | st.sampled_from([("0", []), ("1", [])]),
    lambda inner: st.tuples(st.sampled_from("&|~"), st.lists(inner, min_size=1, max_size=4)),
    max_leaves=40,
)


@QUICK
@given(
    st.lists(GATES, min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 255), st.integers(0, 255)), min_size=3, max_size=3),
)
def test_gates_are_boolean_algebra(
    trees: list[tuple[str, list]],  # type: ignore[type-arg]
    pairs: list[tuple[int, int]],
) -> None:
    """Whatever is folded, shared or put in another order, the outputs stay the same."""
    circuit = Circuit()
    planes = [plane for known, says in pairs for plane in (known & says, known & ~says)]

    def gate(tree: tuple[str, list]) -> int:  # type: ignore[type-arg]
        kind, inner = tree
        if kind == "in":
            return circuit.input(inner[0])
        if kind in "01":
            return FULL if kind == "1" else ZERO
        parts = [gate(one) for one in inner]
        if kind == "~":
            return circuit.negate(parts[0])
        return circuit.all(parts) if kind == "&" else circuit.any(parts)

    def value(tree: tuple[str, list]) -> int:  # type: ignore[type-arg]
        kind, inner = tree
        if kind == "in":
            return planes[inner[0]]
        if kind in "01":
            return 255 * (kind == "1")
        parts = [value(one) for one in inner]
        result = parts[0]
        for part in parts[1:]:
            result = result & part if kind == "&" else result | part if kind == "|" else result
        return 255 ^ parts[0] if kind == "~" else result

    told = {node: (words(known, 8), words(says, 8)) for node, (known, says) in enumerate(pairs)}
    evaluate = compile_gates(circuit, [gate(tree) for tree in trees])
    assert numbers(evaluate(told, words(255, 8))) == [value(tree) for tree in trees]


def test_deep_expressions_compile() -> None:
    """A chain of thousands of gates is no problem for the Python parser."""
    circuit = Circuit()
    gate, planes, expected = circuit.input(0), [1, 0] * 3, 1
    for number in range(3000):
        other = circuit.negate(circuit.all([circuit.input(number % 6), gate]))
        gate = circuit.any([other, circuit.input((number + 1) % 6)])
        expected = 1 ^ (planes[number % 6] & expected) | planes[(number + 1) % 6]
    one = words(1, 1)
    evaluate = compile_gates(circuit, [gate])
    assert numbers(evaluate(dict.fromkeys(range(3), (one, one)), one)) == [expected]
