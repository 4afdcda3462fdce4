"""The gap map: for which kind of help, at which age, can it be that no law carries it?

The gaps come from ``rules/gaten.yaml``. ``regelwijzer controleer`` proves with a SAT solver
that the list is exactly what follows from the rules; one place of the map can be computed
again here, by the same finder.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO

from regelwijzer.audit.gaps import GapFinder
from regelwijzer.audit.miters import Outcomes
from regelwijzer.audit.profile import BANDS, Gap, GapFile
from regelwijzer.audit.sat import World
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.text import enumerate_words
from regelwijzer.reasoning.compiler import Program

FREE, SOME, ALWAYS = "vrij", "soms", "altijd"
ICONS = {FREE: "✓", SOME: "▲", ALWAYS: "✕"}
WORDS = {
    FREE: "geen gat gevonden",
    SOME: "voor sommigen geen wet",
    ALWAYS: "voor niemand een wet",
}


@dataclass(frozen=True)
class Found:
    """A known gap in one place of the map: its explanation, and for whom it is (in words)."""

    gap: Gap
    who: tuple[str, ...]


@dataclass(frozen=True)
class Spot:
    """One place of the map."""

    hulpvorm: str
    band: str
    found: tuple[Found, ...]

    @property
    def count(self) -> int:
        """How many smallest combinations have no law."""
        return sum(len(item.who) for item in self.found)

    @property
    def kind(self) -> str:
        """FREE, SOME or ALWAYS."""
        if not self.found:
            return FREE
        return ALWAYS if any("" in item.who for item in self.found) else SOME


@dataclass(frozen=True)
class GapRow:
    """One kind of help with its places, youngest first."""

    hulpvorm: str
    title: str
    spots: tuple[Spot, ...]


def gap_map(base: Kennisbank, file: GapFile) -> list[GapRow]:
    """Return the whole map, in the order of the file."""
    return [
        GapRow(
            hulpvorm,
            base.hulpvormen[hulpvorm].titel,
            tuple(_spot(file, hulpvorm, band) for band in BANDS),
        )
        for hulpvorm in file.hulpvormen
    ]


def _spot(file: GapFile, hulpvorm: str, band: str) -> Spot:
    found = []
    for gap in file.gaten:
        who = tuple(
            words(file, combination)
            for place in gap.gevallen
            if band in place.waar.get(hulpvorm, ())
            for combination in place.combinaties
        )
        if who:
            found.append(Found(gap, who))
    return Spot(hulpvorm, band, tuple(found))


def words(file: GapFile, combination: Mapping[str, Sequence[str]]) -> str:
    """Return for whom a gap is: its profile feiten with their values ('' is everybody)."""
    parts = []
    for item in file.profiel:
        allowed = combination.get(item.profiel)
        if allowed:
            titles = {value.waarde: value.titel for value in item.waarden}
            said = enumerate_words([titles.get(name, name) for name in allowed], "of")
            parts.append(f"{item.titel}: {said}")
    return "; ".join(parts)


@dataclass(frozen=True)
class Recount:
    """What computing one place again gave: how many gaps, and if the list says the same."""

    count: int
    same: bool
    complete: bool


def recompute(
    base: Kennisbank, program: Program, file: GapFile, hulpvorm: str, band: str, day: date
) -> Recount:
    """Compute one place of the map again on *day* and compare it with the list."""
    world = World(base, program, day)
    try:
        finder = GapFinder(world, Outcomes(program), file)
        column = finder.column(hulpvorm, band)
        listed = {
            finder.combination(combination)
            for gap in file.gaten
            for place in gap.gevallen
            if band in place.waar.get(hulpvorm, ())
            for combination in place.combinaties
        }
        return Recount(len(column.gaps), set(column.gaps) == listed, column.complete)
    finally:
        world.close()


def as_csv(rows: Sequence[GapRow]) -> str:
    """Return the map as CSV: one line for each gap in each place."""
    target = StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\n")
    writer.writerow(["hulpvorm", "leeftijd", "gat", "voor wie", "wat dan"])
    for row in rows:
        for spot in row.spots:
            if not spot.found:
                writer.writerow([row.title, spot.band, "geen gat gevonden", "", ""])
            for item in spot.found:
                for who in item.who:
                    cells = [item.gap.titel, who or "iedereen", item.gap.dan.professional]
                    writer.writerow([row.title, spot.band, *cells])
    return target.getvalue()
