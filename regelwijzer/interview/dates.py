"""A date as somebody knows it: to the day, the month, the year, or by age."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from regelwijzer.knowledge.dates import BIRTH, Duration
from regelwijzer.knowledge.models import Feit
from regelwijzer.reasoning.case import EARLIEST, LATEST
from regelwijzer.reasoning.values import Period

OLDEST = 99
_EMPTY = "Vul ten minste het jaar in, of kies 'Weet ik niet'."
_DATE = re.compile(r"(?:(?:(\d{1,2})[-/ .])?(\d{1,2})[-/ .])?(\d{4})")
_AGE = re.compile(r"(\d{1,2}) ?j(?:aar|r)?(?:,? (?:en )?(\d{1,2}) ?m(?:aanden|aand|nd)?)?")


def read_date(feit: Feit, text: str, peildatum: date) -> Period | str:
    """Return the days meant by what was typed, or what to type instead.

    A day of birth may also be an age on *peildatum*.

    >>> born = Feit(feit=BIRTH, type="datum", titel="Geboren", thema="t")
    >>> read_date(born, "17 jaar en 3 maanden", date(2026, 11, 22))
    Period(first=datetime.date(2009, 7, 23), last=datetime.date(2009, 8, 22))
    """
    match = _DATE.fullmatch(text)
    if match is not None:
        day, month, year = (int(part) if part else None for part in match.groups())
        return days(day, month, year)
    if feit.feit != BIRTH:
        return "Schrijf de datum als dd-mm-jjjj, mm-jjjj of jjjj."
    match = _AGE.fullmatch(text.casefold())
    if match is None:
        return "Schrijf dd-mm-jjjj, mm-jjjj of jjjj, of de leeftijd: 16 jaar en 3 maanden."
    return age(int(match[1]), int(match[2]) if match[2] else None, peildatum)


def days(day: int | None, month: int | None, year: int | None) -> Period | str:
    """Return the days meant by a date of which day and month may be missing, or the fault.

    >>> days(None, 2, 2009)
    Period(first=datetime.date(2009, 2, 1), last=datetime.date(2009, 2, 28))
    >>> days(31, 2, 2009)
    'De dag 31-2-2009 bestaat niet; kijk de datum na.'
    """
    if year is None:
        return _EMPTY
    if not EARLIEST.year <= year <= LATEST.year:
        return f"Schrijf het jaar met vier cijfers, van {EARLIEST.year} tot en met {LATEST.year}."
    if month is None:
        if day is not None:
            return "Vul ook de maand in, of laat de dag leeg."
        return Period(date(year, 1, 1), date(year, 12, 31))
    if not 1 <= month <= 12:
        return "De maand is een getal van 1 tot en met 12."
    if day is None:
        return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    if not 1 <= day <= monthrange(year, month)[1]:
        return f"De dag {day}-{month}-{year} bestaat niet; kijk de datum na."
    return Period(date(year, month, day), date(year, month, day))


def age(years: int, months: int | None, peildatum: date) -> Period | str:
    """Return the days of birth of somebody of this age on *peildatum*, or the fault."""
    if not 0 <= years <= OLDEST:
        return f"De leeftijd is een getal van 0 tot en met {OLDEST}."
    if months is not None and not 0 <= months <= 11:
        return "Het aantal maanden is een getal van 0 tot en met 11."
    return born_at(years, months, peildatum)


def born_at(years: int, months: int | None, peildatum: date) -> Period:
    """Return the days of birth of somebody who is this old on *peildatum*.

    >>> born_at(17, None, date(2026, 11, 22))
    Period(first=datetime.date(2008, 11, 23), last=datetime.date(2009, 11, 22))
    >>> born_at(17, 3, date(2026, 11, 22))
    Period(first=datetime.date(2009, 7, 23), last=datetime.date(2009, 8, 22))
    """
    reached = 12 * years + (months or 0)
    span = 12 if months is None else 1
    last = Duration(months=reached).after(peildatum, -1)
    first = Duration(days=1).after(Duration(months=reached + span).after(peildatum, -1))
    return Period(max(first, EARLIEST), last)
