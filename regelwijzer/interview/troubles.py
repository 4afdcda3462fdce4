"""What goes wrong, in the words of who asks, and the help that is then looked at.

The first question of every interview, on the screen and in the terminal: never a law.
"""

from __future__ import annotations

from regelwijzer.knowledge.base import Kennisbank

TROUBLES: dict[str, tuple[str, ...]] = {
    "Thuis gaat het niet meer": ("opvoedhulp", "respijt", "verblijf", "verblijf_gezin"),
    "Het is thuis niet veilig": ("acute_hulp", "bescherming", "opvang"),
    "Er is dag en nacht zorg nodig": (
        "verblijf_24uurszorg",
        "persoonlijke_verzorging",
        "verpleging",
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


def help_for(base: Kennisbank, troubles: list[str]) -> tuple[str, ...]:
    """Return the hulpvormen that belong to *troubles*, in the order of the rule base."""
    wanted = {name for trouble in troubles for name in TROUBLES[trouble]}
    return tuple(name for name in base.hulpvormen if name in wanted)
