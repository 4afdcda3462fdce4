"""Text from the rule base or from answers, made safe and readable for the screen."""

from __future__ import annotations

import re

_JOINER = "\u2060"
# Markdown makes a link of a bare address, whatever is escaped in it: an unseen sign breaks it.
_ADDRESS = re.compile(r"(?=://)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
_SIGNS = frozenset("\\`*_{}[]<>#+-.!|$~:&")


def safe(text: str) -> str:
    """Return *text* with the signs of Markdown and HTML made harmless.

    >>> safe("a *b* <i>")
    'a \\\\*b\\\\* \\\\<i\\\\>'
    """
    text = _ADDRESS.sub(_JOINER, text)
    return "".join(f"\\{sign}" if sign in _SIGNS else sign for sign in text)


def answer_text(raw: object, words: dict[str, str]) -> str:
    """Return an answer (as in a case file) as a person would say it.

    >>> answer_text({"van": 70, "tot": 85}, {})
    'tussen 70 en 85'
    >>> answer_text("2009-05-14", {})
    '14-05-2009'
    """
    if isinstance(raw, dict) and "van" in raw:
        return f"tussen {_day(raw['van'])} en {_day(raw['tot'])}"
    if isinstance(raw, dict):
        chosen = ", ".join(words.get(f"{item}", f"{item}") for item in raw["wel"])
        return chosen or "geen van deze"
    if isinstance(raw, list):
        return " of ".join(words.get(f"{item}", f"{item}") for item in raw)
    return words.get(str(raw), _day(raw))


def _day(raw: object) -> str:
    text = str(raw)
    parts = text.split("-")
    if len(parts) == 3 and len(parts[0]) == 4:
        return f"{parts[2]}-{parts[1]}-{parts[0]}"
    return text
