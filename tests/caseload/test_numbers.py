"""Large counts read as Dutch, with a dot after every three figures, wherever a user meets them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from regelwijzer.audit.mutants import MutantScore
from regelwijzer.caseload.judge import CaseloadJudge
from regelwijzer.caseload.summary import summary_html
from regelwijzer.caseload.tally import Tally, unread
from regelwijzer.knowledge.text import dotted
from regelwijzer.report.html import environment
from tests.caseload.tables import run_scan, write

TIMES = 12_345
BARE = re.compile(r"(?<![\d.-])(?!(?:19|20)\d\d(?!\d))\d{4,}(?!\d)")
"""Four figures or more that are no year."""


def told(page: str) -> str:
    """Return what a reader sees of an HTML page."""
    page = re.sub(r"<(style|script)\b.*?</\1>", " ", page, flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_a_dotted_number_is_the_same_number(number: int) -> None:
    text = dotted(number)
    assert int(text.replace(".", "")) == number
    assert re.fullmatch(r"-?\d{1,3}(\.\d{3})*", text)


def many(tally: Tally) -> Tally:
    """Return the same counts, twelve thousand times as many."""

    def times(found: Counter[str]) -> Counter[str]:
        return Counter({name: TIMES * count for name, count in found.items()})

    moments = [
        replace(
            one,
            rows=TIMES * one.rows,
            within_year=TIMES * one.within_year,
            no_birthday=TIMES * one.no_birthday,
            verdicts=TIMES * one.verdicts,
            gaps=times(one.gaps),
            missing=times(one.missing),
            turning=times(one.turning),
        )
        for one in tally.moments
    ]
    return Tally(TIMES * tally.rows, times(tally.faults), TIMES * tally.faulty_rows, moments)


def test_the_summary_of_a_large_table(judge: CaseloadJudge, tmp_path: Path) -> None:
    heads = ["rij_id", "jeugdige.geboortedatum", "zorg.permanent_toezicht"]
    rows = [["r1", "2009-03-14", "ja"], ["r2", "2009-05-14", "x"], ["r3", "", "nee"]]
    found = run_scan(judge, write(tmp_path / "in.csv", rows, heads))
    page = told(summary_html(judge.base, judge.kaders, many(found.tally), date(2026, 11, 22)))
    assert BARE.findall(re.sub(r"kennisbank [0-9a-f]+", "", page)) == []
    assert page.count(dotted(TIMES)) > 20
    assert f"{dotted(3 * TIMES)} rijen gelezen" in page


def test_sentences_and_the_report_of_the_audit() -> None:
    assert unread(TIMES, 2 * TIMES) == "12.345 cellen in 24.690 rijen waren niet te lezen"
    score = MutantScore(10_039, 10_041, (("rules/wlz", 1_234, 2_345),), ())
    view = type("View", (), {"mutants": score})
    page = told(environment().get_template("controle_mutanten.html.j2").render(view=view))
    assert "10.041" in page and "10.039" in page and BARE.findall(page) == []
