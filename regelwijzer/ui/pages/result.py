"""The advice: who pays what, why, why not, what is missing, and what is on the calendar."""

from __future__ import annotations

import streamlit as st

from regelwijzer.advice.advisor import ORDER, Advice, KaderAdvice
from regelwijzer.advice.wording import day_text
from regelwijzer.reasoning.verdicts import Verdict
from regelwijzer.report.html import agenda_html, kaders_html, matrix_html
from regelwijzer.report.overview import Moment, later_moment, overview
from regelwijzer.report.view import Viewer
from regelwijzer.ui import state
from regelwijzer.ui.pages import go
from regelwijzer.ui.text import safe

FIRST = 3
MOST = 12
MOST_FOUND = 60


def show() -> None:
    """Draw the advice."""
    if not state.started():
        st.title("Advies", anchor=False)
        st.info("Er is nog geen advies: begin op de startpagina.")
        if st.button("Naar de startpagina", type="primary"):
            go("start")
        return
    with st.spinner("Het advies wordt berekend…"):
        advice = state.advice()
    viewer = Viewer(state.application().base, advice.case.doelgroep)
    st.title("Wie betaalt wat?", anchor=False)
    moment = later_moment(advice.case)
    _head(advice, moment)
    _matrix(viewer, advice, moment)
    _next_steps()
    _calendar(viewer, advice)
    _kaders(viewer, advice)
    _priority(viewer, advice)
    _lessons(viewer, advice)
    _receipt(advice)


def _head(advice: Advice, moment: Moment | None) -> None:
    told = f"Op {day_text(advice.case.peildatum)}"
    if moment:
        told += f", en {moment.text} ({moment.day_text}) als verder alles gelijk blijft"
    st.html(f'<p class="rw-kop-regel">{told}. De genoemde organisaties en rechters beslissen.</p>')
    if not advice.derivation.compared:
        st.warning(
            "Dit advies is met één rekenmethode gemaakt in plaats van twee. "
            f"{safe(advice.derivation.note)}"
        )


def _matrix(viewer: Viewer, advice: Advice, moment: Moment | None) -> None:
    later = None
    if moment:
        later = state.application().advisor.outcomes(advice.case.at(moment.day))
    shown = overview(viewer, advice, moment, later, only_asked=bool(advice.case.hulpvragen))
    if not shown.rows:
        st.info("Voor de hulp die u koos, staat er nog geen wet in de kennisbank.")
        return
    st.html(matrix_html(shown, viewer.plain))


def _next_steps() -> None:
    with st.container(key="rw_uitgang", horizontal=True):
        if st.button("Verder met de vragen", type="primary", icon=":material/arrow_forward:"):
            state.edit(None)
            go("vragen")
        if st.button("Verander een antwoord", icon=":material/edit:"):
            go("antwoorden")


def _kaders(viewer: Viewer, advice: Advice) -> None:
    st.header("Alle uitkomsten, met uitleg", anchor=False)
    search = st.text_input(
        "Zoek in alle uitkomsten", placeholder="bijvoorbeeld: pleegzorg", key="rw_zoek"
    )
    if search.strip():
        _found(viewer, advice, search.strip().casefold())
        return
    near = [item for item in advice.kaders if item.relevant]
    for verdict in ORDER:
        _group(viewer, advice, near, verdict)
    far = [item for item in advice.kaders if not item.relevant]
    if far and st.toggle(f"Toon ook de {len(far)} uitkomsten buiten uw hulpvraag", key="rw_ver"):
        st.html(_list(viewer, advice, far))


def _group(viewer: Viewer, advice: Advice, near: list[KaderAdvice], verdict: Verdict) -> None:
    items = [item for item in near if item.verdict is verdict]
    if not items:
        return
    label = viewer.verdict(verdict)
    if verdict is Verdict.DOES_NOT:
        if st.toggle(f"{label}: toon deze {len(items)} uitkomsten, met waarom niet", key="rw_nee"):
            st.html(_list(viewer, advice, items))
        return
    st.subheader(f"{label} ({len(items)})", anchor=False)
    # What somebody pays for comes first; rights and procedures follow.
    items.sort(key=lambda item: not item.kader.betaalt)
    st.html(_list(viewer, advice, items[:MOST]))
    rest = items[MOST:]
    if rest and st.toggle(f"Toon er nog {len(rest)}", key=f"rw_meer_{verdict.value}"):
        st.html(_list(viewer, advice, rest))


def _found(viewer: Viewer, advice: Advice, wanted: str) -> None:
    views = [viewer.kader(item, advice) for item in advice.kaders]
    found = [v for v in views if wanted in f"{v.title} {v.law} {v.id} {v.summary}".casefold()]
    more = f" De eerste {MOST_FOUND} staan hier." if len(found) > MOST_FOUND else ""
    st.caption(f"{len(found)} gevonden.{more}")
    if found:
        st.html(kaders_html(found[:MOST_FOUND], viewer.plain))


def _list(viewer: Viewer, advice: Advice, items: list[KaderAdvice]) -> str:
    return kaders_html([viewer.kader(item, advice) for item in items], viewer.plain)


def _calendar(viewer: Viewer, advice: Advice) -> None:
    items = [viewer.milestone(item) for item in advice.milestones]
    if not items:
        return
    st.header("Op de kalender", anchor=False)
    st.html(agenda_html(items[:FIRST], viewer.plain))
    if len(items) > FIRST:
        with st.expander(f"Toon er nog {len(items) - FIRST}"):
            st.html(agenda_html(items[FIRST:], viewer.plain))


def _priority(viewer: Viewer, advice: Advice) -> None:
    if not advice.voorrang:
        return
    st.header("Welke wet treedt terug?", anchor=False)
    for item in advice.voorrang:
        cited = ", ".join(viewer.link(bron, advice.case.peildatum).text for bron in item.bron)
        st.markdown(f"**{safe(item.titel)}** ({safe(cited)})  \n{safe(viewer.words(item.uitleg))}")


def _lessons(viewer: Viewer, advice: Advice) -> None:
    if not advice.lessons:
        return
    st.header("Let op", anchor=False)
    for item in advice.lessons[:5]:
        st.markdown(f"**{safe(item.titel)}**  \n{safe(viewer.words(item.tekst))}")


def _receipt(advice: Advice) -> None:
    derivation = advice.derivation
    checked = (
        "twee rekenmethoden, met gelijke uitkomst" if derivation.compared else "één rekenmethode"
    )
    digest = state.application().base.digest[:12]
    st.caption(f"Berekend met {checked}. Kennisbank {digest}. Er is niets bewaard.")
