"""A paragraph per kader to paste into an e-mail or a request, with its citations."""

from __future__ import annotations

from regelwijzer.advice.advisor import Advice, KaderAdvice
from regelwijzer.knowledge.text import enumerate_words
from regelwijzer.reasoning.verdicts import Verdict
from regelwijzer.report.view import KaderView, Viewer

MOST = 6


def paragraph(viewer: Viewer, advice: Advice, item: KaderAdvice) -> str:
    """Return the paragraph about one kader, in the words of the viewer's audience.

    It holds no personal data: only what is known in general terms, and the law.
    """
    view = viewer.kader(item, advice)
    writer = _plain if viewer.plain else _professional
    return " ".join(part for part in writer(view, item.verdict) if part)


def _cited(view: KaderView) -> str:
    return enumerate_words([link.text for link in view.links[:MOST]])


def _listed(texts: list[str]) -> str:
    shown = "; ".join(texts[:MOST])
    more = len(texts) - MOST
    return f"{shown}; en nog {more} andere punten" if more > 0 else shown


def _wanted(view: KaderView) -> list[str]:
    """Return what is still needed: along the shortest way, or else all that is open."""
    needs = [need.text for need in view.way.needs] if view.way else []
    return needs or [text for _, text in view.missing] or [j.text for j in view.judgements]


def _evidence(view: KaderView) -> list[str]:
    return [judgement.evidence.rstrip(".") for judgement in view.judgements]


def _professional(view: KaderView, verdict: Verdict) -> list[str]:
    subject = f"Betreft: {view.title} ({view.law})."
    if verdict is Verdict.APPLIES:
        return [
            subject,
            f"Naar onze beoordeling is dit van toepassing: {_listed(list(view.facts))} "
            f"({_cited(view)}).",
            f"De beslissing is aan: {view.deciders}." if view.deciders else "",
            f"De bekostiging ligt bij: {view.payers}." if view.payers else "",
            "Wij verzoeken u dit te bevestigen, of schriftelijk en gemotiveerd te beslissen.",
        ]
    if verdict is Verdict.DOES_NOT:
        return [
            subject,
            f"Naar onze beoordeling is dit niet van toepassing: {_listed(list(view.blocked_by))} "
            f"({_cited(view)}).",
            "Bent u van een ander oordeel, dan ontvangen wij graag uw motivering met vindplaats.",
        ]
    if verdict is Verdict.JUDGEMENT:
        return [
            subject,
            "Of dit van toepassing is, hangt alleen nog af van een oordeel over: "
            f"{_listed([f'{j.text} ({j.by})' for j in view.judgements])} ({_cited(view)}).",
            "Wij verzoeken u dit oordeel te geven en schriftelijk te motiveren.",
            f"Als onderbouwing kan dienen: {_listed(_evidence(view))}.",
        ]
    return [
        subject,
        f"Om dit te kunnen beoordelen ({_cited(view)}) ontbreken gegevens: "
        f"{_listed(_wanted(view))}.",
        "Wij verzoeken u deze gegevens te verstrekken of te vermelden waar zij te vinden zijn.",
    ]


def _plain(view: KaderView, verdict: Verdict) -> list[str]:
    subject = f"Het gaat om: {view.title}."
    law = f"Dit staat in: {_cited(view)}."
    if verdict is Verdict.APPLIES:
        return [
            subject,
            "Volgens mij past dit bij onze situatie.",
            f"De reden: {_listed(list(view.facts))}.",
            law,
            "Wilt u dit bevestigen? Of wilt u een besluit op papier sturen, met de reden?",
        ]
    if verdict is Verdict.DOES_NOT:
        return [
            subject,
            "Volgens mij past dit nu niet bij onze situatie.",
            f"De reden: {_listed(list(view.blocked_by))}.",
            law,
            "Vindt u iets anders? Wilt u dan uitleggen waarom, en in welke wet dat staat?",
        ]
    if verdict is Verdict.JUDGEMENT:
        return [
            subject,
            f"Iemand moet hierover nog oordelen: {_listed([j.by for j in view.judgements])}.",
            f"De vraag is: {_listed([j.text for j in view.judgements])}.",
            law,
            "Wilt u dit onderzoeken en de uitkomst op papier geven, met de reden?",
        ]
    return [
        subject,
        f"Ik wil weten of dit past. Ik mis nog: {_listed(_wanted(view))}.",
        law,
        "Kunt u mij dit vertellen? Of weet u wie dat kan?",
    ]
