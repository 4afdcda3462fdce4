"""Along the birthdays: who pays when, the gaps, and the matrix on a day of choice."""

from __future__ import annotations

from datetime import date

import streamlit as st

from regelwijzer.advice.advisor import Advice
from regelwijzer.advice.timeline import Timeline, timeline
from regelwijzer.advice.wording import day_text
from regelwijzer.report.html import matrix_html, road_html
from regelwijzer.report.overview import Moment, overview
from regelwijzer.report.ribbon import Road, moments, road, span
from regelwijzer.report.view import Viewer
from regelwijzer.ui import keep, state
from regelwijzer.ui.guard import fragment
from regelwijzer.ui.matrix import NOW, stop_label
from regelwijzer.ui.pages import go


def show() -> None:
    """Draw the road along the birthdays."""
    st.title("Langs de verjaardagen", anchor=False)
    if not state.started():
        st.info("Er is nog geen advies: begin op de startpagina.")
        if st.button("Naar de startpagina", type="primary"):
            go("start")
        return
    advice = state.advice()
    viewer = state.viewer(advice.case.doelgroep)
    advisor = state.application().advisor
    case = advice.case
    line = timeline(viewer.base, advisor.program, advisor.planes, case, span(viewer, case))
    shown = road(viewer, advice, line)
    st.html(
        f'<p class="rw-kop-regel">Van {shown.first} tot en met {shown.last}, als verder alles '
        "gelijk blijft. De genoemde organisaties en rechters beslissen.</p>"
    )
    _moving(viewer, advice, line, shown)
    with st.container(key="rw_uitgang", horizontal=True):
        if st.button("Naar het advies", type="primary"):
            go("advies")
        if st.button("Verder met de vragen"):
            state.edit()
            go("vragen")


@fragment
def _moving(viewer: Viewer, advice: Advice, line: Timeline, shown: Road) -> None:
    """Draw what moves with the day that is chosen; only this part is drawn again."""
    keep.touch()
    picture = st.container()
    program = state.application().advisor.program
    stops = {stop_label(m): m for m in moments(viewer, program, advice.case, line.last)}
    chosen: Moment | None = None
    st.header("Wie betaalt wat op deze dag?", anchor=False)
    if stops:
        label = st.select_slider("Schuif langs de tijd", [NOW, *stops], key="rw_dag")
        chosen = stops.get(str(label))
        told = f"Op {day_text(line.first)}"
        if chosen:
            told += f", en op {chosen.day_text}. Een stippellijn wijst aan wat dan anders is"
        st.caption(told + ".")
    else:
        st.caption("Vul een geboortedatum in; dan schuift dit langs de verjaardagen.")
    _matrix(viewer, advice, chosen)
    st.header("Per regeling", anchor=False)
    cursor = _cursor(line, chosen.day) if chosen else None
    st.html(road_html(shown, "kaders", viewer.plain, cursor))
    picture.html(road_html(shown, "hulp", viewer.plain, cursor))


def _cursor(line: Timeline, day: date) -> float:
    return round(100 * (day - line.first).days / ((line.last - line.first).days + 1), 3)


def _matrix(viewer: Viewer, advice: Advice, moment: Moment | None) -> None:
    later = state.ahead(advice.case.at(moment.day)) if moment else None
    shown = overview(viewer, advice, moment, later, only_asked=bool(advice.case.hulpvragen))
    if shown.rows:
        st.html(matrix_html(shown, viewer.plain))
