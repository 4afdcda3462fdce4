from __future__ import annotations

import pytest

from regelwijzer.caseload.judge import CaseloadJudge
from regelwijzer.datapaths import rules_folder
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.loader import load_base


@pytest.fixture(scope="session")
def base() -> Kennisbank:
    """The real rule base."""
    return load_base(rules_folder())


@pytest.fixture(scope="session")
def judge(base: Kennisbank) -> CaseloadJudge:
    """The compiled rule base."""
    return CaseloadJudge(base)
