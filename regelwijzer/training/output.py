"""Teaching cases for the command line: as rows, as text, as JSON and as a case file."""

from __future__ import annotations

from typing import Any

from regelwijzer.advice.output import case_json
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.training.library import Library, told_case
from regelwijzer.training.models import LEVELS, ORIGINS, TeachingCase


def case_rows(library: Library) -> list[dict[str, Any]]:
    """Return one row per case: id, titel, niveau, herkomst and leerdoel."""
    return [
        {
            "id": item.casus,
            "titel": item.titel,
            "niveau": item.niveau,
            "herkomst": item.herkomst,
            "wetten": list(item.wetten),
            "leerdoel": item.leerdoel,
        }
        for item in library.cases.values()
    ]


def case_file(base: Kennisbank, item: TeachingCase) -> dict[str, Any]:
    """Return what is told of a case as a case file, ready for ``regelwijzer advies``."""
    return case_json(told_case(base, item))


def practice_json(base: Kennisbank, library: Library, item: TeachingCase) -> dict[str, Any]:
    """Return everything of one case as plain data."""
    data = item.model_dump(mode="json", by_alias=True)
    data["misvattingen"] = [
        library.misconceptions[name].model_dump(
            mode="json", include={"misvatting", "titel", "maar"}
        )
        for name in item.misvattingen
    ]
    return {"schema": "regelwijzer/oefencasus/1", **data, "zaak": case_file(base, item)}


def case_lines(base: Kennisbank, library: Library, item: TeachingCase) -> list[str]:
    """Return one case as lines of text."""
    lines = [
        item.titel,
        f"{LEVELS[item.niveau]}; {ORIGINS[item.herkomst].lower()}",
        "",
        item.verhaal,
        "",
        f"Leerdoel: {item.leerdoel}",
        "",
        "Feiten, in de volgorde van de les:",
    ]
    lines += [f"  {number}. {fact.zeg}" for number, fact in enumerate(item.feiten, start=1)]
    lines += ["", "Verborgen feiten:"]
    lines += [f"  - {base.feiten[fact.feit].titel}: {fact.zeg}" for fact in item.verborgen]
    lines += ["", "Uitkomsten (met wat is verteld -> met de verborgen feiten):"]
    lines += [
        f"  - {base.kaders[key.kader].titel}: {_word(key.verwacht)} -> {_word(key.na)}"
        for key in item.kaders
    ]
    lines += ["", "Misvattingen:"]
    lines += [f"  - {library.misconceptions[name].titel}" for name in item.misvattingen]
    lines += ["", "Bespreek:"]
    return [*lines, *(f"  - {question}" for question in item.bespreek)]


def _word(verdict: str) -> str:
    return verdict.replace("_", " ")
