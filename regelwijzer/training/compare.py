"""Two variants of a case side by side: what differs, and which rule decides the difference.

A regel is deciding when giving it, in the one variant, the value it has in the other is
enough to get the other's verdict. That is tried on the bit planes, not guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from regelwijzer.advice.advisor import Advisor
from regelwijzer.advice.links import bron_text
from regelwijzer.reasoning.bitplanes import Planes
from regelwijzer.reasoning.case import Case, plain
from regelwijzer.reasoning.compiler import REGEL, cone
from regelwijzer.reasoning.graph import node_of, swap
from regelwijzer.reasoning.verdicts import Verdict

MOST_RULES = 2
WORDS = {(1, 0): "vervuld", (0, 1): "niet vervuld", (0, 0): "onbekend"}


@dataclass(frozen=True)
class Difference:
    """One fact that is not the same; None is onbekend. *feit* is '' for the peildatum."""

    feit: str
    left: object
    right: object


@dataclass(frozen=True)
class Rule:
    """A deciding regel, with its source and its value on either side.

    *alone* says that it decides by itself; otherwise only together with the others.
    """

    regel: str
    text: str
    source: str
    left: str
    right: str
    alone: bool = True


@dataclass(frozen=True)
class Pair:
    """One kader on both sides; *rules* decide the difference (empty when there is none)."""

    kader: str
    left: Verdict
    right: Verdict
    rules: tuple[Rule, ...]

    @property
    def differs(self) -> bool:
        """Whether the verdict is another one."""
        return self.left is not self.right


@dataclass(frozen=True)
class Comparison:
    """Everything that differs between two cases."""

    facts: tuple[Difference, ...]
    pairs: tuple[Pair, ...]


class Comparer:
    """Compares cases on one rule base."""

    def __init__(self, advisor: Advisor) -> None:
        self._advisor = advisor
        self._program = advisor.program
        self._regels = {
            regel.regel: (regel, begrip.titel) for regel, begrip in advisor.base.regels()
        }

    def compare(self, left: Case, right: Case, kaders: Sequence[str]) -> Comparison:
        """Return what differs between *left* and *right* on *kaders*."""
        advisor, program = self._advisor, self._program
        states = [
            advisor.planes.one(program.literals(case.values, case.peildatum))
            for case in (left, right)
        ]
        verdicts = [advisor.outcomes(case) for case in (left, right)]
        pairs = []
        for name in kaders:
            one, two = (found[name].verdict for found in verdicts)
            if one is two:
                pairs.append(Pair(name, one, two, ()))
                continue
            rules = self._deciding(program.kaders[name], states[0], states[1])
            pairs.append(Pair(name, one, two, rules or (self._own(name, states),)))
        return Comparison(tuple(differences(left, right)), tuple(pairs))

    def _deciding(self, literal: int, left: Planes, right: Planes) -> tuple[Rule, ...]:
        """Return the regels that, one by one, are enough to turn left into right (or back)."""
        if (left[literal], left[swap(literal)]) == (right[literal], right[swap(literal)]):
            return ()
        nodes = self._program.graph.nodes
        found: list[Rule] = []
        for node in sorted(cone(self._program.graph, [literal])):
            label = nodes[node].label
            if not label.startswith(REGEL) or node == node_of(literal):
                continue
            here, there = _value(left, node), _value(right, node)
            if here == there or not (
                self._turns(literal, node, left, right) or self._turns(literal, node, right, left)
            ):
                continue
            found.append(self._rule(label.removeprefix(REGEL), here, there))
        if not found:
            found = self._lowest(literal, left, right)
        return tuple(found[:MOST_RULES])

    def _own(self, name: str, states: Sequence[Planes]) -> Rule:
        """Return the condition of the kader itself, which then decides without any regel."""
        kader, literal = self._advisor.base.kaders[name], self._program.kaders[name]
        sides = [WORDS[state[literal], state[swap(literal)]] for state in states]
        source = ", ".join(bron_text(self._advisor.base, bron) for bron in kader.bron)
        return Rule(name, kader.titel, source, sides[0], sides[1])

    def _lowest(self, literal: int, left: Planes, right: Planes) -> list[Rule]:
        """Return the regels nearest to the facts that differ: only together they decide."""
        nodes = self._program.graph.nodes
        found = []
        for node in sorted(cone(self._program.graph, [literal])):
            label, here, there = nodes[node].label, _value(left, node), _value(right, node)
            if label.startswith(REGEL) and here != there:
                rule = self._rule(label.removeprefix(REGEL), here, there)
                found.append(replace(rule, alone=False))
        return found

    def _turns(self, literal: int, node: int, start: Planes, goal: Planes) -> bool:
        pinned = {2 * node: goal[2 * node], 2 * node + 1: goal[2 * node + 1]}
        after = self._advisor.planes.rerun(start, pinned)
        return after[literal] == goal[literal] and after[swap(literal)] == goal[swap(literal)]

    def _rule(self, name: str, here: tuple[int, int], there: tuple[int, int]) -> Rule:
        regel, titel = self._regels[name]
        return Rule(
            name,
            regel.uitleg.professional if regel.uitleg else titel,
            ", ".join(bron_text(self._advisor.base, bron) for bron in regel.bron),
            WORDS[here],
            WORDS[there],
        )


def _value(planes: Planes, node: int) -> tuple[int, int]:
    return planes[2 * node], planes[2 * node + 1]


def differences(left: Case, right: Case) -> list[Difference]:
    """Return the facts (and the peildatum) that are not the same in the two cases."""
    found = []
    if left.peildatum != right.peildatum:
        found.append(Difference("", left.peildatum.isoformat(), right.peildatum.isoformat()))
    for name in dict.fromkeys([*left.values, *right.values]):
        one, two = left.values.get(name), right.values.get(name)
        if one != two:
            found.append(
                Difference(
                    name,
                    None if one is None else plain(one),
                    None if two is None else plain(two),
                )
            )
    return found
