"""The command ``regelwijzer scan``."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
)
from rich.text import Text

from regelwijzer.datapaths import rules_folder
from regelwijzer.files import write_file
from regelwijzer.knowledge.errors import CaseError
from regelwijzer.knowledge.loader import load_base
from regelwijzer.knowledge.text import dotted


class _Counted(ProgressColumn):
    """How many rows of how many, with Dutch thousands."""

    def render(self, task: Task) -> Text:
        total = "?" if task.total is None else dotted(int(task.total))
        return Text(f"{dotted(int(task.completed))}/{total}", style="progress.download")


def scan_command(
    invoer: Annotated[
        Path, typer.Argument(metavar="IN", help="Tabel: .csv, .parquet of .xlsx.")
    ] = Path("caseload.xlsx"),
    uit: Annotated[Path | None, typer.Option(help="Uitkomsten: .parquet of .csv.")] = None,
    koppeling: Annotated[Path | None, typer.Option(help="Welke kolom welk feit is (YAML).")] = None,
    peildatum: Annotated[
        list[str] | None,
        typer.Option(help="Dag, of leeftijd (18: ieders eigen verjaardag); mag vaker."),
    ] = None,
    kader: Annotated[
        list[str] | None, typer.Option(help="Alleen dit kader (id); mag vaker.")
    ] = None,
    wet: Annotated[
        list[str] | None, typer.Option(help="Alleen de kaders van deze wet; mag vaker.")
    ] = None,
    samenvatting: Annotated[
        Path | None, typer.Option(help="Tellingen en grafieken: .html.")
    ] = None,
    voorbeeld: Annotated[
        bool, typer.Option("--voorbeeld", help="Schrijf een voorbeeld om in te vullen.")
    ] = False,
    dask: Annotated[
        str | None, typer.Option(help="Reken op een Dask-cluster: tcp://adres:8786.")
    ] = None,
    lokaal: Annotated[
        Path | None, typer.Option("--lokaal", help="Map met regels van de eigen gemeente.")
    ] = None,
) -> None:
    """Beoordeel een hele caseload: elke rij een jongere, elk kader een kolom.

    Eindigt met 0, met 1 als er cellen niet te lezen waren, en met 2 als de invoer niet klopt.
    """
    # Arrow takes time to load; the other commands do not need it.
    from regelwijzer.caseload.example import write_example
    from regelwijzer.caseload.judge import CaseloadJudge
    from regelwijzer.caseload.mapping import read_mapping
    from regelwijzer.caseload.scan import chosen_kaders, here, parse_moment, scan
    from regelwijzer.caseload.spread import over_dask
    from regelwijzer.caseload.summary import summary_html
    from regelwijzer.caseload.tally import unread

    if lokaal is not None and not lokaal.is_dir():
        raise CaseError(f"De map {lokaal} met lokale regels bestaat niet; controleer de naam.")
    base = load_base(rules_folder(), lokaal)
    if voorbeeld:
        workbook, table = write_example(CaseloadJudge(base), invoer)
        print(f"Voorbeeld geschreven: {workbook} en {table}.")
        return
    if uit is None:
        raise CaseError(
            "Geef met --uit aan waar de uitkomsten komen, bijvoorbeeld --uit uit.parquet."
        )
    moments = [parse_moment(raw) for raw in peildatum or [date.today().isoformat()]]
    labels = [moment.label for moment in moments]
    if len(set(labels)) < len(labels):
        raise CaseError("Een peildatum is twee keer gegeven; geef elke peildatum één keer.")
    mapping = read_mapping(koppeling)
    judge = CaseloadJudge(base, chosen_kaders(base, kader or [], wet or []))
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), _Counted())
    cluster = over_dask(dask) if dask else nullcontext(here)
    with (
        cluster as parted,
        Progress(
            *columns, TimeElapsedColumn(), console=console, disable=not sys.stderr.isatty()
        ) as bar,
    ):
        task = bar.add_task("rijen", total=None)
        found = scan(
            judge,
            invoer,
            uit,
            mapping,
            moments,
            lambda done, total: bar.update(task, completed=done, total=total),
            parted,
        )
    for warning in found.warnings:
        print(f"Let op: {warning}", file=sys.stderr)
    if samenvatting is not None:
        page = summary_html(base, judge.kaders, found.tally, date.today())
        write_file(samenvatting, page.encode())
    tally = found.tally
    rows = "rij" if tally.rows == 1 else "rijen"
    print(f"{dotted(tally.rows)} {rows} beoordeeld op {', '.join(labels)}: {uit}.")
    if found.resumed:
        print(f"Verder gegaan na {dotted(found.resumed)} plakken van een eerdere keer.")
    if tally.faulty_rows:
        cells = sum(tally.faults.values())
        told = unread(cells, tally.faulty_rows)
        print(f"{told} en {'telt' if cells == 1 else 'tellen'} als onbekend; zie {found.faults}.")
        raise typer.Exit(1)
