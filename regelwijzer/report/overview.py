"""The financing matrix as it is shown: rows are kinds of help, columns are laws, now and later.

*Later* is the next birthday on which the law changes hands (18, or 23 for who is already 18),
judged on the same answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from regelwijzer.advice.advisor import ORDER, Advice
from regelwijzer.advice.matrix import COLUMNS, OTHER, matrix
from regelwijzer.advice.wording import day_text
from regelwijzer.knowledge.dates import BIRTH, Duration
from regelwijzer.knowledge.models import Kader
from regelwijzer.knowledge.text import enumerate_words
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.values import Period
from regelwijzer.reasoning.verdicts import Outcome, Verdict
from regelwijzer.report.view import CLASSES, ICONS, WORDS, Viewer

AGES = (18, 23)
PAYERS = {
    "gemeente": "gemeente",
    "college": "gemeente",
    "wlz_uitvoerder": "zorgkantoor",
    "zorgkantoor": "zorgkantoor",
    "zorgverzekeraar": "verzekeraar",
    "samenwerkingsverband": "school",
    "belastingdienst": "Belastingdienst",
}


@dataclass(frozen=True)
class Moment:
    """A day ahead: the birthday of this *age* (the last day it can be), or what *label* says."""

    age: int
    day: date
    exact: bool
    label: str = ""

    @property
    def text(self) -> str:
        """The moment in words."""
        return self.label or f"vanaf {self.age} jaar"

    @property
    def day_text(self) -> str:
        """The day in words."""
        return day_text(self.day) if self.exact else f"uiterlijk {day_text(self.day)}"


@dataclass(frozen=True)
class Chip:
    """One verdict of one law on one kind of help: sign, word, law and payers."""

    css: str
    icon: str
    verdict: str
    word: str
    law: str
    payers: str

    @property
    def denied(self) -> bool:
        """Whether the law does not carry it."""
        return self.css == CLASSES[Verdict.DOES_NOT]


@dataclass(frozen=True)
class Line:
    """One kader inside a cell: verdict now and, when it differs, later."""

    id: str
    title: str
    now: Chip
    later: Chip | None


@dataclass(frozen=True)
class CellView:
    """One cell of the matrix: now, later (None: no birthday ahead), and its kaders."""

    column: str
    now: Chip
    later: Chip | None
    lines: tuple[Line, ...]

    @property
    def changes(self) -> bool:
        """Whether the birthday changes the verdict or who pays."""
        return self.later is not None and self.later != self.now


@dataclass(frozen=True)
class RowView:
    """One kind of help with its cells in column order (None: no law of the column)."""

    title: str
    asked: bool
    cells: tuple[CellView | None, ...]

    def chips(self, later: bool) -> tuple[Chip, ...]:
        """Return the chips of one moment, the most favourable first."""
        found = [cell.later if later else cell.now for cell in self.cells if cell]
        order = [CLASSES[verdict] for verdict in ORDER]
        return tuple(sorted((c for c in found if c), key=lambda chip: order.index(chip.css)))


@dataclass(frozen=True)
class Overview:
    """The whole matrix."""

    rows: tuple[RowView, ...]
    columns: tuple[str, ...]
    moment: Moment | None


def later_moment(case: Case) -> Moment | None:
    """Return the next birthday that moves the help to other laws, or None.

    A date of birth that is not known to the day gives the last day it can be; there must be no
    doubt that the birthday is still ahead.
    """
    birth = case.values.get(BIRTH)
    if not isinstance(birth, Period) or birth.last > case.peildatum:
        return None
    for age in AGES:
        first, last = (
            Duration(months=12 * age, age=True).after(day, 1) for day in (birth.first, birth.last)
        )
        if case.peildatum < first:
            return Moment(age, last, birth.first == birth.last)
        if case.peildatum < last:
            return None
    return None


def overview(
    viewer: Viewer,
    advice: Advice,
    moment: Moment | None = None,
    later: Mapping[str, Outcome] | None = None,
    only_asked: bool = False,
) -> Overview:
    """Return the matrix of *advice*; *later* are the verdicts on the day of *moment*."""
    base = viewer.base
    now = {item.kader.kader: item.verdict for item in advice.kaders}
    then = {name: found.verdict for name, found in later.items()} if moment and later else None
    found = [row for row in matrix(base, advice) if row.cells and (row.asked or not only_asked)]
    used = [c for c in (*COLUMNS, OTHER) if any(c in row.cells for row in found)]
    rows = []
    for row in found:
        hulpvorm = base.hulpvormen[row.hulpvorm]
        cells = tuple(
            _cell(viewer, c, [item.kader for item in row.cells[c].kaders], now, then)
            if c in row.cells
            else None
            for c in used
        )
        title = hulpvorm.titel_ouder if viewer.plain else hulpvorm.titel
        rows.append(RowView(title, row.asked, cells))
    titles = tuple(_column_title(viewer, column) for column in used)
    return Overview(tuple(rows), titles, moment if then else None)


def _column_title(viewer: Viewer, column: str) -> str:
    return viewer.base.wetten[column].kort if column in viewer.base.wetten else "Andere wetten"


def _cell(
    viewer: Viewer,
    column: str,
    kaders: Sequence[Kader],
    now: Mapping[str, Verdict],
    then: Mapping[str, Verdict] | None,
) -> CellView:
    lines = []
    for kader in kaders:
        title = (kader.titel_ouder or kader.titel) if viewer.plain else kader.titel
        first = _chip(viewer, column, [kader], now)
        second = _chip(viewer, column, [kader], then) if then else None
        lines.append(Line(kader.kader, title, first, second if second != first else None))
    return CellView(
        _column_title(viewer, column),
        _chip(viewer, column, kaders, now),
        _chip(viewer, column, kaders, then) if then else None,
        tuple(lines),
    )


def _chip(
    viewer: Viewer, column: str, kaders: Sequence[Kader], verdicts: Mapping[str, Verdict]
) -> Chip:
    best = min((verdicts[kader.kader] for kader in kaders), key=ORDER.index)
    carriers = [kader for kader in kaders if verdicts[kader.kader] is best]
    names = dict.fromkeys(
        PAYERS.get(payer) or viewer.partijen([payer])
        for kader in carriers
        for payer in kader.betaalt
    )
    law = _column_title(viewer, column)
    if column == OTHER:
        laws = dict.fromkeys(viewer.base.wetten[kader.wet].kort for kader in carriers)
        law = enumerate_words(list(laws)) if len(laws) < 3 else law
    return Chip(
        css=CLASSES[best],
        icon=ICONS[best],
        verdict=viewer.verdict(best),
        word=WORDS[best],
        law=law,
        payers="" if best is Verdict.DOES_NOT else ", ".join(names),
    )
