"""The gap map as a picture (SVG), as a table, and one place of it in words."""

from __future__ import annotations

from collections.abc import Sequence

from regelwijzer.audit.profile import BANDS
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.report.html import environment
from regelwijzer.training.gapmap import ICONS, WORDS, GapRow, Spot


def gap_svg(rows: Sequence[GapRow]) -> str:
    """Return the map as an SVG that stands by itself: kinds of help down, ages across."""
    template = environment().get_template("gatenkaart.svg.j2")
    return template.render(rows=rows, bands=list(BANDS), icons=ICONS, words=WORDS)


def gap_table(rows: Sequence[GapRow]) -> str:
    """Return the map as a table, for who cannot see the picture."""
    template = environment().get_template("gatentabel.html.j2")
    return template.render(rows=rows, bands=list(BANDS), icons=ICONS, words=WORDS)


def spot_html(base: Kennisbank, spot: Spot) -> str:
    """Return one place of the map: for whom there is a gap, why, and what applies then."""
    template = environment().get_template("gat.html.j2")
    return template.render(
        spot=spot,
        words=WORDS,
        title=base.hulpvormen[spot.hulpvorm].titel,
        kaders={name: kader.titel for name, kader in base.kaders.items()},
        routes={name: route.titel for name, route in base.routes.items()},
    )
