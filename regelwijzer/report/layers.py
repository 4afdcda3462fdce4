"""Lay out a small graph from left to right: what rests on something stands right of it.

Used to draw proofs. The picture is made of boxes with wrapped text and curved lines, in
units that an SVG can use as they are; it depends on nothing but the boxes and the lines.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

BOX_WIDTH, LINE, PAD = 310.0, 28.0, 14.0
COLUMN_GAP, ROW_GAP = 58.0, 18.0
CHARACTERS, MOST_LINES = 23, 4
SWEEPS = 6


@dataclass(frozen=True)
class Placed:
    """One box: where it stands, how large it is, and its lines of text."""

    id: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class Line:
    """A curve from the right side of one box to the left side of another."""

    source: str
    target: str
    path: str


@dataclass(frozen=True)
class Layout:
    """The whole picture; *width* and *height* hold everything."""

    boxes: tuple[Placed, ...]
    lines: tuple[Line, ...]
    width: float
    height: float


def wrap(text: str, most: int = MOST_LINES) -> tuple[str, ...]:
    """Return *text* in lines that fit a box; what does not fit ends in an ellipsis.

    >>> wrap("Recht op Wlz-zorg met een heel lange omschrijving erbij", most=2)
    ('Recht op Wlz-zorg met', 'een heel lange…')
    """
    lines = textwrap.wrap(text, CHARACTERS, max_lines=most, placeholder="…")
    return tuple(lines) or ("",)


def layers(
    texts: Mapping[str, str],
    edges: Sequence[tuple[str, str]],
    last: Sequence[str] = (),
    notes: Mapping[str, str] | None = None,
) -> Layout:
    """Place every box of *texts*; *edges* go from premise to conclusion.

    *notes* are one small line under the text of a box. The boxes in *last* share the column
    at the right, in that order. Raises ValueError when the edges make a circle or name a box
    that does not exist.

    >>> found = layers({"a": "A", "b": "B"}, [("a", "b")])
    >>> [(box.id, box.x < 100) for box in found.boxes]
    [('a', True), ('b', False)]
    """
    columns = _columns(texts, edges, last)
    order = _order(columns, edges, last)
    lines = {name: wrap(text) for name, text in texts.items()}
    small = {name: wrap(text, 1)[0] for name, text in (notes or {}).items() if text}
    heights = {name: (len(lines[name]) + (name in small)) * LINE + 2 * PAD for name in texts}
    middle = _heights(order, edges, heights)
    top = min((middle[name] - heights[name] / 2 for name in texts), default=0.0)
    placed = {
        name: Placed(
            name,
            2 + number * (BOX_WIDTH + COLUMN_GAP),
            round(middle[name] - heights[name] / 2 - top + 2, 1),
            BOX_WIDTH,
            heights[name],
            lines[name],
            small.get(name, ""),
        )
        for number, column in enumerate(order)
        for name in column
    }
    return Layout(
        tuple(placed.values()),
        tuple(_line(placed[a], placed[b]) for a, b in edges),
        max((box.x + box.width for box in placed.values()), default=0.0) + 2,
        max((box.y + box.height for box in placed.values()), default=0.0) + 2,
    )


def _columns(
    texts: Mapping[str, str], edges: Sequence[tuple[str, str]], last: Sequence[str]
) -> list[list[str]]:
    """Divide the boxes: each as far right as what rests on it allows."""
    below: dict[str, list[str]] = {name: [] for name in texts}
    above: dict[str, list[str]] = {name: [] for name in texts}
    for source, target in edges:
        if source not in texts or target not in texts:
            raise ValueError(f"een lijn loopt naar een vak dat er niet is: {source} -> {target}")
        below[target].append(source)
        above[source].append(target)
    depth: dict[str, int] = {}

    def far(name: str, path: frozenset[str]) -> int:
        if name in path:
            raise ValueError("de lijnen lopen in een kring")
        if name not in depth:
            nexts = [far(up, path | {name}) for up in above[name]]
            depth[name] = 1 + max(nexts) if nexts else (0 if name in last or not last else 1)
        return depth[name]

    for name in texts:
        far(name, frozenset())
    deepest = max(depth.values(), default=0)
    columns: list[list[str]] = [[] for _ in range(deepest + 1)]
    for name in texts:
        columns[deepest - depth[name]].append(name)
    return [column for column in columns if column]


def _order(
    columns: list[list[str]], edges: Sequence[tuple[str, str]], last: Sequence[str]
) -> list[list[str]]:
    """Order each column so that few lines cross (by the middle of the neighbours)."""
    near: dict[str, list[str]] = {}
    for source, target in edges:
        near.setdefault(source, []).append(target)
        near.setdefault(target, []).append(source)
    fixed = {name: number for number, name in enumerate(last)}
    order = [list(column) for column in columns]
    if order:
        order[-1].sort(key=lambda name: fixed.get(name, len(fixed)))
    for sweep in range(SWEEPS):
        place = {
            name: (number + 0.5) / len(column)
            for column in order
            for number, name in enumerate(column)
        }
        for column in order if sweep % 2 else reversed(order):
            if not any(name in fixed for name in column):
                column.sort(key=lambda name: _mean([place[x] for x in near.get(name, [name])]))
            for number, name in enumerate(column):
                place[name] = (number + 0.5) / len(column)
    return order


def _heights(
    order: list[list[str]], edges: Sequence[tuple[str, str]], heights: Mapping[str, float]
) -> dict[str, float]:
    """Return the middle of each box: near what it rests on, without overlap."""
    near: dict[str, list[str]] = {}
    for source, target in edges:
        near.setdefault(source, []).append(target)
        near.setdefault(target, []).append(source)
    total = max(
        (sum(heights[n] for n in column) + ROW_GAP * (len(column) - 1) for column in order),
        default=0.0,
    )
    middle: dict[str, float] = {}
    for column in order:
        free = total - sum(heights[n] for n in column)
        gap = free / (len(column) + 1)
        y = gap
        for name in column:
            middle[name] = y + heights[name] / 2
            y += heights[name] + gap
    for _ in range(SWEEPS):
        for column in order:
            wished = [_mean([middle[x] for x in near.get(n, [n])]) for n in column]
            _spread(column, wished, heights, middle)
    return middle


def _spread(
    column: list[str],
    wished: list[float],
    heights: Mapping[str, float],
    middle: dict[str, float],
) -> None:
    """Put the boxes of a column at their wish, pushed apart where they would overlap."""
    bottom = float("-inf")
    placed = []
    for name, wish in zip(column, wished, strict=True):
        y = max(wish, bottom + ROW_GAP + heights[name] / 2)
        placed.append(y)
        bottom = y + heights[name] / 2
    drift = _mean([w - y for w, y in zip(wished, placed, strict=True)])
    for name, y in zip(column, placed, strict=True):
        middle[name] = y + drift


def _line(source: Placed, target: Placed) -> Line:
    x1, y1 = source.x + source.width, source.y + source.height / 2
    x2, y2 = target.x, target.y + target.height / 2
    bend = max(30.0, (x2 - x1) / 2)
    path = f"M{x1:.1f} {y1:.1f}C{x1 + bend:.1f} {y1:.1f} {x2 - bend:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
    return Line(source.id, target.id, path)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
