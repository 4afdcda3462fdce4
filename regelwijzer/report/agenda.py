"""Milestones as an iCalendar file: whole days, with reminders, without personal data."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from regelwijzer.advice.advisor import Advice
from regelwijzer.advice.milestones import Milestone
from regelwijzer.advice.wording import day_text
from regelwijzer.knowledge.base import Kennisbank

REMIND_BEFORE = timedelta(days=14)


def agenda(base: Kennisbank, advice: Advice, plain: bool) -> bytes:
    """Return the milestones of *advice* as the bytes of an ``.ics`` file.

    A milestone with lead time gives two events: the day to begin and the day itself. The
    same advice gives the same bytes.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Regelwijzer//mijlpalen//NL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Regelwijzer: mijlpalen")
    stamp = datetime.combine(advice.case.peildatum, datetime.min.time(), tzinfo=UTC)
    for item in advice.milestones:
        text = _description(base, item, plain)
        title = item.mijlpaal.titel + ("" if item.sure else " (misschien)")
        if item.start < item.day and item.start >= advice.case.peildatum:
            title_start = f"Begin met: {title}"
            calendar.add_component(_event(item, "begin", item.start, title_start, text, stamp))
        calendar.add_component(_event(item, "dag", item.day, title, text, stamp))
    return bytes(calendar.to_ical())


def _event(item: Milestone, part: str, day: date, title: str, text: str, stamp: datetime) -> Event:
    return whole_day(f"{item.mijlpaal.mijlpaal}/{part}/{day.isoformat()}", day, title, text, stamp)


def whole_day(key: str, day: date, title: str, text: str, stamp: datetime) -> Event:
    """Return an event of one day with its reminders; the same *key* gives the same uid."""
    event = Event()
    event.add("uid", f"{hashlib.sha256(key.encode()).hexdigest()[:24]}@regelwijzer.invalid")
    event.add("dtstamp", stamp)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", title)
    event.add("description", text)
    event.add("transp", "TRANSPARENT")
    for before in (REMIND_BEFORE, timedelta(0)):
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", -before + timedelta(hours=9))
        event.add_component(alarm)
    return event


def _description(base: Kennisbank, item: Milestone, plain: bool) -> str:
    mijlpaal = item.mijlpaal
    what = mijlpaal.wat.ouder if plain else mijlpaal.wat.professional
    missed = mijlpaal.bij_missen.ouder if plain else mijlpaal.bij_missen.professional
    lines = [what, f"Wie: {base.who(mijlpaal.wie, plain)}.", f"Als dit niet gebeurt: {missed}"]
    if not item.exact:
        lines.append(f"De dag ligt tussen {day_text(item.day)} en {day_text(item.last_day)}.")
    return "\n".join(lines)
