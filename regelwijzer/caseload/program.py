"""The function that judges a slice: made for one set of columns, from the graph of all rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.reasoning.circuit import Circuit, rails
from regelwijzer.reasoning.compiler import Program, cone
from regelwijzer.reasoning.graph import swap
from regelwijzer.reasoning.missing import fact_gates, reach_gates, undecided_gates
from regelwijzer.reasoning.straightline import Plane, Planes, Told, compile_gates

Pairs = NDArray[np.uint64]
"""Two planes for each of some things: the shape is (things, 2, words)."""


@dataclass(frozen=True)
class SlicePlanes:
    """What the rows of one slice say.

    *verdicts* has two planes for each kader that together spell its code: the first is set for
    nee and onbekend (a fact is missing), the second where it is undecided. *milestones* has two
    for each: the rows in which its condition is ja, and is nee. *gaps* has one plane for each
    hulpvorm, and *feiten* the rows in which each feit can still decide some kader.
    """

    verdicts: Pairs
    milestones: Pairs
    gaps: Planes
    feiten: Planes


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
        """The atoms of which :meth:`run` must be told."""
        circuit = Circuit()
        gates = rails(circuit, program.graph, known, whole)
        undecided = undecided_gates(program, circuit, gates, needed)
        facts = fact_gates(base, program, circuit, undecided)
        reached = reach_gates(program, circuit, undecided, kaders)
        outputs: list[int] = []
        for literal in kaders:
            node = literal >> 1
            outputs += [circuit.any([gates[swap(literal)], facts[node]]), undecided[node]]
        for literal in milestones:
            outputs += [gates[literal], gates[swap(literal)]]
        outputs += [circuit.all(gates[swap(literal)] for literal in group) for group in gaps]
        outputs += [
            circuit.any(reached[node] for node in program.atoms_by_feit[name] if node in reached)
            for name in feiten
        ]
        self._ends = tuple(
            accumulate((2 * len(kaders), 2 * len(milestones), len(gaps), len(feiten)))
        )
        self._evaluate = compile_gates(circuit, outputs)

    def run(self, told: Mapping[int, Told], every_row: Plane) -> SlicePlanes:
        """Judge the rows of *every_row*; *told* is about each of ``atoms``."""
        found = np.split(self._evaluate(told, every_row), self._ends[:-1])
        verdicts, milestones = (
            part.reshape(len(part) // 2, 2, len(every_row)) for part in found[:2]
        )
        return SlicePlanes(verdicts, milestones, *found[2:])
