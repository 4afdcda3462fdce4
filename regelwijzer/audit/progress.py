"""The progress bar of ``regelwijzer controleer``; on stderr, so that the output stays clean."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from regelwijzer.audit.proofs import Progress


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Show a bar for each part of the audit; it disappears when the audit is done."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def show(what: str, done: int, total: int) -> None:
            for name, task in tasks.items():
                if name != what:
                    bar.update(task, visible=False)
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done, total=total)

        yield show
