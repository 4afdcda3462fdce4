"""'Vastgelopen?': short answers that fill in feiten, and the plan that follows from them."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from regelwijzer.advice.advisor import Advisor
from regelwijzer.datapaths import questionnaires_folder, rules_folder
from regelwijzer.interview.stalled import (
    KorteVraag,
    Picked,
    change,
    feiten_of,
    load_short_questions,
    picked_from,
)
from regelwijzer.knowledge.errors import KnowledgeErrors
from regelwijzer.knowledge.regions import load_regions
from regelwijzer.reasoning.case import Case, make_case
from regelwijzer.reasoning.values import Chosen, Interval, Period
from regelwijzer.report.html import plan_html
from regelwijzer.report.stalled import PlanView, plan_view
from regelwijzer.report.stalled_files import plan_document, plan_file
from regelwijzer.report.view import Viewer

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def vragen(advisor: Advisor) -> tuple[KorteVraag, ...]:
    """Return the short questions."""
    return load_short_questions(questionnaires_folder(), advisor.base)


def picked(days: dict[str, Period] | None = None, **answers: list[str]) -> Picked:
    """Return what was chosen."""
    return Picked({name: tuple(items) for name, items in answers.items()}, days or {})


def view(advisor: Advisor, case: Case, gemeente: str = "") -> PlanView:
    """Return the plan of *case* as it is shown."""
    place = load_regions(rules_folder()).find(gemeente) if gemeente else None
    viewer = Viewer(advisor.base, case.doelgroep)
    return plan_view(viewer, advisor.advise(case), place, lambda name: name)


def test_no_answer_is_asked_in_vain(advisor: Advisor, vragen: tuple[KorteVraag, ...]) -> None:
    """Each answer moves a route: it is decided, ready, has a day, or less is unknown of it."""
    born = make_case(
        {"peildatum": "2026-11-22", "feiten": {"jeugdige.geboortedatum": "2011-05-14"}},
        advisor.base,
    )
    before = _state(advisor, born)
    for vraag in vragen:
        for item in vraag.antwoorden:
            days = {item.datum: Period(TODAY, TODAY)} if item.datum else {}
            values = feiten_of(advisor.base, vragen, Picked({vraag.vraag: (item.antwoord,)}, days))
            after = _state(advisor, Case(TODAY, {**born.values, **values}))
            if item.antwoord != "verzekeraar":  # has no route of its own, only a procedure
                assert after != before, f"{vraag.vraag}: {item.antwoord}"


def _state(advisor: Advisor, case: Case) -> list[Any]:
    return [
        (r.route.route, r.standing, r.ready, r.terms, r.missing)
        for r in advisor.routes(case).routes
    ]


def test_what_is_not_chosen_stays_unknown(advisor: Advisor, vragen: tuple[KorteVraag, ...]) -> None:
    values = feiten_of(advisor.base, vragen, picked(gevaar=["thuis"], vast=["geen_plek"]))
    assert values["jeugdige.veiligheid_thuis_in_gevaar"] is True
    assert "jeugdige.levensgevaar_nu" not in values
    assert values["route.aanbod"] == Chosen(frozenset({"geen_plek"}), frozenset())
    none = feiten_of(advisor.base, vragen, picked(gevaar=["geen"]))
    assert none["jeugdige.levensgevaar_nu"] is False
    both = feiten_of(advisor.base, vragen, picked(gevaar=["leven", "geen"]))
    assert both["jeugdige.levensgevaar_nu"] is True  # danger always wins from "nothing"
    assert "route.suicidegedachten" not in both


def test_two_answers_about_one_feit_are_joined(
    advisor: Advisor, vragen: tuple[KorteVraag, ...]
) -> None:
    values = feiten_of(advisor.base, vragen, picked(vast=["klacht_gi", "klacht_gemeente"]))
    assert values["route.klacht_over"] == Chosen(frozenset({"gi", "gemeente"}), frozenset())


def test_answers_of_the_interview_are_used_and_stay(
    advisor: Advisor, vragen: tuple[KorteVraag, ...]
) -> None:
    case = make_case(
        {
            "peildatum": "2026-11-22",
            "feiten": {
                "procedure.hulp_stagneert": "ja",
                "route.aanbod": {"wel": ["wachtlijst"], "niet": ["geen"]},
                "route.afwijzingen": 5,
                "wonen.situatie": "ouders",
            },
        },
        advisor.base,
    )
    before = picked_from(advisor.base, vragen, case.values)
    assert set(before.answers["vast"]) == {"geen_hulp", "wachtlijst"}
    assert before.answers["gedaan"] == ("afwijzingen",)
    assert change(advisor.base, vragen, case.values, before, before) == dict(case.values)
    after = Picked({**before.answers, "vast": ("geen_hulp", "geen_plek")}, {})
    values = change(advisor.base, vragen, case.values, before, after)
    assert values["route.aanbod"] == Chosen(frozenset({"geen_plek"}), frozenset({"geen"}))
    assert values["route.afwijzingen"] == Interval(5, 5)  # more precise than the short answer
    assert values["wonen.situatie"] == case.values["wonen.situatie"]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_choosing_and_unchoosing_leaves_nothing_behind(
    advisor: Advisor, vragen: tuple[KorteVraag, ...], data: st.DataObject
) -> None:
    base = advisor.base
    chosen = {
        vraag.vraag: tuple(
            data.draw(
                st.lists(
                    st.sampled_from([a.antwoord for a in vraag.antwoorden]),
                    unique=True,
                    max_size=3 if vraag.meer else 1,
                )
            )
        )
        for vraag in vragen
    }
    nothing = picked_from(base, vragen, {})
    assert not any(nothing.answers.values())
    given_values = change(base, vragen, {}, nothing, Picked(chosen, {}))
    again = picked_from(base, vragen, given_values)
    assert change(base, vragen, given_values, again, again) == given_values
    assert change(base, vragen, given_values, again, nothing) == {}


def test_a_fault_in_the_questions_is_told(advisor: Advisor, tmp_path: Any) -> None:
    (tmp_path / "vastgelopen.yaml").write_text(
        "vragen:\n  - vraag: a\n    titel: {professional: A, ouder: A}\n    antwoorden:\n"
        "      - {antwoord: b, woorden: {professional: B, ouder: B}, "
        "feiten: {route.bestaat_niet: ja}}\n"
    )
    with pytest.raises(KnowledgeErrors) as caught:
        load_short_questions(tmp_path, advisor.base)
    assert "route.bestaat_niet" in str(caught.value)


# --- the plan --------------------------------------------------------------------------------


def stuck(advisor: Advisor, doelgroep: str = "ouder", **feiten: Any) -> Case:
    """Return a case in which help has stalled."""
    given_feiten = {
        "jeugdige.geboortedatum": "2011-05-14",
        "procedure.hulp_stagneert": "ja",
        "jeugdwet.complexe_problemen": "ja",
        **{name.replace("__", "."): value for name, value in feiten.items()},
    }
    raw = {"peildatum": "2026-11-22", "doelgroep": doelgroep, "feiten": given_feiten}
    return make_case(raw, advisor.base)


def test_no_route_is_lost_on_the_page(advisor: Advisor) -> None:
    shown = view(advisor, Case(TODAY))
    steps = [shown.acute, shown.remedies, *shown.ladder]
    names = [route.id for step in steps for route in (*step.shown, *step.rest)]
    assert sorted(names) == sorted(advisor.base.routes)


def test_the_place_names_team_and_network(advisor: Advisor) -> None:
    shown = view(advisor, stuck(advisor), "Assen")
    team = next(r for step in shown.ladder for r in step.shown if r.id == "regionaal.expertteam")
    assert "Drenthe" in team.local[0]
    assert "Noord Nederland" in shown.place[0]


def test_rights_stand_beside_the_ladder_with_a_computed_day(advisor: Advisor) -> None:
    case = stuck(
        advisor,
        procedure__besluit_ontvangen="ja",
        awb__afzender="bestuursorgaan",
        awb__beslissing_op_bezwaar="nee",
        procedure__besluitdatum="2026-11-10",
    )
    shown = view(advisor, case)
    assert shown.remedies.shown[0].id == "recht.bezwaar"
    assert shown.terms[0].when == "22 december 2026"
    assert shown.terms[0].left == "nog 30 dagen"
    html = plan_html(shown)
    assert html.index("rw-rechten") < html.index("rw-ladder")  # never behind it
    assert html.count("22 december 2026") >= 2


@pytest.mark.parametrize("besluit", ["aanwijzing", "gemeente", "ciz", "uhp", "rechter", "te_laat"])
def test_a_paper_without_its_date_still_shows_its_remedy(
    advisor: Advisor, vragen: tuple[KorteVraag, ...], besluit: str
) -> None:
    """Neither the date nor the age is told: the remedy stands there, and asks for them."""
    wanted = {
        "aanwijzing": "recht.aanwijzing",
        "gemeente": "recht.bezwaar",
        "ciz": "recht.bezwaar_ciz",
        "uhp": "recht.uhp_einde",
        "rechter": "recht.hoger_beroep",
        "te_laat": "recht.te_laat",
    }[besluit]
    values = change(advisor.base, vragen, {}, picked(), picked(besluit=[besluit]))
    case = Case(TODAY, values, (), "ouder")
    shown = view(advisor, case).remedies
    assert wanted in [route.id for route in shown.shown[:2]]
    if besluit in ("aanwijzing", "te_laat"):
        assert shown.shown[0].id == wanted


def test_no_source_has_its_words_stuck_together(advisor: Advisor) -> None:
    found = view(advisor, stuck(advisor, jeugdige__levensgevaar_nu="ja"))
    steps = (found.acute, found.remedies, *found.ladder)
    sources = [c.source for s in steps for r in (*s.shown, *s.rest) for c in r.contacts]
    assert sources
    assert not [text for text in sources if re.search(r"escalatie[^ ,(]|escalatie\.md", text)]


def test_everything_of_a_route_is_on_the_page(advisor: Advisor) -> None:
    for doelgroep in ("ouder", "jeugdbeschermer"):
        case = Case(TODAY, doelgroep=doelgroep)  # nothing known: nothing is ruled out
        html = plan_html(view(advisor, case, "Assen"))
        for route in advisor.base.routes.values():
            viewer = Viewer(advisor.base, doelgroep)
            for texts in (route.wat, route.kan, route.kan_niet, route.hoe, route.meenemen):
                if texts:
                    assert _escaped(viewer.words(texts)) in html, route.route
            for contact in route.contact:
                assert _escaped(contact.waarde) in html
                if contact.soort == "telefoon":
                    digits = re.sub(r"\D", "", contact.waarde)
                    assert f'href="tel:{digits}"' in html
        assert html.count("Bron: ") >= 20
        assert "wetten.overheid.nl" in html


def _escaped(text: str) -> str:
    from markupsafe import escape

    return str(escape(text))


def test_danger_opens_the_first_card_and_stands_first(advisor: Advisor) -> None:
    shown = view(advisor, stuck(advisor, jeugdige__levensgevaar_nu="ja"))
    html = plan_html(shown)
    assert shown.danger
    assert html.index("rw-acuut") < html.index("rw-rechten")
    assert re.search(r'<details class="rw-route" open id="r-acuut-112"', html)


def test_the_files_hold_the_plan_and_no_answers(advisor: Advisor) -> None:
    case = stuck(
        advisor,
        procedure__besluit_ontvangen="ja",
        awb__afzender="bestuursorgaan",
        procedure__besluitdatum="2026-11-10",
    )
    shown = view(advisor, case, "Assen")
    assert plan_file(shown, "pdf", TODAY).startswith(b"%PDF")
    html = plan_file(shown, "html", TODAY).decode()
    for text in ("Expertteam van de regio", "Drenthe", "22 december 2026", "Jeugdwet art. 1.1"):
        assert text in html
    assert "2011" not in html
    assert plan_file(shown, "docx", TODAY).startswith(b"PK")
    assert plan_document(shown, TODAY).blocks[0]
    calendar = Calendar.from_ical(plan_file(shown, "ics", TODAY))
    days = [event.decoded("dtstart") for event in calendar.walk("VEVENT")]
    assert days == [term.day for term in shown.terms] == [date(2026, 12, 22)]
    assert plan_file(shown, "ics", TODAY) == plan_file(shown, "ics", TODAY)


def test_words_of_the_short_questions_are_short(vragen: tuple[KorteVraag, ...]) -> None:
    assert len(vragen) == 4  # with who-and-how-old and the gemeente: five numbered questions
    for vraag in vragen:
        for item in vraag.antwoorden:
            assert len(item.woorden.ouder.split()) <= 15, item.antwoord
        assert json.loads(vraag.model_dump_json())["titel"]["ouder"]
