"""The wheel carries the law, and the package finds it there."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from regelwijzer import datapaths, launch


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built in this process (no network, no second environment)."""
    folder = tmp_path_factory.mktemp("wheel")
    builder = WheelBuilder(str(repository))
    return Path(next(builder.build(directory=str(folder), versions=["standard"])))


def test_wheel_holds_the_law(wheel: Path, repository: Path) -> None:
    """Every YAML file of both folders is in the wheel, byte for byte."""
    with zipfile.ZipFile(wheel) as archive:
        for folder in ("rules", "questionnaires"):
            files = sorted((repository / folder).rglob("*.yaml"))
            assert files, f"{folder}/ is leeg"
            for path in files:
                name = f"regelwijzer/_data/{path.relative_to(repository).as_posix()}"
                assert archive.read(name) == path.read_bytes()


def test_wheel_metadata(wheel: Path) -> None:
    """Licence, type marker and console script are there; tests and tools are not."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        info = next(name.split("/")[0] for name in names if name.endswith("/METADATA"))
        metadata = archive.read(f"{info}/METADATA").decode()
        scripts = archive.read(f"{info}/entry_points.txt").decode()
    assert "License-Expression: EUPL-1.2" in metadata
    assert "Requires-Python: <3.14,>=3.11" in metadata
    assert "regelwijzer = regelwijzer.cli:run" in scripts
    assert "regelwijzer/py.typed" in names
    assert f"{info}/licenses/LICENSE" in names
    assert {name.split("/")[0] for name in names} == {"regelwijzer", info}


def test_folders_in_an_installed_wheel(wheel: Path, tmp_path: Path) -> None:
    """Unpacked as pip would, the package finds its own copy, not a stranger's folder beside it."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    (tmp_path / "rules").mkdir()
    code = (
        "from regelwijzer.datapaths import questionnaires_folder, rules_folder; "
        "print(rules_folder(), questionnaires_folder())"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    data = tmp_path.resolve() / "regelwijzer" / "_data"
    assert done.stdout.split() == [str(data / "rules"), str(data / "questionnaires")]


def test_wheel_holds_what_the_app_shows(wheel: Path, repository: Path) -> None:
    """Style sheets, templates, data and the theme are files beside the code."""
    wanted = [
        *(repository / "regelwijzer" / "ui").glob("*.css"),
        *(repository / "regelwijzer" / "report" / "templates").iterdir(),
        *(repository / "regelwijzer" / "interview").glob("*.yaml"),
        *(repository / "regelwijzer" / "ui").glob("*.png"),
        *(repository / "regelwijzer" / "ui" / "pages").glob("*.py"),
    ]
    assert len(wanted) > 25
    with zipfile.ZipFile(wheel) as archive:
        for path in wanted:
            assert archive.read(path.relative_to(repository).as_posix()) == path.read_bytes()
        names = archive.namelist()
        for part in (
            "questionnaires/training/les_vijftig_minuten.yaml",
            "questionnaires/training/casussen/",
            "questionnaires/jongere/teksten/",
            "questionnaires/vastgelopen.yaml",
            "rules/procedures/",
            "rules/regios/",
            "rules/gaten.yaml",
            "mutanten.md",
        ):
            assert any(name.startswith(f"regelwijzer/_data/{part}") for name in names), part
        theme = archive.read("regelwijzer/_data/.streamlit/config.toml")
    assert theme == (repository / ".streamlit" / "config.toml").read_bytes()


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a new environment with the wheel; the packages it needs are lent to it."""
    folder = tmp_path_factory.mktemp("omgeving")
    venv.EnvBuilder(symlinks=True, with_pip=False).create(folder)
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    site = folder / "lib" / version / "site-packages"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    # A path only: the .pth files there, which lead to this checkout, are not read.
    (site / "geleend.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder / "bin" / "python"


def test_app_starts_from_an_installed_wheel(installed: Path, tmp_path: Path) -> None:
    """`regelwijzer app` serves the app, with its own looks, from any folder."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    with socket.socket() as probe:
        probe.bind((launch.HOST, 0))
        port = probe.getsockname()[1]
    code = "from regelwijzer import launch as b; print(b.__file__); print(b.app_folder())"
    done = subprocess.run(
        [str(installed), "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    module, folder = (Path(line) for line in done.stdout.split())
    assert module.is_relative_to(installed.parent.parent)
    assert (folder / ".streamlit" / "config.toml").is_file()
    server = subprocess.Popen(
        [str(installed), "-m", "regelwijzer", "app", "--poort", str(port), "--zonder-browser"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert server.stdout is not None
    with server.stdout as told:
        try:
            assert "Regelwijzer draait op" in told.readline()
        finally:
            launch.stop_process(server)


def test_commands_run_from_an_installed_wheel(installed: Path, tmp_path: Path) -> None:
    """What reads data of its own finds it there, from any folder; one process for speed."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    commands = (
        ["oefenen"],
        ["procedure"],
        ["regio", "Assen"],
        ["schema"],
        ["verantwoording", "--map", "stukken"],
    )
    code = """
import sys
from regelwijzer import cli
for command in %r:
    try:
        cli.run(command)
    except SystemExit as stopped:
        assert not stopped.code, command
"""
    done = subprocess.run(
        [str(installed), "-c", code % (commands,)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "Robin" in done.stdout and "Drenthe" in done.stdout
    assert len(list((tmp_path / "stukken").iterdir())) >= 5


def test_folders_in_a_checkout(repository: Path) -> None:
    """In a checkout the top-level folders are used."""
    assert datapaths.rules_folder() == repository / "rules"
    assert datapaths.questionnaires_folder() == repository / "questionnaires"


def test_missing_folder() -> None:
    """A folder that is nowhere is told in one sentence."""
    with pytest.raises(FileNotFoundError, match="ontbreekt"):
        datapaths.data_folder("bestaat_niet")
