"""One real walk through the real app in a real browser, on a phone and on a desktop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

SIZES = {"telefoon": (360, 740), "bureau": (1440, 900)}
SMALLEST = 320
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SLOW = 60_000
"""The first page waits for the rules to load (milliseconds)."""

# Every field has a name for who cannot see it, and no level of heading is skipped.
_FAULTS = """() => {
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


@dataclass
class Walker:
    """A page with what it was seen to do."""

    page: Page
    size: str
    folder: Path
    hosts: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def settle(self) -> None:
        """Wait until the page is drawn: until then the buttons of the last question stand."""
        done = self.page.locator('.stApp[data-test-script-state="notRunning"]')
        expect(done).to_be_attached(timeout=SLOW)

    def look(self, name: str) -> None:
        """Keep a screenshot and check what must hold on every screen."""
        self.settle()
        self.page.screenshot(path=self.folder / f"{self.size}-{name}.png")
        if self.size == "telefoon":  # the smallest phone, or 400 % zoom on a desktop
            self.page.set_viewport_size({"width": SMALLEST, "height": 740})
        found: list[str] = self.page.evaluate(_FAULTS)
        width, height = SIZES[self.size]
        self.page.set_viewport_size({"width": width, "height": height})
        self.faults += [f"{name}: {fault}" for fault in found]
        text = self.page.locator("body").inner_text()
        assert "Traceback" not in text
        assert "Er ging iets mis" not in text

    def press(self, label: str) -> None:
        """Press the button with this label; a key hint may follow the label."""
        self.page.locator("button:visible", has_text=label).first.click()

    def more(self, label: str | re.Pattern[str]) -> None:
        """Follow a link under 'Meer'."""
        self.settle()
        self.press("Meer")
        self.page.get_by_role("link", name=label).click()

    def heading(self, text: str) -> None:
        """Wait for the page with this heading."""
        expect(self.page.locator("h1")).to_have_text(text, timeout=SLOW)

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


def host(url: str) -> str:
    """Return where a request goes; what the page itself holds (blob, data) stays here."""
    parts = urlsplit(url)
    return "localhost" if parts.scheme in ("blob", "data", "about") else parts.hostname or ""


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(params=["telefoon"])  # at a desk: test_walks.py
def walker(request: pytest.FixtureRequest, browser: Browser, repository: Path) -> Iterator[Walker]:
    width, height = SIZES[request.param]
    folder = repository / "artefacten"
    folder.mkdir(exist_ok=True)
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="nl-NL",
        has_touch=width < 600,
        color_scheme="dark" if width < 600 else "light",
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    found = Walker(page, request.param, folder)
    page.on("request", lambda sent: found.hosts.add(host(sent.url)))
    page.on("websocket", lambda sent: found.hosts.add(host(sent.url)))
    page.on("pageerror", lambda error: found.faults.append(f"fout in de pagina: {error}"))
    yield found
    context.close()


def test_from_start_to_advice_to_wiped(walker: Walker, server: str) -> None:
    page = walker.page
    page.goto(server)
    walker.heading("Wie moet deze hulp betalen?")
    expect(page.locator('a[href="tel:112"]')).to_be_visible(timeout=SLOW)
    expect(page.locator(".stRadio, .stAlert").first).to_be_visible(timeout=SLOW)
    assert page.locator(".stAlert").all_inner_texts() == []
    page.get_by_text("Ouder of verzorger").click()
    page.get_by_text("Thuis gaat het niet meer").click()
    expect(page.get_by_text("We kijken dan naar")).to_be_visible()
    walker.look("1-start")

    walker.press("Begin met de vragen")
    expect(page.get_by_label("Jaar", exact=True)).to_be_visible(timeout=SLOW)
    for label, value in (("Dag", "14"), ("Maand", "5"), ("Jaar", "2010")):
        page.get_by_label(label, exact=True).fill(value)
    walker.look("2-geboren")
    page.get_by_label("Jaar", exact=True).press("Enter")
    expect(page.locator(".rw-voortgang strong")).to_have_text("Vraag 2")
    walker.settle()
    expect(page.locator("h1")).to_be_focused()  # who cannot see the screen hears the new question
    for label in ("Ja", "Nee", "Weet ik niet"):
        walker.answer(label)
    walker.look("3-vraag")

    walker.press("Nu stoppen")
    walker.heading("Wie betaalt wat?")
    short = page.locator(".rw-kort h2")
    expect(short.filter(has_text="Nu")).to_be_in_viewport()
    expect(short.filter(has_text="Vanaf 18 jaar")).to_be_in_viewport()
    expect(page.locator(".rw-smal" if walker.size == "telefoon" else ".rw-breed")).to_be_visible()
    expect(page.get_by_text("Er is niets bewaard")).to_be_attached()
    walker.look("4-advies")
    kader = page.locator("details.rw-kader").first
    kader.locator("summary").first.click()
    law = kader.locator('a[href^="https://wetten.overheid.nl/"]').first
    expect(law).to_be_visible()
    assert law.get_attribute("rel") == "noopener noreferrer"
    kader.scroll_into_view_if_needed()
    walker.look("5-uitleg")

    # The proof is drawn (a sanitiser that drops SVG would leave an empty box), the text is there.
    choice = page.locator(".st-key-rw_wat_als input")
    choice.click()
    choice.fill("Bijstand vanaf 21")
    page.wait_for_timeout(500)  # the list shrinks while one types
    page.keyboard.press("Enter")
    picture = page.locator('.rw-graaf svg[role="img"]')
    expect(picture).to_be_visible()
    assert picture.locator("rect").count() >= 2
    text = page.locator(".st-key-rw_dichtbij .stCode").first
    expect(text).to_contain_text("Het gaat om")
    expect(text.locator("button")).to_be_visible()  # also without a mouse that hovers
    walker.look("5-dichtbij")

    walker.more("Uw antwoorden")
    walker.heading("Uw antwoorden")
    walker.look("6-antwoorden")
    answers = page.locator('[class*="st-key-rw_rij_wijzig"]')
    count = answers.count()
    answers.filter(has_text="14-05-2010").get_by_role("button", name="Wijzig").click()
    expect(page.get_by_label("Jaar", exact=True)).to_be_visible()
    walker.settle()
    page.get_by_label("Jaar", exact=True).fill("2006")
    page.get_by_label("Jaar", exact=True).press("Enter")
    walker.heading("Uw antwoorden")
    expect(answers.filter(has_text="14-05-2006")).to_have_count(1)
    expect(answers).to_have_count(count)
    page.get_by_role("link", name="Advies").click()
    walker.heading("Wie betaalt wat?")
    walker.look("7-veranderd")

    page.get_by_role("link", name="Tijdlijn").click()
    walker.heading("Langs de verjaardagen")
    expect(page.locator(".rw-linten").first).to_be_visible()
    walker.look("8-tijdlijn")
    page.reload()  # a refresh loses nothing
    walker.heading("Langs de verjaardagen")
    expect(page.locator(".rw-linten").first).to_be_visible(timeout=SLOW)
    with page.expect_download() as download:
        walker.more("Uw antwoorden")
        walker.press("Bewaar mijn antwoorden")
    saved = download.value.path().read_bytes()
    assert b"2006-05-14" in saved

    walker.more("Over Regelwijzer")
    walker.heading("Over Regelwijzer")
    walker.look("9-over")
    walker.press("Wis alles")
    walker.press("Ja, wis alles")
    expect(page.get_by_text("Alles is gewist")).to_be_visible()
    walker.look("10-gewist")
    walker.more("Uw antwoorden")
    walker.heading("Uw antwoorden")
    assert "2006" not in page.locator("body").inner_text()

    page.get_by_role("link", name="Regelwijzer").click()
    page.get_by_text("Verder met bewaarde antwoorden").click()
    page.locator("input[type=file]").set_input_files(
        [{"name": "antwoorden.yaml", "mimeType": "application/yaml", "buffer": saved}]
    )
    walker.heading("Uw antwoorden")
    expect(answers.filter(has_text="14-05-2006")).to_have_count(1)
    walker.look("11-teruggezet")
    # Somebody comes in: the page is gone at once, and empty when it is found again.
    if walker.size == "telefoon":
        page.get_by_role("button", name="Verlaat").click()
    else:
        page.keyboard.press("Alt+q")
    page.wait_for_url("about:blank")
    page.goto(f"{server}/antwoorden")
    walker.heading("Uw antwoorden")
    walker.settle()
    assert "2006" not in page.locator("body").inner_text()

    assert walker.hosts == {"localhost"}
    assert walker.faults == []
