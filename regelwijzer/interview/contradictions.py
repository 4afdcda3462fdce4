"""Answers that cannot both be true, pointed out with both questions; data in tegenspraak.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources

from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.conditions import (
    All,
    AnyOf,
    Condition,
    Not,
    feiten_in,
    parse_condition,
)
from regelwijzer.knowledge.yamlio import parse_yaml
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.reference import every, negate, some
from regelwijzer.reasoning.values import Value, holds


@dataclass(frozen=True)
class Contradiction:
    """Two conditions that exclude each other, and why in one sentence."""

    name: str
    one: Condition
    other: Condition
    why: str

    @property
    def feiten(self) -> tuple[str, ...]:
        """The questions on both sides, in order."""
        return tuple(dict.fromkeys([*sorted(feiten_in(self.one)), *sorted(feiten_in(self.other))]))


@lru_cache(maxsize=1)
def known() -> tuple[Contradiction, ...]:
    """Return every contradiction that is looked for."""
    text = resources.files("regelwijzer.interview").joinpath("tegenspraak.yaml").read_text("utf-8")
    return tuple(
        Contradiction(
            str(raw["naam"]),
            parse_condition(raw["een"]),
            parse_condition(raw["ander"]),
            str(raw["uitleg"]),
        )
        for raw in parse_yaml(text)["tegenspraak"]
    )


def contradictions(base: Kennisbank, case: Case) -> list[Contradiction]:
    """Return the contradictions between the answers of *case*; what is onbekend has none."""
    return [
        item
        for item in known()
        if base.feiten.keys() >= set(item.feiten)
        and all(_truth(part, case.values, case.peildatum) for part in (item.one, item.other))
    ]


def _truth(condition: Condition, values: Mapping[str, Value], day: date) -> bool | None:
    if isinstance(condition, Not):
        return negate(_truth(condition.part, values, day))
    if isinstance(condition, All):
        return every(_truth(part, values, day) for part in condition.parts)
    if isinstance(condition, AnyOf):
        return some(_truth(part, values, day) for part in condition.parts)
    return holds(condition, values, day)
