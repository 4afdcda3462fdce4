"""What the tests of the pages share: press, fill in, and read what is on the page."""

from __future__ import annotations

from typing import Any

from streamlit.testing.v1 import AppTest

BIRTH = "jeugdige.geboortedatum"


class Clock:
    """A clock that is moved by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def titles(app: AppTest) -> list[str]:
    """Return the titles on the page."""
    return [title.value for title in app.title]


def html(app: AppTest) -> str:
    """Return all HTML on the page."""
    return "\n".join(block.proto.body for block in app.get("html"))


def press(app: AppTest, label: str) -> AppTest:
    """Press the first button with *label*."""
    found = [button for button in app.button if button.label == label]
    assert found, f"geen knop '{label}' in {[button.label for button in app.button]}"
    return found[0].click().run()


def begin(app: AppTest, role: str = "jeugdbeschermer") -> AppTest:
    """Choose a role and go to the first question."""
    app.radio(key="start_rol").set_value(role).run()
    return press(app, "Begin met de vragen")


def born(app: AppTest, day: int | None, month: int | None, year: int | None) -> AppTest:
    """Answer the question for the date of birth."""
    for name, value in (("dag", day), ("maand", month), ("jaar", year)):
        app.number_input(key=f"antwoord_{BIRTH}_{name}").set_value(value)
    return press(app, "Volgende")


def known(app: AppTest) -> dict[str, Any]:
    """Return the answers so far."""
    return dict(app.session_state["rw_antwoorden"].case.values)


def go_to(app: AppTest, page: str) -> AppTest:
    """Follow the link to *page* in the bar."""
    link = next(link for link in app.get("page_link") if link.proto.page == page)
    app._page_hash = link.proto.page_script_hash
    return app.run()
