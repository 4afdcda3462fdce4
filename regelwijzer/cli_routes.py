"""The commands about help that stalls: routes, procedures and regions."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from regelwijzer.cli_tools import (
    AsJson,
    Local,
    fail,
    open_base,
    overlay,
    print_json,
    print_rows,
)
from regelwijzer.datapaths import rules_folder
from regelwijzer.reasoning.case import Case, read_case


def routes(als_json: AsJson = False, lokaal: Local = None) -> None:
    """Toon alle wegen als hulp vastloopt: wie, wat kan en niet kan, termijn en contact."""
    from regelwijzer.advice.route_output import route_row

    base = open_base(lokaal)
    print_rows([route_row(base, route) for route in base.routes.values()], als_json)


def procedure(
    kader: Annotated[
        str, typer.Argument(metavar="KADER", help="Kader of procedure; leeg toont alle.")
    ] = "",
    zaak: Annotated[Path | None, typer.Option(help="Zaakbestand: waar is deze zaak nu?")] = None,
    als_json: AsJson = False,
    lokaal: Local = None,
) -> None:
    """Toon de stappen van een procedure, met termijnen en 'u bent hier'."""
    from regelwijzer.report.terminal_flow import procedure_rows, procedure_views

    base = open_base(lokaal)
    if not kader:
        print_rows(procedure_rows(base), als_json)
        return
    case = read_case(zaak, base) if zaak else Case(date.today())
    views = procedure_views(base, kader, case)
    if not views:
        fail(
            f"'{kader}' is geen kader met een procedure; 'regelwijzer procedure' toont alle "
            "procedures en 'regelwijzer kaders' alle kaders."
        )
    if als_json:
        print_json([view.data for view in views])
    else:
        print("\n\n".join("\n".join(view.lines) for view in views))


def regio(
    naam: Annotated[str, typer.Argument(metavar="NAAM", help="Gemeente of jeugdregio.")],
    als_json: AsJson = False,
    lokaal: Local = None,
) -> None:
    """Toon welk expertteam en welk bovenregionaal netwerk bij een gemeente of regio hoort."""
    from regelwijzer.knowledge.regions import load_regions
    from regelwijzer.report.terminal_routes import place_json, place_lines

    regions = load_regions(rules_folder(), overlay(lokaal))
    place = regions.find(naam)
    if place is None:
        near = regions.near(naam)
        hint = f"bedoelt u {' of '.join(near)}?" if near else "controleer de schrijfwijze."
        fail(f"Gemeente of jeugdregio '{naam}' is niet gevonden; {hint}")
    if als_json:
        print_json(place_json(place))
    else:
        print("\n".join(place_lines(place)))
