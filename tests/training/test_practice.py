"""Comparison, quiz, near misses, gap map and lesson files, on the real rules."""

from __future__ import annotations

import csv
import json
from datetime import date
from io import StringIO
from itertools import pairwise
from itertools import product as combine
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regelwijzer.advice.advisor import Advisor
from regelwijzer.application import Application
from regelwijzer.audit.profile import BANDS, GapFile, read_gap_file
from regelwijzer.interview.contradictions import contradictions
from regelwijzer.knowledge.errors import CaseError
from regelwijzer.reasoning.verdicts import Verdict
from regelwijzer.report.blocks import Bullets, Document, Heading, Paragraph, Table
from regelwijzer.report.formats import as_pdf
from regelwijzer.report.gapview import gap_svg, gap_table, spot_html
from regelwijzer.report.lessondoc import LessonWriter
from regelwijzer.report.quizview import exercise_html, graded_html
from regelwijzer.training.compare import Comparer, differences
from regelwijzer.training.gapmap import ALWAYS, FREE, as_csv, gap_map, recompute
from regelwijzer.training.lesson import SCHEMA, Lesson, Part, dump_lesson, parse_lesson
from regelwijzer.training.library import Library, full_case, told_case, variant_case
from regelwijzer.training.nearmiss import NearMisses
from regelwijzer.training.quiz import FULL, OPTIONS, Quiz
from regelwijzer.training.reasons import Reasons


def test_the_deciding_rule_is_the_one_the_lesson_is_about(
    advisor: Advisor, library: Library
) -> None:
    item = library.cases["slim_en_kwetsbaar"]
    left, right = (variant_case(advisor.base, item, v) for v in item.varianten)
    found = Comparer(advisor).compare(left, right, ["wlz.toegang", "zvw.ggz_verblijf"])
    assert [fact.feit for fact in found.facts] == [""]
    pair = found.pairs[0]
    assert (pair.left, pair.right) == (Verdict.DOES_NOT, Verdict.APPLIES)
    assert any("3.2.1 lid 6" in rule.source for rule in pair.rules)
    assert all((rule.left, rule.right) != (rule.right, rule.left) for rule in pair.rules)


def test_every_difference_between_variants_has_a_deciding_rule(
    advisor: Advisor, library: Library
) -> None:
    comparer = Comparer(advisor)
    for item in library.cases.values():
        cases = [variant_case(advisor.base, item, variant) for variant in item.varianten]
        for left, right in pairwise(cases):
            found = comparer.compare(left, right, [key.kader for key in item.kaders])
            assert found.facts, item.casus
            decided = {Verdict.APPLIES, Verdict.DOES_NOT}
            for pair in found.pairs:
                assert bool(pair.rules) <= pair.differs
                if pair.differs and {pair.left, pair.right} <= decided:
                    assert pair.rules, (item.casus, pair.kader)


def test_the_same_case_differs_in_nothing(advisor: Advisor, library: Library) -> None:
    case = told_case(advisor.base, library.cases["robin"])
    assert differences(case, case) == []


@pytest.mark.parametrize("name", ["gi_tegen_college", "robin", "crisis_zestien", "profiel_6"])
def test_the_best_question_is_offered_and_is_worth_most(
    name: str, advisor: Advisor, library: Library
) -> None:
    quiz = Quiz(advisor, library, library.cases[name])
    asked: list[str] = []
    while options := quiz.options(asked):
        assert 2 <= len(options) <= OPTIONS
        assert len({option.feit for option in options}) == len(options)
        best = max(options, key=lambda option: option.points)
        assert best.points == FULL
        assert all(0 <= option.points <= FULL for option in options)
        assert not {option.feit for option in options} & set(asked)
        assert options == quiz.options(asked)
        ranked = advisor.chooser.rank(
            quiz.case(asked),
            quiz.kaders,
            [n for n in advisor.base.feiten if n not in asked and n not in quiz.case(asked).values],
        )
        top = max(candidate.worth for candidate in ranked)
        worth = {candidate.feit: candidate.worth for candidate in ranked}
        assert worth[best.feit] == top
        asked.append(best.feit)
        if len(asked) == 4:
            break


def test_the_right_prediction_is_right_and_every_other_shows_a_misconception(
    advisor: Advisor, library: Library
) -> None:
    for item in library.cases.values():
        quiz = Quiz(advisor, library, item)
        outcomes = advisor.outcomes(quiz.case([]))
        truth = {name: outcomes[name].verdict for name in quiz.kaders}
        graded = quiz.grade([], truth)
        assert all(one.right and one.misconception is None for one in graded)
        for name, wrong in combine(quiz.kaders, Verdict):
            if wrong is not truth[name]:
                assert quiz.misconception(name, wrong, truth[name]) is not None, (name, wrong)


