"""The table of verdicts: its columns, and writing them to Parquet or CSV."""

from __future__ import annotations

from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
from numpy.typing import NDArray

from regelwijzer.caseload.bits import arrow_bools, codes, words
from regelwijzer.caseload.days import EPOCH, Days
from regelwijzer.caseload.judge import NONE, VERDICTS, CaseloadJudge, Judged
from regelwijzer.caseload.mapping import ROW_ID

KINDS = (".parquet", ".csv")
_GROUP = 1 << 16
"""Rows in one row group of a Parquet file."""

_WORDS = pa.dictionary(pa.int8(), pa.string())
_NAMES = pa.dictionary(pa.int16(), pa.string())
_COMBINED = pa.dictionary(pa.int32(), pa.string())


class Table:
    """Lays out what was judged as Arrow columns; *with_ids* adds the row ids.

    Until they are written the verdicts stay packed, two bits a row (:meth:`packed`): that is
    a quarter of the bytes, and hundreds of columns fewer to keep as parts on disk.
    """

    def __init__(self, judge: CaseloadJudge, with_ids: bool) -> None:
        self._judge = judge
        self._with_ids = with_ids
        self._verdicts = pa.array([verdict.value for verdict in VERDICTS])
        self._milestones = pa.array(judge.milestones, type=pa.string())

    @cached_property
    def schema(self) -> pa.Schema:
        """The columns, in order."""
        verdicts = [pa.field(name, _WORDS) for name in self._judge.kaders]
        return pa.schema([*self.narrow, *verdicts])

    @cached_property
    def narrow(self) -> pa.Schema:
        """The columns without the verdicts."""
        fields: list[tuple[str, Any]] = [("rij", pa.int64())]
        if self._with_ids:
            fields.append((ROW_ID, pa.string()))
        fields += [
            ("peildatum", pa.date32()),
            ("dagen_tot_18", pa.int32()),
            ("volgende_mijlpaal", _NAMES),
            ("mijlpaal_datum", pa.date32()),
            ("mijlpaal_begin", pa.date32()),
            ("mijlpaal_zeker", pa.bool_()),
            ("ontbrekende_feiten", pa.int32()),
            ("ontbrekende_oordelen", pa.int32()),
            ("ontbreekt_eerst", _COMBINED),
        ]
        fields += [(f"gat_{name}", pa.bool_()) for name in self._judge.hulpvormen]
        return pa.schema(fields)

    def packed(self, found: Judged) -> pa.Array:
        """Return the verdicts: for each kader two planes, one after the other."""
        kaders, _, width = found.verdicts.shape
        buffer = pa.py_buffer(found.verdicts.tobytes())  # a copy: the other planes can go
        return pa.Array.from_buffers(pa.binary(8 * width), 2 * kaders, [None, buffer])

    def whole(self, batch: pa.RecordBatch, packed: pa.Array) -> pa.RecordBatch:
        """Return the narrow *batch* with the verdicts of :meth:`packed` as columns."""
        size, count = batch.num_rows, len(self._judge.kaders)
        width = words(size)
        data = packed.buffers()[1] or pa.py_buffer(b"")
        planes = np.frombuffer(data, np.uint64, 2 * count * width, 8 * packed.offset * width)
        columns = [
            pa.DictionaryArray.from_arrays(
                pa.array(codes(low, high, size)), self._verdicts, safe=False
            )
            for low, high in planes.reshape(count, 2, width)
        ]
        return pa.RecordBatch.from_arrays([*batch.columns, *columns], schema=self.schema)

    def batch(self, found: Judged, first_row: int, ids: pa.Array) -> pa.RecordBatch:
        """Return the narrow columns of one slice; rows are numbered from *first_row*."""
        size, mile = found.size, found.milestone
        rows = pa.array(np.arange(first_row, first_row + size, dtype=np.int64))
        none = mile.number == NONE
        columns: list[pa.Array] = [rows]
        if self._with_ids:
            columns.append(ids)
        columns += [
            _dates(found.peildatum.first, found.peildatum.first < 0),
            _ahead(found.eighteen, found.peildatum),
            pa.DictionaryArray.from_arrays(pa.array(mile.number, mask=none), self._milestones),
            _dates(mile.day, none),
            _dates(mile.start, none),
            pa.array(mile.sure, mask=none),
            pa.array(found.facts),
            pa.array(found.judgements),
            self._first(found.first),
        ]
        columns += [arrow_bools(plane, size) for plane in found.gaps]
        return pa.RecordBatch.from_arrays(columns, schema=self.narrow)

    def _first(self, numbers: NDArray[np.int16]) -> pa.Array:
        """Return the names of the first missing facts as one text a row."""
        ranked = self._judge.ranked
        keys = np.zeros(numbers.shape[1], dtype=np.int64)
        for line in numbers:
            keys = keys * (len(ranked) + 1) + line + 1
        unique, where = np.unique(keys, return_index=True)
        texts = [
            " | ".join(ranked[number] for number in numbers[:, row].tolist() if number != NONE)
            for row in where.tolist()
        ]
        codes = np.searchsorted(unique, keys).astype(np.int32)
        return pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(texts, type=pa.string()))


