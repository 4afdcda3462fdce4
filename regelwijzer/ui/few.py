"""The outcomes for a parent or a young person: what matters now, and the rest in folds."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from regelwijzer.advice.advisor import Advice, KaderAdvice
from regelwijzer.report.focusview import CARRIES, NEAR, NEAR_TEXT, FocusView
from regelwijzer.report.html import folded_html, kaders_html
from regelwijzer.report.view import KaderView, Viewer

FIRST, MOST = 8, 80
"""So many that apply are shown at once; and so many in a fold are sent, the rest on demand."""


def few(viewer: Viewer, advice: Advice, view: FocusView) -> None:
    """Draw what carries the help now and the few open outcomes that matter most."""
    found = view.focus
    st.header(CARRIES, anchor=False)
    if found.carries:
        st.html(kaders_html(_views(viewer, advice, found.carries), True, FIRST))
    else:
        st.html(f"<p>{escape(view.nothing)}</p>")
    if found.near:
        st.header(NEAR, anchor=False)
        st.caption(NEAR_TEXT)
        st.html(kaders_html(_views(viewer, advice, found.near), True))


def rest(viewer: Viewer, advice: Advice, found: FocusView) -> None:
    """Draw all other outcomes in folds that say how many there are."""
    rights, no = found.focus.rights, found.focus.no
    if rights:
        st.html(folded_html(found.rights_title, [("", _views(viewer, advice, rights))], True))
    if found.later:
        _later(viewer, advice, found)
    if no and st.toggle(f"Toon ook de {found.no_title}, met waarom niet", key="rw_nee"):
        st.html(kaders_html(_views(viewer, advice, no), True))


def _later(viewer: Viewer, advice: Advice, found: FocusView) -> None:
    left = MOST
    groups = []
    for title, items in found.later.items():
        if items[:left]:
            groups.append((title, _views(viewer, advice, items[:left])))
        left = max(0, left - len(items))
    st.html(folded_html(found.later_title, groups, True))
    more = found.focus.later[MOST:]
    if more and st.toggle(f"Toon ook de laatste {len(more)}", key="rw_meer_onbekend"):
        shown = [item for items in found.later.values() for item in items][MOST:]
        st.html(kaders_html(_views(viewer, advice, shown), True))


def explained(found: FocusView) -> set[str]:
    """Return the kaders that stand on the page from the start, to link to."""
    later = [item for items in found.later.values() for item in items][:MOST]
    groups = found.focus
    return {i.kader.kader for i in (*groups.carries, *groups.near, *groups.rights, *later)}


def _views(viewer: Viewer, advice: Advice, items: Iterable[KaderAdvice]) -> list[KaderView]:
    return [viewer.kader(item, advice) for item in items]
