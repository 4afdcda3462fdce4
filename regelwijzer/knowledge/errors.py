"""Errors in the knowledge base or in a case, always as one clear Dutch sentence."""

from __future__ import annotations

import re

_LONG_WORD = re.compile(r"\S{81,}")


class KnowledgeError(Exception):
    """A fault in a rule file: names file, rule, fault, reason and remedy.

    >>> print(KnowledgeError("a.yaml", "wlz.toegang", "kent geen bron", "elke regel moet zijn "
    ...                      "na te lezen", "voeg 'bron:' toe"))
    a.yaml, wlz.toegang: kent geen bron. Waarom: elke regel moet zijn na te lezen. \
Oplossing: voeg 'bron:' toe.
    """

    def __init__(self, file: str, rule: str, fault: str, reason: str, remedy: str) -> None:
        self.file, self.rule, self.fault = file, rule, fault
        self.reason, self.remedy = reason, remedy
        where = f"{file}, {rule}" if rule else file
        super().__init__(f"{where}: {fault}. Waarom: {reason}. Oplossing: {remedy}.")


class KnowledgeErrors(Exception):
    """Every fault that was found while loading, in file order."""

    def __init__(self, errors: list[KnowledgeError]) -> None:
        self.errors = errors
        super().__init__("\n".join(str(error) for error in errors))


class CaseError(Exception):
    """A fault in what the user gives; its text is one Dutch sentence on one line.

    What was given is often named in it: signs that do not print become a space, and a word of
    more than 80 signs is cut, so that damaged input cannot make the sentence unreadable.

    >>> print(CaseError("het veld 'a\\nb' bestaat niet"))
    het veld 'a b' bestaat niet
    """

    def __init__(self, sentence: str) -> None:
        line = "".join(sign if sign.isprintable() else " " for sign in sentence[:20_000])
        super().__init__(_LONG_WORD.sub(lambda word: f"{word[0][:40]}...", line))


class ParseFault(ValueError):
    """A fault in a piece of YAML, before file and rule are known."""

    def __init__(self, fault: str, reason: str, remedy: str) -> None:
        self.fault, self.reason, self.remedy = fault, reason, remedy
        super().__init__(f"{fault}. Waarom: {reason}. Oplossing: {remedy}.")
