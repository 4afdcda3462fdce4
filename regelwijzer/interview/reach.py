"""What the questions that are still open can change, and which way.

Three things can still happen to a kader: it becomes ja, it becomes nee, or only oordelen
stay open (the verdict 'oordeel_nodig'). Each needs a derivation over the rails of the graph.
A feit counts only when it stands in a derivation that the open questions can still
complete; what was left open on purpose stays unknown. That is what the stop certificate
rests on: a question in no such derivation changes no verdict, whatever else is answered.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress

from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.reasoning.bitplanes import BitPlanes, Planes
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.compiler import Program
from regelwijzer.reasoning.graph import Kind, swap
from regelwijzer.reasoning.values import Period

NOW, CAN = 1, 2
"""The bits of a plane here: derived now; derivable with the open questions."""

_TRUTH = bytes.maketrans(b"01", b"\x00\x01")


@dataclass(frozen=True)
class Moves:
    """Which kaders a question can still help to make ja, nee, or settled but for oordelen.

    *mask* has three bits for each kader of *order*: to ja, to nee, to oordeel_nodig.
    """

    mask: int
    order: tuple[str, ...]

    @classmethod
    def all_of(cls, kaders: Sequence[str]) -> Moves:
        """Return the moves of a question that can make each of *kaders* ja and nee.

        >>> Moves.all_of(["a.b", "a.c"]).no
        ('a.b', 'a.c')
        """
        return cls(sum(3 << 3 * number for number in range(len(kaders))), tuple(kaders))

    @cached_property
    def yes(self) -> tuple[str, ...]:
        """The kaders it can help to make ja."""
        return self._read(1)

    @cached_property
    def no(self) -> tuple[str, ...]:
        """The kaders it can help to make nee."""
        return self._read(2)

    @cached_property
    def kaders(self) -> tuple[str, ...]:
        """Every kader the question can move."""
        return self._read(7)

    def _read(self, wanted: int) -> tuple[str, ...]:
        mask = 0
        for bit in range(3):
            if wanted >> bit & 1:
                mask |= self.mask >> bit
        thirds = f"{mask:b}"[::-1][::3].encode().translate(_TRUTH)
        return tuple(compress(self.order, thirds))


@dataclass(frozen=True)
class View:
    """One case as it stands: what is known, what is open, and what each question can move.

    *literals* are the decided atoms, *planes* what holds now and what can still hold. *atoms*
    are those that the open questions can decide, with the feiten to ask for; *moves* holds the
    questions that matter.
    """

    literals: tuple[int, ...]
    planes: Planes
    atoms: Mapping[int, tuple[str, ...]]
    moves: Mapping[str, Moves]

    @property
    def kaders(self) -> tuple[str, ...]:
        """Every kader that some question can still move."""
        mask, order = 0, tuple[str, ...]()
        for found in self.moves.values():
            mask, order = mask | found.mask, found.order
        return Moves(mask, order).kaders


class Reach:
    """Looks ahead from a case; one for each program, holds no case."""

    def __init__(self, base: Kennisbank, program: Program, planes: BitPlanes) -> None:
        self._program = program
        self._planes = planes
        self._compound = [
            (node.index, node.kind is Kind.AND, node.children)
            for node in program.graph.nodes
            if node.kind is not Kind.ATOM
        ]
        self._paired = {node for node, names in program.feiten_by_atom.items() if len(names) > 1}
        self._judged = {
            node
            for node, names in program.feiten_by_atom.items()
            if names and all(n in base.feiten and base.feiten[n].oordeel for n in names)
        }

    def view(self, case: Case, kaders: Sequence[str], askable: Collection[str]) -> View:
        """Return what *askable* can still do for *kaders*."""
        literals = tuple(self._program.literals(case.values, case.peildatum))
        atoms = self._open(case, askable)
        for literal in literals:
            atoms.pop(literal >> 1, None)
        given: dict[int, int] = {}
        for node in atoms:
            given[2 * node] = given[2 * node + 1] = CAN
        for literal in literals:
            given[literal] = NOW | CAN
        planes = self._planes.run(given)
        masks = self._needed(planes, self._settled(planes, atoms), kaders, atoms)
        order = tuple(kaders)
        moves = {name: Moves(mask, order) for name, mask in masks.items() if mask}
        return View(literals, planes, atoms, moves)

    def front(self, view: View) -> frozenset[str]:
        """Return the feiten that come first, in the order in which the law is written.

        Of a conjunction only the first part that is still open is looked into: whether there
        is a measure at all is asked before how it is carried out.
        """
        planes = view.planes
        seen = [False] * len(self._program.graph.nodes)
        for name in view.kaders:
            seen[self._program.kaders[name] >> 1] = True
        for index, conjunctive, children in reversed(self._compound):
            if not seen[index] or (planes[2 * index] | planes[2 * index + 1]) & NOW:
                continue
            for child in children:
                yes, no = planes[child], planes[child ^ 1]
                if (yes | no) & NOW or not (yes | no):
                    continue  # decided, or nobody here can decide it
                seen[child >> 1] = True
                if conjunctive:
                    break
        return frozenset(n for node, names in view.atoms.items() if seen[node] for n in names)

    def _open(self, case: Case, askable: Collection[str]) -> dict[int, tuple[str, ...]]:
        """Return the atoms that *askable* may decide: every feit is known or can be asked."""
        exact = {n for n, v in case.values.items() if isinstance(v, Period) and v.exact}
        found: dict[int, tuple[str, ...]] = {}
        for name in askable:
            if name in exact:
                continue
            for node in self._program.atoms_by_feit.get(name, ()):
                found[node] = (*found.get(node, ()), name)
        usable = frozenset(askable) | case.values.keys()
        for node in self._paired & found.keys():
            if not usable.issuperset(self._program.feiten_by_atom[node]):
                del found[node]
        return found

    def _settled(self, planes: Planes, atoms: Mapping[int, tuple[str, ...]]) -> list[int]:
        """Return per node whether it is decided but for oordelen: now, and possibly."""
        settled = [0] * len(self._program.graph.nodes)
        for node in self._program.atoms:
            settled[node] = planes[2 * node] | planes[2 * node + 1]
            if node in self._judged:
                settled[node] = NOW | CAN
        for index, _, children in self._compound:
            both = planes[2 * index] | planes[2 * index + 1]
            if not both & NOW:
                rest = NOW | CAN
                for child in children:
                    rest &= settled[child >> 1]
                    if not rest:
                        break
                both |= rest
            settled[index] = both
        return settled

    def _needed(
        self,
        planes: Planes,
        settled: Sequence[int],
        kaders: Sequence[str],
        atoms: Mapping[int, tuple[str, ...]],
    ) -> dict[str, int]:
        """Return per feit three bits for each kader: to ja, to nee, to oordeel_nodig."""
        need = [0] * len(planes)
        judge = [0] * len(settled)
        for number, name in enumerate(kaders):
            literal = self._program.kaders[name]
            if (planes[literal] | planes[swap(literal)]) & NOW:
                continue
            need[literal] |= 1 << 3 * number if planes[literal] else 0
            need[swap(literal)] |= 2 << 3 * number if planes[swap(literal)] else 0
            if settled[literal >> 1] == CAN:
                judge[literal >> 1] |= 4 << 3 * number
        for index, conjunctive, children in reversed(self._compound):
            yes, no, both = 2 * index, 2 * index + 1, judge[index]
            if not (need[yes] or need[no] or both) or (planes[yes] | planes[no]) & NOW:
                continue
            for_yes = need[yes] | both if planes[yes] else 0
            for_no = need[no] | both if planes[no] else 0
            together, apart = (for_yes, for_no) if conjunctive else (for_no, for_yes)
            flip = 0 if conjunctive else 1
            for child in children:
                if together and not planes[child ^ flip] & NOW:
                    need[child ^ flip] |= together
                if apart and planes[child ^ flip ^ 1] & CAN:
                    need[child ^ flip ^ 1] |= apart
            if both and all(settled[child >> 1] & CAN for child in children):
                for child in children:
                    if not settled[child >> 1] & NOW:
                        judge[child >> 1] |= both
        found: dict[str, int] = {}
        for node, names in atoms.items():
            mask = need[2 * node] | need[2 * node + 1] | judge[node]
            if mask:
                for name in names:
                    found[name] = found.get(name, 0) | mask
        return found
