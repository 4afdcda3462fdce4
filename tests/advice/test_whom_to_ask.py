"""Who is sent where for an answer: nobody to himself.

Found on a parent of a boy of seventeen, who read: "Vraag het na bij de ouders met gezag."
"""

from __future__ import annotations

import pytest

from regelwijzer.advice.actions import OWN, whom_to_ask
from regelwijzer.application import Application
from regelwijzer.knowledge.text import reads_plain


@pytest.mark.parametrize("doelgroep", ["ouder", "jongere", "jeugdbeschermer", "trainer"])
def test_nobody_is_sent_to_himself(whole: Application, doelgroep: str) -> None:
    base, plain = whole.base_for(doelgroep), reads_plain(doelgroep)
    own = OWN.get(doelgroep, set())
    told = 0
    for feit in base.feiten.values():
        text = whom_to_ask(base, feit, doelgroep, plain)
        asked = text.partition(" na bij ")[2]
        assert not any(base.who([name], plain) in asked for name in own & set(feit.weet)), text
        if own & set(feit.weet):
            told += 1
            assert "zelf" in text
        elif feit.weet:
            assert text == f" Vraag het na bij {base.who(feit.weet, plain, 'of')}."
    assert bool(told) == bool(own)


def test_what_the_reader_may_know_and_somebody_else_too(whole: Application) -> None:
    base = whole.base
    shared = next(
        f for f in base.feiten.values() if tuple(f.weet) == ("ouders_met_gezag", "school")
    )
    assert whom_to_ask(base, shared, "ouder", True) == (
        " Misschien weet u dit zelf. Vraag het anders na bij de school."
    )
    young = next(feit for feit in base.feiten.values() if list(feit.weet) == ["jeugdige"])
    assert whom_to_ask(whole.base_for("jongere"), young, "jongere", True) == (
        " Misschien weet je dit zelf."
    )
