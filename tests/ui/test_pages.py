"""Every page of the app, in this process, on the small rule base of tests/ui/basis."""

from __future__ import annotations

import re
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from regelwijzer.advice.advisor import Advice, Advisor
from regelwijzer.application import Application
from regelwijzer.interview.saved import save
from regelwijzer.knowledge.errors import KnowledgeError, KnowledgeErrors
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.durable import EngineUnavailable
from regelwijzer.reasoning.values import Chosen, Interval, Options, Period
from regelwijzer.ui import main, state
from tests.ui.helpers import BIRTH, begin, born, go_to, html, known, press, titles


def unescaped(app: AppTest) -> list[str]:
    """Return what of the hostile titles of the base reaches the page as markup."""
    faults = [bad for bad in ("<script>window", "<img src=x") if bad in html(app)]
    shown = [m.value for kind in ("markdown", "title", "caption") for m in app.get(kind)]
    return faults + [text for text in shown if re.search(r"(?<!\\)<", text)]


def test_start_has_everything_of_its_brief(app: AppTest) -> None:
    assert not app.exception
    page = html(app)
    for number in ("tel:112", "tel:08002000", "tel:113"):
        assert number in page
    assert "Wat Regelwijzer doet" in page
    assert "Wat Regelwijzer niet doet" in page
    assert len(app.radio(key="start_rol").options) == 4
    assert app.date_input(key="start_peildatum").value == date.today()
    # What goes wrong comes first, in the words of who asks; never the name of a law.
    troubles = app.get("button_group")[0].options
    assert len(troubles) >= 5
    assert not [text for text in troubles if "wet" in text.casefold().split()]


def test_start_needs_a_role(app: AppTest) -> None:
    press(app, "Begin met de vragen")
    assert "Kies eerst wie dit invult" in app.error[0].value


def test_answers_choose_the_help_and_the_day(app: AppTest) -> None:
    app.radio(key="start_rol").set_value("ouder").run()
    app.date_input(key="start_peildatum").set_value(date(2026, 11, 22))
    app.get("button_group")[0].set_value(["Thuis gaat het niet meer"]).run()
    press(app, "Begin met de vragen")
    case = app.session_state["rw_antwoorden"].case
    assert case.doelgroep == "ouder"
    assert case.peildatum == date(2026, 11, 22)
    assert case.hulpvragen == ("verblijf", "respijt")


def test_first_question_is_the_birth_date_and_takes_a_day_a_month_or_a_year(app: AppTest) -> None:
    begin(app)
    assert titles(app) == ["Geboortedatum"]
    born(app, None, 2, 2010)
    assert known(app)[BIRTH] == Period(date(2010, 2, 1), date(2010, 2, 28))


@pytest.mark.parametrize(
    ("day", "month", "year", "told"),
    [
        (31, 2, 2010, "bestaat niet"),
        (1, 13, 2010, "1 tot en met 12"),
        (1, None, 2010, "Vul ook de maand in"),
        (1, 1, 10, "vier cijfers"),
        (None, None, None, "Vul ten minste het jaar in"),
    ],
)
def test_a_wrong_date_is_told_in_one_sentence(
    app: AppTest, day: int | None, month: int | None, year: int | None, told: str
) -> None:
    begin(app)
    born(app, day, month, year)
    assert told in app.error[0].value
    assert BIRTH not in known(app)


def test_birth_by_age_in_years_and_months(app: AppTest) -> None:
    app.date_input(key="start_peildatum").set_value(date(2026, 11, 22))
    begin(app)
    app.number_input(key=f"antwoord_{BIRTH}_jaren").set_value(17)
    app.number_input(key=f"antwoord_{BIRTH}_maanden").set_value(3)
    press(app, "Volgende")
    assert known(app)[BIRTH] == Period(date(2009, 7, 23), date(2009, 8, 22))


def test_every_kind_of_question_can_be_answered_in_any_order(app: AppTest) -> None:
    begin(app)
    born(app, 14, 5, 2010)
    for _ in range(8):
        title = titles(app)[0]
        if title == "U bent klaar":
            break
        if title == "IQ":
            app.number_input(key="antwoord_jeugdige.iq_van").set_value(75.0)
            app.number_input(key="antwoord_jeugdige.iq_tot").set_value(85.0)
            press(app, "Volgende")
        elif title == "Waar de jongere woont":
            press(app, "Thuis")
        elif title == "Welke hulp er is":
            app.checkbox(key="antwoord_zorg.soorten_dag").check()
            press(app, "Volgende")
        elif title == "Permanent toezicht nodig":
            press(app, "Nee")
        else:
            press(app, "Weet ik niet")
    given = known(app)
    assert given.get("jeugdige.iq") in (None, Interval(75.0, 85.0))
    assert given.get("wonen.plek") in (None, Options(frozenset({"thuis"})))
    expected = Chosen(frozenset({"dag"}), frozenset({"nacht"}))
    assert given.get("zorg.soorten") in (None, expected)
    assert "zorg.blijvend" not in given
    assert titles(app) == ["U bent klaar"]


