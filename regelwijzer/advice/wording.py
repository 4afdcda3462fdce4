"""Conditions in words: what an atom says, in Dutch, when it is ja, nee or onbekend."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from regelwijzer.knowledge.base import UNKNOWN_LAW, Kennisbank
from regelwijzer.knowledge.conditions import AtLeast, Before, Choice, Ref
from regelwijzer.knowledge.dates import PEILDATUM, DateExpression, Duration
from regelwijzer.knowledge.text import enumerate_words
from regelwijzer.reasoning.values import Atom

_MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]


def day_text(day: date) -> str:
    """Return a date as it is read aloud: ``22 november 2026``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def number_text(value: float) -> str:
    """Return a number the Dutch way: ``12,5``."""
    return f"{value:g}".replace(".", ",")


def age_text(duration: Duration) -> str:
    """Return an age: ``18 jaar``, ``18 jaar en 6 maanden``."""
    years, months = divmod(duration.months, 12)
    return f"{years} jaar" + (
        f" en {months} {'maand' if months == 1 else 'maanden'}" if months else ""
    )


def say(base: Kennisbank, atom: Atom, truth: bool) -> str:
    """Return *atom* as a short statement that is true when the atom is *truth*."""
    if isinstance(atom, Ref):
        if atom.name == UNKNOWN_LAW:
            return "het recht van die tijd is opgenomen"
        titel = base.feiten[atom.name].titel
        return titel if truth else f"niet: {lower_first(titel)}"
    if isinstance(atom, Choice):
        return _say_choice(base, atom, truth)
    if isinstance(atom, AtLeast):
        return _say_number(base, atom, truth)
    return _say_before(base, atom, truth)


def _say_choice(base: Kennisbank, atom: Choice, truth: bool) -> str:
    feit = base.feiten[atom.feit]
    titles = {option.keuze: option.titel for option in feit.keuzes}
    options = enumerate_words([lower_first(titles[o]) for o in atom.options], "of")
    return f"{feit.titel}: {'' if truth else 'niet '}{options}"


def _say_number(base: Kennisbank, atom: AtLeast, truth: bool) -> str:
    feit = base.feiten[atom.feit]
    word = (
        ("meer dan" if atom.strict else "ten minste")
        if truth
        else ("ten hoogste" if atom.strict else "minder dan")
    )
    unit = f" {feit.eenheid}" if feit.eenheid else ""
    return f"{feit.titel}: {word} {number_text(atom.bound)}{unit}"


def _say_before(base: Kennisbank, atom: Before, truth: bool) -> str:
    age, other = atom.left, atom.right
    plain_age = age.birthday != Duration() and age.duration == Duration() and not age.snap
    if plain_age and other.feit is None and atom.inclusive:
        moment = "op de peildatum" if other.base == PEILDATUM else f"op {date_text(base, other)}"
        if truth:
            return f"{moment} {age_text(age.birthday)} of ouder"
        return f"{moment} jonger dan {age_text(age.birthday)}"
    if age.constant and other.base == PEILDATUM and other.duration == Duration():
        return f"de peildatum ligt {'op of na' if truth else 'vóór'} {day_text(age.constant)}"
    words = ("op of vóór", "na") if atom.inclusive else ("vóór", "op of na")
    return f"{date_text(base, atom.left)} ligt {words[not truth]} {date_text(base, atom.right)}"


SNAP_TEXTS = {
    "eerste kwartaaldag": "de eerste kwartaaldag op of na",
    "eerste dag volgende maand": "de eerste dag van de maand na",
    "eerste dag na dat schooljaar": "de eerste dag na het schooljaar van",
}


def date_text(base: Kennisbank, expression: DateExpression) -> str:
    """Return a date expression in words."""
    constant = expression.constant
    if constant:
        return day_text(constant)
    if expression.snap:
        plain = replace(expression, snap="")
        return f"{SNAP_TEXTS[expression.snap]} {date_text(base, plain)}"
    name = "de peildatum"
    if expression.birthday != Duration():
        name = f"de dag waarop de jeugdige {age_text(expression.birthday)} wordt"
    elif expression.feit:
        name = lower_first(base.feiten[expression.feit].titel)
    if expression.duration == Duration():
        return name
    amount = (
        f"{expression.duration.months} maanden"
        if expression.duration.months
        else f"{expression.duration.days} dagen"
    )
    free = " (nooit in een weekend of op een feestdag)" if expression.extended else ""
    return f"{name} {'plus' if expression.sign > 0 else 'min'} {amount}{free}"


def lower_first(text: str) -> str:
    """Return *text* with a small first letter, unless it starts with an abbreviation."""
    if len(text) > 1 and (text[1].isupper() or not text[1].isalpha()):
        return text
    return text[:1].lower() + text[1:]
