"""The plan of routes on the terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from regelwijzer.advice.routes import LADDER, REMEDY, Plan, RouteAdvice, Standing
from regelwijzer.advice.wording import day_text
from regelwijzer.knowledge.models import Contact, Texts
from regelwijzer.knowledge.regions import Place

STEPS = {
    "acuut": "Nu gevaar",
    REMEDY: "Rechten (altijd naast de andere stappen)",
    "lokaal": "Stap 1: dichtbij",
    "regionaal": "Stap 2: de regio",
    "bovenregionaal": "Stap 3: meer regio's samen",
    "landelijk": "Stap 4: landelijk",
}


def print_plan(console: Console, plan: Plan, plain: bool) -> None:
    """Print the plan: danger, running terms, then the routes step by step."""
    console.print("\n[bold]Als de hulp vastloopt[/bold]")
    for term, item in plan.terms:
        perhaps = "" if term.exact else " (de vroegste dag die het kan zijn)"
        text = f"{day_text(term.day)}{perhaps}: {term.title} ({route_title(item, plain)})"
        console.print(Padding(escape(text), (0, 0, 0, 2)))
    for step in (LADDER[0], REMEDY, *LADDER[1:]):
        items = plan.of(step)
        sure = [item for item in items if item.standing is Standing.APPLIES]
        if not sure:
            continue
        console.print(f"  [bold]{STEPS[step]}[/bold]")
        for item in sure:
            if item.folded:
                console.print(Padding(escape(f"- {route_title(item, plain)}"), (0, 0, 0, 4)))
            else:
                _print_route(console, item, plain)
    possible = sum(1 for item in plan.routes if item.standing is Standing.POSSIBLE)
    if possible:
        console.print(f"  Nog {possible} wegen zijn mogelijk; --json toont ze alle.")


def _print_route(console: Console, item: RouteAdvice, plain: bool) -> None:
    route = item.route
    console.print(Padding(f"[bold]{escape(route_title(item, plain))}[/bold]", (0, 0, 0, 4)))
    if not item.ready and route.eerst_tekst is not None:
        console.print(Padding(escape(f"Eerst: {_say(route.eerst_tekst, plain)}"), (0, 0, 0, 6)))
    for label, texts in (("", route.wat), ("Hoe: ", route.hoe), ("Kan niet: ", route.kan_niet)):
        console.print(Padding(escape(f"{label}{_say(texts, plain)}"), (0, 0, 0, 6)))
    for contact in route.contact:
        console.print(Padding(escape(contact_text(contact)), (0, 0, 0, 6)))


def route_title(item: RouteAdvice, plain: bool) -> str:
    """Return the title of a route in the words of the reader."""
    return (item.route.titel_ouder or item.route.titel) if plain else item.route.titel


def contact_text(contact: Contact) -> str:
    """Return how to reach somebody, with how sure that is."""
    note = f" ({contact.toelichting})" if contact.toelichting else ""
    check = "" if contact.nagelezen else " Niet nagelezen: controleer op de site."
    return f"{contact.soort}: {contact.waarde}{note}.{check}"


def place_lines(place: Place) -> list[str]:
    """Return which expertteam and netwerk serve a place, as lines of text."""
    name = place.gemeente.gemeente if place.gemeente else place.regio.naam
    netwerk = place.netwerk
    site = f", {netwerk.site}" if netwerk.site else ""
    lines = [
        f"{name}: regionaal expertteam van de jeugdregio {place.regio.naam}.",
        f"Netwerk: {netwerk.naam} (coördinerende gemeente {netwerk.coordinerende_gemeente}{site}).",
    ]
    lines += [place.ask] if place.ask else []
    for item in place.local:
        contacts = (*item.expertteam, *item.lokaal_team, *item.spoed)
        lines += [contact_text(contact) for contact in contacts]
        lines += [f"Noodbudget: {item.noodbudget.professional}"] if item.noodbudget else []
    return lines


def place_json(place: Place) -> dict[str, Any]:
    """Return a place as plain data."""
    return {
        "gemeente": place.gemeente.model_dump(mode="json") if place.gemeente else None,
        "regio": place.regio.model_dump(mode="json"),
        "netwerk": place.netwerk.model_dump(mode="json"),
        "navragen": place.ask,
        "lokaal": [item.model_dump(mode="json") for item in place.local],
    }


def _say(texts: Texts, plain: bool) -> str:
    return texts.ouder if plain else texts.professional
