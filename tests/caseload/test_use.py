"""The scan towards its user: privacy, mapping, example, summary, the command and its errors."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import openpyxl
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest

from regelwijzer.caseload import privacy
from regelwijzer.caseload.cells import read_cell
from regelwijzer.caseload.example import write_example
from regelwijzer.caseload.judge import CaseloadJudge
from regelwijzer.caseload.mapping import MappingFile, read_mapping
from regelwijzer.caseload.summary import summary_html
from regelwijzer.cli import run
from regelwijzer.knowledge.dates import BIRTH
from regelwijzer.knowledge.errors import CaseError
from tests.caseload.tables import ROWS, faults, run_scan, write


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


@pytest.mark.parametrize("end", ["", "@", "@x", "@x.", " 1", "A"])
@pytest.mark.parametrize("sign", ["x", "X", "@", ".", "x@", "a.", "straat ", " ", "X ", "-"])
def test_a_cell_of_very_many_letters_does_not_hang(sign: str, end: str) -> None:
    assert isinstance(privacy.looks_like(sign * 200_000 + end), str)


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


def test_one_old_letter_spoils_no_cell(judge: CaseloadJudge) -> None:
    """A cell with an old letter and a new one is read as the heading of the file is."""
    feit = judge.base.feiten["zorg.permanent_toezicht"]
    assert read_cell(feit, b"\xe9\xc3\xa9n", {"één": "ja"}).value is True


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
    laws = {kader.wet for kader in judge.base.kaders.values()}
    assert page.count("<table") == page.count("<caption>") + 1 == 5 + len(laws)
    for law in laws:
        assert judge.base.wetten[law].kort in page
    assert page.count('name="wet"') == len(laws) + 1
    assert "&lt;b&gt;toezicht&lt;/b&gt;" in page and "<b>toezicht" not in page
    assert "http" not in page.replace("http-equiv", "") and "<script" not in page
    assert json.loads(json.dumps(found.tally.as_json()))["rows"] == 2


@pytest.fixture
def loaded(judge: CaseloadJudge, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rule base that the other tests loaded."""
    monkeypatch.setattr("regelwijzer.caseload.command.load_base", lambda *_: judge.base)

    def judge_of(_: object, chosen: tuple[str, ...] | None = None) -> CaseloadJudge:
        return judge if chosen is None else CaseloadJudge(judge.base, chosen)

    monkeypatch.setattr("regelwijzer.caseload.judge.CaseloadJudge", judge_of)


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
    assert code == 1 and "1 rij beoordeeld" in told
    assert "1 cel in 1 rij was niet te lezen en telt als onbekend" in told


@pytest.mark.usefixtures("loaded")
def test_only_some_kaders(
    capsys: pytest.CaptureFixture[str], judge: CaseloadJudge, tmp_path: Path
) -> None:
    """With --kader and --wet only those columns are written; they and the gaps stay the same."""
    source = str(write(tmp_path / "in.csv", ROWS))
    one, law = judge.kaders[0], judge.base.kaders[judge.kaders[-1]].wet
    wanted = [n for n in judge.kaders if n == one or judge.base.kaders[n].wet == law]
    page = tmp_path / "s.html"
    for name, arguments in (
        ("alles", []),
        ("deel", ["--kader", one, "--wet", law, "--samenvatting", str(page)]),
    ):
        out = str(tmp_path / f"{name}.parquet")
        assert call(capsys, source, "--uit", out, *arguments)[0] == 0
    whole, part = (pq.read_table(tmp_path / f"{name}.parquet") for name in ("alles", "deel"))
    assert [name for name in part.column_names if name in judge.base.kaders] == wanted
    same = [*wanted, *(name for name in part.column_names if name.startswith("gat_"))]
    same += ["volgende_mijlpaal", "mijlpaal_datum", "dagen_tot_18"]
    assert part.select(same).to_pylist() == whole.select(same).to_pylist()
    fewer = zip(part["ontbrekende_feiten"], whole["ontbrekende_feiten"], strict=True)
    assert all(one.as_py() <= other.as_py() for one, other in fewer)
    assert judge.base.wetten[law].kort in page.read_text()


@pytest.mark.parametrize(
    ("content", "arguments", "told"),
    [
        ("jeugdige.iq\n70\n", ["--wet", "jeugdwet2"], "bestaat niet (bedoelt u 'jeugdwet'?)"),
        ("jeugdige.iq\n70\n", ["--kader", "x"], "Het kader 'x' bestaat niet"),
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
