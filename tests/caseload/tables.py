"""Random tables and what they say, for the tests of the caseload scan."""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from regelwijzer.caseload.columns import FeitColumn, Vocabulary, read_column
from regelwijzer.caseload.days import Moment
from regelwijzer.caseload.judge import CaseloadJudge
from regelwijzer.caseload.mapping import MappingFile
from regelwijzer.caseload.scan import Scanned, scan
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.dates import BIRTH
from regelwijzer.knowledge.models import Feit
from regelwijzer.reasoning.values import Value

LEAP = [date(2008, 2, 29), date(2004, 2, 29), date(2008, 2, 28), date(2008, 3, 1)]


def cell(feit: Feit, rng: random.Random) -> str:
    """Return a random cell text for *feit*, sometimes empty, sometimes an interval."""
    if rng.random() < 0.25:
        return rng.choice(["", "onbekend", " "])
    if feit.type == "ja_nee":
        return rng.choice(["ja", "nee", "Ja", "NEE"])
    options = [option.keuze for option in feit.keuzes]
    if feit.type in ("keuze", "meerkeuze"):
        return "|".join(rng.sample(options, rng.randint(1, min(2, len(options)))))
    if feit.type == "getal":
        low = int(feit.minimum or 0) + rng.randint(0, 90)
        return rng.choice([f"{low}", f"{low},5", f"{low}..{low + 9}"])
    day = rng.choice([*LEAP, date(2003, 1, 1) + timedelta(rng.randint(0, 9000))])
    forms = [day.isoformat(), f"{day.day}-{day.month}-{day.year}", f"{day:%Y-%m}", f"{day:%Y}"]
    return rng.choice([*forms[:1], *forms, f"{day}..{day + timedelta(40)}", f"..{day}"])


def columns(
    base: Kennisbank, table: Mapping[str, Sequence[Any]]
) -> tuple[dict[str, FeitColumn], list[dict[str, Value]]]:
    """Read a table of texts; return the columns, and the values of each row."""
    read = {
        name: read_column(pa.array(cells), Vocabulary(base.feiten[name]))[0]
        for name, cells in table.items()
    }
    size = len(next(iter(table.values())))
    rows: list[dict[str, Value]] = [
        {name: value for name, column in read.items() if (value := column.value(row)) is not None}
        for row in range(size)
    ]
    return read, rows


TODAY = Moment(day=date(2026, 11, 22))
HEADS = ["rij_id", BIRTH, "zorg.permanent_toezicht", "jeugdige.iq"]
ROWS = [
    ["r1", "2009-05-14", "ja", "70"],
    ["r2", "2008-02-29", "nee", "70..85"],
    ["r3", "", "", ""],
    ["r4", "2009-02", "onbekend", "100"],
    ["r5", "14-5-2009", "Ja", "69,5"],
]


def write(path: Path, rows: list[list[str]], heads: list[str] = HEADS, comma: str = ";") -> Path:
    """Write a table as the suffix of *path* says."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter=comma).writerows([heads, *rows])
    elif path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        for row in [heads, *rows]:
            book.worksheets[0].append(row)
        book.save(path)
    else:
        columns = {head: [row[i] for row in rows] for i, head in enumerate(heads)}
        pq.write_table(pa.table(columns), path)
    return path


def run_scan(judge: CaseloadJudge, source: Path, out: str = "uit.parquet", **more: Any) -> Scanned:
    """Scan *source* to a file beside it."""
    mapping = more.get("mapping", MappingFile())
    return scan(judge, source, source.parent / out, mapping, more.get("moments", [TODAY]))


def faults(folder: Path, name: str = "uit") -> list[list[str]]:
    """Return the side file without its heading."""
    with (folder / f"{name}.fouten.csv").open(encoding="utf-8") as stream:
        return list(csv.reader(stream))[1:]
