"""What is still missing, for many cases at once: planes beside the two rails.

The third plane of a node tells in which cases a *fact* is missing (so the outcome is
onbekend); where it is empty and the node is undecided, only oordelen are missing. The
reach planes tell, the other way down, in which cases a node can still matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from regelwijzer.knowledge.base import Kennisbank
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
            names = program.feiten_by_atom.get(node.index, ())
            judged = names and all(
                name in base.feiten and base.feiten[name].oordeel for name in names
            )
            masks[node.index] = 0 if judged else undecided
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


def reach(program: Program, planes: Sequence[int], literals: Iterable[int], size: int) -> list[int]:
    """Return for every node the cases in which it can still decide one of *literals*.

    A node can matter only where it is undecided and hangs below an undecided literal
    through undecided nodes. An atom that is reached names a feit that is missing.
    """
    full = (1 << size) - 1
    masks = [0] * len(program.graph.nodes)
    for literal in literals:
        masks[literal >> 1] = full
    for node in reversed(program.graph.nodes):
        mask = masks[node.index]
        if not mask:
            continue
        decided = planes[2 * node.index] | planes[2 * node.index + 1]
        if decided:
            mask &= full ^ decided
            masks[node.index] = mask
        if mask:
            for child in node.children:
                masks[child >> 1] = masks[child >> 1] | mask if masks[child >> 1] else mask
    return masks
