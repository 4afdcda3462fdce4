"""What this is, how far it may be trusted, and what it does with data (nothing)."""

from __future__ import annotations

import streamlit as st

from regelwijzer.accountability.figures import product_version
from regelwijzer.advice.wording import day_text
from regelwijzer.knowledge.text import dotted
from regelwijzer.ui import state
from regelwijzer.ui.pages import page
from regelwijzer.ui.text import safe


def show() -> None:
    """Draw the page about the product and its rule base."""
    st.title("Over Regelwijzer", anchor=False)
    st.write(
        "Regelwijzer legt uit welke wet de hulp voor een jongere van 0 tot 23 jaar moet dragen, "
        "nu en na de 18e verjaardag."
    )
    st.header("Hoe ver is het te vertrouwen?", anchor=False)
    st.write(
        "De wet laat veel over aan het oordeel van mensen: het college, het CIZ, een rechter of "
        "een arts. Regelwijzer doet dat oordeel niet na. Er staat wie het geeft en welk bewijs "
        f"helpt. Wat {state.say('u', 'je')} niet weet, blijft onbekend; dat telt nooit als nee."
    )
    st.write(
        "Elke regel heeft een bron: wet, artikel en lid. Twee rekenmethoden moeten het eens zijn; "
        "anders komt er geen advies. Regels veranderen: bij twijfel helpt een onafhankelijke "
        "cliëntondersteuner, een vertrouwenspersoon of een advocaat."
    )
    st.header("Klopt het advies niet?", anchor=False)
    st.page_link(
        page("twijfel"),
        label="Loop de stappen langs, of meld een fout",
        icon=":material/rule:",
    )
    st.header(state.say("Uw gegevens", "Jouw gegevens"), anchor=False)
    st.write(
        "Er wordt niets op schijf bewaard en niets doorgestuurd. Er worden geen namen of BSN "
        "gevraagd. De antwoorden staan alleen in het geheugen van de computer waarop Regelwijzer "
        "draait. Na een half uur zonder gebruik zijn ze weg, en met 'Wis alles' meteen."
    )
    base = state.application().base
    st.header("Wat erin staat", anchor=False)
    st.write(
        f"Dit is Regelwijzer {product_version()}. De kennisbank telt "
        f"{dotted(sum(1 for _ in base.regels()))} regels, {dotted(len(base.kaders))} "
        f"uitkomsten en {dotted(len(base.feiten))} feiten uit {len(base.wetten)} bronnen."
    )
    with st.expander(f"Toon de {len(base.wetten)} bronnen"):
        lines = []
        for wet in sorted(base.wetten.values(), key=lambda wet: wet.titel.casefold()):
            version = f", gelezen in de versie van {day_text(wet.versie)}" if wet.versie else ""
            lines.append(f"- {safe(wet.titel)}{version}")
        st.markdown("\n".join(lines))
