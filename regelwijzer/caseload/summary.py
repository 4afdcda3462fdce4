"""The summary of a scan as one HTML page: plots as inline SVG, each with its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from regelwijzer.caseload.judge import VERDICTS
from regelwijzer.caseload.tally import MomentTally, Tally
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.reasoning.verdicts import Verdict

MOST = 25
"""Rows in a plot; the tables go on a little further."""

MONTHS = 24

_WORDS = {
    Verdict.APPLIES: ("ja", "van toepassing"),
    Verdict.JUDGEMENT: ("oordeel", "oordeel nodig"),
    Verdict.UNKNOWN: ("onbekend", "onbekend"),
    Verdict.DOES_NOT: ("nee", "niet van toepassing"),
}
_BAR, _STEP, _LABEL, _WIDTH = 18, 26, 280, 760


@dataclass(frozen=True)
class Part:
    """One piece of a bar: its class, its place and width in the drawing, its number."""

    css: str
    x: float
    width: float
    count: int
    title: str


@dataclass(frozen=True)
class Bar:
    """One bar of a plot with its numbers."""

    label: str
    y: int
    parts: tuple[Part, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Plot:
    """A plot and the table that says the same."""

    title: str
    text: str
    heads: tuple[str, ...]
    bars: tuple[Bar, ...]
    legend: tuple[tuple[str, str], ...] = ()

    @property
    def height(self) -> int:
        """The height of the drawing."""
        return _STEP * len(self.bars) + 4


@dataclass(frozen=True)
class Section:
    """The plots at one peildatum."""

    label: str
    rows: int
    within_year: int
    plots: tuple[Plot, ...]


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("regelwijzer.caseload", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def summary_html(base: Kennisbank, kaders: Sequence[str], tally: Tally, today: date) -> str:
    """Return the summary page; *kaders* is the order of the counts in *tally*."""
    sections = [_section(base, kaders, moment, today) for moment in tally.moments]
    template = _environment().get_template("samenvatting.html.j2")
    return template.render(tally=tally, sections=sections, today=today, digest=base.digest[:12])


def _section(base: Kennisbank, kaders: Sequence[str], moment: MomentTally, today: date) -> Section:
    plots = (
        _turning(moment, today),
        _by_law(base, kaders, moment),
        _gaps(base, moment),
        _missing(base, moment),
    )
    return Section(moment.label, moment.rows, moment.within_year, plots)


def _turning(moment: MomentTally, today: date) -> Plot:
    first = today.year * 12 + today.month - 1
    names = [f"{n // 12}-{n % 12 + 1:02}" for n in range(first, first + MONTHS)]
    rows = [("eerder", sum(c for m, c in moment.turning.items() if m < names[0]))]
    rows += [(name, moment.turning[name]) for name in names]
    rows.append(("later", sum(c for m, c in moment.turning.items() if m > names[-1])))
    rows.append(("niet tot op de dag bekend", moment.no_birthday))
    return _plot(
        "Wie wordt wanneer 18?",
        "Aantal jongeren per maand van de 18e verjaardag.",
        ("maand", "aantal"),
        [(label, (count,)) for label, count in rows],
        ("merk",),
    )


def _by_law(base: Kennisbank, kaders: Sequence[str], moment: MomentTally) -> Plot:
    order = [VERDICTS.index(verdict) for verdict in _WORDS]
    laws: dict[str, list[int]] = {}
    for name, counts in zip(kaders, moment.verdicts.tolist(), strict=True):
        law = laws.setdefault(base.kaders[name].wet, [0] * len(order))
        for place, code in enumerate(order):
            law[place] += counts[code]
    rows = [(base.wetten[law].kort, tuple(counts)) for law, counts in laws.items()]
    words = tuple(word for _, word in _WORDS.values())
    css = tuple(name for name, _ in _WORDS.values())
    return _plot(
        "Uitkomsten per wet",
        "Elk kader van elke jongere telt één keer; de balk is verdeeld over de vier uitkomsten.",
        ("wet", *words),
        rows,
        css,
        legend=tuple(zip(css, words, strict=True)),
        shares=True,
    )


def _gaps(base: Kennisbank, moment: MomentTally) -> Plot:
    rows = [
        (base.hulpvormen[name].titel, (count, moment.soon[name]))
        for name, count in sorted(moment.gaps.items(), key=lambda item: -item[1])
    ]
    return _plot(
        "Gaten per hulpvorm",
        "Jongeren voor wie geen enkele wet deze hulp nog kan dragen, wat er ook bekend wordt. "
        "Het tweede getal zijn zij die binnen een jaar 18 worden.",
        ("hulpvorm", "gat", "waarvan binnen een jaar 18"),
        rows,
        ("gevaar", "oordeel"),
        legend=(("gevaar", "gat"), ("oordeel", "waarvan binnen een jaar 18")),
        nested=True,
    )


def _missing(base: Kennisbank, moment: MomentTally) -> Plot:
    rows = [(base.feiten[name].titel, (count,)) for name, count in moment.missing.most_common(MOST)]
    return _plot(
        "Wat ontbreekt het vaakst?",
        "Aantal jongeren bij wie dit feit of oordeel nog een uitkomst kan beslissen.",
        ("feit", "aantal"),
        rows,
        ("onbekend",),
    )


def _plot(
    title: str,
    text: str,
    heads: tuple[str, ...],
    rows: Sequence[tuple[str, tuple[int, ...]]],
    css: tuple[str, ...],
    *,
    legend: tuple[tuple[str, str], ...] = (),
    shares: bool = False,
    nested: bool = False,
) -> Plot:
    """Lay out bars; *shares* makes each bar full width, *nested* draws parts over each other."""
    room = _WIDTH - _LABEL - 70
    top = max((max(counts) if nested else sum(counts) for _, counts in rows), default=0) or 1
    bars = []
    for number, (label, counts) in enumerate(rows):
        scale = room / ((sum(counts) or 1) if shares else top)
        parts, x = [], float(_LABEL)
        for name, head, count in zip(css, heads[1:], counts, strict=True):
            width = round(count * scale, 2)
            parts.append(Part(name, round(x, 2), width, count, f"{label}, {head}: {count}"))
            x += 0 if nested else width
        bars.append(Bar(label, number * _STEP + 2, tuple(parts), counts))
    return Plot(title, text, heads, tuple(bars), legend)
