"""How likely each answer is, for choosing the next question; never for a verdict."""

from __future__ import annotations

from regelwijzer.knowledge.models import Feit

USUAL = 0.65
"""Most of what can be asked is not so: the chance of nee, geen, or the last option."""

RARELY = 0.95
"""The same for a feit that is marked zeldzaam, and the chance of ja for meestal_ja."""


UNKNOWN, JUDGED = 0.1, 0.6
"""The chance of 'weet ik niet': of a fact, and of an open norm (seldom decided already)."""


def chances(feit: Feit, answers: int) -> tuple[float, ...]:
    """Return the chance of each representative answer (``Domains``), and of 'weet ik niet'.

    >>> from regelwijzer.knowledge.models import Feit
    >>> [round(x, 3) for x in chances(Feit(feit="a.b", type="ja_nee", titel="T", thema="t"), 2)]
    [0.315, 0.585, 0.1]
    """
    unknown = JUDGED if feit.oordeel else UNKNOWN
    shares = [1 / answers] * answers
    if feit.type == "ja_nee":
        usual = RARELY if feit.zeldzaam or feit.meestal_ja else USUAL
        shares = [usual, 1 - usual] if feit.meestal_ja else [1 - usual, usual]
    elif feit.zeldzaam:
        shares = [(1 - RARELY) / (answers - 1)] * answers
        shares[0 if feit.type == "meerkeuze" else -1] = RARELY
    return (*(share * (1 - unknown) for share in shares), unknown)
