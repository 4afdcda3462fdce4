"""An advice on the terminal: verdicts with why, why not and what is missing."""

from __future__ import annotations

from datetime import date

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from regelwijzer.advice.actions import first_actions, when_text
from regelwijzer.advice.advisor import Advice, KaderAdvice
from regelwijzer.advice.explain import chain
from regelwijzer.advice.lessons import MOST_LESSONS
from regelwijzer.advice.links import bron_text
from regelwijzer.advice.milestones import Milestone, start_text
from regelwijzer.advice.roads import change_text, gap_text, kind_of, since_text
from regelwijzer.advice.timeline import Timeline
from regelwijzer.advice.whatif import WhatIf
from regelwijzer.advice.wording import day_text
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.text import ended, enumerate_words, reads_plain
from regelwijzer.reasoning.verdicts import Verdict
from regelwijzer.report.terminal_focus import print_focus
from regelwijzer.report.terminal_routes import print_plan
from regelwijzer.report.view import LABELS, Viewer

STYLES = {
    Verdict.APPLIES: "bold green",
    Verdict.JUDGEMENT: "bold yellow",
    Verdict.UNKNOWN: "bold cyan",
    Verdict.DOES_NOT: "dim",
}
MOST_MISSING = 6
MOST_SETS = 5


def print_advice(console: Console, base: Kennisbank, advice: Advice) -> None:
    """Print *advice* for a reader: kaders by verdict, then priority and milestones."""
    console.print(f"[bold]Advies op peildatum {day_text(advice.case.peildatum)}[/bold]")
    console.print(
        "Regelwijzer informeert en beslist niets. Wat onbekend is, staat er als onbekend.\n"
    )
    plain = reads_plain(advice.case.doelgroep)
    console.print("[bold]Doe nu eerst[/bold]")
    for number, action in enumerate(first_actions(base, advice, plain), 1):
        when = when_text(action, advice.case.peildatum)
        console.print(Padding(escape(f"{number}. {action.title} ({when})"), (0, 0, 0, 2)))
        console.print(Padding(escape(action.text), (0, 0, 0, 5)))
    console.print()
    if advice.first:
        console.print("[bold]Eerst uitzoeken[/bold] (dit vertelt het meest over de uitkomst)")
    for candidate in advice.first:
        feit = base.feiten[candidate.feit]
        who = Viewer(base, advice.case.doelgroep).partijen(feit.weet, "of")
        known_by = f" Wie het kan weten: {who}." if who else ""
        console.print(Padding(escape(f"- {feit.titel}.{known_by}"), (0, 0, 0, 2)))
    if advice.first:
        console.print()
    if plain:
        print_focus(console, base, advice)
    else:
        _print_outcomes(console, base, advice)
    rest = sum(1 for item in advice.kaders if not item.relevant)
    if rest:
        what = "uitkomsten gaan over andere hulp" if plain else "kaders vallen buiten de hulpvragen"
        console.print(f"\n{rest} {what}; --alles toont ze ook.")
    _print_priority(console, base, advice)
    _print_milestones(console, advice.milestones, advice.case.peildatum)
    print_plan(console, advice.plan, plain)
    _print_lessons(console, advice, plain)
    derivation = advice.derivation
    checked = "door beide rekenmethoden" if derivation.compared else "door één rekenmethode"
    console.print(
        f"\n[dim]Berekend met {derivation.engine}, {checked}. Kennisbank "
        f"{base.digest[:12]}. {escape(derivation.note)}[/dim]"
    )


def _print_outcomes(console: Console, base: Kennisbank, advice: Advice) -> None:
    for verdict, (label, _) in LABELS.items():
        items = [item for item in advice.kaders if item.verdict is verdict and item.relevant]
        if items:
            console.print(f"[{STYLES[verdict]}]{label} ({len(items)})[/]")
        for item in items:
            if item.carries:
                _print_kader(console, base, item)
        others = [item.kader.titel for item in items if not item.carries]
        if others:
            text = f"Rechten, plichten en procedures: {'; '.join(others)}."
            console.print(Padding(escape(text), (0, 0, 0, 2)))


def _print_kader(console: Console, base: Kennisbank, item: KaderAdvice) -> None:
    console.print(f"  [bold]{escape(item.kader.titel)}[/bold] ({item.kader.kader})")
    for line in kader_lines(base, item):
        console.print(Padding(escape(line), (0, 0, 0, 4)))


