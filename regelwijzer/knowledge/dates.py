"""Dates in the rule language: durations, birthdays and date expressions.

Two ways of adding exist, because the law has two. An *age* is reached at 00:00 on
the birthday; who is born on 29 February reaches it on 1 March when the year has no
29 February (only then the last full year is over). A *term* in months ends on the
day with the same number, or on the last day of a shorter month.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from regelwijzer.knowledge.errors import ParseFault
from regelwijzer.knowledge.termijnenwet import end_of_term

PEILDATUM = "peildatum"
BIRTH = "jeugdige.geboortedatum"

_AGE = re.compile(r"^(\d{1,2})(?:j(\d{1,2})m)?$")
_TERM = re.compile(r"^(\d{1,4}) (dag|dagen|week|weken|maand|maanden|jaar)$")
_EXPRESSION = re.compile(r"^(?P<base>.+?)(?: (?P<sign>[+-]) (?P<term>\d.*))?$")
_ISO = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_NAME = re.compile(r"^[a-z][a-z0-9_]*(\.[a-z0-9][a-z0-9_]*)+$")

EXTENDED = " (termijnenwet)"
"""Written after a term of the Algemene termijnenwet."""


@dataclass(frozen=True, slots=True, order=True)
class Duration:
    """Months and days together; *age* chooses the birthday way of adding."""

    months: int = 0
    days: int = 0
    age: bool = False

    def after(self, day: date, sign: int = 1) -> date:
        """Return *day* plus this duration (minus when *sign* is -1), within years 1-9999.

        >>> Duration(months=216, age=True).after(date(2008, 2, 29))
        datetime.date(2026, 3, 1)
        >>> Duration(months=6).after(date(2025, 8, 31))
        datetime.date(2026, 2, 28)
        """
        if not self.months and not self.days:
            return day
        total = day.year * 12 + day.month - 1 + sign * self.months
        year, month = divmod(total, 12)
        if not 1 <= year <= 9998:
            return date.max if sign > 0 else date.min
        last = 28 if day.day <= 28 else calendar.monthrange(year, month + 1)[1]
        if day.day <= last:
            moved = date(year, month + 1, day.day)
        elif self.age:
            moved = date(year, month + 1, last) + timedelta(days=1)
        else:
            moved = date(year, month + 1, last)
        try:
            return moved + timedelta(days=sign * self.days) if self.days else moved
        except OverflowError:
            return date.max if sign > 0 else date.min


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date: a constant, the peildatum or a date feit, plus or minus a duration.

    ``base`` is an ISO date, ``peildatum`` or the id of a date feit. ``birthday`` is added
    first: ``verjaardag 18 - 3 maanden`` is the date of birth, plus 18 years, minus a term.
    *extended* marks a term of the Algemene termijnenwet, that never ends on a free day;
    *snap* names a calendar day that is meant instead (a key of SNAPS).
    """

    base: str
    duration: Duration = Duration()
    sign: int = 1
    birthday: Duration = Duration()
    extended: bool = False
    snap: str = ""

    def move(self, day: date) -> date:
        """Return the date that is meant when the base falls on *day* (later gives no earlier)."""
        start = self.birthday.after(day)
        end = self.duration.after(start, self.sign)
        if self.extended:
            end = end_of_term(start, end)
        return SNAPS[self.snap](end) if self.snap else end

    def move_back(self, day: date) -> date:
        """Return about the base day for which :meth:`move` gives *day*."""
        return self.birthday.after(self.duration.after(day, -self.sign), -1)

    @property
    def constant(self) -> date | None:
        """The constant date, or None when it depends on the case."""
        if _ISO.match(self.base):
            return self.move(date.fromisoformat(self.base))
        return None

    @property
    def feit(self) -> str | None:
        """The id of the date feit it depends on, if any."""
        return None if self.base == PEILDATUM or _ISO.match(self.base) else self.base

    def __str__(self) -> str:
        name = self.base
        if self.birthday != Duration():
            years, months = divmod(self.birthday.months, 12)
            name = f"verjaardag {years}" + (f"j{months}m" if months else "")
        snap = f" ({self.snap})" if self.snap else ""
        if self.duration == Duration():
            return name + snap
        amount = f"{self.duration.days} dagen" if self.duration.days else ""
        if self.duration.months:
            amount = f"{self.duration.months} maanden"
        sign = "+" if self.sign > 0 else "-"
        return f"{name} {sign} {amount}{EXTENDED * self.extended}{snap}"


def first_of_quarter(day: date) -> date:
    """Return the first quarter day (1 January, April, July, October) on or after *day*."""
    month = (day.month - 1) // 3 * 3 + 1
    start = day.replace(month=month, day=1)
    return start if start == day else _first_after(start, 3)


