"""The whole audit: load, check structure, coverage, freshness and scenario cases."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from regelwijzer.audit.coverage import (
    SheetCoverage,
    SourceState,
    check_coverage,
    check_freshness,
    check_use,
    source_states,
)
from regelwijzer.audit.findings import Finding
from regelwijzer.audit.scenarios import run_scenarios, uncovered_outcomes, undecisive_regels
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.errors import KnowledgeError
from regelwijzer.knowledge.loader import load_leniently
from regelwijzer.knowledge.scenarios import read_scenarios
from regelwijzer.reasoning.bitplanes import BitPlanes
from regelwijzer.reasoning.compiler import compile_base


@dataclass
class AuditReport:
    """What the audit found, with the counts a reader wants first."""

    findings: list[Finding] = field(default_factory=list)
    coverage: list[SheetCoverage] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    sources: list[SourceState] = field(default_factory=list)

    @property
    def errors(self) -> list[Finding]:
        """The findings that fail the audit."""
        return [finding for finding in self.findings if finding.level == "fout"]

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain data."""
        return {
            "schema": "regelwijzer/controleer/1",
            "aantallen": self.counts,
            "dekking": [
                {
                    "blad": sheet.sheet,
                    "blokken": sheet.blocks,
                    "verwerkt": sheet.encoded,
                    "verantwoord": sheet.encoded + sheet.excused,
                }
                for sheet in self.coverage
            ],
            "bronnen": [source.as_json() for source in self.sources],
            "bevindingen": [finding.as_json() for finding in self.findings],
        }


def audit(root: Path, dekking: Path | None, today: date) -> AuditReport:
    """Audit the rule base under *root*; *dekking* is the list of fact-sheet blocks."""
    base, load_errors = load_leniently(root)
    report = AuditReport()
    report.findings += [_from_error(error) for error in load_errors]
    program = compile_base(base)
    engine = BitPlanes(program.graph)
    scenarios, scenario_errors = read_scenarios(root)
    report.findings += [_from_error(error) for error in scenario_errors]
    run = run_scenarios(base, program, engine, scenarios)
    report.findings += run.findings
    report.findings += undecisive_regels(base, program, engine, run)
    report.findings += uncovered_outcomes(base, program, run)
    report.findings += check_use(base)
    report.findings += check_freshness(base, today)
    if dekking is not None:
        report.coverage, findings = check_coverage(base, dekking)
        report.findings += findings
    report.sources = source_states(base)
    report.counts = _counts(base, len(program.graph.nodes), len(scenarios))
    return report


def _from_error(error: KnowledgeError) -> Finding:
    text = f"{error.fault}. Waarom: {error.reason}. Oplossing: {error.remedy}."
    return Finding("fout", "laden", error.file, error.rule, text)


def _counts(base: Kennisbank, nodes: int, scenarios: int) -> dict[str, int]:
    return {
        "feiten": len(base.feiten),
        "begrippen": len(base.begrippen),
        "regels": sum(1 for _ in base.regels()),
        "kaders": len(base.kaders),
        "voorrang": len(base.voorrang),
        "mijlpalen": len(base.mijlpalen),
        "aandachtspunten": len(base.aandachtspunten),
        "casussen": scenarios,
        "knopen": nodes,
    }


def only_for(report: AuditReport, folder: str, sheet: str) -> AuditReport:
    """Return the part of *report* about one folder of the base (``wlz``) and its sheet."""
    marks = (f"rules/{folder}/", f"rules/feiten/{folder}")
    kept = [f for f in report.findings if f.file.startswith(marks) or f.file == sheet]
    sheets = [coverage for coverage in report.coverage if coverage.sheet == sheet]
    return AuditReport(kept, sheets, report.counts)
