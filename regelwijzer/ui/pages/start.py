"""Start: who asks, what help is needed, and what the app does and does not do."""

from __future__ import annotations

import time
from datetime import date

import streamlit as st

from regelwijzer.advice.focus import THEMES
from regelwijzer.advice.wording import day_text, lower_first
from regelwijzer.interview.troubles import TROUBLES, trouble_text
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.text import enumerate_words, reads_plain
from regelwijzer.reasoning.case import EARLIEST, LATEST
from regelwijzer.ui import state, tour
from regelwijzer.ui.pages import go, page
from regelwijzer.ui.savefile import SHOWN_SECONDS, open_file

ROLES = {
    "ouder": "Ouder of verzorger",
    "jongere": "Ik ben zelf de jongere",
    "jeugdbeschermer": "Jeugdbeschermer of andere professional",
    "trainer": "Trainer",
}
WIPED = "rw_gewist"
_DANGER = """<div class="rw-gevaar" role="note"><p><strong>Is er nu gevaar?</strong> Wacht niet op
deze vragen.</p><ul>
<li>Direct gevaar: <a href="tel:112">bel 112</a></li>
<li>Onveilig thuis: <a href="tel:08002000">bel 0800-2000</a></li>
<li>Denken aan zelfmoord: <a href="tel:113">bel 113</a></li>
</ul></div>"""
_PROMISES = """<div class="rw-twee">
<section><h2>Wat Regelwijzer doet</h2><ul>
<li>Uitleggen welke wet past, tot op het artikel.</li>
<li>Laten zien wat er verandert op de 18e verjaardag.</li>
<li>Eerlijk zeggen wat onbekend is, en wie daarover beslist.</li></ul></section>
<section><h2>Wat Regelwijzer niet doet</h2><ul>
<li>Beslissen. Dat doen de gemeente, het CIZ, de verzekeraar of de rechter.</li>
<li>Vragen naar een naam, een BSN of een verhaal.</li>
<li>Iets op schijf bewaren. Na een half uur zonder gebruik is alles weg.</li>
</ul></section></div>"""


def show() -> None:
    """Draw the start page."""
    _wiped()
    st.title("Wie moet deze hulp betalen?", anchor=False)
    st.html(
        '<p class="rw-intro">Vertel wat een jongere van 0 tot 23 jaar nodig heeft. Hier staat '
        "welke wet dat draagt, nu en na de 18e verjaardag, waarom, en wat nog onbekend is.</p>"
    )
    st.html(_DANGER)
    st.page_link(
        page("vastgelopen"),
        label="Loopt de hulp vast? Zie wie kan helpen.",
        icon=":material/route:",
    )
    kept = state.answers().case if state.started() else None
    roles = list(ROLES)
    if not state.started():
        tour.show()
    st.header("1. Wie vult dit in?", anchor=False)
    role = st.radio(
        "Wie vult dit in?",
        roles,
        format_func=ROLES.__getitem__,
        index=roles.index(kept.doelgroep) if kept else None,
        label_visibility="collapsed",
        width="stretch",
        key="start_rol",
    )
    base = state.application().base_for(role or "")
    wishes = _wishes(base, role or "", kept.hulpvragen if kept else ())
    day = _day(kept.peildatum if kept else date.today(), role or "")
    with st.container(key="rw_begin"):
        label = "Verder met de vragen" if kept else "Begin met de vragen"
        begun = st.button(label, type="primary", width="stretch", icon=":material/arrow_forward:")
    if begun and role is None:
        st.error("Kies eerst wie dit invult (stap 1); dan passen de woorden daarbij.")
    elif begun and role is not None:
        tour.seen()
        state.begin(role, day, tuple(wishes))
        go("vragen")
    open_file()
    st.html(_PROMISES)


def _wiped() -> None:
    """Say that all is wiped; some seconds long, for the page may be drawn again by itself."""
    since = st.session_state.get(WIPED)
    if since is True:
        since = st.session_state[WIPED] = time.monotonic()
    if since and time.monotonic() - since < SHOWN_SECONDS:
        st.success("Alles is gewist. Er staat niets meer in dit venster.")
    elif since:
        del st.session_state[WIPED]


def _day(current: date, role: str) -> date:
    moment = "vandaag" if current == date.today() else day_text(current)
    with st.expander(f"Voor welke dag is het advies? Nu: {moment}"):
        day = st.date_input(
            f"{'Dag' if reads_plain(role) else 'Peildatum'} (dag-maand-jaar)",
            value=current,
            min_value=EARLIEST,
            max_value=LATEST,
            format="DD-MM-YYYY",
            key="start_peildatum",
        )
        st.caption("De leeftijd en de wet van die dag tellen.")
    return day if isinstance(day, date) else current


def _wishes(base: Kennisbank, role: str, kept: tuple[str, ...]) -> list[str]:
    plain = reads_plain(role)
    st.header("2. Wat loopt er mis, of wat is er nodig?", anchor=False)
    st.caption("Kies alles wat past. Niets gekozen? Dan kijken we naar alles; dat vraagt meer.")
    troubles = st.pills(
        "Wat loopt er mis?",
        list(TROUBLES),
        format_func=lambda trouble: trouble_text(trouble, role),
        selection_mode="multi",
        key="start_problemen",
    )
    titles = {
        name: hulpvorm.titel_ouder if plain else hulpvorm.titel
        for name, hulpvorm in base.hulpvormen.items()
    }
    chosen: dict[str, None] = {}
    for trouble in troubles:
        chosen.update(dict.fromkeys(name for name in TROUBLES[trouble] if name in titles))
    groups: dict[str, list[str]] = {}
    for name, hulpvorm in base.hulpvormen.items():
        groups.setdefault(THEMES.get(hulpvorm.thema, THEMES["recht"]), []).append(name)
    # Nobody has chosen yet, or reads plain words: a list of thirty kinds of help frightens.
    unfolded = bool(kept) or bool(role and not plain)
    with st.expander("Of kies zelf welke hulp nodig is", expanded=unfolded):
        for title, names in groups.items():
            picked = st.pills(
                title,
                names,
                format_func=titles.__getitem__,
                selection_mode="multi",
                default=[name for name in names if name in kept],
                key=f"start_hulp_{title}",
            )
            chosen.update(dict.fromkeys(picked))
    if troubles:
        looked = enumerate_words([lower_first(titles[name]) for name in chosen])
        st.caption(f"We kijken dan naar: {looked}.")
    return [name for name in base.hulpvormen if name in chosen]
