"""The short answer and the first actions: never more certain than the verdicts, and sensible."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from regelwijzer.advice.actions import first_actions
from regelwijzer.advice.advisor import Advisor, Snapshot
from regelwijzer.advice.candidates import askable, nearest
from regelwijzer.knowledge.models import CARRYING
from regelwijzer.reasoning.case import make_case
from regelwijzer.reasoning.verdicts import Verdict
from regelwijzer.report.answer import answer, answers
from regelwijzer.report.html import answer_html, matrix_html
from regelwijzer.report.overview import later_moment, overview
from regelwijzer.report.view import Viewer
from tests.advice.cases import PARENT, PROTECTOR, YOUNG

RIGHTS = "recht"


def best(advisor: Advisor, moment: Snapshot, hulpvorm: str) -> Verdict:
    """Return the most favourable verdict of what carries *hulpvorm*."""
    order = [Verdict.APPLIES, Verdict.JUDGEMENT, Verdict.UNKNOWN, Verdict.DOES_NOT]
    rights = advisor.base.hulpvormen[hulpvorm].thema == RIGHTS
    found = [
        item.verdict
        for item in moment.kaders.values()
        if hulpvorm in item.kader.hulpvormen and (rights or item.kader.soort in CARRYING)
    ]
    return min(found, key=order.index)


@pytest.mark.parametrize("raw", [PARENT, PROTECTOR, YOUNG], ids=["ouder", "jb", "jongere"])
def test_the_answer_is_never_more_certain_than_the_verdicts(
    advisor: Advisor, raw: dict[str, Any]
) -> None:
    """Also with answers left out at random, and on every birthday."""
    rng = random.Random(7)
    signs = {"ja": Verdict.APPLIES, "oordeel": Verdict.JUDGEMENT, "onbekend": Verdict.UNKNOWN}
    for _ in range(12):
        feiten = {k: v for k, v in raw["feiten"].items() if rng.random() < 0.7}
        name = rng.choice(list(advisor.base.hulpvormen))
        case = make_case({**raw, "hulpvragen": [name], "feiten": feiten}, advisor.base)
        moment = advisor.snapshot(case.at(date(rng.randint(2025, 2031), 6, 15)))
        shown = answer(Viewer(advisor.base, case.doelgroep), moment, "Nu", "")
        verdict = best(advisor, moment, name)
        assert [signs.get(line.css, Verdict.DOES_NOT) for line in shown.lines] == [verdict]
        said = f"{shown.lines[0].strong} {shown.lines[0].text}"
        certain = any(word in said for word in ("betaalt ", "betalen ", "regelt "))
        assert not certain or verdict is Verdict.APPLIES or "misschien" in said.casefold()


def test_who_pays_now_is_said_in_one_line(advisor: Advisor) -> None:
    case = make_case(PROTECTOR, advisor.base)
    advice = advisor.advise(case)
    moment = later_moment(case)
    assert moment is not None
    later = advisor.snapshot(case.at(moment.day))
    now, then = answers(Viewer(advisor.base, case.doelgroep), advice.now, later, moment)
    assert now.lines[0].strong == "De gemeente (Jeugdwet)"
    assert now.lines[0].text.startswith("betaalt ambulante begeleiding en behandeling")
    assert "is nog niet zeker" in now.lines[0].text  # the Wlz may carry it too
    assert then.title == "Vanaf 18 jaar" and then.day == "20 december 2026"
    assert all(line.strong.startswith(("Misschien", "Nog niet")) for line in then.lines)
    assert "<strong>De gemeente (Jeugdwet)</strong>" in answer_html([now, then])


def test_the_first_actions_fit_the_case(advisor: Advisor) -> None:
    def titles(raw: dict[str, Any]) -> list[str]:
        advice = advisor.advise(make_case(raw, advisor.base))
        return [a.title for a in first_actions(advisor.base, advice, raw["doelgroep"] != "x")]

    parent = titles(PARENT)
    assert parent[0].startswith("Vraag na bij de gemeente of dit kan: hulp en behandeling")
    assert parent[1].startswith("Vraag na bij het CIZ of dit kan: langdurige zorg")
    protector = titles(PROTECTOR)  # four weeks before 18
    assert protector[0].endswith(": Schriftelijke bepaling vragen dat jeugdhulp na 18 nodig is")
    assert any("Wlz-aanvraag" in title for title in protector)
    young = titles(YOUNG)
    assert any("behandeling bij psychische problemen" in title for title in young[:2])
    assert any(title.startswith("Vraag na bij de gemeente") for title in young)


def test_nobody_is_told_to_ask_for_force(advisor: Advisor) -> None:
    for kader in advisor.base.kaders.values():
        if kader.soort in ("dwang", "maatregel") or kader.wet in ("wvggz", "wzd"):
            assert not askable(kader)
    advice = advisor.advise(make_case(PARENT, advisor.base))
    for name in advisor.base.hulpvormen:
        found = nearest(advice.now, name)
        assert all(askable(part.item.kader) for part in found)
        assert [part.cost for part in found if part.way] == sorted(
            part.cost for part in found if part.way
        )


REFUSES: dict[str, Any] = {
    "peildatum": "2026-11-22",
    "doelgroep": "ouder",
    "hulpvragen": ["verplichte_zorg", "behandeling_psychisch", "acute_hulp"],
    "feiten": {
        "jeugdige.geboortedatum": "2007-04-02",
        "gezondheid.psychische_stoornis": True,
        "wil.instemming_jeugdige": False,
        "wil.verzet_jeugdige": True,
        "dwang.zorgmachtiging": False,
        "wlz.indicatie": False,
    },
}


def test_who_refuses_all_help_can_be_reported(advisor: Advisor) -> None:
    """Found on a case of 19 with a psychosis: the parent was sent to the CIZ, not to the report."""

    def sources(**changes: Any) -> list[str]:
        raw = {**REFUSES, "doelgroep": changes.pop("doelgroep", "ouder")}
        raw["feiten"] = {**REFUSES["feiten"], **changes}
        advice = advisor.advise(make_case(raw, advisor.base))
        return [a.source for a in first_actions(advisor.base, advice, plain=True)]

    report = "wvggz.melding_gemeente"
    assert sources()[0] == report
    sure = {"jeugdige.in_nederland": True, "wvggz.vrijwillig_lukt_niet": True}
    assert sources(**sure)[0] == report
    assert report not in sources(doelgroep="jongere")
    assert report not in sources(**{"dwang.zorgmachtiging": True})
    assert report not in sources(**{"wvggz.vrijwillig_lukt_niet": False})


@pytest.mark.parametrize("role", ["ouder", "jongere", "jeugdbeschermer"])
def test_violence_at_home_begins_with_whom_to_call(advisor: Advisor, role: str) -> None:
    raw: dict[str, Any] = {
        "peildatum": "2026-11-22",
        "doelgroep": role,
        "hulpvragen": ["acute_hulp", "bescherming", "opvang"],
        "feiten": {"jeugdige.geboortedatum": "2014-04-02"},
    }
    calm = first_actions(advisor.base, advisor.advise(make_case(raw, advisor.base)), True)
    assert "veilig_thuis.advies" not in [a.source for a in calm]
    raw["feiten"]["jeugdige.veiligheid_thuis_in_gevaar"] = True
    first = first_actions(advisor.base, advisor.advise(make_case(raw, advisor.base)), True)[0]
    assert first.source == "veilig_thuis.advies"
    assert "0800-2000" in first.text and "112" in first.text


def test_a_last_day_that_is_near_is_told_first(advisor: Advisor) -> None:
    """Found on a case with three weeks left to object: only what is due at 18 was told."""
    raw: dict[str, Any] = {
        "peildatum": "2026-11-22",
        "doelgroep": "ouder",
        "hulpvragen": ["ambulante_begeleiding"],
        "feiten": {
            "jeugdige.geboortedatum": "2009-03-14",
            "maatregel.ots": True,
            "procedure.besluit_ontvangen": True,
            "procedure.besluitdatum": "2026-11-02",
            "procedure.niet_eens_met_besluit": True,
        },
    }
    advice = advisor.advise(make_case(raw, advisor.base))
    assert first_actions(advisor.base, advice, True)[0].title == (
        "Laatste dag voor bezwaar: 14 december 2026"
    )
    assert advice.milestones[0].day == date(2026, 12, 14)
    raw["feiten"]["procedure.besluitdatum"] = "2026-10-01"  # too late: no such action
    late = advisor.advise(make_case(raw, advisor.base))
    assert "bezwaar" not in first_actions(advisor.base, late, True)[0].title


def test_what_the_young_person_decides_is_not_asked_of_him(advisor: Advisor) -> None:
    raw: dict[str, Any] = {
        "peildatum": "2026-11-22",
        "doelgroep": "ouder",
        "hulpvragen": ["verblijf_gezin"],
        "feiten": {
            "jeugdige.geboortedatum": "2006-05-30",
            "wonen.situatie": "pleeggezin",
            "pleegzorg.contract": True,
            "jeugdhulp.ontvangt_nu": True,
        },
    }
    for role, words in {"ouder": "Overleg met de jongere: ", "jongere": "Kies zelf: "}.items():
        advice = advisor.advise(make_case({**raw, "doelgroep": role}, advisor.base))
        assert first_actions(advisor.base, advice, True)[0].title.startswith(words)


@pytest.mark.parametrize("raw", [PARENT, PROTECTOR, YOUNG], ids=["ouder", "jb", "jongere"])
def test_how_usual_a_feit_is_decides_no_verdict(advisor: Advisor, raw: dict[str, Any]) -> None:
    """These marks order the questions; turned round or left out, the verdicts stay."""
    turned = {
        name: feit.model_copy(
            update={
                "zeldzaam": not feit.zeldzaam,
                "meestal_ja": feit.type == "ja_nee" and feit.zeldzaam,
                "past_bij": None,
            }
        )
        for name, feit in advisor.base.feiten.items()
    }
    other = Advisor(replace(advisor.base, feiten=turned), use_durable=False)
    case = make_case(raw, advisor.base)
    for day in (case.peildatum, date(2027, 1, 1), date(2029, 7, 1)):
        one, two = advisor.snapshot(case.at(day)), other.snapshot(case.at(day))
        assert {k: v.verdict for k, v in one.kaders.items()} == {
            k: v.verdict for k, v in two.kaders.items()
        }
        assert one.voorrang == two.voorrang


def test_every_cell_says_who_pays_why_and_which_law_steps_back(advisor: Advisor) -> None:
    raw = {
        **PARENT,
        "doelgroep": "jeugdbeschermer",
        "hulpvragen": [],
        "feiten": {
            **PARENT["feiten"],
            "maatregel.ots": "ja",
            "maatregel.gi_acht_jeugdhulp_nodig": "ja",
            "wlz.indicatie": "ja",
            "wlz.indicatie_einddatum": "2030-01-01",
        },
    }
    case = make_case(raw, advisor.base)
    advice = advisor.advise(case)
    viewer = Viewer(advisor.base, "jeugdbeschermer")
    moment = later_moment(case)
    assert moment is not None
    shown = overview(viewer, advice, moment, advisor.snapshot(case.at(moment.day)))
    assert len(shown.rows) >= 20
    for row in shown.rows:
        for cell in row.cells:
            for side in (cell.now, cell.later) if cell else ():
                assert side is not None and side.lines
                for line in side.lines:
                    assert line.why.startswith(
                        ("Omdat: ", "Dit staat in de weg: ", "Nog nodig: ", "Het recht van deze")
                    )
    told = [text for row in shown.rows for cell in row.cells if cell for text in cell.now.priority]
    assert any("Jeugdwet art. 1.2 lid 3" in text for text in told)
    assert any(cell.now.yields for row in shown.rows for cell in row.cells if cell)
    page = matrix_html(shown, plain=False)
    assert "Wijkt" in page and 'class="rw-voorrang"' in page
    assert len(page) < 1_500_000


def test_no_payer_stands_beside_help_it_does_not_carry(advisor: Advisor) -> None:
    """With many kinds of help the unknown ones were once told in one line, payers mixed."""
    wishes = list(advisor.base.hulpvormen)
    raw = {"peildatum": date(2026, 11, 22), "doelgroep": "jongere", "hulpvragen": wishes}
    case = make_case({**raw, "feiten": {"jeugdige.geboortedatum": date(2009, 3, 14)}}, advisor.base)
    viewer = Viewer(advisor.base, "jongere")
    shown = answer(viewer, advisor.snapshot(case.at(date(2027, 3, 14))), "Nu", "")
    unknown = [line for line in shown.lines if line.css == "onbekend"]
    assert len(unknown) == 4 and unknown[-1].strong == "Nog niet bekend:"
    titles = {h.titel_ouder.lower(): name for name, h in advisor.base.hulpvormen.items()}
    for line in unknown[:-1]:
        named = [name for title, name in titles.items() if title in line.text.lower()]
        for name in named:
            laws = {advisor.base.wetten[k.wet].kort for k in advisor.base.carriers(name)}
            assert any(law in line.strong for law in laws)
            told = {
                wet.kort for wet in advisor.base.wetten.values() if f"({wet.kort})" in line.strong
            }
            assert told <= laws
