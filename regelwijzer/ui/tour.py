"""Thirty seconds for who is new: three sentences on the start page; seen once in a session."""

from __future__ import annotations

import streamlit as st

_SEEN = "rw_uitleg_gezien"
STEPS = (
    ("Kies wie dit invult", "Dan passen de woorden en de vragen daarbij."),
    ("Beantwoord wat bekend is", "'Weet ik niet' mag altijd. Stoppen mag altijd."),
    ("Lees wie betaalt, en waarom", "Neem het verslag mee, of bewaar de antwoorden zelf."),
)


def show() -> None:
    """Draw the three steps, until somebody closes them or has begun."""
    if st.session_state.get(_SEEN):
        return
    items = "".join(f"<li><strong>{title}</strong> {text}</li>" for title, text in STEPS)
    with st.container(key="rw_uitleg", horizontal=True, vertical_alignment="center"):
        st.html(
            '<section aria-label="Zo werkt het, in een halve minuut"><p class="rw-uitleg-kop">'
            f"Nieuw hier? Zo werkt het.</p><ol>{items}</ol></section>"
        )
        if st.button("Begrepen", key="rw_uitleg_weg"):
            st.session_state[_SEEN] = True
            st.rerun()


def seen() -> None:
    """Note that somebody has begun: the steps are not needed any more."""
    st.session_state[_SEEN] = True
