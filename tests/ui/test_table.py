"""The page 'Caseload': what it shows, and that an upload never leaves the memory."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from streamlit.testing.v1 import AppTest

from regelwijzer.application import Application
from regelwijzer.caseload.judge import CaseloadJudge
from regelwijzer.caseload.loaded import load_upload
from regelwijzer.caseload.mapping import MappingFile
from regelwijzer.caseload.reading import Upload
from regelwijzer.ui import letgo, state
from regelwijzer.ui.pages import table
from tests.browsing import SLOWEST, settle
from tests.caseload.tables import TODAY
from tests.served import serve
from tests.ui.helpers import BIRTH, go_to, html, press, titles

CANARY = "canarie-9d41"


def text_table(rows: int, wide: int = 0) -> bytes:
    """Return a CSV of youths, with a row id and a column of *wide* letters that say nothing."""
    lines = [f"rij_id;{BIRTH};opmerking"]
    for row in range(rows):
        lines.append(f"{CANARY}{row};{2007 + row % 8}-0{row % 9 + 1}-11;{'x' * wide}")
    return "\n".join(lines).encode()


@pytest.fixture
def looking(app: AppTest, small: Application, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The page with a judged table of 40 rows."""
    judge = CaseloadJudge(small.base)
    monkeypatch.setattr(table, "judge", lambda: judge)
    upload = Upload("tabel.csv", text_table(40))
    app.session_state[state._TABLE] = load_upload(judge, upload, MappingFile(), TODAY)
    app.session_state["rw_tabel_koppeling"] = MappingFile()
    return go_to(app, "caseload")


def test_the_page_asks_for_a_table(app: AppTest) -> None:
    go_to(app, "caseload")
    assert titles(app) == ["Caseload"] and not app.exception and not app.error
    assert "pseudoniemen" in app.info[0].value
    assert next(b for b in app.button if b.label == "Beoordeel deze tabel").disabled


def test_filter_and_one_row(looking: AppTest) -> None:
    app = looking
    assert titles(app) == ["Caseload"] and not app.exception and not app.error
    assert "40 jongeren beoordeeld" in html(app) and "opmerking" in app.warning[0].value
    assert html(app).count("<table") == 2
    app.selectbox(key="rw_tabel_18").set_value("binnen een jaar").run()
    assert "van 40 jongeren" in html(app) and "<strong>40</strong>" not in html(app)
    app.selectbox(key="rw_tabel_rij").set_value(app.selectbox(key="rw_tabel_rij").options[0])
    shown = app.selectbox(key="rw_tabel_rij").options
    assert shown and all(option.startswith("rij ") for option in shown)
    number = int(shown[0].split()[1])
    app.selectbox(key="rw_tabel_rij").set_value(number).run()
    assert not app.exception and not app.error
    assert any(head.value.startswith("Uitleg bij") for head in app.header)


def test_the_table_can_be_taken_away(looking: AppTest) -> None:
    app = press(looking, "Haal deze tabel weg")
    assert state._TABLE not in app.session_state or app.session_state[state._TABLE] is None
    assert CANARY not in html(app)


def test_everything_goes_with_wis_alles(looking: AppTest) -> None:
    app = press(looking, "Ja, wis alles")
    assert state._TABLE not in app.session_state
    assert "rw_tabel_bestand" not in app.session_state


def test_a_large_upload_is_not_spooled_to_disk() -> None:
    """Starlette's own limit is a megabyte; ours is none, and its spool obeys."""
    from starlette.formparsers import MultiPartParser

    assert letgo.keep_uploads_in_memory()
    with tempfile.SpooledTemporaryFile(max_size=MultiPartParser.spool_max_size) as spool:
        spool.write(b"x" * 3_000_000)
        assert not spool._rolled  # type: ignore[attr-defined]


def test_an_upload_stays_in_memory(browser: Browser, repository: Path, tmp_path: Path) -> None:
    """Three megabytes through a server that may not write one byte to any file.

    This page is the first that anybody opens on this server.
    """
    content = text_table(600, wide=5_000)
    assert len(content) > 3_000_000
    with serve(repository, tmp_path, may_write=False) as served:
        page = browser.new_page(viewport={"width": 320, "height": 740}, locale="nl-NL")
        page.set_default_timeout(SLOWEST)
        seen: list[str] = []
        page.on("request", lambda sent: seen.append(sent.url))
        page.goto(f"{served.address}/caseload")
        expect(page.locator("h1")).to_have_text("Caseload", timeout=SLOWEST)
        settle(page, SLOWEST)
        file = {"name": f"{CANARY}.csv", "mimeType": "text/csv", "buffer": content}
        page.locator("input[type=file]").first.set_input_files([file])  # type: ignore[list-item]
        button = page.get_by_role("button", name="Beoordeel deze tabel")
        expect(button).to_be_enabled(timeout=SLOWEST)
        button.click()
        expect(page.get_by_text("600 jongeren beoordeeld")).to_be_visible(timeout=SLOWEST)
        expect(page.locator(".cl-graf .cl-balk").first).to_be_attached()
        settle(page, SLOWEST)
        assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 320
        for path in served.files():
            assert CANARY.encode() not in path.read_bytes(), path
        assert not [url for url in seen if CANARY in url]
        page.get_by_role("button", name="Haal deze tabel weg").click()
        expect(page.get_by_text("Gebruik pseudoniemen")).to_be_visible(timeout=SLOWEST)
    log = b"".join(served.log).decode()
    assert CANARY not in log and "Traceback" not in log
