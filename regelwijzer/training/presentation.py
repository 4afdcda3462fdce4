"""A case told fact by fact, with the reasoning that each fact sets off.

Every step comes from the derivation log of the interactive engine: the clauses that fired
when a fact was added, in the order in which they fired, as far as they carry the kaders of
the learning goal. Nothing is re-enacted; a step that is shown is a step that was derived.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from regelwijzer.advice.advisor import Advisor
from regelwijzer.advice.links import bron_text
from regelwijzer.advice.wording import lower_first, say
from regelwijzer.interview.choose import Candidate
from regelwijzer.knowledge.models import Begrip, Regel
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.compiler import REGEL
from regelwijzer.reasoning.durable import EngineUnavailable
from regelwijzer.reasoning.graph import Clause, Firing, Graph, Kind, node_of, swap
from regelwijzer.reasoning.values import Options
from regelwijzer.reasoning.verdicts import Judge, Outcome, Verdict
from regelwijzer.training.library import answered, told_case, with_facts
from regelwijzer.training.models import TeachingCase

MOST_OPEN = 3
"""So many questions that are still open are drawn for each undecided kader."""
MOST_PARTS, MOST_STEPS, MOST_PART_DEPTH = 4, 5, 4
"""So much of what is already settled is drawn for an undecided kader."""


SHORT_ANSWER = 32
"""An answer this short ("Nee.") is told together with what was asked."""


@dataclass(frozen=True)
class Stage:
    """The case after a number of facts: the log, what holds, and the key verdicts."""

    case: Case
    feit: str
    said: str
    hidden: bool
    log: tuple[Firing, ...]
    holds: frozenset[int]
    outcomes: dict[str, Outcome]


@dataclass(frozen=True)
class Box:
    """One box of the picture; *literal* lights it up (kaders and questions have none)."""

    id: str
    kind: str
    text: str
    full: str
    source: str = ""
    literal: int = -1
    yes: bool = True


@dataclass(frozen=True)
class Frame:
    """One step of the presentation: the stage, what is lit, and what is new."""

    stage: int
    caption: str
    source: str
    lit: frozenset[str]
    new: frozenset[str]
    is_fact: bool


@dataclass(frozen=True)
class Picture:
    """The reasoning behind one kader: boxes, lines from premise to conclusion, the steps."""

    kader: str
    boxes: tuple[Box, ...]
    edges: tuple[tuple[str, str], ...]
    frames: tuple[Frame, ...]


@dataclass(frozen=True)
class Presentation:
    """Everything the presenter view needs, worked out beforehand; *pictures* by kader."""

    item: TeachingCase
    stages: tuple[Stage, ...]
    pictures: dict[str, Picture]
    engine: str


@dataclass
class _Drawing:
    boxes: dict[str, Box] = field(default_factory=dict)
    edges: dict[tuple[str, str], None] = field(default_factory=dict)
    alias: dict[int, str] = field(default_factory=dict)
    captions: dict[int, tuple[str, str]] = field(default_factory=dict)
    """For each literal that a box stands for: what is said when it fires, and its source."""


def present(advisor: Advisor, item: TeachingCase) -> Presentation:
    """Return *item* as a presentation: facts in order, then the hidden facts with an answer."""
    builder = _Builder(advisor, item)
    return builder.build()


class _Builder:
    def __init__(self, advisor: Advisor, item: TeachingCase) -> None:
        self.advisor = advisor
        self.item = item
        self.program = advisor.program
        self.graph = advisor.program.graph
        self.regels: dict[str, tuple[Regel, Begrip]] = {
            regel.regel: (regel, begrip) for regel, begrip in advisor.base.regels()
        }
        self.engine = "durable_rules"
        self.drawing = _Drawing()
        self.stages: tuple[Stage, ...] = ()
        self.first: dict[int, int] = {}
        self.by_head: dict[int, Clause] = {}
        self.ranked: list[Candidate] | None = None
        self.keys = tuple(key.kader for key in item.kaders)

    def build(self) -> Presentation:
        self.stages = stages = tuple(self._stages())
        self.first, self.by_head = _derived(self.graph, stages)
        pictures = {}
        for name in self.keys:
            self.drawing = _Drawing()
            self._kader(name, stages)
            pictures[name] = Picture(
                name,
                tuple(self.drawing.boxes.values()),
                tuple(self.drawing.edges),
                tuple(self._frames(name, stages)),
            )
        return Presentation(self.item, stages, pictures, self.engine)

    def _stages(self) -> Iterable[Stage]:
        base, item = self.advisor.base, self.item
        yield self._stage(told_case(base, item, 0), "", item.verhaal, False)
        for count, fact in enumerate(item.feiten, start=1):
            yield self._stage(told_case(base, item, count), fact.feit, fact.zeg, False)
        known = {fact.feit: fact.is_ for fact in item.feiten}
        for hidden in answered(item):
            known[hidden.feit] = hidden.is_
            said = hidden.zeg
            if len(said) < SHORT_ANSWER:
                said = f"{base.feiten[hidden.feit].titel}? {said}"
            yield self._stage(with_facts(base, item, known), hidden.feit, said, True)

    def _stage(self, case: Case, feit: str, said: str, hidden: bool) -> Stage:
        given = self.program.literals(case.values, case.peildatum)
        state = self.advisor.planes.one(given)
        log = self._log(given, state)
        holds = frozenset(given) | {firing.head for firing in log}
        judge = Judge(self.advisor.base, self.program, state, case.values)
        outcomes = {name: judge.outcome(self.program.kaders[name]) for name in self.keys}
        return Stage(case, feit, said, hidden, log, holds, outcomes)

    def _log(self, given: Sequence[int], state: Sequence[int]) -> tuple[Firing, ...]:
        """Return the derivation log; without the worker the same rules in node order."""
        if self.advisor.durable is not None:
            try:
                return tuple(self.advisor.durable.run(given))
            except EngineUnavailable:
                pass
        self.engine = "bitvlakken"
        return tuple(
            Firing(clause.index, clause.head)
            for clause in self.graph.clauses
            if state[clause.head] and all(state[premise] for premise in clause.body)
        )

    # --- what is drawn -----------------------------------------------------------------------

    def _kader(self, name: str, stages: Sequence[Stage]) -> None:
        kader = self.advisor.base.kaders[name]
        literal = self.program.kaders[name]
        box = f"k:{name}"
        law = self.advisor.base.wetten[kader.wet].kort
        self.drawing.boxes[box] = Box(box, "kader", kader.titel, kader.titel, law)
        wanted = literal if literal in self.first else swap(literal)
        if wanted in self.first:
            for source in self._below(wanted, top=True):
                self.drawing.edges[source, box] = None
        else:
            self._open(name, stages[-1], box)

    def _below(self, literal: int, top: bool = False) -> list[str]:
        """Draw what *literal* rests on; return the boxes that stand for it."""
        node = node_of(literal)
        if literal in self.drawing.alias and not top:
            return [self.drawing.alias[literal]]
        if self.graph.nodes[node].kind is Kind.ATOM:
            return self._fact(literal)
        premises = list(
            dict.fromkeys(
                box for premise in self.by_head[literal].body for box in self._below(premise)
            )
        )
        label = self.graph.nodes[node].label
        named = label.startswith(REGEL) or label in self.advisor.base.begrippen
        if not named or top:  # the kader box itself stands for the top
            return premises
        if label.startswith(REGEL) and len(premises) == 1:
            self._note(literal, label, premises[0])
            return premises
        if len(premises) == 1 and premises[0] in self.drawing.boxes:
            below = self.drawing.boxes[premises[0]]
            if below.kind == "regel" and label in self.advisor.base.begrippen:
                self._merge(literal, below)
                return [below.id]
        box = self._named(literal, label)
        for source in premises:
            self.drawing.edges[source, box] = None
        return [box]

    def _fact(self, literal: int) -> list[str]:
        node = node_of(literal)
        feiten = self.program.feiten_by_atom.get(node, ())
        if not feiten or feiten[0] not in self.advisor.base.feiten:
            return []  # that the law was in force is no fact about the young person
        box = f"f:{literal}"
        text = self._told(literal, feiten[0])
        self.drawing.boxes[box] = Box(
            box, "feit", text, text, literal=literal, yes=literal % 2 == 0
        )
        self.drawing.alias[literal] = box
        return [box]

    def _told(self, literal: int, name: str) -> str:
        """Return a fact as the case has it: the choice itself, not every choice that counts."""
        feit = self.advisor.base.feiten[name]
        value = self.stages[self.first[literal]].case.values.get(name)
        if feit.type == "keuze" and isinstance(value, Options) and len(value.possible) == 1:
            title = next(o.titel for o in feit.keuzes if o.keuze in value.possible)
            return f"{feit.titel}: {title}"
        return say(self.advisor.base, self.program.atoms[node_of(literal)], literal % 2 == 0)

    def _named(self, literal: int, label: str) -> str:
        yes = literal % 2 == 0
        box = f"n:{literal}"
        if label.startswith(REGEL):
            text, source = self._rule(literal, label)
            self.drawing.boxes[box] = Box(box, "regel", text, text, source, literal, yes)
        else:
            titel = self.advisor.base.begrippen[label].titel
            text = titel if yes else f"niet: {titel}"
            self.drawing.boxes[box] = Box(box, "begrip", text, text, "", literal, yes)
        self.drawing.alias[literal] = box
        old = self.drawing.boxes[box]
        self.drawing.captions[literal] = (old.full, old.source)
        return box

    def _note(self, literal: int, label: str, box: str) -> None:
        """Let the one box on which a regel rests speak for the regel too."""
        text, source = self._rule(literal, label)
        self.drawing.alias[literal] = box
        self.drawing.captions[literal] = (text, source)
        old = self.drawing.boxes[box]
        if source and not old.source:
            self.drawing.boxes[box] = replace(old, source=source)

    def _rule(self, literal: int, label: str) -> tuple[str, str]:
        regel, begrip = self.regels[label.removeprefix(REGEL)]
        source = ", ".join(bron_text(self.advisor.base, bron) for bron in regel.bron)
        text = regel.uitleg.professional if regel.uitleg else begrip.titel
        return (text if literal % 2 == 0 else f"Niet vervuld: {lower_first(text)}"), source

    def _merge(self, literal: int, below: Box) -> None:
        """Let the box of the one regel speak for its begrip too: one box instead of two."""
        titel = self.advisor.base.begrippen[self.graph.nodes[node_of(literal)].label].titel
        text = titel if literal % 2 == 0 else f"niet: {titel}"
        self.drawing.boxes[below.id] = replace(below, kind="begrip", text=text)
        self.drawing.alias[literal] = below.id
        self.drawing.captions[literal] = (text, below.source)

    def _open(self, name: str, stage: Stage, target: str) -> None:
        """Draw an undecided kader: what is settled already, and the questions that matter."""
        literal = self.program.kaders[name]
        parts = []
        for part in self._settled(literal, stage.holds, MOST_PART_DEPTH):
            below = self._rests_on(part)
            steps = sum(one in self.by_head for one in below)
            if steps <= MOST_STEPS and self._tells(below):
                parts.append((steps, part))
        for _, part in sorted(parts)[:MOST_PARTS]:
            for source in self._below(part):
                self.drawing.edges[source, target] = None
        ranked = [candidate for candidate in self._ranked(stage) if name in candidate.moves]
        for candidate in ranked[:MOST_OPEN]:
            feit = self.advisor.base.feiten[candidate.feit]
            box = f"v:{candidate.feit}"
            kind = "oordeel" if feit.oordeel else "vraag"
            self.drawing.boxes.setdefault(box, Box(box, kind, feit.titel, feit.titel))
            self.drawing.edges[box, target] = None

    def _ranked(self, stage: Stage) -> list[Candidate]:
        """Return the questions that still matter for the learning goal (worked out once)."""
        if self.ranked is None:
            names = [name for name in self.advisor.base.feiten if name not in stage.case.values]
            self.ranked = self.advisor.chooser.rank(stage.case, self.keys, names)
        return self.ranked

    def _rests_on(self, literal: int) -> set[int]:
        """Return every literal on which the derivation of *literal* rests, itself included."""
        found: set[int] = set()
        todo = [literal]
        while todo:
            current = todo.pop()
            if current not in found:
                found.add(current)
                clause = self.by_head.get(current)
                todo.extend(clause.body if clause else ())
        return found

    def _tells(self, literals: Iterable[int]) -> bool:
        return any(
            name in self.advisor.base.feiten
            for literal in literals
            for name in self.program.feiten_by_atom.get(node_of(literal), ())
        )

    def _settled(self, literal: int, holds: frozenset[int], depth: int) -> list[int]:
        """Return the literals that hold directly under undecided nodes below *literal*."""
        found: dict[int, None] = {}
        todo = [(literal, depth)]
        seen = {literal}
        while todo:
            current, left = todo.pop(0)
            if current % 2:
                children = [swap(c) for c in self.graph.nodes[node_of(current)].children]
            else:
                children = list(self.graph.nodes[node_of(current)].children)
            for child in children:
                if child in holds:
                    found[child] = None
                elif swap(child) not in holds and left and child not in seen:
                    seen.add(child)
                    todo.append((child, left - 1))
        return list(found)

    # --- the steps ---------------------------------------------------------------------------

    def _frames(self, name: str, stages: Sequence[Stage]) -> Iterable[Frame]:
        facts = [box for box in self.drawing.boxes.values() if box.kind == "feit"]
        before: frozenset[int] = frozenset()
        lit: frozenset[str] = frozenset()
        for number, stage in enumerate(stages):
            lit = lit | self._questions(stage)
            fresh = frozenset(box.id for box in facts if box.literal in stage.holds - before)
            lit = lit | fresh
            yield Frame(number, stage.said, "", lit, fresh, True)
            done: set[int] = set()
            for firing in stage.log:
                head = firing.head
                if head in before or head in done or head not in self.drawing.captions:
                    continue
                done.add(head)
                box = self.drawing.alias[head]
                lit = lit | {box}
                caption, source = self.drawing.captions[head]
                yield Frame(number, caption, source, lit, frozenset({box}), False)
            final = (Verdict.APPLIES, Verdict.DOES_NOT)
            if stage.outcomes[name].verdict in final and f"k:{name}" not in lit:
                lit = lit | {f"k:{name}"}
                yield self._verdict(number, stage, name, lit)
            before = stage.holds

    def _questions(self, stage: Stage) -> frozenset[str]:
        """Return the question boxes that are still open in *stage*."""
        return frozenset(
            box.id
            for box in self.drawing.boxes.values()
            if box.id.startswith("v:") and box.id[2:] not in stage.case.values
        )

    def _verdict(self, number: int, stage: Stage, name: str, lit: frozenset[str]) -> Frame:
        kader = self.advisor.base.kaders[name]
        applies = stage.outcomes[name].verdict is Verdict.APPLIES
        word = "is van toepassing" if applies else "is niet van toepassing"
        law = self.advisor.base.wetten[kader.wet].kort
        return Frame(number, f"{kader.titel} {word}.", law, lit, frozenset({f"k:{name}"}), False)


def _derived(graph: Graph, stages: Sequence[Stage]) -> tuple[dict[int, int], dict[int, Clause]]:
    """Return when each literal was first derived, and the clause that did it then.

    Of the clauses that fired at that moment the one with the smallest derivation is kept,
    so that what is drawn is what happened, and short.
    """
    first: dict[int, int] = {}
    for number, stage in enumerate(stages):
        for literal in stage.holds:
            first.setdefault(literal, number)
    fired = [{firing.clause for firing in stage.log} for stage in stages]
    by_head: dict[int, Clause] = {}
    costs: dict[int, int] = {}
    for literal in sorted(first):
        number = first[literal]
        best: tuple[int, Clause] | None = None
        for clause in graph.clauses_of[literal]:
            if clause.index in fired[number] and all(
                first[premise] <= number for premise in clause.body
            ):
                cost = 1 + sum(costs[premise] for premise in clause.body)
                if best is None or cost < best[0]:
                    best = (cost, clause)
        costs[literal] = best[0] if best else 1
        if best:
            by_head[literal] = best[1]
    return first, by_head


__all__ = ["Box", "Frame", "Picture", "Presentation", "Stage", "present"]
