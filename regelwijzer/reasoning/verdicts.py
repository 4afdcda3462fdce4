"""From rails to the four verdicts, with what is missing and who decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from regelwijzer.knowledge.base import UNKNOWN_LAW, Kennisbank
from regelwijzer.reasoning.compiler import Program
from regelwijzer.reasoning.graph import swap
from regelwijzer.reasoning.proofs import undecided_atoms


class Verdict(Enum):
    """What can be said of a kader."""

    APPLIES = "van_toepassing"
    DOES_NOT = "niet_van_toepassing"
    JUDGEMENT = "oordeel_nodig"
    UNKNOWN = "onbekend"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict on one literal, and the feiten that can still decide it."""

    verdict: Verdict
    missing: tuple[str, ...] = ()
    judgements: tuple[str, ...] = ()
    old_law: bool = False


def outcome(base: Kennisbank, program: Program, holds: Sequence[int], literal: int) -> Outcome:
    """Judge *literal* in one case; *holds* is indexed by literal.

    *missing* are the feiten that can still decide it (oordelen included), *judgements*
    those among them that are an oordeel. *old_law* says that the law of the peildatum is
    not in the base, which no answer can mend.
    """
    if holds[literal]:
        return Outcome(Verdict.APPLIES)
    if holds[swap(literal)]:
        return Outcome(Verdict.DOES_NOT)
    names: dict[str, None] = {}
    for atom in undecided_atoms(program.graph, holds, literal):
        names.update(dict.fromkeys(program.feiten_by_atom[atom]))
    old_law = names.pop(UNKNOWN_LAW, 0) is None
    judgements = tuple(name for name in names if base.feiten[name].oordeel)
    all_judged = bool(judgements) and len(judgements) == len(names) and not old_law
    verdict = Verdict.JUDGEMENT if all_judged else Verdict.UNKNOWN
    return Outcome(verdict, tuple(names), judgements, old_law)
