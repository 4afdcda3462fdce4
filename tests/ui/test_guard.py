"""A part of a page that is drawn again alone: what fails in it is one sentence too."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from regelwijzer.ui import keep, matrix, whatif
from regelwijzer.ui.pages import road
from tests.ui.helpers import begin, born, go_to, html, titles

SORRY = "Er ging iets mis op deze pagina. De antwoorden zijn er nog"


@pytest.mark.parametrize(
    ("page", "module", "name", "stands"),
    [
        ("advies", matrix, "overview", "Wie betaalt wat?"),
        ("advies", whatif, "choices", "Wie betaalt wat?"),
        ("tijdlijn", road, "moments", "Langs de verjaardagen"),
        ("advies", keep, "idle_seconds", "Wie betaalt wat?"),
    ],
)
def test_a_fault_in_a_part_is_one_sentence_and_the_page_stands(
    app: AppTest, monkeypatch: pytest.MonkeyPatch, page: str, module: Any, name: str, stands: str
) -> None:
    def broken(*args: object, **named: object) -> object:
        raise RuntimeError("geheim: 14-05-2010")

    begin(app)
    born(app, 14, 5, date.today().year - 16)
    go_to(app, page)
    assert not app.error
    monkeypatch.setattr(module, name, broken)
    app.run()
    assert not app.exception
    assert len(app.error) == 1
    assert app.error[0].value.startswith(SORRY)
    assert "geheim" not in html(app) + app.error[0].value
    assert titles(app) == [stands]


def test_every_part_that_is_drawn_alone_has_the_guard(repository: Path) -> None:
    own = re.compile(r"\bst\.fragment\b|import fragment\b")
    found = [
        (path.name, line)
        for path in sorted((repository / "regelwijzer" / "ui").rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if own.search(line)
    ]
    parts = {line for _, line in found if "st.fragment" in line}
    assert parts == {"    return st.fragment(guarded, run_every=run_every)"}
    assert {line for _, line in found} - parts == {"from regelwijzer.ui.guard import fragment"}
