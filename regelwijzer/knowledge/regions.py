"""Jeugdregio's: which expertteam and which bovenregionaal netwerk serve a gemeente.

The data stands in ``rules/regios/``; a local folder may add how to reach them, in its own
``regios/`` folder. How sure it is that a gemeente belongs to a regio goes along with it.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, ValidationError

from regelwijzer.knowledge.errors import KnowledgeError, KnowledgeErrors
from regelwijzer.knowledge.models import Contact, Model, Text, Texts, Word
from regelwijzer.knowledge.yamlio import read_rule_yaml

FOLDER = "regios"

Certainty = Literal[
    "naam_gelijk",
    "naam_afgeleid",
    "samengevoegd",
    "naam_gelijk_navragen",
    "naam_afgeleid_navragen",
    "laag",
]
_SURE = ("naam_gelijk", "naam_afgeleid", "samengevoegd")


class RegionSource(Model):
    """Where the names of a file come from."""

    regeling: Text
    bwb: str | None = None
    artikel: str | None = None
    versie: date
    gecontroleerd: date


class Netwerk(Model):
    """A bovenregionaal expertisenetwerk jeugd."""

    netwerk: Word
    naam: Text
    coordinerende_gemeente: Text
    site: Text | None = None
    andere_naam: Text | None = None


class Regio(Model):
    """A jeugdregio of the Besluit Jeugdwet; *koppeling* says how its netwerk was found."""

    regio: Word
    naam: Text
    netwerk: Word
    koppeling: Literal["bron", "afgeleid", "laag"]
    naam_in_bijlage: Text


class Gemeente(Model):
    """A gemeente (*ook*: other names), its jeugdregio, and how sure that is."""

    code: Annotated[str, BeforeValidator(str)]
    gemeente: Text
    ook: tuple[Text, ...] = ()
    regio: Word
    zekerheid: Certainty
    opmerking: Text | None = None


class LocalContacts(Model):
    """What a local folder knows of one gemeente or regio."""

    gemeente: Text | None = None
    regio: Word | None = None
    expertteam: tuple[Contact, ...] = ()
    lokaal_team: tuple[Contact, ...] = ()
    spoed: tuple[Contact, ...] = ()
    noodbudget: Texts | None = None


class RegionFile(Model):
    """The content of one file under ``regios/``."""

    bron: RegionSource | None = None
    netwerken: tuple[Netwerk, ...] = ()
    regios: tuple[Regio, ...] = ()
    gemeenten: tuple[Gemeente, ...] = ()
    lokaal: tuple[LocalContacts, ...] = ()


@dataclass(frozen=True)
class Place:
    """A gemeente (or only a regio) with its regio, netwerk and what is known locally.

    *ask* is '' when the regio is sure, and otherwise what to ask the gemeente.
    """

    regio: Regio
    netwerk: Netwerk
    gemeente: Gemeente | None = None
    ask: str = ""
    local: tuple[LocalContacts, ...] = ()


@dataclass(frozen=True)
class Regions:
    """Every netwerk, regio and gemeente, by id (a gemeente by its code)."""

    netwerken: dict[str, Netwerk] = field(default_factory=dict)
    regios: dict[str, Regio] = field(default_factory=dict)
    gemeenten: dict[str, Gemeente] = field(default_factory=dict)
    local: tuple[LocalContacts, ...] = ()

    def names(self) -> list[str]:
        """Return what somebody can choose: every gemeente, then every 'Regio ...', sorted."""
        gemeenten = sorted(item.gemeente for item in self.gemeenten.values())
        return gemeenten + sorted({f"Regio {item.naam}" for item in self.regios.values()})

    def find(self, name: str) -> Place | None:
        """Return the place that is called *name*: a gemeente first, then a regio.

        Capitals, accents and hyphens make no difference; a gemeente may be given by code.
        """
        wanted = _plain(name)
        for gemeente in self.gemeenten.values():
            if wanted in (gemeente.code, *map(_plain, (gemeente.gemeente, *gemeente.ook))):
                return self._place(self.regios[gemeente.regio], gemeente)
        for regio in self.regios.values():
            if wanted in (_plain(regio.naam), _plain(regio.regio)):
                return self._place(regio, None)
        return None

    def near(self, name: str) -> list[str]:
        """Return the names that look most like *name*."""
        names = [g.gemeente for g in self.gemeenten.values()]
        names += [r.naam for r in self.regios.values()]
        by_plain = {_plain(item): item for item in names}
        close = difflib.get_close_matches(_plain(name), by_plain, n=3)
        return [by_plain[item] for item in close]

    def _place(self, regio: Regio, gemeente: Gemeente | None) -> Place:
        known = [
            item
            for item in self.local
            if item.regio == regio.regio
            or (gemeente is not None and _plain(item.gemeente or "") == _plain(gemeente.gemeente))
        ]
        return Place(
            regio, self.netwerken[regio.netwerk], gemeente, _ask(regio, gemeente), tuple(known)
        )


def load_regions(root: Path, local: Path | None = None) -> Regions:
    """Load ``regios/`` under *root* (and under *local*); raises KnowledgeErrors."""
    found = Regions()
    contacts: tuple[LocalContacts, ...] = ()
    for folder in [root] + ([local] if local else []):
        for content in _files(folder):
            found.netwerken.update({item.netwerk: item for item in content.netwerken})
            found.regios.update({item.regio: item for item in content.regios})
            found.gemeenten.update({item.code: item for item in content.gemeenten})
            contacts += content.lokaal
    errors = list(_dangling(found, contacts))
    if errors:
        raise KnowledgeErrors(errors)
    return Regions(found.netwerken, found.regios, found.gemeenten, tuple(contacts))


def _files(root: Path) -> Iterator[RegionFile]:
    for path in sorted((root / FOLDER).glob("*.yaml")):
        shown = f"{root.name}/{FOLDER}/{path.name}"
        try:
            yield RegionFile.model_validate(read_rule_yaml(path, shown) or {})
        except KnowledgeError as error:
            raise KnowledgeErrors([error]) from None
        except ValidationError as error:
            problem = error.errors()[0]
            place = " > ".join(str(part) for part in problem["loc"])
            raise KnowledgeErrors([_fault(shown, place, f"past niet ({problem['msg']})")]) from None


def _dangling(regions: Regions, contacts: Sequence[LocalContacts]) -> Iterator[KnowledgeError]:
    for regio in regions.regios.values():
        if regio.netwerk not in regions.netwerken:
            yield _fault(
                FOLDER, regio.regio, f"noemt het netwerk {regio.netwerk}, dat niet bestaat"
            )
    for gemeente in regions.gemeenten.values():
        if gemeente.regio not in regions.regios:
            yield _fault(FOLDER, gemeente.gemeente, f"noemt {gemeente.regio}, geen bestaande regio")
    names = {_plain(gemeente.gemeente) for gemeente in regions.gemeenten.values()}
    for item in contacts:
        known = item.regio in regions.regios if item.regio else _plain(item.gemeente or "") in names
        if not known:
            name = item.regio or item.gemeente or ""
            yield _fault(FOLDER, name, "hoort bij een gemeente of regio die niet bestaat")


def _fault(shown: str, rule: str, fault: str) -> KnowledgeError:
    return KnowledgeError(shown, rule, fault, "dan wijst de regio nergens heen", "verbeter de naam")


def _ask(regio: Regio, gemeente: Gemeente | None) -> str:
    if gemeente is not None and gemeente.zekerheid not in _SURE:
        note = f" ({gemeente.opmerking})" if gemeente.opmerking else ""
        return f"Vraag {gemeente.gemeente} of dit de jeugdregio is{note}."
    if regio.koppeling == "laag":
        return f"Vraag de regio {regio.naam} of dit het netwerk is."
    return ""


def _plain(name: str) -> str:
    """Return *name* without capitals, accents, hyphens and the like."""
    text = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in text if letter.isalnum())
