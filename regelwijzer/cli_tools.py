"""What the commands of the command line share."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from regelwijzer.datapaths import rules_folder
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.loader import load_base

AsJson = Annotated[bool, typer.Option("--json", help="Uitvoer als JSON.")]
Local = Annotated[
    Path | None, typer.Option("--lokaal", help="Map met regels van de eigen gemeente.")
]


def open_base(lokaal: Path | None) -> Kennisbank:
    """Return the rule base, with the local folder over it; raises KnowledgeErrors."""
    return load_base(rules_folder(), overlay(lokaal))


def overlay(lokaal: Path | None) -> Path | None:
    """Return the local folder; a folder that does not exist ends the command."""
    if lokaal is not None and not lokaal.is_dir():
        fail(f"De map {lokaal} met lokale regels bestaat niet; controleer de naam.")
    return lokaal


def print_json(data: Any) -> None:
    """Print plain data as JSON."""
    print(json.dumps(data, ensure_ascii=False, indent=2))


def print_rows(rows: list[dict[str, Any]], als_json: bool) -> None:
    """Print rows as JSON, or one line each."""
    if als_json:
        print_json(rows)
        return
    for row in rows:
        print(f"{row['id']}: {row['titel']}")


def fail(sentence: str) -> NoReturn:
    """Print what is wrong in one sentence and end with exit code 2."""
    print(sentence, file=sys.stderr)
    raise typer.Exit(2)
