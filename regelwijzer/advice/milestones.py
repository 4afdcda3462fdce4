"""Milestones of one case: what changes, ends or must be asked for, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from regelwijzer.advice.wording import day_text
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.models import Mijlpaal
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.compiler import Program
from regelwijzer.reasoning.graph import swap
from regelwijzer.reasoning.values import Period, period_of


@dataclass(frozen=True)
class Milestone:
    """One milestone: *day* when it falls, *start* when to begin; *sure* when it surely fits.

    When the date of birth is only known as a month, *day* is the first day it can be.
    """

    mijlpaal: Mijlpaal
    day: date
    last_day: date
    start: date
    sure: bool

    @property
    def exact(self) -> bool:
        """Whether the day is known exactly."""
        return self.day == self.last_day


def milestones(
    base: Kennisbank, program: Program, case: Case, holds: Sequence[int]
) -> list[Milestone]:
    """Return the milestones that (may) fit the case and are not yet past.

    What must begin first goes first; of what must begin now, what falls first.
    """
    found: list[Milestone] = []
    for name, mijlpaal in base.mijlpalen.items():
        literal = program.conditions[f"mijlpaal:{name}"]
        if holds[swap(literal)]:
            continue
        when = period_of(mijlpaal.datum, case.values, case.peildatum)
        if when is None or when.last < case.peildatum:
            continue
        if when.first < when.last:  # only the part that is still ahead
            when = Period(max(when.first, case.peildatum), when.last)
        found.append(_milestone(mijlpaal, when, bool(holds[literal])))
    today = case.peildatum
    return sorted(found, key=lambda m: (max(m.start, today), m.day, m.start, m.mijlpaal.mijlpaal))


def start_text(item: Milestone, today: date) -> str:
    """Return when to begin ('' without a lead time); a day that is past is no instruction."""
    if item.start >= item.day:
        return ""
    if item.start < today:
        return f"begin nu (liefst al op {day_text(item.start)})"
    return f"begin uiterlijk {day_text(item.start)}"


def _milestone(mijlpaal: Mijlpaal, when: Period, sure: bool) -> Milestone:
    start = mijlpaal.aanloop.after(when.first, -1) if mijlpaal.aanloop else when.first
    return Milestone(mijlpaal, when.first, when.last, start, sure)
