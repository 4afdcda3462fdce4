"""A whole caseload in the browser: upload, what the columns mean, what stands out, one row.

The table lives in the memory of this session and nowhere else. It goes with 'Wis alles', with
the button on this page, when the tab closes, and after half an hour without use.
"""

from __future__ import annotations

from datetime import date

import streamlit as st
import yaml

from regelwijzer.caseload.days import Moment
from regelwijzer.caseload.example import example_workbook
from regelwijzer.caseload.judge import CaseloadJudge
from regelwijzer.caseload.loaded import MOST_ROWS, Loaded, load_upload, with_columns
from regelwijzer.caseload.mapping import MappingFile, parse_mapping
from regelwijzer.caseload.privacy import shown_names
from regelwijzer.caseload.reading import KINDS, Upload, open_source
from regelwijzer.caseload.summary import plots_css
from regelwijzer.caseload.tally import unread
from regelwijzer.knowledge.errors import CaseError
from regelwijzer.knowledge.text import counted, dotted
from regelwijzer.reasoning.case import EARLIEST, LATEST
from regelwijzer.ui import caseload_view, letgo, state
from regelwijzer.ui.text import safe

MAX_MB = 10
_FILE = "rw_tabel_bestand"
_MAPPING = "rw_tabel_koppeling"
_ROUND = "rw_tabel_ronde"
_DAY = "rw_tabel_dag"
NONE = "telt niet mee"
MOST_COLUMNS = 60
"""Columns that can be given a feit on the page; with more, a mapping file is easier."""


@st.cache_resource(show_spinner=False)
def judge() -> CaseloadJudge:
    """Return the judge of tables, one for all sessions; it holds no row of anybody."""
    return CaseloadJudge(state.application().base)


def show() -> None:
    """Draw the page."""
    st.html(f"<style>{plots_css()}</style>")
    st.title("Caseload", anchor=False)
    loaded = state.table()
    if isinstance(loaded, Loaded):
        _looked_at(loaded)
        return
    st.html(
        '<p class="rw-intro">Beoordeel een hele tabel met jongeren tegelijk: wie wordt wanneer '
        "18, welke wet draagt de hulp dan, waar valt een gat en wat is nog niet bekend.</p>"
    )
    _ask()


def _ask() -> None:
    """Ask for the table and the day."""
    turn = st.session_state.get(_ROUND, 0)
    most = MAX_MB if letgo.keep_uploads_in_memory() else 1
    given = st.file_uploader(
        "Kies de tabel: elke rij een jongere, elke kolom een feit",
        type=[kind[1:] for kind in KINDS],
        max_upload_size=most,
        key=f"rw_tabel_kies_{turn}",
    )
    st.caption(
        f"CSV, Excel (.xlsx) of Parquet, hoogstens {most} MB en {dotted(MOST_ROWS)} rijen. "
        "De tabel blijft in het geheugen: er wordt niets bewaard of doorgestuurd."
    )
    st.info(
        "Gebruik pseudoniemen. Haal namen, BSN, adressen en vrije tekst eruit voordat de tabel "
        "wordt gekozen. Kolommen die daarop lijken, worden weggelaten.",
        icon=":material/shield_person:",
    )
    day = st.date_input(
        "Peildatum",
        value=date.today(),
        min_value=EARLIEST,
        max_value=LATEST,
        format="DD-MM-YYYY",
        key=f"rw_tabel_dag_{turn}",
    )
    mapping_given = None
    with st.expander("Nog geen tabel, of heten de kolommen anders?"):
        st.download_button(
            "Voorbeeld om in te vullen (Excel)",
            lambda: example_workbook(judge()),
            file_name="regelwijzer-caseload.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            icon=":material/table:",
            on_click="ignore",
            key="rw_tabel_voorbeeld",
        )
        mapping_given = st.file_uploader(
            "Koppelbestand (mag; de kolommen zijn straks ook hier aan te wijzen)",
            type=["yaml", "yml"],
            max_upload_size=1,
            key=f"rw_tabel_koppel_{turn}",
        )
    if st.button("Beoordeel deze tabel", type="primary", disabled=given is None) and given:
        mapping = MappingFile()
        if mapping_given is not None:
            mapping = parse_mapping(mapping_given.getvalue(), mapping_given.name)
        assert isinstance(day, date)
        st.session_state[_FILE] = Upload(given.name, given.getvalue())
        st.session_state[_MAPPING], st.session_state[_DAY] = mapping, day
        _judge()
    elif isinstance(st.session_state.get(_FILE), Upload):
        _judge()


