"""The files to take along; each is made at the moment somebody asks for it."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable

import streamlit as st

from regelwijzer.advice.advisor import Advice
from regelwijzer.advice.output import advice_json, advice_text, case_json
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.report.files import KINDS, file_content
from regelwijzer.ui.savefile import save_button

_log = logging.getLogger("regelwijzer")
NAME = "regelwijzer-advies"

REPORTS = {
    "pdf": ("Verslag (PDF)", ":material/picture_as_pdf:"),
    "docx": ("Verslag (Word)", ":material/description:"),
    "ics": ("Agenda", ":material/event:"),
    "html": ("Verslag (webpagina)", ":material/language:"),
    "md": ("Verslag (tekst)", ":material/notes:"),
}
"""Without any answer in them; the first ones are what most people want."""
DATA = {
    "json": ("Advies als gegevens (JSON)", "application/json", ":material/data_object:"),
    "zaak": ("Zaakbestand", "application/json", ":material/folder_open:"),
}
"""With the answers in them: to compute the advice again."""


def take_along(base: Kennisbank, advice: Advice) -> None:
    """Draw a button for every file; nothing is made before it is pressed."""
    with st.container(key="rw_mee_deel"):
        st.header("Neem het mee", anchor=False)
        with st.container(key="rw_mee", horizontal=True):
            for kind, (label, icon) in list(REPORTS.items())[:3]:
                _button(base, advice, kind, label, KINDS[kind], icon)
            save_button("rw_mee_antwoorden")
        with st.expander("Andere bestanden"):
            with st.container(key="rw_mee_meer", horizontal=True):
                for kind, (label, icon) in list(REPORTS.items())[3:]:
                    _button(base, advice, kind, label, KINDS[kind], icon)
                for kind, (label, mime, icon) in DATA.items():
                    _button(base, advice, kind, label, mime, icon)
            st.write(
                "In het verslag en de agenda staan geen antwoorden en geen geboortedatum. In de "
                "bewaarde antwoorden, het JSON-bestand en het zaakbestand wel: daarmee kan iemand "
                "het advies opnieuw berekenen. Bewaar die op een veilige plek."
            )
    st.html(
        '<p class="rw-alleen-print">Op papier staat het overzicht. De hele uitleg met alle '
        "bronnen staat in het verslag (PDF), te maken bij 'Neem het mee'.</p>"
    )


def _button(base: Kennisbank, advice: Advice, kind: str, label: str, mime: str, icon: str) -> None:
    st.download_button(
        label,
        maker(base, advice, kind),
        file_name=file_name(kind),
        mime=mime,
        key=f"rw_mee_{kind}",
        icon=icon,
        on_click="ignore",
    )


def file_name(kind: str) -> str:
    """Return the name of the file of *kind*; it tells nothing about the case."""
    return "regelwijzer-zaak.json" if kind == "zaak" else f"{NAME}.{kind}"


def maker(base: Kennisbank, advice: Advice, kind: str) -> Callable[[], bytes]:
    """Return what makes the file of *kind*; of a fault only its kind is logged."""

    def make() -> bytes:
        try:
            return content(base, advice, kind)
        except Exception as error:
            _log.error("file of kind %s: %s", kind, type(error).__name__)
            raise RuntimeError("het bestand kon niet worden gemaakt") from None

    return make


def content(base: Kennisbank, advice: Advice, kind: str) -> bytes:
    """Return the content of the file of *kind* (one of REPORTS or DATA)."""
    if kind in DATA:
        if kind == "json":
            return advice_text(advice_json(base, advice)).encode()
        data = case_json(advice.case)
        return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
    return file_content(base, advice, kind)
