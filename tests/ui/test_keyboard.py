"""The interview without a mouse, in a real browser: small screen, large letters, screen reader."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browsing import SLOW, settle

MOST_TABS = 60
SIZES = {"320 px": (320, 640, 1), "200 %": (640, 400, 2)}
"""Width and height in CSS pixels, and the scale: at 200 % a 1280 px screen is 640 px wide."""


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, browser: Browser) -> Page:
    width, height, scale = SIZES[request.param]
    context = browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=scale, locale="nl-NL"
    )
    opened = context.new_page()
    opened.set_default_timeout(SLOW)
    return opened


def tab_to(page: Page, wanted: Locator) -> int:
    """Press Tab until *wanted* has the focus; return how often."""
    for count in range(1, MOST_TABS + 1):
        page.keyboard.press("Tab")
        if wanted.evaluate("e => e === document.activeElement"):
            return count
    raise AssertionError(f"niet te bereiken met Tab: {wanted}")


def fits(page: Page) -> None:
    """Nothing is wider than the screen."""
    wide = page.evaluate("document.querySelector('.stMain').scrollWidth - innerWidth")
    assert wide <= 0, f"{wide} pixels te breed"


def begin(page: Page, server: str, role: str) -> None:
    """From the start page to the first question, with Tab, Space and Enter."""
    page.goto(server)
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=SLOW)
    settle(page)
    choice = page.get_by_role("radio", name=role)
    first = page.get_by_role("radio").first
    tab_to(page, first)
    page.keyboard.press("Space")
    while not choice.is_checked():
        page.keyboard.press("ArrowDown")
    settle(page)
    trouble = page.get_by_role("button", name="Grote psychische problemen")
    tab_to(page, page.get_by_role("button", name="Thuis gaat het niet meer"))
    for _ in range(20):  # one stop for the whole group; arrows go on within it
        if trouble.evaluate("e => e === document.activeElement"):
            break
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_text("We kijken dan naar")).to_be_visible()
    settle(page)
    fits(page)
    tab_to(page, page.get_by_role("button", name="Begin met de vragen"))
    page.keyboard.press("Enter")


def test_a_parent_answers_with_the_keyboard_only(page: Page, server: str) -> None:
    begin(page, server, "Ouder of verzorger")
    day = page.get_by_label("Dag", exact=True)
    expect(day).to_be_visible(timeout=SLOW)
    settle(page)
    tab_to(page, day)
    for part in ("14", "5", "2010"):
        page.keyboard.type(part)
        if part != "2010":  # the arrows of the field stand between
            following = {"14": "Maand", "5": "Jaar"}[part]
            tab_to(page, page.get_by_label(following, exact=True))
    page.keyboard.press("Enter")
    status = page.get_by_role("status").filter(has_text="Vraag")
    for number in range(2, 6):
        expect(status).to_contain_text(f"Vraag {number}", timeout=SLOW)
        settle(page)
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_be_focused()  # a screen reader reads the new question
        assert len(heading.inner_text()) > 8
        fits(page)
        tree = page.locator(".stMain").aria_snapshot()
        assert re.search(r"- heading .+ \[level=1\]", tree), tree
        assert re.search(r'- button ".*(Weet ik niet|Nog niet beslist).*"', tree), tree
        assert '- button ""' not in tree, tree
        assert "- button\n" not in tree, tree
        unknown = page.get_by_role("button", name=re.compile("Weet ik niet|Nog niet beslist"))
        if page.get_by_role("button", name="Volgende", exact=True).count():  # a form
            tab_to(page, unknown.first)
            page.keyboard.press("Enter")
        elif number % 2:
            page.keyboard.press("w")
        else:
            tab_to(page, page.locator("[class*='st-key-knop_'] button").first)
            page.keyboard.press("Enter")
    expect(status).to_contain_text("Vraag 6", timeout=SLOW)
    settle(page)
    why = page.locator("summary", has_text="Waarom vragen we dit")
    tab_to(page, why)
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("Het antwoord kan nog bepalen|Het kan nog"))).to_be_visible()
    tab_to(page, page.get_by_role("button", name="Nu stoppen"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Wie betaalt wat?", timeout=SLOW)


def test_a_professional_tabs_through_the_dense_form(browser: Browser, server: str) -> None:
    """Fifteen answers take about three keys each: well within two minutes."""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="nl-NL")
    page.set_default_timeout(SLOW)
    begin(page, server, "Jeugdbeschermer of andere professional")
    expect(page.get_by_label("Dag", exact=True)).to_be_visible(timeout=SLOW)
    settle(page)
    tab_to(page, page.get_by_role("button", name="Veel vragen tegelijk"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Veel vragen tegelijk")
    settle(page)
    rows = page.locator("[class*='st-key-rw_dicht_rij_']")
    count = rows.count()
    assert count == 15
    keys = tab_to(page, rows.nth(0).locator("input").first)
    page.keyboard.type("14-5-2010")
    keys += len("14-5-2010")
    yes_no = 0
    for number in range(1, count):
        field = rows.nth(number).get_by_role("radio").first
        if not field.count():
            continue
        keys += tab_to(page, field)
        page.keyboard.press("Space")
        keys += 1
        yes_no += 1
        expect(field).to_be_checked()
    send = page.get_by_role("button", name="Verwerk deze antwoorden")
    keys += tab_to(page, send) + 1
    page.keyboard.press("Enter")
    assert yes_no >= 8
    assert keys <= 90, f"{keys} toetsen"
    expect(rows.nth(0).get_by_text("Op welke datum")).to_have_count(0, timeout=SLOW)
    settle(page)
    expect(page.get_by_role("alert")).to_have_count(0)
    print(f"{yes_no + 1} antwoorden met {keys} toetsen")
