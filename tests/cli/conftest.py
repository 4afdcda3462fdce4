"""The commands run in this process, on rules that it reads once."""

from __future__ import annotations

from pathlib import Path

import pytest

from regelwijzer import cli_tools
from regelwijzer.datapaths import rules_folder
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.loader import load_base
from regelwijzer.training import command

CASE = """
peildatum: 2026-11-22
doelgroep: jeugdbeschermer
hulpvragen: [verblijf, behandeling_psychisch]
feiten:
  jeugdige.geboortedatum: 2009-05-14
  jeugdige.iq: {van: 70, tot: 85}
  gezondheid.psychische_stoornis: ja
  zorg.permanent_toezicht: ja
"""


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    """Return a case file as in the contract."""
    path = tmp_path / "zaak.yaml"
    path.write_text(CASE, encoding="utf-8")
    return path


@pytest.fixture
def read_once(base: Kennisbank, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that reads the rules gets those of this process; local rules are still read."""

    def load(root: Path, local: Path | None = None) -> Kennisbank:
        return base if (root, local) == (rules_folder(), None) else load_base(root, local)

    for module in (cli_tools, command):
        monkeypatch.setattr(module, "load_base", load)
