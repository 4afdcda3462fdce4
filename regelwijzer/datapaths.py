"""Where the law and the questionnaires are: in a checkout and in an installed wheel."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_folder(name: str) -> Path:
    """Return the folder `name` ("rules" or "questionnaires").

    An installed wheel carries both under `regelwijzer/_data`; in a checkout (also an editable
    install) they stand beside the package. The packaged copy is tried first, because in an
    installed wheel the folder beside the package is site-packages, which is not ours.
    """
    for folder in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(
        f"De map {name}/ met de kennis van Regelwijzer ontbreekt naast of in {_PACKAGE}: "
        "haal de broncode opnieuw op, of installeer Regelwijzer opnieuw."
    )


def data_file(name: str) -> Path:
    """Return the file `name` (such as "requirements.lock"), searched as the folders are."""
    for path in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if path.is_file():
            return path
    raise FileNotFoundError(
        f"Het bestand {name} van Regelwijzer ontbreekt naast of in {_PACKAGE}: "
        "haal de broncode opnieuw op, of installeer Regelwijzer opnieuw."
    )


def rules_folder() -> Path:
    """Return the folder with the law as YAML."""
    return data_folder("rules")


def questionnaires_folder() -> Path:
    """Return the folder with the wording of the questions."""
    return data_folder("questionnaires")


def mutants_file() -> Path | None:
    """Return the file with the score of the mutation test, or None when it is not there."""
    for path in (_PACKAGE / "_data" / "mutanten.md", _PACKAGE.parent / "docs" / "mutanten.md"):
        if path.is_file():
            return path
    return None


LOCAL_VARIABLE = "REGELWIJZER_LOKAAL"
"""The environment variable that names the local folder for the app."""


def local_folder() -> Path | None:
    """Return the local folder of the app, or None when there is none."""
    named = os.environ.get(LOCAL_VARIABLE, "")
    return Path(named) if named and Path(named).is_dir() else None
