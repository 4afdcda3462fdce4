"""Read CSV, Parquet and XLSX as a stream of slices; never the whole file at once."""

from __future__ import annotations

import codecs
import csv
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from regelwijzer.caseload import old_letters
from regelwijzer.caseload.xlsx import open_xlsx, unpacked
from regelwijzer.knowledge.errors import CaseError

SLICE = 65_536
"""Rows judged at once: a plane takes 8 kB, so that the work on it outweighs what a call costs
and the planes in use still fit in the cache."""
MOST_CELLS = 4_000_000
"""Cells in one slice: a wide table gets fewer rows at once, so that memory stays bounded."""
WORKBOOK_CELLS = 1_000_000
"""The same for a workbook, whose cells are Python texts on the way."""

KINDS = (".csv", ".parquet", ".xlsx")
_BLOCK = 1 << 22
MOST_UNPACKED = 200_000_000
"""Bytes that an upload may become when it is unpacked."""


@dataclass(frozen=True)
class Upload:
    """A table that is only in memory; it reads like a file and never becomes one."""

    name: str
    data: bytes

    @property
    def suffix(self) -> str:
        """The end of the name, with its dot."""
        return Path(self.name).suffix

    def open(self) -> BytesIO:
        """Return the bytes as a stream."""
        return BytesIO(self.data)


Table = Path | Upload


@dataclass(frozen=True)
class Piece:
    """Some rows as they come from the file; *broken* gives the faults of whole rows."""

    batch: pa.RecordBatch
    broken: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """An open table: its column names, about how many rows, and its slices."""

    names: tuple[str, ...]
    rows: int | None
    slices: Callable[[], Iterator[Piece]]


