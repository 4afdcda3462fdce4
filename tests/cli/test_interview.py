"""The interview in the terminal: the same questions, with back, why and stop."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from regelwijzer.advice.advisor import Advisor
from regelwijzer.application import Application
from regelwijzer.cli import run
from regelwijzer.interview import terminal
from regelwijzer.interview.lists import Lijst, Line, Screen
from regelwijzer.interview.questions import question
from regelwijzer.interview.session import Answers, Interviewer
from regelwijzer.interview.terminal import (
    Stopped,
    TerminalInterview,
    opening,
    read_answer,
    read_ticks,
)
from regelwijzer.interview.troubles import help_for
from regelwijzer.knowledge.errors import CaseError
from regelwijzer.knowledge.loader import load_base
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.values import Chosen, Interval, Options, Period, Value

TODAY = date(2026, 11, 22)
BIRTH = "jeugdige.geboortedatum"


@pytest.fixture(scope="module")
def small() -> Iterator[Application]:
    advisor = Advisor(load_base(Path(__file__).parents[1] / "ui" / "basis"), use_durable=False)
    made = Interviewer(advisor.base, advisor.program, advisor.chooser, {})
    application = Application(advisor, made, {})
    yield application
    application.close()


def play(small: Application, *lines: str) -> tuple[Answers, str]:
    """Type *lines*, then stop; return the answers and all that was printed."""
    console = Console(record=True, width=400, file=StringIO())
    typed = iter(lines)

    def ask(_: str) -> str:
        found = next(typed, None)
        if found is None:
            raise EOFError
        return found

    answers = TerminalInterview(small, console, ask).run(Case(TODAY))
    return answers, console.export_text()


def test_answers_are_the_same_as_in_the_app(small: Application) -> None:
    answers, text = play(small, "14-5-2010", "w")
    assert answers.case.values == {BIRTH: Period(date(2010, 5, 14), date(2010, 5, 14))}
    assert len(answers.skipped) == 1
    assert "1. Geboortedatum" in text


def test_what_is_not_told_is_unknown_and_not_asked_again(small: Application) -> None:
    answers, text = play(small, "14-5-2010", "z", "w")
    withheld, other = answers.withheld, answers.skipped - answers.withheld
    assert len(withheld) == 1 and len(other) == 1
    (name,) = withheld
    assert name not in answers.case.values
    assert name not in small.interviewer.askable(answers)
    assert "zeg ik niet" in text
    told = answers.give(name, True)
    assert told.withheld == frozenset() and name not in told.skipped


def test_why_help_and_typing_errors_ask_again(small: Application) -> None:
    answers, text = play(small, "?", "h", "31-2-2010", "onzin", "", "5-2010")
    assert "Het antwoord kan nog bepalen" in text
    assert "Wie het kan weten: Huisarts" in text
    assert "Er wordt niets bewaard" in text
    assert "bestaat niet" in text
    assert answers.case.values[BIRTH] == Period(date(2010, 5, 1), date(2010, 5, 31))


def test_back_changes_an_answer_and_keeps_the_rest(small: Application) -> None:
    answers, text = play(small, "t", "14-5-2010", "w", "t", "t", "2011")
    assert "Dit is de eerste vraag." in text
    assert answers.case.values[BIRTH] == Period(date(2011, 1, 1), date(2011, 12, 31))
    assert len(answers.answered) == 2


def test_a_list_is_typed_as_numbers(small: Application) -> None:
    lijst = Lijst(
        lijst="zorg",
        vraag="Wat is er nodig?",
        vraag_ouder="Wat is er nodig?",
        vraag_jongere="Wat is er nodig?",
        feiten=[Line(feit="zorg.blijvend"), Line(feit="zorg.nacht"), Line(feit="zorg.dag")],
    )
    screen = Screen("zorg", lijst.vraag, tuple((line.feit, line.feit) for line in lijst.feiten))
    assert read_ticks(screen, "1, 3?") == {
        "zorg.blijvend": True,
        "zorg.nacht": False,
        "zorg.dag": None,
    }
    assert set(read_ticks(screen, "0").values()) == {False}
    for wrong in ("", "4", "-1", "x", "0 1", "1??"):
        with pytest.raises(CaseError, match="van 1 tot en met 3"):
            read_ticks(screen, wrong)


def test_a_list_in_the_terminal_with_back_and_why(whole: Application) -> None:
    console = Console(record=True, width=400, file=StringIO())
    lines = iter(["1-6-2010", "2", "?", "9", "1 4?", "t", "2", "w"])

    def ask(_: str) -> str:
        found = next(lines, None)
        if found is None:
            raise EOFError
        return found

    case = Case(TODAY, {}, help_for(whole.base, ["Er is dag en nacht zorg nodig"]), "ouder")
    answers = TerminalInterview(whole, console, ask).run(case)
    text = console.export_text()
    assert text.count("Welke hulp heeft uw kind nodig, ook als die er al is?") == 2
    assert "Het antwoord kan nog bepalen" in text
    assert "Typ nummers van 1 tot en met 5" in text
    needs = {k: v for k, v in answers.case.values.items() if k.startswith("zorg.")}
    assert needs["zorg.behandeling_psychisch_nodig"] is True
    assert sum(value is True for value in needs.values()) == 1
    assert len(needs) == 5


def test_it_ends_when_nothing_matters_any_more(small: Application) -> None:
    answers, text = play(small, "14-5-2000", *["2"] * 12)
    assert "U bent klaar" in text
    assert small.interviewer.next(answers).question is None


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("zorg.blijvend", "ja", True),
        ("zorg.blijvend", "2", False),
        ("wonen.plek", "erg", Options(frozenset({"elders"}))),
        ("wonen.plek", "1", Options(frozenset({"thuis"}))),
        ("zorg.soorten", "1,2", Chosen(frozenset({"dag", "nacht"}), frozenset())),
        ("zorg.soorten", "0", Chosen(frozenset(), frozenset({"dag", "nacht"}))),
        ("jeugdige.iq", "70-85", Interval(70, 85)),
        ("jeugdige.iq", "72,5", Interval(72.5, 72.5)),
        (BIRTH, "5-2010", Period(date(2010, 5, 1), date(2010, 5, 31))),
        (BIRTH, "17 jaar", Period(date(2008, 11, 23), date(2009, 11, 22))),
        (BIRTH, "17j 3m", Period(date(2009, 7, 23), date(2009, 8, 22))),
    ],
)
def test_what_can_be_typed(small: Application, name: str, text: str, value: Value) -> None:
    assert read_answer(question(small.base, {}, "ouder", name), text, TODAY) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [("zorg.blijvend", "misschien"), ("wonen.plek", "9"), ("zorg.soorten", "3"), (BIRTH, "99")],
)
def test_what_cannot_be_typed_is_told(small: Application, name: str, text: str) -> None:
    with pytest.raises(CaseError, match=r"\.$"):
        read_answer(question(small.base, {}, "ouder", name), text, TODAY)
    with pytest.raises(CaseError):
        read_answer(question(small.base, {}, "ouder", "jeugdige.iq"), "900", TODAY)


def test_the_first_question_is_what_goes_wrong_never_a_law(small: Application) -> None:
    console = Console(record=True, width=200, file=StringIO())
    typed = iter(["9", "1", "x", "1"])
    case = opening(console, lambda _: next(typed), small.base, TODAY)
    text = console.export_text()
    assert text.index("Wat loopt er mis?") < text.index("Thuis gaat het niet meer")
    assert not any(wet.kort in text for wet in small.base.wetten.values())
    assert case == Case(TODAY, {}, ("verblijf", "respijt"), "ouder")


def test_the_opening(small: Application) -> None:
    typed = iter(["1", "k", "9", "2"])
    case = opening(Console(quiet=True), lambda _: next(typed), small.base, TODAY)
    assert case == Case(TODAY, {}, ("respijt",), "ouder")
    typed = iter(["3", ""])
    assert opening(Console(quiet=True), lambda _: next(typed), small.base, TODAY).hulpvragen == ()
    with pytest.raises(Stopped):
        opening(Console(quiet=True), lambda _: "s", small.base, TODAY)


def test_an_open_norm_can_be_left_to_who_decides(small: Application) -> None:
    answers, text = play(small, "14-5-2010", *["w"] * 6)
    assert "w  Nog niet beslist, of weet ik niet" in text
    assert "zorg.toezicht" in answers.skipped


def test_the_command_ends_with_the_advice(
    small: Application, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("regelwijzer.cli.open_base", lambda local: small.base)
    monkeypatch.setattr("regelwijzer.cli.load_application", lambda **_: small)
    typed = iter(["3", "1", "14-5-2010", "s"])
    monkeypatch.setattr(Console, "input", lambda self, prompt="", **_: next(typed))
    with pytest.raises(SystemExit) as stopped:
        run(["interview", "--peildatum", "2026-11-22"])
    assert stopped.value.code == 0
    text = capsys.readouterr().out
    assert "Advies op peildatum 22 november 2026" in text
    assert terminal.COMMANDS in text
