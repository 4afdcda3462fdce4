"""Small helpers for Dutch text."""

from __future__ import annotations

from collections.abc import Sequence

PLAIN = ("ouder", "jongere")
"""The doelgroepen that read taalniveau B1."""
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


def reads_plain(doelgroep: str) -> bool:
    """Tell whether this reader gets the plain texts (taalniveau B1).

    >>> reads_plain("ouder"), reads_plain("jeugdbeschermer"), reads_plain("")
    (True, False, False)
    """
    return doelgroep in PLAIN


def full_stop(text: str) -> str:
    """Return *text* as a sentence: with a sign at its end.

    >>> full_stop("Neem de brief mee"), full_stop("Weet u dat?")
    ('Neem de brief mee.', 'Weet u dat?')
    """
    return text if text.endswith((".", "!", "?", ":")) or not text else f"{text}."


def dotted(number: int) -> str:
    """Return a count as the Dutch write it: with a dot after every three figures.

    >>> dotted(999), dotted(12345), dotted(1200000)
    ('999', '12.345', '1.200.000')
    """
    return f"{number:,}".replace(",", ".")


def counted(number: int, one: str, more: str) -> str:
    """Return how many of something, in words that fit the number.

    >>> counted(1, "jongere", "jongeren"), counted(1234, "jongere", "jongeren")
    ('1 jongere', '1.234 jongeren')
    """
    return f"{dotted(number)} {one if number == 1 else more}"


def enumerate_words(words: Sequence[str], last: str = "en") -> str:
    """Return ``a, b en c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def ended(title: str) -> str:
    """Return a title as a sentence: with a full stop, unless it ends with a sign already.

    >>> ended("Kan hulp starten?"), ended("Hulp kan starten")
    ('Kan hulp starten?', 'Hulp kan starten.')
    """
    return title if title.endswith((".", "?", "!")) else f"{title}."
