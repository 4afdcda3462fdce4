"""The plan of 'Vastgelopen?' as files; each is made at the moment somebody asks for it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date

import streamlit as st

from regelwijzer.report.stalled import PlanView
from regelwijzer.report.stalled_files import KINDS, plan_file

_log = logging.getLogger("regelwijzer")
NAME = "regelwijzer-plan"

LABELS = {
    "pdf": ("Plan (PDF)", ":material/picture_as_pdf:"),
    "docx": ("Plan (Word)", ":material/description:"),
    "html": ("Plan om te printen", ":material/print:"),
    "ics": ("Termijnen voor de agenda", ":material/event:"),
}


def take_plan_along(view: PlanView, today: date) -> None:
    """Draw a button for every file; the calendar only when a term runs."""
    with st.container(key="rw_plan_mee", horizontal=True):
        for kind, (label, icon) in LABELS.items():
            if kind == "ics" and not view.terms:
                continue
            st.download_button(
                label,
                _maker(view, today, kind),
                file_name=f"{NAME}.{kind}",
                mime=KINDS[kind],
                key=f"rw_plan_{kind}",
                icon=icon,
                on_click="ignore",
            )


def _maker(view: PlanView, today: date, kind: str) -> Callable[[], bytes]:
    def make() -> bytes:
        try:
            return plan_file(view, kind, today)
        except Exception as error:
            _log.error("plan of kind %s: %s", kind, type(error).__name__)
            raise RuntimeError("het bestand kon niet worden gemaakt") from None

    return make
