"""A small sample of the mutation test; all of it is ``python -m benchmarks.mutanten``."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

from benchmarks.mutanten import Bench, mutants, run, total_of

CLEAN = Path(__file__).parent / "planted" / "_schoon" / "rules"
TODAY = date(2026, 11, 22)


def test_the_cases_of_the_small_base_kill_nearly_everything() -> None:
    bench = Bench(CLEAN, TODAY)
    total, dead, survivors = run(bench, list(mutants(bench.base)))
    assert total_of(total) >= 60
    assert total_of(dead) >= 0.85 * total_of(total), [str(mutant) for mutant in survivors]


def test_a_sample_of_the_real_base(repository: Path) -> None:
    bench = Bench(repository / "rules", TODAY)
    every = list(mutants(bench.base))
    total, dead, _ = run(bench, random.Random(8).sample(every, 60))
    assert total_of(dead) >= 0.7 * total_of(total)
