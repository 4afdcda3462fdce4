"""What stands out in a judged table: the filter, the plots, the rows, and one row's advice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

import streamlit as st

from regelwijzer.advice.advisor import ORDER
from regelwijzer.advice.wording import day_text
from regelwijzer.caseload.loaded import Filter, Loaded, RowLine
from regelwijzer.caseload.progress import Faults
from regelwijzer.caseload.summary import laws_of, plots_html, plots_of
from regelwijzer.knowledge.text import counted, dotted
from regelwijzer.reasoning.straightline import Plane
from regelwijzer.reasoning.verdicts import Verdict
from regelwijzer.report.html import kaders_html, matrix_html
from regelwijzer.report.overview import overview
from regelwijzer.report.view import Viewer
from regelwijzer.ui import state
from regelwijzer.ui.text import safe

PAGE = 25
"""Rows of the list at once."""
MOST = 40
"""Kaders of one verdict that are explained at once."""
MOST_FAULTS = 200
_AHEAD = {
    "": None,
    "binnen 3 maanden": 92,
    "binnen een half jaar": 183,
    "binnen een jaar": 365,
    "binnen twee jaar": 730,
}
_VERDICTS = {
    "": None,
    "van toepassing": Verdict.APPLIES,
    "oordeel nodig": Verdict.JUDGEMENT,
    "onbekend": Verdict.UNKNOWN,
    "niet van toepassing": Verdict.DOES_NOT,
}
ALL = "alle"


def draw(loaded: Loaded) -> None:
    """Draw the view of a judged table."""
    law, wanted = _filter(loaded)
    chosen = loaded.chosen(wanted)
    tally = loaded.tally(chosen)
    moment = tally.moments[0]
    total = sum(read.size for read, _ in loaded.slices)
    st.html(
        f'<p class="rw-kop-regel" role="status"><strong>{dotted(moment.rows)}</strong> van '
        f"{counted(total, 'jongere', 'jongeren')}. Binnen een jaar na de peildatum 18: "
        f"{dotted(moment.within_year)}.</p>"
    )
    if not moment.rows:
        st.info("Geen jongere past bij deze keuze. Kies ruimer.")
        return
    _plots(loaded, moment.label, chosen, law)
    _rows(loaded, chosen, moment.rows, law)


def _filter(loaded: Loaded) -> tuple[str, Filter]:
    base, judge = loaded.judge.base, loaded.judge
    st.header("Kies een rij", anchor=False)
    laws = {base.wetten[law].kort: law for law in laws_of(base, judge.kaders)}
    gaps = {base.hulpvormen[name].titel: name for name in judge.hulpvormen}
    with st.container(key="rw_tabel_filter", horizontal=True, gap="small"):
        ahead = st.selectbox("Wordt 18", list(_AHEAD), format_func=_all, key="rw_tabel_18")
        gap = st.selectbox(
            "Met een gat bij", ["", *sorted(gaps)], format_func=_all, key="rw_tabel_gat"
        )
        law = st.selectbox("Wet", ["", *laws], format_func=_all, key="rw_tabel_wet")
        verdict = st.selectbox(
            "Met als uitkomst", list(_VERDICTS), format_func=_all, key="rw_tabel_uitkomst"
        )
    kaders = [n for n in judge.kaders if not law or base.kaders[n].wet == laws[law]]
    told = Filter(_AHEAD[ahead], gaps.get(gap, ""), tuple(kaders), _VERDICTS[verdict])
    return laws.get(law, ""), told


def _all(choice: str) -> str:
    return choice or ALL


def _plots(loaded: Loaded, label: str, chosen: Sequence[Plane], law: str) -> None:
    base, judge = loaded.judge.base, loaded.judge
    moment = loaded.tally(chosen).moments[0]
    today = loaded.moment.day or date.today()
    plots = plots_of(base, judge.kaders, moment, today)
    number = laws_of(base, judge.kaders).index(law) if law else None
    shown = [plot for plot in plots if plot.law is None or plot.law == number]
    st.header("Wat opvalt", anchor=False)
    names = [plot.title for plot in shown]
    first = next((n for n, plot in enumerate(shown) if plot.law is not None), 0)
    pick = st.pills(
        "Toon", names, default=names[first], key=f"rw_tabel_grafiek_{law}", required=True
    )
    plot = next((plot for plot in shown if plot.title == pick), shown[first])
    st.html(plots_html([plot]))


def _rows(loaded: Loaded, chosen: Sequence[Plane], count: int, law: str) -> None:
    st.header("Jongeren", anchor=False)
    pages = -(-count // PAGE)
    number = 1
    if pages > 1:
        number = int(
            st.number_input(
                f"Bladzijde (van {dotted(pages)})", 1, pages, key=f"rw_tabel_blad_{pages}"
            )
        )
    lines = loaded.lines(chosen, (number - 1) * PAGE, PAGE)
    st.html(rows_html(loaded, lines))
    st.download_button(
        f"Uitkomsten van deze {dotted(count)} jongeren (CSV)",
        lambda: loaded.csv(chosen),
        file_name="regelwijzer-uitkomsten.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="rw_tabel_csv",
    )
    names = {
        line.row: f"rij {line.row}" + (f" ({line.row_id})" if line.row_id else "") for line in lines
    }
    row = st.selectbox(
        "Leg een rij uit",
        list(names),
        index=None,
        format_func=lambda row: names[row],
        placeholder="Kies een rij van deze bladzijde",
        key="rw_tabel_rij",
    )
    if row is not None and row in names:
        _explained(loaded, row, names[row], law)


def _explained(loaded: Loaded, row: int, name: str, law: str) -> None:
    """Draw the advice on one row, by the same engines as a case of one youth."""
    case = loaded.case(row)
    if case is None:
        st.info("De peildatum van deze rij is niet bekend, daarom is er geen uitleg.")
        return
    application = state.application()
    with st.spinner("Het advies wordt berekend…"):
        advice = application.advisor.advise(case)
    viewer = Viewer(application.base, advice.case.doelgroep)
    st.header(f"Uitleg bij {safe(name)}", anchor=False)
    st.caption(f"Op {day_text(case.peildatum)}, met {len(case.values)} bekende feiten.")
    st.html(matrix_html(overview(viewer, advice, None, None, only_asked=False), viewer.plain))
    if advice.first:
        st.subheader("Eerst uitzoeken", anchor=False)
        base = application.base
        st.markdown(
            "\n".join(f"- {safe(base.feiten[item.feit].titel)}" for item in advice.first[:5])
        )
    for verdict in ORDER:
        items = [
            item
            for item in advice.kaders
            if item.verdict is verdict and (not law or item.kader.wet == law)
        ]
        if not items:
            continue
        label = f"{viewer.verdict(verdict)} ({len(items)})"
        if verdict is Verdict.DOES_NOT and not st.toggle(f"{label}: toon waarom niet"):
            continue
        st.subheader(label, anchor=False)
        st.html(kaders_html([viewer.kader(i, advice) for i in items[:MOST]], viewer.plain, 12))
        if len(items) > MOST:
            st.caption(f"De eerste {MOST} staan hier; kies een wet om de andere te zien.")


def _name(line: RowLine) -> str:
    return f"{line.row} ({line.row_id})" if line.row_id else f"{line.row}"


def rows_html(loaded: Loaded, lines: Sequence[RowLine]) -> str:
    """Return the list of rows as an HTML table."""
    base = loaded.judge.base
    heads = ("Rij", "Dagen tot 18", "Eerste mijlpaal", "Gaten", "Ontbreekt")
    body = []
    for line in lines:
        mile = ""
        if line.milestone:
            day = day_text(date.fromordinal(line.milestone_day))
            mile = f"{base.mijlpalen[line.milestone].titel}, {day}"
        gaps = ", ".join(base.hulpvormen[name].titel for name in line.gaps[:3])
        if len(line.gaps) > 3:
            gaps += f" en {len(line.gaps) - 3} andere"
        head = f'<th scope="row" role="rowheader">{escape(_name(line))}</th>'
        missing = f"{line.missing[0]} feiten, {line.missing[1]} oordelen"
        days = "onbekend" if line.days is None else dotted(line.days)
        cells = (days, mile or "geen", gaps or "geen", missing)
        marked = "".join(
            f'<td role="cell" data-kop="{escape(what)}">{escape(cell)}</td>'
            for what, cell in zip(heads[1:], cells, strict=True)
        )
        body.append(f'<tr role="row">{head}{marked}</tr>')
    top = "".join(f'<th scope="col" role="columnheader">{head}</th>' for head in heads)
    return (
        '<table class="cl-lijst" role="table"><thead role="rowgroup"><tr role="row">'
        f'{top}</tr></thead><tbody role="rowgroup">{"".join(body)}</tbody></table>'
    )


def faults_html(faults: Faults) -> str:
    """Return bad cells as an HTML table: row, column and reason, never the cell."""
    rows = "".join(
        f'<tr><th scope="row">{row}</th><td>{escape(column)}</td><td>{escape(reason)}</td></tr>'
        for row, column, reason in faults[:MOST_FAULTS]
    )
    more = f"<p>De eerste {MOST_FAULTS} staan hier.</p>" if len(faults) > MOST_FAULTS else ""
    return (
        '<table class="cl-lijst"><thead><tr><th scope="col">Rij</th><th scope="col">Kolom</th>'
        f'<th scope="col">Reden</th></tr></thead><tbody>{rows}</tbody></table>{more}'
    )
