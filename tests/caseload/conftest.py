from __future__ import annotations

from collections.abc import Iterator

import pytest

from regelwijzer.caseload import reading
from regelwijzer.caseload.judge import CaseloadJudge
from regelwijzer.knowledge.base import Kennisbank


@pytest.fixture(scope="session")
def judge(base: Kennisbank) -> CaseloadJudge:
    """The compiled rule base."""
    return CaseloadJudge(base)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Slices of two rows, and blocks of a few cells."""
    monkeypatch.setattr(reading, "SLICE", 2)
    monkeypatch.setattr(reading, "_BLOCK", 160)
    yield
