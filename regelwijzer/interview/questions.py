"""The wording of the questions, per audience (``questionnaires/<doelgroep>/*.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.errors import KnowledgeError, KnowledgeErrors
from regelwijzer.knowledge.models import Feit, Model, Name, Text, Word
from regelwijzer.knowledge.text import reads_plain
from regelwijzer.knowledge.yamlio import read_model

DOELGROEPEN = ("jeugdbeschermer", "ouder", "jongere", "trainer")


class Vraag(Model):
    """How one feit is asked of one audience; *opties* reword the answers."""

    feit: Name
    vraag: Text
    hulp: Text | None = None
    voorbeeld: Text | None = None
    opties: dict[Word, Text] = Field(default_factory=dict)
    niet_vragen: bool = False


class Questionnaire(Model):
    """The content of one questionnaire file."""

    vragen: list[Vraag]


@dataclass(frozen=True)
class Question:
    """One question ready to be shown: text, help, and the answers with their words."""

    feit: Feit
    text: str
    help: str
    example: str
    options: tuple[tuple[str, str], ...]


Wordings = Mapping[str, Mapping[str, Vraag]]


def load_questionnaires(root: Path, base: Kennisbank) -> dict[str, dict[str, Vraag]]:
    """Load every questionnaire under *root*: audience -> feit -> Vraag.

    Raises KnowledgeErrors for an unknown feit, option or key, or a question asked twice.
    """
    errors: list[KnowledgeError] = []
    found: dict[str, dict[str, Vraag]] = {name: {} for name in DOELGROEPEN}
    for name in DOELGROEPEN:
        for path in sorted((root / name).glob("*.yaml")):
            shown = f"{root.name}/{name}/{path.name}"
            try:
                content = read_model(path, shown, Questionnaire, _misfit)
            except KnowledgeErrors as misfits:
                errors += misfits.errors
                continue
            for vraag in content.vragen:
                errors += _check(base, shown, vraag, found[name])
                found[name][vraag.feit] = vraag
    if errors:
        raise KnowledgeErrors(errors)
    return found


def _misfit(shown: str, place: str, message: str) -> KnowledgeError:
    return KnowledgeError(
        shown,
        place,
        "past niet in een vragenlijst",
        "alleen feit, vraag, hulp, voorbeeld, opties en niet_vragen bestaan",
        "verbeter of verwijder dit woord",
    )


def _check(
    base: Kennisbank, shown: str, vraag: Vraag, known: Mapping[str, Vraag]
) -> list[KnowledgeError]:
    feit = base.feiten.get(vraag.feit)
    if feit is None:
        return [
            KnowledgeError(
                shown,
                vraag.feit,
                "is een vraag naar een feit dat niet bestaat",
                "het antwoord zou nergens toe leiden",
                "verbeter de naam van het feit of haal de vraag weg",
            )
        ]
    errors = []
    allowed = {"ja", "nee"} if feit.type == "ja_nee" else {o.keuze for o in feit.keuzes}
    for option in sorted(vraag.opties.keys() - allowed):
        errors.append(
            KnowledgeError(
                shown,
                vraag.feit,
                f"geeft woorden voor de keuze '{option}', die niet bestaat",
                "het antwoord zou niet te geven zijn",
                f"kies uit {', '.join(sorted(allowed))}",
            )
        )
    if vraag.feit in known:
        errors.append(
            KnowledgeError(
                shown,
                vraag.feit,
                "wordt twee keer gevraagd",
                "de tweede zou de eerste stil vervangen",
                "haal een van de twee weg",
            )
        )
    return errors


def question(base: Kennisbank, wordings: Wordings, doelgroep: str, name: str) -> Question:
    """Return the question for feit *name*; falls back on the title of the feit."""
    feit = base.feiten[name]
    vraag = wordings.get(doelgroep, {}).get(name)
    words = vraag.opties if vraag else {}
    if feit.type == "ja_nee":
        options = [("ja", words.get("ja", "Ja")), ("nee", words.get("nee", "Nee"))]
    else:
        options = [(o.keuze, words.get(o.keuze, o.titel)) for o in feit.keuzes]
    return Question(
        feit=feit,
        text=vraag.vraag if vraag else feit.titel,
        help=(vraag.hulp if vraag else feit.omschrijving) or "",
        example=(vraag.voorbeeld if vraag else None) or "",
        options=tuple(options),
    )


def unknown_text(feit: Feit) -> str:
    """Return the words of the answer that leaves *feit* open; it never counts as nee."""
    return "Nog niet beslist, of weet ik niet" if feit.oordeel else "Weet ik niet"


WITHHELD_TEXT = "Wil ik niet zeggen"
"""The words of the answer that somebody keeps to themselves; it never counts as nee either."""


def open_text(feit: Feit, withheld: bool) -> str:
    """Return the words in which an answer that leaves *feit* open was given."""
    return WITHHELD_TEXT if withheld else unknown_text(feit)


def is_asked(base: Kennisbank, wordings: Wordings, doelgroep: str, name: str) -> bool:
    """Tell whether this audience is ever asked for *name*.

    An open norm is not put to parents and young people: they are asked what they see. Once there
    is a questionnaire for young people, they are asked no more than that: somebody else knows
    the rest.
    """
    own = wordings.get(doelgroep, {})
    if name in own:
        return not own[name].niet_vragen
    if doelgroep == "jongere" and own:
        return False
    return base.feiten[name].oordeel is None or not reads_plain(doelgroep)
