"""The process in which durable_rules lives: ``python -m regelwijzer.reasoning.durable.worker``.

It reads a layout and then cases from standard input and writes derivation logs to standard
output. It stops at end of input (the parent is gone) and at the first thing that is not
exactly as expected: the parent then starts a new one.

It speaks to the C layer of the library, ``durable_rules_engine``, and leaves the Python
layer above it out. That layer starts two threads that corrupt memory, swallows exceptions
of actions, and takes five times as long; without it there is nothing to override and no
exception to look for afterwards. Matching, joining and firing all happen in the library.
"""

from __future__ import annotations

import gc
import json
import os
import secrets
import signal
import sys
import traceback
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from regelwijzer import allocator
from regelwijzer.reasoning.durable import limits
from regelwijzer.reasoning.durable.layout import NOWHERE, START, Layout, decode, definition
from regelwijzer.reasoning.durable.limits import SIDE
from regelwijzer.reasoning.durable.protocol import HEADER, Kind, numbers_of, pack, unpack_header

GRACE = 1.0
"""Seconds after the time limit at which the worker ends itself, should the parent not do it."""


class Native(Protocol):
    """The part of ``durable_rules_engine`` that is used; *handle* is a ruleset, *state* a case.

    Results are (code, state) with code 0 for a fact that matched, and messages of the form
    ``{"rule": {"m0": fact, ...}}``, None when nothing more fires.
    """

    def create_ruleset(self, name: str, rules: str, /) -> int: ...
    def assert_fact(self, handle: int, fact: str, /) -> tuple[int, int]: ...
    def start_action_for_state(self, handle: int, state: int, /) -> tuple[str, str] | None: ...
    def complete_and_start_action(self, handle: int, state: int, /) -> str | None: ...
    def delete_state(self, handle: int, sid: str, /) -> None: ...


class Refused(Exception):
    """durable_rules did something else than deriving; the case and this process are lost."""


@dataclass(frozen=True, slots=True)
class _Effect:
    head: int
    source: int  # clause position, NOWHERE for an auxiliary rule
    by_fact: dict[str, int] | None  # fact id -> clause position, for a rule with alternatives


@dataclass(frozen=True, slots=True)
class _Ruleset:
    handle: int
    facts: tuple[str, ...]  # all but the sid of the fact at each place
    effects: dict[str, _Effect]
    always: bool  # has a rule that waits for the start fact only


