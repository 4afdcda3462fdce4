"""Every JSON Schema that the product publishes: rule files, cases, questions and output."""

from __future__ import annotations

from typing import Any

from regelwijzer.advice.output import SCHEMA
from regelwijzer.advice.routes import Standing
from regelwijzer.interview.questions import Questionnaire
from regelwijzer.knowledge.rulefile import RuleFile
from regelwijzer.knowledge.scenarios import CasusFile
from regelwijzer.knowledge.schema import CONDITION_SCHEMA, with_conditions
from regelwijzer.reasoning.case import DOELGROEPEN
from regelwijzer.reasoning.verdicts import Verdict
from regelwijzer.training.lesson import Lesson
from regelwijzer.training.models import CaseFile

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: dict[str, Any] = {"type": "string"}
_NULLABLE: dict[str, Any] = {"type": ["string", "null"]}
_FLAG: dict[str, Any] = {"type": "boolean"}
_DAY: dict[str, Any] = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_VERDICT: dict[str, Any] = {"enum": [verdict.value for verdict in Verdict]}


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


def _map(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": item}


def all_schemas() -> dict[str, dict[str, Any]]:
    """Return the schemas by name: regels, casussen, vragen, zaak, advies, vraag, and so on."""
    rules = with_conditions(RuleFile.model_json_schema())
    rules.setdefault("$defs", {})["voorwaarde"] = CONDITION_SCHEMA
    rules["$defs"]["Begrip"] = _begrip(rules["$defs"]["Begrip"], rules["$defs"]["Regel"])
    schemas = {
        "regels": rules,
        "casussen": CasusFile.model_json_schema(),
        "vragen": Questionnaire.model_json_schema(),
        "zaak": case_schema(),
        "advies": advice_schema(),
        "vraag": next_question_schema(),
        "oefencasussen": CaseFile.model_json_schema(),
        "les": Lesson.model_json_schema(),
    }
    return {name: {"$schema": DRAFT, **schema} for name, schema in schemas.items()}


def _begrip(begrip: dict[str, Any], regel: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a begrip with its short form (``als`` under the begrip itself)."""
    short = {
        **begrip,
        "properties": {
            **{key: value for key, value in begrip["properties"].items() if key != "regels"},
            **{key: value for key, value in regel["properties"].items() if key != "regel"},
        },
        "required": ["begrip", "titel", "als"],
    }
    return {"anyOf": [begrip, short]}


def case_schema() -> dict[str, Any]:
    """Return the schema of a case file."""
    bounds = {
        "type": "object",
        "properties": {
            "van": {"type": ["string", "number"]},
            "tot": {"type": ["string", "number"]},
            "wel": _list(_TEXT),
            "niet": _list(_TEXT),
        },
        "additionalProperties": False,
        "minProperties": 1,
    }
    answer = {"anyOf": [{"type": ["string", "number", "boolean", "null"]}, _list(_TEXT), bounds]}
    return {
        "title": "Zaak",
        "type": "object",
        "properties": {
            "regelwijzer": _TEXT,
            "titel": _TEXT,
            "toelichting": _TEXT,
            "peildatum": _TEXT,
            "doelgroep": {"enum": list(DOELGROEPEN)},
            "hulpvragen": _list(_TEXT),
            "feiten": _map(answer),
        },
        "required": ["peildatum"],
        "additionalProperties": False,
    }


def _citation() -> dict[str, Any]:
    return _object(
        wet=_TEXT,
        bwb=_NULLABLE,
        artikel=_NULLABLE,
        lid=_list(_TEXT),
        onderdeel=_list(_TEXT),
        ecli=_NULLABLE,
        tekst=_TEXT,
        url=_NULLABLE,
    )


def _proof() -> dict[str, Any]:
    return _object(
        soort={"enum": ["feit", "regel", "begrip"]},
        id=_TEXT,
        tekst=_TEXT,
        waarde={"enum": ["ja", "nee"]},
        bron=_list(_TEXT),
        aard=_NULLABLE,
        omdat=_list({"$ref": "#/$defs/bewijs"}),
    )


def _route(texts: dict[str, Any]) -> dict[str, Any]:
    perhaps = {"anyOf": [texts, {"type": "null"}]}
    names = ("wat", "kan", "kan_niet", "hoe", "termijn", "meenemen", "valkuil")
    return _object(
        id=_TEXT,
        stap=_TEXT,
        titel=_TEXT,
        titel_ouder=_TEXT,
        mandaat=_list(_TEXT),
        wie_mag=_list(_TEXT),
        teksten=_object(**dict.fromkeys(names, perhaps)),
        contact=_list(
            _object(
                soort=_TEXT,
                waarde=_TEXT,
                toelichting=_NULLABLE,
                vindplaats=_TEXT,
                datum=_NULLABLE,
                nagelezen=_FLAG,
            )
        ),
        kaders=_list(_TEXT),
        verdict={"enum": [standing.value for standing in Standing]},
        eerst_gedaan=_FLAG,
        eerst=perhaps,
        termijnen=_list(_object(titel=_TEXT, datum=_DAY, zeker=_FLAG, verstreken=_FLAG)),
        ontbreekt=_list(_TEXT),
        ingeklapt=_FLAG,
        bronnen=_list(_citation()),
    )


def advice_schema() -> dict[str, Any]:
    """Return the schema of ``advies --json``."""
    texts = _object(professional=_TEXT, ouder=_TEXT)
    kader = _object(
        id=_TEXT,
        wet=_TEXT,
        titel=_TEXT,
        soort=_TEXT,
        verdict=_VERDICT,
        relevant=_FLAG,
        steunt_op_beleid=_FLAG,
        bronnen=_list(_citation()),
        beslist=_list(_TEXT),
        betaalt=_list(_TEXT),
        vorm=_list(_TEXT),
        ontbreekt=_list(_TEXT),
        oordeel_door=_list(_TEXT),
        ouder_recht_niet_opgenomen=_FLAG,
        bewijs={"anyOf": [{"$ref": "#/$defs/bewijs"}, {"type": "object", "maxProperties": 0}]},
        blokkades=_list(_object(feit=_TEXT, tekst=_TEXT)),
    )
    cell = _object(verdict=_VERDICT, betaalt=_list(_TEXT), kaders=_list(_TEXT))
    priority = _object(
        id=_TEXT,
        titel=_TEXT,
        terugtredend=_TEXT,
        voorgaand=_TEXT,
        kracht={"enum": ["moet", "kan", "rust", "vervalt"]},
        uitleg=texts,
        bronnen=_list(_citation()),
    )
    milestone = _object(
        id=_TEXT,
        titel=_TEXT,
        soort=_TEXT,
        datum=_DAY,
        uiterste_datum=_DAY,
        begin_op=_DAY,
        zeker=_FLAG,
        wie=_list(_TEXT),
        wat=texts,
        bij_missen=texts,
        bronnen=_list(_citation()),
    )
    lesson = _object(
        id=_TEXT, titel=_TEXT, tekst=texts, bronnen=_list(_citation()), document=_NULLABLE
    )
    receipt = _object(
        versie=_TEXT,
        kennisbank={"type": "string", "pattern": "^[0-9a-f]{64}$"},
        bestanden=_map({"type": "string", "pattern": "^[0-9a-f]{16}$"}),
        motor={"enum": ["durable_rules", "bitvlakken"]},
        motoren_vergeleken=_FLAG,
        opmerking=_TEXT,
        durable_rules=_TEXT,
        peildatum=_DAY,
        invoer=case_schema(),
        vingerafdruk={"type": "string", "pattern": "^[0-9a-f]{64}$"},
    )
    row = _object(hulpvorm=_TEXT, gevraagd=_FLAG, cellen=_map(cell))
    hint = _object(feit=_TEXT, richting={"enum": ["ja", "nee"]}, uitleg=_TEXT)
    return {
        "title": "Advies",
        **_object(
            schema={"const": SCHEMA},
            peildatum=_DAY,
            kaders=_list(kader),
            matrix=_list(row),
            voorrang=_list(priority),
            mijlpalen=_list(milestone),
            routes=_list(_route(texts)),
            eerst_uitzoeken=_list(_object(feit=_TEXT, titel=_TEXT, beweegt=_list(_TEXT))),
            aandachtspunten=_list(lesson),
            aandachtspunten_meer=_list(_TEXT),
            wijzers=_list(hint),
            ontvangstbewijs=receipt,
        ),
        "$defs": {"bewijs": _proof()},
    }


def next_question_schema() -> dict[str, Any]:
    """Return the schema of ``vraag --json``."""
    question = _object(
        feit=_TEXT,
        type={"enum": ["ja_nee", "keuze", "meerkeuze", "getal", "datum"]},
        vraag=_TEXT,
        hulp=_TEXT,
        thema=_TEXT,
        opties=_list(_object(waarde=_TEXT, tekst=_TEXT)),
        waarom=_TEXT,
        beweegt=_list(_TEXT),
        kan_ja_worden=_list(_TEXT),
        kan_nee_worden=_list(_TEXT),
        weet_ik_niet=_TEXT,
        wie_weet_het=_list(_TEXT),
    )
    together = _object(lijst=_TEXT, vraag=_TEXT, regels=_list(_object(feit=_TEXT, tekst=_TEXT)))
    return {
        "title": "Volgende vraag",
        **_object(
            schema={"const": "regelwijzer/vraag/3"},
            vraag={"anyOf": [question, {"type": "null"}]},
            samen={"anyOf": [together, {"type": "null"}]},
            klaar=_FLAG,
            vragen_die_nog_tellen={"type": "integer"},
            vragen_die_niets_meer_veranderen=_list(_TEXT),
            open_kaders=_list(_TEXT),
            beslist={"type": "integer"},
        ),
    }
