"""The figures of the rule base that the documents name; no number is typed by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version

from regelwijzer.knowledge.base import Kennisbank


@dataclass(frozen=True)
class Figures:
    """Counts, laws (name, address) and dates of one rule base."""

    version: str
    digest: str
    feiten: int
    regels: int
    kaders: int
    oordelen: int
    laws: tuple[tuple[str, str], ...]
    themas: tuple[tuple[str, int], ...]
    first_check: date | None
    last_check: date | None


def figures(base: Kennisbank) -> Figures:
    """Count what is in *base*."""
    rules = [regel for begrip in base.begrippen.values() for regel in begrip.regels]
    checks = [regel.gecontroleerd.op for regel in rules if regel.gecontroleerd]
    themas = {
        thema.titel: sum(feit.thema == name for feit in base.feiten.values())
        for name, thema in base.themas.items()
    }
    used = {bron.wet for regel in rules for bron in regel.bron}
    used |= {kader.wet for kader in base.kaders.values()}
    laws = [
        (law.titel, law.url or (f"https://wetten.overheid.nl/{law.bwb}" if law.bwb else ""))
        for name, law in sorted(base.wetten.items())
        if name in used and law.laag in ("wet", "verdrag")
    ]
    return Figures(
        version=product_version(),
        digest=base.digest,
        feiten=len(base.feiten),
        regels=len(rules),
        kaders=len(base.kaders),
        oordelen=sum(feit.oordeel is not None for feit in base.feiten.values()),
        laws=tuple(laws),
        themas=tuple((title, count) for title, count in themas.items() if count),
        first_check=min(checks, default=None),
        last_check=max(checks, default=None),
    )


def product_version() -> str:
    """Return the version of the installed product."""
    try:
        return version("regelwijzer")
    except PackageNotFoundError:
        return "onbekend"
