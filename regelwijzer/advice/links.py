"""Citations as text and as links to the law; the only place where a link is built."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import quote

from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.models import Bron
from regelwijzer.knowledge.text import enumerate_words

_HOST = "https://wetten.overheid.nl"
_RULINGS = "https://uitspraken.rechtspraak.nl"


def law_link(bwb: str, day: date, artikel: str | None = None, lid: str | None = None) -> str:
    """Return the link to an article (and lid) in the version of *day*.

    >>> law_link("BWBR0034925", date(2026, 11, 22), "2.3", "1")
    'https://wetten.overheid.nl/jci1.3:c:BWBR0034925&artikel=2.3&lid=1&z=2026-11-22&g=2026-11-22'
    """
    if bwb.startswith("CVDR"):
        return f"https://lokaleregelgeving.overheid.nl/{quote(bwb)}"
    parts = [f"{_HOST}/jci1.3:c:{quote(bwb)}"]
    if artikel:
        parts.append(f"artikel={quote(artikel, safe=':.')}")
    if lid:
        parts.append(f"lid={quote(lid)}")
    parts += [f"z={day.isoformat()}", f"g={day.isoformat()}"]
    return "&".join(parts)


def bron_link(base: Kennisbank, bron: Bron, day: date) -> str | None:
    """Return the link of a citation, or None when the source has no fixed address."""
    if bron.ecli:
        return f"{_RULINGS}/details?id={quote(bron.ecli, safe=':')}"
    wet = base.wetten[bron.wet]
    if wet.bwb:
        return law_link(wet.bwb, day, bron.artikel, bron.lid[0] if bron.lid else None)
    return wet.url


def bron_text(base: Kennisbank, bron: Bron) -> str:
    """Return a citation as text: ``Jeugdwet art. 1.2 lid 1 onder a``."""
    if bron.ecli:
        return bron.ecli
    parts = [base.wetten[bron.wet].kort]
    if bron.artikel:
        parts.append(f"art. {bron.artikel}")
    if bron.lid:
        parts.append(f"lid {enumerate_words(bron.lid)}")
    if bron.onderdeel:
        parts.append(f"onder {enumerate_words(bron.onderdeel)}")
    return " ".join(parts)


def bron_json(base: Kennisbank, bron: Bron, day: date) -> dict[str, Any]:
    """Return a citation as plain data, with its link to the text on *day*."""
    return {
        "wet": bron.wet,
        "bwb": base.wetten[bron.wet].bwb,
        "artikel": bron.artikel,
        "lid": list(bron.lid),
        "onderdeel": list(bron.onderdeel),
        "ecli": bron.ecli,
        "tekst": bron_text(base, bron),
        "url": bron_link(base, bron, day),
    }
