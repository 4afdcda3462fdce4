"""The rule base as clauses: every complete case on one peildatum is one model.

In a complete case every feit is known, so a node has one truth value and one SAT variable
(its index plus one). The answers to one feit agree with each other: a keuze has exactly
one option, the bounds of a getal are ordered, and dates obey the calendar to the day.
Comparisons with a known day are ordered in advance (order encoding over the days on which
a comparison turns); comparisons between two unknown dates are checked in each model by
:mod:`ordering`, which gives back the reason when they cannot all hold. So a proof rests on
no sample: "unsatisfiable" means no such case exists, and every model is a real case.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from pysat.solvers import Solver

from regelwijzer.audit import ordering
from regelwijzer.audit.ordering import Bounds, Pair, UpTo
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.conditions import All, AtLeast, Before, Choice, Condition, Not, Ref
from regelwijzer.knowledge.dates import PEILDATUM, DateExpression
from regelwijzer.reasoning.compiler import Program
from regelwijzer.reasoning.graph import Kind, node_of
from regelwijzer.reasoning.values import Atom

SOLVER = "glucose4"
_NEAR_BACK, _NEAR_ON = 30 * 366, 3 * 366


class World:
    """All complete cases on *peildatum*; without one the peildatum is a date like others.

    *today* is used to choose days that read well when a case is shown.
    """

    def __init__(
        self, base: Kennisbank, program: Program, peildatum: date | None, today: date | None = None
    ) -> None:
        self.base = base
        self.program = program
        self.peildatum = peildatum
        self.today = (peildatum or today or date.today()).toordinal()
        self._true: frozenset[int] | None = None
        self.days: dict[str, int] = {}
        self._clauses: list[list[int]] = []
        self._learned: list[list[int]] = []
        self._count = len(program.graph.nodes)
        self._solver: Any = None
        self._atoms: dict[tuple[Atom, str], int] = {}
        self.options: dict[tuple[str, str], dict[str, int]] = {}
        self.bounds: dict[tuple[str, str], list[tuple[float, bool, int]]] = {}
        self.chains: dict[str, list[tuple[int, int]]] = {}
        self.pairs: dict[int, Pair] = {}
        for node in program.graph.nodes:
            if node.kind is Kind.ATOM:
                self._register(program.atoms[node.index], "", node.index + 1)
            else:
                self.define(node.index + 1, node.kind, [self.of(c) for c in node.children])

    # -- literals -----------------------------------------------------------------

    def of(self, literal: int) -> int:
        """Return the SAT literal of a literal of the graph."""
        variable = node_of(literal) + 1
        return -variable if literal & 1 else variable

    def new(self) -> int:
        """Return a new SAT variable."""
        self._count += 1
        return self._count

    def add(self, clause: Sequence[int]) -> None:
        """Add a clause that holds in every case."""
        self._clauses.append(list(clause))
        if self._solver is not None:
            self._solver.add_clause(list(clause))

    def define(self, variable: int, kind: Kind, children: Sequence[int]) -> int:
        """Make *variable* the conjunction or disjunction of the SAT literals *children*."""
        sign = 1 if kind is Kind.AND else -1
        for child in children:
            self.add([-sign * variable, sign * child])
        self.add([sign * variable, *(-sign * child for child in children)])
        return variable

    def condition(self, condition: Condition) -> int:
        """Return the SAT literal of any condition."""
        if isinstance(condition, Not):
            return -self.condition(condition.part)
        if isinstance(condition, Ref) and condition.name in self.program.begrippen:
            return self.of(self.program.begrippen[condition.name])
        if isinstance(condition, Ref | Choice | AtLeast | Before):
            return self.atom(condition)
        kind = Kind.AND if isinstance(condition, All) else Kind.OR
        return self.define(self.new(), kind, [self.condition(part) for part in condition.parts])

    def atom(self, atom: Atom, prime: str = "") -> int:
        """Return the SAT variable of *atom*; *prime* marks another answer to the same feit."""
        if (atom, prime) not in self._atoms:
            self._register(atom, prime, self.new())
        return self._atoms[atom, prime]

    def option(self, feit: str, keuze: str, prime: str = "") -> int:
        """Return the SAT variable that says that *keuze* is (one of) the answer(s)."""
        return self._all_options(feit, prime)[keuze]

    def _register(self, atom: Atom, prime: str, variable: int) -> None:
        self._atoms[atom, prime] = variable
        if isinstance(atom, Choice):
            options = self._all_options(atom.feit, prime)
            self.define(variable, Kind.OR, [options[o] for o in atom.options if o in options])
        elif isinstance(atom, AtLeast):
            self._order_number(atom, prime, variable)
        elif isinstance(atom, Before):
            self._order_date(atom, prime, variable)

    def _all_options(self, name: str, prime: str) -> dict[str, int]:
        if (name, prime) not in self.options:
            feit = self.base.feiten[name]
            options = {option.keuze: self.new() for option in feit.keuzes}
            self.options[name, prime] = options
            if feit.type == "keuze":
                variables = list(options.values())
                self.add(variables)
                for place, one in enumerate(variables):
                    for other in variables[place + 1 :]:
                        self.add([-one, -other])
        return self.options[name, prime]

    def _order_number(self, atom: AtLeast, prime: str, variable: int) -> None:
        feit = self.base.feiten[atom.feit]
        low = -1e9 if feit.minimum is None else feit.minimum
        high = 1e9 if feit.maximum is None else feit.maximum
        if atom.bound < low or (atom.bound == low and not atom.strict):
            self.add([variable])
        if atom.bound > high or (atom.bound == high and atom.strict):
            self.add([-variable])
        chain = self.bounds.setdefault((atom.feit, prime), [])
        entry = (atom.bound, atom.strict, variable)
        insort(chain, entry)
        place = chain.index(entry)
        if place:
            self.add([-variable, chain[place - 1][2]])
        if place + 1 < len(chain):
            self.add([-chain[place + 1][2], variable])

    def _variable(self, expression: DateExpression, prime: str) -> str | None:
        if expression.feit is not None:
            return expression.feit + (prime if prime == f"'{expression.feit}" else "")
        return PEILDATUM if expression.base == PEILDATUM and self.peildatum is None else None

    def _order_date(self, atom: Before, prime: str, variable: int) -> None:
        names = (self._variable(atom.left, prime), self._variable(atom.right, prime))
        meaning = ordering.analyse(atom, names, self.today)
        if isinstance(meaning, bool):
            self.add([variable if meaning else -variable])
        elif isinstance(meaning, Pair):
            self.pairs[variable] = meaning
        else:
            self._order_day(meaning, variable)

    def _order_day(self, meaning: UpTo, variable: int) -> None:
        literal = variable if meaning.positive else -variable
        if meaning.day < ordering.FIRST:
            self.add([-literal])
        elif meaning.day >= ordering.LAST:
            self.add([literal])
        else:
            chain = self.chains.setdefault(meaning.variable, [])
            place = bisect_left(chain, (meaning.day, literal))
            chain.insert(place, (meaning.day, literal))
            same = [other for day, other in chain if day == meaning.day and other != literal]
            if same:
                self.add([-literal, same[0]])
                self.add([literal, -same[0]])
            if place:
                self.add([-chain[place - 1][1], literal])
            if place + 1 < len(chain):
                self.add([-literal, chain[place + 1][1]])

    # -- solving ------------------------------------------------------------------

    @property
    def solver(self) -> Any:
        """The SAT solver, filled when it is first needed."""
        if self._solver is None:
            self._solver = Solver(name=SOLVER, bootstrap_with=self._clauses + self._learned)
        return self._solver

    def mark(self) -> tuple[int, int]:
        """Return where we are, to :meth:`forget` what is added later."""
        return len(self._clauses), self._count

    def forget(self, mark: tuple[int, int]) -> None:
        """Drop every variable and clause added since *mark*, but keep what dates taught."""
        clauses, size = mark
        self._count = size
        self._clauses = self._clauses[:clauses]
        self._learned = [c for c in self._learned if all(abs(x) <= size for x in c)]
        self._atoms = {key: v for key, v in self._atoms.items() if v <= size}
        self.pairs = {v: pair for v, pair in self.pairs.items() if v <= size}
        self.options = {k: o for k, o in self.options.items() if max(o.values()) <= size}
        for chain in self.bounds.values():
            chain[:] = [entry for entry in chain if entry[2] <= size]
        for days in self.chains.values():
            days[:] = [entry for entry in days if abs(entry[1]) <= size]
        self.close()

    def close(self) -> None:
        """Free the solver."""
        if self._solver is not None:
            self._solver.delete()
            self._solver = None

    def solve(self, assumptions: Sequence[int], nodes: Iterable[int] | None = None) -> bool:
        """Tell whether a complete case exists in which every assumption holds.

        *nodes* are the graph nodes the question is about (default all): only their dates
        have to fit the calendar, for the others any day will do. The model is in ``true``
        (SAT variables) and ``days`` (dates that are compared with each other).
        """
        pairs = self._pairs_about(nodes)
        while self.solver.solve(assumptions=list(assumptions)):
            self._true = None
            if not pairs:
                self.days = {}
                return True
            found = self._calendar(pairs)
            if found.conflict is None:
                self.days = dict(found.days)
                return True
            clause = [-literal for literal in sorted(found.conflict)]
            self._learned.append(clause)
            self.solver.add_clause(clause)
        return False

    @property
    def true(self) -> frozenset[int]:
        """The SAT variables that are true in the model just found."""
        if self._true is None:
            self._true = frozenset(x for x in self.solver.get_model() if x > 0)
        return self._true

    def core(self) -> list[int]:
        """Return assumptions of the last failed question that already make it fail."""
        return list(self.solver.get_core() or [])

    def _pairs_about(self, nodes: Iterable[int] | None) -> dict[int, Pair]:
        if nodes is None:
            return self.pairs
        about = {node + 1 for node in nodes}
        top = len(self.program.graph.nodes)
        return {v: pair for v, pair in self.pairs.items() if v in about or v > top}

    def _calendar(self, pairs: dict[int, Pair]) -> ordering.Solution:
        """Find days for the dates that *pairs* compare, in the model just found."""
        edges = []
        for variable, pair in pairs.items():
            holds = variable in self.true
            edges.append((pair.true if holds else pair.false, variable if holds else -variable))
        names = {name for edge, _ in edges for name in (edge.source, edge.target)}
        near = (self.today - _NEAR_BACK, self.today + _NEAR_ON)
        return ordering.solve({name: self.bounds_of(name) for name in names}, edges, near)

    def bounds_of(self, name: str) -> Bounds:
        """Return between which days the date *name* lies in the model just found."""
        low, high, low_reason, high_reason = ordering.FIRST, ordering.LAST, 0, 0
        for day, literal in self.chains.get(name, ()):
            if (abs(literal) in self.true) == (literal > 0):
                high, high_reason = day, literal
                break
            low, low_reason = day + 1, -literal
        return Bounds(low, high, low_reason, high_reason)

    def yes_no(self, name: str) -> bool:
        """Tell whether a ja/nee feit is ja in the model just found."""
        return self._atoms.get((Ref(name), ""), 0) in self.true
