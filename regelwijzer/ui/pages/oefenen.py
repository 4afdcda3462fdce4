"""The library of teaching cases, and the doors to what can be done with one."""

from __future__ import annotations

import streamlit as st

from regelwijzer.knowledge.text import enumerate_words
from regelwijzer.report.html import environment
from regelwijzer.training.models import LEVELS, ORIGINS, TeachingCase
from regelwijzer.ui import state, training
from regelwijzer.ui.pages import go
from regelwijzer.ui.text import safe

DOORS = {
    "presentatie": ("Presenteer", ":material/present_to_all:"),
    "quiz": ("Quiz", ":material/quiz:"),
    "vergelijken": ("Vergelijk", ":material/compare_arrows:"),
}


def show() -> None:
    """Draw the library."""
    st.title("Oefenen met casussen", anchor=False)
    library = training.library()
    st.html(
        f'<p class="rw-intro">{len(library.cases)} bedachte casussen om de wet mee te leren. '
        "Presenteer er een aan een groep, laat hem raden in een quiz, of maak er een les van.</p>"
    )
    with st.container(key="rw_oefendeuren", horizontal=True):
        if st.button("Maak een les", icon=":material/playlist_add:"):
            go("les")
        if st.button("Gaten tussen de wetten", icon=":material/grid_off:"):
            go("gaten")
    levels, laws, text = _filters()
    found = [item for item in library.cases.values() if _fits(item, levels, laws, text)]
    told = "casus" if len(found) == 1 else "casussen"
    st.caption(f"{len(found)} {told}")
    for item in found:
        _card(item)
    if not found:
        st.info("Geen casus past bij deze keuze. Haal een filter weg.")


def _filters() -> tuple[list[str], list[str], str]:
    base = state.application().base
    laws = dict.fromkeys(law for i in training.library().cases.values() for law in i.wetten)
    with st.container(key="rw_oefenfilter"):
        levels = st.pills(
            "Niveau",
            list(LEVELS),
            format_func=LEVELS.__getitem__,
            selection_mode="multi",
            key="oefen_niveau",
        )
        chosen = st.pills(
            "Wet",
            list(laws),
            format_func=lambda law: base.wetten[law].kort,
            selection_mode="multi",
            key="oefen_wet",
        )
        text = st.text_input(
            "Zoek in de casussen", placeholder="bijvoorbeeld: pleegzorg", key="oefen_zoek"
        )
    return list(levels), list(chosen), text.strip().casefold()


def _fits(item: TeachingCase, levels: list[str], laws: list[str], text: str) -> bool:
    if levels and item.niveau not in levels:
        return False
    if laws and not set(laws) & set(item.wetten):
        return False
    return text in f"{item.titel} {item.leerdoel} {item.verhaal}".casefold()


def _card(item: TeachingCase) -> None:
    base = state.application().base
    laws = [base.wetten[law].kort for law in item.wetten]
    with st.container(key=f"rw_casus_{item.casus}", border=True):
        st.html(
            environment()
            .get_template("oefencasus.html.j2")
            .render(
                item=item,
                level=LEVELS[item.niveau],
                origin=ORIGINS[item.herkomst],
                laws=laws,
            )
        )
        with st.container(horizontal=True, gap="small"):
            for door, (label, icon) in DOORS.items():
                if door == "vergelijken" and not item.varianten:
                    continue
                if st.button(
                    label, key=f"{door}_{item.casus}", icon=icon, help=f"{label}: {item.titel}"
                ):
                    training.choose(item.casus)
                    go(door)
        with st.expander("Voor de trainer: wat de groep moet vinden"):
            _trainer(item)


def _trainer(item: TeachingCase) -> None:
    base = state.application().base
    beliefs = training.library().misconceptions
    st.markdown("**Verborgen feiten**")
    for fact in item.verborgen:
        st.markdown(f"- {safe(base.feiten[fact.feit].titel)}: {safe(fact.zeg)}")
    st.markdown("**Misvattingen**")
    for name in item.misvattingen:
        st.markdown(f"- *{safe(beliefs[name].titel)}* {safe(beliefs[name].maar)}")
    st.markdown("**Bespreek**")
    for question in item.bespreek:
        st.markdown(f"- {safe(question)}")
    names = enumerate_words([base.kaders[key.kader].titel for key in item.kaders])
    st.caption(f"Kern: {safe(names)}.")
