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
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from regelwijzer import bootstrap
from tests.chromium import find_chromium

ROOT = Path(__file__).resolve().parent.parent

# In this order: quick ones first, two at once, and then pytest, whose closing line comes last.
CHECKS: dict[str, list[str]] = {
    "ruff": ["ruff", "check", "."],
    "opmaak": ["ruff", "format", "--check", "."],
    "mypy": ["mypy", "--strict"],
    "controleer": ["regelwijzer", "controleer"],
    # Three processes for two cores: browser tests wait a lot. A file stays in one process.
    "pytest": ["pytest", "-n", "3", "--dist", "loadfile", "--no-loadscope-reorder"],
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


class Done(NamedTuple):
    """How a check went."""

    code: int
    output: str
    seconds: float


def run(command: Sequence[str], *, show: bool = False) -> Done:
    """Run a check; with *show* its output is printed as it comes."""
    began = time.monotonic()
    lines: list[str] = []
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
            lines.append(line)
            if show:
                sys.stdout.write(line)
                sys.stdout.flush()
    return Done(process.returncode, "".join(lines), time.monotonic() - began)


def run_checks(python: Path, names: Sequence[str], options: Sequence[str] = ()) -> int:
    """Run the named checks, all of them even when one fails; return the exit code.

    Two run at once, each on a core; the tests come after them and have all cores.
    """
    commands = {
        name: [str(python.parent / program), *fixed, *options]
        for name in names
        for program, *fixed in [CHECKS[name]]
    }
    results: dict[str, Done] = {}
    with ThreadPoolExecutor(2) as pool:
        early = {name: pool.submit(run, commands[name]) for name in names if name != "pytest"}
        for name, waiting in early.items():
            results[name] = waiting.result()
            print(f"\n--- {name} ---\n{results[name].output}", end="", flush=True)
    if "pytest" in names:
        print("\n--- pytest ---", flush=True)
        results["pytest"] = run(commands["pytest"], show=True)
    print("\n--- samenvatting ---")
    for name, (code, _, seconds) in results.items():
        print(f"{name:<12}{'goed' if code == 0 else f'FOUT ({code})':<12}{seconds:6.1f} s")
    if "pytest" in names:
        print(results["pytest"].output.rstrip().rpartition("\n")[2], flush=True)
    return int(any(done.code != 0 for done in results.values()))


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
