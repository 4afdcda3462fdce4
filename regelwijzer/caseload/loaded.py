"""A small caseload in memory, judged, to look through: filter, count, one row's case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import numpy as np
import pyarrow as pa

from regelwijzer.caseload.bits import every_row, holds_in, rows_of
from regelwijzer.caseload.days import Moment
from regelwijzer.caseload.judge import NONE, VERDICTS, CaseloadJudge, Judged
from regelwijzer.caseload.mapping import ColumnMap, MappingFile, map_columns
from regelwijzer.caseload.output import CsvTable, Table
from regelwijzer.caseload.progress import Faults
from regelwijzer.caseload.reading import Upload, open_source, too_large, unreadable
from regelwijzer.caseload.scan import Read, SliceReader, guard, no_feiten
from regelwijzer.caseload.tally import MomentTally, Tally
from regelwijzer.knowledge.errors import CaseError
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.straightline import Plane
from regelwijzer.reasoning.verdicts import Verdict

MOST_ROWS = 50_000
MOST_COLUMNS = 1_000


@dataclass(frozen=True)
class Filter:
    """Which rows to look at; empty fields leave all rows.

    *within* is a number of days in which the youth turns 18, *hulpvorm* one with a gap, and
    *verdict* an outcome of some of *kaders* (with no kaders: it has no effect).
    """

    within: int | None = None
    hulpvorm: str = ""
    kaders: tuple[str, ...] = ()
    verdict: Verdict | None = None


@dataclass(frozen=True)
class RowLine:
    """One row of the list: what a team leader wants to see first."""

    row: int
    row_id: str
    days: int | None
    milestone: str
    milestone_day: int
    gaps: tuple[str, ...]
    missing: tuple[int, int]


@dataclass(frozen=True)
class Loaded:
    """A judged table; all of it is in memory and goes with the object."""

    judge: CaseloadJudge
    names: tuple[str, ...]
    columns: ColumnMap
    moment: Moment
    warnings: tuple[str, ...]
    slices: tuple[tuple[Read, Judged], ...]
    table: Table

    @property
    def faults(self) -> Faults:
        """Row, column and reason of every bad cell."""
        return [fault for read, _ in self.slices for fault in read.faults]

    def chosen(self, wanted: Filter) -> list[Plane]:
        """Return for each slice the plane of the rows that pass the filter."""
        numbers = {name: number for number, name in enumerate(self.judge.kaders)}
        planes = []
        for read, found in self.slices:
            plane = every_row(read.size)
            if wanted.within is not None:
                plane &= found.within(wanted.within)
            if wanted.hulpvorm:
                plane &= found.gaps[self.judge.hulpvormen.index(wanted.hulpvorm)]
            if wanted.verdict is not None and wanted.kaders:
                code, some = VERDICTS.index(wanted.verdict), np.zeros_like(plane)
                for name in wanted.kaders:
                    low, high = found.verdicts[numbers[name]]
                    some |= (low if code & 1 else ~low) & (high if code & 2 else ~high)
                plane &= some
            planes.append(plane)
        return planes

    def tally(self, chosen: Sequence[Plane]) -> Tally:
        """Return the counts over the chosen rows."""
        total = Tally(moments=[MomentTally(self.moment.label)])
        for (read, found), plane in zip(self.slices, chosen, strict=True):
            total.moments[0].add(self.judge, found, plane)
            counted = read.tally()
            counted.moments.append(MomentTally(self.moment.label))
            total.merge(counted)
        return total

    def lines(self, chosen: Sequence[Plane], start: int, count: int) -> list[RowLine]:
        """Return some of the chosen rows: *count* of them, from number *start*."""
        found = []
        for number, (place, row) in enumerate(self._rows(chosen)):
            if number >= start + count:
                break
            if number >= start:
                found.append(self._line(place, row))
        return found

    def _rows(self, chosen: Sequence[Plane]) -> Iterator[tuple[int, int]]:
        for place, plane in enumerate(chosen):
            for row in rows_of(plane, self.slices[place][0].size).tolist():
                yield place, row

    def _line(self, place: int, row: int) -> RowLine:
        read, found = self.slices[place]
        ahead = found.eighteen.first[row] - found.peildatum.first[row]
        known = found.eighteen.exact[row] and found.peildatum.exact[row]
        mile = found.milestone
        some = mile.number[row] != NONE
        gaps = zip(self.judge.hulpvormen, found.gaps, strict=True)
        return RowLine(
            row=read.first_row + row,
            row_id=read.ids[row].as_py() or "",
            days=int(ahead) if known else None,
            milestone=self.judge.milestones[mile.number[row]] if some else "",
            milestone_day=int(mile.day[row]) if some else 0,
            gaps=tuple(name for name, plane in gaps if holds_in(plane, row)),
            missing=(int(found.facts[row]), int(found.judgements[row])),
        )

    def case(self, number: int) -> Case | None:
        """Return the case of row *number* (from 1); None when its peildatum is not known."""
        for read, found in self.slices:
            row = number - read.first_row
            if 0 <= row < read.size:
                day = found.peildatum.period(row)
                pairs = ((name, column.value(row)) for name, column in read.columns.items())
                values = {name: value for name, value in pairs if value is not None}
                return Case(day.first, values) if day else None
        raise KeyError(number)

    def csv(self, chosen: Sequence[Plane]) -> bytes:
        """Return the outcomes of the chosen rows as CSV, safe to open in a spreadsheet."""
        stream = BytesIO()
        writer = CsvTable(stream, self.table.schema)
        for (read, found), plane in zip(self.slices, chosen, strict=True):
            batch = self.table.batch(found, read.first_row, read.ids)
            whole = self.table.whole(batch, self.table.packed(found))
            writer.write(whole.take(pa.array(rows_of(plane, read.size))))
        writer.close()
        return stream.getvalue()


def load_upload(
    judge: CaseloadJudge, upload: Upload, mapping: MappingFile, moment: Moment
) -> Loaded:
    """Read and judge a table that is only in memory; raises CaseError with one sentence."""
    source = open_source(upload)
    if len(source.names) > MOST_COLUMNS or (source.rows or 0) > MOST_ROWS:
        raise too_large(upload)
    columns = map_columns(source.names, mapping, judge.base)
    try:
        pieces = source.slices()
        first = next(pieces, None)
        if first is None:
            raise CaseError(f"Het bestand {upload.name} heeft kolomnamen maar geen rijen.")
        columns, warnings = guard(judge.base, columns, first)
        if not columns.feiten:
            raise no_feiten(upload.name)
        reader = SliceReader(judge, columns, [moment])
        slices: list[tuple[Read, Judged]] = []
        rows = 0
        for piece in source.slices():
            rows += piece.batch.num_rows
            if rows > MOST_ROWS:
                raise too_large(upload)
            read = reader.read(piece, rows - piece.batch.num_rows + 1)
            slices.append((read, judge.judge(read.columns, read.size, moment)))
    except (pa.ArrowException, OSError, ValueError) as error:
        raise unreadable(upload, error) from None
    table = reader.table
    return Loaded(judge, source.names, columns, moment, tuple(warnings), tuple(slices), table)


def with_columns(mapping: MappingFile, chosen: dict[str, str]) -> MappingFile:
    """Return *mapping* with the feit of some columns ('' takes a column out)."""
    columns = {**mapping.kolommen, **{name: feit for name, feit in chosen.items() if feit}}
    ignored = [name for name, feit in chosen.items() if not feit]
    kept = {name: rule for name, rule in columns.items() if name not in ignored}
    left = [name for name in mapping.negeer if name not in kept and name not in ignored]
    return mapping.model_copy(update={"kolommen": kept, "negeer": [*left, *ignored]})
