"""The app: navigation, styles, and the guard that keeps every fault a sentence."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException, StopException

from regelwijzer.knowledge.errors import CaseError, KnowledgeErrors
from regelwijzer.reasoning.agreement import EnginesDisagree
from regelwijzer.ui import danger, keep, letgo, shell, state, theme
from regelwijzer.ui.pages import (
    about,
    answers,
    dense,
    doubt,
    gaten,
    interview,
    knowledge,
    les,
    oefenen,
    presentatie,
    quiz,
    result,
    road,
    stalled,
    start,
    table,
    vergelijken,
)
from regelwijzer.ui.text import safe

NAME = "Regelwijzer"
ICON = Path(__file__).with_name("pictogram.png")
_log = logging.getLogger("regelwijzer")
_SORRY = (
    "Er ging iets mis op deze pagina. De antwoorden zijn er nog: kies hierboven een andere pagina "
    "of laad deze opnieuw."
)


def main() -> None:
    """Draw the page the user is on; called by Streamlit at every interaction."""
    st.set_page_config(page_title=NAME, page_icon=str(ICON), layout="wide")
    letgo.keep_uploads_in_memory()
    guard(_draw)


def _draw() -> None:
    pages = {
        "start": st.Page(_framed(start.show), title=NAME, url_path="start", default=True),
        "vragen": st.Page(_framed(interview.show), title="Vragen", url_path="vragen"),
        "veel": st.Page(
            _framed(dense.show, "midden"), title="Veel vragen tegelijk", url_path="veel"
        ),
        "advies": st.Page(_framed(result.show, "breed"), title="Advies", url_path="advies"),
        "tijdlijn": st.Page(_framed(road.show, "breed"), title="Tijdlijn", url_path="tijdlijn"),
        "vastgelopen": st.Page(
            _framed(stalled.show, "midden"), title="Vastgelopen?", url_path="vastgelopen"
        ),
        "antwoorden": st.Page(_framed(answers.show), title="Antwoorden", url_path="antwoorden"),
        "kennisbank": st.Page(
            _framed(knowledge.show, "midden"), title="Over deze kennisbank", url_path="kennisbank"
        ),
        "oefenen": st.Page(_framed(oefenen.show, "midden"), title="Oefenen", url_path="oefenen"),
        "presentatie": st.Page(
            _framed(presentatie.show, "vol"), title="Presentatie", url_path="presentatie"
        ),
        "vergelijken": st.Page(
            _framed(vergelijken.show, "breed"), title="Vergelijken", url_path="vergelijken"
        ),
        "quiz": st.Page(_framed(quiz.show, "midden"), title="Quiz", url_path="quiz"),
        "gaten": st.Page(
            _framed(gaten.show, "breed"), title="Gaten tussen de wetten", url_path="gaten"
        ),
        "les": st.Page(_framed(les.show, "midden"), title="Les maken", url_path="les"),
        "caseload": st.Page(_framed(table.show, "breed"), title="Caseload", url_path="caseload"),
        "twijfel": st.Page(_framed(doubt.show), title="Klopt dit niet?", url_path="twijfel"),
        "over": st.Page(_framed(about.show), title="Over Regelwijzer", url_path="over"),
    }
    st.session_state["rw_paginas"] = pages
    chosen = st.navigation(list(pages.values()), position="hidden")
    if NAME not in chosen.title:  # a tab, a bookmark and a screen reader tell the pages apart by it
        st.set_page_config(page_title=f"{chosen.title} · {NAME}")
    else:
        st.set_page_config(page_title=chosen.title)
    chosen.run()


def _framed(show: Callable[[], None], width: str = "smal") -> Callable[[], None]:
    """Return a page with its frame; a fault inside leaves the frame standing."""

    def page() -> None:
        theme.apply(width)
        keep.resume()
        above = st.container(key="rw_boven")
        # Of a fixed place: a script that shifts because the page grows would run again.
        attention = st.container(key="rw_aandacht")
        shell.header()
        if keep.expired():
            st.info("Er gebeurde een half uur niets. De antwoorden zijn gewist.")
        if keep.looking() and show is not start.show:
            # A refresh: without this, 'er is nog geen advies' would stand here for a moment.
            st.html('<p role="status">De antwoorden worden opgezocht…</p>')
            return
        if guard(state.application):
            guard(show)
            with above:  # after the page: an answer given on it counts at once
                guard(danger.banner)
        keep.remember()
        shell.footer()
        keep.watch()
        # Elsewhere an answer leaves the page where it is: nobody wants to be sent to the top.
        turn = state.moment() if show is interview.show else ""
        with attention:
            shell.focus_heading(f"{show.__module__}{turn}")

    return page


def guard(show: Callable[[], object]) -> bool:
    """Draw a part; whatever fails becomes one sentence, and nothing of the case is logged.

    Tells whether it went well.
    """
    try:
        show()
        return True
    except (RerunException, StopException):
        raise
    except (EnginesDisagree, CaseError) as error:
        st.error(safe(str(error)))  # the name of a file or a column may stand in it
    except KnowledgeErrors as errors:
        _log.error("the rule base does not load: %s", errors.errors[0].file)
        st.error(
            "De regels konden niet worden geladen, daarom is er nu geen advies mogelijk. "
            f"De beheerder ziet meer met 'regelwijzer controleer' ({errors.errors[0].file})."
        )
    except Exception as error:
        _log.error("fault in %s: %s", show.__module__, type(error).__name__)
        st.error(_SORRY)
    return False
