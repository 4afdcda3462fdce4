"""What the training pages share: the library, the case that is open, and the lesson."""

from __future__ import annotations

from functools import lru_cache

import streamlit as st

from regelwijzer.advice.advisor import Advice
from regelwijzer.datapaths import questionnaires_folder
from regelwijzer.reasoning.case import Case
from regelwijzer.report.classview import layout_of
from regelwijzer.report.layers import Layout
from regelwijzer.report.overview import Overview, overview
from regelwijzer.report.view import Viewer
from regelwijzer.training.library import Library, load_library
from regelwijzer.training.models import TeachingCase
from regelwijzer.training.presentation import Presentation, present
from regelwijzer.ui import state

CASE = "rw_oefencasus"


@st.cache_resource(show_spinner="De oefencasussen worden geladen…")
def library() -> Library:
    """Return the teaching cases, one copy for all sessions; they are about nobody."""
    return load_library(questionnaires_folder(), state.application().base)


@st.cache_resource(show_spinner="De redenering wordt afgeleid…", max_entries=64)
def presentation(name: str) -> Presentation:
    """Return the presentation of one teaching case."""
    return present(state.application().advisor, library().cases[name])


@st.cache_resource(show_spinner=False, max_entries=256)
def picture_layout(name: str, kader: str) -> Layout:
    """Return where the boxes of one picture stand."""
    return layout_of(presentation(name).pictures[kader])


@st.cache_resource(show_spinner=False, max_entries=512)
def stage_matrix(name: str, stage: int) -> Overview:
    """Return the matrix of a teaching case after a number of facts."""
    return case_matrix(presentation(name).stages[stage].case)


def case_matrix(case: Case) -> Overview:
    """Return the matrix of *case*, only of what is asked."""
    application = state.application()
    viewer = Viewer(application.base, "trainer")
    return overview(viewer, advise(case), only_asked=True)


def advise(case: Case) -> Advice:
    """Return the advice on a teaching case."""
    return state.application().advisor.advise(case)


def chosen() -> TeachingCase | None:
    """Return the teaching case that is open in this window."""
    return library().cases.get(str(st.session_state.get(CASE, "")))


def choose(name: str) -> None:
    """Open a teaching case."""
    st.session_state[CASE] = name


def choose_here(pages_key: str) -> TeachingCase:
    """Draw the choice of a case and return the one that is open."""
    cases = library().cases
    current = chosen()
    names = list(cases)
    picked = st.selectbox(
        "Casus",
        names,
        index=names.index(current.casus) if current else 0,
        format_func=lambda name: cases[name].titel,
        key=f"{pages_key}_casus",
    )
    choose(picked)
    return cases[picked]


@lru_cache(maxsize=1)
def level_order() -> tuple[str, ...]:
    """Return the levels, easiest first."""
    return ("start", "verdieping", "expert")
