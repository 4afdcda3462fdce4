"""Random rule bases and random partial cases, for the property tests."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.checks import check_base
from regelwijzer.knowledge.models import (
    Begrip,
    Feit,
    Kader,
    Partij,
    Thema,
    Wet,
)
from regelwijzer.knowledge.rulefile import RuleFile
from regelwijzer.reasoning.case import parse_value
from regelwijzer.reasoning.values import Value

TODAY = date(2026, 11, 22)
FLAGS = [f"feit.f{i}" for i in range(6)]
OPTIONS = ["a", "b", "c"]
BRON = [{"wet": "proefwet", "artikel": "1"}]
TEXT = dict.fromkeys(
    (*("wat", "beslist", "betaalt", "aanvragen"), *("termijnen", "rechtsmiddelen", "valkuil")), "x"
)


@dataclass(frozen=True)
class RandomBase:
    """A random base together with the generator that made it, for drawing cases."""

    base: Kennisbank
    rng: random.Random


def random_base(seed: int, begrippen: int = 8) -> RandomBase:
    """Return a random, valid base with every kind of feit and condition."""
    rng = random.Random(seed)
    names: list[str] = []
    raw_begrippen = []
    for number in range(begrippen):
        name = f"begrip.b{number}"
        regels = [_regel(rng, f"{name}.r{i}", names, depth=2) for i in range(rng.randint(1, 3))]
        raw_begrippen.append({"begrip": name, "titel": name, "regels": regels})
        names.append(name)
    kaders = [
        {
            "kader": f"kader.k{i}",
            "wet": "proefwet",
            "titel": "k",
            "soort": "recht",
            "als": _condition(rng, names, 2),
            "beslist": ["ciz"],
            "bron": BRON,
            "teksten": {"professional": TEXT, "ouder": TEXT},
        }
        for i in range(3)
    ]
    parsed = RuleFile.model_validate({"begrippen": raw_begrippen, "kaders": kaders})
    base = Kennisbank(
        wetten={
            "proefwet": Wet(wet="proefwet", titel="P", kort="P", laag="wet", bwb="BWBR0000001")
        },
        themas={"proef": Thema(thema="proef", titel="P", titel_ouder="P")},
        partijen={"ciz": Partij(partij="ciz", titel="CIZ", titel_ouder="CIZ")},
        feiten=_feiten(),
        begrippen={item.begrip: item for item in _begrippen(parsed)},
        kaders={item.kader: item for item in _kaders(parsed)},
    )
    checked, errors = check_base(base)
    assert not errors, errors
    return RandomBase(checked, rng)


def _begrippen(parsed: RuleFile) -> list[Begrip]:
    return parsed.begrippen


def _kaders(parsed: RuleFile) -> list[Kader]:
    return parsed.kaders


def _feiten() -> dict[str, Feit]:
    raw: list[dict[str, Any]] = [{"feit": name, "type": "ja_nee"} for name in FLAGS]
    choices = [{"keuze": option, "titel": option} for option in OPTIONS]
    raw += [
        {"feit": "feit.keuze", "type": "keuze", "keuzes": choices},
        {"feit": "feit.meer", "type": "meerkeuze", "keuzes": choices},
        {"feit": "feit.getal", "type": "getal", "minimum": 0, "maximum": 100},
        {"feit": "jeugdige.geboortedatum", "type": "datum"},
        {"feit": "feit.datum", "type": "datum"},
    ]
    oordeel = {"door": ["ciz"], "bewijs": {"professional": "x", "ouder": "x"}}
    raw[0]["oordeel"] = oordeel
    raw[1]["oordeel"] = oordeel
    feiten = [Feit.model_validate({"titel": r["feit"], "thema": "proef", **r}) for r in raw]
    return {feit.feit: feit for feit in feiten}


def _regel(rng: random.Random, name: str, names: list[str], depth: int) -> dict[str, Any]:
    regel: dict[str, Any] = {
        "regel": name,
        "als": _condition(rng, names, depth),
        "bron": BRON,
        "aard": "wet",
        "gecontroleerd": {"op": TODAY},
    }
    if depth and rng.random() < 0.4:
        regel["tenzij"] = [
            _regel(rng, f"{name}.t{i}", names, depth - 1) for i in range(rng.randint(1, 2))
        ]
    if rng.random() < 0.3:
        regel["geldig"] = {
            "vanaf": TODAY - timedelta(days=rng.randint(-400, 2000)),
            "ervoor": rng.choice(["nee", "onbekend"]),
        }
        if rng.random() < 0.3:
            regel["geldig"]["tot"] = regel["geldig"]["vanaf"] + timedelta(days=500)
    return regel


def _condition(rng: random.Random, names: list[str], depth: int) -> Any:
    if depth and rng.random() < 0.7:
        kind = rng.choice(["alle", "een_van", "niet", "alle", "een_van"])
        if kind == "niet":
            return {"niet": _condition(rng, names, depth - 1)}
        return {kind: [_condition(rng, names, depth - 1) for _ in range(rng.randint(1, 3))]}
    kind = rng.randrange(8)
    if kind <= 1 and names:
        return rng.choice(names)
    if kind <= 2:
        return rng.choice(FLAGS)
    if kind == 3:
        return {"feit": "feit.keuze", "in": rng.sample(OPTIONS, rng.randint(1, 2))}
    if kind == 4:
        return {"feit": "feit.meer", "bevat": rng.choice(OPTIONS)}
    if kind == 5:
        word = rng.choice(["vanaf", "boven", "onder", "tot_en_met"])
        return {"feit": "feit.getal", word: rng.choice([20, 50, 70])}
    if kind == 6:
        return {"leeftijd": {rng.choice(["vanaf", "tot"]): rng.choice([12, 16, "18j6m", 18])}}
    word = rng.choice(["voor", "uiterlijk", "na", "vanaf"])
    other = rng.choice(["peildatum", "verjaardag 18", "2026-01-01", "peildatum - 6 maanden"])
    return {"datum": "feit.datum", word: other}


def random_values(base: Kennisbank, rng: random.Random, known: float = 0.6) -> dict[str, Value]:
    """Return a random partial case: each feit known with probability *known*."""
    raw: dict[str, Any] = {}
    for feit in base.feiten.values():
        if rng.random() < known:
            raw[feit.feit] = _answer(rng, feit)
    values = {name: parse_value(base.feiten[name], answer) for name, answer in raw.items()}
    return {name: value for name, value in values.items() if value is not None}


def _answer(rng: random.Random, feit: Feit) -> Any:
    if feit.type == "ja_nee":
        return rng.choice(["ja", "nee"])
    if feit.type == "keuze":
        return rng.sample(OPTIONS, rng.choice([1, 1, 2]))
    if feit.type == "meerkeuze":
        chosen = rng.sample(OPTIONS, rng.randint(0, 3))
        if rng.random() < 0.3:
            return {"wel": chosen[:1], "niet": chosen[1:]}
        return chosen
    if feit.type == "getal":
        low = rng.randint(0, 90)
        return {"van": low, "tot": low + rng.choice([0, 0, 10])}
    first = TODAY - timedelta(days=rng.randint(0, 9000))
    return {"van": first, "tot": first + timedelta(days=rng.choice([0, 0, 30]))}
