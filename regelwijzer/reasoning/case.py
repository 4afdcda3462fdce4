"""A case (zaak): the peildatum, who asks, the hulpvragen and what is known of the feiten."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.dates import BIRTH
from regelwijzer.knowledge.errors import CaseError
from regelwijzer.knowledge.models import Feit
from regelwijzer.knowledge.yamlio import parse_json, parse_yaml, read_limited
from regelwijzer.reasoning.former import carried_over
from regelwijzer.reasoning.values import Chosen, Interval, Options, Period, Value

DOELGROEPEN = ("jeugdbeschermer", "ouder", "jongere", "trainer")
EARLIEST, LATEST = date(1900, 1, 1), date(2150, 12, 31)
MAX_FEITEN = 2000
_KEYS = {"peildatum", "doelgroep", "hulpvragen", "feiten", "titel", "toelichting", "regelwijzer"}
"""``regelwijzer`` is the version mark of a file with saved answers, which is a case too."""
_MONTH = re.compile(r"^(\d{4})-(\d{2})$")
_YEAR = re.compile(r"^(\d{4})$")


@dataclass(frozen=True)
class Case:
    """One case; *values* holds only what is known, a missing feit is onbekend."""

    peildatum: date
    values: Mapping[str, Value] = field(default_factory=dict)
    hulpvragen: tuple[str, ...] = ()
    doelgroep: str = "jeugdbeschermer"

    def at(self, peildatum: date) -> Case:
        """Return the same case on another peildatum."""
        return Case(peildatum, self.values, self.hulpvragen, self.doelgroep)

    @property
    def oldest(self) -> float | None:
        """The age in years that fits the answers, the oldest it can be; only to order things."""
        born = self.values.get(BIRTH)
        return (self.peildatum - born.first).days / 365.25 if isinstance(born, Period) else None


def read_case(path: Path, base: Kennisbank) -> Case:
    """Read a case file (YAML or JSON); raises CaseError with one clear sentence."""
    shown = path.name
    try:
        text = read_limited(path)
    except FileNotFoundError:
        raise CaseError(f"Het bestand {shown} bestaat niet; controleer de naam.") from None
    except (OSError, UnicodeDecodeError):
        raise CaseError(
            f"Het bestand {shown} is niet te lezen; bewaar het als gewone tekst (UTF-8)."
        ) from None
    except ValueError:
        raise CaseError(
            f"Het bestand {shown} is te groot voor een zaak; kies een ander bestand."
        ) from None
    return parse_case(text, base, shown)


def parse_case(text: str, base: Kennisbank, shown: str = "de zaak") -> Case:
    """Parse the text of a case file; raises CaseError."""
    try:
        raw = parse_json(text) if text.lstrip().startswith("{") else parse_yaml(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        problem = str(getattr(error, "problem", None) or error)
        mark = getattr(error, "problem_mark", None)
        place = f" op regel {mark.line + 1}" if mark else ""
        raise CaseError(
            f"{shown} is geen geldige YAML of JSON{place} ({problem}); "
            "controleer het inspringen en de dubbele punten."
        ) from None
    return make_case(raw, base, shown)


def make_case(raw: Any, base: Kennisbank, shown: str = "de zaak") -> Case:
    """Build a Case from parsed YAML or JSON; raises CaseError that names the field."""
    if not isinstance(raw, dict):
        raise CaseError(f"{shown} bevat geen zaak; begin met 'peildatum:' en 'feiten:'.")
    extra = sorted(str(key) for key in raw if key not in _KEYS)
    if extra:
        raise CaseError(
            f"{shown}: het veld '{extra[0]}' bestaat niet; gebruik peildatum, doelgroep, "
            "hulpvragen en feiten."
        )
    peildatum = _one_day(raw.get("peildatum"), shown)
    doelgroep = raw.get("doelgroep", "jeugdbeschermer")
    if doelgroep not in DOELGROEPEN:
        raise CaseError(
            f"{shown}: de doelgroep '{doelgroep}' bestaat niet; kies uit {', '.join(DOELGROEPEN)}."
        )
    values = parse_feiten(raw.get("feiten") or {}, base, shown)
    return Case(peildatum, values, _hulpvragen(raw.get("hulpvragen"), base, shown), doelgroep)


def _hulpvragen(raw: Any, base: Kennisbank, shown: str) -> tuple[str, ...]:
    items = [] if raw is None else raw
    if not isinstance(items, list):
        raise CaseError(f"{shown}: 'hulpvragen' is een lijst, bijvoorbeeld [verblijf].")
    for item in items:
        if not isinstance(item, str) or item not in base.hulpvormen:
            raise CaseError(
                f"{shown}: de hulpvraag '{item}' bestaat niet; kies uit "
                f"{', '.join(base.hulpvormen)}."
            )
    return tuple(dict.fromkeys(items))


def parse_feiten(raw: Any, base: Kennisbank, shown: str = "de zaak") -> dict[str, Value]:
    """Parse the ``feiten:`` of a case; an onbekend feit is left out. Raises CaseError."""
    if not isinstance(raw, dict):
        raise CaseError(f"{shown}: 'feiten' is geen lijst met namen en antwoorden.")
    if len(raw) > MAX_FEITEN:
        raise CaseError(f"{shown}: er staan meer dan {MAX_FEITEN} feiten in.")
    values: dict[str, Value] = {}
    if any(str(name) not in base.feiten for name in raw):
        raw, _ = carried_over(raw, base)
    for name, answer in raw.items():
        feit = base.feiten.get(str(name))
        if feit is None:
            raise CaseError(
                f"{shown}: het feit '{name}' bestaat niet{_nearest(str(name), base)}; "
                "'regelwijzer feiten' toont alle feiten."
            )
        value = parse_value(feit, answer, shown)
        if value is not None:
            values[feit.feit] = value
    return values


def _nearest(name: str, base: Kennisbank) -> str:
    close = difflib.get_close_matches(name[:200], base.feiten, n=1)
    return f" (bedoelt u '{close[0]}'?)" if close else ""


def parse_value(feit: Feit, raw: Any, shown: str = "de zaak") -> Value | None:
    """Parse one answer; None when it says onbekend. Raises CaseError."""
    if raw is None or raw == "onbekend":
        return None
    parser = {
        "ja_nee": _yes_no,
        "keuze": _option,
        "meerkeuze": _options,
        "getal": _number,
        "datum": _day,
    }[feit.type]
    value = parser(feit, raw)
    if value is None:
        raise CaseError(
            f"{shown}: het antwoord '{_short(raw)}' past niet bij {feit.feit}; "
            f"{expected_answer(feit)}."
        )
    return value


def _short(raw: Any) -> str:
    text = str(raw)
    return text if len(text) <= 40 else text[:40] + "..."


def expected_answer(feit: Feit) -> str:
    """Return how an answer to *feit* is written, as the end of a sentence."""
    if feit.type == "ja_nee":
        return "antwoord ja, nee of onbekend"
    if feit.type == "keuze":
        return f"kies uit {', '.join(o.keuze for o in feit.keuzes)}, of onbekend"
    if feit.type == "meerkeuze":
        return f"geef een lijst met {', '.join(o.keuze for o in feit.keuzes)}, of onbekend"
    if feit.type == "getal":
        low = "" if feit.minimum is None else f" vanaf {feit.minimum:g}"
        high = "" if feit.maximum is None else f" tot en met {feit.maximum:g}"
        return f"geef een getal{low}{high}, {{van: .., tot: ..}} of onbekend"
    return "geef jjjj-mm-dd, jjjj-mm, {van: .., tot: ..} of onbekend"


def _yes_no(feit: Feit, raw: Any) -> Value | None:
    if raw == "ja" or raw is True:
        return True
    if raw == "nee" or raw is False:
        return False
    return None


def _option(feit: Feit, raw: Any) -> Value | None:
    known = {option.keuze for option in feit.keuzes}
    items = raw if isinstance(raw, list) else [raw]
    if not items or not all(isinstance(item, str) and item in known for item in items):
        return None
    return Options(frozenset(items))


def _options(feit: Feit, raw: Any) -> Value | None:
    known = frozenset(option.keuze for option in feit.keuzes)
    if isinstance(raw, dict):
        if not set(raw) <= {"wel", "niet"}:
            return None
        wel, niet = raw.get("wel", []), raw.get("niet", [])
    else:
        wel = raw if isinstance(raw, list) else [raw]
        niet = None
    lists = [wel] + ([niet] if niet is not None else [])
    if not all(isinstance(x, list) and all(isinstance(y, str) for y in x) for x in lists):
        return None
    chosen = frozenset(wel)
    refused = known - chosen if niet is None else frozenset(niet)
    if not chosen <= known or not refused <= known or chosen & refused:
        return None
    return Chosen(chosen, refused)


def _number(feit: Feit, raw: Any) -> Value | None:
    if isinstance(raw, dict):
        if not raw or not set(raw) <= {"van", "tot"}:
            return None
        low, high = raw.get("van", feit.minimum), raw.get("tot", feit.maximum)
        low = -1e9 if low is None else low
        high = 1e9 if high is None else high
    else:
        low = high = raw
    for bound in (low, high):
        if isinstance(bound, bool) or not isinstance(bound, int | float):
            return None
        if abs(bound) > 1e9 or not math.isfinite(bound):
            return None
    if low > high or (feit.minimum is not None and low < feit.minimum):
        return None
    if feit.maximum is not None and high > feit.maximum:
        return None
    return Interval(float(low), float(high))


def _day(feit: Feit, raw: Any) -> Value | None:
    if isinstance(raw, dict):
        if not raw or not set(raw) <= {"van", "tot"}:
            return None
        first = _period(raw.get("van", EARLIEST))
        last = _period(raw.get("tot", LATEST))
        if first is None or last is None or first.first > last.last:
            return None
        return Period(first.first, last.last)
    return _period(raw)


def _period(raw: Any) -> Period | None:
    """Return the days meant by a date, a month (2009-05) or a year (2009)."""
    if isinstance(raw, date) and not hasattr(raw, "hour"):
        return Period(raw, raw) if EARLIEST <= raw <= LATEST else None
    text = str(raw)
    try:
        if match := _MONTH.match(text):
            first = date(int(match[1]), int(match[2]), 1)
            last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        elif match := _YEAR.match(text):
            first, last = date(int(match[1]), 1, 1), date(int(match[1]), 12, 31)
        elif isinstance(raw, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", raw):
            first = last = date.fromisoformat(raw)
        else:
            return None
    except ValueError:
        return None
    return Period(first, last) if first >= EARLIEST and last <= LATEST else None


def _one_day(raw: Any, shown: str) -> date:
    if raw is None:
        raise CaseError(f"{shown}: de peildatum ontbreekt; voeg 'peildatum: jjjj-mm-dd' toe.")
    period = _period(raw)
    if period is None or period.first != period.last:
        raise CaseError(
            f"{shown}: de peildatum '{_short(raw)}' is geen dag tussen 1900 en 2150; "
            "schrijf jjjj-mm-dd."
        )
    return period.first


def plain(value: Value) -> Any:
    """Return *value* as it is written in a case file (the inverse of parse_value)."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, Options):
        options = sorted(value.possible)
        return options[0] if len(options) == 1 else options
    if isinstance(value, Chosen):
        return {"wel": sorted(value.wel), "niet": sorted(value.niet)}
    if isinstance(value, Interval):
        low, high = (int(x) if x == int(x) else x for x in (value.low, value.high))
        return low if low == high else {"van": low, "tot": high}
    first, last = value.first.isoformat(), value.last.isoformat()
    return first if first == last else {"van": first, "tot": last}
