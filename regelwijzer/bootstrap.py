"""Set-up: from a fresh clone to an environment in which the app runs.

This module runs before anything is installed, and on any Python 3 that a user may happen to
have. It therefore imports nothing outside the standard library and keeps to old syntax. What
can go wrong is told as one Dutch sentence with a remedy (`SetupError`), never a traceback.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOWEST = (3, 11)
HIGHEST = (3, 13)
BUILD_LOCK = "requirements-build.lock"
RUN_LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"


class SetupError(Exception):
    """Something the user can mend; the message is one Dutch sentence with the remedy."""


# --- what the machine must have ------------------------------------------------------------


def check_python(version: Sequence[int] | None = None) -> None:
    """Refuse a Python on which durable_rules or the locked packages do not work."""
    found = tuple(version or sys.version_info)
    if not LOWEST <= found[:2] <= HIGHEST:
        number = ".".join(str(part) for part in found[:3])
        raise SetupError(
            "Regelwijzer heeft Python 3.11, 3.12 of 3.13 nodig en dit is Python "
            + number
            + ": installeer zo nodig een van deze en start opnieuw met bijvoorbeeld 'python3.12'."
        )


def check_platform() -> None:
    """Refuse Windows: durable_rules has no known good build there."""
    if os.name == "nt":
        raise SetupError(
            "Regelwijzer werkt op Linux en macOS: gebruik op Windows het Windows-subsysteem "
            "voor Linux (WSL) en start daar 'python3 app.py'."
        )


def find_compiler() -> str | None:
    """Return the C compiler that setuptools will use, or None."""
    named = os.environ.get("CC", "").split()
    for name in [*named[:1], "cc", "gcc", "clang"]:
        path = shutil.which(name)
        if path:
            return path
    return None


def check_compiler() -> None:
    """Refuse a machine that cannot build durable_rules, which is published as source only."""
    if find_compiler() is None:
        raise SetupError(
            "Er is geen C-compiler gevonden, en die is nodig om de regelmotor te bouwen: "
            "installeer er een (Debian of Ubuntu: 'sudo apt install build-essential', "
            "Fedora: 'sudo dnf install gcc', macOS: 'xcode-select --install') en start opnieuw."
        )
    if not (Path(sysconfig.get_path("include")) / "Python.h").is_file():
        raise SetupError(
            "De C-bestanden van Python (Python.h) ontbreken en zijn nodig om de regelmotor te "
            "bouwen: installeer ze (Debian of Ubuntu: 'sudo apt install python3-dev', "
            "Fedora: 'sudo dnf install python3-devel') en start opnieuw."
        )


def check_venv_module() -> None:
    """Refuse a Python without ensurepip: Debian ships it apart, as python3-venv."""
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise SetupError(
            "Deze Python kan geen eigen omgeving maken: installeer het onderdeel venv "
            "(Debian of Ubuntu: 'sudo apt install python3-venv') en start opnieuw."
        )


def check_machine() -> None:
    """Check, before the first installation, everything that it needs."""
    check_platform()
    check_python()
    check_venv_module()
    check_compiler()


# --- the environment in .venv --------------------------------------------------------------


def venv_python(root: Path = ROOT) -> Path:
    """Return the path of the Python inside the environment, which need not exist yet."""
    return root / ".venv" / "bin" / "python"


def venv_state(python: Path) -> tuple[int, ...] | None:
    """Return the Python version of an environment that has a working pip, else None."""
    code = "import json, sys, pip; print(json.dumps(sys.version_info[:3]))"
    try:
        done = subprocess.run(
            [str(python), "-c", code], capture_output=True, text=True, timeout=60, check=True
        )
        return tuple(json.loads(done.stdout))
    except (OSError, subprocess.SubprocessError, ValueError):
        return None


def stamp_value(lock: str, root: Path = ROOT) -> str:
    """Return what a finished installation is known by.

    It changes with the locks, with the project's metadata, with the Python in use and with the
    place of the checkout (an environment cannot be moved).
    """
    digest = hashlib.sha256()
    for name in (BUILD_LOCK, lock, "pyproject.toml"):
        digest.update(name.encode() + b"\0" + (root / name).read_bytes() + b"\0")
    digest.update(str(root).encode() + b"\0" + str(tuple(sys.version_info[:3])).encode())
    return digest.hexdigest()


def stamp_file(lock: str, root: Path = ROOT) -> Path:
    """Return the file inside the environment that marks a finished installation."""
    return root / ".venv" / ("regelwijzer-" + lock + ".stempel")


def is_ready(lock: str, root: Path = ROOT) -> bool:
    """Tell whether the environment already holds exactly what `lock` asks for."""
    try:
        stamped = stamp_file(lock, root).read_text(encoding="utf-8").strip()
    except OSError:
        return False
    return stamped == stamp_value(lock, root) and venv_python(root).exists()


def build_environment() -> dict[str, str]:
    """Return the process environment for pip.

    Python 3.13 dropped a C function that durable_rules still calls; its successor takes the
    same arguments, so the name is mapped at compile time (see docs/afhankelijkheden.md).
    """
    environment = dict(os.environ)
    environment.pop("PYTHONPATH", None)
    if sys.version_info >= (3, 13):
        flag = "-DPyEval_CallObject=PyObject_CallObject"
        environment["CPPFLAGS"] = (environment.get("CPPFLAGS", "") + " " + flag).strip()
    return environment


def run_logged(command: Sequence[str], log: Path) -> bool:
    """Run a command with its output appended to `log`; tell whether it succeeded."""
    with log.open("a", encoding="utf-8") as stream:
        stream.write("\n$ " + " ".join(command) + "\n")
        stream.flush()
        return (
            subprocess.run(
                command, stdout=stream, stderr=subprocess.STDOUT, env=build_environment()
            ).returncode
            == 0
        )


def make_venv(root: Path) -> None:
    """Make `.venv`, or keep a working one that has the same Python version."""
    folder = root / ".venv"
    state = venv_state(venv_python(root)) if folder.exists() else None
    if state is not None and state == tuple(sys.version_info[:3]):
        return
    if folder.exists() and not (folder / "pyvenv.cfg").is_file():
        raise SetupError(
            f"De map {folder} bestaat al en is geen Python-omgeving: "
            "verplaats of verwijder die map en start opnieuw."
        )
    done = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(folder)],
        capture_output=True,
        env=build_environment(),
    )
    if done.returncode != 0 or venv_state(venv_python(root)) is None:
        raise SetupError(
            f"Het maken van de omgeving in {folder} is mislukt: controleer of er schijfruimte "
            "is en of u in deze map mag schrijven (Debian of Ubuntu: ook 'sudo apt install "
            "python3-venv'), en start opnieuw."
        )


def engine_works(python: Path) -> bool:
    """Tell whether durable_rules can be imported, in a process of its own."""
    try:
        done = subprocess.run(
            [str(python), "-c", "import durable.lang"], capture_output=True, timeout=60
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def install(lock: str, root: Path = ROOT) -> None:
    """Install, by hash, the build tools, the packages of `lock` and the project itself."""
    make_venv(root)
    python = venv_python(root)
    log = root / ".venv" / "installatie.log"
    pip = [str(python), "-m", "pip", "--no-input", "--disable-pip-version-check", "install"]
    # The build tools go first and isolation is off, so that durable_rules is built with the
    # setuptools of our lock and not with whichever is the newest that day.
    by_hash = [*pip, "--require-hashes"]
    from_lock = [*by_hash, "--no-build-isolation", "--use-pep517", "-r", str(root / lock)]
    project = [*pip, "--no-deps", "--no-build-isolation", "-e", str(root)]
    for command in ([*by_hash, "-r", str(root / BUILD_LOCK)], from_lock):
        if not run_logged(command, log):
            raise SetupError(
                "Het installeren van de pakketten is mislukt: controleer de internetverbinding "
                f"en start opnieuw; het verslag van de installatie staat in {log}."
            )
    if not run_logged(project, log):
        raise SetupError(
            "De pakketten staan klaar, maar Regelwijzer zelf kon niet worden geïnstalleerd: haal "
            f"de broncode opnieuw op en start opnieuw; het verslag staat in {log}."
        )
    # pip may have kept a durable_rules that was once built without the flag for Python 3.13.
    if not engine_works(python):
        run_logged([*from_lock, "--force-reinstall", "--no-cache-dir"], log)
    if not engine_works(python):
        raise SetupError(
            "De regelmotor (durable_rules) is gebouwd maar start niet: meld dit bij het project "
            f"en stuur het verslag {log} mee."
        )


def ensure_environment(lock: str = RUN_LOCK, root: Path = ROOT) -> Path:
    """Make sure that `.venv` holds what `lock` asks for; return its Python.

    A finished installation leaves a stamp, so that the next start costs nothing. The packages
    of the development lock include those of the run lock, so either will do to run the app.
    """
    check_python()
    try:
        if is_ready(lock, root) or (lock == RUN_LOCK and is_ready(DEV_LOCK, root)):
            return venv_python(root)
        check_machine()
        stamp = stamp_value(lock, root)
        say("Regelwijzer wordt klaargezet in de map .venv; dat duurt eerst een paar minuten.")
        for stale in (root / ".venv").glob("regelwijzer-*.stempel"):
            stale.unlink()
        install(lock, root)
        stamp_file(lock, root).write_text(stamp + "\n", encoding="utf-8")
    except OSError as error:
        raise SetupError(
            f"Een bestand is niet te lezen of te schrijven ({error.filename}: {error.strerror}): "
            "haal de broncode opnieuw op, in een map waar u mag schrijven, en start opnieuw."
        ) from error
    say("Regelwijzer staat klaar.")
    return venv_python(root)


def say(sentence: str) -> None:
    """Print one sentence at once."""
    print(sentence, flush=True)
