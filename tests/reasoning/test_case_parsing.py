"""A case file is read, or refused in one sentence; nothing else can happen."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.errors import CaseError
from regelwijzer.reasoning.case import Case, make_case, parse_case, parse_value, plain
from tests.reasoning.bases import random_base, random_values

BASE: Kennisbank = random_base(7).base
NAMES = st.sampled_from([*BASE.feiten, "bestaat.niet", "", "peildatum", "0"])
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(min_value=-(10**400), max_value=10**400)
    | st.floats(allow_nan=True, allow_infinity=True)
    | st.text(max_size=12)
    | st.dates()
    | st.sampled_from(["ja", "nee", "onbekend", "a", "2009-05", "2009-05-14", "2009-02-30"])
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["van", "tot", "wel", "niet", "x"]), inner, max_size=4)
    ),
    max_leaves=8,
)
RAW_CASES = st.fixed_dictionaries(
    {},
    optional={
        "peildatum": ANYTHING | st.just("2026-11-22"),
        "doelgroep": ANYTHING | st.just("ouder"),
        "hulpvragen": ANYTHING,
        "feiten": st.dictionaries(NAMES, ANYTHING, max_size=6) | ANYTHING,
        "iets": ANYTHING,
    },
)


def one_sentence(error: CaseError) -> bool:
    """Tell whether an error is one readable line."""
    text = str(error)
    return bool(text) and "\n" not in text.strip() and "Traceback" not in text


@settings(max_examples=600, deadline=None)
@given(RAW_CASES | ANYTHING)
def test_any_structure_is_a_case_or_a_sentence(raw: object) -> None:
    try:
        case = make_case(raw, BASE)
    except CaseError as error:
        assert one_sentence(error)
        return
    assert isinstance(case, Case)
    assert set(case.values) <= set(BASE.feiten)


@settings(max_examples=600, deadline=None)
@given(st.text(max_size=200) | st.binary(max_size=120).map(lambda b: b.decode("latin-1")))
def test_any_text_is_a_case_or_a_sentence(text: str) -> None:
    try:
        parse_case(text, BASE)
    except CaseError as error:
        assert one_sentence(error)


@settings(max_examples=300, deadline=None)
@given(st.integers(min_value=0, max_value=10**9))
def test_a_value_survives_writing_and_reading(seed: int) -> None:
    made = random_base(seed, begrippen=1)
    for name, value in random_values(made.base, made.rng).items():
        assert parse_value(made.base.feiten[name], plain(value)) == value


@given(st.dates(min_value=date(1901, 1, 1), max_value=date(2149, 12, 31)))
def test_a_month_is_every_day_of_that_month(day: date) -> None:
    feit = BASE.feiten["feit.datum"]
    month = parse_value(feit, day.strftime("%Y-%m"))
    exact = parse_value(feit, day.isoformat())
    assert month is not None and exact is not None
    assert month.first <= exact.first <= month.last  # type: ignore[union-attr]
