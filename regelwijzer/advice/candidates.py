"""Which provision is nearest for each kind of help: what to ask for when little is sure."""

from __future__ import annotations

from dataclasses import dataclass

from regelwijzer.advice.advisor import KaderAdvice, Snapshot
from regelwijzer.advice.way import Way
from regelwijzer.knowledge.models import Kader
from regelwijzer.reasoning.verdicts import Verdict

ASKABLE = frozenset({"voorziening", "uitkering"})
"""What somebody can ask for; nobody is told to ask for a maatregel or for dwang."""
COMPULSORY = frozenset({"wvggz", "wzd"})
"""Laws about care that nobody asks for."""
COVERED = 2
"""How much nearer a provision is for each kind of help that it carries."""
HEAVY = {"wlz": 3}
"""How much further away a law is that only carries lasting care, day and night."""


@dataclass(frozen=True)
class Nearest:
    """A provision that carries *hulpvorm*; *way* is None when it applies already.

    *cost* only says what is nearer than what.
    """

    hulpvorm: str
    item: KaderAdvice
    way: Way | None
    cost: int


def askable(kader: Kader) -> bool:
    """Tell whether somebody can ask for *kader* and somebody pays for it."""
    return kader.soort in ASKABLE and bool(kader.betaalt) and kader.wet not in COMPULSORY


def nearest(moment: Snapshot, hulpvorm: str) -> list[Nearest]:
    """Return the provisions that (may) carry *hulpvorm*, the nearest first.

    What applies comes first, then by what is still needed, less for those that carry more of
    what was asked. What takes something rare, or a decision that is not there yet, is left out
    as long as there is anything else.
    """
    asked = set(moment.case.hulpvragen)
    found: list[Nearest] = []
    for name, item in moment.kaders.items():
        kader = item.kader
        if hulpvorm not in kader.hulpvormen or not askable(kader):
            continue
        covered = COVERED * len(asked & set(kader.hulpvormen)) - HEAVY.get(kader.wet, 0)
        if item.verdict is Verdict.APPLIES:
            found.append(Nearest(hulpvorm, item, None, -covered))
        elif item.verdict is not Verdict.DOES_NOT:
            way = moment.ways.to(name)
            if way is not None:
                found.append(Nearest(hulpvorm, item, way, way.cost - covered))
    found.sort(key=lambda part: (part.way is not None, part.cost, part.item.kader.kader))
    return [part for part in found if not (part.way and part.way.far)] or found
