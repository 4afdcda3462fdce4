"""What the elements of the knowledge base are made of: names, texts, conditions and citations.

Every model is strict: an unknown key is refused.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from regelwijzer.knowledge.conditions import parse_condition
from regelwijzer.knowledge.dates import parse_date_expression, parse_term
from regelwijzer.knowledge.schema import (
    condition_schema,
    date_schema,
    label_schema,
    labels_schema,
    term_schema,
)

Aard = Literal["wet", "beleid", "vuistregel"]

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9][a-z0-9_]*)+$", max_length=90)]
Word = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]*$", max_length=60)]
SheetId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]*$", max_length=60)]
Text = Annotated[str, Field(min_length=1, max_length=2000)]


def _article(raw: object) -> object:
    """Refuse a YAML number with a point: 1.10 would silently become 1.1."""
    if isinstance(raw, float):
        raise ValueError(f"artikel {raw} staat zonder aanhalingstekens")
    return str(raw) if isinstance(raw, int) else raw


def _many(raw: object) -> object:
    """Allow one value where a list is meant, and numbers where words are meant."""
    items = raw if isinstance(raw, list) else [raw]
    return [str(item) if isinstance(item, int) else item for item in items]


ConditionField = Annotated[Any, BeforeValidator(parse_condition), condition_schema()]
DateField = Annotated[Any, BeforeValidator(parse_date_expression), date_schema()]
TermField = Annotated[Any, BeforeValidator(parse_term), term_schema()]
Labels = Annotated[tuple[str, ...], BeforeValidator(_many), labels_schema()]


class Model(BaseModel):
    """Base: strict, immutable, no unknown keys."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=False, arbitrary_types_allowed=True
    )


class Bron(Model):
    """A citation inside a wet of ``bronnen.yaml``: article, lid, onderdeel, or an ECLI."""

    wet: Word
    artikel: Annotated[str | None, BeforeValidator(_article), label_schema()] = None
    lid: Labels = ()
    onderdeel: Labels = ()
    ecli: Annotated[str, Field(pattern=r"^ECLI:NL:[A-Z]+:\d{4}:[A-Z0-9]+$")] | None = None
    toelichting: str | None = None


class Wet(Model):
    """A source of law, policy or case law that citations refer to (``bronnen.yaml``)."""

    wet: Word
    titel: Text
    kort: Text
    laag: Literal[
        "wet",
        "amvb",
        "regeling",
        "verordening_eu",
        "beleidsregel",
        "rechtspraak",
        "verdrag",
        "praktijk",
    ]
    bwb: Annotated[str, Field(pattern=r"^(BWB[RVW]\d{7}|CVDR\d+)$")] | None = None
    in_werking: date | None = None
    versie: date | None = None
    url: Annotated[str, Field(pattern=r"^https://")] | None = None

    @model_validator(mode="after")
    def _bwb_for_law(self) -> Wet:
        if self.laag in ("wet", "amvb", "regeling", "verdrag") and self.bwb is None:
            raise ValueError(f"de bron {self.wet} heeft geen BWB-id")
        return self


class Gecontroleerd(Model):
    """When (*op*) and against which version of the text (*versie*) this was checked."""

    op: date
    versie: date | None = None


class Geldig(Model):
    """Validity on the peildatum: from *vanaf* until (not including) *tot*.

    *ervoor* says what holds before *vanaf*: the provision did not exist (``nee``), or
    older law is not in the base (``onbekend``).
    """

    vanaf: date | None = None
    tot: date | None = None
    ervoor: Literal["nee", "onbekend"] = "onbekend"


class Texts(Model):
    """A text for professionals and one for parents (taalniveau B1)."""

    professional: Text
    ouder: Text
