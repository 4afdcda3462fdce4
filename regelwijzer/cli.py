"""The command line: every command of the contract, errors as one Dutch sentence.

Exit codes: 0 done, 1 the audit found an error, 2 the input was wrong.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from regelwijzer.accountability.kit import accountability_command
from regelwijzer.advice.links import bron_text
from regelwijzer.advice.output import advice_json, advice_text
from regelwijzer.advice.replay import read_advice, replay
from regelwijzer.advice.roads import timeline_json, whatif_json
from regelwijzer.advice.timeline import timeline
from regelwijzer.advice.whatif import WhatIfFinder
from regelwijzer.application import Application, load_application
from regelwijzer.caseload.command import scan_command
from regelwijzer.cli_routes import procedure, regio, routes
from regelwijzer.cli_tools import (
    AsJson,
    Local,
    fail,
    open_base,
    overlay,
    print_json,
    print_rows,
)
from regelwijzer.datapaths import LOCAL_VARIABLE, questionnaires_folder, rules_folder
from regelwijzer.files import reason, write_file
from regelwijzer.interview.output import step_json
from regelwijzer.interview.session import Answers
from regelwijzer.knowledge.errors import CaseError, KnowledgeErrors
from regelwijzer.knowledge.text import dotted
from regelwijzer.reasoning.agreement import EnginesDisagree
from regelwijzer.reasoning.case import Case, read_case
from regelwijzer.report.files import file_content
from regelwijzer.report.terminal import print_advice, print_timeline, print_whatif
from regelwijzer.training.command import practice_command

# typer carries its own copy of click, so its usage errors are found through typer itself.
_UsageError: type[Exception] = typer.BadParameter.__bases__[0]

cli = typer.Typer(
    name="regelwijzer",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

CasePath = Annotated[Path, typer.Argument(metavar="ZAAK", help="Zaakbestand (YAML of JSON).")]


@cli.callback()
def main() -> None:
    """Welke wet draagt de hulp voor deze jongere, nu en na 18 jaar, en waarom?"""


@cli.command()
def advies(
    zaak: CasePath,
    als_json: AsJson = False,
    alles: Annotated[bool, typer.Option("--alles", help="Ook buiten de hulpvragen.")] = False,
    ics: Annotated[Path | None, typer.Option(help="Schrijf de mijlpalen als agenda.")] = None,
    pdf: Annotated[Path | None, typer.Option(help="Schrijf het verslag als PDF.")] = None,
    docx: Annotated[Path | None, typer.Option(help="Schrijf het verslag als Word.")] = None,
    html: Annotated[Path | None, typer.Option(help="Schrijf het verslag als HTML.")] = None,
    md: Annotated[Path | None, typer.Option(help="Schrijf het verslag als Markdown.")] = None,
    lokaal: Local = None,
) -> None:
    """Geef één advies: elk kader met uitkomst, waarom, waarom niet en wat ontbreekt."""
    application, case = _open(zaak, lokaal)
    try:
        if alles:
            case = replace(case, hulpvragen=())
        advice = application.advisor.advise(case)
        files = {"ics": ics, "pdf": pdf, "docx": docx, "html": html, "md": md}
        for kind, path in files.items():
            if path is not None:
                write_file(path, file_content(application.base_for(case.doelgroep), advice, kind))
        if als_json:
            print(advice_text(advice_json(application.base, advice)), end="")
        else:
            print_advice(Console(), application.base_for(case.doelgroep), advice)
    finally:
        application.close()


@cli.command()
def vraag(zaak: CasePath, als_json: AsJson = False, lokaal: Local = None) -> None:
    """Toon de volgende vraag, waarom die telt, en welke vragen niet meer tellen."""
    application, case = _open(zaak, lokaal, use_durable=False)
    step = application.interviewer.next(Answers(case))
    data = step_json(
        application.base_for(case.doelgroep), application.wordings, case.doelgroep, step
    )
    if als_json:
        print_json(data)
        return
    asked = data["vraag"]
    if asked is None:
        print("Geen enkele vraag kan de uitkomst nog veranderen.")
    else:
        print(asked["vraag"])
        print(asked["waarom"])
    spared = len(data["vragen_die_niets_meer_veranderen"])
    print(f"{spared} vragen kunnen uw uitkomst niet meer veranderen.")


@cli.command()
def interview(
    peildatum: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Op welke dag; anders vandaag.")
    ] = None,
    bewaar: Annotated[Path | None, typer.Option(help="Bewaar de antwoorden hierin.")] = None,
    lokaal: Local = None,
) -> None:
    """Stel de vragen een voor een, in de terminal, en eindig met het advies."""
    from regelwijzer.interview.saved import save
    from regelwijzer.interview.terminal import Stopped, TerminalInterview, opening

    console, base = Console(highlight=False), open_base(lokaal)
    application = load_application(base=base)
    try:
        day = peildatum.date() if peildatum else date.today()
        case = opening(console, console.input, base, day)
        answers = TerminalInterview(application, console, console.input).run(case)
        if bewaar is not None:
            _keep(bewaar, save(answers, base))
        console.print()
        print_advice(console, base, application.advisor.advise(answers.case))
    except Stopped:
        console.print("Gestopt; er is niets bewaard.")
    finally:
        application.close()


@cli.command()
def herhaal(
    advies_json: Annotated[Path, typer.Argument(metavar="ADVIES", help="Advies als JSON.")],
    lokaal: Local = None,
) -> None:
    """Bereken een bewaard advies opnieuw: gelijk, of wat er sindsdien is veranderd."""
    saved = read_advice(advies_json)
    application = load_application(use_durable=True, base=open_base(lokaal))
    try:
        found = replay(application.advisor, saved)
    finally:
        application.close()
    if found.same:
        print("Dezelfde invoer geeft hetzelfde advies.")
        return
    if found.same_rules:
        print("De regels zijn gelijk, maar het advies niet: dit is een fout. Meld dit.")
        raise typer.Exit(1)
    print("De regels zijn veranderd sinds dit advies. Andere bestanden:")
    for name in found.files:
        print(f"  {name}")
    for name, (was, now) in found.verdicts.items():
        print(f"  {name}: was {was}, is nu {now}")
    if not found.verdicts:
        print("  Geen enkele uitkomst is anders.")


@cli.command()
def tijdlijn(zaak: CasePath, als_json: AsJson = False, lokaal: Local = None) -> None:
    """Toon de uitkomsten langs de verjaardagen, de mijlpalen en de gaten."""
    application, case = _open(zaak, lokaal, use_durable=False)
    advisor, base = application.advisor, application.base
    line = timeline(base, advisor.program, advisor.planes, case)
    advice = advisor.advise(case)
    if als_json:
        print_json(timeline_json(base, case, line, advice.milestones))
    else:
        print_timeline(Console(), base, advice, line)


@cli.command("wat-als")
def wat_als(
    zaak: CasePath,
    als_json: AsJson = False,
    kader: Annotated[str, typer.Option(help="Alleen dit kader.")] = "",
    lokaal: Local = None,
) -> None:
    """Toon de kleinste veranderingen die een uitkomst doen omslaan."""
    application, case = _open(zaak, lokaal, use_durable=False)
    base = application.base
    if kader and kader not in base.kaders:
        fail(f"Het kader '{kader}' bestaat niet; 'regelwijzer kaders' toont alle kaders.")
    finder = WhatIfFinder(base, application.advisor.program)
    wanted = [kader] if kader else application.interviewer.wanted_kaders(case)
    answers = [finder.find(case, name) for name in wanted]
    if als_json:
        print_json(whatif_json(base, answers))
    else:
        print_whatif(Console(), base, answers)


cli.command("scan")(scan_command)
cli.command("routes")(routes)
cli.command("procedure")(procedure)
cli.command("regio")(regio)
cli.command("verantwoording")(accountability_command)


@cli.command()
def feiten(als_json: AsJson = False, lokaal: Local = None) -> None:
    """Toon alle feiten die in een zaak kunnen staan."""
    base = open_base(lokaal)
    rows = [
        {
            "id": feit.feit,
            "type": feit.type,
            "titel": feit.titel,
            "thema": feit.thema,
            "keuzes": [option.model_dump() for option in feit.keuzes],
            "minimum": feit.minimum,
            "maximum": feit.maximum,
            "oordeel_door": list(feit.oordeel.door) if feit.oordeel else [],
        }
        for feit in base.feiten.values()
    ]
    print_rows(rows, als_json)


@cli.command()
def kaders(als_json: AsJson = False, lokaal: Local = None) -> None:
    """Toon alle kaders: wat, wie beslist, wie betaalt, met bron en teksten."""
    base = open_base(lokaal)
    rows = [
        {
            "id": kader.kader,
            "wet": kader.wet,
            "titel": kader.titel,
            "soort": kader.soort,
            "hulpvormen": list(kader.hulpvormen),
            "beslist": list(kader.beslist),
            "betaalt": list(kader.betaalt),
            "bronnen": [bron_text(base, bron) for bron in kader.bron],
            "teksten": kader.teksten.model_dump(),
        }
        for kader in base.kaders.values()
    ]
    print_rows(rows, als_json)


@cli.command()
def regels(als_json: AsJson = False, lokaal: Local = None) -> None:
    """Toon alle regels met hun bron, aard en geldigheid."""
    base = open_base(lokaal)
    rows = [
        {
            "id": regel.regel,
            "begrip": begrip.begrip,
            "titel": begrip.titel,
            "aard": regel.aard,
            "bronnen": [bron_text(base, bron) for bron in regel.bron],
            "geldig": regel.geldig.model_dump(mode="json") if regel.geldig else None,
            "gecontroleerd": (
                regel.gecontroleerd.model_dump(mode="json") if regel.gecontroleerd else None
            ),
            "feitenblad": list(regel.feitenblad),
        }
        for regel, begrip in base.regels()
    ]
    print_rows(rows, als_json)


cli.command("oefenen")(practice_command)


@cli.command()
def schema(
    naam: Annotated[str, typer.Argument(help="regels, casussen, vragen, zaak, advies...")] = "",
    uit: Annotated[Path | None, typer.Option(help="Schrijf alle schema's in deze map.")] = None,
) -> None:
    """Geef de JSON Schema's van de YAML-bestanden en van de uitvoer."""
    from regelwijzer.schemas import all_schemas

    schemas = all_schemas()
    if naam and naam not in schemas:
        fail(f"Het schema '{naam}' bestaat niet; kies uit {', '.join(schemas)}.")
    if uit is None:
        print_json(schemas[naam] if naam else schemas)
        return
    uit.mkdir(parents=True, exist_ok=True)
    for name, content in schemas.items():
        text = json.dumps(content, ensure_ascii=False, indent=2)
        write_file(uit / f"{name}.schema.json", f"{text}\n".encode())
    print(f"{len(schemas)} schema's geschreven in {uit}.")


