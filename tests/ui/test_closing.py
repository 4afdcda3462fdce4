"""A session that is found as garbage is closed apart, not in the middle of something else."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from streamlit.runtime.app_session import AppSession
from streamlit.testing.v1 import AppTest

from regelwijzer.ui import letgo

closed: list[str] = []


class Session(AppSession):
    """A session that is nothing but a name."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.me = self  # only the search for garbage finds it

    def shutdown(self) -> None:
        closed.append(self.name)


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    gc.collect()
    monkeypatch.setattr(AppSession, "__del__", AppSession.__del__)
    letgo.close_sessions_apart()
    letgo._found.clear()
    closed.clear()
    yield
    letgo._found.clear()


def test_finding_it_closes_nothing_and_the_sweep_closes_it_once() -> None:
    Session("een")
    gc.collect()
    assert closed == []
    letgo.close_found()
    assert closed == ["een"]
    gc.collect()
    letgo.close_found()
    assert closed == ["een"]
    assert not any(isinstance(found, Session) for found in gc.get_objects())


def test_there_is_one_sweeper(app: AppTest) -> None:
    for _ in range(3):
        letgo.start_sweeping()
    names = [thread.name for thread in threading.enumerate()]
    assert names.count("regelwijzer-opruimer") == 1


def test_the_sweep_closes_it() -> None:
    Session("twee")
    letgo.sweep()
    assert closed == ["twee"]
