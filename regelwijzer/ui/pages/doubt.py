"""Klopt dit niet?: what to do when an outcome surprises, and how to report a wrong rule."""

from __future__ import annotations

import streamlit as st

from regelwijzer.accountability.figures import product_version
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.ui import state
from regelwijzer.ui.pages import go

RECEIPT_LENGTH = 16
"""So many signs of the digest tell every rule base apart that there will ever be."""


def show() -> None:
    """Draw the page."""
    st.title("Klopt dit niet?", anchor=False)
    st.write(
        "Een uitkomst kan verrassen. Soms is een antwoord anders bedoeld, soms geldt een andere "
        f"wet dan {state.say('u', 'je')} dacht, en soms zit er een fout in een regel. Loop deze "
        "stappen langs."
    )
    st.header("1. Kijk de antwoorden na", anchor=False)
    st.write(
        "Eén antwoord kan de uitkomst doen omslaan. Let op de geboortedatum, op de gekozen dag, "
        f"en op 'nee' waar {state.say('u', 'je')} eigenlijk 'weet ik niet' bedoelde."
    )
    if state.started() and st.button(
        state.say("Bekijk uw antwoorden", "Bekijk je antwoorden"), icon=":material/list:"
    ):
        go("antwoorden")
    st.header("2. Lees waarom", anchor=False)
    st.write(
        "Open bij het advies de uitkomst. Daar staat welk antwoord de doorslag geeft, welk "
        "artikel erbij hoort en wie beslist. 'Onbekend' is geen nee: er ontbreekt dan iets."
    )
    if state.started() and st.button("Naar het advies", icon=":material/arrow_forward:"):
        go("advies")
    st.header("3. Vraag het een mens", anchor=False)
    st.write(
        "Regelwijzer beslist niets. Vraag de organisatie die bij de uitkomst staat, of een "
        "onafhankelijke cliëntondersteuner, een vertrouwenspersoon of een advocaat. Is er een "
        "besluit, dan staat daarin binnen hoeveel tijd bezwaar kan. Wacht daar niet mee."
    )
    st.page_link(
        st.session_state["rw_paginas"]["vastgelopen"],
        label=state.say("Loopt het vast? Zo komt u verder", "Loopt het vast? Zo kom je verder"),
        icon=":material/signpost:",
    )
    st.header("4. Meld een fout in een regel", anchor=False)
    st.write(
        f"{state.say('Denkt u', 'Denk je')} dat de wet anders is dan hier staat? Kopieer deze "
        "tekst en vul hem aan. Er staan geen gegevens over de jongere in; zet die er ook niet bij."
    )
    st.code(report(state.application().base), language=None, wrap_lines=True)
    st.write(
        "Stuur hem naar de organisatie die Regelwijzer aanbiedt, of maak er een melding (issue) "
        "van bij het project. De twee codes zeggen precies met welke regels is gerekend."
    )
    st.warning(
        "Zet nooit gegevens van een echt kind in een melding. Verzin een voorbeeld dat hetzelfde "
        "laat zien.",
        icon=":material/shield:",
    )


def report(base: Kennisbank) -> str:
    """Return the text to report a rule with; it holds nothing of the case.

    >>> from types import SimpleNamespace
    >>> print(report(SimpleNamespace(digest="0f" * 32)).splitlines()[1])
    Kennisbank: 0f0f0f0f0f0f0f0f
    """
    return (
        f"Regelwijzer {product_version()}\n"
        f"Kennisbank: {base.digest[:RECEIPT_LENGTH]}\n"
        "Uitkomst of regel (naam zoals in de uitleg): \n"
        "Wat Regelwijzer zegt: \n"
        "Wat het volgens mij moet zijn: \n"
        "Wet, artikel en lid: \n"
        "Gelezen op (datum): \n"
        "Klein voorbeeld met verzonnen antwoorden: "
    )
