"""The action plan: the first three things to do now, then what is on the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from regelwijzer.advice.advisor import Advice, KaderAdvice
from regelwijzer.advice.candidates import Nearest, asked_kinds, close, nearest
from regelwijzer.advice.milestones import Milestone
from regelwijzer.advice.wording import day_text, lower_first
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.models import Feit
from regelwijzer.knowledge.text import enumerate_words, full_stop, spoken
from regelwijzer.reasoning.verdicts import Verdict

FIRST_ACTIONS = 3
SOON = timedelta(days=30)
DANGER = "jeugdige.levensgevaar_nu"


OWN = {
    "ouder": {"ouder_met_gezag", "ouders_met_gezag"},
    "jongere": {"jeugdige"},
    "jeugdbeschermer": {"gi"},
}
"""What these parties know, the user can answer without asking anybody."""
UNSURE = "Het is nog niet zeker of dit past."
"""Said of everything that is asked for while its outcome is open."""
MOST_ASKED = 3
"""So many provisions are named in one request."""


@dataclass(frozen=True)
class Action:
    """One thing to do: what, why, who does it, from when (None: now) and before which day.

    *kaders* are what it asks for. As long as one of them may turn out otherwise, the words are
    conditional (``UNSURE``) and name who decides.
    """

    title: str
    text: str
    who: tuple[str, ...] = ()
    day: date | None = None
    before: date | None = None
    source: str = ""
    kaders: tuple[str, ...] = ()


def first_actions(base: Kennisbank, advice: Advice, plain: bool) -> list[Action]:
    """Return the first three things to do, the most urgent first.

    Order: danger; a first step that anybody may take; a last day that is near; what must be asked
    for within a month; what can be asked for, one request for each who decides; a fact that
    somebody else knows; a judgement that can be asked for.
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
    yield from _entries(advice, plain)
    yield from _deadlines(base, advice, plain)
    yield from _urgent(base, advice, plain)
    yield from _requests(base, advice, plain)
    yield from _facts(base, advice, plain)
    yield from _judgements(base, advice, plain)
    yield from _facts(base, advice, plain, every=True)


def _entries(advice: Advice, plain: bool) -> Iterator[Action]:
    """Yield the first steps that anybody may take, for the help that was asked.

    Advice about violence, a report to the municipality: nobody has to ask for force, but who is
    not told where to call stays alone with it. A young person is not told to report himself.
    """
    asked = set(advice.case.hulpvragen)
    for item in advice.kaders:
        kader = item.kader
        if kader.ingang is None or not asked & set(kader.hulpvormen):
            continue
        sure = kader.ingang == "als_vaststaat" and item.verdict is Verdict.APPLIES
        if not sure and not _may_report(item, advice):
            continue
        texts = kader.teksten.ouder if plain else kader.teksten.professional
        yield Action(
            (kader.titel_ouder or kader.titel) if plain else kader.titel,
            f"{full_stop(texts.aanvragen)} {full_stop(texts.valkuil)}",
            tuple(kader.beslist),
            source=kader.kader,
        )


def _may_report(item: KaderAdvice, advice: Advice) -> bool:
    if item.kader.ingang != "ook_als_open" or advice.case.doelgroep == "jongere":
        return False
    if item.verdict is Verdict.DOES_NOT or advice.ways.holds(f"ingang_niet_bij:{item.kader.kader}"):
        return False
    way = advice.now.ways.to(item.kader.kader)  # nothing more is needed when it applies
    return item.verdict is Verdict.APPLIES or (way is not None and not way.far)


def _deadlines(base: Kennisbank, advice: Advice, plain: bool) -> Iterator[Action]:
    """Yield the last days that are near, whatever help was asked: after it a right is lost."""
    days: set[date] = set()
    for item in advice.milestones:
        near = item.start <= advice.case.peildatum + SOON
        if item.mijlpaal.laatste_dag and item.sure and near and item.day not in days:
            days.add(item.day)  # two laws may name the same day
            action = milestone_action(base, advice, item, plain)
            yield replace(action, title=f"{action.title}: {day_text(item.day)}", before=None)


def _urgent(base: Kennisbank, advice: Advice, plain: bool) -> Iterator[Action]:
    """Yield the milestones that must begin now; those that touch most of the help first."""
    horizon = advice.case.peildatum + SOON
    urgent = [
        item
        for item in advice.milestones
        if item.sure
        and item.mijlpaal.soort == "aanvraag"
        and item.start <= horizon
        and item.mijlpaal.wie
        and (not advice.case.hulpvragen or touches(base, advice, item))
    ]
    for item in sorted(urgent, key=lambda item: (-touches(base, advice, item), item.day)):
        yield milestone_action(base, advice, item, plain)


def touches(base: Kennisbank, advice: Advice, item: Milestone) -> int:
    """Return how many of the kinds of help that were asked a milestone is about."""
    kinds = {kind for name in item.mijlpaal.kaders for kind in base.kaders[name].hulpvormen}
    return len(kinds & set(advice.case.hulpvragen))


def milestone_action(base: Kennisbank, advice: Advice, item: Milestone, plain: bool) -> Action:
    """Return a milestone as a thing to do; conditional until what it is about applies."""
    words = item.mijlpaal.wat
    title, text = item.mijlpaal.titel, words.ouder if plain else words.professional
    now = advice.now.kaders
    kaders = item.mijlpaal.kaders
    if kaders and not any(now[name].verdict is Verdict.APPLIES for name in kaders):
        deciders = dict.fromkeys(who for name in kaders for who in base.kaders[name].beslist)
        who = base.who(deciders, True, "of")
        title = f"Vraag na of dit nodig is: {title}"
        text = f"{UNSURE}{f' Dit beslist: {who}.' if who else ''} {text}"
    return Action(
        title=title,
        text=text,
        who=tuple(item.mijlpaal.wie),
        day=item.start,
        before=item.day,
        source=item.mijlpaal.mijlpaal,
        kaders=tuple(item.mijlpaal.kaders),
    )


