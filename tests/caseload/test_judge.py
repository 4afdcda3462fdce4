"""The planes of a slice say what the one-case engines say, row by row."""

from __future__ import annotations

import random
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regelwijzer.advice.milestones import Milestone, milestones
from regelwijzer.caseload.bits import (
    arrow_bools,
    count,
    every_row,
    flags_of,
    holds_in,
    plane_of,
    rows_of,
    told_of,
    totals,
)
from regelwijzer.caseload.columns import Vocabulary, read_column
from regelwijzer.caseload.days import Days, Moment, Movers
from regelwijzer.caseload.judge import NONE, VERDICTS, CaseloadJudge, Judged
from regelwijzer.caseload.planes import AtomPlanes, Slice
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.conditions import Before
from regelwijzer.knowledge.dates import BIRTH, DateExpression, Duration, parse_date_expression
from regelwijzer.knowledge.models import Feit
from regelwijzer.reasoning.bitplanes import BitPlanes
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.compiler import Program, compile_base
from regelwijzer.reasoning.graph import swap
from regelwijzer.reasoning.values import holds
from regelwijzer.reasoning.verdicts import Judge, Verdict
from tests.caseload.tables import cell, columns
from tests.reasoning.bases import random_base

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("seed", range(40))
def test_atoms_are_as_in_holds(seed: int) -> None:
    """Every atom of a random base, in every row, is what values.holds says."""
    base = random_base(seed).base
    program = compile_base(base)
    rng = random.Random(seed)
    today = TODAY + timedelta(rng.randint(-800, 800))
    read, rows = columns(
        base, {name: [cell(f, rng) for _ in range(70)] for name, f in base.feiten.items()}
    )
    slices = Slice(70, read, Days.constant(today, 70))
    known = [n for n, names in program.feiten_by_atom.items() if read.keys() >= set(names)]
    told = AtomPlanes(program, Movers()).told(slices, known)
    nothing = np.zeros(2, dtype=np.uint64)
    for node, atom in program.atoms.items():
        here, says = told.get(node, (nothing, nothing))
        assert flags_of(here, 128)[70:].sum() == 0  # past the last row nothing is known
        for row, values in enumerate(rows):
            found = holds_in(says, row) if holds_in(here, row) else None
            assert found is holds(atom, values, today), (atom, values)


DAYS = st.dates(date(1996, 1, 1), date(2032, 12, 31)) | st.sampled_from(
    [date(2004, 2, 29), date(2008, 2, 29), date(2009, 2, 28), date(2009, 3, 1), date(2000, 2, 29)]
)
SIDES = st.sampled_from(
    [
        "verjaardag 18",
        "verjaardag 18j6m",
        "verjaardag 18 - 3 maanden",
        "verjaardag 21 + 1 jaar",
        "jeugdige.geboortedatum",
        "feit.datum",
        "feit.datum + 6 maanden",
        "feit.datum - 1 maand",
        "feit.datum + 6 weken (termijnenwet)",
        "peildatum",
        "peildatum - 12 maanden",
        "2026-03-01",
    ]
)


@settings(max_examples=150)
@given(DAYS, DAYS, DAYS, st.integers(0, 60), SIDES, SIDES, st.booleans())
def test_dates_are_as_in_holds(
    birth: date, other: date, today: date, wide: int, left: str, right: str, inclusive: bool
) -> None:
    """Date comparisons of whole columns follow the rules of one date, 29 February included."""
    atom = Before(parse_date_expression(left), parse_date_expression(right), inclusive)
    feit = Feit(feit="feit.datum", type="datum", titel="x", thema="x")
    born = feit.model_copy(update={"feit": BIRTH})
    texts = {BIRTH: [f"{birth}", f"{birth:%Y-%m}", ""], "feit.datum": [f"{other}"] * 3}
    texts["feit.datum"][1] = f"{other}..{other + timedelta(wide)}"
    feiten = {BIRTH: born, "feit.datum": feit}
    base = Kennisbank(feiten=feiten)
    read, rows = columns(base, texts)
    movers = Movers()
    slices = Slice(3, read, Days.constant(today, 3))
    ends = [slices.days(side, movers.of(side)) for side in (atom.left, atom.right)]
    assert ends[0] is not None and ends[1] is not None
    for row, values in enumerate(rows):
        one, two = ends[0].period(row), ends[1].period(row)
        found = None
        if one and two:
            before = one.last <= two.first if inclusive else one.last < two.first
            after = one.first > two.last if inclusive else one.first >= two.last
            found = True if before else False if after else None
        assert found is holds(atom, values, today)


