"""The app: navigation, styles, and the guard that keeps every fault a sentence."""

from __future__ import annotations

import logging
from collections.abc import Callable

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException, StopException

from regelwijzer.knowledge.errors import CaseError, KnowledgeErrors
from regelwijzer.reasoning.agreement import EnginesDisagree
from regelwijzer.ui import theme
from regelwijzer.ui.pages import about, answers, interview, result, start

_log = logging.getLogger("regelwijzer")


def main() -> None:
    """Draw the page the user is on; called by Streamlit at every interaction."""
    st.set_page_config(page_title="Regelwijzer", page_icon="🧭", layout="centered")
    theme.apply()
    pages = {
        "start": st.Page(_guarded(start.show), title="Start", url_path="start", default=True),
        "vragen": st.Page(_guarded(interview.show), title="Vragen", url_path="vragen"),
        "advies": st.Page(_guarded(result.show), title="Advies", url_path="advies"),
        "antwoorden": st.Page(_guarded(answers.show), title="Uw antwoorden", url_path="antwoorden"),
        "over": st.Page(_guarded(about.show), title="Over", url_path="over"),
    }
    st.session_state["rw_paginas"] = pages
    st.navigation(list(pages.values()), position="top").run()


def _guarded(show: Callable[[], None]) -> Callable[[], None]:
    """Wrap a page: whatever fails becomes one sentence, and nothing of the case is logged."""

    def page() -> None:
        try:
            show()
        except (RerunException, StopException):
            raise
        except EnginesDisagree as error:
            st.error(str(error))
        except KnowledgeErrors as errors:
            first = errors.errors[0]
            st.error(
                "De regels konden niet worden geladen, daarom is er nu geen advies mogelijk. "
                f"De beheerder ziet meer met 'regelwijzer controleer' ({first.file})."
            )
        except CaseError as error:
            st.error(str(error))
        except Exception as error:
            _log.error("fault on page %s: %s", show.__module__, type(error).__name__)
            st.error(
                "Er ging iets mis op deze pagina. Uw antwoorden zijn er nog: kies hierboven een "
                "andere pagina of laad deze opnieuw."
            )

    return page
