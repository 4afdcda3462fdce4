"""The client of the interactive engine: starts the worker, guards it, replaces it.

>>> from regelwijzer.reasoning.graph import GraphBuilder, ja, nee
>>> builder = GraphBuilder()
>>> rain, roof = builder.atom("regen"), builder.atom("dak")
>>> wet = builder.conjunction("nat", [ja(rain), nee(roof)])
>>> graph = builder.build()
>>> with DurableEngine(graph.clauses, 2 * len(graph.nodes)) as engine:
...     engine.run([ja(rain), nee(roof)])
...     engine.run([ja(roof)])
[Firing(clause=0, head=4)]
[Firing(clause=2, head=5)]
"""

from __future__ import annotations

import contextlib
import os
import selectors
import subprocess
import sys
import threading
import time
import weakref
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self

from regelwijzer.reasoning.durable.layout import encode, plan
from regelwijzer.reasoning.durable.protocol import (
    HEADER,
    EngineUnavailable,
    Kind,
    WorkerFault,
    numbers_of,
    pack,
    unpack_header,
)
from regelwijzer.reasoning.graph import Clause, Firing

LOAD_LIMIT = 30.0
"""Seconds a new worker gets to compile all rulesets and to fire every rule once."""

PACKAGE_ROOT = Path(__file__).resolve().parents[3]


