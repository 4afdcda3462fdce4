"""One question as Streamlit widgets; every type of feit can be left open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from regelwijzer.interview.questions import Question
from regelwijzer.knowledge.dates import Duration
from regelwijzer.reasoning.case import EARLIEST, LATEST, parse_value, plain
from regelwijzer.reasoning.values import Period, Value

UNKNOWN_TEXT = "Weet ik niet"
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus"),
    *("september", "oktober", "november", "december"),
)
Give = Callable[[str, Value | None], None]


@dataclass(frozen=True)
class Given:
    """An answer from a form, or the sentence that says what is wrong with it."""

    value: Value | None = None
    fault: str = ""


def ask(question: Question, known: Value | None, peildatum: date, give: Give) -> None:
    """Show the widgets for *question*; *give* is called with the answer."""
    if question.feit.type == "ja_nee":
        _ask_yes_no(question, give)
        return
    key = f"antwoord_{question.feit.feit}"
    with st.form(key, border=False):
        read = _fields(question, known, peildatum, key)
        with st.container(horizontal=True):
            sent = st.form_submit_button("Volgende", type="primary")
            unknown = st.form_submit_button(UNKNOWN_TEXT)
    if unknown:
        give(question.feit.feit, None)
        st.rerun()
    if sent:
        given = read()
        if given.fault:
            st.error(given.fault)
        else:
            give(question.feit.feit, given.value)
            st.rerun()


def _ask_yes_no(question: Question, give: Give) -> None:
    name = question.feit.feit
    values: list[tuple[str, Value | None]] = [
        (text, value == "ja") for value, text in question.options
    ]
    values.append((UNKNOWN_TEXT, None))
    with st.container(key="ja_nee"):
        for number, (text, value) in enumerate(values):
            st.button(
                text,
                key=f"knop_{name}_{number}",
                on_click=give,
                args=(name, value),
                width="stretch",
            )


def _fields(
    question: Question, known: Value | None, peildatum: date, key: str
) -> Callable[[], Given]:
    kind = question.feit.type
    if kind == "keuze":
        return _choice_field(question, known, key)
    if kind == "meerkeuze":
        return _choices_field(question, key)
    if kind == "getal":
        return _number_fields(question, key)
    return _date_fields(question, known, peildatum, key)


def _choice_field(question: Question, known: Value | None, key: str) -> Callable[[], Given]:
    words = dict(question.options)
    current = plain(known) if known is not None else None
    values = list(words)
    chosen = st.radio(
        question.text,
        values,
        index=values.index(current) if current in values else None,
        format_func=lambda value: words[value],
        key=f"{key}_keuze",
        label_visibility="collapsed",
    )

    def read() -> Given:
        if chosen is None:
            return Given(fault="Kies een antwoord, of kies 'Weet ik niet'.")
        return Given(parse_value(question.feit, chosen))

    return read


def _choices_field(question: Question, key: str) -> Callable[[], Given]:
    st.caption("U kunt meer dan één antwoord kiezen. Kies niets als geen enkel antwoord past.")
    ticked = [value for value, text in question.options if st.checkbox(text, key=f"{key}_{value}")]
    return lambda: Given(parse_value(question.feit, ticked))


def _number_fields(question: Question, key: str) -> Callable[[], Given]:
    feit = question.feit
    settings: dict[str, Any] = {"value": None, "step": 1.0, "format": "%g"}
    if feit.minimum is not None:
        settings["min_value"] = float(feit.minimum)
    if feit.maximum is not None:
        settings["max_value"] = float(feit.maximum)
    low = st.number_input("Het getal, of de ondergrens", key=f"{key}_van", **settings)
    high = st.number_input(
        "Bovengrens, alleen als u het niet precies weet", key=f"{key}_tot", **settings
    )

    def read() -> Given:
        if low is None and high is None:
            return Given(fault="Vul een getal in, of kies 'Weet ik niet'.")
        if low is not None and high is not None and low > high:
            return Given(fault="De ondergrens is groter dan de bovengrens; draai ze om.")
        if high is None:
            return Given(parse_value(feit, low))
        bounds = {"van": low, "tot": high} if low is not None else {"tot": high}
        return Given(parse_value(feit, bounds))

    return read


def _date_fields(
    question: Question, known: Value | None, peildatum: date, key: str
) -> Callable[[], Given]:
    exact = isinstance(known, Period) and known.first == known.last
    current = known.first if isinstance(known, Period) and exact else None
    day = st.date_input(
        "Precieze datum",
        value=current,
        min_value=EARLIEST,
        max_value=LATEST,
        format="DD-MM-YYYY",
        key=f"{key}_dag",
    )
    with st.expander("Ik weet alleen de maand, het jaar of de leeftijd"):
        month = st.selectbox("Maand", MONTHS, index=None, key=f"{key}_maand")
        year = st.number_input(
            "Jaar", EARLIEST.year, LATEST.year, value=None, step=1, key=f"{key}_jaar"
        )
        age = None
        if question.feit.feit == "jeugdige.geboortedatum":
            age = st.number_input(
                "Of: leeftijd in jaren", 0, 99, value=None, step=1, key=f"{key}_leeftijd"
            )

    def read() -> Given:
        if isinstance(day, date):
            return Given(Period(day, day))
        if year is not None:
            text = f"{int(year)}-{MONTHS.index(month) + 1:02d}" if month else str(int(year))
            return Given(parse_value(question.feit, text))
        if age is not None:
            return Given(born_at(int(age), peildatum))
        return Given(fault="Vul een datum in, of kies 'Weet ik niet'.")

    return read


def born_at(age: int, peildatum: date) -> Period:
    """Return the days of birth of somebody who is *age* years old on *peildatum*.

    >>> born_at(17, date(2026, 11, 22))
    Period(first=datetime.date(2008, 11, 23), last=datetime.date(2009, 11, 22))
    """
    last = Duration(months=12 * age).after(peildatum, -1)
    first = Duration(days=1).after(Duration(months=12 * (age + 1)).after(peildatum, -1))
    return Period(first, last)


__all__ = ["UNKNOWN_TEXT", "Given", "ask", "born_at"]
