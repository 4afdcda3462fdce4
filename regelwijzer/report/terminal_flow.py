"""Procedures on the terminal and as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from regelwijzer.advice.procedures import Place, places
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.procedures import procedures_for
from regelwijzer.reasoning.bitplanes import BitPlanes
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.compiler import compile_base
from regelwijzer.report.flow import FlowView, flow_lines, flow_svg, flow_view
from regelwijzer.report.view import Viewer


@dataclass(frozen=True)
class Shown:
    """One procedure as lines of text and as plain data."""

    lines: list[str]
    data: dict[str, Any]


def procedure_rows(base: Kennisbank) -> list[dict[str, Any]]:
    """Return every procedure with the kaders it belongs to."""
    kaders: dict[str, list[str]] = {name: [] for name in base.procedures}
    for kader in base.kaders:
        for procedure in procedures_for(base, kader):
            kaders[procedure.procedure].append(kader)
    return [
        {"id": name, "titel": item.titel, "titel_ouder": item.titel_ouder, "kaders": kaders[name]}
        for name, item in base.procedures.items()
    ]


def procedure_views(base: Kennisbank, name: str, case: Case) -> list[Shown]:
    """Return the procedures of the kader or procedure *name*, with where *case* stands."""
    found = [base.procedures[name]] if name in base.procedures else procedures_for(base, name)
    if not found:
        return []
    program = compile_base(base)
    planes = BitPlanes(program.graph)
    viewer = Viewer(base, case.doelgroep)
    shown = []
    for place in places(base, program, planes, found, case):
        view = flow_view(viewer, place)
        shown.append(Shown(flow_lines(view), _data(place, view)))
    return shown


def _data(place: Place, view: FlowView) -> dict[str, Any]:
    return {
        "schema": "regelwijzer/procedure/1",
        "id": view.id,
        "titel": view.title,
        "hier": place.step if place.known else None,
        "gebeurd": [[move.van, move.gebeurtenis, move.naar] for move in place.moves],
        "laatste_dag": place.day.first.isoformat() if place.day else None,
        "laatste_dag_zeker": place.day.exact if place.day else None,
        "verstreken": place.passed,
        "stappen": [
            {
                "id": step.id,
                "titel": step.title,
                "wat": step.what,
                "zijweg": step.beside,
                "einde": step.end,
                "termijn": step.term or None,
                "als_te_laat": step.late or None,
                "verder": [
                    {
                        "gebeurtenis": overgang.gebeurtenis,
                        "naar": overgang.naar,
                    }
                    for overgang in place.steps[step.id].verder
                ],
                "bronnen": [{"tekst": link.text, "url": link.url} for link in step.links],
            }
            for step in view.steps
        ],
        "beeld": flow_svg(view),
    }
