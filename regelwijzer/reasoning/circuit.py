"""Gates over planes: what some outputs need of a graph, simplified, and nothing else.

A gate is a number. Every gate exists once (equal gates are the same number), constants are
folded when a gate is made, and only gates below an output are ever compiled. All laws that
are used hold for planes because a plane is a vector of independent truth values: this is
plain Boolean algebra over the two rails, not over three-valued truth.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from regelwijzer.reasoning.graph import Graph, Kind, swap

ZERO, FULL = 0, 1
"""The gates that hold in no case, and in every case."""

AND, OR, NOT, INPUT, CONSTANT = "&", "|", "~", "in", "constant"


class Circuit:
    """Makes gates.

    >>> circuit = Circuit()
    >>> a, b = circuit.input(0), circuit.input(2)
    >>> circuit.all([a, b, a, FULL]) == circuit.all([b, a])
    True
    >>> circuit.any([a, circuit.all([a, b])]) == a, circuit.all([a, circuit.negate(a)])
    (True, 0)
    """

    def __init__(self) -> None:
        self.kinds = [CONSTANT, CONSTANT]
        self.parts: list[frozenset[int]] = [frozenset(), frozenset()]
        self.literals: dict[int, int] = {}
        self._known: dict[tuple[str, frozenset[int]], int] = {}

    def input(self, literal: int) -> int:
        """Return the gate of the plane of an atom literal."""
        gate = self._gate(INPUT, frozenset([literal]))
        self.literals[gate] = literal
        return gate

    def all(self, gates: Iterable[int]) -> int:
        """Return the gate that holds where all of *gates* hold."""
        return self._join(AND, OR, FULL, ZERO, gates)

    def any(self, gates: Iterable[int]) -> int:
        """Return the gate that holds where some of *gates* holds."""
        return self._join(OR, AND, ZERO, FULL, gates)

    def negate(self, gate: int) -> int:
        """Return the gate that holds where *gate* does not."""
        if gate in (ZERO, FULL):
            return ZERO + FULL - gate
        if self.kinds[gate] == NOT:
            return next(iter(self.parts[gate]))
        return self._gate(NOT, frozenset([gate]))

    def _join(self, kind: str, dual: str, neutral: int, final: int, gates: Iterable[int]) -> int:
        found = set(gates)
        found.discard(neutral)
        if final in found:
            return final
        if len(found) > 1:
            found = {g for g in found if not (self.kinds[g] == dual and self.parts[g] & found)}
        if any(self.kinds[g] == NOT and self.parts[g] & found for g in found):
            return final
        if len(found) < 2:
            return found.pop() if found else neutral
        return self._gate(kind, frozenset(found))

    def _gate(self, kind: str, parts: frozenset[int]) -> int:
        key = (kind, parts)
        if key not in self._known:
            self._known[key] = len(self.kinds)
            self.kinds.append(kind)
            self.parts.append(parts)
        return self._known[key]

    def below(self, outputs: Iterable[int]) -> list[int]:
        """Return the compound gates that *outputs* need, parts first, depth first."""
        order: list[int] = []
        seen: set[int] = set()
        for output in outputs:
            todo = [(output, False)]
            while todo:
                gate, ready = todo.pop()
                if ready:
                    order.append(gate)
                elif gate not in seen and self.kinds[gate] in (AND, OR, NOT):
                    seen.add(gate)
                    todo.append((gate, True))
                    todo += [(part, False) for part in sorted(self.parts[gate], reverse=True)]
        return order

    def flattened(self, outputs: Sequence[int]) -> list[int]:
        """Return *outputs* with a gate used once taken into its user of the same kind."""
        order = self.below(outputs)
        uses = Counter(outputs)
        for gate in order:
            uses.update(self.parts[gate])
        new: dict[int, int] = {}
        for gate in order:
            kind = self.kinds[gate]
            if kind == NOT:
                (part,) = self.parts[gate]
                new[gate] = self.negate(new.get(part, part))
                continue
            parts: set[int] = set()
            for part in self.parts[gate]:
                found = new.get(part, part)
                inner = uses[part] == 1 and self.kinds[found] == kind
                parts |= self.parts[found] if inner else {found}
            new[gate] = self.all(parts) if kind == AND else self.any(parts)
        return [new.get(gate, gate) for gate in outputs]


def rails(circuit: Circuit, graph: Graph, known: Collection[int], needed: set[int]) -> list[int]:
    """Return the gate of every literal of the *needed* nodes (a cone of *graph*).

    Atoms outside *known* are onbekend in every case: both their rails are ``ZERO``, and
    whatever that decides is folded away. Literals outside the cone are ``ZERO`` too.
    """
    known = set(known)
    gates = [ZERO] * (2 * len(graph.nodes))
    for node in graph.nodes:
        index = node.index
        if index not in needed:
            continue
        if node.kind is Kind.ATOM:
            if index in known:
                gates[2 * index] = circuit.input(2 * index)
                gates[2 * index + 1] = circuit.input(2 * index + 1)
            continue
        together = [gates[child] for child in node.children]
        apart = [gates[swap(child)] for child in node.children]
        if node.kind is Kind.AND:
            gates[2 * index], gates[2 * index + 1] = circuit.all(together), circuit.any(apart)
        else:
            gates[2 * index], gates[2 * index + 1] = circuit.any(together), circuit.all(apart)
    return gates
