"""Finds the Chromium of the system, which the browser tests drive. Standard library only."""

from __future__ import annotations

import shutil
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)


def find_chromium() -> str | None:
    """Return the path of an installed Chromium or Chrome, or None."""
    for name in _NAMES:
        path = shutil.which(name)
        if path:
            return path
    for program in _MAC:
        if program.is_file():
            return str(program)
    return None
