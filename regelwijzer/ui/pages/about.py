"""What this is, how far it may be trusted, and what it does with data (nothing)."""

from __future__ import annotations

import streamlit as st

from regelwijzer.ui import state


def show() -> None:
    """Draw the page about the product and its rule base."""
    st.title("Over Regelwijzer")
    base = state.application().base
    st.write(
        "Regelwijzer legt uit welke wet de hulp voor een jongere van 0 tot 23 jaar moet dragen. "
        "De regels staan in leesbare bestanden met hun bron. Twee rekenmethoden moeten het eens "
        "zijn voordat u een advies ziet."
    )
    st.write(
        f"De kennisbank telt nu {sum(1 for _ in base.regels())} regels, {len(base.kaders)} "
        f"uitkomsten en {len(base.feiten)} feiten uit {len(base.wetten)} bronnen."
    )
    st.subheader("Hoe ver kunt u erop vertrouwen?", anchor=False)
    st.write(
        "De wet laat veel over aan het oordeel van mensen: het college, het CIZ, een rechter of "
        "een arts. Regelwijzer doet dat oordeel niet na, maar zegt wie het geeft en welk bewijs "
        "helpt. Regels veranderen; bij elke regel staat wanneer hij is gecontroleerd. Twijfelt u, "
        "vraag dan een cliëntondersteuner, vertrouwenspersoon of advocaat."
    )
    st.subheader("Uw gegevens", anchor=False)
    st.write(
        "Er wordt niets bewaard en niets verstuurd. Er worden geen namen of BSN gevraagd. Sluit u "
        "dit venster, dan zijn uw antwoorden weg."
    )
    st.subheader("Bronnen", anchor=False)
    for wet in base.wetten.values():
        version = f", gelezen versie {wet.versie}" if wet.versie else ""
        st.markdown(f"- {wet.titel}{version}")
