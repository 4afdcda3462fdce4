"""A proof as a readable tree: named steps with their sources, and the facts they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from regelwijzer.advice.links import bron_text
from regelwijzer.advice.wording import say
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.models import Bron, Regel
from regelwijzer.reasoning.compiler import REGEL, Program
from regelwijzer.reasoning.graph import Clause, node_of
from regelwijzer.reasoning.proofs import Proof


@dataclass(frozen=True)
class Step:
    """One step of an explanation; *soort* is ``feit``, ``regel`` or ``begrip``."""

    soort: str
    id: str
    tekst: str
    waarde: bool
    bron: tuple[Bron, ...] = ()
    aard: str | None = None
    omdat: tuple[Step, ...] = field(default=())

    def walk(self) -> Iterator[Step]:
        """Yield this step and all below it."""
        yield self
        for part in self.omdat:
            yield from part.walk()

    def as_json(self, base: Kennisbank) -> dict[str, Any]:
        """Return the step as plain data."""
        return {
            "soort": self.soort,
            "id": self.id,
            "tekst": self.tekst,
            "waarde": "ja" if self.waarde else "nee",
            "bron": [bron_text(base, bron) for bron in self.bron],
            "aard": self.aard,
            "omdat": [part.as_json(base) for part in self.omdat],
        }


class Explainer:
    """Turn proofs of one program into trees of :class:`Step`."""

    def __init__(self, base: Kennisbank, program: Program) -> None:
        self._base = base
        self._program = program
        self._regels: dict[str, Regel] = {regel.regel: regel for regel, _ in base.regels()}

    def tree(self, proof: Proof) -> Step:
        """Return the explanation of *proof*; unnamed inner nodes are left out."""
        by_head = {step.head: step for step in proof.steps}
        steps = self._steps(proof.conclusion, by_head)
        if len(steps) == 1:
            return steps[0]
        return Step("begrip", "", "alles tezamen", True, omdat=steps)

    def _steps(self, literal: int, by_head: dict[int, Clause]) -> tuple[Step, ...]:
        """Return the named steps that stand for *literal* (several when it is unnamed)."""
        node, truth = node_of(literal), literal % 2 == 0
        atom = self._program.atoms.get(node)
        if atom is not None:
            label = self._program.graph.nodes[node].label
            feiten = self._program.feiten_by_atom[node]
            text = say(self._base, atom, truth)
            return (Step("feit", feiten[0] if feiten else label, text, truth),)
        premises: dict[tuple[str, str, str], Step] = {}
        for premise in by_head[literal].body:
            for step in self._steps(premise, by_head):
                premises.setdefault((step.soort, step.id, step.tekst), step)
        below = tuple(premises.values())
        label = self._program.graph.nodes[node].label
        if label.startswith(REGEL):
            return (self._regel(self._regels[label.removeprefix(REGEL)], truth, below),)
        if label in self._base.begrippen:
            titel = self._base.begrippen[label].titel
            text = titel if truth else f"niet: {titel}"
            return (Step("begrip", label, text, truth, omdat=below),)
        return below

    def _regel(self, regel: Regel, truth: bool, below: tuple[Step, ...]) -> Step:
        text = regel.uitleg.professional if regel.uitleg else ""
        return Step("regel", regel.regel, text, truth, tuple(regel.bron), regel.aard, below)


def sources(tree: Step) -> list[Bron]:
    """Return the sources used in *tree*, each once, outermost first."""
    found = {citation_key(bron): bron for step in tree.walk() for bron in step.bron}
    return list(found.values())


def citation_key(bron: Bron) -> tuple[object, ...]:
    """Return what makes two citations the same."""
    return (bron.wet, bron.artikel, bron.lid, bron.onderdeel, bron.ecli)


def rests_on_policy(tree: Step) -> bool:
    """Tell whether some step of the proof is beleid rather than wet."""
    return any(step.aard == "beleid" for step in tree.walk())


def leaves(tree: Step) -> list[Step]:
    """Return the facts on which *tree* rests, each once.

    That a law was in force on the peildatum is left out, unless nothing else is said: it
    stands in the tree, but it is no fact about the young person.
    """
    found = {(step.id, step.tekst): step for step in tree.walk() if step.soort == "feit"}
    about_case = [step for step in found.values() if not step.id.startswith("[")]
    return about_case or list(found.values())


def chain(base: Kennisbank, tree: Step) -> str:
    """Return the proof as one sentence: ``omdat ... (Jeugdwet art. 1.2 lid 3)``."""
    facts = "; ".join(step.tekst for step in leaves(tree))
    cited = ", ".join(bron_text(base, bron) for bron in sources(tree))
    return f"omdat {facts}" + (f" ({cited})" if cited else "")
