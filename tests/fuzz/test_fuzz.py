"""A few hundred damaged inputs of every kind; ``benchmarks/fuzz.py`` does a million.

What the million found stands here as a case of its own.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regelwijzer.caseload.reading import open_source
from regelwijzer.knowledge.errors import CaseError
from regelwijzer.reasoning.case import parse_case
from tests.fuzz.mutate import damaged
from tests.fuzz.targets import Targets, targets

EXAMPLES = {"zaak": 300, "antwoorden": 300, "regels": 25, "tabel": 40, "opdracht": 25}


@pytest.fixture(scope="module")
def fuzz() -> Iterator[Targets]:
    with targets() as found:
        yield found


@pytest.mark.parametrize("name", EXAMPLES)
def test_damaged_input_is_refused_in_a_sentence_or_understood(name: str, fuzz: Targets) -> None:
    @settings(
        max_examples=EXAMPLES[name],
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        derandomize=True,
        database=None,
    )
    @given(st.integers(0, 2**63))
    def attack(seed: int) -> None:
        fuzz.all[name](random.Random(seed))

    attack()


def test_every_kind_of_input_is_attacked(fuzz: Targets) -> None:
    assert list(fuzz.all) == list(EXAMPLES)


def test_the_same_seed_does_the_same_damage() -> None:
    content = b"peildatum: 2026-11-22\n" * 20
    made = {damaged(content, random.Random(seed)) for seed in range(50)}
    assert len(made) > 40
    assert damaged(content, random.Random(7)) == damaged(content, random.Random(7)) != content


@pytest.mark.parametrize(
    "text",
    [
        "peildatum: !!timestamp x",
        "peildatum: 2026-11-22\nfeiten: {zorg.blijvend: !!int x}",
        '{"peildatum": "2026-11-22", "peildatum": "2020-01-01"}',
        '{"peildatum": "2026-11-22", "feiten": {"jeugdige.iq": NaN}}',
        "peildatum: '2026-11\n\n  22'",
        "peildatum: 2026-11-22\ndoelgroep: " + "x" * 5000,
        "peildatum: 2026-11-22\nhulpvragen: ['" + "x" * 5000 + "']",
        "{" * 5000,
        "[" * 100_000,
    ],
)
def test_a_faulty_case_is_one_line(text: str, fuzz: Targets) -> None:
    with pytest.raises(CaseError) as caught:
        parse_case(text, fuzz.base)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 600


def test_a_broken_row_in_an_old_encoding_is_told_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(b"een,twee\nja,nee\nja\xcf,nee,te veel\ncaf\xe9,nee\n")
    pieces = list(open_source(path).slices())
    assert sum(piece.batch.num_rows for piece in pieces) == 3
    assert pieces[0].batch.column("een").to_pylist()[2].decode() == "café"


@pytest.mark.parametrize("name", ["in.csv", "in.xlsx", "in.parquet"])
def test_a_table_that_is_no_table(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b'a,"b\rc\r"d,e\rf')
    with pytest.raises(CaseError, match=r"niet te lezen|geen Excel"):
        for piece in open_source(path).slices():
            assert piece is None
