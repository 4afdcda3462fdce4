"""Read the first sheet of an XLSX file row by row, as texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from regelwijzer.knowledge.errors import CaseError

Columns = list[list[str | None]]


def open_xlsx(
    path: Path, slice_rows: int
) -> tuple[tuple[str, ...], int | None, Callable[[], Iterator[Columns]]]:
    """Return the column names, about how many rows, and the slices as columns of texts."""
    rows = _rows(path)
    names = tuple("" if cell is None else str(cell).strip() for cell in next(rows, ()))
    while names and not names[-1]:
        names = names[:-1]
    if not names:
        raise CaseError(f"Het bestand {path.name} is leeg; zet kolomnamen in de eerste rij.")
    if "" in names:
        raise CaseError(
            f"In {path.name} heeft kolom {names.index('') + 1} geen naam; zet er een in rij 1."
        )

    def slices() -> Iterator[Columns]:
        body = _rows(path)
        next(body)
        batch: list[tuple[Any, ...]] = []
        empty = 0
        for row in body:
            if all(cell is None for cell in row):
                empty += 1  # rows below the last one are often formatted but empty
                continue
            batch += [()] * empty
            empty = 0
            batch.append(row)
            while len(batch) >= slice_rows:
                yield _columns(batch[:slice_rows], len(names))
                batch = batch[slice_rows:]
        if batch:
            yield _columns(batch, len(names))

    return names, None, slices


def _rows(path: Path) -> Iterator[tuple[Any, ...]]:
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError):
        raise CaseError(
            f"Het bestand {path.name} is geen Excel-bestand (.xlsx); bewaar het opnieuw als .xlsx."
        ) from None
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # some programs write a wrong size
        yield from sheet.iter_rows(values_only=True)
    finally:
        book.close()


def _columns(rows: list[tuple[Any, ...]], width: int) -> Columns:
    return [[_text(row[i]) if i < len(row) else None for row in rows] for i in range(width)]


def _text(cell: Any) -> str | None:
    """Return a cell as text, as it would stand in a CSV file."""
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, datetime):
        midnight = not (cell.hour or cell.minute or cell.second)
        return cell.date().isoformat() if midnight else cell.isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