def test_a_wrong_prediction_points_to_what_the_case_is_about(
    advisor: Advisor, library: Library
) -> None:
    item = library.cases["slim_en_kwetsbaar"]
    quiz = Quiz(advisor, library, item)
    asked = [fact.feit for fact in item.verborgen]
    predicted = dict.fromkeys(quiz.kaders, Verdict.APPLIES)
    graded = {one.kader: one for one in quiz.grade(asked, predicted)}
    wrong = graded["wlz.toegang"]
    assert (wrong.actual, wrong.right) == (Verdict.DOES_NOT, False)
    assert wrong.misconception is not None and wrong.misconception.misvatting == "zwaar_is_wlz"
    why = Reasons(advisor).why(quiz.case(asked), "wlz.toegang")
    told = graded_html(advisor.base, why, wrong)
    assert "Zware zorg, dus de Wlz" in told and "Wlz art. 3.2.1" in told


@pytest.mark.parametrize("name", ["slim_en_kwetsbaar", "ggz_op_achttien", "robin"])
def test_near_misses_are_near_and_their_answers_are_right(
    name: str, advisor: Advisor, library: Library
) -> None:
    item = library.cases[name]
    case = full_case(advisor.base, item)
    turned = []
    for key in item.kaders:
        found = NearMisses(advisor).near(case, key.kader, [h.feit for h in item.verborgen])
        for exercise in found:
            assert 1 <= len(exercise.changes) <= 2
            assert len(differences(case, exercise.case)) <= 2
            verdicts = [advisor.outcomes(c)[key.kader].verdict for c in (case, exercise.case)]
            assert verdicts == [exercise.before, exercise.after]
            assert exercise.turns is (exercise.before is not exercise.after)
            assert not contradictions(advisor.base, exercise.case)
        turned += [exercise for exercise in found if exercise.turns]
    assert turned
    why = Reasons(advisor).why(found[0].case, found[0].kader)
    assert "Toon het antwoord" in exercise_html(advisor.base, 1, found[0], why)


@pytest.fixture(scope="module")
def gaps(repository: Path) -> GapFile:
    return read_gap_file(repository / "rules" / "gaten.yaml")


def test_the_gap_map_shows_every_gap_and_the_route(advisor: Advisor, gaps: GapFile) -> None:
    rows = gap_map(advisor.base, gaps)
    shown = {
        (row.hulpvorm, spot.band, item.gap.gat)
        for row in rows
        for spot in row.spots
        for item in spot.found
    }
    listed = {
        (hulpvorm, band, gap.gat)
        for gap in gaps.gaten
        for place in gap.gevallen
        for hulpvorm, bands in place.waar.items()
        for band in bands
    }
    assert shown == listed
    always = [s for row in rows for s in row.spots if s.kind == ALWAYS]
    assert [(spot.hulpvorm, spot.band) for spot in always] == [("verblijf_gesloten", "21-22")]
    root = ElementTree.fromstring(gap_svg(rows))
    assert len(root.findall("{http://www.w3.org/2000/svg}g")) == len(rows) * len(BANDS)
    assert gap_table(rows).count("<td>") == len(rows) * len(BANDS)
    for spot in always:
        assert "Wat dan?" in spot_html(advisor.base, spot)
    lines = list(csv.reader(StringIO(as_csv(rows)), delimiter=";"))
    counted = sum(spot.count or 1 for row in rows for spot in row.spots)
    assert len(lines) == counted + 1
    assert all(len(line) == 5 for line in lines)


@pytest.mark.parametrize(("hulpvorm", "band"), [("verblijf", "18-20"), ("opvang", "0-11")])
def test_a_place_can_be_computed_again(
    hulpvorm: str, band: str, advisor: Advisor, gaps: GapFile
) -> None:
    day = date.today()
    found = recompute(advisor.base, advisor.program, gaps, hulpvorm, band, day)
    row = next(r for r in gap_map(advisor.base, gaps) if r.hulpvorm == hulpvorm)
    spot = next(s for s in row.spots if s.band == band)
    assert (found.count, found.same, found.complete) == (spot.count, True, True)
    assert (spot.kind == FREE) is (found.count == 0)
    fewer = gaps.model_copy(update={"gaten": []})
    again = recompute(advisor.base, advisor.program, fewer, hulpvorm, band, day)
    assert again.same is (found.count == 0)  # a list that leaves one out is found out