def _judge() -> None:
    """Judge the kept file; when no column is understood, ask what the columns mean."""
    upload, mapping = st.session_state[_FILE], st.session_state[_MAPPING]
    try:
        with st.spinner("De tabel wordt beoordeeld…"):
            loaded = load_upload(judge(), upload, mapping, Moment(day=st.session_state[_DAY]))
    except CaseError as error:
        st.error(safe(str(error)))
        try:
            names = open_source(upload).names
        except CaseError:
            _forget()
            return
        _column_form(names, {}, ())
        return
    state.set_table(loaded)
    # Another key: the field is empty again; Streamlit itself would keep the file.
    letgo.let_go_of_files()
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.rerun()


def _forget() -> None:
    for key in (_FILE, _MAPPING, _DAY):
        st.session_state.pop(key, None)
    state.set_table(None)
    letgo.let_go_of_files()


def _looked_at(loaded: Loaded) -> None:
    """Draw what was found: the table itself, then the view with its filter."""
    rows = sum(read.size for read, _ in loaded.slices)
    day = f"{loaded.moment.day:%d-%m-%Y}" if loaded.moment.day else loaded.moment.label
    st.html(
        f'<p class="rw-kop-regel">{counted(rows, "jongere", "jongeren")} beoordeeld op {day}. '
        "De tellingen nemen geen besluit: dat doen de genoemde organisaties en rechters.</p>"
    )
    if loaded.warnings:
        st.warning("  \n".join(safe(text) for text in loaded.warnings))
    faults = loaded.faults
    if faults:
        count = len({row for row, _, _ in faults})
        with st.expander(unread(len(faults), count)):
            st.caption("Die feiten tellen daar als onbekend; de rij is wel beoordeeld.")
            st.html(caseload_view.faults_html(faults))
    with st.expander(f"Wat de {dotted(len(loaded.names))} kolommen betekenen"):
        base = loaded.judge.base
        known = [
            f"{name}: {base.feiten[feit].titel}" for name, feit in loaded.columns.feiten.items()
        ]
        st.markdown("\n".join(f"- {safe(line)}" for line in known))
        if loaded.columns.unused:
            st.caption(safe(f"Telt niet mee: {shown_names(loaded.columns.unused)}."))
        _column_form(loaded.names, dict(loaded.columns.feiten), loaded.columns.unused)
    with st.container(key="rw_tabel_knoppen", horizontal=True):
        if st.button("Haal deze tabel weg", icon=":material/delete:"):
            _forget()
            st.rerun()
    caseload_view.draw(loaded)


def _column_form(names: tuple[str, ...], known: dict[str, str], unused: tuple[str, ...]) -> None:
    """Ask for the feit of each column that may have one, and judge anew."""
    base = judge().base
    asked = [name for name in names if name in known or name in unused or not known]
    titles = {feit: base.feiten[feit].titel for feit in judge().ranked}
    options = ["", *sorted(titles, key=lambda feit: titles[feit].casefold())]
    with st.form("rw_tabel_kolommen", border=False):
        chosen = {
            name: st.selectbox(
                f"Kolom {safe(name)}",
                options,
                index=options.index(known[name]) if known.get(name) in titles else 0,
                format_func=lambda feit: titles.get(feit, NONE),
                key=f"rw_tabel_kolom_{number}",
            )
            for number, name in enumerate(asked[:MOST_COLUMNS])
        }
        if len(asked) > MOST_COLUMNS:
            st.caption(f"Alleen de eerste {MOST_COLUMNS} staan hier; gebruik een koppelbestand.")
        pressed = st.form_submit_button("Beoordeel opnieuw met deze kolommen")
    changed = {name: feit for name, feit in chosen.items() if feit != known.get(name, "")}
    if pressed and changed:
        st.session_state[_MAPPING] = with_columns(st.session_state[_MAPPING], changed)
        state.set_table(None)
        st.rerun()
    mapping = st.session_state[_MAPPING]
    if mapping != MappingFile():
        st.download_button(
            "Bewaar deze koppeling",
            yaml.safe_dump(mapping.model_dump(exclude_defaults=True), allow_unicode=True),
            file_name="koppeling.yaml",
            mime="application/yaml",
            on_click="ignore",
            key="rw_tabel_koppeling_bewaar",
        )