def _dates(days: NDArray[np.int32], mask: NDArray[np.bool_]) -> pa.Array:
    return pa.array(days - np.int32(EPOCH), mask=mask).view(pa.date32())


def _ahead(birthday: Days, peildatum: Days) -> pa.Array:
    inexact = ~(birthday.exact & peildatum.exact)
    return pa.array(birthday.first - peildatum.first, mask=inexact)


class Writer(Protocol):
    """Writes batches to a file."""

    def write(self, batch: pa.RecordBatch) -> None:
        """Add rows."""

    def close(self) -> None:
        """Write what is left and close the file."""


class ParquetTable:
    """Writes Parquet, in row groups of many slices."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._schema = schema
        # The least and greatest verdict of a row group help no reader, and take long to find.
        counted = [one.name for one in schema if one.type != _WORDS and one.type != pa.bool_()]
        self._writer = pq.ParquetWriter(
            path, schema, compression="zstd", compression_level=1, write_statistics=counted
        )
        self._waiting: list[pa.RecordBatch] = []

    def write(self, batch: pa.RecordBatch) -> None:
        """Add rows; they are written when there are enough for a row group."""
        self._waiting.append(batch)
        if sum(one.num_rows for one in self._waiting) >= _GROUP:
            self._flush()

    def close(self) -> None:
        """Write what is left and close the file."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._waiting:
            table = pa.Table.from_batches(self._waiting, schema=self._schema)
            self._writer.write_table(table.unify_dictionaries())
            self._waiting = []


class CsvTable:
    """Writes CSV; ja and nee in words, dates as jjjj-mm-dd, no text that acts as a formula."""

    def __init__(self, path: Path | BytesIO, schema: pa.Schema) -> None:
        self._schema = pa.schema([pa.field(one.name, _plain(one.type)) for one in schema])
        self._writer = pa_csv.CSVWriter(
            path, self._schema, write_options=pa_csv.WriteOptions(quoting_style="needed")
        )

    def write(self, batch: pa.RecordBatch) -> None:
        """Add rows."""
        columns = [_texts(column) for column in batch.columns]
        self._writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=self._schema))

    def close(self) -> None:
        """Close the file."""
        self._writer.close()


def _plain(kind: pa.DataType) -> pa.DataType:
    return pa.string() if pa.types.is_dictionary(kind) or pa.types.is_boolean(kind) else kind


def _texts(column: pa.Array) -> pa.Array:
    if pa.types.is_boolean(column.type):
        return pc.if_else(column, "ja", "nee")
    if pa.types.is_dictionary(column.type):
        return column.cast(pa.string())
    if pa.types.is_string(column.type):  # the row ids: the only text that comes from outside
        return pc.replace_substring_regex(column, r"^([=+@\t\r\n-])", r"'\1")
    return column


def open_writer(path: Path, kind: str, schema: pa.Schema) -> Writer:
    """Return the writer for *kind* (.parquet or .csv) to *path*."""
    return ParquetTable(path, schema) if kind == ".parquet" else CsvTable(path, schema)
