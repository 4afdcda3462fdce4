"""The same scan over a Dask cluster: slices are judged elsewhere and written here, in order.

The rules travel along, so every worker judges with exactly the rules of who gave the command.
Dask is an optional extra (``pip install regelwijzer[dask]``).
"""

from __future__ import annotations

import secrets
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from regelwijzer.caseload.days import Moment
from regelwijzer.caseload.judge import CaseloadJudge
from regelwijzer.caseload.mapping import ColumnMap
from regelwijzer.caseload.progress import Part
from regelwijzer.caseload.reading import Piece
from regelwijzer.caseload.scan import Parted, SliceReader
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.errors import CaseError

AHEAD = 2
"""Slices for each worker that are underway at once: memory stays bounded here and there."""
WAIT_SECONDS = 15

_SPILLING = ("target", "spill")


@dataclass(frozen=True)
class Settings:
    """What a worker must know: the rules, the kaders, the columns and the peildata."""

    key: str
    base: Kennisbank
    kaders: tuple[str, ...]
    columns: ColumnMap
    moments: tuple[Moment, ...]


_lock = threading.Lock()
_reader: tuple[str, SliceReader] | None = None
"""On a worker: what was made for the last scan."""


def judge_slice(settings: Settings, rows: bytes, broken: dict[int, str], first_row: int) -> Part:
    """Judge one slice; runs on a worker. Raises CaseError when the worker could spill to disk."""
    global _reader
    _refuse_spilling()
    with _lock:
        if _reader is None or _reader[0] != settings.key:
            judge = CaseloadJudge(settings.base, settings.kaders)
            _reader = (settings.key, SliceReader(judge, settings.columns, settings.moments))
        with pa.ipc.open_stream(rows) as stream:
            batch = stream.read_next_batch()
        return _reader[1].part(Piece(batch, broken), first_row)


def _refuse_spilling() -> None:
    import dask

    for name in _SPILLING:
        if dask.config.get(f"distributed.worker.memory.{name}", 0.6) is not False:
            raise CaseError(
                f"Een rekenknoop zou rijen op schijf kunnen zetten; start hem met "
                f"DASK_DISTRIBUTED__WORKER__MEMORY__{name.upper()}=False."
            )


@contextmanager
def over_dask(address: str) -> Iterator[Parted]:
    """Connect to the scheduler at *address*; yield what judges slices there. Raises CaseError."""
    try:
        from distributed import Client
    except ImportError:
        raise CaseError(
            "Voor --dask is een extra pakket nodig; installeer regelwijzer[dask] en probeer het "
            "opnieuw."
        ) from None
    try:
        connect: Any = Client
        client = connect(address, timeout=WAIT_SECONDS, set_as_default=False)
    except (OSError, ValueError):
        raise CaseError(
            f"Er is geen Dask-planner bereikbaar op {address[:80]}; controleer het adres "
            "(bijvoorbeeld tcp://rekenserver:8786) en of hij draait."
        ) from None
    with client:
        if not client.ncores():
            raise CaseError("De Dask-planner heeft geen rekenknopen; start er minstens een.")

        def judged(reader: SliceReader, pieces: Iterator[tuple[Piece, int]]) -> Iterator[Part]:
            return _parts(client, reader, pieces)

        yield judged


def _parts(client: Any, reader: SliceReader, pieces: Iterator[tuple[Piece, int]]) -> Iterator[Part]:
    settings = Settings(
        secrets.token_hex(8),
        reader.judge.base,
        reader.judge.kaders,
        reader.columns,
        tuple(reader.moments),
    )
    shared = client.scatter(settings, broadcast=True)
    underway: deque[Any] = deque()
    most = AHEAD * max(1, len(client.ncores()))
    for piece, first_row in pieces:
        rows = _packed(piece.batch)
        task = client.submit(judge_slice, shared, rows, piece.broken, first_row, pure=False)
        underway.append(task)
        del task
        if len(underway) >= most:
            yield underway.popleft().result()
    while underway:
        yield underway.popleft().result()


def _packed(batch: pa.RecordBatch) -> bytes:
    """Return the rows as bytes: only these rows, not the block of the file they stand in."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    found: bytes = sink.getvalue().to_pybytes()
    return found
