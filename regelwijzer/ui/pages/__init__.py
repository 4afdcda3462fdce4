"""The pages of the app, one module each with a ``show`` function."""

from __future__ import annotations

import streamlit as st


def go(name: str) -> None:
    """Go to another page of the app."""
    st.switch_page(st.session_state["rw_paginas"][name])
