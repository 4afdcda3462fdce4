"""``rules/gaten.yaml``: the profile feiten, the starting points, and the known gaps."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, model_validator

from regelwijzer.knowledge.conditions import Condition, Not, Ref
from regelwijzer.knowledge.errors import KnowledgeError
from regelwijzer.knowledge.models import ConditionField, Model, Name, Text, Texts, Word
from regelwijzer.knowledge.yamlio import read_rule_yaml

BANDS = {
    "0-11": (0, 12),
    "12-15": (12, 16),
    "16-17": (16, 18),
    "18-20": (18, 21),
    "21-22": (21, 23),
}
"""The age bands: from the first birthday, until (not on) the second."""

MAX_PROFILE = 20


class Value(Model):
    """One value of a profile feit."""

    waarde: Word
    titel: Text
    als: ConditionField


class ProfileFeit(Model):
    """A feit that tells children apart; without *waarden* it is ja or nee."""

    profiel: Word
    feit: Name
    titel: Text
    waarden: list[Value] = Field(default_factory=list)

    def conditions(self) -> dict[str, Condition]:
        """Return each value with its condition."""
        if self.waarden:
            return {value.waarde: value.als for value in self.waarden}
        return {"ja": Ref(self.feit), "nee": Not(Ref(self.feit))}


class Start(Model):
    """Something taken for granted in every gap, with the reason."""

    als: ConditionField
    reden: Text


class Place(Model):
    """Every combination of *combinaties* is a gap in every place *waar* (hulpvorm: ages)."""

    waar: dict[Word, list[str]]
    combinaties: Annotated[list[dict[Word, list[Word]]], Field(min_length=1)]


class Gap(Model):
    """Known gaps with one explanation, and what applies then."""

    gat: Word
    titel: Text
    gevallen: Annotated[list[Place], Field(min_length=1)]
    uitleg: Texts
    dan: Texts
    kaders: list[Name] = Field(default_factory=list)
    routes: list[Name] = Field(default_factory=list)


class GapFile(Model):
    """The content of ``rules/gaten.yaml``."""

    profiel: Annotated[list[ProfileFeit], Field(max_length=MAX_PROFILE)]
    uitgangspunten: list[Start] = Field(default_factory=list)
    hulpvormen: list[Word]
    dwang_draagt: list[Word] = Field(default_factory=list)
    draagt_niet: dict[Name, Text] = Field(default_factory=dict)
    gaten: list[Gap] = Field(default_factory=list)

    @model_validator(mode="after")
    def _known_values(self) -> GapFile:
        values = {item.profiel: set(item.conditions()) for item in self.profiel}
        for gap in self.gaten:
            for place in gap.gevallen:
                for bands in place.waar.values():
                    if unknown := set(bands) - BANDS.keys():
                        raise ValueError(f"{gap.gat}: de leeftijd {min(unknown)} bestaat niet")
                for combination in place.combinaties:
                    for item, allowed in combination.items():
                        if not set(allowed) < values.get(item, set()) or not allowed:
                            raise ValueError(f"{gap.gat}: {item} kan niet {allowed} zijn")
        return self


def read_gap_file(path: Path, shown: str = "rules/gaten.yaml") -> GapFile:
    """Read the file; raises KnowledgeError."""
    try:
        return GapFile.model_validate(read_rule_yaml(path, shown))
    except ValidationError as error:
        problem = error.errors()[0]
        place = " > ".join(str(part) for part in problem["loc"])
        raise KnowledgeError(
            shown,
            place,
            str(problem["msg"]),
            "de gaten kunnen niet worden vergeleken",
            "zie docs/betrouwbaarheid.md",
        ) from None


__all__ = ["BANDS", "Gap", "GapFile", "ProfileFeit", "read_gap_file"]
