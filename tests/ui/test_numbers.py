"""The caseload page and the page about the product write a thousand as 1.000."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from regelwijzer.application import Application
from regelwijzer.caseload.days import Moment
from regelwijzer.caseload.judge import CaseloadJudge
from regelwijzer.caseload.loaded import load_upload
from regelwijzer.caseload.mapping import MappingFile
from regelwijzer.caseload.reading import Upload
from regelwijzer.ui import state
from regelwijzer.ui.pages import table
from tests.caseload.test_numbers import BARE, told
from tests.ui.helpers import BIRTH, go_to, html

ROWS = 1_234


def test_a_table_of_more_than_a_thousand_rows(
    app: AppTest, small: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = CaseloadJudge(small.base)
    monkeypatch.setattr(table, "judge", lambda: judge)
    lines = [BIRTH, *(f"20{7 + row % 12:02}-0{row % 9 + 1}-11" for row in range(ROWS))]
    upload = Upload("tabel.csv", "\n".join(lines).encode())
    moment = Moment(day=table.date(2026, 11, 22))
    app.session_state[state._TABLE] = load_upload(judge, upload, MappingFile(), moment)
    app.session_state["rw_tabel_koppeling"] = MappingFile()
    go_to(app, "caseload")
    assert not app.exception and not app.error
    page = told(html(app))
    assert "1.234 jongeren beoordeeld" in page
    assert "1.234 van 1.234 jongeren" in page
    assert BARE.findall(page) == [], BARE.findall(page)
    labels = [button.proto.label for button in app.get("download_button")]
    assert any("1.234 jongeren" in label for label in labels), labels