class DurableEngine:
    """Derives everything that follows from a set of literals, with durable_rules.

    *clauses* are Horn rules over the literals ``range(literal_count)``; *time_limit* is in
    seconds, for one attempt at one case. The worker starts at the first case. Raises
    ValueError or LayoutError when the clauses cannot be laid out. Safe to use from several
    threads: cases are answered one after the other.
    """

    command: ClassVar[Sequence[str]] = (
        # -P: the worker must not import what lies in the current folder.
        *(sys.executable, "-P", "-m", "regelwijzer.reasoning.durable.worker"),
    )

    def __init__(
        self, clauses: Sequence[Clause], literal_count: int, *, time_limit: float = 2.0
    ) -> None:
        self._bodies = [frozenset(clause.body) for clause in clauses]
        self._firings = [Firing(clause.index, clause.head) for clause in clauses]
        self._literal_count = literal_count
        self._time_limit = time_limit
        self._load = encode(plan(clauses, literal_count))
        self._lock = threading.Lock()
        self._worker: _Worker | None = None
        self._closed = False

    def run(self, true_literals: Iterable[int]) -> list[Firing]:
        """Return the derivation log of one case: all firings, premises before conclusions.

        Raises ValueError for a literal that does not exist, and EngineUnavailable when two
        attempts failed; a fresh worker is then started at the next case.
        """
        told = array("i", sorted(set(true_literals)))
        if told and not 0 <= told[0] <= told[-1] < self._literal_count:
            raise ValueError(f"a literal is outside 0..{self._literal_count - 1}")
        with self._lock:
            if self._closed:
                raise EngineUnavailable("De redeneermachine is al afgesloten.")
            try:
                return self._attempt(told)
            except WorkerFault:
                pass  # once may be chance (memory, a stray signal): try a new worker
            try:
                return self._attempt(told)
            except WorkerFault as fault:
                raise EngineUnavailable(
                    "De eerste redeneermachine (durable_rules) gaf twee keer achter elkaar geen"
                    " betrouwbaar antwoord."
                ) from fault

    def close(self) -> None:
        """Stop the worker; a case that is running is finished first. May be called twice."""
        with self._lock:
            self._closed = True
            self._discard()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _attempt(self, told: array[int]) -> list[Firing]:
        try:
            if self._worker is None:
                self._worker = _Worker(self.command)
                self._prepare(self._worker)
            return self._case(self._worker, told, self._time_limit)
        except BaseException:
            # Also when this thread is interrupted: an answer may still be under way, and the
            # next case must not take it for its own.
            self._discard()
            raise

    def _prepare(self, worker: _Worker) -> None:
        """Load the rules into *worker* and see every one of them fire."""
        worker.ask(Kind.LOAD, self._load, Kind.READY, LOAD_LIMIT)
        derived = {firing.head for firing in self._firings}
        leaves = array("i", [item for item in range(self._literal_count) if item not in derived])
        missing = set(self._firings) - set(self._case(worker, leaves, LOAD_LIMIT))
        if missing:
            clauses = sorted(firing.clause for firing in missing)
            raise WorkerFault(f"{len(missing)} rules do not fire, clause {clauses[0]} first")

    def _case(self, worker: _Worker, told: array[int], seconds: float) -> list[Firing]:
        answer = worker.ask(Kind.RUN, told, Kind.LOG, seconds)
        if not answer or answer[0] != len(answer) - 1:
            raise WorkerFault("the derivation log is not whole")
        known = set(told)
        log = []
        for position in answer[1:]:
            if not 0 <= position < len(self._firings):
                raise WorkerFault(f"the log names clause {position}, which does not exist")
            if not self._bodies[position] <= known:
                raise WorkerFault(f"clause {position} fired before its premises")
            firing = self._firings[position]
            known.add(firing.head)
            log.append(firing)
        return log

    def _discard(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.stop()


class _Worker:
    """One process and its pipes; never reused after a WorkerFault."""

    def __init__(self, command: Sequence[str]) -> None:
        paths = [os.environ.get("PYTHONPATH", "")]
        if not PACKAGE_ROOT.name.endswith("-packages"):  # not installed: the worker finds it so
            paths.insert(0, str(PACKAGE_ROOT))
        try:
            self.process = subprocess.Popen(
                command,
                bufsize=0,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # what matters comes as a message
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
            )
        except OSError as error:
            raise WorkerFault(f"the worker does not start: {error}") from error
        # Also runs at interpreter exit, so that no process is left behind.
        self.stop = weakref.finalize(self, _end, self.process)
        assert self.process.stdin is not None and self.process.stdout is not None
        self._to, self._from = self.process.stdin.fileno(), self.process.stdout.fileno()
        os.set_blocking(self._to, False)
        os.set_blocking(self._from, False)
        self._number = 0

    def ask(self, kind: Kind, payload: array[int], expected: Kind, seconds: float) -> array[int]:
        """Return the payload of the answer; raises WorkerFault when it is not *expected*."""
        deadline = time.monotonic() + seconds
        self._number += 1
        limit = array("i", [round(seconds * 1000)])
        self._write(pack(kind, self._number, limit + payload), deadline)
        got, number, length = unpack_header(self._read(HEADER.size, deadline))
        body = self._read(length, deadline)
        if got is Kind.FAULT:
            raise WorkerFault(body.decode(errors="replace"))
        if (got, number) != (expected, self._number):
            raise WorkerFault(f"answer {got.name} {number} to question {self._number}")
        return numbers_of(body)

    def _write(self, data: bytes, deadline: float) -> None:
        rest = memoryview(data)
        while rest:
            self._wait(self._to, selectors.EVENT_WRITE, deadline)
            try:
                rest = rest[os.write(self._to, rest) :]
            except BlockingIOError:
                continue
            except BrokenPipeError:
                raise WorkerFault(f"the worker is gone: {self._exit_status()}") from None

    def _read(self, length: int, deadline: float) -> bytes:
        data = bytearray()
        while len(data) < length:
            self._wait(self._from, selectors.EVENT_READ, deadline)
            chunk = os.read(self._from, length - len(data))
            if not chunk:
                raise WorkerFault(f"the worker is gone: {self._exit_status()}")
            data += chunk
        return bytes(data)

    def _wait(self, pipe: int, event: int, deadline: float) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(pipe, event)
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise WorkerFault("the worker does not answer in time")

    def _exit_status(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return f"exit status {self.process.wait(1.0)}"
        return "still running"


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
