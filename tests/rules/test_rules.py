"""The rule base itself: it loads, its cases hold, and its texts are complete."""

from __future__ import annotations

from pathlib import Path

import pytest

from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.loader import rule_files
from regelwijzer.knowledge.scenarios import read_scenarios

LAWS = ("jeugdwet", "wlz", "wmo", "zvw", "wvggz", "wzd")


@pytest.fixture(scope="module")
def rules(repository: Path) -> Path:
    """Return the folder with the law."""
    return repository / "rules"


def test_there_are_at_least_400_cases_and_one_per_kader_outcome(rules: Path) -> None:
    scenarios, errors = read_scenarios(rules)
    assert errors == []
    assert len(scenarios) >= 400
    for law in LAWS:
        assert [s for s in scenarios if f"/{law}/" in s.file], law


def test_every_law_has_cases_for_somebody_born_on_29_february(rules: Path) -> None:
    scenarios, _ = read_scenarios(rules)
    leap = [s for s in scenarios if str(s.raw["feiten"].get(BIRTH)).endswith("-02-29")]
    for law in LAWS:
        assert [s for s in leap if f"/{law}/" in s.file], law


BIRTH = "jeugdige.geboortedatum"


def test_rule_files_stay_readable(rules: Path) -> None:
    long = [
        f"{path.relative_to(rules)}: {lines}"
        for path in rule_files(rules)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    ]
    assert long == []


def test_no_rule_file_contains_html(rules: Path) -> None:
    for path in rule_files(rules):
        text = path.read_text(encoding="utf-8")
        assert "</" not in text and "<br" not in text, path.name


def test_announced_law_is_never_in_a_verdict(base: Kennisbank) -> None:
    """An aankondiging has no condition at all; it is only ever shown."""
    for item in base.aankondigingen.values():
        assert item.stand in ("aangekondigd", "aangenomen", "in_werking", "ingetrokken")
        assert not hasattr(item, "als")
