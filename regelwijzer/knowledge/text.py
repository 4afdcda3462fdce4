"""Small helpers for Dutch text."""

from __future__ import annotations

from collections.abc import Sequence


def enumerate_words(words: Sequence[str], last: str = "en") -> str:
    """Return ``a, b en c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
