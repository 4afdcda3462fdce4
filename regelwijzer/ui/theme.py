"""Design tokens and styles of the app, in one place.

Colour is never the only carrier of meaning: every badge has a sign and a word.
"""

from __future__ import annotations

import streamlit as st

TOKENS = {
    "inkt": "#17252b",
    "zacht": "#4d5b61",
    "vlak": "#ffffff",
    "grond": "#f6f4ef",
    "lijn": "#d5d9d6",
    "merk": "#0b5563",
    "ja": "#14532d",
    "ja-vlak": "#e3f3e8",
    "oordeel": "#713f00",
    "oordeel-vlak": "#fff0cf",
    "onbekend": "#1b437c",
    "onbekend-vlak": "#e5eefb",
    "nee": "#444e55",
    "nee-vlak": "#eceeef",
    "gevaar": "#8a1420",
    "gevaar-vlak": "#fdeaec",
}

DARK = {
    "inkt": "#eef3f3",
    "zacht": "#b7c3c6",
    "vlak": "#182226",
    "grond": "#10181b",
    "lijn": "#3a474c",
    "merk": "#7fd0dd",
    "ja": "#a6e3b8",
    "ja-vlak": "#173a25",
    "oordeel": "#ffd88a",
    "oordeel-vlak": "#46310a",
    "onbekend": "#a9cbff",
    "onbekend-vlak": "#152d4f",
    "nee": "#c3ccd0",
    "nee-vlak": "#2a3438",
    "gevaar": "#ffb3ba",
    "gevaar-vlak": "#4d141b",
}

STYLES = """
.rw-lijst { display: grid; gap: .5rem; }
.rw-kader { background: var(--rw-vlak); color: var(--rw-inkt); border: 1px solid var(--rw-lijn);
  border-left: .35rem solid var(--rw-lijn); border-radius: .4rem; }
.rw-kader.rw-ja { border-left-color: var(--rw-ja); }
.rw-kader.rw-oordeel { border-left-color: var(--rw-oordeel); }
.rw-kader.rw-onbekend { border-left-color: var(--rw-onbekend); }
.rw-kader > summary { cursor: pointer; padding: .7rem .9rem; display: flex; flex-wrap: wrap;
  gap: .3rem .7rem; align-items: baseline; }
.rw-kader > summary:focus-visible, .rw-kader details > summary:focus-visible,
.rw-schuif:focus-visible { outline: 3px solid var(--rw-merk); outline-offset: 2px; }
.rw-titel { font-weight: 650; }
.rw-wet, .rw-bron { color: var(--rw-zacht); font-size: .9rem; }
.rw-inhoud { padding: 0 .9rem .8rem; max-width: 46rem; }
.rw-inhoud h4 { margin: .9rem 0 .2rem; font-size: 1rem; padding: 0; }
.rw-inhoud p { margin: .3rem 0 .5rem; }
.rw-inhoud ul { margin: .2rem 0 .6rem; padding-left: 1.2rem; }
.rw-inhoud li { margin: .15rem 0; }
.rw-inhoud dl { margin: .4rem 0; }
.rw-inhoud dt { font-weight: 650; }
.rw-inhoud dd { margin: 0 0 .5rem; }
.rw-inhoud a { color: var(--rw-merk); text-decoration: underline; }
.rw-wie { display: flex; flex-wrap: wrap; gap: .2rem 2rem; }
.rw-wie dt { font-size: .85rem; color: var(--rw-zacht); font-weight: 500; }
.rw-kader details { margin: .5rem 0; }
.rw-kader details > summary { cursor: pointer; color: var(--rw-merk); }
.rw-badge { display: inline-block; padding: .1rem .55rem; border-radius: 1rem; font-size: .85rem;
  font-weight: 600; white-space: nowrap; }
.rw-badge.rw-ja { background: var(--rw-ja-vlak); color: var(--rw-ja); }
.rw-badge.rw-oordeel { background: var(--rw-oordeel-vlak); color: var(--rw-oordeel); }
.rw-badge.rw-onbekend { background: var(--rw-onbekend-vlak); color: var(--rw-onbekend); }
.rw-badge.rw-nee { background: var(--rw-nee-vlak); color: var(--rw-nee); }
.rw-tag { border: 1px solid currentColor; border-radius: .3rem; padding: 0 .3rem;
  font-size: .75rem; }
.rw-let-op { background: var(--rw-oordeel-vlak); color: var(--rw-oordeel); padding: .4rem .6rem;
  border-radius: .3rem; }
.rw-gevaar { background: var(--rw-gevaar-vlak); color: var(--rw-gevaar); padding: .7rem .9rem;
  border-radius: .4rem; border-left: .35rem solid var(--rw-gevaar); }
.rw-gevaar a { color: inherit; font-weight: 700; }
.rw-schuif { overflow-x: auto; }
.rw-matrix { border-collapse: collapse; width: 100%; background: var(--rw-vlak);
  color: var(--rw-inkt); font-size: .92rem; }
.rw-matrix caption { text-align: left; padding: .2rem 0 .5rem; color: var(--rw-zacht); }
.rw-matrix th, .rw-matrix td { border: 1px solid var(--rw-lijn); padding: .4rem .5rem;
  text-align: left; vertical-align: top; }
.rw-matrix tbody th { font-weight: 500; min-width: 9rem; position: sticky; left: 0;
  background: var(--rw-vlak); }
.rw-matrix .rw-badge { white-space: normal; }
.rw-gevraagd > th { font-weight: 700; }
.rw-leeg { color: var(--rw-zacht); }
.rw-alleen-lezen { position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }
.rw-voortgang { color: var(--rw-zacht); font-size: .92rem; margin: 0; }
.rw-waarom { color: var(--rw-zacht); }
@media (prefers-reduced-motion: reduce) { * { animation: none !important;
  transition: none !important; } }
@media print { .stSidebar, header, .stButton, .stDownloadButton { display: none !important; }
  .rw-kader { break-inside: avoid; } }
"""


def css() -> str:
    """Return the style sheet: tokens for light and dark, then the classes."""
    light = "".join(f"--rw-{name}:{value};" for name, value in TOKENS.items())
    dark = "".join(f"--rw-{name}:{value};" for name, value in DARK.items())
    return f":root{{{light}}}\n.rw-donker{{{dark}}}\n{STYLES}"


def apply() -> None:
    """Put the styles on the page, dark tokens when Streamlit shows its dark theme."""
    dark = getattr(st.context, "theme", None)
    sheet = css()
    if dark is not None and getattr(dark, "type", None) == "dark":
        values = "".join(f"--rw-{name}:{value};" for name, value in DARK.items())
        sheet += f":root{{{values}}}"
    st.html(f"<style>{sheet}</style>")
