"""The words that Streamlit itself puts on the page, in Dutch: for the eye and for the ear.

Streamlit has no setting for its language. What is not known here stays as it is; a test walks
all pages and finds English that is left.
"""

from __future__ import annotations

import json

import streamlit as st

WORDS = {
    "Close": "Sluiten",
    "Main menu": "Menu",
    "Skip to main content": "Naar de inhoud",
    "Upload": "Kies bestand",
    "Browse files": "Kies bestand",
    "file upload": "bestand kiezen",
    "Drag and drop a file here": "Sleep het bestand hierheen",
    "Drag and drop file here": "Sleep het bestand hierheen",
    "Drag and drop files here": "Sleep de bestanden hierheen",
    "Add files": "Kies een ander bestand",
    "add icon": "Kies een ander bestand",
    "Error:": "Fout:\u00a0",
    "Page not found": "Deze pagina bestaat niet",
    "The page that you have requested does not seem to exist. Running the app's main page.": (
        "Dit is de startpagina. De antwoorden zijn er nog."
    ),
    "Connection error": "Geen verbinding",
    "Choose date": "Kies een dag",
    "Previous month": "Vorige maand",
    "Next month": "Volgende maand",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.": (
        "Kies een dag met de pijltjestoetsen. Enter kiest, Escape sluit."
    ),
    "Choose an option": "Kies er een",
    "Choose options": "Kies wat past",
    "Choose or add an option": "Kies of vul in",
    "No results": "Niets gevonden",
    "No options to select": "Er is niets te kiezen",
    "Select all": "Kies alles",
    "Clear all": "Maak leeg",
    "Clear value": "Maak leeg",
    "Press Enter to apply": "Druk op Enter",
    "Press Enter to submit form": "Druk op Enter",
    "Open": "Open",
    "Fullscreen": "Groot",
    "Close fullscreen": "Weer klein",
    "Help": "Uitleg",
    "Stop": "Stop",
    "Running...": "Bezig…",
    "Copy to clipboard": "Kopieer",
}
"""Text of Streamlit -> Dutch; only a text that is exactly this."""

PATTERNS = (
    (r"^(\d+(?:\.\d+)?)MB per file$", "hooguit $1 MB"),
    (
        r"^(?:Error: )?File must be (\d+)(?:\.\d)?MB or smaller\.$",
        "Dit bestand is te groot: hooguit $1 MB.",
    ),
    (r"^(?:Error: )?.* files are not allowed\.$", "Dit soort bestand kan hier niet."),
    (r"^(\d+)\.(\d)(B|KB|MB)$", "$1,$2 $3"),
    (r"^(.*), (\d+)\.(\d)(B|KB|MB)$", "$1, $2,$3 $4"),
    (r"^Remove (.*)$", "Verwijder $1"),
    (r"^Shortcut (.*)$", "Sneltoets $1"),
    (r"^Choose date, (.*)$", "Kies een dag, $1"),
    (r"^Help for (.*)$", "Uitleg bij $1"),
    (r"^day, (.*)$", "dag, $1"),
    (r"^month, (.*)$", "maand, $1"),
    (r"^year, (.*)$", "jaar, $1"),
    (r"^Clear (.*)$", "Maak leeg: $1"),
)
"""Pattern -> Dutch, for texts with something in them."""

LOST = (
    "Regelwijzer antwoordt even niet. Wacht een minuut: meestal komt de verbinding vanzelf terug. "
    "Lukt het niet, laad de pagina dan opnieuw. Zijn de antwoorden bewaard? Open dat bestand dan "
    "op de startpagina."
)
"""Instead of what Streamlit tells when the server does not answer: only of use to programmers."""

_SCRIPT = """<script>(() => {
  if (window.rwNederlands) return;
  window.rwNederlands = true;
  const woorden = __WORDS__, vormen = __PATTERNS__.map(([p, n]) => [new RegExp(p), n]);
  const namen = ['aria-label', 'title', 'placeholder'];
  const om = (tekst) => {
    const kort = tekst.trim();
    if (!kort || kort.length > 120) return null;
    if (Object.hasOwn(woorden, kort)) return woorden[kort];
    const vorm = vormen.find(([p]) => p.test(kort));
    return vorm ? kort.replace(vorm[0], vorm[1]) : null;
  };
  const tekst = (knoop) => {
    if (knoop.data.startsWith('streamlit run ') && knoop.parentElement) {
      // The command that Streamlit shows beside it.
      (knoop.parentElement.closest('.stCode, pre') || knoop.parentElement).style.display = 'none';
      return;
    }
    if (knoop.data.startsWith('Is Streamlit still running?')) {
      const vak = knoop.parentElement;
      knoop.data = __LOST__;
      for (const kind of vak.childNodes) if (kind !== knoop) {
        if (kind.nodeType === 3) kind.data = ''; else kind.style.display = 'none';
      }
      return;
    }
    const ons = '.stMain :is(.stMarkdown, .stHtml)';
    if (knoop.parentElement && knoop.parentElement.closest(ons)) return;
    const nieuw = om(knoop.data);
    if (nieuw !== null && nieuw !== knoop.data) knoop.data = nieuw;
  };
  const naam = (vak) => {
    for (const soort of namen) {
      const oud = vak.getAttribute(soort), nieuw = oud === null ? null : om(oud);
      if (nieuw !== null && nieuw !== oud) vak.setAttribute(soort, nieuw);
    }
  };
  const alles = (begin) => {
    if (begin.nodeType === 3) return tekst(begin);
    if (begin.nodeType !== 1 || begin.matches('script, style')) return;
    naam(begin);
    begin.querySelectorAll('[aria-label], [title], [placeholder]').forEach(naam);
    const lopen = document.createTreeWalker(begin, NodeFilter.SHOW_TEXT);
    for (let knoop = lopen.nextNode(); knoop; knoop = lopen.nextNode()) tekst(knoop);
  };
  new MutationObserver((lijst) => {
    for (const wat of lijst) {
      if (wat.type === 'attributes') naam(wat.target);
      else if (wat.type === 'characterData') tekst(wat.target);
      else wat.addedNodes.forEach(alles);
    }
  }).observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: namen,
  });
  alles(document.body);
})();</script>"""


def script() -> str:
    """Return the script that puts the words of Streamlit into Dutch."""
    made = _SCRIPT
    parts = {"WORDS": WORDS, "PATTERNS": PATTERNS, "LOST": LOST}
    for name, content in parts.items():
        made = made.replace(f"__{name}__", json.dumps(content, ensure_ascii=False))
    return made


def speak() -> None:
    """Put the script on the page; it works for as long as the page is open."""
    st.html(script(), unsafe_allow_javascript=True)
