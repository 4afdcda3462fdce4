"""One advice: every kader with its verdict, why, why not, what is missing, who decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from regelwijzer.advice.explain import (
    Explainer,
    Step,
    citation_key,
    leaves,
    rests_on_policy,
    sources,
)
from regelwijzer.advice.lessons import lessons
from regelwijzer.advice.milestones import Milestone, milestones
from regelwijzer.advice.routes import Plan, plan
from regelwijzer.advice.way import Ways
from regelwijzer.interview.choose import Candidate, Chooser
from regelwijzer.interview.domains import Domains
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.models import CARRYING, Aandachtspunt, Bron, Kader, Voorrang
from regelwijzer.reasoning.agreement import Derivation, derive
from regelwijzer.reasoning.bitplanes import BitPlanes
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.compiler import Program, compile_base
from regelwijzer.reasoning.durable import DurableEngine
from regelwijzer.reasoning.graph import swap
from regelwijzer.reasoning.proofs import ProofFinder
from regelwijzer.reasoning.verdicts import Judge, Outcome, Verdict

ORDER = (Verdict.APPLIES, Verdict.JUDGEMENT, Verdict.UNKNOWN, Verdict.DOES_NOT)


@dataclass(frozen=True)
class KaderAdvice:
    """What is to be said of one kader in one case."""

    kader: Kader
    outcome: Outcome
    why: Step | None
    bronnen: tuple[Bron, ...]
    on_policy: bool
    relevant: bool

    @property
    def verdict(self) -> Verdict:
        """The verdict of the kader."""
        return self.outcome.verdict

    @property
    def carries(self) -> bool:
        """Whether the kader carries help, rather than a right, duty or procedure."""
        return self.kader.soort in CARRYING

    @property
    def blocked_by(self) -> tuple[Step, ...]:
        """The facts that stand in the way, when the kader does not apply."""
        if self.verdict is not Verdict.DOES_NOT or self.why is None:
            return ()
        return tuple(leaves(self.why))


FIRST = 5
"""How many of the missing facts are named as the first to find out."""


LOOKED_AT = 12
"""Of so many missing facts it is looked at whether they move anything that is near."""

OUT_OF_PLAY = 30
"""What costs this much takes some five plain facts that nobody told of (``Way.cost``)."""


def _in_play(found: Candidate, ways: Ways) -> bool:
    """Tell whether *found* moves an outcome that is near."""
    return any(
        way is not None and not way.far and way.cost < OUT_OF_PLAY
        for way in map(ways.to, found.moves)
    )


def _sorted(kaders: Iterable[KaderAdvice], first: Sequence[Candidate]) -> list[KaderAdvice]:
    """Return *kaders* with the missing feiten of each in order of importance."""
    rank = {candidate.feit: number for number, candidate in enumerate(first)}

    def order(name: str) -> int:
        return rank.get(name, len(rank))

    found = []
    for item in kaders:
        old = item.outcome
        new = replace(
            old,
            missing=tuple(sorted(old.missing, key=order)),
            judgements=tuple(sorted(old.judgements, key=order)),
        )
        found.append(replace(item, outcome=new))
    return found


def _rank(item: KaderAdvice) -> int:
    return ORDER.index(item.verdict)


@dataclass(frozen=True)
class Hint:
    """An observation that points towards an open norm."""

    feit: str
    richting: str
    uitleg: str


@dataclass(frozen=True)
class Snapshot:
    """Every kader on one day, judged by the bit planes, with the ways that are still open."""

    case: Case
    kaders: Mapping[str, KaderAdvice]
    ways: Ways
    voorrang: tuple[Voorrang, ...]


@dataclass(frozen=True)
class Advice:
    """The whole advice on one case; kaders asked for and specific lessons come first.

    *look* judges the same answers on another day.
    """

    case: Case
    kaders: tuple[KaderAdvice, ...]
    voorrang: tuple[Voorrang, ...]
    milestones: tuple[Milestone, ...]
    lessons: tuple[Aandachtspunt, ...]
    hints: tuple[Hint, ...]
    derivation: Derivation
    plan: Plan
    ways: Ways
    look: Callable[[Case], Snapshot]
    first: tuple[Candidate, ...] = ()

    @property
    def now(self) -> Snapshot:
        """The kaders on the peildatum, by name."""
        kaders = {item.kader.kader: item for item in self.kaders}
        return Snapshot(self.case, kaders, self.ways, self.voorrang)

    def kader(self, name: str) -> KaderAdvice:
        """Return the advice on one kader; raises KeyError."""
        for item in self.kaders:
            if item.kader.kader == name:
                return item
        raise KeyError(name)


class Advisor:
    """Advises on cases; holds the base, the compiled graph and both engines.

    Thread-safe. Close it to stop the worker of durable_rules.
    """

    def __init__(
        self, base: Kennisbank, *, use_durable: bool = True, young: Kennisbank | None = None
    ) -> None:
        self.base = base
        self.young = young or base
        self.program: Program = compile_base(base)
        self.planes = BitPlanes(self.program.graph)
        self.durable: DurableEngine | None = None
        if use_durable:
            clauses = self.program.graph.clauses
            self.durable = DurableEngine(clauses, 2 * len(self.program.graph.nodes))
        self.chooser = Chooser(base, self.program, self.planes)
        self._explainer = Explainer(base, self.program)
        self._domains = Domains(base, self.program)

    def base_for(self, doelgroep: str) -> Kennisbank:
        """Return the base in the words of this audience: the same law, other texts."""
        return self.young if doelgroep == "jongere" else self.base

    def close(self) -> None:
        """Stop the worker process."""
        if self.durable is not None:
            self.durable.close()

    def advise(self, case: Case) -> Advice:
        """Return the advice on *case*; raises EnginesDisagree when the engines differ."""
        base = self.base_for(case.doelgroep)
        given = self.program.literals(case.values, case.peildatum)
        derivation = derive(self.program, self.planes, self.durable, given)
        finder = ProofFinder(self.program.graph, derivation.literals)
        judge = Judge(self.base, self.program, derivation.planes, case.values)
        kaders = [self._kader(kader, case, judge, finder) for kader in base.kaders.values()]
        kaders.sort(key=lambda item: (not item.relevant, not item.carries, _rank(item)))
        ways = self._ways(case, derivation.planes)
        first = self._first(case, kaders, ways)
        return Advice(
            case=case,
            kaders=tuple(_sorted(kaders, first)),
            first=tuple(first[:FIRST]),
            voorrang=self._voorrang(base, derivation.planes),
            milestones=tuple(milestones(base, self.program, case, derivation.planes)),
            lessons=lessons(
                base,
                self.program,
                self._active("aandachtspunt", self.base.aandachtspunten, derivation.planes),
                finder,
            ),
            hints=tuple(self._hints(derivation)),
            derivation=derivation,
            plan=plan(base, self.program, case, judge),
            ways=ways,
            look=self.snapshot,
        )

    def _ways(self, case: Case, state: Sequence[int]) -> Ways:
        return Ways(self.base, self.program, self._domains, case, state)

    def _first(self, case: Case, kaders: Iterable[KaderAdvice], ways: Ways) -> list[Candidate]:
        """Return the missing feiten, the most telling about the help that was asked first.

        Of the first few, what only moves outcomes that are far away comes after the others: a
        contract with a pleeggezin can settle much, but not of a child that lives at home.
        """
        relevant = [item for item in kaders if item.relevant and item.outcome.missing]
        carrying = [item.kader.kader for item in relevant if item.carries]
        wanted = carrying or [item.kader.kader for item in relevant]
        ranked = self.chooser.rank(case, wanted, list(self.base.feiten))
        head = sorted(ranked[:LOOKED_AT], key=lambda found: not _in_play(found, ways))
        return [*head, *ranked[LOOKED_AT:]]

    def outcomes(self, case: Case) -> dict[str, Outcome]:
        """Return only the verdicts, by the bit planes (quick; used while asking)."""
        state = self.planes.one(self.program.literals(case.values, case.peildatum))
        judge = Judge(self.base, self.program, state, case.values)
        return {name: judge.outcome(literal) for name, literal in self.program.kaders.items()}

    def routes(self, case: Case) -> Plan:
        """Return only the plan of routes, by the bit planes (quick)."""
        state = self.planes.one(self.program.literals(case.values, case.peildatum))
        judge = Judge(self.base, self.program, state, case.values)
        return plan(self.base_for(case.doelgroep), self.program, case, judge)

    def snapshot(self, case: Case) -> Snapshot:
        """Return every kader with why, by the bit planes (quick; to look at another day)."""
        base = self.base_for(case.doelgroep)
        state = self.planes.one(self.program.literals(case.values, case.peildatum))
        finder = ProofFinder(self.program.graph, [i for i, held in enumerate(state) if held])
        judge = Judge(self.base, self.program, state, case.values)
        kaders = {
            name: self._kader(kader, case, judge, finder) for name, kader in base.kaders.items()
        }
        return Snapshot(case, kaders, self._ways(case, state), self._voorrang(base, state))

    def _kader(self, kader: Kader, case: Case, judge: Judge, finder: ProofFinder) -> KaderAdvice:
        literal = self.program.kaders[kader.kader]
        found = judge.outcome(literal)
        why: Step | None = None
        if found.verdict in (Verdict.APPLIES, Verdict.DOES_NOT):
            proved = literal if found.verdict is Verdict.APPLIES else swap(literal)
            why = self._explainer.tree(finder.proof(proved))
        cited = {citation_key(bron): bron for bron in kader.bron}
        if why is not None:
            cited = {**{citation_key(bron): bron for bron in sources(why)}, **cited}
        return KaderAdvice(
            kader=kader,
            outcome=found,
            why=why,
            bronnen=tuple(cited.values()),
            on_policy=why is not None and rests_on_policy(why),
            relevant=not case.hulpvragen or bool(set(case.hulpvragen) & set(kader.hulpvormen)),
        )

    def _active(self, prefix: str, names: Iterable[str], state: Sequence[int]) -> list[str]:
        """Return the names whose condition is surely ja."""
        conditions = self.program.conditions
        return [name for name in names if state[conditions[f"{prefix}:{name}"]]]

    def _voorrang(self, base: Kennisbank, state: Sequence[int]) -> tuple[Voorrang, ...]:
        names = self._active("voorrang", base.voorrang, state)
        return tuple(base.voorrang[name] for name in names)

    def _hints(self, derivation: Derivation) -> list[Hint]:
        found: list[Hint] = []
        for feit in self.base.feiten.values():
            for number, wijzer in enumerate(feit.oordeel.wijzers if feit.oordeel else []):
                if derivation.planes[self.program.conditions[f"wijzer:{feit.feit}:{number}"]]:
                    found.append(Hint(feit.feit, wijzer.richting, wijzer.uitleg))
        return found
