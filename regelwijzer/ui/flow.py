"""A procedure on the page: choose it, see the picture and the text, and where somebody is."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import streamlit as st

from regelwijzer.advice.advisor import Advice
from regelwijzer.advice.procedures import Place, places
from regelwijzer.knowledge.procedures import procedures_for
from regelwijzer.reasoning.verdicts import Verdict
from regelwijzer.report.flow import flow_html, flow_svg, flow_view
from regelwijzer.report.view import Viewer
from regelwijzer.ui import state
from regelwijzer.ui.text import safe

# st.html takes no SVG. The picture is made here, from escaped text only.
_SCRIPT = """export default function (component) {
  const { data, parentElement } = component;
  let plek = parentElement.querySelector('.rw-stroom-plek');
  if (!plek) {
    plek = document.createElement('div');
    plek.className = 'rw-stroom-plek';
    parentElement.appendChild(plek);
  }
  plek.innerHTML = data.beeld;
}"""


@lru_cache(maxsize=1)
def _component() -> Any:
    return st.components.v2.component("regelwijzer_stroom", js=_SCRIPT, isolate_styles=False)


def procedures_section(viewer: Viewer, advice: Advice, key: str) -> None:
    """Draw 'Hoe ver is de procedure?' for the kaders of *advice*, folded; one call a page."""
    if viewer.base.procedures:
        with st.expander("Hoe ver is de procedure?", icon=":material/account_tree:"):
            choose_procedure(viewer, advice, key)


def choose_procedure(viewer: Viewer, advice: Advice, key: str) -> None:
    """Let somebody choose a procedure; what fits the case best comes first."""
    found = _places(viewer, advice)
    titles = {
        place.procedure.procedure: (
            place.procedure.titel_ouder if viewer.plain else place.procedure.titel
        )
        for place in found
    }
    chosen = st.selectbox(
        "Welke procedure?",
        list(titles),
        format_func=titles.__getitem__,
        key=f"rw_procedure_{key}",
    )
    place = next(place for place in found if place.procedure.procedure == chosen)
    view = flow_view(viewer, place)
    st.markdown(f"**{safe(view.told)}**")
    if view.passed:
        st.warning(safe(view.passed), icon=":material/hourglass_disabled:")
    with st.container(key=f"rw_stroom_{key}", horizontal=True, gap="large"):
        _component()(key=f"rw_beeld_{key}", data={"beeld": flow_svg(view)})
        st.html(flow_html(view))


def _places(viewer: Viewer, advice: Advice) -> list[Place]:
    """Return every procedure with where the case stands, the likeliest first."""
    advisor = state.application().advisor
    near: set[str] = {
        procedure.procedure
        for item in advice.kaders
        if item.relevant and item.verdict is Verdict.APPLIES
        for procedure in procedures_for(viewer.base, item.kader.kader)
    }
    procedures = viewer.base.procedures.values()
    found = places(viewer.base, advisor.program, advisor.planes, procedures, advice.case)
    return sorted(
        found,
        key=lambda p: (not (p.known and p.moves), not p.known, p.procedure.procedure not in near),
    )
