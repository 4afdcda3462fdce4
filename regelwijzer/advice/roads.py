"""Timeline and what-if as plain data, with every change sorted by who can bring it about."""

from __future__ import annotations

from datetime import date
from typing import Any

from regelwijzer.advice.milestones import Milestone
from regelwijzer.advice.output import milestone_json
from regelwijzer.advice.timeline import Timeline
from regelwijzer.advice.whatif import TIME, Change, WhatIf
from regelwijzer.advice.wording import age_text, day_text
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.dates import BIRTH, Duration
from regelwijzer.reasoning.case import Case, plain
from regelwijzer.reasoning.values import Period

KINDS = ("tijd", "bewijs", "besluit", "vast")
"""Comes with age or time; can be proven; is somebody's decision; cannot change."""


def kind_of(base: Kennisbank, change: Change) -> str:
    """Return which of KINDS *change* is."""
    if change.feit == TIME:
        return "tijd"
    feit = base.feiten[change.feit]
    if feit.oordeel is not None:
        return "besluit"
    return "tijd" if feit.verandert_door == "leeftijd" else feit.verandert_door


def change_text(base: Kennisbank, change: Change) -> str:
    """Return *change* in words."""
    if change.day is not None:
        return f"de peildatum wordt {day_text(change.day)}"
    feit = base.feiten[change.feit]
    raw = plain(change.value) if change.value is not None else "onbekend"
    titles = {option.keuze: option.titel for option in feit.keuzes}
    if isinstance(raw, dict) and "wel" in raw:
        raw = ", ".join(titles.get(item, item) for item in raw["wel"]) or "geen van deze"
    return f"{feit.titel}: {titles.get(str(raw), raw)}"


def whatif_json(base: Kennisbank, answers: list[WhatIf]) -> dict[str, Any]:
    """Return ``wat-als --json``: for each kader its smallest change sets."""
    return {
        "schema": "regelwijzer/wat-als/1",
        "kaders": [
            {
                "id": answer.kader,
                "titel": base.kaders[answer.kader].titel,
                "wordt": "van_toepassing" if answer.becomes else "niet_van_toepassing",
                "volledig_tot": answer.complete_to,
                "sets": [
                    [_change_json(base, change) for change in item.changes] for item in answer.sets
                ],
            }
            for answer in answers
        ],
    }


def _change_json(base: Kennisbank, change: Change) -> dict[str, Any]:
    kind = kind_of(base, change)
    feit = base.feiten.get(change.feit)
    judged = feit.oordeel if feit else None
    return {
        "soort": kind,
        "feit": None if change.feit == TIME else change.feit,
        "waarde": plain(change.value) if change.value is not None else None,
        "datum": change.day.isoformat() if change.day else None,
        "tekst": change_text(base, change),
        "door": list(judged.door) if judged else list(feit.weet) if feit else [],
        "bewijs": judged.bewijs.professional if judged else None,
    }


def timeline_json(
    base: Kennisbank, case: Case, line: Timeline, milestones: tuple[Milestone, ...]
) -> dict[str, Any]:
    """Return ``tijdlijn --json``: stretches per kader, milestones and gaps."""
    return {
        "schema": "regelwijzer/tijdlijn/1",
        "van": line.first.isoformat(),
        "tot": line.last.isoformat(),
        "kaders": [
            {
                "id": name,
                "titel": base.kaders[name].titel,
                "stukken": [
                    {
                        "van": stretch.first.isoformat(),
                        "tot": stretch.last.isoformat(),
                        "verdict": stretch.verdict.value,
                    }
                    for stretch in stretches
                ],
            }
            for name, stretches in line.stretches.items()
        ],
        "mijlpalen": [milestone_json(base, item, case.peildatum) for item in milestones],
        "gaten": [
            {
                "hulpvorm": gap.hulpvorm,
                "van": gap.first.isoformat(),
                "tot": gap.last.isoformat(),
                "tekst": gap_text(base, gap.hulpvorm, since_text(case, gap.first)),
            }
            for gap in line.gaps
        ],
    }


def gap_text(base: Kennisbank, hulpvorm: str, since: str, plain: bool = False) -> str:
    """Return the sentence about a gap (*plain*: in the words of parents)."""
    found = base.hulpvormen[hulpvorm]
    titel = found.titel_ouder if plain else found.titel
    return f"Vanaf {since} draagt geen enkele wet: {titel}."


def since_text(case: Case, day: date) -> str:
    """Return *day* with the age that is reached: ``18 jaar (14 mei 2028)``."""
    born = case.values.get(BIRTH)
    if not isinstance(born, Period) or not born.exact or born.first > day:
        return day_text(day)
    months = 12 * (day.year - born.first.year) + day.month - born.first.month
    while Duration(months=months, age=True).after(born.first) > day:
        months -= 1
    return f"{age_text(Duration(months=months, age=True))} ({day_text(day)})"
