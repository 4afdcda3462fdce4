"""Shortest proofs from a derivation: which clauses carry a conclusion, and nothing else.

A proof is a list of steps in the order in which they follow; the leaves are literals of
atoms. It is *minimal*: without any one of its leaves the conclusion no longer follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import cached_property

from regelwijzer.reasoning.graph import Clause, Firing, Graph, Kind, node_of

Costs = dict[int, tuple[int, Clause | None]]
"""For each literal its cost in clauses and the clause that derives it (None: a leaf)."""


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

    def proof(self, conclusion: int) -> Proof:
        """Return a minimal proof of *conclusion*; raises KeyError when it does not hold."""
        if not self._holds[conclusion]:
            raise KeyError(conclusion)
        proof = _collect(conclusion, self._cheapest)
        if not self._has_alternative(proof):
            return proof
        below = self._below(conclusion)
        kept = set(proof.leaves)
        for leaf in proof.leaves:
            if len(kept) > 1 and conclusion in self._costs(below, kept - {leaf}):
                kept.discard(leaf)
        if len(kept) == len(proof.leaves):
            return proof
        return _collect(conclusion, self._costs(below, kept))

    @cached_property
    def _cheapest(self) -> Costs:
        """For every literal that holds the cheapest way to derive it, from all leaves."""
        every = [literal for literal, holds in enumerate(self._holds) if holds]
        return self._costs(every, None)

    def _costs(self, literals: Iterable[int], leaves: Set[int] | None) -> Costs:
        """Return the cheapest clause of each of *literals* (in order) that follows.

        *leaves* are the atoms that may be used; None allows all.
        """
        found: Costs = {}
        nodes, clauses = self._graph.nodes, self._graph.clauses_of
        for literal in literals:
            if nodes[literal >> 1].kind is Kind.ATOM:
                if leaves is None or literal in leaves:
                    found[literal] = (1, None)
                continue
            best: tuple[int, Clause | None] | None = None
            for clause in clauses[literal]:
                cost = 1
                for premise in clause.body:
                    known = found.get(premise)
                    if known is None:
                        break
                    cost += known[0]
                else:
                    if best is None or cost < best[0]:
                        best = (cost, clause)
            if best is not None:
                found[literal] = best
        return found

    def _has_alternative(self, proof: Proof) -> bool:
        """Tell whether some step could have been taken another way (else it is minimal)."""
        for step in proof.steps:
            if len(step.body) == 1:
                others = self._graph.clauses_of[step.head]
                if sum(1 for c in others if all(self._holds[b] for b in c.body)) > 1:
                    return True
        return False

    def _below(self, goal: int) -> list[int]:
        """Return the literals that hold and on which *goal* can rest, in order."""
        seen: set[int] = set()
        todo = [goal]
        while todo:
            literal = todo.pop()
            if literal in seen or not self._holds[literal]:
                continue
            seen.add(literal)
            for clause in self._graph.clauses_of[literal]:
                todo.extend(clause.body)
        return sorted(seen)


def _collect(conclusion: int, costs: Costs) -> Proof:
    """Return the proof of *conclusion* that takes the cheapest clause at every step."""
    steps: list[Clause] = []
    used: list[int] = []
    seen: set[int] = set()

    def visit(literal: int) -> None:
        if literal in seen:
            return
        seen.add(literal)
        clause = costs[literal][1]
        if clause is None:
            used.append(literal)
            return
        for premise in clause.body:
            visit(premise)
        steps.append(clause)

    visit(conclusion)
    return Proof(conclusion, tuple(used), tuple(steps))


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
