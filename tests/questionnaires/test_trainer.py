"""The questions for a trainer: professional, about the case, with a teaching note that is true."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pytest

from regelwijzer.interview.questions import Vraag
from regelwijzer.knowledge.base import Kennisbank, walk_regel
from regelwijzer.knowledge.conditions import Before, Condition, Ref, walk
from regelwijzer.knowledge.models import Bron

MANY = 10  # a feit that this many conditions use is a deciding one
NOTE = 14  # words a teaching note has at least for such a feit

Articles = dict[str, set[tuple[str, str]]]


@pytest.fixture(scope="module")
def questions(wordings: dict[str, dict[str, Vraag]]) -> dict[str, Vraag]:
    """Return the questions for trainers."""
    return wordings["trainer"]


def names(condition: Condition) -> set[str]:
    """Return the feiten a condition speaks of."""
    found: set[str] = set()
    for node in walk(condition):
        if isinstance(node, Ref):
            found.add(node.name)
        elif isinstance(node, Before):
            found |= {node.left.base, node.right.base}
        elif hasattr(node, "feit"):
            found.add(node.feit)
    return found


def rules(base: Kennisbank) -> Iterator[tuple[Condition, Iterable[Bron]]]:
    """Yield every condition of the rule base with its sources."""
    for begrip in base.begrippen.values():
        for regel in begrip.regels:
            for part in walk_regel(regel):
                yield part.als, part.bron or regel.bron
    for kader in base.kaders.values():
        yield kader.als, kader.bron
    for mijlpaal in base.mijlpalen.values():
        yield mijlpaal.als, mijlpaal.bron
    for route in base.routes.values():
        yield route.als, route.bron
    for punt in base.aandachtspunten.values():
        yield punt.als, punt.bron
    for voorrang in base.voorrang.values():
        yield voorrang.als, voorrang.bron


@pytest.fixture(scope="module")
def used(base: Kennisbank) -> tuple[dict[str, int], Articles, set[tuple[str, str]]]:
    """Return per feit how often it is used and under which articles, and every article."""
    counts: dict[str, int] = defaultdict(int)
    per_feit: Articles = defaultdict(set)
    known: set[tuple[str, str]] = set()
    for condition, bronnen in rules(base):
        articles = {(bron.wet, bron.artikel) for bron in bronnen if bron.artikel}
        known |= articles
        for name in names(condition):
            counts[name] += 1
            per_feit[name] |= articles
    for mijlpaal in base.mijlpalen.values():  # the day a term is counted from
        articles = {(bron.wet, bron.artikel) for bron in mijlpaal.bron if bron.artikel}
        per_feit[mijlpaal.datum.base] |= articles
    return counts, per_feit, known


def cited(base: Kennisbank, text: str) -> set[tuple[str, str]]:
    """Return the (wet, article) pairs a teaching note names, as in 'art. 3.2.1 Wlz'."""
    laws = {wet.kort: wet.wet for wet in base.wetten.values()}
    short = "|".join(re.escape(kort) for kort in sorted(laws, key=len, reverse=True))
    found = re.findall(rf"\bart\. (\S+) ({short})(?!\w)", text)
    assert len(found) == text.count("art. "), text
    return {(laws[kort], article) for article, kort in found}


def test_the_trainer_has_a_question_for_every_feit(
    base: Kennisbank, questions: dict[str, Vraag]
) -> None:
    assert base.feiten.keys() == questions.keys()


def test_every_question_is_about_the_case(questions: dict[str, Vraag]) -> None:
    missing = [
        name for name, vraag in questions.items() if not re.search(r"\bcasus\b", vraag.vraag, re.I)
    ]
    assert len(missing) <= len(questions) // 50, missing


def test_the_questions_are_not_those_of_the_professional_with_a_prefix(
    wordings: dict[str, dict[str, Vraag]],
) -> None:
    def bare(text: str) -> str:
        text = re.sub(r"\b(?:in|van|uit) (?:de|deze) casus\b", "", text.lower())
        return " ".join(re.findall(r"\w+", text))

    other = wordings["jeugdbeschermer"]
    same = [
        name
        for name, vraag in wordings["trainer"].items()
        if bare(vraag.vraag) == bare(other[name].vraag)
    ]
    assert len(same) <= len(other) // 5, same
    notes = [n for n, v in wordings["trainer"].items() if v.hulp == other[n].hulp]
    assert notes == []


def test_every_article_in_a_note_is_in_the_rule_base(
    base: Kennisbank,
    questions: dict[str, Vraag],
    used: tuple[dict[str, int], Articles, set[tuple[str, str]]],
) -> None:
    _, _, known = used
    wrong = {
        name: found
        for name, vraag in questions.items()
        if (found := cited(base, vraag.hulp or "") - known)
    }
    assert wrong == {}


def test_an_article_in_a_note_is_one_under_which_the_feit_counts(
    base: Kennisbank,
    questions: dict[str, Vraag],
    used: tuple[dict[str, int], Articles, set[tuple[str, str]]],
) -> None:
    """A note may name the article of a term, but nearly always it names the feit's own."""
    _, per_feit, _ = used
    other = {
        name: found
        for name, vraag in questions.items()
        if (found := cited(base, vraag.hulp or "") - per_feit[name])
    }
    assert other.keys() <= {"veilig_thuis.vastleggingsdatum"}


def test_a_deciding_feit_has_a_real_note(
    base: Kennisbank,
    questions: dict[str, Vraag],
    used: tuple[dict[str, int], Articles, set[tuple[str, str]]],
) -> None:
    counts, per_feit, _ = used
    thin = [
        name
        for name, vraag in questions.items()
        if counts[name] >= MANY
        and (
            len((vraag.hulp or "").split()) < NOTE
            or (per_feit[name] and not cited(base, vraag.hulp or ""))
        )
    ]
    assert thin == []


def test_many_notes_name_a_classic_mistake(questions: dict[str, Vraag]) -> None:
    told = [
        name
        for name, vraag in questions.items()
        if re.search(r"misverstand|klassieke|fout", vraag.hulp or "", re.I)
    ]
    assert len(told) >= len(questions) // 4, len(told)


def test_a_note_does_not_claim_what_nobody_measured(questions: dict[str, Vraag]) -> None:
    claims = re.compile(r"\b(?:vaakst|meest gemiste|wekelijks|de helft|bijna altijd|bijna nooit)\b")
    assert [name for name, vraag in questions.items() if claims.search(vraag.hulp or "")] == []
