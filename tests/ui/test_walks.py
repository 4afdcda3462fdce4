"""Each audience walks the whole road in a real browser, on a phone or at a desk.

Start, interview, advice, report, timeline, routes, save, wipe, go on from the file, leave. Each
page is also seen at the other size and on paper. Screenshots go to artefacten/ (not in git).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, expect

from tests.browsing import FAULTS, SIZES, SLOW, Walker, open_walker, resume

LEAST = 10
"""So many questions are answered at least before the advice."""
PEOPLE: dict[str, tuple[str, Literal["light", "dark"], str, tuple[str, ...], dict[str, str]]] = {
    "ouder": (
        "telefoon",
        "light",
        "Ouder of verzorger",
        ("Thuis gaat het niet meer", "Bijna 18: wat verandert er?"),
        {
            "jeugdige.geboortedatum": "14-3-2009",
            "wlz.indicatie": "nee",
            "jeugdige.in_nederland": "ja",
            "gezag.situatie": "beide_ouders",
            "maatregel.ots": "nee",
            "pleegzorg.contract": "nee",
            "wonen.situatie": "ouders",
            "jeugdige.ingezetene": "ja",
            "inkomen.ouder_verzekerd_akw": "ja",
        },
    ),
    "jongere": (
        "telefoon",
        "dark",
        "Ik ben zelf de jongere",
        ("Ik word 18: wat verandert er?", "Ik krijg de hulp niet, of de hulp stopt"),
        {
            "jeugdige.geboortedatum": "3-2-2009",
            "wlz.indicatie": "nee",
            "gezag.situatie": "een_ouder",
            "maatregel.ots": "nee",
            "wonen.situatie": "jeugdhulp_groep",
            "jeugdwet.maand_in_accommodatie": "ja",
            "jeugdige.nederlander": "ja",
            "procedure.klacht_over_uitvoering": "ja",
        },
    ),
    "jeugdbeschermer": (
        "bureau",
        "light",
        "Jeugdbeschermer of andere professional",
        ("Het is thuis niet veilig", "Thuis gaat het niet meer"),
        {
            "jeugdige.geboortedatum": "20-9-2013",
            "maatregel.ots": "ja",
            "gezag.situatie": "beide_ouders",
            "wonen.situatie": "ouders",
            "wlz.indicatie": "nee",
            "jeugdige.spoed": "ja",
            "jeugdige.in_nederland": "ja",
            "bw1.ouders_relatie": "gescheiden",
        },
    ),
    "trainer": (
        "bureau",
        "dark",
        "Trainer",
        ("Er is dag en nacht zorg nodig", "Bijna 18: wat verandert er?"),
        {
            "jeugdige.geboortedatum": "5-1-2009",
            "wlz.indicatie": "nee",
            "gezag.situatie": "beide_ouders",
            "wonen.situatie": "jeugdhulp_groep",
            "onderwijs.soort": "vso",
            "jeugdige.in_nederland": "ja",
            "zvw.verzekerd": "ja",
        },
    ),
}
"""Who -> the screen, its colours, the role, what goes wrong, and what is known."""
PAGES = {
    "advies": "Wie betaalt wat?",
    "tijdlijn": "Langs de verjaardagen",
    "vastgelopen": "Vastgelopen?",
    "antwoorden": re.compile("antwoorden"),
}
_TO_U = re.compile(r"[^.!?\n]*\b(?:u|uw)\b[^.!?\n]*", re.IGNORECASE)
_TO_JE = re.compile(r"[^.!?\n]*\b(?:je|jij|jouw)\b[^.!?\n]*", re.IGNORECASE)

# On paper: nothing to press or to fill in, black on white, nothing past the edge.
_PAPER = """() => {
  const shown = e => e.offsetParent !== null && e.getBoundingClientRect().height > 0;
  const faults = [...document.querySelectorAll(
    'button, input, select, textarea, [role="slider"], .st-key-rw_kop, .stSkeleton')]
    .filter(shown).map(e => 'nog te zien: ' + e.outerHTML.slice(0, 90));
  const light = c => c.match(/[\\d.]+/g).slice(0, 3).reduce((a, b) => a + Number(b), 0) / 3;
  const page = getComputedStyle(document.querySelector('.stApp')).backgroundColor;
  if (light(page) < 250) faults.push('niet wit: ' + page);
  for (const e of document.querySelectorAll('.stMain :is(h1, h2, h3, p, li, summary, td, th)')) {
    const style = getComputedStyle(e);
    if (shown(e) && light(style.color) > 130) faults.push('te licht: ' + e.textContent.trim());
    const box = e.getBoundingClientRect();
    if (shown(e) && box.right > innerWidth + 1) faults.push('afgekapt: ' + e.textContent.trim());
  }
  if (document.documentElement.scrollWidth > innerWidth) faults.push('breder dan het papier');
  const main = document.querySelector('.stMain');
  if (getComputedStyle(main).overflowY !== 'visible') faults.push('alleen het scherm, niet alles');
  return [...new Set(faults)];
}"""
REPORT = {
    **dict.fromkeys(("ouder", "jongere"), ("Verslag (PDF)", b"%PDF-")),
    **dict.fromkeys(("jeugdbeschermer", "trainer"), ("Verslag (Word)", b"PK\x03\x04")),
}
ON_PAPER = ("ouder", "jeugdbeschermer")
"""Of these a PDF of the pages is kept as well."""
PAPER = {"width": 680, "height": 960}
"""An A4 within its margins."""


@pytest.fixture(params=PEOPLE)
def walker(request: pytest.FixtureRequest, browser: Browser, repository: Path) -> Walker:
    who: str = request.param
    size, scheme = PEOPLE[who][:2]
    return open_walker(browser, repository / "artefacten" / who, size, scheme)


def respond(walker: Walker, known: dict[str, str], number: int) -> None:
    """Answer the question on the screen: what is known, and otherwise 'Weet ik niet'."""
    page = walker.page
    told = page.locator(".rw-voortgang strong")
    expect(told).to_have_text(f"Vraag {number}", timeout=SLOW)
    walker.settle()
    unknown = page.locator('[class*="st-key-"][class*="_onbekend"]').first
    shown = str(unknown.get_attribute("class"))
    found = re.search(r"st-key-(knop|antwoord|lijst)_(\S+)_onbekend", shown)
    assert found is not None
    kind, name = found.groups()
    answer = next((text for feit, text in known.items() if feit.replace(".", "-") == name), None)
    if kind == "lijst":
        for feit, text in known.items():
            line = page.locator(f'[class$="_{feit.replace(".", "-")}"] label')
            if text == "ja" and line.count():
                line.first.click()
        page.locator("button:visible", has_text="Volgende").first.click()
    elif answer is None:
        unknown.locator("button").click()
    elif kind == "antwoord":
        for label, text in zip(("Dag", "Maand", "Jaar"), answer.split("-"), strict=True):
            page.get_by_label(label, exact=True).fill(text)
        page.get_by_label("Jaar", exact=True).press("Enter")
    else:
        page.locator(f".st-key-knop_{name}_{answer} button").click()
    expect(told).not_to_have_text(f"Vraag {number}", timeout=SLOW)


def see(walker: Walker, name: str, who: str, *, paper: bool = False) -> None:
    """Look at the page on this screen, on the other one and on paper; how is *who* spoken to?"""
    page, here = walker.page, SIZES[walker.size]
    walker.look(name)
    wrong = _TO_U if who == "jongere" else _TO_JE
    text = page.locator(".stMain").inner_text()
    walker.faults += [f"{name}: aanspreekvorm: {said}" for said in wrong.findall(text)]
    if not paper:
        return
    other = next(size for size in SIZES if size != walker.size)
    width, height = SIZES[other]
    page.set_viewport_size({"width": width, "height": height})
    page.screenshot(path=walker.folder / f"{other}-{name}.png")
    walker.faults += [f"{name}, {other}: {fault}" for fault in page.evaluate(FAULTS)]
    page.set_viewport_size({"width": PAPER["width"], "height": PAPER["height"]})
    page.emulate_media(media="print")
    walker.faults += [f"{name}, papier: {fault}" for fault in page.evaluate(_PAPER)]
    if who in ON_PAPER:
        (walker.folder / f"{name}.pdf").write_bytes(page.pdf(format="A4"))
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": here[0], "height": here[1]})


def test_the_whole_road(walker: Walker, server: str, request: pytest.FixtureRequest) -> None:
    who = request.node.callspec.params["walker"]
    _, _, role, troubles, known = PEOPLE[who]
    page = walker.page
    page.goto(server)
    expect(page.locator(".stRadio").first).to_be_visible(timeout=SLOW)
    page.get_by_text(role).click()
    for trouble in troubles:
        walker.settle()
        page.get_by_role("button", name=trouble, exact=True).click()
    expect(page.get_by_text("We kijken dan naar")).to_be_visible()
    walker.look("walk-1-start")
    walker.press("Begin met de vragen")
    for number in range(1, LEAST + 1):
        respond(walker, known, number)
    see(walker, "walk-2-vraag", who)
    walker.press("Nu stoppen")

    walker.heading(PAGES["advies"])
    expect(page.locator(".rw-kort li").first).to_be_visible()
    expect(page.locator(".rw-smal" if walker.size == "telefoon" else ".rw-breed")).to_be_visible()
    see(walker, "walk-3-advies", who, paper=True)
    label, mark = REPORT[who]
    with page.expect_download() as report:
        walker.press(label)
    assert report.value.path().read_bytes().startswith(mark)
    page.get_by_role("link", name="Tijdlijn").click()
    walker.heading(PAGES["tijdlijn"])
    expect(page.locator(".rw-lint").first).to_be_visible()
    see(walker, "walk-4-tijdlijn", who, paper=True)
    page.get_by_role("link", name="Vastgelopen?").first.click()
    walker.heading(PAGES["vastgelopen"])
    expect(page.locator(".rw-ladder li").first).to_be_attached(timeout=SLOW)
    see(walker, "walk-5-vastgelopen", who, paper=True)
    with page.expect_download() as report:
        walker.press("Plan (PDF)")
    assert report.value.path().read_bytes().startswith(b"%PDF-")

    walker.more(re.compile("antwoorden$"))
    walker.heading(PAGES["antwoorden"])
    see(walker, "walk-6-antwoorden", who, paper=True)
    rows = page.locator('[class*="st-key-rw_rij_wijzig_"]')
    count = rows.count()
    assert count >= LEAST
    with page.expect_download() as download:
        walker.press("Bewaar mijn antwoorden")
    saved = download.value.path().read_bytes()
    assert f"doelgroep: {who}".encode() in saved
    walker.press("Wis alles")
    walker.press("Ja, wis alles")
    expect(page.get_by_text("Alles is gewist")).to_be_visible(timeout=SLOW)
    walker.look("walk-7-gewist")

    resume(page, saved)
    expect(page.get_by_text("antwoorden staan er weer")).to_be_visible(timeout=SLOW)
    expect(rows).to_have_count(count)
    walker.look("walk-8-hervat")

    if walker.size == "telefoon":  # somebody comes in: the page is gone at once
        page.get_by_role("button", name="Verlaat").click()
    else:
        page.keyboard.press("Alt+q")
    page.wait_for_url("about:blank")
    page.goto(f"{server}/advies")
    expect(page.get_by_text("Er is nog geen advies")).to_be_visible(timeout=SLOW)
    assert walker.hosts == {"localhost"}
    assert walker.faults == []
