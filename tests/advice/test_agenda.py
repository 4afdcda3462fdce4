"""The calendar file opens in a calendar client: valid, complete, without personal data."""

from __future__ import annotations

from datetime import date, timedelta

from icalendar import Calendar

from regelwijzer.advice.actions import FIRST_ACTIONS, first_actions
from regelwijzer.advice.advisor import Advisor
from regelwijzer.reasoning.case import make_case
from regelwijzer.report.agenda import agenda

RAW = {
    "peildatum": "2026-11-22",
    "hulpvragen": ["verblijf", "behandeling_psychisch"],
    "feiten": {
        "jeugdige.geboortedatum": "2009-05-14",
        "gezondheid.psychische_stoornis": "ja",
        "jeugdhulp.ontvangt_nu": "ja",
    },
}


def test_every_milestone_is_a_whole_day_with_reminders(advisor: Advisor) -> None:
    advice = advisor.advise(make_case(RAW, advisor.base))
    content = agenda(advisor.base, advice, plain=True)
    events = Calendar.from_ical(content).walk("VEVENT")
    days = {item.day for item in advice.milestones}
    assert advice.milestones
    assert days <= {event.decoded("dtstart") for event in events}
    assert len({event["uid"] for event in events}) == len(events)
    for event in events:
        start, end = event.decoded("dtstart"), event.decoded("dtend")
        assert type(start) is date
        assert end - start == timedelta(days=1)
        assert event["summary"] and event["description"]
        assert len(event.walk("VALARM")) == 2
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_the_same_advice_gives_the_same_bytes_without_the_birth_date(advisor: Advisor) -> None:
    advice = advisor.advise(make_case(RAW, advisor.base))
    content = agenda(advisor.base, advice, plain=False)
    assert content == agenda(advisor.base, advice, plain=False)
    assert b"20090514" not in content and b"2009-05-14" not in content


def test_first_actions_start_with_danger(advisor: Advisor) -> None:
    raw = {**RAW, "feiten": {**RAW["feiten"], "jeugdige.levensgevaar_nu": "ja"}}  # type: ignore[dict-item]
    actions = first_actions(advisor.base, advisor.advise(make_case(raw, advisor.base)), True)
    assert len(actions) == FIRST_ACTIONS
    assert actions[0].title == "Bel 112"
    calm = first_actions(advisor.base, advisor.advise(make_case(RAW, advisor.base)), True)
    assert len(calm) == FIRST_ACTIONS
    assert all(action.title and action.text for action in calm)
    assert "Bel 112" not in [action.title for action in calm]
