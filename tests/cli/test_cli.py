"""The commands of the contract: output, schemas, exit codes and one-sentence errors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from regelwijzer.cli import run
from regelwijzer.schemas import all_schemas

pytestmark = pytest.mark.usefixtures("read_once")


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run the command line in this process; return exit code, output and errors."""
    with pytest.raises(SystemExit) as stopped:
        run(list(arguments))
    captured = capsys.readouterr()
    code = stopped.value.code
    assert isinstance(code, int)
    return code, captured.out, captured.err


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    """Run a command that must succeed and return its JSON."""
    code, out, err = call(capsys, *arguments)
    assert (code, err) == (0, "")
    return json.loads(out)


def test_advice_as_json_follows_the_published_schema(
    capsys: pytest.CaptureFixture[str], case_file: Path
) -> None:
    advice = as_json(capsys, "advies", str(case_file), "--json")
    jsonschema.validate(advice, all_schemas()["advies"])
    assert advice["schema"] == "regelwijzer/advies/1"
    assert advice["ontvangstbewijs"]["motor"] == "durable_rules"
    assert advice["ontvangstbewijs"]["motoren_vergeleken"] is True
    assert advice["ontvangstbewijs"]["invoer"]["feiten"]["jeugdige.iq"] == {"van": 70, "tot": 85}
    kaders = {kader["id"]: kader for kader in advice["kaders"]}
    assert set(kaders) == {k["id"] for k in as_json(capsys, "kaders", "--json")}
    for kader in kaders.values():
        decided = kader["verdict"] in ("van_toepassing", "niet_van_toepassing")
        assert decided == bool(kader["bewijs"]), kader["id"]
        gap = kader["ontbreekt"] or kader["ouder_recht_niet_opgenomen"]
        assert decided != bool(gap), kader["id"]
        assert (kader["verdict"] == "oordeel_nodig") <= bool(kader["oordeel_door"])
        assert kader["bronnen"], kader["id"]


