"""The stop certificate: what is spared changes no verdict, however it is answered.

On random rule bases every answer to every spared question is tried, alone and all together;
on the whole rule base the same for a sample of interviews.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regelwijzer.application import Application
from regelwijzer.interview.choose import Chooser
from regelwijzer.interview.domains import Domains
from regelwijzer.interview.session import Answers, Interviewer
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.reasoning.bitplanes import BitPlanes
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.compiler import Program, compile_base, restrict
from regelwijzer.reasoning.values import Period, Value
from regelwijzer.reasoning.verdicts import Judge, Verdict
from tests.reasoning.bases import TODAY, random_base, random_values

SEEDS = st.integers(min_value=0, max_value=10**9)
QUICK = settings(max_examples=60, deadline=None, derandomize=True)
BIRTH = "jeugdige.geboortedatum"


class Small:
    """A random rule base with an interview, somewhere on its way."""

    def __init__(self, seed: int) -> None:
        made = random_base(seed)
        self.base, self.rng = made.base, made.rng
        self.program = compile_base(self.base)
        self.planes = BitPlanes(self.program.graph)
        self.chooser = Chooser(self.base, self.program, self.planes)
        self.interviewer = Interviewer(self.base, self.program, self.chooser, {})
        values = random_values(self.base, self.rng, known=self.rng.random())
        values.setdefault(BIRTH, Period(date(2010, 5, 14), date(2010, 5, 14)))
        rest = [name for name in self.base.feiten if name not in values]
        skipped = frozenset(self.rng.sample(rest, self.rng.randint(0, len(rest) // 2)))
        self.answers = Answers(Case(TODAY, values, (), "jeugdbeschermer"), skipped)

    def verdicts(self, values: Mapping[str, Value]) -> dict[str, Verdict]:
        return verdicts(self.base, self.program, self.planes, values, TODAY)


def verdicts(
    base: Kennisbank,
    program: Program,
    planes: BitPlanes,
    values: Mapping[str, Value],
    day: date,
) -> dict[str, Verdict]:
    """Return the verdict of every kader of *program*."""
    judge = Judge(base, program, planes.one(program.literals(values, day)), values)
    return {name: judge.outcome(literal).verdict for name, literal in program.kaders.items()}


def answers_to(
    base: Kennisbank, program: Program, name: str, values: Mapping[str, Value], day: date
) -> list[Value]:
    """Return answers that together stand for every answer that matters."""
    domains = Domains(base, program)
    if base.feiten[name].type != "datum":
        return domains.answers(name)
    days = {*domains.days(name, values, day), day - timedelta(days=9000)}
    return [Period(one, one) for one in sorted(days)]


@QUICK
@given(SEEDS)
def test_a_spared_question_changes_no_verdict(seed: int) -> None:
    small = Small(seed)
    case = small.answers.case
    step = small.interviewer.next(small.answers)
    before = small.verdicts(case.values)
    asked = set(small.interviewer.askable(small.answers))
    assert asked == {*step.spared, *(item.feit for item in step.ranked)}
    for name in step.spared:
        for value in answers_to(small.base, small.program, name, case.values, TODAY):
            assert small.verdicts({**case.values, name: value}) == before, (name, value)


@QUICK
@given(SEEDS)
def test_spared_questions_change_nothing_together_and_later(seed: int) -> None:
    """What is spared now stays so, whatever the other questions bring."""
    small = Small(seed)
    case = small.answers.case
    step = small.interviewer.next(small.answers)
    for _ in range(4):
        rest: dict[str, Value] = {}
        late: dict[str, Value] = {}
        for name in small.interviewer.askable(small.answers):
            value = small.rng.choice(
                answers_to(small.base, small.program, name, case.values, TODAY)
            )
            if name in step.spared:
                late[name] = value
            elif small.rng.random() < 0.6:
                rest[name] = value
        known = {**case.values, **rest}
        assert small.verdicts({**known, **late}) == small.verdicts(known)


@QUICK
@given(SEEDS)
def test_the_directions_are_right(seed: int) -> None:
    """An answer never makes a kader ja or nee that it was not said to be able to."""
    small = Small(seed)
    case = small.answers.case
    for item in small.interviewer.next(small.answers).ranked:
        before = small.verdicts(case.values)
        for value in answers_to(small.base, small.program, item.feit, case.values, TODAY):
            after = small.verdicts({**case.values, item.feit: value})
            for kader, verdict in after.items():
                if verdict is before[kader]:
                    continue
                assert kader in item.moves
                assert verdict is not Verdict.APPLIES or kader in item.yes
                assert verdict is not Verdict.DOES_NOT or kader in item.no


@QUICK
@given(SEEDS)
def test_the_interview_ends_and_asks_nothing_twice(seed: int) -> None:
    small = Small(seed)
    answers = small.answers
    asked: list[str] = []
    while (step := small.interviewer.next(answers)).question is not None:
        name = step.question.feit
        values = answers.case.values
        value = small.rng.choice(
            [None, *answers_to(small.base, small.program, name, values, TODAY)]
        )
        again = small.interviewer.next(answers).question
        assert again is not None
        assert again.feit == name, "dezelfde antwoorden geven dezelfde vraag"
        answers = answers.give(name, value)
        asked.append(name)
    assert len(asked) == len(set(asked))


@QUICK
@given(SEEDS)
def test_a_part_of_the_graph_gives_the_same_verdicts(seed: int) -> None:
    small = Small(seed)
    for name in small.base.kaders:
        part = restrict(small.program, [name])
        found = verdicts(small.base, part, BitPlanes(part.graph), small.answers.case.values, TODAY)
        assert found == {name: small.verdicts(small.answers.case.values)[name]}


@pytest.mark.parametrize("seed", range(6))
def test_the_whole_rule_base_spares_nothing_that_counts(whole: Application, seed: int) -> None:
    """Walk a random interview; on the way and at the end the certificate must hold."""
    rng = random.Random(seed)
    base, interviewer = whole.base, whole.interviewer
    wishes = tuple(rng.sample(list(base.hulpvormen), 2))
    role = rng.choice(["ouder", "jeugdbeschermer"])
    answers = Answers(Case(TODAY, {}, wishes, role))
    kaders = interviewer.wanted_kaders(answers.case)
    program = whole.advisor.chooser.part(kaders).program
    planes = BitPlanes(program.graph)
    while (step := interviewer.next(answers)).question is not None:
        name = step.question.feit
        values = answers.case.values
        if name == BIRTH:
            day = date(rng.randint(2004, 2022), 3, 5)
            answers = answers.give(name, Period(day, day))
            continue
        if rng.random() < 0.15:
            _check(base, program, planes, answers, step.spared, rng)
        possible = answers_to(base, program, name, values, TODAY)
        unknown = base.feiten[name].oordeel is not None or rng.random() < 0.15
        answers = answers.give(name, None if unknown else rng.choice(possible))
    _check(base, program, planes, answers, interviewer.next(answers).spared, rng)


def _check(
    base: Kennisbank,
    program: Program,
    planes: BitPlanes,
    answers: Answers,
    spared: tuple[str, ...],
    rng: random.Random,
) -> None:
    values = answers.case.values
    before = verdicts(base, program, planes, values, TODAY)
    counted = [name for name in spared if name in program.atoms_by_feit]
    together: dict[str, Value] = {}
    for name in counted:
        possible = answers_to(base, program, name, values, TODAY)
        together[name] = rng.choice(possible)
        for value in possible if len(counted) < 40 else [together[name]]:
            assert verdicts(base, program, planes, {**values, name: value}, TODAY) == before, name
    assert verdicts(base, program, planes, {**values, **together}, TODAY) == before
