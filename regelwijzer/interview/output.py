"""The next question as plain data (``vraag --json``)."""

from __future__ import annotations

from typing import Any

from regelwijzer.interview.questions import Wordings, question
from regelwijzer.interview.session import NextStep
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.text import enumerate_words

SHOWN = 3


def why_asked(base: Kennisbank, step: NextStep, plain: bool = False) -> str:
    """Return in one sentence why this question is asked (*plain*: in the words of parents)."""
    if step.question is None:
        return "Geen vraag kan de uitkomst nog veranderen."
    moves = step.question.moves
    kaders = [base.kaders[name] for name in moves[:SHOWN]]
    names = [(k.titel_ouder or k.titel) if plain else k.titel for k in kaders]
    more = len(moves) - len(names)
    rest = f" en {more} andere uitkomsten" if more > 1 else " en één andere uitkomst"
    told = enumerate_words(names) if not more else ", ".join(names) + rest
    return f"Het antwoord kan nog bepalen: {told}."


def step_json(
    base: Kennisbank, wordings: Wordings, doelgroep: str, step: NextStep
) -> dict[str, Any]:
    """Return *step* in the shape of the published schema."""
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
            "waarom": why_asked(base, step, doelgroep in ("ouder", "jongere")),
            "beweegt": list(step.question.moves),
            "wie_weet_het": [base.partijen[name].titel for name in shown.feit.weet],
        }
    return {
        "schema": "regelwijzer/vraag/1",
        "vraag": asked,
        "klaar": asked is None,
        "vragen_die_nog_tellen": step.remaining,
        "vragen_die_niets_meer_veranderen": list(step.spared),
        "open_kaders": list(step.open_kaders),
        "beslist": step.settled,
    }
