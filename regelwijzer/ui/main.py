"""The app: navigation, and the frame around every page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from regelwijzer.ui import danger, keep, letgo, shell, state, theme
from regelwijzer.ui.guard import guard
from regelwijzer.ui.pages import (
    about,
    answers,
    dense,
    doubt,
    gaten,
    go_on,
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

NAME = "Regelwijzer"
ICON = Path(__file__).with_name("pictogram.png")
_PAGES: dict[str, tuple[str, Callable[[], None], str]] = {
    "start": (NAME, start.show, "smal"),
    "vragen": ("Vragen", interview.show, "smal"),
    "veel": ("Veel vragen tegelijk", dense.show, "midden"),
    "advies": ("Advies", result.show, "breed"),
    "tijdlijn": ("Tijdlijn", road.show, "breed"),
    "vastgelopen": ("Vastgelopen?", stalled.show, "midden"),
    "antwoorden": ("Antwoorden", answers.show, "smal"),
    "kennisbank": ("Over deze kennisbank", knowledge.show, "midden"),
    "oefenen": ("Oefenen", oefenen.show, "midden"),
    "presentatie": ("Presentatie", presentatie.show, "vol"),
    "vergelijken": ("Vergelijken", vergelijken.show, "breed"),
    "quiz": ("Quiz", quiz.show, "midden"),
    "gaten": ("Gaten tussen de wetten", gaten.show, "breed"),
    "les": ("Les maken", les.show, "midden"),
    "caseload": ("Caseload", table.show, "breed"),
    "twijfel": ("Klopt dit niet?", doubt.show, "smal"),
    "over": ("Over Regelwijzer", about.show, "smal"),
}
"""Of each page: its title, what draws it, and how wide it is."""


def main() -> None:
    """Draw the page the user is on; called by Streamlit at every interaction."""
    st.set_page_config(page_title=NAME, page_icon=str(ICON), layout="wide")
    letgo.keep_uploads_in_memory()
    letgo.keep_upload_answers()
    letgo.keep_downloads_fetchable()
    letgo.close_sessions_apart()
    letgo.notice_leaving(keep.left)
    letgo.end_with_nobody()
    guard(_draw)


def _draw() -> None:
    pages = {
        name: st.Page(_framed(show, width), title=title, url_path=name, default=name == "start")
        for name, (title, show, width) in _PAGES.items()
    }
    st.session_state["rw_paginas"] = pages
    chosen = st.navigation(list(pages.values()), position="hidden")
    go_on(chosen.url_path or "start")
    # A tab, a bookmark and a screen reader tell the pages apart by the title.
    title = chosen.title if NAME in chosen.title else f"{chosen.title} · {NAME}"
    st.set_page_config(page_title=title)
    chosen.run()


def _framed(show: Callable[[], None], width: str) -> Callable[[], None]:
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
