"""One question as Streamlit widgets; every type of feit can be left open.

No callbacks: a fault in a callback would be raised outside the guard of ``ui.guard``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from regelwijzer.interview.questions import WITHHELD_TEXT, Question, unknown_text
from regelwijzer.knowledge.errors import CaseError
from regelwijzer.reasoning.case import parse_value, plain
from regelwijzer.reasoning.values import Chosen, Interval, Options, Value
from regelwijzer.ui.dates import ask_date

UNKNOWN_TEXT = "Weet ik niet"
NEXT = "Volgende"
_KEYS = {"ja": "J", "nee": "N"}
_UNKNOWN_KEY, _PRIVATE_KEY = "W", "Z"


@dataclass(frozen=True)
class Given:
    """An answer from a form, or the sentence that says what is wrong with it."""

    value: Value | None = None
    fault: str = ""
    withheld: bool = False


NOTHING = Given()
"""The answer 'weet ik niet'."""
PRIVATE = Given(withheld=True)
"""The answer 'wil ik niet zeggen'."""


def ask(question: Question, known: Value | None, **context: Any) -> Given | None:
    """Show the widgets for *question*; return the answer once it is given.

    *context* is what a date needs: the peildatum.
    """
    if question.feit.type in ("ja_nee", "keuze"):
        return _ask_buttons(question, known)
    key = f"antwoord_{question.feit.feit}"
    with st.form(key, border=False):
        read = _fields(question, known, key, **context)
        with st.container(key="rw_verder", horizontal=True):
            sent = st.form_submit_button(NEXT, type="primary", key=f"{key}_verder")
            unknown = st.form_submit_button(unknown_text(question.feit), key=f"{key}_onbekend")
            private = st.form_submit_button(WITHHELD_TEXT, key=f"{key}_niet_zeggen")
    if unknown:
        return NOTHING
    if private:
        return PRIVATE
    if not sent:
        return None
    try:
        given = read()
    except CaseError:
        given = Given(fault="Dit antwoord past niet bij de vraag; kijk het nog eens na.")
    if given.fault:
        st.error(given.fault)
        return None
    return given


def pressed(question: Question) -> Given | None:
    """Return the answer whose button was just pressed, before anything is drawn.

    The new question can then be drawn at once: without this, every answer costs the old page
    and the new one.
    """
    name = question.feit.feit
    if question.feit.type not in ("ja_nee", "keuze"):
        return None
    for value, _ in question.options:
        if st.session_state.get(f"knop_{name}_{value}"):
            return Given(parse_value(question.feit, value))
    if st.session_state.get(f"knop_{name}_onbekend"):
        return NOTHING
    return PRIVATE if st.session_state.get(f"knop_{name}_niet_zeggen") else None


def _ask_buttons(question: Question, known: Value | None) -> Given | None:
    """Show one big button per answer, each with a key on the keyboard."""
    name, kind = question.feit.feit, question.feit.type
    current = plain(known) if isinstance(known, bool | Options) else None
    pressed: Given | None = None
    with st.container(key=f"rw_{kind}", gap="small"):
        for number, (value, text) in enumerate(question.options):
            shortcut = _KEYS.get(value) if kind == "ja_nee" else _digit(number)
            mark = ":material/check:" if value == current else None
            if st.button(
                text,
                key=f"knop_{name}_{value}",
                width="stretch",
                shortcut=shortcut,
                icon=mark,
                wrap=True,
            ):
                pressed = Given(parse_value(question.feit, value))
        if st.button(
            unknown_text(question.feit),
            key=f"knop_{name}_onbekend",
            width="stretch",
            shortcut=_UNKNOWN_KEY,
            wrap=True,
        ):
            pressed = NOTHING
        if st.button(
            WITHHELD_TEXT,
            key=f"knop_{name}_niet_zeggen",
            width="stretch",
            shortcut=_PRIVATE_KEY,
            wrap=True,
        ):
            pressed = PRIVATE
    return pressed


def _digit(number: int) -> str | None:
    return str(number + 1) if number < 9 else None


def _fields(
    question: Question, known: Value | None, key: str, **context: Any
) -> Callable[[], Given]:
    if question.feit.type == "meerkeuze":
        return _choices_field(question, known, key)
    if question.feit.type == "getal":
        return _number_fields(question, known, key)
    read = ask_date(question.feit, known, context["peildatum"], key)

    def date_given() -> Given:
        answer = read()
        return Given(fault=answer) if isinstance(answer, str) else Given(answer)

    return date_given


def _choices_field(question: Question, known: Value | None, key: str) -> Callable[[], Given]:
    st.caption("Meer dan één antwoord mag. Kies niets als geen enkel antwoord past.")
    before = known.wel if isinstance(known, Chosen) else frozenset()
    with st.container(key="rw_meerkeuze", gap="small"):
        ticked = [
            value
            for value, text in question.options
            if st.checkbox(text, value=value in before, key=f"{key}_{value}")
        ]
    return lambda: Given(parse_value(question.feit, ticked))


def _number_fields(question: Question, known: Value | None, key: str) -> Callable[[], Given]:
    feit = question.feit
    exact = range_low = range_high = None
    if isinstance(known, Interval):
        exact = known.low if known.low == known.high else None
        if exact is None:
            range_low, range_high = known.low, known.high
    unit = f" ({feit.eenheid})" if feit.eenheid else ""
    settings: dict[str, Any] = {"step": 1.0, "format": "%g"}
    with st.container(key="rw_getal"):
        value = st.number_input(f"Getal{unit}", value=exact, key=f"{key}_getal", **settings)
        with (
            st.expander("Ik weet het alleen ongeveer", expanded=range_low is not None),
            st.container(horizontal=True),
        ):
            low = st.number_input("Ten minste", value=range_low, key=f"{key}_van", **settings)
            high = st.number_input("Ten hoogste", value=range_high, key=f"{key}_tot", **settings)

    def read() -> Given:
        raw: Any = value
        if value is None:
            raw = {k: v for k, v in (("van", low), ("tot", high)) if v is not None}
            if not raw:
                return Given(fault=f"Vul een getal in, of kies '{UNKNOWN_TEXT}'.")
            if low is not None and high is not None and low > high:
                return Given(fault="'Ten minste' is meer dan 'ten hoogste': draai ze om.")
        try:
            return Given(parse_value(feit, raw))
        except CaseError:
            return Given(fault=_bounds(feit.minimum, feit.maximum))

    return read


def _bounds(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f"Dit getal kan niet kloppen: vul een getal in van {low:g} tot en met {high:g}."
    if low is not None:
        return f"Dit getal kan niet kloppen: vul ten minste {low:g} in."
    return "Dit getal kan niet kloppen: vul een kleiner getal in."


__all__ = ["NEXT", "NOTHING", "PRIVATE", "UNKNOWN_TEXT", "Given", "ask", "pressed"]
