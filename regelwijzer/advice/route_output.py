"""Routes as plain data: in an advice (``advies --json``) and by themselves (``routes``)."""

from __future__ import annotations

from datetime import date
from typing import Any

from regelwijzer.advice.links import bron_json, bron_text
from regelwijzer.advice.routes import Plan, RouteAdvice
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.models import Route, Texts


def plan_json(base: Kennisbank, plan: Plan, day: date) -> list[dict[str, Any]]:
    """Return the routes of a plan in the order in which to read them."""
    return [_route_json(base, item, day) for item in plan.routes]


def route_row(base: Kennisbank, route: Route) -> dict[str, Any]:
    """Return one route as it stands in the rule base."""
    return {
        **_words(route),
        "eerst": _texts(route.eerst_tekst),
        "termijnen": [
            {"titel": term.titel, "rekenregel": str(term.datum)} for term in route.uiterlijk
        ],
        "aard": route.aard,
        "gecontroleerd": (
            route.gecontroleerd.model_dump(mode="json") if route.gecontroleerd else None
        ),
        "bronnen": [bron_text(base, bron) for bron in route.bron],
    }


def _route_json(base: Kennisbank, item: RouteAdvice, day: date) -> dict[str, Any]:
    return {
        **_words(item.route),
        "verdict": item.standing.value,
        "eerst_gedaan": item.ready,
        "eerst": None if item.ready else _texts(item.route.eerst_tekst),
        "termijnen": [
            {
                "titel": term.title,
                "datum": term.day.isoformat(),
                "zeker": term.exact,
                "verstreken": term.passed,
            }
            for term in item.terms
        ],
        "ontbreekt": list(item.missing),
        "ingeklapt": item.folded,
        "bronnen": [bron_json(base, bron, day) for bron in item.route.bron],
    }


def _words(route: Route) -> dict[str, Any]:
    return {
        "id": route.route,
        "stap": route.stap,
        "titel": route.titel,
        "titel_ouder": route.titel_ouder or route.titel,
        "mandaat": list(route.mandaat),
        "wie_mag": list(route.wie_mag),
        "teksten": {
            name: _texts(getattr(route, name))
            for name in ("wat", "kan", "kan_niet", "hoe", "termijn", "meenemen", "valkuil")
        },
        "contact": [contact.model_dump(mode="json") for contact in route.contact],
        "kaders": list(route.kaders),
    }


def _texts(texts: Texts | None) -> dict[str, str] | None:
    return {"professional": texts.professional, "ouder": texts.ouder} if texts else None
