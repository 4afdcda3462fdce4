"""Compile a Kennisbank into the one graph on which every engine reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from regelwijzer.knowledge.base import UNKNOWN_LAW, Kennisbank
from regelwijzer.knowledge.conditions import (
    All,
    AnyOf,
    Condition,
    Not,
    Ref,
    peildatum_from,
)
from regelwijzer.knowledge.models import Geldig, Regel
from regelwijzer.knowledge.procedures import procedure_conditions
from regelwijzer.reasoning.graph import Graph, GraphBuilder, ja, nee, node_of, swap
from regelwijzer.reasoning.values import Atom, Value, describe, feiten_of, holds

REGEL = "regel:"
"""Prefix of the label of a regel's node; begrippen keep their own id."""


@dataclass(frozen=True)
class Program:
    """The compiled base: the graph, what each atom means, and the literal of each name.

    *kaders*, *conditions* and *begrippen* give literals (``2 * node + rail``); *regels*
    gives node indices.
    """

    graph: Graph
    atoms: Mapping[int, Atom]
    begrippen: Mapping[str, int]
    regels: Mapping[str, int]
    kaders: Mapping[str, int]
    conditions: Mapping[str, int]

    @cached_property
    def feiten_by_atom(self) -> dict[int, tuple[str, ...]]:
        """For each atom node the feiten it looks at."""
        return {node: feiten_of(atom) for node, atom in self.atoms.items()}

    @cached_property
    def feiten(self) -> tuple[str, ...]:
        """Every feit that some atom looks at, in node order."""
        return tuple(dict.fromkeys(n for names in self.feiten_by_atom.values() for n in names))

    @cached_property
    def _feit_bits(self) -> dict[int, int]:
        """For each atom node the set of its feiten, as bits in the order of ``feiten``."""
        bit = {name: 1 << number for number, name in enumerate(self.feiten)}
        return {
            node: sum(bit[name] for name in names) for node, names in self.feiten_by_atom.items()
        }

    def missing(self, state: Sequence[int]) -> list[int]:
        """Return for every node the feiten that can still decide it, as bits.

        *state* is indexed by literal (the planes of one case). Only undecided nodes have
        bits, and only through undecided nodes: what stands below a decided node can no
        longer matter. Read the bits with :meth:`names`.
        """
        masks = [0] * len(self.graph.nodes)
        bits = self._feit_bits
        for node in self.graph.nodes:
            index = node.index
            if state[2 * index] or state[2 * index + 1]:
                continue
            if not node.children:
                masks[index] = bits.get(index, 0)
                continue
            mask = 0
            for child in node.children:
                mask |= masks[child >> 1]
            masks[index] = mask
        return masks

    def names(self, mask: int) -> tuple[str, ...]:
        """Return the feiten of a mask of :meth:`missing`."""
        found = []
        while mask:
            low = mask & -mask
            found.append(self.feiten[low.bit_length() - 1])
            mask ^= low
        return tuple(found)

    @cached_property
    def atoms_by_feit(self) -> dict[str, tuple[int, ...]]:
        """For each feit the atoms that look at it; under ``""`` those that look at none."""
        found: dict[str, list[int]] = {"": []}
        for node, names in self.feiten_by_atom.items():
            for name in names or ("",):
                found.setdefault(name, []).append(node)
        return {name: tuple(nodes) for name, nodes in found.items()}

    def literals(self, values: Mapping[str, Value], peildatum: date) -> list[int]:
        """Return the literals of all atoms that are decided in this case, in node order.

        Only atoms about something known are looked at: the others are onbekend anyway.
        """
        nodes = {node for name in ("", *values) for node in self.atoms_by_feit.get(name, ())}
        found: list[int] = []
        for node in sorted(nodes):
            result = holds(self.atoms[node], values, peildatum)
            if result is not None:
                found.append(ja(node) if result else nee(node))
        return found


