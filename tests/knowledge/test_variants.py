"""Counter-cases: the same casus with one answer changed, written under ``maar``."""

from __future__ import annotations

from pathlib import Path

from regelwijzer.knowledge.scenarios import read_scenarios

TEXT = """
basis: {peildatum: 2026-11-22, feiten: {a.x: ja}}
casussen:
  - casus: eerste
    titel: Alles klopt
    peildatum: 2026-11-01
    feiten: {b.x: ja, b.y: ja}
    verwacht: {k.z: van_toepassing}
    maar:
      - {maar: geen b, feiten: {b.x: nee}, verwacht: {k.z: niet_van_toepassing}}
      - {maar: later, peildatum: 2026-12-01, feiten: {b.y: onbekend}, verwacht: {k.z: onbekend}}
"""


def test_every_variant_becomes_a_case_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "rules" / "wet" / "casussen"
    folder.mkdir(parents=True)
    (folder / "a.yaml").write_text(TEXT, encoding="utf-8")
    scenarios, errors = read_scenarios(tmp_path / "rules")
    assert errors == []
    first, without, later = scenarios
    assert [s.casus.casus for s in scenarios] == ["eerste", "eerste.maar-1", "eerste.maar-2"]
    assert without.casus.titel == "Alles klopt, maar: geen b"
    assert first.raw["feiten"] == {"a.x": "ja", "b.x": "ja", "b.y": "ja"}
    assert without.raw["feiten"] == {"a.x": "ja", "b.x": "nee", "b.y": "ja"}
    assert str(without.raw["peildatum"]) == "2026-11-01"
    assert str(later.raw["peildatum"]) == "2026-12-01"
    assert later.raw["feiten"]["b.y"] == "onbekend"
    assert without.casus.verwacht == {"k.z": "niet_van_toepassing"}


def test_a_variant_without_expectation_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "rules" / "wet" / "casussen"
    folder.mkdir(parents=True)
    text = TEXT.replace(", verwacht: {k.z: onbekend}", "")
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    scenarios, errors = read_scenarios(tmp_path / "rules")
    assert scenarios == []
    assert [str(error.rule) for error in errors] == ["casussen > 0 > maar > 1 > verwacht"]
