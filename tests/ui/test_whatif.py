"""What would change an outcome: sorted by who can bring it about, on demand."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from regelwijzer.advice.roads import KINDS
from regelwijzer.advice.whatif import TIME, Change, ChangeSet, WhatIfFinder
from regelwijzer.application import Application
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.values import Period
from regelwijzer.report.changes import GROUPS, changes, earliest, hardest, kind
from regelwijzer.report.html import changes_html
from regelwijzer.report.view import Viewer
from tests.ui.helpers import begin, born, html, press

BORN = Period(date(2010, 5, 14), date(2010, 5, 14))
CASE = Case(date(2026, 11, 22), {"jeugdige.geboortedatum": BORN, "zorg.blijvend": True})


@pytest.fixture
def viewer(small: Application) -> Viewer:
    return Viewer(small.base, "jeugdbeschermer")


def test_every_set_stands_in_the_group_of_its_hardest_part(
    small: Application, viewer: Viewer
) -> None:
    finder = WhatIfFinder(small.base, small.advisor.program)
    for name in small.base.kaders:
        found = finder.find(CASE, name)
        shown = changes(viewer, CASE, found)
        sets = earliest(found.sets)
        assert sum(len(group.sets) for group in shown.groups) == len(sets)
        for group in shown.groups:
            wanted = [part for part in sets if hardest(viewer, CASE, part) == group.kind]
            assert len(wanted) == len(group.sets)
    assert tuple(GROUPS) == KINDS


def test_only_the_first_day_that_helps_is_shown() -> None:
    first, second = Change(TIME, day=date(2028, 5, 14)), Change(TIME, day=date(2031, 5, 14))
    other = Change("zorg.blijvend", value=True)
    sets = [ChangeSet((second,)), ChangeSet((first,)), ChangeSet((other, second))]
    assert earliest(sets) == [ChangeSet((first,)), ChangeSet((other, second))]
    assert earliest([ChangeSet((other,))]) == [ChangeSet((other,))]


def test_age_has_a_date_and_a_judgement_has_a_judge(small: Application, viewer: Viewer) -> None:
    finder = WhatIfFinder(small.base, small.advisor.program)
    page = changes_html(changes(viewer, CASE, finder.find(CASE, "jeugdwet.verblijf")))
    assert "Komt met de tijd" in page
    assert "Het wordt 14 mei 2028 (18 jaar)" in page
    assert "Het past niet meer" in page
    page = changes_html(changes(viewer, CASE, finder.find(CASE, "wlz.zorg")))
    assert "Is iemands besluit" in page
    assert "Beslist: CIZ. Dit helpt: Een dagrapportage." in page
    assert "<script" not in page


def test_what_is_fixed_but_unknown_can_still_be_shown(
    small: Application, viewer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    fixed = small.base.feiten["jeugdige.iq"].model_copy(update={"verandert_door": "vast"})
    monkeypatch.setitem(small.base.feiten, "jeugdige.iq", fixed)
    assert kind(viewer, CASE, Change("jeugdige.iq")) == "bewijs"
    known = Case(CASE.peildatum, {**CASE.values, "jeugdige.iq": True})
    assert kind(viewer, known, Change("jeugdige.iq")) == "vast"
    assert kind(viewer, CASE, Change(TIME, day=date(2028, 5, 14))) == "tijd"


def test_it_is_worked_out_when_asked(app: AppTest) -> None:
    begin(app)
    born(app, 14, 5, 2010)
    press(app, "Nu stoppen")
    assert 'class="rw-verander"' not in html(app)
    app.selectbox(key="rw_wat_als").set_value("wlz.zorg").run()
    assert not app.exception
    assert not app.error
    assert 'class="rw-verander"' in html(app)
    assert "Aan te tonen" in html(app) or "Is iemands besluit" in html(app)


def drawn(app: AppTest) -> bool:
    """Tell whether a proof is drawn; its markup goes to a component of the browser."""
    return any("<svg " in str(block.proto) for block in app.get("bidi_component"))


def test_one_outcome_close_up_has_proof_and_text_to_copy(app: AppTest) -> None:
    app.get("button_group")[0].set_value(["Thuis gaat het niet meer"]).run()
    begin(app)
    born(app, 14, 5, 2010)
    press(app, "Nu stoppen")
    assert not app.code
    choice = app.selectbox(key="rw_wat_als")
    assert len(choice.options) == 3  # every outcome, asked for or not
    choice.set_value("awb.bezwaar").run()
    assert not app.error and not app.exception
    assert drawn(app)
    texts = [block.value for block in app.code]
    assert len(texts) == 2 and all("Awb art. 6:7" in text for text in texts)
    assert texts[0].startswith("Betreft: ") and texts[1].startswith("Het gaat om: ")
    assert "2010" not in "".join(texts)
    app.selectbox(key="rw_wat_als").set_value("wlz.zorg").run()
    assert not drawn(app)  # nothing is proved yet, so there is no proof to draw
    assert len(app.code) == 2
