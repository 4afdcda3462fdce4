"""Several questions of ja and nee as one list to tick.

What is not ticked is nee, and the screen says so; each line can be left open on its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from regelwijzer.interview.lists import Screen
from regelwijzer.interview.questions import WITHHELD_TEXT
from regelwijzer.interview.session import Answers
from regelwijzer.ui import state
from regelwijzer.ui.text import safe
from regelwijzer.ui.widgets import NEXT, UNKNOWN_TEXT


@dataclass(frozen=True)
class Ticked:
    """The answers of a list: per feit ja, nee or None (weet ik niet, or *withheld*)."""

    values: Mapping[str, bool | None]
    withheld: bool = False


def ask_list(screen: Screen, answers: Answers) -> Ticked | None:
    """Show *screen*; return what was ticked once it is sent."""
    key = f"lijst_{screen.name}_{len(answers.answered)}"
    with st.form(key, border=False):
        st.caption(
            state.say(
                "Kruis aan wat klopt. Wat u niet aankruist, telt als nee. Klopt niets? Kies dan "
                f"meteen '{NEXT}'.",
                "Kruis aan wat klopt. Wat je niet aankruist, telt als nee. Klopt niets? Kies dan "
                f"meteen '{NEXT}'.",
            )
        )
        with st.container(key="rw_meerkeuze", gap="small"):
            ticked = {
                feit: st.checkbox(
                    safe(words), value=answers.case.values.get(feit) is True, key=f"{key}_{feit}"
                )
                for feit, words in screen.lines
            }
        unsure = _unsure(screen, answers, key)
        with st.container(key="rw_verder", horizontal=True):
            sent = st.form_submit_button(NEXT, type="primary", key=f"{key}_verder")
            unknown = st.form_submit_button(UNKNOWN_TEXT, key=f"{key}_onbekend")
            private = st.form_submit_button(WITHHELD_TEXT, key=f"{key}_niet_zeggen")
    if unknown or private:
        return Ticked(dict.fromkeys(screen.feiten), withheld=private)
    if not sent:
        return None
    both = [words for feit, words in screen.lines if ticked[feit] and unsure[feit]]
    if both:
        st.error(
            f"Bij '{safe(both[0])}' staat een kruisje én '{UNKNOWN_TEXT.lower()}': kies er een."
        )
        return None
    return Ticked({feit: None if unsure[feit] else ticked[feit] for feit in screen.feiten})


def _unsure(screen: Screen, answers: Answers, key: str) -> dict[str, bool]:
    """Show the lines once more, to leave some of them open."""
    before = {feit: feit in answers.skipped for feit in screen.feiten}
    title = state.say("Weet u iets hiervan niet zeker?", "Weet je iets hiervan niet zeker?")
    with st.expander(title, expanded=any(before.values())):
        st.caption("Kruis hier aan wat onzeker is. Het telt dan niet als nee.")
        return {
            feit: st.checkbox(
                f"{UNKNOWN_TEXT}: {safe(words)}", value=before[feit], key=f"{key}_{feit}_onzeker"
            )
            for feit, words in screen.lines
        }
