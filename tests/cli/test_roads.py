"""Timeline, what-if and replay from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_cli import as_json, call

pytestmark = pytest.mark.usefixtures("read_once")


def test_timeline(capsys: pytest.CaptureFixture[str], case_file: Path) -> None:
    line = as_json(capsys, "tijdlijn", str(case_file), "--json")
    assert line["schema"] == "regelwijzer/tijdlijn/1"
    assert (line["van"], line["tot"]) == ("2026-11-22", "2036-05-13")
    advice = as_json(capsys, "advies", str(case_file), "--json")
    today = {kader["id"]: kader["verdict"] for kader in advice["kaders"]}
    for kader in line["kaders"]:
        assert kader["stukken"][0]["verdict"] == today[kader["id"]], kader["id"]
    turns = {part["van"] for kader in line["kaders"] for part in kader["stukken"]}
    assert "2027-05-14" in turns, "the 18th birthday changes something"
    code, out, err = call(capsys, "tijdlijn", str(case_file))
    assert (code, err) == (0, "")
    assert "14 mei 2027" in out


def test_what_if(capsys: pytest.CaptureFixture[str], case_file: Path) -> None:
    found = as_json(capsys, "wat-als", str(case_file), "--json", "--kader", "zvw.ggz")
    assert found["schema"] == "regelwijzer/wat-als/1"
    assert [kader["id"] for kader in found["kaders"]] == ["zvw.ggz"]
    for item in found["kaders"][0]["sets"]:
        assert 1 <= len(item) <= 3
        for change in item:
            assert change["soort"] in ("tijd", "bewijs", "besluit", "vast")
            assert change["tekst"]
    code, out, err = call(capsys, "wat-als", str(case_file), "--kader", "bestaat.niet")
    assert (code, out) == (2, "")
    assert "Het kader 'bestaat.niet' bestaat niet" in err


def test_a_receipt_can_be_replayed(
    capsys: pytest.CaptureFixture[str], case_file: Path, tmp_path: Path
) -> None:
    advice = as_json(capsys, "advies", str(case_file), "--json")
    saved = tmp_path / "advies.json"
    saved.write_text(json.dumps(advice), encoding="utf-8")
    code, out, _ = call(capsys, "herhaal", str(saved))
    assert (code, out) == (0, "Dezelfde invoer geeft hetzelfde advies.\n")

    receipt = advice["ontvangstbewijs"]
    name = next(iter(receipt["bestanden"]))
    receipt["bestanden"][name] = "0" * 16
    receipt["kennisbank"] = "0" * 64
    receipt["vingerafdruk"] = "0" * 64
    advice["kaders"][0]["verdict"] = "verzonnen"
    saved.write_text(json.dumps(advice), encoding="utf-8")
    code, out, _ = call(capsys, "herhaal", str(saved))
    assert code == 0
    assert name in out
    assert f"{advice['kaders'][0]['id']}: was verzonnen" in out


@pytest.mark.parametrize("text", ["", "[]", "{}", "{kapot", '{"schema": "iets"}'])
def test_what_is_no_advice_is_refused(
    text: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "advies.json"
    path.write_text(text, encoding="utf-8")
    code, out, err = call(capsys, "herhaal", str(path))
    assert (code, out) == (2, "")
    assert "maak het met 'regelwijzer advies ZAAK --json'" in err