@cli.command()
def controleer(
    als_json: AsJson = False,
    wet: Annotated[str, typer.Option(help="Alleen deze map van rules/.")] = "",
    blad: Annotated[str, typer.Option(help="Feitenblad als dat anders heet dan de map.")] = "",
    snel: Annotated[bool, typer.Option("--snel", help="Sla de bewijzen over.")] = False,
    html: Annotated[Path | None, typer.Option(help="Schrijf een verslag voor mensen.")] = None,
    lokaal: Local = None,
) -> None:
    """Controleer de kennisbank; eindigt met code 1 bij een fout."""
    from regelwijzer.audit.audit import audit, only_for
    from regelwijzer.audit.progress import progress_bar

    root = rules_folder()
    dekking = root.parent / "docs" / "dekking.yaml"
    with progress_bar() as progress:
        report = audit(
            root,
            dekking if dekking.exists() else None,
            date.today(),
            proofs=not snel,
            questionnaires=questionnaires_folder(),
            progress=progress,
            local=overlay(lokaal),
        )
    if html is not None:
        from regelwijzer.report.knowledge import knowledge_html, knowledge_view, known_gaps

        view = knowledge_view(report, known_gaps(root), date.today())
        write_file(html, knowledge_html(view).encode())
    if wet:
        report = only_for(report, wet, blad or wet)
    if als_json:
        print_json(report.as_json())
    else:
        for finding in report.findings:
            print(finding)
        for source in report.sources:
            versions = ", ".join(day.isoformat() for day in source.versions)
            print(
                f"bron {source.wet}: {source.regels} regels, gelezen versie {versions or '-'}, "
                f"gecontroleerd tussen {source.oldest_check} en {source.newest_check}"
            )
        for sheet in report.coverage:
            print(
                f"dekking {sheet.sheet}: {sheet.encoded} van {sheet.blocks} verwerkt, "
                f"{sheet.excused} met reden niet, {sheet.missing} ontbreekt"
            )
        print(", ".join(f"{dotted(count)} {name}" for name, count in report.counts.items()))
        print(f"{dotted(len(report.errors))} fouten, {dotted(len(report.findings))} bevindingen")
    if report.errors:
        raise typer.Exit(1)


