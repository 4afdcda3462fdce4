"""The content of one YAML file in the rule base."""

from __future__ import annotations

from pydantic import Field

from regelwijzer.knowledge.models import (
    Aandachtspunt,
    Aankondiging,
    Begrip,
    Defaults,
    Feit,
    Hulpvorm,
    Kader,
    Mijlpaal,
    Model,
    Partij,
    Route,
    Thema,
    Voorrang,
    Wet,
)
from regelwijzer.knowledge.procedures import Procedure
from regelwijzer.knowledge.profiles import Casusprofiel


class RuleFile(Model):
    """The content of one YAML file in the rule base."""

    standaard: Defaults = Defaults()
    bronnen: list[Wet] = Field(default_factory=list)
    themas: list[Thema] = Field(default_factory=list)
    partijen: list[Partij] = Field(default_factory=list)
    hulpvormen: list[Hulpvorm] = Field(default_factory=list)
    feiten: list[Feit] = Field(default_factory=list)
    begrippen: list[Begrip] = Field(default_factory=list)
    kaders: list[Kader] = Field(default_factory=list)
    voorrang: list[Voorrang] = Field(default_factory=list)
    mijlpalen: list[Mijlpaal] = Field(default_factory=list)
    aandachtspunten: list[Aandachtspunt] = Field(default_factory=list)
    aankondigingen: list[Aankondiging] = Field(default_factory=list)
    routes: list[Route] = Field(default_factory=list)
    procedures: list[Procedure] = Field(default_factory=list)
    casusprofielen: list[Casusprofiel] = Field(default_factory=list)
