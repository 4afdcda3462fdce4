"""Views as HTML fragments; Jinja2 escapes everything that comes from data."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from jinja2 import Environment

from regelwijzer import templating
from regelwijzer.report.answer import Answer
from regelwijzer.report.changes import ChangesView
from regelwijzer.report.graph import WIDTH, ProofGraph
from regelwijzer.report.overview import Overview
from regelwijzer.report.ribbon import GAP, GAP_ICON, GAP_WORD, Road
from regelwijzer.report.stalled import PlanView
from regelwijzer.report.view import CLASSES, ICONS, WORDS, ActionView, KaderView, MilestoneView


def environment() -> Environment:
    """Return the environment of the templates beside this file."""
    return templating.environment("regelwijzer.report")


def kaders_html(
    items: Sequence[KaderView], plain: bool, first: int | None = None, anchors: bool = True
) -> str:
    """Return a list of kaders as HTML, each one folded; after *first*, the rest is folded too.

    *anchors*: whether each can be linked to (``#k-<kader>``); only once on a page.
    """
    template = environment().get_template("kaders.html.j2")
    rest = items[first:] if first is not None else []
    return template.render(
        items=items[:first], rest=rest, plain=plain, anchors=anchors, folded=[], label=""
    )


def folded_html(label: str, groups: Sequence[tuple[str, Sequence[KaderView]]], plain: bool) -> str:
    """Return kaders in one fold with *label*, each group under its title ('' for none)."""
    template = environment().get_template("kaders.html.j2")
    return template.render(items=[], rest=[], plain=plain, anchors=True, folded=groups, label=label)


def road_html(road: Road, part: str, plain: bool, cursor: float | None = None) -> str:
    """Return a *part* of the road: ``hulp`` (with the gaps) or ``kaders`` (with the table).

    *cursor* is where a line shows the day that is looked at.
    """
    legend = [*_legend(), (GAP, GAP_ICON, GAP_WORD, "alle wetten zeggen nee")]
    template = environment().get_template("lint.html.j2")
    return template.render(road=road, part=part, plain=plain, cursor=cursor, legend=legend)


def answer_html(items: Sequence[Answer]) -> str:
    """Return the short answers, one beside the other."""
    return environment().get_template("antwoord.html.j2").render(items=items)


def graph_html(graph: ProofGraph) -> str:
    """Return a proof as one SVG picture in a box that scrolls by itself."""
    return environment().get_template("bewijs.html.j2").render(graph=graph, width=WIDTH)


def matrix_html(shown: Overview, plain: bool, linked: Collection[str] = ()) -> str:
    """Return the financing matrix: a table, and cards that replace it on a narrow screen.

    *linked* are the kaders that are explained elsewhere on the page (``#k-<kader>``).
    """
    template = environment().get_template("matrix.html.j2")
    return template.render(shown=shown, legend=_legend(), plain=plain, linked=linked)


def agenda_html(items: Sequence[MilestoneView], plain: bool) -> str:
    """Return milestones as a list, each one folded."""
    return environment().get_template("agenda.html.j2").render(items=items, plain=plain)


def actions_html(items: Sequence[ActionView], plain: bool) -> str:
    """Return the things to do now as a numbered list."""
    return environment().get_template("acties.html.j2").render(items=items, plain=plain)


def plan_html(view: PlanView) -> str:
    """Return the plan when help stalls: danger, terms, rights beside the ladder."""
    template = environment().get_template("vastgelopen.html.j2")
    return template.render(view=view, plain=view.plain)


def danger_html(title: str, items: Sequence[tuple[str, str, str]]) -> str:
    """Return the banner with whom to call: (what is wrong, link, words of the link)."""
    return environment().get_template("gevaar.html.j2").render(title=title, items=items)


def changes_html(shown: ChangesView, most: int = 5) -> str:
    """Return what would change one kader; of each kind *most* are unfolded."""
    return environment().get_template("verander.html.j2").render(shown=shown, most=most)


def _legend() -> list[tuple[str, str, str, str]]:
    return [
        (CLASSES[verdict], ICONS[verdict], word, explained)
        for (verdict, word), explained in zip(WORDS.items(), _EXPLAINED, strict=True)
    ]


_EXPLAINED = (
    "deze wet past",
    "iemand moet dit nog beoordelen",
    "er ontbreekt een antwoord",
    "deze wet past niet",
)
