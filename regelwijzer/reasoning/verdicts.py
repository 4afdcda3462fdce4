"""From rails to the four verdicts, with what is missing and who decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from regelwijzer.knowledge.base import UNKNOWN_LAW, Kennisbank
from regelwijzer.reasoning.compiler import Program
from regelwijzer.reasoning.graph import node_of, swap
from regelwijzer.reasoning.values import Period, Value


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


class Judge:
    """Judges the literals of one case; *state* is indexed by literal (its planes).

    *values* is what the case says: a date that is known to the day is not missing, even
    when it is compared with a date that is.
    """

    def __init__(
        self,
        base: Kennisbank,
        program: Program,
        state: Sequence[int],
        values: Mapping[str, Value],
    ) -> None:
        self._known = {
            name for name, value in values.items() if isinstance(value, Period) and value.exact
        }
        self._base = base
        self._program = program
        self._state = state
        self._missing = program.missing(state)

    def outcome(self, literal: int) -> Outcome:
        """Return the verdict on *literal*, with the feiten that can still decide it.

        ``missing`` holds oordelen too; ``old_law`` says that the law of the peildatum is
        not in the base, which no answer can mend.
        """
        if self._state[literal]:
            return Outcome(Verdict.APPLIES)
        if self._state[swap(literal)]:
            return Outcome(Verdict.DOES_NOT)
        names = self.missing(literal)
        old_law = UNKNOWN_LAW in names
        if old_law:
            names = tuple(name for name in names if name != UNKNOWN_LAW)
        judgements = tuple(name for name in names if self._base.feiten[name].oordeel)
        all_judged = bool(judgements) and len(judgements) == len(names) and not old_law
        verdict = Verdict.JUDGEMENT if all_judged else Verdict.UNKNOWN
        return Outcome(verdict, names, judgements, old_law)

    def missing(self, literal: int) -> tuple[str, ...]:
        """Return the feiten that can still decide *literal*."""
        names = self._program.names(self._missing[node_of(literal)])
        return tuple(name for name in names if name not in self._known)

    def is_open(self, literal: int) -> bool:
        """Tell whether *literal* is undecided."""
        return not self._state[literal] and not self._state[swap(literal)]
