"""Columns and row ids that look like a person: warned about, and left out.

Nothing that stands in a cell is ever written or logged, except the row id, and that only
when it looks like a pseudonym.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

_NAMES = {
    "een BSN": r"bsn|burgerservice|sofi",
    "een naam": r"naam|voorletter|initialen|roepnaam|tussenvoegsel|jeugdige$|client$|cliënt$",
    "een adres": r"adres|straat|postcode|huisnummer|huisnr|woonplaats",
    "een e-mailadres": r"e-?mail",
    "een telefoonnummer": r"telefoon|mobiel|tel$|tel\.|gsm",
}
_BY_NAME = [(what, re.compile(pattern)) for what, pattern in _NAMES.items()]
# One letter before the @ will do: with more, a cell of very many letters would take for ever.
_EMAIL = re.compile(r"[^\s@]@[^\s@]+\.[a-z]{2,}", re.IGNORECASE)
_PHONE = re.compile(r"^(\+31|0031|0)[\s-]?[1-9]([\s-]?\d){8}$")
_POSTCODE = re.compile(r"\b[1-9]\d{3}\s?[A-Z]{2}\b")
_STREET = re.compile(r"(straat|weg|laan|plein|gracht|dijk|kade|hof)\s+\d+", re.IGNORECASE)
_PERSON = re.compile(
    r"^[A-ZÀ-Ý][\w'’.-]*(,)?(\s+(van|de|der|den|ter|ten|el|al|'t|in|op|[A-ZÀ-Ý][\w'’.-]*))*"
    r"\s+[A-ZÀ-Ý][\w'’.-]+$"
)
_NINE = re.compile(r"^\d{8,9}$")
_PSEUDONYM = re.compile(r"^(?=.*\d)[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$")

# What needs no closer look: Arrow tells these apart, a whole slice at once.
_SAFE = r"^[A-Za-z0-9]?[A-Za-z0-9._/-]{0,38}[0-9][A-Za-z0-9._/-]{0,20}$"
_ODD = r"^[._/-]|^.{41,}$|^[0-9.]{8,}$|^[+0][0-9-]{9,}|[1-9][0-9]{3}[A-Z]{2}"

SAMPLE = 500
"""Different cells of a column that are looked at."""


@dataclass(frozen=True)
class Suspicion:
    """A column that looks like personal data, and like what."""

    column: str
    what: str

    def __str__(self) -> str:
        return (
            f"De kolom '{self.column}' lijkt op {self.what} en is weggelaten; "
            "haal zulke gegevens uit het bestand voordat u het deelt."
        )


def is_bsn(text: str) -> bool:
    """Tell whether *text* passes the check of a burgerservicenummer (elfproef).

    >>> is_bsn("111222333"), is_bsn("111222334")
    (True, False)
    """
    if not _NINE.match(text) or not int(text):
        return False
    digits = [int(digit) for digit in text.zfill(9)]
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(d * w for d, w in zip(digits, weights, strict=True)) % 11 == 0


def looks_like(text: str) -> str:
    """Say what kind of personal data *text* looks like; empty when like none."""
    compact = text.replace(".", "").replace(" ", "")
    if is_bsn(compact):
        return "een BSN"
    if _EMAIL.search(text):
        return "een e-mailadres"
    if _PHONE.match(text):
        return "een telefoonnummer"
    if _POSTCODE.search(text) or _STREET.search(text):
        return "een adres"
    if _PERSON.match(text):
        return "een naam"
    return ""


def suspect_name(name: str) -> str:
    """Say what kind of personal data a column with this *name* would hold."""
    plain = name.strip().casefold()
    return next((what for what, pattern in _BY_NAME if pattern.search(plain)), "")


def suspect_cells(cells: Iterable[Any], allowed: Iterable[str] = ()) -> str:
    """Say what kind of personal data many of *cells* look like; *allowed* are no suspects."""
    known = {text.casefold() for text in allowed}
    texts = [text for cell in cells if (text := _text(cell)) and text.casefold() not in known]
    if not texts:
        return ""
    counts: dict[str, int] = {}
    for text in texts:
        if what := looks_like(text):
            counts[what] = counts.get(what, 0) + 1
    for what, count in counts.items():
        enough = 0.5 if what in ("een BSN", "een naam") else 0.2
        if count >= enough * len(texts):
            return what
    return ""


def _text(cell: Any) -> str:
    if isinstance(cell, bytes):
        return cell.decode("utf-8", errors="replace").strip()
    return str(cell).strip() if isinstance(cell, str | int) and cell is not True else ""


def sample(column: pa.Array) -> list[Any]:
    """Return some of the different cells of a column."""
    if pa.types.is_nested(column.type):
        return []
    unique = column.unique() if not pa.types.is_dictionary(column.type) else column.dictionary
    return list(unique[:SAMPLE].to_pylist())


def pseudonyms(column: pa.Array) -> tuple[pa.Array, list[int]]:
    """Return the row ids that look like pseudonyms, and the rows whose id does not."""
    if not pa.types.is_binary(column.type):
        column = column.cast(pa.string())
    safe = pc.and_(
        pc.match_substring_regex(column, _SAFE), pc.invert(pc.match_substring_regex(column, _ODD))
    )
    safe = pc.fill_null(safe, False)
    refused: list[int] = []
    good = safe.to_numpy(zero_copy_only=False).copy()
    for row in (~good).nonzero()[0].tolist():
        text = _text(column[row].as_py())
        if _PSEUDONYM.match(text) and not looks_like(text):
            good[row] = True
        elif text:
            refused.append(row)
    ids = pc.if_else(pa.array(good), column, pa.scalar(None, column.type))
    return ids.cast(pa.string()), refused


def neutral(text: str) -> str:
    """Return *text* so that a spreadsheet does not take it for a formula.

    >>> neutral("=1+1")
    "'=1+1"
    """
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") else text


def shown_names(names: Sequence[str], most: int = 8) -> str:
    """Return column names for one sentence."""
    more = f" en {len(names) - most} andere" if len(names) > most else ""
    return ", ".join(f"'{name}'" for name in names[:most]) + more
