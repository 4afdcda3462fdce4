"""The plan when help stalls, and the lessons beside it."""

from __future__ import annotations

import json
import random
import re
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from regelwijzer.advice.advisor import Advice, Advisor
from regelwijzer.advice.lessons import MOST_LESSONS, profiles, specificity
from regelwijzer.advice.output import advice_json
from regelwijzer.advice.route_output import route_row
from regelwijzer.advice.routes import REMEDY, Standing
from regelwijzer.reasoning.case import make_case
from regelwijzer.reasoning.proofs import ProofFinder
from regelwijzer.schemas import all_schemas

STUCK = {
    "jeugdige.geboortedatum": "2010-05-14",
    "procedure.hulp_stagneert": "ja",
    "jeugdwet.complexe_problemen": "ja",
    "route.afwijzingen": 4,
}


def advise(advisor: Advisor, peildatum: str = "2026-11-22", **feiten: Any) -> Advice:
    """Return the advice on the feiten, written with ``__`` for a point."""
    named = {name.replace("__", "."): value for name, value in feiten.items()}
    return advisor.advise(make_case({"peildatum": peildatum, "feiten": named}, advisor.base))


def standings(advice: Advice) -> dict[str, Standing]:
    """Return the standing of every route by its id."""
    return {item.route.route: item.standing for item in advice.plan.routes}


def test_without_any_answer_no_route_is_ruled_out(advisor: Advisor) -> None:
    found = standings(advise(advisor))
    assert len(found) == len(advisor.base.routes) >= 50
    assert set(found.values()) == {Standing.POSSIBLE}


def test_a_route_is_never_ruled_out_by_something_unknown(advisor: Advisor) -> None:
    """Whatever answers are taken away, a route that was not ruled out stays open."""
    chance = random.Random(6)
    for _ in range(5):
        feiten = {
            feit.feit: chance.choice(["ja", "nee"])
            for feit in advisor.base.feiten.values()
            if feit.type == "ja_nee" and chance.random() < 0.3
        }
        more = standings(advise(advisor, **{**STUCK, **feiten}))
        kept = {name: value for name, value in feiten.items() if chance.random() < 0.5}
        fewer = standings(advise(advisor, **kept))
        for name, standing in fewer.items():
            if standing is not Standing.POSSIBLE:
                assert more[name] is standing, name


def test_danger_goes_first_and_folds_the_rest_but_not_the_terms(advisor: Advisor) -> None:
    advice = advise(
        advisor,
        **STUCK,
        jeugdige__levensgevaar_nu="ja",
        procedure__besluit_ontvangen="ja",
        awb__afzender="bestuursorgaan",
        procedure__besluitdatum="2026-11-01",
    )
    assert advice.plan.danger
    assert advice.plan.routes[0].route.route == "acuut.112"
    assert all(item.folded is (item.route.stap != "acuut") for item in advice.plan.routes)
    assert ("Laatste dag om bezwaar te maken", date(2026, 12, 14)) in [
        (term.title, term.day) for term, _ in advice.plan.terms
    ]


def test_the_ladder_stands_in_order_with_remedies_beside_it(advisor: Advisor) -> None:
    advice = advise(
        advisor,
        **STUCK,
        maatregel__ots="ja",
        bw1__aanwijzing_gegeven="ja",
        bw1__aanwijzing_verzonden_op="2026-11-20",
    )
    open_routes = [r for r in advice.plan.routes if r.standing is not Standing.DOES_NOT]
    steps = [item.route.stap for item in open_routes]
    ladder = [step for step in steps if step != REMEDY]
    order = ["acuut", "lokaal", "regionaal", "bovenregionaal", "landelijk"]
    assert ladder == sorted(ladder, key=order.index)
    assert steps.index(REMEDY) < steps.index("lokaal")  # a running term stands above the ladder
    first = advice.plan.remedies[0]
    assert first.route.route == "recht.aanwijzing"
    assert first.running == date(2026, 12, 4)


def test_what_was_not_tried_is_shown_with_what_to_try_first(advisor: Advisor) -> None:
    def team(**feiten: Any) -> Any:
        plan = advise(advisor, **STUCK, **feiten).plan
        return next(i for i in plan.routes if i.route.route == "regionaal.expertteam")

    for feiten in ({}, {"route.lokaal_geprobeerd": "nee"}):
        item = team(**feiten)
        assert item.standing is Standing.APPLIES
        assert not item.ready
        assert item.route.eerst_tekst is not None
    assert team(route__lokaal_geprobeerd="ja").ready
    assert team(jeugdige__spoed="ja").ready


