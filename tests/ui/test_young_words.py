"""A young person is spoken to with 'je', on every page, in every file, in every message."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from rich.console import Console
from streamlit.testing.v1 import AppTest

from regelwijzer.advice.advisor import Advice
from regelwijzer.application import Application
from regelwijzer.interview.saved import load
from regelwijzer.interview.session import Answers
from regelwijzer.report.agenda import agenda
from regelwijzer.report.document import report
from regelwijzer.report.formats import as_markdown
from regelwijzer.report.terminal import print_advice
from regelwijzer.report.view import Viewer
from regelwijzer.ui import state

POLITE = re.compile(r"\b([Uu]|[Uu]w|[Uu]zelf)\b(?!')")
TAG = re.compile(r"<script.*?</script>|<style.*?</style>|<[^>]+>", re.S)
SAVED = """regelwijzer: antwoorden/1
peildatum: 2026-11-22
doelgroep: jongere
hulpvragen: {wishes}
feiten:
  jeugdige.geboortedatum: {born}
  jeugdige.ingezetene: ja
  jeugdige.nederlander: ja
  jeugdige.in_nederland: ja
  gezondheid.verstandelijke_beperking: ja
  gezondheid.lvb: ja
  gezondheid.psychische_problemen: ja
  wonen.situatie: jeugdhulp_groep
  jeugdhulp.ontvangt_nu: ja
  maatregel.ots: nee
  wlz.indicatie: nee
  zvw.verzekerd: ja
  procedure.niet_eens_met_besluit: ja
"""
FOR_TRAINERS = ("oefenen", "presentatie", "vergelijken", "quiz", "les")
"""Lessons for professionals: they are asked what they would do, as 'u', whoever looks."""
LETTER = "Teksten om over te nemen"
"""What follows is a letter to somebody else: it says 'u' to an organisation."""


def polite(text: str) -> list[str]:
    """Return where *text* says 'u', with the words around it."""
    return [text[max(0, m.start() - 40) : m.end() + 30] for m in POLITE.finditer(text)]


def answers(whole: Application, born: str, wishes: str) -> Answers:
    return load(SAVED.format(born=born, wishes=wishes), whole.base_for("jongere")).answers


def visible(app: AppTest) -> str:
    """Return what stands on the page: texts, labels, helps, options."""
    found: list[str] = []
    for element in app:
        proto = getattr(element, "proto", None)
        for name in ("body", "label", "help", "placeholder", "text"):
            value = getattr(proto, name, None)
            if isinstance(value, str):
                found.append(value)
        found += [str(option) for option in getattr(proto, "options", None) or []]
    return "\n".join(
        re.sub(r"<script.*?</script>|<style.*?</style>|<[^>]+>", " ", t, flags=re.S) for t in found
    )


def walk(
    whole: Application, repository: Path, made: Answers, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[str, str]]:
    """Yield the text of every page that the app has, for somebody with the answers *made*."""
    monkeypatch.setattr(state, "load_application", lambda: whole)
    st.cache_resource.clear()
    app = AppTest.from_file(str(repository / "app.py"), default_timeout=60).run()
    app.session_state["rw_antwoorden"] = made
    for name, page in app.session_state["rw_paginas"].items():
        app._page_hash = page._script_hash
        app.run()
        assert not app.exception, name
        yield name, visible(app)
    st.cache_resource.clear()


def test_no_page_says_u(
    whole: Application, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = answers(whole, "2009-05-14", "[verblijf, ambulante_begeleiding]")
    found = {}
    for name, text in walk(whole, repository, made, monkeypatch):
        assert len(text) > 200, name
        if name not in FOR_TRAINERS and (wrong := polite(text)):
            found[name] = wrong
    assert found == {}


@pytest.mark.parametrize(
    ("born", "wishes"), [("2013-03-02", "[]"), ("2006-01-20", "[inkomen, verblijf]")]
)
def test_no_file_says_u(whole: Application, born: str, wishes: str) -> None:
    made = answers(whole, born, wishes)
    base = whole.base_for("jongere")
    advice: Advice = whole.advisor.advise(made.case)
    screen = io.StringIO()
    print_advice(Console(file=screen, width=500), base, advice)
    written = as_markdown(report(Viewer(base, "jongere"), advice))
    before, _, after = written.partition(f"## {LETTER}")
    texts = {
        "verslag": before + after.partition("\n## ")[2],
        "agenda": re.sub(r"\r\n ", "", agenda(base, advice, True).decode()),
        "opdrachtregel": screen.getvalue(),
    }
    assert {name: wrong for name, text in texts.items() if (wrong := polite(text))} == {}
