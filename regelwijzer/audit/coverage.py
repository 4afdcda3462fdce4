"""Coverage of the fact sheets, freshness of the sources, and what nobody uses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from regelwijzer.audit.findings import Finding
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.checks import reachable
from regelwijzer.knowledge.conditions import feiten_in
from regelwijzer.knowledge.models import Gecontroleerd
from regelwijzer.knowledge.yamlio import read_rule_yaml

MONTHS_FRESH = 12


@dataclass(frozen=True, slots=True)
class SheetCoverage:
    """How many blocks of one fact sheet are encoded, and how many accounted for."""

    sheet: str
    blocks: int
    encoded: int
    excused: int

    @property
    def missing(self) -> int:
        """Blocks that are neither encoded nor excused."""
        return self.blocks - self.encoded - self.excused


def sheet_tags(base: Kennisbank) -> dict[str, list[str]]:
    """Return for each fact-sheet block the elements that encode it."""
    found: dict[str, list[str]] = {}

    def add(tags: list[str], element: str) -> None:
        for tag in tags:
            found.setdefault(tag, []).append(element)

    for regel, _ in base.regels():
        add(regel.feitenblad, regel.regel)
    for items in (
        base.feiten,
        base.begrippen,
        base.kaders,
        base.voorrang,
        base.mijlpalen,
        base.aandachtspunten,
        base.aankondigingen,
        base.routes,
    ):
        for name, element in items.items():
            add(element.feitenblad, name)
    return found


def check_coverage(base: Kennisbank, dekking: Path) -> tuple[list[SheetCoverage], list[Finding]]:
    """Compare the tags in the base with the list of blocks in ``docs/dekking.yaml``."""
    raw: dict[str, Any] = read_rule_yaml(dekking, "docs/dekking.yaml")
    tags = sheet_tags(base)
    known: set[str] = set()
    sheets: list[SheetCoverage] = []
    findings: list[Finding] = []
    for sheet, content in raw["bladen"].items():
        blocks = [str(block) for block in content["blokken"]]
        excused = content.get("niet_verwerkt") or {}
        known.update(blocks)
        encoded = [block for block in blocks if block in tags]
        left = [block for block in blocks if block not in tags and block in excused]
        sheets.append(SheetCoverage(sheet, len(blocks), len(encoded), len(left)))
        for block in blocks:
            if block not in tags and block not in excused:
                text = "is niet verwerkt en staat niet in docs/dekking.yaml met een reden"
                findings.append(Finding("fout", "dekking", sheet, block, text))
            if block in tags and block in excused:
                text = f"is verwerkt ({tags[block][0]}) maar staat ook als niet verwerkt"
                findings.append(Finding("fout", "dekking", sheet, block, text))
    for tag in sorted(tags.keys() - known):
        text = f"staat bij {tags[tag][0]} maar bestaat in geen feitenblad"
        findings.append(Finding("fout", "dekking", "docs/dekking.yaml", tag, text))
    return sheets, findings


def check_freshness(base: Kennisbank, today: date) -> list[Finding]:
    """Warn for every regel whose source was last checked twelve months ago or more."""
    findings = []
    for regel, begrip in base.regels():
        checked = regel.gecontroleerd
        if checked is None:
            continue
        months = (today.year - checked.op.year) * 12 + today.month - checked.op.month
        months -= today.day < checked.op.day
        if months >= MONTHS_FRESH:
            file = base.files.get(f"begrippen:{begrip.begrip}", "")
            text = f"is {months} maanden geleden gecontroleerd ({checked.op})"
            findings.append(Finding("waarschuwing", "actueel", file, regel.regel, text))
    return findings


def check_use(base: Kennisbank) -> list[Finding]:
    """Report begrippen and feiten that no kader, mijlpaal, voorrang or aandachtspunt uses."""
    used: set[str] = set()
    for items in (base.kaders, base.mijlpalen, base.voorrang, base.aandachtspunten, base.routes):
        for element in items.values():
            used |= reachable(base, element.als)
    for route in base.routes.values():
        if route.eerst is not None:
            used |= reachable(base, route.eerst)
        used |= {deadline.datum.feit for deadline in route.uiterlijk if deadline.datum.feit}
    for mijlpaal in base.mijlpalen.values():
        if mijlpaal.datum.feit:
            used.add(mijlpaal.datum.feit)
    for feit in base.feiten.values():
        if feit.oordeel and feit.feit in used:
            for wijzer in feit.oordeel.wijzers:
                used |= feiten_in(wijzer.als)
    findings: list[Finding] = []
    for kind, names in (("begrippen", base.begrippen), ("feiten", base.feiten)):
        for name in names:
            if name not in used:
                file = base.files.get(f"{kind}:{name}", "")
                text = "wordt nergens gebruikt en kan niets veranderen"
                findings.append(Finding("fout", "ongebruikt", file, name, text))
    return findings


@dataclass(frozen=True, slots=True)
class SourceState:
    """One source: the text versions that were read, and when it was last checked."""

    wet: str
    titel: str
    regels: int
    versions: tuple[date, ...]
    oldest_check: date
    newest_check: date

    def as_json(self) -> dict[str, Any]:
        """Return the state as plain data."""
        return {
            "wet": self.wet,
            "titel": self.titel,
            "regels": self.regels,
            "versies": [day.isoformat() for day in self.versions],
            "oudste_controle": self.oldest_check.isoformat(),
            "nieuwste_controle": self.newest_check.isoformat(),
        }


def source_states(base: Kennisbank) -> list[SourceState]:
    """Return for every source that a regel cites how fresh the reading of it is."""
    checks: dict[str, list[Gecontroleerd]] = {}
    for regel, _ in base.regels():
        checked = regel.gecontroleerd
        if checked is None:
            continue
        for number, wet in enumerate(dict.fromkeys(bron.wet for bron in regel.bron)):
            # The version at the regel is that of its first source; the others have their own.
            versie = checked.versie if number == 0 else base.wetten[wet].versie
            checks.setdefault(wet, []).append(Gecontroleerd(op=checked.op, versie=versie))
    return [
        SourceState(
            wet=wet,
            titel=base.wetten[wet].titel,
            regels=len(found),
            versions=tuple(sorted({c.versie for c in found if c.versie is not None})),
            oldest_check=min(c.op for c in found),
            newest_check=max(c.op for c in found),
        )
        for wet, found in sorted(checks.items())
    ]
