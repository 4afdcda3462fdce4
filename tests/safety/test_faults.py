"""What falls over while somebody is busy: one sentence, and what was saved opens again."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from rich.console import Console

from regelwijzer.cli import run
from regelwijzer.datapaths import LOCAL_VARIABLE
from regelwijzer.files import write_file
from regelwijzer.knowledge.errors import CaseError
from tests.browsing import SLOW, resume, settle
from tests.served import serve

SAVED = """regelwijzer: antwoorden/1
peildatum: 2026-11-22
doelgroep: jeugdbeschermer
hulpvragen: [verblijf]
feiten:
  jeugdige.geboortedatum: 2009-05-14
"""
SERVER, WORKER = "regelwijzer.ui.server", "regelwijzer.reasoning.durable.worker"


def open_saved(page: Page) -> None:
    """Go on with the saved file, from the start page that stands there."""
    resume(page, SAVED)
    expect(page.get_by_text("1 antwoorden staan er weer.")).to_be_visible()


def advice_stands(page: Page, address: str) -> None:
    """See the whole advice, made with both engines."""
    page.goto(f"{address}/advies")
    expect(page.locator("h1")).to_have_text("Wie betaalt wat?", timeout=SLOW)
    expect(page.get_by_text("twee rekenmethoden, met gelijke uitkomst")).to_be_visible(timeout=SLOW)
    settle(page)
    assert "Er ging iets mis" not in page.locator("body").inner_text()


def test_engine_killed_rules_damaged_and_server_killed(
    browser: Browser, repository: Path, tmp_path: Path
) -> None:
    local = tmp_path / "gemeente"
    (local / "regios").mkdir(parents=True)
    example = repository / "docs" / "voorbeeld-lokaal" / "regios"
    for file in example.glob("*.yaml"):
        (local / "regios" / file.name).write_bytes(file.read_bytes())
    mine = sorted((local / "regios").glob("*.yaml"))[0]
    good = mine.read_bytes()
    page = browser.new_page(locale="nl-NL")
    # The engine dies and the rules are damaged on the disk: nobody who is busy notices.
    own = {LOCAL_VARIABLE: str(local)}
    with serve(repository, tmp_path / "een", own) as served:
        page.goto(served.address)
        open_saved(page)
        advice_stands(page, served.address)
        served.kill(WORKER)
        mine.write_text("regios: [", encoding="utf-8")
        advice_stands(page, served.address)
        # The server dies: the tab says so, and what was on it stays.
        served.kill(SERVER)
        expect(page.get_by_text("Geen verbinding").first).to_be_visible(timeout=SLOW)
        expect(page.locator("h1")).to_have_text("Wie betaalt wat?")
        expect(page.get_by_text("Regelwijzer antwoordt even niet.")).to_be_visible()
        expect(page.get_by_text("streamlit run")).to_be_hidden()
        page.screenshot(path=tmp_path / "gevallen.png")
        port = served.port
    # It comes back with the damaged rules: one sentence, and no advice.
    with serve(repository, tmp_path / "twee", own, port=port) as served:
        sentence = page.get_by_text("De regels konden niet worden geladen")
        expect(sentence.first).to_be_visible(timeout=SLOW)
        settle(page)
        assert sentence.count() == 1
        page.screenshot(path=tmp_path / "kapot.png")
        served.kill(SERVER)
    # It comes back whole: the saved file opens, and the advice is there again.
    mine.write_bytes(good)
    with serve(repository, tmp_path / "drie", own, port=port) as served:
        expect(page.locator("h1")).to_have_text("Advies", timeout=SLOW)
        page.screenshot(path=tmp_path / "terug.png")
        page.get_by_role("button", name="Naar de startpagina").click()
        open_saved(page)
        advice_stands(page, served.address)
        assert "Traceback" not in b"".join(served.log).decode()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Answers that somebody saved before."""
    path = tmp_path / "antwoorden.yaml"
    path.write_text(SAVED, encoding="utf-8")
    return path


def test_on_a_full_disk_the_old_file_stays(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(stream: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CaseError, match=r"kan niet .* vol") as told:
        write_file(old, b"nieuw")
    assert "No space" not in str(told.value)
    assert old.read_text(encoding="utf-8") == SAVED
    assert list(old.parent.iterdir()) == [old]
    monkeypatch.undo()
    write_file(old, b"nieuw")
    assert old.read_bytes() == b"nieuw"
    assert list(old.parent.iterdir()) == [old]


def test_what_cannot_be_written_is_one_dutch_sentence(tmp_path: Path) -> None:
    for path, why in (
        (tmp_path, "dat is een map"),
        (tmp_path / "weg" / "x.md", "die map bestaat niet"),
        (Path("/dev/full"), "de schijf is vol"),
    ):
        with pytest.raises(CaseError, match=why):
            write_file(path, b"x")


def no_disk() -> None:
    """Every byte that goes to a file is refused by the system."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def test_a_scan_on_a_full_disk_does_not_blame_the_input(repository: Path, tmp_path: Path) -> None:
    table = tmp_path / "jongeren.csv"
    table.write_text("rij,jeugdige.geboortedatum\n1,2009-05-14\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "regelwijzer", "scan", str(table), "--uit", f"{table}.parquet"],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(repository)},
        text=True,
        preexec_fn=no_disk,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "kunnen niet worden geschreven" in done.stderr
    assert "niet te lezen" not in done.stderr


def test_a_full_disk_behind_the_output(repository: Path) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "regelwijzer", "regio", "Assen"],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(repository)},
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr.splitlines()) == (
        2,
        ["Er kan niet worden geschreven of gelezen: de schijf is vol."],
    )


def test_answers_of_an_interview_that_cannot_be_saved_are_shown(
    old: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = iter(["3", "", "", "14-5-2009", "stop", *["stop"] * 5])
    monkeypatch.setattr(Console, "input", lambda self, *_, **__: next(typed))
    with pytest.raises(SystemExit) as stopped:
        run(["interview", "--bewaar", str(old.parent / "weg" / "a.yaml")])
    told = capsys.readouterr()
    assert "kan niet worden geschreven (die map bestaat niet)" in told.err
    assert "jeugdige.geboortedatum: '2009-05-14'" in told.out
    assert "Kennisbank" in told.out, "het advies zelf komt er nog"
    assert stopped.value.code == 0
