"""What is known of one feit: always the set of answers that are still possible.

A ja/nee feit is ``True``, ``False`` or absent (onbekend). A keuze is the set of options
still possible; a meerkeuze is what is surely in and surely out; a getal and a datum are
closed intervals. Comparing such values gives True, False, or None (onbekend).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from regelwijzer.knowledge.conditions import AtLeast, Before, Choice, Comparison, Ref
from regelwijzer.knowledge.dates import PEILDATUM, DateExpression


@dataclass(frozen=True, slots=True)
class Options:
    """A keuze feit: the options that are still possible (one option: exact)."""

    possible: frozenset[str]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A meerkeuze feit: options surely chosen, and options surely not."""

    wel: frozenset[str]
    niet: frozenset[str]


@dataclass(frozen=True, slots=True)
class Interval:
    """A getal between *low* and *high*, both included."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Period:
    """A datum between *first* and *last*, both included."""

    first: date
    last: date

    @property
    def exact(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last

    def narrow(self, days: Iterable[date]) -> list[date]:
        """Return those of *days* that lie inside, and both ends."""
        inside = {day for day in days if self.first <= day <= self.last}
        return sorted(inside | {self.first, self.last})


Value = bool | Options | Chosen | Interval | Period
Atom = Ref | Comparison


def holds(atom: Atom, values: Mapping[str, Value], peildatum: date) -> bool | None:
    """Evaluate one atom; None means that it is onbekend.

    >>> holds(AtLeast("jeugdige.iq", 70), {"jeugdige.iq": Interval(60, 69)}, date(2026, 1, 1))
    False
    >>> holds(AtLeast("jeugdige.iq", 70), {"jeugdige.iq": Interval(60, 75)}, date(2026, 1, 1))
    """
    if isinstance(atom, Ref):
        value = values.get(atom.name)
        return value if isinstance(value, bool) else None
    if isinstance(atom, Choice):
        return _choice(atom, values.get(atom.feit))
    if isinstance(atom, AtLeast):
        return _at_least(atom, values.get(atom.feit))
    return _before(atom, values, peildatum)


def _choice(atom: Choice, value: Value | None) -> bool | None:
    wanted = frozenset(atom.options)
    if isinstance(value, Options):
        if value.possible <= wanted:
            return True
        return None if value.possible & wanted else False
    if isinstance(value, Chosen):
        if value.wel & wanted:
            return True
        return False if wanted <= value.niet else None
    return None


def _at_least(atom: AtLeast, value: Value | None) -> bool | None:
    if not isinstance(value, Interval):
        return None
    if value.low > atom.bound or (value.low == atom.bound and not atom.strict):
        return True
    if value.high < atom.bound or (value.high == atom.bound and atom.strict):
        return False
    return None


def _before(atom: Before, values: Mapping[str, Value], peildatum: date) -> bool | None:
    left = period_of(atom.left, values, peildatum)
    right = period_of(atom.right, values, peildatum)
    if left is None or right is None:
        return None
    if atom.inclusive:
        if left.last <= right.first:
            return True
        return False if left.first > right.last else None
    if left.last < right.first:
        return True
    return False if left.first >= right.last else None


def period_of(
    expression: DateExpression, values: Mapping[str, Value], peildatum: date
) -> Period | None:
    """Return the interval in which the date lies, or None when nothing is known."""
    if expression.base == PEILDATUM:
        base: Value | None = Period(peildatum, peildatum)
    elif expression.feit is None:
        constant = date.fromisoformat(expression.base)
        base = Period(constant, constant)
    else:
        base = values.get(expression.feit)
    if not isinstance(base, Period):
        return None
    return Period(expression.move(base.first), expression.move(base.last))


def feiten_of(atom: Atom) -> tuple[str, ...]:
    """Return the feiten that *atom* looks at (none when it only looks at the peildatum)."""
    if isinstance(atom, Ref):
        return (atom.name,)
    if isinstance(atom, Choice | AtLeast):
        return (atom.feit,)
    return tuple(dict.fromkeys(x for x in (atom.left.feit, atom.right.feit) if x))


def describe(atom: Atom) -> str:
    """Return the canonical label of *atom*: equal atoms share one node."""
    if isinstance(atom, Ref):
        return atom.name
    if isinstance(atom, Choice):
        return f"{atom.feit} in {{{', '.join(atom.options)}}}"
    if isinstance(atom, AtLeast):
        return f"{atom.feit} {'>' if atom.strict else '>='} {atom.bound:g}"
    return f"[{atom.left}] {'<=' if atom.inclusive else '<'} [{atom.right}]"
