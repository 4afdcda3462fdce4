"""The pages of the app, one module each with a ``show`` function."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.navigation.page import Page


def page(name: str) -> Page:
    """Return a page of the app, to link to."""
    found: Page = st.session_state["rw_paginas"][name]
    return found


def go(name: str) -> None:
    """Go to another page of the app."""
    st.switch_page(page(name))
