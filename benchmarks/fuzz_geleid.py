"""Coverage-guided fuzzing of case files and saved answers with atheris.

    python -m benchmarks.fuzz_geleid [-runs=1000000] [-max_total_time=600]

Needs atheris next to the packages of this project (``pip install atheris``; it is no part of
the product and has no build for every Python). The options are those of libFuzzer. What must
hold is what ``tests/fuzz/targets.py`` asks: one sentence, or completely understood.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from random import Random
from typing import Any

try:
    import atheris
except ImportError:
    sys.exit("Installeer eerst atheris in deze omgeving: pip install atheris")

with atheris.instrument_imports(include=["regelwijzer.knowledge.yamlio"]):
    import regelwijzer.knowledge.yamlio
with atheris.instrument_imports(include=["regelwijzer.reasoning.case"]):
    import regelwijzer.reasoning.case
with atheris.instrument_imports(include=["regelwijzer.interview.saved"]):
    import regelwijzer.interview.saved  # noqa: F401

from tests.fuzz.targets import Targets, targets

SEEDS = 60


def corpus(found: Targets, folder: Path) -> None:
    """Write the good inputs to start from."""
    for number in range(SEEDS):
        document: dict[str, Any] = found.document(Random(number))
        found.write(folder / f"zaak-{number}", document)
        found.write(folder / f"bewaard-{number}", {"regelwijzer": "antwoorden/1", **document})


def main() -> None:
    """Fuzz until libFuzzer stops; a fault ends the run and is printed with its input."""
    with targets() as found, tempfile.TemporaryDirectory() as folder:
        corpus(found, Path(folder))
        atheris.Setup([*sys.argv, "-max_len=2000", folder], found.both)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
