"""Procedures as data: the steps from melding to hoger beroep, and the events between them.

They stand in ``rules/procedures/`` and are loaded with the rest of the rule base. A
procedure may use the steps of another one (``gebruikt``); a step of its own with the same
name replaces the shared one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, model_validator

from regelwijzer.knowledge.conditions import Condition
from regelwijzer.knowledge.parts import (
    Bron,
    ConditionField,
    DateField,
    Gecontroleerd,
    Model,
    Name,
    SheetId,
    Text,
    Texts,
    Word,
)

if TYPE_CHECKING:
    from regelwijzer.knowledge.base import Kennisbank

PASSED = "termijn_verstreken"
"""The event that happens by itself, when the last day of the term of a step is over."""


class Termijn(Model):
    """How long a step may take; *datum* is its last day, when the law lets it be counted."""

    tekst: Texts
    datum: DateField = None
    bron: Annotated[list[Bron], Field(min_length=1)]


class Overgang(Model):
    """An event that moves the case on: *als* tells from the answers that it has happened.

    Without *als* nobody can tell from the answers; ``termijn_verstreken`` without *als*
    happens when the last day of the term is over.
    """

    gebeurtenis: Word
    naar: Word
    titel: Texts | None = None
    als: ConditionField = None


class Stap(Model):
    """One step: what happens, by whom, within which term, and what may come next.

    *zij* is a way beside the main one (too late, urgent); *einde* has no next step.
    """

    stap: Word
    titel: Texts
    wat: Texts
    wie: list[Word] = Field(default_factory=list)
    termijn: Termijn | None = None
    te_laat: Texts | None = None
    zij: bool = False
    einde: bool = False
    verder: list[Overgang] = Field(default_factory=list)
    bron: list[Bron] = Field(default_factory=list)

    @model_validator(mode="after")
    def _goes_on_or_ends(self) -> Stap:
        if self.einde is bool(self.verder):
            raise ValueError(
                f"de stap {self.stap} heeft 'verder' of is 'einde: true', één van beide"
            )
        return self


class Procedure(Model):
    """The steps of one procedure; it belongs to *kaders* and to the other kaders of *wetten*."""

    procedure: Name
    titel: Text
    titel_ouder: Text
    gebruikt: Name | None = None
    kaders: list[Name] = Field(default_factory=list)
    wetten: list[Word] = Field(default_factory=list)
    als: ConditionField = None
    stappen: list[Stap]
    gecontroleerd: Gecontroleerd | None = None
    feitenblad: list[SheetId] = Field(default_factory=list)


EVENTS: dict[str, Texts] = {
    name: Texts(professional=professional, ouder=ouder)
    for name, professional, ouder in (
        (PASSED, "De termijn is verstreken", "De tijd is voorbij"),
        ("aanvraag_gedaan", "Aanvraag gedaan", "De aanvraag is gedaan"),
        ("besluit_ontvangen", "Besluit ontvangen", "Het besluit is er"),
        ("bezwaar_gemaakt", "Bezwaar gemaakt", "Het bezwaar is verstuurd"),
        ("beslissing_op_bezwaar", "Beslissing op bezwaar", "Het antwoord op het bezwaar is er"),
        ("beroep_ingesteld", "Beroep ingesteld", "De zaak ligt bij de rechter"),
        ("uitspraak", "Uitspraak", "De rechter beslist"),
        (
            "hoger_beroep_ingesteld",
            "Hoger beroep ingesteld",
            "De zaak gaat naar een hogere rechter",
        ),
        ("ingebreke_gesteld", "In gebreke gesteld", "De brief over te laat is verstuurd"),
        ("akkoord", "Eens met de beslissing", "Dit is goed zo"),
        (
            "alsnog_ontvankelijk",
            "Te laat, maar verschoonbaar",
            "Te laat, maar niet door eigen schuld",
        ),
        ("opnieuw", "Nieuwe aanvraag", "Een nieuwe aanvraag"),
        ("klacht_ingediend", "Klacht ingediend", "De klacht is verstuurd"),
        ("naar_rechter", "Naar de rechter", "De zaak gaat naar de rechter"),
    )
}
"""The words of events that several procedures share; others say it in ``titel``."""


def event_title(overgang: Overgang) -> Texts:
    """Return the words of an event; raises KeyError when it has none."""
    return overgang.titel or EVENTS[overgang.gebeurtenis]


def steps_of(base: Kennisbank, procedure: Procedure) -> dict[str, Stap]:
    """Return the steps of *procedure* by name, those of the procedure it uses included.

    Shared steps that its own steps cannot reach are left out.
    """
    own = {stap.stap: stap for stap in procedure.stappen}
    shared = base.procedures.get(procedure.gebruikt or "")
    all_steps = (
        {**own, **{s.stap: s for s in shared.stappen if s.stap not in own}} if shared else own
    )
    reached = reachable_steps(all_steps, procedure.stappen[0].stap) if procedure.stappen else set()
    return {name: stap for name, stap in all_steps.items() if name in own or name in reached}


def reachable_steps(steps: Mapping[str, Stap], start: str) -> set[str]:
    """Return the names of the steps that can be reached from *start*, itself included."""
    todo, seen = [start], set[str]()
    while todo:
        name = todo.pop()
        if name in seen or name not in steps:
            continue
        seen.add(name)
        todo.extend(overgang.naar for overgang in steps[name].verder)
    return seen


def procedures_for(base: Kennisbank, kader: str) -> list[Procedure]:
    """Return the procedures of a kader: those that name it, or else those of its wet."""
    named = [item for item in base.procedures.values() if kader in item.kaders]
    if named or kader not in base.kaders:
        return named
    wet = base.kaders[kader].wet
    return [item for item in base.procedures.values() if wet in item.wetten]


def procedure_conditions(base: Kennisbank) -> Iterator[tuple[str, Condition]]:
    """Yield the conditions of all procedures, by the key they get in the program."""
    for name, procedure in base.procedures.items():
        if procedure.als is not None:
            yield f"procedure:{name}", procedure.als
        for stap in procedure.stappen:
            for number, overgang in enumerate(stap.verder):
                if overgang.als is not None:
                    yield f"overgang:{name}:{stap.stap}:{number}", overgang.als


def condition_key(procedure: Procedure, stap: Stap, number: int) -> str:
    """Return the key of a transition in the program; a shared step stands under its own."""
    own = any(item.stap == stap.stap for item in procedure.stappen)
    name = procedure.procedure if own else procedure.gebruikt
    return f"overgang:{name}:{stap.stap}:{number}"
