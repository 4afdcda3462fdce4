"""From gates to one straight-line Python function over planes.

What makes it fast, each measured in benchmarks/README.md: only what the outputs need is
computed; pairs that several gates share are computed once; every step is one numpy call that
writes into a plane that is there already; an atom is read, in the very bits of Arrow, when it
is first needed; and places are used again as soon as their plane is dead, so that what is live
fits in the cache.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from regelwijzer.reasoning.circuit import AND, FULL, INPUT, NOT, OR, Circuit
from regelwijzer.reasoning.graph import node_of, swap

Plane = NDArray[np.uint64]
"""One bit a row, 64 rows a word, the first row in the lowest bit of the first word.

What is past the last row is not set. (Little-endian, as Arrow's bitmaps are.)
"""

Planes = NDArray[np.uint64]
"""Planes below each other, one a line."""

Told = tuple[Plane, Plane]
"""Of an atom: the rows in which it is known, and those of them in which it is ja.

The second says nothing about the other rows, nor past the last one: these are the two bitmaps
of an Arrow column, as they are.
"""

Evaluate = Callable[[Mapping[int, Told], Plane], Planes]
"""From what is told of each atom (by node) and the plane of all rows, to one plane an output."""

_DEEPEST = 40
"""Gates nested in one expression; they are written by a function that calls itself."""

_CALLS = {AND: "land", OR: "lor", NOT: "lxor"}
"""The numpy call of each kind; a plane is turned around by taking its difference with all rows."""


def compile_gates(circuit: Circuit, outputs: Sequence[int]) -> Evaluate:
    """Return the function that computes *outputs*.

    >>> circuit = Circuit()
    >>> a, b = circuit.input(0), circuit.input(2)
    >>> both = compile_gates(circuit, [circuit.all([a, b]), circuit.negate(a)])
    >>> rows = np.array([0b1111], dtype=np.uint64)
    >>> told = {0: (rows, rows >> 2), 1: (rows, rows & 5)}
    >>> both(told, rows).tolist()
    [[1], [12]]
    """
    wanted = circuit.flattened(outputs)
    return _Writer(circuit, *_shared(circuit, wanted)).function()


def _shared(
    circuit: Circuit, outputs: Sequence[int]
) -> tuple[list[int], dict[int, str], dict[int, list[int]]]:
    """Split gates so that pairs with several users are gates of their own.

    Returns the outputs, and the kind and the parts of every gate. The pair with the most
    users goes first.
    """
    order = circuit.below(outputs)
    kinds = {gate: circuit.kinds[gate] for gate in order}
    parts = {gate: set(circuit.parts[gate]) for gate in order}
    users: defaultdict[tuple[str, int, int], set[int]] = defaultdict(set)
    for gate in order:
        if kinds[gate] != NOT:
            members = sorted(parts[gate])
            for place, one in enumerate(members):
                for other in members[place + 1 :]:
                    users[kinds[gate], one, other].add(gate)
    heap = [(-len(found), pair) for pair, found in users.items() if len(found) > 1]
    heapq.heapify(heap)
    fresh = len(circuit.kinds)
    while heap:
        count, pair = heapq.heappop(heap)
        if len(users[pair]) != -count:
            if len(users[pair]) > 1:
                heapq.heappush(heap, (-len(users[pair]), pair))
            continue
        kind, one, other = pair
        made = next((gate for gate in sorted(users[pair]) if len(parts[gate]) == 2), None)
        if made is None:
            made, fresh = fresh, fresh + 1
            kinds[made], parts[made] = kind, {one, other}
        for gate in sorted(users[pair] - {made}):
            rest = parts[gate] - {one, other}
            for left in rest:
                users[kind, min(left, one), max(left, one)].discard(gate)
                users[kind, min(left, other), max(left, other)].discard(gate)
                found = users[kind, min(left, made), max(left, made)]
                found.add(gate)
                if len(found) > 1:
                    heapq.heappush(heap, (-len(found), (kind, min(left, made), max(left, made))))
            parts[gate] = rest | {made}
        users[pair] = {made}
    return list(outputs), kinds, {gate: sorted(found) for gate, found in parts.items()}


class _Writer:
    """Writes the function; *kinds* and *parts* hold the compound gates only."""

    def __init__(
        self,
        circuit: Circuit,
        outputs: Sequence[int],
        kinds: Mapping[int, str],
        parts: Mapping[int, list[int]],
    ) -> None:
        self._circuit, self._outputs = circuit, outputs
        asked = {part for members in parts.values() for part in members} | set(outputs)
        rails = {literal: gate for gate, literal in circuit.literals.items() if gate in asked}
        self._kinds = {**kinds, **dict.fromkeys(rails.values(), INPUT)}
        self._parts = dict(parts)
        for literal, gate in rails.items():  # nee is made from ja, where both are asked
            twin = rails.get(swap(literal))
            self._parts[gate] = [twin] if twin is not None and literal & 1 else []
        self._uses = Counter(gate for gate in outputs if gate in self._kinds)
        for members in self._parts.values():
            self._uses.update(gate for gate in members if gate in self._kinds)
        self._order = self._ordered()
        self._kept = self._placed()
        self._places: dict[int, str] = {}
        self._free: list[str] = []
        self._count = 0
        self._lines: list[str] = []

    def _ordered(self) -> list[int]:
        order: list[int] = []
        seen: set[int] = set()
        for output in self._outputs:
            todo = [(output, False)]
            while todo:
                gate, ready = todo.pop()
                if ready:
                    order.append(gate)
                elif gate in self._kinds and gate not in seen:
                    seen.add(gate)
                    todo.append((gate, True))
                    todo += [(part, False) for part in reversed(self._parts[gate])]
        return order

    def _placed(self) -> set[int]:
        """Return the gates that get a place: used more than once, an output, or too deep."""
        kept = {gate for gate in self._outputs if gate in self._kinds}
        depth: dict[int, int] = {}
        for gate in self._order:
            depth[gate] = 1 + max((depth.get(part, 0) for part in self._parts[gate]), default=0)
            if self._uses[gate] > 1 or depth[gate] > _DEEPEST:
                kept.add(gate)
            if gate in kept:
                depth[gate] = 0
        return kept

    def function(self) -> Evaluate:
        """Return the compiled function."""
        self._write()
        ends = [f"o{number}" for number in range(len(self._outputs))]
        places = [f"r{number}" for number in range(self._count)]
        lines = ["def step(told,full,none,ends,places):"]
        for names, rows in ((ends, "ends"), (places, "places")):
            if names:
                lines.append(f" {','.join(names)},={rows}")
        lines += self._lines or [" pass"]
        namespace: dict[str, Any] = {
            "land": np.bitwise_and,
            "lor": np.bitwise_or,
            "lxor": np.bitwise_xor,
            "copy": np.copyto,
        }
        exec(compile("\n".join(lines), "<planes>", "exec"), namespace)
        step = namespace["step"]

        def evaluate(told: Mapping[int, Told], full: Plane) -> Planes:
            made = np.empty((len(ends), len(full)), dtype=np.uint64)
            held = np.empty((len(places), len(full)), dtype=np.uint64)
            step(told, full, np.zeros_like(full), made, held)
            return made

        return evaluate

    def _write(self) -> None:
        statements = [gate for gate in self._order if gate in self._kept]
        needs = {gate: self._places_in(gate) for gate in statements}
        last = {need: gate for gate in statements for need in needs[gate]}
        ends: dict[int, str] = {}
        for number, gate in enumerate(self._outputs):
            if gate in self._kept:
                ends.setdefault(gate, f"o{number}")
        for gate in statements:
            into = ends.get(gate) or self._place()
            self._compute(gate, into)
            self._places[gate] = into
            for need in sorted(needs[gate]):
                if last[need] == gate and need not in ends:
                    self._free.append(self._places.pop(need))
        for number, gate in enumerate(self._outputs):
            if ends.get(gate) != f"o{number}":
                self._lines.append(f" copy(o{number},{self._text(gate)})")

    def _place(self) -> str:
        if not self._free:
            self._free.append(f"r{self._count}")
            self._count += 1
        return self._free.pop()

    def _places_in(self, gate: int) -> set[int]:
        found: set[int] = set()
        todo = list(self._parts[gate])
        while todo:
            part = todo.pop()
            if part in self._kept:
                found.add(part)
            elif part in self._kinds:
                todo += self._parts[part]
        return found

    def _compute(self, gate: int, into: str) -> None:
        """Write the steps that put the plane of *gate* in the place *into*."""
        kind = self._kinds[gate]
        if kind == INPUT:
            self._read(gate, into)
            return
        inner = [part for part in self._parts[gate] if self._is_inner(part)]
        ready = [self._text(part) for part in self._parts[gate] if not self._is_inner(part)]
        first = "full" if kind == NOT else ""
        for part in inner:
            place = self._place() if first == into else into
            self._compute(part, place)
            if first:
                self._call(kind, first, place, into)
            if place != into:
                self._free.append(place)
            first = into
        for place in ready:
            if first:
                self._call(kind, first, place, into)
            first = into if first else place
        if first != into:
            self._lines.append(f" copy({into},{first})")

    def _is_inner(self, gate: int) -> bool:
        return gate in self._kinds and gate not in self._kept

    def _read(self, gate: int, into: str) -> None:
        """Write the steps for an atom: ja is what it says where it is known, nee the rest."""
        literal = self._circuit.literals[gate]
        self._lines.append(f" known,says=told[{node_of(literal)}]")
        if self._parts[gate]:
            self._call(NOT, "known", self._text(self._parts[gate][0]), into)
            return
        self._call(AND, "known", "says", into)
        if literal & 1:
            self._call(NOT, "known", into, into)

    def _call(self, kind: str, one: str, other: str, into: str) -> None:
        self._lines.append(f" {_CALLS[kind]}({one},{other},{into})")

    def _text(self, gate: int) -> str:
        if gate in self._places:
            return self._places[gate]
        return "full" if gate == FULL else "none"
