"""The scan from file to file: formats, bad cells, no row lost, resuming."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest

from regelwijzer.caseload import reading
from regelwijzer.caseload.days import Moment
from regelwijzer.caseload.judge import VERDICTS, CaseloadJudge
from regelwijzer.caseload.progress import Parts
from regelwijzer.caseload.scan import SliceReader
from regelwijzer.knowledge.dates import BIRTH, Duration
from regelwijzer.knowledge.errors import CaseError
from tests.caseload.tables import ROWS, TODAY, faults, run_scan, write


@pytest.mark.usefixtures("small")
def test_three_formats_one_answer(judge: CaseloadJudge, tmp_path: Path) -> None:
    """CSV, Parquet and XLSX with the same cells give the same table, as Parquet and CSV."""
    tables = []
    for suffix in ("csv", "parquet", "xlsx"):
        source = write(tmp_path / f"in.{suffix}", ROWS)
        found = run_scan(judge, source)
        assert found.tally.rows == 5 and not found.tally.faulty_rows
        tables.append(pq.read_table(tmp_path / "uit.parquet").to_pylist())
    assert tables[0] == tables[1] == tables[2]
    run_scan(judge, tmp_path / "in.csv", "uit.csv")
    plain = pa_csv.read_csv(tmp_path / "uit.csv").to_pylist()
    assert [row["rij_id"] for row in plain] == ["r1", "r2", "r3", "r4", "r5"]
    assert plain[1]["dagen_tot_18"] == (date(2026, 3, 1) - date(2026, 11, 22)).days
    assert tables[0][3]["dagen_tot_18"] is None
    for one, other in zip(plain, tables[0], strict=True):
        assert {k: one[k] for k in judge.kaders} == {k: other[k] for k in judge.kaders}


def test_arrow_types(judge: CaseloadJudge, tmp_path: Path) -> None:
    """Booleans, dates, numbers, categories and nulls of Parquet are read as what they are."""
    typed = pa.table(
        {
            BIRTH: pa.array([date(2009, 5, 14), None, date(1800, 1, 1)]),
            "zorg.permanent_toezicht": pa.array([True, False, None]),
            "jeugdige.iq": pa.array([70.0, float("nan"), 85.0]),
        }
    )
    pq.write_table(typed, tmp_path / "a.parquet")
    texts = [["r1", "2009-05-14", "ja", "70"], ["r2", "", "nee", ""], ["r3", "", "", "85"]]
    run_scan(judge, tmp_path / "a.parquet", "a-uit.parquet")
    run_scan(judge, write(tmp_path / "b.csv", texts), "b-uit.parquet")
    one = pq.read_table(tmp_path / "a-uit.parquet")
    assert one.equals(pq.read_table(tmp_path / "b-uit.parquet").drop_columns(["rij_id"]))
    assert faults(tmp_path, "a-uit") == [["3", BIRTH, "geef een datum tussen 1900 en 2150"]]


@pytest.mark.usefixtures("small")
def test_bad_cells_and_no_row_lost(judge: CaseloadJudge, tmp_path: Path) -> None:
    """A bad cell is told with row, column and reason; the row is judged without it."""
    rows = [[*row] for row in ROWS]
    rows[1][2], rows[3][1], rows[4][3] = "misschien", "2009-13-45", "tachtig"
    found = run_scan(judge, write(tmp_path / "in.csv", rows))
    told = faults(tmp_path)
    assert [line[:2] for line in told] == [
        ["2", "zorg.permanent_toezicht"],
        ["4", BIRTH],
        ["5", "jeugdige.iq"],
    ]
    assert told[0][2] == "antwoord ja, nee of onbekend"
    assert not any("misschien" in cell or "tachtig" in cell for line in told for cell in line)
    bad = pq.read_table(tmp_path / "uit.parquet").to_pylist()
    for row, column in ((1, 2), (3, 1), (4, 3)):
        rows[row][column] = ""
    run_scan(judge, write(tmp_path / "leeg.csv", rows), "leeg.parquet")
    assert bad == pq.read_table(tmp_path / "leeg.parquet").to_pylist()
    assert (found.tally.rows, found.tally.faulty_rows) == (5, 3)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("broken", [(0,), (2,), (4,), (0, 1), (3, 4), (0, 1, 2, 3, 4)])
def test_broken_rows_keep_their_place(
    judge: CaseloadJudge, tmp_path: Path, broken: tuple[int, ...]
) -> None:
    """A row with too many or too few cells is judged as if it were empty."""
    rows = [[*row] for row in ROWS]
    for row in broken:
        rows[row] = rows[row][:2] if row % 2 else [*rows[row], "te", "veel"]
    found = run_scan(judge, write(tmp_path / "in.csv", rows))
    table = pq.read_table(tmp_path / "uit.parquet")
    assert table["rij"].to_pylist() == [1, 2, 3, 4, 5] and found.tally.rows == 5
    expected = [None if n in broken else row[0] for n, row in enumerate(ROWS)]
    assert table["rij_id"].to_pylist() == expected
    assert [int(line[0]) - 1 for line in faults(tmp_path)] == list(broken)


@pytest.mark.usefixtures("small")
def test_counts_add_up(judge: CaseloadJudge, tmp_path: Path) -> None:
    """The counts of the summary are those of the output, and add up to the rows."""
    moments = [TODAY, Moment(day=date(2027, 6, 1)), Moment(age=Duration(216, age=True))]
    found = run_scan(judge, write(tmp_path / "in.csv", ROWS), moments=moments)
    table = pq.read_table(tmp_path / "uit.parquet")
    assert table.num_rows == 15
    for number, moment in enumerate(found.tally.moments):
        rows = table.take(_of(number))
        assert moment.rows == rows.num_rows == 5
        assert (moment.verdicts.sum(axis=1) == 5).all()
        for kader, counts in zip(judge.kaders, moment.verdicts.tolist(), strict=True):
            seen = Counter(rows[kader].to_pylist())
            assert counts == [seen[verdict.value] for verdict in VERDICTS]
        for hulpvorm, count in moment.gaps.items():
            assert count == sum(rows[f"gat_{hulpvorm}"].to_pylist())
        assert sum(moment.turning.values()) + moment.no_birthday == 5


@pytest.mark.parametrize("rows", [1, 63, 64, 65, 127, 128, 129])
def test_around_the_end_of_a_slice(
    judge: CaseloadJudge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    """With slices of 64 rows the outcome and the counts are those of one slice."""
    rng = random.Random(rows)
    table = [[f"r{row}", *rng.choice(ROWS)[1:]] for row in range(rows)]
    source = write(tmp_path / "in.parquet", table)
    whole = run_scan(judge, source, "heel.parquet")
    monkeypatch.setattr(reading, "SLICE", 64)
    parts = run_scan(judge, source)
    found = pq.read_table(tmp_path / "uit.parquet")
    assert found["rij"].to_pylist() == list(range(1, rows + 1))
    assert found.to_pylist() == pq.read_table(tmp_path / "heel.parquet").to_pylist()
    assert parts.tally.as_json() == whole.tally.as_json()


def test_a_wide_table_gets_fewer_rows_at_once() -> None:
    """Whole words, never more cells than fit in memory, and the usual table is not cut up."""
    assert reading.rows_at_once(41) == reading.SLICE
    for columns in (1, 60, 61, 62, 400, 3_000):
        rows = reading.rows_at_once(columns)
        assert rows % 64 == 0 and rows * columns <= reading.MOST_CELLS


def _of(number: int) -> list[int]:
    """Return the rows of one peildatum: each slice of two rows holds all three in turn."""
    found, start = [], 0
    for size in (2, 2, 1):
        found += range(start + number * size, start + (number + 1) * size)
        start += 3 * size
    return found


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("out", ["uit.parquet", "uit.csv"])
def test_resume(
    judge: CaseloadJudge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str
) -> None:
    """A scan that was stopped goes on after its last whole slice, with the same output."""
    rows = [[*row] for row in ROWS]
    rows[0][2] = "x"
    source = write(tmp_path / "in.parquet", rows)
    whole = run_scan(judge, source, f"heel-{out}")
    part, calls = SliceReader.part, []

    def stops(self: SliceReader, *arguments: Any) -> Any:
        calls.append(arguments)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return part(self, *arguments)

    monkeypatch.setattr(SliceReader, "part", stops)
    with pytest.raises(KeyboardInterrupt):
        run_scan(judge, source, out)
    assert not (tmp_path / out).exists()
    found = run_scan(judge, source, out)
    assert found.resumed == 2 and len(calls) == 4
    assert (tmp_path / out).read_bytes() == (tmp_path / f"heel-{out}").read_bytes()
    assert found.tally.as_json() == whole.tally.as_json()
    assert faults(tmp_path) == faults(tmp_path, f"heel-{out}".rsplit(".", 1)[0])
    left = {path.name for path in tmp_path.iterdir()}
    assert not any(name.endswith((".half", ".voortgang")) for name in left)


def test_other_slices_start_anew(
    judge: CaseloadJudge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parts of slices of another size are not used: rows would be lost, or come twice."""
    source = write(tmp_path / "in.parquet", ROWS)
    remove = Parts.remove
    monkeypatch.setattr(Parts, "remove", lambda self: None)
    monkeypatch.setattr(reading, "SLICE", 2)
    run_scan(judge, source)
    monkeypatch.setattr(Parts, "remove", remove)
    monkeypatch.setattr(reading, "SLICE", 4)
    found = run_scan(judge, source)
    assert (found.resumed, found.tally.rows) == (0, 5)
    assert pq.read_table(tmp_path / "uit.parquet")["rij"].to_pylist() == [1, 2, 3, 4, 5]


@pytest.mark.usefixtures("small")
def test_other_scan_starts_anew(
    judge: CaseloadJudge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parts of another peildatum are not used; a strange folder is left alone."""
    source = write(tmp_path / "in.parquet", ROWS)
    monkeypatch.setattr("regelwijzer.caseload.progress.Parts.remove", lambda self: None)
    run_scan(judge, source)
    assert run_scan(judge, source).resumed == 3
    assert run_scan(judge, source, moments=[Moment(day=date(2027, 1, 1))]).resumed == 0
    (tmp_path / "x.csv.voortgang").mkdir()
    with pytest.raises(CaseError, match="niet van een scan"):
        run_scan(judge, source, "x.csv")
