"""The accountability kit is complete, correct in form, and guesses nothing."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from regelwijzer import cli
from regelwijzer.accountability import FILES, dpia, kit
from regelwijzer.accountability.figures import figures
from regelwijzer.accountability.register import FIELDS, OWN, record
from regelwijzer.accountability.sbom import locked, sbom
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.loader import load_base

# What the standard and the model ask, written down here once more on purpose.
REGISTER_FIELDS = 32
DPIA_POINTS = 17
ONLY_THE_ORGANISATION = {"organisatie", "status", "begindatum", "contactgegevens"}


@pytest.fixture(scope="module")
def texts(base: Kennisbank) -> dict[str, str]:
    """Every document."""
    return kit(base)


def test_every_document_is_made_and_says_what_is_left(texts: dict[str, str]) -> None:
    assert tuple(texts) == FILES
    for name, text in texts.items():
        assert len(text) > 1500, name
        assert ("None" not in text and "{" not in text.replace("{\n", "")) or name.endswith("json")
    for name in ("algoritmeregister.md", "dpia.md", "ai-verordening.md", "toegankelijkheid.md"):
        assert OWN in texts[name], name


def test_the_register_has_every_field_and_guesses_nothing(base: Kennisbank) -> None:
    known = figures(base)
    filled = record(known)
    assert tuple(filled) == FIELDS and len(set(FIELDS)) == REGISTER_FIELDS
    assert all(text.strip() for text in filled.values())
    assert {name for name in ONLY_THE_ORGANISATION if filled[name] != OWN} == set()
    assert filled["versie publicatiestandaard"] == "1.0.0"
    assert filled["taal"] == "nld"
    assert str(known.regels) in filled["technische werking"]
    assert "niet zelflerend" in filled["technische werking"].lower()
    for title, _ in known.laws:
        assert title in filled["titel van wettelijke basis"]
    links = filled["link naar wettelijke basis"].split("; ")
    assert len(links) > 10 and all(link.startswith("https://") for link in links)


def test_the_dpia_has_all_points(base: Kennisbank, texts: dict[str, str]) -> None:
    points = [point for part in dpia.PARTS.values() for point in part]
    assert len(points) == DPIA_POINTS
    assert set(dpia.answers(figures(base))) == set(points)
    numbers = re.findall(r"^### (\d+)\. ", texts["dpia.md"], re.MULTILINE)
    assert [int(number) for number in numbers] == list(range(1, DPIA_POINTS + 1))


def test_the_figures_follow_the_rule_base(base: Kennisbank, repository: Path) -> None:
    small = figures(load_base(repository / "tests" / "ui" / "basis"))
    known = figures(base)
    assert known.feiten == len(base.feiten) > small.feiten
    assert known.regels > small.regels
    assert sum(count for _, count in known.themas) == known.feiten
    assert known.first_check is not None and known.last_check is not None
    assert known.first_check <= known.last_check


def test_the_note_on_the_ai_act_decides_nothing(texts: dict[str, str]) -> None:
    note = texts["ai-verordening.md"]
    for part in ("Ertegen", "Ervoor", "overweging", "bijlage III, punt 5", "hoog risico"):
        assert part.lower() in note.lower()
    assert note.count(OWN) >= 2
    assert "is geen ai-systeem" not in note.lower()


def _schemas() -> tuple[Any, Registry[Any]]:
    folder = resources.files("cyclonedx.schema") / "_res"
    found = {}
    for name in ("bom-1.6", "spdx", "jsf-0.82"):
        schema = json.loads((folder / f"{name}.SNAPSHOT.schema.json").read_text("utf-8"))
        found[name] = schema
    registry: Registry[Any] = Registry()
    for name, schema in found.items():
        resource = Resource.from_contents(schema)
        for uri in (schema["$id"], f"http://cyclonedx.org/schema/{name}.SNAPSHOT.schema.json"):
            registry = registry.with_resource(uri, resource)
    return found["bom-1.6"], registry


def test_the_bill_of_materials_follows_the_schema(texts: dict[str, str], repository: Path) -> None:
    bill = json.loads(texts["sbom.cdx.json"])
    schema, registry = _schemas()
    validator = Draft7Validator(schema, registry=registry)
    assert [error.message for error in validator.iter_errors(bill)] == []
    assert list(validator.iter_errors({**bill, "specVersion": 3})) != []
    lock = (repository / "requirements.lock").read_text(encoding="utf-8")
    wanted = {line.split("==")[0] for line in lock.splitlines() if re.match(r"^[\w.-]+==", line)}
    assert {part["name"] for part in bill["components"]} == wanted and len(wanted) > 40
    assert all(len(part["properties"]) > 0 for part in bill["components"])
    refs = {part["bom-ref"] for part in bill["components"]}
    product = bill["metadata"]["component"]["bom-ref"]
    reached, todo = set(), [product]
    graph = {item["ref"]: item["dependsOn"] for item in bill["dependencies"]}
    while todo:
        ref = todo.pop()
        if ref not in reached:
            reached.add(ref)
            todo += graph[ref]
    assert reached == refs | {product}  # every package is there for a reason
    assert sbom(lock, "1") == sbom(lock, "1")
    assert all(len(item.hashes) > 0 for item in locked(lock))


def test_the_statement_in_the_docs_is_the_same(texts: dict[str, str], repository: Path) -> None:
    told = (repository / "docs" / "toegankelijkheid.md").read_text(encoding="utf-8")
    assert told == texts["toegankelijkheid.md"]


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.run(["verantwoording", "--map", str(tmp_path / "stukken"), "--json"])
    assert stopped.value.code == 0
    told = json.loads(capsys.readouterr().out)
    assert tuple(told) == FILES and told["sbom.cdx.json"]["bomFormat"] == "CycloneDX"
    assert sorted(path.name for path in (tmp_path / "stukken").iterdir()) == sorted(FILES)
    (tmp_path / "bestand").write_text("")
    with pytest.raises(SystemExit) as stopped:
        cli.run(["verantwoording", "--map", str(tmp_path / "bestand")])
    assert stopped.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1
