"""The gap map: where, by age and kind of help, can it be that no law carries the help?"""

from __future__ import annotations

from datetime import date

import streamlit as st

from regelwijzer.audit.profile import BANDS, GapFile, read_gap_file
from regelwijzer.datapaths import rules_folder
from regelwijzer.report.classview import image_address
from regelwijzer.report.gapview import gap_svg, gap_table, spot_html
from regelwijzer.report.html import environment
from regelwijzer.training.gapmap import GapRow, Recount, as_csv, gap_map, recompute
from regelwijzer.ui import keep, state
from regelwijzer.ui.guard import fragment
from regelwijzer.ui.pages import go

ALT = (
    "Kaart van de gaten tussen de wetten: rijen zijn soorten hulp, kolommen leeftijden. Onder de "
    "kaart staat dezelfde inhoud als tabel."
)


@st.cache_resource(show_spinner=False)
def _file() -> GapFile:
    return read_gap_file(rules_folder() / "gaten.yaml")


@st.cache_resource(show_spinner="Dit vak wordt opnieuw uitgerekend…", max_entries=256)
def _recount(hulpvorm: str, band: str, day: date) -> Recount:
    """Compute one place again; about nobody, so it may be kept."""
    application = state.application()
    program = application.advisor.program
    return recompute(application.base, program, _file(), hulpvorm, band, day)


def show() -> None:
    """Draw the map."""
    st.title("Gaten tussen de wetten", anchor=False)
    st.html(
        '<p class="rw-intro">Voor wie draagt geen enkele wet de hulp, wat er verder ook waar is? '
        "Deze kaart is uitgerekend uit de regels en laat zien waar beleid iets te doen heeft.</p>"
    )
    base = state.application().base
    rows = gap_map(base, _file())
    svg = gap_svg(rows)
    template = environment().get_template("kaartbeeld.html.j2")
    st.html(template.render(address=image_address(svg), alt=ALT))
    with st.expander("Dezelfde kaart als tabel"):
        st.html(gap_table(rows))
    _chosen(rows)
    st.header("Neem de kaart mee", anchor=False)
    with st.container(key="rw_gaten_mee", horizontal=True):
        st.download_button(
            "Kaart (SVG)",
            svg,
            file_name="regelwijzer-gaten.svg",
            mime="image/svg+xml",
            on_click="ignore",
            icon=":material/image:",
        )
        st.download_button(
            "Lijst (CSV)",
            as_csv(rows),
            file_name="regelwijzer-gaten.csv",
            mime="text/csv",
            on_click="ignore",
            icon=":material/table:",
        )
        if st.button("Naar de casussen"):
            go("oefenen")
    with st.expander("Hoe is dit uitgerekend?"):
        st.write(
            f"De kaart kijkt naar {len(_file().profiel)} kenmerken, zoals leeftijd, IQ, "
            "verblijfsstatus en of er voor de 18e verjaardag iets is bepaald. Een rekenprogramma "
            "zoekt elke kleinste combinatie waarbij geen enkele regeling de hulp kan dragen, ook "
            "als alle oordelen gunstig uitvallen. 'regelwijzer controleer' bewijst dat de lijst "
            "precies klopt met de regels. Dwang telt niet als hulp, behalve bij gesloten verblijf."
        )
        for start in _file().uitgangspunten:
            st.markdown(f"- {start.reden}")


@fragment
def _chosen(rows: list[GapRow]) -> None:
    """Draw the place that is chosen; only this part is drawn again."""
    keep.touch()
    base = state.application().base
    st.header("Kijk in een vak", anchor=False)
    titles = {row.hulpvorm: row.title for row in rows}
    with st.container(key="rw_naast_elkaar", horizontal=True):
        hulpvorm = st.selectbox(
            "Soort hulp",
            list(titles),
            index=list(titles).index("verblijf_24uurszorg"),
            format_func=titles.__getitem__,
            key="gaten_hulp",
        )
        band = st.selectbox(
            "Leeftijd",
            list(BANDS),
            index=2,
            format_func=lambda name: f"{name} jaar",
            key="gaten_leeftijd",
        )
    row = next(row for row in rows if row.hulpvorm == hulpvorm)
    spot = next(spot for spot in row.spots if spot.band == band)
    st.html(spot_html(base, spot))
    if st.button("Reken dit vak nu na", icon=":material/calculate:", key="gaten_na"):
        found = _recount(hulpvorm, band, date.today())
        if found.same and found.complete:
            st.success(f"Nagerekend: {found.count} gaten, precies die hierboven staan.")
        else:
            st.error("De berekening geeft iets anders dan de lijst. Meld dit aan de beheerder.")
