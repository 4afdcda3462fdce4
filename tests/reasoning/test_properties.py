"""The laws of the reasoning, on random rule bases and random partial cases."""

from __future__ import annotations

import random
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.reasoning.bitplanes import BitPlanes, pack
from regelwijzer.reasoning.compiler import Program, compile_base
from regelwijzer.reasoning.durable import DurableEngine
from regelwijzer.reasoning.graph import ja, nee, swap
from regelwijzer.reasoning.proofs import Proof, ProofFinder, derived_from, replay
from regelwijzer.reasoning.reference import Reference
from regelwijzer.reasoning.values import Chosen, Interval, Options, Period, Value
from tests.reasoning.bases import TODAY, random_base, random_values

SEEDS = st.integers(min_value=0, max_value=10**9)
QUICK = settings(max_examples=120, deadline=None, derandomize=True)


def rails(base: Kennisbank, values: dict[str, Value]) -> tuple[Program, list[int]]:
    """Compile *base* and judge one case with the bit planes."""
    program = compile_base(base)
    planes = BitPlanes(program.graph).one(program.literals(values, TODAY))
    return program, planes


def truth(planes: list[int], literal: int) -> bool | None:
    """Read one literal as True, False or None."""
    return True if planes[literal] else False if planes[swap(literal)] else None


@QUICK
@given(SEEDS)
def test_bit_planes_agree_with_the_reference(seed: int) -> None:
    made = random_base(seed)
    for _ in range(4):
        values = random_values(made.base, made.rng)
        program, planes = rails(made.base, values)
        reference = Reference(made.base, values, TODAY)
        for name, literal in program.begrippen.items():
            assert truth(planes, literal) == reference.begrip(name), name
        for name, literal in program.kaders.items():
            assert truth(planes, literal) == reference.kader(name), name
        for regel, _begrip in made.base.regels():
            node = program.regels[regel.regel]
            assert truth(planes, ja(node)) == reference.regel(regel), regel.regel


@QUICK
@given(SEEDS)
def test_no_node_is_both_ja_and_nee(seed: int) -> None:
    made = random_base(seed)
    program, planes = rails(made.base, random_values(made.base, made.rng))
    for node in program.graph.nodes:
        assert not (planes[ja(node.index)] and planes[nee(node.index)]), node.label


@settings(max_examples=10, deadline=None, derandomize=True)
@given(SEEDS)
def test_durable_rules_agrees_with_the_bit_planes(seed: int) -> None:
    made = random_base(seed)
    program = compile_base(made.base)
    engine = BitPlanes(program.graph)
    clauses = program.graph.clauses
    with DurableEngine(clauses, 2 * len(program.graph.nodes), time_limit=20) as durable:
        for _ in range(6):
            values = random_values(made.base, made.rng)
            told = program.literals(values, TODAY)
            holds = {lit for lit, plane in enumerate(engine.one(told)) if plane}
            assert derived_from(durable.run(told), told) == holds
            shuffled = random.Random(seed).sample(told, len(told))
            assert derived_from(durable.run(shuffled), told) == holds


@QUICK
@given(SEEDS)
def test_many_cases_at_once_equal_one_by_one(seed: int) -> None:
    made = random_base(seed)
    program = compile_base(made.base)
    engine = BitPlanes(program.graph)
    cases = [
        (random_values(made.base, made.rng), TODAY - timedelta(days=made.rng.randint(0, 3000)))
        for _ in range(20)
    ]
    together = engine.run(pack(program, cases))
    for bit, (values, day) in enumerate(cases):
        alone = engine.one(program.literals(values, day))
        assert [plane >> bit & 1 for plane in together] == alone


@QUICK
@given(SEEDS)
def test_verdicts_never_flip_when_more_becomes_known(seed: int) -> None:
    made = random_base(seed)
    full = random_values(made.base, made.rng, known=1.0)
    part = {name: value for name, value in full.items() if made.rng.random() < 0.5}
    program, before = rails(made.base, part)
    _, after = rails(made.base, full)
    for node in program.graph.nodes:
        for literal in (ja(node.index), nee(node.index)):
            assert not before[literal] or after[literal], node.label


@QUICK
@given(SEEDS)
def test_an_interval_answer_agrees_with_every_exact_answer_inside_it(seed: int) -> None:
    made = random_base(seed)
    values = random_values(made.base, made.rng, known=0.8)
    _program, wide = rails(made.base, values)
    for _ in range(5):
        exact = {name: _inside(value, made.rng) for name, value in values.items()}
        _, narrow = rails(made.base, exact)
        for literal, plane in enumerate(wide):
            assert not plane or narrow[literal]


def _inside(value: Value, rng: random.Random) -> Value:
    """Return an exact answer that the (possibly vague) *value* allows."""
    if isinstance(value, Options):
        return Options(frozenset({rng.choice(sorted(value.possible))}))
    if isinstance(value, Interval):
        point = rng.choice([value.low, value.high, (value.low + value.high) / 2])
        return Interval(point, point)
    if isinstance(value, Period):
        day = value.first + timedelta(days=rng.randint(0, (value.last - value.first).days))
        return Period(day, day)
    if isinstance(value, Chosen):
        loose = sorted(frozenset("abc") - value.wel - value.niet)
        extra = frozenset(option for option in loose if rng.random() < 0.5)
        return Chosen(value.wel | extra, value.niet | (frozenset(loose) - extra))
    return value


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(SEEDS)
def test_a_proof_proves_its_conclusion_and_is_minimal(seed: int) -> None:
    made = random_base(seed)
    program, planes = rails(made.base, random_values(made.base, made.rng, known=0.8))
    engine = BitPlanes(program.graph)
    finder = ProofFinder(program.graph, [lit for lit, plane in enumerate(planes) if plane])
    for literal in (*program.kaders.values(), *program.begrippen.values()):
        for conclusion in (literal, swap(literal)):
            if planes[conclusion]:
                proof = finder.proof(conclusion)
                assert replay(program.graph, proof)
                _assert_minimal(engine, proof)


def _assert_minimal(engine: BitPlanes, proof: Proof) -> None:
    """With its leaves alone the conclusion follows; without any one of them it does not."""
    assert engine.one(proof.leaves)[proof.conclusion]
    for leaf in proof.leaves:
        rest = [other for other in proof.leaves if other != leaf]
        assert not engine.one(rest)[proof.conclusion]


def test_a_proof_of_what_does_not_hold_is_refused() -> None:
    made = random_base(1)
    program, planes = rails(made.base, {})
    finder = ProofFinder(program.graph, [lit for lit, plane in enumerate(planes) if plane])
    unknown = next(lit for lit in program.kaders.values() if truth(planes, lit) is None)
    try:
        finder.proof(unknown)
    except KeyError:
        return
    raise AssertionError("a proof was given for something unknown")


@QUICK
@given(SEEDS)
def test_pinning_a_node_equals_a_case_in_which_it_is_unknown(seed: int) -> None:
    """Pinning a node that nothing supports changes nothing; pinning an atom equals leaving
    that atom out of the case."""
    made = random_base(seed)
    program = compile_base(made.base)
    engine = BitPlanes(program.graph)
    told = program.literals(random_values(made.base, made.rng), TODAY)
    planes = engine.one(told)
    for literal in told[:5]:
        pinned = engine.rerun(planes, {literal & ~1: 0, literal | 1: 0})
        assert pinned == engine.one([other for other in told if other != literal])
