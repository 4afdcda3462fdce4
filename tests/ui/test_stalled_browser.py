"""'Vastgelopen?' in a real browser: from five answers to a plan, without the interview."""

from __future__ import annotations

from datetime import date, timedelta

from playwright.sync_api import Locator, Page, expect

from regelwijzer.advice.wording import day_text
from regelwijzer.knowledge.termijnenwet import end_of_term
from tests.browsing import SLOW, Walker, settle
from tests.ui.test_browser import walker
from tests.ui.test_keyboard import fits, page, tab_to

__all__ = ["page", "walker"]

FINGER = 24
"""So high is what a finger must hit, at the least (WCAG 2.5.8, in CSS pixels)."""
TEAM = "expertteam van de jeugdregio Drenthe"
NETWORK = "Noord Nederland"
LADDER = ("Dichtbij", "In de regio", "Meer regio's samen", "Landelijk")


def open_page(page: Page, server: str) -> None:
    """Go straight to the page, as from a bookmark."""
    page.goto(f"{server}/vastgelopen")
    expect(page.locator("h1")).to_have_text("Vastgelopen?", timeout=SLOW)
    settle(page)


def choose(page: Page, key: str, text: str) -> None:
    """Choose from a list by typing, as with a keyboard."""
    field = page.locator(f".st-key-{key} input")
    field.click()
    field.fill(text)
    page.wait_for_timeout(500)  # the list shrinks while one types
    page.keyboard.press("Enter")
    settle(page)


def top(found: Locator) -> float:
    """Return how far from the top of the page something is."""
    box = found.bounding_box()
    assert box is not None
    return box["y"]


def last_day(sent: date) -> str:
    """Return the last day to go to court about an aanwijzing, as the page writes it."""
    return day_text(end_of_term(sent, sent + timedelta(days=14)))


def write_day(page: Page, key: str, day: date) -> None:
    """Type a date, part by part."""
    parts = page.locator(f".st-key-{key} [role='spinbutton']")
    for place, text in enumerate((f"{day:%d}", f"{day:%m}", f"{day:%Y}")):
        parts.nth(place).click()
        page.keyboard.type(text, delay=40)
        expect(parts.nth(place)).to_have_text(text, timeout=SLOW)
    page.keyboard.press("Escape")
    settle(page)


def test_from_danger_to_a_plan_and_back_after_a_refresh(walker: Walker, server: str) -> None:
    page = walker.page
    open_page(page, server)
    banner = page.locator(".rw-gevaar-boven")
    expect(banner).to_have_count(0)
    expect(page.get_by_text("Kies hierboven wat er speelt")).to_be_visible(timeout=SLOW)
    walker.look("vast-1-leeg")

    page.get_by_text("Ouder of verzorger").first.click()
    page.get_by_label("Leeftijd van de jongere in jaren").fill("15")
    page.keyboard.press("Enter")
    settle(page)
    page.get_by_role("button", name="Er is nu gevaar voor het leven").click()
    expect(banner).to_be_visible(timeout=SLOW)
    settle(page)
    for below in (page.locator("h1"), page.get_by_role("link", name="Advies").first):
        assert top(banner) < top(below)  # above everything, the name of the site included
    expect(banner).to_be_in_viewport(timeout=SLOW)
    walker.look("vast-2-gevaar")

    place = page.get_by_role("button", name="Nergens is een plek die past")
    place.click()
    settle(page)
    expect(place).to_be_in_viewport(timeout=SLOW)  # an answer does not send anybody back to the top
    page.get_by_role("button", name="Veel grote problemen tegelijk").click()
    settle(page)
    choose(page, "vast_gemeente", "Assen")
    expect(page.get_by_text(TEAM).first).to_be_visible(timeout=SLOW)
    expect(page.get_by_text(NETWORK).first).to_be_visible(timeout=SLOW)
    choose(page, "vast_besluit", "aanwijzing van de jeugdbescherming")
    sent = date.today() - timedelta(days=1)
    write_day(page, "vast_dag_aanwijzing", sent)
    expect(page.locator(".rw-termijnen")).to_contain_text(last_day(sent), timeout=SLOW)
    expect(page.locator(".rw-rechten .rw-route").first).to_contain_text(
        "een aanwijzing", timeout=SLOW
    )
    acute, rights, ladder = (
        page.locator(name).first for name in (".rw-acuut", ".rw-rechten", ".rw-ladder")
    )
    assert top(acute) < min(top(rights), top(ladder))
    steps = page.locator(".rw-ladder h3").all_inner_texts()
    assert [text.lstrip("1234 \n") for text in steps] == list(LADDER)
    for link in page.locator('a[href^="tel:"]:visible').all():
        box = link.bounding_box()
        assert box is not None and box["height"] >= FINGER, link.inner_text()
    assert page.locator('.rw-gevaar-boven a[href="tel:112"]').count() == 1
    walker.look("vast-3-plan")

    page.reload()
    expect(page.locator("h1")).to_have_text("Vastgelopen?", timeout=SLOW)
    expect(page.get_by_text(TEAM).first).to_be_visible(timeout=SLOW)  # the gemeente is still there
    expect(banner).to_be_visible(timeout=SLOW)
    expect(page.locator(".st-key-vast_gemeente input")).to_have_value("Assen", timeout=SLOW)

    walker.settle()
    walker.press("Wis alles")
    walker.press("Ja, wis alles")
    expect(page.get_by_text("Alles is gewist")).to_be_visible(timeout=SLOW)
    expect(banner).to_have_count(0)
    open_page(page, server)
    expect(page.locator(".st-key-vast_gemeente input")).to_have_value("", timeout=SLOW)
    assert walker.faults == []
    assert walker.hosts == {"localhost"}


def test_with_the_keyboard_only(page: Page, server: str) -> None:
    open_page(page, server)
    first = page.get_by_role("radio").first
    tab_to(page, first)
    page.keyboard.press("Space")
    settle(page)
    tab_to(page, page.get_by_role("button", name="Er is nu gevaar voor het leven"))
    page.keyboard.press("Enter")
    expect(page.locator(".rw-gevaar-boven")).to_be_visible(timeout=SLOW)
    settle(page)
    fits(page)
    assert page.evaluate("document.activeElement.innerText").startswith("Er is nu gevaar")
    gemeente = page.locator(".st-key-vast_gemeente input")
    tab_to(page, gemeente)
    page.keyboard.type("Assen")
    page.wait_for_timeout(500)
    page.keyboard.press("Enter")
    expect(page.get_by_text(TEAM).first).to_be_visible(timeout=SLOW)
    settle(page)
    fits(page)
    tab_to(page, page.locator('.rw-acuut a[href="tel:112"]').first)