class _Compiler:
    def __init__(self, base: Kennisbank) -> None:
        self.base = base
        self.builder = GraphBuilder()
        self.atoms: dict[int, Atom] = {}
        self.begrippen: dict[str, int] = {}
        self.regels: dict[str, int] = {}

    def condition(self, condition: Condition) -> int:
        """Return the literal that says *condition* holds."""
        if isinstance(condition, Not):
            return swap(self.condition(condition.part))
        if isinstance(condition, All | AnyOf):
            children = [self.condition(part) for part in condition.parts]
            if len(children) == 1:
                return children[0]
            if isinstance(condition, All):
                return ja(self.builder.conjunction(None, children))
            return ja(self.builder.disjunction(None, children))
        if isinstance(condition, Ref) and condition.name in self.base.begrippen:
            return self.begrip(condition.name)
        return ja(self.atom(condition))

    def atom(self, atom: Atom) -> int:
        node = self.builder.atom(describe(atom))
        self.atoms[node] = atom
        return node

    def begrip(self, name: str) -> int:
        if name not in self.begrippen:
            regels = [self.regel(regel) for regel in self.base.begrippen[name].regels]
            self.begrippen[name] = ja(self.builder.disjunction(name, map(ja, regels)))
        return self.begrippen[name]

    def regel(self, regel: Regel) -> int:
        children = [self.condition(regel.als)]
        children += [nee(self.regel(exception)) for exception in regel.tenzij]
        children += self.validity(regel.geldig)
        node = self.builder.conjunction(REGEL + regel.regel, children)
        self.regels[regel.regel] = node
        return node

    def validity(self, geldig: Geldig | None) -> list[int]:
        """Return the literals that say the regel is in force on the peildatum."""
        literals: list[int] = []
        if geldig and geldig.vanaf:
            in_force = self.condition(peildatum_from(geldig.vanaf))
            if geldig.ervoor == "onbekend":
                unknown = ja(self.atom(Ref(UNKNOWN_LAW)))
                in_force = ja(self.builder.disjunction(None, [in_force, unknown]))
            literals.append(in_force)
        if geldig and geldig.tot:
            literals.append(swap(self.condition(peildatum_from(geldig.tot))))
        return literals


def compile_base(base: Kennisbank) -> Program:
    """Compile every begrip, kader, voorrang, mijlpaal and aandachtspunt of *base*.

    ``conditions`` holds the literals of the rest, keyed ``voorrang:id``, ``mijlpaal:id``,
    ``aandachtspunt:id``, ``route:id``, ``eerst:id`` (what a route asks to have been tried)
    ``casusprofiel:id``, ``wijzer:feit:number``, ``past_bij:feit``, ``ingang_niet_bij:kader``,
    ``procedure:id`` and ``overgang:id:step:number``.
    """
    compiler = _Compiler(base)
    for name in base.begrippen:
        compiler.begrip(name)
    kaders = {name: compiler.condition(kader.als) for name, kader in base.kaders.items()}
    conditions: dict[str, int] = {}
    for prefix, items in (
        ("voorrang", base.voorrang),
        ("mijlpaal", base.mijlpalen),
        ("aandachtspunt", base.aandachtspunten),
        ("route", base.routes),
        ("casusprofiel", base.casusprofielen),
    ):
        for name, element in items.items():
            conditions[f"{prefix}:{name}"] = compiler.condition(element.als)
    for name, route in base.routes.items():
        if route.eerst is not None:
            conditions[f"eerst:{name}"] = compiler.condition(route.eerst)
    for key, condition in procedure_conditions(base):
        conditions[key] = compiler.condition(condition)
    for feit in base.feiten.values():
        for number, wijzer in enumerate(feit.oordeel.wijzers if feit.oordeel else []):
            conditions[f"wijzer:{feit.feit}:{number}"] = compiler.condition(wijzer.als)
        if feit.past_bij is not None:
            conditions[f"past_bij:{feit.feit}"] = compiler.condition(feit.past_bij)
    for name, kader in base.kaders.items():
        if kader.ingang_niet_bij is not None:
            conditions[f"ingang_niet_bij:{name}"] = compiler.condition(kader.ingang_niet_bij)
    return Program(
        graph=compiler.builder.build(),
        atoms=dict(sorted(compiler.atoms.items())),
        begrippen=compiler.begrippen,
        regels=compiler.regels,
        kaders=kaders,
        conditions=conditions,
    )


def cone(graph: Graph, literals: list[int]) -> set[int]:
    """Return every node on which *literals* depend, themselves included."""
    todo = [node_of(literal) for literal in literals]
    seen: set[int] = set()
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            todo.extend(node_of(child) for child in graph.nodes[node].children)
    return seen


def restrict(program: Program, kaders: Iterable[str]) -> Program:
    """Return the part of *program* that decides *kaders*: the same answers, far fewer nodes.

    Conditions, begrippen and regels outside that part are left out.
    """
    wanted = {name: program.kaders[name] for name in kaders}
    kept = sorted(cone(program.graph, list(wanted.values())))
    place = {node: number for number, node in enumerate(kept)}

    def moved(literal: int) -> int:
        return 2 * place[node_of(literal)] + (literal & 1)

    nodes = tuple(
        replace(node, index=place[node.index], children=tuple(map(moved, node.children)))
        for node in (program.graph.nodes[index] for index in kept)
    )
    return Program(
        graph=Graph(nodes, {node.label: node.index for node in nodes}),
        atoms={place[node]: atom for node, atom in program.atoms.items() if node in place},
        begrippen={n: moved(x) for n, x in program.begrippen.items() if node_of(x) in place},
        regels={name: place[node] for name, node in program.regels.items() if node in place},
        kaders={name: moved(literal) for name, literal in wanted.items()},
        conditions={n: moved(x) for n, x in program.conditions.items() if node_of(x) in place},
    )
