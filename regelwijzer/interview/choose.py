"""The next question: expected information over the verdicts that are still open.

All unknown feiten are completed a few hundred times at random (always in the same way, so
that the same answers give the same question). The bit planes judge all completions at
once; a question is worth the bits by which its answer is expected to narrow the open
verdicts. Only questions that can still change an open verdict take part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log2

from regelwijzer.interview.samples import Samples
from regelwijzer.knowledge.base import UNKNOWN_LAW, Kennisbank
from regelwijzer.reasoning.bitplanes import BitPlanes, Planes
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.compiler import Program
from regelwijzer.reasoning.verdicts import Judge

WEIGHTS = {"recht": 0.5, "plicht": 0.5, "rechtsmiddel": 0.25, "procedure": 0.25}
"""What carries help counts most; remedies and procedures are asked about last."""

JUDGEMENT = 0.35
"""An open norm is seldom settled already: what can simply be known is asked first."""

SAME_THEME = 1.35
"""A question on the theme of the previous one may be this much less informative."""


@dataclass(frozen=True)
class Candidate:
    """A question that can still change something: its worth in bits, and what it can move."""

    feit: str
    bits: float
    moves: tuple[str, ...]


class Chooser:
    """Ranks questions for one program; holds no state between calls."""

    def __init__(self, base: Kennisbank, program: Program, planes: BitPlanes) -> None:
        self._base = base
        self._program = program
        self._planes = planes
        self._samples = Samples(base, program)
        self._order = {name: number for number, name in enumerate(base.feiten)}

    def state(self, case: Case) -> Planes:
        """Return what holds now, per literal."""
        return self._planes.one(self._program.literals(case.values, case.peildatum))

    def movable(self, case: Case, kaders: Sequence[str]) -> dict[str, list[str]]:
        """Return for each feit that can still change something which kaders it can move."""
        judge = Judge(self._base, self._program, self.state(case), case.values)
        found: dict[str, list[str]] = {}
        for kader in kaders:
            for name in judge.missing(self._program.kaders[kader]):
                if name != UNKNOWN_LAW:
                    found.setdefault(name, []).append(kader)
        return found

    def rank(
        self,
        case: Case,
        kaders: Sequence[str],
        askable: Sequence[str],
        theme: str | None = None,
    ) -> list[Candidate]:
        """Return the questions in *askable* that matter, the most informative first.

        *kaders* are the verdicts the user cares about, *theme* that of the last question.
        """
        moves = self.movable(case, kaders)
        names = [name for name in askable if name in moves]
        if not names:
            return []
        bits = self._information(case, moves, names)

        def worth(name: str) -> float:
            feit = self._base.feiten[name]
            same = theme is not None and feit.thema == theme
            return bits[name] * (SAME_THEME if same else 1.0) * (JUDGEMENT if feit.oordeel else 1.0)

        ranked = sorted(names, key=lambda n: (-worth(n), -len(moves[n]), self._order[n]))
        return [Candidate(name, bits[name], tuple(moves[name])) for name in ranked]

    def _information(
        self, case: Case, moves: Mapping[str, list[str]], names: Sequence[str]
    ) -> dict[str, float]:
        given, masks = self._samples.complete(case, moves)
        planes = self._planes.run(given)
        full = self._samples.size
        literals = self._program.kaders
        result: dict[str, float] = {}
        for name in names:
            gained = 0.0
            for kader in moves[name]:
                weight = WEIGHTS.get(self._base.kaders[kader].soort, 1.0)
                gained += weight * _gain(planes[literals[kader]], masks[name], full)
            result[name] = gained
        return result


def _gain(plane: int, masks: Sequence[int], size: int) -> float:
    """Return the bits that knowing the answer (one mask each) gives about *plane*."""
    rest = 0.0
    for mask in masks:
        count = mask.bit_count()
        if count:
            rest += count / size * _entropy((plane & mask).bit_count(), count)
    return max(0.0, _entropy(plane.bit_count(), size) - rest)


@lru_cache(maxsize=65536)
def _entropy(hits: int, total: int) -> float:
    if hits == 0 or hits == total:
        return 0.0
    p = hits / total
    return -p * log2(p) - (1 - p) * log2(1 - p)
