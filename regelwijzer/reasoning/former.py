"""Answers under the name a feit had before: carried over to the name it has now.

A feit that was renamed, or into which another one was merged, says so with ``voorheen``: the
old name, and what an old answer is called now. ``{}`` means that every answer stays what it was;
``{ja: nee}`` that only an old *ja* still says something (and is a *nee* now). What an old answer
does not say for certain is left open: the question then simply comes again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from regelwijzer.knowledge.base import Kennisbank

OPEN = (None, "onbekend", "wil_ik_niet_zeggen")
"""Answers that say nothing: they go along under any name."""


def carried_over(
    raw: Mapping[Any, Any], base: Kennisbank
) -> tuple[dict[Any, Any], tuple[str, ...]]:
    """Return the answers *raw* under the names of *base*, and the old names that were dropped.

    An answer under a feit's own name goes before one under an old name. Two old answers that
    say different things are both left out. A name that never existed is returned as it is.
    """
    formers = _formers(base)
    found = {name: answer for name, answer in raw.items() if str(name) not in formers}
    old: dict[str, dict[str, Any]] = {}
    dropped: list[str] = []
    for name, answer in raw.items():
        if str(name) in formers:
            feit, words = formers[str(name)]
            word = {True: "ja", False: "nee"}[answer] if isinstance(answer, bool) else answer
            if word in OPEN or not words:
                old.setdefault(feit, {})[str(name)] = word
            elif isinstance(word, str) and word in words:
                old.setdefault(feit, {})[str(name)] = words[word]
            else:
                dropped.append(str(name))
    for feit, answers in old.items():
        if feit in found:
            continue
        told = [answer for answer in answers.values() if answer not in OPEN]
        if any(answer != told[0] for answer in told):
            dropped += answers
        else:
            found[feit] = told[0] if told else next(iter(answers.values()))
    return found, tuple(dropped)


def former_names(base: Kennisbank) -> dict[str, str]:
    """Return the feit of today for every old name whose answers stayed what they were."""
    return {name: feit for name, (feit, words) in _formers(base).items() if not words}


def _formers(base: Kennisbank) -> dict[str, tuple[str, Mapping[str, str]]]:
    """Return for every old name the feit of today and the translation of its answers."""
    return {
        old: (feit.feit, words)
        for feit in base.feiten.values()
        for old, words in feit.voorheen.items()
    }
