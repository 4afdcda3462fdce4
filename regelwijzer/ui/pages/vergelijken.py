"""Two variants of a case side by side, with what differs and the rule that decides it."""

from __future__ import annotations

import streamlit as st

from regelwijzer.reasoning.case import Case
from regelwijzer.report.classview import class_matrix_html
from regelwijzer.report.html import environment
from regelwijzer.report.view import CLASSES, ICONS, LABELS
from regelwijzer.training.compare import Comparer, Comparison, Difference
from regelwijzer.training.library import told_case, variant_case
from regelwijzer.training.models import TeachingCase
from regelwijzer.ui import keep, state, training
from regelwijzer.ui.guard import fragment
from regelwijzer.ui.pages import go
from regelwijzer.ui.text import answer_text

TOLD = "Zoals verteld"


def show() -> None:
    """Draw the comparison."""
    st.title("Twee varianten naast elkaar", anchor=False)
    _moving()
    with st.container(key="rw_uitgang", horizontal=True):
        if st.button("Presenteer deze casus", icon=":material/present_to_all:"):
            go("presentatie")
        if st.button("Terug naar de casussen"):
            go("oefenen")


@fragment
def _moving() -> None:
    keep.touch()
    cases = {name: item for name, item in training.library().cases.items() if item.varianten}
    current = training.chosen()
    names = list(cases)
    index = names.index(current.casus) if current and current.casus in cases else 0
    picked = st.selectbox(
        "Casus", names, index=index, format_func=lambda n: cases[n].titel, key="verg_casus"
    )
    training.choose(picked)
    item = cases[picked]
    choices = _choices(item)
    labels = list(choices)
    with st.container(key="rw_naast_elkaar", horizontal=True):
        first = 1 if len(labels) > 2 else 0
        left = st.selectbox("Links", labels, index=first, key=f"verg_links_{picked}")
        right = st.selectbox("Rechts", labels, index=len(labels) - 1, key=f"verg_rechts_{picked}")
    if left == right:
        st.info("Kies links en rechts een andere variant.")
        return
    keys = [key.kader for key in item.kaders]
    advisor = state.application().advisor
    found = Comparer(advisor).compare(choices[left], choices[right], keys)
    st.html(_html(found, left, right))
    st.header("Wie betaalt wat?", anchor=False)
    one, two = training.case_matrix(choices[left]), training.case_matrix(choices[right])
    st.subheader(left, anchor=False)
    st.html(class_matrix_html(one, None))
    st.subheader(right, anchor=False)
    st.html(class_matrix_html(two, one))


def _choices(item: TeachingCase) -> dict[str, Case]:
    base = state.application().base
    found = {TOLD: told_case(base, item)}
    found.update({v.titel: variant_case(base, item, v) for v in item.varianten})
    return found


def _html(found: Comparison, left: str, right: str) -> str:
    base = state.application().base
    facts = [(_name(fact), _said(fact, fact.left), _said(fact, fact.right)) for fact in found.facts]
    pairs = []
    for pair in found.pairs:
        sides = [
            (CLASSES[verdict], ICONS[verdict], LABELS[verdict][0])
            for verdict in (pair.left, pair.right)
        ]
        pairs.append((base.kaders[pair.kader].titel, sides, pair.differs, pair.rules))
    template = environment().get_template("vergelijk.html.j2")
    return template.render(left=left, right=right, facts=facts, pairs=pairs)


def _name(fact: Difference) -> str:
    if not fact.feit:
        return "De dag waarop we kijken"
    return state.application().base.feiten[fact.feit].titel


def _said(fact: Difference, raw: object) -> str:
    if raw is None:
        return "onbekend"
    if not fact.feit:
        year, month, day = str(raw).split("-")
        return f"{int(day)}-{int(month)}-{year}"
    words = {o.keuze: o.titel for o in state.application().base.feiten[fact.feit].keuzes}
    return answer_text(raw, words)
