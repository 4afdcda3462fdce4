"""Lessons that fit a case, the most specific first."""

from __future__ import annotations

from collections.abc import Iterable

from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.models import Aandachtspunt
from regelwijzer.knowledge.profiles import Casusprofiel
from regelwijzer.reasoning.bitplanes import BitPlanes
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.compiler import Program
from regelwijzer.reasoning.graph import node_of
from regelwijzer.reasoning.proofs import ProofFinder

MOST_LESSONS = 5
"""How many lessons are shown at a time: more would not be read."""


def lessons(
    base: Kennisbank, program: Program, names: Iterable[str], finder: ProofFinder
) -> tuple[Aandachtspunt, ...]:
    """Return the lessons *names* (whose trigger holds), the most specific first.

    How specific a lesson is, is how many known feiten its trigger needs.
    """
    found = sorted(names, key=lambda name: -specificity(program, name, finder))
    return tuple(base.aandachtspunten[name] for name in found)


def profiles(
    base: Kennisbank, program: Program, planes: BitPlanes, case: Case
) -> list[Casusprofiel]:
    """Return the case groups in which *case* is surely recognised."""
    state = planes.one(program.literals(case.values, case.peildatum))
    conditions = program.conditions
    return [
        profiel
        for name, profiel in base.casusprofielen.items()
        if state[conditions[f"casusprofiel:{name}"]]
    ]


def specificity(program: Program, name: str, finder: ProofFinder) -> int:
    """Return how many feiten the shortest proof of the trigger rests on."""
    proof = finder.proof(program.conditions[f"aandachtspunt:{name}"])
    by_atom = program.feiten_by_atom
    return len({feit for leaf in proof.leaves for feit in by_atom.get(node_of(leaf), ())})
