"""The financing matrix as it is shown: rows are kinds of help, columns are laws, now and later.

*Later* is the next birthday on which the law changes hands (18, or 23 for who is already 18),
judged on the same answers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from regelwijzer.advice.advisor import ORDER, Advice, KaderAdvice, Snapshot
from regelwijzer.advice.links import bron_text
from regelwijzer.advice.matrix import COLUMNS, OTHER, matrix
from regelwijzer.advice.wording import day_text, lower_first
from regelwijzer.knowledge.dates import BIRTH, Duration
from regelwijzer.knowledge.text import enumerate_words
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.values import Period
from regelwijzer.reasoning.verdicts import Verdict
from regelwijzer.report.view import CLASSES, ICONS, WORDS, Viewer

AGES = (18, 23)
MOST_LINES, MOST_PAYERS = 8, 2
"""So many kaders are named in a cell, and so many payers on its badge."""
PAYERS = {
    "gemeente": "gemeente",
    "college": "gemeente",
    "wlz_uitvoerder": "zorgkantoor",
    "zorgkantoor": "zorgkantoor",
    "zorgverzekeraar": "verzekeraar",
    "samenwerkingsverband": "school",
    "belastingdienst": "Belastingdienst",
    "jeugdhulpaanbieder": "aanbieder",
    "svb": "SVB",
    "uwv": "UWV",
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
    """One kader inside a cell at one moment: its verdict and payers, and why in a few words."""

    id: str
    title: str
    chip: Chip
    why: str


@dataclass(frozen=True)
class Side:
    """A cell at one moment: its verdict, its kaders (the most favourable first, *more* are left
    out) and which law steps back for which (*yields*: this one does)."""

    chip: Chip
    lines: tuple[Line, ...]
    more: int
    priority: tuple[str, ...] = ()
    yields: bool = False


@dataclass(frozen=True)
class CellView:
    """One cell of the matrix: now, and later (None: no moment to compare with)."""

    column: str
    now: Side
    later: Side | None

    @property
    def changes(self) -> bool:
        """Whether the verdict, or who pays, is another one later."""
        return self.later is not None and self.later.chip != self.now.chip


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
        chips = [side.chip for side in found if side]
        return tuple(sorted(chips, key=lambda chip: order.index(chip.css)))


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
    later: Snapshot | None = None,
    only_asked: bool = False,
) -> Overview:
    """Return the matrix of *advice*; *later* is the advice on the day of *moment*."""
    base = viewer.base
    then = later if moment else None
    found = [row for row in matrix(base, advice) if row.cells and (row.asked or not only_asked)]
    used = [c for c in (*COLUMNS, OTHER) if any(c in row.cells for row in found)]
    rows = []
    for row in found:
        names = {c: [item.kader.kader for item in cell.kaders] for c, cell in row.cells.items()}
        now_sides = sides(viewer, advice.now, names)
        then_sides = sides(viewer, then, names) if then else {}
        cells = tuple(
            CellView(_column_title(viewer, c), now_sides[c], then_sides.get(c))
            if c in names
            else None
            for c in used
        )
        hulpvorm = base.hulpvormen[row.hulpvorm]
        title = hulpvorm.titel_ouder if viewer.plain else hulpvorm.titel
        rows.append(RowView(title, row.asked, cells))
    titles = tuple(_column_title(viewer, column) for column in used)
    return Overview(tuple(rows), titles, moment if then else None)


def _column_title(viewer: Viewer, column: str) -> str:
    return viewer.base.wetten[column].kort if column in viewer.base.wetten else "Andere wetten"


def sides(viewer: Viewer, moment: Snapshot, names: Mapping[str, Sequence[str]]) -> dict[str, Side]:
    """Return the cells of one row at one moment; *names* are the kaders by column."""
    items = {c: [moment.kaders[name] for name in found] for c, found in names.items()}
    open_laws = {
        item.kader.wet
        for found in items.values()
        for item in found
        if item.verdict is not Verdict.DOES_NOT
    }
    return {c: _side(viewer, moment, c, found, open_laws) for c, found in items.items()}


def _side(
    viewer: Viewer,
    moment: Snapshot,
    column: str,
    items: Sequence[KaderAdvice],
    open_laws: Collection[str],
) -> Side:
    ordered = sorted(items, key=lambda item: ORDER.index(item.verdict))
    lines = tuple(
        Line(
            item.kader.kader,
            viewer.title(item.kader),
            _chip(viewer, column, [item]),
            viewer.brief(item, moment.ways),
        )
        for item in ordered[:MOST_LINES]
    )
    chip = _chip(viewer, column, items)
    told: dict[str, bool] = {}
    if not chip.denied:
        told = dict(_priority(viewer, moment, items, open_laws))
    more = len(ordered) - len(lines)
    return Side(chip, lines, more, tuple(told), any(told.values()))


def _priority(
    viewer: Viewer, moment: Snapshot, items: Sequence[KaderAdvice], open_laws: Collection[str]
) -> Iterator[tuple[str, bool]]:
    """Yield what is said of priority between this cell and the rest of its row."""
    own = {item.kader.kader for item in items} | {item.kader.wet for item in items}
    for rule in moment.voorrang:
        cited = enumerate_words([bron_text(viewer.base, bron) for bron in rule.bron])
        others = {name.split(".")[0] for name in (rule.terugtredend, rule.voorgaand)}
        if rule.terugtredend in own and rule.voorgaand.split(".")[0] in open_laws:
            word = "Wijkt misschien" if rule.kracht == "kan" else "Wijkt"
            yield f"{word}: {lower_first(rule.titel)} ({cited}).", True
        elif rule.voorgaand in own and others <= set(open_laws):
            yield f"Gaat voor: {lower_first(rule.titel)} ({cited}).", False


def _chip(viewer: Viewer, column: str, items: Sequence[KaderAdvice]) -> Chip:
    best = min((item.verdict for item in items), key=ORDER.index)
    carriers = [item.kader for item in items if item.verdict is best]
    names = dict.fromkeys(
        PAYERS.get(payer) or viewer.partijen([payer])
        for kader in carriers
        for payer in kader.betaalt
    )
    law = _column_title(viewer, column)
    if column == OTHER:
        laws = dict.fromkeys(viewer.base.wetten[kader.wet].kort for kader in carriers)
        law = enumerate_words(list(laws)) if len(laws) < 3 else law
    shown = list(names)[:MOST_PAYERS]
    rest = len(names) - len(shown)
    return Chip(
        css=CLASSES[best],
        icon=ICONS[best],
        verdict=viewer.verdict(best),
        word=WORDS[best],
        law=law,
        payers="" if best is Verdict.DOES_NOT else ", ".join(shown) + (f" +{rest}" if rest else ""),
    )
