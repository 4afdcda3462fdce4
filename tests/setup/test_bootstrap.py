"""Command one: what may be missing is told in one Dutch sentence, and a second start is quick."""

from __future__ import annotations

import ast
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from regelwijzer import bootstrap, launch

PARTS = (
    "app.py",
    "pyproject.toml",
    "requirements-build.lock",
    "requirements.lock",
    "requirements-dev.lock",
    "regelwijzer/__init__.py",
    "regelwijzer/bootstrap.py",
    "regelwijzer/launch.py",
)


@pytest.fixture
def fresh(repository: Path, tmp_path: Path) -> Path:
    """A copy of what command one needs, without an environment."""
    for part in PARTS:
        (tmp_path / part).parent.mkdir(exist_ok=True)
        shutil.copy(repository / part, tmp_path / part)
    return tmp_path


def imported(path: Path) -> set[str]:
    """Return the top-level names of all modules that a file imports, wherever in the file."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or ".").split(".")[0])
    return found


@pytest.mark.parametrize("version", [(3, 10, 13), (3, 14, 0), (2, 7, 18)])
def test_wrong_python(version: tuple[int, ...]) -> None:
    """A Python outside 3.11-3.13 is named, with what to do."""
    with pytest.raises(bootstrap.SetupError, match=r"3\.11, 3\.12 of 3\.13 nodig") as caught:
        bootstrap.check_python(version)
    assert ".".join(map(str, version)) in str(caught.value)


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 9), (3, 13, 1)])
def test_right_python(version: tuple[int, ...]) -> None:
    """3.11, 3.12 and 3.13 pass."""
    bootstrap.check_python(version)


def test_missing_headers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without Python.h the remedy is python3-dev."""
    monkeypatch.setattr(bootstrap, "find_compiler", lambda: "/bin/cc")
    monkeypatch.setattr(sysconfig, "get_path", lambda name: str(tmp_path))
    with pytest.raises(bootstrap.SetupError, match="python3-dev"):
        bootstrap.check_compiler()


def test_missing_venv_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """Debian without python3-venv has no ensurepip."""
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "ensurepip" else real(name)
    )
    with pytest.raises(bootstrap.SetupError, match="python3-venv"):
        bootstrap.check_venv_module()


