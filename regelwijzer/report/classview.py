"""The training views as HTML: the reasoning as a picture, what is told, the matrix in large."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from regelwijzer.reasoning.verdicts import Outcome, Verdict
from regelwijzer.report.html import environment
from regelwijzer.report.layers import Layout, layers
from regelwijzer.report.overview import Overview
from regelwijzer.report.view import CLASSES, ICONS, LABELS
from regelwijzer.training.presentation import Box, Frame, Picture, Presentation

RECENT = 5
"""So many facts stay in sight; the earlier ones are folded."""
QUESTIONS = ("vraag", "oordeel")
DECIDED = (Verdict.APPLIES, Verdict.DOES_NOT)


@dataclass(frozen=True)
class KeyView:
    """The verdict on one kader of the learning goal, and whether it just changed."""

    kader: str
    title: str
    css: str
    icon: str
    word: str
    changed: bool


def layout_of(picture: Picture) -> Layout:
    """Return where the boxes of *picture* stand; the kader stands at the right."""
    return layers(
        {box.id: box.text for box in picture.boxes},
        picture.edges,
        [f"k:{picture.kader}"],
        {box.id: box.source for box in picture.boxes},
    )


def picture_svg(picture: Picture, layout: Layout, frame: Frame, verdict: Verdict) -> str:
    """Return the reasoning up to *frame* as an SVG that stands by itself."""
    boxes = {box.id: box for box in picture.boxes}
    return (
        environment()
        .get_template("redenering.svg.j2")
        .render(
            layout=layout,
            boxes=boxes,
            lit=frame.lit,
            new=frame.new,
            states={name: _state(box, frame, verdict) for name, box in boxes.items()},
            signs={name: _sign(box, frame, verdict) for name, box in boxes.items()},
            title=boxes[f"k:{picture.kader}"].text,
        )
    )


def picture_html(
    picture: Picture, layout: Layout, frame: Frame, verdict: Verdict, tall: str = "56vh"
) -> str:
    """Return the picture of :func:`picture_svg` as HTML, with the same in words below it."""
    boxes = {box.id: box for box in picture.boxes}
    known = sum(1 for name in frame.lit if boxes[name].kind not in QUESTIONS)
    alt = (
        f"Tekening van de redenering voor {boxes[f'k:{picture.kader}'].text}: links de feiten, "
        f"rechts de uitkomst ({LABELS[verdict][0].lower()}). {known} van {len(boxes)} vakken zijn "
        "bekend. Onder de tekening staat hetzelfde in woorden."
    )
    return (
        environment()
        .get_template("redenering.html.j2")
        .render(
            address=image_address(picture_svg(picture, layout, frame, verdict)),
            alt=alt,
            words=_words(picture, frame),
            tall=tall,
        )
    )


def image_address(svg: str) -> str:
    """Return *svg* as an address for an ``img``: nothing is fetched from anywhere."""
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def _state(box: Box, frame: Frame, verdict: Verdict) -> str:
    new = " nieuw" if box.id in frame.new else ""
    if box.kind in QUESTIONS:
        return "open" if box.id in frame.lit else "uit"
    if box.kind == "kader":
        return f"v-{CLASSES[verdict]}{new}"
    if box.id not in frame.lit:
        return "uit"
    says_no = box.text.startswith(("niet:", "Niet vervuld"))
    return ("nee" if says_no else "ja") + new


def _sign(box: Box, frame: Frame, verdict: Verdict) -> str:
    if box.kind == "kader":
        return ICONS[verdict]
    if box.kind in QUESTIONS:
        return ("⚖" if box.kind == "oordeel" else "?") if box.id in frame.lit else ""
    return "✓" if box.id in frame.lit else ""


def _words(picture: Picture, frame: Frame) -> list[str]:
    """Return the lit boxes as sentences: what it says, and what it rests on."""
    boxes = {box.id: box for box in picture.boxes}
    found = []
    for box in picture.boxes:
        if box.id not in frame.lit or box.kind == "kader":
            continue
        if box.kind in QUESTIONS:
            kind = "Nog te beoordelen" if box.kind == "oordeel" else "Nog uit te zoeken"
            found.append(f"{kind}: {box.full}.")
            continue
        below = [boxes[a].text for a, b in picture.edges if b == box.id and a in frame.lit]
        rest = f", want: {'; '.join(below)}" if below else ""
        source = f" ({box.source})" if box.source else ""
        found.append(f"{box.text}{rest}{source}.")
    return found


def keys_of(shown: Presentation, stage: int) -> list[KeyView]:
    """Return the verdicts on the key kaders after a number of facts."""
    now, before = shown.stages[stage], shown.stages[max(0, stage - 1)]
    titles = {name: picture.boxes[0].text for name, picture in shown.pictures.items()}
    return [key_view(name, titles[name], now.outcomes, before.outcomes) for name in shown.pictures]


def key_view(
    kader: str, title: str, now: Mapping[str, Outcome], before: Mapping[str, Outcome]
) -> KeyView:
    """Return one key verdict as it is shown; changed when it was another one before."""
    verdict = now[kader].verdict
    return KeyView(
        kader,
        title,
        CLASSES[verdict],
        ICONS[verdict],
        LABELS[verdict][0],
        before[kader].verdict is not verdict,
    )


def presentation_html(shown: Presentation, frame: Frame, picture: str, matrix: str = "") -> str:
    """Return one moment of the presentation, with its *picture* and *matrix* (both HTML)."""
    stages = shown.stages[1 : frame.stage + 1]
    told = sum(not stage.hidden for stage in shown.stages[1:])
    facts = [
        {"text": stage.said, "now": number == frame.stage, "hidden": stage.hidden}
        for number, stage in enumerate(stages, start=1)
    ]
    total = len(shown.stages) - 1
    early, late = facts[:-RECENT], facts[-RECENT:]
    counter = f"Feit {frame.stage} van {total}" if frame.stage else "Het verhaal"
    left = max(0, told - frame.stage)
    open_ = f"Nog {left} feiten uit het verhaal." if left else ""
    return (
        environment()
        .get_template("presentatie.html.j2")
        .render(
            early=early,
            facts=late,
            first=len(early) + 1,
            counter=counter,
            open=open_,
            caption=frame.caption,
            source=frame.source,
            keys=keys_of(shown, frame.stage),
            picture=_Safe(picture),
            matrix=_Safe(matrix),
        )
    )


class _Safe(str):
    """HTML that this module made itself (escaped where it was made)."""

    def __html__(self) -> str:
        return str(self)


def class_matrix_html(now: Overview, before: Overview | None) -> str:
    """Return the matrix in large type; cells that differ from *before* are marked."""
    template = environment().get_template("klasmatrix.html.j2")
    return template.render(columns=now.columns, rows=_rows(now, before))


def side_matrix_html(now: Overview, before: Overview | None) -> str:
    """Return the matrix as a narrow list: per kind of help the laws still in play, and the rest."""
    rows = []
    for row in _rows(now, before):
        cells = [cell for cell in row["cells"] if cell]
        open_ = [cell for cell in cells if cell["css"] != CLASSES[Verdict.DOES_NOT]]
        denied = [cell for cell in cells if cell not in open_]
        rows.append(
            {
                "title": row["title"],
                "open": open_,
                "denied": [cell["column"] for cell in denied],
                "denied_changed": any(cell["changed"] for cell in denied),
            }
        )
    return environment().get_template("klasmatrix_smal.html.j2").render(rows=rows)


def _rows(now: Overview, before: Overview | None) -> list[dict[str, Any]]:
    """Return the rows of *now* as plain data; a cell is ``changed`` when it was another one."""
    old = {
        (row.title, cell.column): cell.now.chip.verdict
        for row in (before.rows if before else ())
        for cell in row.cells
        if cell
    }
    rows: list[dict[str, Any]] = []
    for row in now.rows:
        cells = [
            {
                "css": cell.now.chip.css,
                "icon": cell.now.chip.icon,
                "word": cell.now.chip.word,
                "payers": cell.now.chip.payers,
                "column": cell.column,
                "changed": old.get((row.title, cell.column), cell.now.chip.verdict)
                != cell.now.chip.verdict,
            }
            if cell
            else None
            for cell in row.cells
        ]
        rows.append({"title": row.title, "cells": cells})
    return rows