def first_of_next_month(day: date) -> date:
    """Return the first day of the month after that of *day*."""
    return _first_after(day.replace(day=1), 1)


def after_school_year(day: date) -> date:
    """Return the first day after the school year (1 August to 31 July) in which *day* lies."""
    return date(day.year + (day.month >= 8), 8, 1) if day.year < date.max.year else date.max


def _first_after(start: date, months: int) -> date:
    return Duration(months=months).after(start)


SNAPS: dict[str, Callable[[date], date]] = {
    "eerste kwartaaldag": first_of_quarter,
    "eerste dag volgende maand": first_of_next_month,
    "eerste dag na dat schooljaar": after_school_year,
}
"""Calendar days that the law counts from, by the words in brackets after a date."""


def parse_age(raw: object) -> Duration:
    """Parse an age: ``18`` or ``18j6m``; raises ParseFault.

    >>> parse_age("18j6m").months
    222
    """
    match = _AGE.match(str(raw)) if isinstance(raw, int | str) and raw is not True else None
    if match is None:
        raise ParseFault(
            f"'{raw}' is geen leeftijd",
            "een leeftijd wordt tot op de dag berekend",
            "schrijf een geheel getal jaren (18) of jaren en maanden (18j6m)",
        )
    return Duration(months=int(match[1]) * 12 + int(match[2] or 0), age=True)


def parse_term(raw: object) -> Duration:
    """Parse a term such as ``6 maanden`` or ``2 weken``; raises ParseFault."""
    match = _TERM.match(str(raw))
    if match is None:
        raise ParseFault(
            f"'{raw}' is geen termijn",
            "een termijn bestaat uit een aantal en een eenheid",
            "schrijf bijvoorbeeld '6 weken', '14 dagen', '3 maanden' of '1 jaar'",
        )
    amount, unit = int(match[1]), match[2]
    if unit.startswith("dag"):
        return Duration(days=amount)
    if unit.startswith("we"):
        return Duration(days=7 * amount)
    return Duration(months=amount * (12 if unit == "jaar" else 1))


def parse_date_expression(raw: object) -> DateExpression:
    """Parse a date expression; raises ParseFault.

    >>> str(parse_date_expression("verjaardag 18"))
    'verjaardag 18'
    >>> parse_date_expression("verjaardag 18 - 3 maanden").move(date(2008, 11, 22))
    datetime.date(2026, 8, 22)
    >>> parse_date_expression("verjaardag 18 (eerste kwartaaldag)").move(date(2008, 11, 22))
    datetime.date(2027, 1, 1)
    >>> parse_date_expression("jeugdhulp.einddatum + 6 maanden").feit
    'jeugdhulp.einddatum'
    """
    if isinstance(raw, date):
        return DateExpression(raw.isoformat())
    text = str(raw).strip()
    for snap in SNAPS:
        if text.endswith(f" ({snap})"):
            inner = parse_date_expression(text.removesuffix(f" ({snap})"))
            return replace(inner, snap=snap)
    extended = text.endswith(EXTENDED)
    match = _EXPRESSION.match(text.removesuffix(EXTENDED))
    base = match["base"] if match else ""
    birthday = Duration()
    if base.startswith("verjaardag "):
        birthday = parse_age(base.removeprefix("verjaardag ").strip())
        base = BIRTH
    elif _ISO.match(base):
        try:
            date.fromisoformat(base)
        except ValueError as error:
            raise ParseFault(
                f"'{base}' is geen bestaande datum", str(error), "schrijf jjjj-mm-dd"
            ) from None
    elif base != PEILDATUM and not _NAME.match(base):
        raise ParseFault(
            f"'{raw}' is geen datum",
            "een datum is peildatum, jjjj-mm-dd, 'verjaardag 18' of een datumfeit, "
            "eventueel met '+ 6 maanden'",
            "kies een van deze vormen",
        )
    if match is None or match["term"] is None:
        if extended:
            raise _not_extended(raw)
        return DateExpression(base, birthday=birthday)
    sign = 1 if match["sign"] == "+" else -1
    term = parse_term(match["term"])
    if extended and (sign < 0 or not _may_be_extended(term)):
        raise _not_extended(raw)
    return DateExpression(base, term, sign, birthday, extended)


def _may_be_extended(term: Duration) -> bool:
    """Tell whether the Algemene termijnenwet counts this term (art. 4 onder a)."""
    return 0 < term.days <= 90 or 0 < term.months <= 3  # twelve weeks are 84 days


def _not_extended(raw: object) -> ParseFault:
    return ParseFault(
        f"'{raw}' is geen termijn van de Algemene termijnenwet",
        "die wet telt niet terug en geldt niet voor meer dan 90 dagen, twaalf weken of "
        "drie maanden (art. 1 lid 2 en art. 4)",
        "haal '(termijnenwet)' weg, of verbeter de termijn",
    )
