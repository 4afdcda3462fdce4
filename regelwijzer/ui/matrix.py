"""Who pays what, now and on a day ahead: the short answer, the slider and the matrix.

Moving the slider draws only this part again.
"""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from regelwijzer.advice.advisor import Advice
from regelwijzer.advice.wording import day_text
from regelwijzer.report.answer import answers
from regelwijzer.report.html import answer_html, matrix_html
from regelwijzer.report.overview import Moment, later_moment, overview
from regelwijzer.report.ribbon import moments, span
from regelwijzer.report.view import Viewer
from regelwijzer.ui import keep, state
from regelwijzer.ui.guard import fragment

NOW = "Nu"
KEY = "rw_moment"


@fragment
def now_and_later(viewer: Viewer, advice: Advice, linked: Collection[str]) -> None:
    """Draw the answer and the matrix; *linked* are the kaders explained on the page."""
    keep.touch()
    short = st.container()
    moment = _choose(viewer, advice)
    later = state.ahead(advice.case.at(moment.day)) if moment else None
    short.html(answer_html(answers(viewer, advice.now, later, moment)))
    shown = overview(viewer, advice, moment, later, only_asked=bool(advice.case.hulpvragen))
    if not shown.rows:
        st.info("Voor de gekozen hulp staat er nog geen wet in de kennisbank.")
        return
    st.html(matrix_html(shown, viewer.plain, linked))


def _choose(viewer: Viewer, advice: Advice) -> Moment | None:
    """Draw the slider along the birthdays and changes of law; return what was chosen."""
    case, program = advice.case, state.application().advisor.program
    stops = {
        stop_label(moment): moment
        for moment in moments(viewer, program, case, span(viewer, case)[1])
    }
    if not stops:
        st.caption("Vul een geboortedatum in; dan staat hier ook wat er later verandert.")
        return None
    first = later_moment(case)
    start = stop_label(first) if first and stop_label(first) in stops else NOW
    chosen = st.select_slider(
        "Schuif langs de verjaardagen en nieuwe wetten", [NOW, *stops], value=start, key=KEY
    )
    return stops.get(str(chosen))


def stop_label(moment: Moment) -> str:
    """Return the name of a stop of the slider: an age, or the day of a change of law."""
    return day_text(moment.day) if moment.label else f"{moment.age} jaar"