def test_a_number_that_cannot_be_is_refused(app: AppTest) -> None:
    begin(app)
    app.session_state["rw_wijzig"] = ("jeugdige.iq",)
    app.run()
    app.number_input(key="antwoord_jeugdige.iq_getal").set_value(900.0)
    press(app, "Volgende")
    assert "van 20 tot en met 160" in app.error[0].value


def test_stop_certificate_counts_the_questions_that_are_spared(app: AppTest) -> None:
    begin(app)
    born(app, 14, 5, 2000)  # 26 years: the Jeugdwet is closed, its questions no longer count
    while titles(app) != ["U bent klaar"]:
        press(app, "Nee")
    told = app.success[0].value
    assert "kunnen de uitkomst niet meer veranderen" in told
    assert told.split()[1].isdigit()
    press(app, "Bekijk het advies")
    assert titles(app) == ["Wie betaalt wat?"]


def test_why_a_question_is_asked_and_who_can_know(app: AppTest) -> None:
    begin(app)
    texts = " ".join(m.value for m in app.markdown)
    assert "Het antwoord kan nog bepalen" in texts
    assert "Huisarts" in texts


def test_stopping_early_shows_an_advice_now_and_from_18(app: AppTest) -> None:
    begin(app)
    born(app, 14, 5, date.today().year - 10)
    press(app, "Nu stoppen")
    assert not app.exception
    assert not app.error
    page = html(app)
    assert "Vanaf 18 jaar" in page
    assert "lid=1" in page  # links to the law at the level of the lid
    assert "Dagrapportage" in page or "dagrapportage" in page  # the evidence for the judgement


def test_no_second_moment_without_a_birth_date(app: AppTest) -> None:
    begin(app)
    press(app, "Nu stoppen")
    assert "Vanaf 18 jaar" not in html(app)


def test_changing_an_answer_keeps_the_others(app: AppTest) -> None:
    begin(app)
    born(app, 14, 5, 2010)
    press(app, "Ja")
    before = known(app)
    press(app, "Mijn antwoorden")
    assert titles(app) == ["Uw antwoorden"]
    app.button(key=f"wijzig_{BIRTH}").click().run()
    assert titles(app) == ["Geboortedatum"]
    assert app.number_input(key=f"antwoord_{BIRTH}_jaar").value == 2010
    born(app, 14, 5, 2011)
    assert titles(app) == ["Uw antwoorden"]
    after = known(app)
    assert after.pop(BIRTH) == Period(date(2011, 5, 14), date(2011, 5, 14))
    before.pop(BIRTH)
    assert after == before


def test_previous_question_can_be_answered_again(app: AppTest) -> None:
    begin(app)
    born(app, 14, 5, 2010)
    question = titles(app)
    press(app, "Ja")
    press(app, "Vorige vraag")
    assert titles(app) == question
    press(app, "Toch niet veranderen")
    assert titles(app) != question


def test_search_and_folded_negatives(app: AppTest) -> None:
    begin(app)
    born(app, 14, 5, 2000)
    press(app, "Nu stoppen")
    assert "k-jeugdwet.verblijf" not in html(app)
    app.toggle(key="rw_nee").set_value(True).run()
    assert "k-jeugdwet.verblijf" in html(app)
    app.text_input(key="rw_zoek").set_value("bezwaar").run()
    assert "1 gevonden" in " ".join(found.value for found in app.subheader)


def test_wipe_forgets_everything(app: AppTest) -> None:
    begin(app)
    born(app, 14, 5, 2010)
    press(app, "Nu stoppen")
    app.button(key="rw_wis_nu").click().run()
    assert "Alles is gewist" in app.success[0].value
    assert app.radio(key="start_rol").value is None
    names = ("antwoorden", "advies", "thema", "wijzig", "terug_naar", "volgorde")
    assert [name for name in names if f"rw_{name}" in app.session_state] == []


@pytest.mark.parametrize("role", ["ouder", "jongere", "jeugdbeschermer", "trainer"])
def test_nothing_of_the_rule_base_becomes_markup(app: AppTest, role: str) -> None:
    begin(app, role)
    assert unescaped(app) == []
    born(app, 14, 5, 2010)
    assert unescaped(app) == []
    press(app, "Ja")
    press(app, "Mijn antwoorden")
    assert unescaped(app) == []
    press(app, "Naar het advies")
    assert "&lt;" in html(app)
    assert unescaped(app) == []


