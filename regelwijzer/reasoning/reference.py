"""The reference: strong Kleene logic, evaluated recursively over the Kennisbank itself.

It shares no code with the graph, so that a fault in the compiler shows up as a
disagreement. It is small enough to check by reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.conditions import All, AnyOf, Condition, Not, Ref
from regelwijzer.knowledge.models import Geldig, Regel
from regelwijzer.reasoning.values import Value, holds

Truth = bool | None


class Reference:
    """Evaluate conditions, begrippen and regels of one case; None is onbekend."""

    def __init__(self, base: Kennisbank, values: Mapping[str, Value], peildatum: date) -> None:
        self._base = base
        self._values = values
        self._peildatum = peildatum
        self._begrippen: dict[str, Truth] = {}

    def condition(self, condition: Condition) -> Truth:
        """Return the truth of *condition*."""
        if isinstance(condition, Not):
            return negate(self.condition(condition.part))
        if isinstance(condition, All):
            return every(self.condition(part) for part in condition.parts)
        if isinstance(condition, AnyOf):
            return some(self.condition(part) for part in condition.parts)
        if isinstance(condition, Ref) and condition.name in self._base.begrippen:
            return self.begrip(condition.name)
        return holds(condition, self._values, self._peildatum)

    def begrip(self, name: str) -> Truth:
        """Return the truth of a begrip: one of its regels holds."""
        if name not in self._begrippen:
            regels = self._base.begrippen[name].regels
            self._begrippen[name] = some(self.regel(regel) for regel in regels)
        return self._begrippen[name]

    def regel(self, regel: Regel) -> Truth:
        """Return the truth of a regel: its condition, no exception, and in force."""
        return every(
            [
                self.condition(regel.als),
                *(negate(self.regel(exception)) for exception in regel.tenzij),
                self._in_force(regel.geldig),
            ]
        )

    def kader(self, name: str) -> Truth:
        """Return the truth of a kader."""
        return self.condition(self._base.kaders[name].als)

    def _in_force(self, geldig: Geldig | None) -> Truth:
        if geldig is None:
            return True
        if geldig.tot and self._peildatum >= geldig.tot:
            return False
        if geldig.vanaf and self._peildatum < geldig.vanaf:
            return None if geldig.ervoor == "onbekend" else False
        return True


def negate(value: Truth) -> Truth:
    """Kleene negation."""
    return None if value is None else not value


def every(values: Iterable[Truth]) -> Truth:
    """Kleene conjunction."""
    result: Truth = True
    for value in values:
        if value is False:
            return False
        if value is None:
            result = None
    return result


def some(values: Iterable[Truth]) -> Truth:
    """Kleene disjunction."""
    result: Truth = False
    for value in values:
        if value is True:
            return True
        if value is None:
            result = None
    return result
