"""A date as somebody knows it: to the day, the month, the year, or by age."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from regelwijzer.interview.dates import age, days
from regelwijzer.knowledge.dates import BIRTH
from regelwijzer.knowledge.models import Feit
from regelwijzer.reasoning.values import Period, Value


def ask_date(
    feit: Feit, known: Value | None, peildatum: date, key: str
) -> Callable[[], Period | str]:
    """Show the fields; the result reads them: the days that are possible, or what is wrong."""
    day, month, year = parts(known)
    st.caption("Bijvoorbeeld 14 5 2009. Dag of maand niet bekend? Laat die dan leeg.")
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


def parts(known: Value | None) -> tuple[int | None, int | None, int | None]:
    """Return day, month and year of an answer, as far as they are sure."""
    if not isinstance(known, Period) or known.first.year != known.last.year:
        return None, None, None
    first, last = known.first, known.last
    if first == last:
        return first.day, first.month, first.year
    month = first.month if first.month == last.month else None
    return None, month, first.year


__all__ = ["ask_date", "parts"]
