"""From one cell to what it says about a feit, or the reason why it says nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from regelwijzer.caseload import old_letters
from regelwijzer.knowledge.errors import CaseError
from regelwijzer.knowledge.models import Feit
from regelwijzer.reasoning.case import expected_answer, parse_value
from regelwijzer.reasoning.values import Value

EMPTY = frozenset({"", "onbekend", "?", "nb", "n.b.", "null", "nan", "none", "#n/b"})
"""Cell texts that say that nothing is known."""

_DUTCH_DAY = re.compile(r"^(\d{1,2})-(\d{1,2})-(\d{4})$")
_MIDNIGHT = re.compile(r"^(\d{4}-\d{2}-\d{2})[T ]00:00(:00(\.0+)?)?$")
_NUMBER = re.compile(r"^-?\d+([.,]\d+)?$")
_TRUE, _FALSE = frozenset({"ja", "j", "true", "waar"}), frozenset({"nee", "n", "false", "onwaar"})


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says: a value, nothing (onbekend), or a fault with its reason."""

    value: Value | None = None
    fault: str = ""


NOTHING = Cell()


def read_cell(feit: Feit, raw: Any, words: Mapping[str, str] | None = None) -> Cell:
    """Read one cell; the text itself never comes back in the fault.

    >>> from regelwijzer.knowledge.models import Feit
    >>> toezicht = Feit(feit="zorg.toezicht", type="ja_nee", titel="Toezicht", thema="zorg")
    >>> read_cell(toezicht, b"Ja").value
    True
    >>> read_cell(toezicht, "misschien").fault
    'antwoord ja, nee of onbekend'
    """
    if isinstance(raw, bytes):
        raw = old_letters.decode(raw)
    if isinstance(raw, str):
        raw = raw.strip()
        raw = (words or {}).get(raw.casefold(), raw)
        if raw.casefold() in EMPTY:
            return NOTHING
        raw = _written(feit, raw)
    elif words and not isinstance(raw, date) and str(raw).casefold() in words:
        return read_cell(feit, words[str(raw).casefold()])
    elif isinstance(raw, Decimal):
        raw = float(raw)
    elif isinstance(raw, datetime):
        raw = raw.date() if not (raw.hour or raw.minute or raw.second) else raw
    elif isinstance(raw, float) and raw != raw:
        return NOTHING
    elif feit.type == "datum" and isinstance(raw, int | float) and raw == int(raw):
        raw = str(int(raw))  # a year
    try:
        return Cell(parse_value(feit, raw))
    except CaseError:
        return Cell(fault=_wanted(feit))


def _wanted(feit: Feit) -> str:
    """Return how the cell should be written (in a table there are no braces)."""
    text = expected_answer(feit).replace("{van: .., tot: ..}", "van..tot")
    if feit.type == "meerkeuze":
        return text.replace("geef een lijst met", "schrijf met | ertussen (of: geen)")
    if feit.type == "datum":
        return text.replace("jjjj-mm-dd, ", "jjjj-mm-dd, dd-mm-jjjj, ", 1)
    return text


def _written(feit: Feit, text: str) -> Any:
    """Return *text* in the form that a case file uses; unchanged when it has no such form."""
    if feit.type == "ja_nee":
        word = text.casefold()
        return "ja" if word in _TRUE else "nee" if word in _FALSE else text
    if feit.type in ("keuze", "meerkeuze"):
        return _options(feit, text)
    low, dots, high = text.partition("..")
    if dots:
        ends = {"van": low.strip(), "tot": high.strip()}
        return {key: _single(feit, end) for key, end in ends.items() if end}
    return _single(feit, text)


def _options(feit: Feit, text: str) -> Any:
    if feit.type == "meerkeuze" and text.casefold() == "geen":
        return []
    known = {option.titel.casefold(): option.keuze for option in feit.keuzes}
    known |= {option.keuze: option.keuze for option in feit.keuzes}
    parts = [part.strip() for part in text.split("|")]
    return [known.get(part.casefold(), part) for part in parts]


def _single(feit: Feit, text: str) -> Any:
    if feit.type == "getal":
        return float(text.replace(",", ".")) if _NUMBER.match(text) else text
    if match := _DUTCH_DAY.match(text):
        return f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    if match := _MIDNIGHT.match(text):
        return match[1]
    return text
