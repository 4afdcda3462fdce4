"""All answers in one place; any of them can be changed, nothing else is lost."""

from __future__ import annotations

import streamlit as st

from regelwijzer.advice.wording import day_text, lower_first
from regelwijzer.application import Application
from regelwijzer.interview.questions import open_text, question
from regelwijzer.interview.session import Answers
from regelwijzer.knowledge.text import enumerate_words, reads_plain
from regelwijzer.reasoning.case import plain
from regelwijzer.ui import state
from regelwijzer.ui.conflicts import conflicts
from regelwijzer.ui.pages import go
from regelwijzer.ui.pages.start import ROLES
from regelwijzer.ui.savefile import save_button, tell
from regelwijzer.ui.text import answer_text, safe


def show() -> None:
    """Draw the overview of answers."""
    st.title(state.say("Uw antwoorden", "Mijn antwoorden"), anchor=False)
    if not state.started():
        st.info("Er zijn nog geen antwoorden: begin op de startpagina.")
        if st.button("Naar de startpagina", type="primary"):
            go("start")
        return
    application, answers = state.application(), state.answers()
    tell()
    st.write("Verander gerust een antwoord. De andere antwoorden blijven staan.")
    conflicts(application, answers, "antwoorden")
    _begin(application, answers)
    for thema in application.base_for(answers.case.doelgroep).themas.values():
        names = [
            name
            for name, feit in application.base.feiten.items()
            if feit.thema == thema.thema and name in answers.answered
        ]
        if names:
            words = thema.titel_ouder if reads_plain(answers.case.doelgroep) else thema.titel
            st.header(safe(words), anchor=False)
        for name in names:
            _row(application, answers, name)
    if not answers.answered:
        st.info("Er is nog geen vraag beantwoord.")
    with st.container(key="rw_uitgang", horizontal=True):
        if st.button("Naar het advies", type="primary"):
            go("advies")
        if st.button("Verder met de vragen"):
            state.edit()
            go("vragen")
        save_button("rw_bewaar")


def _begin(application: Application, answers: Answers) -> None:
    case, base = answers.case, application.base_for(answers.case.doelgroep)
    titles = [
        base.hulpvormen[n].titel_ouder if reads_plain(case.doelgroep) else base.hulpvormen[n].titel
        for n in case.hulpvragen
    ]
    st.header("Het begin", anchor=False)
    rows = {
        state.say("Wie u bent", "Wie je bent"): ROLES[case.doelgroep],
        "Op welke dag": day_text(case.peildatum),
        "Wat er nodig is": enumerate_words([*titles[:1], *map(lower_first, titles[1:])]) or "Alles",
    }
    for number, (label, text) in enumerate(rows.items()):
        if _line(label, text, f"wijzig_begin_{number}"):
            go("start")
    if answers.place and _line("Gemeente of regio", answers.place, "wijzig_plaats"):
        go("vastgelopen")


def _row(application: Application, answers: Answers, name: str) -> None:
    shown = question(application.base, application.wordings, answers.case.doelgroep, name)
    value = answers.case.values.get(name)
    text = (
        open_text(shown.feit, name in answers.withheld)
        if value is None
        else answer_text(plain(value), dict(shown.options))
    )
    if _line(shown.text, text, f"wijzig_{name}"):
        state.edit(name, back="antwoorden")
        go("vragen")


def _line(label: str, text: str, key: str) -> bool:
    """Draw one answer with its button; tell whether it was pressed."""
    with st.container(key=f"rw_rij_{key}", horizontal=True, vertical_alignment="center"):
        st.markdown(f"{safe(label)}  \n**{safe(text)}**")
        return st.button("Wijzig", key=key, help=f"Wijzig het antwoord op: {safe(label)}")
