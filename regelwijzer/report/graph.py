"""A proof as a picture: the conclusion at the left, what it rests on at the right.

The layout is worked out here (pixels, a box for each step), so that the picture is one SVG
without scripts. What is drawn stands in the readable chain beside it as well.
"""

from __future__ import annotations

import hashlib
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from regelwijzer.advice.advisor import KaderAdvice
from regelwijzer.advice.explain import Step, chain
from regelwijzer.advice.links import bron_text
from regelwijzer.report.view import Viewer

WIDTH, GAP_X, GAP_Y, LINE, PAD = 228, 36, 12, 17, 9
"""Of a box: its width; the room beside and below it; the height of a line; the room inside."""
SIGNS_PER_LINE, MOST_LINES, MOST_CITED = 30, 6, 2
YES, NO = "✓", "✗"


@dataclass(frozen=True)
class Box:
    """One step: where it stands, its lines of text, and the citations below them."""

    x: float
    y: float
    height: float
    kind: str
    sign: str
    lines: tuple[str, ...]
    cited: tuple[str, ...]
    label: str


@dataclass(frozen=True)
class Edge:
    """A curve from a step to one that it rests on."""

    path: str


@dataclass(frozen=True)
class ProofGraph:
    """The picture, with a *title* and a *text* that says the same; *name* is unique on a page."""

    name: str
    title: str
    text: str
    width: float
    height: float
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]


@dataclass
class _Node:
    kind: str
    sign: str
    lines: tuple[str, ...]
    cited: tuple[str, ...]
    label: str
    parts: list[int]
    layer: int = 0
    y: float = -1.0

    @property
    def height(self) -> float:
        return 2 * PAD + LINE * (len(self.lines) + len(self.cited))


def proof_graph(viewer: Viewer, item: KaderAdvice) -> ProofGraph | None:
    """Return the picture of the proof of *item*; None when nothing is proved."""
    if item.why is None:
        return None
    verdict = viewer.verdict(item.verdict)
    title = f"{viewer.title(item.kader)}: {verdict.lower()}"
    builder = _Builder(viewer)
    root = _Node("slot", YES if item.blocked_by == () else NO, _lines(title), (), title, [])
    builder.nodes.append(root)
    root.parts = builder.add_all(item.why.omdat if not item.why.id else (item.why,))
    boxes, edges = _layout(builder.nodes)
    return ProofGraph(
        name="b" + hashlib.sha256(item.kader.kader.encode()).hexdigest()[:10],
        title=f"Bewijs als plaatje. {title}",
        text=chain(viewer.base, item.why),
        width=max(box.x + WIDTH for box in boxes) + 2,
        height=max(box.y + box.height for box in boxes) + 2,
        boxes=boxes,
        edges=edges,
    )


class _Builder:
    """Collects the steps of a proof, each once; a begrip and its only regel share a box."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer
        self._known: dict[tuple[str, str, str, bool], int] = {}
        self.nodes: list[_Node] = []

    def add_all(self, steps: Sequence[Step]) -> list[int]:
        return list(dict.fromkeys(self.add(step) for step in steps))

    def add(self, step: Step) -> int:
        key = (step.soort, step.id, step.tekst, step.waarde)
        if key in self._known:
            return self._known[key]
        cited, below, explained = list(step.bron), step.omdat, ""
        if step.soort == "begrip" and len(below) == 1 and below[0].soort == "regel":
            cited, explained, below = list(below[0].bron), below[0].tekst, below[0].omdat
        names = [bron_text(self._viewer.base, bron) for bron in cited]
        text = step.tekst or self._viewer.rule_text(step)
        more = [f"en nog {len(names) - MOST_CITED}"] if len(names) > MOST_CITED else []
        short = [textwrap.shorten(name, 38, placeholder="…") for name in names[:MOST_CITED]]
        label = text + (f" ({', '.join(names)})" if names else "")
        label += f": {explained}" if explained else ""
        sign = YES if step.waarde else NO
        self._known[key] = number = len(self.nodes)
        self.nodes.append(_Node(step.soort, sign, _lines(text), (*short, *more), label, []))
        self.nodes[number].parts = self.add_all(below)
        return number


def _lines(text: str) -> tuple[str, ...]:
    return tuple(
        textwrap.wrap(text, SIGNS_PER_LINE, max_lines=MOST_LINES, placeholder=" …") or [""]
    )


def _layout(nodes: Sequence[_Node]) -> tuple[tuple[Box, ...], tuple[Edge, ...]]:
    """Place every node in the column of its longest way from the conclusion, without overlap."""
    for number in _order(nodes):
        for part in nodes[number].parts:
            nodes[part].layer = max(nodes[part].layer, nodes[number].layer + 1)
    free: dict[int, float] = {}

    def place(number: int) -> None:
        node = nodes[number]
        if node.y >= 0:
            return
        for part in node.parts:
            place(part)
        middle = [nodes[p].y + nodes[p].height / 2 for p in node.parts]
        wished = sum(middle) / len(middle) - node.height / 2 if middle else 0.0
        node.y = max(wished, free.get(node.layer, 0.0))
        free[node.layer] = node.y + node.height + GAP_Y

    place(0)
    boxes = tuple(
        Box(
            1 + n.layer * (WIDTH + GAP_X),
            n.y + 1,
            n.height,
            n.kind,
            n.sign,
            n.lines,
            n.cited,
            n.label,
        )
        for n in nodes
    )
    edges = tuple(
        Edge(_curve(boxes[number], boxes[part]))
        for number, node in enumerate(nodes)
        for part in node.parts
    )
    return boxes, edges


def _order(nodes: Sequence[_Node]) -> list[int]:
    """Return the nodes with each one after all that rest on it."""
    waiting = [0] * len(nodes)
    for node in nodes:
        for part in node.parts:
            waiting[part] += 1
    todo, found = [0], []
    while todo:
        number = todo.pop()
        found.append(number)
        for part in nodes[number].parts:
            waiting[part] -= 1
            if waiting[part] == 0:
                todo.append(part)
    return found


def _curve(start: Box, end: Box) -> str:
    x1, y1 = start.x + WIDTH, start.y + start.height / 2
    x2, y2 = end.x, end.y + end.height / 2
    bend = GAP_X / 2
    return f"M{x1:.0f} {y1:.1f}C{x1 + bend:.0f} {y1:.1f} {x2 - bend:.0f} {y2:.1f} {x2:.0f} {y2:.1f}"
