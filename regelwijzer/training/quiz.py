"""The quiz: choose what to ask next, then predict the verdicts; graded on both.

A question is worth what its answer is expected to tell about the key verdicts and how many
other questions it spares: the measure that orders the interview. A wrong prediction points
to a misconception.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from regelwijzer.advice.advisor import Advisor
from regelwijzer.interview.choose import Candidate
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.verdicts import Verdict
from regelwijzer.training.library import Library, full_case, told_case, variant_case
from regelwijzer.training.models import Misconception, TeachingCase

OPTIONS = 4
ROUNDS = 3
FULL = 100


@dataclass(frozen=True)
class Option:
    """A question to choose; *points* is its worth against the best question of all (0-100)."""

    feit: str
    points: int


@dataclass(frozen=True)
class Graded:
    """One prediction: what was predicted, what it is, and the misconception it shows."""

    kader: str
    predicted: Verdict
    actual: Verdict
    misconception: Misconception | None

    @property
    def right(self) -> bool:
        """Whether the prediction was right."""
        return self.predicted is self.actual


class Quiz:
    """The quiz on one teaching case; holds no answers of anybody."""

    def __init__(self, advisor: Advisor, library: Library, item: TeachingCase) -> None:
        self._advisor = advisor
        self._library = library
        self.item = item
        self.kaders = [key.kader for key in item.kaders]
        base = advisor.base
        self.start = told_case(base, item)
        if item.herkomst == "document" and item.varianten:
            self.truth = variant_case(base, item, item.varianten[0])
        else:
            self.truth = full_case(base, item)

    @property
    def invented(self) -> bool:
        """Whether the answers are made up for the quiz (the document does not give them)."""
        return self.item.herkomst == "document" and bool(self.item.varianten)

    def case(self, asked: Sequence[str]) -> Case:
        """Return the case after the questions in *asked* were answered."""
        values = dict(self.start.values)
        for name in asked:
            if name in self.truth.values:
                values[name] = self.truth.values[name]
        return Case(self.start.peildatum, values, self.start.hulpvragen, self.start.doelgroep)

    def answered(self, feit: str) -> bool:
        """Tell whether the case has an answer to the question about *feit*."""
        return feit in self.truth.values

    def options(self, asked: Sequence[str]) -> tuple[Option, ...]:
        """Return the questions to choose from, in a fixed shuffled order.

        The best question of all is among them, the best that has an answer, one from the
        middle, and one that can change nothing. Empty when no question matters any more.
        """
        case = self.case(asked)
        left = [
            name
            for name in self._advisor.base.feiten
            if name not in asked and name not in case.values
        ]
        ranked = self._advisor.chooser.rank(case, self.kaders, left)
        if not ranked:
            return ()
        best = max(candidate.worth for candidate in ranked)
        wanted = self._wanted(ranked, left)
        worth = {candidate.feit: candidate.worth for candidate in ranked}
        options = [
            Option(name, round(FULL * worth.get(name, 0.0) / best) if best else FULL)
            for name in wanted
        ]
        random.Random(f"{self.item.casus}/{len(asked)}").shuffle(options)
        return tuple(options)

    def _wanted(self, ranked: Sequence[Candidate], left: Sequence[str]) -> list[str]:
        by_worth = sorted(ranked, key=lambda candidate: -candidate.worth)
        wanted = [by_worth[0].feit]
        wanted += [c.feit for c in by_worth if self.answered(c.feit)][:2]
        wanted.append(by_worth[len(by_worth) // 2].feit)
        useful = {candidate.feit for candidate in ranked}
        idle = [name for name in self._library_facts() if name in left and name not in useful]
        idle += [name for name in left if name not in useful]
        found = list(dict.fromkeys(wanted))[: OPTIONS - 1]
        return list(dict.fromkeys([*found, *idle]))[:OPTIONS]

    def _library_facts(self) -> list[str]:
        """Return the facts that the library tells: questions that people really ask."""
        facts = {fact.feit for item in self._library.cases.values() for fact in item.feiten}
        found = sorted(facts)
        random.Random(self.item.casus).shuffle(found)
        return found

    def grade(self, asked: Sequence[str], predicted: Mapping[str, Verdict]) -> list[Graded]:
        """Return every prediction with the verdict that the engine derives."""
        outcomes = self._advisor.outcomes(self.case(asked))
        return [
            Graded(
                name,
                predicted[name],
                outcomes[name].verdict,
                self.misconception(name, predicted[name], outcomes[name].verdict),
            )
            for name in self.kaders
        ]

    def misconception(
        self, kader: str, predicted: Verdict, actual: Verdict
    ) -> Misconception | None:
        """Return the misconception that a prediction shows; None when it was right.

        What the case is about comes first, then what is about this kader, then the rest.
        """
        if predicted is actual:
            return None
        own = [self._library.misconceptions[name] for name in self.item.misvattingen]
        rest = [item for item in self._library.misconceptions.values() if item not in own]
        matches = [
            (not specific, item not in own, item)
            for item in [*own, *rest]
            for specific, fits in [_fits(item, kader, predicted, actual)]
            if fits
        ]
        return min(matches, key=lambda found: found[:2])[2] if matches else None


def _fits(
    item: Misconception, kader: str, predicted: Verdict, actual: Verdict
) -> tuple[bool, bool]:
    """Tell whether a prediction shows *item*, and whether it names this very kader."""
    for mistake in item.blijkt_uit:
        if mistake.kaders and kader not in mistake.kaders:
            continue
        if predicted.value in mistake.voorspeld and actual.value in mistake.was:
            return bool(mistake.kaders), True
    return False, False
