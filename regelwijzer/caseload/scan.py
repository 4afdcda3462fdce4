"""Scan a whole caseload: read in slices, judge, write, count; safe to stop and run again."""

from __future__ import annotations

import csv
import difflib
import errno
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from regelwijzer.caseload import privacy
from regelwijzer.caseload.columns import FeitColumn, Vocabulary, read_column
from regelwijzer.caseload.days import Moment
from regelwijzer.caseload.judge import CaseloadJudge
from regelwijzer.caseload.mapping import ColumnMap, MappingFile, map_columns
from regelwijzer.caseload.output import KINDS, Table, open_writer
from regelwijzer.caseload.progress import Faults, Part, Parts
from regelwijzer.caseload.reading import (
    Piece,
    Source,
    fingerprint,
    open_source,
    rows_at_once,
    unreadable,
)
from regelwijzer.caseload.tally import MomentTally, Tally
from regelwijzer.files import reason
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.dates import parse_age
from regelwijzer.knowledge.errors import CaseError, ParseFault
from regelwijzer.reasoning.case import EARLIEST, LATEST

VERSION = 3
"""Of the output; parts that another version left behind are not used."""

WRITING = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM)
"""Faults of the disk that is written to; the input was opened before."""

Progress = Callable[[int, int | None], None]
"""Told after each slice: rows done, and rows in all when that is known."""


@dataclass(frozen=True)
class Scanned:
    """What a scan did: the counts, the warnings, and the file with the bad cells."""

    tally: Tally
    warnings: tuple[str, ...]
    faults: Path
    resumed: int


def parse_moment(raw: str) -> Moment:
    """Parse a peildatum: a day, or an age (each row on its own birthday). Raises CaseError."""
    text = raw.strip().removeprefix("verjaardag ").strip()
    try:
        if len(text) == 10:
            day = date.fromisoformat(text)
            if EARLIEST <= day <= LATEST:
                return Moment(day=day)
        else:
            return Moment(age=parse_age(text))
    except (ValueError, ParseFault):
        pass
    raise CaseError(
        f"De peildatum '{raw[:40]}' is geen dag en geen leeftijd; schrijf jjjj-mm-dd, of "
        "bijvoorbeeld 18 voor ieders eigen verjaardag."
    )


def chosen_kaders(
    base: Kennisbank, kaders: Sequence[str], wetten: Sequence[str]
) -> tuple[str, ...] | None:
    """Return the named kaders and those of the named laws; None for all. Raises CaseError."""
    for names, known, what, remedy in (
        (kaders, base.kaders, "Het kader", "'regelwijzer kaders' toont alle kaders"),
        (wetten, base.wetten, "De wet", f"de wetten zijn: {', '.join(base.wetten)}"),
    ):
        for name in names:
            if name not in known:
                close = difflib.get_close_matches(name, known, n=1)
                hint = f" (bedoelt u '{close[0]}'?)" if close else ""
                raise CaseError(f"{what} '{name[:60]}' bestaat niet{hint}; {remedy}.")
    if not kaders and not wetten:
        return None
    found = (n for n, kader in base.kaders.items() if n in kaders or kader.wet in wetten)
    return tuple(found)


@dataclass(frozen=True)
class Read:
    """What stands in one slice of the table: its columns by feit, its row ids, its bad cells."""

    first_row: int
    size: int
    columns: dict[str, FeitColumn]
    ids: pa.Array
    faults: Faults

    def tally(self) -> Tally:
        """Return the counts of rows and bad cells."""
        return Tally(
            rows=self.size,
            faults=Counter(name or "(hele rij)" for _, name, _ in self.faults),
            faulty_rows=len({row for row, _, _ in self.faults}),
        )


