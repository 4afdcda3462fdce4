"""The summary of a scan: plots that are tables with bars, and one HTML page of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from regelwijzer.caseload.judge import VERDICTS
from regelwijzer.caseload.tally import MomentTally, Tally
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.reasoning.verdicts import Verdict
from regelwijzer.templating import environment

MOST = 25
"""Feiten in the plot of what is missing."""

MONTHS = 24

_WORDS = {
    Verdict.APPLIES: ("ja", "van toepassing"),
    Verdict.JUDGEMENT: ("oordeel", "oordeel nodig"),
    Verdict.UNKNOWN: ("onbekend", "onbekend"),
    Verdict.DOES_NOT: ("nee", "niet van toepassing"),
}
_ORDER = [VERDICTS.index(verdict) for verdict in _WORDS]


@dataclass(frozen=True)
class Bar:
    """One row of a plot: its numbers, and the widths of the parts of its bar in percent."""

    label: str
    counts: tuple[int, ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Plot:
    """A table of which each row has a bar; *css* is the colour of each number column.

    *law* is the number of the law (in the order of the page) whose kaders it is about.
    """

    title: str
    text: str
    heads: tuple[str, ...]
    css: tuple[str, ...]
    bars: tuple[Bar, ...]
    law: int | None = None


@dataclass(frozen=True)
class Section:
    """The plots at one peildatum."""

    label: str
    rows: int
    within_year: int
    plots: tuple[Plot, ...]


@lru_cache(maxsize=1)
def plots_css() -> str:
    """Return the style sheet of the plots; it takes its colours from ``--rw-`` variables."""
    return Path(__file__).with_name("grafieken.css").read_text(encoding="utf-8")


def plots_html(plots: Sequence[Plot], level: int = 3) -> str:
    """Return plots as an HTML fragment with headings of *level*."""
    template = environment("regelwijzer.caseload").get_template("grafieken.html.j2")
    return template.render(plots=plots, level=level)


def laws_of(base: Kennisbank, kaders: Sequence[str]) -> list[str]:
    """Return the laws of *kaders*, in order."""
    return list(dict.fromkeys(base.kaders[name].wet for name in kaders))


def summary_html(base: Kennisbank, kaders: Sequence[str], tally: Tally, today: date) -> str:
    """Return the summary page; *kaders* is the order of the counts in *tally*."""
    sections = [
        Section(one.label, one.rows, one.within_year, plots_of(base, kaders, one, today))
        for one in tally.moments
    ]
    return (
        environment("regelwijzer.caseload")
        .get_template("samenvatting.html.j2")
        .render(
            tally=tally,
            sections=sections,
            laws=[base.wetten[law].kort for law in laws_of(base, kaders)],
            today=today,
            digest=base.digest[:12],
            css=plots_css(),
        )
    )


def plots_of(
    base: Kennisbank, kaders: Sequence[str], moment: MomentTally, today: date
) -> tuple[Plot, ...]:
    """Return the plots of one peildatum: birthdays, laws, each law's kaders, gaps, missing."""
    laws = laws_of(base, kaders)
    each = (kaders_plot(base, kaders, moment, law, laws.index(law)) for law in laws)
    return (
        _turning(moment, today),
        _by_law(base, kaders, moment),
        *each,
        _gaps(base, moment),
        _missing(base, moment),
    )


def _turning(moment: MomentTally, today: date) -> Plot:
    first = today.year * 12 + today.month - 1
    names = [f"{n // 12}-{n % 12 + 1:02}" for n in range(first, first + MONTHS)]
    rows = [("eerder", sum(c for m, c in moment.turning.items() if m < names[0]))]
    rows += [(name, moment.turning[name]) for name in names]
    rows.append(("later", sum(c for m, c in moment.turning.items() if m > names[-1])))
    rows.append(("niet tot op de dag bekend", moment.no_birthday))
    plot = _plot(
        "Wie wordt wanneer 18?",
        "Aantal jongeren per maand van de 18e verjaardag. De maanden hebben een balk; eerder, "
        "later en onbekend alleen een getal.",
        ("maand", "aantal"),
        ("merk",),
        [(label, (count,)) for label, count in rows if label in names],
    )
    others = [Bar(label, (count,), (0,)) for label, count in rows if label not in names]
    return replace(plot, bars=(others[0], *plot.bars, *others[1:]))


