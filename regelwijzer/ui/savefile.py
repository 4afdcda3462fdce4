"""Save answers as a file on the user's own disk, and open such a file again."""

from __future__ import annotations

import time

import streamlit as st

from regelwijzer.interview.saved import load, save
from regelwijzer.knowledge.errors import CaseError
from regelwijzer.ui import letgo, state
from regelwijzer.ui.pages import go
from regelwijzer.ui.text import safe

FILE = "regelwijzer-antwoorden.yaml"
MAX_MB = 1
SHOWN_SECONDS = 5.0
_ROUND = "rw_bestand_ronde"
_TOLD = "rw_teruggezet"


def save_button(key: str) -> None:
    """Draw the button that saves the answers; the file is made when it is pressed."""
    answers, base = state.answers(), state.application().base
    st.download_button(
        "Bewaar mijn antwoorden",
        lambda: save(answers, base).encode(),
        file_name=FILE,
        mime="application/yaml",
        key=key,
        icon=":material/save:",
        help="Een klein bestand op de eigen computer of telefoon. Wij bewaren niets.",
        on_click="ignore",
    )


def open_file() -> None:
    """Draw the field for a saved file; go on with its answers when it can be read."""
    with st.expander("Verder met bewaarde antwoorden"):
        given = st.file_uploader(
            "Kies het bestand dat eerder is bewaard",
            type=["yaml", "yml", "json"],
            max_upload_size=MAX_MB,
            key=f"rw_bestand_{st.session_state.get(_ROUND, 0)}",
        )
        st.caption("Het bestand wordt gelezen en niet bewaard.")
        if given is None:
            return
        try:
            application = state.application()
            places = application.regions.names()
            found = load(given.getvalue(), application.base, places)
        except CaseError as error:
            st.error(safe(str(error)))
            return
    # Another key: the field is empty again. Streamlit itself would keep the file.
    letgo.let_go_of_files()
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.session_state[_TOLD] = (len(found.answers.answered), found.left_out, 0.0)
    state.restore(found.answers)
    go("antwoorden")


def tell() -> None:
    """Say, once, what was put back from a file and what was not."""
    told = st.session_state.get(_TOLD)
    if told is None:
        return
    count, left_out, shown = told
    # The page may be drawn again within a moment, by itself; then it must still stand there.
    if shown and time.monotonic() - shown > SHOWN_SECONDS:
        del st.session_state[_TOLD]
        return
    st.session_state[_TOLD] = (count, left_out, shown or time.monotonic())
    st.success(f"{count} antwoorden staan er weer.", icon=":material/task_alt:")
    if left_out:
        names = "; ".join(safe(name) for name in left_out)
        st.warning(f"Dit bestaat niet meer en is weggelaten: {names}.")
