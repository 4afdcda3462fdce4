"""The whole audit: load, check structure, coverage, freshness and scenario cases."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from regelwijzer.audit.birthdays import untried_birthdays
from regelwijzer.audit.coverage import (
    SheetCoverage,
    SourceState,
    check_coverage,
    check_freshness,
    check_use,
    source_states,
)
from regelwijzer.audit.decisive import Decisive, decisive_cases, undecisive_regels
from regelwijzer.audit.findings import Finding
from regelwijzer.audit.gapcheck import check_gaps
from regelwijzer.audit.proofs import Progress, Prover, not_asked, silent
from regelwijzer.audit.scenarios import run_scenarios, uncovered_outcomes
from regelwijzer.audit.validity import check_validity
from regelwijzer.interview.questions import load_questionnaires
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.errors import KnowledgeError, KnowledgeErrors
from regelwijzer.knowledge.loader import load_leniently
from regelwijzer.knowledge.regions import load_regions
from regelwijzer.knowledge.scenarios import read_scenarios
from regelwijzer.reasoning.bitplanes import BitPlanes
from regelwijzer.reasoning.compiler import Program, compile_base


@dataclass
class AuditReport:
    """What the audit found, with the counts a reader wants first."""

    findings: list[Finding] = field(default_factory=list)
    coverage: list[SheetCoverage] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    sources: list[SourceState] = field(default_factory=list)
    decisive: dict[str, Decisive] = field(default_factory=dict)
    outcomes: dict[str, Counter[str]] = field(default_factory=dict)
    base: Kennisbank = field(default_factory=Kennisbank)
    proven: bool = False

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
            "bewezen": self.proven,
            "beslissend": {name: {"ja": d.yes, "nee": d.no} for name, d in self.decisive.items()},
            "bevindingen": [finding.as_json() for finding in self.findings],
        }


def audit(
    root: Path,
    dekking: Path | None,
    today: date,
    *,
    proofs: bool = False,
    questionnaires: Path | None = None,
    progress: Progress = silent,
    local: Path | None = None,
) -> AuditReport:
    """Audit the rule base under *root*; *dekking* is the list of fact-sheet blocks.

    A *local* folder is laid over it, and its own cases and regions are checked too.

    With *proofs* everything is proven that can be (half a minute for the whole base).
    """
    base, load_errors = load_leniently(root, local)
    report = AuditReport(base=base, proven=proofs)
    report.findings += [_from_error(error) for error in load_errors]
    program = compile_base(base)
    engine = BitPlanes(program.graph)
    scenarios, scenario_errors = read_scenarios(root)
    if local is not None:
        more, faults = read_scenarios(local)
        scenarios, scenario_errors = [*scenarios, *more], [*scenario_errors, *faults]
        scenario_errors += _region_faults(root, local)
    report.findings += [_from_error(error) for error in scenario_errors]
    run = run_scenarios(base, program, engine, scenarios)
    report.findings += run.findings
    report.outcomes = run.verdicts
    report.decisive = decisive_cases(base, program, engine, run)
    report.findings += undecisive_regels(base, report.decisive)
    report.findings += uncovered_outcomes(base, program, run)
    report.findings += untried_birthdays(base, program, run.cases)
    report.findings += check_use(base)
    report.findings += check_freshness(base, today)
    if dekking is not None:
        report.coverage, findings = check_coverage(base, dekking)
        report.findings += findings
    if questionnaires is not None:
        report.findings += _check_questions(base, questionnaires)
    if proofs:
        report.findings += prove(base, program, today, root / "gaten.yaml", progress)
    report.sources = source_states(base)
    report.counts = _counts(base, len(program.graph.nodes), len(scenarios))
    return report


def prove(
    base: Kennisbank, program: Program, today: date, gaps: Path, progress: Progress = silent
) -> list[Finding]:
    """Return the findings of every proof; *gaps* is the file with the known gaps, if any."""
    prover = Prover(base, program, today)
    try:
        found = [*prover.all_findings(progress), *check_validity(prover)]
        if gaps.exists():
            found += check_gaps(prover, gaps, progress)
        return found
    finally:
        prover.close()


def _region_faults(root: Path, local: Path) -> list[KnowledgeError]:
    try:
        load_regions(root, local)
    except KnowledgeErrors as found:
        return list(found.errors)
    return []


def _check_questions(base: Kennisbank, questionnaires: Path) -> list[Finding]:
    try:
        return list(not_asked(base, load_questionnaires(questionnaires, base)))
    except KnowledgeErrors as error:
        return [Finding("fout", "vraag", questionnaires.name, "", str(error))]


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
    return replace(report, findings=kept, coverage=sheets)
