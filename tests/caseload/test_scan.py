"""The scan from file to file: formats, bad cells, no row lost, resuming, privacy."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest

from regelwijzer.caseload import privacy, reading
from regelwijzer.caseload.days import Moment
from regelwijzer.caseload.example import write_example
from regelwijzer.caseload.judge import VERDICTS, CaseloadJudge
from regelwijzer.caseload.mapping import MappingFile, read_mapping
from regelwijzer.caseload.scan import Scanned, SliceReader, scan
from regelwijzer.caseload.summary import summary_html
from regelwijzer.cli import run
from regelwijzer.knowledge.dates import BIRTH, Duration
from regelwijzer.knowledge.errors import CaseError

TODAY = Moment(day=date(2026, 11, 22))
HEADS = ["rij_id", BIRTH, "zorg.permanent_toezicht", "jeugdige.iq"]
ROWS = [
    ["r1", "2009-05-14", "ja", "70"],
    ["r2", "2008-02-29", "nee", "70..85"],
    ["r3", "", "", ""],
    ["r4", "2009-02", "onbekend", "100"],
    ["r5", "14-5-2009", "Ja", "69,5"],
]


def write(path: Path, rows: list[list[str]], heads: list[str] = HEADS, comma: str = ";") -> Path:
    """Write a table as the suffix of *path* says."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter=comma).writerows([heads, *rows])
    elif path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        for row in [heads, *rows]:
            book.worksheets[0].append(row)
        book.save(path)
    else:
        columns = {head: [row[i] for row in rows] for i, head in enumerate(heads)}
        pq.write_table(pa.table(columns), path)
    return path


def run_scan(judge: CaseloadJudge, source: Path, out: str = "uit.parquet", **more: Any) -> Scanned:
    """Scan *source* to a file beside it."""
    mapping = more.get("mapping", MappingFile())
    return scan(judge, source, source.parent / out, mapping, more.get("moments", [TODAY]))


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Slices of two rows, and blocks of a few cells."""
    monkeypatch.setattr(reading, "SLICE", 2)
    monkeypatch.setattr(reading, "_BLOCK", 160)
    yield


def faults(folder: Path, name: str = "uit") -> list[list[str]]:
    """Return the side file without its heading."""
    with (folder / f"{name}.fouten.csv").open(encoding="utf-8") as stream:
        return list(csv.reader(stream))[1:]


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


def test_personal_columns_are_left_out(judge: CaseloadJudge, tmp_path: Path) -> None:
    """Names, BSN, addresses, e-mail and phone numbers are warned about and go nowhere."""
    heads = ["Achternaam", "nr", "waar", "contact", "bel", "wie", BIRTH, "rij_id"]
    rows = [
        ["x", "111222333", "Dorpsstraat 5", "a@b.nl", "0612345678", "Jan de Vries", "2009-05", "q"],
        ["y", "123456782", "1234 AB", "c@d.org", "+31612345678", "Fatima El Amrani", "", "r-2"],
    ]
    found = run_scan(judge, write(tmp_path / "in.csv", rows, heads), "uit.csv")
    told = "\n".join(found.warnings)
    whats = ("een BSN", "een naam", "een adres", "een e-mailadres", "een telefoonnummer")
    for name, what in zip(("nr", "wie", "waar", "contact", "bel"), whats, strict=True):
        assert f"'{name}' lijkt op {what}" in told
    assert "'Achternaam' lijkt op een naam" in told
    written = (tmp_path / "uit.csv").read_text() + (tmp_path / "uit.fouten.csv").read_text()
    for secret in ("111222333", "Dorpsstraat", "a@b.nl", "0612345678", "Vries"):
        assert secret not in written + told
    assert pa_csv.read_csv(tmp_path / "uit.csv")["rij_id"].to_pylist() == ["", "r-2"]
    assert faults(tmp_path) == [["1", "rij_id", "de rij-id lijkt geen pseudoniem"]]


@pytest.mark.parametrize(
    ("text", "what"),
    [("111222333", "een BSN"), ("111222334", ""), ("06-12345678", "een telefoonnummer")],
)
def test_looks_like(text: str, what: str) -> None:
    assert privacy.looks_like(text) == what


def test_formulas_do_no_harm(judge: CaseloadJudge, tmp_path: Path) -> None:
    """A column name or row id that a spreadsheet would run comes out harmless."""
    heads, rows = ['=cmd|"x"', "rij_id"], [["misschien", "=1+1"], ["ja", "-1"], ["ja", "a1"]]
    mapping = MappingFile(kolommen={'=cmd|"x"': "zorg.permanent_toezicht"})
    run_scan(judge, write(tmp_path / "in.csv", rows, heads), "uit.csv", mapping=mapping)
    for name in ("uit.csv", "uit.fouten.csv"):
        with (tmp_path / name).open(encoding="utf-8", newline="") as stream:
            cells = [cell for row in csv.reader(stream) for cell in row]
        assert not [cell for cell in cells if cell[:1] in "=+@" and cell]
    assert faults(tmp_path)[0][:2] == ["1", '\'=cmd|"x"']


def test_mapping_with_words(judge: CaseloadJudge, tmp_path: Path) -> None:
    """A mapping file names columns and translates cells; old encodings are read."""
    text = "kolommen:\n  geb: jeugdige.geboortedatum\n  toez:\n    feit: zorg.permanent_toezicht\n"
    text += "    waarden: {'é': ja, n: nee}\nrij_id: code\nnegeer: [rest]\n"
    (tmp_path / "k.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "in.csv").write_bytes(b"code,geb,toez,rest\nc1,2009-05-14,\xe9,x\nc2,,n,y\n")
    mapping = read_mapping(tmp_path / "k.yaml")
    run_scan(judge, tmp_path / "in.csv", mapping=mapping)
    plain = write(tmp_path / "b.csv", [["c1", "2009-05-14", "ja", ""], ["c2", "", "nee", ""]])
    run_scan(judge, plain, "b.parquet")
    one, other = (pq.read_table(tmp_path / name) for name in ("uit.parquet", "b.parquet"))
    assert one.to_pylist() == other.to_pylist()


def test_example_can_be_scanned(judge: CaseloadJudge, tmp_path: Path) -> None:
    """The example holds drop-down answers, and both files scan without a fault."""
    workbook, table = write_example(judge, tmp_path / "voorbeeld.xlsx")
    book = openpyxl.load_workbook(workbook)
    assert len(book["caseload"].data_validations.dataValidation) >= 30
    for source, rows in ((workbook, 1), (table, 2)):
        found = run_scan(judge, source)
        assert (found.tally.rows, found.tally.faulty_rows, found.warnings) == (rows, 0, ())
    with pytest.raises(CaseError, match="bestaat al"):
        write_example(judge, tmp_path / "voorbeeld.csv")


def test_summary_page(judge: CaseloadJudge, tmp_path: Path) -> None:
    """The page holds its plots and their tables, loads nothing, and escapes column names."""
    heads = ["rij_id", "<b>toezicht</b>"]
    mapping = MappingFile(kolommen={heads[1]: "zorg.permanent_toezicht"})
    source = write(tmp_path / "in.csv", [["r1", "ja"], ["r2", "x"]], heads)
    found = run_scan(judge, source, mapping=mapping)
    page = summary_html(judge.base, judge.kaders, found.tally, date(2026, 11, 22))
    assert page.count("<svg") == page.count("<details>") == 4
    assert "&lt;b&gt;toezicht&lt;/b&gt;" in page and "<b>toezicht" not in page
    assert "http" not in page.replace("http-equiv", "") and "<script" not in page
    assert json.loads(json.dumps(found.tally.as_json()))["rows"] == 2


@pytest.fixture
def loaded(judge: CaseloadJudge, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rule base that the other tests loaded."""
    monkeypatch.setattr("regelwijzer.caseload.command.load_base", lambda *_: judge.base)
    monkeypatch.setattr("regelwijzer.caseload.judge.CaseloadJudge", lambda _: judge)


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stopped:
        run(["scan", *arguments])
    captured = capsys.readouterr()
    assert isinstance(stopped.value.code, int)
    return stopped.value.code, captured.out, captured.err


