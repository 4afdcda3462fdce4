"""The real rule base and library, loaded once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from regelwijzer.advice.advisor import Advisor
from regelwijzer.application import Application, load_application
from regelwijzer.training.library import Library, load_library


@pytest.fixture(scope="session")
def product() -> Iterator[Application]:
    """The whole product, with both engines."""
    found = load_application()
    yield found
    found.close()


@pytest.fixture(scope="session")
def advisor(product: Application) -> Advisor:
    return product.advisor


@pytest.fixture(scope="session")
def library(advisor: Advisor, repository: Path) -> Library:
    return load_library(repository / "questionnaires", advisor.base)
