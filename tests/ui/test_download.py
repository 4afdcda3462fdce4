"""A file that was made can be fetched, whatever others do meanwhile; and then it goes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager, MediaFileMetadata
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from regelwijzer.ui import letgo
from tests.ui.helpers import Clock


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(letgo, "time", SimpleNamespace(monotonic=found))
    monkeypatch.setattr(MediaFileMetadata, "mark_for_delete", MediaFileMetadata.mark_for_delete)
    letgo.keep_downloads_fetchable()
    return found


def made() -> tuple[MediaFileManager, str]:
    """Return a manager in which somebody just pressed a button, and the name of the file."""
    storage = MemoryMediaFileStorage("/media")
    manager = MediaFileManager(storage)
    name = manager.add_deferred(lambda: b"antwoorden", "application/yaml", "1.2", "a.yaml")
    address = manager.execute_deferred(name)
    return manager, address.rsplit("/", 1)[1]


def content(manager: Any, name: str) -> bytes | None:
    try:
        return bytes(manager._storage.get_file(name).content)
    except MediaFileStorageError:
        return None


def test_pages_of_others_do_not_take_it_away(clock: Clock) -> None:
    manager, name = made()
    for _ in range(50):
        manager.remove_orphaned_files()
        clock.now += letgo.FETCH_SECONDS / 51
        assert content(manager, name) == b"antwoorden"


def test_it_goes_within_a_minute_by_the_sweeps_alone(clock: Clock) -> None:
    manager, name = made()
    for _ in range(3):
        clock.now += letgo.SWEEP_SECONDS
        manager.remove_orphaned_files()
    assert clock.now <= 60
    assert content(manager, name) is None
    assert manager._file_metadata == {}
