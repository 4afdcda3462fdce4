"""Save and resume: the file gives the same answers, and a damaged one loses nothing."""

from __future__ import annotations

import contextlib
import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from regelwijzer.interview import saved
from regelwijzer.interview.saved import load, save
from regelwijzer.interview.session import Answers
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.errors import CaseError
from regelwijzer.knowledge.loader import load_base
from regelwijzer.reasoning.case import Case, parse_value, plain
from regelwijzer.reasoning.values import Interval, Period
from regelwijzer.ui import pages, savefile
from tests.reasoning.bases import random_base, random_values
from tests.ui.helpers import begin, born, go_to, known, press, titles

BASIS = load_base(Path(__file__).parent / "basis")
DAYS = st.dates(date(1901, 1, 1), date(2149, 1, 1))


@settings(max_examples=80)
@given(st.integers(0, 10**9), DAYS, st.floats(0, 1))
def test_save_then_load_gives_the_same_answers(seed: int, day: date, share: float) -> None:
    made = random_base(seed % 40)
    rng = random.Random(seed)
    values = random_values(made.base, rng, known=share)
    rest = [name for name in made.base.feiten if name not in values]
    skipped = frozenset(rng.sample(rest, rng.randint(0, len(rest))))
    withheld = frozenset(rng.sample(sorted(skipped), rng.randint(0, len(skipped))))
    role = rng.choice(["ouder", "jongere", "jeugdbeschermer", "trainer"])
    answers = Answers(Case(day, values, (), role), skipped, withheld)
    found = load(save(answers, made.base).encode(), made.base)
    assert found.answers == answers
    assert found.left_out == ()


@given(DAYS, DAYS, st.floats(20, 160), st.floats(20, 160))
def test_every_date_and_number_comes_back(one: date, other: date, low: float, high: float) -> None:
    values = {
        "jeugdige.geboortedatum": Period(min(one, other), max(one, other)),
        "jeugdige.iq": Interval(min(low, high), max(low, high)),
    }
    answers = Answers(Case(one, values, ("verblijf", "respijt")))
    assert load(save(answers, BASIS), BASIS).answers == answers


def test_the_real_rule_base_can_be_saved(base: Kennisbank) -> None:
    """Every answer of every feit, whatever its option is called."""
    values = {}
    for feit in base.feiten.values():
        if feit.type in ("keuze", "meerkeuze"):
            value = parse_value(feit, [feit.keuzes[-1].keuze])
            assert value is not None
            values[feit.feit] = value
    answers = Answers(Case(date(2026, 11, 22), values, tuple(base.hulpvormen)))
    assert load(save(answers, base), base).answers == answers


def test_the_file_is_readable() -> None:
    values = {"jeugdige.iq": Interval(70, 85)}
    text = save(Answers(Case(date(2026, 11, 22), values), frozenset({"zorg.toezicht"})), BASIS)
    assert "regelwijzer: antwoorden/2" in text
    assert "  jeugdige.iq: {tot: 85, van: 70}  # IQ" in text
    assert "  zorg.toezicht: onbekend  # Permanent toezicht nodig" in text


def test_what_no_longer_exists_is_named_and_left_out() -> None:
    text = (
        "regelwijzer: antwoorden/1\npeildatum: 2026-11-22\nhulpvragen: [verblijf, verdwenen]\n"
        "feiten:\n  oud.feit: ja\n  wonen.plek: kasteel\n  jeugdige.iq: 80\n"
    )
    found = load(text, BASIS)
    assert found.left_out == ("hulpvraag verdwenen", "oud.feit", "Waar de jongere woont")
    assert found.answers.case.hulpvragen == ("verblijf",)
    assert {n: plain(v) for n, v in found.answers.case.values.items()} == {"jeugdige.iq": 80}


def test_an_older_file_is_migrated(monkeypatch: pytest.MonkeyPatch) -> None:
    plain_case = "titel: Een zaak\npeildatum: 2026-11-22\nfeiten: {jeugdige.iq: 80}\n"
    assert "jeugdige.iq" in load(plain_case, BASIS).answers.case.values

    def renamed(raw: dict[str, object]) -> dict[str, object]:
        iq = raw.pop("iq")
        return {**raw, "feiten": {"jeugdige.iq": iq}}

    steps = {**saved.MIGRATIONS, 1: renamed}
    monkeypatch.setattr(saved, "MIGRATIONS", steps)
    old = "regelwijzer: antwoorden/1\npeildatum: 2026-11-22\niq: 81\n"
    assert load(old, BASIS).answers.case.values["jeugdige.iq"] == Interval(81, 81)


