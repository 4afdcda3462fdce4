"""All answers in one place; any of them can be changed, nothing else is lost."""

from __future__ import annotations

import streamlit as st

from regelwijzer.application import Application
from regelwijzer.interview.questions import question
from regelwijzer.interview.session import Answers
from regelwijzer.reasoning.case import plain
from regelwijzer.ui import state
from regelwijzer.ui.pages import go
from regelwijzer.ui.widgets import UNKNOWN_TEXT


def show() -> None:
    """Draw the overview of answers."""
    st.title("Uw antwoorden")
    if not state.started() or not state.answers().answered:
        st.info("U hebt nog geen vragen beantwoord.")
        if st.button("Naar de vragen", type="primary"):
            go("vragen" if state.started() else "start")
        return
    application, answers = state.application(), state.answers()
    st.write("Verander gerust een antwoord. De andere antwoorden blijven staan.")
    for thema in application.base.themas.values():
        names = [
            name
            for name, feit in application.base.feiten.items()
            if feit.thema == thema.thema and name in answers.answered
        ]
        if names:
            plain_words = answers.case.doelgroep in ("ouder", "jongere")
            st.subheader(thema.titel_ouder if plain_words else thema.titel, anchor=False)
        for name in names:
            _row(application, answers, name)
    st.divider()
    with st.container(horizontal=True):
        if st.button("Naar het advies", type="primary"):
            go("advies")
        if st.button("Verder met de vragen"):
            go("vragen")
        if st.button("Wis alles"):
            state.wipe()
            st.rerun()


def _row(application: Application, answers: Answers, name: str) -> None:
    shown = question(application.base, application.wordings, answers.case.doelgroep, name)
    value = answers.case.values.get(name)
    text = UNKNOWN_TEXT
    if value is not None:
        raw = plain(value)
        text = answer_text(raw, dict(shown.options))
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.markdown(f"{escape(shown.text)}  \n**{escape(text)}**")
    if right.button("Wijzig", key=f"wijzig_{name}", help=shown.text):
        state.edit(name)
        go("vragen")


def answer_text(raw: object, words: dict[str, str]) -> str:
    """Return an answer as a person would say it.

    >>> answer_text({"van": 70, "tot": 85}, {})
    'tussen 70 en 85'
    """
    if isinstance(raw, dict) and "van" in raw:
        return f"tussen {_day(raw['van'])} en {_day(raw['tot'])}"
    if isinstance(raw, dict):
        chosen = ", ".join(words.get(f"{item}", f"{item}") for item in raw["wel"])
        return chosen or "geen van deze"
    if isinstance(raw, list):
        return " of ".join(words.get(item, item) for item in raw)
    return words.get(str(raw), _day(raw))


def _day(raw: object) -> str:
    text = str(raw)
    parts = text.split("-")
    if len(parts) == 3 and len(parts[0]) == 4:
        return f"{parts[2]}-{parts[1]}-{parts[0]}"
    return text


def escape(text: str) -> str:
    """Return *text* with Markdown signs made harmless."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>#+-.!|$~:" else sign for sign in text)
