"""What would change a verdict, sorted by who can bring it about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from regelwijzer.advice.roads import KINDS, change_text, kind_of
from regelwijzer.advice.whatif import Change, ChangeSet, WhatIf
from regelwijzer.advice.wording import day_text
from regelwijzer.knowledge.dates import BIRTH
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.values import Period
from regelwijzer.report.view import Viewer

GROUPS = {
    "tijd": ("Komt met de tijd", "Dit gaat vanzelf, op de genoemde dag."),
    "bewijs": ("Aan te tonen", "Dit kan iemand nu al weten, of met een stuk laten zien."),
    "besluit": ("Is iemands besluit", "Hierover moet eerst iemand anders beslissen."),
    "vast": ("Kan niet veranderen", "Dit staat vast; het is hier alleen om te laten zien waarom."),
}
"""In the order of KINDS: what is easiest comes first."""


@dataclass(frozen=True)
class ChangeLine:
    """One change: what becomes different, and who or what brings it about."""

    text: str
    detail: str


@dataclass(frozen=True)
class ChangeGroup:
    """All sets of changes of which the hardest part is of this kind."""

    kind: str
    title: str
    explained: str
    sets: tuple[tuple[ChangeLine, ...], ...]


@dataclass(frozen=True)
class ChangesView:
    """The answer for one kader; no groups when nothing small enough changes it."""

    title: str
    becomes: bool
    most: int
    groups: tuple[ChangeGroup, ...]


def changes(viewer: Viewer, case: Case, found: WhatIf) -> ChangesView:
    """Return *found* as it is shown: the shortest sets first, by kind."""
    groups = []
    for kind, (title, explained) in GROUPS.items():
        sets = [part for part in earliest(found.sets) if hardest(viewer, case, part) == kind]
        lines = tuple(
            tuple(_line(viewer, case, change) for change in part.changes)
            for part in sorted(sets, key=lambda part: len(part.changes))
        )
        if lines:
            groups.append(ChangeGroup(kind, title, explained, lines))
    kader = viewer.base.kaders[found.kader]
    return ChangesView(viewer.title(kader), found.becomes, found.complete_to, tuple(groups))


def earliest(sets: Iterable[ChangeSet]) -> list[ChangeSet]:
    """Return *sets* without those that only wait longer than another one."""
    found: dict[frozenset[Change], ChangeSet] = {}
    for part in sets:
        rest = frozenset(change for change in part.changes if change.day is None)
        known = found.get(rest)
        if known is None or _day(part) < _day(known):
            found[rest] = part
    return list(found.values())


def _day(part: ChangeSet) -> date:
    return min((change.day for change in part.changes if change.day), default=date.min)


def hardest(viewer: Viewer, case: Case, part: ChangeSet) -> str:
    """Return the kind of the change in *part* that is hardest to bring about."""
    return max((kind(viewer, case, change) for change in part.changes), key=KINDS.index)


def kind(viewer: Viewer, case: Case, change: Change) -> str:
    """Return which of KINDS *change* is; what is fixed but not yet known can be shown."""
    found = kind_of(viewer.base, change)
    return "bewijs" if found == "vast" and change.feit not in case.values else found


def _line(viewer: Viewer, case: Case, change: Change) -> ChangeLine:
    if change.day is not None:
        age = _age(case, change)
        return ChangeLine(f"Het wordt {day_text(change.day)}{age}", "")
    text = change_text(viewer.base, change)
    feit = viewer.base.feiten[change.feit]
    if feit.oordeel is not None:
        by = viewer.partijen(feit.oordeel.door, "of")
        return ChangeLine(text, f"Beslist: {by}. Dit helpt: {viewer.words(feit.oordeel.bewijs)}")
    names = viewer.partijen(feit.weet, "of")
    which = kind(viewer, case, change)
    if which == "bewijs":
        return ChangeLine(text, f"Na te vragen bij: {names}." if names else "")
    if which == "besluit":
        return ChangeLine(text, f"Een besluit; weet hiervan: {names}." if names else "Een besluit.")
    return ChangeLine(text, "Dit staat vast." if which == "vast" else "")


def _age(case: Case, change: Change) -> str:
    born, day = case.values.get(BIRTH), change.day
    if day is None or not isinstance(born, Period) or not born.exact:
        return ""
    same = (born.first.month, born.first.day) == (day.month, day.day)
    return f" ({day.year - born.first.year} jaar)" if same else ""


def choices(viewer: Viewer, kaders: Iterable[str]) -> dict[str, str]:
    """Return a name for each of *kaders* to choose from: its title and its law."""
    base = viewer.base
    found = {}
    for name in kaders:
        kader = base.kaders[name]
        found[name] = f"{viewer.title(kader)} ({base.wetten[kader.wet].kort})"
    return found
