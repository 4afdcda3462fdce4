"""A procedure as a picture (SVG) and as text, with the place where it is now."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap

from regelwijzer.advice.procedures import Place, in_order
from regelwijzer.advice.wording import day_text
from regelwijzer.knowledge.procedures import Overgang, Stap, event_title
from regelwijzer.report.html import environment
from regelwijzer.report.view import Link, Viewer

WIDTH, GAP, LINE, PAD = 360, 22, 16, 9
MAIN, SIDE = (4, 190), (216, 140)
"""Left edge and width of the boxes of the main way, and of the ways beside it."""
_LETTERS = 6.9
"""Average width of a letter of the picture."""


@dataclass(frozen=True)
class Next:
    """What may come next: the words of the event, and of the step it leads to."""

    event: str
    step: str


@dataclass(frozen=True)
class StepText:
    """One step in words."""

    id: str
    title: str
    what: str
    who: str
    term: str
    day: str
    late: str
    beside: bool
    here: bool
    done: bool
    end: bool
    links: tuple[Link, ...]
    next: tuple[Next, ...]


@dataclass(frozen=True)
class Box:
    """A box of the picture; *lines* of text at x and the given heights."""

    id: str
    x: int
    y: int
    width: int
    height: int
    lines: tuple[tuple[int, str], ...]
    css: str
    here: bool


@dataclass(frozen=True)
class FlowView:
    """A procedure as it is shown; *told* says in one sentence where somebody is."""

    id: str
    title: str
    told: str
    known: bool
    passed: str
    steps: tuple[StepText, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[str, ...]
    width: int
    height: int
    plain: bool


def flow_view(viewer: Viewer, place: Place) -> FlowView:
    """Return *place* in the words of the viewer's audience."""
    procedure, here = place.procedure, place.here
    title = procedure.titel_ouder if viewer.plain else procedure.titel
    order = list(in_order(place))
    boxes = _layout(viewer, place, order)
    height = max(box.y + box.height for box in boxes) + 6
    return FlowView(
        id=procedure.procedure,
        title=title,
        told=_told(viewer, place),
        known=place.known,
        passed=_late(viewer, here) if place.passed else "",
        steps=tuple(_text(viewer, place, stap) for stap in order),
        boxes=tuple(boxes),
        arrows=tuple(_arrows(place, {box.id: box for box in boxes}, order)),
        width=WIDTH,
        height=height,
        plain=viewer.plain,
    )


def _told(viewer: Viewer, place: Place) -> str:
    if not place.known:
        return "Welke stap nu loopt, is niet bekend. Hieronder staat de hele weg."
    text = f"Nu hier: {viewer.words(place.here.titel)}."
    if place.day is None:
        return text
    day = day_text(place.day.first)
    when = day if place.day.exact else f"op zijn vroegst {day}"
    over = " Die dag is voorbij." if place.passed else ""
    return f"{text} De laatste dag van deze termijn: {when}.{over}"


def _late(viewer: Viewer, here: Stap) -> str:
    """Return what may be done now that the term is over; nobody knows that nothing happened."""
    if here.te_laat is None:
        return ""
    start = "Is er nog niets gebeurd?" if viewer.plain else "Is er intussen niets gebeurd?"
    return f"{start} {viewer.words(here.te_laat)}"


def _text(viewer: Viewer, place: Place, stap: Stap) -> StepText:
    here = place.known and stap.stap == place.step
    bronnen = [*stap.bron, *(stap.termijn.bron if stap.termijn else [])]
    checked = place.procedure.gecontroleerd
    links = [viewer.link(bron, checked.op) for bron in bronnen] if checked else []
    return StepText(
        id=stap.stap,
        title=viewer.words(stap.titel),
        what=viewer.words(stap.wat),
        who=viewer.partijen(stap.wie, "of"),
        term=viewer.words(stap.termijn.tekst) if stap.termijn else "",
        day=day_text(place.day.first) if here and place.day else "",
        late=viewer.words(stap.te_laat) if stap.te_laat else "",
        beside=stap.zij,
        here=here,
        done=any(move.van == stap.stap for move in place.moves),
        end=stap.einde,
        links=tuple(dict.fromkeys(links)),
        next=tuple(_next(viewer, place, overgang) for overgang in stap.verder),
    )


def _next(viewer: Viewer, place: Place, overgang: Overgang) -> Next:
    target = place.steps[overgang.naar]
    return Next(viewer.words(event_title(overgang)), viewer.words(target.titel))


