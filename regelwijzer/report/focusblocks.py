"""The outcomes in the report of a parent or a young person: few in full, the rest in a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from regelwijzer.advice.advisor import Advice, KaderAdvice
from regelwijzer.report.blocks import Block, Bullets, Heading, Paragraph
from regelwijzer.report.focusview import CARRIES, NEAR, NEAR_TEXT, focus_view
from regelwijzer.report.view import Viewer


def focus_blocks(
    viewer: Viewer,
    advice: Advice,
    whole: Callable[[Viewer, Advice, KaderAdvice], Iterator[Block]],
) -> Iterator[Block]:
    """Yield what carries the help and what it hangs on (by *whole*), then all others in short."""
    found = focus_view(viewer, advice)
    groups = found.focus
    yield Heading(2, CARRIES)
    if not groups.carries:
        yield Paragraph(found.nothing)
    for item in groups.carries:
        yield from whole(viewer, advice, item)
    if groups.near:
        yield Heading(2, NEAR)
        yield Paragraph(NEAR_TEXT)
    for item in groups.near:
        yield from whole(viewer, advice, item)
    if groups.rights:
        yield Heading(2, found.rights_title)
        texts = [f"{_name(viewer, i)}. {i.kader.teksten.ouder.wat}" for i in groups.rights]
        yield Bullets(tuple(texts))
    if groups.later:
        yield Heading(2, found.later_title)
    for theme, items in found.later.items():
        yield Heading(3, f"{theme} ({len(items)})")
        yield Bullets(tuple(_name(viewer, item) for item in items))
    if groups.no:
        yield Heading(2, found.no_title)
        yield Bullets(
            tuple(f"{_name(viewer, item)}. {viewer.brief(item, advice.ways)}" for item in groups.no)
        )


def _name(viewer: Viewer, item: KaderAdvice) -> str:
    return f"{viewer.title(item.kader)} ({viewer.base.wetten[item.kader.wet].kort})"
