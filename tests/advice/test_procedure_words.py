"""Procedures: what they say is in the law, fits who reads it, and the picture says the same."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from typing import Any

import pytest

from regelwijzer.advice.advisor import Advisor
from regelwijzer.advice.procedures import in_order
from regelwijzer.knowledge.procedures import (
    PASSED,
    Stap,
    event_title,
    procedures_for,
    reachable_steps,
    steps_of,
)
from regelwijzer.reasoning.case import make_case
from regelwijzer.report.flow import MAIN, SIDE, flow_html, flow_lines, flow_svg, flow_view
from regelwijzer.report.view import Viewer
from tests.advice.cases import everywhere

READ = {
    ("awb", "8:55d"),
    ("lpw", "12"), ("lpw", "13a"), ("lpw", "13b"),
    ("sv", "257e"), ("sv", "257f"), ("sv", "404"), ("sv", "410"), ("sv", "6:1:16"),
    ("vw2000", "23"), ("vw2000", "25"), ("vw2000", "76"), ("vw2000", "82"),
    ("wkkgz", "14"), ("wkkgz", "20"), ("wkkgz", "22"),
    ("wvo", "8.29"),
}  # fmt: skip
"""Articles that only a procedure cites; read as the procedures in docs/juridische-review tell."""


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
