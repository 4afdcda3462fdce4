"""What a local folder may replace: only what the law leaves to the gemeente.

A local folder may add anything under a new name. Under a name that exists it may replace
a lesson, a route of practice (``aard: beleid``, with the same step and no more mandate),
and a begrip that rests on policy only. The law itself it cannot change.
"""

from __future__ import annotations

from typing import Any

from regelwijzer.knowledge.base import walk_regel
from regelwijzer.knowledge.models import Begrip, Route

Fault = tuple[str, str, str]
_REMEDY = (
    "geef uw aanvulling een eigen naam, zoals assen.noodbudget; zet adressen en nummers in "
    "regios/; zie docs/lokaal.md"
)


def local_fault(key: str, national: Any, local: Any) -> Fault | None:
    """Return why *local* may not replace *national* (fault, reason, remedy), or None."""
    if key == "aandachtspunten":
        return None
    if key == "routes":
        return _route_fault(national, local)
    if key == "begrippen":
        return _begrip_fault(national, local)
    return (
        "een lokale map mag dit niet vervangen",
        "de wet en wat overal gelijk moet zijn, verandert niet per gemeente",
        _REMEDY,
    )


def _route_fault(national: Route, local: Route) -> Fault | None:
    if national.aard != "beleid":
        return (
            "deze weg volgt uit de wet, dus een lokale map mag hem niet vervangen",
            "de gemeente kan een wettelijke weg niet anders maken",
            _REMEDY,
        )
    if local.aard != "beleid" or local.stap != national.stap:
        return (
            "een lokale weg blijft 'aard: beleid' op dezelfde trede",
            "anders lijkt een werkafspraak een recht, of staat hij op de verkeerde plek",
            "zet 'aard: beleid' en dezelfde 'stap' in de lokale route",
        )
    more = sorted(set(local.mandaat) - set(national.mandaat))
    if more:
        return (
            f"de lokale weg krijgt meer mandaat ({', '.join(more)})",
            "een gemeente kan niemand een mandaat geven dat de landelijke beschrijving niet kent",
            "houd het mandaat gelijk of kleiner",
        )
    return None


def _begrip_fault(national: Begrip, local: Begrip) -> Fault | None:
    def policy(begrip: Begrip) -> bool:
        parts = [part for top in begrip.regels for part in walk_regel(top)]
        return all(part.aard == "beleid" for part in parts)

    if policy(national) and policy(local):
        return None
    return (
        "dit begrip steunt op de wet, dus een lokale map mag het niet vervangen",
        "alleen beleid laat de wet aan de gemeente",
        _REMEDY,
    )
