"""A teaching case (oefencasus) and a misconception, as they are written in YAML.

Every model is strict: an unknown key is refused. Field names are the YAML keys.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from regelwijzer.knowledge.models import Model, Name, Text, Word
from regelwijzer.knowledge.scenarios import Verdict

Level = Literal["start", "verdieping", "expert"]
LEVELS: dict[str, str] = {"start": "Start", "verdieping": "Verdieping", "expert": "Expert"}
ORIGINS: dict[str, str] = {"document": "Uit de documenten", "bedacht": "Bedacht voor de les"}


class Told(Model):
    """A fact that is told, in this order, with the sentence the trainer says."""

    feit: Name
    is_: Any = Field(alias="is")
    zeg: Text


class Hidden(Model):
    """What the class must find; without an answer (*is*) nobody in the story knows it."""

    feit: Name
    is_: Any = Field(alias="is", default=None)
    zeg: Text


class Key(Model):
    """A kader of the learning goal: its verdict when all is told, and after the hidden facts."""

    kader: Name
    verwacht: Verdict
    na: Verdict


class Variant(Model):
    """The same case with some facts changed (invented for the lesson), to lay beside it."""

    variant: Word
    titel: Text
    peildatum: Any = None
    feiten: dict[Name, Any] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _changes_something(self) -> Variant:
        if not self.feiten and self.peildatum is None:
            raise ValueError(f"de variant {self.variant} verandert niets")
        return self


class TeachingCase(Model):
    """One case to teach with. Everything in it is fictitious."""

    casus: Word
    titel: Annotated[str, Field(min_length=3, max_length=90)]
    niveau: Level
    herkomst: Literal["document", "bedacht"]
    document: Text | None = None
    wetten: Annotated[list[Word], Field(min_length=1)]
    leerdoel: Text
    verhaal: Text
    peildatum: Any
    hulpvragen: Annotated[list[Word], Field(min_length=1)]
    feiten: Annotated[list[Told], Field(min_length=3)]
    verborgen: Annotated[list[Hidden], Field(min_length=1)]
    kaders: Annotated[list[Key], Field(min_length=1, max_length=5)]
    varianten: list[Variant] = Field(default_factory=list)
    misvattingen: Annotated[list[Word], Field(min_length=1)]
    bespreek: Annotated[list[Text], Field(min_length=2)]

    @model_validator(mode="after")
    def _consistent(self) -> TeachingCase:
        names = [fact.feit for fact in self.feiten] + [fact.feit for fact in self.verborgen]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"het feit {twice[0]} staat er twee keer in")
        if (self.herkomst == "document") is not (self.document is not None):
            raise ValueError("een casus uit een document noemt het document, een bedachte niet")
        if self.herkomst == "document" and any(item.is_ is not None for item in self.verborgen):
            raise ValueError("wat een document niet zegt, blijft onbekend: laat 'is' weg")
        variants = [item.variant for item in self.varianten]
        if len(set(variants)) < len(variants):
            raise ValueError("twee varianten hebben dezelfde naam")
        return self


class Mistake(Model):
    """When a prediction shows the misconception: this kader, or any; these verdicts."""

    kaders: list[Name] = Field(default_factory=list)
    voorspeld: Annotated[list[Verdict], Field(min_length=1)]
    was: Annotated[list[Verdict], Field(min_length=1)]


class Misconception(Model):
    """What many people believe, what holds instead, and which predictions show it."""

    misvatting: Word
    titel: Text
    maar: Text
    blijkt_uit: Annotated[list[Mistake], Field(min_length=1)]


class CaseFile(Model):
    """The content of one file with teaching cases."""

    casussen: Annotated[list[TeachingCase], Field(min_length=1)]


class MisconceptionFile(Model):
    """The content of ``misvattingen.yaml``."""

    misvattingen: Annotated[list[Misconception], Field(min_length=1)]


__all__ = [
    "LEVELS",
    "ORIGINS",
    "CaseFile",
    "Hidden",
    "Key",
    "Misconception",
    "MisconceptionFile",
    "TeachingCase",
    "Told",
    "Variant",
]
