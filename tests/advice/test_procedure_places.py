"""Procedures: 'u bent hier' is where a case is, with the last day, or that it has passed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regelwijzer.advice.advisor import Advisor
from regelwijzer.advice.procedures import Place, places
from regelwijzer.reasoning.case import Case, make_case
from tests.advice.cases import everywhere

TODAY = "2026-11-22"
"""A Sunday."""
AFTER_CHRISTMAS = "2026-12-28"
"""The Monday after: Second Christmas Day is a Saturday."""


@dataclass(frozen=True)
class Here:
    """In *procedure* a case with these feiten stands at *step*, with *day* as its last day."""

    procedure: str
    feiten: dict[str, Any]
    step: str
    day: str | None = None
    on: str = TODAY
    passed: bool = False

    def __str__(self) -> str:
        return f"{self.procedure}-{self.step}-{self.on}"


LATE = {
    "procedure.aanvraag_gedaan": "ja",
    "procedure.aanvraagdatum": "2026-09-01",  # eight weeks end on Tuesday 27 October
    "procedure.besluit_ontvangen": "nee",
    "awb.afzender": "bestuursorgaan",
    "awb.wettelijke_termijn": "nee",
    "awb.uitstel_loopt": "nee",
}
NOTICE = {
    **LATE,
    "awb.ingebrekestelling": "ja",
    "awb.ingebrekestelling_datum": "2026-11-01",
}
DECIDED = {"procedure.besluit_ontvangen": "ja", "procedure.besluitdatum": "2026-11-14"}
"""Six weeks after it is Second Christmas Day, then a Sunday."""
OBJECTED = {"procedure.niet_eens_met_besluit": "ja"}
FROM_IND = {"procedure.besluit_ontvangen": "ja", "awb.afzender": "ind"}
ABLE = {
    "jeugdige.geboortedatum": "2009-05-01",
    "wil.wilsbekwaam": "ja",
    "wgbo.ingrijpend": "ja",
}
ANSWERED = {"privacy.antwoorddatum": "2026-11-14"}

CASES = [
    Here("jeugdwet", LATE, "aanvraag", "2026-10-27", on="2026-10-27"),
    Here("jeugdwet", LATE, "te_laat", on="2026-10-28"),
    Here("jeugdwet", NOTICE, "ingebreke", "2026-11-15", on="2026-11-15"),
    Here("jeugdwet", NOTICE, "dwangsom", on="2026-11-16"),
    Here("jeugdwet", DECIDED, "besluit", AFTER_CHRISTMAS),
    # Whether bezwaar was made is not known: only the day is over.
    Here("jeugdwet", DECIDED, "besluit", AFTER_CHRISTMAS, on="2026-12-29", passed=True),
    Here(
        "jeugdwet",
        {**DECIDED, **OBJECTED, "awb.bezwaar_ingediend": "nee", "awb.beslissing_op_bezwaar": "nee"},
        "onaantastbaar",
        on="2026-12-29",
    ),
    Here(
        "wmo",
        {"wmo.meldingsdatum": "2026-09-01", "procedure.aanvraag_gedaan": "nee"},
        "melding_te_laat",
    ),
    Here(  # six weeks ended on the Saturday, so the Monday counts
        "wmo",
        {"wmo.meldingsdatum": "2026-10-10", "procedure.aanvraag_gedaan": "nee"},
        "melding",
        "2026-11-23",
    ),
    Here(
        "wlz",
        {"wlz.afwijzing_ontvangen": "ja", "wlz.besluitdatum": "2026-11-01"},
        "besluit",
        "2026-12-14",
    ),
    Here("aanwijzing", {"bw1.aanwijzing_verzonden_op": "2026-11-20"}, "aanwijzing", "2026-12-04"),
    Here(  # fourteen days end on Second Christmas Day, a Saturday
        "aanwijzing",
        {"bw1.aanwijzing_verzonden_op": "2026-12-12"},
        "aanwijzing",
        AFTER_CHRISTMAS,
        on="2026-12-14",
    ),
    Here(  # fourteen days end on Good Friday; Easter Monday is the 29th
        "aanwijzing",
        {"bw1.aanwijzing_verzonden_op": "2027-03-12"},
        "aanwijzing",
        "2027-03-30",
        on="2027-03-20",
    ),
    Here(
        "kinderrechter",
        {"maatregel.ots": "ja", "bw1.beschikking_datum": "2026-09-30"},
        "beschikking",
        "2026-12-30",
    ),
    Here(
        "crisismaatregel",
        {"dwang.crisismaatregel": "ja", "wvggz.crisismaatregel_datum": "2026-11-16"},
        "maatregel",
        "2026-12-07",
    ),
    Here(
        "wzd_machtiging",
        {"dwang.wzd_rechterlijke_machtiging": "ja", "wzd.klachtbeslissing_ontvangen": "ja"},
        "rechter_klacht",
    ),
    Here("zvw", {"zvw.afwijzing": "ja", "zvw.heroverweging_gevraagd": "ja"}, "heroverweging"),
    Here("behandeling", {**ABLE, "wil.instemming_jeugdige": "ja"}, "behandeling"),
    Here("behandeling", {**ABLE, "wil.instemming_jeugdige": "nee"}, "geen_toestemming"),
    # A month after 31 October is the last day of November.
    Here("persoonsgegevens", {"privacy.verzoekdatum": "2026-10-31"}, "aanvraag", "2026-11-30"),
    Here(  # whether an answer came is not known: only the day is over
        "persoonsgegevens",
        {"privacy.verzoekdatum": "2026-10-31"},
        "aanvraag",
        "2026-11-30",
        on="2026-12-01",
        passed=True,
    ),
    Here("persoonsgegevens", {**ANSWERED, "awb.afzender": "anders"}, "antwoord", AFTER_CHRISTMAS),
    Here(
        "persoonsgegevens",
        {**ANSWERED, "awb.afzender": "bestuursorgaan"},
        "besluit",
        AFTER_CHRISTMAS,
    ),
    Here(  # nobody says whether a GI is a bestuursorgaan here
        "persoonsgegevens",
        {**ANSWERED, "privacy.verzoekdatum": "2026-11-01", "awb.afzender": "gi"},
        "aanvraag",
        "2026-12-01",
    ),
    Here(
        "strafzaak",
        {"sr.verdacht": "ja", "sr.uitspraakdatum": "2026-11-20"},
        "vonnis",
        "2026-12-04",
    ),
    Here(  # fourteen days end on Christmas Day, then a weekend
        "strafzaak",
        {"sr.verdacht": "ja", "sr.uitspraakdatum": "2026-12-11"},
        "vonnis",
        AFTER_CHRISTMAS,
        on="2026-12-20",
    ),
    Here("strafzaak", {"sr.verdacht": "ja", "sr.titel": "strafbeschikking"}, "strafbeschikking"),
    Here(
        "straf_en_zorg",
        {"sr.titel_einddatum": "2026-12-31"},
        "voorbereiden",
        "2026-11-19",
        passed=True,
    ),
    # The shortest of one, two and four weeks.
    Here("verblijf", {**FROM_IND, "procedure.besluitdatum": "2026-11-20"}, "besluit", "2026-11-27"),
    Here(
        "verblijf",
        {
            **FROM_IND,
            **OBJECTED,
            "awb.beslissing_op_bezwaar": "ja",
            "awb.beslissing_op_bezwaar_datum": "2026-11-05",
        },
        "beslissing",
        "2026-12-03",
    ),
    Here("voorziening_vreemdeling", DECIDED, "besluit", AFTER_CHRISTMAS),
    Here(
        "klacht_zorg",
        {"route.klacht_over": {"wel": ["zorgaanbieder"]}, "route.klacht_gedaan": "ja"},
        "klacht",
    ),
    Here(
        "verwijdering_school",
        {**DECIDED, "onderwijs.verwijdering": "verwijdering"},
        "besluit",
        AFTER_CHRISTMAS,
    ),
    Here("vrijstelling_5a", {"onderwijs.kennisgeving_5a": "ja"}, "kennisgeving"),
    Here("verzuim", {"onderwijs.verzuim_16_uur": "ja"}, "melding"),
]


def place(advisor: Advisor, name: str, feiten: dict[str, Any], on: str = TODAY) -> Place:
    """Return where the feiten stand in a procedure."""
    case = make_case({"peildatum": on, "feiten": feiten}, advisor.base)
    procedure = advisor.base.procedures[f"procedure.{name}"]
    return places(advisor.base, advisor.program, advisor.planes, [procedure], case)[0]


def test_nothing_known_means_not_known_where(advisor: Advisor) -> None:
    for found in everywhere(advisor, Case(date(2026, 11, 22))):
        assert not found.known
        assert found.moves == ()


@pytest.mark.parametrize("here", CASES, ids=str)
def test_you_are_here(advisor: Advisor, here: Here) -> None:
    found = place(advisor, here.procedure, here.feiten, here.on)
    assert found.known
    assert found.step == here.step
    assert (found.day.first.isoformat() if found.day else None) == here.day
    assert found.passed is here.passed


def test_a_decision_of_the_gemeente_is_none_of_the_ind(advisor: Advisor) -> None:
    feiten = {"procedure.besluit_ontvangen": "ja", "awb.afzender": "bestuursorgaan"}
    found = place(advisor, "verblijf", feiten)
    assert (found.known, found.step) == (False, "aanvraag")


@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_any_answers_give_a_place(advisor: Advisor, data: st.DataObject) -> None:
    """Whatever is answered, there is one place, and its moves are moves of the data."""
    names = sorted(n for n in advisor.base.feiten if n.split(".")[0] in ("awb", "procedure"))
    feiten: dict[str, Any] = {}
    for name in data.draw(st.lists(st.sampled_from(names), unique=True, max_size=14)):
        feit = advisor.base.feiten[name]
        if feit.type == "ja_nee":
            feiten[name] = data.draw(st.sampled_from(["ja", "nee"]))
        elif feit.type == "datum":
            feiten[name] = data.draw(st.dates(date(2026, 1, 1), date(2026, 12, 31))).isoformat()
    case = make_case({"peildatum": "2026-11-22", "feiten": feiten}, advisor.base)
    for found in everywhere(advisor, case):
        at = found.procedure.stappen[0].stap
        for move in found.moves:
            assert move.van == at
            assert move.naar in {
                o.naar for o in found.steps[at].verder if o.gebeurtenis == move.gebeurtenis
            }
            at = move.naar
        assert at == found.step
