"""The condition language: what a jurist writes after ``als:`` and ``tenzij:``.

A condition is parsed into a small immutable tree of :class:`All`, :class:`AnyOf`,
:class:`Not`, :class:`Ref` (a begrip or a ja/nee feit) and comparisons.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from regelwijzer.knowledge.dates import (
    BIRTH,
    PEILDATUM,
    DateExpression,
    parse_age,
    parse_date_expression,
)
from regelwijzer.knowledge.errors import ParseFault

NAME = re.compile(r"^[a-z][a-z0-9_]*(\.[a-z0-9][a-z0-9_]*)+$")


@dataclass(frozen=True, slots=True)
class Ref:
    """A begrip, or a ja/nee feit, that must be ja."""

    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The keuze feit has one of *options*; for a meerkeuze feit: it contains one of them."""

    feit: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """The getal feit is >= *bound* (or > *bound* when *strict*)."""

    feit: str
    bound: float
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Before:
    """The *left* date is before *right* (or on it, when *inclusive*)."""

    left: DateExpression
    right: DateExpression
    inclusive: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """The negation of *part*."""

    part: Condition


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; without parts it is always ja."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds; without parts it is always nee."""

    parts: tuple[Condition, ...]


Comparison = Choice | AtLeast | Before
Condition = Ref | Choice | AtLeast | Before | Not | All | AnyOf


def walk(condition: Condition) -> Iterator[Condition]:
    """Yield *condition* and everything below it, parents first."""
    yield condition
    if isinstance(condition, Not):
        yield from walk(condition.part)
    elif isinstance(condition, All | AnyOf):
        for part in condition.parts:
            yield from walk(part)


def feiten_in(condition: Condition) -> set[str]:
    """Return the names used in *condition*: feiten and begrippen alike."""
    names: set[str] = set()
    for part in walk(condition):
        if isinstance(part, Ref):
            names.add(part.name)
        elif isinstance(part, Choice | AtLeast):
            names.add(part.feit)
        elif isinstance(part, Before):
            names.update(x for x in (part.left.feit, part.right.feit) if x)
    return names


def parse_condition(raw: Any) -> Condition:
    """Parse what YAML gave for a condition; raises ParseFault.

    >>> parse_condition({"niet": "zorg.blijvend"})
    Not(part=Ref(name='zorg.blijvend'))
    """
    if isinstance(raw, str):
        return _parse_name(raw)
    if isinstance(raw, list):
        return All(tuple(parse_condition(item) for item in raw))
    if not isinstance(raw, dict) or not raw:
        raise ParseFault(
            f"'{raw}' is geen voorwaarde",
            "een voorwaarde is een naam, een lijst of een vorm als 'alle:' of 'feit:'",
            "zie docs/regels-schrijven.md voor de toegestane vormen",
        )
    for key, parser in _FORMS.items():
        if key in raw:
            return parser(raw)
    raise ParseFault(
        f"de voorwaarde met '{', '.join(map(str, raw))}' wordt niet herkend",
        "alleen alle, een_van, niet, leeftijd, leeftijd_op, feit en datum bestaan",
        "gebruik een van die woorden",
    )


def _parse_name(raw: str) -> Ref:
    if not NAME.match(raw):
        raise ParseFault(
            f"'{raw}' is geen geldige naam",
            "een naam heeft kleine letters, cijfers en liggende streepjes, met een punt ertussen",
            "schrijf bijvoorbeeld 'wlz.toegang'",
        )
    return Ref(raw)


def _only(raw: dict[str, Any], allowed: set[str]) -> None:
    extra = sorted(str(key) for key in raw if key not in allowed)
    if extra:
        raise ParseFault(
            f"het woord '{extra[0]}' hoort niet in deze voorwaarde",
            "een onbekend woord zou stil worden overgeslagen",
            f"gebruik alleen {', '.join(sorted(allowed))}",
        )


def _parse_list(raw: dict[str, Any], key: str) -> tuple[Condition, ...]:
    _only(raw, {key})
    items = raw[key]
    if not isinstance(items, list) or not items:
        raise ParseFault(
            f"'{key}' heeft geen lijst met voorwaarden",
            "een lege lijst zou altijd of nooit waar zijn",
            f"zet onder '{key}:' een of meer regels die met '-' beginnen",
        )
    return tuple(parse_condition(item) for item in items)


def _parse_all(raw: dict[str, Any]) -> Condition:
    return All(_parse_list(raw, "alle"))


def _parse_any(raw: dict[str, Any]) -> Condition:
    return AnyOf(_parse_list(raw, "een_van"))


def _parse_not(raw: dict[str, Any]) -> Condition:
    _only(raw, {"niet"})
    return Not(parse_condition(raw["niet"]))


