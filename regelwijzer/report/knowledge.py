"""The audit as a page for people: coverage per law and lid, decisive cases, gaps, freshness.

The same fragments stand in the file of ``regelwijzer controleer --html`` and in the app.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from regelwijzer.advice.links import bron_link, bron_text
from regelwijzer.audit.audit import AuditReport
from regelwijzer.audit.decisive import Decisive
from regelwijzer.audit.mutants import MutantScore, read_mutants
from regelwijzer.audit.profile import BANDS, Gap, GapFile, read_gap_file
from regelwijzer.datapaths import mutants_file
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.models import Bron, Regel
from regelwijzer.reasoning.verdicts import Verdict
from regelwijzer.report.html import environment

VERDICTS = tuple(verdict.value for verdict in Verdict)
_NONE = Decisive(0, 0)


@dataclass(frozen=True)
class Provision:
    """One article and lid: how many regels cite it, and in how many cases these decide."""

    text: str
    url: str | None
    regels: int
    cases: int


@dataclass(frozen=True)
class RegelRow:
    """One regel: its sources, its kind and in how many cases it is decisive."""

    name: str
    sources: str
    aard: str
    decisive: Decisive | None


@dataclass(frozen=True)
class LawView:
    """One source with its provisions and the regels that cite it first."""

    name: str
    titel: str
    version: str
    provisions: tuple[Provision, ...]
    regels: tuple[RegelRow, ...]

    @property
    def cases(self) -> int:
        """How often a regel of this law was decisive."""
        return sum(row.decisive.cases for row in self.regels if row.decisive)


@dataclass(frozen=True)
class GapRow:
    """One row of the gap map: a hulpvorm, and for each age band the numbers of its gaps."""

    titel: str
    bands: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class GapText:
    """One gap in words."""

    titel: str
    why: str
    then: str
    kaders: tuple[str, ...]
    routes: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class KnowledgeView:
    """Everything the page shows."""

    report: AuditReport
    today: date
    laws: tuple[LawView, ...]
    kaders: tuple[tuple[str, str, Counter[str]], ...]
    bands: tuple[str, ...]
    gap_rows: tuple[GapRow, ...]
    gaps: tuple[GapText, ...]
    mutants: MutantScore | None = None


def knowledge_view(
    report: AuditReport, gaps: GapFile | None, today: date, *, plain: bool = False
) -> KnowledgeView:
    """Return the view of *report*; *plain* chooses the words for parents."""
    base = report.base
    return KnowledgeView(
        report=report,
        today=today,
        laws=_laws(base, report.decisive, today),
        kaders=tuple(
            (name, kader.titel, report.outcomes.get(name, Counter()))
            for name, kader in base.kaders.items()
        ),
        bands=tuple(BANDS),
        gap_rows=_gap_rows(base, gaps) if gaps else (),
        gaps=tuple(_gap_text(base, gap, plain) for gap in gaps.gaten) if gaps else (),
        mutants=read_mutants(path) if (path := mutants_file()) else None,
    )


def known_gaps(rules: Path) -> GapFile | None:
    """Return the gaps that stand in the folder *rules*, or None; raises KnowledgeError."""
    path = rules / "gaten.yaml"
    return read_gap_file(path) if path.exists() else None


def knowledge_html(view: KnowledgeView, part: str = "pagina") -> str:
    """Return a *part* as HTML: ``pagina`` (a whole file) or one of its sections.

    The sections are ``stand``, ``gaten``, ``wetten``, ``kaders``, ``bronnen`` and ``mutanten``.
    """
    name = "controle.html.j2" if part == "pagina" else f"controle_{part}.html.j2"
    return environment().get_template(name).render(view=view, verdicts=VERDICTS, **_counts(view))


def _counts(view: KnowledgeView) -> dict[str, Any]:
    report = view.report
    return {
        "counts": report.counts,
        "errors": len(report.errors),
        "warnings": len(report.findings) - len(report.errors),
        "digest": report.base.digest[:12],
    }


def _laws(base: Kennisbank, decisive: dict[str, Decisive], today: date) -> tuple[LawView, ...]:
    cited: dict[str, list[Regel]] = {}
    places: dict[str, dict[tuple[str, str], list[tuple[Regel, Bron]]]] = {}
    for regel, _ in base.regels():
        for number, bron in enumerate(regel.bron):
            if number == 0:
                cited.setdefault(bron.wet, []).append(regel)
            for lid in bron.lid or ("",):
                place = (bron.artikel or bron.ecli or "", lid)
                places.setdefault(bron.wet, {}).setdefault(place, []).append((regel, bron))
    return tuple(
        _law(base, name, cited.get(name, []), places[name], decisive, today)
        for name in sorted(places, key=lambda name: (-len(cited.get(name, [])), name))
    )


def _law(
    base: Kennisbank,
    name: str,
    regels: Sequence[Regel],
    places: dict[tuple[str, str], list[tuple[Regel, Bron]]],
    decisive: dict[str, Decisive],
    today: date,
) -> LawView:
    wet = base.wetten[name]
    provisions = []
    for (_, lid), found in sorted(places.items(), key=lambda item: _order(item[0])):
        bron = found[0][1].model_copy(update={"lid": (lid,) if lid else (), "onderdeel": ()})
        names = {regel.regel for regel, _ in found}
        cases = sum(decisive.get(name, _NONE).cases for name in names)
        provisions.append(
            Provision(bron_text(base, bron), bron_link(base, bron, today), len(names), cases)
        )
    rows = [
        RegelRow(
            regel.regel,
            "; ".join(bron_text(base, bron) for bron in regel.bron),
            regel.aard or "",
            decisive.get(regel.regel),
        )
        for regel in regels
    ]
    version = wet.versie.isoformat() if wet.versie else ""
    return LawView(name, wet.titel, version, tuple(provisions), tuple(rows))


def _order(place: tuple[str, str]) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Sort articles as a reader does: 1.2 before 1.10, 3a after 3."""
    return _pieces(place[0]), _pieces(place[1])


def _pieces(text: str) -> list[tuple[int, str]]:
    found = []
    for piece in text.replace(":", ".").split("."):
        digits = "".join(sign for sign in piece if sign.isdigit())
        found.append((int(digits) if digits else 0, piece))
    return found


def _gap_rows(base: Kennisbank, gaps: GapFile) -> tuple[GapRow, ...]:
    rows = []
    for name in gaps.hulpvormen:
        bands = tuple(
            tuple(n for n, gap in enumerate(gaps.gaten, start=1) if _falls(gap, name, band))
            for band in BANDS
        )
        rows.append(GapRow(base.hulpvormen[name].titel, bands))
    return tuple(rows)


def _falls(gap: Gap, hulpvorm: str, band: str) -> bool:
    return any(band in place.waar.get(hulpvorm, ()) for place in gap.gevallen)


def _gap_text(base: Kennisbank, gap: Gap, plain: bool) -> GapText:
    return GapText(
        titel=gap.titel,
        why=gap.uitleg.ouder if plain else gap.uitleg.professional,
        then=gap.dan.ouder if plain else gap.dan.professional,
        kaders=tuple(base.kaders[name].titel for name in gap.kaders),
        routes=tuple(base.routes[name].titel for name in gap.routes),
        count=sum(
            len(bands) * len(place.combinaties)
            for place in gap.gevallen
            for bands in place.waar.values()
        ),
    )


__all__ = ["KnowledgeView", "knowledge_html", "knowledge_view", "known_gaps"]
