"""JSON Schema fragments for the hand-parsed parts of the rule language.

An editor with a YAML language server uses the exported schemas: a wrong word in a
condition shows red while one types. ``condition`` is recursive, so it lives under
``$defs`` of the exported schema and the models only refer to it.
"""

from __future__ import annotations

from typing import Any

from pydantic import WithJsonSchema

NAME_PATTERN = r"^[a-z][a-z0-9_]*(\.[a-z0-9][a-z0-9_]*)+$"
TERM_PATTERN = r"^\d{1,4} (dag|dagen|week|weken|maand|maanden|jaar)$"
CONDITION_REF: dict[str, Any] = {"$ref": "#/$defs/voorwaarde"}

MARK = "x-voorwaarde"
"""Stands for a condition until :func:`with_conditions` puts the reference in."""

_NAME: dict[str, Any] = {"type": "string", "pattern": NAME_PATTERN}
_LIST: dict[str, Any] = {"type": "array", "items": CONDITION_REF, "minItems": 1}
_AGE: dict[str, Any] = {
    "anyOf": [
        {"type": "integer", "minimum": 0, "maximum": 99},
        {"type": "string", "pattern": r"^\d{1,2}(j\d{1,2}m)?$"},
    ]
}
_DATE: dict[str, Any] = {"type": "string", "minLength": 4}
_WORDS: dict[str, Any] = {"type": "array", "items": {"type": "string"}, "minItems": 1}


def _form(required: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [required],
        "additionalProperties": False,
    }


CONDITION_SCHEMA: dict[str, Any] = {
    "title": "voorwaarde",
    "anyOf": [
        _NAME,
        _LIST,
        _form("alle", alle=_LIST),
        _form("een_van", een_van=_LIST),
        _form("niet", niet=CONDITION_REF),
        _form(
            "leeftijd",
            leeftijd={
                "type": "object",
                "properties": {"vanaf": _AGE, "tot": _AGE},
                "minProperties": 1,
                "additionalProperties": False,
            },
        ),
        _form("leeftijd_op", leeftijd_op=_DATE, vanaf=_AGE, tot=_AGE),
        _form(
            "feit",
            feit=_NAME,
            **{"is": {"type": "string"}, "in": _WORDS},
            bevat={"type": "string"},
            bevat_een_van=_WORDS,
            vanaf={"type": "number"},
            tot_en_met={"type": "number"},
            boven={"type": "number"},
            onder={"type": "number"},
        ),
        _form("datum", datum=_DATE, voor=_DATE, uiterlijk=_DATE, na=_DATE, vanaf=_DATE),
    ],
}


def with_conditions(schema: Any) -> Any:
    """Return *schema* with every mark replaced by the reference to the condition schema."""
    if isinstance(schema, dict):
        if schema.get(MARK):
            rest = {key: value for key, value in schema.items() if key != MARK}
            return {**rest, **CONDITION_REF}
        return {key: with_conditions(value) for key, value in schema.items()}
    if isinstance(schema, list):
        return [with_conditions(item) for item in schema]
    return schema


def condition_schema() -> WithJsonSchema:
    """Return the schema annotation for a field that holds a condition."""
    # A real $ref here would be followed by pydantic, which does not know the definition.
    return WithJsonSchema({MARK: True})


def date_schema() -> WithJsonSchema:
    """Return the schema annotation for a field that holds a date expression."""
    return WithJsonSchema(_DATE)


def term_schema() -> WithJsonSchema:
    """Return the schema annotation for a field that holds a term such as ``6 weken``."""
    return WithJsonSchema({"type": ["string", "null"], "pattern": TERM_PATTERN})


def label_schema() -> WithJsonSchema:
    """Return the schema annotation for an article: a word or a whole number."""
    return WithJsonSchema({"type": ["string", "integer", "null"]})


def labels_schema() -> WithJsonSchema:
    """Return the schema annotation for a lid or onderdeel: one, or a list of them."""
    one = {"type": ["string", "integer"]}
    return WithJsonSchema({"anyOf": [one, {"type": "array", "items": one}]})
