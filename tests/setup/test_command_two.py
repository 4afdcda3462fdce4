"""Command two runs what is asked, keeps going after a fault, and ends with pytest's last line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from regelwijzer import bootstrap
from tests import __main__ as command
from tests.conftest import LONGEST


def fake_tools(folder: Path, **codes: int) -> Path:
    """Make programs that print two lines and end with the given code; return their Python."""
    for name in ("ruff", "mypy", "regelwijzer", "pytest"):
        program = folder / name
        show = f"printf '%s ' \"$@\"; printf '\\n== {name} klaar\\n'"
        program.write_text(f"#!/bin/sh\n{show}\nexit {codes.get(name, 0)}\n")
        program.chmod(0o755)
    return folder / "python"


def test_all_pass(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All checks run, and the closing line of pytest is the last one printed."""
    assert command.run_checks(fake_tools(tmp_path), list(command.CHECKS)) == 0
    lines = capsys.readouterr().out.strip().splitlines()
    assert lines[-1] == "== pytest klaar"
    assert lines.count("== ruff klaar") == 2


@pytest.mark.parametrize("name", ["ruff", "mypy", "regelwijzer", "pytest"])
def test_one_fails(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One failing check makes the whole fail, and the others still run."""
    assert command.run_checks(fake_tools(tmp_path, **{name: 3}), list(command.CHECKS)) == 1
    output = capsys.readouterr().out
    assert "FOUT (3)" in output
    assert output.strip().endswith("== pytest klaar")


def test_options_go_to_the_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`python3 -m tests pytest -k x` hands `-k x` to pytest."""
    command.run_checks(fake_tools(tmp_path), ["pytest"], ["-k", "x"])
    assert "reorder -k x" in capsys.readouterr().out


def test_the_longest_files_are_there(repository: Path) -> None:
    """The files that start first are files: after a change of name one would start last."""
    assert [name for name in LONGEST if not (repository / "tests" / name).is_file()] == []


def test_unknown_check(capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown check is refused, with the choices, before anything is installed."""
    assert command.main(["pyest"]) == 2
    assert "kies uit ruff, opmaak, mypy, controleer, pytest" in capsys.readouterr().out


def test_no_chromium(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Chromium, and without the right to install it, there is one sentence."""
    monkeypatch.setattr(command, "find_chromium", lambda: None)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(bootstrap.SetupError, match="apt install chromium"):
        command.ensure_chromium()


def test_help_needs_nothing(repository: Path) -> None:
    """The help is there before anything is installed."""
    done = subprocess.run(
        [sys.executable, "-S", "-m", "tests", "--help"],
        cwd=repository,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "python3 -m tests pytest -k" in done.stdout


def test_ci_calls_command_two(repository: Path) -> None:
    """CI runs the same command as a developer."""
    script = repository / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert script.read_text(encoding="utf-8").rstrip().endswith('exec "$python" -m tests')
    subprocess.run(["bash", "-n", str(script)], check=True)
