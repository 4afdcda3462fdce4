"""The outcomes on the terminal for a parent or a young person: few with a text, the rest named."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from regelwijzer.advice.advisor import Advice, KaderAdvice
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.report.focusview import CARRIES, NEAR, focus_view
from regelwijzer.report.view import Viewer


def print_focus(console: Console, base: Kennisbank, advice: Advice) -> None:
    """Print what carries the help, what it hangs on, and every other outcome by its name."""
    viewer = Viewer(base, advice.case.doelgroep)
    found = focus_view(viewer, advice)
    groups = found.focus
    console.print(f"[bold green]{CARRIES}[/]")
    if not groups.carries:
        console.print(Padding(found.nothing, (0, 0, 0, 2)))
    _with_text(console, viewer, advice, groups.carries)
    if groups.near:
        console.print(f"\n[bold yellow]{NEAR}[/]")
    _with_text(console, viewer, advice, groups.near)
    if groups.rights:
        console.print(f"\n[bold]{found.rights_title}[/]")
        _names(console, viewer, "", groups.rights)
    if groups.later:
        console.print(f"\n[bold cyan]{found.later_title}[/]")
    for theme, items in found.later.items():
        _names(console, viewer, f"{theme}: ", items)
    if groups.no:
        console.print(f"\n[dim]{found.no_title}[/]")
        _names(console, viewer, "", groups.no)


def _with_text(
    console: Console, viewer: Viewer, advice: Advice, items: Iterable[KaderAdvice]
) -> None:
    for item in items:
        law = viewer.base.wetten[item.kader.wet].kort
        console.print(f"  [bold]{escape(viewer.title(item.kader))}[/bold] ({escape(law)})")
        who = viewer.partijen(item.kader.beslist, "of")
        texts = [viewer.brief(item, advice.ways), f"Dit beslist: {who}." if who else ""]
        for text in filter(None, texts):
            console.print(Padding(escape(text), (0, 0, 0, 4)))


def _names(console: Console, viewer: Viewer, before: str, items: Iterable[KaderAdvice]) -> None:
    titles = "; ".join(viewer.title(item.kader) for item in items)
    console.print(Padding(escape(f"{before}{titles}."), (0, 0, 0, 2)))
