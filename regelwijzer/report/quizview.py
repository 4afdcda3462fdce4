"""The quiz and the near misses as HTML: story, answers, what was right and why."""

from __future__ import annotations

from regelwijzer.advice.roads import change_text
from regelwijzer.advice.wording import day_text
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.text import enumerate_words
from regelwijzer.report.html import environment
from regelwijzer.report.view import CLASSES, ICONS, LABELS
from regelwijzer.training.models import TeachingCase
from regelwijzer.training.nearmiss import Exercise
from regelwijzer.training.quiz import Graded


def story_html(item: TeachingCase) -> str:
    """Return the story and the facts that are told."""
    template = environment().get_template("quizverhaal.html.j2")
    return template.render(item=item, facts=[fact.zeg for fact in item.feiten])


def question_html(number: int, title: str, answer: str, points: int, best: str) -> str:
    """Return the answer to a question with its worth; *best* names a better one, if any."""
    template = environment().get_template("quizvraag.html.j2")
    return template.render(number=number, title=title, answer=answer, points=points, best=best)


def graded_html(base: Kennisbank, why: str, item: Graded) -> str:
    """Return one prediction with what it should be, why, and the misconception behind it."""
    template = environment().get_template("quizuitkomst.html.j2")
    return template.render(
        title=base.kaders[item.kader].titel,
        right=item.right,
        predicted=LABELS[item.predicted][0],
        actual=LABELS[item.actual][0],
        css=CLASSES[item.actual],
        icon=ICONS[item.actual],
        why=why,
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


def exercise_html(base: Kennisbank, number: int, exercise: Exercise, why: str) -> str:
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
        why=why,
    )
