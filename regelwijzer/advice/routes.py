"""The plan when help stalls: danger first, running terms, then the ladder of routes.

A route is van_toepassing when its trigger surely holds, niet_van_toepassing when it surely
does not, and otherwise mogelijk: nothing unknown rules a route out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.models import Route
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.compiler import Program
from regelwijzer.reasoning.values import period_of
from regelwijzer.reasoning.verdicts import Judge, Verdict

LADDER = ("acuut", "lokaal", "regionaal", "bovenregionaal", "landelijk")
REMEDY = "rechtsmiddel"
DANGER = "jeugdige.levensgevaar_nu"


class Standing(Enum):
    """What can be said of a route."""

    APPLIES = "van_toepassing"
    POSSIBLE = "mogelijk"
    DOES_NOT = "niet_van_toepassing"


_STANDING = {Verdict.APPLIES: Standing.APPLIES, Verdict.DOES_NOT: Standing.DOES_NOT}
_RANK = {standing: number for number, standing in enumerate(Standing)}


@dataclass(frozen=True)
class Term:
    """The last day that belongs to a route; the earliest it can be when not *exact*."""

    title: str
    day: date
    exact: bool
    passed: bool


@dataclass(frozen=True)
class RouteAdvice:
    """One route in one case; not *ready* while what must come first was not (surely) tried."""

    route: Route
    standing: Standing
    ready: bool
    terms: tuple[Term, ...]
    missing: tuple[str, ...]
    folded: bool

    @property
    def running(self) -> date | None:
        """The first day that a term ends, of the terms that still run."""
        return min((term.day for term in self.terms if not term.passed), default=None)


@dataclass(frozen=True)
class Plan:
    """The routes of one case, in the order in which to read them.

    *danger*: somebody is in danger now, so all but the acute routes are folded. *steps* is
    the ladder, *remedies* stand beside it and never behind it.
    """

    danger: bool
    routes: tuple[RouteAdvice, ...] = ()

    @property
    def remedies(self) -> tuple[RouteAdvice, ...]:
        """The legal remedies, the first term first."""
        return self.of(REMEDY)

    @property
    def terms(self) -> tuple[tuple[Term, RouteAdvice], ...]:
        """The terms that still run, the first to end first."""
        found = [(term, item) for item in self.routes for term in item.terms if not term.passed]
        return tuple(sorted(found, key=lambda pair: (pair[0].day, pair[1].route.route)))

    def of(self, step: str) -> tuple[RouteAdvice, ...]:
        """Return the routes of one step that are not ruled out."""
        return tuple(
            item
            for item in self.routes
            if item.route.stap == step and item.standing is not Standing.DOES_NOT
        )


def plan(base: Kennisbank, program: Program, case: Case, judge: Judge) -> Plan:
    """Return the plan for *case*; *judge* judges its literals."""
    danger = case.values.get(DANGER) is True
    found = [_advice(program, case, judge, route, danger) for route in base.routes.values()]
    return Plan(danger, tuple(sorted(found, key=_order)))


def _advice(program: Program, case: Case, judge: Judge, route: Route, danger: bool) -> RouteAdvice:
    outcome = judge.outcome(program.conditions[f"route:{route.route}"])
    standing = _STANDING.get(outcome.verdict, Standing.POSSIBLE)
    first = program.conditions.get(f"eerst:{route.route}")
    tried = first is None or judge.outcome(first).verdict is Verdict.APPLIES
    terms = () if standing is Standing.DOES_NOT else tuple(_terms(case, route))
    folded = danger and route.stap != LADDER[0]
    return RouteAdvice(route, standing, tried, terms, outcome.missing, folded)


def _terms(case: Case, route: Route) -> Iterator[Term]:
    for deadline in route.uiterlijk:
        when = period_of(deadline.datum, case.values, case.peildatum)
        if when is not None:
            passed = when.last < case.peildatum
            yield Term(deadline.titel, when.first, when.exact, passed)


def _order(item: RouteAdvice) -> tuple[int, int, date, bool, int, bool]:
    """Order: ruled out last; danger, running terms, ladder, other remedies; sure before maybe.

    Of two routes that are equal in all this, who may decide comes first.
    """
    running = item.running
    if item.route.stap == LADDER[0]:
        place = 0
    elif item.route.stap == REMEDY:
        place = 1 if running else 3
    else:
        place = 2
    gone = item.standing is Standing.DOES_NOT
    step = LADDER.index(item.route.stap) if item.route.stap in LADDER else 0
    rank = 10 * gone + place
    return (
        rank,
        step * 10 + _RANK[item.standing],
        running or date.max,
        not item.ready,
        len(item.missing),
        "beslissen" not in item.route.mandaat,
    )
