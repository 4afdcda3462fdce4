"""The theorem: the gaps that were computed are exactly those in ``rules/gaten.yaml``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from regelwijzer.audit.findings import Finding
from regelwijzer.audit.gaps import Column, Combination, GapFinder
from regelwijzer.audit.profile import BANDS, GapFile, read_gap_file
from regelwijzer.audit.proofs import Progress, Prover, silent
from regelwijzer.audit.sat import World
from regelwijzer.knowledge.errors import KnowledgeError
from regelwijzer.reasoning.compiler import cone
from regelwijzer.reasoning.graph import swap

SHOWN = "rules/gaten.yaml"


def all_columns(finder: GapFinder, progress: Progress = silent) -> Iterator[Column]:
    """Yield what is found for each hulpvorm and age band."""
    places = [(hulpvorm, band) for hulpvorm in finder.file.hulpvormen for band in BANDS]
    for number, (hulpvorm, band) in enumerate(places):
        progress("gaten", number, len(places))
        yield finder.column(hulpvorm, band)


def check_gaps(prover: Prover, path: Path, progress: Progress = silent) -> Iterator[Finding]:
    """Yield a finding for each gap that is not explained, and each explanation of none."""
    try:
        file = read_gap_file(path, SHOWN)
    except KnowledgeError as error:
        yield Finding("fout", "gat", SHOWN, error.rule, f"{error.fault}. {error.remedy}.")
        return
    wrong = list(_unknown_names(prover, file))
    yield from wrong
    if wrong:
        return
    world = World(prover.base, prover.program, prover.today)
    finder = GapFinder(world, prover.outcomes, file)
    try:
        partition = list(finder.not_a_partition())
        for item in partition:
            text = "heeft niet in elk geval precies één waarde"
            yield Finding("fout", "gat", SHOWN, item, text)
        if not partition:
            yield from _compare(prover, finder, progress)
    finally:
        world.close()


def _compare(prover: Prover, finder: GapFinder, progress: Progress) -> Iterator[Finding]:
    known: dict[tuple[str, str, Combination], str] = {}
    for gap in finder.file.gaten:
        for place in gap.gevallen:
            for hulpvorm, bands in place.waar.items():
                for band in bands:
                    for combination in place.combinaties:
                        known[hulpvorm, band, finder.combination(combination)] = gap.gat
    for column in all_columns(finder, progress):
        where = f"{column.hulpvorm} {column.band}"
        if not column.complete:
            text = f"heeft meer dan {len(column.gaps)} gaten; de lijst is niet volledig"
            yield Finding("waarschuwing", "gat", SHOWN, where, text)
        for found in column.gaps:
            if known.pop((column.hulpvorm, column.band, found), None) is None:
                text = f"{words(finder, found)}: geen kader draagt deze hulp, en dat staat er niet"
                case = smallest_case(prover, finder, column, found)
                yield Finding("fout", "gat", SHOWN, where, text, case)
    for (hulpvorm, band, listed), name in known.items():
        text = f"{hulpvorm} {band} met {words(finder, listed)} is geen (kleinste) gat meer"
        yield Finding("fout", "gat", SHOWN, name, text)


def words(finder: GapFinder, gap: Combination) -> str:
    """Return a gap as it is written in the file."""
    parts = [f"{item}: [{', '.join(v)}]" for item, v in finder.readable(gap).items()]
    return "{" + ", ".join(parts) + "}"


def smallest_case(
    prover: Prover, finder: GapFinder, column: Column, gap: Combination
) -> dict[str, Any] | None:
    """Return a small case in the gap, in which every carrying kader is surely nee."""
    literals = finder.carrying(column.hulpvorm)
    if not finder.inside(column.band, gap):
        return None
    nodes = cone(prover.program.graph, literals)
    return prover.witnesses.smallest(
        finder.world, nodes, lambda planes: all(planes[swap(x)] for x in literals)
    )


def _unknown_names(prover: Prover, file: GapFile) -> Iterator[Finding]:
    base = prover.base
    for hulpvorm in [*file.hulpvormen, *file.dwang_draagt]:
        if hulpvorm not in base.hulpvormen:
            yield Finding("fout", "gat", SHOWN, hulpvorm, "is geen hulpvorm")
    for item in file.profiel:
        if item.feit not in base.feiten:
            yield Finding("fout", "gat", SHOWN, item.profiel, f"feit {item.feit} bestaat niet")
    for name in file.draagt_niet:
        if name not in base.kaders:
            yield Finding("fout", "gat", SHOWN, name, "is geen kader")
    for gap in file.gaten:
        for name in gap.kaders:
            if name not in base.kaders:
                yield Finding("fout", "gat", SHOWN, gap.gat, f"kader {name} bestaat niet")
        for name in gap.routes:
            if name not in base.routes:
                yield Finding("fout", "gat", SHOWN, gap.gat, f"route {name} bestaat niet")
