"""Random completions of everything that is unknown, as planes for the bit-plane engine.

Which completion gives which answer is fixed per feit (drawn once, from its name), so most
planes are made once for a rule base; only dates depend on the case.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from regelwijzer.interview.domains import Domains
from regelwijzer.knowledge.base import UNKNOWN_LAW, Kennisbank
from regelwijzer.knowledge.conditions import Before
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.compiler import Program
from regelwijzer.reasoning.values import Atom, Period, Value, holds

SIZE = 192
RARE = 16


@lru_cache(maxsize=8192)
def partition(name: str, answers: int) -> tuple[int, ...]:
    """Divide the completions over *answers* at random; one mask per answer.

    >>> masks = partition("zorg.blijvend", 2)
    >>> masks[0] & masks[1], masks[0] | masks[1] == (1 << SIZE) - 1
    (0, True)
    """
    rng = random.Random(f"{name}/{answers}")
    masks = [0] * answers
    for bit in range(SIZE):
        masks[rng.randrange(answers)] |= 1 << bit
    return tuple(masks)


@lru_cache(maxsize=8192)
def rare(name: str, answers: int, usual: int) -> tuple[int, ...]:
    """Divide the completions so that the *usual* answer takes about 15 of every 16."""
    rng = random.Random(f"{name}/zeldzaam")
    masks = [0] * answers
    for bit in range(SIZE):
        masks[usual if rng.randrange(RARE) else rng.randrange(answers)] |= 1 << bit
    return tuple(masks)


class Samples:
    """Completes cases of one program, SIZE at a time."""

    size = SIZE

    def __init__(self, base: Kennisbank, program: Program) -> None:
        self._base = base
        self._program = program
        self._domains = Domains(base, program)
        self._dated = {
            node: atom for node, atom in program.atoms.items() if isinstance(atom, Before)
        }
        self._fixed: dict[int, tuple[int, int]] = {}
        self._masks: dict[str, tuple[int, ...]] = {}
        for node, names in program.feiten_by_atom.items():
            if node not in self._dated and names[0] != UNKNOWN_LAW:
                self._prepare(node, program.atoms[node], names[0])

    def _prepare(self, node: int, atom: Atom, name: str) -> None:
        """Make the planes of an atom about one feit, for when that feit is unknown."""
        answers = self._domains.answers(name)
        masks = partition(name, len(answers))
        feit = self._base.feiten[name]
        if feit.zeldzaam:  # none of the options, or the last answer: nee, geen
            usual = 0 if feit.type == "meerkeuze" else len(answers) - 1
            masks = rare(name, len(answers), usual)
        self._masks[name] = masks
        yes = no = 0
        for answer, mask in zip(answers, masks, strict=True):
            result = holds(atom, {name: answer}, self._domains.any_day)
            yes |= mask if result is True else 0
            no |= mask if result is False else 0
        self._fixed[node] = (yes, no)

    def complete(
        self, case: Case, wanted: Collection[str]
    ) -> tuple[dict[int, int], Mapping[str, Sequence[int]]]:
        """Return the planes of all atom literals, and per feit one mask for each answer.

        Known feiten are the same in every completion; law that is not in the base and
        dates outside *wanted* (they can change nothing) stay unknown.
        """
        full = (1 << SIZE) - 1
        given: dict[int, int] = {}
        for node, (yes, no) in self._fixed.items():
            given[2 * node], given[2 * node + 1] = yes, no
        masks: dict[str, Sequence[int]] = dict(self._masks)
        dated = self._dated_answers(case, wanted)
        masks.update({name: part for name, (_, part) in dated.items()})
        for node, atom in self._dated.items():
            names = [n for n in self._program.feiten_by_atom[node] if n in dated]
            if names:
                planes = _date_planes(atom, names, dated, case)
                given[2 * node], given[2 * node + 1] = planes
        for literal in self._program.literals(case.values, case.peildatum):
            given[literal], given[literal ^ 1] = full, 0
        return given, masks

    def _dated_answers(
        self, case: Case, wanted: Collection[str]
    ) -> dict[str, tuple[list[Value], Sequence[int]]]:
        found: dict[str, tuple[list[Value], Sequence[int]]] = {}
        for name in self._program.feiten:
            if name not in wanted:
                continue
            feit = self._base.feiten[name]
            known = case.values.get(name)
            if feit.type != "datum" or (isinstance(known, Period) and known.exact):
                continue
            days = self._domains.days(name, case.values, case.peildatum)
            if isinstance(known, Period):  # a month or a year: only the days in it
                days = known.narrow(days)
            answers: list[Value] = [Period(day, day) for day in days]
            found[name] = (answers, partition(name, len(answers)))
        return found


def _date_planes(
    atom: Before,
    names: Sequence[str],
    dated: Mapping[str, tuple[list[Value], Sequence[int]]],
    case: Case,
) -> tuple[int, int]:
    """Return the ja and nee planes of a date comparison with one or two unknown dates."""
    yes = no = 0
    first, second = names[0], names[1] if len(names) > 1 else None
    for answer, mask in zip(*dated[first], strict=True):
        pairs: list[tuple[dict[str, Value], int]] = [({first: answer}, mask)]
        if second is not None:
            pairs = [
                ({first: answer, second: other}, mask & also)
                for other, also in zip(*dated[second], strict=True)
            ]
        for values, both in pairs:
            result = holds(atom, {**_dates_of(atom, case), **values}, case.peildatum)
            yes |= both if result is True else 0
            no |= both if result is False else 0
    return yes, no


def _dates_of(atom: Before, case: Case) -> dict[str, Value]:
    names = (atom.left.feit, atom.right.feit)
    return {name: case.values[name] for name in names if name and name in case.values}
