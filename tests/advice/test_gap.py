"""A real young person for whom, on the real base, no law carries the verblijf from 18 on."""

from __future__ import annotations

from datetime import date

import pytest

from regelwijzer.advice.advisor import Advisor
from regelwijzer.advice.roads import since_text, timeline_json
from regelwijzer.advice.timeline import timeline
from regelwijzer.knowledge.models import CARRYING
from regelwijzer.reasoning.case import Case, make_case
from regelwijzer.reasoning.reference import Reference
from regelwijzer.reasoning.values import Period
from regelwijzer.report.answer import answers
from regelwijzer.report.html import answer_html, road_html
from regelwijzer.report.overview import later_moment
from regelwijzer.report.ribbon import road, span
from regelwijzer.report.view import Viewer
from tests.advice.cases import GAP

BIRTHDAY = date(2026, 12, 20)


def test_the_gap_is_found_told_and_red(advisor: Advisor) -> None:
    base = advisor.base
    case = make_case(GAP, base)
    viewer = Viewer(base, case.doelgroep)
    line = timeline(base, advisor.program, advisor.planes, case, span(viewer, case))
    assert [(gap.hulpvorm, gap.first) for gap in line.gaps] == [("verblijf", BIRTHDAY)]
    # The reference evaluator says the same, of every kader that could carry it.
    for name, kader in base.kaders.items():
        if "verblijf" in kader.hulpvormen and kader.soort in CARRYING:
            assert Reference(base, case.values, BIRTHDAY).kader(name) is False
    advice = advisor.advise(case)
    shown = road(viewer, advice, line)
    said = "Vanaf 18 jaar (20 december 2026) draagt geen enkele wet: Verblijf"
    assert shown.gaps[0].startswith(said)
    page = road_html(shown, "hulp", viewer.plain)
    assert said in page and "rw-stuk rw-gat" in page and "✕" in page
    told = timeline_json(base, case, line, advice.milestones)["gaten"]
    assert told[0]["van"] == "2026-12-20" and told[0]["tekst"].startswith(said)


def test_the_short_answer_says_that_no_law_carries_it(advisor: Advisor) -> None:
    case = make_case(GAP, advisor.base)
    moment = later_moment(case)
    assert moment is not None and moment.day == BIRTHDAY
    later = advisor.snapshot(case.at(moment.day))
    now, then = answers(
        Viewer(advisor.base, "jeugdbeschermer"), advisor.advise(case).now, later, moment
    )
    assert "verblijf" in now.lines[0].text and now.lines[0].css == "ja"
    assert then.lines[0].css == "gat"
    assert then.lines[0].strong == "Geen enkele wet" and "verblijf" in then.lines[0].text
    assert "rw-gat" in answer_html([now, then])


@pytest.mark.parametrize(
    ("born", "day", "text"),
    [
        (date(2008, 2, 29), date(2026, 2, 28), "17 jaar en 11 maanden (28 februari 2026)"),
        (date(2008, 2, 29), date(2026, 3, 1), "18 jaar (1 maart 2026)"),
        (date(2010, 5, 14), date(2028, 5, 13), "17 jaar en 11 maanden (13 mei 2028)"),
        (date(2010, 5, 14), date(2028, 11, 20), "18 jaar en 6 maanden (20 november 2028)"),
    ],
)
def test_the_age_of_a_gap_is_exact(born: date, day: date, text: str) -> None:
    case = Case(date(2026, 1, 1), {"jeugdige.geboortedatum": Period(born, born)})
    assert since_text(case, day) == text
    unsure = Case(case.peildatum, {"jeugdige.geboortedatum": Period(born, date(2010, 12, 31))})
    assert since_text(unsure, day) == text.split("(")[1].rstrip(")")


def test_a_right_is_no_gap(advisor: Advisor) -> None:
    """Objecting and complaining stay possible after 18: 'no law carries it' would be untrue."""
    raw = {
        "peildatum": date(2026, 11, 22),
        "doelgroep": "ouder",
        "hulpvragen": ["rechtsbescherming", "clientondersteuning"],
        "feiten": {"jeugdige.geboortedatum": date(2010, 5, 14)},
    }
    case = make_case(raw, advisor.base)
    viewer = Viewer(advisor.base, case.doelgroep)
    line = timeline(advisor.base, advisor.program, advisor.planes, case, span(viewer, case))
    shown = road(viewer, advisor.advise(case), line)
    assert line.gaps == () and shown.gaps == ()
    titles = [advisor.base.hulpvormen[name].titel_ouder for name in case.hulpvragen]
    assert [ribbon.title for ribbon in shown.help] == titles
    assert all(part.word != "geen wet" for ribbon in shown.help for part in ribbon.parts)
