"""The locks pin everything by hash and say nothing about where packages come from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

LOCKS = ("requirements-build.lock", "requirements.lock", "requirements-dev.lock")
PIN = re.compile(r"^([a-z0-9-]+)==([0-9][0-9a-z.+!-]*)( ; [^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def pins(path: Path) -> dict[str, str]:
    """Read the pinned version of each package; refuse a pin without a hash."""
    found: dict[str, str] = {}
    lines = path.read_text(encoding="utf-8").splitlines()
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if match := PIN.match(line):
            assert HASH.match(after), f"{path.name}: {line} heeft geen controlegetal"
            found[match[1]] = match[2]
    return found


def normal(requirement: str) -> str:
    """Return the normal form of the name in a requirement."""
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name
    return re.sub(r"[-_.]+", "-", name[0]).lower()


@pytest.fixture(scope="module")
def project(repository: Path) -> dict[str, Any]:
    """The contents of pyproject.toml."""
    return tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", LOCKS)
def test_only_hashed_pins(repository: Path, name: str) -> None:
    """Every line is a pin, a hash or a comment: no option, no address, no path."""
    text = (repository / name).read_text(encoding="utf-8")
    assert "://" not in text
    for line in text.splitlines():
        assert PIN.match(line) or HASH.match(line) or line.lstrip().startswith("#"), line
    assert pins(repository / name)


def test_direct_dependencies_are_locked(repository: Path, project: dict[str, Any]) -> None:
    """What pyproject.toml asks for is in the lock that installs it."""
    run, dev, build = (
        pins(repository / name)
        for name in ("requirements.lock", "requirements-dev.lock", "requirements-build.lock")
    )
    groups = project["dependency-groups"]
    assert {normal(one) for one in project["project"]["dependencies"]} <= run.keys()
    assert {normal(one) for one in groups["dev"]} <= dev.keys()
    assert {normal(one) for one in groups["build"]} <= build.keys()


def test_locks_agree(repository: Path) -> None:
    """The development lock holds the run lock, and no package has two versions."""
    run, dev, build = (
        pins(repository / name)
        for name in ("requirements.lock", "requirements-dev.lock", "requirements-build.lock")
    )
    assert run.items() <= dev.items()
    assert all(dev.get(name, version) == version for name, version in build.items())


def test_every_direct_dependency_is_explained(repository: Path, project: dict[str, Any]) -> None:
    """docs/afhankelijkheden.md gives the reason for each."""
    text = (repository / "docs" / "afhankelijkheden.md").read_text(encoding="utf-8").lower()
    groups = project["dependency-groups"]
    for one in [*project["project"]["dependencies"], *groups["dev"], *groups["build"]]:
        name = re.split(r"[<>=]", one)[0].lower()
        assert f"| `{name}` |" in text, f"{name} staat niet in docs/afhankelijkheden.md"
