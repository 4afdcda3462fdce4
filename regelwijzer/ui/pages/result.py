"""The advice: who pays what, why, why not, what is missing, and what is on the calendar."""

from __future__ import annotations

import streamlit as st

from regelwijzer.advice.actions import first_actions
from regelwijzer.advice.advisor import ORDER, Advice, KaderAdvice
from regelwijzer.interview.contradictions import contradictions
from regelwijzer.interview.questions import is_asked, question
from regelwijzer.knowledge.text import reads_plain
from regelwijzer.reasoning.verdicts import Verdict
from regelwijzer.report.focusview import FocusView, focus_view
from regelwijzer.report.html import actions_html, agenda_html, kaders_html
from regelwijzer.report.view import Viewer
from regelwijzer.ui import state
from regelwijzer.ui.few import explained, few, rest
from regelwijzer.ui.flow import procedures_section
from regelwijzer.ui.matrix import now_and_later
from regelwijzer.ui.pages import go
from regelwijzer.ui.profiles import profile_section
from regelwijzer.ui.takealong import take_along
from regelwijzer.ui.text import safe
from regelwijzer.ui.whatif import what_if

FIRST = 3
"""So many milestones are shown unfolded."""
FIRST_KADERS, MOST = 12, 40
"""So many kaders of one verdict are shown at once; and so many are sent, the rest on demand."""
MOST_FOUND = 60
MOST_FIRST = 3


def show() -> None:
    """Draw the advice."""
    if not state.started():
        st.title("Advies", anchor=False)
        st.info("Er is nog geen advies: begin op de startpagina.")
        if st.button("Naar de startpagina", type="primary"):
            go("start")
        return
    with st.spinner("Het advies wordt berekend…"):
        advice = state.advice()
    viewer = state.viewer(advice.case.doelgroep)
    st.title("Wie betaalt wat?", anchor=False)
    _head(advice)
    plain = focus_view(viewer, advice) if viewer.plain else None
    now_and_later(viewer, advice, explained(plain) if plain else _explained(advice))
    if not viewer.plain:
        _priority(viewer, advice)
    _actions(viewer, advice)
    take_along(viewer.base, advice)
    if plain:
        few(viewer, advice, plain)
    _first(advice)
    _calendar(viewer, advice)
    _kaders(viewer, advice, plain)
    if viewer.plain:
        _priority(viewer, advice)
    what_if(viewer, advice)
    procedures_section(viewer, advice, "advies")
    profile_section(viewer, advice)
    _lessons(viewer, advice)
    _receipt(advice)


def _head(advice: Advice) -> None:
    st.html(
        '<p class="rw-kop-regel">Dit is geen besluit: de genoemde organisaties en rechters '
        "beslissen. Voor later rekenen wij met de antwoorden van nu.</p>"
    )
    if contradictions(state.application().base, advice.case):
        st.warning(
            "Sommige antwoorden spreken elkaar tegen. Kijk dat eerst na bij "
            f"'{state.say('Uw antwoorden', 'Mijn antwoorden')}'; zolang klopt dit advies misschien "
            "niet."
        )
    if not advice.derivation.compared:
        st.warning(
            "Dit advies is met één rekenmethode gemaakt in plaats van twee. "
            f"{safe(advice.derivation.note)}"
        )


def _actions(viewer: Viewer, advice: Advice) -> None:
    today = advice.case.peildatum
    actions = first_actions(viewer.base, advice, viewer.plain)
    if actions:
        st.header("Doe nu eerst", anchor=False)
        st.html(actions_html([viewer.action(item, today) for item in actions], viewer.plain))


