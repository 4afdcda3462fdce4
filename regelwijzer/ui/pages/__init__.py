"""The pages of the app, one module each with a ``show`` function."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.navigation.page import Page


def page(name: str) -> Page:
    """Return a page of the app, to link to."""
    found: Page = st.session_state["rw_paginas"][name]
    return found


_GOING = "rw_onderweg"
GOING_SECONDS = 2.0
"""So long a page that we left may still be asked for by something that happened on it."""


def go(name: str) -> None:
    """Go to another page of the app."""
    here = st.session_state.get("rw_pagina")
    st.session_state[_GOING] = (here, name, time.monotonic())
    st.switch_page(page(name))


def go_on(name: str) -> None:
    """Note that page *name* is drawn; go on to where we were going when it was just left.

    A script of a page (the token of a tab, a field) may report while the page is left. That
    asks for the old page again, and would win from the new one.
    """
    left, target, since = st.session_state.get(_GOING, (None, None, 0.0))
    if name == left != target and time.monotonic() - since < GOING_SECONDS:
        st.switch_page(page(target))
    st.session_state["rw_pagina"] = name
