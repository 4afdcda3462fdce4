"""The road along the birthdays as it is drawn: ribbons, birthdays, milestones and gaps.

Every part is a share of the width (percent), so that the picture fits each screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from regelwijzer.advice.advisor import ORDER, Advice
from regelwijzer.advice.matrix import COLUMNS
from regelwijzer.advice.roads import gap_text, since_text
from regelwijzer.advice.timeline import Stretch, Timeline
from regelwijzer.advice.wording import day_text
from regelwijzer.knowledge.conditions import Before
from regelwijzer.knowledge.dates import BIRTH, PEILDATUM, Duration
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.compiler import Program
from regelwijzer.reasoning.values import Period
from regelwijzer.reasoning.verdicts import Verdict
from regelwijzer.report.overview import Moment
from regelwijzer.report.view import CLASSES, ICONS, WORDS, Viewer

YOUTH_ENDS, SCHOOL_ENDS = 23, 27
SCHOOL_THEME = "meedoen"
"""School, work and income: there the Participatiewet and school reach to 27."""
MAIN_AGES = (12, 16, 18, 21, 23, 27)
GAP, GAP_ICON, GAP_WORD = "gat", "✕", "geen wet"
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Part:
    """One stretch of a ribbon: where it lies, and what it says."""

    left: float
    width: float
    css: str
    icon: str
    word: str
    first: str
    last: str


@dataclass(frozen=True)
class Ribbon:
    """One row of the picture: a kind of help, or one kader with its law."""

    title: str
    law: str
    parts: tuple[Part, ...]

    @property
    def changes(self) -> bool:
        """Whether the verdict changes along the way."""
        return len(self.parts) > 1


@dataclass(frozen=True)
class Tick:
    """A birthday on the axis; *main* ones keep their number on a small screen."""

    left: float
    text: str
    main: bool


@dataclass(frozen=True)
class Mark:
    """A milestone on the axis."""

    left: float
    when: str
    title: str
    perhaps: bool


@dataclass(frozen=True)
class Road:
    """The whole picture; *quiet* are ribbons that never change, *never* those always nee."""

    first: str
    last: str
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    help: tuple[Ribbon, ...]
    kaders: tuple[Ribbon, ...]
    quiet: tuple[Ribbon, ...]
    never: int
    gaps: tuple[str, ...]
    exact: bool

    @property
    def ribbons(self) -> tuple[Ribbon, ...]:
        """Every ribbon that is drawn."""
        return self.help + self.kaders + self.quiet


def span(viewer: Viewer, case: Case) -> tuple[date, date]:
    """Return from the peildatum to the day before 23 (27 for school, work and income)."""
    themes = {viewer.base.hulpvormen[name].thema for name in case.hulpvragen}
    age = SCHOOL_ENDS if SCHOOL_THEME in themes or not themes else YOUTH_ENDS
    end = birthday(case, age) or Duration(months=12 * 5).after(case.peildatum)
    if end <= case.peildatum:
        end = birthday(case, SCHOOL_ENDS) or end
    return case.peildatum, max(end - _DAY, case.peildatum + 30 * _DAY)


def birthday(case: Case, age: int) -> date | None:
    """Return the (last possible) day on which this age is reached."""
    born = case.values.get(BIRTH)
    if not isinstance(born, Period):
        return None
    return Duration(months=12 * age, age=True).after(born.last)


def moments(viewer: Viewer, program: Program, case: Case, last: date) -> list[Moment]:
    """Return the days worth a look until *last*: birthdays and changes of law, in order.

    A change of law is the first or last day of a rule in the base, or one that is announced.
    """
    exact = _exact(case)
    found: dict[date, Moment] = {}
    laws = {item.per for item in viewer.base.aankondigingen.values() if item.per}
    for day in sorted(laws | set(law_days(program))):
        if case.peildatum < day <= last:
            found[day] = Moment(0, day, True, f"vanaf {day_text(day)}")
    for age in range(1, SCHOOL_ENDS + 1):
        reached = birthday(case, age)
        if reached and case.peildatum < reached <= last + _DAY:
            found[reached] = Moment(age, reached, exact)
    return [found[day] for day in sorted(found)]


def law_days(program: Program) -> list[date]:
    """Return the days on which some rule of the base begins or ceases to be in force."""
    return sorted(
        {
            day
            for atom in program.atoms.values()
            if isinstance(atom, Before) and PEILDATUM in (atom.left.base, atom.right.base)
            for day in (atom.left.constant, atom.right.constant)
            if day
        }
    )


def road(viewer: Viewer, advice: Advice, line: Timeline) -> Road:
    """Return the picture of *line* for the kaders that carry what was asked."""
    scale = _Scale(line.first, line.last)
    items = [item for item in advice.kaders if item.relevant and item.carries]
    order = {law: number for number, law in enumerate(COLUMNS)}
    items.sort(key=lambda item: order.get(item.kader.wet, len(order)))
    kaders, quiet, never = [], [], 0
    for item in items:
        stretches = line.stretches[item.kader.kader]
        law = viewer.base.wetten[item.kader.wet].kort
        ribbon = Ribbon(viewer.title(item.kader), law, scale.parts(stretches))
        if ribbon.changes or stretches[0].verdict is Verdict.APPLIES:
            kaders.append(ribbon)
        elif stretches[0].verdict is Verdict.DOES_NOT:
            never += 1
        else:
            quiet.append(ribbon)
    return Road(
        first=day_text(line.first),
        last=day_text(line.last),
        ticks=tuple(_ticks(advice.case, scale)),
        marks=tuple(
            Mark(scale.left(m.day), day_text(m.day), m.mijlpaal.titel, not m.sure)
            for m in advice.milestones
            if line.first <= m.day <= line.last
        ),
        help=tuple(_help(viewer, advice.case, line, scale)),
        kaders=tuple(kaders),
        quiet=tuple(quiet),
        never=never,
        gaps=tuple(
            gap_text(viewer.base, gap.hulpvorm, since_text(advice.case, gap.first), viewer.plain)[
                :-1
            ]
            + (f" (tot en met {day_text(gap.last)})." if gap.last < line.last else ".")
            for gap in line.gaps
        ),
        exact=_exact(advice.case),
    )


class _Scale:
    """Turns days into shares of the width."""

    def __init__(self, first: date, last: date) -> None:
        self._first = first
        self._days = (last - first).days + 1
        self.last = last

    def left(self, day: date) -> float:
        return round(100 * (day - self._first).days / self._days, 3)

    def parts(self, stretches: Sequence[Stretch], gaps: bool = False) -> tuple[Part, ...]:
        found = []
        for part in stretches:
            left, right = self.left(part.first), self.left(part.last + _DAY)
            verdict = part.verdict
            css, icon, word = CLASSES[verdict], ICONS[verdict], WORDS[verdict]
            if gaps and verdict is Verdict.DOES_NOT:
                css, icon, word = GAP, GAP_ICON, GAP_WORD
            days = (day_text(part.first), day_text(part.last))
            found.append(Part(left, round(right - left, 3), css, icon, word, *days))
        return tuple(found)


def _exact(case: Case) -> bool:
    born = case.values.get(BIRTH)
    return isinstance(born, Period) and born.exact


def _ticks(case: Case, scale: _Scale) -> Iterable[Tick]:
    for age in range(1, SCHOOL_ENDS + 1):
        day = birthday(case, age)
        if day and case.peildatum < day <= scale.last:
            yield Tick(scale.left(day), str(age), age in MAIN_AGES)


def _help(viewer: Viewer, case: Case, line: Timeline, scale: _Scale) -> Iterable[Ribbon]:
    """Yield for each kind of help that was asked the best verdict of any law."""
    for name in case.hulpvragen:
        hulpvorm = viewer.base.hulpvormen[name]
        rows = [line.stretches[kader.kader] for kader in viewer.base.carriers(name)]
        if rows:
            title = hulpvorm.titel_ouder if viewer.plain else hulpvorm.titel
            yield Ribbon(title, "", scale.parts(best(rows), gaps=True))


def best(rows: Sequence[Sequence[Stretch]]) -> list[Stretch]:
    """Return the most favourable verdict of *rows*, day by day."""
    days = sorted({part.first for row in rows for part in row})
    ends = [*(day - _DAY for day in days[1:]), rows[0][-1].last]
    at: Mapping[date, Verdict] = {
        day: min((_verdict(row, day) for row in rows), key=ORDER.index) for day in days
    }
    found: list[Stretch] = []
    for day, end in zip(days, ends, strict=True):
        if found and found[-1].verdict is at[day]:
            found[-1] = Stretch(found[-1].first, end, at[day])
        else:
            found.append(Stretch(day, end, at[day]))
    return found


def _verdict(row: Sequence[Stretch], day: date) -> Verdict:
    return next(part.verdict for part in row if part.first <= day <= part.last)
