"""Answers as a small readable file on the user's own disk, and back again.

Version 2 is a case file with a first line that names the schema; 'onbekend' is an answer that
was left open on purpose, 'wil_ik_niet_zeggen' one that somebody did not want to give. 'plaats',
the gemeente or jeugdregio of 'Vastgelopen?', came with version 2; a file of version 1 has none.
A plain case file (no schema) is read as version 0. An answer to a feit that has another name now is
carried over (reasoning/former.py). What the rule base no longer knows is reported by name and
left out; nothing else is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from regelwijzer.interview.session import Answers
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.errors import CaseError
from regelwijzer.knowledge.yamlio import parse_yaml
from regelwijzer.reasoning.case import MAX_FEITEN, Case, make_case, parse_value, plain
from regelwijzer.reasoning.former import carried_over

NAME = "antwoorden"
VERSION = 2
MAX_BYTES = 500_000
MAX_PLACE = 80
UNKNOWN = "onbekend"
WITHHELD = "wil_ik_niet_zeggen"
_KEYS = ("regelwijzer", "peildatum", "doelgroep", "hulpvragen", "plaats", "feiten")
_HEAD = """\
# Mijn antwoorden in Regelwijzer. Open dit bestand op de startpagina om verder te gaan.
# Hierin staan gegevens over een jongere: bewaar het op een veilige plek.
"""


@dataclass(frozen=True)
class Loaded:
    """Answers from a file, and the names of what could not be used any more."""

    answers: Answers
    left_out: tuple[str, ...] = ()


def save(answers: Answers, base: Kennisbank) -> str:
    """Return the answers as the text of a file, with the title of every feit beside it."""
    case = answers.case
    lines = [
        f"regelwijzer: {NAME}/{VERSION}",
        f"peildatum: {case.peildatum.isoformat()}",
        f"doelgroep: {case.doelgroep}",
        f"hulpvragen: {_flow(list(case.hulpvragen))}",
        *([f"plaats: {_flow(answers.place)}"] if answers.place else []),
        "feiten:" if answers.answered else "feiten: {}",
    ]
    for name in sorted(answers.answered):
        value = case.values.get(name)
        left_open = WITHHELD if name in answers.withheld else UNKNOWN
        raw = left_open if value is None else plain(value)
        title = re.sub(r"\s+", " ", base.feiten[name].titel) if name in base.feiten else ""
        lines.append(f"  {name}: {_flow(raw)}" + (f"  # {_comment(title)}" if title else ""))
    return _HEAD + "\n".join(lines) + "\n"


def _flow(raw: Any) -> str:
    text = yaml.safe_dump(raw, default_flow_style=True, allow_unicode=True, width=10**6)
    return text.removesuffix("\n").removesuffix("\n...")


def _comment(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable())


def load(content: bytes | str, base: Kennisbank, places: Collection[str] | None = None) -> Loaded:
    """Read the text of a file; raises CaseError with one sentence when it is damaged.

    *places* are the gemeenten and regio's that exist; another one is left out and named.
    """
    raw = _migrated(_parsed(content))
    extra = [key for key in raw if key not in _KEYS]
    if extra:
        raise _damaged(f"het onderdeel '{str(extra[0])[:40]}' hoort er niet in")
    left_out: list[str] = []
    start = {key: raw.get(key) for key in ("peildatum", "doelgroep") if key in raw}
    case = make_case({**start, "feiten": {}}, base, "Dit bestand")
    wishes = _wishes(raw.get("hulpvragen"), base, left_out)
    values, skipped, withheld = _facts(raw.get("feiten"), base, left_out)
    made = Case(case.peildatum, values, wishes, case.doelgroep)
    place = _place(raw.get("plaats"), places, left_out)
    answers = Answers(made, frozenset(skipped), frozenset(withheld), place)
    return Loaded(answers, tuple(left_out))


def _parsed(content: bytes | str) -> Any:
    if len(content) > MAX_BYTES:
        raise _damaged("het is te groot voor een bestand met antwoorden")
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
        return parse_yaml(text)
    except UnicodeDecodeError:
        raise _damaged("het is geen gewone tekst") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"regel {mark.line + 1} klopt niet" if mark else "de opmaak klopt niet"
        raise _damaged(place) from None


def _damaged(why: str) -> CaseError:
    return CaseError(
        f"Dit bestand met antwoorden is niet te lezen: {why}. Kies een ander bestand; wat hier "
        "al was ingevuld, is er nog."
    )


def _version(raw: Any) -> int:
    if not isinstance(raw, dict):
        raise _damaged("er staan geen antwoorden in")
    found = raw.get("regelwijzer")
    if found is None:
        if "peildatum" not in raw:
            raise _damaged("er staan geen antwoorden van Regelwijzer in")
        return 0
    match = re.fullmatch(rf"{NAME}/(\d{{1,6}})", str(found))
    if match is None:
        raise _damaged("de eerste regel noemt een soort bestand dat niet bestaat")
    return int(match[1])


def _from_case_file(raw: dict[str, Any]) -> dict[str, Any]:
    """Version 0 is a plain case file: its title and explanation are not answers."""
    return {key: value for key, value in raw.items() if key not in ("titel", "toelichting")}


def _without_place(raw: dict[str, Any]) -> dict[str, Any]:
    """Version 1 knew no 'plaats': one in such a file did not come from Regelwijzer."""
    if "plaats" in raw:
        raise _damaged("het onderdeel 'plaats' hoort er niet in")
    return raw


MIGRATIONS: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {
    0: _from_case_file,
    1: _without_place,
}
"""From each older version the step to the next one."""


def _migrated(raw: Any) -> dict[str, Any]:
    version = _version(raw)
    if version > VERSION:
        raise CaseError(
            "Dit bestand is gemaakt met een nieuwere Regelwijzer: gebruik die versie, of begin "
            "opnieuw; wat hier al was ingevuld, is er nog."
        )
    found: dict[str, Any] = dict(raw)
    while version < VERSION:
        found = MIGRATIONS[version](found)
        version += 1
    return found


def _wishes(raw: Any, base: Kennisbank, left_out: list[str]) -> tuple[str, ...]:
    items = [] if raw is None else raw
    if not isinstance(items, list):
        raise _damaged("'hulpvragen' is geen lijst")
    known = [item for item in items if isinstance(item, str) and item in base.hulpvormen]
    left_out += [f"hulpvraag {str(item)[:60]}" for item in items if item not in known]
    return tuple(dict.fromkeys(known))


def _place(raw: Any, places: Collection[str] | None, left_out: list[str]) -> str:
    if raw is None:
        return ""
    if not isinstance(raw, str) or len(raw) > MAX_PLACE:
        raise _damaged("'plaats' is geen naam van een gemeente")
    if places is None or raw in places:
        return raw
    left_out.append(f"plaats {raw}")
    return ""


def _facts(
    raw: Any, base: Kennisbank, left_out: list[str]
) -> tuple[dict[str, Any], list[str], list[str]]:
    """Return the answers, the feiten left open, and those of them that were not told.

    What no longer fits goes to *left_out*.
    """
    items = {} if raw is None else raw
    if not isinstance(items, dict) or len(items) > MAX_FEITEN:
        raise _damaged("'feiten' is geen lijst met antwoorden")
    items, dropped = carried_over(items, base)
    left_out += [name[:60] for name in dropped]
    values: dict[str, Any] = {}
    skipped: list[str] = []
    withheld: list[str] = []
    for name, answer in items.items():
        feit = base.feiten.get(str(name))
        if feit is None:
            left_out.append(str(name)[:60])
            continue
        if answer == WITHHELD:
            skipped.append(feit.feit)
            withheld.append(feit.feit)
            continue
        try:
            value = parse_value(feit, answer)
        except (CaseError, ValueError, OverflowError, TypeError):
            left_out.append(feit.titel)
            continue
        if value is None:
            skipped.append(feit.feit)
        else:
            values[feit.feit] = value
    return values, skipped, withheld


__all__ = ["MAX_BYTES", "MIGRATIONS", "VERSION", "Loaded", "load", "save"]