@pytest.mark.parametrize(
    ("peildatum", "standing", "passed"),
    [
        ("2026-11-20", Standing.APPLIES, False),
        ("2026-11-23", Standing.APPLIES, False),  # six weeks end on Saturday 21 November
        ("2026-11-24", Standing.POSSIBLE, True),  # too late may be excused
    ],
)
def test_the_term_for_bezwaar(
    advisor: Advisor, peildatum: str, standing: Standing, passed: bool
) -> None:
    advice = advise(
        advisor,
        peildatum,
        procedure__besluit_ontvangen="ja",
        awb__afzender="bestuursorgaan",
        awb__beslissing_op_bezwaar="nee",
        procedure__besluitdatum="2026-10-10",
    )
    item = next(i for i in advice.plan.routes if i.route.route == "recht.bezwaar")
    assert item.standing is standing
    assert [(term.day, term.passed) for term in item.terms] == [(date(2026, 11, 23), passed)]


def test_a_date_that_is_a_month_gives_the_earliest_last_day(advisor: Advisor) -> None:
    advice = advise(advisor, procedure__besluit_ontvangen="ja", procedure__besluitdatum="2026-11")
    term, _ = advice.plan.terms[0]
    assert (term.day, term.exact) == (date(2026, 12, 14), False)  # from Sunday 1 November


def test_the_json_follows_its_schema(advisor: Advisor) -> None:
    advice = advise(advisor, **STUCK, maatregel__ots="ja", procedure__besluitdatum="2026-11-01")
    data = json.loads(json.dumps(advice_json(advisor.base, advice)))
    jsonschema.validate(data, all_schemas()["advies"])
    assert {"id", "stap", "verdict"} <= data["routes"][0].keys()
    assert len(data["aandachtspunten"]) <= MOST_LESSONS


def test_every_route_is_complete_and_ozj_is_not_one(advisor: Advisor) -> None:
    for route in advisor.base.routes.values():
        row = route_row(advisor.base, route)
        assert (row["mandaat"] and row["bronnen"]) or route.stap == "acuut", route.route
        assert route.gecontroleerd is not None, route.route
        assert "OZJ" not in json.dumps(row), route.route
        for contact in route.contact:
            assert contact.vindplaats
            if contact.soort == "telefoon":
                assert re.fullmatch(r"[0-9][0-9 -]*", contact.waarde), route.route


def test_numbers_and_mandates_are_the_reviewed_ones(advisor: Advisor, repository: Path) -> None:
    """Who changes a number or a mandate has it reviewed again (docs/juridische-review)."""
    text = (repository / "docs" / "juridische-review" / "routes.md").read_text(encoding="utf-8")
    numbers = set(re.findall(r"^\| `([\w.]+)` \| ([0-9][0-9 -]*) \|", text, re.M))
    routes = advisor.base.routes.values()
    assert numbers == {
        (route.route, contact.waarde)
        for route in routes
        for contact in route.contact
        if contact.soort == "telefoon"
    }
    mandates = dict(re.findall(r"^\| `([\w.]+)` \| ([a-z, ]+) \|", text, re.M))
    assert mandates == {route.route: ", ".join(route.mandaat) for route in routes}


def test_texts_for_parents_are_short(advisor: Advisor) -> None:
    for route in advisor.base.routes.values():
        for text in (route.wat, route.kan, route.kan_niet, route.hoe, route.valkuil):
            for sentence in re.split(r"[.!?:] ", text.ouder) if text else ():
                assert len(sentence.split()) <= 17, f"{route.route}: {sentence}"
    for lesson in advisor.base.aandachtspunten.values():
        if lesson.document:
            for sentence in re.split(r"[.!?:] ", lesson.tekst.ouder):
                assert len(sentence.split()) <= 17, f"{lesson.aandachtspunt}: {sentence}"


