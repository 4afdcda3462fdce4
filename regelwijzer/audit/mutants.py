"""The score of the mutation test, read back from ``docs/mutanten.md``.

The test itself takes minutes (``python -m benchmarks.mutanten --verslag docs/mutanten.md``),
so the audit shows what was measured last and does not measure again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_SCORE = re.compile(r"\*\*(\d+) van (\d+) mutanten gedood")
_SURVIVOR = re.compile(r"^- `(.+)`: (.+)$")


@dataclass(frozen=True)
class MutantScore:
    """How many planted faults were noticed; *folders* gives (folder, killed, survived)."""

    killed: int
    total: int
    folders: tuple[tuple[str, int, int], ...]
    survivors: tuple[tuple[str, str], ...]


def read_mutants(path: Path) -> MutantScore | None:
    """Read the file; None when it holds no score."""
    text = path.read_text(encoding="utf-8")
    score = _SCORE.search(text)
    if score is None:
        return None
    parts = {part.partition("\n")[0].strip(): part for part in text.split("\n## ")[1:]}
    folders = []
    for line in parts.get("Per map", "").splitlines():
        cells = [cell.strip() for cell in line.strip("| ").split("|")]
        if len(cells) > 3 and cells[1].isdigit():
            by_case, by_audit, alive = map(int, cells[1:4])
            folders.append((cells[0], by_case + by_audit, alive))
    found = map(_SURVIVOR.match, parts.get("Overlevers", "").splitlines())
    survivors = tuple((match[1], match[2]) for match in found if match)
    return MutantScore(int(score[1]), int(score[2]), tuple(folders), survivors)


__all__ = ["MutantScore", "read_mutants"]
