"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import expect

from tests.chromium import find_chromium

# Two test processes share two cores: a slow moment is no fault. CI draws the same examples
# each time, so that a failure there can be repeated; elsewhere new ones are tried.
settings.register_profile("standaard", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
expect.set_options(timeout=20_000)  # milliseconds; five seconds is short on a machine at work
settings.load_profile("ci" if os.environ.get("CI") else "standaard")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root folder of the checkout."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the system's Chromium; command two installs it."""
    path = find_chromium()
    assert path is not None, "geen Chromium gevonden: draai 'python3 -m tests', of installeer hem"
    return path
