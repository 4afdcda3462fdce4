"""Many questions at once, for who knows the case: the most telling ones in one form."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

import streamlit as st

from regelwijzer.application import Application
from regelwijzer.interview.dates import read_date
from regelwijzer.interview.questions import WITHHELD_TEXT, Question, question, unknown_text
from regelwijzer.interview.session import Answers
from regelwijzer.knowledge.dates import BIRTH
from regelwijzer.knowledge.errors import CaseError
from regelwijzer.reasoning.case import parse_value
from regelwijzer.ui import state
from regelwijzer.ui.pages import go
from regelwijzer.ui.text import safe
from regelwijzer.ui.widgets import NOTHING, PRIVATE, Given

AT_ONCE = 15
UNKNOWN, WITHHELD, NONE = "#onbekend", "#niet_zeggen", "#geen"
OPEN = {UNKNOWN: NOTHING, WITHHELD: PRIVATE}
_HIDDEN: Final = "collapsed"
Reader = Callable[[], Given | None]


def show() -> None:
    """Draw the form."""
    st.title("Veel vragen tegelijk", anchor=False)
    if not state.started():
        st.info("Begin op de startpagina: kies wie dit invult en wat er nodig is.")
        if st.button("Naar de startpagina", type="primary"):
            go("start")
        return
    application, answers = state.application(), state.answers()
    names = telling(application, answers)
    if not names:
        st.success("Geen enkele vraag kan de uitkomst nog veranderen.", icon=":material/task_alt:")
        _ways_out()
        return
    st.write(
        f"Deze {len(names)} vragen zeggen nu het meest. Vul in wat bekend is en laat de rest leeg. "
        "Tab gaat naar het volgende veld. Daarna komen de volgende vragen."
    )
    _form(application, answers, names)
    _ways_out()


def telling(application: Application, answers: Answers, most: int = AT_ONCE) -> list[str]:
    """Return the feiten that tell most about what is still open, the first ones first."""
    step = application.interviewer.next(answers)
    if step.question is None:
        return []
    first = [] if step.ranked else [step.question.feit]
    if not step.ranked:  # the date of birth comes first; the rest is not ranked yet
        case = answers.case
        askable = [n for n in application.interviewer.askable(answers) if n not in first]
        ranked = application.advisor.chooser.rank(case, step.open_kaders, askable)
        return (first + [item.feit for item in ranked])[:most]
    return [item.feit for item in step.ranked][:most]


def _form(application: Application, answers: Answers, names: list[str]) -> None:
    base, role, day = application.base, answers.case.doelgroep, answers.case.peildatum
    mark = len(answers.answered)  # after each round the fields are new
    readers: dict[str, Reader] = {}
    with st.form(f"rw_dicht_{mark}", border=False, enter_to_submit=False):
        for name in names:
            shown = question(base, application.wordings, role, name)
            with st.container(key=f"rw_dicht_rij_{name}_{mark}"):
                left, right = st.columns([11, 10], vertical_alignment="center")
                left.markdown(f"**{safe(shown.text)}**")
                with right:
                    readers[name] = _field(shown, f"dicht_{name}_{mark}", day)
        sent = st.form_submit_button("Verwerk deze antwoorden", type="primary", width="stretch")
    if not sent:
        return
    given, faults = read(readers)
    for name in faults:
        text = question(base, application.wordings, role, name).text
        st.error(f"{safe(text)}: {safe(faults[name])}")
    if faults:
        return
    if not given:
        st.info("Er is nog niets ingevuld.")
        return
    for name, answer in given.items():
        state.give(name, answer.value, withheld=answer.withheld)
    st.rerun()


def read(readers: dict[str, Reader]) -> tuple[dict[str, Given], dict[str, str]]:
    """Return what was filled in, and for each faulty answer what is wrong."""
    given: dict[str, Given] = {}
    faults: dict[str, str] = {}
    for name, reader in readers.items():
        try:
            answer = reader()
        except CaseError:
            faults[name] = "dit antwoord past niet bij de vraag; kijk het nog eens na."
            continue
        if answer is None:
            continue
        if answer.fault:
            faults[name] = answer.fault
        else:
            given[name] = answer
    return given, faults


def _field(shown: Question, key: str, peildatum: date) -> Reader:
    """Draw the field of one question; what it returns reads it (None: left empty)."""
    kind = shown.feit.type
    words = {**dict(shown.options), **_open_words(shown), NONE: "Geen van deze"}

    if kind == "ja_nee":
        chosen = st.radio(
            shown.text,
            [*dict(shown.options), *_open_words(shown)],
            index=None,
            format_func=words.__getitem__,
            horizontal=True,
            label_visibility=_HIDDEN,
            key=key,
        )
        return lambda: _picked(shown, chosen)
    if kind == "keuze":
        picked = st.selectbox(
            shown.text,
            [*dict(shown.options), *_open_words(shown)],
            index=None,
            format_func=words.__getitem__,
            placeholder="Kies",
            label_visibility=_HIDDEN,
            key=key,
        )
        return lambda: _picked(shown, picked)
    if kind == "meerkeuze":
        many = st.multiselect(
            shown.text,
            [*dict(shown.options), NONE, *_open_words(shown)],
            format_func=words.__getitem__,
            placeholder="Kies een of meer",
            label_visibility=_HIDDEN,
            key=key,
        )
        return lambda: _several(shown, many)
    dated = "dd-mm-jjjj of 16 jaar" if shown.feit.feit == BIRTH else "dd-mm-jjjj, mm-jjjj of jjjj"
    example = dated if kind == "datum" else (shown.feit.eenheid or "getal")
    text = st.text_input(
        shown.text, placeholder=example, label_visibility=_HIDDEN, max_chars=40, key=key
    )
    return lambda: written(shown, text, peildatum)


def _open_words(shown: Question) -> dict[str, str]:
    return {UNKNOWN: unknown_text(shown.feit), WITHHELD: WITHHELD_TEXT}


def _picked(shown: Question, chosen: str | None) -> Given | None:
    if chosen is None:
        return None
    return OPEN.get(chosen) or Given(parse_value(shown.feit, chosen))


def _several(shown: Question, chosen: list[str]) -> Given | None:
    if not chosen:
        return None
    left_open = [OPEN[item] for item in chosen if item in OPEN]
    if left_open:
        return left_open[0]
    return Given(parse_value(shown.feit, [item for item in chosen if item != NONE]))


def written(shown: Question, text: str, peildatum: date) -> Given | None:
    """Read a date or a number as it was typed."""
    text = text.strip()
    if not text:
        return None
    if shown.feit.type == "datum":
        found = read_date(shown.feit, text, peildatum)
        return Given(fault=found) if isinstance(found, str) else Given(found)
    try:
        parts = [float(part.replace(",", ".")) for part in re.split(r"\s*(?:-|tot)\s*", text)]
    except ValueError:
        return Given(fault="schrijf een getal, of een bereik zoals 70-85.")
    raw: object = parts[0] if len(parts) == 1 else {"van": parts[0], "tot": parts[-1]}
    return Given(parse_value(shown.feit, raw))


def _ways_out() -> None:
    with st.container(key="rw_uitgang", horizontal=True):
        if st.button("Naar het advies", icon=":material/flag:"):
            go("advies")
        if st.button("Eén vraag tegelijk"):
            state.edit()
            go("vragen")
        if st.button("Mijn antwoorden", icon=":material/list:"):
            go("antwoorden")