def test_missing_compiler_for_real(fresh: Path) -> None:
    """The real command, with no compiler to be found: one sentence, exit 1, nothing made."""
    environment = {key: value for key, value in os.environ.items() if key != "CC"}
    environment["PATH"] = str(fresh / "leeg")
    done = subprocess.run(
        [sys.executable, "app.py", "--zonder-browser"],
        cwd=fresh,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 1
    assert "geen C-compiler" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (fresh / ".venv").exists()


def test_folder_that_is_no_environment(fresh: Path) -> None:
    """A .venv that is something else is never wiped."""
    (fresh / ".venv").mkdir()
    (fresh / ".venv" / "brief.txt").write_text("van de gebruiker")
    with pytest.raises(bootstrap.SetupError, match="geen Python-omgeving"):
        bootstrap.make_venv(fresh)
    assert (fresh / ".venv" / "brief.txt").exists()


def test_failed_installation(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When pip fails there is one sentence, and no stamp that says all is well."""
    monkeypatch.setattr(bootstrap, "check_machine", lambda: None)
    monkeypatch.setattr(bootstrap, "make_venv", lambda root: None)
    monkeypatch.setattr(bootstrap, "run_logged", lambda command, log: False)
    with pytest.raises(bootstrap.SetupError, match="internetverbinding"):
        bootstrap.ensure_environment(root=fresh)
    assert not bootstrap.is_ready(bootstrap.RUN_LOCK, fresh)


def test_incomplete_checkout(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be read is told in one sentence that names it."""
    monkeypatch.setattr(bootstrap, "check_machine", lambda: None)
    (fresh / bootstrap.RUN_LOCK).unlink()
    with pytest.raises(bootstrap.SetupError, match=r"requirements\.lock.*opnieuw op"):
        bootstrap.ensure_environment(root=fresh)


def test_stamp(fresh: Path) -> None:
    """A finished installation is known again, until a lock or the project file changes."""
    bootstrap.venv_python(fresh).parent.mkdir(parents=True)
    bootstrap.venv_python(fresh).touch()
    for lock in (bootstrap.RUN_LOCK, bootstrap.DEV_LOCK):
        assert not bootstrap.is_ready(lock, fresh)
        stamp = bootstrap.stamp_value(lock, fresh)
        bootstrap.stamp_file(lock, fresh).write_text(stamp + "\n")
        assert bootstrap.is_ready(lock, fresh)
        with (fresh / lock).open("a") as stream:
            stream.write("# new\n")
        assert not bootstrap.is_ready(lock, fresh)


def test_development_environment_runs_the_app(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After command two, command one has nothing to install."""
    bootstrap.venv_python(fresh).parent.mkdir(parents=True)
    bootstrap.venv_python(fresh).touch()
    lock = bootstrap.DEV_LOCK
    bootstrap.stamp_file(lock, fresh).write_text(bootstrap.stamp_value(lock, fresh))
    monkeypatch.setattr(bootstrap, "install", lambda lock, root: pytest.fail("installs again"))
    assert bootstrap.ensure_environment(root=fresh) == bootstrap.venv_python(fresh)


def test_flag_for_python_3_13(monkeypatch: pytest.MonkeyPatch) -> None:
    """durable_rules calls a function that Python 3.13 dropped; older ones need no flag."""
    monkeypatch.setenv("CPPFLAGS", "-DOWN=1")
    flags = {}
    for version in ((3, 12, 9), (3, 13, 1)):
        with monkeypatch.context() as patch:
            patch.setattr(sys, "version_info", version)
            flags[version] = bootstrap.build_environment()["CPPFLAGS"]
    assert flags[3, 12, 9] == "-DOWN=1"
    assert flags[3, 13, 1] == "-DOWN=1 -DPyEval_CallObject=PyObject_CallObject"


def test_port_in_use() -> None:
    """A port that was asked for is not swapped for another; without a wish the next one is."""
    with socket.socket() as taken:
        taken.bind((launch.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(bootstrap.SetupError, match="--poort"):
            launch.choose_port(port)
    assert launch.choose_port(None) >= launch.DEFAULT_PORT


@pytest.mark.parametrize("text", ["0", "65536", "-1", "x", ""])
def test_wrong_port(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong port is refused before anything is done."""
    with pytest.raises(SystemExit) as caught:
        launch.parse([f"--poort={text}"])
    assert caught.value.code == 2
    assert "geen poort" in capsys.readouterr().err


def test_unknown_option(capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown option gives one Dutch sentence."""
    with pytest.raises(SystemExit) as caught:
        launch.parse(["--port", "8501"])
    assert caught.value.code == 2
    assert "wordt niet begrepen" in capsys.readouterr().err


def test_app_serves_this_computer_only() -> None:
    """No telemetry, and no address that others can reach, whatever the user's own settings."""
    command = launch.streamlit_command(Path("python"), Path("app.py"), 8501)
    assert "--server.address=127.0.0.1" in command
    assert "--browser.gatherUsageStats=false" in command
    assert "--client.showErrorDetails=none" in command


@pytest.mark.parametrize(
    "name",
    [
        "regelwijzer/bootstrap.py",
        "regelwijzer/launch.py",
        "regelwijzer/__init__.py",
        "tests/__main__.py",
    ],
)
def test_only_standard_library(repository: Path, name: str) -> None:
    """These run before anything is installed, on any Python that may be there."""
    allowed = sys.stdlib_module_names | {"regelwijzer", "tests"}
    assert imported(repository / name) <= allowed
    ast.parse((repository / name).read_text(encoding="utf-8"), feature_version=(3, 7))


def test_app_is_thin(repository: Path) -> None:
    """app.py only hands over: to the set-up, or to the page when Streamlit runs it."""
    path = repository / "app.py"
    assert imported(path) == {"sys", "regelwijzer"}
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 20
