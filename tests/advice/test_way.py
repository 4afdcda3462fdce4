"""The shortest way to a ja: it works, nothing in it can be missed, and it is never impossible."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from regelwijzer.advice.way import RARE, Ways
from regelwijzer.interview.domains import Domains
from regelwijzer.reasoning.bitplanes import BitPlanes
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.compiler import Program, compile_base
from regelwijzer.reasoning.graph import node_of
from regelwijzer.reasoning.reference import Reference
from regelwijzer.reasoning.values import Period, Value, holds
from tests.reasoning.bases import TODAY, RandomBase, random_base, random_values

SEEDS = st.integers(min_value=0, max_value=10**9)


def prepared(seed: int, known: float) -> tuple[RandomBase, Program, Case, Ways, BitPlanes]:
    """Return a random base, a random case and its ways."""
    made = random_base(seed, begrippen=5)
    program = compile_base(made.base)
    case = Case(TODAY, random_values(made.base, made.rng, known=known))
    planes = BitPlanes(program.graph)
    state = planes.one(program.literals(case.values, case.peildatum))
    domains = Domains(made.base, program)
    return made, program, case, Ways(made.base, program, domains, case, state), planes


def answers(ways: Ways, name: str) -> list[Value]:
    """Return the answers to try for one feit."""
    if ways.base.feiten[name].type == "datum":
        days = ways.domains.days(name, ways.case.values, TODAY)
        return [Period(day, day) for day in days]
    return ways.domains.answers(name)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(SEEDS, st.sampled_from([0.0, 0.3, 0.6]))
def test_the_way_leads_to_a_ja_and_nothing_in_it_can_be_missed(seed: int, known: float) -> None:
    _, program, case, ways, planes = prepared(seed, known)
    given_now = program.literals(case.values, case.peildatum)
    for kader, goal in program.kaders.items():
        way = ways.to(kader)
        if ways.state[goal] or ways.state[goal ^ 1]:
            assert way is None
            continue
        if way is None:
            continue
        literals = [need.literal for need in way.needs]
        assert literals
        assert planes.one([*given_now, *literals])[goal]
        for literal in literals:
            rest = [one for one in literals if one != literal]
            assert not planes.one([*given_now, *rest])[goal]
        assert reachable(ways, literals, case), (seed, kader)


def reachable(ways: Ways, literals: list[int], case: Case) -> bool:
    """Tell whether some answers make every literal so, by trying them all."""
    program = ways.program
    names = sorted({n for one in literals for n in program.feiten_by_atom[node_of(one)]})
    for chosen in product(*(answers(ways, name) for name in names)):
        values = {**case.values, **dict(zip(names, chosen, strict=True))}
        if all(
            holds(program.atoms[node_of(one)], values, TODAY) is (one % 2 == 0) for one in literals
        ):
            return True
    return False


@settings(max_examples=60, deadline=None, derandomize=True)
@given(SEEDS)
def test_without_a_way_no_answers_give_a_ja(seed: int) -> None:
    """Only where the answers that are tried are all there are (ja or nee) is this certain."""
    made, program, case, ways, _ = prepared(seed, 0.5)
    for kader, goal in program.kaders.items():
        if ways.to(kader) is not None or ways.state[goal] or ways.state[goal ^ 1]:
            continue
        names = [
            name
            for node, found in program.feiten_by_atom.items()
            for name in found
            if name not in case.values
        ]
        flags = [
            n
            for n in dict.fromkeys(names)
            if n in made.base.feiten and made.base.feiten[n].type == "ja_nee"
        ]
        for chosen in product([True, False], repeat=len(flags)):
            values = {**case.values, **dict(zip(flags, chosen, strict=True))}
            assert Reference(made.base, values, TODAY).kader(kader) is not True


def test_what_is_rare_is_taken_last() -> None:
    for seed in range(300):
        made, program, case, ways, _ = prepared(seed, 0.0)
        for kader in program.kaders:
            way = ways.to(kader)
            if way is None or len(way.needs) != 1:
                continue
            name = way.needs[0].feit
            rare = made.base.feiten[name].model_copy(update={"zeldzaam": True})
            feiten = {**made.base.feiten, name: rare}
            other = Ways(
                made.base.__class__(**{**vars(made.base), "feiten": feiten}),
                program,
                ways.domains,
                case,
                ways.state,
            ).to(kader)
            assert other is not None
            if other.needs[0].feit != name:
                assert other.cost < RARE
                return
    raise AssertionError("no case in which the way turns to something else")
