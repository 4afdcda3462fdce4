"""What would change a verdict: every smallest set of changes, up to three facts.

Every combination of changes is one bit, so hundreds of thousands of them are judged at
once. A set is only reported when none of its parts does the job already.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations

import numpy as np

from regelwijzer.advice.timeline import default_span, turning_days
from regelwijzer.interview.domains import Domains
from regelwijzer.knowledge.base import UNKNOWN_LAW, Kennisbank
from regelwijzer.knowledge.conditions import Before
from regelwijzer.knowledge.dates import PEILDATUM
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.compiler import Program, cone
from regelwijzer.reasoning.graph import Kind, swap
from regelwijzer.reasoning.values import Period, Value, holds

MOST_FACTS = 3
MOST_CHANGES = 170
"""More single changes than this make too many triples; then only pairs are tried."""

TIME = "#tijd"


@dataclass(frozen=True)
class Change:
    """One change: *feit* gets *value*, or (for TIME) the peildatum becomes *day*."""

    feit: str
    value: Value | None = None
    day: date | None = None


@dataclass(frozen=True)
class ChangeSet:
    """A smallest set of changes after which the kader applies (or no longer does)."""

    changes: tuple[Change, ...]


@dataclass(frozen=True)
class WhatIf:
    """The answer for one kader: *becomes* is True when the sets make it apply."""

    kader: str
    becomes: bool
    sets: tuple[ChangeSet, ...]
    complete_to: int


class WhatIfFinder:
    """Finds change sets for one rule base; holds no case."""

    def __init__(self, base: Kennisbank, program: Program) -> None:
        self._base = base
        self._program = program
        self._domains = Domains(base, program)
        self._cones: dict[str, list[int]] = {}

    def find(self, case: Case, kader: str, most: int = MOST_FACTS) -> WhatIf:
        """Return every minimal change set of at most *most* changes for *kader*.

        When the kader applies now, the sets are those that make it a nee; otherwise those
        that make it a ja. Raises KeyError for an unknown kader.
        """
        literal = self._program.kaders[kader]
        search = self._search(case, kader)
        applies = search.now(literal)
        wanted = swap(literal) if applies else literal
        changes = list(self._changes(case, search))
        most = most if len(changes) <= MOST_CHANGES else min(most, 2)
        found: list[tuple[int, ...]] = []
        for size in range(1, most + 1):
            found += search.successes(changes, size, wanted, found)
        sets = tuple(ChangeSet(tuple(changes[i] for i in part)) for part in found)
        return WhatIf(kader, not applies, sets, most)

    def single_changes(self, case: Case, kader: str) -> list[Change]:
        """Return the single changes that are tried for *kader*, each with its own effect."""
        return list(self._changes(case, self._search(case, kader)))

    def _search(self, case: Case, kader: str) -> _Search:
        if kader not in self._cones:
            literal = self._program.kaders[kader]
            self._cones[kader] = sorted(cone(self._program.graph, [literal]))
        return _Search(self._program, case, self._cones[kader])

    def _changes(self, case: Case, search: _Search) -> Iterator[Change]:
        """Yield the changes worth trying: one for each different effect on the atoms."""
        for name in search.feiten:
            if name == UNKNOWN_LAW or self._base.feiten[name].verandert_door == "leeftijd":
                continue
            seen = {search.effect(Change(name, case.values.get(name)))}
            for value in self._answers(name, case):
                change = Change(name, value)
                effect = search.effect(change)
                if effect not in seen:
                    seen.add(effect)
                    yield change
        first, last = default_span(case)
        seen = {search.effect(Change(TIME, day=first))}
        for day in turning_days(self._program, case, first, last):
            change = Change(TIME, day=day)
            effect = search.effect(change)
            if effect not in seen:
                seen.add(effect)
                yield change

    def _answers(self, name: str, case: Case) -> list[Value]:
        if self._base.feiten[name].type == "datum":
            days = self._domains.days(name, case.values, case.peildatum)
            return [Period(day, day) for day in days]
        return self._domains.answers(name)


class _Search:
    """The part of the graph below one kader, for one case."""

    def __init__(self, program: Program, case: Case, nodes: Sequence[int]) -> None:
        self._program = program
        self._case = case
        self._nodes = nodes
        self._atoms = [n for n in nodes if n in program.atoms]
        names = [name for n in self._atoms for name in program.feiten_by_atom[n]]
        self.feiten = list(dict.fromkeys(names))
        self._start = {n: self._truth(n, case.values, case.peildatum) for n in self._atoms}

    def _truth(self, node: int, values: Mapping[str, Value], day: date) -> bool | None:
        return holds(self._program.atoms[node], values, day)

    def now(self, literal: int) -> bool:
        """Tell whether *literal* holds in the case as it is."""
        given: dict[int, int] = {}
        for node, truth in self._start.items():
            given[2 * node], given[2 * node + 1] = int(truth is True), int(truth is False)
        return bool(self._run(given)[literal])

    def _touched(self, change: Change) -> list[int]:
        if change.feit == TIME:
            return [n for n in self._atoms if _looks_at_time(self._program.atoms[n])]
        return [n for n in self._atoms if change.feit in self._program.feiten_by_atom[n]]

    def effect(self, change: Change) -> tuple[tuple[int, bool | None], ...]:
        """Return the truth of every atom that *change* touches, after the change."""
        values, day = self._after((change,))
        return tuple((n, self._truth(n, values, day)) for n in self._touched(change))

    def _after(self, changes: Sequence[Change]) -> tuple[dict[str, Value], date]:
        values, day = dict(self._case.values), self._case.peildatum
        for change in changes:
            if change.day is not None:
                day = change.day
            elif change.value is None:
                values.pop(change.feit, None)
            else:
                values[change.feit] = change.value
        return values, day

    def successes(
        self,
        changes: Sequence[Change],
        size: int,
        wanted: int,
        smaller: Sequence[tuple[int, ...]],
    ) -> list[tuple[int, ...]]:
        """Return the combinations of *size* changes after which *wanted* holds.

        Combinations that contain one of *smaller*, or change one feit twice, are left out.
        """
        if len(changes) < size:
            return []
        table, member = _combinations(len(changes), size)
        given = self._planes(changes, member, len(table))
        hits = _bits(self._run(given)[wanted], len(table))
        feiten = [change.feit for change in changes]
        earlier = [frozenset(part) for part in smaller]
        found = []
        for row in hits:
            part = tuple(int(i) for i in table[row])
            names = {feiten[i] for i in part}
            chosen = frozenset(part)
            if len(names) == size and not any(old <= chosen for old in earlier):
                found.append(part)
        return found

    def _planes(
        self, changes: Sequence[Change], member: Sequence[int], size: int
    ) -> dict[int, int]:
        """Return the atom planes with one bit for each of *size* combinations.

        *member* tells for each change in which combinations it takes part.
        """
        full = (1 << size) - 1
        touching: dict[int, list[int]] = {}
        for i, change in enumerate(changes):
            for node in self._touched(change):
                touching.setdefault(node, []).append(i)
        given: dict[int, int] = {}
        for node in self._atoms:
            movers = touching.get(node, [])
            start = self._start[node]
            rest = full
            yes = no = 0
            for group, mask in _groups(movers, member, changes):
                values, day = self._after([changes[i] for i in group])
                truth = self._truth(node, values, day)
                mask &= rest
                yes |= mask if truth is True else 0
                no |= mask if truth is False else 0
                rest &= ~mask
            given[2 * node] = yes | (rest if start is True else 0)
            given[2 * node + 1] = no | (rest if start is False else 0)
        return given

    def _run(self, given: Mapping[int, int]) -> dict[int, int]:
        planes = dict(given)
        for index in self._nodes:
            node = self._program.graph.nodes[index]
            if node.kind is Kind.ATOM:
                continue
            conjunction = node.kind is Kind.AND
            children = [planes[child] for child in node.children]
            apart = [planes[swap(child)] for child in node.children]
            planes[2 * index] = _all(children) if conjunction else _any(children)
            planes[2 * index + 1] = _any(apart) if conjunction else _all(apart)
        return planes


def _looks_at_time(atom: object) -> bool:
    return isinstance(atom, Before) and PEILDATUM in (atom.left.base, atom.right.base)


def _groups(
    movers: Sequence[int], member: Sequence[int], changes: Sequence[Change]
) -> Iterator[tuple[tuple[int, ...], int]]:
    """Yield the ways in which *movers* can act together on one atom, largest group first.

    An atom looks at two feiten and the peildatum at most, so three changes can meet.
    """
    feiten = list(dict.fromkeys(changes[i].feit for i in movers))
    if len(feiten) > 1:
        for size in range(min(len(feiten), MOST_FACTS), 1, -1):
            for group in combinations(movers, size):
                if len({changes[i].feit for i in group}) == size:
                    mask = member[group[0]]
                    for i in group[1:]:
                        mask &= member[i]
                    if mask:
                        yield group, mask
    for i in movers:
        yield (i,), member[i]


def _all(planes: Sequence[int]) -> int:
    result = planes[0]
    for plane in planes[1:]:
        result &= plane
    return result


def _any(planes: Sequence[int]) -> int:
    result = planes[0]
    for plane in planes[1:]:
        result |= plane
    return result


@lru_cache(maxsize=12)
def _combinations(count: int, size: int) -> tuple[np.ndarray, tuple[int, ...]]:
    """Return all combinations of *size* out of *count* as columns of a table, and for each
    of the *count* the combinations (as bits) in which it takes part."""
    table = _table(count, size)
    columns = [np.ascontiguousarray(table[:, i]) for i in range(size)]
    member = []
    for number in range(count):
        flags = columns[0] == number
        for column in columns[1:]:
            flags |= column == number
        member.append(_mask(flags))
    return table, tuple(member)


def _table(count: int, size: int) -> np.ndarray:
    if size == 1:
        return np.arange(count, dtype=np.int16).reshape(-1, 1)
    blocks = []
    for first in range(count - size + 1):
        rest = _table(count - first - 1, size - 1) + np.int16(first + 1)
        head = np.full((len(rest), 1), first, dtype=np.int16)
        blocks.append(np.concatenate([head, rest], axis=1))
    return np.concatenate(blocks) if blocks else np.empty((0, size), dtype=np.int16)


def _mask(flags: np.ndarray) -> int:
    """Return booleans as the bits of one integer, the first as the lowest bit."""
    return int.from_bytes(np.packbits(flags, bitorder="little").tobytes(), "little")


def _bits(plane: int, size: int) -> list[int]:
    """Return the positions of the bits that are set."""
    raw = np.frombuffer(plane.to_bytes((size + 7) // 8, "little"), dtype=np.uint8)
    return [int(i) for i in np.flatnonzero(np.unpackbits(raw, bitorder="little")[:size])]