class CaseRunner:
    """All rulesets, compiled; answers one case at a time.

    Raises LayoutError when *layout* breaks a limit: a ruleset beyond the limits can hang or
    crash the process while it is compiled, so this is counted here too.
    """

    def __init__(self, native: Native, layout: Layout) -> None:
        limits.check_layout(layout)
        self._native = native
        self._rulesets: list[_Ruleset] = []
        self._known = bytes(layout.literal_count)
        self._uses: list[list[tuple[int, int]]] = [[] for _ in self._known]
        longest = max((len(ruleset.literals) for ruleset in layout.rulesets), default=0)
        self._fact_hashes = {limits.fnv(str(place)) for place in range(longest)}
        for number, ruleset in enumerate(layout.rulesets):
            effects = {"s": _Effect(NOWHERE, NOWHERE, None)}
            for name, rule in enumerate(ruleset.rules):
                by_fact = None
                if not rule.every:
                    by_fact = dict(zip(map(str, rule.body), rule.sources, strict=True))
                effects[str(name)] = _Effect(rule.head, rule.sources[0], by_fact)
            for place, literal in enumerate(ruleset.literals):
                if place != START:
                    self._uses[literal].append((number, place))
            self._rulesets.append(
                _Ruleset(
                    native.create_ruleset(f"r{number}", json.dumps(definition(ruleset))),
                    tuple(
                        f'{{"id":"{place}","g":{place // SIDE},"k":{place % SIDE}'
                        for place in range(len(ruleset.literals))
                    ),
                    effects,
                    any(START in rule.body for rule in ruleset.rules),
                )
            )

    def run(self, literals: Iterable[int]) -> array[int]:
        """Return the clause positions that fire when *literals* hold, in firing order.

        A ruleset of which no literal holds is not touched at all. Raises Refused when the
        library does not take a fact, or fires a rule that is not ours.
        """
        known = bytearray(self._known)
        pending: list[list[int]] = [[] for _ in self._rulesets]
        log = array("i")
        sid = self._new_sid()
        for literal in literals:
            self._learn(literal, known, pending)
        for number, queue in enumerate(pending):
            if queue or self._rulesets[number].always:
                self._work_through(number, sid, known, pending, log)
        return log

    def _learn(self, literal: int, known: bytearray, pending: list[list[int]]) -> None:
        if not known[literal]:
            known[literal] = 1
            for number, place in self._uses[literal]:
                pending[number].append(place)

    def _new_sid(self) -> str:
        # The state of a sid is itself a fact, with this id, among the facts of the case.
        while True:
            sid = secrets.token_hex(6)
            if limits.fnv(f"sid-{sid}") not in self._fact_hashes:
                return sid

    def _work_through(
        self,
        number: int,
        sid: str,
        known: bytearray,
        pending: list[list[int]],
        log: array[int],
    ) -> None:
        ruleset, queue = self._rulesets[number], pending[number]
        handle, facts, effects = ruleset.handle, ruleset.facts, ruleset.effects
        tell, start = self._native.assert_fact, self._native.start_action_for_state
        go_on = self._native.complete_and_start_action
        tail = f',"sid":"{sid}"}}'
        queue.insert(0, START)
        begun = False
        try:
            for place in queue:  # grows while it is walked: what fires here may be used here
                code, state = tell(handle, facts[place] + tail)
                if code:
                    raise Refused(f"ruleset {number} refused fact {place}: code {code}")
                fired = start(handle, state)
                message = fired[1] if fired else None
                while message:
                    begun = True
                    words = message.split('"', 8)
                    effect = effects[words[1]]
                    source = effect.by_fact[words[7]] if effect.by_fact else effect.source
                    if source != NOWHERE:
                        log.append(source)
                    if effect.head != NOWHERE:
                        self._learn(effect.head, known, pending)
                    message = go_on(handle, state)
                if not begun:
                    raise Refused(f"the start rule of ruleset {number} did not fire")
        finally:
            if begun:  # to delete a state in which nothing fired is a segmentation fault
                self._native.delete_state(handle, sid)


def quiet_allocator() -> None:
    """Keep glibc from giving memory back between cases, which costs more than the case."""
    allocator.fix_limits(512 << 20, 32 << 20)  # the second at its maximum


def serve(source: BinaryIO, sink: BinaryIO, native: Native) -> None:
    """Answer messages until end of input; raises whatever goes wrong, after reporting it."""
    runner: CaseRunner | None = None
    while header := source.read(HEADER.size):
        kind, number, length = unpack_header(header)
        numbers = numbers_of(source.read(length))
        try:
            # The default action of the alarm ends a process that hangs inside the library,
            # also when no parent is left to do it.
            signal.setitimer(signal.ITIMER_REAL, numbers.pop(0) / 1000 + GRACE)
            if kind is Kind.LOAD:
                layout = decode(numbers)
                runner = CaseRunner(native, layout)
                gc.collect()
                gc.freeze()
                answer = pack(Kind.READY, number, array("i", [len(layout.rulesets)]))
            elif kind is Kind.RUN and runner is not None:
                log = runner.run(numbers)
                answer = pack(Kind.LOG, number, array("i", [len(log)]) + log)
            else:
                raise Refused(f"unexpected message of kind {kind}")
            signal.setitimer(signal.ITIMER_REAL, 0)
        except BaseException:
            sink.write(pack(Kind.FAULT, number, traceback.format_exc()))
            sink.flush()
            raise
        sink.write(answer)
        sink.flush()


def main() -> None:
    """Run the worker on the standard streams."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent
    # Whatever the library prints must not end up between the messages.
    sink = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    quiet_allocator()
    import durable_rules_engine  # nowhere else, and never in the parent

    serve(sys.stdin.buffer, sink, durable_rules_engine)


if __name__ == "__main__":
    main()
