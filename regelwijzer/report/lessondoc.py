"""The handout of a lesson and its answer sheet, as documents for every format."""

from __future__ import annotations

from collections.abc import Iterator

from regelwijzer.advice.advisor import Advisor
from regelwijzer.interview.questions import Wordings, question
from regelwijzer.report.blocks import Block, Bullets, Document, Heading, Paragraph, Table
from regelwijzer.report.quizview import changes_text
from regelwijzer.report.view import LABELS
from regelwijzer.training.lesson import KINDS, Lesson
from regelwijzer.training.library import Library, full_case, told_case
from regelwijzer.training.models import LEVELS, TeachingCase
from regelwijzer.training.nearmiss import Exercise, NearMisses
from regelwijzer.training.reasons import Reasons

EXERCISES = 3


class LessonWriter:
    """Writes the papers of lessons, for one rule base and library."""

    def __init__(self, advisor: Advisor, library: Library, wordings: Wordings) -> None:
        self._advisor = advisor
        self._library = library
        self._wordings = wordings
        self._near = NearMisses(advisor)
        self._reasons = Reasons(advisor)

    def write(self, lesson: Lesson, answers: bool) -> Document:
        """Return the handout, or the answer sheet when *answers* is set."""
        title = f"{'Antwoordblad' if answers else 'Werkblad'}: {lesson.titel}"
        blocks: list[Block] = [Heading(1, title)]
        blocks.append(
            Paragraph(
                "Alle casussen zijn bedacht. De uitkomsten zijn berekend uit de regels en zijn "
                "geen besluit: wie de wet aanwijst, beslist."
            )
        )
        blocks += self._plan(lesson)
        for name in lesson.cases:
            blocks += self._case(self._library.cases[name], answers)
        return Document(title, tuple(blocks))

    def _plan(self, lesson: Lesson) -> Iterator[Block]:
        rows = []
        for number, part in enumerate(lesson.onderdelen, start=1):
            title = self._library.cases[part.casus].titel if part.casus else "-"
            rows.append((f"{number}. {KINDS[part.soort]}", title, f"{part.minuten} min"))
        if rows:
            yield Heading(2, f"Programma ({lesson.minutes} minuten)")
            yield Table("De onderdelen", ("Wat", "Casus", "Tijd"), tuple(rows))

    def _case(self, item: TeachingCase, answers: bool) -> Iterator[Block]:
        base = self._advisor.base
        yield Heading(2, item.titel)
        yield Paragraph(item.verhaal)
        yield Paragraph(f"{LEVELS[item.niveau]}. {item.leerdoel}", "Leerdoel:")
        yield Heading(3, "Wat is bekend")
        yield Bullets(tuple(fact.zeg for fact in item.feiten))
        yield Heading(3, "Wat vraagt u nog?")
        if answers:
            yield Bullets(
                tuple(
                    f"{question(base, self._wordings, 'trainer', fact.feit).text} {fact.zeg}"
                    for fact in item.verborgen
                )
            )
        else:
            yield Bullets(tuple("." * 60 for _ in item.verborgen[:5]), numbered=True)
        yield from self._verdicts(item, answers)
        yield from self._exercises(item, answers)
        if answers:
            yield Heading(3, "Misvattingen om te bespreken")
            beliefs = [self._library.misconceptions[name] for name in item.misvattingen]
            yield Bullets(tuple(f"{belief.titel} {belief.maar}" for belief in beliefs))
        yield Heading(3, "Bespreek")
        yield Bullets(tuple(item.bespreek))

    def _verdicts(self, item: TeachingCase, answers: bool) -> Iterator[Block]:
        base = self._advisor.base
        yield Heading(3, "Wat wordt de uitkomst?")
        titles = {key.kader: base.kaders[key.kader].titel for key in item.kaders}
        if not answers:
            rows = tuple((title, " ", " ") for title in titles.values())
            heads = ("Uitkomst", "Mijn voorspelling", "Waarom")
            yield Table("Vul in: van toepassing, niet, oordeel of onbekend", heads, rows)
            return
        for label, case in (
            ("Met wat is verteld", told_case(base, item)),
            ("Met de verborgen feiten erbij", full_case(base, item)),
        ):
            outcomes = self._advisor.outcomes(case)
            yield Paragraph("", f"{label}:")
            for name, title in titles.items():
                reason = self._reasons.why(case, name)
                yield Paragraph(reason, f"{title}: {LABELS[outcomes[name].verdict][0].lower()}.")

    def _exercises(self, item: TeachingCase, answers: bool) -> Iterator[Block]:
        base = self._advisor.base
        name = item.kaders[0].kader
        near = [fact.feit for fact in item.verborgen]
        found = self._near.near(full_case(base, item), name, near)[:EXERCISES]
        if not found:
            return
        yield Heading(3, f"Net anders: {base.kaders[name].titel}")
        yield Paragraph(f"Met alles wat nu bekend is: {LABELS[found[0].before][0].lower()}.")
        yield Bullets(tuple(self._exercise(exercise, answers) for exercise in found), numbered=True)

    def _exercise(self, exercise: Exercise, answers: bool) -> str:
        base = self._advisor.base
        text = f"Stel: {changes_text(base, exercise)}. Wat wordt de uitkomst?"
        if not answers:
            return text
        reason = self._reasons.why(exercise.case, exercise.kader)
        return f"{text} {LABELS[exercise.after][0]}. {reason}"
