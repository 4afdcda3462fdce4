"""The report of the mutation test: ``docs/mutanten.md``, always in the same order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from benchmarks.faults import Mutant

if TYPE_CHECKING:
    from benchmarks.mutanten import Bench, Tally

EXPLANATIONS = Path(__file__).with_name("overlevers.yaml")
"""Why a survivor lives, by hand: a mapping from the text of the mutant to an explanation."""

_HEAD = """# Mutanten van de kennisbank

Geschreven door `python -m benchmarks.mutanten --verslag docs/mutanten.md`; wijzig het
niet met de hand.

In elke regel en elk kader wordt telkens één kleine fout gemaakt: en/of verwisseld, een onderdeel
ontkend of weggelaten, een leeftijd een dag verschoven, een grens verschoven, een keuze of een
uitzondering weggelaten. Een mutant is gedood als de verwachte uitkomst van een casus verandert, of
anders als de bewijzen van `regelwijzer controleer` er iets op aan te merken hebben.

Een mutant telt alleen niet mee als bewezen is dat hij **in geen enkel volledig geval, op geen
enkele dag** een kader, route, voorrang, mijlpaal of aandachtspunt verandert. Het bewijs is dat van
de audit (SAT, zie `docs/betrouwbaarheid.md`). In een onvolledig geval geeft zo'n mutant nooit de
omgekeerde uitkomst, hooguit eerder of later "onbekend"; in de casussen gebeurt ook dat niet bij een
verwachte uitkomst.
"""

_BESIDE = """Routes, voorrang, mijlpalen en aandachtspunten hebben een eigen voorwaarde. Die telt
niet mee in het getal hierboven; fouten in de begrippen die zij gebruiken wel. Een casus kan een
route verwachten, de andere drie niet: hun eigen voorwaarde wordt alleen bewaakt door de tests van
het advies en door de controles `nutteloos` en `geldigheid`.
"""


def report(bench: Bench, tally: Tally, shown: Tally) -> str:
    """Return the report as Markdown; *shown* are the mutants of what stands beside the kaders."""
    share = 100 * tally.dead / max(1, tally.total)
    counted = (
        f"**{tally.dead} van {tally.total} mutanten gedood ({share:.2f} %)**: "
        f"{len(tally.killed)} door de {len(bench.cases)} casussen,\n"
        f"{len(tally.noticed)} alleen door de bewijzen. "
        f"{len(tally.survivors)} overleven. "
        f"{len(tally.harmless)} hebben bewezen geen gevolg en tellen niet mee."
    )
    lines = [_HEAD, counted, "", "## Per soort fout", ""]
    lines += _table("soort", tally, lambda mutant: mutant.kind)
    lines += ["## Per map", "", *_table("map", tally, lambda mutant: folder(bench, mutant))]
    lines += ["## Overlevers", "", *_survivors(tally.survivors)]
    lines += ["## Zonder gevolg (bewezen)", "", *_harmless(bench, tally.harmless)]
    lines += ["## Wat naast de kaders staat", "", _BESIDE]
    lines += _table("soort", shown, lambda mutant: mutant.element.split(":")[0])
    return "\n".join(lines).rstrip() + "\n"


def folder(bench: Bench, mutant: Mutant) -> str:
    """Return the folder of the law in which the mutated element stands."""
    begrip = {regel.regel: begrip for regel, begrip in bench.base.regels()}
    owner = begrip.get(mutant.element)
    key = f"begrippen:{owner.begrip}" if owner else f"kaders:{mutant.element}"
    return bench.base.files[key].split("/")[-2]


def _table(title: str, tally: Tally, key: Callable[[Mutant], str]) -> list[str]:
    groups = {
        name: Counter(map(key, mutants))
        for name, mutants in (
            ("casus", tally.killed),
            ("audit", tally.noticed),
            ("over", tally.survivors),
            ("niets", tally.harmless),
        )
    }
    names = sorted(set().union(*groups.values()))
    lines = [
        f"| {title} | door casus | door audit | overleeft | gedood | zonder gevolg |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name in names:
        casus, audit, over, nothing = (groups[g][name] for g in ("casus", "audit", "over", "niets"))
        share = 100 * (casus + audit) / max(1, casus + audit + over)
        lines.append(f"| {name} | {casus} | {audit} | {over} | {share:.1f} % | {nothing} |")
    return [*lines, ""]


def _survivors(survivors: Iterable[Mutant]) -> list[str]:
    why = yaml.safe_load(EXPLANATIONS.read_text(encoding="utf-8")) or {}
    lines = [
        f"- `{mutant}`: {why.get(str(mutant), 'nog zonder uitleg')}"
        for mutant in sorted(survivors, key=str)
    ]
    return [*(lines or ["Geen."]), ""]


def _harmless(bench: Bench, harmless: Iterable[Mutant]) -> list[str]:
    same: list[str] = []
    caught: list[str] = []
    for mutant in sorted(harmless, key=str):
        (same if bench.same_condition(mutant) else caught).append(f"- `{mutant}`")
    return [
        f"De voorwaarde zelf betekent hetzelfde ({len(same)}):",
        "",
        *(same or ["Geen."]),
        "",
        "De voorwaarde wordt anders, maar een andere regel, een uitzondering of een latere "
        f"voorwaarde vangt het altijd op ({len(caught)}):",
        "",
        *(caught or ["Geen."]),
        "",
    ]
