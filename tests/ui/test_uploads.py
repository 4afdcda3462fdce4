"""Hostile files in every field for a file, in a real browser: refused in a sentence, harmless."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import SLOW, host, settle_loaded
from tests.ui.test_every_page import english

EVIL = "![x](http://kwaad.example/x.png)<img src=x onerror=alert(1)>=1+1"
EVIL += " www.kwaad.example a@kwaad.example"
TABLE = f"rij_id;jeugdige.geboortedatum;{EVIL}\n=cmd|' /C calc'!A0{EVIL};2010-05-04;{EVIL}\n"


@dataclass
class Visitor:
    """A page, and whom it called and what it did that no file may make it do."""

    page: Page
    hosts: set[str] = field(default_factory=set)
    said: list[str] = field(default_factory=list)

    def send(self, place: int, name: str, content: bytes) -> None:
        """Put a file in the field with this number."""
        file = {"name": name, "mimeType": "text/plain", "buffer": content}
        self.page.locator("input[type=file]").nth(place).set_input_files([file])  # type: ignore[list-item]

    def told(self, text: str | re.Pattern[str]) -> None:
        """Wait for a sentence; nothing of the file became a part of the page."""
        expect(self.page.locator(".stMain")).to_contain_text(text, timeout=SLOW)
        settle_loaded(self.page)
        harmful = self.page.locator('img[src*="kwaad"], img[src="x"], a[href*="kwaad"]')
        assert harmful.count() == 0, harmful.first.evaluate(
            'e => e.closest("[data-testid]").parentElement.outerHTML'
        )
        assert "Traceback" not in self.page.locator("body").inner_text()


@pytest.fixture
def visitor(browser: Browser) -> Visitor:
    page = browser.new_page(locale="nl-NL", viewport={"width": 360, "height": 740})
    page.set_default_timeout(SLOW)
    found = Visitor(page)
    page.on("request", lambda sent: found.hosts.add(host(sent.url)))
    page.on("websocket", lambda sent: found.hosts.add(host(sent.url)))
    page.on("dialog", lambda dialog: (found.said.append(dialog.message), dialog.dismiss()))
    return found


def test_hostile_files_are_refused_in_a_sentence(visitor: Visitor, server: str) -> None:
    page = visitor.page
    page.goto(server)
    page.get_by_text("Verder met bewaarde antwoorden").click(timeout=SLOW)
    settle_loaded(page)
    visitor.send(0, f"{EVIL}.exe", b"x")
    visitor.told("Dit soort bestand kan hier niet.")
    page.get_by_role("button", name="Verwijder").first.click()
    visitor.send(0, "groot.yaml", b"a" * 1_200_000)
    visitor.told("Dit bestand is te groot: hooguit 1 MB.")
    expect(page.locator(".stFileChip [role=alert]")).to_be_in_viewport()  # seen, not only heard
    page.get_by_role("button", name="Verwijder").first.click()
    visitor.send(0, f"{EVIL}.yaml", f"regelwijzer: '{EVIL}'\n".encode())
    expect(page.locator(".stAlert")).to_be_visible(timeout=SLOW)
    visitor.told(re.compile("bestand", re.IGNORECASE))
    assert [text for text in english(page) if EVIL not in text] == []

    page.goto(f"{server}/les")
    page.get_by_text("Open een lesbestand of de voorbeeldles").click(timeout=SLOW)
    visitor.send(0, f"{EVIL}.yaml", f"schema: regelwijzer/les/1\ntitel: '{EVIL}'\nx: 1\n".encode())
    visitor.told("Dit lesbestand")

    page.goto(f"{server}/caseload")
    page.get_by_text("Nog geen tabel, of heten").click(timeout=SLOW)
    visitor.send(0, f"{EVIL}.csv", TABLE.encode())
    mapping = f"rij_id: rij_id\nkolommen: {{'{EVIL}': '{EVIL}'}}\n"
    visitor.send(1, f"{EVIL}.yaml", mapping.encode())
    button = page.get_by_role("button", name="Beoordeel deze tabel")
    expect(button).to_be_enabled()
    settle_loaded(page)
    button.click()
    visitor.told("bestaat niet")
    visitor.send(1, f"{EVIL}.yaml", b"kolommen: [1\n")
    settle_loaded(page)
    button.click()
    visitor.told(re.compile("koppel|YAML"))

    page.goto(f"{server}/caseload")
    expect(page.locator("input[type=file]").first).to_be_attached(timeout=SLOW)
    settle_loaded(page)
    visitor.send(0, f"{EVIL}.csv", TABLE.encode())
    expect(button).to_be_enabled()
    settle_loaded(page)
    button.click()
    visitor.told("1 jongere beoordeeld")
    assert visitor.hosts == {"localhost"}
    assert visitor.said == []
