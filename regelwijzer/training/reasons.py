"""Why one kader has its verdict in one case: quick, for exercises, on the bit planes."""

from __future__ import annotations

from regelwijzer.advice.advisor import Advisor
from regelwijzer.advice.explain import Explainer, chain
from regelwijzer.knowledge.text import enumerate_words
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.graph import swap
from regelwijzer.reasoning.proofs import ProofFinder
from regelwijzer.reasoning.verdicts import Judge, Verdict

MOST_MISSING = 4


class Reasons:
    """Explains verdicts of one rule base; holds no case."""

    def __init__(self, advisor: Advisor) -> None:
        self._advisor = advisor
        self._explainer = Explainer(advisor.base, advisor.program)

    def why(self, case: Case, kader: str) -> str:
        """Return the proof with its sources in one sentence, or what is still missing."""
        base, program = self._advisor.base, self._advisor.program
        state = self._advisor.planes.one(program.literals(case.values, case.peildatum))
        literal = program.kaders[kader]
        found = Judge(base, program, state, case.values).outcome(literal)
        if found.verdict in (Verdict.APPLIES, Verdict.DOES_NOT):
            proved = literal if found.verdict is Verdict.APPLIES else swap(literal)
            holds = (number for number, plane in enumerate(state) if plane)
            tree = self._explainer.tree(ProofFinder(program.graph, holds).proof(proved))
            text = chain(base, tree)
            return text[:1].upper() + text[1:] + "."
        judged = [base.feiten[name].titel for name in found.judgements]
        missing = [base.feiten[n].titel for n in found.missing if n not in found.judgements]
        parts = []
        if missing:
            rest = len(missing) - MOST_MISSING
            more = f", en nog {rest}" if rest > 0 else ""
            parts.append(f"Nog uit te zoeken: {'; '.join(missing[:MOST_MISSING])}{more}.")
        if judged:
            norms = [base.feiten[name].oordeel for name in found.judgements[:MOST_MISSING]]
            doors = dict.fromkeys(party for norm in norms if norm for party in norm.door)
            who = enumerate_words([base.partijen[party].titel for party in doors], "of")
            parts.append(f"Nog te beoordelen (door {who}): {'; '.join(judged[:MOST_MISSING])}.")
        return " ".join(parts)
