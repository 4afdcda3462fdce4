"""The case group in which a case is recognised, with what got in the way and what helped."""

from __future__ import annotations

import streamlit as st

from regelwijzer.advice.advisor import Advice
from regelwijzer.advice.lessons import profiles
from regelwijzer.report.view import Viewer
from regelwijzer.ui import state
from regelwijzer.ui.text import safe


def profile_section(viewer: Viewer, advice: Advice) -> None:
    """Draw the groups that are recognised; nothing when there are none."""
    advisor = state.application().advisor
    for profiel in profiles(viewer.base, advisor.program, advisor.planes, advice.case):
        title = profiel.titel_ouder if viewer.plain else profiel.titel
        with st.expander(f"Dit lijkt op eerdere zaken: {safe(title)}", icon=":material/groups:"):
            st.caption("Herkend aan de antwoorden. Het is geen oordeel over de jongere.")
            st.markdown(f"**{safe(viewer.words(profiel.vraag))}**")
            for item in profiel.verstoringen:
                names = [viewer.base.routes[name] for name in item.routes]
                titles = [(r.titel_ouder or r.titel) if viewer.plain else r.titel for r in names]
                st.markdown(
                    f"- {safe(viewer.words(item.tekst))}  \n"
                    f"  **Wat hielp:** {safe(viewer.words(item.hielp))}  \n"
                    f"  Wegen: {safe('; '.join(titles))}."
                )
            st.caption(f"Bron: {safe(profiel.document)}.")
