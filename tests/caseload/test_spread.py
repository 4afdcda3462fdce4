"""Over a Dask cluster of two workers the output is the same, byte for byte."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import dask
import pytest
from distributed import LocalCluster

from regelwijzer.caseload.judge import CaseloadJudge
from regelwijzer.caseload.mapping import MappingFile
from regelwijzer.caseload.scan import Scanned, scan
from regelwijzer.caseload.spread import judge_slice, over_dask
from regelwijzer.knowledge.errors import CaseError
from tests.caseload.tables import TODAY, cell, faults, run_scan, write
from tests.reasoning.bases import random_base

IN_MEMORY = {"distributed.worker.memory.target": False, "distributed.worker.memory.spill": False}


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    """Two workers, each a process of its own, that keep everything in memory."""
    folder = tmp_path_factory.mktemp("dask")
    with (
        dask.config.set(IN_MEMORY),
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            dashboard_address=None,
            local_directory=str(folder),
            memory_limit=0,
        ) as made,
    ):
        yield made


@pytest.fixture(scope="module")
def small_judge() -> CaseloadJudge:
    """A random small base: the workers compile it in no time."""
    return CaseloadJudge(random_base(7).base)


def spread(judge: CaseloadJudge, address: str, source: Path, out: str) -> Scanned:
    with over_dask(address) as parted:
        return scan(
            judge, source, source.parent / out, MappingFile(), [TODAY], lambda *_: None, parted
        )


@pytest.mark.usefixtures("small")
def test_two_workers_one_answer(
    small_judge: CaseloadJudge, tmp_path: Path, cluster: LocalCluster
) -> None:
    """Six slices, bad cells and broken rows included, in the same files with the same bytes."""
    judge, rng = small_judge, random.Random(1)
    feiten = [judge.base.feiten[name] for name in judge.ranked]
    rows = [[f"r{row}", *(cell(feit, rng) for feit in feiten)] for row in range(11)]
    rows[1][2], rows[6][1] = "zomaar", "iets"
    rows[8] = rows[8][:2]
    source = write(tmp_path / "in.csv", rows, ["rij_id", *judge.ranked])
    alone = run_scan(judge, source, "een.parquet")
    # The workers take the slices as they come; the slices here are of two rows.
    together = spread(judge, cluster.scheduler_address, source, "twee.parquet")
    assert (tmp_path / "een.parquet").read_bytes() == (tmp_path / "twee.parquet").read_bytes()
    assert faults(tmp_path, "een") == faults(tmp_path, "twee") != []
    assert alone.tally.as_json() == together.tally.as_json()
    with over_dask(cluster.scheduler_address):
        assert len(cluster.workers) == 2


def test_no_scheduler_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regelwijzer.caseload.spread.WAIT_SECONDS", 1)
    with pytest.raises(CaseError, match="geen Dask-planner bereikbaar"), over_dask("tcp://[::1]:9"):
        pass


def test_without_the_extra_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(CaseError, match=r"regelwijzer\[dask\]"), over_dask("tcp://x:1"):
        pass


def test_a_worker_that_could_spill_is_refused() -> None:
    """Rows of young people on a worker's disk: refused before anything is judged."""
    with (
        dask.config.set({**IN_MEMORY, "distributed.worker.memory.spill": 0.7}),
        pytest.raises(CaseError, match="SPILL=False"),
    ):
        judge_slice(None, b"", {}, 1)  # type: ignore[arg-type]
