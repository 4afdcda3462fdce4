"""Small faults in the knowledge, one at a time, as somebody could make them while writing.

And/or swapped, a part negated or left out, an age a day earlier or later, a bound moved, an
option or an exception dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.conditions import (
    All,
    AnyOf,
    AtLeast,
    Before,
    Choice,
    Condition,
    Not,
)
from regelwijzer.knowledge.dates import BIRTH, DateExpression, Duration
from regelwijzer.knowledge.models import Aandachtspunt, Mijlpaal, Regel, Route, Voorrang
from regelwijzer.reasoning.values import describe


@dataclass(frozen=True)
class Mutant:
    """One fault: an element whose condition or exceptions became something else.

    *element* is the id of a regel or kader, or a kind and an id (``mijlpaal:wlz.aanvraag``).
    """

    kind: str
    element: str
    condition: Condition
    dropped: str = ""
    where: str = ""

    def __str__(self) -> str:
        return f"{self.kind}: {self.element}: {self.where}"


def short(condition: Condition) -> str:
    """Return a condition in a few words."""
    if isinstance(condition, Not):
        return f"niet {short(condition.part)}"
    if isinstance(condition, All | AnyOf):
        word = " en " if isinstance(condition, All) else " of "
        return f"({word.join(map(short, condition.parts))})"[:80]
    return describe(condition)


def faults(condition: Condition) -> Iterator[tuple[str, str, Condition]]:
    """Yield every condition with one small fault: its kind, where it is, and the result."""
    negated = condition.part if isinstance(condition, Not) else Not(condition)
    yield "ontkend", short(condition), negated
    if isinstance(condition, Not):
        for kind, place, part in faults(condition.part):
            if kind != "ontkend":
                yield kind, place, Not(part)
    elif isinstance(condition, All | AnyOf):
        if len(condition.parts) > 1:
            other = AnyOf if isinstance(condition, All) else All
            yield "en/of", short(condition), other(condition.parts)
            for number, part in enumerate(condition.parts):
                rest = condition.parts[:number] + condition.parts[number + 1 :]
                yield "deel weg", short(part), type(condition)(rest)
        for number, part in enumerate(condition.parts):
            for kind, where, wrong in faults(part):
                parts = (*condition.parts[:number], wrong, *condition.parts[number + 1 :])
                yield kind, where, type(condition)(parts)
    else:
        for kind, where, wrong in _comparison_faults(condition):
            yield kind, f"{short(condition)} {where}".strip(), wrong


def _comparison_faults(condition: Condition) -> Iterator[tuple[str, str, Condition]]:
    if isinstance(condition, AtLeast):
        yield "grens mee/niet mee", "", replace(condition, strict=not condition.strict)
        for step in (-1, 1):
            moved = replace(condition, bound=condition.bound + step)
            yield "grens verschoven", f"({step:+d})", moved
    elif isinstance(condition, Choice):
        for option in condition.options if len(condition.options) > 1 else ():
            rest = tuple(other for other in condition.options if other != option)
            yield "keuze weg", f"zonder {option}", replace(condition, options=rest)
    elif isinstance(condition, Before):
        yield "grens mee/niet mee", "", replace(condition, inclusive=not condition.inclusive)
        if condition.left.base == BIRTH and condition.left.duration == Duration():
            for sign in (-1, 1):
                moved_left = _shifted(condition.left, sign)
                yield "leeftijd een dag", f"({sign:+d})", replace(condition, left=moved_left)


def _shifted(expression: DateExpression, sign: int) -> DateExpression:
    return replace(expression, duration=Duration(days=1), sign=sign)


def mutants(base: Kennisbank) -> Iterator[Mutant]:
    """Yield every mutant of the base."""
    for regel, _ in base.regels():
        for kind, where, condition in faults(regel.als):
            yield Mutant(kind, regel.regel, condition, where=where)
        for exception in regel.tenzij:
            name = exception.regel
            yield Mutant("uitzondering weg", regel.regel, regel.als, name, name)
    for name, kader in base.kaders.items():
        for kind, where, condition in faults(kader.als):
            yield Mutant(kind, name, condition, where=where)


def shown_mutants(base: Kennisbank) -> Iterator[Mutant]:
    """Yield every mutant of what is shown beside the kaders: routes, voorrang, days, lessons."""
    groups: dict[str, Mapping[str, Route | Voorrang | Mijlpaal | Aandachtspunt]] = {
        "route": base.routes,
        "voorrang": base.voorrang,
        "mijlpaal": base.mijlpalen,
        "aandachtspunt": base.aandachtspunten,
    }
    for prefix, elements in groups.items():
        for name, element in elements.items():
            for kind, where, condition in faults(element.als):
                yield Mutant(kind, f"{prefix}:{name}", condition, where=where)


def mutated(base: Kennisbank, mutant: Mutant) -> Kennisbank:
    """Return *base* with the fault in it; raises KeyError when it has no such regel or kader."""
    if mutant.element in base.kaders and all(r.regel != mutant.element for r, _ in base.regels()):
        kader = base.kaders[mutant.element].model_copy(update={"als": mutant.condition})
        return replace(base, kaders={**base.kaders, mutant.element: kader})
    begrip = {regel.regel: begrip for regel, begrip in base.regels()}[mutant.element]
    regels = [_with_fault(regel, mutant) for regel in begrip.regels]
    wrong = begrip.model_copy(update={"regels": regels})
    return replace(base, begrippen={**base.begrippen, begrip.begrip: wrong})


def _with_fault(regel: Regel, mutant: Mutant) -> Regel:
    kept = [part for part in regel.tenzij if part.regel != mutant.dropped]
    changes: dict[str, object] = {"tenzij": [_with_fault(part, mutant) for part in kept]}
    if regel.regel == mutant.element:
        changes["als"] = mutant.condition
    return regel.model_copy(update=changes)
