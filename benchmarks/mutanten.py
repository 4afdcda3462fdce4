"""Mutation test of the knowledge: would a fault in a rule be noticed?

    python -m benchmarks.mutanten [--steekproef 500] [--zaad 1] [--verslag docs/mutanten.md]

Every regel and kader gets small faults, one at a time (:mod:`benchmarks.faults`). A mutant is
killed when an expected verdict of some scenario case changes, or else when the proofs of the
audit find fault with the base that has it. A mutant that changes nothing in any complete
case, on any day (proven), is not a fault at all and does not count. The others are printed.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, reduce
from operator import and_, or_
from pathlib import Path

from benchmarks.faults import Mutant, mutants, mutated, shown_mutants
from benchmarks.mutanten_verslag import report
from regelwijzer.audit.audit import prove
from regelwijzer.audit.decisive import decisive_cases, undecisive_regels
from regelwijzer.audit.miters import Miters, Outcomes
from regelwijzer.audit.sat import World
from regelwijzer.audit.scenarios import run_scenarios, target_literal
from regelwijzer.knowledge.conditions import (
    All,
    AnyOf,
    AtLeast,
    Before,
    Choice,
    Condition,
    Not,
    Ref,
)
from regelwijzer.knowledge.errors import CaseError
from regelwijzer.knowledge.loader import load_base
from regelwijzer.knowledge.scenarios import Scenario, read_scenarios
from regelwijzer.reasoning.bitplanes import BitPlanes
from regelwijzer.reasoning.case import make_case
from regelwijzer.reasoning.compiler import compile_base
from regelwijzer.reasoning.graph import Kind
from regelwijzer.reasoning.values import Value, describe, holds

Planes = tuple[int, int]


class Bench:
    """The cases as planes, to try a mutant in a few milliseconds."""

    def __init__(self, root: Path, today: date, *, every_day: bool = True) -> None:
        """Read the base under *root*; without *every_day* harmless is proven for *today* only."""
        self._every_day = every_day
        self.base = load_base(root)
        self.program = compile_base(self.base)
        self.engine = BitPlanes(self.program.graph)
        scenarios: list[Scenario] = []
        self.cases: list[tuple[Mapping[str, Value], date]] = []
        for scenario in read_scenarios(root)[0]:
            with suppress(CaseError):  # the audit reports it
                case = make_case(scenario.raw, self.base)
                scenarios.append(scenario)
                self.cases.append((case.values, case.peildatum))
        self.scenarios = scenarios
        self._atoms: dict[str, Planes] = {}
        given = {}
        for node, atom in self.program.atoms.items():
            given[2 * node], given[2 * node + 1] = self._atom(atom)
        self.planes = self.engine.run(given)
        self.expected: dict[int, int] = {}
        self.shown_expected: dict[str, int] = {}
        for bit, scenario in enumerate(scenarios):
            for name in scenario.casus.verwacht:
                literal = target_literal(self.program, name)
                if literal is not None:
                    node = literal & ~1
                    self.expected[node] = self.expected.get(node, 0) | 1 << bit
                    shown = f"route:{name}" if name in self.base.routes else name
                    self.shown_expected[shown] = self.shown_expected.get(shown, 0) | 1 << bit
        world = World(self.base, self.program, today)
        self._outcomes = Outcomes(self.program)
        self._today = (world, Miters(world, self._outcomes))
        self._date = today
        self._regels = {regel.regel: regel for regel, _ in self.base.regels()}

    @cached_property
    def _any_day(self) -> tuple[World, Miters]:
        """The world in which the peildatum may be any day (slower, so built when needed)."""
        world = World(self.base, self.program, None, self._date)
        return world, Miters(world, self._outcomes)

    def _shown(self, mutant: Mutant) -> int | None:
        """Return the literal of a kader, route, voorrang...; None when it is a regel."""
        if mutant.element in self._regels:
            return None
        return self.program.kaders.get(mutant.element, self.program.conditions.get(mutant.element))

    def _atom(self, atom: Ref | AtLeast | Choice | Before) -> Planes:
        label = describe(atom)
        if label not in self._atoms:
            yes = no = 0
            for bit, (values, peildatum) in enumerate(self.cases):
                result = holds(atom, values, peildatum)
                yes |= (result is True) << bit
                no |= (result is False) << bit
            self._atoms[label] = (yes, no)
        return self._atoms[label]

    def _value(self, condition: Condition) -> Planes:
        if isinstance(condition, Not):
            yes, no = self._value(condition.part)
            return no, yes
        if isinstance(condition, All | AnyOf):
            parts = [self._value(part) for part in condition.parts]
            one, other = (and_, or_) if isinstance(condition, All) else (or_, and_)
            return reduce(one, (p[0] for p in parts)), reduce(other, (p[1] for p in parts))
        if isinstance(condition, Ref) and condition.name in self.program.begrippen:
            literal = self.program.begrippen[condition.name]
            return self.planes[literal], self.planes[literal ^ 1]
        return self._atom(condition)

    def _rest(self, mutant: Mutant) -> list[int]:
        """Return the literals that stay: the exceptions that are kept, and the validity."""
        regel = self._regels[mutant.element]
        children = self.program.graph.nodes[self.program.regels[mutant.element]].children
        exceptions = {2 * self.program.regels[part.regel] + 1 for part in regel.tenzij}
        dropped = 2 * self.program.regels[mutant.dropped] + 1 if mutant.dropped else -1
        own = children[0]
        return [c for c in children if (c in exceptions or c != own) and c != dropped]

    def killed(self, mutant: Mutant) -> bool:
        """Tell whether an expected verdict of some case changes."""
        yes, no = self._value(mutant.condition)
        literal = self._shown(mutant)
        if literal is not None:
            changed = (self.planes[literal] ^ yes) | (self.planes[literal ^ 1] ^ no)
            return bool(changed & self.shown_expected.get(mutant.element, 0))
        for kept in self._rest(mutant):
            yes &= self.planes[kept]
            no |= self.planes[kept ^ 1]
        node = self.program.regels[mutant.element]
        if (yes, no) == (self.planes[2 * node], self.planes[2 * node + 1]):
            return False
        after = self.engine.rerun(self.planes, {2 * node: yes, 2 * node + 1: no})
        return any(
            mask & ((self.planes[t] ^ after[t]) | (self.planes[t + 1] ^ after[t + 1]))
            for t, mask in self.expected.items()
        )

    def harmless(self, mutant: Mutant) -> bool:
        """Tell whether the mutant changes nothing in any complete case on any day (proven)."""
        if not self._same(mutant, *self._today):
            return False
        if not self._every_day or self.same_condition(mutant):
            return True
        return self._same(mutant, *self._any_day)

    def _same(self, mutant: Mutant, world: World, miters: Miters) -> bool:
        miters.refresh()
        wrong = world.condition(mutant.condition)
        literal = self._shown(mutant)
        if literal is not None:
            return not self._can_differ(world, wrong, world.of(literal), miters.known, literal)
        rest = [world.of(kept) for kept in self._rest(mutant)]
        changed = world.define(world.new(), Kind.AND, [wrong, *rest])
        return not miters.change_matters({self.program.regels[mutant.element]: changed})

    def same_condition(self, mutant: Mutant) -> bool:
        """Tell whether the condition itself, apart from the rest, means the same (proven)."""
        world, miters = self._any_day
        miters.refresh()
        literal = self._shown(mutant)
        if literal is not None:
            return self._same(mutant, world, miters)
        if mutant.dropped:
            return False
        wrong = world.condition(mutant.condition)
        right = world.condition(self._regels[mutant.element].als)
        node = 2 * self.program.regels[mutant.element]
        return not self._can_differ(world, wrong, right, miters.known, node)

    def _can_differ(
        self, world: World, one: int, other: int, known: list[int], literal: int
    ) -> bool:
        dates = self._outcomes.dated({literal >> 1})
        return any(world.solve([a, -b, *known], dates) for a, b in ((one, other), (-one, -other)))

    def noticed_by_audit(self, mutant: Mutant, gaps: Path) -> bool:
        """Tell whether the audit finds fault with the base that has this fault (slow)."""
        wrong = mutated(self.base, mutant)
        program = compile_base(wrong)
        engine = BitPlanes(program.graph)
        ran = run_scenarios(wrong, program, engine, self.scenarios)
        found = undecisive_regels(wrong, decisive_cases(wrong, program, engine, ran))
        found += prove(wrong, program, self._date, gaps)
        return any(finding.level == "fout" for finding in found)


@dataclass
class Tally:
    """What became of every mutant that was tried."""

    killed: list[Mutant] = field(default_factory=list)
    noticed: list[Mutant] = field(default_factory=list)
    survivors: list[Mutant] = field(default_factory=list)
    harmless: list[Mutant] = field(default_factory=list)

    @property
    def dead(self) -> int:
        """How many were killed by a case or noticed by the audit."""
        return len(self.killed) + len(self.noticed)

    @property
    def total(self) -> int:
        """How many count: all but those proven harmless."""
        return self.dead + len(self.survivors)


def run(bench: Bench, chosen: list[Mutant], gaps: Path | None = None) -> Tally:
    """Try every mutant; with *gaps* (``rules/gaten.yaml``) the audit tries the survivors too."""
    tally = Tally()
    for mutant in chosen:
        if bench.killed(mutant):
            tally.killed.append(mutant)
        elif bench.harmless(mutant):
            tally.harmless.append(mutant)
        elif (
            gaps is not None and ":" not in mutant.element and bench.noticed_by_audit(mutant, gaps)
        ):
            tally.noticed.append(mutant)
        else:
            tally.survivors.append(mutant)
    return tally


def main() -> None:
    """Run the benchmark; print a table and the survivors, or write the report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steekproef", type=int, default=0, help="0: alle mutanten")
    parser.add_argument("--zaad", type=int, default=1)
    parser.add_argument("--overlevers", type=int, default=100000)
    parser.add_argument("--zonder-audit", action="store_true", help="alleen de casussen")
    parser.add_argument("--verslag", type=Path, help="schrijf het verslag in dit bestand")
    options = parser.parse_args()
    start = time.perf_counter()
    root = Path(__file__).resolve().parents[1] / "rules"
    bench = Bench(root, date.today())
    chosen = list(mutants(bench.base))
    made = len(chosen)
    if options.steekproef:
        chosen = random.Random(options.zaad).sample(chosen, min(options.steekproef, made))
    tally = run(bench, chosen, None if options.zonder_audit else root / "gaten.yaml")
    total = Counter(m.kind for m in tally.killed + tally.noticed + tally.survivors)
    dead = Counter(m.kind for m in tally.killed + tally.noticed)
    for kind, count in sorted(total.items()):
        print(f"{kind:20} {dead[kind]:6} van {count:6}  {100 * dead[kind] / count:5.1f} %")
    share = 100 * tally.dead / max(1, tally.total)
    print(f"{'samen':20} {tally.dead:6} van {tally.total:6}  {share:5.2f} %")
    print(f"waarvan {len(tally.noticed)} alleen door de bewijzen van de audit")
    print(f"{made} mutanten, {len(tally.harmless)} zonder gevolg (bewezen, op elke dag)")
    print(f"{time.perf_counter() - start:.0f} s")
    for mutant in tally.survivors[: options.overlevers]:
        print(f"overlever {mutant}")
    if options.verslag:
        shown = run(bench, list(shown_mutants(bench.base)))
        options.verslag.write_text(report(bench, tally, shown), encoding="utf-8")


if __name__ == "__main__":
    main()
