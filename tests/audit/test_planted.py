"""Every planted fault is caught; the clean base has no findings at all."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from regelwijzer.audit.audit import audit
from regelwijzer.audit.findings import Finding
from regelwijzer.knowledge.loader import load_leniently
from regelwijzer.reasoning.case import make_case

FOLDER = Path(__file__).parent / "planted"
CLEAN = FOLDER / "_schoon"
FAULTS = sorted(FOLDER.glob("*.yaml"))
TODAY = date(2026, 11, 22)


def run(folder: Path) -> list[Finding]:
    """Audit a base with everything that can be proven."""
    report = audit(
        folder / "rules", None, TODAY, proofs=True, questionnaires=folder / "questionnaires"
    )
    return report.findings


def test_the_clean_base_has_no_findings() -> None:
    assert [str(finding) for finding in run(CLEAN)] == []


def test_there_are_at_least_thirty_faults() -> None:
    assert len(FAULTS) >= 30


@pytest.mark.parametrize("path", FAULTS, ids=lambda path: path.stem)
def test_a_planted_fault_is_caught(path: Path, tmp_path: Path) -> None:
    fault: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    folder = tmp_path / "basis"
    shutil.copytree(CLEAN, folder)
    target = folder / fault["bestand"]
    text = target.read_text(encoding="utf-8")
    assert text.count(fault["vervang"]) == 1, "de plek van de fout moet precies een keer voorkomen"
    target.write_text(text.replace(fault["vervang"], fault["door"]), encoding="utf-8")
    findings = run(folder)
    caught = [
        finding
        for finding in findings
        if finding.check == fault["verwacht"] and fault.get("tekst", "") in finding.text
    ]
    assert caught, [str(finding) for finding in findings]
    if fault.get("zaak"):
        base, _ = load_leniently(folder / "rules")
        cases = [finding.zaak for finding in caught if finding.zaak is not None]
        assert cases, "er hoort een kleinste geval bij"
        for case in cases:
            make_case(dict(case), base)
