"""The case groups of the 2019 report, as profiles: what got in the way, and what helped."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from regelwijzer.knowledge.models import ConditionField, Model, Name, Text, Texts


class Verstoring(Model):
    """What got in the way of a group, and the intervention that fitted, with its routes."""

    soort: Literal["organisatorisch", "wettelijk", "inhoudelijk", "conflict"]
    tekst: Texts
    hielp: Texts
    routes: Annotated[list[Name], Field(min_length=1)]


class Casusprofiel(Model):
    """One group: *als* recognises it; it never decides anything and is never a label."""

    casusprofiel: Name
    titel: Text
    titel_ouder: Text
    als: ConditionField
    vraag: Texts
    verstoringen: Annotated[list[Verstoring], Field(min_length=1)]
    document: Text
