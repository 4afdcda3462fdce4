"""Random tables and what they say, for the tests of the caseload scan."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from regelwijzer.caseload.columns import FeitColumn, Vocabulary, read_column
from regelwijzer.knowledge.base import Kennisbank
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
