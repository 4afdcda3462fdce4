"""The presentation: every step is one that the engine derived, and the picture holds it all."""

from __future__ import annotations

import base64
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regelwijzer.advice.advisor import Advisor
from regelwijzer.reasoning.verdicts import Verdict
from regelwijzer.report.classview import layout_of, picture_html, picture_svg, presentation_html
from regelwijzer.report.html import environment
from regelwijzer.report.layers import layers
from regelwijzer.training.library import Library
from regelwijzer.training.presentation import Presentation, present

CASES = ("slim_en_kwetsbaar", "robin", "pleeg_of_gezinshuis")


@pytest.fixture(scope="module", params=CASES)
def shown(request: pytest.FixtureRequest, advisor: Advisor, library: Library) -> Presentation:
    return present(advisor, library.cases[request.param])


def test_the_steps_are_those_of_the_derivation_log(shown: Presentation, advisor: Advisor) -> None:
    assert shown.engine == "durable_rules"
    for picture in shown.pictures.values():
        literals = {box.id: box.literal for box in picture.boxes if box.literal >= 0}
        for frame in picture.frames:
            stage = shown.stages[frame.stage]
            for name in frame.lit & literals.keys():
                assert literals[name] in stage.holds, (picture.kader, name)
        last = picture.frames[-1]
        given = advisor.program.literals(
            shown.stages[-1].case.values, shown.stages[-1].case.peildatum
        )
        derived = {firing.head for firing in shown.stages[-1].log} | set(given)
        assert {literals[n] for n in last.lit & literals.keys()} <= derived


def test_what_is_lit_never_goes_dark(shown: Presentation) -> None:
    for picture in shown.pictures.values():
        questions = {box.id for box in picture.boxes if box.id.startswith("v:")}
        for one, two in pairwise(picture.frames):
            assert one.lit - questions <= two.lit
            assert one.stage <= two.stage <= one.stage + 1


def test_a_decided_kader_is_lit_from_facts_to_verdict(shown: Presentation) -> None:
    for picture in shown.pictures.values():
        verdict = shown.stages[-1].outcomes[picture.kader].verdict
        decided = verdict in (Verdict.APPLIES, Verdict.DOES_NOT)
        assert (f"k:{picture.kader}" in picture.frames[-1].lit) is decided
        if decided:  # then the whole proof is lit
            assert {box.id for box in picture.boxes} == set(picture.frames[-1].lit)


def test_every_fact_is_a_step_and_every_stage_matches_the_advice(
    shown: Presentation, advisor: Advisor
) -> None:
    for picture in shown.pictures.values():
        facts = [frame.stage for frame in picture.frames if frame.is_fact]
        assert facts == list(range(len(shown.stages)))
    for stage in shown.stages:
        outcomes = advisor.outcomes(stage.case)
        assert all(outcomes[name] == stage.outcomes[name] for name in shown.pictures)


def test_the_picture_is_a_whole_svg_with_the_same_in_words(shown: Presentation) -> None:
    for picture in shown.pictures.values():
        layout, frame = layout_of(picture), picture.frames[-1]
        verdict = shown.stages[-1].outcomes[picture.kader].verdict
        root = ElementTree.fromstring(picture_svg(picture, layout, frame, verdict))
        space = "{http://www.w3.org/2000/svg}"
        assert len(root.findall(f"{space}g")) == len(picture.boxes)
        assert len(root.findall(f"{space}path")) == len(picture.edges)
        drawn = picture_html(picture, layout, frame, verdict)
        assert 'alt="Tekening van de redenering' in drawn
        assert drawn.count("<li>") >= len(frame.lit) - 1
        page = presentation_html(shown, frame, drawn)
        said = environment().from_string("{{ said }}").render(said=shown.stages[-1].said)
        assert said in page
        address = drawn.split('src="')[1].split('"')[0]
        assert address.startswith("data:image/svg+xml;base64,")
        base64.b64decode(address.split(",")[1])


def test_without_the_worker_the_same_boxes_are_lit(library: Library, advisor: Advisor) -> None:
    quick = Advisor(advisor.base, use_durable=False)
    item = library.cases["twee_gemeenten"]
    one, two = present(advisor, item), present(quick, item)
    assert (one.engine, two.engine) == ("durable_rules", "bitvlakken")
    for name, picture in one.pictures.items():
        assert picture.frames[-1].lit == two.pictures[name].frames[-1].lit
        assert picture.boxes == two.pictures[name].boxes


@given(
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=24).map(
        lambda pairs: sorted({(min(p), max(p)) for p in pairs if p[0] != p[1]})
    )
)
def test_boxes_never_overlap_and_lines_go_to_the_right(edges: list[tuple[int, int]]) -> None:
    texts = {str(n): f"vak nummer {n} " * (n % 4 + 1) for n in range(12)}
    found = layers(texts, [(str(a), str(b)) for a, b in edges], ["11"])
    where = {box.id: box for box in found.boxes}
    assert set(where) == set(texts)
    for a, b in edges:
        assert where[str(a)].x + where[str(a)].width < where[str(b)].x
    for one in found.boxes:
        assert one.x >= 0 and one.y >= 0
        assert one.x + one.width <= found.width and one.y + one.height <= found.height
        for two in found.boxes:
            if one.id < two.id and one.x == two.x:
                assert one.y + one.height <= two.y or two.y + two.height <= one.y


def test_a_circle_or_an_unknown_box_is_refused() -> None:
    with pytest.raises(ValueError, match="kring"):
        layers({"a": "A", "b": "B"}, [("a", "b"), ("b", "a")])
    with pytest.raises(ValueError, match="niet is"):
        layers({"a": "A"}, [("a", "x")])


def test_a_story_begins_with_nothing_known(shown: Presentation) -> None:
    assert dict(shown.stages[0].case.values) == {}
    assert isinstance(shown.stages[0].case.peildatum, date)


def test_a_choice_is_told_as_it_is(advisor: Advisor, library: Library) -> None:
    shown = present(advisor, library.cases["twee_gemeenten"])
    texts = [box.text for picture in shown.pictures.values() for box in picture.boxes]
    told = [text for text in texts if text.startswith("Waar woont")]
    assert told and all(text.endswith("pleeggezin") for text in told), told
