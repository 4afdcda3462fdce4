"""Procedures: every step is reached, none is a dead end, and no event ever fails."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from regelwijzer.advice.advisor import Advisor
from regelwijzer.advice.procedures import Flow
from regelwijzer.knowledge.procedures import Procedure, Stap, reachable_steps, steps_of

MAIN_ONES = {
    "jeugdwet", "wmo", "wlz", "zvw", "kinderrechter", "aanwijzing", "gi_geschil", "gesloten",
    "zorgmachtiging", "crisismaatregel", "wzd_machtiging", "inbewaringstelling",
    "leerlingenvervoer", "toelaatbaarheid", "toelating_school", "uitkering", "klacht_jeugd",
    "klacht_overheid", "bestuursrecht", "klacht_zorg", "behandeling", "medisch_dossier",
    "persoonsgegevens", "strafzaak", "straf_en_zorg", "verblijf", "voorziening_vreemdeling",
    "verwijdering_school", "leerplicht_besluit", "vrijstelling_5a", "verzuim", "doorstroompunt",
}  # fmt: skip


def test_the_main_procedures_are_there(advisor: Advisor) -> None:
    names = {name.removeprefix("procedure.") for name in advisor.base.procedures}
    assert names >= MAIN_ONES


def test_every_step_is_reached_and_none_is_a_dead_end(advisor: Advisor) -> None:
    for procedure in advisor.base.procedures.values():
        steps = steps_of(advisor.base, procedure)
        start = procedure.stappen[0].stap
        assert reachable_steps(steps, start) == set(steps), procedure.procedure
        ends = {name for name, stap in steps.items() if stap.einde}
        for name, stap in steps.items():
            assert stap.einde or stap.verder, f"{procedure.procedure}: {name}"
            assert ends & reachable_steps(steps, name), f"{procedure.procedure}: {name}"


def test_the_machine_does_what_the_data_says(advisor: Advisor) -> None:
    """From every step, every event of the procedure leads where the data says, or nowhere."""
    for procedure in advisor.base.procedures.values():
        steps = steps_of(advisor.base, procedure)
        events = {o.gebeurtenis for stap in steps.values() for o in stap.verder}
        for name, road in _roads(steps, procedure.stappen[0].stap).items():
            here = {o.gebeurtenis: o.naar for o in steps[name].verder}
            for event, wanted in here.items():
                flow = _at(procedure, steps, road)
                assert flow.step == name
                assert flow.send(event) is (wanted != name)
                assert flow.step == wanted, f"{procedure.procedure}: {name} {event}"
            flow = _at(procedure, steps, road)
            assert not any(flow.send(event) for event in events - here.keys())
            assert flow.step == name


def _at(procedure: Procedure, steps: Mapping[str, Stap], road: list[str]) -> Flow:
    flow = Flow(procedure, steps)
    for event in road:
        flow.send(event)
    return flow


def _roads(steps: Any, start: str) -> dict[str, list[str]]:
    """Return for every step the events that lead to it from the start."""
    roads, todo = {start: []}, [start]
    while todo:
        name = todo.pop(0)
        for overgang in steps[name].verder:
            if overgang.naar not in roads:
                roads[overgang.naar] = [*roads[name], overgang.gebeurtenis]
                todo.append(overgang.naar)
    return roads


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_event_ever_fails(advisor: Advisor, data: st.DataObject) -> None:
    procedure = data.draw(st.sampled_from(list(advisor.base.procedures.values())))
    steps = steps_of(advisor.base, procedure)
    known = sorted({o.gebeurtenis for stap in steps.values() for o in stap.verder})
    junk = st.sampled_from(["bestaat_niet", "on_enter_state", "send", "step", "__class__", ""])
    flow, at = Flow(procedure, steps), procedure.stappen[0].stap
    for event in data.draw(st.lists(st.sampled_from(known) | junk, max_size=25)):
        flow.send(event)
        at = {o.gebeurtenis: o.naar for o in steps[at].verder}.get(event, at)
        assert flow.step == at
