"""How many other questions an answer is expected to make needless: one step ahead, exactly.

Every possible answer to every question is one column of the bit planes, so that one run of
the graph judges them all. What then can no longer decide an open verdict is spared.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from regelwijzer.interview.domains import Domains
from regelwijzer.interview.priors import chances
from regelwijzer.interview.reach import View
from regelwijzer.knowledge.base import UNKNOWN_LAW, Kennisbank
from regelwijzer.knowledge.conditions import Before
from regelwijzer.reasoning.bitplanes import BitPlanes, Planes
from regelwijzer.reasoning.compiler import Program
from regelwijzer.reasoning.graph import Kind, swap
from regelwijzer.reasoning.values import Value, holds


class Lookahead:
    """Looks one answer ahead on one program; holds no case."""

    def __init__(
        self, base: Kennisbank, program: Program, planes: BitPlanes, domains: Domains
    ) -> None:
        self._base = base
        self._program = program
        self._planes = planes
        self._domains = domains
        self._downward = [
            (node.index, node.kind is Kind.AND, node.children)
            for node in reversed(program.graph.nodes)
            if node.kind is not Kind.ATOM
        ]
        self._chances: dict[str, tuple[float, ...]] = {}
        self._truths: dict[str, list[tuple[int, int, int]]] = {}
        for name in program.feiten:
            if name == UNKNOWN_LAW:
                continue
            if base.feiten[name].type == "datum":
                self._chances[name] = chances(base.feiten[name], 2)
                self._truths[name] = self._early_and_late(name)
            else:
                answers = domains.answers(name)
                self._chances[name] = chances(base.feiten[name], len(answers))
                self._truths[name] = self._answers(name, answers, domains.any_day)

    def _answers(
        self, name: str, answers: Sequence[Value], day: date
    ) -> list[tuple[int, int, int]]:
        """Return per atom of *name* the answers (as bits) that make it ja, and nee."""
        found = []
        for node in self._program.atoms_by_feit[name]:
            yes = no = 0
            for number, answer in enumerate(answers):
                result = holds(self._program.atoms[node], {name: answer}, day)
                yes |= 1 << number if result is True else 0
                no |= 1 << number if result is False else 0
            found.append((node, yes, no))
        return found

    def _early_and_late(self, name: str) -> list[tuple[int, int, int]]:
        """Return the same for a date, of which only 'early' and 'late' are looked at."""
        found = []
        for node in self._program.atoms_by_feit[name]:
            atom = self._program.atoms[node]
            first = isinstance(atom, Before) and atom.left.feit == name
            found.append((node, 1, 2) if first else (node, 2, 1))
        return found

    def spared(self, view: View) -> dict[str, float]:
        """Return for each question that matters how many of them it is expected to spare.

        A question spares itself, so the least is 1. One of the answers is 'weet ik niet'.
        """
        names, atoms = tuple(view.moves), view.atoms
        columns: list[tuple[int, tuple[float, ...]]] = []
        now: dict[int, int] = {}
        closed: dict[int, int] = {}
        width = 0
        for name in names:
            truths, weights = self._truths[name], self._chances[name]
            skipped = 1 << width + len(weights) - 1
            for node, yes, no in truths:
                if node in atoms:
                    now[2 * node] = now.get(2 * node, 0) | yes << width
                    now[2 * node + 1] = now.get(2 * node + 1, 0) | no << width
                    closed[node] = closed.get(node, 0) | skipped
            columns.append((width, weights))
            width += len(weights)
        full = (1 << width) - 1
        can = dict(now)
        for node in atoms:
            free = full & ~(now.get(2 * node, 0) | now.get(2 * node + 1, 0) | closed.get(node, 0))
            can[2 * node] = can.get(2 * node, 0) | free
            can[2 * node + 1] = can.get(2 * node + 1, 0) | free
        for literal in view.literals:
            now[literal] = can[literal] = full
            now[swap(literal)] = can[swap(literal)] = 0
        left = self._left(self._planes.run(now), self._planes.run(can), full, view)
        most = len(names)
        return {
            name: sum(
                weight * (most - left[start + number]) for number, weight in enumerate(weights)
            )
            for name, (start, weights) in zip(names, columns, strict=True)
        }

    def _left(self, now: Planes, can: Planes, full: int, view: View) -> list[int]:
        """Return per column how many questions can then still decide a kader."""
        need = [0] * len(now)
        for name in view.kaders:
            literal = self._program.kaders[name]
            free = full & ~(now[literal] | now[swap(literal)])
            need[literal] |= free & can[literal]
            need[swap(literal)] |= free & can[swap(literal)]
        for index, conjunctive, children in self._downward:
            yes, no = 2 * index, 2 * index + 1
            if not (need[yes] or need[no]):
                continue
            free = ~(now[yes] | now[no])
            together, apart = need[yes] & free, need[no] & free
            flip = 0
            if not conjunctive:
                together, apart, flip = apart, together, 1
            for child in children:
                literal = child ^ flip
                if together:
                    need[literal] |= together
                if apart:
                    need[literal ^ 1] |= apart & can[literal ^ 1]
        missing: dict[str, int] = {}
        for node, asked in view.atoms.items():
            mask = (need[2 * node] | need[2 * node + 1]) & full
            mask &= ~(now[2 * node] | now[2 * node + 1])
            for name in asked:
                missing[name] = missing.get(name, 0) | mask
        counter: list[int] = []
        for name in view.moves:
            carry = missing.get(name, 0)
            for place, digit in enumerate(counter):  # add one to the columns in carry
                counter[place], carry = digit ^ carry, digit & carry
                if not carry:
                    break
            if carry:
                counter.append(carry)
        return _columns(counter, full.bit_length())


def _columns(counter: Sequence[int], width: int) -> list[int]:
    """Read the numbers of a counter of planes, one for each column."""
    found = [0] * width
    for place, digit in enumerate(counter):
        for column, sign in enumerate(reversed(f"{digit:b}")):
            if sign == "1":
                found[column] |= 1 << place
    return found
