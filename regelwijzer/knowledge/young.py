"""What a young person reads: the texts for parents, reworded where those speak to a parent.

The rewordings stand in ``questionnaires/jongere/teksten/*.yaml``, per section and id::

    kaders:
      - kader: jeugdwet.pleegzorg
        wat: "Je woont in een ander gezin."

A procedure has one line for each text of a step, as ``aanvraag.wat``. What is not reworded
there reads the same for both. The law itself is untouched: only titles for parents and texts under
``ouder`` change, so verdicts, sources and the digest stay the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.errors import KnowledgeError, KnowledgeErrors
from regelwijzer.knowledge.models import Feit, Kader, KaderText, Model, Texts
from regelwijzer.knowledge.procedures import Procedure, Stap
from regelwijzer.knowledge.yamlio import read_rule_yaml

Rewordings = Mapping[str, Mapping[str, Mapping[str, str]]]
"""Section (``kaders``) -> id -> field (``titel``, ``wat``, ...) -> text."""

SECTIONS = {
    "kaders": "kader",
    "mijlpalen": "mijlpaal",
    "routes": "route",
    "aandachtspunten": "aandachtspunt",
    "voorrang": "voorrang",
    "feiten": "feit",
    "hulpvormen": "hulpvorm",
    "themas": "thema",
    "partijen": "partij",
    "procedures": "procedure",
}


def load_rewordings(folder: Path, base: Kennisbank) -> dict[str, dict[str, dict[str, str]]]:
    """Load ``folder/jongere/teksten/*.yaml``; an absent folder rewords nothing.

    Raises KnowledgeErrors for a section, id or field that does not exist, or one that is
    reworded twice.
    """
    errors: list[KnowledgeError] = []
    found: dict[str, dict[str, dict[str, str]]] = {}
    for path in sorted((folder / "jongere" / "teksten").glob("*.yaml")):
        shown = f"{folder.name}/jongere/teksten/{path.name}"
        try:
            content = read_rule_yaml(path, shown)
        except KnowledgeError as error:
            errors.append(error)
            continue
        if not isinstance(content, dict) or content.keys() - SECTIONS.keys():
            errors.append(_fault(shown, "", f"kent alleen {', '.join(SECTIONS)}"))
            continue
        for section, entries in content.items():
            for entry in entries:
                errors += _take(base, shown, section, dict(entry), found)
    if errors:
        raise KnowledgeErrors(errors)
    return found


def _fault(shown: str, where: str, problem: str) -> KnowledgeError:
    return KnowledgeError(
        shown,
        where,
        problem,
        "een jongere zou deze tekst niet te zien krijgen",
        "verbeter de naam of haal de tekst weg",
    )


def _take(
    base: Kennisbank,
    shown: str,
    section: str,
    entry: dict[str, Any],
    found: dict[str, dict[str, dict[str, str]]],
) -> list[KnowledgeError]:
    name = str(entry.pop(SECTIONS[section], ""))
    item = getattr(base, section).get(name)
    if item is None:
        return [_fault(shown, name, "is een tekst bij iets wat niet bestaat")]
    wrong = sorted(entry.keys() - _fields(item))
    if wrong or not all(isinstance(text, str) and text for text in entry.values()):
        return [_fault(shown, name, f"past niet: {', '.join(wrong) or 'een lege tekst'}")]
    if name in found.setdefault(section, {}):
        return [_fault(shown, name, "staat er twee keer")]
    found[section][name] = entry
    return []


def _fields(item: Model) -> set[str]:
    """Return the fields of *item* that can be reworded."""
    fields = {name for name in type(item).model_fields if isinstance(getattr(item, name), Texts)}
    if "titel_ouder" in type(item).model_fields:
        fields.add("titel")
    if isinstance(item, Kader):
        fields |= KaderText.model_fields.keys()
    if isinstance(item, Feit) and item.oordeel is not None:
        fields.add("bewijs")
    if isinstance(item, Procedure):
        fields |= step_texts(item).keys()
    return fields


def step_texts(procedure: Procedure) -> dict[str, Texts]:
    """Return the texts of every step, by ``<stap>.<veld>`` (``<stap>.verder.<gebeurtenis>``)."""
    found: dict[str, Texts | None] = {}
    for step in procedure.stappen:
        found[f"{step.stap}.titel"] = step.titel
        found[f"{step.stap}.wat"] = step.wat
        found[f"{step.stap}.termijn"] = step.termijn.tekst if step.termijn else None
        found[f"{step.stap}.te_laat"] = step.te_laat
        for move in step.verder:
            found[f"{step.stap}.verder.{move.gebeurtenis}"] = move.titel
    return {name: texts for name, texts in found.items() if texts is not None}


def _steps(procedure: Procedure, fields: Mapping[str, str]) -> list[Stap]:
    """Return the steps of *procedure* with the texts in *fields*."""

    def said(name: str, texts: Texts | None) -> Texts | None:
        return (
            texts.model_copy(update={"ouder": fields[name]}) if texts and name in fields else texts
        )

    steps = []
    for step in procedure.stappen:
        at = step.stap
        term = step.termijn
        moves = [
            move.model_copy(update={"titel": said(f"{at}.verder.{move.gebeurtenis}", move.titel)})
            for move in step.verder
        ]
        update = {
            "titel": said(f"{at}.titel", step.titel),
            "wat": said(f"{at}.wat", step.wat),
            "te_laat": said(f"{at}.te_laat", step.te_laat),
            "termijn": term
            and term.model_copy(update={"tekst": said(f"{at}.termijn", term.tekst)}),
            "verder": moves,
        }
        steps.append(step.model_copy(update=update))
    return steps


def for_young(base: Kennisbank, rewordings: Rewordings) -> Kennisbank:
    """Return *base* with the texts for parents as a young person reads them."""
    changed: dict[str, Any] = {}
    for section, texts in rewordings.items():
        items = dict(getattr(base, section))
        for name, fields in texts.items():
            items[name] = _reworded(items[name], fields)
        changed[section] = items
    return replace(base, **changed)


def _reworded(item: Model, fields: Mapping[str, str]) -> Model:
    update: dict[str, Any] = {}
    rest = dict(fields)
    if "titel" in rest:
        update["titel_ouder"] = rest.pop("titel")
    if isinstance(item, Kader):
        ouder = item.teksten.ouder.model_copy(update=rest)
        update["teksten"] = item.teksten.model_copy(update={"ouder": ouder})
        return item.model_copy(update=update)
    if isinstance(item, Feit) and item.oordeel is not None and "bewijs" in rest:
        bewijs = item.oordeel.bewijs.model_copy(update={"ouder": rest.pop("bewijs")})
        update["oordeel"] = item.oordeel.model_copy(update={"bewijs": bewijs})
    if isinstance(item, Procedure):
        return item.model_copy(update={**update, "stappen": _steps(item, rest)})
    for name, text in rest.items():
        update[name] = getattr(item, name).model_copy(update={"ouder": text})
    return item.model_copy(update=update)
