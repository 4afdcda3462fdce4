"""What an audit reports."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Level = Literal["fout", "waarschuwing"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: an error fails the audit, a warning does not."""

    level: Level
    check: str
    file: str
    element: str
    text: str

    def as_json(self) -> dict[str, Any]:
        """Return the finding as plain data."""
        return asdict(self)

    def __str__(self) -> str:
        return f"{self.level} [{self.check}] {self.file} {self.element}: {self.text}"
