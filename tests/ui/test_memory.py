"""Answers outlive a refresh for half an hour, in memory only, and no longer."""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Iterator
from datetime import date
from typing import cast

import pytest
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.session_manager import SessionInfo
from streamlit.testing.v1 import AppTest

from regelwijzer.interview.session import Answers
from regelwijzer.reasoning.case import Case
from regelwijzer.ui import keep, letgo, memory
from regelwijzer.ui.memory import MEMORY, Memory
from tests.ui.helpers import Clock, begin, born, html, known, press

ONE, TWO = "a" * 64, "b" * 64
ANSWERS = Answers(Case(date(2026, 11, 22)))


class Tab:
    """Stands for a session of Streamlit; only its name and its life matter here."""

    id = "een"


def test_a_closed_tab_is_let_go_of_when_it_may_not_come_back_any_more() -> None:
    """Streamlit holds it, with all answers, until somebody else closes a tab."""
    for seconds, kept in ((0, False), (60, True)):
        storage, tab = MemorySessionStorage(ttl_seconds=seconds), Tab()
        storage.save(SessionInfo(client=None, session=cast(AppSession, tab)))
        gone = weakref.ref(tab)
        del tab
        assert len(storage.list()) == kept
        assert gone() is not None
        letgo.let_go_of_closed(storage)
        assert (gone() is not None) == kept


@pytest.fixture
def clean() -> Iterator[None]:
    yield
    MEMORY.forget(ONE)


def test_it_is_forgotten_after_half_an_hour_of_idleness() -> None:
    clock = Clock()
    kept = Memory(clock=clock)
    kept.put(ONE, ANSWERS)
    clock.now = 29 * 60
    assert kept.get(ONE) == ANSWERS
    kept.put(ONE, ANSWERS)  # somebody is there: the half hour begins anew
    clock.now = 58 * 60
    kept.put(TWO, ANSWERS)
    assert kept.get(ONE) == ANSWERS
    clock.now = 59 * 60
    assert kept.get(ONE) is None
    assert len(kept) == 1
    assert memory.IDLE_SECONDS == 1800


def test_it_is_forgotten_when_nobody_comes_by() -> None:
    kept = Memory(idle=0.05)
    kept.put(ONE, ANSWERS)
    end = time.monotonic() + 5
    while len(kept) and time.monotonic() < end:
        time.sleep(0.01)
    assert len(kept) == 0


def test_tabs_do_not_see_each_other_and_one_can_be_wiped() -> None:
    kept = Memory()
    other = Answers(Case(date(2027, 1, 1)))
    kept.put(ONE, ANSWERS)
    kept.put(TWO, other)
    assert (kept.get(ONE), kept.get(TWO)) == (ANSWERS, other)
    kept.forget(ONE)
    assert (kept.get(ONE), kept.get(TWO)) == (None, other)
    kept.forget(TWO)


@pytest.mark.parametrize("token", ["", "kort", "A" * 64, "g" * 64, "a" * 65, "../../x"])
def test_only_a_token_of_the_browser_opens_something(token: str) -> None:
    kept = Memory()
    kept.put(token, ANSWERS)
    assert len(kept) == 0
    assert kept.get(token) is None


def test_it_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MOST", 3)
    kept = Memory()
    for number in range(9):
        kept.put(f"{number:064x}", ANSWERS)
    assert len(kept) == 3
    assert kept.get(f"{8:064x}") is not None
    assert kept.get(f"{0:064x}") is None


def test_many_threads() -> None:
    kept = Memory()

    def work(number: int) -> None:
        for _ in range(200):
            kept.put(f"{number:064x}", ANSWERS)
            assert kept.get(f"{number:064x}") == ANSWERS
            kept.forget(f"{number:064x}")

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(kept) == 0


def test_the_answers_are_kept_and_wiped_with_the_page(app: AppTest, clean: None) -> None:
    app.session_state["rw_teken"] = ONE
    begin(app)
    born(app, 14, 5, 2010)
    kept = MEMORY.get(ONE)
    assert kept is not None
    assert dict(kept.case.values) == known(app)
    app.button(key="rw_wis_nu").click().run()
    assert MEMORY.get(ONE) is None


def test_a_page_left_open_is_wiped(
    app: AppTest, monkeypatch: pytest.MonkeyPatch, clean: None
) -> None:
    app.session_state["rw_teken"] = ONE
    begin(app)
    press(app, "Weet ik niet")
    app.run()
    assert "rw_antwoorden" in app.session_state
    monkeypatch.setattr(keep, "idle_seconds", lambda: keep.IDLE_SECONDS + 1.0)
    app.run()
    assert "rw_antwoorden" not in app.session_state
    assert "half uur niets" in " ".join(found.value for found in app.info)
    assert MEMORY.get(ONE) is None


def test_a_tab_that_left_gets_half_a_minute_to_come_back() -> None:
    clock = Clock()
    kept = Memory(clock=clock)
    kept.put(ONE, ANSWERS)
    clock.now = 100
    kept.leave(ONE)
    clock.now = 129
    assert kept.get(ONE) == ANSWERS
    clock.now = 131
    kept.put(ONE, ANSWERS)  # it came back
    clock.now = 200
    assert kept.get(ONE) == ANSWERS
    kept.leave(ONE)
    clock.now = 231
    assert kept.get(ONE) is None


@pytest.mark.parametrize("before", [True, False])
def test_what_is_still_drawn_for_a_tab_that_left_keeps_nothing_longer(before: bool) -> None:
    clock = Clock()
    kept = Memory(clock=clock)
    if before:
        kept.put(ONE, ANSWERS)
    kept.leave(ONE)
    clock.now = 20
    kept.put(ONE, ANSWERS)
    clock.now = 31
    assert kept.get(ONE) is None


def test_a_tab_that_is_still_there_after_all_is_kept_again() -> None:
    clock = Clock()
    kept = Memory(clock=clock)
    kept.put(ONE, ANSWERS)
    kept.leave(ONE)
    clock.now = 31
    kept.put(ONE, ANSWERS)
    clock.now = 1000
    assert kept.get(ONE) == ANSWERS


def test_who_left_is_forgotten_when_nobody_comes_by(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "LEAVE_SECONDS", 0.05)
    kept = Memory()
    kept.put(ONE, ANSWERS)
    kept.leave(TWO)
    kept.put(TWO, ANSWERS)  # only after it left
    end = time.monotonic() + 5
    while len(kept) > 1 and time.monotonic() < end:
        time.sleep(0.01)
    assert len(kept) == 1
    assert kept.get(ONE) == ANSWERS
    kept.forget(ONE)


def test_strangers_that_say_they_leave_fill_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MOST", 3)
    kept = Memory()
    for number in range(9):
        kept.leave(f"{number:064x}")
    kept.leave("kort")
    assert len(kept) == 0
    assert len(kept._left) == 3


def test_leaving_wipes_without_a_question_and_shows_nothing(app: AppTest, clean: None) -> None:
    app.session_state["rw_teken"] = ONE
    begin(app)
    born(app, 14, 5, 2010)
    app.button(key="rw_verlaat").click().run()
    assert not app.exception
    assert "rw_antwoorden" not in app.session_state
    assert MEMORY.get(ONE) is None
    assert not app.title
    assert "location.replace('about:blank')" in html(app)
    assert "http" not in html(app).split("<script>")[-1]
