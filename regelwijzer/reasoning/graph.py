"""The one acyclic graph on which every engine reasons.

A node is an atom, a conjunction or a disjunction. Every node has two rails, *ja*
and *nee*, that are derived separately (strong Kleene logic): a node of which
neither rail is derived is *onbekend*. There is no negation as failure.

A *literal* is one rail of one node, as an integer: ``2 * node`` is the ja rail,
``2 * node + 1`` the nee rail. Negation swaps the rails, so it needs no node of
its own: a child that is negated is referred to by its nee literal.

>>> builder = GraphBuilder()
>>> rain, roof = builder.atom("regen"), builder.atom("dak")
>>> wet = builder.conjunction("nat", [ja(rain), nee(roof)])
>>> graph = builder.build()
>>> [str(clause) for clause in graph.clauses]
['4 <- 0 3', '5 <- 1', '5 <- 2']
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property


class Kind(Enum):
    """What a node is."""

    ATOM = "atom"
    AND = "en"
    OR = "of"


def ja(node: int) -> int:
    """Return the literal that says *node* is ja."""
    return 2 * node


def nee(node: int) -> int:
    """Return the literal that says *node* is nee."""
    return 2 * node + 1


def swap(literal: int) -> int:
    """Return the opposite rail of *literal*."""
    return literal ^ 1


def node_of(literal: int) -> int:
    """Return the node that *literal* speaks about."""
    return literal >> 1


@dataclass(frozen=True, slots=True)
class Node:
    """One node; *children* are literals of nodes with a lower index."""

    index: int
    kind: Kind
    label: str
    children: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """One Horn rule on the rails: when every literal of *body* holds, *head* holds."""

    index: int
    head: int
    body: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.head} <- {' '.join(map(str, self.body))}"


@dataclass(frozen=True, slots=True)
class Firing:
    """A clause that fired and the literal it derived (one line of the derivation log)."""

    clause: int
    head: int


@dataclass(frozen=True)
class Graph:
    """An immutable graph in topological order: children come before parents."""

    nodes: tuple[Node, ...]
    by_label: dict[str, int] = field(repr=False)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Both rails of every AND and OR node as Horn clauses."""
        found: list[Clause] = []

        def add(head: int, body: Sequence[int]) -> None:
            found.append(Clause(len(found), head, tuple(body)))

        for node in self.nodes:
            if node.kind is Kind.ATOM:
                continue
            together, apart = ja(node.index), nee(node.index)
            if node.kind is Kind.OR:
                together, apart = apart, together
                add(together, [swap(child) for child in node.children])
                for child in node.children:
                    add(apart, [child])
            else:
                add(together, node.children)
                for child in node.children:
                    add(apart, [swap(child)])
        return tuple(found)

    @cached_property
    def clauses_of(self) -> tuple[tuple[Clause, ...], ...]:
        """For every literal the clauses that derive it (none for atoms)."""
        by_head: list[list[Clause]] = [[] for _ in range(2 * len(self.nodes))]
        for clause in self.clauses:
            by_head[clause.head].append(clause)
        return tuple(map(tuple, by_head))

    @cached_property
    def atoms(self) -> tuple[int, ...]:
        """The indices of the atom nodes."""
        return tuple(node.index for node in self.nodes if node.kind is Kind.ATOM)


class GraphBuilder:
    """Build a :class:`Graph` bottom-up; equal nodes without a name are shared."""

    def __init__(self) -> None:
        self._nodes: list[Node] = []
        self._by_label: dict[str, int] = {}
        self._shared: dict[tuple[Kind, tuple[int, ...]], int] = {}

    def __contains__(self, label: str) -> bool:
        return label in self._by_label

    def node(self, label: str) -> int:
        """Return the index of the node with *label*; raises KeyError when there is none."""
        return self._by_label[label]

    def atom(self, label: str) -> int:
        """Return the atom with *label*, made when it is new."""
        if label in self._by_label:
            return self._by_label[label]
        return self._add(Kind.ATOM, label, ())

    def conjunction(self, label: str | None, children: Iterable[int]) -> int:
        """Add an AND node over child literals; without a label it may be shared."""
        return self._compound(Kind.AND, label, tuple(children))

    def disjunction(self, label: str | None, children: Iterable[int]) -> int:
        """Add an OR node over child literals; without a label it may be shared."""
        return self._compound(Kind.OR, label, tuple(children))

    def build(self) -> Graph:
        """Return the finished graph."""
        return Graph(tuple(self._nodes), dict(self._by_label))

    def _compound(self, kind: Kind, label: str | None, children: tuple[int, ...]) -> int:
        children = tuple(dict.fromkeys(children))
        for child in children:
            if not 0 <= node_of(child) < len(self._nodes):
                raise ValueError(f"child literal {child} refers to a node that does not exist")
        if label is None:
            key = (kind, children)
            if key not in self._shared:
                self._shared[key] = self._add(kind, f"#{len(self._nodes)}", children)
            return self._shared[key]
        return self._add(kind, label, children)

    def _add(self, kind: Kind, label: str, children: tuple[int, ...]) -> int:
        if label in self._by_label:
            raise ValueError(f"a node with the label {label!r} exists already")
        index = len(self._nodes)
        self._nodes.append(Node(index, kind, label, children))
        self._by_label[label] = index
        return index
