"""One real walk through the real app in a real browser, on a phone in the dark."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browsing import SLOW, Walker, open_walker


@pytest.fixture
def walker(browser: Browser, repository: Path) -> Walker:
    return open_walker(browser, repository / "artefacten", "telefoon", "dark")


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
    expect(page.locator(".rw-smal")).to_be_visible()
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
    # From here on, with the file that was saved: test_walks.py.
    assert walker.hosts == {"localhost"}
    assert walker.faults == []