@pytest.mark.usefixtures("loaded")
def test_command(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The command writes everything asked for; code 1 says that some cells were bad."""
    good = str(write(tmp_path / "in.csv", ROWS))
    page, out = tmp_path / "s.html", tmp_path / "uit.parquet"
    code, told, errors = call(capsys, good, "--uit", str(out), "--samenvatting", str(page))
    assert (code, errors) == (0, "") and "5 rijen beoordeeld" in told
    assert page.is_file() and out.is_file()
    bad = write(tmp_path / "fout.csv", [["r1", "gisteren", "ja", "70"]])
    code, told, _ = call(capsys, str(bad), "--uit", str(out))
    assert code == 1 and "1 cellen in 1 rijen" in told


@pytest.mark.parametrize(
    ("content", "arguments", "told"),
    [
        (None, [], "bestaat niet"),
        ("", [], "is leeg"),
        ("a,b\n1,2\n", [], "Geen enkele kolom"),
        ("rij_id,jeugdige.iq\n", [], "geen rijen"),
        ("jeugdige.iq,jeugdige.iq\n1,2\n", [], "twee keer"),
        ("jeugdige.iq\n70\n", ["--peildatum", "morgen"], "geen dag en geen leeftijd"),
        ("jeugdige.iq\n70\n", ["--peildatum", "18", "--peildatum", "18"], "twee keer gegeven"),
        ("jeugdige.iq\n70\n", ["--koppeling", "nee.yaml"], "niet te lezen"),
        ("jeugdige.iq\n70\n", ["--uit", "uit.txt"], "moet op .parquet of .csv eindigen"),
        ("jeugdige.iq\n70\n", ["--uit", "in.csv"], "invoer overschrijven"),
        ("jeugdige.iq\n70\n", ["--uit", "weg/uit.csv"], "bestaat niet"),
    ],
)
@pytest.mark.usefixtures("loaded")
def test_one_sentence_and_code_two(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    content: str | None,
    arguments: list[str],
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    if content is not None:
        Path("in.csv").write_text(content, encoding="utf-8")
    more = [] if "--uit" in arguments else ["--uit", "uit.parquet"]
    code, out, errors = call(capsys, "in.csv", *more, *arguments)
    assert (code, out) == (2, "") and told in errors and errors.count("\n") == 1


@pytest.mark.parametrize("name", ["x.parquet", "x.xlsx"])
def test_rubbish_is_refused(judge: CaseloadJudge, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"dit is geen tabel")
    with pytest.raises(CaseError, match="x\\."):
        run_scan(judge, tmp_path / name)
