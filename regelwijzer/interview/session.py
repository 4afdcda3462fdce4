"""An interview: a set of answers, the next question, and the moment to stop.

Answers are a set, not a path: any of them may be changed at any time and nothing else is
lost. "Weet ik niet" and "wil ik niet zeggen" are answers too: they are kept, so that
nothing is asked twice, and leave the feit onbekend.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from regelwijzer.interview.choose import Candidate, Chooser
from regelwijzer.interview.lists import Lists, Screen
from regelwijzer.interview.questions import Wordings, is_asked
from regelwijzer.interview.reach import NOW, Moves
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.dates import BIRTH
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.compiler import Program
from regelwijzer.reasoning.graph import swap
from regelwijzer.reasoning.values import Value

REMEMBERED = 256
"""Of so many choices of hulpvragen the kaders are kept."""

LINE = 0.35
"""To read one line more in a list takes this part of the effort of a question of its own."""

BEGIN = 3.0
"""What a conversation begins with (``begin:`` in the lists) is worth so many times more."""


@dataclass(frozen=True)
class Answers:
    """What the user said: the case so far, and the feiten that were left open on purpose."""

    case: Case
    skipped: frozenset[str] = field(default_factory=frozenset)
    withheld: frozenset[str] = field(default_factory=frozenset)
    """Of *skipped*, what somebody did not want to tell. For the law it is onbekend as well."""
    place: str = ""
    """The gemeente or jeugdregio for 'Vastgelopen?' ('' for none); no rule looks at it."""

    def give(self, feit: str, value: Value | None, *, withheld: bool = False) -> Answers:
        """Return the answers with *feit* answered.

        None means: weet ik niet, or (*withheld*) wil ik niet zeggen.
        """
        left = self.forget(feit)
        if value is None:
            private = left.withheld | {feit} if withheld else left.withheld
            return replace(left, skipped=left.skipped | {feit}, withheld=private)
        return replace(left, case=replace(left.case, values={**left.case.values, feit: value}))

    def forget(self, feit: str) -> Answers:
        """Return the answers as if *feit* had never been asked."""
        values = {name: v for name, v in self.case.values.items() if name != feit}
        case = replace(self.case, values=values)
        return replace(
            self, case=case, skipped=self.skipped - {feit}, withheld=self.withheld - {feit}
        )

    @property
    def answered(self) -> frozenset[str]:
        """Every feit that was answered, onbekend included."""
        return frozenset(self.case.values) | self.skipped


@dataclass(frozen=True)
class NextStep:
    """What to ask now, or the certificate that nothing more needs asking.

    *spared* are the questions that can no longer change any verdict the user cares about;
    *open_kaders* are the verdicts that stay open; *ranked* are all questions that still count,
    the first to ask in front; they fit on so many *screens*. With *together* the question
    stands in a list, and *question* holds what the whole list can move.
    """

    question: Candidate | None
    remaining: int
    spared: tuple[str, ...]
    open_kaders: tuple[str, ...]
    settled: int
    ranked: tuple[Candidate, ...] = ()
    together: Screen | None = None
    screens: int = 0


def _merged(items: Sequence[Candidate]) -> Candidate:
    """Return the candidate that is worth most, with all that *items* move."""
    best = max(items, key=lambda item: item.worth)
    mask = 0
    for item in items:
        mask |= item.found.mask
    return Candidate(best.feit, sum(item.worth for item in items), Moves(mask, best.found.order))


class Interviewer:
    """Chooses questions for one rule base; thread-safe, holds no case."""

    def __init__(
        self,
        base: Kennisbank,
        program: Program,
        chooser: Chooser,
        wordings: Wordings,
        lists: Lists | None = None,
    ) -> None:
        self._base = base
        self._program = program
        self._chooser = chooser
        self._wordings = wordings
        self.lists = lists or Lists(base)
        self._wanted: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._asked: dict[str, tuple[str, ...]] = {}

    def wanted_kaders(self, case: Case) -> tuple[str, ...]:
        """Return the kaders this user cares about: those of the hulpvragen, or all."""
        known = self._wanted.get(case.hulpvragen)
        if known is None:
            asked = set(case.hulpvragen)
            found = [n for n, kader in self._base.kaders.items() if asked & set(kader.hulpvormen)]
            known = tuple(found if asked else self._base.kaders)
            if len(self._wanted) >= REMEMBERED:
                self._wanted.clear()
            self._wanted[case.hulpvragen] = known
        return known

    def next(self, answers: Answers, theme: str | None = None) -> NextStep:
        """Return the next step; deterministic for the same answers and theme."""
        case = answers.case
        kaders = self.wanted_kaders(case)
        part = self._chooser.part(kaders)
        askable, literals = self.askable(answers), part.program.kaders
        view = part.reach.view(case, kaders, askable)
        open_kaders = tuple(
            name
            for name in kaders
            if not (view.planes[literals[name]] | view.planes[swap(literals[name])]) & NOW
        )
        if BIRTH in askable:
            first = Candidate(BIRTH, 0.0, Moves.all_of(open_kaders))
            return NextStep(first, len(askable), (), open_kaders, 0)
        ranked = part.rank(view, theme, self._far(case, kaders))
        found = {item.feit: item for item in ranked}
        screens = self.lists.divide(case.doelgroep, found)
        question, together = self._first(found, screens)
        return NextStep(
            question=question,
            remaining=len(ranked),
            spared=tuple(name for name in askable if name not in view.moves),
            open_kaders=open_kaders,
            settled=len(kaders) - len(open_kaders),
            ranked=tuple(ranked),
            together=together,
            screens=len(screens),
        )

    def _far(self, case: Case, kaders: Sequence[str]) -> int:
        """Return the mask of the kaders that only come up when this child is older."""
        years = case.oldest
        if years is None:
            return 0
        ages = (self._base.kaders[name].gewoonlijk_vanaf or 0 for name in kaders)
        return sum(7 << 3 * number for number, age in enumerate(ages) if age > years)

    def _first(
        self, found: Mapping[str, Candidate], screens: Sequence[Screen | str]
    ) -> tuple[Candidate | None, Screen | None]:
        """Return what to ask now: the best question, or a list that is worth more."""
        best = max(screens, key=lambda screen: self._worth(found, screen), default=None)
        if isinstance(best, Screen):
            return _merged([found[name] for name in best.feiten]), best
        return (found[best] if best is not None else None), None

    def _worth(self, found: Mapping[str, Candidate], screen: Screen | str) -> float:
        """Return what a screen is worth: its lines together, by what it takes to read them."""
        names = screen.feiten if isinstance(screen, Screen) else (screen,)
        worth = sum(found[name].worth for name in names) / (1 + LINE * (len(names) - 1))
        first = max(names, key=lambda name: found[name].worth)
        return worth * (BEGIN if first in self.lists.begin else 1.0)

    def askable(self, answers: Answers) -> list[str]:
        """Return the feiten that may still be put to this user."""
        role, answered = answers.case.doelgroep, answers.answered
        if role not in self._asked:
            self._asked[role] = tuple(
                name
                for name in self._base.feiten
                if is_asked(self._base, self._wordings, role, name)
            )
        return [name for name in self._asked[role] if name not in answered]
