"""The page 'Vastgelopen?' and the banner of danger, in this process, on the whole rule base."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from regelwijzer.application import Application
from regelwijzer.reasoning.values import Chosen, Period
from regelwijzer.ui import state
from tests.ui.helpers import go_to, html, known


@pytest.fixture
def page(
    whole: Application, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[AppTest]:
    """The page 'Vastgelopen?', reached without any answer."""
    monkeypatch.setattr(state, "load_application", lambda *_: whole)
    st.cache_resource.clear()
    app = AppTest.from_file(str(repository / "app.py"), default_timeout=60).run()
    yield go_to(app, "vastgelopen")
    st.cache_resource.clear()


def pick(app: AppTest, key: str, *names: str) -> AppTest:
    """Choose answers of one group."""
    group = next(item for item in app.get("button_group") if item.key == key)
    return group.set_value(list(names)).run()


def shown(app: AppTest) -> list[str]:
    """Return the blocks of HTML that are to be read, in the order of the page."""
    blocks = [block.proto.body for block in app.get("html")]
    return [block for block in blocks if "<style" not in block and "<script" not in block]


def test_it_works_without_the_interview(page: AppTest) -> None:
    assert not page.exception
    assert "Kies hierboven" in page.info[0].value
    numbered = [item.value for item in page.header if item.value[:1].isdigit()]
    assert [text[0] for text in numbered] == ["1", "2", "3", "4", "5"]
    page.radio(key="vast_rol").set_value("ouder")
    page.number_input(key="vast_leeftijd").set_value(15)
    pick(page, "vast_vast_geen_hulp", "geen_plek", "complex")
    assert known(page)["route.aanbod"] == Chosen(frozenset({"geen_plek"}), frozenset())
    assert page.session_state["rw_antwoorden"].case.doelgroep == "ouder"
    page.selectbox(key="vast_gemeente").set_value("Assen").run()
    page.selectbox(key="vast_besluit").set_value("gemeente").run()
    page.date_input(key="vast_dag_gemeente").set_value(date.today()).run()
    today = Period(date.today(), date.today())
    assert known(page)["procedure.besluitdatum"] == today
    plan = html(page)
    assert "Expertteam van de regio" in plan
    assert "Drenthe" in plan
    assert "Laatste dag om bezwaar te maken" in plan
    assert 'href="tel:' in plan
    assert not page.exception


def test_what_is_unchosen_goes_and_wipe_forgets_the_place(page: AppTest) -> None:
    page.selectbox(key="vast_gemeente").set_value("Assen").run()
    pick(page, "vast_gevaar_leven", "leven")
    assert known(page)["jeugdige.levensgevaar_nu"] is True
    pick(page, "vast_gevaar_leven")
    assert "jeugdige.levensgevaar_nu" not in known(page)
    assert page.session_state["rw_antwoorden"].place == "Assen"
    page.button(key="rw_wis_nu").click().run()
    assert "rw_antwoorden" not in page.session_state
    assert "vast_gemeente" not in page.session_state


def test_the_place_alone_gives_team_and_network_and_is_an_answer(page: AppTest) -> None:
    page.selectbox(key="vast_gemeente").set_value("Assen").run()
    assert page.session_state["rw_antwoorden"].place == "Assen"
    told = " ".join(item.value for item in page.markdown)
    assert "Drenthe" in told
    pick(page, "vast_vast_geen_hulp", "geen_plek")
    assert page.session_state["rw_antwoorden"].place == "Assen"
    go_to(page, "antwoorden")
    assert "Assen" in " ".join(item.value for item in page.markdown) + html(page)
    go_to(page, "vastgelopen")
    assert page.selectbox(key="vast_gemeente").value == "Assen"
    page.selectbox(key="vast_gemeente").set_value(None).run()
    assert page.session_state["rw_antwoorden"].place == ""
    assert known(page)["procedure.hulp_stagneert"] is True


def test_danger_stands_above_everything_on_every_page(page: AppTest) -> None:
    assert not [block for block in shown(page) if "rw-gevaar-boven" in block]
    pick(page, "vast_gevaar_leven", "leven", "zelfdoding", "thuis")
    for name in ("start", "vragen", "advies", "tijdlijn", "vastgelopen", "antwoorden", "over"):
        go_to(page, name if name != "start" else "")
        banner = shown(page)[0]
        assert "rw-gevaar-boven" in banner, name
        for number in ("tel:112", "tel:113", "tel:08002000"):
            assert number in banner, name


def test_what_the_interview_knows_is_not_asked_again(page: AppTest) -> None:
    pick(page, "vast_gedaan_lokaal", "lokaal")
    go_to(page, "advies")
    go_to(page, "vastgelopen")
    group = next(i for i in page.get("button_group") if i.key == "vast_gedaan_lokaal")
    assert group.value == ["lokaal"]