def test_the_lessons_of_the_documents_are_there(advisor: Advisor) -> None:
    lessons = [x for x in advisor.base.aandachtspunten.values() if x.document]
    assert len(lessons) >= 95
    words = " ".join(f"{x.titel} {x.tekst.professional} {x.document}".lower() for x in lessons)
    for subject in (
        "complexe scheiding",
        "ouderverstoting",
        "verklarende analyse",
        "procesregisseur",
        "flexibel noodbudget",
        "dubbele beschikking",
        "levensloop",
        "18-/18+",
        "perspectief",
        "waarderend onderzoeken",
    ):
        assert subject in words, subject
    for number in range(1, 27):
        assert re.search(rf"\bk{number}\b", words), f"K{number}"
    for letter, last in (("s", 13), ("b", 6), ("f", 6), ("v", 18), ("r", 9), ("d", 10)):
        for number in range(1, last + 1):
            assert re.search(rf"\b{letter}{number}\b", words), f"{letter}{number}"


def test_lessons_are_shown_only_when_they_fit_the_specific_first(advisor: Advisor) -> None:
    assert advise(advisor).lessons == ()
    advice = advise(
        advisor,
        **STUCK,
        bw1__hoog_conflict="ja",
        casus__gezin=["contactverlies"],
        route__regisseur="nee",
        route__organisaties=5,
    )
    names = [lesson.aandachtspunt for lesson in advice.lessons]
    assert names.index("casus.r5_ouderverstoting") < names.index("casus.r4_complexe_scheiding")
    finder = ProofFinder(advisor.program.graph, advice.derivation.literals)
    counts = [specificity(advisor.program, name, finder) for name in names]
    assert counts == sorted(counts, reverse=True)
    assert max(counts) >= 3


@pytest.mark.parametrize(
    ("group", "feiten"),
    [
        (
            1,
            {
                "casus.geslacht": "meisje",
                "route.suicidegedachten": "ja",
                "gezondheid.autisme": "ja",
            },
        ),
        (
            2,
            {
                "casus.geslacht": "jongen",
                "jeugdige.geboortedatum": "2015-01-01",
                "casus.jongere": ["agressie", "trauma"],
            },
        ),
        (
            3,
            {
                "jeugdige.geboortedatum": "2009-06-01",
                "gezondheid.autisme": "ja",
                "machtiging.gesloten": "ja",
            },
        ),
        (4, {"casus.jongere": ["levenseinde"]}),
    ],
)
def test_the_four_groups_are_recognised(
    advisor: Advisor, group: int, feiten: dict[str, Any]
) -> None:
    advice = advise(advisor, **{**STUCK, **feiten})
    known = profiles(advisor.base, advisor.program, advisor.planes, advice.case)
    assert [item.casusprofiel for item in known] == [f"casus.profiel_{group}"]
    assert all(f"groep {group}" in item.document for item in known)
    for name in feiten:  # without any one of its signs it is not surely this group
        case = make_case(
            {
                "peildatum": "2026-11-22",
                "feiten": {k: v for k, v in {**STUCK, **feiten}.items() if k != name},
            },
            advisor.base,
        )
        assert not profiles(advisor.base, advisor.program, advisor.planes, case) or group == 3
    names = [lesson.aandachtspunt for lesson in advice.lessons]
    assert any(name.startswith(f"casus.g{group}_") for name in names), names


def test_every_profile_says_what_got_in_the_way_and_what_helped(advisor: Advisor) -> None:
    kinds = {
        name: {item.soort for item in profiel.verstoringen}
        for name, profiel in advisor.base.casusprofielen.items()
    }
    most = {"organisatorisch", "wettelijk", "inhoudelijk"}
    assert kinds["casus.profiel_1"] == {*most, "conflict"}
    assert kinds["casus.profiel_2"] == kinds["casus.profiel_3"] == most
    assert len(kinds) == 4
    empty = make_case({"peildatum": "2026-11-22"}, advisor.base)
    assert profiles(advisor.base, advisor.program, advisor.planes, empty) == []


RANGES = {"K": 26, "S": 13, "B": 6, "F": 6, "V": 18, "R": 9, "D": 10}


