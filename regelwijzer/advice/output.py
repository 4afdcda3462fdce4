"""The advice as plain data (``advies --json``), with a receipt by which it can be replayed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from importlib import metadata
from typing import Any

from regelwijzer.advice.advisor import Advice, KaderAdvice
from regelwijzer.advice.lessons import MOST_LESSONS
from regelwijzer.advice.links import bron_json
from regelwijzer.advice.matrix import matrix
from regelwijzer.advice.milestones import Milestone
from regelwijzer.advice.route_output import plan_json
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.models import Texts, Voorrang
from regelwijzer.reasoning.case import Case, plain

SCHEMA = "regelwijzer/advies/1"


def advice_json(base: Kennisbank, advice: Advice) -> dict[str, Any]:
    """Return *advice* in the shape of the contract; equal input gives equal bytes."""
    day = advice.case.peildatum
    content: dict[str, Any] = {
        "schema": SCHEMA,
        "peildatum": day.isoformat(),
        "kaders": [kader_json(base, item, day) for item in advice.kaders],
        "matrix": [
            {
                "hulpvorm": row.hulpvorm,
                "gevraagd": row.asked,
                "cellen": {
                    column: {
                        "verdict": cell.verdict.value,
                        "betaalt": list(cell.payers),
                        "kaders": [item.kader.kader for item in cell.kaders],
                    }
                    for column, cell in row.cells.items()
                },
            }
            for row in matrix(base, advice)
        ],
        "voorrang": [_voorrang_json(base, item, day) for item in advice.voorrang],
        "mijlpalen": [milestone_json(base, item, day) for item in advice.milestones],
        "routes": plan_json(base, advice.plan, day),
        "eerst_uitzoeken": [
            {"feit": item.feit, "titel": base.feiten[item.feit].titel, "beweegt": list(item.moves)}
            for item in advice.first
        ],
        "aandachtspunten": [
            {
                "id": item.aandachtspunt,
                "titel": item.titel,
                "tekst": _texts(item.tekst),
                "bronnen": [bron_json(base, bron, day) for bron in item.bron],
                "document": item.document,
            }
            for item in advice.lessons[:MOST_LESSONS]
        ],
        "aandachtspunten_meer": [item.aandachtspunt for item in advice.lessons[MOST_LESSONS:]],
        "wijzers": [
            {"feit": hint.feit, "richting": hint.richting, "uitleg": hint.uitleg}
            for hint in advice.hints
        ],
    }
    content["ontvangstbewijs"] = receipt(base, advice, content)
    return content


def advice_text(data: Mapping[str, Any]) -> str:
    """Return *data* as JSON text with one line for every kader, row, milestone and route.

    As readable as with every value on a line of its own, and a third smaller.

    >>> print(advice_text({"schema": "x", "kaders": [{"id": "a"}, {"id": "b"}]}), end="")
    {
    "schema": "x",
    "kaders": [
    {"id": "a"},
    {"id": "b"}
    ]
    }
    """

    def one(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False)

    parts = []
    for key, value in data.items():
        if isinstance(value, list) and value:
            rows = ",\n".join(one(item) for item in value)
            parts.append(f"{one(key)}: [\n{rows}\n]")
        else:
            parts.append(f"{one(key)}: {one(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def kader_json(base: Kennisbank, item: KaderAdvice, day: date) -> dict[str, Any]:
    """Return one kader of the advice as plain data."""
    found = item.outcome
    deciders: dict[str, None] = {}
    for name in found.judgements:
        judgement = base.feiten[name].oordeel
        if judgement:
            deciders.update(dict.fromkeys(judgement.door))
    return {
        "id": item.kader.kader,
        "wet": item.kader.wet,
        "titel": item.kader.titel,
        "soort": item.kader.soort,
        "verdict": found.verdict.value,
        "relevant": item.relevant,
        "steunt_op_beleid": item.on_policy,
        "bronnen": [bron_json(base, bron, day) for bron in item.bronnen],
        "beslist": list(item.kader.beslist),
        "betaalt": list(item.kader.betaalt),
        "vorm": list(item.kader.vorm),
        "ontbreekt": list(found.missing),
        "oordeel_door": list(deciders),
        "ouder_recht_niet_opgenomen": found.old_law,
        "bewijs": item.why.as_json(base) if item.why else {},
        "blokkades": [{"feit": step.id, "tekst": step.tekst} for step in item.blocked_by],
    }


def _texts(texts: Texts) -> dict[str, str]:
    return {"professional": texts.professional, "ouder": texts.ouder}


def _voorrang_json(base: Kennisbank, item: Voorrang, day: date) -> dict[str, Any]:
    return {
        "id": item.voorrang,
        "titel": item.titel,
        "terugtredend": item.terugtredend,
        "voorgaand": item.voorgaand,
        "kracht": item.kracht,
        "uitleg": _texts(item.uitleg),
        "bronnen": [bron_json(base, bron, day) for bron in item.bron],
    }


def milestone_json(base: Kennisbank, item: Milestone, day: date) -> dict[str, Any]:
    """Return one milestone as plain data."""
    return {
        "id": item.mijlpaal.mijlpaal,
        "titel": item.mijlpaal.titel,
        "soort": item.mijlpaal.soort,
        "datum": item.day.isoformat(),
        "uiterste_datum": item.last_day.isoformat(),
        "begin_op": item.start.isoformat(),
        "zeker": item.sure,
        "wie": list(item.mijlpaal.wie),
        "wat": _texts(item.mijlpaal.wat),
        "bij_missen": _texts(item.mijlpaal.bij_missen),
        "bronnen": [bron_json(base, bron, day) for bron in item.mijlpaal.bron],
    }


def case_json(case: Case) -> dict[str, Any]:
    """Return a case as it is written in a case file."""
    return {
        "peildatum": case.peildatum.isoformat(),
        "doelgroep": case.doelgroep,
        "hulpvragen": list(case.hulpvragen),
        "feiten": {name: plain(case.values[name]) for name in sorted(case.values)},
    }


def receipt(base: Kennisbank, advice: Advice, content: dict[str, Any]) -> dict[str, Any]:
    """Return what is needed to replay the advice, and a fingerprint of its content."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    derivation = advice.derivation
    return {
        "versie": metadata.version("regelwijzer"),
        "kennisbank": base.digest,
        "bestanden": dict(base.file_digests),
        "motor": derivation.engine,
        "motoren_vergeleken": derivation.compared,
        "opmerking": derivation.note,
        "durable_rules": metadata.version("durable_rules"),
        "peildatum": advice.case.peildatum.isoformat(),
        "invoer": case_json(advice.case),
        "vingerafdruk": hashlib.sha256(text.encode()).hexdigest(),
    }
