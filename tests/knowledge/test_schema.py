"""The exported JSON Schemas accept the real rule files and show a wrong word in red."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from regelwijzer.datapaths import questionnaires_folder, rules_folder
from regelwijzer.knowledge.loader import OTHER_FILES, rule_files
from regelwijzer.knowledge.yamlio import parse_yaml
from regelwijzer.schemas import all_schemas

SCHEMAS = all_schemas()


def plain(raw: Any) -> Any:
    """Return parsed YAML as an editor sees it: dates are text."""
    if isinstance(raw, dict):
        return {key: plain(value) for key, value in raw.items()}
    if isinstance(raw, list):
        return [plain(item) for item in raw]
    return raw.isoformat() if isinstance(raw, date) else raw


def faults(name: str, path: Path) -> list[str]:
    """Return what the schema *name* finds wrong in a file."""
    validator = jsonschema.Draft202012Validator(SCHEMAS[name])
    content = plain(parse_yaml(path.read_text(encoding="utf-8")))
    return [f"{path.name} {error.json_path}" for error in validator.iter_errors(content)]


def test_every_teaching_case_and_lesson_fits_its_schema() -> None:
    folder = questionnaires_folder() / "training"
    files = sorted((folder / "casussen").glob("*.yaml"))
    assert len(files) >= 6
    found = [fault for path in files for fault in faults("oefencasussen", path)]
    assert found + faults("les", folder / "les_vijftig_minuten.yaml") == []


def test_every_rule_file_case_file_and_questionnaire_fits_its_schema() -> None:
    rules = rules_folder()
    found: list[str] = []
    for path in rule_files(rules):
        found += faults("regels", path)
    for path in rules.rglob("casussen/*.yaml"):
        found += faults("casussen", path)
    for audience in ("jeugdbeschermer", "ouder", "jongere", "trainer"):
        for path in (questionnaires_folder() / audience).glob("*.yaml"):
            found += faults("vragen", path)
    assert found == []
    assert "gaten.yaml" in OTHER_FILES


@pytest.mark.parametrize(
    "text",
    [
        "begripen: []",
        "begrippen: [{begrip: a.b, titel: x, als: c.d, uitlg: y}]",
        "begrippen: [{begrip: a.b, titel: x, als: {allemaal: [c.d]}}]",
        "begrippen: [{begrip: a.b, titel: x, als: {een_van: []}}]",
        "begrippen: [{begrip: a.b, titel: x, als: [{leeftijd: {van: 18}}]}]",
        "begrippen: [{begrip: a.b, titel: x, als: c.d, aard: gewoonte}]",
        "begrippen: [{begrip: A B, titel: x, als: c.d}]",
        "feiten: [{feit: a.b, type: janee, titel: x, thema: y}]",
        "kaders: [{kader: a.b, titel: x}]",
    ],
)
def test_a_wrong_word_is_red_in_an_editor(text: str) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMAS["regels"])
    assert list(validator.iter_errors(plain(parse_yaml(text))))


def test_a_right_file_is_not_red() -> None:
    text = """
begrippen:
  - begrip: a.b
    titel: x
    als:
      - c.d
      - {niet: {een_van: [e.f, {feit: g.h, vanaf: 3}]}}
      - {leeftijd: {vanaf: 18, tot: 18j6m}}
      - {datum: i.j + 6 maanden, voor: peildatum}
    bron: [{wet: w, artikel: 255, lid: [1, 2]}]
"""
    validator = jsonschema.Draft202012Validator(SCHEMAS["regels"])
    assert list(validator.iter_errors(plain(parse_yaml(text)))) == []
