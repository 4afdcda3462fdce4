"""Every faulty rule file is refused with a message that helps."""

from __future__ import annotations

from pathlib import Path

import pytest

from regelwijzer.knowledge.errors import KnowledgeErrors
from regelwijzer.knowledge.loader import load_base

FOLDER = Path(__file__).parent.parent / "bad_rules"
GOOD = FOLDER / "_goed"
BAD = sorted(FOLDER.glob("*.yaml"))


def test_the_good_base_loads() -> None:
    base = load_base(GOOD)
    assert list(base.kaders) == ["proef.zorg"]
    assert base.begrippen["proef.toegang"].regels[0].aard == "wet"


def test_there_are_enough_faulty_bases() -> None:
    assert len(BAD) >= 25


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_refused_with_a_clear_message(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    expected = [
        line.removeprefix("# verwacht:").strip()
        for line in text.splitlines()
        if line.startswith("# verwacht:")
    ]
    assert expected
    overlay = tmp_path / "fout"
    overlay.mkdir()
    (overlay / path.name).write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeErrors) as caught:
        load_base(GOOD, overlay)
    message = str(caught.value)
    assert f"fout/{path.name}" in message
    assert "Waarom: " in message and "Oplossing: " in message
    for part in expected:
        assert part in message
