"""The cases on which ways of asking are compared: scenario cases, and generated ones.

A generated case is complete and consistent: a day of birth between 0 and 23 years ago, dates
within that life or soon after, no two answers of ``tegenspraak.yaml``, and a rate for every
answer that is drawn once per feit (so the chooser, which knows no rates, is not favoured).
What the user then does not know is left out: of the facts none, 10 % or 20 %; of the open
norms 60 %, because somebody else decides those. What the user needs is one line of the start
page.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from regelwijzer.interview.contradictions import contradictions
from regelwijzer.interview.domains import Domains
from regelwijzer.interview.troubles import TROUBLES
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.dates import BIRTH
from regelwijzer.knowledge.scenarios import read_scenarios
from regelwijzer.reasoning.case import Case, make_case
from regelwijzer.reasoning.compiler import Program
from regelwijzer.reasoning.values import Period, Value

DAY = date(2026, 11, 22)
UNKNOWN = (0.0, 0.1, 0.2)
JUDGED = 0.4
RARE = 0.12
LATER = timedelta(days=730)
ROLE = "jeugdbeschermer"


@dataclass(frozen=True)
class Made:
    """A case to be asked for: how it starts, what is known of it, and of what kind it is."""

    start: Case
    known: Mapping[str, Value]
    kind: str


class Maker:
    """Generates cases; the same number always gives the same case."""

    def __init__(self, base: Kennisbank, program: Program) -> None:
        self._base = base
        self._domains = Domains(base, program)
        rng = random.Random("hoe vaak")
        self._rates: dict[str, list[float]] = {}
        for name, feit in base.feiten.items():
            if feit.type == "datum":
                continue
            count = len(self._domains.answers(name))
            if feit.type == "ja_nee":
                ja = rng.random() * RARE if feit.zeldzaam else rng.betavariate(1.2, 2.2)
                self._rates[name] = [ja, 1 - ja]
            else:
                self._rates[name] = [rng.gammavariate(1.0, 1.0) + 0.01 for _ in range(count)]

    def make(self, number: int) -> Made:
        """Return case *number*."""
        rng = random.Random(f"zaak {number}")
        share = UNKNOWN[number % len(UNKNOWN)]
        trouble = rng.choice(list(TROUBLES))
        wishes = tuple(name for name in TROUBLES[trouble] if name in self._base.hulpvormen)
        values = self._complete(rng)
        known = {
            name: value
            for name, value in values.items()
            if name == BIRTH
            or rng.random() < (JUDGED if self._base.feiten[name].oordeel else 1 - share)
        }
        return Made(Case(DAY, {}, wishes, ROLE), known, f"{share:.0%} onbekend")

    def _complete(self, rng: random.Random) -> dict[str, Value]:
        born = DAY - timedelta(days=rng.randrange(1, 23 * 365))
        values: dict[str, Value] = {BIRTH: Period(born, born)}
        for name, feit in self._base.feiten.items():
            if name != BIRTH and not feit.observatie:
                values[name] = self._answer(rng, name, values)
        for _ in range(40):  # draw again what cannot both be true
            found = contradictions(self._base, Case(DAY, values))
            if not found:
                break
            name = rng.choice([n for n in found[0].feiten if n != BIRTH])
            values[name] = self._answer(rng, name, values)
        for item in contradictions(self._base, Case(DAY, values)):
            for name in item.feiten:
                if name != BIRTH:
                    values.pop(name, None)
        return values

    def _answer(self, rng: random.Random, name: str, values: Mapping[str, Value]) -> Value:
        if self._base.feiten[name].type != "datum":
            return rng.choices(self._domains.answers(name), self._rates[name])[0]
        born = values[BIRTH]
        assert isinstance(born, Period)
        days = self._domains.days(name, values, DAY)
        fitting = [day for day in days if born.first <= day <= DAY + LATER] or [DAY]
        day = rng.choice(fitting)
        return Period(day, day)


def scenario_cases(base: Kennisbank, folder: object, count: int) -> list[Made]:
    """Return scenario cases of the rules; all that a case does not say is 'weet ik niet'."""
    from pathlib import Path

    scenarios, _ = read_scenarios(Path(str(folder)))
    found = []
    for scenario in random.Random(1).sample(scenarios, len(scenarios)):
        case = make_case(scenario.raw, base)
        wishes = sorted(
            {
                wish
                for name in scenario.casus.verwacht
                if name in base.kaders
                for wish in base.kaders[name].hulpvormen
            }
        )
        if wishes and BIRTH in case.values:
            start = Case(case.peildatum, {}, tuple(wishes[:2]), ROLE)
            found.append(Made(start, case.values, "casussen"))
        if len(found) == count:
            break
    return found
