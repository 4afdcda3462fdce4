"""The outcomes for a tired reader: few at once, the rest folded under one line that counts them.

Screen, report and terminal take their headings and their order from here, so that they agree.
"""

from __future__ import annotations

from dataclasses import dataclass

from regelwijzer.advice.advisor import Advice, KaderAdvice
from regelwijzer.advice.focus import Focus, by_theme, focus
from regelwijzer.knowledge.text import spoken
from regelwijzer.report.view import Viewer

CARRIES = "Dit draagt de hulp nu"
NEAR = "Hier hangt het nu van af"
NOTHING = "Er is nog niets zeker. Dat is gewoon: eerst moet iemand ernaar kijken."
NOTHING_FITS = (
    "Van wat Regelwijzer kent, past nu niets. Kijk bij 'Vastgelopen?': daar staat wie kan helpen."
)
NEAR_TEXT = "Dit ligt het dichtst bij. Er staat bij wat nog moet blijken, en wie beslist."


@dataclass(frozen=True)
class FocusView:
    """The groups of one advice with their headings; *later* is divided by theme.

    *nothing* is what to say when nothing carries the help yet.
    """

    focus: Focus
    later: dict[str, list[KaderAdvice]]
    rights_title: str
    later_title: str
    nothing: str
    no_title: str


def focus_view(viewer: Viewer, advice: Advice) -> FocusView:
    """Return the outcomes of *advice* in the order and the words of a plain audience."""
    found = focus(viewer.base, advice)
    know = spoken(viewer.doelgroep, "u pas weet", "je pas weet")
    rights = ("recht of regel die nu geldt", "rechten en regels die nu gelden")
    return FocusView(
        found,
        by_theme(viewer.base, found.later),
        counted(len(found.rights), *rights),
        counted(len(found.later), "mogelijkheid", "mogelijkheden", "Nog ")
        + f" die {know} na meer vragen",
        NOTHING if found.near or found.later else NOTHING_FITS,
        counted(len(found.no), "uitkomst die nu niet past", "uitkomsten die nu niet passen"),
    )


def counted(number: int, one: str, more: str, before: str = "") -> str:
    """Return a number with its noun.

    >>> counted(2, "recht", "rechten", "Nog ")
    'Nog 2 rechten'
    """
    return f"{before}{number} {one if number == 1 else more}"
