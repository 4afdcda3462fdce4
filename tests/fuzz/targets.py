"""What must hold for every input from outside, however damaged.

Each target takes a source of chance, makes one input and gives it to the product. It fails
(AssertionError, or any other exception) on a traceback, an error that is not one sentence,
and on what is accepted but not understood.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any
from unittest import mock

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import yaml
from openpyxl import Workbook

from regelwijzer import cli
from regelwijzer.caseload.judge import CaseloadJudge
from regelwijzer.caseload.mapping import MappingFile, read_mapping
from regelwijzer.caseload.scan import parse_moment, scan
from regelwijzer.interview import saved
from regelwijzer.knowledge.errors import CaseError
from regelwijzer.knowledge.loader import load_base, load_leniently
from regelwijzer.reasoning.bitplanes import BitPlanes
from regelwijzer.reasoning.case import Case, make_case, parse_case, parse_value, plain
from regelwijzer.reasoning.compiler import compile_base
from regelwijzer.reasoning.reference import Reference
from tests.fuzz.mutate import ODD, damaged, structure

BASIS = Path(__file__).parents[1] / "ui" / "basis" / "basis.yaml"
LONGEST = 2500
"""Signs in an error; a sentence that lists every hulpvorm is long."""

FEITEN: dict[str, list[Any]] = {
    "jeugdige.geboortedatum": ["2009-05-14", "2009-05", {"van": "2009-01-01", "tot": "2009-12-31"}],
    "jeugdige.iq": [65, 72.5, {"van": 70, "tot": 85}, "onbekend"],
    "zorg.blijvend": ["ja", "nee", True, False],
    "zorg.toezicht": ["ja", "onbekend"],
    "wonen.plek": ["thuis", "elders", {"niet": ["thuis"]}],
    "zorg.soorten": [["dag"], ["dag", "nacht"], []],
}
COMMANDS = [
    ["advies"],
    ["vraag"],
    ["tijdlijn"],
    ["wat-als"],
    ["feiten"],
    ["kaders"],
    ["regels"],
    ["routes"],
    ["regio"],
    ["schema"],
    ["herhaal"],
    ["bestaat-niet"],
    [],
]
OPTIONS = [
    "--json",
    "--kader",
    "--pdf",
    "--html",
    "--md",
    "--lokaal",
    "--help",
    "-x",
    "--",
    "--snel",
]
SILENT = {"", "onbekend"}


def one_sentence(error: CaseError) -> None:
    """An error that a user sees is one line of words, without code in it."""
    text = str(error)
    assert 10 < len(text) < LONGEST, f"{len(text)} tekens"
    assert "\n" not in text and "Traceback" not in text, text
    assert "<class" not in text and "object at 0x" not in text, text


class Targets:
    """The targets on one small rule base that has every type of feit."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.words = folder / "vragen"
        self.words.mkdir()
        self.base = load_base(BASIS.parent)
        self.program = compile_base(self.base)
        self.engine = BitPlanes(self.program.graph)
        self.judge = CaseloadJudge(self.base)
        self.rules = yaml.safe_load(BASIS.read_text(encoding="utf-8"))
        self.names = [
            *self.base.feiten,
            *self.base.begrippen,
            *self.base.kaders,
            "feiten",
            "peildatum",
            "regelwijzer",
            "als",
            "alle",
            "een_van",
            "niet",
            "feit",
            "bron",
            "bestaat.niet",
            "<b>x</b>",
            "__class__",
            "",
        ]

    @cached_property
    def all(self) -> dict[str, Callable[[random.Random], None]]:
        """Each target by name."""
        return {
            "zaak": self.case,
            "antwoorden": self.answers,
            "regels": self.rule_file,
            "tabel": self.table,
            "opdracht": self.command,
        }

    def case(self, rng: random.Random) -> None:
        """A case file, YAML or JSON: refused in one sentence, or understood completely."""
        document = self.document(rng)
        if rng.random() < 0.8:
            document = structure(document, rng, self.names)
        as_json = rng.random() < 0.3
        content = (json.dumps(document) if as_json else _dump(document)).encode()
        whole = rng.random() < 0.5
        if not whole:
            content = damaged(content, rng)
        case = self.as_case(content)
        if case is None:
            return
        if whole and isinstance(document, dict):
            given = document.get("feiten") or {}
            assert set(case.values) <= set(given), "een feit dat niet is gegeven"
            left = {name for name in given if name not in case.values}
            for name in left:
                assert _is_open(given[name]), f"{name} stil vergeten: {given[name]!r}"

    def answers(self, rng: random.Random) -> None:
        """A file with saved answers: refused, or every entry is kept, open or named."""
        document = self.document(rng)
        document["regelwijzer"] = rng.choice(["antwoorden/2", "antwoorden/1", "antwoorden/9", None])
        if rng.random() < 0.8:
            document = structure(document, rng, self.names)
        content = _dump(document).encode()
        if rng.random() < 0.6:
            content = damaged(content, rng)
        self.as_answers(content)

    def both(self, content: bytes) -> None:
        """Any bytes, as a case and as saved answers."""
        self.as_case(content)
        self.as_answers(content)

    def as_case(self, content: bytes) -> Case | None:
        """Read a case; None when it is refused in one sentence."""
        try:
            case = parse_case(content.decode("utf-8", "replace"), self.base)
        except CaseError as error:
            one_sentence(error)
            return None
        self._understood(case)
        return case

    def as_answers(self, content: bytes) -> None:
        """Read saved answers; what is accepted can be saved and read again, unchanged."""
        try:
            found = saved.load(content, self.base)
        except CaseError as error:
            one_sentence(error)
            return
        self._understood(found.answers.case)
        again = saved.load(saved.save(found.answers, self.base), self.base)
        assert again.answers == found.answers and not again.left_out, "bewaren verandert iets"

    def write(self, path: Path, document: dict[str, Any]) -> None:
        """Write a document as YAML."""
        path.write_text(_dump(document), encoding="utf-8")

    def rule_file(self, rng: random.Random) -> None:
        """A rule file: each error says what, why and how; a base without errors reasons."""
        document = self.rules
        if rng.random() < 0.9:
            document = structure(document, rng, self.names)
        content = _dump(document).encode()
        if rng.random() < 0.3:
            content = damaged(content, rng)
        folder = self.folder / "regels"
        folder.mkdir(exist_ok=True)
        (folder / "proef.yaml").write_bytes(content)
        base, errors = load_leniently(folder)
        for error in errors:
            assert error.file and error.fault and error.reason and error.remedy, repr(error)
            assert "Traceback" not in str(error)
        if errors:
            return
        program = compile_base(base)
        state = BitPlanes(program.graph).one(program.literals({}, date(2026, 11, 22)))
        reference = Reference(base, {}, date(2026, 11, 22))
        for name, literal in program.kaders.items():
            found = True if state[literal] else False if state[literal ^ 1] else None
            assert found is reference.kader(name), f"de motoren verschillen over {name}"

    def table(self, rng: random.Random) -> None:
        """A caseload: refused in one sentence, or every row is counted."""
        path, rows, whole = self._table(rng)
        output = self.folder / f"uit.{rng.choice(['csv', 'parquet'])}"
        try:
            mapping = self._mapping(rng)
            found = scan(self.judge, path, output, mapping, [parse_moment(_moment(rng))])
        except CaseError as error:
            one_sentence(error)
            return
        finally:
            for rest in self.folder.glob("uit.*"):
                shutil.rmtree(rest) if rest.is_dir() else rest.unlink()
        tally = found.tally
        if whole:
            assert tally.rows == rows, f"{tally.rows} van {rows} rijen"

    def command(self, rng: random.Random) -> None:
        """Arguments of the command line: exit 0, 1 or 2, and never a fault of our own."""
        document = self.document(rng)
        zaak = self.folder / "zaak.yaml"
        zaak.write_text(_dump(document), encoding="utf-8")
        arguments = list(rng.choice(COMMANDS))
        words = [str(zaak), str(self.folder), "bestaat-niet.yaml", *OPTIONS, *self.names]
        words += [word for word in ODD if isinstance(word, str) and "\x00" not in word]
        if arguments and arguments[0] in ("advies", "vraag", "tijdlijn", "wat-als"):
            arguments.append(str(zaak) if rng.random() < 0.8 else rng.choice(words))
        for _ in range(rng.randint(0, 3)):
            arguments.append(rng.choice(words))
        out, err = io.StringIO(), io.StringIO()
        with (
            self._inside(),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            try:
                cli.run(arguments)
            except SystemExit as ended:
                code = ended.code
        said = err.getvalue()
        assert code in (0, 1, 2), f"{arguments}: {code}: {said[-300:]}"
        assert "Traceback" not in said + out.getvalue(), arguments
        if code == 2 and "Waarom: " not in said:  # every fault of a local rule base is told
            assert len(said.strip().splitlines()) == 1, f"{arguments}: {said[-300:]}"

    @contextlib.contextmanager
    def _inside(self) -> Iterator[None]:
        """Stand in the scratch folder, on the small base, without a worker process."""
        from regelwijzer import application

        whole = application.load_application

        def small(**options: Any) -> Any:
            return whole(**{**options, "use_durable": False})

        with (
            contextlib.chdir(self.folder),
            mock.patch.object(cli, "rules_folder", lambda: BASIS.parent),
            mock.patch.object(cli, "load_application", small),
            mock.patch.object(application, "questionnaires_folder", lambda: self.words),
        ):
            yield

    def document(self, rng: random.Random) -> dict[str, Any]:
        names = rng.sample(list(FEITEN), rng.randint(0, len(FEITEN)))
        return {
            "peildatum": rng.choice(["2026-11-22", date(2026, 11, 22).isoformat(), "2028-02-29"]),
            "doelgroep": rng.choice(["ouder", "jongere", "jeugdbeschermer", "trainer"]),
            "hulpvragen": rng.sample(["verblijf", "respijt"], rng.randint(0, 2)),
            "feiten": {name: rng.choice(FEITEN[name]) for name in names},
        }

    def _understood(self, case: Case) -> None:
        """What was accepted is written as it was read, and can be judged."""
        for name, value in case.values.items():
            assert parse_value(self.base.feiten[name], plain(value)) == value, name
        written = {
            "peildatum": case.peildatum.isoformat(),
            "doelgroep": case.doelgroep,
            "hulpvragen": list(case.hulpvragen),
            "feiten": {name: plain(value) for name, value in case.values.items()},
        }
        assert make_case(written, self.base) == case
        state = self.engine.one(self.program.literals(case.values, case.peildatum))
        for literal in self.program.kaders.values():
            assert not (state[literal] and state[literal ^ 1]), "ja en nee tegelijk"

    def _table(self, rng: random.Random) -> tuple[Path, int, bool]:
        rows = rng.randint(1, 6)
        header = rng.sample(list(FEITEN), rng.randint(1, 5)) + rng.choice([["rij_id"], ["bsn"], []])
        table = [[_cell(rng, name) for name in header] for _ in range(rows)]
        whole = rng.random() < 0.4
        kind = rng.choice(["csv", "csv", "csv", "parquet", "xlsx"])
        path = self.folder / f"in.{kind}"
        if kind == "csv":
            text = io.StringIO()
            csv.writer(text, delimiter=rng.choice(",;\t")).writerows([header, *table])
            content = text.getvalue().encode("utf-8", "replace")
        elif kind == "parquet":
            columns = {name: [row[at] for row in table] for at, name in enumerate(header)}
            sink = io.BytesIO()
            pa.parquet.write_table(pa.table(columns), sink)
            content = sink.getvalue()
        else:
            book = Workbook()
            for row in [header, *table]:
                book.active.append([_printable(cell) for cell in row])
            while rows and not any(map(_printable, table[rows - 1])):
                rows -= 1  # empty rows below the table are no rows
            stream = io.BytesIO()
            book.save(stream)
            content = stream.getvalue()
        path.write_bytes(content if whole else damaged(content, rng))
        return path, rows, whole

    def _mapping(self, rng: random.Random) -> MappingFile:
        if rng.random() < 0.7:
            return read_mapping(None)
        document = {"kolommen": {name: {"feit": name} for name in rng.sample(list(FEITEN), 2)}}
        path = self.folder / "koppeling.yaml"
        path.write_bytes(damaged(_dump(structure(document, rng, self.names)).encode(), rng))
        return read_mapping(path)


def _dump(document: Any) -> str:
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False)


def _is_open(answer: Any) -> bool:
    """Tell whether this answer says that nothing is known."""
    return answer is None or (isinstance(answer, str) and answer.strip().lower() in SILENT)


def _cell(rng: random.Random, name: str) -> str:
    if rng.random() < 0.2:
        return str(rng.choice(ODD)).replace("\x00", "")
    return str(rng.choice(FEITEN.get(name, ["x", "123456782", 7])))


def _printable(cell: str) -> str:
    return "".join(sign for sign in cell if sign.isprintable())[:30000]


def _moment(rng: random.Random) -> str:
    return rng.choice(["2026-11-22"] * 5 + ["18", "verjaardag 17", "2026-02-30", ""])


@contextlib.contextmanager
def targets() -> Iterator[Targets]:
    """Give the targets, with a scratch folder that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        yield Targets(Path(folder))