def _first(advice: Advice) -> None:
    """Show what to find out first; what this user can answer has a button."""
    application = state.application()
    doelgroep = advice.case.doelgroep
    base = application.base_for(doelgroep)
    names = [
        candidate.feit
        for candidate in advice.first
        # What has no plain words yet is for somebody else to find out.
        if not reads_plain(doelgroep)
        or candidate.feit in application.wordings.get(doelgroep, {})
        or base.feiten[candidate.feit].oordeel
    ][:MOST_FIRST]
    if names:
        st.header("Eerst uitzoeken", anchor=False)
        st.caption("Deze antwoorden maken de uitkomst het meest duidelijk.")
    for name in names:
        shown = question(base, application.wordings, doelgroep, name)
        known_by = shown.feit.oordeel.door if shown.feit.oordeel else shown.feit.weet
        who = base.who(known_by, reads_plain(doelgroep), "of")
        verb = "Dit beoordeelt" if shown.feit.oordeel else "Kan het weten"
        with st.container(key=f"rw_rij_eerst_{name}", horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{safe(shown.text)}**" + (f"  \n{verb}: {safe(who)}." if who else ""))
            if is_asked(base, application.wordings, doelgroep, name) and st.button(
                "Beantwoord", key=f"eerst_{name}", help=safe(shown.text)
            ):
                state.edit(name, back="advies")
                go("vragen")
    with st.container(key="rw_uitgang", horizontal=True):
        if st.button("Verder met de vragen", type="primary", icon=":material/arrow_forward:"):
            state.edit()
            go("vragen")
        if st.button("Verander een antwoord", icon=":material/edit:"):
            go("antwoorden")


def _groups(advice: Advice) -> dict[Verdict, list[KaderAdvice]]:
    """Return what the user asked for by verdict; what somebody pays for comes first."""
    near = sorted(
        (item for item in advice.kaders if item.relevant), key=lambda item: not item.kader.betaalt
    )
    found = {verdict: [i for i in near if i.verdict is verdict] for verdict in ORDER}
    return {verdict: items for verdict, items in found.items() if items}


def _explained(advice: Advice) -> set[str]:
    """Return the kaders that stand on the page of a professional from the start, to link to."""
    return {
        item.kader.kader
        for verdict, items in _groups(advice).items()
        if verdict is not Verdict.DOES_NOT
        for item in items[:MOST]
    }


def _kaders(viewer: Viewer, advice: Advice, plain: FocusView | None) -> None:
    others, every = "Alle andere uitkomsten", "Alle uitkomsten, met uitleg"
    st.header(others if plain else every, anchor=False)
    search = st.text_input(
        "Zoek in alle uitkomsten", placeholder="bijvoorbeeld: pleegzorg", key="rw_zoek"
    )
    if search.strip():
        _found(viewer, advice, search.strip().casefold())
        return
    if plain:
        rest(viewer, advice, plain)
    else:
        for verdict, items in _groups(advice).items():
            _group(viewer, advice, items, verdict)
    far = [item for item in advice.kaders if not item.relevant]
    if far and st.toggle(f"Toon ook de {len(far)} uitkomsten die niet gekozen zijn", key="rw_ver"):
        st.html(_list(viewer, advice, far))


def _group(viewer: Viewer, advice: Advice, items: list[KaderAdvice], verdict: Verdict) -> None:
    label = viewer.verdict(verdict)
    if verdict is Verdict.DOES_NOT:
        if st.toggle(f"{label}: toon deze {len(items)} uitkomsten, met waarom niet", key="rw_nee"):
            st.html(_list(viewer, advice, items))
        return
    st.subheader(f"{label} ({len(items)})", anchor=False)
    st.html(_list(viewer, advice, items[:MOST], FIRST_KADERS))
    rest = items[MOST:]
    if rest and st.toggle(f"Toon ook de laatste {len(rest)}", key=f"rw_meer_{verdict.value}"):
        st.html(_list(viewer, advice, rest))


def _found(viewer: Viewer, advice: Advice, wanted: str) -> None:
    views = [viewer.kader(item, advice) for item in advice.kaders]
    found = [v for v in views if wanted in f"{v.title} {v.law} {v.id} {v.summary}".casefold()]
    more = f" De eerste {MOST_FOUND} staan hier." if len(found) > MOST_FOUND else ""
    st.subheader(f"{len(found)} gevonden.{more}", anchor=False)
    if found:
        st.html(kaders_html(found[:MOST_FOUND], viewer.plain))


def _list(
    viewer: Viewer, advice: Advice, items: list[KaderAdvice], first: int | None = None
) -> str:
    return kaders_html([viewer.kader(item, advice) for item in items], viewer.plain, first)


def _calendar(viewer: Viewer, advice: Advice) -> None:
    items = [viewer.milestone(item, advice.case.peildatum) for item in advice.milestones]
    if not items:
        return
    st.header("Op de kalender", anchor=False)
    st.html(agenda_html(items[:FIRST], viewer.plain))
    if len(items) > FIRST:
        with st.expander(f"Toon er nog {len(items) - FIRST}"):
            st.html(agenda_html(items[FIRST:], viewer.plain))


def _priority(viewer: Viewer, advice: Advice) -> None:
    if not advice.voorrang:
        return
    st.header("Welke wet treedt terug?", anchor=False)
    for item in advice.voorrang:
        cited = ", ".join(viewer.link(bron, advice.case.peildatum).text for bron in item.bron)
        st.markdown(f"**{safe(item.titel)}** ({safe(cited)})  \n{safe(viewer.words(item.uitleg))}")


def _lessons(viewer: Viewer, advice: Advice) -> None:
    if not advice.lessons:
        return
    st.header("Let op", anchor=False)
    for item in advice.lessons[:5]:
        st.markdown(f"**{safe(item.titel)}**  \n{safe(viewer.words(item.tekst))}")


def _receipt(advice: Advice) -> None:
    derivation = advice.derivation
    checked = (
        "twee rekenmethoden, met gelijke uitkomst" if derivation.compared else "één rekenmethode"
    )
    digest = state.application().base.digest[:12]
    st.caption(f"Berekend met {checked}. Kennisbank {digest}. Er is niets bewaard.")