class SliceReader:
    """Turns a piece of the file into a judged part; knows what each column means."""

    def __init__(self, judge: CaseloadJudge, columns: ColumnMap, moments: Sequence[Moment]) -> None:
        self.judge = judge
        self.table = Table(judge, columns.row_id is not None)
        self.columns = columns
        self.moments = moments
        feiten = judge.base.feiten
        self._words = {
            name: Vocabulary(feiten[feit], columns.words.get(name))
            for name, feit in columns.feiten.items()
        }

    def read(self, piece: Piece, first_row: int) -> Read:
        """Read one piece; its rows are numbered from *first_row*."""
        batch, size = piece.batch, piece.batch.num_rows
        faults: Faults = [(first_row + row, "", why) for row, why in piece.broken.items()]
        columns = {}
        for name, feit in self.columns.feiten.items():
            column, bad = read_column(batch.column(name), self._words[name])
            columns[feit] = column
            faults += [(first_row + row, name, why) for row, why in bad]
        ids, refused = self._ids(batch, size)
        faults += [
            (first_row + row, self.columns.row_id or "", "de rij-id lijkt geen pseudoniem")
            for row in refused
        ]
        return Read(first_row, size, columns, ids, sorted(faults))

    def part(self, piece: Piece, first_row: int) -> Part:
        """Read and judge one piece; its rows are numbered from *first_row*."""
        read = self.read(piece, first_row)
        tally = read.tally()
        batches, packed = [], []
        for moment in self.moments:
            found = self.judge.judge(read.columns, read.size, moment)
            batches.append(self.table.batch(found, first_row, read.ids))
            packed.append(self.table.packed(found))
            counted = MomentTally(moment.label)
            counted.add(self.judge, found)
            tally.moments.append(counted)
        return Part(batches, packed, tally, read.faults)

    def _ids(self, batch: pa.RecordBatch, size: int) -> tuple[pa.Array, list[int]]:
        if self.columns.row_id is None:
            return pa.nulls(size, pa.string()), []
        return privacy.pseudonyms(batch.column(self.columns.row_id))


Parted = Callable[[SliceReader, Iterator[tuple[Piece, int]]], Iterator[Part]]
"""Judges pieces (each with the number of its first row), in order."""


def here(reader: SliceReader, pieces: Iterator[tuple[Piece, int]]) -> Iterator[Part]:
    """Judge the pieces in this process."""
    for piece, first_row in pieces:
        yield reader.part(piece, first_row)


def guard(base: Kennisbank, columns: ColumnMap, first: Piece) -> tuple[ColumnMap, list[str]]:
    """Leave out columns that look like personal data; return also the warnings."""
    warnings: list[privacy.Suspicion] = []
    names = [*columns.feiten, *([columns.row_id] if columns.row_id else []), *columns.unused]
    for name in names:
        what = privacy.suspect_name(name) if name not in columns.feiten else ""
        if not what:
            feit = base.feiten.get(columns.feiten.get(name, ""))
            allowed = [option.titel for option in feit.keuzes] if feit else []
            words = columns.words.get(name, {})
            what = privacy.suspect_cells(
                privacy.sample(first.batch.column(name)), [*allowed, *words]
            )
        if what:
            warnings.append(privacy.Suspicion(name, what))
    bad = {one.column for one in warnings}
    told = [str(one) for one in warnings]
    unused = [name for name in columns.unused if name not in bad]
    if unused:
        told.append(
            f"Deze kolommen horen bij geen feit en tellen niet mee: {privacy.shown_names(unused)}."
        )
    return ColumnMap(
        {name: feit for name, feit in columns.feiten.items() if name not in bad},
        columns.words,
        None if columns.row_id in bad else columns.row_id,
        tuple(unused),
    ), told


def no_feiten(name: str, remedy: str = "zeg hieronder wat de kolommen betekenen") -> CaseError:
    """Return the sentence about a table in which no column is about a feit."""
    return CaseError(
        f"Geen enkele kolom van {name} hoort bij een feit; {remedy}, of begin met het voorbeeld."
    )


