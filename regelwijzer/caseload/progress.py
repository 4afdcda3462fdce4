"""Parts on disk, so that a scan that was stopped goes on after its last whole slice."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from regelwijzer.caseload.tally import Tally
from regelwijzer.knowledge.errors import CaseError

_META = b"regelwijzer"
Faults = list[tuple[int, str, str]]


@dataclass(frozen=True)
class Part:
    """One slice that is done: its rows at each peildatum, its bad cells and its counts.

    *batches* and *packed* are those of :class:`regelwijzer.caseload.output.Table`. A fault
    is a row number, a column name and a reason; never the cell itself.
    """

    batches: Sequence[pa.RecordBatch]
    packed: Sequence[pa.Array]
    tally: Tally
    faults: Faults = field(default_factory=list)


class Parts:
    """The folder with parts beside the output file; *what* identifies the scan."""

    def __init__(self, output: Path, what: dict[str, Any]) -> None:
        self.folder = output.with_name(output.name + ".voortgang")
        self._what = json.dumps(what, sort_keys=True)

    def start(self) -> int:
        """Make the folder ready; return how many whole parts of this same scan it holds."""
        mark = self.folder / "scan.json"
        if self.folder.exists() and not mark.is_file():
            raise CaseError(
                f"De map {self.folder.name} bestaat al en is niet van een scan; kies "
                "een andere naam bij --uit."
            )
        if self.folder.exists() and mark.read_text() != self._what:
            shutil.rmtree(self.folder)
        self.folder.mkdir(exist_ok=True)
        mark.write_text(self._what)
        done = 0
        while self._path(done).is_file():
            done += 1
        return done

    def save(self, number: int, part: Part) -> None:
        """Write one part; it is there wholly or not at all."""
        told = json.dumps({"tally": part.tally.as_json(), "faults": part.faults}).encode()
        schema = part.batches[0].schema.with_metadata({_META: told})
        path = self._path(number)
        half = path.with_suffix(".half")
        with pa.OSFile(str(half), "wb") as sink:
            with pa.ipc.new_stream(sink, schema) as out:
                for batch in part.batches:
                    out.write_batch(batch.replace_schema_metadata(schema.metadata))
            columns = [f"moment{number}" for number in range(len(part.packed))]
            verdicts = pa.RecordBatch.from_arrays(list(part.packed), names=columns)
            with pa.ipc.new_stream(sink, verdicts.schema) as out:
                out.write_batch(verdicts)
        os.replace(half, path)

    def load(self, count: int) -> Iterator[Part]:
        """Yield the first *count* parts."""
        for number in range(count):
            with pa.OSFile(str(self._path(number)), "rb") as source:
                reader = pa.ipc.open_stream(source)
                told = json.loads(reader.schema.metadata[_META])
                batches = [batch.replace_schema_metadata(None) for batch in reader]
                packed = pa.ipc.open_stream(source).read_next_batch().columns
            faults = [(row, column, reason) for row, column, reason in told["faults"]]
            yield Part(batches, packed, Tally.from_json(told["tally"]), faults)

    def remove(self) -> None:
        """Throw the parts away: the output is complete."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:06}.arrow"