def test_birthday_on_29_february() -> None:
    """Who is born on 29 February turns 18 on 1 March, as Arrow date32 and as text."""
    movers, expression = Movers(), DateExpression(BIRTH, birthday=Duration(216, age=True))
    feit = Feit(feit=BIRTH, type="datum", titel="x", thema="x")
    for column in (pa.array([date(2008, 2, 29)]), pa.array(["29-2-2008"])):
        days = read_column(column, Vocabulary(feit))[0].days
        assert days is not None
        moved = movers.of(expression).move(days).period(0)
        assert moved is not None and moved.first == moved.last == date(2026, 3, 1)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from([1, 63, 64, 65, 127, 128, 129]))
def test_any_number_of_rows(seed: int, size: int) -> None:
    """Around the end of a word every row is what one case is, and nothing is past it."""
    base, rng = random_base(seed).base, random.Random(seed)
    judge = CaseloadJudge(base)
    feiten = [feit for feit in base.feiten.values() if rng.random() < 0.7] or [
        *base.feiten.values()
    ]
    read, rows = columns(base, {f.feit: [cell(f, rng) for _ in range(size)] for f in feiten})
    found = judge.judge(read, size, Moment(day=TODAY))
    program = judge.program
    engine = BitPlanes(program.graph)
    codes = np.array([found.codes(number) for number in range(len(judge.kaders))])
    missing = {name: 0 for name, _ in found.missing}
    for row, values in enumerate(rows):
        one = Judge(base, program, engine.one(program.literals(values, TODAY)), values)
        outcomes = [one.outcome(program.kaders[name]) for name in judge.kaders]
        assert [VERDICTS[code] for code in codes[:, row]] == [one.verdict for one in outcomes]
        names = {name for outcome in outcomes for name in outcome.missing}
        assert {name for name, plane in found.missing if holds_in(plane, row)} == names
        missing = {name: times + (name in names) for name, times in missing.items()}
    assert found.counts.tolist() == [np.bincount(line, minlength=4).tolist() for line in codes]
    assert {name: count(plane) for name, plane in found.missing} == missing


OneCase = tuple[Program, BitPlanes]


@pytest.fixture(scope="module")
def one_case(base: Kennisbank) -> OneCase:
    """The graph and the engine of one case, as the advice uses them."""
    program = compile_base(base)
    return program, BitPlanes(program.graph)


def random_rows(base: Kennisbank, seed: int, size: int, known: float) -> dict[str, list[str]]:
    rng = random.Random(seed)
    feiten = [f for f in base.feiten.values() if rng.random() < known or f.feit == BIRTH]
    return {feit.feit: [cell(feit, rng) for _ in range(size)] for feit in feiten}


@pytest.mark.parametrize(("seed", "known"), [(1, 0.05), (2, 0.4), (3, 1.0)])
def test_slice_is_as_one_case(
    base: Kennisbank, judge: CaseloadJudge, one_case: OneCase, seed: int, known: float
) -> None:
    """Verdicts, missing facts, milestone, days until 18 and gaps are those of one case."""
    size = 12
    read, rows = columns(base, random_rows(base, seed, size, known))
    found = judge.judge(read, size, Moment(day=TODAY))
    program, engine = one_case
    codes = [found.codes(number) for number in range(len(judge.kaders))]
    for row, values in enumerate(rows):
        state = engine.one(program.literals(values, TODAY))
        one = Judge(base, program, state, values)
        verdicts, missing = {}, set()
        for number, name in enumerate(judge.kaders):
            outcome = one.outcome(program.kaders[name])
            verdicts[name] = outcome.verdict
            assert VERDICTS[codes[number][row]] is outcome.verdict, name
            missing |= set(outcome.missing)
        _same_missing(base, judge, found, row, missing)
        for number, hulpvorm in enumerate(judge.hulpvormen):
            carrying = [verdicts[kader.kader] for kader in base.carriers(hulpvorm)]
            gap = all(verdict is Verdict.DOES_NOT for verdict in carrying)
            assert holds_in(found.gaps[number], row) is gap
        _same_milestone(judge, found, row, milestones(base, program, Case(TODAY, values), state))


