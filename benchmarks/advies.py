"""One advice, three ways: durable_rules, bit planes and the reference, side by side.

Run: ``python -m benchmarks.advies [aantal zaken]``. Prints median and 95th percentile over
the scenario cases, on the real rule base and on 2 and 4 independent copies of it in one
base (how does each grow with the number of rules?). All answers are compared first.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from regelwijzer.advice.advisor import Advisor
from regelwijzer.datapaths import rules_folder
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
from regelwijzer.knowledge.dates import BIRTH, DateExpression
from regelwijzer.knowledge.loader import load_base
from regelwijzer.knowledge.models import Regel
from regelwijzer.knowledge.scenarios import read_scenarios
from regelwijzer.reasoning.case import Case, make_case
from regelwijzer.reasoning.graph import swap
from regelwijzer.reasoning.reference import Reference
from regelwijzer.reasoning.values import Value


class Copier:
    """Copies a base under new names, so that nothing is shared but the date of birth."""

    def __init__(self, base: Kennisbank, number: int) -> None:
        self.base = base
        self.prefix = f"kopie{number}."

    def name(self, name: str) -> str:
        """Return the name of the copy."""
        return name if name == BIRTH else self.prefix + name

    def date(self, expression: DateExpression) -> DateExpression:
        """Return the date expression about the copied feit."""
        if expression.feit is None:
            return expression
        return replace(expression, base=self.name(expression.feit))

    def condition(self, condition: Condition) -> Condition:
        """Return the condition about the copied names."""
        if isinstance(condition, Ref):
            return Ref(self.name(condition.name))
        if isinstance(condition, Choice | AtLeast):
            return replace(condition, feit=self.name(condition.feit))
        if isinstance(condition, Before):
            return replace(
                condition, left=self.date(condition.left), right=self.date(condition.right)
            )
        if isinstance(condition, Not):
            return Not(self.condition(condition.part))
        parts = tuple(self.condition(part) for part in condition.parts)
        return All(parts) if isinstance(condition, All) else AnyOf(parts)

    def regel(self, regel: Regel) -> Regel:
        """Return a copy of a regel and its exceptions."""
        return regel.model_copy(
            update={
                "regel": self.name(regel.regel),
                "als": self.condition(regel.als),
                "tenzij": [self.regel(part) for part in regel.tenzij],
            }
        )

    def elements(self) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        """Return the copied feiten, begrippen and kaders."""
        feiten = {
            self.name(name): feit.model_copy(update={"feit": self.name(name), "oordeel": None})
            for name, feit in self.base.feiten.items()
        }
        begrippen = {
            self.name(name): begrip.model_copy(
                update={
                    "begrip": self.name(name),
                    "regels": [self.regel(regel) for regel in begrip.regels],
                }
            )
            for name, begrip in self.base.begrippen.items()
        }
        kaders = {
            self.name(name): kader.model_copy(
                update={"kader": self.name(name), "als": self.condition(kader.als)}
            )
            for name, kader in self.base.kaders.items()
        }
        return feiten, begrippen, kaders


def enlarged(base: Kennisbank, times: int) -> Kennisbank:
    """Return *base* with *times* - 1 copies of its feiten, begrippen and kaders in it."""
    feiten, begrippen, kaders = dict(base.feiten), dict(base.begrippen), dict(base.kaders)
    for number in range(2, times + 1):
        for whole, part in zip(
            (feiten, begrippen, kaders), Copier(base, number).elements(), strict=True
        ):
            whole.update(part)
    return replace(base, feiten=feiten, begrippen=begrippen, kaders=kaders)


def enlarged_case(case: Case, base: Kennisbank, times: int) -> Case:
    """Return *case* with every answer given for each copy too."""
    values: dict[str, Value] = dict(case.values)
    for number in range(2, times + 1):
        copier = Copier(base, number)
        values.update({copier.name(name): value for name, value in case.values.items()})
    return replace(case, values=values)


def measure(task: Callable[[Case], object], cases: Sequence[Case]) -> tuple[float, float]:
    """Return median and 95th percentile in milliseconds, after one warm-up case."""
    task(cases[0])
    times = []
    for case in cases:
        start = time.perf_counter()
        task(case)
        times.append((time.perf_counter() - start) * 1000)
    cuts = statistics.quantiles(times, n=20)
    return statistics.median(times), cuts[-1]


def reference_verdicts(base: Kennisbank, case: Case) -> dict[str, bool | None]:
    """Return the truth of every kader according to the reference evaluator."""
    reference = Reference(base, case.values, case.peildatum)
    return {name: reference.kader(name) for name in base.kaders}


def compare(base: Kennisbank, advisor: Advisor, cases: Sequence[Case]) -> None:
    """Stop when any engine answers differently on any case."""
    for case in cases:
        advice = advisor.advise(case)  # raises when durable_rules and bit planes differ
        assert advice.derivation.compared, advice.derivation.note
        planes = advice.derivation.planes
        for name, truth in reference_verdicts(base, case).items():
            literal = advisor.program.kaders[name]
            found = True if planes[literal] else False if planes[swap(literal)] else None
            assert found == truth, (name, found, truth)


def main(count: int) -> None:
    """Print the table for 1, 2 and 4 times the rules."""
    base = load_base(rules_folder())
    scenarios, _ = read_scenarios(rules_folder())
    step = max(1, len(scenarios) // count)
    cases = [make_case(scenario.raw, base) for scenario in scenarios[::step]][:count]
    print(f"{len(cases)} zaken uit de casussen; mediaan / 95e percentiel in milliseconden\n")
    print("| regels | kaders | knopen | wat | durable_rules | bitvlakken | referentie |")
    print("|---|---|---|---|---|---|---|")
    for times in (1, 2, 4):
        big = enlarged(base, times)
        many = [enlarged_case(case, base, times) for case in cases]
        both, planes = Advisor(big), Advisor(big, use_durable=False)
        try:
            if times == 1:
                compare(big, both, many)
            _rows(big, both, planes, many)
        finally:
            both.close()


def _rows(big: Kennisbank, both: Advisor, planes: Advisor, cases: Sequence[Case]) -> None:
    def told(case: Case) -> list[int]:
        return planes.program.literals(case.values, case.peildatum)

    def derive(case: Case) -> object:
        assert both.durable is not None
        return both.durable.run(told(case))

    ready = {id(case): told(case) for case in cases}
    regels = sum(1 for _ in big.regels())
    head = f"| {regels} | {len(big.kaders)} | {len(planes.program.graph.nodes)} "
    rows = [
        ("alle uitkomsten", derive, lambda c: planes.planes.one(told(c))),
        ("volledig advies met bewijzen", both.advise, planes.advise),
    ]
    slow = measure(lambda case: reference_verdicts(big, case), cases)
    for title, first, second in rows:
        fast = measure(second, cases)
        cells = [measure(first, cases), fast, slow if title == "alle uitkomsten" else None]
        text = " | ".join(f"{c[0]:.2f} / {c[1]:.2f}" if c else "-" for c in cells)
        print(f"{head}| {title} | {text} |")
    only = measure(lambda case: planes.planes.one(ready[id(case)]), cases)
    print(f"{head}| alleen de bitvlakken zelf | - | {only[0]:.3f} / {only[1]:.3f} | - |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
