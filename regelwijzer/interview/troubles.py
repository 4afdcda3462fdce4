"""What goes wrong, in the words of who asks, and the help that is then looked at.

The first question of every interview, on the screen and in the terminal: never a law.
"""

from __future__ import annotations

from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.text import spoken

TROUBLES: dict[str, tuple[str, ...]] = {
    "Thuis gaat het niet meer": ("opvoedhulp", "respijt", "verblijf", "verblijf_gezin"),
    "Het is thuis niet veilig": ("acute_hulp", "bescherming", "opvang"),
    "Er is dag en nacht zorg nodig": (
        "verblijf_24uurszorg",
        "persoonlijke_verzorging",
        "verpleging",
        "ambulante_begeleiding",
        "verblijf",
    ),
    "Grote psychische problemen": (
        "diagnostiek",
        "behandeling_psychisch",
        "verblijf_klinisch",
        "acute_hulp",
    ),
    "De jongere wil de hulp niet": ("verplichte_zorg", "verblijf_gesloten", "rechtsbescherming"),
    "Het gaat mis op school": ("onderwijs", "vervoer"),
    "Bijna 18: wat verandert er?": (
        "ambulante_begeleiding",
        "verblijf",
        "wonen_begeleid",
        "vertegenwoordiging",
        "inkomen",
    ),
    "De hulp wordt geweigerd of stopt": ("rechtsbescherming", "clientondersteuning"),
    "Politie of rechter is erbij": ("reclassering", "bescherming"),
}


_YOUNG = {
    "Thuis gaat het niet meer": "Thuis gaat het niet meer",
    "Het is thuis niet veilig": "Ik ben thuis niet veilig",
    "Er is dag en nacht zorg nodig": "Ik heb dag en nacht zorg nodig",
    "Grote psychische problemen": "Het gaat heel slecht in mijn hoofd",
    "De jongere wil de hulp niet": "Ik wil de hulp niet, of ik zit gesloten",
    "Het gaat mis op school": "Het gaat mis op school",
    "Bijna 18: wat verandert er?": "Ik word 18: wat verandert er?",
    "De hulp wordt geweigerd of stopt": "Ik krijg de hulp niet, of de hulp stopt",
    "Politie of rechter is erbij": "Politie of rechter is erbij",
}
"""The same troubles in the words of the young person."""


def trouble_text(trouble: str, doelgroep: str) -> str:
    """Return *trouble* in the words of who asks."""
    return spoken(doelgroep, trouble, _YOUNG[trouble])


def help_for(base: Kennisbank, troubles: list[str]) -> tuple[str, ...]:
    """Return the hulpvormen that belong to *troubles*, in the order of the rule base."""
    wanted = {name for trouble in troubles for name in TROUBLES[trouble]}
    return tuple(name for name in base.hulpvormen if name in wanted)
