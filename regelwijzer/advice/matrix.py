"""The financing matrix: rows are hulpvormen, columns are laws."""

from __future__ import annotations

from dataclasses import dataclass

from regelwijzer.advice.advisor import ORDER, Advice, KaderAdvice
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.reasoning.verdicts import Verdict

COLUMNS = ("jeugdwet", "wlz", "wmo", "zvw", "wvggz", "wzd")
OTHER = "overig"


@dataclass(frozen=True)
class Cell:
    """One cell: the most favourable verdict of the kaders in it, and those kaders."""

    verdict: Verdict
    kaders: tuple[KaderAdvice, ...]

    @property
    def payers(self) -> tuple[str, ...]:
        """Who pays, for the kaders that carry the verdict of the cell."""
        found: dict[str, None] = {}
        for item in self.kaders:
            if item.verdict is self.verdict:
                found.update(dict.fromkeys(item.kader.betaalt))
        return tuple(found)


@dataclass(frozen=True)
class Row:
    """One hulpvorm, its cells by law (only where a kader carries it), and if it was asked."""

    hulpvorm: str
    cells: dict[str, Cell]
    asked: bool


def column_of(wet: str) -> str:
    """Return the column in which a law stands."""
    return wet if wet in COLUMNS else OTHER


def matrix(base: Kennisbank, advice: Advice) -> list[Row]:
    """Return the rows of the matrix, hulpvragen of the user first."""
    rows: list[Row] = []
    for name in base.hulpvormen:
        by_column: dict[str, list[KaderAdvice]] = {}
        carriers = {kader.kader for kader in base.carriers(name)}
        for item in advice.kaders:
            if item.kader.kader in carriers:
                by_column.setdefault(column_of(item.kader.wet), []).append(item)
        cells = {
            column: Cell(min((i.verdict for i in items), key=ORDER.index), tuple(items))
            for column, items in by_column.items()
        }
        rows.append(Row(name, cells, name in advice.case.hulpvragen))
    return sorted(rows, key=lambda row: not row.asked)
