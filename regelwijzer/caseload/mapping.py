"""Which column holds which feit, and what the words in its cells mean.

Without a mapping file a column is recognised by the id or the title of a feit. A mapping
file (YAML) adds to that::

    rij_id: dossiercode
    kolommen:
      geboren: jeugdige.geboortedatum
      toezicht: {feit: zorg.permanent_toezicht, waarden: {j: ja, n: nee, "?": onbekend}}
    negeer: [opmerking]
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.errors import CaseError
from regelwijzer.knowledge.yamlio import parse_yaml, read_limited
from regelwijzer.reasoning.former import former_names

ROW_ID = "rij_id"


class ColumnRule(BaseModel):
    """What one column means: the feit, and translations of cell texts."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    feit: str
    waarden: dict[str, str] = {}


class MappingFile(BaseModel):
    """The content of a mapping file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rij_id: str | None = None
    kolommen: dict[str, str | ColumnRule] = {}
    negeer: list[str] = []


@dataclass(frozen=True)
class ColumnMap:
    """How the columns of one file are read.

    *feiten* gives the feit of each column that is used, *words* the translations of its
    cells; *unused* are the columns that mean nothing here.
    """

    feiten: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    row_id: str | None = None
    unused: tuple[str, ...] = ()


def read_mapping(path: Path | None) -> MappingFile:
    """Read a mapping file; raises CaseError with one sentence."""
    if path is None:
        return MappingFile()
    try:
        return parse_mapping(read_limited(path).encode(), path.name)
    except (OSError, UnicodeDecodeError):
        raise _unreadable(path.name) from None
    except ValueError as error:
        raise _no_yaml(path.name, error) from None


def _unreadable(name: str) -> CaseError:
    return CaseError(
        f"Het koppelbestand {name} is niet te lezen; controleer de naam en bewaar het "
        "als gewone tekst (UTF-8)."
    )


def _no_yaml(name: str, error: Exception) -> CaseError:
    problem = str(error).splitlines()[0]
    return CaseError(
        f"Het koppelbestand {name} is geen geldige YAML ({problem}); controleer het "
        "inspringen en de dubbele punten."
    )


def parse_mapping(content: bytes, name: str) -> MappingFile:
    """Read the content of the mapping file *name*; raises CaseError with one sentence."""
    try:
        return MappingFile.model_validate(parse_yaml(content.decode("utf-8")))
    except UnicodeDecodeError:
        raise _unreadable(name) from None
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"]) or "het geheel"
        raise CaseError(
            f"Het koppelbestand {name} klopt niet bij '{where}'; gebruik alleen rij_id, "
            "kolommen (kolom: feit, of kolom: {feit: .., waarden: ..}) en negeer."
        ) from None
    except (yaml.YAMLError, ValueError) as error:
        raise _no_yaml(name, error) from None


def map_columns(names: Sequence[str], mapping: MappingFile, base: Kennisbank) -> ColumnMap:
    """Decide what each column of a file means; raises CaseError."""
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise CaseError(f"De kolom '{twice[0]}' staat er twee keer; geef elke kolom een naam.")
    _check_names(names, mapping, base)
    known = _known_names(base)
    feiten: dict[str, str] = {}
    words: dict[str, dict[str, str]] = {}
    for name in names:
        rule = mapping.kolommen.get(name)
        if name in mapping.negeer or name == mapping.rij_id:
            continue
        if isinstance(rule, ColumnRule):
            feiten[name] = rule.feit
            words[name] = {key.strip().casefold(): word for key, word in rule.waarden.items()}
        elif rule is not None:
            feiten[name] = rule
        elif name.strip().casefold() in known:
            feiten[name] = known[name.strip().casefold()]
    for feit, count in Counter(feiten.values()).items():
        if count > 1:
            both = " en ".join(f"'{name}'" for name in feiten if feiten[name] == feit)
            raise CaseError(
                f"De kolommen {both} horen allebei bij {feit}; zet er een onder 'negeer' in het "
                "koppelbestand."
            )
    row_id = mapping.rij_id
    if row_id is None and ROW_ID in names:
        row_id = ROW_ID
    unused = tuple(name for name in names if name not in feiten and name != row_id)
    return ColumnMap(feiten, words, row_id, unused)


def _check_names(names: Sequence[str], mapping: MappingFile, base: Kennisbank) -> None:
    wanted = [*mapping.kolommen, *([mapping.rij_id] if mapping.rij_id else [])]
    for name in wanted:
        if name not in names:
            raise CaseError(
                f"Het koppelbestand noemt de kolom '{name}', maar die staat niet in het bestand; "
                f"de kolommen zijn: {', '.join(names[:12])}."
            )
    for rule in mapping.kolommen.values():
        feit = rule if isinstance(rule, str) else rule.feit
        if feit not in base.feiten:
            close = difflib.get_close_matches(feit, base.feiten, n=1)
            hint = f" (bedoelt u '{close[0]}'?)" if close else ""
            raise CaseError(
                f"Het koppelbestand noemt het feit '{feit}', maar dat bestaat niet{hint}; "
                "'regelwijzer feiten' toont alle feiten."
            )


def _known_names(base: Kennisbank) -> dict[str, str]:
    """Return the feit of every id and of every title that only one feit has."""
    titles = Counter(feit.titel.strip().casefold() for feit in base.feiten.values())
    known = {
        feit.titel.strip().casefold(): name
        for name, feit in base.feiten.items()
        if titles[feit.titel.strip().casefold()] == 1
    }
    return known | former_names(base) | {name: name for name in base.feiten}