def _layout(viewer: Viewer, place: Place, order: list[Stap]) -> list[Box]:
    """Put the main way in one column, and each way beside it next to where it leaves."""
    boxes: list[Box] = []
    bottom = {False: 4, True: 4}
    for stap in order:
        left, width = SIDE if stap.zij else MAIN
        lines = _lines(viewer.words(stap.titel), int((width - 2 * PAD) / _LETTERS))
        here = place.known and stap.stap == place.step
        lines += ["▶ nu hier"] if here else []
        height = len(lines) * LINE + 2 * PAD
        if stap.zij:
            main = next(box for box in reversed(boxes) if box.x == MAIN[0]) if boxes else None
            top = max(bottom[True], main.y if main else 4)
        else:
            top = max(bottom[False], bottom[True] - GAP if boxes and _beside_last(boxes) else 4)
        done = any(move.van == stap.stap for move in place.moves)
        css = "hier" if here else "gedaan" if done else "einde" if stap.einde else "zij"
        css = css if here or done or stap.einde or stap.zij else "stap"
        texts = tuple((top + PAD + 12 + n * LINE, line) for n, line in enumerate(lines))
        boxes.append(Box(stap.stap, left, top, width, height, texts, css, here))
        bottom[stap.zij] = top + height + (GAP if not stap.zij else 12)
        if not stap.zij:
            bottom[True] = max(bottom[True], top)
    return boxes


def _lines(text: str, letters: int) -> list[str]:
    """Break *text* into lines; a word that is too long gets a hyphen.

    >>> _lines("Naar de geschillencommissie", 16)
    ['Naar de', 'geschillencommi-', 'ssie']
    """
    words = []
    for word in text.split():
        while len(word) > letters:
            words.append(word[: letters - 1] + "-")
            word = word[letters - 1 :]
        words.append(word)
    return wrap(" ".join(words), letters)


def _beside_last(boxes: list[Box]) -> bool:
    return boxes[-1].x == SIDE[0]


def _arrows(place: Place, boxes: dict[str, Box], order: list[Stap]) -> list[str]:
    """Return the paths: down the main way, and to the first way beside each step.

    What leads back or skips steps stands in the text: more lines would not be read.
    """
    paths = []
    main = [stap for stap in order if not stap.zij]
    for first, second in pairwise(main):
        if any(overgang.naar == second.stap for overgang in first.verder):
            a, b = boxes[first.stap], boxes[second.stap]
            x = a.x + a.width // 2
            paths.append(f"M{x} {a.y + a.height}V{b.y - 5}m-4 -5l4 5l4 -5")
    drawn: set[str] = set()
    for stap in order:
        for overgang in stap.verder:
            target = place.steps[overgang.naar]
            if not target.zij or overgang.naar in drawn:
                continue
            a, b = boxes[stap.stap], boxes[overgang.naar]
            drawn.add(overgang.naar)
            if stap.zij:
                x = b.x + b.width // 2
                if b.y > a.y:
                    paths.append(f"M{x} {a.y + a.height}V{b.y - 3}m-3 -4l3 4l3 -4")
                continue
            y, end = min(a.y + 18, a.y + a.height - 6), b.y + min(18, b.height // 2)
            bend = f"H205V{end}" if end != y else ""
            paths.append(f"M{a.x + a.width} {y}{bend}H{b.x - 4}m-5 -4l5 4l-5 4")
    return paths


def flow_svg(view: FlowView) -> str:
    """Return the picture; everything that comes from data is escaped."""
    return environment().get_template("stroom.svg.j2").render(view=view)


def flow_html(view: FlowView) -> str:
    """Return the same in words, as an ordered list."""
    return environment().get_template("stroom.html.j2").render(view=view, plain=view.plain)


def flow_lines(view: FlowView) -> list[str]:
    """Return the procedure as lines of text, for the terminal."""
    lines = [view.title, view.told]
    lines += [view.passed] if view.passed else []
    for number, step in enumerate(view.steps, 1):
        mark = "  <-- nu hier" if step.here else ""
        lines.append(f"{number:2}. {'(zijweg) ' if step.beside else ''}{step.title}{mark}")
        lines.append(f"    {step.what}")
        if step.term:
            lines.append(f"    Termijn: {step.term}")
        if step.late:
            lines.append(f"    Als de termijn voorbij is: {step.late}")
        lines += [f"    -> {item.event}: {item.step}" for item in step.next]
        if step.links:
            lines.append(f"    Bronnen: {'; '.join(link.text for link in step.links)}")
    return lines
