"""The interview in the terminal: question, why, back, stop, weet ik niet; ends with the advice."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from rich.console import Console
from rich.markup import escape

from regelwijzer.application import Application
from regelwijzer.interview.contradictions import contradictions
from regelwijzer.interview.dates import read_date
from regelwijzer.interview.lists import Screen
from regelwijzer.interview.output import why_asked
from regelwijzer.interview.questions import WITHHELD_TEXT, Question, question, unknown_text
from regelwijzer.interview.session import Answers, NextStep
from regelwijzer.interview.troubles import TROUBLES, help_for, trouble_text
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.errors import CaseError
from regelwijzer.knowledge.text import enumerate_words, reads_plain, spoken
from regelwijzer.reasoning.case import Case, parse_value
from regelwijzer.reasoning.values import Value

ROLES = {
    "ouder": "Ouder of verzorger",
    "jongere": "Ik ben zelf de jongere",
    "jeugdbeschermer": "Jeugdbeschermer of andere professional",
    "trainer": "Trainer",
}
_LIST = (
    "Typ de nummers van wat klopt, met komma's ertussen. Wat er niet bij staat, telt als nee. "
    "Een nummer met een vraagteken ('2?') is weet ik niet."
)
Ask = Callable[[str], str]
UNKNOWN, PRIVATE, WHY, BACK, STOP, HELP = "w", "z", "?", "t", "s", "h"
COMMANDS = "[w] weet ik niet  [z] zeg ik niet  [?] waarom  [t] terug  [s] stop  [h] hulp"
_HELP = (
    "Typ een antwoord en druk op Enter. Bij een keuze is het nummer genoeg; bij meer keuzes horen "
    "er komma's tussen. Een datum is dd-mm-jjjj, mm-jjjj of jjjj; bij de "
    "geboortedatum kan ook de leeftijd: 16 jaar en 3 maanden. Een getal mag ook een bereik "
    "zijn: 70-85. Er wordt niets bewaard."
)


class Stopped(Exception):
    """The user wants to stop and see the advice."""


class Private(Exception):
    """The user does not want to tell."""


class Back(Exception):
    """The user wants to go back to the question before."""


@dataclass
class TerminalInterview:
    """One interview: asks with *ask*, tells on *console*."""

    application: Application
    console: Console
    ask: Ask
    order: list[tuple[str, ...]] = field(default_factory=list)
    plain: bool = False

    def run(self, case: Case) -> Answers:
        """Ask until nothing more matters or the user stops; return the answers."""
        answers, self.plain = Answers(case), reads_plain(case.doelgroep)
        again: tuple[str, ...] = ()
        self.console.print(escape(COMMANDS), style="dim")
        while True:
            theme = self.application.base.feiten[self.order[-1][-1]].thema if self.order else None
            step = self.application.interviewer.next(answers, theme)
            screen = self._screen(answers, step, again)
            names = screen.feiten if screen else again
            if not names and step.question is not None:
                names = (step.question.feit,)
            if not names:
                self._finished(answers, step)
                return answers
            private = False
            try:
                values = self._values(answers, step, screen, names)
            except Private:
                values, private = dict.fromkeys(names), True
            except Stopped:
                return answers
            except Back:
                again = self._before(names)
                continue
            for name, value in values.items():
                answers = answers.give(name, value, withheld=private)
            again = ()
            self.order = [item for item in self.order if not set(item) & set(names)] + [names]
            self._contradictions(answers)

    def _screen(self, answers: Answers, step: NextStep, again: tuple[str, ...]) -> Screen | None:
        if not again:
            return step.together
        lists = self.application.interviewer.lists
        return lists.screen(answers.case.doelgroep, again[0], again)

    def _values(
        self, answers: Answers, step: NextStep, screen: Screen | None, names: tuple[str, ...]
    ) -> dict[str, Value | None]:
        if screen is not None:
            return self._list(answers, step, screen)
        return {names[0]: self._question(answers, step, names[0])}

    def _before(self, names: tuple[str, ...]) -> tuple[str, ...]:
        earlier = self.order[: self.order.index(names)] if names in self.order else self.order
        if not earlier:
            self.console.print("Dit is de eerste vraag.", style="dim")
            return names if names in self.order else ()
        return earlier[-1]

    def _list(self, answers: Answers, step: NextStep, screen: Screen) -> dict[str, Value | None]:
        """Ask a list; what is not typed is nee, a number with a question mark stays open."""
        self.console.print()
        self.console.print(f"[bold]{len(self.order) + 1}. {escape(screen.text)}[/bold]")
        self.console.print(escape(_LIST), style="dim")
        for number, (_, words) in enumerate(screen.lines, 1):
            self.console.print(f"  {number}  {escape(words)}")
        self.console.print("  0  Geen van deze")
        while True:
            text = read_line(self.ask)
            if command(text) == UNKNOWN:
                return dict.fromkeys(screen.feiten)
            if command(text) == WHY:
                base = self.application.base_for(answers.case.doelgroep)
                self.console.print(escape(why_asked(base, step, self.plain)))
            elif command(text) == HELP:
                self.console.print(_HELP)
                self.console.print(escape(COMMANDS), style="dim")
            else:
                try:
                    return read_ticks(screen, text)
                except CaseError as fault:
                    self.console.print(escape(str(fault)), style="yellow")

    def _question(self, answers: Answers, step: NextStep, name: str) -> Value | None:
        role = answers.case.doelgroep
        base = self.application.base_for(role)
        shown = question(base, self.application.wordings, role, name)
        self.console.print()
        self.console.print(f"[bold]{len(self.order) + 1}. {escape(shown.text)}[/bold]")
        if shown.help:
            self.console.print(escape(shown.help), style="dim")
        if shown.example:
            self.console.print(escape(f"Bijvoorbeeld: {shown.example}"), style="dim")
        for number, (_, text) in enumerate(shown.options, 1):
            self.console.print(f"  {number}  {escape(text)}")
        if shown.feit.type == "meerkeuze":
            self.console.print("  0  Geen van deze")
        if shown.feit.oordeel:
            self.console.print(escape(f"  {UNKNOWN}  {unknown_text(shown.feit)}"))
        while True:
            text = read_line(self.ask)
            if command(text) == UNKNOWN:
                return None
            if command(text) == WHY:
                self._why(step, shown, role)
            elif command(text) == HELP:
                self.console.print(_HELP)
                self.console.print(escape(COMMANDS), style="dim")
            else:
                try:
                    return read_answer(shown, text, answers.case.peildatum)
                except CaseError as fault:
                    self.console.print(escape(str(fault)), style="yellow")

    def _why(self, step: NextStep, shown: Question, role: str) -> None:
        base = self.application.base_for(role)
        if step.question is not None and step.question.feit == shown.feit.feit:
            self.console.print(escape(why_asked(base, step, self.plain)))
        who = base.who(shown.feit.weet, self.plain, "of")
        if who:
            self.console.print(escape(f"Wie het kan weten: {who}."))

    def _contradictions(self, answers: Answers) -> None:
        base, role = self.application.base, answers.case.doelgroep
        for item in contradictions(base, answers.case):
            asked = [question(base, self.application.wordings, role, n) for n in item.feiten]
            told = enumerate_words([f"'{shown.text}'" for shown in asked])
            told = f"Let op: de antwoorden op {told} kunnen niet allebei kloppen. {item.why}"
            self.console.print(escape(told), style="yellow")

    def _finished(self, answers: Answers, step: NextStep) -> None:
        self.console.print()
        done = spoken(answers.case.doelgroep, "U bent klaar.", "Je bent klaar.")
        self.console.print(
            f"{done} {len(step.spared)} vragen kunnen de uitkomst niet meer veranderen.",
            style="bold",
        )
        if step.open_kaders:
            self.console.print(
                f"Er blijven {len(step.open_kaders)} uitkomsten open; zie het advies."
            )


def read_line(ask: Ask) -> str:
    """Return what was typed; the end of the input (Ctrl+D) means stop."""
    try:
        return ask("> ").strip()
    except EOFError:
        return STOP


def command(text: str) -> str:
    """Return the command that was typed ('' for none); raises what ends the question."""
    typed = text.casefold()
    if typed in (STOP, "stop"):
        raise Stopped
    if typed in (BACK, "terug"):
        raise Back
    if typed in (PRIVATE, WITHHELD_TEXT.casefold()):
        raise Private
    words = {"weet ik niet": UNKNOWN, "nog niet beslist": UNKNOWN, "waarom": WHY, "hulp": HELP}
    typed = words.get(typed, typed)
    return typed if typed in (UNKNOWN, WHY, HELP) else ""


def read_ticks(screen: Screen, text: str) -> dict[str, Value | None]:
    """Return the answers of a list: '1, 3' is ja, '2?' stays open, the rest is nee.

    Raises CaseError with what to type instead.
    """
    parts = [part for part in re.split(r"[,\s]+", text) if part]
    wrong = f"Typ nummers van 1 tot en met {len(screen.lines)}, 0 voor geen, of 'w'."
    found: dict[str, Value | None] = dict.fromkeys(screen.feiten, False)
    if parts == ["0"]:
        return found
    for part in parts:
        number = part.removesuffix("?")
        if not number.isdecimal() or not 1 <= int(number) <= len(screen.lines):
            raise CaseError(wrong)
        found[screen.feiten[int(number) - 1]] = None if part.endswith("?") else True
    if not parts:
        raise CaseError(wrong)
    return found


def opening(console: Console, ask: Ask, base: Kennisbank, day: date) -> Case:
    """Ask who asks and what is needed; nothing chosen means that all is looked at."""
    console.print("[bold]Wie vult dit in?[/bold]")
    for number, text in enumerate(ROLES.values(), 1):
        console.print(f"  {number}  {text}")
    role = ""
    while not role:
        typed = read_line(ask)
        if typed == STOP:
            raise Stopped
        if typed.isdecimal() and 1 <= int(typed) <= len(ROLES):
            role = list(ROLES)[int(typed) - 1]
        else:
            console.print(f"Typ een nummer van 1 tot en met {len(ROLES)}.", style="yellow")
    plain = reads_plain(role)
    troubles = list(TROUBLES)
    console.print()
    console.print(
        "[bold]Wat loopt er mis?[/bold] Nummers met komma's, Enter voor alles, of 'k' om zelf de "
        "hulp te kiezen."
    )
    chosen = _numbers(console, ask, [trouble_text(t, role) for t in troubles], "k")
    if chosen is not None:
        return Case(day, {}, help_for(base, [troubles[i] for i in chosen]), role)
    names = list(base.hulpvormen)
    titles = [base.hulpvormen[n].titel_ouder if plain else base.hulpvormen[n].titel for n in names]
    console.print("[bold]Wat is er nodig?[/bold] Nummers met komma's, of Enter voor alles.")
    picked = _numbers(console, ask, titles) or []
    return Case(day, {}, tuple(names[i] for i in picked), role)


def _numbers(console: Console, ask: Ask, texts: Sequence[str], other: str = "") -> list[int] | None:
    """Show *texts* and return the places that were typed; None when *other* was typed."""
    for number, text in enumerate(texts, 1):
        console.print(f"  {number:2}  {escape(text)}")
    while True:
        typed = read_line(ask)
        if typed == STOP:
            raise Stopped
        if other and typed.casefold() == other:
            return None
        parts = [part for part in re.split(r"[,\s]+", typed) if part]
        if all(part.isdecimal() and 1 <= int(part) <= len(texts) for part in parts):
            return sorted({int(part) - 1 for part in parts})
        console.print(f"Typ nummers van 1 tot en met {len(texts)}, of Enter.", style="yellow")


def read_answer(shown: Question, text: str, day: date) -> Value:
    """Return what was typed as an answer; raises CaseError with what to type instead."""
    kind = shown.feit.type
    if not text:
        raise CaseError("Typ een antwoord, of 'w' voor weet ik niet.")
    if kind in ("ja_nee", "keuze"):
        return _parsed(shown, _option(shown, text))
    if kind == "meerkeuze":
        parts = [part for part in re.split(r"[,\s]+", text) if part]
        return _parsed(shown, [] if text == "0" else [_option(shown, part) for part in parts])
    if kind == "getal":
        return _parsed(shown, _number(text))
    return _date(shown, text, day)


def _parsed(shown: Question, raw: object) -> Value:
    try:
        value = parse_value(shown.feit, raw)
    except CaseError:
        value = None
    if value is None:
        raise CaseError("Dit antwoord past niet bij de vraag; typ 'h' voor hulp.")
    return value


def _option(shown: Question, text: str) -> str:
    values = [value for value, _ in shown.options]
    wanted = text.casefold()
    if text.isdecimal() and 1 <= int(text) <= len(values):
        return values[int(text) - 1]
    found = [v for v, words in shown.options if wanted in (v.casefold(), words.casefold())]
    if not found and wanted:
        found = [value for value, words in shown.options if words.casefold().startswith(wanted)]
    if len(found) != 1:
        raise CaseError(f"Typ een nummer van 1 tot en met {len(values)}, of 'w'.")
    return found[0]


def _number(text: str) -> object:
    try:
        parts = [float(part.replace(",", ".")) for part in re.split(r"\s*(?:-|tot)\s*", text)]
    except ValueError:
        raise CaseError("Typ een getal, of een bereik zoals 70-85.") from None
    return parts[0] if len(parts) == 1 else {"van": parts[0], "tot": parts[-1]}


def _date(shown: Question, text: str, day: date) -> Value:
    found = read_date(shown.feit, text, day)
    if isinstance(found, str):
        raise CaseError(found)
    return found
