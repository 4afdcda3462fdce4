"""What must hold of every procedure: names exist, every step is reached, none is a dead end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.conditions import Condition
from regelwijzer.knowledge.models import Kader
from regelwijzer.knowledge.procedures import (
    EVENTS,
    PASSED,
    Procedure,
    Stap,
    procedures_for,
    reachable_steps,
    steps_of,
)

Fault = tuple[str, str, str]
_DEAD = "wie daar is, zou nergens heen kunnen"


def procedure_parts(procedure: Procedure) -> Iterator[Condition]:
    """Yield every condition of a procedure."""
    if procedure.als is not None:
        yield procedure.als
    for stap in procedure.stappen:
        yield from (overgang.als for overgang in stap.verder if overgang.als is not None)


def procedure_faults(base: Kennisbank, procedure: Procedure) -> Iterator[Fault]:
    """Yield what is wrong with the flow of *procedure*."""
    shared = base.procedures.get(procedure.gebruikt or "")
    if procedure.gebruikt and (shared is None or shared.gebruikt):
        yield (
            f"gebruikt de procedure '{procedure.gebruikt}', die niet bestaat of zelf een "
            "andere gebruikt",
            "de gedeelde stappen zouden ontbreken",
            "noem een procedure zonder 'gebruikt'",
        )
        return
    if not procedure.stappen:
        yield ("heeft geen stappen", _DEAD, "voeg ten minste twee stappen toe")
        return
    for kader in procedure.kaders:
        if kader not in base.kaders:
            yield (
                f"verwijst naar kader '{kader}', dat niet bestaat",
                "de verwijzing loopt dood",
                "verbeter de naam onder 'kaders'",
            )
    for wet in procedure.wetten:
        if wet not in base.wetten:
            yield (
                f"verwijst naar wet '{wet}', dat niet bestaat",
                "de verwijzing loopt dood",
                "kies een wet uit rules/bronnen.yaml",
            )
    names = Counter(stap.stap for stap in procedure.stappen)
    for name in (name for name, count in names.items() if count > 1):
        yield (
            f"heeft de stap '{name}' twee keer",
            "een naam hoort bij één stap",
            "geef een van de twee een andere naam",
        )
    yield from _flow_faults(procedure, steps_of(base, procedure))


def kader_road_faults(base: Kennisbank, kader: Kader) -> Iterator[Fault]:
    """Yield what is wrong when nobody can see the steps and terms of *kader*.

    A base without any procedure (a small one, for a test) has nothing to be bound to.
    """
    if not base.procedures:
        return
    bound = procedures_for(base, kader.kader)
    if not bound and kader.geen_procedure is None:
        yield (
            "heeft geen procedure en zegt niet waarom",
            "wie deze uitkomst krijgt, ziet geen stappen, geen termijnen en geen rechtsmiddel",
            f"noem het kader onder 'kaders' of de wet '{kader.wet}' onder 'wetten' van een "
            "procedure in rules/procedures/, of schrijf 'geen_procedure: <reden>' bij het kader",
        )
    elif bound and kader.geen_procedure is not None:
        yield (
            f"zegt 'geen_procedure', maar '{bound[0].procedure}' hoort erbij",
            "het een sluit het ander uit",
            "haal 'geen_procedure' weg, of haal het kader uit die procedure",
        )


def _flow_faults(procedure: Procedure, steps: dict[str, Stap]) -> Iterator[Fault]:
    for stap in steps.values():
        for overgang in stap.verder:
            if overgang.naar not in steps:
                yield (
                    f"gaat van '{stap.stap}' naar '{overgang.naar}', dat geen stap is",
                    _DEAD,
                    "verbeter de naam onder 'naar'",
                )
            if overgang.titel is None and overgang.gebeurtenis not in EVENTS:
                yield (
                    f"heeft bij '{stap.stap}' geen titel voor de gebeurtenis "
                    f"'{overgang.gebeurtenis}'",
                    "de lezer zou niet weten wat er gebeurt",
                    "voeg 'titel:' toe",
                )
            timed = overgang.gebeurtenis == PASSED and overgang.als is None
            if timed and (stap.termijn is None or stap.termijn.datum is None):
                yield (
                    f"laat bij '{stap.stap}' een termijn verstrijken die niet te berekenen is",
                    "de gebeurtenis zou nooit plaatsvinden",
                    "voeg 'termijn: {datum: ...}' of 'als:' toe",
                )
        events = Counter(overgang.gebeurtenis for overgang in stap.verder)
        for event in (event for event, count in events.items() if count > 1):
            yield (
                f"heeft bij '{stap.stap}' twee keer de gebeurtenis '{event}'",
                "een gebeurtenis leidt naar één stap",
                "geef een van de twee een andere naam",
            )
    reached = reachable_steps(steps, procedure.stappen[0].stap)
    for name in sorted(steps.keys() - reached):
        yield (
            f"kan de stap '{name}' niet bereiken",
            "een stap die niemand bereikt, staat er voor niets",
            "laat een andere stap ernaartoe gaan of haal hem weg",
        )
    ends = {name for name, stap in steps.items() if stap.einde}
    for name, stap in steps.items():
        if not stap.einde and not ends & reachable_steps(steps, name):
            yield (
                f"komt vanuit '{name}' nooit bij een einde",
                _DEAD,
                "voeg een weg naar het einde toe",
            )
