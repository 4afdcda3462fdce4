"""The clauses say exactly what the bit planes say: every model is a case, every case a model."""

from __future__ import annotations

import itertools
import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from regelwijzer.audit import ordering
from regelwijzer.audit.gaps import GapFinder
from regelwijzer.audit.miters import Outcomes
from regelwijzer.audit.profile import BANDS, read_gap_file
from regelwijzer.audit.sat import World
from regelwijzer.audit.witness import value_of
from regelwijzer.knowledge.base import UNKNOWN_LAW, Kennisbank
from regelwijzer.knowledge.dates import parse_date_expression
from regelwijzer.knowledge.loader import load_base
from regelwijzer.reasoning.bitplanes import BitPlanes
from regelwijzer.reasoning.compiler import Program, compile_base
from regelwijzer.reasoning.values import Chosen, Interval, Options, Period, Value
from tests.reasoning.bases import TODAY, random_base

CLEAN = Path(__file__).parent / "planted" / "_schoon" / "rules"


def answers(base: Kennisbank, rng: random.Random) -> dict[str, Value]:
    """Draw a complete case: every feit is known."""
    found: dict[str, Value] = {}
    for feit in base.feiten.values():
        keuzes = [option.keuze for option in feit.keuzes]
        if feit.type == "ja_nee":
            found[feit.feit] = rng.random() < 0.5
        elif feit.type == "keuze":
            found[feit.feit] = Options(frozenset({rng.choice(keuzes)}))
        elif feit.type == "meerkeuze":
            chosen = frozenset(rng.sample(keuzes, rng.randint(0, len(keuzes))))
            found[feit.feit] = Chosen(chosen, frozenset(keuzes) - chosen)
        elif feit.type == "getal":
            low, high = feit.minimum or 0, feit.maximum or 100
            number = float(rng.randint(int(low), int(high)))
            found[feit.feit] = Interval(number, number)
        else:
            day = TODAY - timedelta(days=rng.choice([0, 1, 2, 31, 6575, rng.randint(-900, 9000)]))
            found[feit.feit] = Period(day, day)
    return found


def model_agrees(world: World, base: Kennisbank, program: Program, engine: BitPlanes) -> None:
    """Read the model as a complete case and compare every node with the bit planes."""
    values = {name: value_of(world, feit) for name, feit in base.feiten.items()}
    assert world.peildatum
    planes = engine.one(program.literals(values, world.peildatum))
    for node in program.graph.nodes:
        in_model = node.index + 1 in world.true
        if planes[2 * node.index] or planes[2 * node.index + 1]:
            assert bool(planes[2 * node.index]) == in_model, node.label
        else:  # only law that is not in the base may leave a node open
            assert UNKNOWN_LAW in program.graph.by_label


def case_is_model(world: World, values: dict[str, Value], engine: BitPlanes) -> None:
    """Assume what the atoms are in a real case: that must be possible, with every node equal."""
    assert world.peildatum
    literals = world.program.literals(values, world.peildatum)
    planes = engine.one(literals)
    assert world.solve([world.of(literal) for literal in literals])
    for index, (yes, no) in enumerate(zip(planes[::2], planes[1::2], strict=True)):
        if yes or no:
            assert bool(yes) == (index + 1 in world.true)


@pytest.mark.parametrize("seed", range(40))
def test_models_and_cases_of_random_bases(seed: int) -> None:
    base = random_base(seed).base
    program = compile_base(base)
    engine, rng = BitPlanes(program.graph), random.Random(seed)
    world = World(base, program, TODAY)
    for _ in range(5):
        nodes = rng.sample(range(len(program.graph.nodes)), min(3, len(program.graph.nodes)))
        if world.solve([rng.choice([-1, 1]) * (node + 1) for node in nodes]):
            model_agrees(world, base, program, engine)
        case_is_model(world, answers(base, rng), engine)


def test_models_and_cases_of_the_real_base(base: Kennisbank) -> None:
    program = compile_base(base)
    engine, rng = BitPlanes(program.graph), random.Random(8)
    for peildatum in (date(2026, 11, 22), date(2024, 2, 29)):
        world = World(base, program, peildatum)
        for _ in range(30):
            case_is_model(world, answers(base, rng), engine)
            node = rng.randrange(len(program.graph.nodes))
            if world.solve([rng.choice([-1, 1]) * (node + 1)]):
                model_agrees(world, base, program, engine)
        world.close()


@pytest.mark.parametrize(
    "text", ["verjaardag 18", "verjaardag 18 - 3 maanden", "peildatum + 1 maand"]
)
def test_first_day_is_exact(text: str) -> None:
    expression = parse_date_expression(text)
    for day in range(date(2026, 1, 1).toordinal(), date(2029, 4, 1).toordinal()):
        first = ordering.first_day(expression, day)
        assert ordering.move(expression, first) >= day > ordering.move(expression, first - 1)


def test_gaps_are_those_of_brute_force() -> None:
    """On the small base every combination is tried, without any cleverness."""
    base = load_base(CLEAN)
    program = compile_base(base)
    file = read_gap_file(CLEAN / "gaten.yaml")
    finder = GapFinder(World(base, program, TODAY), Outcomes(program), file)
    carried = [finder.world.of(x) for x in finder.carrying("hulp")]
    for band in BANDS:
        gaps = []
        for size in range(len(finder.values) + 1):
            for combination in itertools.combinations(finder.values, size):
                if any(set(gap) <= set(combination) for gap in gaps):
                    continue
                out = [-finder.values[name] for name in combination]
                given = [*out, finder.age(band)]
                if not finder.world.solve(given):
                    continue
                if not any(finder.world.solve([*given, kader]) for kader in carried):
                    gaps.append(combination)
        assert {frozenset(gap) for gap in gaps} == set(finder.column("hulp", band).gaps)
