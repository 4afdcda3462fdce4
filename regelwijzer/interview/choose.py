"""The next question: expected information over the verdicts that are still open.

All unknown feiten are completed a few hundred times at random (seeded by the answers, so
that the same answers always give the same question). The bit planes judge all completions
at once; a question is worth the bits by which its answer is expected to narrow the open
verdicts. Only questions that can still change an open verdict take part.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log2

from regelwijzer.interview.domains import Domains
from regelwijzer.knowledge.base import UNKNOWN_LAW, Kennisbank
from regelwijzer.reasoning.bitplanes import BitPlanes, Planes
from regelwijzer.reasoning.case import Case, plain
from regelwijzer.reasoning.compiler import Program
from regelwijzer.reasoning.graph import ja
from regelwijzer.reasoning.values import Atom, Value, holds
from regelwijzer.reasoning.verdicts import Judge

SAMPLES = 192
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
        self._domains = Domains(base, program)

    def state(self, case: Case) -> Planes:
        """Return what holds now, per literal."""
        return self._planes.one(self._program.literals(case.values, case.peildatum))

    def movable(self, case: Case, kaders: Sequence[str]) -> dict[str, list[str]]:
        """Return for each feit that can still change something which kaders it can move."""
        judge = Judge(self._base, self._program, self.state(case))
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
        order = {name: number for number, name in enumerate(self._base.feiten)}

        def worth(name: str) -> float:
            same = theme is not None and self._base.feiten[name].thema == theme
            return bits[name] * (SAME_THEME if same else 1.0)

        ranked = sorted(names, key=lambda n: (-worth(n), -len(moves[n]), order[n]))
        return [Candidate(name, bits[name], tuple(moves[name])) for name in ranked]

    def _information(
        self,
        case: Case,
        moves: Mapping[str, list[str]],
        names: Sequence[str],
    ) -> dict[str, float]:
        samples = _Samples(case, sorted(moves), self._domains)
        given = self._complete(case, samples)
        planes = self._planes.run(given)
        result: dict[str, float] = {}
        for name in names:
            gained = 0.0
            for kader in moves[name]:
                literal = self._program.kaders[kader]
                plane = planes[literal]
                gained += _gain(plane, samples.masks[name], samples.size)
            result[name] = gained
        return result

    def _complete(self, case: Case, samples: _Samples) -> dict[int, int]:
        """Return the atom planes for all completions."""
        full = (1 << samples.size) - 1
        given: dict[int, int] = {}
        for node, atom in self._program.atoms.items():
            names = [n for n in self._program.feiten_by_atom[node] if n in samples.masks]
            if not names:
                known = holds(atom, case.values, case.peildatum)
                yes = full if known is True else 0
                no = full if known is False else 0
            else:
                yes, no = samples.planes(atom, names)
            given[ja(node)], given[2 * node + 1] = yes, no
        return given


class _Samples:
    """Random completions of the unknown feiten, as one mask of cases per answer."""

    def __init__(self, case: Case, names: Sequence[str], domains: Domains) -> None:
        self.size = SAMPLES
        self._case = case
        self._answers: dict[str, list[Value]] = {}
        self.masks: dict[str, list[int]] = {}
        rng = random.Random(_seed(case))
        values = dict(case.values)
        for name in names:
            answers = domains.answers(name, values, case.peildatum)
            masks = [0] * len(answers)
            for bit in range(self.size):
                masks[rng.randrange(len(answers))] |= 1 << bit
            self._answers[name], self.masks[name] = answers, masks

    def planes(self, atom: Atom, names: Sequence[str]) -> tuple[int, int]:
        """Return the ja and nee planes of *atom*, which looks at *names* (one or two)."""
        yes = no = 0
        first, *rest = names
        for answer, mask in zip(self._answers[first], self.masks[first], strict=True):
            values = {**self._case.values, first: answer}
            for other, also in self._others(rest):
                known = holds(atom, {**values, **other}, self._case.peildatum)
                if known is True:
                    yes |= mask & also
                elif known is False:
                    no |= mask & also
        return yes, no

    def _others(self, rest: Sequence[str]) -> list[tuple[dict[str, Value], int]]:
        if not rest:
            return [({}, -1)]
        pairs = zip(self._answers[rest[0]], self.masks[rest[0]], strict=True)
        return [({rest[0]: answer}, mask) for answer, mask in pairs]


def _seed(case: Case) -> int:
    known = sorted((name, str(plain(value))) for name, value in case.values.items())
    text = repr((case.peildatum.isoformat(), known))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


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