@cli.command()
def app(
    poort: Annotated[int, typer.Option(help="Poort op deze computer.")] = 8501,
    zonder_browser: Annotated[bool, typer.Option(help="Open geen browser.")] = False,
    lokaal: Local = None,
    adres: Annotated[
        str, typer.Option(help="Adres om op te luisteren; alleen achter een proxy anders.")
    ] = "127.0.0.1",
    naam: Annotated[
        str, typer.Option(help="De naam die bezoekers intypen, als er een proxy voor staat.")
    ] = "localhost",
) -> None:
    """Start de app op deze computer."""
    from regelwijzer import launch
    from regelwijzer.bootstrap import SetupError

    if overlay(lokaal) is not None:
        open_base(lokaal)  # a fault in the local rules is told here, not in the browser
        os.environ[LOCAL_VARIABLE] = str(Path(str(lokaal)).resolve())
    try:
        chosen = launch.choose_port(poort)
        path = Path(__file__).parent / "ui" / "served" / "script.py"
        raise typer.Exit(
            launch.serve(
                Path(sys.executable), path, chosen, not zonder_browser, host=adres, name=naam
            )
        )
    except SetupError as error:
        fail(str(error))


def _open(zaak: Path, lokaal: Path | None, *, use_durable: bool = True) -> tuple[Application, Case]:
    base = open_base(lokaal)
    case = read_case(zaak, base)  # before the engines start: a faulty case is told at once
    return load_application(use_durable=use_durable, base=base), case


