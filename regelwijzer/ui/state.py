"""What one browser session holds: the answers and nothing else; nothing is written to disk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from regelwijzer.application import Application, load_application
from regelwijzer.interview.session import Answers
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.values import Value

_ANSWERS = "rw_antwoorden"
_THEME = "rw_thema"
_EDIT = "rw_wijzig"
_STOPPED = "rw_gestopt"


@st.cache_resource(show_spinner="De regels worden geladen…")
def application() -> Application:
    """Return the loaded product, one for all sessions of this server."""
    return load_application()


def started() -> bool:
    """Tell whether this session has chosen a role and begun."""
    return _ANSWERS in st.session_state


def begin(doelgroep: str, peildatum: date, hulpvragen: tuple[str, ...]) -> None:
    """Start an interview; facts that were given before stay."""
    kept = answers() if started() else Answers(Case(peildatum))
    case = replace(kept.case, peildatum=peildatum, doelgroep=doelgroep, hulpvragen=hulpvragen)
    st.session_state[_ANSWERS] = Answers(case, kept.skipped)
    st.session_state[_STOPPED] = False


def answers() -> Answers:
    """Return the answers of this session; raises KeyError before :func:`begin`."""
    found = st.session_state[_ANSWERS]
    assert isinstance(found, Answers)
    return found


def give(feit: str, value: Value | None) -> None:
    """Record an answer (None: weet ik niet) and go on with the interview."""
    st.session_state[_ANSWERS] = answers().give(feit, value)
    st.session_state[_THEME] = application().base.feiten[feit].thema
    st.session_state[_EDIT] = None


def forget(feit: str) -> None:
    """Take an answer back, as if it was never asked."""
    st.session_state[_ANSWERS] = answers().forget(feit)


def edit(feit: str | None) -> None:
    """Ask *feit* again now (None: back to the interview)."""
    st.session_state[_EDIT] = feit


def editing() -> str | None:
    """Return the feit that is being changed, if any."""
    found = st.session_state.get(_EDIT)
    return found if isinstance(found, str) else None


def theme() -> str | None:
    """Return the theme of the last question."""
    found = st.session_state.get(_THEME)
    return found if isinstance(found, str) else None


def stop(stopped: bool = True) -> None:
    """Stop asking (or go on)."""
    st.session_state[_STOPPED] = stopped


def is_stopped() -> bool:
    """Tell whether the user chose to stop answering."""
    return bool(st.session_state.get(_STOPPED))


def wipe() -> None:
    """Forget everything of this session."""
    for key in list(st.session_state):
        del st.session_state[key]
