"""What-if finds exactly the smallest change sets that trying everything finds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from regelwijzer.advice.whatif import TIME, Change, WhatIfFinder
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.compiler import compile_base
from regelwijzer.reasoning.reference import Reference
from tests.reasoning.bases import TODAY, RandomBase, random_base, random_values

SEEDS = st.integers(min_value=0, max_value=10**9)


def after(case: Case, changes: Iterable[Change]) -> Case:
    """Return the case after the changes."""
    values = dict(case.values)
    day = case.peildatum
    for change in changes:
        if change.day is not None:
            day = change.day
        elif change.value is not None:
            values[change.feit] = change.value
    return replace(case, values=values, peildatum=day)


def truth(made: RandomBase, case: Case, kader: str) -> bool | None:
    """Return the truth of a kader by the reference evaluator."""
    return Reference(made.base, case.values, case.peildatum).kader(kader)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(SEEDS)
def test_the_same_sets_as_trying_everything(seed: int) -> None:
    made = random_base(seed, begrippen=4)
    program = compile_base(made.base)
    finder = WhatIfFinder(made.base, program)
    case = Case(TODAY, random_values(made.base, made.rng, known=0.5))
    for kader in made.base.kaders:
        found = finder.find(case, kader, most=2)
        applies = truth(made, case, kader) is True
        assert found.becomes is not applies
        wanted = not applies
        changes = finder.single_changes(case, kader)
        expected: list[frozenset[Change]] = []
        for size in (1, 2):
            for part in combinations(changes, size):
                chosen = frozenset(part)
                names = {change.feit for change in part}
                if len(names) < size or any(old <= chosen for old in expected):
                    continue
                if truth(made, after(case, part), kader) is wanted:
                    expected.append(chosen)
        assert {frozenset(item.changes) for item in found.sets} == set(expected)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(SEEDS)
def test_triples_work_and_no_part_of_them_does(seed: int) -> None:
    made = random_base(seed, begrippen=5)
    program = compile_base(made.base)
    finder = WhatIfFinder(made.base, program)
    case = Case(TODAY, random_values(made.base, made.rng, known=0.3))
    for kader in made.base.kaders:
        found = finder.find(case, kader)
        for item in found.sets:
            assert truth(made, after(case, item.changes), kader) is found.becomes
            for left_out in item.changes:
                rest = [change for change in item.changes if change != left_out]
                assert truth(made, after(case, rest), kader) is not found.becomes


@settings(max_examples=30, deadline=None, derandomize=True)
@given(SEEDS)
def test_the_same_triples_as_trying_everything(seed: int) -> None:
    """Up to three changes, on bases small enough to try every combination."""
    made = random_base(seed, begrippen=2)
    finder = WhatIfFinder(made.base, compile_base(made.base))
    case = Case(TODAY, random_values(made.base, made.rng, known=0.4))
    for kader in made.base.kaders:
        changes = finder.single_changes(case, kader)
        if len(changes) > 14:
            continue
        found = finder.find(case, kader)
        assert found.complete_to == 3
        expected: list[frozenset[Change]] = []
        for size in (1, 2, 3):
            for part in combinations(changes, size):
                chosen = frozenset(part)
                names = {change.feit for change in part}
                if len(names) < size or any(old <= chosen for old in expected):
                    continue
                if truth(made, after(case, part), kader) is found.becomes:
                    expected.append(chosen)
        assert {frozenset(item.changes) for item in found.sets} == set(expected)


def test_growing_older_is_a_change_of_its_own() -> None:
    for seed in range(200):
        made = random_base(seed, begrippen=4)
        finder = WhatIfFinder(made.base, compile_base(made.base))
        case = Case(TODAY, random_values(made.base, made.rng, known=1.0))
        for kader in made.base.kaders:
            for item in finder.find(case, kader, most=1).sets:
                if item.changes[0].feit == TIME:
                    assert item.changes[0].day is not None
                    assert item.changes[0].day > TODAY
                    return
    raise AssertionError("no case in which time alone changes a verdict")
