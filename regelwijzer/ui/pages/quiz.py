"""The quiz: choose what to ask, predict the verdicts, and see what you believed.

The results stay in this window; they leave it only when the learner takes them along.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import streamlit as st

from regelwijzer.interview.questions import question
from regelwijzer.reasoning.case import plain
from regelwijzer.reasoning.verdicts import Verdict
from regelwijzer.report.quizview import exercise_html, graded_html, question_html, story_html
from regelwijzer.report.view import LABELS
from regelwijzer.training.nearmiss import NearMisses
from regelwijzer.training.quiz import ROUNDS, Graded, Option, Quiz
from regelwijzer.training.reasons import Reasons
from regelwijzer.ui import state, training
from regelwijzer.ui.pages import go
from regelwijzer.ui.text import answer_text, safe

_STATE, _RESULTS = "rw_quiz", "rw_quiz_uitslag"
_ORDER = (Verdict.APPLIES, Verdict.DOES_NOT, Verdict.JUDGEMENT, Verdict.UNKNOWN)


@dataclass
class _Run:
    """One run of the quiz in this window."""

    casus: str
    asked: list[str] = field(default_factory=list)
    points: list[int] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    done_asking: bool = False
    graded: list[Graded] = field(default_factory=list)


def show() -> None:
    """Draw the quiz."""
    st.title("Quiz", anchor=False)
    item = training.choose_here("quiz")
    run = st.session_state.get(_STATE)
    if not isinstance(run, _Run) or run.casus != item.casus:
        run = _Run(item.casus)
        st.session_state[_STATE] = run
    quiz = Quiz(state.application().advisor, training.library(), item)
    st.html(story_html(item))
    if quiz.invented:
        st.caption(
            "Deze casus komt uit een document. Wat daar niet in staat, is voor deze quiz bedacht."
        )
    for line in run.told:
        st.html(line)
    options = quiz.options(run.asked)
    if not run.done_asking and len(run.asked) < ROUNDS and options:
        _ask(quiz, run, options)
    elif not run.graded:
        _predict(quiz, run)
    else:
        _result(quiz, run)
    _export()


def _ask(quiz: Quiz, run: _Run, options: tuple[Option, ...]) -> None:
    application = state.application()
    st.header(f"Vraag {len(run.asked) + 1} van {ROUNDS}: wat is de beste vraag?", anchor=False)
    st.caption("Kies de vraag waarvan het antwoord het meeste duidelijk maakt.")
    chosen: Option | None = None
    with st.container(key="rw_keuze", gap="small"):
        for number, option in enumerate(options):
            shown = question(application.base, application.wordings, "trainer", option.feit)
            if st.button(
                safe(shown.text),
                key=f"quiz_{len(run.asked)}_{number}",
                width="stretch",
                shortcut=str(number + 1),
            ):
                chosen = option
    if st.button("Ik weet genoeg: naar de uitkomsten"):
        run.done_asking = True
        st.rerun()
    if chosen is None:
        return
    best = max(options, key=lambda option: option.points)
    run.told.append(_said(quiz, len(run.asked) + 1, chosen, best))
    run.asked.append(chosen.feit)
    run.points.append(chosen.points)
    st.rerun()


def _said(quiz: Quiz, number: int, chosen: Option, best: Option) -> str:
    application = state.application()
    feit = application.base.feiten[chosen.feit]
    answer = "Dat weet in deze casus nog niemand."
    if quiz.answered(chosen.feit):
        words = {option.keuze: option.titel for option in feit.keuzes}
        answer = answer_text(plain(quiz.truth.values[chosen.feit]), words)
    better = question(application.base, application.wordings, "trainer", best.feit).text
    best_text = better if best.points > chosen.points else ""
    shown = question(application.base, application.wordings, "trainer", chosen.feit)
    return question_html(number, shown.text, answer, chosen.points, best_text)


def _predict(quiz: Quiz, run: _Run) -> None:
    base = state.application().base
    st.header("Wat wordt de uitkomst?", anchor=False)
    st.caption("Voorspel per kader, met wat nu bekend is. 'Nog onbekend' is een goed antwoord.")
    with st.form("quiz_voorspelling", border=False):
        given = {
            name: st.radio(
                f"{base.kaders[name].titel} ({base.wetten[base.kaders[name].wet].kort})",
                _ORDER,
                index=None,
                format_func=lambda verdict: LABELS[verdict][0],
                key=f"quiz_voorspel_{run.casus}_{name}",
            )
            for name in quiz.kaders
        }
        sent = st.form_submit_button("Kijk na", type="primary")
    if not sent:
        return
    predicted = {name: verdict for name, verdict in given.items() if verdict is not None}
    if len(predicted) < len(quiz.kaders):
        st.error("Kies bij elk kader een uitkomst; 'Nog onbekend' mag ook.")
        return
    run.graded = quiz.grade(run.asked, predicted)
    st.session_state.setdefault(_RESULTS, []).append(_record(run))
    st.rerun()


def _result(quiz: Quiz, run: _Run) -> None:
    right = sum(item.right for item in run.graded)
    st.header(f"{right} van {len(run.graded)} uitkomsten goed", anchor=False)
    if run.points:
        mean = round(sum(run.points) / len(run.points))
        st.write(f"De vragen leverden gemiddeld {mean} van de 100 punten op.")
    base, case = state.application().base, quiz.case(run.asked)
    reasons = Reasons(state.application().advisor)
    for item in run.graded:
        st.html(graded_html(base, reasons.why(case, item.kader), item))
    _near(quiz, run)
    with st.container(key="rw_uitgang", horizontal=True):
        if st.button("Nog een keer", icon=":material/replay:"):
            del st.session_state[_STATE]
            st.rerun()
        if st.button("Andere casus"):
            go("oefenen")


def _near(quiz: Quiz, run: _Run) -> None:
    """Draw exercises with answers: cases one or two facts away."""
    base = state.application().base
    with st.expander("Oefen verder: wat als één feit anders was?"):
        kader = st.selectbox(
            "Uitkomst",
            quiz.kaders,
            format_func=lambda name: base.kaders[name].titel,
            key="quiz_bijna",
        )
        reasons = Reasons(state.application().advisor)
        near = [fact.feit for fact in quiz.item.verborgen]
        found = NearMisses(state.application().advisor).near(quiz.case(run.asked), kader, near)
        if not found:
            st.write("Geen verandering van één of twee feiten doet hier iets.")
        for number, exercise in enumerate(found, start=1):
            why = reasons.why(exercise.case, exercise.kader)
            st.html(exercise_html(base, number, exercise, why))


def _record(run: _Run) -> dict[str, object]:
    return {
        "casus": run.casus,
        "vragen": [{"feit": f, "punten": p} for f, p in zip(run.asked, run.points, strict=True)],
        "uitkomsten": [
            {
                "kader": item.kader,
                "voorspeld": item.predicted.value,
                "uitkomst": item.actual.value,
                "misvatting": item.misconception.misvatting if item.misconception else None,
            }
            for item in run.graded
        ],
    }


def _export() -> None:
    results = st.session_state.get(_RESULTS, [])
    if not results:
        return
    content = {"schema": "regelwijzer/quiz/1", "uitslagen": results}
    st.download_button(
        f"Neem mijn uitslag mee ({len(results)})",
        json.dumps(content, ensure_ascii=False, indent=2) + "\n",
        file_name="regelwijzer-quiz.json",
        mime="application/json",
        on_click="ignore",
        icon=":material/download:",
    )
    st.caption("De uitslag staat alleen in dit venster, zonder naam. Bewaren hoeft niet.")
