"""The design tokens: readable in light and dark, and the same as the theme of Streamlit."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from regelwijzer.ui.theme import TOKENS, css

AA = 4.5
BORDER = 3.0
TEXT_ON = [
    *[(text, ground) for text in ("inkt", "zacht", "merk") for ground in ("vlak", "grond", "band")],
    *[(name, f"{name}-vlak") for name in ("ja", "oordeel", "onbekend", "nee", "gevaar", "merk")],
    ("inkt", "merk-vlak"),
]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_is_readable(text: str, ground: str, dark: bool) -> None:
    assert contrast(TOKENS[text][dark], TOKENS[ground][dark]) >= AA


@pytest.mark.parametrize("dark", [False, True])
def test_borders_of_what_can_be_pressed_are_seen(dark: bool) -> None:
    assert contrast(TOKENS["rand"][dark], TOKENS["vlak"][dark]) >= BORDER
    assert contrast(TOKENS["rand"][dark], TOKENS["grond"][dark]) >= BORDER


def test_streamlit_has_the_same_colours(repository: Path) -> None:
    config = tomllib.loads((repository / ".streamlit" / "config.toml").read_text())["theme"]
    for dark, name in enumerate(("light", "dark")):
        theme = config[name]
        assert theme["textColor"] == TOKENS["inkt"][dark]
        assert theme["backgroundColor"] == TOKENS["grond"][dark]
        assert theme["secondaryBackgroundColor"] == TOKENS["band"][dark]
        assert theme["linkColor"] == TOKENS["merk"][dark]
        # White letters on the main button.
        assert contrast("#ffffff", theme["primaryColor"]) >= AA
    assert config["light"]["primaryColor"] == TOKENS["merk"][0]


def test_style_sheet_uses_only_known_tokens_and_no_other_host() -> None:
    sheet = css()
    used = {re.split("[,)]", part)[0] for part in sheet.split("var(--rw-")[1:]} - {"balk"}
    assert used <= set(TOKENS)
    assert "url(" not in sheet
    assert "@import" not in sheet
    assert "prefers-reduced-motion" in sheet
