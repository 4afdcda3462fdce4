"""The interview: one question at a time, why it is asked, and when it is enough."""

from __future__ import annotations

import streamlit as st

from regelwijzer.application import Application
from regelwijzer.interview.contradictions import contradictions
from regelwijzer.interview.output import why_asked
from regelwijzer.interview.questions import Question, question
from regelwijzer.interview.session import Answers, NextStep
from regelwijzer.knowledge.text import enumerate_words, reads_plain
from regelwijzer.ui import state
from regelwijzer.ui.pages import go
from regelwijzer.ui.text import safe
from regelwijzer.ui.widgets import ask

STOP = "Nu stoppen"
FEW = 40
"""More questions than this are not counted aloud: it is the most there can be, and frightens."""


def show() -> None:
    """Draw the interview page."""
    if not state.started():
        st.title("Vragen", anchor=False)
        st.info("Begin op de startpagina: kies wie u bent en wat er nodig is.")
        if st.button("Naar de startpagina", type="primary"):
            go("start")
        return
    application, answers = state.application(), state.answers()
    editing = state.editing()
    if editing in application.base.feiten:
        _change(application, answers, editing)
        return
    if back := state.back_to():
        go(back)
    step = application.interviewer.next(answers, state.theme())
    if step.question is None:
        _finished(answers, step)
    else:
        _ask(application, answers, step, step.question.feit)


def _ask(application: Application, answers: Answers, step: NextStep, feit: str) -> None:
    base = application.base_for(answers.case.doelgroep)
    _progress(answers, step)
    if contradictions(base, answers.case):
        where = state.say("Uw antwoorden", "Mijn antwoorden")
        st.warning(f"Twee antwoorden spreken elkaar tegen. Kijk ze na bij '{where}'.")
    shown = _question(application, answers, feit)
    _answer(shown, answers)
    plain = reads_plain(answers.case.doelgroep)
    with st.expander("Waarom vragen we dit, en wie kan het weten?"):
        st.write(safe(why_asked(base, step, plain)))
        who = [base.partijen[name] for name in shown.feit.weet]
        if who:
            names = enumerate_words([p.titel_ouder if plain else p.titel for p in who], "of")
            st.write(f"Wie het kan weten: {safe(names)}.")
        st.write(
            state.say(
                "Weet u het niet, of wilt u het niet zeggen? Dat mag. Het telt nooit als nee, en "
                "wij vragen het niet nog eens.",
                "Weet je het niet, of wil je het niet zeggen? Dat mag. Het telt nooit als nee, en "
                "we vragen het niet nog eens.",
            )
        )
    _ways_out(answers)


def _question(application: Application, answers: Answers, feit: str) -> Question:
    doelgroep = answers.case.doelgroep
    shown = question(application.base, application.wordings, doelgroep, feit)
    theme = application.base_for(doelgroep).themas[shown.feit.thema]
    st.caption(safe(theme.titel_ouder if reads_plain(doelgroep) else theme.titel))
    st.title(safe(shown.text), anchor=False)
    if shown.help:
        st.write(safe(shown.help))
    if shown.example:
        st.caption(f"Bijvoorbeeld: {safe(shown.example)}")
    return shown


def _answer(shown: Question, answers: Answers) -> None:
    known = answers.case.values.get(shown.feit.feit)
    given = ask(shown, known, peildatum=answers.case.peildatum)
    if given is not None:
        state.give(shown.feit.feit, given.value, withheld=given.withheld)
        st.rerun()


def _progress(answers: Answers, step: NextStep) -> None:
    total = step.settled + len(step.open_kaders)
    share = step.settled / total if total else 1.0
    # The first question is fixed; how many more can matter is only known after it.
    ranked = bool(step.settled or step.spared)
    few = ranked and step.remaining <= FEW
    more = f" · nog hooguit {step.remaining}" if few else " · stoppen kan altijd"
    # How many questions the rules hold is no news for a tired parent: it frightens.
    plain = reads_plain(answers.case.doelgroep)
    told = f"{step.settled} van de {total} uitkomsten {'zijn al zeker' if plain else 'staan vast'}"
    if step.spared and not plain:
        told += f"; {len(step.spared)} vragen zijn niet meer nodig"
    number = len(answers.answered) + 1
    st.html(
        f'<div class="rw-voortgang" role="status"><p><strong>Vraag {number}</strong>{more}'
        f'</p><div class="rw-balk" aria-hidden="true"><span style="width:{share:.0%}"></span>'
        f"</div><p>{told}.</p></div>"
    )


def _ways_out(answers: Answers) -> None:
    last = state.last_answered()
    with st.container(key="rw_uitgang", horizontal=True):
        if last and st.button("Vorige vraag", icon=":material/arrow_back:"):
            state.edit(last)
            st.rerun()
        many = not reads_plain(answers.case.doelgroep)
        if many and st.button("Veel vragen tegelijk", icon=":material/table_rows:"):
            go("veel")
        if answers.answered and st.button("Mijn antwoorden", icon=":material/list:"):
            go("antwoorden")
        if st.button(STOP, icon=":material/flag:", help="Bekijk het advies met wat nu bekend is."):
            go("advies")


def _change(application: Application, answers: Answers, feit: str) -> None:
    st.html('<p class="rw-voortgang">Dit verandert één antwoord. De andere blijven staan.</p>')
    _answer(_question(application, answers, feit), answers)
    if st.button("Toch niet veranderen", icon=":material/arrow_back:"):
        state.edit(None, state.back_to())
        st.rerun()


def _finished(answers: Answers, step: NextStep) -> None:
    st.title(state.say("U bent klaar", "Je bent klaar"), anchor=False)
    count = len(step.spared)
    if count > 1:
        told = f"Deze {count} vragen kunnen de uitkomst niet meer veranderen. We slaan ze over."
    elif count == 1:
        told = "Eén vraag is over; die kan de uitkomst niet meer veranderen. We slaan hem over."
    else:
        told = "Er zijn geen vragen meer die de uitkomst kunnen veranderen."
    st.success(told, icon=":material/task_alt:")
    total = step.settled + len(step.open_kaders)
    st.write(f"Aantal vragen dat is beantwoord: {len(answers.answered)}.")
    if step.open_kaders:
        st.write(
            f"Van de {total} uitkomsten blijven er {len(step.open_kaders)} open: er is iets "
            "onbekend, of iemand moet er nog over beslissen. Het advies noemt wat en wie."
        )
    if st.button("Bekijk het advies", type="primary", width="stretch"):
        go("advies")
    if st.button("Mijn antwoorden", width="stretch"):
        go("antwoorden")
