"""Replay a receipt: the same input must give the same advice, or say what changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regelwijzer.advice.advisor import Advisor
from regelwijzer.advice.output import SCHEMA, advice_json
from regelwijzer.knowledge.errors import CaseError
from regelwijzer.knowledge.yamlio import read_limited
from regelwijzer.reasoning.case import make_case

MAX_BYTES = 20_000_000
"""An advice with everything in it is about one megabyte."""


@dataclass(frozen=True)
class Replay:
    """The outcome of a replay.

    *same* says that the advice is equal to the byte; otherwise *files* are the rule files
    that differ and *verdicts* the kaders with another verdict (was, is).
    """

    same: bool
    same_rules: bool
    files: tuple[str, ...]
    verdicts: Mapping[str, tuple[str, str]]


def read_advice(path: Path) -> dict[str, Any]:
    """Read an advice that was saved with ``advies --json``; raises CaseError."""
    try:
        raw = json.loads(read_limited(path, MAX_BYTES))
    except FileNotFoundError:
        raise CaseError(f"Het bestand {path.name} bestaat niet; controleer de naam.") from None
    except (OSError, ValueError, RecursionError):
        raise CaseError(
            f"{path.name} is geen advies in JSON; maak het met 'regelwijzer advies ZAAK --json'."
        ) from None
    receipt = raw.get("ontvangstbewijs") if isinstance(raw, dict) else None
    if not isinstance(receipt, dict) or raw.get("schema") != SCHEMA:
        raise CaseError(
            f"{path.name} heeft geen ontvangstbewijs; "
            "maak het met 'regelwijzer advies ZAAK --json'."
        )
    if not _whole(raw, receipt):
        raise CaseError(
            f"Het ontvangstbewijs in {path.name} is beschadigd; "
            "maak het advies opnieuw met 'regelwijzer advies ZAAK --json'."
        )
    return dict(raw)


def _whole(raw: dict[str, Any], receipt: dict[str, Any]) -> bool:
    """Tell whether what is compared has the form in which it was written."""
    kaders, files = raw.get("kaders", []), receipt.get("bestanden", {})
    return (
        isinstance(receipt.get("invoer"), dict)
        and isinstance(files, dict)
        and isinstance(kaders, list)
        and all(
            isinstance(kader, dict)
            and isinstance(kader.get("id"), str)
            and isinstance(kader.get("verdict"), str)
            for kader in kaders
        )
    )


def replay(advisor: Advisor, saved: Mapping[str, Any]) -> Replay:
    """Compute the advice of the receipt in *saved* again and compare; raises CaseError."""
    receipt = saved["ontvangstbewijs"]
    case = make_case(receipt.get("invoer"), advisor.base, "het ontvangstbewijs")
    fresh = advice_json(advisor.base, advisor.advise(case))
    now = fresh["ontvangstbewijs"]
    old_files = receipt.get("bestanden") or {}
    new_files = now["bestanden"]
    changed = sorted(
        name
        for name in old_files.keys() | new_files.keys()
        if old_files.get(name) != new_files.get(name)
    )
    was = {kader["id"]: kader["verdict"] for kader in saved.get("kaders", [])}
    now_verdicts = {kader["id"]: kader["verdict"] for kader in fresh["kaders"]}
    verdicts = {
        name: (was.get(name, "bestond niet"), now_verdicts.get(name, "bestaat niet meer"))
        for name in sorted(was.keys() | now_verdicts.keys())
        if was.get(name) != now_verdicts.get(name)
    }
    return Replay(
        same=now["vingerafdruk"] == receipt.get("vingerafdruk"),
        same_rules=now["kennisbank"] == receipt.get("kennisbank"),
        files=tuple(changed),
        verdicts=verdicts,
    )
