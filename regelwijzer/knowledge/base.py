"""The Kennisbank: every element of the rule base by its id, immutable and validated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from regelwijzer.knowledge.models import (
    CARRYING,
    Aandachtspunt,
    Aankondiging,
    Begrip,
    Feit,
    Hulpvorm,
    Kader,
    Mijlpaal,
    Partij,
    Regel,
    Route,
    Thema,
    Voorrang,
    Wet,
)
from regelwijzer.knowledge.procedures import Procedure
from regelwijzer.knowledge.profiles import Casusprofiel
from regelwijzer.knowledge.text import enumerate_words

RIGHTS_THEME = "recht"
UNKNOWN_LAW = "recht.niet_opgenomen"
"""Atom that is never known: stands for law of before the base's validity."""


@dataclass(frozen=True)
class Kennisbank:
    """All law, by id. Build it with :func:`regelwijzer.knowledge.loader.load_base`."""

    wetten: dict[str, Wet] = field(default_factory=dict)
    themas: dict[str, Thema] = field(default_factory=dict)
    partijen: dict[str, Partij] = field(default_factory=dict)
    hulpvormen: dict[str, Hulpvorm] = field(default_factory=dict)
    feiten: dict[str, Feit] = field(default_factory=dict)
    begrippen: dict[str, Begrip] = field(default_factory=dict)
    kaders: dict[str, Kader] = field(default_factory=dict)
    voorrang: dict[str, Voorrang] = field(default_factory=dict)
    mijlpalen: dict[str, Mijlpaal] = field(default_factory=dict)
    aandachtspunten: dict[str, Aandachtspunt] = field(default_factory=dict)
    aankondigingen: dict[str, Aankondiging] = field(default_factory=dict)
    routes: dict[str, Route] = field(default_factory=dict)
    procedures: dict[str, Procedure] = field(default_factory=dict)
    casusprofielen: dict[str, Casusprofiel] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    digest: str = ""
    file_digests: dict[str, str] = field(default_factory=dict)

    def regels(self) -> Iterator[tuple[Regel, Begrip]]:
        """Yield every regel, exceptions included, with the begrip it belongs to."""
        for begrip in self.begrippen.values():
            for regel in begrip.regels:
                for part in walk_regel(regel):
                    yield part, begrip

    def who(self, names: Iterable[str], plain: bool, last: str = "en") -> str:
        """Return the titles of these partijen as one enumeration: ``de school of de gemeente``."""
        found = [self.partijen[name] for name in names]
        return enumerate_words([p.titel_ouder if plain else p.titel for p in found], last)

    def carriers(self, hulpvorm: str) -> list[Kader]:
        """Return the kaders by which a law carries *hulpvorm*.

        For help these are the soorten in CARRYING. For what belongs to the theme of rights
        (protection, remedies, support) every soort counts: a complaint is carried by the right
        to complain. Without that, the app would say that no law lets somebody object.
        """
        rights = self.hulpvormen[hulpvorm].thema == RIGHTS_THEME
        return [
            kader
            for kader in self.kaders.values()
            if hulpvorm in kader.hulpvormen and (rights or kader.soort in CARRYING)
        ]


def walk_regel(regel: Regel) -> Iterator[Regel]:
    """Yield *regel* and its exceptions, exceptions to exceptions included."""
    yield regel
    for exception in regel.tenzij:
        yield from walk_regel(exception)