def _requests(base: Kennisbank, advice: Advice, plain: bool) -> Iterator[Action]:
    """Yield one request for each who decides.

    First goes who decides on the one provision that is expected to carry the most of the help
    that was asked: what is near and wide before what everybody can ask for.
    """
    kinds = asked_kinds(base, advice.case)
    asked: dict[str, dict[str, Nearest]] = {}
    for name in kinds:
        for near in close(nearest(advice.now, name)[:MOST_ASKED]):
            decider = (near.item.kader.beslist or [""])[0]
            if decider and not near.far:
                asked.setdefault(decider, {}).setdefault(near.item.kader.kader, near)

    def carried(near: Nearest) -> float:
        return -near.carried(kinds)

    young = advice.case.doelgroep == "jongere"
    for decider, named in sorted(
        asked.items(), key=lambda pair: min(map(carried, pair[1].values()))
    ):
        found = sorted(named.values(), key=carried)
        # What applies is asked for without "perhaps"; the rest can wait until that is done.
        sure = [near for near in found if near.way is None]
        chosen = (sure or found)[:MOST_ASKED]
        yield _request(base, _whom(base, decider, young), decider, chosen, plain)


def _whom(base: Kennisbank, decider: str, young: bool) -> str:
    """Return how a request to *decider* begins; who decides himself is not asked for anything."""
    if decider == "jeugdige":
        return "Kies zelf" if young else "Overleg met de jongere"
    return f"Vraag aan bij {base.partijen[decider].titel_ouder}"


def _request(
    base: Kennisbank, whom: str, decider: str, found: list[Nearest], plain: bool
) -> Action:
    kaders = [near.item.kader for near in found]
    titles = [(k.titel_ouder or k.titel) if plain else k.titel for k in kaders]
    texts = kaders[0].teksten.ouder if plain else kaders[0].teksten.professional
    judged = [
        base.feiten[need.feit].oordeel
        for near in found
        for need in (near.way.needs if near.way else ())
        if not need.denied
    ]
    own = [oordeel.bewijs for oordeel in judged if oordeel and decider in oordeel.door]
    evidence = own[0] if own else None
    helps = ""
    if evidence:
        helps = f" Dit helpt: {full_stop(evidence.ouder if plain else evidence.professional)}"
    who = base.partijen[decider].titel_ouder
    what = enumerate_words([lower_first(title) for title in titles])
    if all(near.way is None for near in found):
        title, text = f"{whom}: {what}", f"{texts.aanvragen}{helps}"
    else:
        self_chosen = decider == "jeugdige"  # "Kies zelf" and "Overleg" promise nothing
        title = f"{whom}: {what}" if self_chosen else f"Vraag na bij {who} of dit kan: {what}"
        text = f"{UNSURE} Dit beslist: {who}. Aanvragen gaat zo. {texts.aanvragen}{helps}"
    return Action(title, text, source=kaders[0].kader, kaders=tuple(k.kader for k in kaders))


def _facts(base: Kennisbank, advice: Advice, plain: bool, every: bool = False) -> Iterator[Action]:
    """Yield what somebody else knows; what the user can answer is asked in the interview.

    *every*: also what is seldom so, was decided already, or the user can know.
    """
    own = OWN.get(advice.case.doelgroep, set())
    for candidate in advice.first:
        feit = base.feiten[candidate.feit]
        rare = feit.zeldzaam or feit.verandert_door == "besluit"
        if feit.oordeel is not None or (not every and (rare or not set(feit.weet) - own)):
            continue
        count = len(candidate.moves)
        text = "Dit bepaalt één uitkomst." if count == 1 else f"Dit bepaalt {count} uitkomsten."
        text += whom_to_ask(base, feit, advice.case.doelgroep, plain)
        yield Action(f"Zoek uit: {feit.titel}", text, tuple(feit.weet), source=feit.feit)


def whom_to_ask(base: Kennisbank, feit: Feit, doelgroep: str, plain: bool) -> str:
    """Return who can know *feit*, after a space; nobody is sent to himself for an answer."""
    own = OWN.get(doelgroep, set())
    others = base.who([name for name in feit.weet if name not in own], plain, "of")
    if own.isdisjoint(feit.weet):
        return f" Vraag het na bij {others}." if others else ""
    known = spoken(doelgroep, " Misschien weet u dit zelf.", " Misschien weet je dit zelf.")
    return f"{known} Vraag het anders na bij {others}." if others else known


def _judgements(base: Kennisbank, advice: Advice, plain: bool) -> Iterator[Action]:
    for item in advice.kaders:
        if not _asks_judgement(item):
            continue
        feit = base.feiten[item.outcome.judgements[0]]
        if feit.oordeel is None:
            continue
        names = base.who(feit.oordeel.door, True, "of")
        evidence = feit.oordeel.bewijs.ouder if plain else feit.oordeel.bewijs.professional
        yield Action(
            f"Vraag een oordeel van {names}",
            f"{full_stop(feit.titel)} Dit helpt: {full_stop(evidence)}",
            tuple(feit.oordeel.door),
            source=feit.feit,
        )


def _asks_judgement(item: KaderAdvice) -> bool:
    return item.relevant and item.carries and item.verdict is Verdict.JUDGEMENT


def when_text(action: Action, today: date) -> str:
    """Return by when an action is to be done."""
    before = f", vóór {day_text(action.before)}" if action.before and action.before > today else ""
    if action.day is None or action.day <= today:
        return f"nu{before}"
    return f"vanaf {day_text(action.day)}{before}"