_VERDICT_HEADS = tuple(word for _, word in _WORDS.values())
_VERDICT_CSS = tuple(name for name, _ in _WORDS.values())


def _by_law(base: Kennisbank, kaders: Sequence[str], moment: MomentTally) -> Plot:
    laws: dict[str, list[int]] = {}
    for name, counts in zip(kaders, moment.verdicts.tolist(), strict=True):
        law = laws.setdefault(base.kaders[name].wet, [0] * len(_ORDER))
        for place, code in enumerate(_ORDER):
            law[place] += counts[code]
    return _plot(
        "Uitkomsten per wet",
        "Elk kader van elke jongere telt één keer.",
        ("wet", *_VERDICT_HEADS),
        _VERDICT_CSS,
        [(base.wetten[law].kort, tuple(counts)) for law, counts in laws.items()],
        shares=True,
    )


def kaders_plot(
    base: Kennisbank, kaders: Sequence[str], moment: MomentTally, law: str, number: int
) -> Plot:
    """Return the outcomes of each kader of one law; *number* is its place among the laws."""
    rows = [
        (base.kaders[name].titel, tuple(counts[code] for code in _ORDER))
        for name, counts in zip(kaders, moment.verdicts.tolist(), strict=True)
        if base.kaders[name].wet == law
    ]
    return _plot(
        f"Uitkomsten per kader: {base.wetten[law].kort}",
        "Elke jongere telt bij elk kader één keer.",
        ("kader", *_VERDICT_HEADS),
        _VERDICT_CSS,
        rows,
        shares=True,
        law=number,
    )


def _gaps(base: Kennisbank, moment: MomentTally) -> Plot:
    rows = [
        (base.hulpvormen[name].titel, (count, moment.soon[name]))
        for name, count in sorted(moment.gaps.items(), key=lambda item: -item[1])
    ]
    return _plot(
        "Gaten per hulpvorm",
        "Jongeren voor wie geen enkele wet deze hulp nog kan dragen, wat er ook bekend wordt. "
        "Het donkere deel van de balk zijn zij die binnen een jaar 18 worden.",
        ("hulpvorm", "gat", "waarvan binnen een jaar 18"),
        ("gat", "gevaar"),
        rows,
        nested=True,
    )


def _missing(base: Kennisbank, moment: MomentTally) -> Plot:
    rows = [(base.feiten[name].titel, (count,)) for name, count in moment.missing.most_common(MOST)]
    return _plot(
        "Wat ontbreekt het vaakst?",
        "Aantal jongeren bij wie dit feit of oordeel nog een uitkomst kan beslissen.",
        ("feit", "aantal"),
        ("onbekend",),
        rows,
    )


def _plot(
    title: str,
    text: str,
    heads: tuple[str, ...],
    css: tuple[str, ...],
    rows: Sequence[tuple[str, tuple[int, ...]]],
    *,
    shares: bool = False,
    nested: bool = False,
    law: int | None = None,
) -> Plot:
    """Lay out bars: *shares* makes each bar full; *nested*: the second number is in the first."""
    most = max((counts[0] if nested else sum(counts) for _, counts in rows), default=0) or 1
    bars = []
    for label, counts in rows:
        parts = (counts[0] - counts[1], counts[1]) if nested else counts
        scale = 100 / ((sum(parts) or 1) if shares else most)
        bars.append(Bar(label, counts, tuple(round(part * scale, 2) for part in parts)))
    return Plot(title, text, heads, css, tuple(bars), law)