def test_the_same_case_gives_the_same_bytes(
    capsys: pytest.CaptureFixture[str], case_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # both times all rules are read from the disk
    assert call(capsys, "advies", str(case_file), "--json") == call(
        capsys, "advies", str(case_file), "--json"
    )


def test_law_links_have_the_fixed_host_and_both_dates(
    capsys: pytest.CaptureFixture[str], case_file: Path
) -> None:
    advice = as_json(capsys, "advies", str(case_file), "--json")
    links = [bron["url"] for kader in advice["kaders"] for bron in kader["bronnen"]]
    laws = [link for link in links if link and "wetten.overheid.nl" in link]
    assert laws
    for link in laws:
        assert link.startswith("https://wetten.overheid.nl/jci1.3:c:BWB")
        assert link.endswith("&z=2026-11-22&g=2026-11-22")


def test_advice_for_a_reader(capsys: pytest.CaptureFixture[str], case_file: Path) -> None:
    code, out, err = call(capsys, "advies", str(case_file))
    assert (code, err) == (0, "")
    assert "Advies op peildatum 22 november 2026" in out
    assert "beslist niets" in out


def test_next_question(capsys: pytest.CaptureFixture[str], case_file: Path) -> None:
    step = as_json(capsys, "vraag", str(case_file), "--json")
    jsonschema.validate(step, all_schemas()["vraag"])
    asked = step["vraag"]
    assert asked["beweegt"]
    assert {*asked["kan_ja_worden"], *asked["kan_nee_worden"]} <= set(asked["beweegt"])
    assert asked["kan_ja_worden"] or asked["kan_nee_worden"]
    assert asked["waarom"]
    assert asked["weet_ik_niet"]
    known = {feit["id"] for feit in as_json(capsys, "feiten", "--json")}
    assert step["vraag"]["feit"] in known
    assert not set(step["vragen_die_niets_meer_veranderen"]) & {step["vraag"]["feit"]}


def test_vocabulary_lists(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("feiten", "kaders", "regels"):
        rows = as_json(capsys, command, "--json")
        assert len({row["id"] for row in rows}) == len(rows) > 0
        code, out, _ = call(capsys, command)
        assert code == 0
        assert len(out.splitlines()) == len(rows)


def test_schemas_are_valid_schemas(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for schema in as_json(capsys, "schema").values():
        jsonschema.Draft202012Validator.check_schema(schema)
    code, _out, _ = call(capsys, "schema", "--uit", str(tmp_path / "uit"))
    assert code == 0
    assert len(list((tmp_path / "uit").glob("*.schema.json"))) == len(all_schemas())


BAD_CASES = {
    "geen bestand": (None, "bestaat niet"),
    "leeg": ("", "bevat geen zaak"),
    "geen yaml": ("feiten: [", "geen geldige YAML of JSON"),
    "kapotte json": ("{", "geen geldige YAML of JSON"),
    "geen peildatum": ("feiten: {}", "de peildatum ontbreekt"),
    "rare peildatum": ("peildatum: morgen", "de peildatum 'morgen'"),
    "datum zonder dag": ("peildatum: 2026-11", "de peildatum '2026-11'"),
    "onbekend veld": ("peildatum: 2026-11-22\nnaam: Jan", "het veld 'naam' bestaat niet"),
    "onbekend feit": (
        "peildatum: 2026-11-22\nfeiten: {jeugdige.ik: 80}",
        "het feit 'jeugdige.ik' bestaat niet (bedoelt u 'jeugdige.iq'?)",
    ),
    "verkeerd antwoord": (
        "peildatum: 2026-11-22\nfeiten: {zorg.blijvend: misschien}",
        "het antwoord 'misschien' past niet bij zorg.blijvend; antwoord ja, nee of onbekend",
    ),
    "getal te groot": (
        "peildatum: 2026-11-22\nfeiten: {jeugdige.iq: 1e400}",
        "past niet bij jeugdige.iq; geef een getal vanaf 20 tot en met 160",
    ),
    "omgekeerd interval": (
        "peildatum: 2026-11-22\nfeiten: {jeugdige.iq: {van: 85, tot: 70}}",
        "past niet bij jeugdige.iq",
    ),
    "onmogelijke dag": (
        "peildatum: 2026-11-22\nfeiten: {jeugdige.geboortedatum: '2009-02-30'}",
        "past niet bij jeugdige.geboortedatum",
    ),
    "onbekende hulpvraag": (
        "peildatum: 2026-11-22\nhulpvragen: [liefde]",
        "de hulpvraag 'liefde' bestaat niet",
    ),
    "onbekende doelgroep": (
        "peildatum: 2026-11-22\ndoelgroep: rechter",
        "de doelgroep 'rechter' bestaat niet",
    ),
    "dubbele sleutel": ("peildatum: 2026-11-22\npeildatum: 2026-11-23", "twee keer"),
    "anker": ("peildatum: &a 2026-11-22\nfeiten: *a", "verwijzingen met & en *"),
    "te diep": ("feiten: " + "[" * 60 + "]" * 60, "dieper genest"),
    "python-object": ("!!python/object/apply:os.system ['id']", "geen geldige YAML"),
}


@pytest.mark.parametrize("name", BAD_CASES)
def test_bad_input_is_one_dutch_sentence(
    name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text, expected = BAD_CASES[name]
    path = tmp_path / "zaak.yaml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    code, out, err = call(capsys, "advies", str(path), "--json")
    assert (code, out) == (2, "")
    assert expected in err
    assert "Traceback" not in err
    assert "zaak" in err.lower()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["advies"], "ontbreekt een onderdeel (ZAAK)"),
        (["advis"], "wordt niet herkend"),
        (["kaders", "--jsn"], "De optie --jsn bestaat niet"),
        (["app", "--poort", "acht"], "De waarde bij 'poort' past niet"),
        (["schema", "niets"], "Het schema 'niets' bestaat niet"),
        (["feiten", "--lokaal", "/bestaat/niet"], "met lokale regels bestaat niet"),
    ],
)
def test_a_faulty_command_is_one_dutch_sentence(
    arguments: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = call(capsys, *arguments)
    assert (code, out) == (2, "")
    assert expected in err
    assert len(err.strip().splitlines()) == 1


def test_teaching_cases_are_listed_and_printed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    rows = as_json(capsys, "oefenen", "--lijst", "--json")
    assert len(rows) >= 24
    assert {"robin", "pascha"} <= {row["id"] for row in rows}
    whole = as_json(capsys, "oefenen", "--zaak", "robin", "--json")
    assert whole["schema"] == "regelwijzer/oefencasus/1"
    code, out, err = call(capsys, "oefenen", "--zaak", "robin")
    assert (code, err) == (0, "")
    assert "Verborgen feiten:" in out and "Leerdoel:" in out
    case = as_json(capsys, "oefenen", "--zaak", "robin", "--zaakbestand")
    assert case == whole["zaak"]
    path = tmp_path / "robin.json"
    path.write_text(json.dumps(case), encoding="utf-8")
    step = as_json(capsys, "vraag", str(path), "--json")
    assert step["vraag"]
    code, out, err = call(capsys, "oefenen", "--zaak", "robijn")
    assert (code, out) == (2, "")
    assert "robijn" in err and err.count("\n") == 1
