"""Scenario cases (casussen) that lie beside each law and say what must come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from regelwijzer.knowledge.errors import KnowledgeError
from regelwijzer.knowledge.models import Model, Name
from regelwijzer.knowledge.yamlio import read_rule_yaml

Verdict = Literal["van_toepassing", "niet_van_toepassing", "oordeel_nodig", "onbekend"]


class Casus(Model):
    """One case with its expected verdicts; *feiten* come on top of the file's basis."""

    casus: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=120)
    titel: str
    peildatum: Any = None
    feiten: dict[str, Any] = Field(default_factory=dict)
    hulpvragen: list[str] = Field(default_factory=list)
    verwacht: dict[Name, Verdict]
    ontbreekt: dict[Name, list[Name]] = Field(default_factory=dict)
    toelichting: str | None = None


class Basis(Model):
    """What every case in a file shares."""

    peildatum: Any = None
    feiten: dict[str, Any] = Field(default_factory=dict)
    hulpvragen: list[str] = Field(default_factory=list)


class CasusFile(Model):
    """The content of one file with cases."""

    basis: Basis = Basis()
    casussen: list[Casus]


@dataclass(frozen=True)
class Scenario:
    """A case ready to run: the raw case file content and what is expected."""

    file: str
    casus: Casus
    raw: dict[str, Any]


def read_scenarios(root: Path) -> tuple[list[Scenario], list[KnowledgeError]]:
    """Read every ``casussen/*.yaml`` under *root*; faults are returned, not raised."""
    scenarios: list[Scenario] = []
    errors: list[KnowledgeError] = []
    seen: dict[str, str] = {}
    for path in sorted(root.rglob("casussen/*.yaml")):
        shown = f"{root.name}/{path.relative_to(root).as_posix()}"
        try:
            content = CasusFile.model_validate(read_rule_yaml(path, shown))
        except KnowledgeError as error:
            errors.append(error)
            continue
        except ValidationError as error:
            errors += list(_faults(shown, error))
            continue
        for casus in content.casussen:
            if casus.casus in seen:
                errors.append(
                    KnowledgeError(
                        shown,
                        casus.casus,
                        f"bestaat al in {seen[casus.casus]}",
                        "een naam hoort bij één casus",
                        "kies een andere naam",
                    )
                )
                continue
            seen[casus.casus] = shown
            scenarios.append(Scenario(shown, casus, _merged(content.basis, casus)))
    return scenarios, errors


def _merged(basis: Basis, casus: Casus) -> dict[str, Any]:
    return {
        "peildatum": casus.peildatum or basis.peildatum,
        "hulpvragen": casus.hulpvragen or basis.hulpvragen,
        "feiten": {**basis.feiten, **casus.feiten},
    }


def _faults(shown: str, error: ValidationError) -> Iterator[KnowledgeError]:
    for problem in error.errors():
        place = " > ".join(str(part) for part in problem["loc"])
        yield KnowledgeError(
            shown,
            place,
            f"past niet in een casus ({problem['msg']})",
            "de casus kan niet worden gedraaid",
            "zie docs/regels-schrijven.md, onder Casussen",
        )
