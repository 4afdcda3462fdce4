"""The short answer above the matrix: who pays what, now and later, in one or two sentences.

It is never more certain than the verdicts: 'betaalt' is only said where a kader applies; what
hangs on a judgement names who judges; what is unknown is called unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from regelwijzer.advice.advisor import KaderAdvice, Snapshot
from regelwijzer.advice.candidates import askable, nearest
from regelwijzer.advice.wording import day_text, lower_first
from regelwijzer.knowledge.text import enumerate_words
from regelwijzer.reasoning.verdicts import Verdict
from regelwijzer.report.overview import Moment
from regelwijzer.report.ribbon import GAP, GAP_ICON
from regelwijzer.report.view import CLASSES, ICONS, Viewer

MOST_HELP, MOST_PAYERS, MOST_JUDGES, MOST_GROUPS = 4, 3, 2, 4
"""So many kinds of help, payers and judges are named in one line; and so many unknown lines."""
_BRACKETS = re.compile(r"\s*\([^)]*\)\s*")


@dataclass(frozen=True)
class AnswerLine:
    """One line: its sign and class, who pays (in bold), and for what and on which condition."""

    css: str
    icon: str
    strong: str
    text: str


_NO_LAW = AnswerLine(
    GAP,
    GAP_ICON,
    "Geen enkele wet",
    "die Regelwijzer kent, past bij deze antwoorden. Klopt elk antwoord? Kijk dan bij "
    "'Vastgelopen?'.",
)
"""Without a wish, when not one kind of help is carried or open."""


@dataclass(frozen=True)
class Answer:
    """The short answer at one moment."""

    title: str
    day: str
    lines: tuple[AnswerLine, ...]


@dataclass(frozen=True)
class _Found:
    """What is to be said of one kind of help; *who* are pairs of payer and law."""

    hulpvorm: str
    verdict: Verdict
    who: tuple[tuple[str, str], ...]
    judges: tuple[str, ...] = ()
    open_laws: tuple[str, ...] = ()


def answers(
    viewer: Viewer, now: Snapshot, later: Snapshot | None, when: Moment | None
) -> list[Answer]:
    """Return the short answer now and, when *later* is given, on the day of *when*."""
    first = answer(viewer, now, "Nu", day_text(now.case.peildatum))
    if later is None or when is None:
        return [first]
    title = f"Vanaf {when.age} jaar" if when.age else "Straks"
    second = answer(viewer, later, title, when.day_text)
    if second.lines == first.lines:
        same = AnswerLine("nee", "=", "Hetzelfde als nu.", "De verschillen staan hieronder.")
        second = replace(second, lines=(same,))
    return [first, second]


def answer(viewer: Viewer, moment: Snapshot, title: str, day: str) -> Answer:
    """Return the short answer at *moment*; it is never empty."""
    asked = moment.case.hulpvragen or tuple(viewer.base.hulpvormen)
    found = [part for name in asked if (part := _look(viewer, moment, name)) is not None]
    lines = [
        *_nothing(viewer, found, bool(moment.case.hulpvragen)),
        *_sure(viewer, found),
        *_judged(viewer, found),
        *_unknown(viewer, found),
    ]
    return Answer(title, day, tuple(lines) or (_NO_LAW,))


def _look(viewer: Viewer, moment: Snapshot, hulpvorm: str) -> _Found | None:
    items = [moment.kaders[kader.kader] for kader in viewer.base.carriers(hulpvorm)]
    if not items:
        return None
    applies = [item for item in items if item.verdict is Verdict.APPLIES]
    near = nearest(moment, hulpvorm)
    if applies:
        laws = {item.kader.wet for item in applies}
        others = [part.item for part in near if part.way and part.item.kader.wet not in laws]
        return _Found(hulpvorm, Verdict.APPLIES, _who(viewer, applies), (), _laws(viewer, others))
    judged = [item for item in items if item.verdict is Verdict.JUDGEMENT]
    if judged:
        best = [part.item for part in near if part.item.verdict is Verdict.JUDGEMENT] or judged
        return _Found(hulpvorm, Verdict.JUDGEMENT, _who(viewer, best), _judges(viewer, best))
    if any(item.verdict is Verdict.UNKNOWN for item in items):
        open_ = [i for i in items if i.verdict is Verdict.UNKNOWN and askable(i.kader)]
        return _Found(
            hulpvorm, Verdict.UNKNOWN, _who(viewer, [part.item for part in near] or open_)
        )
    return _Found(hulpvorm, Verdict.DOES_NOT, ())


def _who(viewer: Viewer, items: Iterable[KaderAdvice]) -> tuple[tuple[str, str], ...]:
    """Return who pays by which law, each once; a kader without payer gives only its law."""
    found: dict[tuple[str, str], None] = {}
    for item in items:
        law = viewer.base.wetten[item.kader.wet].kort
        for name in item.kader.betaalt or [""]:
            payer = (
                viewer.base.partijen["gemeente" if name == "college" else name] if name else None
            )
            found[(payer.titel_ouder if payer else "", law)] = None
    return tuple(found)


def _laws(viewer: Viewer, items: Iterable[KaderAdvice]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(viewer.base.wetten[item.kader.wet].kort for item in items))


def _judges(viewer: Viewer, items: Iterable[KaderAdvice]) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for item in items:
        for feit in item.outcome.judgements:
            judgement = viewer.base.feiten[feit].oordeel
            names.update(dict.fromkeys(judgement.door if judgement else ()))
    return tuple(viewer.base.partijen[name].titel_ouder for name in names)


def _payers(who: Iterable[tuple[str, str]], last: str) -> str:
    """Return ``de gemeente (Jeugdwet of Wmo 2015) of het zorgkantoor (Wlz)``."""
    laws: dict[str, list[str]] = {}
    for payer, law in who:
        laws.setdefault(payer, []).append(law)
    named = [f"{p} ({enumerate_words(found, last)})" for p, found in laws.items() if p]
    shown = named[:MOST_PAYERS] + (["een andere partij"] if len(named) > MOST_PAYERS else [])
    return enumerate_words(shown, last)


def _help(viewer: Viewer, found: Sequence[_Found]) -> str:
    titles = []
    for part in found:
        hulpvorm = viewer.base.hulpvormen[part.hulpvorm]
        title = hulpvorm.titel_ouder if viewer.plain else hulpvorm.titel
        titles.append(lower_first(_BRACKETS.sub("", title).strip()))
    more = len(titles) - MOST_HELP
    if more > 1:
        titles = [*titles[:MOST_HELP], f"{more} andere soorten hulp"]
    return enumerate_words(titles)


def _groups(found: Iterable[_Found], verdict: Verdict) -> Iterator[list[_Found]]:
    by_who: dict[object, list[_Found]] = {}
    for part in found:
        if part.verdict is verdict:
            by_who.setdefault((part.who, part.judges), []).append(part)
    yield from by_who.values()


def _sure(viewer: Viewer, found: Sequence[_Found]) -> Iterator[AnswerLine]:
    for group in _groups(found, Verdict.APPLIES):
        helped = _help(viewer, group)
        strong = _payers(group[0].who, "en")
        if strong:
            text = f"{'betaalt' if strong.count('(') == 1 else 'betalen'} {helped}."
        else:
            laws = enumerate_words([law for _, law in group[0].who])
            verb = "regelt" if len(group[0].who) == 1 else "regelen"
            strong, text = laws, f"{verb} {helped}."
        others = dict.fromkeys(law for part in group for law in part.open_laws)
        if others:
            text += f" Of ook de {enumerate_words(list(others), 'of')} past, is nog niet zeker."
        yield _line(Verdict.APPLIES, strong, text)


def _judged(viewer: Viewer, found: Sequence[_Found]) -> Iterator[AnswerLine]:
    for group in _groups(found, Verdict.JUDGEMENT):
        first = group[0]
        strong = _payers(first.who, "of") or enumerate_words([law for _, law in first.who], "of")
        judges = list(first.judges[:MOST_JUDGES])
        if len(first.judges) > MOST_JUDGES:
            judges.append("een ander")
        verb = "betaalt misschien" if first.who[0][0] else "regelt misschien"
        yield _line(
            Verdict.JUDGEMENT,
            strong,
            f"{verb} {_help(viewer, group)}. Dat hangt af van een oordeel van "
            f"{enumerate_words(judges, 'of')}.",
        )


def _unknown(viewer: Viewer, found: Sequence[_Found]) -> Iterator[AnswerLine]:
    """Yield who may pay for what, the same payers together; in few lines."""
    group = [part for part in found if part.verdict is Verdict.UNKNOWN]
    by_who: dict[frozenset[tuple[str, str]], list[_Found]] = {}
    for part in group:
        by_who.setdefault(frozenset(part.who[:2]), []).append(part)
    groups = list(by_who.values())
    if len(groups) > MOST_GROUPS:
        # Never the payer of one kind of help beside another: DUO pays no gesloten jeugdhulp.
        groups, rest = groups[: MOST_GROUPS - 1], groups[MOST_GROUPS - 1 :]
    else:
        rest = []
    for parts in groups:
        pairs = dict.fromkeys(pair for part in parts for pair in part.who[:2])
        payers = _payers(pairs, "of")
        if payers:
            text = f"voor {_help(viewer, parts)}."
            yield _line(Verdict.UNKNOWN, f"Misschien {payers}", text)
        else:
            yield _line(Verdict.UNKNOWN, "Nog niet bekend:", f"{_help(viewer, parts)}.")
    if rest:
        helped = _help(viewer, [part for parts in rest for part in parts])
        yield _line(Verdict.UNKNOWN, "Nog niet bekend:", f"{helped}.")


def _nothing(viewer: Viewer, found: Sequence[_Found], asked: bool) -> Iterator[AnswerLine]:
    group = [part for part in found if part.verdict is Verdict.DOES_NOT]
    if group and asked:
        text = f"die Regelwijzer kent, draagt {_help(viewer, group)}. Kijk bij 'Vastgelopen?'."
        yield AnswerLine(GAP, GAP_ICON, "Geen enkele wet", text)


def _line(verdict: Verdict, strong: str, text: str) -> AnswerLine:
    return AnswerLine(CLASSES[verdict], ICONS[verdict], strong[:1].upper() + strong[1:], text)
