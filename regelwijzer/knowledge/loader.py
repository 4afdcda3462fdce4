"""Load a folder of YAML into a Kennisbank; every fault is found and named at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.checks import check_base
from regelwijzer.knowledge.errors import KnowledgeError, KnowledgeErrors, ParseFault
from regelwijzer.knowledge.local import local_fault
from regelwijzer.knowledge.models import Defaults, Regel
from regelwijzer.knowledge.rulefile import RuleFile
from regelwijzer.knowledge.yamlio import LineDict, read_rule_yaml

CASE_FOLDER = "casussen"
OTHER_FOLDERS = frozenset({CASE_FOLDER, "profielen", "regios"})
OTHER_FILES = frozenset({"gaten.yaml"})

_LISTS: dict[str, tuple[str, str]] = {
    "bronnen": ("wet", "wetten"),
    "themas": ("thema", "themas"),
    "partijen": ("partij", "partijen"),
    "hulpvormen": ("hulpvorm", "hulpvormen"),
    "feiten": ("feit", "feiten"),
    "begrippen": ("begrip", "begrippen"),
    "kaders": ("kader", "kaders"),
    "voorrang": ("voorrang", "voorrang"),
    "mijlpalen": ("mijlpaal", "mijlpalen"),
    "aandachtspunten": ("aandachtspunt", "aandachtspunten"),
    "aankondigingen": ("aankondiging", "aankondigingen"),
    "routes": ("route", "routes"),
    "procedures": ("procedure", "procedures"),
    "casusprofielen": ("casusprofiel", "casusprofielen"),
}

_PYDANTIC: dict[str, tuple[str, str, str]] = {
    "missing": (
        "mist het verplichte woord '{key}'",
        "zonder dit is het onderdeel niet volledig",
        "voeg '{key}:' toe",
    ),
    "extra_forbidden": (
        "kent het woord '{key}' niet",
        "een onbekend woord zou stil worden overgeslagen",
        "verbeter de schrijfwijze of haal het weg; zie docs/regels-schrijven.md",
    ),
    "literal_error": (
        "heeft bij '{key}' een waarde die niet mag: '{input}'",
        "alleen {expected} kan",
        "kies een van die waarden",
    ),
    "string_pattern_mismatch": (
        "heeft bij '{key}' een ongeldige naam: '{input}'",
        "namen en codes hebben een vaste vorm",
        "gebruik kleine letters, cijfers en liggende streepjes, zoals wlz.toegang",
    ),
    "date_from_datetime_parsing": (
        "heeft bij '{key}' geen geldige datum: '{input}'",
        "een datum moet op de kalender bestaan",
        "schrijf jjjj-mm-dd",
    ),
    "date_type": (
        "heeft bij '{key}' geen geldige datum: '{input}'",
        "een datum moet op de kalender bestaan",
        "schrijf jjjj-mm-dd",
    ),
}


@dataclass
class _Loading:
    """What has been read so far."""

    elements: dict[str, dict[str, Any]] = field(
        default_factory=lambda: {target: {} for _, target in _LISTS.values()}
    )
    files: dict[str, str] = field(default_factory=dict)
    errors: list[KnowledgeError] = field(default_factory=list)
    national: dict[str, bool] = field(default_factory=dict)
    """What stood there before the local folder; empty while the national rules are read."""


def load_base(root: Path, local: Path | None = None) -> Kennisbank:
    """Load and validate the rule base under *root* (and a *local* overlay).

    Raises KnowledgeErrors with every fault found, each naming file, rule, fault,
    reason and remedy.
    """
    base, errors = load_leniently(root, local)
    if errors:
        raise KnowledgeErrors(errors)
    return base


def load_leniently(
    root: Path, local: Path | None = None
) -> tuple[Kennisbank, list[KnowledgeError]]:
    """Load what can be loaded; faulty elements are left out and reported."""
    loading = _Loading()
    digest = hashlib.sha256()
    file_digests: dict[str, str] = {}
    for folder in [root] + ([local] if local else []):
        for path in rule_files(folder):
            shown = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            content = path.read_bytes()
            digest.update(shown.encode() + b"\0" + content + b"\0")
            file_digests[shown] = hashlib.sha256(content).hexdigest()[:16]
            _load_file(loading, path, shown)
        loading.national = dict.fromkeys(loading.files, True)
    base = Kennisbank(
        **loading.elements,
        files=loading.files,
        digest=digest.hexdigest(),
        file_digests=file_digests,
    )
    base, errors = check_base(base)
    return base, loading.errors + errors


def rule_files(root: Path) -> list[Path]:
    """Return the rule files under *root*, in a fixed order, without cases and routes."""
    return [
        path
        for path in sorted(root.rglob("*.yaml"))
        if not OTHER_FOLDERS & set(path.relative_to(root).parts[:-1])
        and path.name not in OTHER_FILES
    ]


def _load_file(loading: _Loading, path: Path, shown: str) -> None:
    try:
        raw = read_rule_yaml(path, shown)
    except KnowledgeError as error:
        loading.errors.append(error)
        return
    if raw is None:
        return
    if not isinstance(raw, dict):
        loading.errors.append(
            KnowledgeError(
                shown,
                "",
                "het bestand is geen lijst met onderdelen",
                "bovenaan staan woorden als 'begrippen:' of 'kaders:'",
                "zie docs/regels-schrijven.md",
            )
        )
        return
    defaults = Defaults()
    for key, items in raw.items():
        if key == "standaard":
            parsed = _parse(loading, shown, raw, {"standaard": items})
            defaults = parsed.standaard if parsed else Defaults()
    for key, items in raw.items():
        if key == "standaard":
            continue
        for item in items if key in _LISTS and isinstance(items, list) else [items]:
            wrapped = {key: [item]} if key in _LISTS and isinstance(items, list) else {key: item}
            parsed = _parse(loading, shown, item, wrapped)
            if parsed is not None and key in _LISTS:
                _store(loading, shown, key, getattr(parsed, key)[0], defaults)


def _parse(loading: _Loading, shown: str, item: Any, wrapped: Mapping[str, Any]) -> RuleFile | None:
    try:
        return RuleFile.model_validate(wrapped)
    except ValidationError as error:
        for problem in error.errors():
            loading.errors.append(_explain(shown, item, problem))
        return None


def _explain(shown: str, item: Any, problem: Any) -> KnowledgeError:
    """Turn one pydantic problem into a sentence about file, rule, fault, reason, remedy."""
    words = [str(part) for part in problem["loc"] if not isinstance(part, int)]
    key = words[-1] if words else ""
    rule = _name_of(item)
    line = getattr(item, "line", 0) if isinstance(item, LineDict) else 0
    where = f"{rule} (regel {line})" if line and rule else rule or (f"regel {line}" if line else "")
    error = (problem.get("ctx") or {}).get("error")
    if isinstance(error, ParseFault):
        place = f"bij '{key}': " if key else ""
        return KnowledgeError(shown, where, place + error.fault, error.reason, error.remedy)
    if isinstance(error, ValueError):
        return KnowledgeError(
            shown,
            where,
            str(error),
            "dit onderdeel zou anders verkeerd of onnavolgbaar zijn",
            "vul het aan of zet aanhalingstekens; zie docs/regels-schrijven.md",
        )
    fault, reason, remedy = _PYDANTIC.get(
        problem["type"],
        (
            "heeft bij '{key}' een waarde die niet past: '{input}'",
            "het woord verwacht een andere soort waarde",
            "zie docs/regels-schrijven.md voor de juiste vorm",
        ),
    )
    shown_input = str(problem.get("input"))[:60]
    expected = str((problem.get("ctx") or {}).get("expected", "")).replace(" or ", " of ")
    values = {"key": key, "input": shown_input, "expected": expected}
    return KnowledgeError(
        shown, where, fault.format(**values), reason.format(**values), remedy.format(**values)
    )


def _name_of(item: Any) -> str:
    if isinstance(item, dict):
        names = [id_key for id_key, _ in _LISTS.values()]
        for id_key in sorted(names, key=lambda key: key == "wet"):  # a kader has a wet too
            if isinstance(item.get(id_key), str):
                return str(item[id_key])
    return ""


def _store(loading: _Loading, shown: str, key: str, element: Any, defaults: Defaults) -> None:
    id_key, target = _LISTS[key]
    name = getattr(element, id_key)
    if key == "begrippen":
        regels = [_with_defaults(regel, defaults, element.hulpbegrip) for regel in element.regels]
        element = element.model_copy(update={"regels": regels})
    elif key == "procedures":
        checked = element.gecontroleerd or defaults.gecontroleerd
        element = element.model_copy(update={"gecontroleerd": checked})
    elif key == "routes":
        update = {
            "aard": element.aard or defaults.aard,
            "gecontroleerd": element.gecontroleerd or defaults.gecontroleerd,
        }
        element = element.model_copy(update=update)
    elif key in ("voorrang", "mijlpalen") and element.aard is None:
        element = element.model_copy(update={"aard": defaults.aard})
    label = f"{target}:{name}"
    if label in loading.national:
        fault = local_fault(key, loading.elements[target][name], element)
        if fault is not None:
            where = f"bestaat al in {loading.files[label]} en {fault[0]}"
            loading.errors.append(KnowledgeError(shown, name, where, *fault[1:]))
            return
        del loading.national[label]  # a second one in the local folder is a mistake
    elif name in loading.elements[target]:
        loading.errors.append(
            KnowledgeError(
                shown,
                name,
                f"bestaat al in {loading.files[label]}",
                "een naam hoort bij één onderdeel",
                "kies een andere naam of voeg de twee samen",
            )
        )
        return
    loading.elements[target][name] = element
    loading.files[label] = shown


def _with_defaults(regel: Regel, defaults: Defaults, helper: bool) -> Regel:
    update: dict[str, Any] = {
        "tenzij": [_with_defaults(part, defaults, helper) for part in regel.tenzij],
        "aard": regel.aard or defaults.aard or ("wet" if helper else None),
        "geldig": regel.geldig or defaults.geldig,
        "gecontroleerd": regel.gecontroleerd or defaults.gecontroleerd,
    }
    if not regel.bron and not helper:
        update["bron"] = defaults.bron
    return regel.model_copy(update=update)


def file_of(base: Kennisbank, target: str, name: str) -> str:
    """Return the file in which the element *name* of list *target* stands."""
    return base.files.get(f"{target}:{name}", "")


def ids(elements: Iterable[str]) -> str:
    """Return a readable enumeration of ids."""
    return ", ".join(sorted(elements))
