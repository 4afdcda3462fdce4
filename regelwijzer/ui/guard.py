"""The guard that keeps every fault on a page one sentence."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException, StopException

from regelwijzer.knowledge.errors import CaseError, KnowledgeErrors
from regelwijzer.reasoning.agreement import EnginesDisagree
from regelwijzer.ui.text import safe

_log = logging.getLogger("regelwijzer")
_SORRY = (
    "Er ging iets mis op deze pagina. De antwoorden zijn er nog: kies hierboven een andere pagina "
    "of laad deze opnieuw."
)
P = ParamSpec("P")


def guard(show: Callable[P, object], *args: P.args, **named: P.kwargs) -> bool:
    """Draw a part; whatever fails becomes one sentence, and nothing of the case is logged.

    Tells whether it went well.
    """
    try:
        show(*args, **named)
        return True
    except (RerunException, StopException):
        raise
    except (EnginesDisagree, CaseError) as error:
        st.error(safe(str(error)))  # the name of a file or a column may stand in it
    except KnowledgeErrors as errors:
        _log.error("the rule base does not load: %s", errors.errors[0].file)
        st.error(
            "De regels konden niet worden geladen, daarom is er nu geen advies mogelijk. "
            f"De beheerder ziet meer met 'regelwijzer controleer' ({errors.errors[0].file})."
        )
    except Exception as error:
        _log.error("fault in %s: %s", show.__module__, type(error).__name__)
        st.error(_SORRY)
    return False


def fragment(show: Callable[P, None], *, run_every: float | None = None) -> Callable[P, None]:
    """Return *show* as a part of the page that is drawn again alone, with a guard of its own.

    Streamlit calls such a part without the page around it: the guard of the page is not there, and
    without this a fault would be told in the words of Streamlit.
    """

    @wraps(show)
    def guarded(*args: P.args, **named: P.kwargs) -> None:
        guard(show, *args, **named)

    return st.fragment(guarded, run_every=run_every)
