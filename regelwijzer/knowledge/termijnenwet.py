"""The Algemene termijnenwet (BWBR0002448): when a statutory term really ends.

A term that ends on a Saturday, a Sunday or a feestdag runs on to the next day that is
none of these (art. 1 lid 1); a term of three days or more holds at least two such
working days (art. 2). Which terms the law leaves alone (art. 1 lid 2 and art. 4) is
checked where the term is written: see ``parse_date_expression``.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter

EQUATED = frozenset(
    date.fromisoformat(day)
    for day in (
        # Stcrt. 2022, 7812
        "2023-04-28",
        "2023-05-19",
        "2024-05-10",
        "2024-12-27",
        "2025-05-30",
        # Stcrt. 2025, 24713
        "2026-01-02",
        "2026-05-15",
        "2027-05-07",
        "2028-04-28",
        "2028-05-26",
    )
)
"""Days that a koninklijk besluit equates with a feestdag (art. 3 lid 3).

A new besluit comes every three years. A day that is missing here makes a term end too
early, never too late.
"""

_DAY = timedelta(days=1)
_LAST = date(9998, 12, 31)


@lru_cache(maxsize=256)
def feestdagen(year: int) -> frozenset[date]:
    """Return the days of art. 3 in *year* (without the weekends)."""
    paasdag = easter(year)
    return frozenset(
        {
            date(year, 1, 1),
            paasdag - 2 * _DAY,  # Goede Vrijdag
            paasdag + _DAY,
            _koningsdag(year),
            date(year, 5, 5),
            paasdag + 39 * _DAY,  # Hemelvaartsdag
            paasdag + 50 * _DAY,  # tweede pinksterdag
            date(year, 12, 25),
            date(year, 12, 26),
        }
        | {day for day in EQUATED if day.year == year}
    )


def _koningsdag(year: int) -> date:
    """Return the day on which the birthday of the King (before 2014: the Queen) is kept."""
    day = date(year, 4, 27) if year >= 2014 else date(year, 4, 30)
    return day - _DAY if day.isoweekday() == 7 else day


def is_working_day(day: date) -> bool:
    """Tell whether a term can end on *day*."""
    return day.isoweekday() < 6 and day not in feestdagen(day.year)


def next_working_day(day: date) -> date:
    """Return *day*, or the first day after it on which a term can end.

    >>> next_working_day(date(2026, 4, 3))  # Goede Vrijdag
    datetime.date(2026, 4, 7)
    """
    while day < _LAST and not is_working_day(day):
        day += _DAY
    return day


def end_of_term(start: date, end: date) -> date:
    """Return the last day of a term that starts after *start* and is counted to *end*.

    >>> end_of_term(date(2026, 11, 14), date(2026, 12, 26))  # six weeks
    datetime.date(2026, 12, 28)
    """
    if end - start < 3 * _DAY or start >= _LAST - 30 * _DAY:
        return next_working_day(end)
    first = next_working_day(start + _DAY)
    return max(next_working_day(end), next_working_day(first + _DAY))
