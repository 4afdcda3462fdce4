"""What an audit reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

Level = Literal["fout", "waarschuwing"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: an error fails the audit, a warning does not.

    *zaak* is a smallest case that shows it, to run with ``regelwijzer advies``.
    """

    level: Level
    check: str
    file: str
    element: str
    text: str
    zaak: Mapping[str, Any] | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the finding as plain data."""
        return asdict(self)

    def __str__(self) -> str:
        line = f"{self.level} [{self.check}] {self.file} {self.element}: {self.text}"
        if self.zaak is None:
            return line
        answers = ", ".join(f"{name}: {answer}" for name, answer in self.zaak["feiten"].items())
        return f"{line} (kleinste geval op {self.zaak['peildatum']}: {answers or 'geen feiten'})"
