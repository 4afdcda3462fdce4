"""Run the scenario cases, and ask of every kader whether each verdict was seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from regelwijzer.audit.findings import Finding
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.errors import CaseError
from regelwijzer.knowledge.scenarios import Scenario
from regelwijzer.reasoning.bitplanes import BitPlanes, Planes, pack
from regelwijzer.reasoning.case import Case, make_case
from regelwijzer.reasoning.compiler import Program, cone
from regelwijzer.reasoning.verdicts import Judge, Outcome, Verdict


@dataclass
class ScenarioRun:
    """The cases that could be read, what was wrong, and how often each target had which verdict.

    *planes* are those of all these cases together: bit *i* belongs to case *i*.
    """

    cases: list[tuple[Scenario, Case]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    verdicts: dict[str, Counter[str]] = field(default_factory=dict)
    planes: Planes = field(default_factory=list)


def run_scenarios(
    base: Kennisbank, program: Program, engine: BitPlanes, scenarios: Sequence[Scenario]
) -> ScenarioRun:
    """Judge every scenario and compare with what it expects."""
    run = ScenarioRun()
    for scenario in scenarios:
        name = scenario.casus.casus
        try:
            run.cases.append((scenario, make_case(scenario.raw, base, name)))
        except CaseError as error:
            run.findings.append(Finding("fout", "casus", scenario.file, name, str(error)))
    run.planes = engine.run(pack(program, [(c.values, c.peildatum) for _, c in run.cases]))
    for bit, (scenario, case) in enumerate(run.cases):
        judge: Judge | None = None
        for target, wanted in scenario.casus.verwacht.items():
            literal = target_literal(program, target)
            if literal is None:
                text = f"verwacht iets van {target}, dat geen kader, begrip of route is"
                run.findings.append(
                    Finding("fout", "casus", scenario.file, scenario.casus.casus, text)
                )
                continue
            found = _decided(run.planes, literal, bit)
            if found is None:  # only then it matters what is missing
                if judge is None:
                    state = engine.one(program.literals(case.values, case.peildatum))
                    judge = Judge(base, program, state, case.values)
                found = judge.outcome(literal)
            if target in base.routes and found.verdict is Verdict.JUDGEMENT:
                found = replace(found, verdict=Verdict.UNKNOWN)  # a route is then mogelijk
            run.verdicts.setdefault(target, Counter())[found.verdict.value] += 1
            run.findings += _compare(scenario, target, wanted, found)
    return run


def _decided(planes: Planes, literal: int, bit: int) -> Outcome | None:
    """Return the verdict on *literal* in case *bit* when it is decided there."""
    if planes[literal] >> bit & 1:
        return Outcome(Verdict.APPLIES)
    return Outcome(Verdict.DOES_NOT) if planes[literal ^ 1] >> bit & 1 else None


def target_literal(program: Program, name: str) -> int | None:
    """Return the literal of a kader, begrip or route, or None when there is none."""
    other = program.begrippen.get(name, program.conditions.get(f"route:{name}"))
    return program.kaders.get(name, other)


def _compare(scenario: Scenario, target: str, wanted: str, found: Outcome) -> Iterator[Finding]:
    name = scenario.casus.casus
    if found.verdict.value != wanted:
        missing = f" (ontbreekt: {', '.join(found.missing)})" if found.missing else ""
        text = f"{target} is {found.verdict.value}{missing}, verwacht was {wanted}"
        yield Finding("fout", "casus", scenario.file, name, text)
    absent = [f for f in scenario.casus.ontbreekt.get(target, []) if f not in found.missing]
    if absent:
        text = f"{target} noemt {', '.join(absent)} niet als ontbrekend"
        yield Finding("fout", "casus", scenario.file, name, text)


def uncovered_outcomes(base: Kennisbank, program: Program, run: ScenarioRun) -> list[Finding]:
    """Report each kader for which no case gives one of its possible verdicts."""
    findings: list[Finding] = []
    for name, literal in program.kaders.items():
        atoms = cone(program.graph, [literal])
        names = {
            feit
            for node in atoms
            for feit in program.feiten_by_atom.get(node, ())
            if feit in base.feiten
        }
        possible = {"van_toepassing", "niet_van_toepassing"}
        if any(base.feiten[feit].oordeel is None for feit in names):
            possible.add("onbekend")
        if any(base.feiten[feit].oordeel for feit in names):
            possible.add("oordeel_nodig")
        for verdict in sorted(possible - set(run.verdicts.get(name, ()))):
            file = base.files.get(f"kaders:{name}", "")
            text = f"geen casus geeft {verdict}"
            findings.append(Finding("fout", "uitkomsten", file, name, text))
    return findings


__all__ = [
    "ScenarioRun",
    "run_scenarios",
    "target_literal",
    "uncovered_outcomes",
]
