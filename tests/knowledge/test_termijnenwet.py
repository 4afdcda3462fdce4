"""Terms end as the Algemene termijnenwet says; the dates here were worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regelwijzer.knowledge.dates import parse_date_expression
from regelwijzer.knowledge.errors import ParseFault
from regelwijzer.knowledge.termijnenwet import feestdagen, is_working_day, next_working_day

DAYS = st.dates(min_value=date(1995, 1, 1), max_value=date(2060, 12, 31))
TERMS = ("3 dagen", "4 dagen", "14 dagen", "2 weken", "6 weken", "12 weken", "1 maand", "3 maanden")


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2025, "01-01 04-18 04-21 04-26 05-05 05-29 05-30 06-09 12-25 12-26"),
        (2026, "01-01 01-02 04-03 04-06 04-27 05-05 05-14 05-15 05-25 12-25 12-26"),
        (2027, "01-01 03-26 03-29 04-27 05-05 05-06 05-07 05-17 12-25 12-26"),
    ],
)
def test_the_free_days_of_three_years(year: int, days: str) -> None:
    assert feestdagen(year) == {date.fromisoformat(f"{year}-{day}") for day in days.split()}


@pytest.mark.parametrize(
    ("start", "term", "last"),
    [
        # 2025
        ("2025-03-07", "6 weken", "2025-04-22"),  # Goede Vrijdag 18 april -> dinsdag na Pasen
        ("2025-04-12", "2 weken", "2025-04-28"),  # zaterdag 26 april, Koningsdag -> maandag
        ("2025-03-24", "6 weken", "2025-05-06"),  # maandag 5 mei -> dinsdag
        ("2025-04-17", "6 weken", "2025-06-02"),  # Hemelvaart 29 mei, 30 mei gelijkgesteld
        ("2025-04-28", "6 weken", "2025-06-10"),  # tweede pinksterdag 9 juni
        ("2025-11-12", "6 weken", "2025-12-24"),  # woensdag 24 december is gewoon een werkdag
        ("2025-11-13", "6 weken", "2025-12-29"),  # eerste kerstdag (donderdag) -> maandag
        ("2025-11-14", "6 weken", "2025-12-29"),  # tweede kerstdag (vrijdag) -> maandag
        ("2025-11-20", "6 weken", "2026-01-05"),  # Nieuwjaar, 2 januari 2026 gelijkgesteld
        # 2026
        ("2026-02-20", "6 weken", "2026-04-07"),  # Goede Vrijdag 3 april -> dinsdag 7 april
        ("2026-04-13", "2 weken", "2026-04-28"),  # Koningsdag, maandag 27 april
        ("2026-03-24", "6 weken", "2026-05-06"),  # dinsdag 5 mei
        ("2026-04-03", "6 weken", "2026-05-18"),  # vrijdag 15 mei gelijkgesteld -> maandag
        ("2026-10-10", "6 weken", "2026-11-23"),  # zaterdag 21 november -> maandag
        ("2026-10-11", "6 weken", "2026-11-23"),  # zondag 22 november -> maandag
        ("2026-10-12", "6 weken", "2026-11-23"),  # maandag 23 november zelf
        ("2026-11-12", "6 weken", "2026-12-24"),  # donderdag 24 december
        ("2026-11-13", "6 weken", "2026-12-28"),  # vrijdag 25 december -> maandag
        ("2026-11-14", "6 weken", "2026-12-28"),  # zaterdag 26 december -> maandag
        ("2026-08-25", "3 maanden", "2026-11-25"),  # hoger beroep, gewone woensdag
        ("2026-09-25", "3 maanden", "2026-12-28"),  # hoger beroep op eerste kerstdag
        # 2027
        ("2027-02-12", "6 weken", "2027-03-30"),  # Goede Vrijdag 26 maart -> dinsdag 30 maart
        ("2027-04-13", "2 weken", "2027-04-28"),  # Koningsdag, dinsdag
        ("2027-03-24", "6 weken", "2027-05-10"),  # 5, 6 en 7 mei en een weekend -> maandag
        ("2027-04-05", "6 weken", "2027-05-18"),  # tweede pinksterdag 17 mei
        ("2027-11-12", "6 weken", "2027-12-24"),  # vrijdag 24 december
        ("2027-11-13", "6 weken", "2027-12-27"),  # eerste kerstdag op zaterdag -> maandag
        ("2027-11-14", "6 weken", "2027-12-27"),  # tweede kerstdag op zondag -> maandag
        # art. 2: three days or more hold two working days
        ("2026-12-24", "3 dagen", "2026-12-29"),
        ("2026-11-20", "3 dagen", "2026-11-24"),
        ("2026-11-20", "2 dagen", "2026-11-23"),
    ],
)
def test_a_term_ends_on_the_right_day(start: str, term: str, last: str) -> None:
    expression = parse_date_expression(f"procedure.besluitdatum + {term} (termijnenwet)")
    assert expression.move(date.fromisoformat(start)) == date.fromisoformat(last)


def test_without_the_suffix_a_term_ends_on_the_counted_day() -> None:
    plain = parse_date_expression("procedure.besluitdatum + 6 weken")
    assert plain.move(date(2026, 10, 10)) == date(2026, 11, 21)
    assert str(parse_date_expression("a.b + 2 weken (termijnenwet)")).endswith("(termijnenwet)")


@given(day=DAYS, later=st.integers(0, 40), term=st.sampled_from(TERMS))
def test_a_later_start_never_ends_earlier(day: date, later: int, term: str) -> None:
    expression = parse_date_expression(f"a.b + {term} (termijnenwet)")
    assert expression.move(day) <= expression.move(day + timedelta(days=later))


@given(day=DAYS, term=st.sampled_from(TERMS))
def test_a_term_is_never_shortened_and_ends_on_a_working_day(day: date, term: str) -> None:
    counted = parse_date_expression(f"a.b + {term}").move(day)
    last = parse_date_expression(f"a.b + {term} (termijnenwet)").move(day)
    assert counted <= last <= counted + timedelta(days=9)
    assert is_working_day(last)


@given(day=DAYS)
def test_a_working_day_stays_where_it_is(day: date) -> None:
    assert (next_working_day(day) == day) is is_working_day(day)


def test_the_end_of_the_calendar_is_no_trap() -> None:
    expression = parse_date_expression("a.b + 6 weken (termijnenwet)")
    assert expression.move(date.max) == date.max
    assert expression.move(date(1, 1, 1)) > date(1, 1, 1)


@pytest.mark.parametrize(
    "text",
    [
        "a.b (termijnenwet)",
        "peildatum (termijnenwet)",
        "a.b - 6 weken (termijnenwet)",
        "a.b + 13 weken (termijnenwet)",
        "a.b + 91 dagen (termijnenwet)",
        "a.b + 4 maanden (termijnenwet)",
        "a.b + 1 jaar (termijnenwet)",
        "a.b + 6 weken (feestdagen)",
    ],
)
def test_what_that_law_does_not_count_is_refused(text: str) -> None:
    with pytest.raises(ParseFault):
        parse_date_expression(text)
