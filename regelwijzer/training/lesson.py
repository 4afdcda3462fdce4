"""A lesson (les): which cases in which order, as a small file that a trainer can share.

The file holds nothing about anybody: ids of teaching cases, minutes and a short title.
"""

from __future__ import annotations

from typing import Annotated, Literal

import yaml
from pydantic import Field, ValidationError, model_validator

from regelwijzer.knowledge.errors import CaseError
from regelwijzer.knowledge.models import Model, Word
from regelwijzer.knowledge.yamlio import parse_yaml
from regelwijzer.training.library import Library

SCHEMA = "regelwijzer/les/1"
KINDS: dict[str, str] = {
    "presentatie": "Presentatie",
    "vergelijking": "Vergelijking van twee varianten",
    "quiz": "Quiz",
    "gesprek": "Gesprek",
    "gatenkaart": "Gaten tussen de wetten",
}
WITH_CASE = ("presentatie", "vergelijking", "quiz", "gesprek")
MOST_PARTS = 40


class Part(Model):
    """One part of a lesson: what is done, with which case, for how many minutes."""

    soort: Literal["presentatie", "vergelijking", "quiz", "gesprek", "gatenkaart"]
    casus: Word | None = None
    minuten: Annotated[int, Field(ge=1, le=240)] = 10

    @model_validator(mode="after")
    def _has_a_case(self) -> Part:
        if (self.soort in WITH_CASE) is not (self.casus is not None):
            raise ValueError("de gatenkaart heeft geen casus, elk ander onderdeel wel")
        return self


class Lesson(Model):
    """A whole lesson; *schema* is the version of the file."""

    schema_: Literal["regelwijzer/les/1"] = Field("regelwijzer/les/1", alias="schema")
    titel: Annotated[str, Field(min_length=1, max_length=80)]
    onderdelen: Annotated[list[Part], Field(max_length=MOST_PARTS)] = Field(default_factory=list)

    @property
    def minutes(self) -> int:
        """How long the whole lesson takes."""
        return sum(part.minuten for part in self.onderdelen)

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases in the lesson, each once, in order."""
        return tuple(dict.fromkeys(part.casus for part in self.onderdelen if part.casus))


def parse_lesson(text: str, library: Library) -> Lesson:
    """Read a lesson file; raises CaseError with one Dutch sentence for whatever is wrong."""
    try:
        raw = parse_yaml(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        raise CaseError(
            "Dit lesbestand is beschadigd: het is geen geldige YAML; vraag het opnieuw op."
        ) from None
    if not isinstance(raw, dict) or "schema" not in raw:
        raise CaseError("Dit is geen lesbestand; kies een bestand dat Regelwijzer heeft bewaard.")
    if raw["schema"] != SCHEMA:
        raise CaseError(
            f"Dit lesbestand heeft een andere versie ({str(raw['schema'])[:40]}) dan deze "
            f"Regelwijzer ({SCHEMA}); maak de les opnieuw of werk Regelwijzer bij."
        )
    try:
        lesson = Lesson.model_validate(raw)
    except ValidationError as error:
        problem = error.errors()[0]
        place = " > ".join(str(part) for part in problem["loc"]) or "het bestand"
        raise CaseError(
            f"Dit lesbestand klopt niet bij '{place[:80]}'; verbeter die regel of maak de les "
            "opnieuw in de app."
        ) from None
    for number, part in enumerate(lesson.onderdelen, start=1):
        item = library.cases.get(part.casus) if part.casus else None
        if part.casus and item is None:
            raise CaseError(
                f"Onderdeel {number} van dit lesbestand noemt de casus '{part.casus[:40]}', en die "
                "bestaat hier niet; haal het onderdeel weg of kies een andere casus."
            )
        if item and part.soort == "vergelijking" and not item.varianten:
            raise CaseError(
                f"Onderdeel {number} van dit lesbestand vergelijkt varianten van '{item.casus}', "
                "maar die casus heeft er geen; kies een ander soort onderdeel."
            )
    return lesson


def dump_lesson(lesson: Lesson) -> str:
    """Return the lesson as the text of a file (the inverse of :func:`parse_lesson`)."""
    raw = lesson.model_dump(by_alias=True, exclude_none=True)
    return yaml.safe_dump(raw, allow_unicode=True, sort_keys=False)
