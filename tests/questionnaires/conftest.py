"""The questionnaires, read once per process."""

from __future__ import annotations

from pathlib import Path

import pytest

from regelwijzer.interview.questions import Vraag, load_questionnaires
from regelwijzer.knowledge.base import Kennisbank


@pytest.fixture(scope="session")
def wordings(repository: Path, base: Kennisbank) -> dict[str, dict[str, Vraag]]:
    """Every questionnaire; loading fails on an unknown feit, option or key."""
    return load_questionnaires(repository / "questionnaires", base)
