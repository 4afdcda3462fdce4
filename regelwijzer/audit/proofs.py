"""Proofs about the whole rule base; every finding comes with a smallest case where one exists.

Nothing is dead, no kader is always or never true, kaders that exclude each other never
apply together, no feit is asked for nothing. "No such case" is proven, not sampled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from regelwijzer.audit.findings import Finding
from regelwijzer.audit.miters import Miters, Outcomes
from regelwijzer.audit.sat import World
from regelwijzer.audit.witness import Goal, Witnesses
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.conditions import Before
from regelwijzer.knowledge.dates import PEILDATUM
from regelwijzer.knowledge.models import Begrip, Regel
from regelwijzer.reasoning.compiler import Program, cone
from regelwijzer.reasoning.graph import Kind, ja, nee, node_of, swap

Progress = Callable[[str, int, int], None]
"""Called with what is being proven, how far it is, and how much there is to do."""


def silent(what: str, done: int, total: int) -> None:
    """Show no progress."""


class Prover:
    """Proves things about one base on one day, and on every other day where that matters."""

    def __init__(self, base: Kennisbank, program: Program, today: date) -> None:
        self.base = base
        self.program = program
        self.today = today
        self.outcomes = Outcomes(program)
        self.witnesses = Witnesses(base, program)
        self._worlds: dict[date | None, tuple[World, Miters]] = {}

    def world(self, day: date | None) -> World:
        """Return the world of the peildatum *day*; None is any day."""
        return self._at(day)[0]

    def _at(self, day: date | None) -> tuple[World, Miters]:
        if day not in self._worlds:
            world = World(self.base, self.program, day, self.today)
            self._worlds[day] = (world, Miters(world, self.outcomes))
        return self._worlds[day]

    def case(self, day: date | None, literals: list[int], goal: Goal) -> dict[str, Any] | None:
        """Return a smallest case in which *literals* of the graph hold, or None.

        It holds whatever the law said that is not in the base.
        """
        nodes = {node_of(literal) for literal in literals}
        if not self.possible(day, literals):
            return None
        return self.witnesses.smallest(
            self.world(day), cone(self.program.graph, [2 * n for n in nodes]), goal
        )

    def possible(self, day: date | None, literals: list[int]) -> bool:
        """Tell whether *literals* of the graph can hold together."""
        world, miters = self._at(day)
        dated = self.outcomes.dated({node_of(literal) for literal in literals})
        return world.solve(miters.certain(literals), dated)

    # -- regels -------------------------------------------------------------------

    def dead_regels(self, progress: Progress = silent) -> Iterator[Finding]:
        """Yield a finding for each regel that can never make a difference, on no day."""
        regels = list(self.base.regels())
        reached = cone(self.program.graph, [ja(node) for node in self.outcomes.targets])
        for number, (regel, begrip) in enumerate(regels):
            progress("regels", number, len(regels))
            node = self.program.regels[regel.regel]
            if node not in reached or self._at(self.today)[1].regel_matters(node):
                continue
            days = self._days(node)
            if any(self._at(day)[1].regel_matters(node) for day in [*days, None]):
                continue
            file = self.base.files.get(f"begrippen:{begrip.begrip}", "")
            check, text, case = self._why_dead(regel, begrip, node)
            yield Finding("fout", check, file, regel.regel, text, case)

    def _days(self, node: int) -> list[date]:
        """Return days on both sides of each date with which the peildatum is compared."""
        days = set()
        for index in cone(self.program.graph, [ja(node)]):
            atom = self.program.atoms.get(index)
            if isinstance(atom, Before) and not self.program.feiten_by_atom[index]:
                for side in (atom.left, atom.right):
                    if side.base != PEILDATUM and side.constant:
                        days |= {side.constant, side.constant - timedelta(days=1)}
        return sorted(days)

    def _why_dead(
        self, regel: Regel, begrip: Begrip, node: int
    ) -> tuple[str, str, dict[str, Any] | None]:
        condition = self.program.graph.nodes[node].children[0]
        if self.possible(self.today, [ja(node)]):
            case = self.case(self.today, [ja(node)], lambda planes: bool(planes[ja(node)]))
            blocking = self._overruled(regel, begrip)
            if blocking:
                text = f"neemt niets weg: {blocking} zegt in al die gevallen het tegendeel"
                return "tegenspraak", text, case
            return "dood", "verandert in geen enkel geval een uitkomst", case
        case = self.case(self.today, [condition], lambda planes: bool(planes[condition]))
        if case is None:
            parts = self._clash(condition)
            why = f": {parts}" if parts else ""
            return "dood", f"kan nooit gelden; de voorwaarde spreekt zichzelf tegen{why}", None
        exceptions = [
            part.regel
            for part in regel.tenzij
            if not self.possible(self.today, [condition, nee(self.program.regels[part.regel])])
        ]
        if exceptions:
            text = f"wordt altijd weggenomen door de eigen uitzondering {exceptions[0]}"
            return "tegenspraak", text, case
        return (
            "dood",
            "kan nooit gelden; de uitzonderingen of de geldigheid sluiten alles uit",
            case,
        )

    def _overruled(self, exception: Regel, begrip: Begrip) -> str:
        """Return the regel of the same begrip that always holds where *exception* blocks."""
        node = self.program.regels[exception.regel]
        for top in begrip.regels:
            if any(part.regel == exception.regel for part in top.tenzij):
                blocked = self.program.graph.nodes[self.program.regels[top.regel]].children[0]
                for other in begrip.regels:
                    holds = self.program.regels[other.regel]
                    if other is not top and not self.possible(
                        self.today, [ja(node), blocked, nee(holds)]
                    ):
                        return other.regel
        return ""

    def _clash(self, literal: int) -> str:
        node = self.program.graph.nodes[node_of(literal)]
        if node.kind is not Kind.AND or literal & 1:
            return self.readable(literal)
        world, miters = self._at(self.today)
        by_sat = {world.of(child): child for child in node.children}
        world.solve([*by_sat, *miters.known])
        parts = [by_sat[x] for x in world.core() if x in by_sat]
        return " tegen ".join(self.readable(part) for part in parts)

    def readable(self, literal: int, depth: int = 0) -> str:
        """Return *literal* in words, down to names."""
        node = self.program.graph.nodes[node_of(literal)]
        prefix = "niet " if literal & 1 else ""
        if not node.label.startswith("#"):
            return prefix + node.label.removeprefix("regel:")
        if depth > 2:
            return prefix + "(...)"
        word = " en " if node.kind is Kind.AND else " of "
        parts = word.join(self.readable(child, depth + 1) for child in node.children)
        return f"{prefix}({parts})"

    # -- kaders and feiten --------------------------------------------------------

    def constant_kaders(self, progress: Progress = silent) -> Iterator[Finding]:
        """Yield a finding for each kader that today always or never applies."""
        kaders = list(self.program.kaders.items())
        for number, (name, literal) in enumerate(kaders):
            progress("kaders", number, len(kaders))
            file = self.base.files.get(f"kaders:{name}", "")
            if not self.possible(self.today, [literal]):
                if self.possible(None, [literal]):
                    text = "geldt vandaag voor niemand, op een andere peildatum wel"
                    yield Finding("waarschuwing", "kader", file, name, text)
                else:
                    text = "kan nooit van toepassing zijn"
                    if why := self._clash(literal):
                        text += f": {why}"
                    yield Finding("fout", "kader", file, name, text)
            elif not self.possible(self.today, [swap(literal)]):
                text = "is altijd van toepassing, wat men ook antwoordt"
                empty = {"peildatum": self.today.isoformat(), "feiten": {}}
                case = self.case(self.today, [literal], lambda planes, x=literal: bool(planes[x]))  # type: ignore[misc]
                yield Finding("fout", "kader", file, name, text, case or empty)

    def broken_exclusions(self, progress: Progress = silent) -> Iterator[Finding]:
        """Yield a finding for each pair under ``sluit_uit`` that can apply together."""
        done: set[frozenset[str]] = set()
        for kader in self.base.kaders.values():
            file = self.base.files.get(f"kaders:{kader.kader}", "")
            for other in kader.sluit_uit:
                if kader.kader not in self.base.kaders[other].sluit_uit:
                    text = f"noemt {other} onder sluit_uit, maar {other} noemt dit kader niet"
                    yield Finding("waarschuwing", "sluit_uit", file, kader.kader, text)
                pair = frozenset({kader.kader, other})
                if pair in done:
                    continue
                done.add(pair)
                both = [self.program.kaders[kader.kader], self.program.kaders[other]]
                progress("sluit_uit", len(done), len(done) + 1)
                for day in (self.today, None):
                    if self.possible(day, both):
                        case = self.case(day, both, _all_hold(both))
                        text = f"kan tegelijk met {other} van toepassing zijn"
                        yield Finding("fout", "sluit_uit", file, kader.kader, text, case)
                        break

    def useless_feiten(self, progress: Progress = silent) -> Iterator[Finding]:
        """Yield a finding for each feit whose answer can never change anything shown."""
        dates = {m.datum.feit for m in self.base.mijlpalen.values()}
        reached = cone(self.program.graph, [ja(node) for node in self.outcomes.targets])
        names = [
            name
            for name, nodes in self.program.atoms_by_feit.items()
            if name in self.base.feiten and name not in dates and reached & set(nodes)
        ]
        for number, name in enumerate(names):
            progress("feiten", number, len(names))
            if self._at(self.today)[1].feit_matters(name):
                continue
            days = {day for node in self.program.atoms_by_feit[name] for day in self._above(node)}
            if any(self._at(day)[1].feit_matters(name) for day in [*sorted(days), None]):
                continue
            file = self.base.files.get(f"feiten:{name}", "")
            text = "staat in een voorwaarde, maar geen enkel antwoord verandert een uitkomst"
            yield Finding("fout", "nutteloos", file, name, text)

    def _above(self, node: int) -> list[date]:
        above = self.outcomes.targets & set(self.outcomes.above({node}))
        return [day for target in above for day in self._days(target)][:40]

    def all_findings(self, progress: Progress = silent) -> list[Finding]:
        """Return the findings of every proof."""
        found = [
            *self.dead_regels(progress),
            *self.constant_kaders(progress),
            *self.broken_exclusions(progress),
            *self.useless_feiten(progress),
        ]
        return found

    def close(self) -> None:
        """Free the solvers."""
        for world, _ in self._worlds.values():
            world.close()


def _all_hold(literals: list[int]) -> Goal:
    return lambda planes: all(planes[literal] for literal in literals)


def not_asked(base: Kennisbank, asked: Mapping[str, Mapping[str, Any]]) -> Iterator[Finding]:
    """Yield a warning for each feit that no questionnaire asks in words of its own."""
    words = {
        name
        for vragen in asked.values()
        for name, vraag in vragen.items()
        if not getattr(vraag, "niet_vragen", False)
    }
    for name in base.feiten:
        if name not in words:
            file = base.files.get(f"feiten:{name}", "")
            text = "staat in geen enkele vragenlijst"
            yield Finding("waarschuwing", "vraag", file, name, text)
