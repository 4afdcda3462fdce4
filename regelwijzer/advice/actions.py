"""The action plan: the first three things to do now, then what is on the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from regelwijzer.advice.advisor import Advice, KaderAdvice
from regelwijzer.advice.milestones import Milestone
from regelwijzer.advice.wording import day_text
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.text import enumerate_words
from regelwijzer.reasoning.verdicts import Verdict

FIRST_ACTIONS = 3
SOON = timedelta(days=30)
DANGER = "jeugdige.levensgevaar_nu"


@dataclass(frozen=True)
class Action:
    """One thing to do: what, why, who does it, and by when (None: now)."""

    title: str
    text: str
    who: tuple[str, ...] = ()
    day: date | None = None
    source: str = ""


def first_actions(base: Kennisbank, advice: Advice, plain: bool) -> list[Action]:
    """Return the first three things to do, the most urgent first.

    Order: danger; what must begin within a month; what applies and can be asked for; the
    fact that tells most; the judgement that can be asked for.
    """
    found: list[Action] = []
    titles: set[str] = set()
    for action in _candidates(base, advice, plain):
        if action.title not in titles:
            titles.add(action.title)
            found.append(action)
        if len(found) == FIRST_ACTIONS:
            break
    return found


def _candidates(base: Kennisbank, advice: Advice, plain: bool) -> Iterator[Action]:
    if advice.case.values.get(DANGER) is True:
        yield Action("Bel 112", "Er is nu gevaar. Bel eerst 112; de rest kan daarna.")
    yield from _urgent(base, advice, plain)
    facts = list(_facts(base, advice, plain))
    yield from facts[:1]
    yield from _applications(base, advice, plain)
    yield from _judgements(base, advice, plain)
    yield from facts[1:]


def _urgent(base: Kennisbank, advice: Advice, plain: bool) -> Iterator[Action]:
    horizon = advice.case.peildatum + SOON
    for item in advice.milestones:
        relevant = not advice.case.hulpvragen or touches(base, advice, item)
        if item.sure and relevant and item.start <= horizon and item.mijlpaal.wie:
            yield milestone_action(item, plain)


def touches(base: Kennisbank, advice: Advice, item: Milestone) -> bool:
    """Tell whether a milestone belongs to a kader the user asked about."""
    asked = set(advice.case.hulpvragen)
    return any(asked & set(base.kaders[name].hulpvormen) for name in item.mijlpaal.kaders)


def milestone_action(item: Milestone, plain: bool) -> Action:
    """Return a milestone as a thing to do."""
    words = item.mijlpaal.wat
    return Action(
        title=item.mijlpaal.titel,
        text=words.ouder if plain else words.professional,
        who=tuple(item.mijlpaal.wie),
        day=item.start,
        source=item.mijlpaal.mijlpaal,
    )


def _applications(base: Kennisbank, advice: Advice, plain: bool) -> Iterator[Action]:
    for item in advice.kaders:
        if item.relevant and item.carries and item.verdict is Verdict.APPLIES:
            texts = item.kader.teksten.ouder if plain else item.kader.teksten.professional
            title = (item.kader.titel_ouder or item.kader.titel) if plain else item.kader.titel
            yield Action(f"Regel: {title}", texts.aanvragen, source=item.kader.kader)


def _facts(base: Kennisbank, advice: Advice, plain: bool) -> Iterator[Action]:
    for candidate in advice.first:
        feit = base.feiten[candidate.feit]
        if feit.oordeel is not None:
            continue
        who = [base.partijen[name] for name in feit.weet]
        names = enumerate_words([p.titel_ouder if plain else p.titel for p in who], "of")
        count = len(candidate.moves)
        text = "Dit bepaalt één uitkomst." if count == 1 else f"Dit bepaalt {count} uitkomsten."
        text += f" Vraag het na bij {names}." if names else ""
        yield Action(f"Zoek uit: {feit.titel}", text, tuple(feit.weet), source=feit.feit)


def _judgements(base: Kennisbank, advice: Advice, plain: bool) -> Iterator[Action]:
    for item in advice.kaders:
        if not _asks_judgement(item):
            continue
        feit = base.feiten[item.outcome.judgements[0]]
        if feit.oordeel is None:
            continue
        who = [base.partijen[name] for name in feit.oordeel.door]
        names = enumerate_words([p.titel_ouder if plain else p.titel for p in who], "of")
        evidence = feit.oordeel.bewijs.ouder if plain else feit.oordeel.bewijs.professional
        yield Action(
            f"Vraag een oordeel van {names}",
            f"{feit.titel}. Dit helpt: {evidence}",
            tuple(feit.oordeel.door),
            source=feit.feit,
        )


def _asks_judgement(item: KaderAdvice) -> bool:
    return item.relevant and item.carries and item.verdict is Verdict.JUDGEMENT


def when_text(action: Action, today: date) -> str:
    """Return by when an action is to be done."""
    if action.day is None or action.day <= today:
        return "nu"
    return f"vanaf {day_text(action.day)}"
