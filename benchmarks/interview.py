"""How many questions until everything is settled: three ways of asking, on the same cases.

A list (``questionnaires/lijsten.yaml``) is one question on one screen; *c_feiten* counts its
lines one by one, and *b_lijst* is way (b) when the same lists are used in its order.

Run: ``nice python -m benchmarks.interview UIT [--zaken 10000] [--casussen 300] [--kernen 2]``.
Every case that is done is a line of the file UIT, so a run that is stopped goes on later.

(a) every question in order; (b) in order, but skipping what can no longer change anything
(what docassemble and Publicodes do); (c) ours. Everything is settled when no question is
left that can change a verdict the user cares about. See ``interview_cases`` for the cases.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any

from benchmarks.interview_cases import Made, Maker, scenario_cases
from regelwijzer.advice.advisor import Advisor
from regelwijzer.datapaths import questionnaires_folder, rules_folder
from regelwijzer.interview.choose import Candidate, Part
from regelwijzer.interview.lists import load_lists
from regelwijzer.interview.questions import load_questionnaires
from regelwijzer.interview.reach import Moves
from regelwijzer.interview.session import Answers, Interviewer
from regelwijzer.knowledge.base import UNKNOWN_LAW
from regelwijzer.knowledge.dates import BIRTH
from regelwijzer.knowledge.loader import load_base
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.verdicts import Judge

EARLY = 5
CHUNK = 20
Row = dict[str, Any]


class Race:
    """Asks one case in three ways."""

    def __init__(self) -> None:
        self.base = load_base(rules_folder())
        self.advisor = Advisor(self.base, use_durable=False)
        wordings = load_questionnaires(questionnaires_folder(), self.base)
        lists = load_lists(questionnaires_folder(), self.base, wordings)
        self.chooser = self.advisor.chooser
        self.interviewer = Interviewer(
            self.base, self.advisor.program, self.chooser, wordings, lists
        )
        self.list_of = {
            line.feit: f"lijst {lijst.lijst}" for lijst in lists.all for line in lijst.feiten
        }
        self.maker = Maker(self.base, self.advisor.program)
        self.order = [BIRTH] + [
            name
            for thema in self.base.themas
            for name, feit in self.base.feiten.items()
            if feit.thema == thema and not feit.observatie and name != BIRTH
        ]

    def run(self, made: Made) -> Row:
        """Return the counts of one case."""
        asked, screens, last = self._in_order(made)
        counts = {"a": len(self.order), "a_stop": last, "b": asked, "b_lijst": screens}
        return {"soort": made.kind} | counts | self._ours(made)

    def _in_order(self, made: Made) -> tuple[int, int, int]:
        """Return how many questions way (b) asks, on how many screens, and where it ends."""
        kaders = self.interviewer.wanted_kaders(made.start)
        part = self.chooser.part(kaders)
        answers, asked, last = Answers(made.start), 0, 0
        screens: set[str] = set()
        matter: set[str] | None = None
        for place, name in enumerate(self.order, 1):
            if name != BIRTH:
                matter = _missing(part, answers.case) if matter is None else matter
                if name not in matter:
                    continue
            asked, last = asked + 1, place
            screens.add(self.list_of.get(name, name))
            answers = answers.give(name, made.known.get(name))
            if name in made.known:
                matter = None
        return asked, len(screens), last

    def _ours(self, made: Made) -> Row:
        """Return for way (c) the count, and after how many answers a verdict was settled.

        *vast* is the first verdict that no question can change any more, after the day of
        birth; *ja* the first that is ja. *onbekend* counts the answers 'weet ik niet', *ms*
        has the median and the slowest choice in milliseconds of processor time.
        """
        answers, asked, facts, unknown = Answers(made.start), 0, 0, 0
        kaders = self.interviewer.wanted_kaders(made.start)
        part = self.chooser.part(kaders)
        theme: str | None = None
        first: dict[str, int | None] = {"vast": None, "ja": None}
        live: set[str] = set()
        spent = []
        while True:
            begun = time.process_time()
            step = self.interviewer.next(answers, theme)
            spent.append((time.process_time() - begun) * 1000)
            now = _movable(step.ranked)
            if asked > 1 and first["vast"] is None and live - now:
                first["vast"] = asked
            live = now
            if first["ja"] is None:
                state = part.state(answers.case)
                if any(state[part.program.kaders[name]] for name in kaders):
                    first["ja"] = asked
            if step.question is None:
                break
            theme = self.base.feiten[step.question.feit].thema
            for name in step.together.feiten if step.together else [step.question.feit]:
                answers = answers.give(name, made.known.get(name))
                facts += 1
                unknown += name not in made.known
            asked += 1
        times = {"ms": [statistics.median(spent[1:]), max(spent[1:])]}
        return {"c": asked, "c_feiten": facts, "onbekend": unknown, **first, **times}


def _movable(ranked: Sequence[Candidate]) -> set[str]:
    """Return every kader that some question can still move."""
    mask = 0
    for item in ranked:
        mask |= item.found.mask
    return set(Moves(mask, ranked[0].found.order).kaders) if ranked else set()


def _missing(part: Part, case: Case) -> set[str]:
    judge = Judge(part.base, part.program, part.state(case), case.values)
    found: set[str] = set()
    for literal in part.program.kaders.values():
        found.update(judge.missing(literal))
    return found - {UNKNOWN_LAW}


@lru_cache(maxsize=1)
def _race() -> Race:
    return Race()


def _made(numbers: list[int]) -> list[Row]:
    """Run the generated cases with these numbers (in a process of its own)."""
    race = _race()
    return [{"zaak": number, **race.run(race.maker.make(number))} for number in numbers]


def _scenarios(count: int, numbers: list[int]) -> list[Row]:
    race = _race()
    cases = scenario_cases(race.base, rules_folder(), count)
    return [
        {"zaak": f"casus {number}", **race.run(cases[number])}
        for number in numbers
        if number < len(cases)
    ]


def collect(out: Path, made: int, scenarios: int, cores: int) -> list[Row]:
    """Run what *out* does not hold yet and add it; return all rows."""
    rows: list[Row] = []
    if out.exists():
        rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    done = {row["zaak"] for row in rows}
    todo = [number for number in range(made) if number not in done]
    cases = [number for number in range(scenarios) if f"casus {number}" not in done]
    with ProcessPoolExecutor(cores) as pool, out.open("a", encoding="utf-8") as file:
        jobs = [pool.submit(_scenarios, scenarios, part) for part in _chunks(cases)]
        jobs += [pool.submit(_made, part) for part in _chunks(todo)]
        for job in jobs:
            for row in job.result():
                rows.append(row)
                file.write(json.dumps(row) + "\n")
            file.flush()
    return rows


def _chunks(numbers: list[int]) -> list[list[int]]:
    return [numbers[start : start + CHUNK] for start in range(0, len(numbers), CHUNK)]


def report(rows: list[Row]) -> None:
    """Print a table for each kind of case."""
    print(
        "| zaken | aantal | (a) | (a) tot de laatste die telt | (b) | (b) met lijsten | (c) |"
        " (c) van (b) | (c) van (b) met lijsten | (c) elke regel geteld | p90 (b) | p90 (c) |"
        " 'weet ik niet' in (c) | vast in 5 | ja in 5 | ooit ja |"
    )
    print("|" + "---|" * 16)
    kinds = Counter(row["soort"] for row in rows)
    groups = [(kind, [row for row in rows if row["soort"] == kind]) for kind in sorted(kinds)]
    made = [row for row in rows if row["soort"] != "casussen"]
    for title, group in [("gemaakt, alle", made), *groups]:
        if len(group) < 2:
            continue
        counted = ("a", "a_stop", "b", "b_lijst", "c", "c_feiten")
        mean = {key: statistics.mean(row[key] for row in group) for key in counted}
        ninety = {key: statistics.quantiles((row[key] for row in group), n=10)[-1] for key in "bc"}
        unknown = statistics.mean(row["onbekend"] for row in group)
        early = {
            key: sum(row[key] is not None and row[key] <= EARLY for row in group) / len(group)
            for key in ("vast", "ja")
        }
        ever = sum(row["ja"] is not None for row in group) / len(group)
        print(
            f"| {title} | {len(group)} | {mean['a']:.0f} | {mean['a_stop']:.0f} | {mean['b']:.1f} "
            f"| {mean['b_lijst']:.1f} | {mean['c']:.1f} | {mean['c'] / mean['b']:.0%} "
            f"| {mean['c'] / mean['b_lijst']:.0%} | {mean['c_feiten']:.1f} "
            f"| {ninety['b']:.0f} | {ninety['c']:.0f} | {unknown:.1f} | {early['vast']:.0%} "
            f"| {early['ja']:.0%} | {ever:.0%} |"
        )
    medians = sorted(row["ms"][0] for row in rows)
    print(
        f"Keuze van een vraag: mediaan {statistics.median(medians):.1f} ms; load {os.getloadavg()}"
    )


def speed(cases: int = 12) -> None:
    """Print how long the next question takes when all kaders count (nothing was chosen)."""
    race = _race()
    spent = []
    for number in range(cases):
        made = race.maker.make(number)
        answers = Answers(Case(made.start.peildatum, {}, (), made.start.doelgroep))
        race.interviewer.next(answers)  # makes the part of the graph ready
        answers = answers.give(BIRTH, made.known[BIRTH])
        for _ in range(25):
            begun = time.perf_counter(), time.process_time()
            step = race.interviewer.next(answers)
            spent.append((time.perf_counter() - begun[0], time.process_time() - begun[1]))
            if step.question is None:
                break
            name = step.question.feit
            answers = answers.give(name, made.known.get(name))
    for number, title in enumerate(("klok", "processor")):
        times = sorted(pair[number] * 1000 for pair in spent)
        p95 = times[int(0.95 * len(times))]
        print(
            f"volgende vraag over alle kaders, {title}: mediaan {statistics.median(times):.0f} ms, "
            f"p95 {p95:.0f} ms ({len(times)} keuzes, belasting {os.getloadavg()[0]:.1f})"
        )


def main() -> None:
    """Run what is asked and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("uit", type=Path)
    parser.add_argument("--zaken", type=int, default=10_000)
    parser.add_argument("--casussen", type=int, default=300)
    parser.add_argument("--kernen", type=int, default=2)
    chosen = parser.parse_args()
    report(collect(chosen.uit, chosen.zaken, chosen.casussen, chosen.kernen))
    speed()


if __name__ == "__main__":
    main()
