"""How many questions until everything is settled: three ways of asking, on the same cases.

Run: ``python -m benchmarks.interview [casussen] [gemaakte zaken]``.

(a) every question in order; (b) in order, but skipping what can no longer change anything
(what docassemble and Publicodes do); (c) ours: the question that tells most. A case is
answered from a complete set of facts; an open norm, and what a scenario leaves open, gets
"weet ik niet". Settled means: no question left can change a verdict the user cares about.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from regelwijzer.advice.advisor import Advisor
from regelwijzer.datapaths import questionnaires_folder, rules_folder
from regelwijzer.interview.domains import Domains
from regelwijzer.interview.questions import load_questionnaires
from regelwijzer.interview.session import Answers, Interviewer
from regelwijzer.knowledge.dates import BIRTH
from regelwijzer.knowledge.loader import load_base
from regelwijzer.knowledge.scenarios import read_scenarios
from regelwijzer.reasoning.case import Case, make_case
from regelwijzer.reasoning.values import Period, Value

Known = Mapping[str, Value]
HULPVRAGEN = 2


@dataclass(frozen=True)
class Count:
    """Questions asked, and after how many the first verdict that was open is settled."""

    asked: int
    first: int


class Race:
    """Asks one case in three ways."""

    def __init__(self) -> None:
        base = load_base(rules_folder())
        self.base = base
        self.advisor = Advisor(base, use_durable=False)
        wordings = load_questionnaires(questionnaires_folder(), base)
        self.chooser = self.advisor.chooser
        self.interviewer = Interviewer(base, self.advisor.program, self.chooser, wordings)
        self.order = [
            name
            for thema in base.themas
            for name, feit in base.feiten.items()
            if feit.thema == thema and not feit.observatie
        ]

    def answer(self, answers: Answers, name: str, known: Known) -> Answers:
        """Answer *name* from what is known; else: weet ik niet."""
        return answers.give(name, known.get(name))

    def fixed(self, start: Case, known: Known, skip: bool) -> Count:
        """Ask in order; with *skip* only what can still change something."""
        answers, asked, first = Answers(start), 0, 0
        kaders = self.interviewer.wanted_kaders(start)
        for name in [BIRTH, *(n for n in self.order if n != BIRTH)]:
            if skip and name != BIRTH and name not in self.chooser.movable(answers.case, kaders):
                continue
            answers = self.answer(answers, name, known)
            asked += 1
            if not first and name != BIRTH and self._settled(answers.case, kaders):
                first = asked
        return Count(asked, first or asked)

    def ours(self, start: Case, known: Known) -> Count:
        """Ask the question that tells most, until the certificate."""
        answers, asked, first = Answers(start), 0, 0
        kaders = self.interviewer.wanted_kaders(start)
        theme: str | None = None
        while True:
            step = self.interviewer.next(answers, theme)
            if step.question is None:
                return Count(asked, first or asked)
            name = step.question.feit
            theme = self.base.feiten[name].thema
            answers = self.answer(answers, name, known)
            asked += 1
            if not first and self._settled(answers.case, kaders):
                first = asked

    def _settled(self, case: Case, kaders: Sequence[str]) -> bool:
        """Tell whether some kader of the user is surely ja."""
        state = self.chooser.state(case)
        return any(state[self.advisor.program.kaders[name]] for name in kaders)


def scenario_cases(race: Race, count: int) -> list[tuple[Case, Known]]:
    """Return starts (only peildatum and hulpvragen) and known facts of scenario cases."""
    scenarios, _ = read_scenarios(rules_folder())
    chosen = random.Random(1).sample(scenarios, min(count, len(scenarios)))
    found = []
    for scenario in chosen:
        case = make_case(scenario.raw, race.base)
        hulpvormen = sorted(
            {
                hulpvorm
                for name in scenario.casus.verwacht
                if name in race.base.kaders
                for hulpvorm in race.base.kaders[name].hulpvormen
            }
        )
        start = Case(case.peildatum, {}, tuple(hulpvormen[:HULPVRAGEN]), "jeugdbeschermer")
        if start.hulpvragen and BIRTH in case.values:
            found.append((start, case.values))
    return found


def made_cases(race: Race, count: int) -> list[tuple[Case, Known]]:
    """Return random complete cases: every fact known except open norms."""
    rng = random.Random(2)
    domains = Domains(race.base, race.advisor.program)
    day = scenario_cases(race, 5)[0][0].peildatum
    names = list(race.base.hulpvormen)
    found = []
    for _ in range(count):
        known: dict[str, Value] = {}
        for name, feit in race.base.feiten.items():
            if feit.oordeel is not None or feit.observatie:
                continue
            if feit.type == "datum":
                days = domains.days(name, known, day)
                chosen = rng.choice(days)
                known[name] = Period(chosen, chosen)
            elif feit.zeldzaam and feit.type == "ja_nee":
                known[name] = rng.random() < 0.06
            else:
                known[name] = rng.choice(domains.answers(name))
        start = Case(day, {}, tuple(rng.sample(names, HULPVRAGEN)), "jeugdbeschermer")
        found.append((start, known))
    return found


def report(title: str, race: Race, cases: Sequence[tuple[Case, Known]]) -> None:
    """Print the counts of the three ways."""
    ways: dict[str, Callable[[Case, Known], Count]] = {
        "(a) alles op volgorde": lambda c, k: race.fixed(c, k, skip=False),
        "(b) op volgorde, zonder wat niet telt": lambda c, k: race.fixed(c, k, skip=True),
        "(c) wat het meest vertelt": race.ours,
    }
    print(f"\n{title}: {len(cases)} zaken")
    print("| manier | gemiddeld | 90e percentiel | eerste 'ja' binnen vijf vragen | ms per zaak |")
    print("|---|---|---|---|---|")
    means: dict[str, float] = {}
    for name, way in ways.items():
        start = time.perf_counter()
        counts = [way(case, known) for case, known in cases]
        spent = (time.perf_counter() - start) / len(cases) * 1000
        asked = [count.asked for count in counts]
        means[name[:3]] = statistics.mean(asked)
        ninety = statistics.quantiles(asked, n=10)[-1]
        early = sum(count.first <= 5 for count in counts) / len(counts)
        print(f"| {name} | {means[name[:3]]:.1f} | {ninety:.0f} | {early:.0%} | {spent:.0f} |")
    print(f"(c) vraagt {means['(c)'] / means['(b)']:.0%} van (b).")


def main(scenarios: int, made: int) -> None:
    """Print the table for scenario cases and for generated cases."""
    race = Race()
    report("Casussen", race, scenario_cases(race, scenarios))
    report("Gemaakte zaken", race, made_cases(race, made))


if __name__ == "__main__":
    main(*(int(x) for x in (sys.argv[1:] + ["60", "40"][len(sys.argv) - 1 :])[:2]))
