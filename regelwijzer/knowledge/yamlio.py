"""Reading YAML strictly: no duplicate keys, no yes/no surprises, safe types only.

Mappings remember the line they start on, so that an error can point at it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from regelwijzer.knowledge.errors import KnowledgeError, KnowledgeErrors

MAX_BYTES = 2_000_000
MAX_DEPTH = 40

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class LineDict(dict[str, Any]):
    """A mapping that remembers its line (counted from 1)."""

    line: int = 0


class _DuplicateKey(yaml.YAMLError):
    def __init__(self, key: object, line: int) -> None:
        self.key, self.line = key, line
        super().__init__(f"de sleutel '{key}' staat er twee keer (regel {line})")


class _StrictLoader(_Base):  # type: ignore[misc]
    """Safe loader with only true/false as booleans and no duplicate keys or aliases."""


def _construct_mapping(loader: Any, node: yaml.MappingNode) -> LineDict:
    mapping = LineDict()
    mapping.line = node.start_mark.line + 1
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str):
            key = str(key)
        if key in mapping:
            raise _DuplicateKey(key, key_node.start_mark.line + 1)
        mapping[key] = loader.construct_object(value_node, deep=True)
    return mapping


def _refuse_alias(loader: Any, node: Any) -> Any:
    raise yaml.YAMLError("verwijzingen met & en * zijn niet toegestaan")


_StrictLoader.add_constructor("tag:yaml.org,2002:map", _construct_mapping)
_StrictLoader.add_constructor("tag:yaml.org,2002:merge", _refuse_alias)
_StrictLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in _Base.yaml_implicit_resolvers.items()
}
_StrictLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", __import__("re").compile(r"^(?:true|false)$"), list("tf")
)


def parse_yaml(text: str) -> Any:
    """Parse YAML text strictly; raises yaml.YAMLError.

    >>> parse_yaml("a: nee")
    {'a': 'nee'}
    """
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise yaml.YAMLError("het bestand is groter dan 2 MB")
    try:
        _check_shape(text)
        return yaml.load(text, Loader=_StrictLoader)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        # '!!timestamp x' and the like: PyYAML trips over them with an error of Python itself.
        raise yaml.YAMLError("een waarde past niet bij haar soort") from None


def parse_json(text: str) -> Any:
    """Parse JSON as strictly as YAML: no key twice, no NaN; raises ValueError.

    >>> parse_json('{"a": "nee"}')
    {'a': 'nee'}
    """
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise ValueError("het bestand is groter dan 2 MB")
    return json.loads(text, object_pairs_hook=_once, parse_constant=_refuse_constant)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"de sleutel '{twice}' staat er twee keer")
    return found


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is geen getal")


def _check_shape(text: str) -> None:
    """Refuse aliases (they can blow up a small file) and deep nesting before building."""
    depth = 0
    for event in yaml.parse(text, Loader=_Base):
        if isinstance(event, yaml.AliasEvent):
            raise yaml.YAMLError("verwijzingen met & en * zijn niet toegestaan")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise yaml.YAMLError(f"het bestand is dieper genest dan {MAX_DEPTH} niveaus")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def read_limited(path: Path, most: int = MAX_BYTES) -> str:
    """Return the text of a file of at most *most* bytes, and never read more than that.

    Raises OSError, UnicodeDecodeError, and ValueError for a file that is too large.
    """
    with path.open("rb") as stream:
        content = stream.read(most + 1)
    if len(content) > most:
        raise ValueError(f"het bestand is groter dan {most // 1_000_000} MB")
    return content.decode("utf-8")


def read_rule_yaml(path: Path, shown: str) -> Any:
    """Read one rule file; raises KnowledgeError that names the file as *shown*."""
    try:
        return parse_yaml(path.read_text(encoding="utf-8"))
    except _DuplicateKey as error:
        raise KnowledgeError(
            shown,
            f"regel {error.line}",
            f"de sleutel '{error.key}' staat er twee keer",
            "de tweede zou de eerste stil overschrijven",
            "haal er een weg of voeg ze samen",
        ) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise KnowledgeError(
            shown,
            f"regel {mark.line + 1}" if mark else "",
            f"dit is geen geldige YAML ({problem})",
            "het bestand kan niet worden gelezen",
            "controleer het inspringen, de dubbele punten en de aanhalingstekens",
        ) from None
    except OSError as error:
        raise KnowledgeError(
            shown,
            "",
            f"kan niet worden gelezen ({error.strerror})",
            "het bestand is nodig",
            "controleer of het bestaat en leesbaar is",
        ) from None


_File = TypeVar("_File", bound=BaseModel)


def read_model(
    path: Path, shown: str, kind: type[_File], misfit: Callable[[str, str, str], KnowledgeError]
) -> _File:
    """Read one file as *kind*; *misfit* words what does not fit: (shown, place, message).

    Raises KnowledgeErrors, also for what is no YAML at all.
    """
    try:
        return kind.model_validate(read_rule_yaml(path, shown))
    except KnowledgeError as error:
        raise KnowledgeErrors([error]) from None
    except ValidationError as error:
        found = error.errors()
        raise KnowledgeErrors(
            [misfit(shown, " > ".join(map(str, p["loc"])), p["msg"]) for p in found]
        ) from None
