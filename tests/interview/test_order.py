"""The order of the conversation: what decides whether something is at hand comes first."""

from __future__ import annotations

from datetime import date

import pytest

from regelwijzer.application import Application
from regelwijzer.interview.session import Answers
from regelwijzer.interview.troubles import TROUBLES, help_for
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.values import Period

TODAY = date(2026, 11, 22)
BIRTH = "jeugdige.geboortedatum"


def asked(
    whole: Application, trouble: str, born: date, most: int, role: str = "ouder"
) -> list[str]:
    """Answer 'nee' to all that can be answered so; return the feiten in the order of asking."""
    answers = Answers(Case(TODAY, {}, help_for(whole.base, [trouble]), "ouder"))
    found: list[str] = []
    theme = None
    for _ in range(most):
        step = whole.interviewer.next(answers, theme)
        if step.question is None:
            break
        feit = whole.base.feiten[step.question.feit]
        found.append(feit.feit)
        theme = feit.thema
        no = feit.type == "ja_nee" and feit.oordeel is None
        value = Period(born, born) if feit.feit == BIRTH else False if no else None
        answers = answers.give(feit.feit, value)
    return found


def test_whether_something_is_at_hand_comes_before_how_it_is_done(whole: Application) -> None:
    """Found by reading along: 'is er goed toezicht tijdens de maatregel' came first."""
    order = asked(whole, "Grote psychische problemen", date(2010, 5, 14), 60)
    details = "wzd.toezicht_tijdens"
    gate = "wzd.opname_aan_de_orde"
    assert gate in order or details not in order
    if details in order:
        assert order.index(gate) < order.index(details)
    assert "veilig_thuis.onderzoek_nodig" not in order[:6]


@pytest.mark.parametrize("trouble", ["Thuis gaat het niet meer", "Het gaat mis op school"])
def test_a_toddler_is_not_asked_what_only_fits_a_teenager(whole: Application, trouble: str) -> None:
    order = asked(whole, trouble, date(2023, 8, 1), 150)
    themes = {whole.base.feiten[name].thema for name in order}
    assert "onderwijs.startkwalificatie" not in order
    assert "strafrecht" not in themes
    assert order[0] == BIRTH
    assert len(order) == len(set(order))


def test_every_trouble_names_help_that_exists(whole: Application) -> None:
    for names in TROUBLES.values():
        assert set(names) <= set(whole.base.hulpvormen)
        assert names


def test_care_by_day_and_night_is_looked_for_in_the_jeugdwet_too(whole: Application) -> None:
    """'Dat is Wlz' and a nee of the CIZ: without the Jeugdwet in view the parent is stuck."""
    base = whole.base
    wanted = help_for(base, ["Er is dag en nacht zorg nodig"])
    laws = {kader.wet for name in wanted for kader in base.carriers(name)}
    assert {"jeugdwet", "wlz", "zvw"} <= laws
    stay = {kader.wet for name in wanted if "verblijf" in name for kader in base.carriers(name)}
    assert {"jeugdwet", "wlz"} <= stay


def test_what_comes_up_at_a_later_age_is_asked_last(whole: Application) -> None:
    """Found by reading along: the parent of a child of three was asked about curatele."""
    trouble = "Bijna 18: wat verandert er?"
    order = asked(whole, trouble, date(2023, 3, 1), 150)
    far = {name for name, kader in whole.base.kaders.items() if kader.gewoonlijk_vanaf}
    answers = Answers(
        Case(
            TODAY,
            {BIRTH: Period(date(2023, 3, 1), date(2023, 3, 1))},
            help_for(whole.base, [trouble]),
        )
    )
    later = {item.feit for item in whole.interviewer.next(answers).ranked if set(item.moves) <= far}
    places = [order.index(name) for name in later & set(order)]
    assert places
    assert min(places) >= len(order) - 2 * len(places) - 2, [order[place] for place in places]
