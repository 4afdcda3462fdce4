"""An example to fill in: an Excel file with drop-down answers, and the same as CSV."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from regelwijzer.caseload.judge import CaseloadJudge
from regelwijzer.caseload.mapping import ROW_ID
from regelwijzer.files import write_file
from regelwijzer.knowledge.dates import BIRTH
from regelwijzer.knowledge.errors import CaseError
from regelwijzer.knowledge.models import Feit
from regelwijzer.reasoning.case import expected_answer

COLUMNS = 40
"""Feiten in the example: those on which the most kaders depend."""

ROWS = 1000
"""Rows with drop-down answers."""

_FIRST = {"datum": "2009-05-14", "getal": "80"}


def example_feiten(judge: CaseloadJudge) -> list[Feit]:
    """Return the feiten of the example: the date of birth and the most telling ones."""
    base = judge.base
    names = [name for name in judge.ranked if name != BIRTH]
    facts = [name for name in names if base.feiten[name].oordeel is None]
    birth = [BIRTH] if BIRTH in base.feiten else []
    return [base.feiten[name] for name in [*birth, *facts][:COLUMNS]]


def write_example(judge: CaseloadJudge, path: Path) -> tuple[Path, Path]:
    """Write the example beside *path* as .xlsx and .csv; raises CaseError when one exists."""
    workbook, table = path.with_suffix(".xlsx"), path.with_suffix(".csv")
    for target in (workbook, table):
        if target.exists():
            raise CaseError(f"Het bestand {target.name} bestaat al; kies een andere naam.")
    feiten = example_feiten(judge)
    book, lines = BytesIO(), StringIO(newline="")
    try:  # a workbook is put together in the folder for temporary files
        _workbook(feiten).save(book)
    except OSError:
        raise CaseError(
            "Het voorbeeld kan niet worden gemaakt: er is geen ruimte voor tijdelijke bestanden."
        ) from None
    writer = csv.writer(lines)
    writer.writerow([ROW_ID, *(feit.feit for feit in feiten)])
    writer.writerow(["rij-001", *(_example(feit) for feit in feiten)])
    writer.writerow(["rij-002", *("" for _ in feiten)])
    write_file(workbook, book.getvalue())
    write_file(table, lines.getvalue().encode("utf-8-sig"))
    return workbook, table


def example_workbook(judge: CaseloadJudge) -> bytes:
    """Return the Excel file of the example."""
    stream = BytesIO()
    _workbook(example_feiten(judge)).save(stream)
    return stream.getvalue()


def _answers(feit: Feit) -> list[str]:
    if feit.type == "ja_nee":
        return ["ja", "nee", "onbekend"]
    return [option.keuze for option in feit.keuzes] + ["onbekend"]


def _example(feit: Feit) -> str:
    return _FIRST.get(feit.type) or _answers(feit)[0]


def _workbook(feiten: list[Feit]) -> Workbook:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "caseload"
    explained = book.create_sheet("uitleg")
    lists = book.create_sheet("antwoorden")
    lists.sheet_state = "hidden"
    bold = Font(bold=True)
    sheet.append([ROW_ID, *(feit.feit for feit in feiten)])
    sheet.append(["rij-001", *(_example(feit) for feit in feiten)])
    sheet.freeze_panes = "B2"
    explained.append(["feit", "vraag", "hoe in te vullen"])
    for number, feit in enumerate(feiten, start=2):
        letter = get_column_letter(number)
        sheet[f"{letter}1"].font = bold
        sheet[f"{letter}1"].comment = Comment(feit.titel, "Regelwijzer")
        sheet.column_dimensions[letter].width = 24
        explained.append([feit.feit, feit.titel, expected_answer(feit)])
        if feit.type in ("ja_nee", "keuze"):
            answers = _answers(feit)
            for row, answer in enumerate(answers, start=1):
                lists[f"{letter}{row}"] = answer
            source = f"antwoorden!${letter}$1:${letter}${len(answers)}"
            choice = DataValidation(type="list", formula1=source, allow_blank=True)
            choice.error = "Kies een antwoord uit de lijst, of laat de cel leeg."
            sheet.add_data_validation(choice)
            choice.add(f"{letter}2:{letter}{ROWS + 1}")
        elif feit.type == "datum":
            for row in range(2, ROWS + 2):
                sheet[f"{letter}{row}"].number_format = "yyyy-mm-dd"
    return book
