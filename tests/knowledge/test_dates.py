"""Ages to the day, terms to the day, and date expressions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regelwijzer.knowledge.conditions import Before, parse_condition
from regelwijzer.knowledge.dates import (
    SNAPS,
    Duration,
    parse_age,
    parse_date_expression,
    parse_term,
)
from regelwijzer.knowledge.errors import ParseFault
from regelwijzer.reasoning.values import Period, holds

BIRTHS = st.dates(min_value=date(1995, 1, 1), max_value=date(2026, 11, 22))


@pytest.mark.parametrize(
    ("born", "age", "birthday"),
    [
        (date(2008, 11, 22), 18, date(2026, 11, 22)),
        (date(2008, 2, 29), 18, date(2026, 3, 1)),
        (date(2008, 2, 29), 20, date(2028, 2, 29)),
        (date(2008, 2, 29), 23, date(2031, 3, 1)),
        (date(2008, 12, 31), 18, date(2026, 12, 31)),
        (date(2008, 8, 31), "18j6m", date(2027, 3, 1)),
        (date(2008, 5, 14), "17j6m", date(2025, 11, 14)),
    ],
)
def test_an_age_is_reached_on_the_birthday_itself(
    born: date, age: int | str, birthday: date
) -> None:
    bound = {"leeftijd": {"vanaf": age}}
    values = {"jeugdige.geboortedatum": Period(born, born)}
    condition = parse_condition(bound)
    assert isinstance(condition, Before)
    assert holds(condition, values, birthday - timedelta(days=1)) is False
    assert holds(condition, values, birthday) is True
    assert holds(condition, values, birthday + timedelta(days=1)) is True
    assert parse_age(age).after(born) == birthday


@given(BIRTHS, st.integers(min_value=0, max_value=27))
def test_exactly_one_day_separates_too_young_from_old_enough(born: date, age: int) -> None:
    birthday = Duration(months=12 * age, age=True).after(born)
    assert (birthday.year - born.year) == age
    leap = (born.month, born.day) == (2, 29) and (birthday.month, birthday.day) == (3, 1)
    assert leap or (birthday.month, birthday.day) == (born.month, born.day)


@pytest.mark.parametrize(
    ("term", "start", "end"),
    [
        ("6 maanden", date(2026, 8, 31), date(2027, 2, 28)),
        ("6 maanden", date(2027, 8, 31), date(2028, 2, 29)),
        ("3 maanden", date(2026, 11, 22), date(2027, 2, 22)),
        ("6 weken", date(2026, 11, 22), date(2027, 1, 3)),
        ("14 dagen", date(2026, 12, 24), date(2027, 1, 7)),
        ("1 jaar", date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_a_term_ends_on_the_same_number_or_the_last_day(term: str, start: date, end: date) -> None:
    assert parse_term(term).after(start) == end


@given(BIRTHS, BIRTHS, st.integers(min_value=0, max_value=300))
def test_adding_a_duration_keeps_the_order_of_days(a: date, b: date, months: int) -> None:
    for age in (True, False):
        move = Duration(months=months, age=age)
        assert (a <= b) <= (move.after(a) <= move.after(b))


@pytest.mark.parametrize("raw", ["18,5", "-1", "18j", "achttien", True, 3.5, None, ""])
def test_what_is_no_age_is_refused(raw: object) -> None:
    with pytest.raises(ParseFault):
        parse_age(raw)


@pytest.mark.parametrize("raw", ["6", "zes weken", "6 manen", "", "6 weken later"])
def test_what_is_no_term_is_refused(raw: str) -> None:
    with pytest.raises(ParseFault):
        parse_term(raw)


@pytest.mark.parametrize("raw", ["morgen", "2026-13-01", "2026-02-30", "", "peildatum + x"])
def test_what_is_no_date_is_refused(raw: str) -> None:
    with pytest.raises(ParseFault):
        parse_date_expression(raw)


def test_only_a_month_of_birth_makes_the_birthday_month_uncertain() -> None:
    condition = parse_condition({"leeftijd": {"vanaf": 18}})
    assert isinstance(condition, Before)
    values = {"jeugdige.geboortedatum": Period(date(2008, 11, 1), date(2008, 11, 30))}
    assert holds(condition, values, date(2026, 10, 31)) is False
    assert holds(condition, values, date(2026, 11, 1)) is None
    assert holds(condition, values, date(2026, 11, 29)) is None
    assert holds(condition, values, date(2026, 11, 30)) is True


def test_a_term_before_a_birthday() -> None:
    expression = parse_date_expression("verjaardag 18 - 3 maanden")
    assert expression.move(date(2008, 5, 31)) == date(2026, 2, 28)
    assert str(expression) == "verjaardag 18 - 3 maanden"
    condition = parse_condition({"datum": "peildatum", "vanaf": "verjaardag 18 - 3 maanden"})
    values = {"jeugdige.geboortedatum": Period(date(2008, 11, 22), date(2008, 11, 22))}
    assert not isinstance(condition, Before)
    inner = condition.part  # type: ignore[union-attr]
    assert holds(inner, values, date(2026, 8, 21)) is True
    assert holds(inner, values, date(2026, 8, 22)) is False


def test_far_dates_do_not_overflow() -> None:
    assert Duration(days=9999).after(date.max) == date.max
    assert Duration(months=10**7).after(date(2026, 1, 1)) == date.max
    assert Duration(months=10**7).after(date(2026, 1, 1), -1) == date.min


@pytest.mark.parametrize(
    ("snap", "day", "meant"),
    [
        ("eerste kwartaaldag", date(2026, 11, 22), date(2027, 1, 1)),
        ("eerste kwartaaldag", date(2026, 10, 1), date(2026, 10, 1)),
        ("eerste kwartaaldag", date(2026, 10, 2), date(2027, 1, 1)),
        ("eerste dag volgende maand", date(2026, 11, 1), date(2026, 12, 1)),
        ("eerste dag volgende maand", date(2026, 12, 31), date(2027, 1, 1)),
        ("eerste dag na dat schooljaar", date(2026, 7, 31), date(2026, 8, 1)),
        ("eerste dag na dat schooljaar", date(2026, 8, 1), date(2027, 8, 1)),
    ],
)
def test_calendar_days_that_the_law_counts_from(snap: str, day: date, meant: date) -> None:
    expression = parse_date_expression(f"jeugdhulp.startdatum ({snap})")
    assert expression.move(day) == meant
    assert str(expression) == f"jeugdhulp.startdatum ({snap})"


@given(BIRTHS, BIRTHS, st.sampled_from(sorted(SNAPS)))
def test_calendar_days_keep_the_order_of_days(a: date, b: date, snap: str) -> None:
    first, last = sorted((a, b))
    assert SNAPS[snap](first) <= SNAPS[snap](last)
    assert SNAPS[snap](first) >= first