def test_every_item_of_the_five_documents_has_its_lesson(
    advisor: Advisor, repository: Path
) -> None:
    """docs/dekking-bronnen.yaml names for every item the lesson that carries it."""
    content = yaml.safe_load((repository / "docs" / "dekking-bronnen.yaml").read_text("utf-8"))
    assert len(content["documenten"]) == 5
    found: dict[str, set[str]] = {}
    for document in content["documenten"]:
        for entry in document["items"]:
            lesson = advisor.base.aandachtspunten[entry["aandachtspunt"]]
            assert lesson.document is not None
            assert document["document"] in lesson.document
            assert entry["item"] in lesson.document
            found.setdefault(entry["item"], set()).add(lesson.aandachtspunt)
    for letter, last in RANGES.items():
        for number in range(1, last + 1):
            assert found.get(f"{letter}{number}"), f"{letter}{number}"
    for group, kinds in ((1, 4), (2, 3), (3, 3)):
        assert len([item for item in found if item.startswith(f"groep {group}")]) == kinds
    assert "groep 4" in found
    lessons = {x.aandachtspunt for x in advisor.base.aandachtspunten.values() if x.document}
    assert set().union(*found.values()) == lessons  # no lesson outside the list


# Worked out by hand with a calendar: Good Friday, Easter, Ascension Day with the Friday after
# it, King's Day, Liberation Day, Whit Monday, Christmas and New Year.
BY_HAND = [
    ("recht.bezwaar", "procedure.besluitdatum", "2025-03-07", date(2025, 4, 22)),
    ("recht.bezwaar", "procedure.besluitdatum", "2026-02-20", date(2026, 4, 7)),
    ("recht.bezwaar", "procedure.besluitdatum", "2027-02-12", date(2027, 3, 30)),
    ("recht.bezwaar_ciz", "wlz.besluitdatum", "2025-03-07", date(2025, 4, 22)),
    ("recht.bezwaar_ciz", "wlz.besluitdatum", "2026-02-20", date(2026, 4, 7)),
    ("recht.bezwaar_ciz", "wlz.besluitdatum", "2027-02-12", date(2027, 3, 30)),
    ("recht.beroep", "awb.beslissing_op_bezwaar_datum", "2025-11-13", date(2025, 12, 29)),
    ("recht.beroep", "awb.beslissing_op_bezwaar_datum", "2026-11-20", date(2027, 1, 4)),
    ("recht.beroep", "awb.beslissing_op_bezwaar_datum", "2027-04-05", date(2027, 5, 18)),
    ("recht.aanwijzing", "bw1.aanwijzing_verzonden_op", "2025-05-15", date(2025, 6, 2)),
    ("recht.aanwijzing", "bw1.aanwijzing_verzonden_op", "2026-04-30", date(2026, 5, 18)),
    ("recht.aanwijzing", "bw1.aanwijzing_verzonden_op", "2027-04-22", date(2027, 5, 10)),
    ("recht.hoger_beroep", "bw1.beschikking_datum", "2025-01-27", date(2025, 4, 28)),
    ("recht.hoger_beroep", "bw1.beschikking_datum", "2026-01-27", date(2026, 4, 28)),
    ("recht.hoger_beroep", "bw1.beschikking_datum", "2027-02-05", date(2027, 5, 10)),
    ("recht.verplichte_zorg", "wvggz.crisismaatregel_datum", "2025-12-04", date(2025, 12, 29)),
    ("recht.verplichte_zorg", "wvggz.crisismaatregel_datum", "2026-12-04", date(2026, 12, 28)),
    ("recht.verplichte_zorg", "wvggz.crisismaatregel_datum", "2027-12-04", date(2027, 12, 27)),
    ("recht.te_laat", "awb.ingebrekestelling_datum", "2025-04-07", date(2025, 4, 21)),
    ("recht.te_laat", "awb.ingebrekestelling_datum", "2026-03-23", date(2026, 4, 6)),
    ("recht.te_laat", "awb.ingebrekestelling_datum", "2027-03-15", date(2027, 3, 29)),
    ("recht.uhp_einde", "bw1.beslissing_gi_op", "2025-04-11", date(2025, 4, 25)),
    ("recht.uhp_einde", "bw1.beslissing_gi_op", "2026-04-13", date(2026, 4, 28)),
    ("recht.uhp_einde", "bw1.beslissing_gi_op", "2027-03-12", date(2027, 3, 30)),
]


@pytest.mark.parametrize(("route", "feit", "start", "last"), BY_HAND)
def test_terms_as_worked_out_by_hand(
    advisor: Advisor, route: str, feit: str, start: str, last: date
) -> None:
    case = make_case({"peildatum": start, "feiten": {feit: start}}, advisor.base)
    item = next(i for i in advisor.routes(case).routes if i.route.route == route)
    assert last in [term.day for term in item.terms]
    assert item.standing is Standing.POSSIBLE  # a date alone never rules a route in or out
