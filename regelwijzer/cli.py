"""The command line: every command of the contract, errors as one Dutch sentence."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from regelwijzer.datapaths import rules_folder

cli = typer.Typer(
    name="regelwijzer",
    help="Welke wet draagt de hulp voor deze jongere, nu en na 18 jaar, en waarom?",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@cli.callback()
def main() -> None:
    """Welke wet draagt de hulp voor deze jongere, nu en na 18 jaar, en waarom?"""


@cli.command()
def controleer(
    als_json: Annotated[bool, typer.Option("--json", help="Uitvoer als JSON.")] = False,
    wet: Annotated[str, typer.Option(help="Alleen deze map van rules/.")] = "",
    blad: Annotated[str, typer.Option(help="Feitenblad als dat anders heet dan de map.")] = "",
) -> None:
    """Controleer de kennisbank; eindigt met code 1 bij een fout."""
    from regelwijzer.audit.audit import audit, only_for

    root = rules_folder()
    dekking = root.parent / "docs" / "dekking.yaml"
    report = audit(root, dekking if dekking.exists() else None, date.today())
    if wet:
        report = only_for(report, wet, blad or wet)
    if als_json:
        print(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        for finding in report.findings:
            print(finding)
        for sheet in report.coverage:
            print(
                f"dekking {sheet.sheet}: {sheet.encoded} van {sheet.blocks} verwerkt, "
                f"{sheet.excused} met reden niet, {sheet.missing} ontbreekt"
            )
        print(", ".join(f"{count} {name}" for name, count in report.counts.items()))
        print(f"{len(report.errors)} fouten, {len(report.findings)} bevindingen")
    if report.errors:
        raise typer.Exit(1)


def run() -> None:
    """Run the command line; no traceback ever reaches the user."""
    cli()


__all__ = ["Path", "cli", "run", "sys"]
