"""No tracked file tells where packages come from or on whose machine it was written."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

# Put together from parts, so that this file does not hold what it forbids.
HOSTS = re.compile("|".join(("py" + r"pi\.org", "python" + r"hosted\.org", "find" + "-links=")))
MACHINE = re.compile(
    r"(?<![\w.}~-])/(?:" + "|".join(("wo" + "rk", "ro" + "ot", "ho" + "me", "Us" + "ers")) + r")/\w"
    r"|/opt/" + r"(?:py" + r"pi|whe" + r"els)"
)


def tracked(repository: Path) -> list[Path]:
    """Return the tracked files that are there."""
    try:
        done = subprocess.run(
            ["git", "ls-files", "-z"], cwd=repository, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("dit is geen git-map")
    return [
        path for name in done.stdout.split("\0") if name and (path := repository / name).is_file()
    ]


def test_no_registry_and_no_machine_path(repository: Path) -> None:
    """Neither a package host nor a path of one machine stands in any text file."""
    faults = []
    for path in tracked(repository):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for pattern in (HOSTS, MACHINE):
            faults += [
                f"{path.relative_to(repository)}: {hit[0]}" for hit in pattern.finditer(text)
            ]
    assert not faults


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("cd /wo" + "rk/main", True),
        ('"/ho' + 'me/jan/x"', True),
        ("https://voorbeeld.nl/ho" + "me/jan", False),
        ("de map .venv/bin", False),
    ],
)
def test_machine_path_pattern(text: str, found: bool) -> None:
    """The pattern sees a path and leaves the path of a web address alone."""
    assert bool(MACHINE.search(text)) is found


def test_links_in_readme_lead_somewhere(repository: Path) -> None:
    """Every relative link of the README points at a file in the repository."""
    text = (repository / "README.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (repository / target).exists(), target
