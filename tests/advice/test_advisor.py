"""Advice on the real rule base: it never crashes, and says only what it knows."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from regelwijzer.advice.advisor import Advisor
from regelwijzer.advice.output import advice_json, advice_text
from regelwijzer.datapaths import rules_folder
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.scenarios import read_scenarios
from regelwijzer.reasoning.case import Case, make_case
from regelwijzer.reasoning.values import Period
from regelwijzer.reasoning.verdicts import Verdict


@pytest.fixture(scope="module")
def advisor(base: Kennisbank) -> Iterator[Advisor]:
    """Return an advisor on the real base, with both engines."""
    made = Advisor(base)
    yield made
    made.close()


@pytest.fixture(scope="module")
def cases(advisor: Advisor) -> list[Case]:
    """Return a spread of the scenario cases."""
    scenarios, _ = read_scenarios(rules_folder())
    return [make_case(scenario.raw, advisor.base) for scenario in scenarios[::20]]


def test_both_engines_agree_on_a_spread_of_real_cases(advisor: Advisor, cases: list[Case]) -> None:
    """A regression too: a known date compared with an unknown one is not itself missing."""
    assert len(cases) > 50
    for case in cases:
        advice = advisor.advise(case)
        assert advice.derivation.compared, advice.derivation.note
        for item in advice.kaders:
            decided = item.verdict in (Verdict.APPLIES, Verdict.DOES_NOT)
            assert decided == (item.why is not None)
            for name in item.outcome.missing:
                known = case.values.get(name)
                assert known is None or not (isinstance(known, Period) and known.exact)
        for candidate in advice.first:
            assert candidate.feit not in case.values or candidate.moves


def test_the_json_is_laid_out_in_lines_and_says_the_same(
    advisor: Advisor, cases: list[Case]
) -> None:
    data = advice_json(advisor.base, advisor.advise(cases[0]))
    text = advice_text(data)
    assert json.loads(text) == data
    assert len(text) < 0.75 * len(json.dumps(data, ensure_ascii=False, indent=2))
    lines = text.splitlines()
    rows = [line for line in lines if line.startswith('{"id": "') and '"verdict"' in line]
    assert len(rows) >= len(data["kaders"])  # one line each, so that two advices can be compared


def test_a_broken_first_engine_gives_an_advice_that_says_so(
    advisor: Advisor, cases: list[Case]
) -> None:
    alone = Advisor(advisor.base, use_durable=False)
    for case in cases[:5]:
        one, two = alone.advise(case), advisor.advise(case)
        assert not one.derivation.compared and one.derivation.note
        assert [item.verdict for item in one.kaders] == [item.verdict for item in two.kaders]
        assert [item.why for item in one.kaders] == [item.why for item in two.kaders]
