"""A feit with another name now: an old answer comes along, and never says more than it did."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regelwijzer.caseload.mapping import MappingFile, map_columns
from regelwijzer.interview.saved import load
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.reasoning.case import make_case, plain
from regelwijzer.reasoning.former import carried_over

SAME = "wlz.behandeling_zelfde_instelling"
OLD = {
    "zvw.wlz_behandeling": SAME,
    "wmo.instelling_zonder_behandeling": SAME,
    "wmo.wlz_modulair_pakket_thuis": "wlz.deeltijd_met_mpt",
    "wvggz.gezag_deels_bij_gi": "bw1.deelgezag_medisch",
    "observatie.praat_over_dood": "route.suicidegedachten",
}


def read(base: Kennisbank, feiten: dict[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    lines = "".join(f"  {name}: {answer}\n" for name, answer in feiten.items())
    text = f"regelwijzer: antwoorden/1\npeildatum: 2026-11-22\ndoelgroep: ouder\nfeiten:\n{lines}"
    found = load(text, base)
    known = {name: plain(value) for name, value in found.answers.case.values.items()}
    return known, found.left_out


def test_the_old_names_are_the_ones_in_the_rules(base: Kennisbank) -> None:
    named = {old: feit.feit for feit in base.feiten.values() for old in feit.voorheen}
    assert named == OLD


@pytest.mark.parametrize(
    ("feiten", "known", "left_out"),
    [
        ({"wvggz.gezag_deels_bij_gi": "ja"}, {"bw1.deelgezag_medisch": "ja"}, ()),
        ({"wvggz.gezag_deels_bij_gi": "nee"}, {"bw1.deelgezag_medisch": "nee"}, ()),
        ({"zvw.wlz_behandeling": "ja"}, {SAME: "ja"}, ()),
        ({"zvw.wlz_behandeling": "nee"}, {SAME: "nee"}, ()),
        ({"wmo.instelling_zonder_behandeling": "ja"}, {SAME: "nee"}, ()),
        # 'nee' was also the answer of who does not live in an institution at all
        (
            {"wmo.instelling_zonder_behandeling": "nee"},
            {},
            ("wmo.instelling_zonder_behandeling",),
        ),
        ({"wmo.wlz_modulair_pakket_thuis": "ja"}, {"wlz.deeltijd_met_mpt": "ja"}, ()),
        ({"observatie.praat_over_dood": "ja"}, {"route.suicidegedachten": "ja"}, ()),
        ({"observatie.praat_over_dood": "nee"}, {}, ("observatie.praat_over_dood",)),
        ({SAME: "ja", "zvw.wlz_behandeling": "nee"}, {SAME: "ja"}, ()),
        (
            {"zvw.wlz_behandeling": "ja", "wmo.instelling_zonder_behandeling": "ja"},
            {},
            ("zvw.wlz_behandeling", "wmo.instelling_zonder_behandeling"),
        ),
        (
            {"zvw.wlz_behandeling": "onbekend", "wmo.instelling_zonder_behandeling": "ja"},
            {SAME: "nee"},
            (),
        ),
        ({"bestond.nooit": "ja"}, {}, ("bestond.nooit",)),
    ],
)
def test_an_old_file_opens(
    base: Kennisbank, feiten: dict[str, Any], known: dict[str, Any], left_out: tuple[str, ...]
) -> None:
    assert read(base, feiten) == (known, left_out)


def test_what_was_left_open_stays_left_open(base: Kennisbank) -> None:
    text = (
        "peildatum: 2026-11-22\nfeiten: {wvggz.gezag_deels_bij_gi: onbekend, "
        "zvw.wlz_behandeling: wil_ik_niet_zeggen, wmo.instelling_zonder_behandeling: onbekend}\n"
    )
    answers = load(text, base).answers
    assert answers.answered == {"bw1.deelgezag_medisch", SAME}
    assert answers.withheld == {SAME}


def test_a_case_file_and_a_column_with_an_old_name_are_read_too(base: Kennisbank) -> None:
    raw = {"peildatum": "2026-11-22", "feiten": {"wvggz.gezag_deels_bij_gi": True}}
    assert make_case(raw, base).values == {"bw1.deelgezag_medisch": True}
    columns = map_columns(
        ["wvggz.gezag_deels_bij_gi", "wmo.instelling_zonder_behandeling"], MappingFile(), base
    )
    assert columns.feiten == {"wvggz.gezag_deels_bij_gi": "bw1.deelgezag_medisch"}
    assert columns.unused == ("wmo.instelling_zonder_behandeling",)


@given(
    st.dictionaries(
        st.sampled_from([*OLD, *OLD.values(), "jeugdige.iq"]),
        st.sampled_from(["ja", "nee", "onbekend", "wil_ik_niet_zeggen", None, True, False, 7, []]),
    )
)
def test_own_names_are_never_touched(base: Kennisbank, raw: dict[str, Any]) -> None:
    """Carrying over twice is carrying over once; nothing under an own name changes."""
    found, dropped = carried_over(raw, base)
    assert {name: found[name] for name in raw if name not in OLD} == {
        name: answer for name, answer in raw.items() if name not in OLD
    }
    assert not OLD.keys() & found.keys()
    assert set(dropped) <= OLD.keys()
    assert carried_over(found, base) == (found, ())
