"""The shortest way to a ja: which few open things would together settle one kader.

An open kader can depend on dozens of feiten, but one way through them is enough. Of all ways the
cheapest is taken: what is seldom true costs more, so that the way is one worth trying. The way
is checked: its parts do not contradict each other, and without any one of them it fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from regelwijzer.advice.wording import say
from regelwijzer.interview.domains import Domains
from regelwijzer.knowledge.base import UNKNOWN_LAW, Kennisbank
from regelwijzer.knowledge.conditions import Choice, Ref
from regelwijzer.knowledge.dates import BIRTH
from regelwijzer.knowledge.models import Feit
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.compiler import Program
from regelwijzer.reasoning.graph import Kind, node_of, swap
from regelwijzer.reasoning.values import Period, holds

NEVER = 10**9
COMMON, DENIED, JUDGED, DECIDED, RARE, ABSENT = 6, 2, 3, 25, 60, 1
"""What it costs to hope for a fact, for its absence, an oordeel, a decision that must be there
already, something that is seldom so, and its absence (or that of one choice of many)."""
UNTOLD, HEALTH = 12, "gezondheid"
"""What it costs to hope for an illness or disability that nobody told of, and its theme."""
HINTED, DOUBTED = 1, 8
"""What an oordeel costs when what somebody sees at home points to it, or only away from it."""
SUPPORT = 2
"""How much nearer a way is for every fact that is known already and speaks for it."""
TRIES = 6
_Step = tuple[int, bool, frozenset[int]]
"""A literal, and the ones of which all (True) or one (False) make it hold."""


@dataclass(frozen=True)
class Need:
    """One thing that must turn out so: the feit it is about, what is said, and if it is judged.

    *denied* says that something must not be so (its text begins with or holds 'niet').
    """

    feit: str
    text: str
    judged: bool
    denied: bool
    literal: int


@dataclass(frozen=True)
class Way:
    """What must all turn out so for a kader to apply; *cost* tells how far away that is.

    *far* says that it takes something that is seldom so, or a decision (no oordeel) that must be
    there already; *grounded* that something known of this child speaks for it; *signed* that an
    open norm on it is answered already, or that something seen at home points to one.
    """

    needs: tuple[Need, ...]
    cost: int
    far: bool = False
    grounded: bool = True
    signed: bool = False


@dataclass
class Ways:
    """Finds the ways of one case; *state* is indexed by literal (its planes)."""

    base: Kennisbank
    program: Program
    domains: Domains
    case: Case
    state: Sequence[int]
    _found: dict[str, Way | None] = field(default_factory=dict)
    _prices: dict[int, int] = field(default_factory=dict)
    _free: dict[int, int] = field(default_factory=dict)
    """The costs of every literal met so far, with nothing banned: the kaders share them."""

    def to(self, kader: str) -> Way | None:
        """Return the cheapest way to a ja for *kader*; None when there is none, or it is decided.

        Raises KeyError for an unknown kader.
        """
        if kader not in self._found:
            self._found[kader] = self._find(self.program.kaders[kader])
        return self._found[kader]

    def holds(self, condition: str) -> bool:
        """Tell whether a condition of the program surely holds; one that is not there does not."""
        literal = self.program.conditions.get(condition)
        return literal is not None and bool(self.state[literal])

    def grounded(self, kader: str) -> bool:
        """Tell whether something known of this child speaks for *kader*.

        The date of birth does not, nor what is so of nearly everybody (``meestal_ja``).
        """
        return bool(self._support(self.program.kaders[kader], set()))

    def _find(self, goal: int) -> Way | None:
        if self.state[goal] or self.state[swap(goal)]:
            return None
        nodes = self._undecided(goal)
        banned: set[int] = set()
        for _ in range(TRIES):
            costs = self._costs(nodes, banned, {} if banned else self._free)
            if costs[goal] >= NEVER:
                return None
            needed = self._minimal(nodes, goal, self._collect(goal, costs))
            clash = self._clash(needed)
            if not clash:
                prices = [self._price(literal) for literal in needed]
                support = self._support(goal, set(needed))
                hinted = any(self._hint(literal) == HINTED for literal in needed)
                return Way(
                    tuple(self._need(literal) for literal in needed),
                    max(0, self._total(needed) - SUPPORT * len(support)),
                    max(prices) >= DECIDED,
                    bool(support) or hinted,
                    hinted or any(self.base.feiten[name].oordeel for name in support),
                )
            banned.add(max(clash, key=lambda literal: (self._price(literal), literal)))
        return None

    def _total(self, needed: Iterable[int]) -> int:
        """Return what all of *needed* costs; that none of some choices is so, is one answer."""
        apart: dict[tuple[str, int], int] = {}
        for literal in needed:
            name = self.program.feiten_by_atom[node_of(literal)][0]
            place = (name, -1 if literal % 2 else literal)
            apart[place] = max(apart.get(place, 0), self._price(literal))
        return sum(apart.values())

    def _undecided(self, goal: int) -> list[int]:
        """Return the open nodes below *goal* and what is known right below them, in order."""
        seen: set[int] = set()
        todo = [node_of(goal)]
        while todo:
            node = todo.pop()
            if node not in seen:
                seen.add(node)
                if not (self.state[2 * node] or self.state[2 * node + 1]):
                    todo.extend(map(node_of, self.program.graph.nodes[node].children))
        return sorted(seen)

    def _price(self, literal: int) -> int:
        """Return what it costs to hope that the atom of *literal* turns out so."""
        if literal not in self._prices:
            self._prices[literal] = self._priced(literal)
        return self._prices[literal]

    def _priced(self, literal: int) -> int:
        names = self.program.feiten_by_atom[node_of(literal)]
        if not names or UNKNOWN_LAW in names:
            return NEVER
        feit, denied = self.base.feiten[names[0]], literal % 2 == 1
        usual = self._usual(feit, literal)
        if feit.past_bij is None or denied:
            return usual
        fits = self.program.conditions[f"past_bij:{feit.feit}"]
        if self.state[fits]:
            return min(usual, COMMON)
        return RARE if self.state[swap(fits)] else max(usual, UNTOLD)

    def _usual(self, feit: Feit, literal: int) -> int:
        """Return the same without looking at the situation in which *feit* may well be so."""
        denied = literal % 2 == 1
        if feit.zeldzaam:
            return ABSENT if denied else RARE
        if feit.meestal_ja:
            return RARE if denied else ABSENT
        if feit.oordeel:
            return self._hint(literal)
        if feit.type == "meerkeuze" and denied:
            return ABSENT
        if denied:
            return DENIED
        if feit.verandert_door == "besluit":
            return DECIDED
        return UNTOLD if feit.thema == HEALTH else COMMON

    def _hint(self, literal: int) -> int:
        """Return what it costs to hope for an oordeel: less when the observations point to it.

        Who asks is not asked for the oordeel, but for what can be seen; without this a child
        that has to be watched day and night is as far from the Wlz as any other.
        """
        name, wanted = self.program.feiten_by_atom[node_of(literal)][0], literal % 2 == 0
        oordeel = self.base.feiten[name].oordeel
        pointers = enumerate(oordeel.wijzers if oordeel else ())
        conditions = self.program.conditions
        ways = {
            (pointer.richting == "ja") is wanted
            for number, pointer in pointers
            if self.state[conditions[f"wijzer:{name}:{number}"]]
        }
        if ways == {True}:
            return HINTED
        return DOUBTED if ways == {False} else JUDGED

    def _costs(
        self, nodes: Iterable[int], banned: set[int], costs: dict[int, int]
    ) -> dict[int, int]:
        """Add to *costs*, for both rails of every node, what it costs to make it hold."""
        for index in nodes:
            node = self.program.graph.nodes[index]
            yes, no = 2 * index, 2 * index + 1
            if yes in costs:
                continue
            if self.state[yes] or self.state[no]:
                costs[yes] = 0 if self.state[yes] else NEVER
                costs[no] = 0 if self.state[no] else NEVER
            elif node.kind is Kind.ATOM:
                for literal in (yes, no):
                    costs[literal] = NEVER if literal in banned else self._price(literal)
            else:
                every, some = (yes, no) if node.kind is Kind.AND else (no, yes)
                flip = 0 if node.kind is Kind.AND else 1
                costs[every] = min(NEVER, sum(costs[child ^ flip] for child in node.children))
                costs[some] = min(costs[child ^ flip ^ 1] for child in node.children)
        return costs

    def _collect(self, goal: int, costs: Mapping[int, int]) -> list[int]:
        """Return the literals of the open atoms on the cheapest way to *goal*."""
        found: dict[int, None] = {}
        seen: set[int] = set()
        todo = [goal]
        while todo:
            literal = todo.pop()
            if literal in seen or self.state[literal]:
                continue
            seen.add(literal)
            node = self.program.graph.nodes[node_of(literal)]
            if node.kind is Kind.ATOM:
                found[literal] = None
                continue
            children = [child ^ (literal % 2) for child in node.children]
            together = (node.kind is Kind.AND) is (literal % 2 == 0)
            todo += children if together else [min(children, key=lambda child: costs[child])]
        return sorted(found)

    def _support(self, goal: int, needed: set[int]) -> set[str]:
        """Return the feiten that are known to be so and on which the way rests.

        Not what is so of nearly everybody: that says nothing about this child.
        """
        found: set[str] = set()
        seen: set[int] = set()
        todo = [goal]
        while todo:
            literal = todo.pop()
            if literal in seen or self.state[swap(literal)]:
                continue
            seen.add(literal)
            node = self.program.graph.nodes[node_of(literal)]
            if node.kind is Kind.ATOM:
                names = self.program.feiten_by_atom[node.index]
                if literal not in needed and literal % 2 == 0 and self.state[literal]:
                    found.update(name for name in names if name in self.case.values)
                continue
            todo += [child ^ (literal % 2) for child in node.children]
        return {name for name in found - {BIRTH} if not self.base.feiten[name].meestal_ja}

    def _minimal(self, nodes: Sequence[int], goal: int, needed: list[int]) -> list[int]:
        """Leave out of *needed* what can be missed, the dearest first."""
        if len(needed) == 1:  # an open kader does not become ja by itself
            return needed
        known, steps = self._open(nodes)
        kept = list(needed)
        for literal in sorted(needed, key=lambda one: (-self._price(one), one)):
            rest = [one for one in kept if one != literal]
            if self._follows(known, steps, goal, rest):
                kept = rest
        return kept

    def _open(self, nodes: Iterable[int]) -> tuple[set[int], list[_Step]]:
        """Return the literals that hold already, and how each open one would come to hold.

        Most of a case does not change while a way is made smaller: only this part is walked.
        """
        known: set[int] = set()
        steps: list[_Step] = []
        for index in nodes:
            node, yes = self.program.graph.nodes[index], 2 * index
            held = {literal for literal in (yes, yes + 1) if self.state[literal]}
            known |= held
            if held or node.kind is Kind.ATOM:
                continue
            every = node.kind is Kind.AND
            denied = frozenset(child ^ 1 for child in node.children)
            steps.append((yes, every, frozenset(node.children)))
            steps.append((yes + 1, not every, denied))
        return known, steps

    def _follows(
        self, known: set[int], steps: Iterable[_Step], goal: int, given: Iterable[int]
    ) -> bool:
        hold = known.union(given)
        for literal, together, children in steps:
            if children <= hold if together else not hold.isdisjoint(children):
                hold.add(literal)
        return goal in hold

    def _clash(self, needed: Iterable[int]) -> list[int]:
        """Return literals that cannot be so together (empty when they can)."""
        by_feit: dict[str, list[int]] = {}
        for literal in needed:
            for name in self.program.feiten_by_atom[node_of(literal)]:
                known = self.case.values.get(name)
                if not (isinstance(known, Period) and known.exact):
                    by_feit.setdefault(name, []).append(literal)
        for name, literals in by_feit.items():
            if len(literals) > 1 and not self._possible(name, literals):
                return literals
        return []

    def _possible(self, name: str, literals: Iterable[int]) -> bool:
        """Tell whether one answer to *name* makes every one of *literals* so."""
        domains, values = self.domains, self.case.values
        answers = (
            [Period(day, day) for day in domains.days(name, values, self.case.peildatum)]
            if self.base.feiten[name].type == "datum"
            else domains.answers(name)
        )
        wanted = [(self.program.atoms[node_of(one)], one % 2 == 0) for one in literals]
        return any(
            all(
                holds(atom, {**values, name: answer}, self.case.peildatum) is truth
                for atom, truth in wanted
            )
            for answer in answers
        )

    def _need(self, literal: int) -> Need:
        node = node_of(literal)
        name = self.program.feiten_by_atom[node][0]
        text = say(self.base, self.program.atoms[node], literal % 2 == 0)
        judged = self.base.feiten[name].oordeel is not None
        denied = literal % 2 == 1 and isinstance(self.program.atoms[node], Ref | Choice)
        return Need(name, text, judged, denied, literal)
