"""Questions about difference: is there a case in which this regel or feit changes anything?

Everything above what is changed is built a second time, with the change; the two
buildings are compared at every outcome (a *miter*). A model is a case in which at least
one outcome differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from regelwijzer.audit.sat import World
from regelwijzer.knowledge.base import UNKNOWN_LAW
from regelwijzer.knowledge.conditions import Ref
from regelwijzer.reasoning.compiler import Program
from regelwijzer.reasoning.graph import Kind, node_of

_BATCH = 40


class Outcomes:
    """The literals a user sees (kaders, mijlpalen, routes...), and what stands above a node."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.kaders = {node_of(literal) for literal in program.kaders.values()}
        others = {node_of(literal) for literal in program.conditions.values()}
        self.targets = self.kaders | others

    @cached_property
    def _parents(self) -> list[list[int]]:
        parents: list[list[int]] = [[] for _ in self.program.graph.nodes]
        for node in self.program.graph.nodes:
            for child in node.children:
                parents[node_of(child)].append(node.index)
        return parents

    @cached_property
    def _dated(self) -> list[frozenset[int]]:
        """For every node the comparisons of two dates (or with the peildatum) below it."""
        below: list[frozenset[int]] = []
        none: frozenset[int] = frozenset()
        names = self.program.feiten_by_atom
        for node in self.program.graph.nodes:
            if node.kind is Kind.ATOM:
                two = len(names[node.index]) > 1 or "peildatum" in node.label
                below.append(frozenset({node.index}) if two else none)
            else:
                parts = [below[node_of(child)] for child in node.children]
                below.append(none.union(*parts) if parts else none)
        return below

    def above(self, nodes: set[int]) -> list[int]:
        """Return every node that depends on *nodes*, themselves excluded, in order."""
        seen: set[int] = set()
        todo = list(nodes)
        while todo:
            for parent in self._parents[todo.pop()]:
                if parent not in seen and parent not in nodes:
                    seen.add(parent)
                    todo.append(parent)
        return sorted(seen)

    def dated(self, nodes: set[int]) -> frozenset[int]:
        """Return the comparisons of dates on which *nodes* depend."""
        found: frozenset[int] = frozenset()
        return found.union(*(self._dated[node] for node in nodes)) if nodes else found


class Miters:
    """Asks many questions about difference of one world; old copies are thrown away."""

    def __init__(self, world: World, outcomes: Outcomes) -> None:
        self.world = world
        self.outcomes = outcomes
        self._never = world.new()
        world.add([-self._never])
        self.known: list[int] = []
        self._with_law: dict[int, int] = {}
        unknown = world.program.graph.by_label.get(UNKNOWN_LAW)
        if unknown is not None:
            self.known = [-(unknown + 1)]
            self._with_law = self._copy({unknown: -self._never})
        self._mark = world.mark()
        self._asked = 0

    def regel_matters(self, node: int) -> bool:
        """Tell whether a case exists in which the regel holds and its absence is noticed."""
        return self._differs({node: self._never}, [node + 1])

    def change_matters(self, changed: Mapping[int, int]) -> bool:
        """Tell whether a case exists in which other SAT literals for some nodes are noticed."""
        return self._differs(changed, [])

    def refresh(self) -> None:
        """Call before each question whose SAT variables are the caller's own."""
        self._refresh()

    def feit_matters(self, name: str) -> bool:
        """Tell whether a case exists in which another answer to the feit is noticed."""
        self._refresh()
        changed = {}
        for node in self.world.program.atoms_by_feit.get(name, ()):
            atom = self.world.program.atoms[node]
            if isinstance(atom, Ref):
                changed[node] = -(node + 1)
            else:
                changed[node] = self.world.atom(atom, f"'{name}")
        return bool(changed) and self._differs(changed, [])

    def certain(self, literals: Iterable[int]) -> list[int]:
        """Return SAT literals: *literals* hold whatever the law that is not in the base said."""
        found = list(self.known)
        for literal in literals:
            found.append(self.world.of(literal))
            copy = self._with_law.get(node_of(literal))
            if copy is not None:
                found.append(-copy if literal & 1 else copy)
        return found

    def _copy(self, changed: Mapping[int, int]) -> dict[int, int]:
        """Build everything above *changed* again; return the SAT variable of each copy."""
        world, graph = self.world, self.world.program.graph
        copies = dict(changed)
        for index in self.outcomes.above(set(changed)):
            node = graph.nodes[index]
            children = []
            for child in node.children:
                copy = copies.get(node_of(child))
                children.append(world.of(child) if copy is None else (-copy if child & 1 else copy))
            copies[index] = world.define(world.new(), node.kind, children)
        return copies

    def _refresh(self) -> None:
        self._asked += 1
        if self._asked % _BATCH == 0:
            self.world.forget(self._mark)

    def _differs(self, changed: Mapping[int, int], assumptions: list[int]) -> bool:
        if len(assumptions):
            self._refresh()
        world, copies = self.world, self._copy(changed)
        seen = self.outcomes.targets & copies.keys()
        differences = []
        for index in sorted(seen):
            original, copy, differs = index + 1, copies[index], world.new()
            world.add([-differs, original, copy])
            world.add([-differs, -original, -copy])
            differences.append(differs)
        question = world.new()
        world.add([-question, *differences])
        dated = self.outcomes.dated(seen)
        found = world.solve([question, *assumptions, *self.known], dated)
        world.add([-question])
        return found
