"""A table in memory: the same outcomes as a file, filters that count right, limits that hold."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from regelwijzer.caseload import loaded as module
from regelwijzer.caseload import reading
from regelwijzer.caseload.judge import VERDICTS, CaseloadJudge
from regelwijzer.caseload.loaded import Filter, Loaded, load_upload, with_columns
from regelwijzer.caseload.mapping import MappingFile, parse_mapping
from regelwijzer.caseload.reading import Upload
from regelwijzer.knowledge.dates import BIRTH
from regelwijzer.knowledge.errors import CaseError
from regelwijzer.reasoning.verdicts import Verdict
from tests.caseload.tables import ROWS, TODAY, run_scan, write


def loaded(judge: CaseloadJudge, path: Path) -> Loaded:
    upload = Upload(path.name, path.read_bytes())
    return load_upload(judge, upload, MappingFile(), TODAY)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("suffix", ["csv", "parquet", "xlsx"])
def test_same_as_a_file(judge: CaseloadJudge, tmp_path: Path, suffix: str) -> None:
    """Counts, bad cells and the CSV of an upload are those of a scan of the same file."""
    rows = [[*row] for row in ROWS]
    rows[1][2] = "misschien"
    source = write(tmp_path / f"in.{suffix}", rows)
    scanned = run_scan(judge, source, "uit.csv")
    found = loaded(judge, source)
    everything = found.chosen(Filter())
    assert found.tally(everything).as_json() == scanned.tally.as_json()
    assert found.csv(everything) == (tmp_path / "uit.csv").read_bytes()
    assert [fault[:2] for fault in found.faults] == [(2, "zorg.permanent_toezicht")]


@pytest.mark.usefixtures("small")
def test_filters_choose_the_rows_of_the_table(judge: CaseloadJudge, tmp_path: Path) -> None:
    """Each filter leaves exactly the rows whose cells say so, and counts only those."""
    found = loaded(judge, write(tmp_path / "in.csv", ROWS))
    text = found.csv(found.chosen(Filter())).decode()
    table = list(csv.DictReader(io.StringIO(text)))
    kaders = judge.kaders[:40]
    for wanted in (
        Filter(within=365),
        *(Filter(hulpvorm=name) for name in judge.hulpvormen[:3]),
        *(Filter(kaders=kaders, verdict=verdict) for verdict in VERDICTS),
        Filter(365, judge.hulpvormen[0], kaders, Verdict.UNKNOWN),
    ):
        right = [row["rij"] for row in table if _fits(row, wanted)]
        chosen = found.chosen(wanted)
        lines = csv.DictReader(io.StringIO(found.csv(chosen).decode()))
        assert [row["rij"] for row in lines] == right, wanted
        counted = found.tally(chosen).moments[0]
        assert counted.rows == len(right)
        assert not len(right) or (counted.verdicts.sum(axis=1) == len(right)).all()
        assert [str(line.row) for line in found.lines(chosen, 0, 99)] == right
    assert [line.row for line in found.lines(found.chosen(Filter()), 2, 2)] == [3, 4]


def _fits(row: dict[str, str], wanted: Filter) -> bool:
    days = int(row["dagen_tot_18"] or -1)
    soon = wanted.within is None or 0 < days <= wanted.within
    gap = not wanted.hulpvorm or row[f"gat_{wanted.hulpvorm}"] == "ja"
    some = wanted.verdict is None or wanted.verdict.value in (row[n] for n in wanted.kaders)
    return soon and gap and some


@pytest.mark.usefixtures("small")
def test_one_row_is_a_case(judge: CaseloadJudge, tmp_path: Path) -> None:
    """What is explained is what stood in the row, on the same day."""
    found = loaded(judge, write(tmp_path / "in.csv", ROWS))
    case = found.case(4)
    assert case is not None and case.peildatum == TODAY.day
    assert set(case.values) == {BIRTH, "jeugdige.iq"}
    with pytest.raises(KeyError):
        found.case(6)


def test_what_is_too_large_is_refused(
    judge: CaseloadJudge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows, columns, and files that grow when they are unpacked, before they do."""
    monkeypatch.setattr(module, "MOST_ROWS", 4)
    for suffix in ("csv", "parquet", "xlsx"):
        with pytest.raises(CaseError, match="te groot voor deze pagina"):
            loaded(judge, write(tmp_path / f"in.{suffix}", ROWS))
    monkeypatch.setattr(module, "MOST_COLUMNS", 3)
    with pytest.raises(CaseError, match="te groot voor deze pagina"):
        loaded(judge, write(tmp_path / "breed.csv", ROWS[:1]))
    monkeypatch.setattr(reading, "MOST_UNPACKED", 10_000)
    pq.write_table(pa.table({"x": ["a" * 50] * 3_000}), tmp_path / "bom.parquet", use_dictionary=[])
    for source in (tmp_path / "bom.parquet", write(tmp_path / "bom.xlsx", ROWS * 100)):
        with pytest.raises(CaseError, match="te groot voor deze pagina"):
            loaded(judge, source)


def test_columns_are_given_a_meaning(judge: CaseloadJudge, tmp_path: Path) -> None:
    """A column that was not understood gets a feit, or is taken out; and back again."""
    source = write(tmp_path / "in.csv", [["1-1-2010", "ja"]], ["geb", "toez"])
    with pytest.raises(CaseError, match="Geen enkele kolom"):
        loaded(judge, source)
    mapping = with_columns(MappingFile(), {"geb": BIRTH, "toez": ""})
    assert (mapping.kolommen, mapping.negeer) == ({"geb": BIRTH}, ["toez"])
    mapping = with_columns(mapping, {"toez": "zorg.permanent_toezicht"})
    assert mapping.negeer == []
    found = load_upload(judge, Upload("in.csv", source.read_bytes()), mapping, TODAY)
    assert set(found.columns.feiten.values()) == {BIRTH, "zorg.permanent_toezicht"}


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"\xff\xfe", "niet te lezen"), (b"a: [", "geen geldige YAML"), (b"b: 1", "klopt niet")],
)
def test_a_wrong_mapping_is_one_sentence(content: bytes, told: str) -> None:
    with pytest.raises(CaseError, match=told):
        parse_mapping(content, "k.yaml")
