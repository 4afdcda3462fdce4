"""Mutation test of the knowledge: would a fault in a rule be noticed by the cases?

    python -m benchmarks.mutanten [--steekproef 500] [--zaad 1] [--overlevers 40]

Every regel and kader gets small faults, one at a time: and/or swapped, a part negated or
left out, an age a day earlier or later, a bound moved, an option or an exception dropped.
A mutant is killed when an expected verdict of some scenario case changes. A survivor that
changes nothing in any complete case (proven, on today's peildatum) is not a fault at all
and does not count. The others are printed.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import and_, or_
from pathlib import Path

from regelwijzer.audit.miters import Miters, Outcomes
from regelwijzer.audit.sat import World
from regelwijzer.audit.scenarios import target_literal
from regelwijzer.knowledge.base import Kennisbank
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
from regelwijzer.knowledge.dates import BIRTH, DateExpression, Duration
from regelwijzer.knowledge.errors import CaseError
from regelwijzer.knowledge.loader import load_base
from regelwijzer.knowledge.scenarios import read_scenarios
from regelwijzer.reasoning.bitplanes import BitPlanes
from regelwijzer.reasoning.case import make_case
from regelwijzer.reasoning.compiler import compile_base
from regelwijzer.reasoning.graph import Kind
from regelwijzer.reasoning.values import describe, holds

Planes = tuple[int, int]


@dataclass(frozen=True)
class Mutant:
    """One fault: a regel or kader whose condition or exceptions became something else."""

    kind: str
    element: str
    condition: Condition
    dropped: str = ""
    where: str = ""

    def __str__(self) -> str:
        return f"{self.kind}: {self.element}: {self.where}"


def short(condition: Condition) -> str:
    """Return a condition in a few words."""
    if isinstance(condition, Not):
        return f"niet {short(condition.part)}"
    if isinstance(condition, All | AnyOf):
        word = " en " if isinstance(condition, All) else " of "
        return f"({word.join(map(short, condition.parts))})"[:80]
    return describe(condition)


def faults(condition: Condition) -> Iterator[tuple[str, str, Condition]]:
    """Yield every condition with one small fault: its kind, where it is, and the result."""
    negated = condition.part if isinstance(condition, Not) else Not(condition)
    yield "ontkend", short(condition), negated
    if isinstance(condition, Not):
        for kind, place, part in faults(condition.part):
            if kind != "ontkend":
                yield kind, place, Not(part)
    elif isinstance(condition, All | AnyOf):
        if len(condition.parts) > 1:
            other = AnyOf if isinstance(condition, All) else All
            yield "en/of", short(condition), other(condition.parts)
            for number, part in enumerate(condition.parts):
                rest = condition.parts[:number] + condition.parts[number + 1 :]
                yield "deel weg", short(part), type(condition)(rest)
        for number, part in enumerate(condition.parts):
            for kind, where, wrong in faults(part):
                parts = (*condition.parts[:number], wrong, *condition.parts[number + 1 :])
                yield kind, where, type(condition)(parts)
    else:
        for kind, where, wrong in _comparison_faults(condition):
            yield kind, f"{short(condition)} {where}".strip(), wrong


def _comparison_faults(condition: Condition) -> Iterator[tuple[str, str, Condition]]:
    if isinstance(condition, AtLeast):
        yield "grens mee/niet mee", "", replace(condition, strict=not condition.strict)
        for step in (-1, 1):
            moved = replace(condition, bound=condition.bound + step)
            yield "grens verschoven", f"({step:+d})", moved
    elif isinstance(condition, Choice):
        for option in condition.options if len(condition.options) > 1 else ():
            rest = tuple(other for other in condition.options if other != option)
            yield "keuze weg", f"zonder {option}", replace(condition, options=rest)
    elif isinstance(condition, Before):
        yield "grens mee/niet mee", "", replace(condition, inclusive=not condition.inclusive)
        if condition.left.base == BIRTH and condition.left.duration == Duration():
            for sign in (-1, 1):
                moved_left = _shifted(condition.left, sign)
                yield "leeftijd een dag", f"({sign:+d})", replace(condition, left=moved_left)


def _shifted(expression: DateExpression, sign: int) -> DateExpression:
    return replace(expression, duration=Duration(days=1), sign=sign)


def mutants(base: Kennisbank) -> Iterator[Mutant]:
    """Yield every mutant of the base."""
    for regel, _ in base.regels():
        for kind, where, condition in faults(regel.als):
            yield Mutant(kind, regel.regel, condition, where=where)
        for exception in regel.tenzij:
            name = exception.regel
            yield Mutant("uitzondering weg", regel.regel, regel.als, name, name)
    for name, kader in base.kaders.items():
        for kind, where, condition in faults(kader.als):
            yield Mutant(kind, name, condition, where=where)


class Bench:
    """The cases as planes, to try a mutant in a few milliseconds."""

    def __init__(self, root: Path, today: date) -> None:
        self.base = load_base(root)
        self.program = compile_base(self.base)
        self.engine = BitPlanes(self.program.graph)
        scenarios = []
        self.cases = []
        for scenario in read_scenarios(root)[0]:
            with suppress(CaseError):  # the audit reports it
                case = make_case(scenario.raw, self.base)
                scenarios.append(scenario)
                self.cases.append((case.values, case.peildatum))
        self._atoms: dict[str, Planes] = {}
        given = {}
        for node, atom in self.program.atoms.items():
            given[2 * node], given[2 * node + 1] = self._atom(atom)
        self.planes = self.engine.run(given)
        self.expected: dict[int, int] = {}
        self.kader_expected: dict[str, int] = {}
        for bit, scenario in enumerate(scenarios):
            for name in scenario.casus.verwacht:
                literal = target_literal(self.program, name)
                if literal is not None:
                    node = literal & ~1
                    self.expected[node] = self.expected.get(node, 0) | 1 << bit
                    self.kader_expected[name] = self.kader_expected.get(name, 0) | 1 << bit
        self.world = World(self.base, self.program, today)
        self.miters = Miters(self.world, Outcomes(self.program))
        self._regels = {regel.regel: regel for regel, _ in self.base.regels()}

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
        if mutant.element in self.program.kaders and mutant.element not in self._regels:
            literal = self.program.kaders[mutant.element]
            changed = (self.planes[literal] ^ yes) | (self.planes[literal ^ 1] ^ no)
            return bool(changed & self.kader_expected.get(mutant.element, 0))
        for literal in self._rest(mutant):
            yes &= self.planes[literal]
            no |= self.planes[literal ^ 1]
        node = self.program.regels[mutant.element]
        if (yes, no) == (self.planes[2 * node], self.planes[2 * node + 1]):
            return False
        after = self.engine.rerun(self.planes, {2 * node: yes, 2 * node + 1: no})
        return any(
            mask & ((self.planes[t] ^ after[t]) | (self.planes[t + 1] ^ after[t + 1]))
            for t, mask in self.expected.items()
        )

    def harmless(self, mutant: Mutant) -> bool:
        """Tell whether the mutant changes nothing in any complete case today (proven)."""
        self.miters.refresh()
        wrong = self.world.condition(mutant.condition)
        if mutant.element in self.program.kaders and mutant.element not in self._regels:
            right = self.world.of(self.program.kaders[mutant.element])
            return not (self.world.solve([wrong, -right]) or self.world.solve([-wrong, right]))
        rest = [self.world.of(literal) for literal in self._rest(mutant)]
        changed = self.world.define(self.world.new(), Kind.AND, [wrong, *rest])
        return not self.miters.change_matters({self.program.regels[mutant.element]: changed})


def run(bench: Bench, chosen: list[Mutant]) -> tuple[Counter[str], Counter[str], list[Mutant]]:
    """Return how many mutants of each kind there are, how many died, and who survived."""
    total: Counter[str] = Counter()
    dead: Counter[str] = Counter()
    survivors = []
    for mutant in chosen:
        if bench.killed(mutant):
            total[mutant.kind] += 1
            dead[mutant.kind] += 1
        elif not bench.harmless(mutant):
            total[mutant.kind] += 1
            survivors.append(mutant)
    return total, dead, survivors


def main() -> None:
    """Run the benchmark and print a table and the survivors."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steekproef", type=int, default=0, help="0: alle mutanten")
    parser.add_argument("--zaad", type=int, default=1)
    parser.add_argument("--overlevers", type=int, default=100000)
    options = parser.parse_args()
    start = time.perf_counter()
    bench = Bench(Path(__file__).resolve().parents[1] / "rules", date.today())
    chosen = list(mutants(bench.base))
    made = len(chosen)
    if options.steekproef:
        chosen = random.Random(options.zaad).sample(chosen, min(options.steekproef, made))
    total, dead, survivors = run(bench, chosen)
    for kind, count in sorted(total.items()):
        print(f"{kind:20} {dead[kind]:6} van {count:6}  {100 * dead[kind] / count:5.1f} %")
    share = 100 * total_of(dead) / max(1, total_of(total))
    print(f"{'samen':20} {total_of(dead):6} van {total_of(total):6}  {share:5.1f} %")
    print(f"{made} mutanten, {len(chosen) - total_of(total)} zonder gevolg (bewezen)")
    print(f"{time.perf_counter() - start:.0f} s")
    for mutant in survivors[: options.overlevers]:
        print(f"overlever {mutant}")


def total_of(counter: Counter[str]) -> int:
    """Return the sum of all counts."""
    return sum(counter.values())


if __name__ == "__main__":
    main()
