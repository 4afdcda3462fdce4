"""The presenter view for a beamer: facts one by one, the reasoning lights up rule by rule."""

from __future__ import annotations

import streamlit as st

from regelwijzer.report.classview import (
    class_matrix_html,
    picture_html,
    presentation_html,
    side_matrix_html,
)
from regelwijzer.training.models import TeachingCase
from regelwijzer.training.presentation import Picture, Presentation
from regelwijzer.ui import keep, state, training
from regelwijzer.ui.guard import fragment
from regelwijzer.ui.pages import go

_STEP = "rw_stap"


def show() -> None:
    """Draw the presentation of the case that is open."""
    item = training.chosen()
    if item is None:
        st.title("Presentatie", anchor=False)
        st.info("Kies eerst een casus om te presenteren.")
        if st.button("Naar de casussen", type="primary"):
            go("oefenen")
        return
    shown = training.presentation(item.casus)
    if shown.engine != "durable_rules":
        st.warning("De eerste redeneermachine antwoordt niet; hier staan de stappen van de tweede.")
    st.title(item.titel, anchor=False)
    _moving(item, shown)


@fragment
def _moving(item: TeachingCase, shown: Presentation) -> None:
    """Draw the step that is shown; only this part is drawn again."""
    keep.touch()
    base = state.application().base
    with st.container(key="rw_presenteer", horizontal=True, vertical_alignment="bottom"):
        kader = st.selectbox(
            "In beeld",
            list(shown.pictures),
            format_func=lambda name: base.kaders[name].titel,
            key=f"rw_beeld_{item.casus}",
        )
        picture = shown.pictures[kader]
        place = _place(item, picture)
        st.session_state[_STEP] = (item.casus, kader, place)
        target = _buttons(picture, place)
    if target is not None:
        st.session_state[_STEP] = (item.casus, kader, target)
        st.rerun(scope="fragment")
    frame = picture.frames[place]
    verdict = shown.stages[frame.stage].outcomes[kader].verdict
    layout = training.picture_layout(item.casus, kader)
    drawn = picture_html(picture, layout, frame, verdict)
    before = training.stage_matrix(item.casus, frame.stage - 1) if frame.stage else None
    now = training.stage_matrix(item.casus, frame.stage)
    st.html(presentation_html(shown, frame, drawn, side_matrix_html(now, before)))
    with st.expander("De hele matrix, groot"):
        st.html(class_matrix_html(now, before))
    with st.container(key="rw_presentatie_uit", horizontal=True):
        if item.varianten and st.button(
            "Vergelijk twee varianten", icon=":material/compare_arrows:"
        ):
            go("vergelijken")
        if st.button("Terug naar de casussen", icon=":material/close:"):
            go("oefenen")


def _place(item: TeachingCase, picture: Picture) -> int:
    """Return the step to show; another kader comes in at the same fact."""
    kept = st.session_state.get(_STEP)
    if not kept or kept[0] != item.casus:
        return 0
    _, kader, place = kept
    if kader == picture.kader:
        return min(int(place), len(picture.frames) - 1)
    old = training.presentation(item.casus).pictures[kader].frames
    stage = old[min(int(place), len(old) - 1)].stage
    return max(n for n, frame in enumerate(picture.frames) if frame.stage <= stage)


def _buttons(picture: Picture, place: int) -> int | None:
    """Draw the four buttons, each with a key; return the step that was asked for.

    A clicker sends Page Up and Page Down: it goes fact by fact, the arrows rule by rule.
    """
    frames = picture.frames
    here = frames[place].stage
    next_fact = next((n for n, f in enumerate(frames) if f.stage > here), len(frames) - 1)
    last_fact = max((n for n, f in enumerate(frames) if f.is_fact and n < place), default=0)
    end = len(frames) - 1
    asked: int | None = None
    for label, target, key, icon in (
        ("Vorig feit", last_fact, "PageUp", ":material/first_page:"),
        ("Terug", max(0, place - 1), "ArrowLeft", ":material/arrow_back:"),
        ("Verder", min(end, place + 1), "ArrowRight", ":material/arrow_forward:"),
        ("Volgend feit", next_fact, "PageDown", ":material/last_page:"),
    ):
        if st.button(
            label,
            shortcut=key,
            icon=icon,
            type="primary" if label == "Verder" else "secondary",
            key=f"rw_stap_{key}",
        ):
            asked = target
    st.html(f'<p class="rw-teller">Stap {place + 1} van {len(frames)}</p>')
    return asked
