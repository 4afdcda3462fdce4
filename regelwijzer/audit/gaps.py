"""The gaps between the laws: for whom does no kader carry this help, whatever else is true?

A *combination* says of some profile feiten which values they may have. It is a gap when
no complete case in the age band that fits it has a carrying kader. The finder yields every
smallest gap (allow one value more, and some kader can carry). It alternates between two
solvers: one proposes a combination that nothing found so far decides, the other says
whether help is possible there. If so, the reason is kept (which values that case needed);
if not, the combination is made as small as it can be and kept as a gap. When no
combination is left to propose, the list is complete: that is the proof.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pysat.solvers import Solver

from regelwijzer.audit.miters import Outcomes
from regelwijzer.audit.profile import BANDS, GapFile
from regelwijzer.audit.sat import SOLVER, World
from regelwijzer.knowledge.conditions import feiten_in, parse_condition
from regelwijzer.knowledge.models import CARRYING
from regelwijzer.reasoning.compiler import cone
from regelwijzer.reasoning.graph import Kind, node_of

Combination = frozenset[tuple[str, str]]
"""The values that are ruled out: pairs of profile feit and value."""

CAP = 400


@dataclass
class Column:
    """What was found for one hulpvorm and age band."""

    hulpvorm: str
    band: str
    gaps: list[Combination] = field(default_factory=list)
    complete: bool = True
    questions: int = 0


class GapFinder:
    """Enumerates gaps in one world (one peildatum)."""

    def __init__(self, world: World, outcomes: Outcomes, file: GapFile) -> None:
        self.world = world
        self.outcomes = outcomes
        self.file = file
        self.values: dict[tuple[str, str], int] = {}
        self._own: dict[str, list[int]] = {}
        program = world.program
        profile_feiten: dict[str, str] = {}
        for item in file.profiel:
            for name, condition in item.conditions().items():
                self.values[item.profiel, name] = world.condition(condition)
            profile_feiten[item.feit] = item.profiel
            self._own[item.profiel] = list(program.atoms_by_feit.get(item.feit, ()))
        self._given = [world.condition(start.als) for start in file.uitgangspunten]
        self._tied = {
            profile_feiten[name]
            for start in file.uitgangspunten
            if len(names := feiten_in(start.als)) > 1
            for name in names
            if name in profile_feiten
        }
        self._others = [
            node
            for node, names in program.feiten_by_atom.items()
            if not any(name in profile_feiten for name in names)
        ]
        self._bands = {
            name: world.condition(parse_condition({"leeftijd": {"vanaf": low, "tot": high}}))
            for name, (low, high) in BANDS.items()
        }
        self._items = {item.profiel: list(item.conditions()) for item in file.profiel}

    def not_a_partition(self) -> Iterator[str]:
        """Yield each profile feit of which some case has no value, or two."""
        for item, names in self._items.items():
            values = [self.values[item, name] for name in names]
            if self.world.solve([-value for value in values]) or any(
                self.world.solve([one, other])
                for place, one in enumerate(values)
                for other in values[place + 1 :]
            ):
                yield item

    def carrying(self, hulpvorm: str, wet: str = "") -> list[int]:
        """Return the literals of the kaders (of one *wet*) that can carry *hulpvorm*.

        Dwang is no help that somebody can ask for, except where the file says so.
        """
        soorten = CARRYING if hulpvorm in self.file.dwang_draagt else CARRYING - {"dwang"}
        program = self.world.program
        return [
            program.kaders[kader.kader]
            for kader in self.world.base.carriers(hulpvorm)
            if kader.soort in soorten
            and kader.kader not in self.file.draagt_niet
            and wet in ("", kader.wet)
        ]

    def column(self, hulpvorm: str, band: str, wet: str = "", cap: int = CAP) -> Column:
        """Return every smallest gap for *hulpvorm* in the age band (for one *wet* alone)."""
        return _Search(self, hulpvorm, band, self.carrying(hulpvorm, wet), cap).run()

    def age(self, band: str) -> int:
        """Return the SAT literal of an age band."""
        return self._bands[band]

    def inside(self, band: str, gap: Combination) -> bool:
        """Tell whether somebody in the age band fits *gap*; the model is such a case."""
        out = [-self.values[name] for name in sorted(gap)]
        return self.world.solve([*out, self._bands[band], *self._given])

    def readable(self, gap: Combination) -> dict[str, list[str]]:
        """Return a gap as the values that each of its profile feiten has."""
        items = [item for item in self._items if any(item == name for name, _ in gap)]
        return {
            item: [value for value in self._items[item] if (item, value) not in gap]
            for item in items
        }

    def combination(self, values: Mapping[str, Sequence[str]]) -> Combination:
        """Return the inverse of :meth:`readable`."""
        return frozenset(
            (item, value)
            for item, allowed in values.items()
            for value in self._items[item]
            if value not in allowed
        )


class _Search:
    """One enumeration: the proposals, the questions, and what was learned."""

    def __init__(
        self, finder: GapFinder, hulpvorm: str, band: str, literals: list[int], cap: int
    ) -> None:
        self.finder = finder
        self.world = finder.world
        self.cap = cap
        self.column = Column(hulpvorm, band)
        self._carried = self.world.new()
        self.world.define(self._carried, Kind.OR, [self.world.of(x) for x in literals])
        nodes = cone(self.world.program.graph, literals)
        self._dated = finder.outcomes.dated({node_of(x) for x in literals})
        self._fixed = [node for node in finder._others if node in nodes]
        self._own = {
            item: [node for node in own if node in nodes] for item, own in finder._own.items()
        }
        self._age = [finder._bands[band], *finder._given]
        self._names = list(finder.values)
        self._number = {name: place + 1 for place, name in enumerate(self._names)}

    def run(self) -> Column:
        proposals = Solver(name=SOLVER)
        try:
            for item, names in self.finder._items.items():
                proposals.add_clause([-self._number[item, name] for name in names])
            while proposals.solve():
                model = proposals.get_model() or []
                ruled_out = [self._names[x - 1] for x in model if x > 0]
                if self._possible(ruled_out, self._carried):
                    proposals.add_clause([self._number[name] for name in self._needed()])
                    continue
                gap = self._smallest(ruled_out)
                proposals.add_clause([-self._number[name] for name in gap])
                if self._possible(gap):
                    self.column.gaps.append(frozenset(gap))
                if len(self.column.gaps) >= self.cap:
                    self.column.complete = False
                    break
        finally:
            proposals.delete()
        return self.column

    def _possible(self, ruled_out: Sequence[tuple[str, str]], *also: int) -> bool:
        self.column.questions += 1
        out = [-self.finder.values[name] for name in ruled_out]
        return self.world.solve([*out, *self._age, *also], self._dated)

    def _smallest(self, ruled_out: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        core = set(self.world.core())
        gap = [name for name in ruled_out if -self.finder.values[name] in core]
        for name in list(gap):
            fewer = [other for other in gap if other != name]
            if not self._possible(fewer, self._carried):
                gap = fewer
        return gap

    def _needed(self) -> list[tuple[str, str]]:
        """Return the profile values that the case just found needs to have help."""
        true = self.world.true
        values = {item: (item, name) for item, name in self._names if self._is(item, name, true)}
        rest = [node + 1 if node + 1 in true else -(node + 1) for node in self._fixed]
        units: dict[str, list[int]] = {}
        for item, name in values.items():
            own = [n + 1 if n + 1 in true else -(n + 1) for n in self._own[item]]
            units[item] = [self.finder.values[name], *own]
        needed = dict(units)
        solver = self.world.solver

        def follows(items: Mapping[str, list[int]]) -> bool:
            parts = [x for unit in items.values() for x in unit]
            return not solver.solve(assumptions=[-self._carried, *rest, *parts])

        if not follows(needed):
            return list(values.values())
        core = set(solver.get_core() or [])
        needed = {item: unit for item, unit in units.items() if core & set(unit)}
        for item in list(needed):
            fewer = {other: unit for other, unit in needed.items() if other != item}
            if follows(fewer):
                needed = fewer
        return [values[item] for item in units if item in needed or item in self.finder._tied]

    def _is(self, item: str, name: str, true: frozenset[int]) -> bool:
        literal = self.finder.values[item, name]
        return (abs(literal) in true) == (literal > 0)
