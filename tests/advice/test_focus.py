"""Few outcomes at once for a tired reader, none of them lost; and no action surer than its law."""

from __future__ import annotations

import io
import random
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from rich.console import Console

from regelwijzer.advice.actions import UNSURE, Action, first_actions
from regelwijzer.advice.advisor import Advice, Advisor
from regelwijzer.advice.focus import MOST_NEAR, focus, is_open
from regelwijzer.reasoning.case import make_case
from regelwijzer.reasoning.verdicts import Verdict
from regelwijzer.report.blocks import Bullets
from regelwijzer.report.document import report
from regelwijzer.report.focusview import CARRIES, NOTHING, NOTHING_FITS, focus_view
from regelwijzer.report.formats import as_markdown
from regelwijzer.report.html import folded_html
from regelwijzer.report.terminal import print_advice
from regelwijzer.report.view import Viewer
from tests.advice.cases import PARENT, PROTECTOR, YOUNG

CONDITIONAL = ("Vraag na bij ", "Vraag na of ")
ASKS = ("Vraag aan bij ", *CONDITIONAL)


@pytest.fixture(scope="module")
def advices(advisor: Advisor) -> list[Advice]:
    """Advices on the three cases, whole and with answers left out, at several ages."""
    rng = random.Random(11)
    found = []
    for raw in (PARENT, YOUNG, PROTECTOR):
        for share in (1.0, 0.8, 0.5):
            feiten = {k: v for k, v in raw["feiten"].items() if rng.random() < share}
            wishes: list[str] = [] if share == 0.5 else raw["hulpvragen"]
            day = date(rng.randint(2026, 2029), 6, 15).isoformat()
            case: dict[str, Any] = {**raw, "feiten": feiten, "hulpvragen": wishes}
            if share < 1.0:
                case["peildatum"] = day
            found.append(advisor.advise(make_case(case, advisor.base)))
    return found


def test_that_somebody_must_look_is_only_said_when_something_is_open(
    advisor: Advisor, advices: list[Advice]
) -> None:
    viewer, advice = Viewer(advisor.base, "ouder"), advices[0]
    still_open = [item for item in advice.kaders if is_open(item)]
    denied = [item for item in advice.kaders if item.verdict is Verdict.DOES_NOT]
    for items, said in ((still_open, NOTHING), (denied, NOTHING_FITS)):
        assert items
        assert focus_view(viewer, replace(advice, kaders=items)).nothing == said


def test_every_outcome_stands_in_exactly_one_group(advisor: Advisor, advices: list[Advice]) -> None:
    for advice in advices:
        found = focus(advisor.base, advice)
        groups = (found.carries, found.near, found.rights, found.later, found.no)
        names = [item.kader.kader for group in groups for item in group]
        assert sorted(names) == sorted(i.kader.kader for i in advice.kaders if i.relevant)
        assert len(found.near) <= MOST_NEAR
        assert all(is_open(item) for item in (*found.near, *found.later))
        applies = (*found.carries, *found.rights)
        assert all(item.verdict is Verdict.APPLIES for item in applies)
        assert bool(found.near) or not any(is_open(i) and i.kader.betaalt for i in found.later)


def test_no_action_is_surer_than_its_verdicts(advisor: Advisor, advices: list[Advice]) -> None:
    """What is asked for without 'perhaps' applies; what is open says so, and who decides."""
    kinds = set()
    for advice in advices:
        for action in first_actions(advisor.base, advice, True):
            kinds.add(_checked(advisor, advice, action))
    assert kinds >= {"sure", "open"}


def _checked(advisor: Advisor, advice: Advice, action: Action) -> str:
    verdicts = {advice.now.kaders[name].verdict for name in action.kaders}
    own = action.title.startswith(("Kies zelf: ", "Overleg met de jongere: "))
    conditional = action.title.startswith(CONDITIONAL) or (own and UNSURE in action.text)
    assert conditional == (UNSURE in action.text)
    if not action.kaders:
        assert not action.title.startswith(ASKS)
        return "other"
    if Verdict.APPLIES not in verdicts:
        deciders = [n for name in action.kaders for n in advisor.base.kaders[name].beslist]
        who = [advisor.base.partijen[name].titel_ouder for name in deciders]
        assert conditional, action.title
        assert any(name in action.text for name in who)
        return "open"
    if action.title.startswith("Vraag aan bij "):
        assert verdicts == {Verdict.APPLIES}, action.title
        return "sure"
    return "other"


def test_the_report_and_the_terminal_name_every_outcome(
    advisor: Advisor, advices: list[Advice]
) -> None:
    for advice in advices[:6]:
        assert advice.case.doelgroep in ("ouder", "jongere")
        viewer = Viewer(advisor.base, advice.case.doelgroep)
        titles = [viewer.title(item.kader) for item in advice.kaders if item.relevant]
        document = report(viewer, advice)
        told = " ".join(
            " ".join(block.items) if isinstance(block, Bullets) else getattr(block, "text", "")
            for block in document.blocks
        )
        assert [title for title in titles if title not in told] == []
        assert f"## {CARRIES}" in as_markdown(document)
        screen = io.StringIO()
        print_advice(Console(file=screen, width=10_000), advisor.base, advice)
        assert [title for title in titles if title not in screen.getvalue()] == []


def test_the_fold_says_how_many_and_speaks_to_its_reader(
    advisor: Advisor, advices: list[Advice]
) -> None:
    for advice in advices[:6]:
        viewer = Viewer(advisor.base, advice.case.doelgroep)
        found = focus_view(viewer, advice)
        count = len(found.focus.later)
        word = "je" if viewer.doelgroep == "jongere" else "u"
        noun = "mogelijkheid" if count == 1 else "mogelijkheden"
        assert found.later_title == f"Nog {count} {noun} die {word} pas weet na meer vragen"
        assert sum(len(items) for items in found.later.values()) == count
        groups = [
            (title, [viewer.kader(item, advice) for item in items[:2]])
            for title, items in found.later.items()
        ]
        html = folded_html(found.later_title, groups, True)
        assert f"<summary>{found.later_title}</summary>" in html
        assert html.count('class="rw-kader') == sum(len(items) for _, items in groups)
