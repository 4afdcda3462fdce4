"""The next question: the one that is expected to spare most other questions.

Only questions that can still change an open verdict take part (:mod:`.reach`). Of each, one
answer ahead is looked at exactly: how many questions does it make needless (:mod:`.lookahead`)?
Added is what the answer tells about the open verdicts, measured on random completions of all
that is unknown (:mod:`.samples`). What the law only comes to after an open question waits. The
same answers always give the same question.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log2
from threading import Lock

from regelwijzer.interview.domains import Domains
from regelwijzer.interview.lookahead import Lookahead
from regelwijzer.interview.reach import Moves, Reach, View
from regelwijzer.interview.samples import Samples
from regelwijzer.knowledge.base import UNKNOWN_LAW, Kennisbank
from regelwijzer.reasoning.bitplanes import BitPlanes, Planes
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.compiler import Program, restrict
from regelwijzer.reasoning.verdicts import Judge

WEIGHTS = {"recht": 0.5, "plicht": 0.5, "rechtsmiddel": 0.25, "procedure": 0.25}
"""What carries help counts most; remedies and procedures are asked about last."""

BIT = 30.0
"""One bit about the open verdicts is worth as much as sparing this many questions."""

JUDGEMENT = 0.35
"""An open norm is seldom settled already: what can simply be known is asked first."""

LATER = 0.4
"""A question that the law only comes to after another one that is open is worth less."""

FAR = 0.05
"""A question that only moves what comes up at a later age comes last."""

SAME_THEME = 1.2
"""A question on the theme of the previous one may be this much less worth."""

MEASURED = 100
"""Of so many questions, those that spare most, the bits are counted."""

KEPT = 16
"""Parts of the graph that are kept ready, one for each set of kaders asked about."""


@dataclass(frozen=True)
class Candidate:
    """A question that can still change something, and what it can move which way.

    *worth* has no unit: it only orders the questions of one moment.
    """

    feit: str
    worth: float
    found: Moves

    @property
    def moves(self) -> tuple[str, ...]:
        """The kaders the question can move."""
        return self.found.kaders

    @property
    def yes(self) -> tuple[str, ...]:
        """The kaders that can become ja through it."""
        return self.found.yes

    @property
    def no(self) -> tuple[str, ...]:
        """The kaders that can become nee through it."""
        return self.found.no


class Part:
    """The part of the graph that decides some kaders, with what looks ahead on it."""

    def __init__(self, base: Kennisbank, program: Program) -> None:
        self.base = base
        self.program = program
        self.planes = BitPlanes(program.graph)
        self.reach = Reach(base, program, self.planes)
        domains = Domains(base, program)
        self._look = Lookahead(base, program, self.planes, domains)
        self._samples = Samples(base, program, domains)
        self._order = {name: number for number, name in enumerate(base.feiten)}

    def state(self, case: Case) -> Planes:
        """Return what holds now, per literal."""
        return self.planes.one(self.program.literals(case.values, case.peildatum))

    def rank(self, view: View, theme: str | None, far: int = 0) -> list[Candidate]:
        """Return the questions that matter, the one to ask first in front.

        *far* is the mask of the kaders that come up at a later age (as in :class:`Moves`).
        """
        moves = view.moves
        if not moves:
            return []
        spared, front = self._look.spared(view), self.reach.front(view)
        telling = sorted(moves, key=lambda name: (-spared[name], self._order[name]))[:MEASURED]
        planes = self.planes.run(self._samples.complete(view.literals))
        bits = {name: self._bits(planes, name, moves[name]) for name in telling}

        def worth(name: str) -> float:
            feit = self.base.feiten[name]
            found = spared[name] - 1 + BIT * bits.get(name, 0.0)
            return (
                (found + 0.01)
                * (SAME_THEME if feit.thema == theme else 1.0)
                * (JUDGEMENT if feit.oordeel else 1.0)
                * (1.0 if name in front else LATER)
                * (FAR if not moves[name].mask & ~far else 1.0)
            )

        worths = {name: worth(name) for name in moves}
        ranked = sorted(moves, key=lambda n: (-worths[n], self._order[n]))
        return [Candidate(name, worths[name], moves[name]) for name in ranked]

    def _bits(self, planes: Planes, name: str, moves: Moves) -> float:
        """Return how many bits the answer tells about the verdicts."""
        masks, size, gained = self._samples.masks(name), self._samples.size, 0.0
        for kader in moves.kaders:
            weight = WEIGHTS.get(self.base.kaders[kader].soort, 1.0)
            gained += weight * _gain(planes[self.program.kaders[kader]], masks, size)
        return gained


class Chooser:
    """Ranks questions for one program; holds no case, and is safe to share."""

    def __init__(self, base: Kennisbank, program: Program, planes: BitPlanes) -> None:
        self._base = base
        self._program = program
        self._planes = planes
        self._parts: OrderedDict[frozenset[str], Part] = OrderedDict()
        self._lock = Lock()

    def part(self, kaders: Collection[str]) -> Part:
        """Return the part of the graph that decides *kaders*; made once, then kept."""
        wanted = frozenset(kaders)
        with self._lock:
            if wanted in self._parts:
                self._parts.move_to_end(wanted)
                return self._parts[wanted]
        names = [name for name in self._program.kaders if name in wanted]
        made = Part(self._base, restrict(self._program, names))
        with self._lock:
            self._parts[wanted] = made
            while len(self._parts) > KEPT:
                self._parts.popitem(last=False)
        return made

    def state(self, case: Case) -> Planes:
        """Return what holds now, per literal of the whole program."""
        return self._planes.one(self._program.literals(case.values, case.peildatum))

    def movable(self, case: Case, kaders: Sequence[str]) -> dict[str, list[str]]:
        """Return for each feit that stands in an open part of a kader which kaders those are.

        This is what other programs ask; :meth:`rank` asks less (see :mod:`.reach`).
        """
        judge = Judge(self._base, self._program, self.state(case), case.values)
        found: dict[str, list[str]] = {}
        for kader in kaders:
            for name in judge.missing(self._program.kaders[kader]):
                if name != UNKNOWN_LAW:
                    found.setdefault(name, []).append(kader)
        return found

    def rank(
        self, case: Case, kaders: Sequence[str], askable: Collection[str], theme: str | None = None
    ) -> list[Candidate]:
        """Return the questions in *askable* that matter for *kaders*, the first to ask in front."""
        part = self.part(self._base.kaders)
        return part.rank(part.reach.view(case, kaders, askable), theme)


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
