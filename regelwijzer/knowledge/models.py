"""The elements of the knowledge base, as they are written in YAML.

Every model is strict: an unknown key is refused. Field names are the YAML keys, in
the words of the design (feit, begrip, regel, kader, hulpvorm, bron, mijlpaal).
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from regelwijzer.knowledge.conditions import Condition, parse_condition
from regelwijzer.knowledge.dates import DateExpression, Duration, parse_date_expression, parse_term
from regelwijzer.knowledge.schema import (
    condition_schema,
    date_schema,
    label_schema,
    labels_schema,
    term_schema,
)

Aard = Literal["wet", "beleid", "vuistregel"]
Audience = Literal["professional", "ouder"]
Soort = Literal[
    "voorziening", "maatregel", "dwang", "recht", "plicht", "uitkering", "rechtsmiddel", "procedure"
]

CARRYING = frozenset({"voorziening", "maatregel", "dwang", "uitkering"})
"""The soorten that carry help; the others are rights, duties, remedies and procedures."""

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
    "Aandachtspunt",
    "Aankondiging",
    "Aard",
    "Audience",
    "Begrip",
    "Bron",
    "Condition",
    "DateExpression",
    "Deadline",
    "Defaults",
    "Duration",
    "Feit",
    "Gecontroleerd",
    "Geldig",
    "Hulpvorm",
    "Kader",
    "KaderText",
    "KaderTexts",
    "Mijlpaal",
    "Oordeel",
    "Option",
    "Partij",
    "Pointer",
    "Regel",
    "Route",
    "Texts",
    "Thema",
    "Voorrang",
    "Wet",
]
