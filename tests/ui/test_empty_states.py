"""A page without anything to show says what to do: never blank, never a heading over nothing.

Every page that the app has is opened without one answer; and the pages about a case with answers
on which there is nothing: no route, no open question, no milestone, no outcome that fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from regelwijzer.advice.advisor import Advisor
from regelwijzer.application import Application
from regelwijzer.interview.session import Answers, Interviewer
from regelwijzer.reasoning.case import Case, make_case
from regelwijzer.ui import state
from tests.ui.helpers import BIRTH

ABOUT_A_CASE = ("vragen", "veel", "advies", "tijdlijn", "vastgelopen", "antwoorden")
HEADS = {"title": 1, "header": 2, "subheader": 3}
CONTROLS = (
    "button",
    "radio",
    "selectbox",
    "text_input",
    "number_input",
    "file_uploader",
    "download_button",
    "toggle",
    "multiselect",
    "pills",
    "button_group",
    "expander",
    "page_link",
)
SHELL = {"Ja, wis alles", "Verlaat"}
"""The buttons of the bar, that are on every page."""
WHAT_TO_DO = re.compile(
    r"\b(begin|kies|vul|verander|bekijk|kijk|klik|lees|gebruik|beoordeel|haal|stel|typ|vertel|"
    r"vraag|ga|zoek|beantwoord|schrijf|bel|mail|meld|controleer|maak|sla|leg|doe)\b",
    re.IGNORECASE,
)
HOLLOW = re.compile(
    r"<(ul|ol|dl|tbody|table|section)\b[^>]*>\s*</\1>"  # a list of nothing
    r"|<(h[1-6])\b[^>]*>[^<]*(?:<(?!/\2)[^>]*>[^<]*)*</\2>\s*</(?:section|div|li)>",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def bare(small: Application) -> Iterator[Application]:
    """The product on a base with one outcome, and no route, milestone, lesson or procedure."""
    only = dict(list(small.base.kaders.items())[:1])
    base = replace(
        small.base,
        kaders=only,
        mijlpalen={},
        routes={},
        aandachtspunten={},
        procedures={},
        voorrang={},
        casusprofielen={},
    )
    advisor = Advisor(base, use_durable=False)
    interviewer = Interviewer(base, advisor.program, advisor.chooser, {})
    application = Application(advisor, interviewer, {})
    yield application
    application.close()


def opened(application: Application, repository: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """Return the app on *application*, at its first page."""
    monkeypatch.setattr(state, "load_application", lambda: application)
    st.cache_resource.clear()
    return AppTest.from_file(str(repository / "app.py"), default_timeout=60).run()


def visit(app: AppTest, name: str) -> AppTest:
    """Open a page by its address."""
    app._page_hash = app.session_state["rw_paginas"][name]._script_hash
    return app.run()


def faults(app: AppTest) -> list[str]:
    """Return what is wrong with an empty page."""
    found = [f"een fout: {item.value}" for item in (*app.exception, *app.error)]
    texts, parts, heading = [], 0, ""
    for item in app.main:
        text = _text(item)
        if heading and item.type in HEADS and HEADS[item.type] <= HEADS[heading]:
            found.append(f"een kop zonder iets eronder, vóór: {text}")
        if text:
            heading = item.type if item.type in HEADS else ""
            texts.append(text)
        elif item.type in CONTROLS:
            heading = ""
        if item.type in CONTROLS and getattr(item, "label", "") not in SHELL:
            parts += 1
        if item.type == "html":
            found += [f"leeg: {hollow.group()[:120]}" for hollow in HOLLOW.finditer(_body(item))]
            found += [f"Markdown in HTML: {text}"] * ("\\" in text)
    told = " ".join(texts)
    if not app.title:
        found.append("geen titel")
    if not parts:
        found.append("niets om op te klikken of in te vullen")
    sentences = [part for part in re.split(r"(?<=[.?!:])\s+", told) if WHAT_TO_DO.search(part)]
    if not sentences:
        found.append(f"geen zin die zegt wat te doen: {told[:300]}")
    return found


def _body(item: object) -> str:
    proto = getattr(item, "proto", None)
    return str(getattr(proto, "body", ""))


def _text(item: object) -> str:
    """Return what a reader sees of one part of the page; '' for styles, scripts and the foot."""
    kind = getattr(item, "type", "")
    if kind == "html":
        body = re.sub(r"<(script|style)\b.*?</\1>", " ", _body(item), flags=re.S)
        body = "" if "rw-voet" in body else body
        return " ".join(re.sub(r"<[^>]+>", " ", body).split())
    if kind in (*HEADS, "markdown", "caption", "info", "success", "warning"):
        return str(getattr(item, "value", ""))
    return ""


def test_every_page_without_one_answer(
    whole: Application, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(whole, repository, monkeypatch)
    wrong = {}
    for name in app.session_state["rw_paginas"]:
        if found := faults(visit(app, name)):
            wrong[name] = found
    st.cache_resource.clear()
    assert len(app.session_state["rw_paginas"]) >= 15
    assert wrong == {}


def nothing(base_of: Application, born: str | None) -> Answers:
    """Return answers of which none settles anything: each one 'weet ik niet'."""
    feiten = {BIRTH: born} if born else {}
    raw = {"peildatum": "2026-11-22", "doelgroep": "ouder", "hulpvragen": [], "feiten": feiten}
    answers = Answers(make_case(raw, base_of.base))
    for name in base_of.base.feiten:
        if name not in feiten:
            answers = answers.give(name, None)
    return answers


@pytest.mark.parametrize("born", [None, "2016-01-01", "2008-01-01", "1990-01-01"])
def test_answers_on_which_there_is_nothing_to_show(
    bare: Application, repository: Path, monkeypatch: pytest.MonkeyPatch, born: str | None
) -> None:
    app = opened(bare, repository, monkeypatch)
    wrong = {}
    for answers in (nothing(bare, born), Answers(Case(date(2026, 11, 22), {}, (), "ouder"))):
        for name in ABOUT_A_CASE:
            app.session_state["rw_antwoorden"] = answers
            if found := faults(visit(app, name)):
                wrong[name] = found
    st.cache_resource.clear()
    assert wrong == {}


@pytest.mark.parametrize("born", ["2016-01-01", "1990-01-01"])
def test_nothing_open_on_the_whole_rule_base(
    whole: Application, repository: Path, monkeypatch: pytest.MonkeyPatch, born: str
) -> None:
    """Each answer 'weet ik niet' and a wish: no question is left, and for 36 years no route."""
    app = opened(whole, repository, monkeypatch)
    answers = nothing(whole, born)
    wrong = {}
    for name in ("vragen", "advies", "tijdlijn", "vastgelopen"):
        app.session_state["rw_antwoorden"] = answers
        if found := faults(visit(app, name)):
            wrong[name] = found
    st.cache_resource.clear()
    assert wrong == {}


def test_an_empty_page_is_seen() -> None:
    """The check itself: it finds what it looks for."""

    def blank() -> None:
        import streamlit as st

        st.title("Leeg")
        st.header("Uw plan")
        st.header("Wat nu")
        st.html("<section><h2>Niets</h2> </section><ul> </ul>")

    found = " / ".join(faults(AppTest.from_function(blank).run()))
    for words in ("een kop zonder iets", "leeg: <ul>", "leeg: <h2>", "niets om", "geen zin"):
        assert words in found, found

    def good() -> None:
        import streamlit as st

        st.title("Advies")
        st.info("Er is nog geen advies: begin op de startpagina.")
        st.button("Naar de startpagina")

    assert faults(AppTest.from_function(good).run()) == []
