"""What a young person reads about outcomes: no text speaks to a parent, the law is the same."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from regelwijzer.advice.advisor import Advisor
from regelwijzer.interview import plain_language as plain
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.errors import KnowledgeErrors
from regelwijzer.knowledge.models import Feit, Kader, Texts
from regelwijzer.knowledge.procedures import Procedure
from regelwijzer.knowledge.young import SECTIONS, Rewordings, for_young, load_rewordings, step_texts
from regelwijzer.reasoning.case import make_case

TO_A_PARENT = re.compile(r"\b(?:u|uw|uzelf)\b", re.I)


@pytest.fixture(scope="module")
def rewordings(repository: Path, base: Kennisbank) -> Rewordings:
    """Return the texts for young people."""
    return load_rewordings(repository / "questionnaires", base)


@pytest.fixture(scope="module")
def young(base: Kennisbank, rewordings: Rewordings) -> Kennisbank:
    """Return the base as a young person reads it."""
    return for_young(base, rewordings)


def test_a_rewording_says_you_or_names_who(rewordings: Rewordings) -> None:
    """The rewordings stay plain: short sentences, active, not to a parent."""
    texts = [
        text
        for section in rewordings.values()
        for entry in section.values()
        for text in entry.values()
    ]
    assert [text for text in texts if TO_A_PARENT.search(text)] == []
    assert [text for text in texts if plain.long_sentences(text, 20)] == []
    assert sum(bool(plain.passives(text)) for text in texts) <= len(texts) // 100


def test_a_rewording_is_not_what_parents_read_already(
    base: Kennisbank, rewordings: Rewordings
) -> None:
    for name, entry in rewordings["kaders"].items():
        texts = base.kaders[name].teksten.ouder.model_dump()
        assert [field for field, text in entry.items() if texts.get(field) == text] == [], name


def plain_texts(base: Kennisbank, section: str, name: str) -> dict[str, str]:
    """Return every text for parents of one item, by the field under which it is reworded."""
    item = getattr(base, section)[name]
    if isinstance(item, Kader):
        title = item.titel_ouder or item.titel
        return {"titel": title, **item.teksten.ouder.model_dump()}
    values = {name: getattr(item, name) for name in type(item).model_fields}
    found = {name: value.ouder for name, value in values.items() if isinstance(value, Texts)}
    if values.get("titel_ouder"):
        found["titel"] = values["titel_ouder"]
    if isinstance(item, Feit) and item.oordeel is not None:
        found["bewijs"] = item.oordeel.bewijs.ouder
    if isinstance(item, Procedure):
        found |= {name: texts.ouder for name, texts in step_texts(item).items()}
    return found


def test_numbers_and_terms_stay_those_of_the_law(base: Kennisbank, rewordings: Rewordings) -> None:
    """A rewording keeps every amount, age, term and telephone number of the text for parents."""
    numeral = re.compile(
        r"\d[\d.,-]*\d|\d|\b(?:twee|drie|vier|vijf|zes|zeven|acht|tien|veertien)\b"
        r"(?= (?:weken|maanden|dagen|werkdagen|jaar))"
    )
    for section, entries in rewordings.items():
        for name, entry in entries.items():
            texts = plain_texts(base, section, name)
            for field, text in entry.items():
                missing = set(numeral.findall(texts[field])) - set(numeral.findall(text))
                assert missing == set(), (name, field, texts[field], text)


@pytest.mark.parametrize("section", SECTIONS)
def test_nothing_speaks_to_a_parent(young: Kennisbank, section: str) -> None:
    wrong = {
        f"{name}.{field}": text
        for name in getattr(young, section)
        for field, text in plain_texts(young, section, name).items()
        if TO_A_PARENT.search(text)
    }
    assert wrong == {}, "schrijf de tekst voor jongeren in questionnaires/jongere/teksten"


def test_the_law_is_untouched(base: Kennisbank, young: Kennisbank) -> None:
    assert young.digest == base.digest
    assert young.begrippen is base.begrippen
    for section in SECTIONS:
        mine, theirs = getattr(young, section), getattr(base, section)
        assert list(mine) == list(theirs)
        for name in mine:
            for field in type(mine[name]).model_fields:
                if field in ("als", "bron", "beslist", "betaalt", "wie", "datum", "eerst"):
                    assert getattr(mine[name], field) == getattr(theirs[name], field)
    kept = {field.name for field in fields(Kennisbank)} - SECTIONS.keys()
    assert all(getattr(young, name) is getattr(base, name) for name in kept)


def test_an_advice_for_a_young_person_has_these_texts_and_the_same_verdicts(
    base: Kennisbank, young: Kennisbank
) -> None:
    advisor = Advisor(base, use_durable=False, young=young)
    raw = {"peildatum": "2026-11-22", "feiten": {"jeugdige.geboortedatum": "2009-05-14"}}
    advices = {
        role: advisor.advise(make_case({**raw, "doelgroep": role}, base))
        for role in ("ouder", "jongere")
    }
    verdicts = {
        role: {item.kader.kader: item.verdict for item in advice.kaders}
        for role, advice in advices.items()
    }
    assert verdicts["ouder"] == verdicts["jongere"]
    told = {role: found.kader("jeugdwet.pleegzorg") for role, found in advices.items()}
    assert told["ouder"].kader.teksten.ouder.wat.startswith("Uw kind woont")
    assert told["jongere"].kader.teksten.ouder.wat.startswith("Je woont")
    assert told["ouder"].kader.teksten.professional == told["jongere"].kader.teksten.professional


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("kaders:\n  - {kader: er.is_niets, wat: x}\n", "bestaat"),
        ("kaders:\n  - {kader: wlz.zorg, soort: x}\n", "past niet"),
        ("kaders:\n  - {kader: wlz.zorg, wat: ''}\n", "lege tekst"),
        ("kaders:\n  - {kader: wlz.zorg, wat: x}\n  - {kader: wlz.zorg, wat: y}\n", "twee keer"),
        ("regels: []\n", "kent alleen"),
    ],
)
def test_a_wrong_rewording_is_refused(
    base: Kennisbank, tmp_path: Path, content: str, problem: str
) -> None:
    folder = tmp_path / "jongere" / "teksten"
    folder.mkdir(parents=True)
    (folder / "fout.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(KnowledgeErrors, match=problem):
        load_rewordings(tmp_path, base)
