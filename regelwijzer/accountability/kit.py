"""All documents together, and the command that writes them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from regelwijzer.accountability import access, aiact, dpia
from regelwijzer.accountability.figures import Figures, figures
from regelwijzer.accountability.register import record
from regelwijzer.accountability.sbom import sbom
from regelwijzer.datapaths import data_file, rules_folder
from regelwijzer.files import reason, write_file
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.errors import CaseError
from regelwijzer.knowledge.loader import load_base

FILES = (
    "algoritmeregister.json",
    "algoritmeregister.md",
    "dpia.md",
    "ai-verordening.md",
    "toegankelijkheid.md",
    "sbom.cdx.json",
)
"""The documents, by file name."""


def kit(base: Kennisbank) -> dict[str, str]:
    """Return the text of every document, by file name."""
    known = figures(base)
    lock = data_file("requirements.lock").read_text(encoding="utf-8")
    texts = (
        _json(record(known)),
        _table(known, record(known)),
        dpia.markdown(known),
        aiact.markdown(known),
        access.STATEMENT,
        _json(sbom(lock, known.version)),
    )
    return dict(zip(FILES, texts, strict=True))


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _table(known: Figures, fields: Mapping[str, str]) -> str:
    rows = "\n".join(f"| {name} | {text} |" for name, text in fields.items())
    return (
        f"# Registratie voor het Algoritmeregister\n\nVersie {known.version}, publicatiestandaard "
        f"1.0.0.\n\n| veld | inhoud |\n|---|---|\n{rows}\n"
    )


def accountability_command(
    map_: Annotated[
        Path | None, typer.Option("--map", help="Schrijf de stukken in deze map.")
    ] = None,
    als_json: Annotated[bool, typer.Option("--json", help="Uitvoer als JSON.")] = False,
    lokaal: Annotated[
        Path | None, typer.Option("--lokaal", help="Map met regels van de eigen gemeente.")
    ] = None,
) -> None:
    """Maak de stukken voor de verantwoording: algoritmeregister, DPIA, AI-verordening, SBOM."""
    if lokaal is not None and not lokaal.is_dir():
        raise CaseError(f"De map {lokaal} met lokale regels bestaat niet; controleer de naam.")
    texts = kit(load_base(rules_folder(), lokaal))
    if map_ is not None:
        _write(map_, texts)
    if als_json:
        parsed = {n: json.loads(t) if n.endswith(".json") else t for n, t in texts.items()}
        print(json.dumps(parsed, ensure_ascii=False, indent=2))
    elif map_ is not None:
        print(f"{len(texts)} stukken staan in {map_}: {', '.join(texts)}.")
    else:
        print("\n".join(text for name, text in texts.items() if name.endswith(".md")))


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CaseError(
            f"De map {folder} kan niet worden gemaakt ({reason(error)}); kies een andere."
        ) from None
    for name, text in texts.items():
        write_file(folder / name, text.encode())
