"""What must hold on every page that the app has, whoever made it: it is walked by itself.

axe-core finds no fault (contrast also in the dark), nothing goes to another host, nothing is
English, the smallest phone and 200 % zoom need no sideways scrolling, nothing moves for who
asked for rest, and the keyboard reaches everything and shows where it is.
"""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect
from streamlit.testing.v1 import AppTest

from tests.browsing import BAD, FAULTS, SLOW, SLOWEST, settle_loaded

HOSTILE = "<img src=x onerror=alert(1)>[a](javascript:alert(1))**"
SAVED = f"""regelwijzer: antwoorden/1
peildatum: 2026-11-22
doelgroep: jeugdbeschermer
hulpvragen: [verblijf, vertegenwoordiging]
feiten:
  jeugdige.geboortedatum: 2009-05-14
  '{HOSTILE}': ja
"""
BIG: ViewportSize = {"width": 1440, "height": 900}
SMALL: ViewportSize = {"width": 360, "height": 740}
AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
_RUN = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
  .filter(fault => ['serious', 'critical'].includes(fault.impact))
  .flatMap(fault => fault.nodes.map(node => `${fault.id}: ${node.html.slice(0, 200)}`))"""

_CONTRAST = _RUN.replace("{resultTypes", "{runOnly: ['color-contrast'], resultTypes")
_DARK = """() => getComputedStyle(document.querySelector('.stApp')).backgroundColor
  .match(/\\d+/g).slice(0, 3).every(part => Number(part) < 60)"""

# Faults of Streamlit itself: the rule, and what the part of the page looks like. Each one is
# told in docs/toegankelijkheid.md; at this version there are none left that we cannot mend.
STREAMLIT: tuple[tuple[str, str], ...] = ()

_ENGLISH = re.compile(
    r"\b(the|skip|press|choose|select|upload|browse|remove|close|loading|running|shortcut|file|page|"
    r"click|show|hide|day|month|year|previous|next|clear|copy)\b",
    re.IGNORECASE,
)
_TEXTS = """() => {
  const found = new Set();
  for (const e of document.querySelectorAll('[aria-label],[title],[placeholder],[alt]'))
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
      if (e.getAttribute(name)) found.add(e.getAttribute(name));
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n = walk.nextNode(); n; n = walk.nextNode())
    if (!n.parentElement.closest('style, script, noscript, [data-testid="stIconMaterial"]')
        && n.textContent.trim()) found.add(n.textContent.trim());
  return [...found];
}"""
# Dutch words that look English, and what only Streamlit's own hidden parts hold.
_DUTCH = re.compile(r"\b(file|page|show|clear|next|the)\b(?=\S*\.nl)|Main menu", re.IGNORECASE)

_MOVES = """() => [...document.querySelectorAll('.stMain *')].filter(e => {
  const s = getComputedStyle(e);
  const seconds = s.transitionDuration.split(',').concat(s.animationDuration.split(','))
    .map(parseFloat);
  const moving = s.animationName !== 'none' || s.transitionProperty !== 'none';
  return moving && Math.max(...seconds) > 0.01 && e.offsetParent !== null;
}).map(e => e.outerHTML.slice(0, 120))"""

_FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const s = getComputedStyle(e), box = e.getBoundingClientRect();
  const ring = (t) => t.outlineStyle !== 'none' && parseFloat(t.outlineWidth) > 0
    || t.boxShadow !== 'none';
  let shown = false;
  for (let p = e, n = 0; p && n < 4; p = p.parentElement, n++)
    shown = shown || ring(getComputedStyle(p));
  for (const c of e.parentElement.querySelectorAll('*'))
    shown = shown || ring(getComputedStyle(c));
  return {name: (e.getAttribute('aria-label') || e.innerText || e.value || e.tagName).slice(0, 60),
    tag: e.tagName, shown, size: box.width * box.height, key: e.outerHTML.slice(0, 300)};
}"""


@pytest.fixture
def pages(app: AppTest) -> list[str]:
    """The address of every page that the app has."""
    found = [page.url_path for page in app.session_state["rw_paginas"].values()]
    assert len(found) >= 8
    return found


def resumed(context: BrowserContext, server: str) -> Page:
    """Return a page that goes on with a file in which somebody put something hostile."""
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(server)
    page.get_by_text("Verder met bewaarde antwoorden").click(timeout=SLOW)
    settle_loaded(page)
    assert english(page) == [], "start, met het veld voor een bestand"
    page.locator("input[type=file]").set_input_files(
        [{"name": "a.yaml", "mimeType": "application/yaml", "buffer": SAVED.encode()}]
    )
    expect(page.locator("h1")).to_have_text("Uw antwoorden", timeout=SLOW)
    settle_loaded(page)
    expect(page.get_by_text(HOSTILE)).to_be_visible()
    assert page.locator("img[src=x], a[href^=javascript]").count() == 0
    return page


def english(page: Page) -> list[str]:
    """Return what is English on the page."""
    found: list[str] = page.evaluate(_TEXTS)
    return [text for text in found if _ENGLISH.search(_DUTCH.sub("", text.replace(HOSTILE, "")))]


