"""The local folder: an example gemeente adds and replaces what it may, and nothing else."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from regelwijzer.advice.advisor import Advisor
from regelwijzer.application import load_application
from regelwijzer.audit.audit import audit
from regelwijzer.audit.birthdays import untried_birthdays
from regelwijzer.audit.coverage import check_freshness, check_use
from regelwijzer.audit.decisive import decisive_cases, undecisive_regels
from regelwijzer.audit.scenarios import run_scenarios, uncovered_outcomes
from regelwijzer.cli import cli
from regelwijzer.datapaths import LOCAL_VARIABLE, rules_folder
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.errors import KnowledgeErrors
from regelwijzer.knowledge.loader import load_base
from regelwijzer.knowledge.procedures import procedures_for
from regelwijzer.knowledge.regions import load_regions
from regelwijzer.knowledge.scenarios import read_scenarios
from regelwijzer.reasoning.bitplanes import BitPlanes
from regelwijzer.reasoning.case import make_case
from regelwijzer.reasoning.compiler import compile_base
from regelwijzer.report.stalled import plan_view
from regelwijzer.report.view import Viewer

SMALL = Path(__file__).parent.parent / "bad_rules" / "_goed"
CASE = {
    "peildatum": "2026-11-22",
    "feiten": {
        "jeugdige.geboortedatum": "2012-05-14",
        "jeugdige.spoed": "ja",
        "procedure.aanvraag_gedaan": "ja",
        "procedure.hulp_stagneert": "ja",
        "jeugdwet.complexe_problemen": "ja",
        "route.betaler_onduidelijk": "ja",
        "route.wachten_schadelijk": "ja",
    },
}


@pytest.fixture(scope="module")
def example(repository: Path) -> Path:
    """Return the folder of the example gemeente."""
    return repository / "docs" / "voorbeeld-lokaal"


@pytest.fixture(scope="module")
def local(example: Path) -> Kennisbank:
    """Return the rule base with the example gemeente over it."""
    return load_base(rules_folder(), example)


def test_the_example_adds_its_rule_and_changes_no_national_verdict(
    local: Kennisbank, base: Kennisbank, advisor: Advisor
) -> None:
    with_local = Advisor(local, use_durable=False)
    found = with_local.outcomes(make_case(CASE, local))
    before = advisor.outcomes(make_case(CASE, base))
    assert found["voorbeeld.hulp_voor_besluit_kader"].verdict.value == "van_toepassing"
    assert {name: found[name].verdict for name in before} == {
        name: outcome.verdict for name, outcome in before.items()
    }


def test_own_contacts_and_noodbudget_reach_the_plan(local: Kennisbank, example: Path) -> None:
    advisor = Advisor(local, use_durable=False)
    place = load_regions(rules_folder(), example).find("Assen")
    advice = advisor.advise(make_case(CASE, local))
    view = plan_view(Viewer(local, "ouder"), advice, place, lambda name: name)
    routes = {r.id: r for s in (view.acute, *view.ladder) for r in s.shown}
    assert routes["regionaal.expertteam"].contacts[0].href == "mailto:expertteam@voorbeeld.nl"
    assert routes["acuut.spoedhulp"].contacts[0].href == "tel:0000000002"
    assert routes["lokaal.toegang"].contacts[0].href == "tel:0000000001"
    assert "wijkteam" in routes["lokaal.noodbudget"].local[0]
    assert routes["lokaal.noodbudget"].how.startswith("Voorbeeld:")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "begrippen:\n  - {begrip: awb.te_laat, titel: X, hulpbegrip: true, als: "
            "jeugdige.spoed}\n",
            "steunt op de wet",
        ),
        (
            "feiten:\n  - {feit: wlz.indicatie, type: ja_nee, titel: X, thema: wlz}\n",
            "mag dit niet vervangen",
        ),
        (
            "partijen:\n  - {partij: ciz, titel: X, titel_ouder: X}\n",
            "mag dit niet vervangen",
        ),
    ],
)
def test_the_law_is_not_replaced(tmp_path: Path, text: str, expected: str) -> None:
    (tmp_path / "fout.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeErrors) as caught:
        load_base(rules_folder(), tmp_path)
    message = str(caught.value)
    assert expected in message
    assert "docs/lokaal.md" in message


def test_a_route_keeps_its_law_its_step_and_its_mandate(tmp_path: Path, example: Path) -> None:
    own = (example / "routes" / "noodbudget.yaml").read_text(encoding="utf-8")
    for old, new, expected in (
        ("lokaal.noodbudget", "lokaal.toegang", "volgt uit de wet"),
        ("stap: lokaal", "stap: landelijk", "zelfde trede"),
        ("aard: beleid", "aard: wet", "zelfde trede"),
        ("mandaat: [beslissen]", "mandaat: [beslissen, toezicht]", "meer mandaat (toezicht)"),
    ):
        (tmp_path / "route.yaml").write_text(own.replace(old, new), encoding="utf-8")
        with pytest.raises(KnowledgeErrors) as caught:
            load_base(rules_folder(), tmp_path)
        assert expected.replace("zelfde trede", "dezelfde trede") in str(caught.value)


def test_twice_in_the_local_folder_is_refused(tmp_path: Path, example: Path) -> None:
    own = (example / "routes" / "noodbudget.yaml").read_text(encoding="utf-8")
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(own, encoding="utf-8")
    with pytest.raises(KnowledgeErrors) as caught:
        load_base(rules_folder(), tmp_path)
    assert "bestaat al in" in str(caught.value)


def test_the_cases_of_the_example_hold(local: Kennisbank, example: Path) -> None:
    """What 'controleer --lokaal' says of the example: nothing at all."""
    scenarios, faults = read_scenarios(example)
    assert len(scenarios) == 4
    assert faults == []
    program = compile_base(local)
    engine = BitPlanes(program.graph)
    run = run_scenarios(local, program, engine, scenarios)
    found = [
        *run.findings,
        *uncovered_outcomes(local, program, run),
        *undecisive_regels(local, decisive_cases(local, program, engine, run)),
        *untried_birthdays(local, program, run.cases),
        *check_use(local),
        *check_freshness(local, date(2026, 11, 22)),
    ]
    own = [str(item) for item in found if item.file.startswith(example.name)]
    assert own == []


def test_an_own_kader_has_its_own_steps(tmp_path: Path, example: Path, local: Kennisbank) -> None:
    """The steps of the example are those of its verordening; without them it is refused."""
    kader = "voorbeeld.hulp_voor_besluit_kader"
    assert [p.procedure for p in procedures_for(local, kader)] == [
        "voorbeeld.hulp_voor_besluit_stappen"
    ]
    own = (example / "verordening" / "verordening.yaml").read_text(encoding="utf-8")
    (tmp_path / "verordening.yaml").write_text(own, encoding="utf-8")
    with pytest.raises(KnowledgeErrors) as caught:
        load_base(rules_folder(), tmp_path)
    assert f"{kader}: heeft geen procedure en zegt niet waarom" in str(caught.value)
    reason = "    geen_procedure: er volgt geen besluit\n    bron:"
    (tmp_path / "verordening.yaml").write_text(
        own.replace("    betaalt: [gemeente]\n    bron:", f"    betaalt: [gemeente]\n{reason}"),
        encoding="utf-8",
    )
    assert procedures_for(load_base(rules_folder(), tmp_path), kader) == []


def test_the_audit_takes_a_local_folder(tmp_path: Path) -> None:
    (tmp_path / "regios").mkdir()
    (tmp_path / "regios" / "x.yaml").write_text("lokaal:\n  - {gemeente: Nergens}\n")
    report = audit(SMALL, None, date(2026, 11, 22), local=tmp_path)
    assert [f for f in report.errors if "gemeente of regio die niet bestaat" in str(f)]


def test_commands_take_the_local_folder(example: Path) -> None:
    runner = CliRunner()
    shown = runner.invoke(cli, ["regio", "Assen", "--lokaal", str(example)]).output
    assert "expertteam@voorbeeld.nl" in shown
    routes = runner.invoke(cli, ["routes", "--json", "--lokaal", str(example)]).output
    assert "procesregisseur beslist zelf" in routes


def test_the_app_reads_the_local_folder(
    example: Path, local: Kennisbank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, LOCAL_VARIABLE, str(example))
    application = load_application(base=local, use_durable=False)
    place = application.regions.find("Assen")
    assert place is not None
    assert place.local
