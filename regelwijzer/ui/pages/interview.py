"""The interview: one question at a time, why it is asked, and when it is enough."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from regelwijzer.application import Application
from regelwijzer.interview.contradictions import contradictions
from regelwijzer.interview.lists import Screen
from regelwijzer.interview.output import why_asked
from regelwijzer.interview.questions import Question, question
from regelwijzer.interview.session import Answers, NextStep
from regelwijzer.knowledge.text import reads_plain
from regelwijzer.ui import state
from regelwijzer.ui.pages import go
from regelwijzer.ui.text import safe
from regelwijzer.ui.ticklist import ask_list
from regelwijzer.ui.widgets import ask, pressed

STOP = "Nu stoppen"
FEW = 40
"""More questions than this are not counted aloud: it is the most there can be, and frightens."""


def show() -> None:
    """Draw the interview page."""
    if not state.started():
        st.title("Vragen", anchor=False)
        st.info("Begin op de startpagina: kies wie dit invult en wat er nodig is.")
        if st.button("Naar de startpagina", type="primary"):
            go("start")
        return
    application = state.application()
    _take(application)
    answers = state.answers()
    editing = [name for name in state.editing() if name in application.base.feiten]
    if editing:
        _change(application, answers, editing)
        return
    if back := state.back_to():
        go(back)
    step = application.interviewer.next(answers, state.theme())
    if step.question is None:
        _finished(answers, step)
    else:
        _ask(application, answers, step, step.question.feit)


def _take(application: Application) -> None:
    """Take the answer whose button was pressed on the question that stands there."""
    feit, answers = state.asked(), state.answers()
    if feit not in application.base.feiten:
        return
    shown = question(application.base, application.wordings, answers.case.doelgroep, feit)
    given = pressed(shown)
    if given is not None:
        state.give(feit, given.value, withheld=given.withheld)


def _ask(application: Application, answers: Answers, step: NextStep, feit: str) -> None:
    """Ask one question, or the list that it stands in."""
    base = application.base_for(answers.case.doelgroep)
    _progress(answers, step)
    if contradictions(base, answers.case):
        where = state.say("Uw antwoorden", "Mijn antwoorden")
        st.warning(f"Twee antwoorden spreken elkaar tegen. Kijk ze na bij '{where}'.")
    if step.together:
        _list(answers, step.together)
    else:
        _answer(_question(application, answers, feit), answers)
    plain = reads_plain(answers.case.doelgroep)
    asked = step.together.feiten if step.together else (feit,)
    with st.expander("Waarom vragen we dit, en wie kan het weten?"):
        st.write(safe(why_asked(base, step, plain)))
        known_by = dict.fromkeys(name for item in asked for name in base.feiten[item].weet)
        if known_by:
            st.write(f"Wie het kan weten: {safe(base.who(known_by, plain, 'of'))}.")
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
    st.caption(safe(_theme(application, answers, feit)))
    st.title(safe(shown.text), anchor=False)
    if shown.help:
        st.write(safe(shown.help))
    if shown.example:
        st.caption(f"Bijvoorbeeld: {safe(shown.example)}")
    return shown


def _answer(shown: Question, answers: Answers) -> None:
    known = answers.case.values.get(shown.feit.feit)
    state.set_asked(shown.feit.feit)
    given = ask(shown, known, peildatum=answers.case.peildatum)
    if given is not None:
        state.give(shown.feit.feit, given.value, withheld=given.withheld)
        st.rerun()


def _list(answers: Answers, screen: Screen) -> None:
    st.title(safe(screen.text), anchor=False)
    given = ask_list(screen, answers)
    if given is not None:
        state.give_all(given.values, withheld=given.withheld)
        st.rerun()


def _theme(application: Application, answers: Answers, feit: str) -> str:
    doelgroep = answers.case.doelgroep
    theme = application.base_for(doelgroep).themas[application.base.feiten[feit].thema]
    return (theme.titel_ouder if reads_plain(doelgroep) else theme.titel) or theme.titel


def _progress(answers: Answers, step: NextStep) -> None:
    total = step.settled + len(step.open_kaders)
    share = step.settled / total if total else 1.0
    # The first question is fixed; how many more can matter is only known after it.
    ranked = bool(step.settled or step.spared)
    few = ranked and step.screens <= FEW
    more = f" · nog hooguit {step.screens}" if few else " · stoppen kan altijd"
    # How many questions the rules hold is no news for a tired parent: it frightens.
    plain = reads_plain(answers.case.doelgroep)
    told = f"{step.settled} van de {total} uitkomsten {'zijn al zeker' if plain else 'staan vast'}"
    if step.spared and not plain:
        told += f"; {len(step.spared)} vragen zijn niet meer nodig"
    number = state.screens() + 1
    st.html(
        f'<div class="rw-voortgang" role="status"><p><strong>Vraag {number}</strong>{more}'
        f'</p><div class="rw-balk" aria-hidden="true"><span style="width:{share:.0%}"></span>'
        f"</div><p>{told}.</p></div>"
    )


def _ways_out(answers: Answers) -> None:
    last = state.last_answered()
    with st.container(key="rw_uitgang", horizontal=True):
        if last and st.button("Vorige vraag", icon=":material/arrow_back:"):
            state.edit(*last)
            st.rerun()
        many = not reads_plain(answers.case.doelgroep)
        if many and st.button("Veel vragen tegelijk", icon=":material/table_rows:"):
            go("veel")
        if answers.answered and st.button("Mijn antwoorden", icon=":material/list:"):
            go("antwoorden")
        if st.button(STOP, icon=":material/flag:", help="Bekijk het advies met wat nu bekend is."):
            go("advies")


def _change(application: Application, answers: Answers, feiten: Sequence[str]) -> None:
    lists, doelgroep = application.interviewer.lists, answers.case.doelgroep
    screen = lists.screen(doelgroep, feiten[0], feiten) if len(feiten) > 1 else None
    what = "deze lijst" if screen else "één antwoord"
    rest = "De andere antwoorden blijven staan." if screen else "De andere blijven staan."
    st.html(f'<p class="rw-voortgang">Dit verandert {what}. {rest}</p>')
    if screen:
        _list(answers, screen)
    else:
        _answer(_question(application, answers, feiten[0]), answers)
    if st.button("Toch niet veranderen", icon=":material/arrow_back:"):
        state.edit(back=state.back_to())
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
