"""What this is, how far it may be trusted, and what it does with data (nothing)."""

from __future__ import annotations

import streamlit as st

from regelwijzer.advice.wording import day_text
from regelwijzer.ui import state
from regelwijzer.ui.text import safe


def show() -> None:
    """Draw the page about the product and its rule base."""
    st.title("Over Regelwijzer", anchor=False)
    st.write(
        "Regelwijzer legt uit welke wet de hulp voor een jongere van 0 tot 23 jaar moet dragen, "
        "nu en na de 18e verjaardag."
    )
    st.header("Hoe ver kunt u erop vertrouwen?", anchor=False)
    st.write(
        "De wet laat veel over aan het oordeel van mensen: het college, het CIZ, een rechter of "
        "een arts. Regelwijzer doet dat oordeel niet na. U leest wie het geeft en welk bewijs "
        "helpt. Wat u niet weet, blijft onbekend; dat telt nooit als nee."
    )
    st.write(
        "Elke regel heeft een bron: wet, artikel en lid. Twee rekenmethoden moeten het eens zijn "
        "voordat u een advies ziet. Regels veranderen: bij twijfel helpt een onafhankelijke "
        "cliëntondersteuner, een vertrouwenspersoon of een advocaat."
    )
    st.header("Klopt het advies niet?", anchor=False)
    st.write(
        "Kijk eerst bij 'Uw antwoorden' of alles goed staat. Lees daarna bij de uitkomst de hele "
        "uitleg: daar staat welk antwoord de doorslag geeft. Is de wet verkeerd weergegeven? "
        "Geef dan aan de beheerder de naam van de uitkomst en de code van de kennisbank door, die "
        "onder het advies staat. Stuur nooit gegevens van een jongere mee."
    )
    st.header("Uw gegevens", anchor=False)
    st.write(
        "Er wordt niets op schijf bewaard en niets doorgestuurd. Er worden geen namen of BSN "
        "gevraagd. Uw antwoorden staan alleen in het geheugen van de computer waarop Regelwijzer "
        "draait. Na een half uur zonder gebruik zijn ze weg, en met 'Wis alles' meteen."
    )
    base = state.application().base
    st.header("Wat erin staat", anchor=False)
    st.write(
        f"De kennisbank telt {sum(1 for _ in base.regels())} regels, {len(base.kaders)} "
        f"uitkomsten en {len(base.feiten)} feiten uit {len(base.wetten)} bronnen."
    )
    with st.expander(f"Toon de {len(base.wetten)} bronnen"):
        lines = []
        for wet in sorted(base.wetten.values(), key=lambda wet: wet.titel.casefold()):
            version = f", gelezen in de versie van {day_text(wet.versie)}" if wet.versie else ""
            lines.append(f"- {safe(wet.titel)}{version}")
        st.markdown("\n".join(lines))
