"""The banner above everything, on every page, whenever danger was answered."""

from __future__ import annotations

import streamlit as st

from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.report.html import danger_html
from regelwijzer.report.stalled import contact_view
from regelwijzer.ui import state

SIGNS = {
    "jeugdige.levensgevaar_nu": ("acuut.112", "Direct gevaar"),
    "route.suicidegedachten": ("acuut.113", "Gedachten aan zelfmoord"),
    "jeugdige.veiligheid_thuis_in_gevaar": ("acuut.veilig_thuis", "Onveilig thuis"),
}
"""The feit that says danger -> the route with the number, and what is wrong in few words."""

# On a phone the answer stands far below the banner: a new number to call is shown at once. What
# has the focus keeps it; a screen reader hears the banner by its role.
_INTO_VIEW = """<script>(() => {{ /* {mark} */
  const vak = document.querySelector('.stMain');
  if (vak) vak.scrollTo(0, 0);
}})();</script>"""
TITLE = "Er is gevaar, staat in de antwoorden. Bel eerst; de rest kan wachten."


def banner() -> None:
    """Draw the banner when somebody answered that there is danger."""
    if not state.started():
        return
    items = _items(state.application().base)
    if items:
        st.html(danger_html(TITLE, items))
        mark = "".join(sign for _, href, _ in items for sign in href if sign.isdigit())
        with st.container(key="rw_in_beeld"):
            st.html(_INTO_VIEW.format(mark=mark), unsafe_allow_javascript=True)


def _items(base: Kennisbank) -> list[tuple[str, str, str]]:
    """Return whom to call: what is wrong, the link, and its words; the numbers come from rules/."""
    values = state.answers().case.values
    found = []
    for feit, (name, text) in SIGNS.items():
        route = base.routes.get(name)
        if values.get(feit) is not True or route is None:
            continue
        phones = [contact_view(c) for c in route.contact if c.soort == "telefoon"]
        if phones:
            found.append((text, phones[0].href, f"bel {phones[0].text}"))
    return found
