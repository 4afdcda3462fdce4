"""The interview: one question at a time, why it is asked, and when it is enough."""

from __future__ import annotations

import streamlit as st

from regelwijzer.application import Application
from regelwijzer.interview.output import why_asked
from regelwijzer.interview.questions import question
from regelwijzer.interview.session import Answers, NextStep
from regelwijzer.ui import state
from regelwijzer.ui.pages import go
from regelwijzer.ui.widgets import ask


def show() -> None:
    """Draw the interview page."""
    if not state.started():
        st.info("Begin op de startpagina: kies wie u bent en wat er nodig is.")
        if st.button("Naar de startpagina", type="primary"):
            go("start")
        return
    application = state.application()
    answers = state.answers()
    editing = state.editing()
    if editing is not None:
        _change(application, answers, editing)
        return
    step = application.interviewer.next(answers, state.theme())
    if step.question is None:
        _finished(step)
        return
    _ask(application, answers, step)


def _ask(application: Application, answers: Answers, step: NextStep) -> None:
    if step.question is None:
        return
    base, doelgroep = application.base, answers.case.doelgroep
    shown = question(base, application.wordings, doelgroep, step.question.feit)
    theme = base.themas[shown.feit.thema]
    plain = doelgroep in ("ouder", "jongere")
    st.caption(theme.titel_ouder if plain else theme.titel)
    st.header(shown.text, anchor=False)
    if shown.help:
        st.write(shown.help)
    if shown.example:
        st.caption(f"Bijvoorbeeld: {shown.example}")
    known = answers.case.values.get(shown.feit.feit)
    ask(shown, known, answers.case.peildatum, state.give)
    with st.expander("Waarom vragen we dit, en wie kan het weten?"):
        st.write(why_asked(base, step))
        who = [base.partijen[name] for name in shown.feit.weet]
        if who:
            names = ", ".join(p.titel_ouder if plain else p.titel for p in who)
            st.write(f"Wie het kan weten: {names}.")
    _progress(answers, step)


def _progress(answers: Answers, step: NextStep) -> None:
    st.divider()
    done = len(answers.answered)
    given = "1 vraag beantwoord" if done == 1 else f"{done} vragen beantwoord"
    st.html(
        f'<p class="rw-voortgang">{given}. {step.settled} uitkomsten staan vast, '
        f"{len(step.open_kaders)} nog niet. {len(step.spared)} vragen hoeven we u niet te "
        "stellen.</p>"
    )
    with st.container(horizontal=True):
        if st.button("Nu stoppen en het advies bekijken"):
            state.stop()
            go("advies")
        if done and st.button("Mijn antwoorden"):
            go("antwoorden")


def _change(application: Application, answers: Answers, feit: str) -> None:
    shown = question(application.base, application.wordings, answers.case.doelgroep, feit)
    st.caption("U verandert één antwoord. De andere antwoorden blijven staan.")
    st.header(shown.text, anchor=False)
    if shown.help:
        st.write(shown.help)
    ask(shown, answers.case.values.get(feit), answers.case.peildatum, state.give)
    if st.button("Toch niet veranderen"):
        state.edit(None)
        go("antwoorden")


def _finished(step: NextStep) -> None:
    st.header("U bent klaar", anchor=False)
    count = len(step.spared)
    if count:
        st.success(
            f"Deze {count} vragen kunnen uw uitkomst niet meer veranderen. We slaan ze over."
        )
    else:
        st.success("Er zijn geen vragen meer die uw uitkomst kunnen veranderen.")
    if step.open_kaders:
        st.write(
            f"{len(step.open_kaders)} uitkomsten blijven open, omdat iets onbekend is of omdat "
            "iemand er nog over moet beslissen. Het advies noemt wat en wie."
        )
    if st.button("Bekijk het advies", type="primary", width="stretch"):
        go("advies")
