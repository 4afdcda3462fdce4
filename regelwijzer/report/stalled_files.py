"""The plan when help stalls, to take along: as a document, and its last days as a calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from icalendar import Calendar

from regelwijzer.advice.wording import day_text
from regelwijzer.report.agenda import whole_day
from regelwijzer.report.blocks import Block, Bullets, Document, Heading, Paragraph, Sources
from regelwijzer.report.formats import as_docx, as_html, as_pdf
from regelwijzer.report.stalled import ContactView, PlanView, RouteView, StepView, mandate_words

KINDS = {
    "pdf": "application/pdf",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ics": "text/calendar",
}
"""The kinds of file, with their media types."""

TITLE = "Plan als de hulp vastloopt"


def plan_file(view: PlanView, kind: str, today: date) -> bytes:
    """Return the plan as a file of *kind*; raises KeyError for an unknown kind."""
    if kind == "ics":
        return plan_calendar(view, today)
    document = plan_document(view, today)
    if kind == "pdf":
        return as_pdf(document, today)
    if kind == "docx":
        return as_docx(document)
    return {"html": as_html}[kind](document).encode()


def plan_document(view: PlanView, today: date) -> Document:
    """Return the plan as blocks, from which every format is written; it holds no answers."""
    blocks: list[Block] = [Heading(1, f"{TITLE}, {day_text(today)}")]
    blocks.append(Paragraph(_INTRODUCTION[view.plain]))
    blocks += _step(view.acute, view)
    if view.terms:
        blocks.append(Heading(2, "Zoveel tijd is er" if view.plain else "Termijnen die lopen"))
        blocks.append(Bullets(tuple(f"{t.when}: {t.title} ({t.route})" for t in view.terms)))
    blocks += _step(view.remedies, view)
    for number, step in enumerate(view.ladder, 1):
        blocks += _step(step, view, f"Stap {number}: ")
    if view.place:
        blocks.append(Heading(2, "Expertteam en netwerk"))
        blocks += [Paragraph(line) for line in view.place]
    return Document(TITLE, tuple(blocks))


_INTRODUCTION = (
    "Dit plan informeert en beslist niets. Rechtsmiddelen staan naast de ladder: overleg schorst "
    "geen termijn. Controleer contactgegevens op de site van de organisatie.",
    "Dit plan legt uit wie kan helpen. Het is geen besluit. Rechten gelden altijd, naast de "
    "stappen. Kijk op de site of een nummer nog klopt.",
)


def _step(step: StepView, view: PlanView, before: str = "") -> Iterator[Block]:
    if not step.shown:
        return
    yield Heading(2, before + step.title)
    for route in step.shown:
        yield from _route(route, view.plain)


def _route(route: RouteView, plain: bool) -> Iterator[Block]:
    yield Heading(3, route.title + ("" if route.sure else " (misschien)"))
    if route.unsure and not route.sure:
        yield Paragraph(" · ".join(route.unsure), "Hangt nog af van:")
    if route.first:
        yield Paragraph(route.first, "Eerst geprobeerd?")
    yield Paragraph(route.what)
    for line in route.local:
        yield Paragraph(line)
    if route.contacts:
        yield Bullets(tuple(contact_line(contact) for contact in route.contacts))
    yield Paragraph(f"{mandate_words(route)}. {route.can}", "Kan:")
    yield Paragraph(route.cannot, "Kan niet:")
    yield Paragraph(route.how, "Hoe:")
    for term in route.terms:
        gone = " (voorbij)" if term.passed else ""
        yield Paragraph(f"{term.when}{gone}.", f"{term.title}:")
    for label, text in (
        ("Termijn:", route.term),
        ("Bij de hand:" if plain else "Meenemen:", route.bring),
        ("Let op:", route.pitfall),
    ):
        if text:
            yield Paragraph(text, label)
    if route.links:
        yield Sources("Bronnen", route.links)


def contact_line(contact: ContactView) -> str:
    """Return a contact as one line of text, with where it was found."""
    note = f" ({contact.note})" if contact.note else ""
    check = "" if contact.checked else " Niet nagelezen: controleer dit eerst."
    return f"{contact.kind}: {contact.text}{note}. Bron: {contact.source}.{check}"


def plan_calendar(view: PlanView, today: date) -> bytes:
    """Return the last days that still run as an ``.ics`` file, with reminders."""
    calendar = Calendar()
    calendar.add("prodid", "-//Regelwijzer//termijnen//NL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Regelwijzer: termijnen")
    stamp = datetime.combine(today, datetime.min.time(), tzinfo=UTC)
    for term in view.terms:
        note = "" if term.exact else " De dag is niet precies bekend; dit is de vroegste."
        text = f"{term.route}. Overleg houdt deze termijn niet tegen.{note}"
        key = f"{term.route}/{term.title}/{term.day.isoformat()}"
        calendar.add_component(whole_day(key, term.day, term.title, text, stamp))
    return bytes(calendar.to_ical())