@pytest.mark.parametrize("page", ["vragen", "advies", "tijdlijn", "antwoorden", "over"])
def test_every_page_can_be_opened_first(app: AppTest, page: str) -> None:
    app.session_state["rw_gewist"] = False
    go_to(app, page)
    assert not app.exception
    assert not app.error
    assert len(app.title) == 1


def test_a_fault_in_a_page_is_one_sentence(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("geheim: 14-05-2010")

    monkeypatch.setitem(main._PAGES, "start", ("Regelwijzer", broken, "smal"))
    app.run()
    assert not app.exception
    assert len(app.error) == 1
    assert app.error[0].value.startswith("Er ging iets mis op deze pagina.")
    assert "geheim" not in html(app) + app.error[0].value


@pytest.mark.parametrize("fault", [RuntimeError("geheim 1"), MemoryError(), KeyError("geheim 2")])
def test_an_engine_that_fails_leaves_the_answers_to_be_saved(
    app: AppTest, monkeypatch: pytest.MonkeyPatch, small: Application, fault: Exception
) -> None:
    def broken(case: Case) -> Advice:
        raise fault

    begin(app)
    born(app, 14, 5, 2010)
    monkeypatch.setattr(Advisor, "advise", lambda self, case: broken(case))
    go_to(app, "advies")
    assert not app.exception
    (error,) = app.error
    assert error.value.startswith("Er ging iets mis op deze pagina. De antwoorden zijn er nog")
    assert "geheim" not in html(app) + error.value
    go_to(app, "antwoorden")
    assert not app.error
    saved = save(app.session_state["rw_antwoorden"], small.base)
    assert "jeugdige.geboortedatum: '2010-05-14'" in saved


def test_an_engine_that_is_out_is_said_with_the_advice(
    app: AppTest, monkeypatch: pytest.MonkeyPatch, small: Application
) -> None:
    class Out:
        def run(self, given: object) -> None:
            raise EngineUnavailable("De eerste redeneermachine gaf geen antwoord.")

    monkeypatch.setattr(small.advisor, "durable", Out())
    begin(app)
    born(app, 14, 5, 2010)
    go_to(app, "advies")
    assert not app.error
    (warning,) = app.warning
    assert warning.value.replace("\\", "") == (
        "Dit advies is met één rekenmethode gemaakt in plaats van twee. "
        "De eerste redeneermachine gaf geen antwoord."
    )
    assert app.title[0].value == "Wie betaalt wat?"


def test_a_broken_rule_base_is_one_sentence(
    app: AppTest, monkeypatch: pytest.MonkeyPatch, small: Application
) -> None:
    def broken() -> Application:
        fault = KnowledgeError("rules/wlz/kapot.yaml", "wlz", "klopt niet", "reden", "doe iets")
        raise KnowledgeErrors([fault])

    monkeypatch.setattr(state, "application", broken)
    app.run()
    assert not app.exception
    assert len(app.error) == 1
    assert "De regels konden niet worden geladen" in app.error[0].value
    assert "rules/wlz/kapot.yaml" in app.error[0].value


def test_what_somebody_does_not_tell_is_kept_as_such(app: AppTest) -> None:
    begin(app, "ouder")
    born(app, 14, 5, 2010)
    asked = titles(app)
    press(app, "Wil ik niet zeggen")
    kept = app.session_state["rw_antwoorden"]
    assert len(kept.withheld) == 1 and kept.withheld <= kept.skipped
    assert titles(app) != asked
    go_to(app, "antwoorden")
    assert any("**Wil ik niet zeggen**" in item.value for item in app.markdown)


_NO_WORDS = re.compile(r"(?s)<(script|style)>.*?</\1>|<[^>]*>")


@pytest.mark.parametrize("page", ["vragen", "advies", "tijdlijn", "antwoorden", "vastgelopen"])
def test_a_young_person_is_spoken_to_with_je(app: AppTest, page: str, small: Application) -> None:
    """The sentences of the interface; the texts of the rules have tests of their own."""
    begin(app, "jongere")
    born(app, 14, 5, 2010)
    go_to(app, page)
    assert not app.exception
    shown = [*app.title, *app.header, *app.caption, *app.info, *app.warning, *app.markdown]
    found = [_NO_WORDS.sub(" ", text) for text in (html(app), *(item.value for item in shown))]
    found += [item.label for item in (*app.button, *app.expander, *app.toggle)]
    hits = [hit for text in found for hit in re.findall(r".{,9}\b[Uu]w?\b.{,9}", text)]
    rules = " ".join(map(repr, [*small.base.kaders.values(), *small.base.feiten.values()]))
    assert [hit for hit in hits if hit not in rules] == []
