"""What would change one outcome; worked out only for the one that is asked."""

from __future__ import annotations

import streamlit as st

from regelwijzer.advice.advisor import Advice
from regelwijzer.advice.whatif import WhatIfFinder
from regelwijzer.report.changes import changes, choices
from regelwijzer.report.html import changes_html
from regelwijzer.report.view import Viewer
from regelwijzer.ui import keep, state


@st.fragment
def what_if(viewer: Viewer, advice: Advice) -> None:
    """Draw the choice of an outcome and what would change it; redrawn apart from the page."""
    keep.touch()
    st.header("Wat zou dit veranderen?", anchor=False)
    near = [item for item in advice.kaders if item.relevant]
    near.sort(key=lambda item: not item.carries)
    names = choices(viewer, [item.kader.kader for item in near])
    chosen = st.selectbox(
        "Kies een uitkomst; typ om te zoeken",
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder="Kies een uitkomst",
        key="rw_wat_als",
    )
    if chosen:
        found = WhatIfFinder(viewer.base, state.application().advisor.program).find(
            advice.case, chosen
        )
        st.html(changes_html(changes(viewer, advice.case, found)))
