"""Procedures: the flow is sound, events never fail, and 'u bent hier' is where a case is."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regelwijzer.advice.advisor import Advisor
from regelwijzer.advice.procedures import Flow, Place, in_order, places
from regelwijzer.datapaths import rules_folder
from regelwijzer.knowledge.loader import load_base
from regelwijzer.knowledge.procedures import (
    PASSED,
    Procedure,
    Stap,
    event_title,
    procedures_for,
    reachable_steps,
    steps_of,
)
from regelwijzer.reasoning.case import Case, make_case
from regelwijzer.report.flow import MAIN, SIDE, flow_html, flow_lines, flow_svg, flow_view
from regelwijzer.report.view import Viewer

MAIN_ONES = {
    "jeugdwet", "wmo", "wlz", "zvw", "kinderrechter", "aanwijzing", "gi_geschil", "gesloten",
    "zorgmachtiging", "crisismaatregel", "wzd_machtiging", "inbewaringstelling",
    "leerlingenvervoer", "toelaatbaarheid", "toelating_school", "uitkering", "klacht_jeugd",
    "klacht_overheid", "bestuursrecht", "klacht_zorg", "behandeling", "medisch_dossier",
    "persoonsgegevens", "strafzaak", "straf_en_zorg", "verblijf", "voorziening_vreemdeling",
    "verwijdering_school", "leerplicht_besluit", "vrijstelling_5a", "verzuim", "doorstroompunt",
}  # fmt: skip


@pytest.fixture(scope="module")
def advisor() -> Iterator[Advisor]:
    """Return an advisor on the real base, by the bit planes only."""
    made = Advisor(load_base(rules_folder()), use_durable=False)
    yield made
    made.close()


def place(advisor: Advisor, name: str, peildatum: str = "2026-11-22", **feiten: Any) -> Place:
    """Return where the feiten, written with ``__`` for a point, stand in a procedure."""
    named = {key.replace("__", "."): value for key, value in feiten.items()}
    case = make_case({"peildatum": peildatum, "feiten": named}, advisor.base)
    procedure = advisor.base.procedures[f"procedure.{name}"]
    return places(advisor.base, advisor.program, advisor.planes, [procedure], case)[0]


def everywhere(advisor: Advisor, case: Case) -> list[Place]:
    """Return where *case* stands in every procedure."""
    every = advisor.base.procedures.values()
    return places(advisor.base, advisor.program, advisor.planes, every, case)


# --- the flow --------------------------------------------------------------------------------


def test_the_main_procedures_are_there(advisor: Advisor) -> None:
    names = {name.removeprefix("procedure.") for name in advisor.base.procedures}
    assert names >= MAIN_ONES


def test_every_step_is_reached_and_none_is_a_dead_end(advisor: Advisor) -> None:
    for procedure in advisor.base.procedures.values():
        steps = steps_of(advisor.base, procedure)
        start = procedure.stappen[0].stap
        assert reachable_steps(steps, start) == set(steps), procedure.procedure
        ends = {name for name, stap in steps.items() if stap.einde}
        for name, stap in steps.items():
            assert stap.einde or stap.verder, f"{procedure.procedure}: {name}"
            assert ends & reachable_steps(steps, name), f"{procedure.procedure}: {name}"


def test_the_machine_does_what_the_data_says(advisor: Advisor) -> None:
    """From every step, every event of the procedure leads where the data says, or nowhere."""
    for procedure in advisor.base.procedures.values():
        steps = steps_of(advisor.base, procedure)
        events = {o.gebeurtenis for stap in steps.values() for o in stap.verder}
        for name, road in _roads(steps, procedure.stappen[0].stap).items():
            here = {o.gebeurtenis: o.naar for o in steps[name].verder}
            for event, wanted in here.items():
                flow = _at(procedure, steps, road)
                assert flow.step == name
                assert flow.send(event) is (wanted != name)
                assert flow.step == wanted, f"{procedure.procedure}: {name} {event}"
            flow = _at(procedure, steps, road)
            assert not any(flow.send(event) for event in events - here.keys())
            assert flow.step == name


def _at(procedure: Procedure, steps: Mapping[str, Stap], road: list[str]) -> Flow:
    flow = Flow(procedure, steps)
    for event in road:
        flow.send(event)
    return flow


def _roads(steps: Any, start: str) -> dict[str, list[str]]:
    """Return for every step the events that lead to it from the start."""
    roads, todo = {start: []}, [start]
    while todo:
        name = todo.pop(0)
        for overgang in steps[name].verder:
            if overgang.naar not in roads:
                roads[overgang.naar] = [*roads[name], overgang.gebeurtenis]
                todo.append(overgang.naar)
    return roads


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_event_ever_fails(advisor: Advisor, data: st.DataObject) -> None:
    procedure = data.draw(st.sampled_from(list(advisor.base.procedures.values())))
    steps = steps_of(advisor.base, procedure)
    known = sorted({o.gebeurtenis for stap in steps.values() for o in stap.verder})
    junk = st.sampled_from(["bestaat_niet", "on_enter_state", "send", "step", "__class__", ""])
    flow, at = Flow(procedure, steps), procedure.stappen[0].stap
    for event in data.draw(st.lists(st.sampled_from(known) | junk, max_size=25)):
        flow.send(event)
        at = {o.gebeurtenis: o.naar for o in steps[at].verder}.get(event, at)
        assert flow.step == at


# --- where a case is -------------------------------------------------------------------------


def test_nothing_known_means_not_known_where(advisor: Advisor) -> None:
    for found in everywhere(advisor, Case(date(2026, 11, 22))):
        assert not found.known
        assert found.moves == ()


READ = {
    ("awb", "8:55d"),
    ("lpw", "12"), ("lpw", "13a"), ("lpw", "13b"),
    ("sv", "257e"), ("sv", "257f"), ("sv", "404"), ("sv", "410"), ("sv", "6:1:16"),
    ("vw2000", "23"), ("vw2000", "25"), ("vw2000", "76"), ("vw2000", "82"),
    ("wkkgz", "14"), ("wkkgz", "20"), ("wkkgz", "22"),
    ("wvo", "8.29"),
}  # fmt: skip
"""Articles that only a procedure cites; read as the procedures in docs/juridische-review tell."""

LATE = {
    "procedure__aanvraag_gedaan": "ja",
    "procedure__aanvraagdatum": "2026-09-01",  # eight weeks end on Tuesday 27 October
    "procedure__besluit_ontvangen": "nee",
    "awb__afzender": "bestuursorgaan",
    "awb__wettelijke_termijn": "nee",
    "awb__uitstel_loopt": "nee",
}


@pytest.mark.parametrize(
    ("name", "peildatum", "feiten", "step", "day", "passed"),
    [
        ("jeugdwet", "2026-10-27", LATE, "aanvraag", date(2026, 10, 27), False),
        ("jeugdwet", "2026-10-28", LATE, "te_laat", None, False),
        (
            "jeugdwet",
            "2026-11-15",
            {**LATE, "awb__ingebrekestelling": "ja", "awb__ingebrekestelling_datum": "2026-11-01"},
            "ingebreke",
            date(2026, 11, 15),
            False,
        ),
        (
            "jeugdwet",
            "2026-11-16",
            {**LATE, "awb__ingebrekestelling": "ja", "awb__ingebrekestelling_datum": "2026-11-01"},
            "dwangsom",
            None,
            False,
        ),
        (
            "jeugdwet",
            "2026-11-22",
            {"procedure__besluit_ontvangen": "ja", "procedure__besluitdatum": "2026-11-14"},
            "besluit",
            date(2026, 12, 28),  # six weeks end on Second Christmas Day, then a Sunday
            False,
        ),
        (
            "jeugdwet",
            "2026-12-29",
            {"procedure__besluit_ontvangen": "ja", "procedure__besluitdatum": "2026-11-14"},
            "besluit",  # whether bezwaar was made is not known: only the day is over
            date(2026, 12, 28),
            True,
        ),
        (
            "jeugdwet",
            "2026-12-29",
            {
                "procedure__besluit_ontvangen": "ja",
                "procedure__besluitdatum": "2026-11-14",
                "procedure__niet_eens_met_besluit": "ja",
                "awb__bezwaar_ingediend": "nee",
                "awb__beslissing_op_bezwaar": "nee",
            },
            "onaantastbaar",
            None,
            False,
        ),
        (
            "wmo",
            "2026-11-22",
            {"wmo__meldingsdatum": "2026-09-01", "procedure__aanvraag_gedaan": "nee"},
            "melding_te_laat",
            None,
            False,
        ),
        (
            "wmo",
            "2026-11-22",  # a Sunday: six weeks ended on the Saturday, so the Monday counts
            {"wmo__meldingsdatum": "2026-10-10", "procedure__aanvraag_gedaan": "nee"},
            "melding",
            date(2026, 11, 23),
            False,
        ),
        (
            "wlz",
            "2026-11-22",
            {"wlz__afwijzing_ontvangen": "ja", "wlz__besluitdatum": "2026-11-01"},
            "besluit",
            date(2026, 12, 14),
            False,
        ),
        (
            "aanwijzing",
            "2026-11-22",
            {"bw1__aanwijzing_verzonden_op": "2026-11-20"},
            "aanwijzing",
            date(2026, 12, 4),
            False,
        ),
        (
            "aanwijzing",
            "2026-12-14",  # fourteen days end on Second Christmas Day, a Saturday
            {"bw1__aanwijzing_verzonden_op": "2026-12-12"},
            "aanwijzing",
            date(2026, 12, 28),
            False,
        ),
        (
            "aanwijzing",
            "2027-03-20",  # fourteen days end on Good Friday; Easter Monday is the 29th
            {"bw1__aanwijzing_verzonden_op": "2027-03-12"},
            "aanwijzing",
            date(2027, 3, 30),
            False,
        ),
        (
            "kinderrechter",
            "2026-11-22",
            {"maatregel__ots": "ja", "bw1__beschikking_datum": "2026-09-30"},
            "beschikking",
            date(2026, 12, 30),
            False,
        ),
        (
            "crisismaatregel",
            "2026-11-22",
            {"dwang__crisismaatregel": "ja", "wvggz__crisismaatregel_datum": "2026-11-16"},
            "maatregel",
            date(2026, 12, 7),
            False,
        ),
        (
            "wzd_machtiging",
            "2026-11-22",
            {"dwang__wzd_rechterlijke_machtiging": "ja", "wzd__klachtbeslissing_ontvangen": "ja"},
            "rechter_klacht",
            None,
            False,
        ),
        (
            "zvw",
            "2026-11-22",
            {"zvw__afwijzing": "ja", "zvw__heroverweging_gevraagd": "ja"},
            "heroverweging",
            None,
            False,
        ),
        (
            "behandeling",
            "2026-11-22",
            {
                "jeugdige__geboortedatum": "2009-05-01",
                "wil__wilsbekwaam": "ja",
                "wil__instemming_jeugdige": "ja",
                "wgbo__ingrijpend": "ja",
            },
            "behandeling",
            None,
            False,
        ),
        (
            "behandeling",
            "2026-11-22",
            {
                "jeugdige__geboortedatum": "2009-05-01",
                "wil__wilsbekwaam": "ja",
                "wil__instemming_jeugdige": "nee",
                "wgbo__ingrijpend": "ja",
            },
            "geen_toestemming",
            None,
            False,
        ),
        (
            "persoonsgegevens",
            "2026-11-22",
            {"privacy__verzoekdatum": "2026-10-31"},
            "aanvraag",
            date(2026, 11, 30),  # a month after 31 October: the last day of November
            False,
        ),
        (
            "persoonsgegevens",
            "2026-12-01",
            {"privacy__verzoekdatum": "2026-10-31"},
            "aanvraag",  # whether an answer came is not known: only the day is over
            date(2026, 11, 30),
            True,
        ),
        (
            "persoonsgegevens",
            "2026-11-22",
            {"privacy__antwoorddatum": "2026-11-14", "awb__afzender": "anders"},
            "antwoord",
            date(2026, 12, 28),  # six weeks end on Second Christmas Day, then a Sunday
            False,
        ),
        (
            "persoonsgegevens",
            "2026-11-22",
            {"privacy__antwoorddatum": "2026-11-14", "awb__afzender": "bestuursorgaan"},
            "besluit",
            date(2026, 12, 28),
            False,
        ),
        (
            "persoonsgegevens",
            "2026-11-22",  # nobody says whether a GI is a bestuursorgaan here
            {
                "privacy__verzoekdatum": "2026-11-01",
                "privacy__antwoorddatum": "2026-11-14",
                "awb__afzender": "gi",
            },
            "aanvraag",
            date(2026, 12, 1),
            False,
        ),
        (
            "strafzaak",
            "2026-11-22",
            {"sr__verdacht": "ja", "sr__uitspraakdatum": "2026-11-20"},
            "vonnis",
            date(2026, 12, 4),
            False,
        ),
        (
            "strafzaak",
            "2026-12-20",
            {"sr__verdacht": "ja", "sr__uitspraakdatum": "2026-12-11"},
            "vonnis",
            date(2026, 12, 28),  # fourteen days end on Christmas Day, then a weekend
            False,
        ),
        (
            "strafzaak",
            "2026-11-22",
            {"sr__verdacht": "ja", "sr__titel": "strafbeschikking"},
            "strafbeschikking",
            None,
            False,
        ),
        (
            "straf_en_zorg",
            "2026-11-22",
            {"sr__titel_einddatum": "2026-12-31"},
            "voorbereiden",
            date(2026, 11, 19),
            True,
        ),
        (
            "verblijf",
            "2026-11-22",
            {
                "procedure__besluit_ontvangen": "ja",
                "awb__afzender": "ind",
                "procedure__besluitdatum": "2026-11-20",
            },
            "besluit",
            date(2026, 11, 27),  # the shortest of one, two and four weeks
            False,
        ),
        (
            "verblijf",
            "2026-11-22",
            {
                "procedure__besluit_ontvangen": "ja",
                "awb__afzender": "ind",
                "procedure__niet_eens_met_besluit": "ja",
                "awb__beslissing_op_bezwaar": "ja",
                "awb__beslissing_op_bezwaar_datum": "2026-11-05",
            },
            "beslissing",
            date(2026, 12, 3),
            False,
        ),
        (
            "voorziening_vreemdeling",
            "2026-11-22",
            {"procedure__besluit_ontvangen": "ja", "procedure__besluitdatum": "2026-11-14"},
            "besluit",
            date(2026, 12, 28),
            False,
        ),
        (
            "klacht_zorg",
            "2026-11-22",
            {"route__klacht_over": {"wel": ["zorgaanbieder"]}, "route__klacht_gedaan": "ja"},
            "klacht",
            None,
            False,
        ),
        (
            "verwijdering_school",
            "2026-11-22",
            {
                "onderwijs__verwijdering": "verwijdering",
                "procedure__besluit_ontvangen": "ja",
                "procedure__besluitdatum": "2026-11-14",
            },
            "besluit",
            date(2026, 12, 28),
            False,
        ),
        (
            "vrijstelling_5a",
            "2026-11-22",
            {"onderwijs__kennisgeving_5a": "ja"},
            "kennisgeving",
            None,
            False,
        ),
        ("verzuim", "2026-11-22", {"onderwijs__verzuim_16_uur": "ja"}, "melding", None, False),
    ],
)
def test_you_are_here(
    advisor: Advisor,
    name: str,
    peildatum: str,
    feiten: dict[str, Any],
    step: str,
    day: date | None,
    passed: bool,
) -> None:
    found = place(advisor, name, peildatum, **feiten)
    assert found.known
    assert found.step == step
    assert (found.day.first if found.day else None) == day
    assert found.passed is passed


def test_a_strafbeschikking_says_how_long_and_that_paying_ends_it(advisor: Advisor) -> None:
    """Sv 257e lid 1: fourteen days, and who pays freely can no longer object."""
    found = next(
        stap
        for stap in advisor.base.procedures["procedure.strafzaak"].stappen
        if stap.stap == "strafbeschikking"
    )
    assert found.termijn and "veertien dagen" in found.termijn.tekst.professional
    assert "geen verzet meer" in found.wat.professional
    assert "Betaal nog niets" in found.wat.ouder


def test_a_decision_of_the_gemeente_is_none_of_the_ind(advisor: Advisor) -> None:
    feiten = {"procedure__besluit_ontvangen": "ja", "awb__afzender": "bestuursorgaan"}
    found = place(advisor, "verblijf", **feiten)
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


# --- what it says ----------------------------------------------------------------------------


def test_every_source_was_seen_elsewhere_in_the_rules(advisor: Advisor) -> None:
    """A procedure cites what a rule, kader, milestone or route cites, or what READ names."""
    base = advisor.base
    seen = READ | {(bron.wet, bron.artikel) for regel, _ in base.regels() for bron in regel.bron}
    for items in (base.kaders, base.mijlpalen, base.routes, base.voorrang):
        for element in items.values():
            seen |= {(bron.wet, bron.artikel) for bron in element.bron}
    for procedure in base.procedures.values():
        assert procedure.gecontroleerd is not None
        for stap in procedure.stappen:
            for bron in [*stap.bron, *(stap.termijn.bron if stap.termijn else [])]:
                assert (bron.wet, bron.artikel) in seen, f"{procedure.procedure}: {bron}"


def test_a_term_that_can_lapse_says_what_may_be_done_then(advisor: Advisor) -> None:
    for procedure in advisor.base.procedures.values():
        for stap in procedure.stappen:
            if stap.termijn and stap.termijn.datum:
                assert stap.te_laat, f"{procedure.procedure}: {stap.stap}"
            for overgang in stap.verder:
                assert event_title(overgang).ouder
                assert overgang.gebeurtenis != PASSED or stap.termijn


def test_kaders_lead_to_their_procedures(advisor: Advisor) -> None:
    def names(kader: str) -> list[str]:
        return [p.procedure.removeprefix("procedure.") for p in procedures_for(advisor.base, kader)]

    assert names("wlz.zorg") == ["wlz"]
    assert names("bw1.aanwijzing_vervallen") == ["aanwijzing"]
    assert names("jeugdwet.gesloten_klacht") == ["gesloten"]
    assert names("onderwijs.leerlingenvervoer") == ["leerlingenvervoer"]
    assert names("inkomen.wajong") == ["uitkering"]
    assert names("wvggz.beroep_crisismaatregel") == ["crisismaatregel"]
    assert names("wgbo.dossier_inzage") == ["medisch_dossier"]
    assert names("wgbo.toestemming_zelf") == ["behandeling"]
    assert names("privacy.rechten_jongere") == ["persoonsgegevens"]
    assert names("sr.pij") == ["strafzaak"]
    assert names("sr.aansluiting_zorg") == ["straf_en_zorg"]
    assert names("vreemdelingen.rechtsmiddel") == ["verblijf"]
    assert names("vreemdelingen.aanspraken_in_procedure") == ["voorziening_vreemdeling"]
    assert names("vreemdelingen.onderwijs") == ["toelating_school"]
    assert names("onderwijs.verwijdering") == ["verwijdering_school"]
    assert names("onderwijs.verlof") == ["leerplicht_besluit"]
    assert not [kader for kader in advisor.base.kaders if not names(kader)]


@pytest.mark.parametrize("doelgroep", ["ouder", "jeugdbeschermer"])
def test_picture_and_text_say_the_same(advisor: Advisor, doelgroep: str) -> None:
    viewer = Viewer(advisor.base, doelgroep)
    feiten = {"procedure.besluit_ontvangen": "ja", "procedure.besluitdatum": "2026-11-14"}
    case = make_case({"peildatum": "2026-11-22", "feiten": feiten}, advisor.base)
    for found in everywhere(advisor, case):
        view = flow_view(viewer, found)
        svg = ET.fromstring(flow_svg(view))
        assert svg.attrib["role"] == "img"
        texts = [node.text or "" for node in svg.iter() if node.tag.endswith("text")]
        assert ("▶ nu hier" in texts) is found.known
        html, lines = flow_html(view), "\n".join(flow_lines(view))
        for stap in in_order(found):
            title = viewer.words(stap.titel)
            assert title in html.replace("&#39;", "'")
            assert title in lines
            assert _bare(title) in _bare("".join(texts))
            if stap.termijn:
                assert viewer.words(stap.termijn.tekst) in lines
        _boxes_fit(view)


def _bare(text: str) -> str:
    """Return *text* without what breaking it into lines adds or takes away."""
    return re.sub(r"[\s-]", "", text)


def _boxes_fit(view: Any) -> None:
    for box in view.boxes:
        assert box.x in (MAIN[0], SIDE[0])
        assert box.x >= 0 and box.x + box.width <= view.width
        assert box.y + box.height <= view.height
    for column in (MAIN[0], SIDE[0]):
        inside = sorted((b for b in view.boxes if b.x == column), key=lambda b: b.y)
        for upper, lower in pairwise(inside):
            assert upper.y + upper.height < lower.y, view.id


def test_words_for_parents_are_short(advisor: Advisor) -> None:
    for procedure in advisor.base.procedures.values():
        for stap in procedure.stappen:
            texts = [stap.titel, stap.wat, stap.te_laat, stap.termijn and stap.termijn.tekst]
            for text in texts:
                for sentence in re.split(r"[.!?:] ", text.ouder) if text else ():
                    assert len(sentence.split()) <= 17, f"{procedure.procedure}: {sentence}"


def test_what_the_legal_review_found_stays_mended(advisor: Advisor) -> None:
    """The findings of docs/juridische-review/procedures.md that words alone do not guard."""
    base = advisor.base

    def steps(name: str) -> dict[str, Stap]:
        return steps_of(base, base.procedures[f"procedure.{name}"])

    # Wvggz 8:19: a refusal to end goes by the officier, not by the klacht (10:3 under n).
    zorgmachtiging = steps("zorgmachtiging")
    assert "rechter_klacht" not in reachable_steps(zorgmachtiging, "stoppen")
    assert "rechter_klacht" in reachable_steps(zorgmachtiging, "klacht")
    # Wzd 39 lid 1: three weeks only when the client is already in an accommodatie.
    termijn = steps("wzd_machtiging")["rechter"].termijn
    assert termijn is not None and termijn.datum is None
    # UWV, SVB and DUO have terms of their own, not read: no day is counted for them,
    termijn = steps("uitkering")["aanvraag"].termijn
    assert termijn is not None and termijn.datum is None
    # and it is not the college that decides there.
    assert all("college" not in stap.wie for stap in steps("uitkering").values())