def ours(faults: list[str]) -> list[str]:
    """Leave out what is listed as a fault of Streamlit."""
    return [
        fault
        for fault in faults
        if not any(fault.startswith(f"{rule}:") and part in fault for rule, part in STREAMLIT)
    ]


def test_every_page(browser: Browser, server: str, pages: list[str], repository: Path) -> None:
    folder = repository / "artefacten"
    folder.mkdir(exist_ok=True)
    context = browser.new_context(
        viewport=BIG, locale="nl-NL", reduced_motion="reduce", color_scheme="light"
    )
    seen: set[str] = set()
    said: list[str] = []
    context.on("request", lambda sent: seen.add(sent.url))
    page = resumed(context, server)
    page.on("websocket", lambda socket: seen.add(socket.url))
    page.on("pageerror", lambda error: said.append(f"fout in de pagina: {error}"))
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    titles: dict[str, str] = {}
    for name in pages:
        page.goto(f"{server}/{name}")
        expect(page.locator("h1").first).to_be_visible(timeout=SLOWEST)
        settle_loaded(page)
        titles[name] = page.title()
        said += [f"{name}: {fault}" for fault in look(page, folder)]
    assert len(set(titles.values())) == len(titles), titles
    assert all("Regelwijzer" in title for title in titles.values())
    page.goto(f"{server}/bestaat-niet")
    expect(page.get_by_text("Deze pagina bestaat niet")).to_be_visible(timeout=SLOW)
    assert english(page) == []
    context.close()
    hosts = {urlsplit(url).hostname for url in seen if urlsplit(url).scheme in ("http", "ws")}
    others = {urlsplit(url).scheme for url in seen} - {"http", "ws", "blob", "data"}
    assert (hosts, others) == ({"localhost"}, set())
    assert not said, "\n".join(said)


def look(page: Page, folder: Path) -> list[str]:
    """Return every fault of the page on the screen: on a desk and on a phone."""
    faults: list[str] = []
    text = page.locator("body").inner_text()
    faults += [f"toont '{bad}'" for bad in BAD.findall(text)]
    faults += [f"Engels: {found}" for found in english(page)]
    page.evaluate(AXE)
    faults += ours(page.evaluate(_RUN))
    faults += [f"beweegt: {found}" for found in page.evaluate(_MOVES)]
    # The app draws the page again for other colours: until then it is half dark and pale.
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.wait_for_function(_DARK)
    settle_loaded(page)
    page.screenshot(path=folder / f"donker-{urlsplit(page.url).path.strip('/') or 'start'}.png")
    faults += [f"donker: {fault}" for fault in ours(page.evaluate(_CONTRAST))]
    page.set_viewport_size(SMALL)
    page.wait_for_timeout(300)
    faults += [f"telefoon, donker: {fault}" for fault in ours(page.evaluate(_RUN))]
    # 320 pixels is the smallest phone, and a desktop of 1280 at 400 %; 720 is 1440 at 200 %.
    for narrow in (320, 720):
        page.set_viewport_size({"width": narrow, "height": 740})
        faults += [f"{narrow}: {fault}" for fault in page.evaluate(FAULTS)]
    page.set_viewport_size(BIG)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return faults


def test_with_the_keyboard_alone(browser: Browser, server: str) -> None:
    """From the start to the advice without a mouse; where the focus is, can be seen."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="nl-NL")
    page = context.new_page()
    page.goto(server)
    page.locator(".stRadio").first.wait_for(timeout=SLOW)
    settle_loaded(page)
    tab_to(page, "radio")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    settle_loaded(page)
    tab_to(page, "Begin met de vragen")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Jaar", exact=True)).to_be_visible(timeout=SLOW)
    settle_loaded(page)
    tab_to(page, "Dag")
    for text in ("14", "5", "2009"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    tab_to(page, "Volgende")
    page.keyboard.press("Enter")
    expect(page.locator(".rw-voortgang strong")).to_have_text("Vraag 2", timeout=SLOW)
    settle_loaded(page)
    tab_to(page, "Nu stoppen")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Wie betaalt wat?", timeout=SLOW)
    settle_loaded(page)
    tab_to(page, "Wis alles", "Shift+Tab")
    page.keyboard.press("Enter")
    into = page.locator('[data-testid="stPopoverBody"] button').first
    expect(into).to_be_focused()  # what opens stands at the end of the page: nobody tabs so far
    page.keyboard.press("Escape")
    expect(page.locator('[data-testid="stPopoverButton"]', has_text="Wis alles")).to_be_focused()
    page.keyboard.press("Enter")
    expect(into).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Alles is gewist")).to_be_visible(timeout=SLOW)
    context.close()


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press Tab until the part with this name has the focus; each stop must be visible."""
    seen: list[str] = []
    for _ in range(80):
        page.keyboard.press(key)
        found: dict[str, Any] | None = page.evaluate(_FOCUS)
        if found is None:
            continue
        assert found["shown"] or found["tag"] == "MAIN", f"geen zichtbare focus: {found}"
        seen.append(str(found["name"]))
        if name in str(found["name"]) or f'type="{name}"' in str(found["key"]):
            return
    raise AssertionError(f"'{name}' is niet te bereiken met Tab: {seen}")
