"""A trainer walks through the lesson in a real browser: present, compare, quiz, gaps, file."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import SLOW, Walker, open_walker

TITLE = "Van 17 naar 18 in vijftig minuten"


@pytest.fixture
def walker(browser: Browser, repository: Path) -> Walker:
    return open_walker(browser, repository / "artefacten", "bureau")


def step(page: Page) -> int:
    """Return the number of the step that is shown."""
    shown = page.locator(".st-key-rw_presenteer .rw-teller")
    return int(shown.inner_text().split()[1])


def move(walker: Walker, key: str, by: int | None = None) -> None:
    """Press a key of the presenter and wait for the other step."""
    page, before = walker.page, step(walker.page)
    page.keyboard.press(key)
    teller = page.locator(".st-key-rw_presenteer .rw-teller")
    if by is None:
        expect(teller).not_to_have_text(f"Stap {before} van", timeout=SLOW)
    else:
        expect(teller).to_contain_text(f"Stap {before + by} van", timeout=SLOW)
    walker.settle()


def test_a_trainer_gives_the_lesson(walker: Walker, server: str) -> None:
    page = walker.page
    page.goto(f"{server}/les")
    walker.heading("Maak een les")
    page.get_by_text("Open een lesbestand of de voorbeeldles").click()
    walker.press("Neem de voorbeeldles")
    expect(page.get_by_text("Programma: 50 minuten")).to_be_visible(timeout=SLOW)
    expect(page.get_by_label("Titel van de les")).to_have_value(TITLE)
    walker.look("les-1-programma")
    with page.expect_download() as download:
        walker.press("Lesbestand")
    saved = download.value.path().read_bytes()
    with page.expect_download() as download:
        walker.press("Werkblad (PDF)")
    assert download.value.path().read_bytes().startswith(b"%PDF-")

    page.locator(".st-key-les_start_0 button:visible").first.click()
    walker.heading("IQ 110 en het gevoelsleven van een kleuter")
    expect(page.locator(".rw-redenering img")).to_be_visible(timeout=SLOW)
    walker.settle()
    assert step(page) == 1
    for _ in range(4):
        move(walker, "ArrowRight", 1)
    caption, image = page.locator(".rw-onderschrift"), page.locator(".rw-redenering img")
    said, lit = caption.inner_text(), image.get_attribute("src")
    move(walker, "ArrowLeft", -1)
    expect(caption).not_to_have_text(said)
    move(walker, "ArrowRight", 1)
    expect(caption).to_have_text(said)  # one step back and forward again shows the same
    expect(image).to_have_attribute("src", lit or "")
    for _ in range(4):
        move(walker, "ArrowLeft", -1)
    expect(image).not_to_have_attribute("src", lit or "")  # all lights are out again
    for _ in range(4):
        move(walker, "ArrowRight", 1)
    told = page.locator(".rw-verteld li")
    before = told.count()
    move(walker, "PageDown")
    expect(told).to_have_count(before + 1)
    move(walker, "PageUp")
    expect(told).to_have_count(before)
    assert page.evaluate("document.querySelector('.rw-redenering img').naturalWidth") > 0
    expect(page.locator(".rw-zijmatrix dt").first).to_be_in_viewport()
    walker.look("les-2-presentatie")

    walker.press("Vergelijk twee varianten")
    walker.heading("Twee varianten naast elkaar")
    expect(page.get_by_text("Beslissende regel")).to_be_visible(timeout=SLOW)
    expect(page.locator("tr.rw-verschil").first).to_contain_text("3.2.1 lid 6")
    walker.look("les-3-vergelijken")

    walker.more("Oefenen")
    walker.heading("Oefenen met casussen")
    page.locator(".st-key-quiz_gi_tegen_college button:visible").first.click()
    walker.heading("Quiz")
    for number in (1, 2):
        expect(page.get_by_text(f"Vraag {number} van 3")).to_be_visible(timeout=SLOW)
        walker.settle()
        page.locator(".st-key-rw_keuze button:visible").first.click()
    expect(page.get_by_text("Vraag 3 van 3")).to_be_visible(timeout=SLOW)
    walker.settle()
    walker.press("Ik weet genoeg")
    expect(page.get_by_text("Wat wordt de uitkomst?")).to_be_visible(timeout=SLOW)
    walker.settle()
    walker.press("Kijk na")
    expect(page.get_by_text("Kies bij elk kader een uitkomst")).to_be_visible(timeout=SLOW)
    groups = page.locator(".stRadio")
    for number in range(groups.count()):
        groups.nth(number).get_by_text("Niet van toepassing").click()
    walker.press("Kijk na")
    expect(page.get_by_text("uitkomsten goed")).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("Misschien was de gedachte").first).to_be_visible()
    walker.look("les-4-quiz")
    with page.expect_download() as download:
        walker.press("Neem mijn uitslag mee")
    assert b"gi_tegen_college" in download.value.path().read_bytes()

    walker.more("Gaten tussen de wetten")
    walker.heading("Gaten tussen de wetten")
    expect(page.locator(".rw-gatenkaart img")).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("Wat dan?").first).to_be_visible()
    page.get_by_text("Dezelfde kaart als tabel").click()
    expect(page.locator("caption", has_text="Per soort hulp en leeftijd")).to_be_attached()
    walker.look("les-5-gaten")

    page.goto(f"{server}/les")  # somebody else opens the file that was shared
    walker.heading("Maak een les")
    walker.settle()
    page.get_by_text("Open een lesbestand of de voorbeeldles").click()
    field = page.locator("input[type=file]")
    broken = {"name": "les.yaml", "mimeType": "application/yaml", "buffer": saved + b"}{"}
    field.set_input_files([broken])
    expect(page.get_by_text("Dit lesbestand is beschadigd")).to_be_visible(timeout=SLOW)
    field.set_input_files([{"name": "les.yaml", "mimeType": "application/yaml", "buffer": saved}])
    expect(page.get_by_text("Programma: 50 minuten")).to_be_visible(timeout=SLOW)
    expect(page.get_by_label("Titel van de les")).to_have_value(TITLE)
    assert walker.hosts == {"localhost"}
    assert walker.faults == []
