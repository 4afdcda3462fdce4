"""A sample of the agreement benchmark on the real base."""

from __future__ import annotations

import pytest

from benchmarks.overeenstemming import (
    Cases,
    disagreements,
    durable_disagreements,
    durable_engine,
)
from regelwijzer.knowledge.base import Kennisbank


@pytest.mark.parametrize("seed", range(300, 304))
def test_all_three_agree_on_2000_cases_of_the_real_base(base: Kennisbank, seed: int) -> None:
    cases = Cases(base, seed)
    with durable_engine(cases.program) as engine:
        assert disagreements(cases, 500, engine) == []


def test_eight_threads_at_once_lose_no_derivation(base: Kennisbank) -> None:
    wrong, _ = durable_disagreements(Cases(base, seed=300), 48, threads=8)
    assert wrong == []
