"""The lint for plain Dutch, and what it finds in the texts for parents and young people."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from pathlib import Path

import pytest

from regelwijzer.interview import plain_language as plain
from regelwijzer.interview.lists import load_lists
from regelwijzer.interview.questions import Vraag
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.loader import rule_files
from regelwijzer.knowledge.yamlio import read_rule_yaml

QUESTION, SENTENCE = 15, 20  # words: the question itself, and any other sentence

# (feit, word): why this word stays without an explanation beside it.
EXCEPTIONS: dict[tuple[str, str], str] = {}

# What the texts in rules/ (written by others) may hold at most; lower it when they improve.
RULE_TEXTS = {"long": 0.002, "passive": 0.02, "hard": 0.03}


@pytest.fixture(scope="module")
def for_parents(wordings: dict[str, dict[str, Vraag]]) -> dict[str, Vraag]:
    """Return the questions for parents."""
    return wordings["ouder"]


@pytest.fixture(scope="module", params=["ouder", "jongere"])
def questions(
    request: pytest.FixtureRequest, wordings: dict[str, dict[str, Vraag]]
) -> dict[str, Vraag]:
    """Return the questions for one audience that reads plain Dutch."""
    audience: str = request.param
    return wordings[audience]


@pytest.fixture(scope="module")
def hard(repository: Path) -> dict[str, str]:
    """Return the hard words with their alternatives."""
    return plain.load_terms(repository / "questionnaires" / "moeilijke_woorden.yaml")


@pytest.fixture(scope="module")
def legal(repository: Path) -> dict[str, str]:
    """Return the legal terms with their explanations."""
    return plain.load_terms(repository / "questionnaires" / "juridische_woorden.yaml")


@pytest.fixture(scope="module")
def rule_texts(repository: Path) -> list[str]:
    """Return every text for parents in the rules: kaders, mijlpalen, routes and the rest."""
    rules = repository / "rules"
    return [
        text
        for path in rule_files(rules)
        for text in plain.texts_for_parents(read_rule_yaml(path, path.name))
    ]


def whole(vraag: Vraag) -> str:
    """Return all a reader sees of one question."""
    options = [f"{text}." for text in vraag.opties.values()]
    return " ".join([vraag.vraag, vraag.hulp or "", vraag.voorbeeld or "", *options])


# --- the lint itself -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("kind", 1),
        ("ouder", 2),
        ("gemeente", 3),
        ("ingrijpen", 3),
        ("moeilijk", 2),
        ("financiële", 5),
        ("geïnd", 2),
        ("ideeën", 3),
        ("situatie", 4),
        ("theater", 3),
        ("leeuw", 1),
        ("nieuwe", 2),
        ("fooi", 1),
        ("bijeen", 2),
        ("hypotheek", 3),
        ("kwartaal", 2),
        ("quota", 2),
        ("verantwoordelijkheid", 6),
        ("CIZ", 3),
        ("18", 2),
        ("ggz", 1),
    ],
)
def test_syllables(word: str, count: int) -> None:
    assert plain.syllables(word) == count


def test_sentences_end_where_a_reader_stops() -> None:
    text = "Dit staat in art. 5 van de wet. Bel 0800-2000! Het zijn 1.095 dagen? Ja"
    assert plain.sentences(text) == [
        "Dit staat in art. 5 van de wet.",
        "Bel 0800-2000!",
        "Het zijn 1.095 dagen?",
        "Ja",
    ]
    assert plain.sentences("") == []
    assert plain.sentences("Zij zei 'nee.' Toen ging zij.") == ["Zij zei 'nee.'", "Toen ging zij."]


def test_words_keep_numbers_and_hyphens_whole() -> None:
    assert plain.words("De Wzd-functionaris belt 1.095 foto's, toch?") == [
        "De",
        "Wzd-functionaris",
        "belt",
        "1.095",
        "foto's",
        "toch",
    ]


def test_flesch_douma_is_the_formula() -> None:
    # 5 words in 1 sentence, 6 syllables
    assert plain.flesch_douma("Waar woont uw kind nu?") == pytest.approx(
        206.835 - 0.93 * 5 - 77 * 5 / 5
    )
    assert plain.flesch_douma("") is None
    easy = plain.flesch_douma("Uw kind mag naar huis. Dat is goed.")
    hard = plain.flesch_douma(
        "De gecertificeerde instelling bewerkstelligt de daadwerkelijke tenuitvoerlegging."
    )
    assert easy is not None and hard is not None and easy > 80 > 0 > hard


@pytest.mark.parametrize(
    ("text", "passive"),
    [
        ("Uw kind wordt opgenomen.", True),
        ("De aanvraag werd afgewezen door het CIZ.", True),
        ("De zorg kan worden verlengd.", True),
        ("Uw kind wordt boos.", False),
        ("Uw kind wordt 18 en verhuist.", False),
        ("De gemeente neemt een besluit.", False),
        ("Het gesprek is afgelopen.", False),
    ],
)
def test_passives(text: str, passive: bool) -> None:
    assert bool(plain.passives(text)) is passive


def test_terms_are_found_whole_and_longest_first() -> None:
    terms = {"machtiging": "", "voorwaardelijke machtiging": "", "OM": "", "voogd": ""}
    assert plain.found_terms("Een voorwaardelijke machtiging om te helpen.", terms) == [
        "voorwaardelijke machtiging"
    ]
    assert plain.found_terms("Het OM en twee voogden.", terms) == ["OM", "voogd"]
    assert plain.found_terms("Een zorgmachtiging en de voogdij.", terms) == []


@pytest.mark.parametrize(
    "text",
    [
        "Wie is de voogd? Een voogd is iemand die het gezag heeft.",
        "Iemand anders dan de ouders beslist (de voogd).",
        "Die persoon heet een voogd.",
        "Is er een voogd (iemand anders met gezag)?",
        "Is er een voogd? Dat is iemand anders met gezag.",
        "Een voogd, mentor of curator (wie voor uw kind beslist).",
    ],
)
def test_an_explanation_is_recognised(text: str) -> None:
    assert plain.unexplained(text, {"voogd": ""}) == []


@pytest.mark.parametrize(
    "text",
    [
        "Is er een voogd?",
        "Is de voogd benoemd? Kijk in de brief (bladzijde 2).",
        "De voogd is benoemd door de rechter.",
        "Wat zegt de voogd? Vraag het hem.",
    ],
)
def test_a_missing_explanation_is_found(text: str) -> None:
    assert plain.unexplained(text, {"voogd": ""}) == ["voogd"]


def test_texts_for_parents_are_found_at_any_depth() -> None:
    node = {"kaders": [{"titel_ouder": "a", "teksten": {"ouder": {"wat": "b"}, "professional": 1}}]}
    assert list(plain.texts_for_parents(node)) == ["a", "b"]
    assert list(plain.texts_for_parents([{"wat": {"ouder": "c", "professional": "d"}}])) == ["c"]


# --- the questions for parents and young people ----------------------------------------------


def test_every_askable_feit_has_a_question(base: Kennisbank, for_parents: dict[str, Vraag]) -> None:
    missing = [
        name for name, feit in base.feiten.items() if not feit.oordeel and name not in for_parents
    ]
    assert missing == [], "schrijf een vraag in questionnaires/ouder (of niet_vragen: true)"


def test_no_open_norm_is_put_to_them(base: Kennisbank, questions: dict[str, Vraag]) -> None:
    assert [name for name in questions if base.feiten[name].oordeel] == []


def test_few_feiten_are_kept_from_parents(for_parents: dict[str, Vraag]) -> None:
    hidden = [name for name, vraag in for_parents.items() if vraag.niet_vragen]
    assert len(hidden) <= len(for_parents) // 40


def test_every_option_has_plain_words(base: Kennisbank, questions: dict[str, Vraag]) -> None:
    missing = {
        name: unworded
        for name, vraag in questions.items()
        if (unworded := {option.keuze for option in base.feiten[name].keuzes} - vraag.opties.keys())
    }
    assert missing == {}


def test_a_question_is_one_short_sentence(questions: dict[str, Vraag]) -> None:
    long = {
        name: vraag.vraag
        for name, vraag in questions.items()
        if len(plain.words(vraag.vraag)) > QUESTION
        or len(plain.sentences(vraag.vraag)) != 1
        or not vraag.vraag.endswith("?")
    }
    assert long == {}


def test_no_long_sentence_in_help_example_or_option(questions: dict[str, Vraag]) -> None:
    long = {
        name: found
        for name, vraag in questions.items()
        for text in (vraag.hulp or "", vraag.voorbeeld or "", *vraag.opties.values())
        if (found := plain.long_sentences(text, SENTENCE))
    }
    assert long == {}


def _left(
    questions: dict[str, Vraag], terms: dict[str, str], used: set[tuple[str, str]]
) -> list[tuple[str, str, str]]:
    found = [
        (name, term, terms[term])
        for name, vraag in questions.items()
        for term in plain.unexplained(whole(vraag), terms)
    ]
    used.update((name, term) for name, term, _ in found)
    return [item for item in found if item[:2] not in EXCEPTIONS]


def test_no_hard_word_or_legal_term_without_explanation(
    questions: dict[str, Vraag], hard: dict[str, str], legal: dict[str, str]
) -> None:
    used: set[tuple[str, str]] = set()
    assert _left(questions, hard, used) == []
    assert _left(questions, legal, used) == []
    assert EXCEPTIONS.keys() <= used, "deze uitzondering is niet meer nodig"


@pytest.fixture(scope="module")
def lists(
    repository: Path, base: Kennisbank, wordings: dict[str, dict[str, Vraag]]
) -> list[tuple[str, list[str]]]:
    """Return per list the question and the lines, for parents and for young people."""
    found = load_lists(repository / "questionnaires", base, wordings).all
    return [
        (question, [words for words in lines if words])
        for item in found
        for question, lines in (
            (item.vraag_ouder, [line.ouder for line in item.feiten]),
            (item.vraag_jongere, [line.jongere for line in item.feiten]),
        )
    ]


def test_lists_are_as_plain_as_questions(
    lists: list[tuple[str, list[str]]], hard: dict[str, str], legal: dict[str, str]
) -> None:
    for question, lines in lists:
        assert question.endswith("?") and len(plain.words(question)) <= QUESTION, question
        assert len(lines) >= 2, question
        for line in lines:
            assert plain.long_sentences(line, SENTENCE) == [], line
            assert plain.passives(line) == [], line
            term, colon, _ = line.lower().partition(":")  # "a term: what it is"
            left = plain.unexplained(line, hard) + plain.unexplained(line, legal)
            assert [word for word in left if not colon or word.lower() not in term] == [], line


def test_questions_are_active_and_easy(questions: dict[str, Vraag]) -> None:
    passive = [name for name, vraag in questions.items() if plain.passives(whole(vraag))]
    assert len(passive) <= len(questions) // 100, passive
    scores = [plain.flesch_douma(f"{v.vraag} {v.hulp or ''}") or 0 for v in questions.values()]
    assert statistics.median(scores) >= 75


def test_the_explanations_are_plain_themselves(hard: dict[str, str], legal: dict[str, str]) -> None:
    for term, text in legal.items():
        assert plain.is_explained(term, text), term
        assert plain.long_sentences(text, SENTENCE) == [], term
        assert plain.unexplained(text, hard) == [], term
    for word, alternative in hard.items():
        assert plain.found_terms(alternative, {word: ""}) == [], word


# --- the texts for parents in the rules, written by others: a ceiling, and a report ------------


def test_the_rule_texts_stay_as_plain_as_they_are(
    rule_texts: list[str],
    hard: dict[str, str],
    record_property: Callable[[str, object], None],
) -> None:
    parts = [sentence for text in rule_texts for sentence in plain.sentences(text)]
    shares = {
        "long": sum(len(plain.words(part)) > SENTENCE for part in parts) / len(parts),
        "passive": sum(bool(plain.passives(part)) for part in parts) / len(parts),
        "hard": sum(bool(plain.unexplained(text, hard)) for text in rule_texts) / len(rule_texts),
    }
    for name, share in shares.items():
        record_property(name, round(share, 4))
        print(f"{name}: {share:.1%} (plafond {RULE_TEXTS[name]:.1%})")
    assert {name for name, share in shares.items() if share > RULE_TEXTS[name]} == set(), shares
