"""Near misses: the nearest cases with another verdict, found by the bit planes.

Every single change of a fact (and the days on which something turns) is judged at once;
sets of two changes come from the what-if finder. Each case that is found is judged again
by itself before it becomes an exercise, and one that contradicts itself is left out.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from regelwijzer.advice.advisor import Advisor
from regelwijzer.advice.whatif import TIME, Change, WhatIfFinder
from regelwijzer.interview.contradictions import contradictions
from regelwijzer.reasoning.bitplanes import pack
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.graph import swap
from regelwijzer.reasoning.verdicts import Verdict

MOST_TURNS, MOST_SAME = 3, 2


@dataclass(frozen=True)
class Exercise:
    """A changed case: what was changed, and the verdict before and after."""

    kader: str
    changes: tuple[Change, ...]
    case: Case
    before: Verdict
    after: Verdict

    @property
    def turns(self) -> bool:
        """Whether the verdict is another one."""
        return self.before is not self.after


class NearMisses:
    """Finds exercises near a case, for one rule base."""

    def __init__(self, advisor: Advisor) -> None:
        self._advisor = advisor
        self._finder = WhatIfFinder(advisor.base, advisor.program)

    def near(self, case: Case, kader: str, near: Sequence[str] = ()) -> list[Exercise]:
        """Return exercises for *kader*: cases that turn, and some that do not, mixed.

        *near* are the feiten the lesson is about; changes of those come first.
        """
        before = self._advisor.outcomes(case)[kader].verdict
        changes = self._finder.single_changes(case, kader)
        cases = [changed(case, (change,)) for change in changes]
        planes = self._advisor.planes.run(
            pack(self._advisor.program, [(found.values, found.peildatum) for found in cases])
        )
        literal = self._advisor.program.kaders[kader]
        now = self._state(before)
        turning: list[tuple[Change, ...]] = []
        same: list[tuple[Change, ...]] = []
        for bit, change in enumerate(changes):
            state = (planes[literal] >> bit & 1, planes[swap(literal)] >> bit & 1)
            (same if state == now else turning).append((change,))
        known = set(case.values) | set(near)
        order = self._order(known)
        found = self._exercises(case, kader, before, sorted(turning, key=order), MOST_TURNS)
        if len(found) < MOST_TURNS:
            pairs = [s.changes for s in self._finder.find(case, kader, 2).sets]
            pairs = sorted((s for s in pairs if len(s) == 2), key=order)
            found += self._exercises(case, kader, before, pairs, MOST_TURNS - len(found))
        found = [item for item in found if item.turns]
        quiet = self._exercises(case, kader, before, sorted(same, key=order), MOST_SAME)
        found += [item for item in quiet if not item.turns]
        random.Random(kader).shuffle(found)
        return found

    @staticmethod
    def _state(verdict: Verdict) -> tuple[int, int]:
        return int(verdict is Verdict.APPLIES), int(verdict is Verdict.DOES_NOT)

    @staticmethod
    def _order(known: set[str]) -> Callable[[tuple[Change, ...]], tuple[int, bool]]:
        """Return a sort key: what the case speaks about first, and of that the time."""

        def key(changes: tuple[Change, ...]) -> tuple[int, bool]:
            far = sum(change.feit not in known and change.feit != TIME for change in changes)
            return far, all(change.feit != TIME for change in changes)

        return key

    def _exercises(
        self,
        case: Case,
        kader: str,
        before: Verdict,
        sets: Sequence[tuple[Change, ...]],
        most: int,
    ) -> list[Exercise]:
        found: list[Exercise] = []
        used: set[frozenset[str]] = set()
        for changes in sets:
            names = frozenset(change.feit for change in changes)
            after = changed(case, changes)
            if names in used or contradictions(self._advisor.base, after):
                continue
            used.add(names)
            verdict = self._advisor.outcomes(after)[kader].verdict
            found.append(Exercise(kader, changes, after, before, verdict))
            if len(found) == most:
                break
        return found


def changed(case: Case, changes: Sequence[Change]) -> Case:
    """Return *case* after *changes*."""
    values = dict(case.values)
    day = case.peildatum
    for change in changes:
        if change.day is not None:
            day = change.day
        elif change.value is None:
            values.pop(change.feit, None)
        else:
            values[change.feit] = change.value
    return replace(case, values=values, peildatum=day)
