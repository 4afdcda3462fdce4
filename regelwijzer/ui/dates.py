"""A date as somebody knows it: to the day, the month, the year, or by age."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date

import streamlit as st

from regelwijzer.knowledge.dates import BIRTH, Duration
from regelwijzer.knowledge.models import Feit
from regelwijzer.reasoning.case import EARLIEST, LATEST
from regelwijzer.reasoning.values import Period, Value

OLDEST = 99
_EMPTY = "Vul ten minste het jaar in, of kies 'Weet ik niet'."


def ask_date(
    feit: Feit, known: Value | None, peildatum: date, key: str
) -> Callable[[], Period | str]:
    """Show the fields; the result reads them: the days that are possible, or what is wrong."""
    day, month, year = parts(known)
    st.caption("Bijvoorbeeld 14 5 2009. Weet u de dag of de maand niet? Laat die dan leeg.")
    with st.container(key="rw_datum", horizontal=True):
        new_day = st.number_input("Dag", value=day, step=1, key=f"{key}_dag")
        new_month = st.number_input("Maand", value=month, step=1, key=f"{key}_maand")
        new_year = st.number_input("Jaar", value=year, step=1, key=f"{key}_jaar")
    years = months = None
    if feit.feit == BIRTH:
        with (
            st.expander("Ik weet alleen de leeftijd"),
            st.container(key="rw_leeftijd", horizontal=True),
        ):
            years = st.number_input("Jaren oud", value=None, step=1, key=f"{key}_jaren")
            months = st.number_input(
                "en maanden (mag leeg)", value=None, step=1, key=f"{key}_maanden"
            )

    def read() -> Period | str:
        if new_year is not None or years is None:
            return days(new_day, new_month, new_year)
        return age(years, months, peildatum)

    return read


def days(day: int | None, month: int | None, year: int | None) -> Period | str:
    """Return the days meant by a date of which day and month may be missing, or the fault.

    >>> days(None, 2, 2009)
    Period(first=datetime.date(2009, 2, 1), last=datetime.date(2009, 2, 28))
    >>> days(31, 2, 2009)
    'De dag 31-2-2009 bestaat niet; kijk de datum na.'
    """
    if year is None:
        return _EMPTY
    if not EARLIEST.year <= year <= LATEST.year:
        return f"Schrijf het jaar met vier cijfers, van {EARLIEST.year} tot en met {LATEST.year}."
    if month is None:
        if day is not None:
            return "Vul ook de maand in, of laat de dag leeg."
        return Period(date(year, 1, 1), date(year, 12, 31))
    if not 1 <= month <= 12:
        return "De maand is een getal van 1 tot en met 12."
    if day is None:
        return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    if not 1 <= day <= monthrange(year, month)[1]:
        return f"De dag {day}-{month}-{year} bestaat niet; kijk de datum na."
    return Period(date(year, month, day), date(year, month, day))


def age(years: int, months: int | None, peildatum: date) -> Period | str:
    """Return the days of birth of somebody of this age on *peildatum*, or the fault."""
    if not 0 <= years <= OLDEST:
        return f"De leeftijd is een getal van 0 tot en met {OLDEST}."
    if months is not None and not 0 <= months <= 11:
        return "Het aantal maanden is een getal van 0 tot en met 11."
    return born_at(years, months, peildatum)


def born_at(years: int, months: int | None, peildatum: date) -> Period:
    """Return the days of birth of somebody who is this old on *peildatum*.

    >>> born_at(17, None, date(2026, 11, 22))
    Period(first=datetime.date(2008, 11, 23), last=datetime.date(2009, 11, 22))
    >>> born_at(17, 3, date(2026, 11, 22))
    Period(first=datetime.date(2009, 7, 23), last=datetime.date(2009, 8, 22))
    """
    reached = 12 * years + (months or 0)
    span = 12 if months is None else 1
    last = Duration(months=reached).after(peildatum, -1)
    first = Duration(days=1).after(Duration(months=reached + span).after(peildatum, -1))
    return Period(max(first, EARLIEST), last)


def parts(known: Value | None) -> tuple[int | None, int | None, int | None]:
    """Return day, month and year of an answer, as far as they are sure."""
    if not isinstance(known, Period) or known.first.year != known.last.year:
        return None, None, None
    first, last = known.first, known.last
    if first == last:
        return first.day, first.month, first.year
    month = first.month if first.month == last.month else None
    return None, month, first.year


__all__ = ["age", "ask_date", "born_at", "days", "parts"]
