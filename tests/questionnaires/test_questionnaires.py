"""The questionnaires: complete, unambiguous, and in words that ja and nee can answer."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from regelwijzer.interview.questions import (
    DOELGROEPEN,
    Vraag,
    is_asked,
    question,
)
from regelwijzer.knowledge.base import Kennisbank

Wordings = dict[str, dict[str, Vraag]]

PROFESSIONALS = ("jeugdbeschermer", "trainer")
HELP_WORDS = {"jeugdbeschermer": 40, "trainer": 60}  # the trainer's help is a teaching note
OPEN_QUESTION = frozenset(
    (
        *("wat", "wie", "waar", "waarheen", "waarom", "waarvoor", "wanneer"),
        *("welk", "welke", "hoe", "hoeveel", "hoelang"),
    )
)
NEGATIONS = frozenset(["niet", "geen", "nooit", "niemand", "nergens", "zonder", "noch"])


def every_text(wordings: Wordings, audiences: tuple[str, ...]) -> list[tuple[str, Vraag]]:
    """Return (audience/feit, vraag) for everything that is put to somebody."""
    return [
        (f"{audience}/{name}", vraag)
        for audience in audiences
        for name, vraag in wordings[audience].items()
        if not vraag.niet_vragen
    ]


def words(text: str) -> list[str]:
    """Return the words of *text* in lower case."""
    return re.findall(r"[\w'-]+", text.lower())


def test_every_feit_has_a_question_for_the_professional(
    base: Kennisbank, wordings: Wordings
) -> None:
    asked = [name for name in base.feiten if is_asked(base, wordings, "jeugdbeschermer", name)]
    missing = [name for name in asked if name not in wordings["jeugdbeschermer"]]
    assert missing == []


@pytest.mark.parametrize("audience", DOELGROEPEN)
def test_no_audience_is_asked_in_the_words_of_another(
    base: Kennisbank, wordings: Wordings, audience: str
) -> None:
    for name, vraag in wordings[audience].items():
        assert question(base, wordings, audience, name).text == vraag.vraag
    alone = {audience: wordings[audience]}
    for name in base.feiten:
        shown, own = (question(base, w, audience, name) for w in (wordings, alone))
        assert shown == own, name


@pytest.mark.parametrize("audience", DOELGROEPEN)
def test_no_two_questions_of_an_audience_are_the_same(wordings: Wordings, audience: str) -> None:
    texts = [vraag.vraag for _, vraag in every_text(wordings, (audience,))]
    counts = Counter(" ".join(words(text)) for text in texts)
    assert [text for text, count in counts.items() if count > 1] == []


def test_no_question_is_only_the_title_of_the_feit(base: Kennisbank, wordings: Wordings) -> None:
    same = [
        place
        for place, vraag in every_text(wordings, PROFESSIONALS)
        if words(vraag.vraag) == words(base.feiten[vraag.feit].titel)
        and base.feiten[vraag.feit].type not in ("keuze", "meerkeuze")
    ]
    assert same == []


def test_every_question_ends_with_a_question_mark(wordings: Wordings) -> None:
    everything = every_text(wordings, DOELGROEPEN)
    assert [place for place, vraag in everything if not vraag.vraag.endswith("?")] == []


def test_options_reword_only_choices_that_exist(base: Kennisbank, wordings: Wordings) -> None:
    for place, vraag in every_text(wordings, DOELGROEPEN):
        feit = base.feiten[vraag.feit]
        allowed = {"ja", "nee"} if feit.type == "ja_nee" else {o.keuze for o in feit.keuzes}
        assert vraag.opties.keys() <= allowed, place


def test_no_two_answers_to_a_question_read_the_same(base: Kennisbank, wordings: Wordings) -> None:
    for audience in DOELGROEPEN:
        for name in base.feiten:
            shown = [text for _, text in question(base, wordings, audience, name).options]
            assert len(set(shown)) == len(shown), f"{audience}/{name}"


def test_a_question_for_a_professional_has_at_most_25_words(wordings: Wordings) -> None:
    for place, vraag in every_text(wordings, PROFESSIONALS):
        assert len(vraag.vraag.split()) <= 25, place


def test_a_question_for_a_professional_has_one_line_of_help(wordings: Wordings) -> None:
    for place, vraag in every_text(wordings, PROFESSIONALS):
        assert vraag.hulp, place
        assert len(vraag.hulp.split()) <= HELP_WORDS[place.split("/")[0]], place


def test_a_yes_no_question_can_be_answered_with_ja_or_nee(
    base: Kennisbank, wordings: Wordings
) -> None:
    for place, vraag in every_text(wordings, PROFESSIONALS):
        if base.feiten[vraag.feit].type == "ja_nee":
            assert words(vraag.vraag)[0] not in OPEN_QUESTION, place


def test_a_question_for_a_professional_has_no_double_negation(wordings: Wordings) -> None:
    """At most one negation in a clause, and a question never opens with a negative."""
    for place, vraag in every_text(wordings, PROFESSIONALS):
        assert NEGATIONS.isdisjoint(words(vraag.vraag)[:2]), place
        for clause in re.split(r"[,:;()]", vraag.vraag):
            assert len([word for word in words(clause) if word in NEGATIONS]) < 2, place


def test_nee_to_an_open_norm_never_reads_as_not_decided_yet(
    base: Kennisbank, wordings: Wordings
) -> None:
    """Nee says the decider decided otherwise; as long as nobody did, it is 'weet ik niet'."""
    for place, vraag in every_text(wordings, PROFESSIONALS):
        if base.feiten[vraag.feit].oordeel is not None:
            assert vraag.opties.keys() == {"ja", "nee"}, place
            assert vraag.opties["nee"].lower() != "nee", place


def test_every_questionnaire_file_stays_readable(repository: Path) -> None:
    for path in sorted((repository / "questionnaires").glob("*/*.yaml")):
        assert len(path.read_text(encoding="utf-8").splitlines()) < 300, path.name
