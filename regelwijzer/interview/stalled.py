"""The few questions of 'Vastgelopen?': answers that fill in feiten without the interview.

The answers stand in ``questionnaires/vastgelopen.yaml``. What is not chosen stays onbekend;
only the answer that says "nothing of this" (``niets``) fills in a nee.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path
from typing import Any

from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.errors import CaseError, KnowledgeError, KnowledgeErrors
from regelwijzer.knowledge.models import Model, Name, Texts, Word
from regelwijzer.knowledge.yamlio import read_model
from regelwijzer.reasoning.case import parse_value
from regelwijzer.reasoning.values import Chosen, Interval, Options, Period, Value

FILE = "vastgelopen.yaml"


class Antwoord(Model):
    """One answer: its words, the feiten it fills in, and the date feit that goes with it."""

    antwoord: Word
    woorden: Texts
    feiten: dict[Name, Any]
    groep: Word | None = None
    datum: Name | None = None
    datum_vraag: Texts | None = None
    niets: bool = False


class Groep(Model):
    """A heading under which answers stand together."""

    groep: Word
    titel: Texts


class KorteVraag(Model):
    """One question; *meer* when more than one answer may be chosen."""

    vraag: Word
    titel: Texts
    hulp: Texts | None = None
    meer: bool = False
    groepen: tuple[Groep, ...] = ()
    antwoorden: tuple[Antwoord, ...]

    def answer(self, name: str) -> Antwoord:
        """Return the answer *name*; raises KeyError."""
        for item in self.antwoorden:
            if item.antwoord == name:
                return item
        raise KeyError(name)


class _File(Model):
    vragen: tuple[KorteVraag, ...]


@dataclass(frozen=True)
class Picked:
    """What was chosen: per question its answers, and the days that go with them."""

    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    days: Mapping[str, Period] = field(default_factory=dict)


def load_short_questions(root: Path, base: Kennisbank) -> tuple[KorteVraag, ...]:
    """Load the short questions under *root*; raises KnowledgeErrors for what does not fit."""
    path = root / FILE
    if not path.exists():
        return ()
    shown = f"{root.name}/{FILE}"
    content = read_model(path, shown, _File, _fault)
    errors = [error for vraag in content.vragen for error in _check(base, shown, vraag)]
    if errors:
        raise KnowledgeErrors(errors)
    return content.vragen


def _fault(shown: str, place: str, fault: str) -> KnowledgeError:
    return KnowledgeError(
        shown,
        place,
        f"past niet ({fault})",
        "dan zou een antwoord niets of iets verkeerds invullen",
        "verbeter het feit of het antwoord",
    )


def _check(base: Kennisbank, shown: str, vraag: KorteVraag) -> list[KnowledgeError]:
    errors = []
    names = {group.groep for group in vraag.groepen}
    for item in vraag.antwoorden:
        for feit, raw in item.feiten.items():
            try:
                if feit not in base.feiten:
                    raise CaseError(f"het feit {feit} bestaat niet")
                parse_value(base.feiten[feit], raw)
            except CaseError as error:
                errors.append(_fault(shown, f"{vraag.vraag} > {item.antwoord}", str(error)))
        known = base.feiten.get(item.datum or "")
        if item.datum and (known is None or known.type != "datum" or item.datum_vraag is None):
            fault = f"{item.datum} is geen datumfeit, of 'datum_vraag' ontbreekt"
            errors.append(_fault(shown, f"{vraag.vraag} > {item.antwoord}", fault))
        if names and item.groep not in names:
            errors.append(_fault(shown, f"{vraag.vraag} > {item.antwoord}", "hoort bij geen groep"))
    return errors


def feiten_of(base: Kennisbank, vragen: Sequence[KorteVraag], picked: Picked) -> dict[str, Value]:
    """Return what *picked* says; an answer that says "nothing" yields to any other answer.

    Two answers about the same meerkeuze are joined; otherwise the first one counts.
    """
    found: dict[str, Value] = {}
    for vraag in vragen:
        items = [vraag.answer(name) for name in picked.answers.get(vraag.vraag, ())]
        some = [item for item in items if not item.niets]
        for item in some or items:
            for feit, raw in item.feiten.items():
                value = parse_value(base.feiten[feit], raw)
                if value is not None:
                    found[feit] = _join(found[feit], value) if feit in found else value
            if item.datum and item.datum in picked.days:
                found.setdefault(item.datum, picked.days[item.datum])
    return found


def _join(first: Value, second: Value) -> Value:
    if isinstance(first, Chosen) and isinstance(second, Chosen):
        return Chosen(first.wel | second.wel, (first.niet | second.niet) - first.wel - second.wel)
    return first


def picked_from(
    base: Kennisbank, vragen: Sequence[KorteVraag], values: Mapping[str, Value]
) -> Picked:
    """Return the answers that the known feiten already give, so that nobody is asked twice."""
    answers: dict[str, tuple[str, ...]] = {}
    days: dict[str, Period] = {}
    for vraag in vragen:
        given = [item for item in vraag.antwoorden if _given(base, item, values)]
        if not vraag.meer and given:
            given = [max(given, key=lambda item: len(item.feiten))]
        answers[vraag.vraag] = tuple(item.antwoord for item in given)
        for item in given:
            day = values.get(item.datum or "")
            if item.datum and isinstance(day, Period):
                days[item.datum] = day
    return Picked(answers, days)


def _given(base: Kennisbank, item: Antwoord, values: Mapping[str, Value]) -> bool:
    if not item.feiten:
        return item.datum is not None and item.datum in values
    return all(
        feit in values and _says(values[feit], parse_value(base.feiten[feit], raw))
        for feit, raw in item.feiten.items()
    )


def _says(known: Value, wanted: Value | None) -> bool:
    """Tell whether *known* says at least as much as *wanted*."""
    if isinstance(known, Chosen) and isinstance(wanted, Chosen):
        return known.wel >= wanted.wel and known.niet >= wanted.niet
    if isinstance(known, Interval) and isinstance(wanted, Interval):
        return wanted.low <= known.low and known.high <= wanted.high
    if isinstance(known, Options) and isinstance(wanted, Options):
        return known.possible <= wanted.possible
    return known == wanted


def change(
    base: Kennisbank,
    vragen: Sequence[KorteVraag],
    values: Mapping[str, Value],
    before: Picked,
    after: Picked,
) -> dict[str, Value]:
    """Return *values* with the answers *before* replaced by *after*.

    What the interview knows more precisely (eight weeks, where the answer says "at least
    two") stays as it is.
    """
    old, new = feiten_of(base, vragen, before), feiten_of(base, vragen, after)
    kept = dict(values)
    for name in old.keys() - new.keys():
        known = kept.pop(name, None)
        rest = _chosen(known, old[name], Chosen(frozenset(), frozenset()))
        if rest.wel:
            kept[name] = rest
    for name, value in new.items():
        if name in kept and name in old and old[name] == value and _says(kept[name], value):
            continue
        if isinstance(value, Chosen):
            value = _chosen(kept.get(name), old.get(name), value)
        kept[name] = value
    return kept


def _chosen(known: Value | None, old: Value | None, new: Chosen) -> Chosen:
    """Return *known* without what the old answer added, with what the new one adds."""
    if not isinstance(known, Chosen):
        return new
    gone = old.wel - new.wel if isinstance(old, Chosen) else frozenset()
    wel = reduce(frozenset.union, (known.wel - gone, new.wel))
    return Chosen(wel, known.niet - wel)
