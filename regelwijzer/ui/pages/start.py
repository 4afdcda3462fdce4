"""Start: who asks, what help is needed, and what the app does and does not do."""

from __future__ import annotations

from datetime import date

import streamlit as st

from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.reasoning.case import EARLIEST, LATEST
from regelwijzer.ui import state
from regelwijzer.ui.pages import go

ROLES = {
    "ouder": "Ik ben ouder of verzorger",
    "jongere": "Ik ben zelf de jongere",
    "jeugdbeschermer": "Ik ben jeugdbeschermer of andere professional",
    "trainer": "Ik ben trainer",
}
THEMES = {"zorg": "Hulp en zorg", "wonen": "Wonen", "meedoen": "School, werk en geld"}
RIGHTS = "Bescherming en rechten"


def show() -> None:
    """Draw the start page."""
    st.title("Welke wet draagt de hulp?")
    st.write(
        "U vertelt wat een jongere (0 tot 23 jaar) nodig heeft. Regelwijzer laat zien welke wet "
        "dat moet betalen, nu en na de 18e verjaardag, waarom, en wat nog onbekend is."
    )
    base = state.application().base
    role = st.radio("Wie bent u?", list(ROLES), format_func=ROLES.__getitem__, index=None)
    plain = role in ("ouder", "jongere")
    wishes = _wishes(base, plain)
    with st.expander("Op welke datum wilt u het weten? (vandaag)"):
        day = st.date_input(
            "Peildatum",
            value=date.today(),
            min_value=EARLIEST,
            max_value=LATEST,
            format="DD-MM-YYYY",
            help="De leeftijd en de wet van die dag tellen.",
        )
    if st.button("Begin met de vragen", type="primary", width="stretch"):
        if role is None:
            st.error("Kies eerst wie u bent; dan passen de woorden bij u.")
        else:
            state.begin(role, day, tuple(wishes))
            go("vragen")
    _promises()


def _wishes(base: Kennisbank, plain: bool) -> list[str]:
    st.subheader("Wat is er nodig, of wat loopt er mis?", anchor=False)
    st.caption("Kies wat past. Kiest u niets, dan kijken we naar alles; dat kost meer vragen.")
    chosen: list[str] = []
    groups: dict[str, list[str]] = {}
    for name, hulpvorm in base.hulpvormen.items():
        groups.setdefault(THEMES.get(hulpvorm.thema, RIGHTS), []).append(name)
    for title, names in groups.items():
        titles = {
            name: base.hulpvormen[name].titel_ouder if plain else base.hulpvormen[name].titel
            for name in names
        }
        chosen += st.pills(
            title,
            names,
            format_func=titles.__getitem__,
            selection_mode="multi",
            key=f"wens_{title}",
        )
    return chosen


def _promises() -> None:
    st.divider()
    st.markdown(
        """
**Wat Regelwijzer doet.** Uitleggen welke wet past, tot op het artikel. Eerlijk zeggen wat
onbekend is en wie daarover beslist.

**Wat Regelwijzer niet doet.** Het beslist niets en is geen website van de overheid. Het vraagt
geen naam, geen BSN en geen verhaal, en bewaart niets: uw antwoorden staan alleen in dit venster.
"""
    )
    st.html(
        '<p class="rw-gevaar">Is er nu gevaar? Bel <a href="tel:112">112</a>. Zorgen over '
        'veiligheid thuis? Bel Veilig Thuis: <a href="tel:08002000">0800-2000</a> (gratis, dag en '
        "nacht).</p>"
    )
