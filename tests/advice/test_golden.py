"""Golden explanations: the sentence that a jeugdbeschermer would quote, word for word.

When a text or a rule changes on purpose, run
``python -m tests.advice.test_golden`` to write the file anew, and read the difference.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from regelwijzer.advice.advisor import Advisor
from regelwijzer.advice.explain import chain
from regelwijzer.datapaths import rules_folder
from regelwijzer.knowledge.loader import load_base
from regelwijzer.reasoning.case import make_case

GOLDEN = Path(__file__).parent.parent / "golden" / "uitleg.yaml"
ENTRIES: list[dict[str, Any]] = yaml.safe_load(GOLDEN.read_text(encoding="utf-8"))


def explained(advisor: Advisor, entry: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Return verdict and explanation of the kaders that *entry* asks about."""
    advice = advisor.advise(make_case(entry["zaak"], advisor.base))
    found = {}
    for name in entry["kaders"]:
        item = advice.kader(name)
        missing = "ontbreekt: " + ", ".join(sorted(item.outcome.missing))
        text = chain(advisor.base, item.why) if item.why else missing
        found[name] = {"verdict": item.verdict.value, "uitleg": text}
    return found


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry["titel"]))
def test_the_explanation_is_the_golden_one(advisor: Advisor, entry: dict[str, Any]) -> None:
    assert explained(advisor, entry) == entry["kaders"]


def main() -> None:
    """Write the golden file anew from the cases in it."""
    made = Advisor(load_base(rules_folder()), use_durable=False)
    for entry in ENTRIES:
        entry["kaders"] = explained(made, entry)
    text = yaml.safe_dump(ENTRIES, allow_unicode=True, sort_keys=False, width=100)
    GOLDEN.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
