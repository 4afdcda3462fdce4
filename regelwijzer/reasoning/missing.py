"""What is still missing, for many cases at once: planes beside the two rails.

The third plane of a node tells in which cases a *fact* is missing (so the outcome is
onbekend); where it is empty and the node is undecided, only oordelen are missing. The
reach gates tell, the other way down, in which cases a node can still matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.reasoning.circuit import FULL, ZERO, Circuit
from regelwijzer.reasoning.compiler import Program
from regelwijzer.reasoning.graph import Kind


def facts_missing(
    base: Kennisbank, program: Program, planes: Sequence[int], size: int
) -> list[int]:
    """Return for every node the cases in which a fact (not only oordelen) is missing.

    *planes* are those of *size* cases; bit *i* belongs to case *i*.
    """
    full = (1 << size) - 1
    masks = [0] * len(program.graph.nodes)
    for node in program.graph.nodes:
        decided = planes[2 * node.index] | planes[2 * node.index + 1]
        undecided = full ^ decided if decided else full
        if not undecided:
            continue
        if node.kind is Kind.ATOM:
            masks[node.index] = 0 if _judged(base, program, node.index) else undecided
            continue
        mask = 0
        for child in node.children:
            below = masks[child >> 1]
            if below is full:
                mask = full
                break
            mask |= below
        masks[node.index] = undecided if mask is full else undecided & mask
    return masks


def _judged(base: Kennisbank, program: Program, atom: int) -> bool:
    """Tell whether an atom looks at oordelen only."""
    names = program.feiten_by_atom.get(atom, ())
    return bool(names) and all(n in base.feiten and base.feiten[n].oordeel for n in names)


def undecided_gates(
    program: Program, circuit: Circuit, gates: Sequence[int], needed: set[int]
) -> dict[int, int]:
    """Return for every needed node the gate of the cases in which it is undecided.

    *gates* has the gate of every literal (see :func:`regelwijzer.reasoning.circuit.rails`).
    """
    return {
        index: circuit.negate(circuit.any([gates[2 * index], gates[2 * index + 1]]))
        for index in sorted(needed)
    }


def fact_gates(
    base: Kennisbank, program: Program, circuit: Circuit, undecided: dict[int, int]
) -> dict[int, int]:
    """Return for every node the gate of the cases in which a fact is missing.

    The same as :func:`facts_missing`, as gates; the nodes are those of *undecided*.
    """
    found: dict[int, int] = {}
    for index, open_gate in undecided.items():
        node = program.graph.nodes[index]
        if node.kind is Kind.ATOM:
            found[index] = ZERO if _judged(base, program, index) else open_gate
        else:
            below = circuit.any(found[child >> 1] for child in node.children)
            found[index] = circuit.all([open_gate, below])
    return found


def reach_gates(
    program: Program, circuit: Circuit, undecided: dict[int, int], literals: Iterable[int]
) -> dict[int, int]:
    """Return for every node the gate of the cases in which it can still decide a literal.

    A node can matter only where it is undecided and hangs below an undecided one of
    *literals* through undecided nodes. An atom that is reached names a feit that is missing.
    """
    above: dict[int, list[int]] = {index: [] for index in undecided}
    for literal in literals:
        above[literal >> 1].append(FULL)
    found: dict[int, int] = {}
    for index in sorted(undecided, reverse=True):
        found[index] = circuit.all([undecided[index], circuit.any(above[index])])
        for child in program.graph.nodes[index].children:
            above[child >> 1].append(found[index])
    return found
