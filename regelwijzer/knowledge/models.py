"""The elements of the knowledge base, as they are written in YAML.

Field names are the YAML keys, in the words of the design (feit, begrip, regel, kader, hulpvorm,
mijlpaal). What they share (bron, texts, conditions) stands in :mod:`.parts` and can be had here.
"""
# ruff: noqa: RUF012 (pydantic gives every element a copy of its own of such a default)

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from regelwijzer.knowledge.parts import (
    Aard,
    Bron,
    ConditionField,
    DateField,
    Gecontroleerd,
    Geldig,
    Labels,
    Model,
    Name,
    SheetId,
    TermField,
    Text,
    Texts,
    Wet,
    Word,
)

Soort = Literal[
    "voorziening", "maatregel", "dwang", "recht", "plicht", "uitkering", "rechtsmiddel", "procedure"
]

CARRYING = frozenset({"voorziening", "maatregel", "dwang", "uitkering"})
"""The soorten that carry help; the others are rights, duties, remedies and procedures."""


class Option(Model):
    """One choice of a keuze or meerkeuze feit."""

    keuze: Word
    titel: Text


class Pointer(Model):
    """An observation that points towards an open norm, but never decides it."""

    als: ConditionField
    richting: Literal["ja", "nee"]
    uitleg: Text


class Oordeel(Model):
    """Marks a feit as an open norm: who decides and which evidence helps."""

    door: Annotated[list[Word], Field(min_length=1)]
    bewijs: Texts
    wijzers: list[Pointer] = []


class Feit(Model):
    """One thing about the case that can be asked.

    ``observatie`` only points towards an open norm. ``zeldzaam`` is seldom ja, ``meestal_ja``
    nearly always; both are therefore asked late. ``past_bij`` is the situation in which it may well
    be so (a contract with a pleeggezin: the child lives in one). None of these three ever changes
    a verdict. ``voorheen``: old names of this feit, and what an old answer is called now ({} = the
    same); see reasoning/former.py.
    """

    feit: Name
    type: Literal["ja_nee", "keuze", "meerkeuze", "getal", "datum"]
    titel: Text
    omschrijving: str | None = None
    thema: Word
    keuzes: list[Option] = []
    minimum: float | None = None
    maximum: float | None = None
    eenheid: str | None = None
    oordeel: Oordeel | None = None
    observatie: bool = False
    zeldzaam: bool = False
    meestal_ja: bool = False
    past_bij: ConditionField = None
    verandert_door: Literal["leeftijd", "bewijs", "besluit", "vast"] = "bewijs"
    weet: list[Word] = []
    voorheen: dict[Name, dict[str, str]] = {}
    bron: list[Bron] = []
    feitenblad: list[SheetId] = []

    @model_validator(mode="after")
    def _fits_type(self) -> Feit:
        if self.type in ("keuze", "meerkeuze") and len(self.keuzes) < 2:
            raise ValueError(f"het keuzefeit {self.feit} heeft geen twee keuzes")
        if self.type not in ("keuze", "meerkeuze") and self.keuzes:
            raise ValueError(f"alleen een keuzefeit heeft keuzes, {self.feit} is {self.type}")
        if self.oordeel and self.type != "ja_nee":
            raise ValueError(f"een oordeel is ja of nee, {self.feit} is {self.type}")
        if self.meestal_ja and (self.type != "ja_nee" or self.zeldzaam):
            raise ValueError(
                f"meestal_ja past niet bij {self.feit}: dat vraagt ja of nee, en niet zeldzaam"
            )
        return self


class Regel(Model):
    """One legal sentence: it supports a begrip, or (under ``tenzij``) blocks another regel."""

    regel: Name
    als: ConditionField
    tenzij: list[Regel] = []
    bron: list[Bron] = []
    aard: Aard | None = None
    geldig: Geldig | None = None
    gecontroleerd: Gecontroleerd | None = None
    uitleg: Texts | None = None
    feitenblad: list[SheetId] = []


