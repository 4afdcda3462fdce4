"""How easy are the texts for parents to read?

Run: ``python -m benchmarks.leesbaarheid``. Prints the Flesch-Douma score (min and median) for
each file with questions and each rule file, and the share of long and passive sentences.
A score of 60 is usual Dutch, 80 is easy; single titles and short texts score wildly, so
texts under ten words are left out. See regelwijzer/interview/plain_language.py.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path

from regelwijzer.datapaths import questionnaires_folder, rules_folder
from regelwijzer.interview import plain_language as plain
from regelwijzer.knowledge.loader import rule_files
from regelwijzer.knowledge.yamlio import read_rule_yaml

SHORT = 10


def question_texts(path: Path) -> Iterator[str]:
    """Yield question with help of one file."""
    for vraag in read_rule_yaml(path, path.name)["vragen"]:
        yield f"{vraag['vraag']} {vraag.get('hulp', '')}".strip()


def row(name: str, texts: list[str]) -> str | None:
    """Return one line of the table, or None when there is nothing to measure."""
    scores = [
        score
        for text in texts
        if len(plain.words(text)) >= SHORT and (score := plain.flesch_douma(text)) is not None
    ]
    if not scores:
        return None
    parts = [part for text in texts for part in plain.sentences(text)]
    long = sum(len(plain.words(part)) > 20 for part in parts) / len(parts)
    passive = sum(bool(plain.passives(part)) for part in parts) / len(parts)
    cells = (len(texts), min(scores), statistics.median(scores), long, passive)
    return f"| {name} | {cells[0]} | {cells[1]:.0f} | {cells[2]:.0f} | {long:.1%} | {passive:.1%} |"


def main() -> None:
    """Print the table: questions first, then rules, each with a line for all together."""
    questions, rules = questionnaires_folder(), rules_folder()
    print("| bestand | teksten | laagste | mediaan | langer dan 20 woorden | lijdend |")
    print("|---|---|---|---|---|---|")
    groups: dict[str, list[tuple[str, list[str]]]] = {}
    for audience in ("ouder", "jongere"):
        groups[f"vragen {audience}"] = [
            (f"{questions.name}/{audience}/{path.name}", list(question_texts(path)))
            for path in sorted((questions / audience).glob("*.yaml"))
        ]
    groups["teksten ouder in rules"] = [
        (
            path.relative_to(rules.parent).as_posix(),
            list(plain.texts_for_parents(read_rule_yaml(path, path.name))),
        )
        for path in rule_files(rules)
    ]
    for title, files in groups.items():
        lines = [line for name, texts in files if (line := row(name, texts))]
        total = row(f"**{title}, samen**", [text for _, texts in files for text in texts])
        print("\n".join([*lines, *([total] if total else [])]))


if __name__ == "__main__":
    main()
