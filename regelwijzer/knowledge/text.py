"""Small helpers for Dutch text."""

from __future__ import annotations

from collections.abc import Sequence

YOUNG = "jongere"
"""The doelgroep that is spoken to with 'je'; everybody else with 'u'."""


def spoken(doelgroep: str, to_u: str, to_je: str) -> str:
    """Return the sentence as this reader is spoken to.

    >>> spoken("jongere", "Uw antwoorden", "Jouw antwoorden")
    'Jouw antwoorden'
    >>> spoken("ouder", "Uw antwoorden", "Jouw antwoorden")
    'Uw antwoorden'
    """
    return to_je if doelgroep == YOUNG else to_u


def enumerate_words(words: Sequence[str], last: str = "en") -> str:
    """Return ``a, b en c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
