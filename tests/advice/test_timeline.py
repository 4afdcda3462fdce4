"""The timeline says for every day what an advice on that day would say."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from regelwijzer.advice.timeline import Timeline, timeline
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.reasoning.bitplanes import BitPlanes
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.compiler import Program, compile_base
from regelwijzer.reasoning.verdicts import Judge
from tests.reasoning.bases import TODAY, random_base, random_values

SEEDS = st.integers(min_value=0, max_value=10**9)


def made_timeline(seed: int) -> tuple[Kennisbank, Program, BitPlanes, Case, Timeline]:
    """Return a random base, a random case and its timeline."""
    made = random_base(seed)
    program = compile_base(made.base)
    planes = BitPlanes(program.graph)
    case = Case(TODAY, random_values(made.base, made.rng, known=0.8))
    return made.base, program, planes, case, timeline(made.base, program, planes, case)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(SEEDS, st.integers(min_value=0, max_value=10**6))
def test_every_day_has_the_verdict_of_that_day(seed: int, offset: int) -> None:
    base, program, planes, case, line = made_timeline(seed)
    length = (line.last - line.first).days
    days = [line.first + timedelta(days=offset % (length + 1)), line.first, line.last]
    for stretches in line.stretches.values():
        days += [stretch.first for stretch in stretches]
        days += [stretch.last for stretch in stretches]
    for day in sorted(set(days)):
        state = planes.one(program.literals(case.values, day))
        judge = Judge(base, program, state, case.values)
        for name, literal in program.kaders.items():
            assert line.at(name, day) is judge.outcome(literal).verdict, (name, day)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(SEEDS)
def test_stretches_cover_every_day_once(seed: int) -> None:
    *_, line = made_timeline(seed)
    for stretches in line.stretches.values():
        assert stretches[0].first == line.first
        assert stretches[-1].last == line.last
        for before, after in pairwise(stretches):
            assert before.last + timedelta(days=1) == after.first
            assert before.verdict is not after.verdict


def test_the_timeline_ends_the_day_before_the_27th_birthday() -> None:
    made = random_base(3)
    program = compile_base(made.base)
    planes = BitPlanes(program.graph)
    values = random_values(made.base, made.rng, known=0.0)
    line = timeline(made.base, program, planes, Case(TODAY, values))
    assert line.last == date(2036, 11, 22)
