"""From clauses to rulesets that durable_rules bears.

One ruleset holds at most some 4,000 rules and far fewer on the same condition, so the
clauses are spread over many small rulesets, in an order in which every literal is
derived before (or in the same ruleset as) it is used. A case walks the rulesets once, in
order; what one derives is told to the later ones that use it.

Single-literal clauses with the same head become one rule with alternatives. A clause
with a long body is split: parts of it derive auxiliary literals, which have numbers from
``literal_count`` up and never reach the log.

>>> from regelwijzer.reasoning.graph import Clause
>>> layout = plan([Clause(0, 2, (0, 1)), Clause(1, 3, (0,)), Clause(2, 3, (2,))], 4)
>>> [(rule.head, rule.body, rule.every) for rule in layout.rulesets[0].rules]
[(2, (1, 2), True), (3, (1, 3), False)]
>>> layout.rulesets[0].literals
(-1, 0, 1, 2)
>>> decode(encode(layout)) == layout
True
"""

from __future__ import annotations

import heapq
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from regelwijzer.reasoning.durable import limits
from regelwijzer.reasoning.durable.limits import SIDE, LayoutError
from regelwijzer.reasoning.graph import Clause

START = 0
"""The place of the start fact in every ruleset; a clause without a body waits for it only."""

NOWHERE = -1
"""The literal of the start fact, and the source of a rule that must not be logged."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One durable rule: derives *head* from *body* (places in the ruleset).

    With *every* all of the body must hold and *sources* is one clause position; without
    it each literal of the body suffices and *sources* gives the clause for each.
    """

    head: int
    body: tuple[int, ...]
    sources: tuple[int, ...]
    every: bool


