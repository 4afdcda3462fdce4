"""The files to take along: made on demand, without answers unless the user is told so."""

from __future__ import annotations

import json
import logging
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from regelwijzer.advice.advisor import Advice
from regelwijzer.application import Application
from regelwijzer.reasoning.case import Case, parse_case
from regelwijzer.reasoning.values import Period
from regelwijzer.ui import takealong
from tests.ui.helpers import begin, born, html, press

SIGNS = {
    "pdf": b"%PDF",
    "docx": b"PK",
    "html": b"<!DOCTYPE",
    "md": b"# ",
    "ics": b"BEGIN:VCALENDAR",
}
BIRTH = date(2010, 5, 14)


@pytest.fixture
def advice(small: Application) -> Advice:
    values = {"jeugdige.geboortedatum": Period(BIRTH, BIRTH), "zorg.blijvend": True}
    return small.advisor.advise(Case(date(2026, 11, 22), values, ("verblijf",)))


@pytest.mark.parametrize("kind", SIGNS)
def test_reports_hold_no_answers(small: Application, advice: Advice, kind: str) -> None:
    made = takealong.content(small.base, advice, kind)
    assert made.startswith(SIGNS[kind])
    assert b"2010-05-14" not in made
    assert b"14 mei 2010" not in made
    assert kind in takealong.REPORTS


def test_data_can_be_used_again(small: Application, advice: Advice) -> None:
    found = json.loads(takealong.content(small.base, advice, "json"))
    assert found["schema"] == "regelwijzer/advies/1"
    case = takealong.content(small.base, advice, "zaak").decode()
    assert parse_case(case, small.base) == advice.case


def test_a_file_is_made_only_when_asked(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> bytes:
        raise AssertionError("te vroeg gemaakt")

    monkeypatch.setattr(takealong, "content", never)
    app.get("button_group")[0].set_value(["Thuis gaat het niet meer"]).run()
    begin(app)
    born(app, 14, 5, 2010)
    press(app, "Nu stoppen")
    assert not app.error
    assert len(app.get("download_button")) == len(takealong.REPORTS) + len(takealong.DATA) + 1
    assert "Doe nu eerst" in [found.value for found in app.header]
    assert "rw-acties" in html(app)


def test_a_fault_tells_nothing_of_the_case(
    small: Application,
    advice: Advice,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object) -> bytes:
        raise ValueError("geboren op 14 mei 2010")

    monkeypatch.setattr(takealong, "content", broken)
    with caplog.at_level(logging.DEBUG), pytest.raises(RuntimeError) as caught:
        takealong.maker(small.base, advice, "pdf")()
    assert "2010" not in str(caught.value) + caplog.text
    assert caught.value.__suppress_context__
