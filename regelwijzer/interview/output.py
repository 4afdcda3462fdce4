"""The next question as plain data (``vraag --json``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from regelwijzer.interview.questions import Wordings, question, unknown_text
from regelwijzer.interview.session import NextStep
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.text import enumerate_words, reads_plain

SHOWN = 3


def why_asked(base: Kennisbank, step: NextStep, plain: bool = False) -> str:
    """Return why this question is asked and which way it can move (*plain*: for parents)."""
    if step.question is None:
        return "Geen vraag kan de uitkomst nog veranderen."
    found = step.question
    both = tuple(name for name in found.yes if name in found.no)
    sides = (
        ("Het antwoord kan nog bepalen of dit geldt: {}.", both),
        ("Het kan nog 'ja' worden voor: {}.", _without(found.yes, both)),
        ("Het kan nog 'nee' worden voor: {}.", _without(found.no, both)),
        (
            "Daarna hoeft alleen nog iemand te beslissen over: {}.",
            _without(found.moves, (*found.yes, *found.no)),
        ),
    )
    told = [text.format(_names(base, kaders, plain)) for text, kaders in sides if kaders]
    return " ".join(told)


def _without(names: Sequence[str], left_out: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in left_out)


def _names(base: Kennisbank, moves: Sequence[str], plain: bool) -> str:
    kaders = [base.kaders[name] for name in moves[:SHOWN]]
    names = [(k.titel_ouder or k.titel) if plain else k.titel for k in kaders]
    more = len(moves) - len(names)
    rest = f" en {more} andere uitkomsten" if more > 1 else " en één andere uitkomst"
    return enumerate_words(names) if not more else ", ".join(names) + rest


def step_json(
    base: Kennisbank, wordings: Wordings, doelgroep: str, step: NextStep
) -> dict[str, Any]:
    """Return *step* in the shape of the published schema.

    A question that stands in a list may be asked alone, or with the rest of the list
    (``samen``); what it moves is then what the whole list moves.
    """
    asked: dict[str, Any] | None = None
    if step.question is not None:
        shown = question(base, wordings, doelgroep, step.question.feit)
        asked = {
            "feit": shown.feit.feit,
            "type": shown.feit.type,
            "vraag": shown.text,
            "hulp": shown.help,
            "thema": shown.feit.thema,
            "opties": [{"waarde": value, "tekst": text} for value, text in shown.options],
            "waarom": why_asked(base, step, reads_plain(doelgroep)),
            "beweegt": list(step.question.moves),
            "kan_ja_worden": list(step.question.yes),
            "kan_nee_worden": list(step.question.no),
            "weet_ik_niet": unknown_text(shown.feit),
            "wie_weet_het": [base.partijen[name].titel for name in shown.feit.weet],
        }
    together = step.together and {
        "lijst": step.together.name,
        "vraag": step.together.text,
        "regels": [{"feit": feit, "tekst": words} for feit, words in step.together.lines],
    }
    return {
        "schema": "regelwijzer/vraag/3",
        "vraag": asked,
        "samen": together,
        "klaar": asked is None,
        "vragen_die_nog_tellen": step.remaining,
        "vragen_die_niets_meer_veranderen": list(step.spared),
        "open_kaders": list(step.open_kaders),
        "beslist": step.settled,
    }
