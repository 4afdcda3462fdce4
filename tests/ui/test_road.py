"""The road along the birthdays: the picture agrees with the advice of each day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from regelwijzer.advice.advisor import ORDER
from regelwijzer.advice.timeline import Timeline, timeline
from regelwijzer.application import Application
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.models import CARRYING
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.compiler import compile_base
from regelwijzer.reasoning.values import Options, Period, Value
from regelwijzer.report.html import road_html
from regelwijzer.report.ribbon import GAP, best, moments, road, span
from regelwijzer.report.view import Viewer
from tests.ui.helpers import begin, born, go_to, html, press

TODAY = date(2026, 11, 22)
BIRTH = "jeugdige.geboortedatum"


def case(**values: Value) -> Case:
    given: dict[str, Value] = {
        BIRTH: Period(date(2010, 5, 14), date(2010, 5, 14)),
        "zorg.blijvend": False,
        "wonen.plek": Options(frozenset({"elders"})),
    }
    return Case(TODAY, {**given, **values}, ("verblijf",), "ouder")


def drawn(small: Application, of: Case) -> tuple[Timeline, Viewer]:
    viewer = Viewer(small.base, of.doelgroep)
    advisor = small.advisor
    line = timeline(small.base, advisor.program, advisor.planes, of, span(viewer, of))
    return line, viewer


def test_a_gap_is_red_and_told_with_its_day(small: Application) -> None:
    of = case()
    line, viewer = drawn(small, of)
    shown = road(viewer, small.advisor.advise(of), line)
    assert (line.first, line.last) == (TODAY, date(2033, 5, 13))  # to the day before 23
    assert [part.css for part in shown.help[0].parts] == ["ja", GAP]
    assert shown.help[0].parts[1].first == "14 mei 2028"
    page = road_html(shown, "hulp", True, 10.0)
    assert "Vanaf 18 jaar (14 mei 2028) draagt geen enkele wet: Wonen in een groep." in page
    assert 'role="img"' in page
    assert "left:10.0%" in page
    # The same in text: nothing is said by the picture alone.
    table = road_html(shown, "kaders", True)
    assert "<table" in table
    assert table.count("14 mei 2028") >= 1
    assert "<script" not in table + page
    assert "&lt;img src=x" in table


@pytest.mark.parametrize("month", [date(2010, 5, 14), date(2010, 5, 31)])
def test_parts_fill_the_width_once(small: Application, month: date) -> None:
    of = case(**{BIRTH: Period(date(2010, 5, 14), month)})
    line, viewer = drawn(small, of)
    shown = road(viewer, small.advisor.advise(of), line)
    for ribbon in shown.ribbons:
        assert ribbon.parts[0].left == 0
        ends = [part.left + part.width for part in ribbon.parts]
        assert ends[-1] == pytest.approx(100, abs=0.01)
        assert [part.left for part in ribbon.parts[1:]] == pytest.approx(ends[:-1], abs=0.01)


def test_the_best_verdict_is_that_of_each_day(small: Application) -> None:
    of = case()
    line, _ = drawn(small, of)
    names = [k.kader for k in small.base.kaders.values() if k.soort in CARRYING]
    found = best([line.stretches[name] for name in names])
    day = line.first
    while day <= line.last:
        verdict = next(part.verdict for part in found if part.first <= day <= part.last)
        assert verdict is min((line.at(name, day) for name in names), key=ORDER.index)
        day += timedelta(days=17)


def test_birthdays_are_stops(small: Application) -> None:
    of = case()
    line, viewer = drawn(small, of)
    program = small.advisor.program
    found = {moment.age: moment.day for moment in moments(viewer, program, of, line.last)}
    assert found[18] == date(2028, 5, 14)
    assert max(found) == 23
    assert moments(viewer, program, Case(TODAY), line.last) == []


def test_the_slider_moves_the_matrix(app: AppTest) -> None:
    app.date_input(key="start_peildatum").set_value(TODAY)
    app.get("button_group")[0].set_value(["Thuis gaat het niet meer"]).run()
    begin(app)
    born(app, 14, 5, 2010)
    press(app, "Nu stoppen")
    go_to(app, "tijdlijn")
    assert not app.exception
    assert not app.error
    assert "Vanaf 18 jaar" not in html(app)
    assert 'class="rw-nu"' not in html(app)
    slider = next(s for s in app.select_slider if s.key == "rw_dag")
    slider.set_value("18 jaar").run()
    assert "Vanaf 18 jaar" in html(app)
    assert 'class="rw-nu"' in html(app)
    assert "14 mei 2028" in " ".join(found.value for found in app.caption)


def test_the_slider_on_the_advice_moves_answer_and_matrix(app: AppTest) -> None:
    app.date_input(key="start_peildatum").set_value(TODAY)
    app.get("button_group")[0].set_value(["Thuis gaat het niet meer"]).run()
    begin(app)
    born(app, 14, 5, 2010)
    press(app, "Nu stoppen")
    assert 'class="rw-kort"' in html(app)
    slider = app.select_slider(key="rw_moment")
    assert slider.value == "18 jaar"  # the birthday that moves the help, without being asked
    assert "Vanaf 18 jaar" in html(app)
    assert 'class="rw-anders"' in html(app)
    slider.set_value("17 jaar").run()
    assert "Vanaf 17 jaar" in html(app) and "Vanaf 18 jaar" not in html(app)
    assert 'class="rw-anders"' not in html(app)  # nothing changes at 17
    app.select_slider(key="rw_moment").set_value("Nu").run()
    assert "<h2>Nu" in html(app) and "<h2>Vanaf" not in html(app)
    assert not app.exception and not app.error


def test_a_change_of_law_is_a_stop(base: Kennisbank) -> None:
    """Announced changes and rules that begin on a day ahead are stops beside the birthdays."""
    program = compile_base(base)
    of = Case(TODAY, {BIRTH: Period(date(2010, 5, 14), date(2010, 5, 14))})
    found = moments(Viewer(base, "ouder"), program, of, date(2033, 5, 13))
    ahead = [item.per for item in base.aankondigingen.values() if item.per and item.per > TODAY]
    assert ahead
    assert set(ahead) <= {moment.day for moment in found if moment.label}
    early = Case(date(2026, 1, 15), of.values)
    labels = {m.day for m in moments(Viewer(base, "ouder"), program, early, TODAY) if m.label}
    assert date(2026, 7, 1) in labels  # a rule of jeugdwet/soorten.yaml begins on that day
    assert all(date(2026, 1, 15) < day <= TODAY for day in labels)


def test_without_a_birth_date_the_page_says_what_is_missing(app: AppTest) -> None:
    begin(app)
    press(app, "Nu stoppen")
    go_to(app, "tijdlijn")
    assert not app.error
    assert "geboortedatum" in " ".join(found.value for found in app.caption)
