"""Random completions of everything that is unknown, as planes for the bit-plane engine.

Which completion gives which answer is fixed per feit (drawn once, from its name), so the
planes are made once for a rule base. Of a date only 'early' and 'late' are told apart: the
completions choose a question, they never decide a verdict.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from functools import lru_cache

from regelwijzer.interview.domains import Domains
from regelwijzer.interview.priors import chances
from regelwijzer.knowledge.base import UNKNOWN_LAW, Kennisbank
from regelwijzer.knowledge.conditions import Before
from regelwijzer.reasoning.compiler import Program
from regelwijzer.reasoning.values import Atom, holds

SIZE = 192


@lru_cache(maxsize=8192)
def partition(name: str, shares: tuple[float, ...]) -> tuple[int, ...]:
    """Divide the completions at random over answers with these chances; one mask per answer.

    >>> masks = partition("zorg.blijvend", (0.5, 0.5))
    >>> masks[0] & masks[1], masks[0] | masks[1] == (1 << SIZE) - 1
    (0, True)
    """
    rng = random.Random(f"{name}/{len(shares)}")
    masks = [0] * len(shares)
    for bit, answer in enumerate(rng.choices(range(len(shares)), shares, k=SIZE)):
        masks[answer] |= 1 << bit
    return tuple(masks)


class Samples:
    """Completes cases of one program, SIZE at a time."""

    size = SIZE

    def __init__(self, base: Kennisbank, program: Program, domains: Domains) -> None:
        self._fixed: dict[int, tuple[int, int]] = {}
        self._masks: dict[str, tuple[int, ...]] = {}
        for name in program.feiten:
            if name == UNKNOWN_LAW:
                continue
            feit = base.feiten[name]
            if feit.type == "datum":
                self._masks[name] = partition(name, (1.0, 1.0))
            else:
                count = len(domains.answers(name))
                self._masks[name] = partition(name, chances(feit, count)[:-1])
        for node, names in program.feiten_by_atom.items():
            atom = program.atoms[node]
            if isinstance(atom, Before):
                self._fixed[node] = self._dated(atom)
            elif names and names[0] != UNKNOWN_LAW:
                self._fixed[node] = self._truth(atom, names[0], domains)

    def _truth(self, atom: Atom, name: str, domains: Domains) -> tuple[int, int]:
        """Return the planes of an atom about one feit that is no date."""
        yes = no = 0
        for answer, mask in zip(domains.answers(name), self._masks[name], strict=True):
            result = holds(atom, {name: answer}, domains.any_day)
            yes |= mask if result is True else 0
            no |= mask if result is False else 0
        return yes, no

    def _dated(self, atom: Before) -> tuple[int, int]:
        """Return the planes of a comparison of dates, each of which is early or late."""
        full = (1 << SIZE) - 1
        left, right = atom.left.feit, atom.right.feit
        yes = full
        if left is not None and right is not None and left != right:
            early, late = self._masks[left][0], self._masks[right][1]
            either = partition(f"{left}/{right}", (1.0, 1.0))[0]  # both early, or both late
            yes = early & late | either & (early | late)
        elif left is not None:
            yes = self._masks[left][0]
        elif right is not None:
            yes = self._masks[right][1]
        return yes, full & ~yes

    def complete(self, literals: Iterable[int]) -> dict[int, int]:
        """Return the planes of all atom literals, when *literals* are known.

        What is known is the same in every completion; law that is not in the base stays
        unknown.
        """
        full = (1 << SIZE) - 1
        given: dict[int, int] = {}
        for node, (yes, no) in self._fixed.items():
            given[2 * node], given[2 * node + 1] = yes, no
        for literal in literals:
            given[literal], given[literal ^ 1] = full, 0
        return given

    def masks(self, name: str) -> tuple[int, ...]:
        """Return the completions in which *name* has each of its answers."""
        return self._masks[name]
