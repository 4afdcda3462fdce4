"""Messages between the engine and its worker: a header and 32-bit integers, or text.

No pickle: a worker that has gone astray can at worst send wrong numbers, and those are
checked. Every answer repeats the number of its question, so that a late answer to an
earlier question is never taken for the answer to this one.

>>> frame = pack(Kind.RUN, 7, array("i", [3, 5]))
>>> unpack_header(frame[:HEADER.size])
(<Kind.RUN: 2>, 7, 8)
>>> numbers_of(frame[HEADER.size:])
array('i', [3, 5])
"""

from __future__ import annotations

import struct
from array import array
from enum import IntEnum

HEADER = struct.Struct("=4sBII")
"""Mark, kind, number of the question, length of the payload in bytes."""

MARK = b"RWd1"


class Kind(IntEnum):
    """What a message is; the payload is an array of integers unless stated otherwise."""

    LOAD = 1  # the milliseconds it may take, then the encoded layout
    RUN = 2  # the milliseconds it may take, then the literals that are true
    READY = 3  # answer to LOAD: the number of rulesets
    LOG = 4  # answer to RUN: the number of firings, then the clause position of each
    FAULT = 5  # answer to both, before the worker stops: text


class EngineUnavailable(Exception):
    """The engine gave no trustworthy answer, twice; answer from the other engine.

    The message is one Dutch sentence for the user; ``__cause__`` is the technical reason.
    """


class WorkerFault(Exception):
    """One attempt went wrong: the worker died, was silent too long, or answered nonsense."""


def pack(kind: Kind, number: int, payload: array[int] | str) -> bytes:
    """Return the bytes of one message."""
    body = payload.encode() if isinstance(payload, str) else payload.tobytes()
    return HEADER.pack(MARK, kind, number, len(body)) + body


def unpack_header(header: bytes) -> tuple[Kind, int, int]:
    """Return (kind, question number, payload length); raises WorkerFault when it is not ours."""
    mark, kind, number, length = HEADER.unpack(header)
    if mark != MARK or kind not in Kind.__members__.values():
        raise WorkerFault(f"not a message: {header!r}")
    return Kind(kind), number, length


def numbers_of(payload: bytes) -> array[int]:
    """Return the integers of a payload; raises WorkerFault when it is cut off."""
    numbers = array("i")
    if len(payload) % numbers.itemsize:
        raise WorkerFault(f"payload of {len(payload)} bytes is not a list of integers")
    numbers.frombytes(payload)
    return numbers
