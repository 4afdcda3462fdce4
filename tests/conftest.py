"""What all tests share: the whole rule base read once per process, and the system's Chromium."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, expect, sync_playwright

from regelwijzer.advice.advisor import Advisor
from regelwijzer.application import Application, load_application
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.loader import load_base
from tests.browsing import FLAGS
from tests.chromium import find_chromium

# Two test processes share two cores: a slow moment is no fault. CI draws the same examples
# each time, so that a failure there can be repeated; elsewhere new ones are tried.
settings.register_profile("standaard", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
expect.set_options(timeout=20_000)  # milliseconds; five seconds is short on a machine at work
settings.load_profile("ci" if os.environ.get("CI") else "standaard")

# The files that take longest, longest first: one that starts late keeps the others waiting. The
# very first waits two minutes for a server to forget, while other processes work.
LONGEST = (
    "ui/test_canary.py",
    "ui/test_walks.py",
    "ui/test_every_page.py",
    "safety/test_faults.py",
    "audit/test_overeenstemming.py",
    "ui/test_stalled_browser.py",
    "ui/test_keyboard.py",
    "ui/test_browser.py",
    "ui/test_training.py",
    "ui/test_table.py",
    "ui/test_pages.py",
    "advice/test_advisor.py",
    "ui/test_uploads.py",
    "knowledge/test_local.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; each file stays together, for what its tests share."""
    places = {Path(__file__).parent / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root folder of the checkout."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def base(repository: Path) -> Kennisbank:
    """The whole rule base; all tests share it, so no test may change it."""
    return load_base(repository / "rules")


@pytest.fixture(scope="session")
def whole(base: Kennisbank) -> Iterator[Application]:
    """The whole product, by the bit planes only: no worker process."""
    found = load_application(base=base, use_durable=False)
    yield found
    found.close()


@pytest.fixture(scope="session")
def advisor(whole: Application) -> Advisor:
    """The advisor of the whole product."""
    return whole.advisor


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the system's Chromium; command two installs it."""
    path = find_chromium()
    assert path is not None, "geen Chromium gevonden: draai 'python3 -m tests', of installeer hem"
    return path


@pytest.fixture(scope="session")
def started_browser(chromium: str) -> Iterator[Browser]:
    """Chromium, started once per process."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def browser(started_browser: Browser) -> Iterator[Browser]:
    """A browser for one test: what the test leaves open in it is closed."""
    yield started_browser
    for context in started_browser.contexts:
        context.close()
