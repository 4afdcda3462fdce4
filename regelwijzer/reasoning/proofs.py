"""Shortest proofs from a derivation: which clauses carry a conclusion, and nothing else.

A proof is a list of steps in the order in which they follow; the leaves are literals of
atoms. It is *minimal*: without any one of its leaves the conclusion no longer follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from regelwijzer.reasoning.graph import Clause, Firing, Graph, Kind, node_of


@dataclass(frozen=True, slots=True)
class Proof:
    """*conclusion* follows from *leaves* through *steps* (clauses, premises first)."""

    conclusion: int
    leaves: tuple[int, ...]
    steps: tuple[Clause, ...]


class ProofFinder:
    """Find the shortest proofs of one derivation.

    *derived* are the literals that hold, atoms and conclusions alike. Costs are counted
    in clauses; among equals the first in clause order wins, so that the same case always
    gives the same proof.
    """

    def __init__(self, graph: Graph, derived: Iterable[int]) -> None:
        self._graph = graph
        self._holds = bytearray(2 * len(graph.nodes))
        for literal in derived:
            self._holds[literal] = 1
        self._best: dict[int, tuple[int, Clause | None]] = {}

    def proof(self, conclusion: int) -> Proof:
        """Return a minimal proof of *conclusion*; raises KeyError when it does not hold."""
        if not self._holds[conclusion]:
            raise KeyError(conclusion)
        proof = self._shortest(conclusion, None)
        if not self._has_alternative(proof):
            return proof
        kept = set(proof.leaves)
        for leaf in proof.leaves:
            if len(kept) > 1 and self._follows(conclusion, kept - {leaf}):
                kept.discard(leaf)
        if len(kept) < len(proof.leaves):
            proof = self._shortest(conclusion, frozenset(kept))
        return proof

    def _has_alternative(self, proof: Proof) -> bool:
        """Tell whether some step could have been taken another way (else it is minimal)."""
        for step in proof.steps:
            if len(step.body) == 1:
                others = self._graph_clauses(step.head)
                if sum(1 for c in others if all(self._holds[b] for b in c.body)) > 1:
                    return True
        return False

    def _shortest(self, conclusion: int, leaves: frozenset[int] | None) -> Proof:
        best = self._best if leaves is None else {}
        self._cost(conclusion, leaves, best)
        steps: list[Clause] = []
        used: list[int] = []
        seen: set[int] = set()

        def collect(literal: int) -> None:
            if literal in seen:
                return
            seen.add(literal)
            clause = best[literal][1]
            if clause is None:
                used.append(literal)
                return
            for premise in clause.body:
                collect(premise)
            steps.append(clause)

        collect(conclusion)
        return Proof(conclusion, tuple(used), tuple(steps))

    def _cost(
        self, goal: int, leaves: frozenset[int] | None, best: dict[int, tuple[int, Clause | None]]
    ) -> None:
        """Fill *best* with the cheapest clause of every literal below *goal*."""
        for literal in self._below(goal, best):
            if self._graph.nodes[node_of(literal)].kind is Kind.ATOM:
                if leaves is None or literal in leaves:
                    best[literal] = (1, None)
                continue
            for clause in self._graph_clauses(literal):
                if all(premise in best for premise in clause.body):
                    cost = 1 + sum(best[premise][0] for premise in clause.body)
                    if literal not in best or cost < best[literal][0]:
                        best[literal] = (cost, clause)

    def _below(self, goal: int, known: dict[int, tuple[int, Clause | None]]) -> list[int]:
        """Return the literals that hold below *goal* and are not yet *known*, in order."""
        seen: set[int] = set()
        todo = [goal]
        while todo:
            literal = todo.pop()
            if literal in seen or literal in known or not self._holds[literal]:
                continue
            seen.add(literal)
            for clause in self._graph_clauses(literal):
                todo.extend(clause.body)
        return sorted(seen)

    def _follows(self, conclusion: int, leaves: Iterable[int]) -> bool:
        best: dict[int, tuple[int, Clause | None]] = {}
        self._cost(conclusion, frozenset(leaves), best)
        return conclusion in best

    def _graph_clauses(self, literal: int) -> Sequence[Clause]:
        return self._graph.clauses_of[literal]


def replay(graph: Graph, proof: Proof) -> bool:
    """Tell whether *proof*, taken by itself, proves its conclusion."""
    known = set(proof.leaves)
    if any(graph.nodes[node_of(leaf)].kind is not Kind.ATOM for leaf in known):
        return False
    for step in proof.steps:
        if not set(step.body) <= known:
            return False
        if graph.clauses[step.index] != step:
            return False
        known.add(step.head)
    return proof.conclusion in known


def derived_from(log: Iterable[Firing], given: Iterable[int]) -> set[int]:
    """Return every literal that holds according to a derivation log."""
    return {firing.head for firing in log} | set(given)


def undecided_atoms(graph: Graph, holds: Sequence[int], literal: int) -> list[int]:
    """Return the undecided atoms that can still decide *literal*, in node order.

    *holds* is indexed by literal (bit planes of one case will do). Only undecided nodes
    are followed: what stands below a decided node can no longer matter.
    """
    seen: set[int] = set()
    todo = [node_of(literal)]
    while todo:
        node = todo.pop()
        if node in seen or holds[2 * node] or holds[2 * node + 1]:
            continue
        seen.add(node)
        todo.extend(node_of(child) for child in graph.nodes[node].children)
    return sorted(node for node in seen if graph.nodes[node].kind is Kind.ATOM)
