"""Command two: `python3 -m tests` sets everything up and runs every check.

Standard library only: it runs before anything is installed. The tools run with the Python of
`.venv`, which is made and filled from the development lock first.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from regelwijzer import bootstrap
from tests.chromium import find_chromium

ROOT = Path(__file__).resolve().parent.parent

# In this order: quick ones first, pytest last, so that its closing line ends the output.
CHECKS: dict[str, list[str]] = {
    "ruff": ["ruff", "check", "."],
    "opmaak": ["ruff", "format", "--check", "."],
    "mypy": ["mypy", "--strict"],
    "controleer": ["regelwijzer", "controleer"],
    "pytest": ["pytest", "-n", "2"],
}
USAGE = f"""Gebruik: python3 -m tests [CONTROLE [OPTIES ...]]

Zonder CONTROLE worden alle controles gedaan: {", ".join(CHECKS)}.
Met CONTROLE alleen die ene; OPTIES gaan naar het programma zelf, bijvoorbeeld
  python3 -m tests pytest -k wlz"""


def ensure_chromium() -> None:
    """Make sure that there is a Chromium, through apt-get where that is allowed."""
    if find_chromium():
        return
    if os.name == "posix" and os.geteuid() == 0 and _apt_install("chromium") and find_chromium():
        return
    raise bootstrap.SetupError(
        "Er is geen Chromium gevonden, en die is nodig voor de browsertests: installeer hem "
        "(Debian: 'sudo apt install chromium', macOS: installeer Google Chrome) en start opnieuw."
    )


def _apt_install(package: str) -> bool:
    """Install a Debian package without questions; tell whether that succeeded."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "--no-install-recommends", package]
    bootstrap.say(f"{package} wordt geïnstalleerd met apt-get.")
    try:
        for command in (["apt-get", "update"], install):
            subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def run(command: Sequence[str]) -> tuple[int, str]:
    """Run a check and show its output as it comes; return its exit code and last line."""
    last = ""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            sys.stdout.write(line)
            sys.stdout.flush()
            last = line.rstrip() or last
    return process.returncode, last


def run_checks(python: Path, names: Sequence[str], options: Sequence[str] = ()) -> int:
    """Run the named checks, all of them even when one fails; return the exit code."""
    results: list[tuple[str, int, float]] = []
    last = ""
    for name in names:
        print(f"\n--- {name} ---", flush=True)
        began = time.monotonic()
        program, *fixed = CHECKS[name]
        code, last = run([str(python.parent / program), *fixed, *options])
        results.append((name, code, time.monotonic() - began))
    print("\n--- samenvatting ---")
    for name, code, seconds in results:
        print(f"{name:<12}{'goed' if code == 0 else f'FOUT ({code})':<12}{seconds:6.1f} s")
    if names[-1] == "pytest":
        print(last, flush=True)
    return int(any(code != 0 for _, code, _ in results))


def main(arguments: Sequence[str]) -> int:
    """Read the command line, set up, and run what was asked."""
    if arguments and arguments[0] in ("-h", "--help", "--hulp"):
        print(USAGE)
        return 0
    if arguments and arguments[0] not in CHECKS:
        print(f"De controle '{arguments[0]}' bestaat niet: kies uit {', '.join(CHECKS)}.")
        return 2
    names = list(arguments[:1]) or list(CHECKS)
    try:
        python = bootstrap.ensure_environment(bootstrap.DEV_LOCK)
        if "pytest" in names:
            ensure_chromium()
    except bootstrap.SetupError as error:
        print(error, file=sys.stderr)
        return 1
    return run_checks(python, names, arguments[1:])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
