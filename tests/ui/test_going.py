"""Going to another page is not undone by what still happens on the page that was left."""

from __future__ import annotations

import time

from streamlit.testing.v1 import AppTest

from regelwijzer.ui.pages import GOING_SECONDS


def left_for(app: AppTest, target: str, seconds_ago: float) -> str:
    """Return the title that stands there when the start page is asked for after it was left."""
    app.session_state["rw_onderweg"] = ("start", target, time.monotonic() - seconds_ago)
    app.run()
    assert not app.exception
    return str(app.title[0].value)


def test_a_page_that_was_just_left_does_not_come_back(app: AppTest) -> None:
    assert left_for(app, "twijfel", 0.0) == "Klopt dit niet?"


def test_who_comes_back_later_stays(app: AppTest) -> None:
    assert left_for(app, "twijfel", GOING_SECONDS + 1) == "Wie moet deze hulp betalen?"