def _keep(path: Path, text: str) -> None:
    """Write the answers; on a full disk they stand on the screen, for they are nowhere else."""
    try:
        write_file(path, text.encode())
    except CaseError as error:
        print(error, file=sys.stderr)
        print(f"De antwoorden staan daarom hier; bewaar deze tekst zelf.\n\n{text}")


def run(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line; every fault of the user becomes one sentence and exit code 2."""
    command = typer.main.get_command(cli)
    try:
        code = command.main(args=arguments, prog_name="regelwijzer", standalone_mode=False)
    except (CaseError, KnowledgeErrors, EnginesDisagree) as error:
        print(error, file=sys.stderr)
        code = 2
    except _UsageError as error:
        print(usage_sentence(error), file=sys.stderr)
        code = 2
    except (typer.Abort, KeyboardInterrupt):
        print("Afgebroken.", file=sys.stderr)
        code = 130
    except BrokenPipeError:
        code = 0
    except OSError as error:  # of a page or a pipe that cannot be written to, above all
        print(f"Er kan niet worden geschreven of gelezen: {reason(error)}.", file=sys.stderr)
        code = 2
    except Exception as error:  # never a traceback; the kind of fault helps who reports it
        print(
            f"Er ging iets mis in Regelwijzer zelf ({type(error).__name__}); meld dit met de "
            "opdracht die u gaf, zonder gegevens van de jongere.",
            file=sys.stderr,
        )
        code = 70
    sys.exit(code if isinstance(code, int) else 0)


def usage_sentence(error: Exception) -> str:
    """Return a usage error of the command line as one Dutch sentence."""
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":
        return "Kies een opdracht; 'regelwijzer --help' toont de opdrachten."
    if kind == "NoSuchOption":
        name = getattr(error, "option_name", "")
        return f"De optie {name} bestaat niet; 'regelwijzer --help' toont wat wel kan."
    parameter = getattr(error, "param", None)
    what = getattr(parameter, "metavar", None) or getattr(parameter, "name", None) or "iets"
    if kind == "MissingParameter":
        return f"Er ontbreekt een onderdeel ({what}); 'regelwijzer --help' toont hoe het moet."
    if kind == "BadParameter":
        return f"De waarde bij '{what}' past niet; 'regelwijzer --help' toont wat kan."
    return "Deze opdracht wordt niet herkend; 'regelwijzer --help' toont de opdrachten."
