"""The command ``regelwijzer oefenen``: list the teaching cases, or print one of them."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from regelwijzer.datapaths import questionnaires_folder, rules_folder
from regelwijzer.knowledge.errors import CaseError
from regelwijzer.knowledge.loader import load_base
from regelwijzer.training.library import load_library
from regelwijzer.training.output import case_file, case_lines, case_rows, practice_json


def practice_command(
    zaak: Annotated[str, typer.Option(help="De casus met deze naam.")] = "",
    lijst: Annotated[bool, typer.Option("--lijst", help="Toon alle oefencasussen.")] = False,
    zaakbestand: Annotated[
        bool, typer.Option("--zaakbestand", help="Alleen het zaakbestand, voor 'advies'.")
    ] = False,
    als_json: Annotated[bool, typer.Option("--json", help="Uitvoer als JSON.")] = False,
) -> None:
    """Toon de oefencasussen, of een daarvan: verhaal, feiten, verborgen feiten en uitkomsten."""
    base = load_base(rules_folder())
    library = load_library(questionnaires_folder(), base)
    if lijst or not zaak:
        rows = case_rows(library)
        print(_text(rows) if als_json else "\n".join(f"{r['id']}: {r['titel']}" for r in rows))
        return
    item = library.cases.get(zaak)
    if item is None:
        raise CaseError(
            f"De casus '{zaak[:60]}' bestaat niet; 'regelwijzer oefenen --lijst' toont ze alle."
        )
    if zaakbestand:
        print(_text(case_file(base, item)))
    elif als_json:
        print(_text(practice_json(base, library, item)))
    else:
        print("\n".join(case_lines(base, library, item)))


def _text(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)
