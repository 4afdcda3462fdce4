"""Run the interactive engine and hold it against the bit planes, literal by literal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regelwijzer.reasoning.bitplanes import BitPlanes, Planes
from regelwijzer.reasoning.compiler import REGEL, Program
from regelwijzer.reasoning.durable import DurableEngine, EngineUnavailable
from regelwijzer.reasoning.graph import node_of
from regelwijzer.reasoning.proofs import derived_from


class EnginesDisagree(Exception):
    """The two engines gave another answer; the message names the first node."""


@dataclass(frozen=True)
class Derivation:
    """What holds in one case: *planes* per literal, and which engine derived it."""

    planes: Planes
    literals: frozenset[int]
    engine: str
    compared: bool
    note: str = ""


def derive(
    program: Program, planes: BitPlanes, durable: DurableEngine | None, given: Sequence[int]
) -> Derivation:
    """Derive every literal of one case with both engines.

    Raises EnginesDisagree when they differ. When durable_rules is not available the bit
    planes answer alone, and the derivation says so.
    """
    second = planes.one(given)
    holds = frozenset(literal for literal, plane in enumerate(second) if plane)
    if durable is None:
        return Derivation(second, holds, "bitvlakken", False, "durable_rules is niet gebruikt")
    try:
        log = durable.run(given)
    except EngineUnavailable as error:
        return Derivation(second, holds, "bitvlakken", False, str(error))
    first = derived_from(log, given)
    if first != holds:
        raise EnginesDisagree(_disagreement(program, first ^ holds))
    return Derivation(second, frozenset(first), "durable_rules", True)


def _disagreement(program: Program, literals: set[int]) -> str:
    node = min(node_of(literal) for literal in literals)
    above = node
    while program.graph.nodes[above].label.startswith("#"):
        above += 1
    label = program.graph.nodes[above].label.removeprefix(REGEL)
    return (
        f"De twee rekenmethoden zijn het niet eens over '{label}' (knoop {node}); "
        "er wordt daarom geen advies getoond. Meld dit met het ontvangstbewijs."
    )
