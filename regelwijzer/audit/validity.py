"""Validity dates of regels that follow each other: no gap between them, no overlap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from regelwijzer.audit.findings import Finding
from regelwijzer.audit.proofs import Prover
from regelwijzer.knowledge.models import Begrip, Regel
from regelwijzer.reasoning.graph import ja, nee


def check_validity(prover: Prover) -> Iterator[Finding]:
    """Yield gaps, overlaps and unknown times between regels with the same purpose.

    Regels have the same purpose when they stand beside each other (in one begrip, or as
    exceptions to one regel) and cite an article together.
    """
    for begrip in prover.base.begrippen.values():
        yield from _among(prover, begrip, begrip.regels)


def _among(prover: Prover, begrip: Begrip, regels: Sequence[Regel]) -> Iterator[Finding]:
    for regel in regels:
        yield from _among(prover, begrip, regel.tenzij)
        if regel.geldig and regel.geldig.tot:
            later = [
                other
                for other in regels
                if other is not regel and _starts(other) > _starts(regel) and _alike(regel, other)
            ]
            if later:
                yield from _compare(prover, begrip, regel, min(later, key=_starts))


def _starts(regel: Regel) -> date:
    return (regel.geldig and regel.geldig.vanaf) or date.min


def _alike(one: Regel, other: Regel) -> bool:
    articles = [{(bron.wet, bron.artikel) for bron in regel.bron} for regel in (one, other)]
    return bool(articles[0] & articles[1]) or one.als == other.als


def _compare(prover: Prover, begrip: Begrip, old: Regel, new: Regel) -> Iterator[Finding]:
    assert old.geldig and old.geldig.tot and new.geldig and new.geldig.vanaf
    end, start = old.geldig.tot, new.geldig.vanaf
    file = prover.base.files.get(f"begrippen:{begrip.begrip}", "")
    program = prover.program
    one, two = program.regels[old.regel], program.regels[new.regel]
    if start > end:
        condition = program.graph.nodes[one].children[0]
        ends = program.begrippen[begrip.begrip]
        case = prover.case(end, [condition, ends ^ 1], lambda planes: bool(planes[condition]))
        if case is not None:
            last = start - timedelta(days=1)
            text = f"geldt tot {end}, {new.regel} pas vanaf {start}: tot en met {last} geldt niets"
            yield Finding("fout", "geldigheid", file, old.regel, text, case)
    elif start < end:
        both = [ja(one), ja(two)]
        case = prover.case(start, both, lambda planes: all(planes[x] for x in both))
        if case is not None:
            text = f"geldt tot {end}, maar {new.regel} al vanaf {start}: zij overlappen"
            yield Finding("fout", "geldigheid", file, old.regel, text, case)
    elif new.geldig.ervoor == "onbekend":
        day = start - timedelta(days=1)
        given = [nee(one), program.graph.nodes[two].children[0]]
        case = prover.case(
            day,
            given,
            lambda planes: (
                all(planes[x] for x in given) and not planes[ja(two)] and not planes[nee(two)]
            ),
        )
        if case is not None:
            text = (
                f"laat de tijd voor {start} onbekend, terwijl {old.regel} die tijd regelt; "
                "schrijf 'ervoor: nee', tenzij dat recht echt niet bekend is"
            )
            yield Finding("waarschuwing", "geldigheid", file, new.regel, text, case)