class Begrip(Model):
    """A derived statement: ja when at least one of its regels holds, nee when none can."""

    begrip: Name
    titel: Text
    omschrijving: str | None = None
    hulpbegrip: bool = False
    regels: Annotated[list[Regel], Field(min_length=1)]
    feitenblad: list[SheetId] = []

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, raw: Any) -> Any:
        """A begrip with one regel may write ``als`` directly under the begrip."""
        if not isinstance(raw, dict) or "als" not in raw or "regels" in raw:
            return raw
        own = {"begrip", "titel", "omschrijving", "hulpbegrip"}
        regel = {key: value for key, value in raw.items() if key not in own}
        regel["regel"] = f"{raw.get('begrip')}.regel"
        rest = {key: value for key, value in raw.items() if key in own}
        return {**rest, "regels": [regel]}


class KaderText(Model):
    """What a reader needs to know about a kader, in the words of one audience."""

    wat: Text
    beslist: Text
    betaalt: Text
    aanvragen: Text
    termijnen: Text
    rechtsmiddelen: Text
    valkuil: Text


class KaderTexts(Model):
    """The texts of a kader per audience."""

    professional: KaderText
    ouder: KaderText


class Kader(Model):
    """An outcome a user acts on; its verdict is the value of the condition ``als``.

    *geen_procedure* says why no procedure in ``rules/procedures/`` belongs to it. *ingang*: a first
    step that anybody may take, told as such when it applies, or also while that is open; not any
    more when *ingang_niet_bij* holds.

    *gewoonlijk_vanaf* is the age in years from which it comes up; it only orders the questions.
    """

    kader: Name
    wet: Word
    titel: Text
    titel_ouder: Text | None = None
    soort: Soort
    als: ConditionField
    hulpvormen: list[Word] = []
    beslist: list[Word]
    betaalt: list[Word] = []
    vorm: list[Literal["natura", "pgb", "geld"]] = []
    sluit_uit: list[Name] = []
    bron: Annotated[list[Bron], Field(min_length=1)]
    teksten: KaderTexts
    geen_procedure: Text | None = None
    gewoonlijk_vanaf: Annotated[int, Field(ge=1, le=23)] | None = None
    ingang: Literal["als_vaststaat", "ook_als_open"] | None = None
    ingang_niet_bij: ConditionField = None
    feitenblad: list[SheetId] = []


class Voorrang(Model):
    """Which kader or wet steps back for which, by which article, when ``als`` holds."""

    voorrang: Name
    titel: Text
    terugtredend: str
    voorgaand: str
    kracht: Literal["moet", "kan", "rust", "vervalt"]
    als: ConditionField
    uitleg: Texts
    bron: Annotated[list[Bron], Field(min_length=1)]
    aard: Aard | None = None
    feitenblad: list[SheetId] = []


class Mijlpaal(Model):
    """Something that changes, starts, ends or must be asked for at an age or a date.

    *datum* is the day itself; *aanloop* how long before it one must begin. *laatste_dag*: after
    it a right is lost for who is advised, so it is told first when it is near.
    """

    mijlpaal: Name
    titel: Text
    soort: Literal["leeftijd", "termijn", "einde", "aanvraag"]
    datum: DateField
    aanloop: TermField = None
    als: ConditionField
    kaders: list[Name] = []
    wie: Annotated[list[Word], Field(min_length=1)]
    wat: Texts
    bij_missen: Texts
    laatste_dag: bool = False
    bron: list[Bron] = []
    aard: Aard | None = None
    feitenblad: list[SheetId] = []


class Hulpvorm(Model):
    """A row of the financing matrix."""

    hulpvorm: Word
    titel: Text
    titel_ouder: Text
    omschrijving: Texts
    thema: Word = "zorg"


