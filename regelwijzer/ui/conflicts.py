"""Two answers that cannot both be true: both questions, and a way to each."""

from __future__ import annotations

import streamlit as st

from regelwijzer.application import Application
from regelwijzer.interview.contradictions import Contradiction, contradictions
from regelwijzer.interview.questions import question
from regelwijzer.interview.session import Answers
from regelwijzer.reasoning.case import plain
from regelwijzer.ui import state
from regelwijzer.ui.pages import go
from regelwijzer.ui.text import answer_text, safe


def conflicts(application: Application, answers: Answers, back: str) -> None:
    """Draw every contradiction; after a change the user comes back to page *back*."""
    found = contradictions(application.base, answers.case)
    for item in found:
        with st.container(key=f"rw_tegen_{item.name}"):
            st.warning("**Deze antwoorden kunnen niet allebei kloppen.** " + safe(item.why))
            for name in item.feiten:
                _side(application, answers, item, name, back)


def _side(
    application: Application, answers: Answers, item: Contradiction, name: str, back: str
) -> None:
    case = answers.case
    shown = question(application.base, application.wordings, case.doelgroep, name)
    given = answer_text(plain(case.values[name]), dict(shown.options))
    with st.container(
        key=f"rw_rij_tegen_{item.name}_{name}", horizontal=True, vertical_alignment="center"
    ):
        st.markdown(f"Ingevuld: {safe(shown.text)}  \n**{safe(given)}**")
        if st.button("Wijzig", key=f"tegen_{item.name}_{name}", help=f"Wijzig: {safe(shown.text)}"):
            state.edit(name, back=back)
            go("vragen")
