"""Which regel is decisive in which scenario case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from regelwijzer.advice.links import bron_text
from regelwijzer.audit.findings import Finding
from regelwijzer.audit.scenarios import ScenarioRun, target_literal
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.reasoning.bitplanes import BitPlanes
from regelwijzer.reasoning.compiler import Program, cone
from regelwijzer.reasoning.graph import ja


@dataclass(frozen=True, slots=True)
class Decisive:
    """In how many cases an expected *ja* and an expected *nee* turns on a regel."""

    yes: int
    no: int

    @property
    def cases(self) -> int:
        """The cases together; one case can expect both."""
        return self.yes + self.no


def decisive_cases(
    base: Kennisbank, program: Program, engine: BitPlanes, run: ScenarioRun
) -> dict[str, Decisive]:
    """Count for every verdict-carrying regel the cases in which it is decisive.

    A regel is decisive in a case when it holds there, and an expected, decided verdict
    no longer follows once its conclusion is taken away.
    """
    planes = run.planes
    targets = _expected(program, run)
    carrying = cone(program.graph, list(program.kaders.values()))
    found: dict[str, Decisive] = {}
    for regel, begrip in base.regels():
        node = program.regels[regel.regel]
        if node not in carrying or regel.aard == "vuistregel" or begrip.hulpbegrip:
            continue
        without = engine.rerun(planes, {2 * node: 0, 2 * node + 1: 0})
        yes = no = 0
        for target, mask in targets.items():
            held = mask & planes[ja(node)]
            yes |= held & planes[target] & ~without[target]
            no |= held & planes[target + 1] & ~without[target + 1]
        found[regel.regel] = Decisive(yes.bit_count(), no.bit_count())
    return found


def undecisive_regels(base: Kennisbank, decisive: Mapping[str, Decisive]) -> list[Finding]:
    """Report each verdict-carrying regel on which no expected verdict turns."""
    findings: list[Finding] = []
    for regel, begrip in base.regels():
        if regel.regel in decisive and not decisive[regel.regel].cases:
            file = base.files.get(f"begrippen:{begrip.begrip}", "")
            cited = "; ".join(bron_text(base, bron) for bron in regel.bron)
            text = f"is in geen enkele casus beslissend ({cited})"
            findings.append(Finding("fout", "beslissend", file, regel.regel, text))
    return findings


def _expected(program: Program, run: ScenarioRun) -> dict[int, int]:
    """Return for each node that some case expects something of, the cases that do (a bit each)."""
    targets: dict[int, int] = {}
    for bit, (scenario, _) in enumerate(run.cases):
        for name in scenario.casus.verwacht:
            literal = target_literal(program, name)
            if literal is not None:
                targets[literal & ~1] = targets.get(literal & ~1, 0) | 1 << bit
    return targets


__all__ = ["Decisive", "decisive_cases", "undecisive_regels"]
