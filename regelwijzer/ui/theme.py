"""Design tokens and styles of the app, in one place.

Colour is never the only carrier of meaning: every badge has a sign and a word.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import streamlit as st

TOKENS = {
    "inkt": ("#17252b", "#eef3f3"),
    "zacht": ("#4d5b61", "#b7c3c6"),
    "vlak": ("#ffffff", "#182226"),
    "grond": ("#fbfaf7", "#10181b"),
    "band": ("#f0eee8", "#1b272b"),
    "lijn": ("#d5d9d6", "#3a474c"),
    "rand": ("#7c878b", "#839197"),
    "merk": ("#0b5563", "#7fd0dd"),
    "merk-vlak": ("#e2eff1", "#12343b"),
    "ja": ("#14532d", "#a6e3b8"),
    "ja-vlak": ("#e3f3e8", "#173a25"),
    "oordeel": ("#713f00", "#ffd88a"),
    "oordeel-vlak": ("#fff0cf", "#46310a"),
    "onbekend": ("#1b437c", "#a9cbff"),
    "onbekend-vlak": ("#e5eefb", "#152d4f"),
    "nee": ("#444e55", "#c3ccd0"),
    "nee-vlak": ("#eceeef", "#2a3438"),
    "gevaar": ("#8a1420", "#ffb3ba"),
    "gevaar-vlak": ("#fdeaec", "#4d141b"),
}
"""Name -> (light, dark). ``merk`` and ``grond`` equal the theme in .streamlit/config.toml."""

WIDTHS = {"smal": "44rem", "midden": "60rem", "breed": "76rem", "vol": "118rem"}


SHEETS = ("style.css", "tijd.css", "vast.css", "advies.css", "oefenen.css", "print.css")
"""The style sheets of this folder, in order."""


@lru_cache(maxsize=1)
def css() -> str:
    """Return the style sheet: tokens for light and dark, then the classes.

    Streamlit sets ``color-scheme`` on its root, so ``light-dark()`` follows its theme.
    """
    light = "".join(f"--rw-{name}:{pair[0]};" for name, pair in TOKENS.items())
    both = "".join(f"--rw-{name}:light-dark({a},{b});" for name, (a, b) in TOKENS.items())
    here = Path(__file__)
    rules = "\n".join(here.with_name(name).read_text(encoding="utf-8") for name in SHEETS)
    return f":root{{{light}}}@supports (color:light-dark(#000,#fff)){{:root{{{both}}}}}\n{rules}"


def apply(width: str = "smal") -> None:
    """Put the styles on the page, with the text column of this page's width."""
    column = f".stMainBlockContainer{{max-width:{WIDTHS[width]}}}"
    if width not in (
        "breed",
        "vol",
    ):  # the bar is as wide here as on the wide page, less a scroll bar
        column += f":root{{--rw-balk:min({WIDTHS['breed']} - 2.5rem,100vw - 2.5rem - 15px)}}"
    st.html(f"<style>{css()}{column}</style>")
