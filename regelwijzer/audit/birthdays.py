"""Is every age rule tried on the day before, on, and after the birthday?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from regelwijzer.audit.findings import Finding
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.conditions import Before, Condition, walk
from regelwijzer.knowledge.dates import BIRTH, PEILDATUM, Duration
from regelwijzer.knowledge.scenarios import Scenario
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.compiler import Program, cone
from regelwijzer.reasoning.values import Period, describe

DAYS = {-1: "de dag ervoor", 0: "de dag zelf", 1: "de dag erna"}


def untried_birthdays(
    base: Kennisbank, program: Program, cases: Sequence[tuple[Scenario, Case]]
) -> list[Finding]:
    """Report each regel with an age bound that no case tries on one of the three days.

    A case tries a regel when it expects a verdict of a kader (or begrip) that depends on
    it, and its peildatum is the day before, on or after the birthday in question.
    """
    tried = _tried(program, cases)
    carrying = cone(program.graph, list(program.kaders.values()))
    findings: list[Finding] = []
    for regel, begrip in base.regels():
        node = program.regels[regel.regel]
        if node not in carrying or begrip.hulpbegrip:
            continue
        for bound in _age_bounds(regel.als):
            seen = tried.get(program.graph.by_label[describe(bound)], {})
            missing = [text for day, text in DAYS.items() if node not in seen.get(day, set())]
            if missing:
                file = base.files.get(f"begrippen:{begrip.begrip}", "")
                text = f"geen casus op {', '.join(missing)} van {bound.left}"
                findings.append(Finding("fout", "verjaardag", file, regel.regel, text))
    return findings


def _age_bounds(condition: Condition) -> Iterator[Before]:
    for part in walk(condition):
        if isinstance(part, Before) and _is_age_bound(part):
            yield part


def _is_age_bound(atom: Before) -> bool:
    left = atom.left
    plain = left.birthday != Duration() and left.duration == Duration() and not left.snap
    return plain and atom.right.base == PEILDATUM and atom.right.duration == Duration()


def _tried(
    program: Program, cases: Sequence[tuple[Scenario, Case]]
) -> dict[int, dict[int, set[int]]]:
    """Return for each age atom and each of the three days the nodes that some case tries."""
    bounds = {
        node: atom
        for node, atom in program.atoms.items()
        if isinstance(atom, Before) and _is_age_bound(atom)
    }
    below: dict[str, set[int]] = {}
    found: dict[int, dict[int, set[int]]] = {}
    for scenario, case in cases:
        born = case.values.get(BIRTH)
        if not isinstance(born, Period) or not born.exact:
            continue
        for node, atom in bounds.items():
            offset = (case.peildatum - atom.left.move(born.first)).days
            if offset in DAYS:
                nodes = found.setdefault(node, {}).setdefault(offset, set())
                for name in scenario.casus.verwacht:
                    nodes |= _below(program, name, below)
    return found


def _below(program: Program, name: str, known: dict[str, set[int]]) -> set[int]:
    if name not in known:
        literal = program.kaders.get(name, program.begrippen.get(name))
        known[name] = cone(program.graph, [literal]) if literal is not None else set()
    return known[name]
