"""A real browser in the hands of a test: pages are waited for, looked at and walked through."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, FilePayload, Page, expect

SIZES = {"telefoon": (360, 740), "bureau": (1440, 900)}
SMALLEST = 320
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SLOW = 60_000
"""The first page waits for the rules to load (milliseconds)."""
SLOWEST = 240_000
"""One page runs all cases, once; another judges a whole table."""

BAD = re.compile(r"Traceback|Er ging iets mis|\\|\*\*|</|&[a-z]+;|\bNone\b|\bTrue\b|\bnan\b")
"""What no reader should ever see: a fault, or the signs in which a text was written."""

# Every field has a name for who cannot see it, and no level of heading is skipped.
FAULTS = """() => {
  const faults = [];
  const seen = e => e.offsetParent !== null && !e.closest('[aria-hidden="true"]');
  for (const e of document.querySelectorAll('.stMain input, .stMain select, .stMain textarea')) {
    const named = e.getAttribute('aria-label') || e.getAttribute('aria-labelledby')
      || e.title || (e.labels && [...e.labels].some(l => l.textContent.trim()));
    if (seen(e) && !named) faults.push('veld zonder naam: ' + e.outerHTML.slice(0, 120));
  }
  let level = 0;
  for (const h of document.querySelectorAll('.stMain :is(h1,h2,h3,h4,h5,h6)')) {
    if (!seen(h)) continue;
    const now = Number(h.tagName[1]);
    if (now > level + 1) faults.push('kop overgeslagen bij: ' + h.textContent);
    level = now;
  }
  const wide = document.querySelector('.stMain');
  if (wide.scrollWidth > innerWidth) faults.push('schuift opzij: ' + wide.scrollWidth);
  if (document.documentElement.lang !== 'nl') faults.push('taal is niet nl');
  return faults;
}"""


def settle(page: Page, timeout: int = SLOW) -> None:
    """Wait until the page is drawn: until then what was there before stands, and can be lost."""
    done = page.locator('.stApp[data-test-script-state="notRunning"]')
    expect(done).to_be_attached(timeout=timeout)
    expect(page.locator('[data-stale="true"]')).to_have_count(0, timeout=timeout)


def settle_loaded(page: Page, timeout: int = SLOWEST) -> None:
    """Wait until a page that was loaded is drawn, and drawn again once it knows its answers."""
    page.wait_for_function("window.rwNederlands && window.rwBekend", timeout=timeout)
    page.wait_for_timeout(300)
    settle(page, timeout)


def resume(page: Page, content: str | bytes, name: str = "antwoorden.yaml") -> None:
    """Go on with a file of saved answers, from the start page that stands there."""
    page.get_by_text("Verder met bewaarde antwoorden").wait_for(timeout=SLOWEST)
    settle(page, SLOWEST)
    page.get_by_text("Verder met bewaarde antwoorden").click()
    settle(page, SLOWEST)
    buffer = content.encode() if isinstance(content, str) else content
    file: FilePayload = {"name": name, "mimeType": "application/yaml", "buffer": buffer}
    page.locator("input[type=file]").set_input_files([file])
    expect(page.locator("h1")).to_have_text(re.compile("antwoorden"), timeout=SLOWEST)
    settle(page, SLOWEST)


def host(url: str) -> str:
    """Return where a request goes; what the page itself holds (blob, data) stays here."""
    parts = urlsplit(url)
    return "localhost" if parts.scheme in ("blob", "data", "about") else parts.hostname or ""


@dataclass
class Walker:
    """A page with what it was seen to do."""

    page: Page
    size: str
    folder: Path
    hosts: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def settle(self) -> None:
        """Wait until the page is drawn."""
        settle(self.page)

    def look(self, name: str) -> None:
        """Keep a screenshot and check what must hold on every screen."""
        self.settle()
        self.page.screenshot(path=self.folder / f"{self.size}-{name}.png")
        if self.size == "telefoon":  # the smallest phone, or 400 % zoom on a desktop
            self.page.set_viewport_size({"width": SMALLEST, "height": 740})
        found: list[str] = self.page.evaluate(FAULTS)
        width, height = SIZES[self.size]
        self.page.set_viewport_size({"width": width, "height": height})
        self.faults += [f"{name}: {fault}" for fault in found]
        text = self.page.locator("body").inner_text()
        assert not BAD.search(text), text

    def press(self, label: str) -> None:
        """Press the button with this label; a key hint may follow the label."""
        self.page.locator("button:visible", has_text=label).first.click()

    def more(self, label: str | re.Pattern[str]) -> None:
        """Follow a link under 'Meer'."""
        self.settle()
        self.press("Meer")
        self.page.get_by_role("link", name=label).click()

    def heading(self, text: str | re.Pattern[str]) -> None:
        """Wait for the page with this heading, and until it is drawn."""
        expect(self.page.locator("h1")).to_have_text(text, timeout=SLOW)
        self.settle()

    def number(self) -> int:
        """Return the number of the question on the screen."""
        return int(self.page.locator(".rw-voortgang strong").inner_text().split()[1])

    def answer(self, label: str) -> None:
        """Answer the question on the screen, with 'Weet ik niet' where *label* is no answer."""
        self.settle()
        number = self.number()
        exact = self.page.get_by_role("button", name=label)
        self.press(label if exact.count() else "Weet ik niet")
        expect(self.page.locator(".rw-voortgang strong")).to_have_text(
            f"Vraag {number + 1}", timeout=SLOW
        )


def open_walker(
    browser: Browser, folder: Path, size: str, scheme: Literal["light", "dark"] = "light"
) -> Walker:
    """Open a page on a screen of this size; it notes whom it calls and what goes wrong in it.

    Screenshots go to *folder*, in artefacten/ (not in git).
    """
    folder.mkdir(parents=True, exist_ok=True)
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="nl-NL",
        has_touch=size == "telefoon",
        color_scheme=scheme,
    )
    page = context.new_page()
    page.set_default_timeout(SLOW)
    found = Walker(page, size, folder)
    page.on("request", lambda sent: found.hosts.add(host(sent.url)))
    page.on("websocket", lambda sent: found.hosts.add(host(sent.url)))
    page.on("pageerror", lambda error: found.faults.append(f"fout in de pagina: {error}"))
    return found
