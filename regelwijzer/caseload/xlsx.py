"""Read the first sheet of an XLSX file row by row, as texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook

from regelwijzer.knowledge.errors import CaseError

MOST_MEMBERS = 5_000
MOST_BYTES = 8 * 1024**3
HARMLESS_BYTES = 100 * 1024**2
MOST_SHRUNK = 100
"""A sheet with a million young people shrinks to a tenth or so; rubbish to a thousandth."""

Columns = list[list[str | None]]


Opened = Callable[[], Path | IO[bytes]]
"""Gives the workbook anew: a path, or a stream at its start."""


def open_xlsx(
    source: Opened, name: str, rows_at_once: Callable[[int], int]
) -> tuple[tuple[str, ...], int | None, Callable[[], Iterator[Columns]]]:
    """Return the column names, about how many rows, and the slices as columns of texts.

    *rows_at_once* gives the rows of a slice from the number of columns.
    """
    rows = _rows(source, name)
    names = tuple("" if cell is None else str(cell).strip() for cell in next(rows, ()))
    while names and not names[-1]:
        names = names[:-1]
    if not names:
        raise CaseError(f"Het bestand {name} is leeg; zet kolomnamen in de eerste rij.")
    if "" in names:
        raise CaseError(
            f"In {name} heeft kolom {names.index('') + 1} geen naam; zet er een in rij 1."
        )

    slice_rows = rows_at_once(len(names))

    def slices() -> Iterator[Columns]:
        body = _rows(source, name)
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


def unpacked(source: IO[bytes]) -> int:
    """Return how many bytes a workbook says it becomes; 0 when it is none."""
    try:
        with ZipFile(source) as archive:
            return sum(item.file_size for item in archive.infolist())
    except BadZipFile:
        return 0


def check_size(source: Path | IO[bytes], shown: str) -> None:
    """Refuse a workbook that is small on the disk and grows far too large when it is opened.

    Raises CaseError, and BadZipFile when it is no workbook at all.
    """
    with ZipFile(source) as archive:
        members = archive.infolist()
    packed = sum(item.compress_size for item in members) + 1
    large = [item.file_size for item in members]
    if (
        len(members) > MOST_MEMBERS
        or sum(large) > MOST_BYTES
        or (sum(large) > HARMLESS_BYTES and sum(large) / packed > MOST_SHRUNK)
    ):
        raise CaseError(
            f"Het bestand {shown} wordt bij het openen veel groter dan een tabel hoort te zijn; "
            "bewaar alleen het blad met de jongeren opnieuw als .xlsx."
        )


def _rows(source: Opened, name: str) -> Iterator[tuple[Any, ...]]:
    try:
        check_size(source(), name)
        yield from _read(source())
    except (CaseError, OSError):
        raise
    except Exception:  # a damaged workbook makes openpyxl and zipfile fail in many ways
        raise CaseError(
            f"Het bestand {name} is geen Excel-bestand (.xlsx) of het is beschadigd; bewaar "
            "het opnieuw als .xlsx."
        ) from None


def _read(source: Path | IO[bytes]) -> Iterator[tuple[Any, ...]]:
    book = load_workbook(source, read_only=True, data_only=True)
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
