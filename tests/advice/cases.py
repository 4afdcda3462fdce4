"""Real cases on which the advice is judged, and where a case stands in every procedure."""

from __future__ import annotations

from typing import Any

from regelwijzer.advice.advisor import Advisor
from regelwijzer.advice.procedures import Place, places
from regelwijzer.reasoning.case import Case

HERE = {
    "jeugdige.in_nederland": "ja",
    "jeugdige.ingezetene": "ja",
    "jeugdige.nederlander": "ja",
    "zvw.verzekerd": "ja",
    "wlz.indicatie": "nee",
}
PARENT: dict[str, Any] = {
    "peildatum": "2026-11-22",
    "doelgroep": "ouder",
    "hulpvragen": ["ambulante_begeleiding", "respijt", "verblijf", "behandeling_beperking"],
    "feiten": {
        **HERE,
        "jeugdige.geboortedatum": "2010-03-14",
        "jeugdige.iq": 66,
        "gezondheid.verstandelijke_beperking": "ja",
        "gezondheid.lvb": "ja",
        "gezondheid.gedragsproblemen": "ja",
        "gezondheid.psychische_stoornis": "nee",
        "gezag.situatie": "beide_ouders",
        "wonen.situatie": "ouders",
        "wonen.thuiswonend": "ja",
        "zorg.begeleiding_nodig": "ja",
        "maatregel.ots": "nee",
    },
}
PROTECTOR: dict[str, Any] = {
    "peildatum": "2026-11-22",
    "doelgroep": "jeugdbeschermer",
    "hulpvragen": ["verblijf", "ambulante_begeleiding", "behandeling_psychisch", "inkomen"],
    "feiten": {
        **HERE,
        "jeugdige.geboortedatum": "2008-12-20",
        "jeugdige.iq": 78,
        "gezondheid.verstandelijke_beperking": "ja",
        "gezondheid.lvb": "ja",
        "gezondheid.psychische_stoornis": "ja",
        "gezondheid.psychische_problemen": "ja",
        "maatregel.ots": "ja",
        "maatregel.gi_acht_jeugdhulp_nodig": "ja",
        "gezag.situatie": "beide_ouders",
        "wonen.situatie": "jeugdhulp_groep",
        "jeugdwet.voortzetting_bepaald": "geen",
        "jeugdwet.bepaling_voor_18": "geen",
    },
}
YOUNG: dict[str, Any] = {
    "peildatum": "2026-11-22",
    "doelgroep": "jongere",
    "hulpvragen": ["behandeling_psychisch", "ambulante_begeleiding", "beschermd_wonen"],
    "feiten": {
        **HERE,
        "jeugdige.geboortedatum": "2006-06-02",
        "gezondheid.verstandelijke_beperking": "nee",
        "gezondheid.psychische_stoornis": "ja",
        "gezondheid.psychische_problemen": "ja",
        "wonen.situatie": "zelfstandig",
        "zorg.behandeling_psychisch_nodig": "ja",
        "jeugdwet.voortzetting_bepaald": "geen",
        "jeugdwet.bepaling_voor_18": "geen",
        "jeugdwet.hervatting_bepaald": "geen",
    },
}
GAP: dict[str, Any] = {
    **PROTECTOR,
    "hulpvragen": ["verblijf", "ambulante_begeleiding"],
    "feiten": {
        **PROTECTOR["feiten"],
        "zorg.verblijf_nodig": "ja",
        "strafrecht.recht_gedaan_77c": "nee",
        "strafrecht.strafrechtelijke_beslissing": "nee",
        "strafrecht.jeugdreclassering": "nee",
        "strafrecht.jeugdstrafrechtelijk_kader": "nee",
        "machtiging.gesloten": "nee",
        "jeugdwet.hervatting_bepaald": "geen",
    },
}
"""Nothing was laid down before 18: from that day no law of the base carries the verblijf."""


def everywhere(advisor: Advisor, case: Case) -> list[Place]:
    """Return where *case* stands in every procedure."""
    every = advisor.base.procedures.values()
    return places(advisor.base, advisor.program, advisor.planes, every, case)