def test_the_place_is_in_the_file_and_an_older_file_has_none() -> None:
    answers = Answers(Case(date(2026, 11, 22)), place="'s-Hertogenbosch")
    text = save(answers, BASIS)
    assert "plaats: '''s-Hertogenbosch'" in text
    assert load(text, BASIS, ["'s-Hertogenbosch"]).answers == answers
    gone = load(text, BASIS, ["Assen"])
    assert (gone.answers.place, gone.left_out) == ("", ("plaats 's-Hertogenbosch",))
    assert "plaats" not in save(Answers(Case(date(2026, 11, 22))), BASIS)
    older = "regelwijzer: antwoorden/1\npeildatum: 2026-11-22\nfeiten: {jeugdige.iq: 80}\n"
    found = load(older, BASIS, ["Assen"])
    assert found.answers.place == ""
    assert "jeugdige.iq" in found.answers.case.values


DAMAGED = [
    b"regelwijzer: antwoorden/1\npeildatum: 2026-11-22\nplaats: Assen",
    b"regelwijzer: antwoorden/2\npeildatum: 2026-11-22\nplaats: [Assen]",
    b"regelwijzer: antwoorden/2\npeildatum: 2026-11-22\nplaats: " + b"x" * 81,
    b"",
    b"\xff\xfe\x00bad",
    b"zomaar een brief",
    b"- een\n- lijst",
    b"a: [1, 2",
    b"regelwijzer: iets_anders/1\npeildatum: 2026-11-22",
    b"regelwijzer: antwoorden/9\npeildatum: 2026-11-22",
    b"regelwijzer: antwoorden/1\nfeiten: {}",
    b"regelwijzer: antwoorden/1\npeildatum: 99-99-99",
    b"regelwijzer: antwoorden/1\npeildatum: 2026-11-22\ndoelgroep: koning",
    b"regelwijzer: antwoorden/1\npeildatum: 2026-11-22\nfeiten: [1]",
    b"regelwijzer: antwoorden/1\npeildatum: 2026-11-22\nhulpvragen: verblijf",
    b"regelwijzer: antwoorden/1\npeildatum: 2026-11-22\nvreemd: 1",
    b"regelwijzer: antwoorden/1\nregelwijzer: antwoorden/1",
    b"a: &x [1]\nb: *x",
    b"x: !!python/object/apply:os.system ['ls']",
    b"[" * 5000,
    b"a" * (saved.MAX_BYTES + 1),
]


@pytest.mark.parametrize("content", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_file_is_one_sentence(content: bytes) -> None:
    with pytest.raises(CaseError) as caught:
        load(content, BASIS)
    told = str(caught.value)
    assert len(told) < 300
    assert "\n" not in told


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    for start in (b"", b"regelwijzer: antwoorden/1\npeildatum: 2026-11-22\nfeiten:\n  "):
        with contextlib.suppress(CaseError):
            load(start + content, BASIS)


@settings(max_examples=50)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["van", "tot", "wel", "niet"]), inner, max_size=3)
        ),
        max_leaves=6,
    )
)
def test_no_answer_breaks_the_reader(answer: object) -> None:
    for name in BASIS.feiten:
        raw = {"peildatum": "2026-11-22", "feiten": {name: answer}}
        assert saved._facts(raw["feiten"], BASIS, []) is not None


def test_opened_on_the_start_page(app: AppTest) -> None:
    begin(app)
    born(app, 14, 5, 2010)
    text = save(app.session_state["rw_antwoorden"], BASIS)
    before = known(app)
    app.button(key="rw_wis_nu").click().run()
    app.file_uploader(key="rw_bestand_0").set_value(("a.yaml", text.encode(), "text/yaml")).run()
    assert not app.exception
    assert titles(app) == ["Uw antwoorden"]
    assert known(app) == before
    assert "1 antwoorden staan er weer" in app.success[0].value


def test_a_damaged_file_leaves_the_answers_alone(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(app)
    born(app, 14, 5, 2010)
    before = known(app)
    monkeypatch.setattr(pages, "GOING_SECONDS", 0.0)  # nobody is back so soon
    go_to(app, "")
    app.file_uploader(key="rw_bestand_0").set_value(("a.yaml", b"a: [", "text/yaml")).run()
    assert "is niet te lezen" in app.error[0].value
    assert known(app) == before


def test_saving_is_offered(app: AppTest) -> None:
    begin(app)
    press(app, "Weet ik niet")
    press(app, "Mijn antwoorden")
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels == ["Bewaar mijn antwoorden"]
    assert savefile.MAX_MB == 1
