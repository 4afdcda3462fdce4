"""A small sample of the mutation test; all of it is ``python -m benchmarks.mutanten``."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
import yaml

from benchmarks.faults import Mutant, faults, mutants, mutated, shown_mutants
from benchmarks.mutanten import Bench, run
from benchmarks.mutanten_verslag import EXPLANATIONS, report
from regelwijzer.knowledge.conditions import parse_condition
from regelwijzer.reasoning.compiler import compile_base

CLEAN = Path(__file__).parent / "planted" / "_schoon" / "rules"
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def small() -> Bench:
    return Bench(CLEAN, TODAY)


def test_the_cases_of_the_small_base_kill_nearly_everything(small: Bench) -> None:
    tally = run(small, list(mutants(small.base)))
    assert tally.total >= 60
    assert tally.dead >= 0.85 * tally.total, [str(mutant) for mutant in tally.survivors]


def test_a_sample_of_the_real_base(repository: Path) -> None:
    bench = Bench(repository / "rules", TODAY, every_day=False)
    every = list(mutants(bench.base))
    tally = run(bench, random.Random(8).sample(every, 400))
    assert len(tally.survivors) <= 2, [str(mutant) for mutant in tally.survivors]
    assert tally.total >= 380


def test_every_kind_of_fault_is_made() -> None:
    condition = parse_condition(
        {"alle": ["a.b", {"leeftijd": {"vanaf": 18}}, {"feit": "c.d", "in": ["x", "y"]}]}
    )
    kinds = {kind for kind, _, _ in faults(condition)}
    assert kinds >= {"ontkend", "en/of", "deel weg", "leeftijd een dag", "keuze weg"}
    assert all(wrong != condition for _, _, wrong in faults(condition))


def test_the_mutated_base_is_the_base_with_one_condition_changed(small: Bench) -> None:
    before = compile_base(small.base)
    for mutant in mutants(small.base):
        wrong = mutated(small.base, mutant)
        old = {regel.regel: regel.als for regel, _ in small.base.regels()}
        new = {regel.regel: regel.als for regel, _ in wrong.regels()}
        if mutant.dropped:
            assert old.keys() - new.keys() >= {mutant.dropped}
        elif mutant.element in old:
            assert {name for name in old if old[name] != new[name]} == {mutant.element}
        else:
            assert wrong.kaders[mutant.element].als == mutant.condition
        assert compile_base(wrong).kaders.keys() == before.kaders.keys()


def test_the_audit_notices_a_regel_that_became_dead(small: Bench) -> None:
    regel, _ = next(iter(small.base.regels()))
    never = parse_condition({"alle": [{"leeftijd": {"vanaf": 18}}, {"leeftijd": {"tot": 18}}]})
    mutant = Mutant("ontkend", regel.regel, never)
    assert small.noticed_by_audit(mutant, CLEAN / "gaten.yaml")


def test_the_report_is_stable_and_names_every_survivor(small: Bench) -> None:
    shown = run(small, list(shown_mutants(small.base)))
    tally = run(small, list(mutants(small.base)))
    text = report(small, tally, shown)
    assert text == report(small, tally, shown)
    assert all(f"`{mutant}`" in text for mutant in tally.survivors + tally.harmless)


def test_the_committed_report_explains_every_survivor(repository: Path) -> None:
    text = (repository / "docs" / "mutanten.md").read_text(encoding="utf-8")
    assert "nog zonder uitleg" not in text
    why = yaml.safe_load(EXPLANATIONS.read_text(encoding="utf-8")) or {}
    assert all(mutant in text for mutant in why), "een uitleg van een mutant die niet meer leeft"
