"""What cannot matter at an age is not asked of that family."""

from __future__ import annotations

import pytest

from regelwijzer.application import Application
from regelwijzer.interview.session import Answers
from regelwijzer.reasoning.case import make_case

PUNISHED = {"sr.verdacht", "sr.titel", "sr.pleegdatum", "sr.halt_wil_meedoen", "sr.advies_gbm"}
ADULT_MONEY = {
    "inkomen.onder_bijstandsnorm",
    "inkomen.vermogen_boven_grens",
    "inkomen.melding_bijstand",
    "inkomen.zorgtoeslag_inkomen",
    "inkomen.zorgtoeslag_vermogen",
    "inkomen.toeslag_afgelopen_jaar",
    "inkomen.medisch_urenbeperkt",
}


def asked(whole: Application, born: str) -> set[str]:
    """Return every question that still counts for the parent of a child born on that day."""
    raw = {
        "peildatum": "2026-11-22",
        "doelgroep": "ouder",
        "feiten": {"jeugdige.geboortedatum": born},
    }
    step = whole.interviewer.next(Answers(make_case(raw, whole.base)))
    return {candidate.feit for candidate in step.ranked}


@pytest.mark.parametrize("born", ["2023-08-01", "2017-08-01", "2014-11-23"])
def test_nobody_asks_a_small_child_about_punishment_or_adult_money(
    whole: Application, born: str
) -> None:
    found = asked(whole, born)
    assert len(found) > 100
    assert found & (PUNISHED | ADULT_MONEY) == set()


def test_the_same_questions_come_at_the_age_they_are_about(whole: Application) -> None:
    assert asked(whole, "2014-11-22") >= PUNISHED
    assert asked(whole, "2005-08-01") >= ADULT_MONEY - {"inkomen.medisch_urenbeperkt"}
