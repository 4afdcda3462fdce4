"""About this rule base: what was checked, the gaps between the laws, coverage and sources."""

from __future__ import annotations

from datetime import date

import streamlit as st

from regelwijzer.audit.audit import AuditReport, audit
from regelwijzer.audit.coverage import source_states
from regelwijzer.datapaths import questionnaires_folder, rules_folder
from regelwijzer.knowledge.text import reads_plain
from regelwijzer.report.knowledge import KnowledgeView, knowledge_html, knowledge_view, known_gaps
from regelwijzer.ui import state

_RUN = "rw_kennisbank_gedraaid"
_PROVEN = """
- **Bewezen** (met een oplosser, zonder steekproef): elke regel kan ergens de doorslag geven, geen
  uitkomst geldt altijd of nooit, uitkomsten die elkaar uitsluiten gelden nooit samen, en de lijst
  met gaten hieronder is volledig.
- **Getest**: elke uitkomst komt in casussen voor, elke verjaardag is de dag ervoor, op de dag en de
  dag erna gecontroleerd, en drie rekenmethoden geven op dezelfde zaken dezelfde uitkomst.
- **Niet bewezen**: of de regels de wet goed weergeven. Dat is werk van mensen. Elke regel noemt
  haar artikel en lid, om zelf na te lezen.
"""


def show() -> None:
    """Draw the page."""
    st.title("Over deze kennisbank", anchor=False)
    st.write("Dit staat er in de kennisbank, dit is gecontroleerd, en dit niet.")
    st.header("Hoe ver is het te vertrouwen?", anchor=False)
    st.markdown(_PROVEN)
    plain = state.started() and reads_plain(state.answers().case.doelgroep)
    _what_is_known(_known(date.today(), plain))
    st.header("Dekking en casussen", anchor=False)
    st.write(
        "Alle casussen draaien hier opnieuw: klopt elke uitkomst nog, en in hoeveel casussen geeft "
        "elke bepaling de doorslag? Dat duurt ongeveer tien seconden."
    )
    if st.button("Draai de casussen", key="kennisbank_draai") or st.session_state.get(_RUN):
        st.session_state[_RUN] = True
        _what_was_run(_view(date.today(), plain))


def _what_is_known(view: KnowledgeView) -> None:
    """Draw what needs no computation."""
    if view.gap_rows:
        st.header("De gaten tussen de wetten", anchor=False)
        st.write(
            "Bij welke hulp en leeftijd bestaat er een combinatie van omstandigheden waarin geen "
            "enkele wet de hulp draagt? Bij elk gat staat wat er dan wel kan."
        )
        st.html(knowledge_html(view, "gaten"))
    st.header("Hoe vers zijn de bronnen?", anchor=False)
    st.html(knowledge_html(view, "bronnen"))
    if view.mutants:
        st.header("Wordt een fout in een regel opgemerkt?", anchor=False)
        st.html(knowledge_html(view, "mutanten"))


def _what_was_run(view: KnowledgeView) -> None:
    st.html(knowledge_html(view, "stand"))
    st.html(knowledge_html(view, "wetten"))
    with st.expander("Uitkomsten per kader, in de casussen"):
        st.html(knowledge_html(view, "kaders"))
    st.download_button(
        "Download dit als verslag (HTML)",
        knowledge_html(view),
        file_name="controle-kennisbank.html",
        mime="text/html",
    )


@st.cache_resource(show_spinner=False, max_entries=2)
def _known(today: date, plain: bool) -> KnowledgeView:
    """Return the view without the cases, which take seconds."""
    base = state.application().base
    report = AuditReport(base=base, sources=source_states(base))
    return knowledge_view(report, known_gaps(rules_folder()), today, plain=plain)


@st.cache_resource(show_spinner="De casussen worden gedraaid…", max_entries=1)
def _report(today: date) -> AuditReport:
    """Return the audit without the proofs, which take too long for a page; once a day."""
    return audit(rules_folder(), None, today, questionnaires=questionnaires_folder())


@st.cache_resource(show_spinner=False, max_entries=2)
def _view(today: date, plain: bool) -> KnowledgeView:
    return knowledge_view(_report(today), known_gaps(rules_folder()), today, plain=plain)
