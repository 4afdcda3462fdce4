"""Views as HTML fragments; Jinja2 escapes everything that comes from data."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from regelwijzer.report.overview import Overview
from regelwijzer.report.view import CLASSES, ICONS, WORDS, KaderView, MilestoneView


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the template environment: autoescape always on."""
    return Environment(
        loader=PackageLoader("regelwijzer.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def kaders_html(items: Sequence[KaderView], plain: bool) -> str:
    """Return a list of kaders as HTML, each one folded."""
    template = environment().get_template("kaders.html.j2")
    return template.render(items=items, plain=plain)


def matrix_html(shown: Overview, plain: bool) -> str:
    """Return the financing matrix: a table, and cards that replace it on a narrow screen."""
    legend = [
        (CLASSES[verdict], ICONS[verdict], word, explained)
        for (verdict, word), explained in zip(WORDS.items(), _EXPLAINED, strict=True)
    ]
    template = environment().get_template("matrix.html.j2")
    return template.render(shown=shown, legend=legend, plain=plain)


def agenda_html(items: Sequence[MilestoneView], plain: bool) -> str:
    """Return milestones as a list, each one folded."""
    return environment().get_template("agenda.html.j2").render(items=items, plain=plain)


_EXPLAINED = (
    "deze wet past",
    "iemand moet dit nog beoordelen",
    "er ontbreekt een antwoord",
    "deze wet past niet",
)
