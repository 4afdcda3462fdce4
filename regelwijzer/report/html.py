"""Views as HTML fragments; Jinja2 escapes everything that comes from data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from regelwijzer.advice.advisor import Advice
from regelwijzer.advice.matrix import COLUMNS, OTHER, Cell, matrix
from regelwijzer.report.view import CLASSES, ICONS, KaderView, Viewer

SHORT_PAYERS = {
    "gemeente": "gemeente",
    "wlz_uitvoerder": "Wlz",
    "zorgverzekeraar": "verzekeraar",
    "rijk": "Rijk",
    "justitie": "justitie",
    "uwv": "UWV",
    "svb": "SVB",
    "duo": "DUO",
    "belastingdienst": "Belastingdienst",
    "zorgkantoor": "Wlz",
    "college": "gemeente",
    "school": "school",
    "samenwerkingsverband": "school",
    "coa": "COA",
    "cak": "CAK",
}


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the template environment: autoescape always on."""
    return Environment(
        loader=PackageLoader("regelwijzer.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def kaders_html(items: Sequence[KaderView], plain: bool) -> str:
    """Return a list of kaders as HTML, each one folded."""
    template = environment().get_template("kaders.html.j2")
    return template.render(items=items, plain=plain)


@dataclass(frozen=True)
class _Cell:
    css: str
    icon: str
    title: str
    payers: str


@dataclass(frozen=True)
class _Row:
    title: str
    asked: bool
    cells: list[_Cell | None]


def matrix_html(viewer: Viewer, advice: Advice, caption: str, only_asked: bool) -> str:
    """Return the financing matrix as an HTML table with text in every cell."""
    base = viewer.base
    names = [*COLUMNS, OTHER]
    rows = [row for row in matrix(base, advice) if row.cells and (row.asked or not only_asked)]
    used = [name for name in names if any(name in row.cells for row in rows)]
    shown = []
    for row in rows:
        hulpvorm = base.hulpvormen[row.hulpvorm]
        title = hulpvorm.titel_ouder if viewer.plain else hulpvorm.titel
        cells = [_cell(viewer, row.cells[name]) if name in row.cells else None for name in used]
        shown.append(_Row(title, row.asked, cells))
    columns = [base.wetten[name].kort if name in base.wetten else "Andere wetten" for name in used]
    template = environment().get_template("matrix.html.j2")
    return template.render(rows=shown, columns=columns, caption=caption, plain=viewer.plain)


def _cell(viewer: Viewer, cell: Cell) -> _Cell:
    payers = dict.fromkeys(
        SHORT_PAYERS.get(name, viewer.base.partijen[name].titel) for name in cell.payers
    )
    return _Cell(
        css=CLASSES[cell.verdict],
        icon=ICONS[cell.verdict],
        title=viewer.verdict(cell.verdict),
        payers=", ".join(payers) if cell.verdict.value != "niet_van_toepassing" else "",
    )
