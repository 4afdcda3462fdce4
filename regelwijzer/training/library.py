"""Load the library of teaching cases; every fault is one sentence with a remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.errors import CaseError, KnowledgeError, KnowledgeErrors
from regelwijzer.knowledge.models import Model
from regelwijzer.knowledge.yamlio import read_model
from regelwijzer.reasoning.case import Case, make_case
from regelwijzer.training.models import (
    CaseFile,
    Hidden,
    Misconception,
    MisconceptionFile,
    TeachingCase,
    Variant,
)

FOLDER = "training"
_File = TypeVar("_File", bound=Model)


@dataclass(frozen=True)
class Library:
    """All teaching cases and misconceptions, by id, in the order of the files."""

    cases: Mapping[str, TeachingCase]
    misconceptions: Mapping[str, Misconception]


def told_case(base: Kennisbank, item: TeachingCase, count: int | None = None) -> Case:
    """Return the case as it stands when the first *count* facts are told (None: all)."""
    told = item.feiten if count is None else item.feiten[:count]
    return _case(base, item, {fact.feit: fact.is_ for fact in told}, item.peildatum)


def full_case(base: Kennisbank, item: TeachingCase) -> Case:
    """Return the case with the hidden facts that have an answer."""
    hidden = {fact.feit: fact.is_ for fact in item.verborgen if fact.is_ is not None}
    return _case(base, item, {**_told(item), **hidden}, item.peildatum)


def variant_case(base: Kennisbank, item: TeachingCase, variant: Variant) -> Case:
    """Return the case as it is in *variant*: its facts over those that are told."""
    day = item.peildatum if variant.peildatum is None else variant.peildatum
    return _case(base, item, {**_told(item), **variant.feiten}, day)


def with_facts(base: Kennisbank, item: TeachingCase, feiten: dict[str, Any]) -> Case:
    """Return the case of *item* with exactly these *feiten* (as written in YAML)."""
    return _case(base, item, feiten, item.peildatum)


def answered(item: TeachingCase) -> list[Hidden]:
    """Return the hidden facts to which the case has an answer."""
    return [fact for fact in item.verborgen if fact.is_ not in (None, "onbekend")]


def _told(item: TeachingCase) -> dict[str, Any]:
    return {fact.feit: fact.is_ for fact in item.feiten}


def _case(base: Kennisbank, item: TeachingCase, feiten: dict[str, Any], day: Any) -> Case:
    raw = {
        "peildatum": day,
        "doelgroep": "trainer",
        "hulpvragen": list(item.hulpvragen),
        "feiten": feiten,
    }
    return make_case(raw, base, f"casus {item.casus}")


def load_library(root: Path, base: Kennisbank) -> Library:
    """Load ``training/casussen/*.yaml`` and ``training/misvattingen.yaml`` under *root*.

    Raises KnowledgeErrors with every fault found: an unknown key, feit, kader, hulpvorm, wet
    or misconception, an answer that does not fit, a name that is used twice.
    """
    errors: list[KnowledgeError] = []
    misconceptions: dict[str, Misconception] = {}
    folder = root / FOLDER
    shown = f"{root.name}/{FOLDER}/misvattingen.yaml"
    wrong = _read(folder / "misvattingen.yaml", shown, MisconceptionFile, errors)
    for belief in wrong.misvattingen if wrong else []:
        if belief.misvatting in misconceptions:
            errors.append(_twice(shown, belief.misvatting))
        errors += [
            _unknown(shown, belief.misvatting, "kader", name)
            for mistake in belief.blijkt_uit
            for name in mistake.kaders
            if name not in base.kaders
        ]
        misconceptions[belief.misvatting] = belief
    cases: dict[str, TeachingCase] = {}
    for path in sorted((folder / "casussen").glob("*.yaml")):
        shown = f"{root.name}/{FOLDER}/casussen/{path.name}"
        content = _read(path, shown, CaseFile, errors)
        for item in content.casussen if content else []:
            if item.casus in cases:
                errors.append(_twice(shown, item.casus))
            errors += _faults(base, misconceptions, shown, item)
            cases[item.casus] = item
    if errors:
        raise KnowledgeErrors(errors)
    return Library(cases, misconceptions)


def _read(path: Path, shown: str, kind: type[_File], errors: list[KnowledgeError]) -> _File | None:
    try:
        return read_model(path, shown, kind, _misfit)
    except KnowledgeErrors as misfits:
        errors += misfits.errors
    return None


def _misfit(shown: str, place: str, message: str) -> KnowledgeError:
    return KnowledgeError(
        shown,
        place,
        f"past niet in een oefencasus ({message.removeprefix('Value error, ')})",
        "de les zou iets anders tonen dan bedoeld",
        "zie docs/les.md, onder 'Zelf een casus schrijven'",
    )


def _faults(
    base: Kennisbank, known: Mapping[str, Misconception], shown: str, item: TeachingCase
) -> Iterator[KnowledgeError]:
    for kind, names, found in (
        ("hulpvraag", item.hulpvragen, base.hulpvormen),
        ("wet", item.wetten, base.wetten),
        ("kader", [key.kader for key in item.kaders], base.kaders),
        ("misvatting", item.misvattingen, known),
        ("feit", [fact.feit for fact in item.verborgen], base.feiten),
    ):
        yield from (_unknown(shown, item.casus, kind, n) for n in names if n not in found)
    try:
        told_case(base, item)
        full_case(base, item)
        for variant in item.varianten:
            variant_case(base, item, variant)
    except CaseError as error:
        yield KnowledgeError(
            shown,
            item.casus,
            str(error).rstrip("."),
            "de casus kan niet worden berekend",
            "verbeter het feit of het antwoord",
        )


def _unknown(shown: str, name: str, kind: str, missing: str) -> KnowledgeError:
    return KnowledgeError(
        shown,
        name,
        f"noemt de {kind} '{missing}', en die bestaat niet",
        "de les zou er niets over kunnen zeggen",
        f"verbeter de naam van de {kind}",
    )


def _twice(shown: str, name: str) -> KnowledgeError:
    return KnowledgeError(
        shown,
        name,
        "bestaat al",
        "een naam hoort bij één onderdeel",
        "kies een andere naam",
    )