class Partij(Model):
    """Somebody who decides, pays, or can know an answer."""

    partij: Word
    titel: Text
    titel_ouder: Text
    omschrijving: str | None = None


class Thema(Model):
    """A subject under which feiten are asked together."""

    thema: Word
    titel: Text
    titel_ouder: Text


class Aandachtspunt(Model):
    """A lesson from case evaluations or rulings; shown when it fits, never changes a verdict."""

    aandachtspunt: Name
    titel: Text
    als: ConditionField
    tekst: Texts
    document: str | None = None
    bron: list[Bron] = []
    feitenblad: list[SheetId] = []


class Aankondiging(Model):
    """A change of law that is announced; shown as announced, never applied before its date."""

    aankondiging: Name
    titel: Text
    stand: Literal["aangekondigd", "aangenomen", "in_werking", "ingetrokken"]
    per: date | None = None
    raakt: list[str] = []
    tekst: Texts
    vindplaats: Text
    gecontroleerd: Gecontroleerd
    feitenblad: list[SheetId] = []


class Contact(Model):
    """How to reach somebody, with where and when that was found."""

    soort: Literal["telefoon", "chat", "site", "adres", "email"]
    waarde: Text
    toelichting: Text | None = None
    vindplaats: Text
    datum: str | None = None
    nagelezen: bool = True


class Deadline(Model):
    """A last day that belongs to a route, counted from a date of the case."""

    titel: Text
    datum: DateField


class Route(Model):
    """A way to go when help stalls: who, with which mandate, when, and how to reach them.

    ``als`` is the trigger, ``eerst`` what must have been tried before (told in
    ``eerst_tekst``), ``uiterlijk`` the last days that run. A route is never ruled out by
    something unknown.
    """

    route: Name
    titel: Text
    titel_ouder: Text | None = None
    stap: Literal["acuut", "lokaal", "regionaal", "bovenregionaal", "landelijk", "rechtsmiddel"]
    mandaat: list[Literal["informeren", "adviseren", "bemiddelen", "beslissen", "toezicht"]]
    als: ConditionField
    eerst: ConditionField = None
    eerst_tekst: Texts | None = None
    uiterlijk: list[Deadline] = []
    wie_mag: Annotated[list[Word], Field(min_length=1)]
    wat: Texts
    kan: Texts
    kan_niet: Texts
    hoe: Texts
    termijn: Texts | None = None
    meenemen: Texts | None = None
    valkuil: Texts | None = None
    contact: list[Contact] = []
    kaders: list[Name] = []
    bron: list[Bron] = []
    aard: Aard | None = None
    gecontroleerd: Gecontroleerd | None = None
    feitenblad: list[SheetId] = []

    @model_validator(mode="after")
    def _tells_what_comes_first(self) -> Route:
        if (self.eerst is None) is not (self.eerst_tekst is None):
            raise ValueError(f"de route {self.route} heeft 'eerst' of 'eerst_tekst', niet allebei")
        return self


class Defaults(Model):
    """``standaard:`` of a file: used by every regel in it that does not say otherwise."""

    aard: Aard | None = None
    bron: list[Bron] = []
    geldig: Geldig | None = None
    gecontroleerd: Gecontroleerd | None = None


__all__ = [
    "CARRYING",
    "Aandachtspunt",
    "Aankondiging",
    "Aard",
    "Begrip",
    "Bron",
    "ConditionField",
    "Contact",
    "DateField",
    "Deadline",
    "Defaults",
    "Feit",
    "Gecontroleerd",
    "Geldig",
    "Hulpvorm",
    "Kader",
    "KaderText",
    "KaderTexts",
    "Labels",
    "Mijlpaal",
    "Model",
    "Name",
    "Oordeel",
    "Option",
    "Partij",
    "Pointer",
    "Regel",
    "Route",
    "SheetId",
    "Soort",
    "TermField",
    "Text",
    "Texts",
    "Thema",
    "Voorrang",
    "Wet",
    "Word",
]