@dataclass(frozen=True, slots=True)
class RulesetPlan:
    """One ruleset: *literals* gives the literal at each place, the start fact first."""

    literals: tuple[int, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """All rulesets in the order of a case; *literal_count* includes the auxiliary ones."""

    literal_count: int
    rulesets: tuple[RulesetPlan, ...]


@dataclass(slots=True)
class _Draft:
    places: dict[int, int] = field(default_factory=lambda: {NOWHERE: START})
    rules: list[Rule] = field(default_factory=list)
    fanout: Counter[int] = field(default_factory=Counter)

    def full(self) -> bool:
        return len(self.rules) >= limits.MAX_RULES or len(self.places) >= limits.MAX_LITERALS

    def takes(self, body: Sequence[int]) -> bool:
        new = sum(literal not in self.places for literal in body)
        return (
            len(self.rules) < limits.MAX_RULES
            and len(self.places) + new <= limits.MAX_LITERALS
            and all(self.fanout[literal] < limits.MAX_FANOUT for literal in body)
        )

    def add(self, head: int, body: Sequence[int], sources: Sequence[int], every: bool) -> None:
        self.fanout.update(body)
        places = tuple(self.places.setdefault(item, len(self.places)) for item in body)
        self.rules.append(Rule(head, places, tuple(sources), every))


class _Planner:
    def __init__(self, literal_count: int) -> None:
        self.literal_count = literal_count
        self.drafts: list[_Draft] = []
        self._home: dict[int, int] = {}  # literal -> the last ruleset that can derive it
        self._first_open = 0

    def add_head(self, head: int, clauses: Sequence[tuple[int, tuple[int, ...]]]) -> None:
        """Place all clauses (position, body) of one head; its bodies are placed already."""
        chunks: list[dict[int, int]] = []
        for position, body in clauses:
            if len(body) != 1:
                self._conjunction(head, body or (NOWHERE,), position)
                continue
            room = (
                chunk
                for chunk in chunks
                if len(chunk) < limits.MAX_ALTERNATIVES and body[0] not in chunk
            )
            chunk = next(room, None)
            if chunk is None:
                chunk = {}
                chunks.append(chunk)
            chunk[body[0]] = position
        for chunk in chunks:
            self._place(head, tuple(chunk), tuple(chunk.values()), every=len(chunk) == 1)

    def _conjunction(self, head: int, body: tuple[int, ...], position: int) -> None:
        while len(body) > limits.MAX_BODY:
            parts: list[int] = []
            for first in range(0, len(body), limits.MAX_BODY):
                part = body[first : first + limits.MAX_BODY]
                if len(part) > 1:
                    auxiliary = self.literal_count
                    self.literal_count += 1
                    self._place(auxiliary, part, (NOWHERE,), every=True)
                    part = (auxiliary,)
                parts.extend(part)
            body = tuple(parts)
        self._place(head, body, (position,), every=True)

    def _place(
        self, head: int, body: tuple[int, ...], sources: tuple[int, ...], *, every: bool
    ) -> None:
        # A body literal must be final before this ruleset has run, hence not before its home.
        number = max([self._first_open, *(self._home.get(item, 0) for item in body)])
        while number < len(self.drafts) and not self.drafts[number].takes(body):
            number += 1
        if number == len(self.drafts):
            self.drafts.append(_Draft())
        self.drafts[number].add(head, body, sources, every)
        self._home[head] = max(number, self._home.get(head, 0))
        while self._first_open < len(self.drafts) and self.drafts[self._first_open].full():
            self._first_open += 1


def plan(clauses: Sequence[Clause], literal_count: int) -> Layout:
    """Spread *clauses* over rulesets; the result is checked against every limit.

    Raises ValueError when a literal is outside ``range(literal_count)`` and LayoutError
    when the clauses depend on themselves or a limit of durable_rules would be broken.
    """
    for clause in clauses:
        if any(not 0 <= item < literal_count for item in (clause.head, *clause.body)):
            raise ValueError(f"clause {clause.index} has a literal outside 0..{literal_count - 1}")
    planner = _Planner(literal_count)
    by_head: dict[int, list[tuple[int, tuple[int, ...]]]] = defaultdict(list)
    for position, clause in enumerate(clauses):
        by_head[clause.head].append((position, tuple(dict.fromkeys(clause.body))))
    for head in _ordered(by_head):
        planner.add_head(head, by_head[head])
    layout = Layout(
        planner.literal_count,
        tuple(RulesetPlan(tuple(item.places), tuple(item.rules)) for item in planner.drafts),
    )
    limits.check_layout(layout)
    return layout


def _ordered(by_head: dict[int, list[tuple[int, tuple[int, ...]]]]) -> Iterator[int]:
    """Yield the heads so that a head comes after the heads in its bodies, else as written."""
    waits: dict[int, set[int]] = {}
    users: dict[int, list[int]] = defaultdict(list)
    for head, clauses in by_head.items():
        waits[head] = {item for _, body in clauses for item in body if item in by_head}
        for item in waits[head]:
            users[item].append(head)
    ready = [(by_head[head][0][0], head) for head, needed in waits.items() if not needed]
    heapq.heapify(ready)
    done = 0
    while ready:
        _, head = heapq.heappop(ready)
        done += 1
        yield head
        for user in users[head]:
            waits[user].discard(head)
            if not waits[user]:
                heapq.heappush(ready, (by_head[user][0][0], user))
    if done < len(by_head):
        raise LayoutError(
            f"Van {len(by_head) - done} conclusies hangt het bewijs van zichzelf af: haal de"
            " kring uit de regels."
        )


def condition(place: int) -> dict[str, object]:
    """Return the durable condition that a fact is the literal at *place* of its ruleset."""
    return {"$and": [{"g": place // SIDE}, {"k": place % SIDE}]}


def definition(ruleset: RulesetPlan) -> dict[str, object]:
    """Return *ruleset* as durable_rules reads it; rules are named by number, "s" is the start.

    The start rule fires on the start fact of each case: to delete a state in which nothing
    has fired yet is a segmentation fault.
    """
    rules: dict[str, object] = {"s": {"all": [{"m0": condition(START)}]}}
    for number, rule in enumerate(ruleset.rules):
        matches = [condition(place) for place in rule.body]
        if rule.every:
            named = [{name: match} for name, match in zip(limits.ALIASES, matches, strict=False)]
            rules[str(number)] = {"all": named}
        else:
            rules[str(number)] = {"all": [{"m0": {"$or": matches}}]}
    return rules


def encode(layout: Layout) -> array[int]:
    """Return *layout* as 32-bit integers, for the pipe."""
    numbers = array("i", [layout.literal_count, len(layout.rulesets)])
    for ruleset in layout.rulesets:
        numbers.extend([len(ruleset.literals), *ruleset.literals, len(ruleset.rules)])
        for rule in ruleset.rules:
            numbers.extend([rule.head, int(rule.every), len(rule.body), *rule.body])
            numbers.extend(rule.sources)
    return numbers


def decode(numbers: array[int]) -> Layout:
    """Return the layout that :func:`encode` wrote."""
    rest = iter(numbers)

    def take(count: int) -> tuple[int, ...]:
        return tuple(next(rest) for _ in range(count))

    literal_count, ruleset_count = take(2)
    rulesets = []
    for _ in range(ruleset_count):
        literals = take(next(rest))
        rules = []
        for _ in range(next(rest)):
            head, every, length = take(3)
            rules.append(Rule(head, take(length), take(1 if every else length), bool(every)))
        rulesets.append(RulesetPlan(literals, tuple(rules)))
    return Layout(literal_count, tuple(rulesets))
