"""The many-cases engine: two bit planes per node, as Python integers.

Bit *i* of the ja plane of a node says that the node is ja in case *i*; bit *i* of its
nee plane that it is nee. AND and OR are ``&`` and ``|``, negation swaps the planes. The
graph is compiled once to straight-line functions over integers; the same functions judge
one case, or every answer to a question at once. A whole caseload is judged by the function of
:mod:`regelwijzer.reasoning.straightline`, made from the same graph and held against this one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property, reduce
from operator import and_, or_

from regelwijzer.reasoning.compiler import Program
from regelwijzer.reasoning.graph import Graph, Kind, Node, node_of, swap
from regelwijzer.reasoning.values import Value

Planes = list[int]
"""One integer per literal: ``planes[2 * node]`` is the ja plane, ``[2 * node + 1]`` nee."""

_CHUNK = 400
"""Nodes per generated function: one huge function would compile slowly."""


class BitPlanes:
    """Evaluate a graph for many cases at once.

    >>> from regelwijzer.reasoning.graph import GraphBuilder
    >>> builder = GraphBuilder()
    >>> a, b = builder.atom("a"), builder.atom("b")
    >>> both = builder.conjunction("beide", [2 * a, 2 * b])
    >>> engine = BitPlanes(builder.build())
    >>> planes = engine.run({2 * a: 0b11, 2 * b: 0b01, 2 * b + 1: 0b10})
    >>> planes[2 * both], planes[2 * both + 1]
    (1, 2)
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._size = 2 * len(graph.nodes)
        compound = [node for node in graph.nodes if node.kind is not Kind.ATOM]
        self._steps = [
            _generate(compound[start : start + _CHUNK]) for start in range(0, len(compound), _CHUNK)
        ]

    def run(self, given: Mapping[int, int]) -> Planes:
        """Return the planes of every literal, from the planes of the atom literals."""
        planes = [0] * self._size
        for literal, plane in given.items():
            planes[literal] = plane
        for step in self._steps:
            step(planes)
        return planes

    def rerun(self, planes: Planes, pinned: Mapping[int, int]) -> Planes:
        """Return *planes* again with the literals in *pinned* forced to the given planes.

        A pinned literal keeps its plane whatever its children say; only what depends on
        it is computed anew. Used to ask what a single regel or answer decides.
        """
        result = list(planes)
        dirty = set()
        for literal, plane in pinned.items():
            result[literal] = plane
            dirty.add(node_of(literal))
        for index in self._above(dirty):
            node = self._graph.nodes[index]
            combine, other = (and_, or_) if node.kind is Kind.AND else (or_, and_)
            result[2 * index] = reduce(combine, (result[child] for child in node.children))
            apart = (result[swap(child)] for child in node.children)
            result[2 * index + 1] = reduce(other, apart)
        return result

    def _above(self, nodes: set[int]) -> list[int]:
        """Return every node that depends on *nodes*, themselves excluded, in order."""
        seen: set[int] = set()
        todo = list(nodes)
        while todo:
            for parent in self._parents[todo.pop()]:
                if parent not in seen and parent not in nodes:
                    seen.add(parent)
                    todo.append(parent)
        return sorted(seen)

    @cached_property
    def _parents(self) -> list[list[int]]:
        parents: list[list[int]] = [[] for _ in self._graph.nodes]
        for node in self._graph.nodes:
            for child in node.children:
                parents[node_of(child)].append(node.index)
        return parents

    def one(self, literals: Iterable[int]) -> Planes:
        """Judge one case: *literals* are the decided atom literals; planes are 0 or 1."""
        planes = [0] * self._size
        for literal in literals:
            planes[literal] = 1
        for step in self._steps:
            step(planes)
        return planes


def _generate(nodes: Sequence[Node]) -> Callable[[Planes], None]:
    """Compile *nodes* to one function that fills in their planes, children first."""
    lines = ["def step(p):"]
    for node in nodes:
        together = [f"p[{child}]" for child in node.children]
        apart = [f"p[{swap(child)}]" for child in node.children]
        both, either = ("&", "|") if node.kind is Kind.AND else ("|", "&")
        lines.append(f" p[{2 * node.index}]={both.join(together) or '0'}")
        lines.append(f" p[{2 * node.index + 1}]={either.join(apart) or '0'}")
    if len(lines) == 1:
        lines.append(" pass")
    namespace: dict[str, Callable[[Planes], None]] = {}
    exec(compile("\n".join(lines), "<bitplanes>", "exec"), namespace)
    return namespace["step"]


def pack(program: Program, cases: Sequence[tuple[Mapping[str, Value], date]]) -> dict[int, int]:
    """Return the planes of all atom literals for *cases*; bit *i* belongs to case *i*."""
    bits = {literal: bytearray() for node in program.atoms for literal in (2 * node, 2 * node + 1)}
    for number, (values, peildatum) in enumerate(cases):
        place, bit = number >> 3, 1 << (number & 7)
        for literal in program.literals(values, peildatum):
            plane = bits[literal]
            if len(plane) <= place:
                plane.extend(bytes(place + 1 - len(plane)))
            plane[place] |= bit
    return {literal: int.from_bytes(plane, "little") for literal, plane in bits.items()}
