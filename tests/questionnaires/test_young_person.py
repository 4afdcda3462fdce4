"""The questions for young people: about themselves, complete, kind, and safe."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from regelwijzer.interview import plain_language as plain
from regelwijzer.interview.questions import Vraag, is_asked, question
from regelwijzer.knowledge.base import Kennisbank

NOT_ASKED: dict[str, dict[str, str]] = {
    "alleen een ouder weet dit: eigen geld, aangifte bij de gemeente, of van vóór de geboorte": {
        "bw1.erkenningsdatum": "aangifte bij de gemeente rond de geboorte",
        "bw1.uitzondering_251b": "wat er bij de erkenning gold",
        "bw1.gezag_aantekening": "een verzoek dat de ouders samen deden",
        "inkomen.ouder_verzekerd_akw": "werk en verblijf van de ouder",
        "inkomen.onderhouden": "wat de ouder betaalt",
        "inkomen.onderhoudsbijdrage_dubbel": "wat de ouder per kwartaal betaalt",
        "inkomen.akw_buitenland_toch": "de kinderbijslag van de ouder",
        "inkomen.mededeling_verzuim": "een brief over de kinderbijslag van de ouder",
        "inkomen.ouder_partner": "wat de ouders verdienen",
        "onderwijs.aanmelddatum": "de ouder meldt aan en krijgt de bevestiging",
        "onderwijs.verklaring_5a_datum": "de ouder vraagt de verklaring aan",
        "onderwijs.kennisgeving_5a": "de ouder doet de kennisgeving",
        "onderwijs.kennisgeving_5a_datum": "de ouder doet de kennisgeving",
        "pleegzorg.contractdatum": "het contract is tussen pleegouder en organisatie",
        "wlz.awbz_pakket_2014": "een besluit van eind 2014, toen de jongere een klein kind was",
        "wlz.kindregel": "het verblijfsrecht van de ouder, of de adoptie",
        "zvw.ingangsdatum": "de ouder sloot de verzekering af",
        "zvw.plicht_ontstaan": "de ouder sloot de verzekering af",
    },
    "dit staat alleen in papieren tussen organisaties, of moet een organisatie uitrekenen": {
        "jeugdwet.opdrachtdatum_gi": "opdracht aan de GI",
        "jeugdwet.plandatum_start": "dossier van de hulpverlener",
        "jeugdwet.verblijf_telt_niet": "gemeenten onderling",
        "jeugdwet.wzd_stappenplan": "zorgplan van de zorgverantwoordelijke",
        "route.doorbraakmethode": "werkwijze van de gemeente",
        "route.expertise_ontbreekt": "overzicht van het aanbod in de regio",
        "route.ret_ook_18plus": "werkwijze van het expertteam",
        "wlz.mpt_duurder_dan_pgb": "berekening van het zorgkantoor",
        "wlz.verblijf_forensisch": "titel van de instelling",
        "wlz.verzekerd_door_uitbreiding": "oordeel van de SVB",
        "wlz.wachttijd_uitzondering": "gegevens van SVB en CIZ",
        "wlz.wzd_aanvraag_of_besluit": "artikelen in een CIZ-besluit",
        "wmo.verordening_klachtregeling": "verordening van de gemeente",
        "wmo.wlz_overgangsgroep": "indicatie van 2015",
        "wvggz.toestemming_minister": "brief van het ministerie",
        "wzd.minister_stemt_in": "brief van het ministerie",
        "wzd.termijn_start": "zorgplan van de zorgverantwoordelijke",
        "wzd.uitvoering_startdatum": "zorgplan van de zorgverantwoordelijke",
    },
    "een beroepskracht stelt dit in een noodgeval vast": {
        "gesloten.onderzoek_onmogelijk": "de jongere is dan niet bereikbaar",
        "wgbo.geen_tijd": "de arts heeft geen tijd om iets te vragen",
    },
    "dit gaat over kleuters": {
        "onderwijs.eerste_schooldag_geweest": "de eerste maanden na de 5e verjaardag",
    },
    "dit vragen wij niet aan een jongere die alleen achter een scherm zit": {
        "bw1.partnerdoding_verzoek_raad": "de doding van een ouder",
    },
}

# The telephone numbers young people may be given (fact sheet 'escalatie').
NUMBERS = {"112", "113", "0800-0113", "0800-0432", "0800-2000"}

# Questions on danger, violence and self-harm: they say where help is and that nothing must be told.
DELICATE = {
    "casus.jongere": ("112", "113"),
    "jeugdige.levensgevaar_nu": ("112", "113"),
    "jeugdige.veiligheid_thuis_in_gevaar": ("112", "0800-0432", "0800-2000"),
    "jeugdwet.calamiteit_of_geweld": ("112", "0800-0432"),
    "observatie.anderen_maken_misbruik": ("112", "0800-0432"),
    "observatie.thuis_niet_veilig_te_houden": ("112", "0800-0432", "0800-2000"),
    "observatie.verwondt_zichzelf": ("112", "113", "0800-0432"),
    "route.probleemgedrag": ("112", "113"),
    "route.suicidegedachten": ("112", "113"),
    "wmo.thuissituatie_verlaten": ("112", "0800-0432"),
}
MAY_STOP = re.compile(
    r"overslaan|hoeft (?:het|dit|er)|niet (?:te )?zeggen|alleen wat je wilt|Sla de vraag over", re.I
)
FORMAL = re.compile(r"\b(?:u|uw|uzelf|uw kind|het kind zelf)\b", re.I)
YOU = re.compile(r"\b(?:je|jij|jou|jouw|jezelf|jullie)\b", re.I)


@pytest.fixture(scope="module")
def questions(wordings: dict[str, dict[str, Vraag]]) -> dict[str, Vraag]:
    """Return the questions for young people."""
    return wordings["jongere"]


def whole(vraag: Vraag) -> str:
    """Return all that is shown of one question."""
    return " ".join([vraag.vraag, vraag.hulp or "", vraag.voorbeeld or "", *vraag.opties.values()])


def test_every_feit_a_young_person_can_know_has_a_question(
    base: Kennisbank, questions: dict[str, Vraag]
) -> None:
    left_out = [name for group in NOT_ASKED.values() for name in group]
    assert len(set(left_out)) == len(left_out)
    askable = {name for name, feit in base.feiten.items() if feit.oordeel is None}
    assert askable - questions.keys() == set(left_out)
    assert [name for name in questions if base.feiten[name].oordeel] == []


def test_what_is_left_out_is_not_asked_in_other_words(
    base: Kennisbank, wordings: dict[str, dict[str, Vraag]]
) -> None:
    for group in NOT_ASKED.values():
        for name in group:
            assert not is_asked(base, wordings, "jongere", name)
            assert question(base, wordings, "jongere", name).text == base.feiten[name].titel


def test_no_question_speaks_to_a_parent(questions: dict[str, Vraag]) -> None:
    assert {name: whole(v) for name, v in questions.items() if FORMAL.search(whole(v))} == {}


def test_the_questions_are_about_the_young_person(questions: dict[str, Vraag]) -> None:
    spoken_to = sum(bool(YOU.search(whole(vraag))) for vraag in questions.values())
    assert spoken_to >= 0.8 * len(questions)


def test_the_wording_is_not_that_for_parents_with_other_pronouns(
    wordings: dict[str, dict[str, Vraag]],
) -> None:
    """A fair share of the questions is really rewritten, in words and not in pronouns only."""

    def bare(text: str) -> str:
        words = re.sub(r"\b(?:uw kind|uw|u|je|jij|jou|jouw|jezelf|zich|het)\b", "", text.lower())
        return " ".join(re.findall(r"\w+", words))

    young, parents = wordings["jongere"], wordings["ouder"]
    shared = [name for name in young if name in parents]
    same = [
        name
        for name in shared
        if bare(whole(young[name])) == bare(whole(parents[name])) and parents[name].hulp
    ]
    assert len(same) <= len(shared) // 5, same


def test_only_known_numbers_are_named(questions: dict[str, Vraag]) -> None:
    # 1.095 days, € 8.000 and a year are no telephone numbers.
    for name, vraag in questions.items():
        found = set(re.findall(r"\b0800-\d+\b|(?<=[Bb]el )\d{3}\b", whole(vraag)))
        assert found <= NUMBERS, name


@pytest.mark.parametrize("feit", DELICATE)
def test_a_delicate_question_is_safe(questions: dict[str, Vraag], feit: str) -> None:
    text = questions[feit].hulp or ""
    assert all(number in text for number in DELICATE[feit]), text
    assert MAY_STOP.search(text) or feit == "wmo.thuissituatie_verlaten", text


def test_a_delicate_question_does_not_answer_itself(questions: dict[str, Vraag]) -> None:
    """The help never asks for an explanation, a name, or what happened."""
    for feit in DELICATE:
        assert not re.search(r"vertel wat|schrijf op|wie deed", questions[feit].hulp or "", re.I)


def test_flesch_douma_is_reported(
    questions: dict[str, Vraag], record_property: Callable[[str, object], None]
) -> None:
    scores = sorted(
        (plain.flesch_douma(f"{v.vraag} {v.hulp or ''}") or 0, name)
        for name, v in questions.items()
    )
    median = scores[len(scores) // 2][0]
    record_property("flesch_douma_median", round(median, 1))
    print(f"Flesch-Douma jongere: mediaan {median:.0f}, laagste {scores[:5]}")
    assert median >= 75
    assert sum(score < 50 for score, _ in scores) <= len(scores) // 20, scores[:30]
