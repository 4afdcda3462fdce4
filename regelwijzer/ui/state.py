"""What one browser session holds: the answers and nothing else; nothing is written to disk.

The same answers are kept half an hour in the memory of the server (``ui.memory``), so that a
refresh of the browser loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import streamlit as st

from regelwijzer.advice.advisor import Advice, Snapshot
from regelwijzer.application import Application, load_application
from regelwijzer.interview.session import Answers
from regelwijzer.knowledge.text import spoken
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.values import Value
from regelwijzer.report.view import Viewer
from regelwijzer.ui import letgo
from regelwijzer.ui.memory import MEMORY
from regelwijzer.ui.ready import READY

_ANSWERS = "rw_antwoorden"
_ADVICE = "rw_advies"
_AHEAD = "rw_vooruit"
COMPUTED = (_ADVICE, _AHEAD)
"""What can be computed again from the answers."""
_THEME = "rw_thema"
_EDIT = "rw_wijzig"
_RETURN = "rw_terug_naar"
_ASKED = "rw_gevraagd"
_ORDER = "rw_volgorde"
TOKEN = "rw_teken"
_TABLE = "rw_tabel"


@st.cache_resource(show_spinner="De regels worden geladen…")
def application() -> Application:
    """Return the loaded product, one for all sessions of this server."""
    found = READY.pop() if READY else load_application()
    letgo.start_sweeping()
    return found


def viewer(doelgroep: str) -> Viewer:
    """Return what puts an advice in the words of this audience."""
    return Viewer(application().base_for(doelgroep), doelgroep)


def started() -> bool:
    """Tell whether this session has chosen a role and begun."""
    return _ANSWERS in st.session_state


def begin(doelgroep: str, peildatum: date, hulpvragen: tuple[str, ...]) -> None:
    """Start an interview; facts that were given before stay."""
    kept = answers() if started() else Answers(Case(peildatum))
    case = replace(kept.case, peildatum=peildatum, doelgroep=doelgroep, hulpvragen=hulpvragen)
    st.session_state[_ANSWERS] = replace(kept, case=case)
    edit()


def answers() -> Answers:
    """Return the answers of this session; raises KeyError before :func:`begin`."""
    found = st.session_state[_ANSWERS]
    assert isinstance(found, Answers)
    return found


def say(to_u: str, to_je: str) -> str:
    """Return a sentence of the interface as the reader of this session is spoken to."""
    return spoken(answers().case.doelgroep if started() else "", to_u, to_je)


def advice() -> Advice:
    """Return the advice on the answers; computed once for the same answers."""
    case = answers().case
    found = st.session_state.get(_ADVICE)
    if not isinstance(found, Advice) or found.case != case:
        found = application().advisor.advise(case)
        st.session_state[_ADVICE] = found
    return found


def ahead(case: Case) -> Snapshot:
    """Return the same answers on another day; computed once as long as it is that day."""
    found = st.session_state.get(_AHEAD)
    if not isinstance(found, Snapshot) or found.case != case:
        found = application().advisor.snapshot(case)
        st.session_state[_AHEAD] = found
    return found


def give(feit: str, value: Value | None, *, withheld: bool = False) -> None:
    """Record an answer (None: weet ik niet, or *withheld*) and go on with the interview."""
    give_all({feit: value}, withheld=withheld)


def give_all(values: Mapping[str, Value | None], *, withheld: bool = False) -> None:
    """Record the answers of one screen, in the order in which they were asked."""
    found = answers()
    for feit, value in values.items():
        found = found.give(feit, value, withheld=withheld)
        st.session_state[_THEME] = application().base.feiten[feit].thema
    st.session_state[_ANSWERS] = found
    asked = tuple(values)
    st.session_state[_ORDER] = [*_without(_order(), asked), asked]
    st.session_state[_EDIT] = ()


def _without(order: list[tuple[str, ...]], names: tuple[str, ...]) -> list[tuple[str, ...]]:
    left = (tuple(name for name in screen if name not in names) for screen in order)
    return [screen for screen in left if screen]


def edit(*feiten: str, back: str = "") -> None:
    """Ask these feiten again now, then go to the page *back* (none: go on with the interview)."""
    st.session_state[_EDIT] = feiten
    st.session_state[_RETURN] = back


def asked() -> str:
    """Return the feit whose question was drawn last ('' for none)."""
    return str(st.session_state.get(_ASKED, ""))


def set_asked(feit: str) -> None:
    """Note the feit whose question is on the screen."""
    st.session_state[_ASKED] = feit


def editing() -> tuple[str, ...]:
    """Return the feiten that are being changed, if any."""
    found = st.session_state.get(_EDIT)
    return found if isinstance(found, tuple) else ()


def back_to() -> str:
    """Return, once, the page to go back to after a change ('' for none)."""
    return str(st.session_state.pop(_RETURN, ""))


def last_answered() -> tuple[str, ...]:
    """Return the feiten that were answered last, on one screen."""
    known = answers().answered
    left = (tuple(name for name in screen if name in known) for screen in reversed(_order()))
    return next((screen for screen in left if screen), ())


def screens() -> int:
    """Return how many screens were answered; a list counts as one."""
    known = answers().answered
    seen = [known.intersection(screen) for screen in _order()]
    counted = [screen for screen in seen if screen]
    return len(known) - sum(len(screen) for screen in counted) + len(counted)


def moment() -> str:
    """Return a mark that is new for each new question (and for each one that is changed)."""
    if not started():
        return ""
    return f"{len(answers().answered)}{'.'.join(editing())}"


def _order() -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = st.session_state.get(_ORDER, [])
    return found


def theme() -> str | None:
    """Return the theme of the last question."""
    found = st.session_state.get(_THEME)
    return found if isinstance(found, str) else None


def restore(kept: Answers) -> None:
    """Go on with answers that were kept or saved; what was here is replaced."""
    st.session_state[_ANSWERS] = kept
    edit()


def table() -> object:
    """Return the caseload that this session looks at, or None."""
    return st.session_state.get(_TABLE)


def set_table(found: object) -> None:
    """Keep the caseload that this session looks at; None forgets it."""
    st.session_state[_TABLE] = found


def token() -> str:
    """Return the random token of this browser tab ('' as long as it is not known)."""
    return str(st.session_state.get(TOKEN, ""))


def set_token(token: str) -> None:
    """Note the token of this browser tab; it tells nothing about anybody."""
    st.session_state[TOKEN] = token


def wipe() -> None:
    """Forget everything of this session, what stands in the fields included."""
    MEMORY.forget(token())
    for key in list(st.session_state):
        if key not in ("rw_paginas", "rw_pagina", TOKEN):
            del st.session_state[key]
    letgo.let_go_of_files()
