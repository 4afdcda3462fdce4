"""A sample of the agreement benchmark on the real base."""

from __future__ import annotations

from pathlib import Path

from benchmarks.overeenstemming import Cases, disagreements, durable_disagreements
from regelwijzer.knowledge.loader import load_base


def test_the_engines_agree_on_the_real_base(repository: Path) -> None:
    cases = Cases(load_base(repository / "rules"), seed=300)
    assert disagreements(cases, 300) == []
    wrong, _ = durable_disagreements(cases, 24, threads=8)
    assert wrong == []
