"""Hostile files are refused in one sentence, quickly; hostile text stays text everywhere."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from regelwijzer import cli
from regelwijzer.caseload import xlsx
from regelwijzer.caseload.reading import open_source
from regelwijzer.interview import saved
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.errors import CaseError
from regelwijzer.knowledge.loader import load_base
from regelwijzer.reasoning.case import parse_case, read_case

BASIS = Path(__file__).parent.parent / "ui" / "basis"
SECONDS = 5.0
NUMBER = "9" * 5000

HOSTILE: dict[str, str] = {
    "yaml-bom": "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\npeildatum: *c\n",
    "diep": "[" * 100_000,
    "diep-json": '{"a":' * 50_000,
    "diep-in-feiten": "peildatum: 2026-11-22\nfeiten: " + "{a: " * 500 + "1" + "}" * 500,
    "python": "!!python/object/apply:os.system ['touch gehackt']\n",
    "python-in-feit": "peildatum: 2026-11-22\nfeiten: {x: !!python/name:os.system }\n",
    "merge": "x: &x {a: 1}\ny: {<<: *x}\n",
    "dubbel": "peildatum: 2026-11-22\npeildatum: 2026-11-23\n",
    "nul-tekens": "peildatum: 2026-11-22\nfeiten: {a\x00b: ja}\n",
    "stuurtekens": "peildatum: \x1b[31m2026\x07\n",
    "groot-getal-als-dag": f"peildatum: {NUMBER}\n",
    "geen-zaak": "- 1\n- 2\n",
    "leeg": "",
    "datum-die-niet-bestaat": "peildatum: 2026-02-31\nfeiten: {}\n",
    "te-veel": "peildatum: 2026-11-22\nfeiten:\n" + "".join(f"  f{n}: 1\n" for n in range(5000)),
    "pad": "peildatum: 2026-11-22\n../../../etc/passwd: 1\nfeiten: {}\n",
    "oneindig": "peildatum: .inf\n",
    "binair": "peildatum: !!binary aGFsbG8=\n",
    "te-groot": "#" * 3_000_000,
}


@pytest.fixture(scope="module")
def base() -> Kennisbank:
    """The small rule base."""
    return load_base(BASIS)


def refused(read: Callable[[], object]) -> str:
    """Return the one sentence with which *read* refuses, soon."""
    began = time.process_time()
    with pytest.raises(CaseError) as error:
        read()
    assert time.process_time() - began < SECONDS
    told = str(error.value)
    assert "\n" not in told and len(told) < 500, told
    assert not [sign for sign in told if ord(sign) < 32], told
    return told


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_refused_in_one_sentence(
    base: Kennisbank, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    refused(lambda: saved.load(HOSTILE[name].encode(), base))
    refused(lambda: parse_case(HOSTILE[name], base))
    path = tmp_path / "zaak.yaml"
    path.write_text(HOSTILE[name], encoding="utf-8", newline="")
    refused(lambda: read_case(path, base))
    assert sorted(item.name for item in tmp_path.iterdir()) == ["zaak.yaml"]


@pytest.mark.parametrize("number", [NUMBER, "1" + "0" * 400, "1e999", "-1e308", ".nan", ".inf"])
def test_a_giant_number_is_no_answer(base: Kennisbank, number: str) -> None:
    name = next(feit.feit for feit in base.feiten.values() if feit.type == "getal")
    text = f"peildatum: 2026-11-22\nfeiten: {{{name}: {number}}}\n"
    refused(lambda: parse_case(text, base))
    try:
        found = saved.load(f"regelwijzer: antwoorden/1\n{text}", base)
    except CaseError:
        return  # the YAML reader itself refused it
    assert name not in found.answers.case.values


@pytest.mark.parametrize("kind", ["zaak", "advies", "koppeling"])
def test_a_file_without_end_is_not_read_to_its_end(
    base: Kennisbank, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    huge = tmp_path / "groot.yaml"
    with huge.open("wb") as stream:
        stream.truncate(1 << 40)  # takes no room on the disk
    table = tmp_path / "t.csv"
    table.write_text("jeugdige.iq\n70\n")
    command = {
        "zaak": ["advies", str(huge)],
        "advies": ["herhaal", str(huge)],
        "koppeling": [
            "scan",
            str(table),
            "--koppeling",
            str(huge),
            "--uit",
            str(tmp_path / "u.csv"),
        ],
    }[kind]
    with pytest.raises(SystemExit) as stopped:
        cli.run(command)
    told = capsys.readouterr().err
    assert stopped.value.code == 2
    assert told.count("\n") == 1 and "groot.yaml" in told


@pytest.mark.parametrize(
    "change",
    [
        {"kaders": [1, "x", None]},
        {"kaders": {"a": 1}},
        {"ontvangstbewijs": {"invoer": [], "bestanden": []}},
        {"ontvangstbewijs": {"invoer": {"peildatum": "2026-11-22"}, "bestanden": "x"}},
        {"ontvangstbewijs": {"invoer": "../../etc/passwd"}},
        {"kaders": [{"id": ["a"], "verdict": {}}]},
    ],
)
def test_a_forged_advice_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: dict[str, object]
) -> None:
    receipt = {"invoer": {"peildatum": "2026-11-22"}, "bestanden": {}}
    advice = {"schema": "regelwijzer/advies/1", "ontvangstbewijs": receipt, "kaders": [], **change}
    path = tmp_path / "advies.json"
    path.write_text(json.dumps(advice))
    with pytest.raises(SystemExit) as stopped:
        cli.run(["herhaal", str(path)])
    assert stopped.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def _workbook(cells: list[list[object]]) -> bytes:
    book = Workbook()
    for row in cells:
        assert book.active is not None
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _with_member(content: bytes, name: str, made: Callable[[zipfile.ZipFile], None]) -> bytes:
    """Return the workbook with its member *name* made anew."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for item in old.namelist():
            if item != name:
                new.writestr(item, old.read(item))
        made(new)
    return target.getvalue()