PARTS = st.sampled_from(["presentatie", "quiz", "gesprek", "gatenkaart"])


@settings(max_examples=15)
@given(data=st.data(), kinds=st.lists(PARTS, max_size=8), title=st.text(min_size=1, max_size=80))
def test_a_lesson_file_comes_back_the_same(
    data: st.DataObject, kinds: list[str], title: str, library: Library
) -> None:
    names = st.sampled_from(sorted(library.cases))
    parts = [
        Part(
            soort=kind,  # type: ignore[arg-type]
            casus=None if kind == "gatenkaart" else data.draw(names),
            minuten=data.draw(st.integers(1, 240)),
        )
        for kind in kinds
    ]
    lesson = Lesson(schema=SCHEMA, titel=title, onderdelen=parts)
    assert parse_lesson(dump_lesson(lesson), library) == lesson


GOOD = "schema: regelwijzer/les/1\ntitel: Les\nonderdelen:\n- {soort: quiz, casus: robin}\n"
DAMAGED = {
    "afgekapt": (GOOD[:60] + "{", "beschadigd"),
    "geen les": ("peildatum: 2026-11-22\n", "geen lesbestand"),
    "een lijst": ("- a\n- b\n", "geen lesbestand"),
    "andere versie": (GOOD.replace("les/1", "les/9"), "andere versie"),
    "casus weg": (GOOD.replace("robin", "robyn"), "robyn"),
    "onbekend woord": (GOOD.replace("titel:", "naam:"), "klopt niet"),
    "geen casus": (GOOD.replace(", casus: robin", ""), "klopt niet"),
    "minuten": (GOOD.replace("casus: robin", "casus: robin, minuten: 0"), "klopt niet"),
    "geen varianten": (
        GOOD.replace("quiz", "vergelijking").replace("robin", "profiel_2"),
        "geen; kies",
    ),
    "te diep": ("schema: " + "[" * 60, "beschadigd"),
    "verwijzing": ("schema: &a x\ntitel: *a\n", "beschadigd"),
}


@pytest.mark.parametrize("fault", DAMAGED)
def test_a_damaged_lesson_is_one_sentence(fault: str, library: Library) -> None:
    text, expected = DAMAGED[fault]
    assert parse_lesson(GOOD, library).cases == ("robin",)
    with pytest.raises(CaseError, match=expected) as caught:
        parse_lesson(text, library)
    told = str(caught.value)
    assert "\n" not in told and told.endswith(".")


def _texts(document: Document) -> str:
    parts: list[str] = []
    for block in document.blocks:
        if isinstance(block, Heading | Paragraph):
            parts.append(block.text)
        elif isinstance(block, Bullets):
            parts += block.items
        elif isinstance(block, Table):
            parts += [cell for row in block.rows for cell in row]
    return "\n".join(parts)


def test_the_example_lesson_is_fifty_minutes_with_papers(
    product: Application, library: Library, repository: Path
) -> None:
    path = repository / "questionnaires" / "training" / "les_vijftig_minuten.yaml"
    lesson = parse_lesson(path.read_text(encoding="utf-8"), library)
    assert lesson.minutes == 50
    writer = LessonWriter(product.advisor, library, product.wordings)
    blank, answers = (writer.write(lesson, key) for key in (False, True))
    item = library.cases["slim_en_kwetsbaar"]
    for text in (item.verhaal, item.bespreek[0]):
        assert text in _texts(blank) and text in _texts(answers)
    belief = library.misconceptions[item.misvattingen[0]].maar
    hidden = "een verstandelijke beperking is onderzocht en niet vastgesteld"
    for text in (belief, hidden):
        assert text in _texts(answers) and text not in _texts(blank)
    for document in (blank, answers):
        assert as_pdf(document, date(2026, 11, 22)).startswith(b"%PDF-")


def test_results_hold_ids_and_points_only() -> None:
    """What the quiz exports is about cases, never about who answered."""
    from regelwijzer.ui.pages.quiz import _record, _Run

    run = _Run("robin", ["jeugdige.iq"], [80])
    content = json.loads(json.dumps(_record(run)))
    assert content == {
        "casus": "robin",
        "vragen": [{"feit": "jeugdige.iq", "punten": 80}],
        "uitkomsten": [],
    }
