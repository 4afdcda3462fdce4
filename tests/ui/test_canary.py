"""Nothing of a case outside the memory; and after wiping, closing or leaving not even there.

Three witnesses that nobody else has: a date of birth (an answer), a name (in the opened file, and
of that file) and the token of a tab, which its session holds as long as it lives. They go
through every page and are then looked for in the log, on the disk, in addresses, in what the
browser stores and in the memory of every process of the server. The system refuses the server
every byte it would write to a file.
"""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from streamlit.testing.v1 import AppTest

from regelwijzer.ui.memory import LEAVE_SECONDS
from tests.browsing import SLOWEST, resume, settle
from tests.served import OVERWRITE, Served, serve

CANARY = "canarie7f3a91c2e5"
BORN = date(2009, 3, 7)
SAVED = """regelwijzer: antwoorden/1
peildatum: 2026-11-22
doelgroep: jeugdbeschermer
hulpvragen: [verblijf]
feiten:
  jeugdige.geboortedatum: {born}
  {canary}: ja
"""
LET_GO_SECONDS = 200
"""By then all must be gone, also on a busy machine; the rules say half a minute, and a sweep."""
_LINES = """window.rwLijnen = [];
window.WebSocket = class extends WebSocket {
  constructor(...alles) { super(...alles); window.rwLijnen.push(this); }
};"""
_STORED = """async () => JSON.stringify([
  {...localStorage}, {...sessionStorage}, document.cookie, location.href,
  history.length, (await indexedDB.databases()).map(d => d.name), await caches.keys(),
  performance.getEntriesByType('resource').map(e => e.name)])"""


def open_saved(page: Page, address: str, canary: str = CANARY) -> None:
    """Go on with a file of answers."""
    content = SAVED.format(born=BORN, canary=canary).encode()
    page.goto(address)
    resume(page, content, f"{canary}.yaml")


def token(page: Page) -> str:
    """Return the token of this tab, which nobody else has."""
    found = str(page.evaluate("sessionStorage.getItem('rw_venster')"))
    assert len(found) == 64
    return found


def gone(served: Served, witnesses: list[str | date], seconds: float) -> list[str]:
    """Return where a witness still is in the memory after at most so many seconds."""
    end = time.monotonic() + seconds
    time.sleep(LEAVE_SECONDS + 10)  # before that it may still be there; looking is costly
    while True:
        left = served.found_in_memory(*witnesses)
        if not left or time.monotonic() > end:
            return left
        time.sleep(5)


def on_disk(served: Served) -> list[str]:
    """Return every file of the server that holds the canary."""
    found = []
    for path in served.files():
        content = path.read_bytes() if path.is_file() else b""
        found += [str(path)] * (CANARY.encode() in content or str(BORN).encode() in content)
    return found


@pytest.fixture
def pages(app: AppTest) -> list[str]:
    """The address of every page that the app has."""
    found = [page.url_path for page in app.session_state["rw_paginas"].values()]
    assert len(found) >= 7
    return found


def wiped_by_button(page: Page) -> None:
    page.locator("button:visible", has_text="Wis alles").first.click()
    page.locator("button:visible", has_text="Ja, wis alles").first.click()
    expect(page.get_by_text("Alles is gewist")).to_be_visible(timeout=SLOWEST)


def left_at_once(page: Page) -> None:
    page.keyboard.press("Alt+q")
    page.wait_for_url("about:blank")


def closed(page: Page) -> None:
    page.close(run_before_unload=True)


def broken_off(page: Page) -> None:
    """The line ends as that of a network that fell; only the browser tells that the tab goes."""
    page.evaluate("rwLijnen.forEach((lijn) => lijn.close(3000)), location.replace('about:blank')")
    page.wait_for_url("about:blank")


def test_nothing_of_a_case_is_left_behind(
    browser: Browser, repository: Path, tmp_path: Path, pages: list[str]
) -> None:
    with serve(repository, tmp_path, OVERWRITE, may_write=False) as served:
        witnesses: list[str | date] = [CANARY, BORN]
        assert served.found_in_memory(*witnesses) == [], "de getuige staat al in de regels"
        ends = {
            "gesloten": closed,
            "verlaten": left_at_once,
            "afgebroken": broken_off,
        }
        walk(browser, served, pages)
        for name, end in ends.items():
            context = browser.new_context(locale="nl-NL")
            context.add_init_script(_LINES)
            page = context.new_page()
            open_saved(page, served.address, CANARY + name)
            witnesses.append(token(page))
            for witness in (CANARY + name, BORN, witnesses[-1]):
                assert served.found_in_memory(witness), "er is geen getuige, dus er blijkt niets"
            end(page)
        # No tab is open now: what the last one leaves behind is not swept away by another.
        assert gone(served, witnesses, LET_GO_SECONDS) == []
        assert on_disk(served) == []
    log = b"".join(served.log).decode()
    assert CANARY not in log
    assert str(BORN) not in log
    assert "Traceback" not in log


def walk(browser: Browser, served: Served, pages: list[str]) -> None:
    """Take the canary through every page and every file; nothing of it stays in the browser."""
    context = browser.new_context(locale="nl-NL")
    page = context.new_page()
    seen: list[str] = []
    page.on("request", lambda sent: seen.append(sent.url))
    page.on("websocket", lambda sent: seen.append(sent.url))
    page.on("framenavigated", lambda frame: seen.append(frame.url))
    open_saved(page, served.address)
    expect(page.get_by_text(CANARY)).to_be_visible()
    for name in pages:
        page.goto(f"{served.address}/{name}")
        settle(page, SLOWEST)
        expect(page.locator("h1").first).to_be_visible(timeout=SLOWEST)
        assert "Er ging iets mis" not in page.locator("body").inner_text(), name
    page.goto(f"{served.address}/advies")
    expect(page.locator("h1")).to_have_text("Wie betaalt wat?", timeout=SLOWEST)
    settle(page, SLOWEST)
    for label in ("Verslag (PDF)", "Verslag (Word)", "Agenda", "Bewaar mijn antwoorden"):
        with page.expect_download() as download:
            page.locator("button:visible", has_text=label).first.click()
        assert download.value.path().stat().st_size > 100
    stored = str(page.evaluate(_STORED))
    assert "rw_venster" in stored
    for text in [stored, str(context.cookies()), *seen]:
        assert CANARY not in text
        assert str(BORN) not in text
    hosts = {url.split("/")[2].split(":")[0] for url in seen if "://" in url}
    assert hosts == {"localhost"}
    wiped_by_button(page)
    context.close()
