"""Questions that are put together, as one list to tick (``questionnaires/lijsten.yaml``).

Most of what a judge, the police or an expert can have decided is not so. Nine questions in a
row about it frighten; one list is one glance. What is not ticked counts as nee, and the
screen says so; what somebody is not sure of stays onbekend. Open norms are in no list: what
nobody has decided yet must not become nee because it was not ticked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from regelwijzer.interview.questions import Wordings, is_asked
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.errors import KnowledgeError, KnowledgeErrors
from regelwijzer.knowledge.models import Model, Name, Text, Word
from regelwijzer.knowledge.yamlio import read_model

FILE = "lijsten.yaml"
FEWEST = 2
"""Fewer questions than this are asked one by one."""


class Line(Model):
    """One feit of a list; professionals read its title, others their own words."""

    feit: Name
    ouder: Text | None = None
    jongere: Text | None = None


class Lijst(Model):
    """One list, in the words of each audience."""

    lijst: Word
    vraag: Text
    vraag_ouder: Text
    vraag_jongere: Text
    feiten: list[Line] = Field(min_length=FEWEST)


class ListFile(Model):
    """The content of the file; *begin* names lists and feiten that a conversation begins with."""

    begin: list[Name | Word] = Field(default_factory=list)
    lijsten: list[Lijst]


@dataclass(frozen=True)
class Screen:
    """A list ready to be shown: only the lines that still matter.

    *lines* holds per line the feit and its words.
    """

    name: str
    text: str
    lines: tuple[tuple[str, str], ...]

    @property
    def feiten(self) -> tuple[str, ...]:
        """The feiten of the lines."""
        return tuple(feit for feit, _ in self.lines)


class Lists:
    """The lists of one rule base, by feit; *begin* are the feiten a conversation begins with."""

    def __init__(
        self, base: Kennisbank, lists: Sequence[Lijst] = (), begin: Collection[str] = ()
    ) -> None:
        self._base = base
        self.all = tuple(lists)
        in_lists = {line.feit for item in lists if item.lijst in begin for line in item.feiten}
        self.begin = frozenset(begin) & base.feiten.keys() | in_lists
        self._of = {line.feit: lijst for lijst in lists for line in lijst.feiten}

    def screen(self, doelgroep: str, feit: str, matter: Collection[str]) -> Screen | None:
        """Return the list that *feit* stands in, with the lines in *matter*.

        None when there is no such list for this audience, or too little of it matters. The
        lines keep their order, so that a list always reads the same.
        """
        lijst = self._of.get(feit)
        if lijst is None:
            return None
        lines = tuple(
            (line.feit, words)
            for line in lijst.feiten
            if line.feit in matter and (words := self._words(doelgroep, line))
        )
        if len(lines) < FEWEST or feit not in dict(lines):
            return None
        texts = {"ouder": lijst.vraag_ouder, "jongere": lijst.vraag_jongere}
        return Screen(lijst.lijst, texts.get(doelgroep, lijst.vraag), lines)

    def divide(self, doelgroep: str, matter: Collection[str]) -> list[Screen | str]:
        """Divide the questions in *matter* over screens, in their order.

        A list comes once, where its first line is; what stands in no list is its own screen.
        """
        found: list[Screen | str] = []
        seen: set[str] = set()
        for feit in matter:
            if feit not in seen:
                screen = self.screen(doelgroep, feit, matter)
                found.append(screen or feit)
                seen.update(screen.feiten if screen else ())
        return found

    def _words(self, doelgroep: str, line: Line) -> str | None:
        own = {"ouder": line.ouder, "jongere": line.jongere}
        return own.get(doelgroep, self._base.feiten[line.feit].titel)


def load_lists(root: Path, base: Kennisbank, wordings: Wordings) -> Lists:
    """Load the lists under *root*, the folder of the questionnaires.

    Raises KnowledgeErrors for a feit that does not exist, stands in two lists, is an open norm
    or no matter of ja or nee, or has words for an audience that it is not asked of.
    """
    shown = f"{root.name}/{FILE}"
    content = read_model(root / FILE, shown, ListFile, _misfit)
    found = list(_faults(base, wordings, shown, content))
    if found:
        raise KnowledgeErrors(found)
    return Lists(base, content.lijsten, content.begin)


def _misfit(shown: str, place: str, message: str) -> KnowledgeError:
    return KnowledgeError(
        shown,
        place,
        "past niet in een lijst",
        "een lijst heeft lijst, vraag, vraag_ouder, vraag_jongere en feiten",
        "verbeter of verwijder dit woord",
    )


def _faults(
    base: Kennisbank, wordings: Wordings, shown: str, content: ListFile
) -> Iterator[KnowledgeError]:
    names: set[str] = set()
    seen: set[str] = set()
    for lijst in content.lijsten:
        if lijst.lijst in names:
            yield _fault(shown, lijst.lijst, "deze lijst bestaat twee keer", "hernoem er een")
        names.add(lijst.lijst)
        for line in lijst.feiten:
            if wrong := _wrong(base, wordings, line, seen):
                yield _fault(shown, f"{lijst.lijst} > {line.feit}", *wrong)
            seen.add(line.feit)
    for name in content.begin:
        if name not in names and name not in base.feiten:
            yield _fault(shown, f"begin > {name}", "dit is geen lijst en geen feit", "verbeter het")


def _wrong(
    base: Kennisbank, wordings: Wordings, line: Line, seen: Collection[str]
) -> tuple[str, str] | None:
    """Return what is wrong with a line and what to do about it."""
    feit = base.feiten.get(line.feit)
    out = "haal het uit de lijst"
    if feit is None:
        return "dit feit bestaat niet", "verbeter de naam"
    if feit.type != "ja_nee":
        return "dit feit is niet met ja of nee te beantwoorden", out
    if feit.oordeel is not None:
        return "dit feit is een oordeel: niet aangekruist zou nee betekenen", out
    if line.feit in seen:
        return "dit feit staat twee keer in een lijst", "haal een van de twee weg"
    for role, words in (("ouder", line.ouder), ("jongere", line.jongere)):
        if words and not is_asked(base, wordings, role, line.feit):
            return f"dit feit wordt niet gevraagd aan de {role}", f"haal '{role}' bij dit feit weg"
    return None


def _fault(shown: str, place: str, what: str, remedy: str) -> KnowledgeError:
    why = "een lijst vraagt, één keer, wat iemand met ja of nee kan weten"
    return KnowledgeError(shown, place, what, why, remedy)