def rows_at_once(columns: int, most_cells: int = MOST_CELLS) -> int:
    """Return how many rows of a table make a slice; whole words of 64 rows.

    >>> rows_at_once(30), rows_at_once(400), rows_at_once(10_000)
    (65536, 9984, 1024)
    """
    return min(SLICE, max(1_024, most_cells // max(1, columns) // 64 * 64))


def open_source(path: Table) -> Source:
    """Open a table; raises CaseError with one sentence."""
    if path.suffix.lower() not in KINDS:
        raise CaseError(
            f"Het bestand {path.name} is geen .csv, .parquet of .xlsx; bewaar het als een van die."
        )
    if isinstance(path, Path) and not path.is_file():
        raise CaseError(f"Het bestand {path.name} bestaat niet; controleer de naam.")
    try:
        if path.suffix.lower() == ".csv":
            return _csv(path)
        return _parquet(path) if path.suffix.lower() == ".parquet" else _xlsx(path)
    except (pa.ArrowException, OSError, ValueError, KeyError, csv.Error) as error:
        raise unreadable(path, error) from None


def unreadable(path: Table, error: Exception) -> CaseError:
    """Return the sentence about a file that cannot be read (without its content)."""
    if isinstance(error, CaseError):
        return error
    return CaseError(
        f"Het bestand {path.name} is niet te lezen als {path.suffix.lower()[1:]} "
        f"({type(error).__name__}); open het in het programma waar het uit komt en bewaar het "
        "opnieuw."
    )


def too_large(path: Table) -> CaseError:
    """Return the sentence about an upload that is too much for a page."""
    return CaseError(
        f"Het bestand {path.name} is te groot voor deze pagina; gebruik 'regelwijzer scan' op de "
        "opdrachtregel, die leest bestanden van elke grootte."
    )


def _csv(path: Table) -> Source:
    with _opened(path) as stream:
        head = stream.readline(1 << 20)
    if not head.strip():
        raise CaseError(f"Het bestand {path.name} is leeg; zet kolomnamen op de eerste regel.")
    text = old_letters.decode(head.removeprefix(codecs.BOM_UTF8))
    comma = max(";,\t|", key=text.count)
    names = tuple(name.strip() for name in next(csv.reader([text], delimiter=comma)))

    def slices() -> Iterator[Piece]:
        broken: deque[tuple[int, str]] = deque()

        def keep(row: Any) -> str:
            broken.append(
                (row.number - 2, f"de rij heeft {row.actual_columns} kolommen, geen {len(names)}")
            )
            return "skip"

        # Cells come as bytes: a letter in an old encoding spoils one cell, not the file.
        keys = [str(number) for number in range(len(names))]
        reader = pa_csv.open_csv(
            path if isinstance(path, Path) else path.open(),
            read_options=pa_csv.ReadOptions(
                use_threads=False,
                block_size=_BLOCK,
                column_names=keys,
                skip_rows=1,
                encoding="utf-8" if _is_utf8(path) else old_letters.NAME,
            ),
            parse_options=pa_csv.ParseOptions(
                delimiter=comma, newlines_in_values=True, invalid_row_handler=keep
            ),
            convert_options=pa_csv.ConvertOptions(
                column_types=dict.fromkeys(keys, pa.binary()), strings_can_be_null=False
            ),
        )
        schema = pa.schema([pa.field(name, pa.binary()) for name in names])
        yield from _with_broken(reader, broken, schema)

    return Source(names, None, slices)


def _opened(path: Table) -> IO[bytes]:
    return path.open("rb") if isinstance(path, Path) else path.open()


def _is_utf8(path: Table) -> bool:
    """Tell whether the whole file is UTF-8; Arrow cannot tell of a broken row that is not."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with _opened(path) as stream:
        try:
            while chunk := stream.read(_BLOCK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _with_broken(
    batches: Iterable[pa.RecordBatch], broken: deque[tuple[int, str]], schema: pa.Schema
) -> Iterator[Piece]:
    """Put rows that Arrow could not split back in their place, empty, in slices."""
    done = 0
    for batch in batches:
        batch = pa.RecordBatch.from_arrays(batch.columns, schema=schema)
        size = rows_at_once(batch.num_columns)
        for start in range(0, batch.num_rows, size):
            piece = _restored(batch.slice(start, size), broken, done)
            done += piece.batch.num_rows
            yield piece
    empty = pa.RecordBatch.from_arrays([pa.array([], one.type) for one in schema], schema=schema)
    while broken:
        rest = _restored(empty, broken, done)
        done += rest.batch.num_rows
        yield rest


def _restored(batch: pa.RecordBatch, broken: deque[tuple[int, str]], done: int) -> Piece:
    """Return the rows of *batch* with the broken rows that stand before or between them."""
    faults: dict[int, str] = {}
    order: list[int | None] = []
    good = 0
    while broken and broken[0][0] <= done + len(order) + (batch.num_rows - good):
        number, reason = broken.popleft()
        ahead = number - done - len(order)
        order += range(good, good + ahead)
        good += ahead
        faults[len(order)] = reason
        order.append(None)
    if not faults:
        return Piece(batch)
    order += range(good, batch.num_rows)
    return Piece(batch.take(pa.array(order, type=pa.int64())), faults)


def _parquet(path: Table) -> Source:
    if isinstance(path, Path):
        file = pq.ParquetFile(path, memory_map=True)
    else:
        file = pq.ParquetFile(path.open())
        if sum(file.metadata.row_group(n).total_byte_size for n in range(file.num_row_groups)) > (
            MOST_UNPACKED
        ):
            raise too_large(path)
    names = tuple(file.schema_arrow.names)

    def slices() -> Iterator[Piece]:
        for batch in file.iter_batches(batch_size=rows_at_once(len(names)), use_threads=False):
            yield Piece(_as_bytes(batch))

    return Source(names, file.metadata.num_rows, slices)


def _as_bytes(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Give texts as bytes, as in CSV: a damaged file can hold a text that is not UTF-8."""
    arrays = [
        column.cast(pa.binary()) if _is_text(column.type) else column for column in batch.columns
    ]
    return pa.RecordBatch.from_arrays(arrays, names=batch.schema.names)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _xlsx(path: Table) -> Source:
    if isinstance(path, Upload):
        if unpacked(path.open()) > MOST_UNPACKED:
            raise too_large(path)
        names, rows, lists = open_xlsx(path.open, path.name, _workbook_rows)
    else:
        names, rows, lists = open_xlsx(lambda: path, path.name, _workbook_rows)

    def slices() -> Iterator[Piece]:
        for columns in lists():
            arrays = [pa.array(column, type=pa.string()) for column in columns]
            yield Piece(pa.RecordBatch.from_arrays(arrays, names=list(names)))

    return Source(names, rows, slices)


def _workbook_rows(columns: int) -> int:
    return rows_at_once(columns, WORKBOOK_CELLS)


def fingerprint(path: Path) -> str:
    """Return what identifies a file without reading it: size and time of change."""
    status = os.stat(path)
    return f"{status.st_size}:{status.st_mtime_ns}"
