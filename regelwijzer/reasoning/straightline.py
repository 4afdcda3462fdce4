"""From gates to one straight-line Python function over planes.

What makes it fast, each measured in benchmarks/README.md: only what the outputs need is
computed; pairs that several gates share are computed once; a gate that is used once stands
inside the expression of its user, so it needs no place; and places are used again as soon
as their plane is dead, so that what is live fits in the cache.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence

from regelwijzer.reasoning.circuit import FULL, INPUT, NOT, Circuit

Evaluate = Callable[[Sequence[int] | Mapping[int, int], int], list[int]]
"""From the planes of the input literals and the plane with every bit set to the outputs."""

_DEEPEST = 40
"""Gates nested in one expression; the Python parser has a limit."""


def compile_gates(circuit: Circuit, outputs: Sequence[int]) -> Evaluate:
    """Return the function that computes *outputs*.

    >>> circuit = Circuit()
    >>> a, b = circuit.input(0), circuit.input(2)
    >>> both = compile_gates(circuit, [circuit.all([a, b]), circuit.negate(a)])
    >>> both([0b0011, 0, 0b0101, 0], 0b1111)
    [1, 12]
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
        kinds: dict[int, str],
        parts: dict[int, list[int]],
    ) -> None:
        self._circuit, self._outputs = circuit, outputs
        self._kinds, self._parts = kinds, parts
        self._uses = Counter(gate for gate in outputs if gate in kinds)
        for members in parts.values():
            self._uses.update(gate for gate in members if gate in kinds)
        self._order = self._ordered()
        self._kept = self._placed()

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
        statements = [gate for gate in self._order if gate in self._kept]
        needs = {gate: self._places_in(gate) for gate in statements}
        last = {need: gate for gate in statements for need in needs[gate]}
        ends = set(self._outputs)
        places: dict[int, int] = {}
        free: list[int] = []
        count = 0
        lines = ["def evaluate(p,full):"]
        for gate in statements:
            text = self._expression(gate, places)
            free += [places[n] for n in sorted(needs[gate]) if last[n] == gate and n not in ends]
            if not free:
                free, count = [count], count + 1
            places[gate] = free.pop()
            lines.append(f" r{places[gate]}={text}")
        texts = ",".join(self._text(gate, places) for gate in self._outputs)
        lines.append(f" return [{texts}]")
        namespace: dict[str, Evaluate] = {}
        exec(compile("\n".join(lines), "<planes>", "exec"), namespace)
        return namespace["evaluate"]

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

    def _expression(self, gate: int, places: dict[int, int]) -> str:
        texts = [self._text(part, places) for part in self._parts[gate]]
        kind = self._kinds[gate]
        return f"full^{texts[0]}" if kind == NOT else kind.join(texts)

    def _text(self, gate: int, places: dict[int, int]) -> str:
        if gate in places:
            return f"r{places[gate]}"
        if gate in self._kinds:
            return f"({self._expression(gate, places)})"
        kind = self._circuit.kinds[gate]
        if kind == INPUT:
            return f"p[{self._circuit.literals[gate]}]"
        return "full" if gate == FULL else "0"
