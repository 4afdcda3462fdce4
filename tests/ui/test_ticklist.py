"""Several questions as one list to tick: nee is said aloud, each line can stay open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from regelwijzer.application import Application
from regelwijzer.ui import state
from tests.ui.helpers import born, html, known, press, titles


@pytest.fixture
def listed(
    whole: Application, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[AppTest]:
    """The app on the whole rule base, at the first list that a parent gets."""
    monkeypatch.setattr(state, "load_application", lambda: whole)
    st.cache_resource.clear()
    app = AppTest.from_file(str(repository / "app.py"), default_timeout=60).run()
    app.radio(key="start_rol").set_value("ouder").run()
    app.button_group(key="start_problemen").set_value(["Er is dag en nacht zorg nodig"]).run()
    press(app, "Begin met de vragen")
    born(app, 1, 6, 2010)
    for _ in range(6):
        if boxes(app):
            break
        press(app, "Nee")
    assert titles(app) == ["Welke hulp heeft uw kind nodig, ook als die er al is?"]
    yield app
    st.cache_resource.clear()


def boxes(app: AppTest) -> dict[str, object]:
    """Return the check boxes of the list by feit, without those for 'weet ik niet'."""
    keys = [(str(box.key), box) for box in app.checkbox if str(box.key).startswith("lijst_")]
    return {key.split("_", 3)[-1]: box for key, box in keys if not key.endswith("_onzeker")}


def unsure(app: AppTest, feit: str) -> object:
    return next(box for box in app.checkbox if str(box.key).endswith(f"{feit}_onzeker"))


def number(app: AppTest) -> int:
    return int(html(app).split("<strong>Vraag ")[1].split("<")[0])


def given(app: AppTest) -> dict[str, object]:
    return {name: value for name, value in known(app).items() if name.startswith("zorg.")}


def test_what_is_ticked_is_ja_and_the_rest_is_nee(listed: AppTest) -> None:
    before = number(listed)
    assert any("telt als nee" in caption.value for caption in listed.caption)
    box = boxes(listed)["zorg.begeleiding_nodig"]
    box.check()  # type: ignore[attr-defined]
    press(listed, "Volgende")
    found = given(listed)
    assert found["zorg.begeleiding_nodig"] is True
    assert found["zorg.verpleging_nodig"] is False
    assert len(found) >= 4
    assert number(listed) == before + 1


def test_a_line_that_is_unsure_stays_unknown(listed: AppTest) -> None:
    unsure(listed, "zorg.verpleging_nodig").check()  # type: ignore[attr-defined]
    press(listed, "Volgende")
    assert "zorg.verpleging_nodig" not in known(listed)
    assert "zorg.verpleging_nodig" in listed.session_state["rw_antwoorden"].skipped
    assert known(listed)["zorg.verblijf_nodig"] is False


def test_ticked_and_unsure_cannot_both_be(listed: AppTest) -> None:
    boxes(listed)["zorg.verpleging_nodig"].check()  # type: ignore[attr-defined]
    unsure(listed, "zorg.verpleging_nodig").check()  # type: ignore[attr-defined]
    press(listed, "Volgende")
    assert "kies er een" in listed.error[0].value
    assert given(listed) == {}


@pytest.mark.parametrize(
    ("label", "private"), [("Weet ik niet", False), ("Wil ik niet zeggen", True)]
)
def test_the_whole_list_can_stay_open(listed: AppTest, label: str, private: bool) -> None:
    names = set(boxes(listed))
    press(listed, label)
    answers = listed.session_state["rw_antwoorden"]
    assert names <= answers.skipped
    assert (names <= answers.withheld) is private
    assert given(listed) == {}


def test_back_shows_the_list_as_it_was_answered(listed: AppTest) -> None:
    boxes(listed)["zorg.begeleiding_nodig"].check()  # type: ignore[attr-defined]
    unsure(listed, "zorg.verpleging_nodig").check()  # type: ignore[attr-defined]
    press(listed, "Volgende")
    press(listed, "Vorige vraag")
    assert titles(listed) == ["Welke hulp heeft uw kind nodig, ook als die er al is?"]
    shown = {name: box.value for name, box in boxes(listed).items()}  # type: ignore[attr-defined]
    assert shown["zorg.begeleiding_nodig"] is True
    assert not any(value for name, value in shown.items() if name != "zorg.begeleiding_nodig")
    assert unsure(listed, "zorg.verpleging_nodig").value is True  # type: ignore[attr-defined]


def test_one_line_is_changed_as_a_question_of_its_own(listed: AppTest) -> None:
    press(listed, "Volgende")
    press(listed, "Mijn antwoorden")
    press_key(listed, "wijzig_zorg.verpleging_nodig")
    assert titles(listed) == ["Heeft uw kind verpleging nodig?"]
    press(listed, "Ja")
    assert known(listed)["zorg.verpleging_nodig"] is True
    assert known(listed)["zorg.verblijf_nodig"] is False


def press_key(app: AppTest, key: str) -> None:
    next(button for button in app.button if button.key == key).click().run()