def _zip_bomb() -> bytes:
    def blow(archive: zipfile.ZipFile) -> None:
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(150):
                sheet.write(b" " * 1_000_000)

    return _with_member(_workbook([["jeugdige.iq"]]), "xl/worksheets/sheet1.xml", blow)


def _many_members() -> bytes:
    def add(archive: zipfile.ZipFile) -> None:
        for number in range(20_000):
            archive.writestr(f"xl/media/{number}", b"")

    return _with_member(_workbook([["jeugdige.iq"]]), "", add)


def _laughs() -> bytes:
    entities = '<!ENTITY a0 "lol">' + "".join(
        f'<!ENTITY a{n} "{"&a" + str(n - 1) + ";"}{"&a" + str(n - 1) + ";"}">' for n in range(1, 60)
    )
    text = f"<!DOCTYPE x [{entities}]><worksheet><sheetData><row><c><v>&a59;</v></c></row>"
    return _with_member(
        _workbook([["jeugdige.iq"]]),
        "xl/worksheets/sheet1.xml",
        lambda archive: archive.writestr("xl/worksheets/sheet1.xml", text),
    )


def _outside() -> bytes:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/worksheet" Target="../../../../etc/passwd"/></Relationships>'
    )
    return _with_member(
        _workbook([["jeugdige.iq"]]),
        "xl/_rels/workbook.xml.rels",
        lambda archive: archive.writestr("xl/_rels/workbook.xml.rels", rels),
    )


@pytest.mark.parametrize("make", [_zip_bomb, _many_members, _laughs, _outside])
def test_a_hostile_workbook_is_refused_in_one_sentence(
    tmp_path: Path, make: Callable[[], bytes]
) -> None:
    path = tmp_path / "lijst.xlsx"
    path.write_bytes(make())

    def read() -> None:
        for piece in open_source(path).slices():
            assert piece is not None

    assert "lijst.xlsx" in refused(read)


def test_a_large_but_honest_workbook_is_read() -> None:
    honest = _workbook([["jeugdige.iq"], *([70] for _ in range(5000))])
    xlsx.check_size(io.BytesIO(honest), "lijst.xlsx")
