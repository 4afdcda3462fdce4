"""What is asked for first: the one application that can carry most of the help, when it is near.

Found on a child of four with a severe multiple disability: the parent was told to ask for what
the gemeente gives to everybody and for a dentist, and not to apply for the Wlz at the CIZ.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from regelwijzer.advice.actions import Action, first_actions
from regelwijzer.advice.advisor import Advice, Advisor
from regelwijzer.advice.candidates import asked_kinds, nearest
from regelwijzer.advice.focus import focus
from regelwijzer.application import Application
from regelwijzer.interview.session import Answers
from regelwijzer.interview.troubles import TROUBLES, help_for
from regelwijzer.reasoning.case import Case, make_case
from regelwijzer.reasoning.values import Period
from tests.advice.cases import HERE

GENERIC = {
    "jeugdwet.preventie",
    "zvw.mondzorg",
    "zvw.elv",
    "zvw.opname_somatisch",
    "zvw.paramedisch",
    "inkomen.kinderbijslag",
    "inkomen.studiefinanciering",
    "inkomen.reisvoorziening_mbo",
}
"""What everybody can ask for, or nobody in these cases has a reason for."""
DAY_AND_NIGHT = ["Er is dag en nacht zorg nodig"]
CARE = ["persoonlijke_verzorging", "dagbesteding", "respijt", "behandeling_beperking"]
MEDICAL = ["medische_zorg", "verpleging", "respijt", "hulpmiddel", "woningaanpassing"]

BORN = "jeugdige.geboortedatum"
SEVERE = {
    **HERE,
    BORN: "2022-05-10",
    "gezondheid.verstandelijke_beperking": "ja",
    "gezondheid.lichamelijke_beperking": "ja",
    "gezag.situatie": "beide_ouders",
    "wonen.situatie": "ouders",
}
JUDGED = {"zorg.permanent_toezicht": "ja"}
SEEN = {
    "observatie.kan_uur_alleen": "nee",
    "observatie.nacht_toezicht": "ja",
    "observatie.ziet_gevaar": "nee",
    "observatie.hulp_al_jaren": "ja",
    "observatie.roept_hulp": "nee",
}
"""What the parent sees at home, and what points towards the same open norms."""
SIXTEEN = {
    **HERE,
    BORN: "2010-03-14",
    "gezondheid.verstandelijke_beperking": "ja",
    "jeugdige.iq": {"van": 35, "tot": 49},
    "gezag.situatie": "beide_ouders",
    "wonen.situatie": "ouders",
}
CRISIS = {
    **HERE,
    BORN: "2011-03-14",
    "gezondheid.psychische_stoornis": "ja",
    "gezondheid.verstandelijke_beperking": "nee",
    "wonen.situatie": "ouders",
}
MILD = {
    **HERE,
    BORN: "2014-03-14",
    "jeugdige.iq": 65,
    "gezondheid.verstandelijke_beperking": "ja",
    "gezondheid.lvb": "ja",
    "wonen.situatie": "ouders",
}


def advise(
    advisor: Advisor, feiten: dict[str, Any], wishes: list[str], role: str = "ouder"
) -> tuple[Advice, list[Action]]:
    """Return the advice and its first actions; *wishes* are hulpvormen or troubles."""
    found = [w for w in wishes if w not in TROUBLES]
    found += help_for(advisor.base, [w for w in wishes if w in TROUBLES])
    raw = {"peildatum": "2026-11-22", "doelgroep": role, "hulpvragen": found, "feiten": feiten}
    advice = advisor.advise(make_case(raw, advisor.base))
    return advice, first_actions(advisor.base, advice, role == "ouder")


def place(actions: list[Action], *kaders: str) -> int:
    """Return at which place the first action that asks for one of *kaders* stands."""
    found = [n for n, action in enumerate(actions) if set(kaders) & set(action.kaders)]
    return found[0] if found else len(actions)


def generic(actions: list[Action]) -> int:
    """Return the place of the first action that only asks for something generic."""
    found = [n for n, a in enumerate(actions) if a.kaders and set(a.kaders) <= GENERIC]
    return found[0] if found else len(actions)


@pytest.mark.parametrize("role", ["ouder", "jeugdbeschermer"])
@pytest.mark.parametrize("known", [JUDGED, SEEN], ids=["vastgesteld", "gezien"])
@pytest.mark.parametrize(
    "wishes",
    [[], DAY_AND_NIGHT, CARE, MEDICAL, ["Thuis gaat het niet meer"]],
    ids=["geen", "dag en nacht", "zorg", "medisch", "thuis"],
)
def test_a_severe_multiple_disability_at_four_begins_at_the_ciz(
    advisor: Advisor, wishes: list[str], known: dict[str, str], role: str
) -> None:
    _, actions = advise(advisor, {**SEVERE, **known}, wishes, role)
    ciz = place(actions, "wlz.toegang")
    assert ciz < len(actions), [a.title for a in actions]
    assert ciz < generic(actions), [a.title for a in actions]
    if wishes in ([], DAY_AND_NIGHT, CARE):  # it can carry most of this
        assert ciz == 0, [a.title for a in actions]


@pytest.mark.parametrize("wishes", [[], DAY_AND_NIGHT, CARE], ids=["geen", "dag en nacht", "zorg"])
@pytest.mark.parametrize("known", [JUDGED, SEEN], ids=["vastgesteld", "gezien"])
def test_an_iq_below_50_at_sixteen_with_care_day_and_night_begins_at_the_ciz(
    advisor: Advisor, wishes: list[str], known: dict[str, str]
) -> None:
    for born in ("2010-03-14", "2008-12-20"):  # sixteen, and four weeks before eighteen
        _, actions = advise(advisor, {**SIXTEEN, **known, BORN: born}, wishes)
        titles = [a.title for a in actions]
        ciz = place(actions, "wlz.toegang")
        assert ciz < generic(actions), titles  # also when there is nothing generic
        before = [action.source for action in actions[:ciz]]
        assert all(name in advisor.base.mijlpalen for name in before), titles
        assert not before or born == "2008-12-20", titles


@pytest.mark.parametrize("urgent", ["ja", "nee", "onbekend"])
def test_a_psychiatric_crisis_does_not_begin_at_the_ciz_or_in_a_hospital(
    advisor: Advisor, urgent: str
) -> None:
    wishes = ["Grote psychische problemen"]
    _, actions = advise(advisor, {**CRISIS, "jeugdige.spoed": urgent}, wishes)
    titles = [a.title for a in actions]
    assert place(actions, "wlz.toegang", "wlz.ggz_wonen") == len(actions), titles
    assert place(actions, "jeugdwet.crisis", "jeugdwet.jeugdhulp_soort_1") == 0, titles
    if urgent == "ja":
        assert place(actions, "jeugdwet.crisis") == 0, titles


@pytest.mark.parametrize(
    "wishes",
    [[], ["ambulante_begeleiding", "behandeling_beperking", "dagbesteding"], CARE],
    ids=["geen", "begeleiding", "zorg"],
)
@pytest.mark.parametrize("iq", [65, 78])
def test_only_a_mild_disability_begins_at_the_gemeente(
    advisor: Advisor, wishes: list[str], iq: int
) -> None:
    advice, actions = advise(advisor, {**MILD, "jeugdige.iq": iq}, wishes)
    titles = [a.title for a in actions]
    youth = [n for n in advisor.base.kaders if n.startswith("jeugdwet.jeugdhulp_soort")]
    assert place(actions, *youth) == 0, titles
    assert place(actions, "zvw.zintuiglijk") == len(actions), titles
    assert generic(actions) > 0
    near = [item.kader.kader for item in focus(advisor.base, advice).near]
    assert "zvw.zintuiglijk" not in near


def test_help_for_eyes_and_ears_is_near_when_they_are_what_is_wrong(advisor: Advisor) -> None:
    wish = ["behandeling_beperking"]
    feiten = {**MILD, "zvw.zintuiglijk_soort": ["visueel"]}
    advice, actions = advise(advisor, feiten, wish)
    assert "zvw.zintuiglijk" in [i.kader.kader for i in focus(advisor.base, advice).near]
    assert place(actions, "zvw.zintuiglijk") < len(actions)


@pytest.mark.parametrize("feiten", [SEVERE, {**SEVERE, **JUDGED}, MILD, SIXTEEN])
@pytest.mark.parametrize("wishes", [CARE, MEDICAL, ["respijt", "dagbesteding", "verpleging"]])
def test_nothing_about_foster_care_is_to_be_found_out_when_there_is_none(
    advisor: Advisor, feiten: dict[str, Any], wishes: list[str]
) -> None:
    advice, _ = advise(advisor, feiten, wishes)
    first = [candidate.feit for candidate in advice.first]
    assert first
    assert "pleegzorg.contract" not in first, first
    living = {**feiten, "wonen.situatie": "pleeggezin"}
    asked, _ = advise(advisor, living, ["verblijf_gezin"])
    assert "pleegzorg.contract" in [candidate.feit for candidate in asked.first]


@pytest.mark.parametrize("trouble", ["Het gaat mis op school", "Bijna 18: wat verandert er?"])
def test_a_child_of_four_is_not_sent_to_what_is_for_students(
    advisor: Advisor, trouble: str
) -> None:
    advice, actions = advise(advisor, SEVERE, [trouble])
    later = {name for name, kader in advisor.base.kaders.items() if kader.gewoonlijk_vanaf}
    assert later
    assert not later & {name for action in actions for name in action.kaders}
    assert not later & {item.kader.kader for item in focus(advisor.base, advice).near}


SEES = {
    "gezondheid.verstandelijke_beperking",
    "gezondheid.lichamelijke_beperking",
    "jeugdige.in_nederland",
    "jeugdige.ingezetene",
    "jeugdige.nederlander",
    "zvw.verzekerd",
    "zorg.persoonlijke_verzorging_nodig",
    "zorg.begeleiding_nodig",
}
"""What the parent of the child of four says yes to in the interview, as it is asked."""


@pytest.mark.parametrize("answered", [12, 25])
def test_the_interview_itself_leads_a_parent_to_the_ciz(whole: Application, answered: int) -> None:
    """Long before the oordelen are settled; of those 'weet ik niet' is the only honest answer."""
    born = date(2022, 5, 10)
    wishes = help_for(whole.base, DAY_AND_NIGHT)
    answers = Answers(Case(date(2026, 11, 22), {BORN: Period(born, born)}, wishes, "ouder"))
    for _ in range(answered):
        question = whole.interviewer.next(answers).question
        assert question is not None
        feit = whole.base.feiten[question.feit]
        plain = feit.type == "ja_nee" and feit.oordeel is None
        answers = answers.give(feit.feit, feit.feit in SEES if plain else None)
    actions = first_actions(whole.base, whole.advisor.advise(answers.case), True)
    assert place(actions, "wlz.toegang") <= 1, [action.title for action in actions]
    assert generic(actions) == len(actions)


@pytest.mark.parametrize("trouble", [None, *TROUBLES])
def test_requests_stand_in_the_order_of_what_they_may_carry(
    advisor: Advisor, trouble: str | None
) -> None:
    """For every profile and every trouble; and nothing far away is asked for."""
    profiles = (SEVERE, {**SEVERE, **JUDGED}, {**SEVERE, **SEEN}, SIXTEEN, CRISIS, MILD)
    for feiten in profiles:
        advice, actions = advise(advisor, feiten, [trouble] if trouble else [])
        kinds = asked_kinds(advisor.base, advice.case)
        found = {
            near.item.kader.kader: near for kind in kinds for near in nearest(advice.now, kind)
        }
        asked = [action for action in actions if action.source in action.kaders]
        best = [max(found[name].carried(kinds) for name in action.kaders) for action in asked]
        assert best == sorted(best, reverse=True), [action.title for action in asked]
        later = {name for name, near in found.items() if near.far}
        assert not later & {name for action in asked for name in action.kaders}
