"""The advice: who pays what, why, why not, what is missing, and what is on the calendar."""

from __future__ import annotations

import streamlit as st

from regelwijzer.advice.advisor import ORDER, Advice
from regelwijzer.advice.wording import day_text
from regelwijzer.report.html import kaders_html, matrix_html
from regelwijzer.report.view import Viewer
from regelwijzer.ui import state
from regelwijzer.ui.pages import go


def show() -> None:
    """Draw the advice."""
    st.title("Advies")
    if not state.started():
        st.info("Er is nog geen advies: begin op de startpagina.")
        if st.button("Naar de startpagina", type="primary"):
            go("start")
        return
    application, answers = state.application(), state.answers()
    with st.spinner("Het advies wordt berekend…"):
        advice = application.advisor.advise(answers.case)
    viewer = Viewer(application.base, answers.case.doelgroep)
    _head(advice)
    _matrix(viewer, advice)
    _kaders(viewer, advice)
    _priority(viewer, advice)
    _calendar(viewer, advice)
    _lessons(viewer, advice)
    _receipt(application.base.digest, advice)


def _head(advice: Advice) -> None:
    st.caption(
        f"Voor {day_text(advice.case.peildatum)}. Regelwijzer informeert; de genoemde "
        "organisaties en rechters beslissen."
    )
    if not advice.derivation.compared:
        st.warning(
            "Dit advies is met één rekenmethode gemaakt in plaats van twee. "
            f"{advice.derivation.note}"
        )
    with st.container(horizontal=True):
        if st.button("Verander een antwoord"):
            go("antwoorden")
        if st.button("Verder met de vragen"):
            state.stop(False)
            go("vragen")


def _matrix(viewer: Viewer, advice: Advice) -> None:
    st.subheader("Wie betaalt wat?", anchor=False)
    only_asked = bool(advice.case.hulpvragen)
    caption = (
        "Rijen: de hulp die u koos. Kolommen: de wetten."
        if only_asked
        else "Rijen: soorten hulp. Kolommen: de wetten."
    )
    st.html(matrix_html(viewer, advice, caption, only_asked))


def _kaders(viewer: Viewer, advice: Advice) -> None:
    st.subheader("Alle uitkomsten, met uitleg", anchor=False)
    search = st.text_input("Zoek in alle uitkomsten", placeholder="bijvoorbeeld: pleegzorg")
    items = [item for item in advice.kaders if item.relevant or search]
    views = [viewer.kader(item, advice) for item in items]
    if search:
        wanted = search.casefold()
        views = [
            view for view in views if wanted in f"{view.title} {view.law} {view.id}".casefold()
        ]
        st.caption(f"{len(views)} gevonden.")
    for verdict in ORDER:
        label = viewer.verdict(verdict)
        shown = [view for view in views if view.verdict == label]
        if shown:
            st.markdown(f"#### {label} ({len(shown)})")
            st.html(kaders_html(shown, viewer.plain))
    rest = len(advice.kaders) - len(items)
    if rest and not search:
        with st.expander(f"Toon ook de {rest} uitkomsten buiten uw hulpvraag"):
            others = [viewer.kader(i, advice) for i in advice.kaders if not i.relevant]
            st.html(kaders_html(others, viewer.plain))


def _priority(viewer: Viewer, advice: Advice) -> None:
    if not advice.voorrang:
        return
    st.subheader("Welke wet treedt terug?", anchor=False)
    for item in advice.voorrang:
        cited = ", ".join(viewer.link(bron, advice.case.peildatum).text for bron in item.bron)
        st.markdown(f"**{item.titel}** ({cited})")
        st.write(viewer.words(item.uitleg))


def _calendar(viewer: Viewer, advice: Advice) -> None:
    if not advice.milestones:
        return
    st.subheader("Op de kalender", anchor=False)
    for item in advice.milestones[:20]:
        perhaps = "" if item.sure else " (misschien)"
        about = "" if item.exact else " tot "
        last = "" if item.exact else day_text(item.last_day)
        with st.expander(f"{day_text(item.day)}{about}{last}: {item.mijlpaal.titel}{perhaps}"):
            if item.start < item.day:
                st.write(f"Begin uiterlijk op {day_text(item.start)}.")
            st.write(viewer.words(item.mijlpaal.wat))
            st.write(f"Wie: {viewer.partijen(item.mijlpaal.wie)}.")
            st.write(f"Als dit niet gebeurt: {viewer.words(item.mijlpaal.bij_missen)}")


def _lessons(viewer: Viewer, advice: Advice) -> None:
    if not advice.lessons:
        return
    st.subheader("Let op", anchor=False)
    for item in advice.lessons[:5]:
        st.markdown(f"**{item.titel}**")
        st.write(viewer.words(item.tekst))


def _receipt(digest: str, advice: Advice) -> None:
    st.divider()
    checked = (
        "twee rekenmethoden, met gelijke uitkomst"
        if advice.derivation.compared
        else ("één rekenmethode")
    )
    st.caption(f"Berekend met {checked}. Kennisbank {digest[:12]}. Er is niets bewaard.")
