"""Scenario cases (casussen) that lie beside each law and say what must come out."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from regelwijzer.knowledge.dates import BIRTH, parse_age
from regelwijzer.knowledge.errors import KnowledgeError, KnowledgeErrors, ParseFault
from regelwijzer.knowledge.models import Model, Name
from regelwijzer.knowledge.yamlio import read_model

Verdict = Literal["van_toepassing", "niet_van_toepassing", "oordeel_nodig", "onbekend"]


class Variant(Model):
    """The same case, but with other answers: *feiten* come on top of those of the casus."""

    maar: str
    peildatum: Any = None
    feiten: dict[str, Any] = Field(default_factory=dict)
    verwacht: dict[Name, Verdict]


class Casus(Model):
    """One case with its expected verdicts; *feiten* come on top of the file's basis.

    *maar* lists the same case with one thing changed, and what then must come out.
    """

    casus: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=120)
    titel: str
    peildatum: Any = None
    feiten: dict[str, Any] = Field(default_factory=dict)
    hulpvragen: list[str] = Field(default_factory=list)
    verwacht: dict[Name, Verdict]
    ontbreekt: dict[Name, list[Name]] = Field(default_factory=dict)
    toelichting: str | None = None
    maar: list[Variant] = Field(default_factory=list)


class Birthday(Model):
    """One age rule: what holds the day before the birthday, and from the birthday on.

    It is run on the day before, the day itself and the day after, for somebody born on an
    ordinary day and for somebody born on 29 February.
    """

    verjaardag: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=110)
    titel: str
    leeftijd: int | str
    feiten: dict[str, Any] = Field(default_factory=dict)
    ervoor: dict[Name, Verdict]
    vanaf: dict[Name, Verdict]
    toelichting: str | None = None


class Basis(Model):
    """What every case in a file shares."""

    peildatum: Any = None
    feiten: dict[str, Any] = Field(default_factory=dict)
    hulpvragen: list[str] = Field(default_factory=list)


class CasusFile(Model):
    """The content of one file with cases."""

    basis: Basis = Basis()
    casussen: list[Casus] = Field(default_factory=list)
    verjaardagen: list[Birthday] = Field(default_factory=list)


@dataclass(frozen=True)
class Scenario:
    """A case ready to run: the raw case file content and what is expected."""

    file: str
    casus: Casus
    raw: dict[str, Any]


def read_scenarios(root: Path) -> tuple[list[Scenario], list[KnowledgeError]]:
    """Read every ``casussen/*.yaml`` under *root*; faults are returned, not raised."""
    scenarios: list[Scenario] = []
    errors: list[KnowledgeError] = []
    seen: dict[str, str] = {}
    for path in sorted(root.rglob("casussen/*.yaml")):
        shown = f"{root.name}/{path.relative_to(root).as_posix()}"
        try:
            content = read_model(path, shown, CasusFile, _misfit)
        except KnowledgeErrors as misfits:
            errors += misfits.errors
            continue
        try:
            expanded = [c for item in content.verjaardagen for c in around_birthday(item)]
        except ParseFault as fault:
            errors.append(
                KnowledgeError(shown, "verjaardagen", fault.fault, fault.reason, fault.remedy)
            )
            continue
        varied = [c for item in content.casussen for c in (item, *variants(item))]
        for casus in [*varied, *expanded]:
            if casus.casus in seen:
                errors.append(
                    KnowledgeError(
                        shown,
                        casus.casus,
                        f"bestaat al in {seen[casus.casus]}",
                        "een naam hoort bij één casus",
                        "kies een andere naam",
                    )
                )
                continue
            seen[casus.casus] = shown
            scenarios.append(Scenario(shown, casus, _merged(content.basis, casus)))
    return scenarios, errors


def variants(item: Casus) -> list[Casus]:
    """Return the cases under *maar*, each a whole case named after the first one.

    >>> item = Casus(casus="x", titel="X", feiten={"a.b": "ja", "c.d": "ja"}, verwacht={},
    ...     maar=[Variant(maar="geen b", feiten={"a.b": "nee"}, verwacht={})])
    >>> [(casus.casus, casus.titel, casus.feiten) for casus in variants(item)]
    [('x.maar-1', 'X, maar: geen b', {'a.b': 'nee', 'c.d': 'ja'})]
    """
    return [
        Casus(
            casus=f"{item.casus}.maar-{number}",
            titel=f"{item.titel}, maar: {variant.maar}",
            peildatum=variant.peildatum or item.peildatum,
            feiten={**item.feiten, **variant.feiten},
            hulpvragen=item.hulpvragen,
            verwacht=variant.verwacht,
        )
        for number, variant in enumerate(item.maar, 1)
    ]


BIRTHDAY_BASE = date(2026, 11, 22)
"""Birthdays of ordinary cases fall on this day; those of 29 February on or after 2026."""


def around_birthday(item: Birthday) -> list[Casus]:
    """Return the six cases of one age rule; raises ParseFault for a wrong age.

    >>> rule = Birthday(verjaardag="x", titel="X", leeftijd=18, ervoor={}, vanaf={})
    >>> [str(casus.peildatum) for casus in around_birthday(rule)]
    ['2026-11-21', '2026-11-22', '2026-11-23', '2026-02-28', '2026-03-01', '2026-03-02']
    """
    age = parse_age(item.leeftijd)
    ordinary = age.after(BIRTHDAY_BASE, -1)
    leap = date(2026 - age.months // 12, 1, 1)
    year = next(y for y in range(leap.year, leap.year + 9) if calendar.isleap(y))
    return [
        *_three_days(item, ordinary, age.after(ordinary), "gewoon"),
        *_three_days(item, date(year, 2, 29), age.after(date(year, 2, 29)), "29feb"),
    ]


def _three_days(item: Birthday, born: date, birthday: date, suffix: str) -> list[Casus]:
    words = {-1: "de dag ervoor", 0: "op de dag", 1: "de dag erna"}
    return [
        Casus(
            casus=f"{item.verjaardag}-{suffix}-{offset + 1}",
            titel=f"{item.titel} ({words[offset]}, geboren op {born.isoformat()})",
            peildatum=birthday + timedelta(days=offset),
            feiten={**item.feiten, BIRTH: born},
            verwacht=item.ervoor if offset < 0 else item.vanaf,
        )
        for offset in (-1, 0, 1)
    ]


def _merged(basis: Basis, casus: Casus) -> dict[str, Any]:
    return {
        "peildatum": casus.peildatum or basis.peildatum,
        "hulpvragen": casus.hulpvragen or basis.hulpvragen,
        "feiten": {**basis.feiten, **casus.feiten},
    }


def _misfit(shown: str, place: str, message: str) -> KnowledgeError:
    return KnowledgeError(
        shown,
        place,
        f"past niet in een casus ({message})",
        "de casus kan niet worden gedraaid",
        "zie docs/regels-schrijven.md, onder Casussen",
    )
