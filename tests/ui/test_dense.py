"""Many questions at once, and answers that contradict each other."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from regelwijzer.interview import contradictions as module
from regelwijzer.interview.contradictions import Contradiction, contradictions, known
from regelwijzer.interview.questions import Question
from regelwijzer.interview.session import Answers
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.conditions import parse_condition
from regelwijzer.knowledge.models import Feit
from regelwijzer.reasoning.case import Case, parse_case
from regelwijzer.reasoning.values import Interval, Options, Period
from regelwijzer.ui import state
from regelwijzer.ui.pages import dense
from tests.ui.helpers import BIRTH, begin, born, press, titles
from tests.ui.helpers import known as answered

TODAY = date(2026, 11, 22)


def asked(kind: str) -> Question:
    low, high = (20, 160) if kind == "getal" else (None, None)
    feit = Feit(feit="a.b", type=kind, titel="T", thema="t", minimum=low, maximum=high)
    return Question(feit, "T", "", "", ())


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("datum", "14-5-2010", Period(date(2010, 5, 14), date(2010, 5, 14))),
        ("datum", "5/2010", Period(date(2010, 5, 1), date(2010, 5, 31))),
        ("datum", " 2010 ", Period(date(2010, 1, 1), date(2010, 12, 31))),
        ("getal", "72,5", Interval(72.5, 72.5)),
        ("getal", "70 - 85", Interval(70, 85)),
        ("getal", "70 tot 85", Interval(70, 85)),
    ],
)
def test_typed_answers(kind: str, text: str, value: object) -> None:
    found = dense.written(asked(kind), text, TODAY)
    assert found is not None
    assert (found.value, found.fault) == (value, "")


@pytest.mark.parametrize(
    ("kind", "text"),
    [("datum", "31-2-2010"), ("datum", "gisteren"), ("getal", "veel"), ("getal", "7-8-9-x")],
)
def test_a_typing_error_is_told(kind: str, text: str) -> None:
    found = dense.written(asked(kind), text, TODAY)
    assert found is not None
    assert found.fault
    assert dense.written(asked(kind), "  ", TODAY) is None


def test_the_form_takes_many_answers_at_once(app: AppTest) -> None:
    begin(app)
    press(app, "Veel vragen tegelijk")
    assert titles(app) == ["Veel vragen tegelijk"]
    assert not app.error
    field = next(f for f in app.text_input if f.key and BIRTH in f.key)
    field.set_value("14-5-2010")
    place = next(f for f in app.selectbox if f.key and "wonen.plek" in f.key)
    place.set_value("elders")
    sure = next(f for f in app.radio if f.key and "zorg.toezicht" in f.key)
    sure.set_value("#onbekend")
    press(app, "Verwerk deze antwoorden")
    assert not app.exception
    given = answered(app)
    assert given[BIRTH] == Period(date(2010, 5, 14), date(2010, 5, 14))
    assert given["wonen.plek"] == Options(frozenset({"elders"}))
    assert "zorg.toezicht" in app.session_state["rw_antwoorden"].skipped
    assert "zorg.blijvend" not in app.session_state["rw_antwoorden"].answered


def test_a_fault_in_the_form_loses_nothing(app: AppTest) -> None:
    begin(app)
    press(app, "Veel vragen tegelijk")
    next(f for f in app.text_input if f.key and BIRTH in f.key).set_value("31-2-2010")
    press(app, "Verwerk deze antwoorden")
    assert "bestaat niet" in app.error[0].value
    assert answered(app) == {}


def test_parents_get_one_question_at_a_time(app: AppTest) -> None:
    begin(app, "ouder")
    assert "Veel vragen tegelijk" not in [button.label for button in app.button]


def test_the_most_telling_questions_come_first(app: AppTest) -> None:
    begin(app)
    born(app, 14, 5, 2010)
    application, answers = state.application(), app.session_state["rw_antwoorden"]
    names = dense.telling(application, answers)
    step = application.interviewer.next(answers)
    assert step.question is not None
    assert names[0] == step.question.feit
    assert len(names) == min(dense.AT_ONCE, step.remaining)


def test_every_contradiction_is_about_feiten_that_exist(base: Kennisbank) -> None:
    for item in known():
        for name in item.feiten:
            assert name in base.feiten, (item.name, name)
        assert len(item.feiten) == 2, item.name
        assert item.why.endswith(".")


@pytest.mark.parametrize(
    ("feiten", "names"),
    [
        ("gezag.situatie: voogd_gi, maatregel.voogdij_gi: nee", ["voogd_gi_zonder_voogdij"]),
        ("wonen.situatie: ouders, wonen.thuiswonend: nee", ["thuis_en_niet_thuis"]),
        ("gezondheid.lvb: ja, jeugdige.iq: 95", ["lvb_met_hoog_iq"]),
        ("gezondheid.lvb: ja, jeugdige.iq: {van: 85, tot: 95}", []),
        ("maatregel.ots: ja, jeugdige.geboortedatum: 2008-11-22", ["ots_na_18"]),
        ("maatregel.ots: ja, jeugdige.geboortedatum: 2008-11-23", []),
        ("maatregel.ots: ja, jeugdige.geboortedatum: 2008-11", []),
        ("wonen.situatie: ouders", []),
    ],
)
def test_hard_contradictions_only(base: Kennisbank, feiten: str, names: list[str]) -> None:
    case = parse_case(f"peildatum: 2026-11-22\nfeiten: {{{feiten}}}", base)
    assert [item.name for item in contradictions(base, case)] == names


def test_both_questions_are_shown_with_a_way_to_each(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Contradiction(
        "proef",
        parse_condition("zorg.blijvend"),
        parse_condition({"feit": "wonen.plek", "is": "thuis"}),
        "Dit kan niet samen.",
    )
    monkeypatch.setattr(module, "known", lambda: (made,))
    begin(app)
    values = {"zorg.blijvend": True, "wonen.plek": Options(frozenset({"thuis"}))}
    app.session_state["rw_antwoorden"] = Answers(Case(TODAY, values))
    app.run()
    assert "spreken elkaar tegen" in app.warning[0].value
    press(app, "Mijn antwoorden")
    assert "Dit kan niet samen" in app.warning[0].value
    app.button(key="tegen_proef_wonen.plek").click().run()
    assert titles(app) == ["Waar de jongere woont"]
    press(app, "Ergens anders")
    assert titles(app) == ["Uw antwoorden"]
    assert not app.warning
