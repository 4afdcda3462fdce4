"""The function that judges a slice: made for one set of columns, from the graph of all rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.reasoning.circuit import Circuit, rails
from regelwijzer.reasoning.compiler import Program, cone
from regelwijzer.reasoning.graph import swap
from regelwijzer.reasoning.missing import fact_gates, reach_gates, undecided_gates
from regelwijzer.reasoning.straightline import compile_gates


@dataclass(frozen=True)
class KaderPlanes:
    """The rows in which a kader is ja, nee, undecided, and onbekend (a fact is missing)."""

    yes: int
    no: int
    undecided: int
    unknown: int


@dataclass(frozen=True)
class SlicePlanes:
    """What the rows of one slice say.

    *milestones* has for each the rows in which its condition is ja and is nee; *feiten* the
    rows in which each feit can still decide some kader.
    """

    kaders: Sequence[KaderPlanes]
    milestones: Sequence[tuple[int, int]]
    gaps: Sequence[int]
    feiten: Sequence[int]


class SliceProgram:
    """Judges slices in which only *columns* can be known.

    Whatever the other feiten decide is folded away before anything is compiled: a file with
    thirty columns needs a small part of the rules. *kaders* are the literals to judge, *gaps*
    those of the kaders that carry each hulpvorm, *milestones* those of the milestones,
    *feiten* the feiten to report when missing.
    """

    def __init__(
        self,
        base: Kennisbank,
        program: Program,
        columns: frozenset[str],
        *,
        kaders: Sequence[int],
        milestones: Sequence[int],
        gaps: Sequence[Sequence[int]],
        feiten: Sequence[str],
    ) -> None:
        known = {n for n, names in program.feiten_by_atom.items() if columns.issuperset(names)}
        needed = cone(program.graph, list(kaders))
        others = [*milestones, *(literal for group in gaps for literal in group)]
        whole = needed | cone(program.graph, others)
        self.atoms = tuple(sorted(known & whole))
        """The atoms whose planes :meth:`run` asks for."""
        circuit = Circuit()
        gates = rails(circuit, program.graph, known, whole)
        undecided = undecided_gates(program, circuit, gates, needed)
        facts = fact_gates(base, program, circuit, undecided)
        reached = reach_gates(program, circuit, undecided, kaders)
        outputs: list[int] = []
        for literal in kaders:
            node = literal >> 1
            outputs += [gates[literal], gates[swap(literal)], undecided[node], facts[node]]
        for literal in milestones:
            outputs += [gates[literal], gates[swap(literal)]]
        outputs += [circuit.all(gates[swap(literal)] for literal in group) for group in gaps]
        outputs += [
            circuit.any(reached[node] for node in program.atoms_by_feit[name] if node in reached)
            for name in feiten
        ]
        self._sizes = (4 * len(kaders), 2 * len(milestones), len(gaps))
        self._evaluate = compile_gates(circuit, outputs)

    def run(self, given: Mapping[int, int], size: int) -> SlicePlanes:
        """Judge *size* rows; *given* has both planes of each of ``atoms``."""
        found = self._evaluate(given, (1 << size) - 1)
        first, second, third = self._sizes
        second, third = first + second, first + second + third
        quads, pairs = iter(found[:first]), iter(found[first:second])
        return SlicePlanes(
            kaders=[KaderPlanes(*four) for four in zip(quads, quads, quads, quads, strict=True)],
            milestones=list(zip(pairs, pairs, strict=True)),
            gaps=found[second:third],
            feiten=found[third:],
        )