def kader_lines(base: Kennisbank, item: KaderAdvice) -> list[str]:
    """Return what is to be said of one kader, in a few sentences."""
    lines: list[str] = []
    if item.why is not None:
        text = chain(base, item.why)
        lines.append(text[0].upper() + text[1:] + ".")
    if item.on_policy:
        lines.append("Let op: dit steunt mede op beleid, niet alleen op de wet.")
    facts = [name for name in item.outcome.missing if name not in item.outcome.judgements]
    if facts:
        lines.append(f"Nog niet bekend: {titles(base, facts)}.")
    for name in item.outcome.judgements[:MOST_MISSING]:
        judgement = base.feiten[name].oordeel
        if judgement:
            who = enumerate_words([base.partijen[p].titel for p in judgement.door], "of")
            lines.append(f"Oordeel van {who}: {base.feiten[name].titel}.")
    if item.outcome.old_law:
        lines.append("Het recht van vóór deze peildatum is niet (geheel) opgenomen.")
    return lines


def titles(base: Kennisbank, names: list[str]) -> str:
    """Return the titles of *names*, at most a few, with how many more there are."""
    shown = "; ".join(base.feiten[name].titel for name in names[:MOST_MISSING])
    more = len(names) - MOST_MISSING
    return f"{shown}; en nog {more}" if more > 0 else shown


def _print_priority(console: Console, base: Kennisbank, advice: Advice) -> None:
    if advice.voorrang:
        console.print("\n[bold]Welke wet treedt terug[/bold]")
    for item in advice.voorrang:
        cited = enumerate_words([bron_text(base, bron) for bron in item.bron])
        console.print(Padding(escape(f"{item.titel} ({cited})."), (0, 0, 0, 2)))


def _print_lessons(console: Console, advice: Advice, plain: bool) -> None:
    if advice.lessons:
        console.print("\n[bold]Is hieraan gedacht?[/bold]")
    for item in advice.lessons[:MOST_LESSONS]:
        text = item.tekst.ouder if plain else item.tekst.professional
        console.print(Padding(escape(f"- {ended(item.titel)} {text}"), (0, 0, 0, 2)))


def _print_milestones(console: Console, items: tuple[Milestone, ...], today: date) -> None:
    if items:
        console.print("\n[bold]Op de kalender[/bold]")
    for item in items[:12]:
        start = start_text(item, today)
        start += "; " if start else ""
        perhaps = "" if item.sure else " (mogelijk)"
        text = f"{day_text(item.day)}: {start}{item.mijlpaal.titel}{perhaps}"
        console.print(Padding(escape(text), (0, 0, 0, 2)))


def print_timeline(console: Console, base: Kennisbank, advice: Advice, line: Timeline) -> None:
    """Print when the kaders that carry the help change, then gaps and milestones."""
    console.print(f"[bold]Van {day_text(line.first)} tot en met {day_text(line.last)}[/bold]")
    for item in advice.kaders:
        if not (item.relevant and item.carries):
            continue
        stretches = line.stretches[item.kader.kader]
        if len(stretches) == 1 and stretches[0].verdict is Verdict.DOES_NOT:
            continue
        console.print(f"  [bold]{escape(item.kader.titel)}[/bold]")
        for stretch in stretches:
            label = LABELS[stretch.verdict][0].lower()
            console.print(f"    vanaf {day_text(stretch.first)}: {label}")
    for gap in line.gaps:
        since = since_text(advice.case, gap.first)
        console.print(f"[bold red]{escape(gap_text(base, gap.hulpvorm, since))}[/]")
    _print_milestones(console, advice.milestones, advice.case.peildatum)


def print_whatif(console: Console, base: Kennisbank, answers: list[WhatIf]) -> None:
    """Print for each kader the smallest sets of changes that turn its verdict."""
    for answer in answers:
        if not answer.sets:
            continue
        goal = "van toepassing wordt" if answer.becomes else "niet meer van toepassing is"
        titel = escape(base.kaders[answer.kader].titel)
        console.print(f"[bold]{titel}[/bold]: wat maakt dat dit {goal}")
        for item in answer.sets[:MOST_SETS]:
            texts = [f"{change_text(base, c)} ({kind_of(base, c)})" for c in item.changes]
            console.print(Padding(escape("- " + "; én ".join(texts)), (0, 0, 0, 2)))
        if len(answer.sets) > MOST_SETS:
            console.print(f"  en nog {len(answer.sets) - MOST_SETS}; --json toont alles")