def _age_bounds(bounds: dict[str, Any], at: DateExpression) -> Condition:
    _only(bounds, {"vanaf", "tot"})
    parts: list[Condition] = []
    if "vanaf" in bounds:
        birthday = DateExpression(BIRTH, birthday=parse_age(bounds["vanaf"]))
        parts.append(Before(birthday, at, inclusive=True))
    if "tot" in bounds:
        birthday = DateExpression(BIRTH, birthday=parse_age(bounds["tot"]))
        parts.append(Not(Before(birthday, at, inclusive=True)))
    if not parts:
        raise ParseFault(
            "de leeftijd heeft geen grens",
            "zonder 'vanaf' of 'tot' zegt de voorwaarde niets",
            "schrijf bijvoorbeeld {leeftijd: {vanaf: 18, tot: 23}}",
        )
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _parse_age_condition(raw: dict[str, Any]) -> Condition:
    _only(raw, {"leeftijd"})
    bounds = raw["leeftijd"]
    if not isinstance(bounds, dict):
        raise ParseFault(
            "'leeftijd' heeft geen grenzen",
            "een losse leeftijd zegt niet of het om 'vanaf' of 'tot' gaat",
            "schrijf bijvoorbeeld {leeftijd: {vanaf: 18, tot: 23}}",
        )
    return _age_bounds(bounds, DateExpression(PEILDATUM))


def _parse_age_at(raw: dict[str, Any]) -> Condition:
    _only(raw, {"leeftijd_op", "vanaf", "tot"})
    rest = {key: value for key, value in raw.items() if key != "leeftijd_op"}
    return _age_bounds(rest, parse_date_expression(raw["leeftijd_op"]))


def _parse_feit(raw: dict[str, Any]) -> Condition:
    allowed = {"feit", "is", "in", "bevat", "bevat_een_van", "vanaf", "tot_en_met", "boven"}
    _only(raw, allowed | {"onder"})
    name = _parse_name(str(raw["feit"])).name
    words = [key for key in raw if key != "feit"]
    if not words:
        return Ref(name)
    if words[0] in {"is", "in", "bevat", "bevat_een_van"}:
        if len(words) > 1:
            _only(dict.fromkeys(words, 0), {words[0]})
        return _parse_choice(name, words[0], raw[words[0]])
    return _parse_number(name, {word: raw[word] for word in words})


def _parse_choice(name: str, word: str, value: Any) -> Condition:
    if word == "is" and value in ("ja", "nee"):
        return Ref(name) if value == "ja" else Not(Ref(name))
    options = value if word in {"in", "bevat_een_van"} else [value]
    if not isinstance(options, list) or not options or not all(isinstance(o, str) for o in options):
        raise ParseFault(
            f"'{word}' bij {name} heeft geen keuze",
            "de keuzes van een feit zijn woorden uit zijn eigen lijst",
            "schrijf bijvoorbeeld 'is: thuis' of 'in: [thuis, pleeggezin]'",
        )
    return Choice(name, tuple(sorted(set(options))))


def _parse_number(name: str, bounds: dict[str, Any]) -> Condition:
    for word, bound in bounds.items():
        if isinstance(bound, bool) or not isinstance(bound, int | float) or abs(bound) > 1e9:
            raise ParseFault(
                f"de grens '{word}: {bound}' bij {name} is geen getal",
                "een getal wordt met een getal vergeleken",
                "schrijf bijvoorbeeld 'vanaf: 70'",
            )
    parts: list[Condition] = []
    if "vanaf" in bounds:
        parts.append(AtLeast(name, float(bounds["vanaf"])))
    if "boven" in bounds:
        parts.append(AtLeast(name, float(bounds["boven"]), strict=True))
    if "tot_en_met" in bounds:
        parts.append(Not(AtLeast(name, float(bounds["tot_en_met"]), strict=True)))
    if "onder" in bounds:
        parts.append(Not(AtLeast(name, float(bounds["onder"]))))
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _parse_date(raw: dict[str, Any]) -> Condition:
    _only(raw, {"datum", "voor", "uiterlijk", "na", "vanaf"})
    left = parse_date_expression(raw["datum"])
    parts: list[Condition] = []
    for word in ("voor", "uiterlijk", "na", "vanaf"):
        if word not in raw:
            continue
        other = parse_date_expression(raw[word])
        earlier = Before(left, other, inclusive=word in ("uiterlijk", "na"))
        parts.append(earlier if word in ("voor", "uiterlijk") else Not(earlier))
    if not parts:
        raise ParseFault(
            f"de datum {raw['datum']} wordt nergens mee vergeleken",
            "zonder grens zegt de voorwaarde niets",
            "voeg 'voor', 'uiterlijk', 'na' of 'vanaf' toe",
        )
    return parts[0] if len(parts) == 1 else All(tuple(parts))


_FORMS: dict[str, Callable[[dict[str, Any]], Condition]] = {
    "alle": _parse_all,
    "een_van": _parse_any,
    "niet": _parse_not,
    "leeftijd": _parse_age_condition,
    "leeftijd_op": _parse_age_at,
    "feit": _parse_feit,
    "datum": _parse_date,
}


def peildatum_from(day: date) -> Condition:
    """Return the condition that the peildatum is on or after *day*."""
    return Before(DateExpression(day.isoformat()), DateExpression(PEILDATUM), inclusive=True)
