"""Is this Dutch text plain enough for a tired parent (taalniveau B1)?

Pure functions over text. They are heuristics: they find what deserves a second look, and
never decide anything about a case. The word lists live in ``questionnaires/``:
``moeilijke_woorden.yaml`` (word -> plain alternative) and ``juridische_woorden.yaml``
(legal term -> a plain explanation).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from regelwijzer.knowledge.yamlio import read_rule_yaml

WORD = re.compile(r"[0-9A-Za-zÀ-ÖØ-öø-ÿ]+(?:[.,'’-][0-9A-Za-zÀ-ÖØ-öø-ÿ]+)*")
ABBREVIATION = re.compile(
    r"\b(?:art|bijv|bv|enz|nr|lid|mr|dr|drs|jl|o\.a|m\.n|t\.o\.v|e\.d)\.$", re.I
)
END = re.compile(r"[.!?…]+[\"'”’)]*(?=\s+[^a-z]|\s*$)|\n+")

# Longest first: a row of vowels that is one sound, then any single vowel.
VOWELS = re.compile(
    r"eeuw|ieuw|aai|ooi|oei|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|au|ou|[aeiouyàáâäèéêëìíîïòóôöùúûü]"
)

AUXILIARY = re.compile(r"\b(?:word|wordt|worden|werd|werden|geworden)\b", re.I)
PREFIX = (
    "aan|achter|af|bij|binnen|door|goed|in|klaar|mee|na|neer|om|op|over|samen|tegen|terug|toe|uit"
    "|vast|voor|weg|thuis|bekend"
)
PARTICIPLE = re.compile(
    rf"\b(?:(?:{PREFIX})?ge[a-zë]{{2,}}(?:d|t|en)|(?:be|ver|ont|her|er)[a-zë]{{3,}}(?:d|t|en))\b",
    re.I,
)
NO_PARTICIPLE = re.compile(
    r"gebied|gebieden|gedrag|geld|gemeente|gemeenten|gesprekken|gevaren|gevallen"
    r"|gevolgen|gevoelens|geweld|gezinnen|gegevens|geest|gebit|gezicht|gewicht|gerecht"
    r"|geheugen|bericht|berichten|besluit|besluiten|bent|bed|verband|verdriet|verstand"
    r"|verzet|verblijft|verzoeken|bedragen|beroepen|ervaringen|ontslag|erven|bestaat"
    r"|betekent|betaalt|begint|gebeurt|geeft|geldt|gaat|verandert|verdient|vertelt|helpt"
    r"|gezond|beiden|bezwaren|begeleiden|behandelen|beslissen|betalen|verhuizen|verhuist"
    r"|verzorgen|vertellen|ontvangt",
    re.I,
)
"""Words that look like a participle, but are mostly something else."""

# How a text explains a term: "Een voogd is iemand die ...", "(voogd)", "dat heet een voogd".
AFTER = (
    r"(?: \([^)]*\))? (?:betekent|betekenen|regelt|onderzoekt|beheert|houdt|begeleidt"
    r"|(?:is|zijn) (?:bijvoorbeeld )?(?:een|de|het|iemand|iets|wie|dat|laten|alles|als|geld|hulp"
    r"|zorg|toestemming|zulke|verpleging|gedwongen|wonen|degene))\b"
)
BEFORE = (
    r"\b(?:heet|heten|noemt|noemen|woord|naam)"
    r"(?: (?:dit|dat|het|dan|vaak|ook|daarvoor|is|voor|de|een|zo))* "
)


def sentences(text: str) -> list[str]:
    """Split *text* into sentences; "art. 5" and "1.095" do not end one."""
    found: list[str] = []
    start = 0
    for match in END.finditer(text):
        part = text[start : match.end()].strip()
        if ABBREVIATION.search(part):
            continue
        if part:
            found.append(part)
        start = match.end()
    rest = text[start:].strip()
    return [*found, rest] if rest else found


def words(text: str) -> list[str]:
    """Return the words and numbers in *text*."""
    return WORD.findall(text)


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """Estimate the number of syllables of a Dutch word, at least one.

    A trema starts a new syllable; an abbreviation in capitals is spelled out; each digit of a
    number counts as one.
    """
    digits = sum(char.isdigit() for char in word)
    if digits:
        return digits
    if word.isupper() and 2 <= len(word) <= 4:
        return len(word)
    low = re.sub(r"qu(?=[aeiou])", "kw", word.lower())
    low = re.sub(r"(?<=[aeiou])y|^y(?=[aeiou])", "j", low)
    return max(1, len(VOWELS.findall(low)))


def flesch_douma(text: str) -> float | None:
    """Return the Flesch-Douma score of *text* (100 is very easy, 60 is usual), or None if empty."""
    parts, tokens = sentences(text), words(text)
    if not tokens:
        return None
    per_sentence = len(tokens) / len(parts)
    per_word = sum(map(syllables, tokens)) / len(tokens)
    return 206.835 - 0.93 * per_sentence - 77 * per_word


def long_sentences(text: str, limit: int) -> list[str]:
    """Return the sentences with more than *limit* words."""
    return [part for part in sentences(text) if len(words(part)) > limit]


def passives(text: str) -> list[str]:
    """Return the sentences with a form of *worden* and something that looks like a participle."""
    return [part for part in sentences(text) if AUXILIARY.search(part) and _participle(part)]


def _participle(sentence: str) -> bool:
    return any(
        not NO_PARTICIPLE.fullmatch(found) and found.lower() != "geworden"
        for found in PARTICIPLE.findall(sentence)
    )


def found_terms(text: str, terms: Mapping[str, str]) -> list[str]:
    """Return the *terms* that occur in *text*, also in the plural; longer terms go first."""
    found: list[str] = []
    rest = text
    for term in sorted(terms, key=lambda name: (-len(name), name)):
        pattern = _term(term)
        if pattern.search(rest):
            found.append(term)
            rest = pattern.sub(" ", rest)  # "zorgmachtiging" does not count as "machtiging"
    return sorted(found)


def is_explained(term: str, text: str) -> bool:
    """Tell whether *text* says what *term* means."""
    name = _term(term).pattern
    forms = (
        rf"{name}{AFTER}",
        rf"{name} ?\((?!artikel)[^)]{{8,}}\)",
        rf"{name}[^.()]{{0,60}}\((?:wie|die|dat|een|iemand)\b[^)]+\)",
        rf"\([^)]*{name}[^)]*\)",
        rf"{name}[.?] (?:Dat|Dit) (?:is|zijn|betekent)\b",
        rf"{BEFORE}['\"]?{name}",
        rf"{name}(?:,|:) (?:een|de|het|iemand|dat is)\b",
    )
    flags = 0 if _is_abbreviation(term) else re.I
    return any(re.search(form, text, flags) for form in forms)


def unexplained(text: str, terms: Mapping[str, str]) -> list[str]:
    """Return the *terms* that *text* uses without saying what they mean."""
    return [term for term in found_terms(text, terms) if not is_explained(term, text)]


def _is_abbreviation(term: str) -> bool:
    return sum(char.isupper() for char in term) >= 2


@lru_cache(maxsize=2_000)
def _term(term: str) -> re.Pattern[str]:
    flags = 0 if _is_abbreviation(term) else re.I
    return re.compile(rf"(?<![\w-]){re.escape(term)}(?:s|en|'s|e)?(?![\w-])", flags)


def load_terms(path: Path) -> dict[str, str]:
    """Read a word list: one mapping of word to its alternative or explanation."""
    raw = read_rule_yaml(path, path.name)
    if not isinstance(raw, dict):
        raise ValueError(f"{path} is geen lijst van woorden")
    return {str(word): str(plain) for word, plain in raw.items()}


def texts_for_parents(node: object) -> Iterator[str]:
    """Yield every text for parents in a rule file: under ``ouder`` and ``titel_ouder``."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("ouder", "titel_ouder"):
                yield from _strings(value)
            else:
                yield from texts_for_parents(value)
    elif isinstance(node, list):
        for part in node:
            yield from texts_for_parents(part)


def _strings(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for part in node.values():
            yield from _strings(part)
    elif isinstance(node, list):
        for part in node:
            yield from _strings(part)
