"""One outcome close up: its proof, a text to copy, and what would change it.

Worked out only for the one that is chosen.
"""

from __future__ import annotations

import streamlit as st

from regelwijzer.advice.advisor import Advice
from regelwijzer.advice.explain import chain
from regelwijzer.advice.whatif import WhatIfFinder
from regelwijzer.report.changes import changes, choices
from regelwijzer.report.graph import proof_graph
from regelwijzer.report.html import changes_html, graph_html, kaders_html
from regelwijzer.report.letters import paragraph
from regelwijzer.report.view import Viewer
from regelwijzer.ui import keep, state
from regelwijzer.ui.guard import fragment
from regelwijzer.ui.picture import picture
from regelwijzer.ui.text import safe

WORDINGS = {"ouder": "In gewone taal", "jeugdbeschermer": "Zakelijk"}
"""The two wordings of a text to copy, by the audience whose words they are."""


@fragment
def what_if(viewer: Viewer, advice: Advice) -> None:
    """Draw the choice of an outcome, and all about it; redrawn apart from the page."""
    keep.touch()
    with st.container(key="rw_wat_als_deel"):
        st.header("Eén uitkomst van dichtbij", anchor=False)
        st.caption(
            "Het bewijs als plaatje, een tekst om te kopiëren, en wat de uitkomst verandert."
        )
        items = sorted(advice.kaders, key=lambda item: (not item.relevant, not item.carries))
        names = choices(viewer, [item.kader.kader for item in items])
        chosen = st.selectbox(
            f"Kies een van de {len(names)} uitkomsten; typ om te zoeken",
            list(names),
            index=None,
            format_func=names.__getitem__,
            placeholder="Kies een uitkomst",
            key="rw_wat_als",
        )
        if chosen:
            with st.container(key="rw_dichtbij"):
                _close_up(viewer, advice, chosen)


def _close_up(viewer: Viewer, advice: Advice, name: str) -> None:
    item = advice.kader(name)
    st.subheader("De uitkomst", anchor=False)
    st.html(kaders_html([viewer.kader(item, advice)], viewer.plain, anchors=False))
    graph = proof_graph(viewer, item)
    if graph and item.why:
        st.subheader("Het bewijs", anchor=False)
        st.markdown(f"{safe(viewer.verdict(item.verdict))}, {safe(chain(viewer.base, item.why))}.")
        picture(graph_html(graph), "rw_plaatje")
        st.caption("✓ is zo, ✗ is niet zo. Links de uitkomst, rechts waar zij op rust.")
    st.subheader("Tekst om te kopiëren", anchor=False)
    order = list(WORDINGS) if viewer.plain else list(reversed(WORDINGS))
    for tab, audience in zip(st.tabs([WORDINGS[a] for a in order]), order, strict=True):
        text = paragraph(Viewer(viewer.base, audience), advice, item)
        tab.code(text, language=None, wrap_lines=True)
    st.caption("Voor een e-mail of een verzoek. Er staan geen namen en geen antwoorden in.")
    st.subheader("Wat zou dit veranderen?", anchor=False)
    found = WhatIfFinder(viewer.base, state.application().advisor.program).find(advice.case, name)
    st.html(changes_html(changes(viewer, advice.case, found)))
