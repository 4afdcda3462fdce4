"""The teaching cases: complete, and what they expect is what the engine says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from regelwijzer.advice.advisor import Advisor
from regelwijzer.knowledge.errors import KnowledgeErrors
from regelwijzer.reasoning.case import read_case
from regelwijzer.training.library import (
    Library,
    full_case,
    load_library,
    told_case,
    variant_case,
)

PROFILES = {f"profiel_{number}" for number in range(1, 10)}
GROUPS = {f"groep_{number}" for number in range(1, 5)}
MISTAKES = {
    "slim_en_kwetsbaar",
    "zeventien_elf",
    "lvb_en_psychiatrie",
    "gi_tegen_college",
    "nog_behandelbaar",
    "weigert_dertien",
    "pleeg_of_gezinshuis",
    "amv_zestien",
    "gesloten_achttien",
}
"""The classic mistakes, each with a case of its own."""


def test_the_library_holds_what_was_promised(library: Library) -> None:
    cases = set(library.cases)
    assert {"robin", "pascha"} | PROFILES | GROUPS | MISTAKES <= cases
    assert len(cases) >= 24
    taught = {wet for item in library.cases.values() for wet in item.wetten}
    assert {"jeugdwet", "wlz", "wmo", "zvw", "wvggz", "wzd", "bw1", "sr"} <= taught
    assert {item.niveau for item in library.cases.values()} == {"start", "verdieping", "expert"}


def test_every_expected_verdict_is_what_the_engine_says(advisor: Advisor, library: Library) -> None:
    wrong = []
    for item in library.cases.values():
        told = advisor.outcomes(told_case(advisor.base, item))
        full = advisor.outcomes(full_case(advisor.base, item))
        for key in item.kaders:
            found = (told[key.kader].verdict.value, full[key.kader].verdict.value)
            if found != (key.verwacht, key.na):
                wrong.append(f"{item.casus} {key.kader}: {found}")
    assert wrong == []


def test_a_case_of_a_document_is_open_and_one_that_was_made_up_is_answered(
    library: Library,
) -> None:
    for item in library.cases.values():
        if item.herkomst == "bedacht":
            assert any(key.verwacht != key.na for key in item.kaders) or item.varianten, item.casus
            assert any(fact.is_ is not None for fact in item.verborgen), item.casus


def test_every_pair_of_variants_differs_in_a_key_verdict(
    advisor: Advisor, library: Library
) -> None:
    for item in library.cases.values():
        keys = [key.kader for key in item.kaders]
        seen = []
        for case in (
            told_case(advisor.base, item),
            *(variant_case(advisor.base, item, variant) for variant in item.varianten),
        ):
            outcomes = advisor.outcomes(case)
            seen.append(tuple(outcomes[name].verdict for name in keys))
        assert not item.varianten or len(set(seen)) > 1, item.casus
        assert item.herkomst == "document" or len(item.varianten) >= 2, item.casus


@pytest.mark.parametrize("name", ["robin", "pascha"])
def test_the_stories_are_the_case_files(
    name: str, advisor: Advisor, library: Library, repository: Path
) -> None:
    file = read_case(repository / f"questionnaires/training/{name}.yaml", advisor.base)
    told = told_case(advisor.base, library.cases[name])
    assert (dict(told.values), told.hulpvragen) == (dict(file.values), file.hulpvragen)


def test_no_misconception_is_unused(library: Library) -> None:
    used = {name for item in library.cases.values() for name in item.misvattingen}
    general = {
        name
        for name, item in library.misconceptions.items()
        if any(not mistake.kaders for mistake in item.blijkt_uit)
    }
    assert set(library.misconceptions) == used | general


FAULTS = {
    "onbekend feit": ("jeugdige.geboortedatum", "jeugdige.geboortedag", "bestaat niet"),
    "onbekend kader": ("kader: wlz.toegang", "kader: wlz.ingang", "wlz.ingang"),
    "onbekende sleutel": ("leerdoel:", "lesdoel:", "past niet in een oefencasus"),
    "niveau bestaat niet": ("niveau: start", "niveau: makkelijk", "past niet in een oefencasus"),
    "antwoord past niet": ("is: jeugdhulp_groep", "is: kasteel", "kasteel"),
    "document weet het toch": (
        "{feit: jeugdige.iq, zeg:",
        "{feit: jeugdige.iq, is: 60, zeg:",
        "onbekend",
    ),
    "misvatting bestaat niet": ("[lvb_geeft_wlz,", "[lvb_is_wlz,", "lvb_is_wlz"),
    "twee keer hetzelfde feit": (
        "feit: gezondheid.lvb,",
        "feit: zorg.verblijf_nodig,",
        "twee keer",
    ),
    "kapotte yaml": ('titel: "Robin', 'titel: ""Robin', "geen geldige YAML"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_one_sentence_with_a_remedy(
    fault: str, advisor: Advisor, repository: Path, tmp_path: Path
) -> None:
    shutil.copytree(repository / "questionnaires" / "training", tmp_path / "training")
    path = tmp_path / "training" / "casussen" / "01_verhalen.yaml"
    before, after, expected = FAULTS[fault]
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(KnowledgeErrors) as caught:
        load_library(tmp_path, advisor.base)
    told = str(caught.value.errors[0])
    assert expected in told
    assert "Oplossing:" in told and "01_verhalen.yaml" in told