def scan(
    judge: CaseloadJudge,
    path: Path,
    output: Path,
    mapping: MappingFile,
    moments: Sequence[Moment],
    progress: Progress = lambda done, total: None,
    parted: Parted = here,
) -> Scanned:
    """Scan the table at *path* and write the verdicts to *output*; raises CaseError.

    *parted* judges the slices: in this process, or on a cluster.
    """
    base = judge.base
    _check_output(path, output)
    source = open_source(path)
    columns = map_columns(source.names, mapping, base)
    try:
        pieces = source.slices()
        first = next(pieces, None)
        if first is None:
            raise CaseError(f"Het bestand {path.name} heeft kolomnamen maar geen rijen.")
        columns, warnings = guard(base, columns, first)
        if not columns.feiten:
            raise no_feiten(path.name, "geef met --koppeling aan wat de kolommen betekenen")
        what = {
            "versie": VERSION,
            "invoer": [path.name, fingerprint(path)],
            "plak": rows_at_once(len(source.names)),
            "regels": base.digest,
            "kaders": list(judge.kaders),
            "peildata": [moment.label for moment in moments],
            "kolommen": [dict(columns.feiten), columns.row_id, mapping.model_dump()],
        }
        parts = Parts(output, what)
        reader = SliceReader(judge, columns, moments)
        result = _run(reader, source, parts, output, progress, parted)
    except (pa.ArrowException, OSError) as error:
        raise _unwritable(output, error) or unreadable(path, error) from None
    tally, faults, resumed = result
    return Scanned(tally, tuple(warnings), faults, resumed)


def _unwritable(output: Path, error: Exception) -> CaseError | None:
    """Return the sentence about a full or closed disk; None when the input is to blame."""
    if not isinstance(error, OSError) or error.errno not in WRITING:
        return None
    return CaseError(
        f"De uitkomsten kunnen niet worden geschreven in {output.parent} ({reason(error)}); maak "
        "ruimte en geef dezelfde opdracht opnieuw: wat klaar is, wordt niet opnieuw gedaan."
    )


def _check_output(path: Path, output: Path) -> None:
    if output.suffix.lower() not in KINDS:
        raise CaseError(f"De uitvoer {output.name} moet op .parquet of .csv eindigen.")
    if output.resolve() == path.resolve():
        raise CaseError("De uitvoer zou de invoer overschrijven; kies bij --uit een andere naam.")
    if not output.resolve().parent.is_dir():
        raise CaseError(f"De map van {output} bestaat niet; maak die eerst.")


def _numbered(source: Source, done: int) -> Iterator[tuple[Piece, int]]:
    """Yield the pieces after the first *done*, each with the number of its first row."""
    first_row = 1
    for number, piece in enumerate(source.slices()):
        if number >= done:
            yield piece, first_row
        first_row += piece.batch.num_rows


def _run(
    reader: SliceReader,
    source: Source,
    parts: Parts,
    output: Path,
    progress: Progress,
    parted: Parted,
) -> tuple[Tally, Path, int]:
    """Judge every slice that is not done yet; put the files in place at the end."""
    done = parts.start()
    kind = output.suffix.lower()
    half = output.with_name(output.name + ".half")
    faults = output.with_name(output.stem + ".fouten.csv")
    half_faults = faults.with_name(faults.name + ".half")
    tally = Tally()
    with half_faults.open("w", encoding="utf-8", newline="") as stream:
        told = csv.writer(stream)
        told.writerow(["rij", "kolom", "reden"])
        writer = open_writer(half, kind, reader.table.schema)

        def write(part: Part) -> None:
            for batch, packed in zip(part.batches, part.packed, strict=True):
                writer.write(reader.table.whole(batch, packed))
            for row, column, reason in part.faults:
                told.writerow([row, privacy.neutral(column), reason])
            tally.merge(part.tally)
            progress(tally.rows, source.rows)

        for part in parts.load(done):
            write(part)
        for number, part in enumerate(parted(reader, _numbered(source, done)), start=done):
            parts.save(number, part)
            write(part)
        writer.close()
    os.replace(half, output)
    os.replace(half_faults, faults)
    parts.remove()
    return tally, faults, done
