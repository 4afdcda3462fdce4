"""The proof as a picture: complete, without overlap, readable without seeing it, escaped."""

from __future__ import annotations

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest

from regelwijzer.advice.advisor import Advice, Advisor
from regelwijzer.advice.explain import leaves
from regelwijzer.reasoning.case import make_case
from regelwijzer.report.graph import WIDTH, proof_graph
from regelwijzer.report.html import graph_html
from regelwijzer.report.view import Viewer
from tests.advice.cases import GAP, PROTECTOR, YOUNG

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module", params=[PROTECTOR, GAP, YOUNG], ids=["17", "gat", "20"])
def advice(advisor: Advisor, request: pytest.FixtureRequest) -> Advice:
    return advisor.advise(make_case(request.param, advisor.base))


def test_every_decided_kader_has_a_picture_that_says_all(advisor: Advisor, advice: Advice) -> None:
    viewer = Viewer(advisor.base, advice.case.doelgroep)
    seen = 0
    for item in advice.kaders:
        graph = proof_graph(viewer, item)
        assert (graph is None) is (item.why is None)
        if graph is None or item.why is None:
            continue
        seen += 1
        labels = " ".join(box.label for box in graph.boxes)
        for step in item.why.walk():
            assert step.tekst in labels or not step.id
        for leaf in leaves(item.why):
            assert leaf.tekst in graph.text  # the text beside the picture says it too
        assert len(graph.edges) >= len(graph.boxes) - 1  # everything hangs together
        for one, two in combinations(graph.boxes, 2):
            apart = (
                abs(one.x - two.x) >= WIDTH
                or one.y + one.height <= two.y
                or two.y + two.height <= one.y
            )
            assert apart, item.kader.kader
    assert seen > 50


def test_the_picture_is_valid_and_has_a_name(advisor: Advisor, advice: Advice) -> None:
    viewer = Viewer(advisor.base, advice.case.doelgroep)
    item = next(item for item in advice.kaders if item.why)
    graph = proof_graph(viewer, item)
    assert graph is not None
    root = ElementTree.fromstring(
        re.sub(r"^<section[^>]*>|</section>\s*$", "", graph_html(graph).strip())
    )
    assert root.get("role") == "img"
    names = (root.get("aria-labelledby") or "").split()
    titles = {
        part.get("id"): part.text for part in root if part.tag in (SVG + "title", SVG + "desc")
    }
    assert [titles[name] for name in names] == [graph.title, graph.text]
    assert len(root.findall(f"{SVG}g")) == len(graph.boxes)
    signs = {part.text for part in root.iter(f"{SVG}text") if part.get("class") == "rw-g-teken"}
    assert signs <= {"✓", "✗"}


def test_hostile_text_stays_text(advisor: Advisor, advice: Advice) -> None:
    viewer = Viewer(advisor.base, "jeugdbeschermer")
    item = next(item for item in advice.kaders if item.why)
    kader = item.kader.model_copy(update={"titel": "<script>x</script>"})
    graph = proof_graph(viewer, item.__class__(**{**vars(item), "kader": kader}))
    assert graph is not None
    assert "<script" not in graph_html(graph)
