"""The quiz and the near misses as HTML: story, answers, what was right and why."""

from __future__ import annotations

from regelwijzer.advice.advisor import Advice
from regelwijzer.advice.explain import chain
from regelwijzer.advice.roads import change_text
from regelwijzer.advice.wording import day_text
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.text import enumerate_words
from regelwijzer.report.html import environment
from regelwijzer.report.view import CLASSES, ICONS, LABELS
from regelwijzer.training.models import TeachingCase
from regelwijzer.training.nearmiss import Exercise
from regelwijzer.training.quiz import Graded

MOST_MISSING = 4


def story_html(item: TeachingCase) -> str:
    """Return the story and the facts that are told."""
    template = environment().get_template("quizverhaal.html.j2")
    return template.render(item=item, facts=[fact.zeg for fact in item.feiten])


def question_html(number: int, title: str, answer: str, points: int, best: str) -> str:
    """Return the answer to a question with its worth; *best* names a better one, if any."""
    template = environment().get_template("quizvraag.html.j2")
    return template.render(number=number, title=title, answer=answer, points=points, best=best)


def why(base: Kennisbank, advice: Advice, kader: str) -> str:
    """Return why a kader has its verdict: the proof in one sentence, or what is missing."""
    found = advice.kader(kader)
    if found.why is not None:
        text = chain(base, found.why)
        return text[:1].upper() + text[1:] + "."
    judged = [base.feiten[name].titel for name in found.outcome.judgements]
    missing = [
        base.feiten[name].titel
        for name in found.outcome.missing
        if name not in found.outcome.judgements
    ]
    parts = []
    if missing:
        rest = len(missing) - MOST_MISSING
        more = f", en nog {rest}" if rest > 0 else ""
        parts.append(f"Nog uit te zoeken: {'; '.join(missing[:MOST_MISSING])}{more}.")
    if judged:
        norms = [base.feiten[name].oordeel for name in found.outcome.judgements[:MOST_MISSING]]
        doors = dict.fromkeys(party for norm in norms if norm for party in norm.door)
        parties = [base.partijen[party].titel for party in doors]
        who = enumerate_words(parties, "of")
        parts.append(f"Nog te beoordelen (door {who}): {'; '.join(judged[:MOST_MISSING])}.")
    return " ".join(parts)


def graded_html(base: Kennisbank, advice: Advice, item: Graded) -> str:
    """Return one prediction with what it should be, why, and the misconception behind it."""
    template = environment().get_template("quizuitkomst.html.j2")
    return template.render(
        title=base.kaders[item.kader].titel,
        right=item.right,
        predicted=LABELS[item.predicted][0],
        actual=LABELS[item.actual][0],
        css=CLASSES[item.actual],
        icon=ICONS[item.actual],
        why=why(base, advice, item.kader),
        belief=item.misconception,
    )


def changes_text(base: Kennisbank, exercise: Exercise) -> str:
    """Return what is different in an exercise, as one sentence."""
    parts = [
        f"het wordt {day_text(change.day)}"
        if change.day is not None
        else f"{change_text(base, change)}"
        for change in exercise.changes
    ]
    text = enumerate_words(parts)
    return text[:1].upper() + text[1:]


def exercise_html(base: Kennisbank, number: int, exercise: Exercise, advice: Advice) -> str:
    """Return one near miss as an exercise; the answer is folded."""
    template = environment().get_template("bijna.html.j2")
    return template.render(
        number=number,
        what=changes_text(base, exercise),
        before=LABELS[exercise.before][0],
        after=LABELS[exercise.after][0],
        css=CLASSES[exercise.after],
        icon=ICONS[exercise.after],
        turns=exercise.turns,
        why=why(base, advice, exercise.kader),
    )
