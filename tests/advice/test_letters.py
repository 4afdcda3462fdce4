"""The paragraph to paste: one for every kader, cited, without personal data."""

from __future__ import annotations

import pytest

from regelwijzer.advice.advisor import Advisor
from regelwijzer.reasoning.case import make_case
from regelwijzer.report.letters import paragraph
from regelwijzer.report.view import Viewer


@pytest.mark.parametrize("doelgroep", ["jeugdbeschermer", "ouder"])
def test_every_kader_has_a_paragraph_with_its_article(advisor: Advisor, doelgroep: str) -> None:
    raw = {
        "peildatum": "2026-11-22",
        "doelgroep": doelgroep,
        "feiten": {
            "jeugdige.geboortedatum": "2012-05-14",
            "maatregel.ots": "ja",
            "maatregel.gi_acht_jeugdhulp_nodig": "ja",
            "gezondheid.psychische_problemen": "ja",
        },
    }
    advice = advisor.advise(make_case(raw, advisor.base))
    viewer = Viewer(advisor.base, doelgroep)
    seen = set()
    for item in advice.kaders:
        text = paragraph(viewer, advice, item)
        assert viewer.title(item.kader) in text
        assert viewer.link(item.bronnen[0], advice.case.peildatum).text in text
        assert "2012" not in text or "2012" in str(item.kader.bron)
        assert text.rstrip().endswith((".", "?"))
        seen.add(item.verdict)
    assert len(seen) == 4


def test_the_strongest_sentence_for_a_jeugdbeschermer(advisor: Advisor) -> None:
    """Under an OTS the municipality must provide, whatever other law may carry it too."""
    raw = {
        "peildatum": "2026-11-22",
        "feiten": {
            "jeugdige.geboortedatum": "2012-05-14",
            "maatregel.ots": "ja",
            "maatregel.gi_acht_jeugdhulp_nodig": "ja",
            "wlz.indicatie": "ja",
            "gezondheid.psychische_problemen": "ja",
            "gezag.situatie": "beide_ouders",
        },
    }
    advice = advisor.advise(make_case(raw, advisor.base))
    item = advice.kader("jeugdwet.jeugdhulp_soort_1")
    text = paragraph(Viewer(advisor.base, "jeugdbeschermer"), advice, item)
    assert "Jeugdwet art. 1.2 lid 3" in text
    assert "van toepassing" in text and "De bekostiging ligt bij: Gemeente" in text