def _same_missing(
    base: Kennisbank, judge: CaseloadJudge, found: Judged, row: int, missing: set[str]
) -> None:
    shown = {name for name, plane in found.missing if holds_in(plane, row)}
    assert shown == missing
    facts = {name for name in missing if base.feiten[name].oordeel is None}
    assert (found.facts[row], found.judgements[row]) == (len(facts), len(missing - facts))
    first = [judge.ranked[number] for number in found.first[:, row] if number != NONE]
    assert first == [name for name in judge.ranked if name in facts][:3]


def _same_milestone(judge: CaseloadJudge, found: Judged, row: int, known: list[Milestone]) -> None:
    mile = found.milestone
    if not known:
        assert mile.number[row] == NONE
        return
    soonest = min((item.day, item.start) for item in known)
    assert mile.day[row] == soonest[0].toordinal()
    assert mile.start[row] == soonest[1].toordinal()
    name = judge.milestones[mile.number[row]]
    same = next(item for item in known if item.mijlpaal.mijlpaal == name)
    assert (same.day, same.start) == soonest
    assert bool(mile.sure[row]) is same.sure


def test_own_birthday_as_peildatum(judge: CaseloadJudge, one_case: OneCase) -> None:
    """Each row at its own 18th birthday equals one case on that day; without one: unknown."""
    table = {BIRTH: ["2009-05-14", "2008-02-29", "2009-05", ""]}
    read, rows = columns(judge.base, table)
    found = judge.judge(read, 4, Moment(age=Duration(216, age=True)))
    program, engine = one_case
    codes = [found.codes(number) for number in range(len(judge.kaders))]
    for row, day in enumerate([date(2027, 5, 14), date(2026, 3, 1)]):
        state = engine.one(program.literals(rows[row], day))
        for number, name in enumerate(judge.kaders):
            literal = program.kaders[name]
            code = VERDICTS[codes[number][row]]
            assert (code is Verdict.APPLIES) is bool(state[literal])
            assert (code is Verdict.DOES_NOT) is bool(state[swap(literal)])
    assert found.peildatum.period(2) is None and found.peildatum.period(3) is None


SIZES = st.sampled_from([0, 1, 2, 7, 8, 9, 63, 64, 65, 127, 128, 129, 192, 200])


@given(SIZES, st.integers(0, 2**32), st.integers(0, 70))
def test_bits_there_and_back(size: int, seed: int, offset: int) -> None:
    """Planes, numpy and Arrow bitmaps hold the same bits, also after a shift."""
    flags = np.random.default_rng(seed).random(size) < 0.5
    plane = plane_of(flags)
    assert flags_of(plane, size).tolist() == flags.tolist()
    assert rows_of(plane, size).tolist() == np.flatnonzero(flags).tolist()
    assert arrow_bools(plane, size).to_pylist() == flags.tolist()
    assert [holds_in(plane, row) for row in range(size)] == flags.tolist()
    assert count(plane) == flags.sum() and count(every_row(size)) == size
    assert (every_row(size) == plane_of(np.ones(size, dtype=np.bool_))).all()
    cells = [*[None, True] * offset][:offset] + [bool(flag) for flag in flags]
    known, says = told_of(pa.array(cells, type=pa.bool_()).slice(offset))
    assert (known == every_row(size)).all() and ((says & known) == plane).all()
    known, says = told_of(pa.array(cells, mask=np.array(cells) == 1, type=pa.bool_()).slice(offset))
    assert (known == plane_of(~flags)).all() and not (says & known).any()


@given(st.lists(st.integers(0, 255), max_size=40))
def test_totals(planes: list[int]) -> None:
    """Adding planes as digits counts the bits of each row."""
    expected = [sum(plane >> row & 1 for plane in planes) for row in range(8)]
    assert totals([np.array([plane], dtype=np.uint64) for plane in planes], 8).tolist() == expected
