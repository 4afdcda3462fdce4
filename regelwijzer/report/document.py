"""The report of one advice as a list of blocks, from which every format is written.

The report holds no identifying data: no date of birth, no answers, no names. It does carry
the receipt (version, fingerprint of the rule base and of the advice).
"""

from __future__ import annotations

from collections.abc import Iterator

from regelwijzer.advice.actions import first_actions, when_text
from regelwijzer.advice.advisor import ORDER, Advice, KaderAdvice, Snapshot
from regelwijzer.advice.candidates import nearest
from regelwijzer.advice.output import advice_json
from regelwijzer.advice.wording import day_text
from regelwijzer.reasoning.verdicts import Verdict
from regelwijzer.report.answer import answers
from regelwijzer.report.blocks import (
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Picture,
    Sources,
    Table,
)
from regelwijzer.report.focusblocks import focus_blocks
from regelwijzer.report.graph import proof_graph
from regelwijzer.report.letters import paragraph
from regelwijzer.report.overview import Moment, Overview, Side, later_moment, overview
from regelwijzer.report.view import KaderView, NeedView, Viewer, WayView

# Words and no signs: not every font has them, and the PDF must look alike everywhere.
LEGEND = (
    "Past: deze wet past. Oordeel: iemand moet dit nog beoordelen. Onbekend: er ontbreekt een "
    "antwoord. Nee: deze wet past niet. Een streepje: deze wet regelt dit niet."
)
MOST_MISSING = 8
MOST_MILESTONES, MOST_LETTERS = 25, 12


def report(viewer: Viewer, advice: Advice) -> Document:
    """Return the report of *advice* in the words of the viewer's audience."""
    title = f"Wie draagt de hulp? Advies op {day_text(advice.case.peildatum)}"
    blocks: list[Block] = [Heading(1, title), *_introduction(viewer)]
    moment = later_moment(advice.case)
    later = advice.look(advice.case.at(moment.day)) if moment else None
    blocks += _answer(viewer, advice, moment, later)
    blocks += _matrix(viewer, advice, moment, later)
    blocks += _actions(viewer, advice)
    blocks += _kaders(viewer, advice)
    blocks += _priority(viewer, advice)
    blocks += _letters(viewer, advice)
    blocks += _calendar(viewer, advice)
    blocks += _receipt(viewer, advice)
    return Document(title, tuple(blocks))


def _introduction(viewer: Viewer) -> Iterator[Block]:
    if viewer.plain:
        yield Paragraph(
            "Dit verslag legt uit welke wet de hulp kan betalen. Het is geen besluit. Een "
            "organisatie of een rechter beslist. Staat er 'onbekend', dan mist er nog iets."
        )
    else:
        yield Paragraph(
            "Dit verslag informeert en beslist niets. Een oordeel blijft aan wie de wet dat "
            "opdraagt. Wat onbekend is, staat er als onbekend."
        )


def _answer(
    viewer: Viewer, advice: Advice, moment: Moment | None, later: Snapshot | None
) -> Iterator[Block]:
    """Yield the short answer now and on the birthday that moves the help."""
    found = answers(viewer, advice.now, later, moment)
    for part in found:
        yield Heading(2, f"{part.title} ({part.day})")
        yield Bullets(tuple(f"{line.strong} {line.text}" for line in part.lines))


def _matrix(
    viewer: Viewer, advice: Advice, moment: Moment | None, later: Snapshot | None
) -> Iterator[Block]:
    """Yield the matrix now and, when there is a birthday ahead, on that day."""
    shown = overview(viewer, advice, moment, later, only_asked=bool(advice.case.hulpvragen))
    if not shown.rows:
        return
    yield Heading(2, "Wie betaalt wat?")
    headers = ("Hulp", *shown.columns)
    day = day_text(advice.case.peildatum)
    yield Table(f"Nu ({day}): per soort hulp en per wet de uitkomst", headers, _rows(shown, False))
    if shown.moment:
        when = f"{capital(shown.moment.text)} ({shown.moment.day_text})"
        caption = f"{when}, als verder alles gelijk blijft"
        yield Table(caption, headers, _rows(shown, True))
    yield Paragraph(LEGEND, "Zo werkt de tabel:")


def _rows(shown: Overview, later: bool) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            row.title,
            *(_cell(cell.later if later else cell.now) if cell else "-" for cell in row.cells),
        )
        for row in shown.rows
    )


def _cell(side: Side | None) -> str:
    if side is None:
        return "-"
    chip = side.chip
    return capital(chip.word) + (f": {chip.payers}" if chip.payers else "")


def capital(text: str) -> str:
    """Return *text* with a capital first letter."""
    return text[:1].upper() + text[1:]


def _actions(viewer: Viewer, advice: Advice) -> Iterator[Block]:
    actions = first_actions(viewer.base, advice, viewer.plain)
    if actions:
        today = advice.case.peildatum
        yield Heading(2, "Doe nu eerst")
        texts = [f"{a.title} ({when_text(a, today)}). {a.text}" for a in actions]
        yield Bullets(tuple(texts), numbered=True)


def _kaders(viewer: Viewer, advice: Advice) -> Iterator[Block]:
    if viewer.plain:
        yield from focus_blocks(viewer, advice, _kader)
        return
    relevant = [item for item in advice.kaders if item.relevant]
    for verdict in ORDER:
        items = [item for item in relevant if item.verdict is verdict]
        if not items:
            continue
        yield Heading(2, f"{viewer.verdict(verdict)} ({len(items)})")
        short = verdict in (Verdict.UNKNOWN, Verdict.DOES_NOT)
        for item in items:
            if item.carries or not short:
                yield from _kader(viewer, advice, item)
        titles = [viewer.title(item.kader) for item in items if short and not item.carries]
        if titles:
            yield Paragraph("; ".join(titles) + ".", "Ook: rechten, plichten en procedures:")


def _kader(viewer: Viewer, advice: Advice, item: KaderAdvice) -> Iterator[Block]:
    view = viewer.kader(item, advice)
    yield Heading(3, f"{view.title} ({view.law})")
    if item.verdict is not Verdict.DOES_NOT:
        yield Paragraph(view.summary)
        who = f"{view.deciders}." if view.deciders else "niemand: dit volgt uit de wet."
        yield Paragraph(who, "Beslist:")
        if view.payers:
            yield Paragraph(f"{view.payers}.", "Betaalt:")
    yield from _reasons(viewer, view)
    graph = proof_graph(viewer, item) if item.verdict is Verdict.APPLIES else None
    if graph:
        yield Picture(graph)
    if item.verdict is Verdict.APPLIES:
        for heading, text in view.sections[2:]:
            yield Paragraph(text, f"{heading.rstrip('?')}:")
    for note in view.notes:
        yield Paragraph(note, "Let op:")
    yield Sources("Bronnen", view.links)


def _reasons(viewer: Viewer, view: KaderView) -> Iterator[Block]:
    if view.blocked_by:
        yield Paragraph("; ".join(view.blocked_by) + ".", "Waarom niet:")
    elif view.facts:
        yield Paragraph("; ".join(view.facts) + ".", "Waarom:")
    if view.way:
        yield from _way(viewer, view.way)
        rest = len(view.missing) + len(view.judgements)
        yield Paragraph(f"{rest} punten; in de app staan ze allemaal.", "Kan nog meetellen:")
        return
    if view.missing:
        shown = [text for _, text in view.missing[:MOST_MISSING]]
        more = len(view.missing) - len(shown)
        tail = f"; en nog {more}" if more else ""
        yield Paragraph("; ".join(shown) + tail + ".", "Nog niet bekend:")
    if view.judgements:
        yield Paragraph("", "Wat iemand nog moet beoordelen:" if viewer.plain else "Oordelen:")
        yield Bullets(
            tuple(
                f"{judgement.text} ({judgement.by}). Bewijs dat helpt: {judgement.evidence}"
                for judgement in view.judgements[:MOST_MISSING]
            )
        )


def _way(viewer: Viewer, way: WayView) -> Iterator[Block]:
    """Yield the shortest way to a ja: what must turn out so, by whom, with which evidence."""
    if way.needs:
        yield Paragraph("", "Dit moet nog blijken:" if viewer.plain else "Kortste weg naar een ja:")
        yield Bullets(tuple(_need(need) for need in way.needs))
    if way.denied:
        lead = "En dit mag niet zo zijn:" if way.needs else "Dit mag niet zo zijn:"
        yield Paragraph("; ".join(way.denied) + ".", lead)


def _need(need: NeedView) -> str:
    word = "oordeel van" if need.judged else "kan het weten:"
    by = f" ({word} {need.by})" if need.by else ""
    return f"{need.text}{by}." + (f" Bewijs dat helpt: {need.evidence}" if need.evidence else "")


def _priority(viewer: Viewer, advice: Advice) -> Iterator[Block]:
    if advice.voorrang:
        yield Heading(2, "Welke wet treedt terug?")
    for item in advice.voorrang:
        yield Paragraph(viewer.words(item.uitleg), f"{item.titel}.")
        links = tuple(viewer.link(bron, advice.case.peildatum) for bron in item.bron)
        yield Sources("Bronnen", links)


def _letters(viewer: Viewer, advice: Advice) -> Iterator[Block]:
    """Yield a text to copy about what applies, is judged, or is nearest for what was asked."""
    wanted = {
        item.kader.kader: item
        for item in advice.kaders
        if item.relevant and item.carries and item.verdict in (Verdict.APPLIES, Verdict.JUDGEMENT)
    }
    for name in advice.case.hulpvragen:
        for near in nearest(advice.now, name)[:1]:
            wanted.setdefault(near.item.kader.kader, near.item)
    if not wanted:
        return
    yield Heading(2, "Teksten om over te nemen")
    yield Paragraph("Voor een e-mail of een verzoek, met de artikelen waar het op steunt.")
    wordings = [("In gewone taal:", "ouder"), ("Zakelijk:", "jeugdbeschermer")]
    for item in list(wanted.values())[:MOST_LETTERS]:
        yield Heading(3, f"Tekst: {viewer.title(item.kader)}")
        for strong, audience in wordings if viewer.plain else wordings[::-1]:
            yield Paragraph(paragraph(Viewer(viewer.base, audience), advice, item), strong)


def _calendar(viewer: Viewer, advice: Advice) -> Iterator[Block]:
    items = advice.milestones[:MOST_MILESTONES]
    if not items:
        return
    yield Heading(2, "Op de kalender")
    rows = []
    for item in items:
        start = day_text(item.start) if item.start < item.day else "-"
        if item.start < min(item.day, advice.case.peildatum):
            start = f"nu (liefst al op {start})"
        title = item.mijlpaal.titel + ("" if item.sure else " (misschien)")
        what = f"{title}. Als het niet gebeurt: {viewer.words(item.mijlpaal.bij_missen)}"
        rows.append((day_text(item.day), start, what, viewer.partijen(item.mijlpaal.wie)))
    yield Table(
        "Wat op welke dag verandert of klaar moet zijn",
        ("Dag", "Begin uiterlijk", "Wat", "Wie"),
        tuple(rows),
    )


def _receipt(viewer: Viewer, advice: Advice) -> Iterator[Block]:
    receipt = advice_json(viewer.base, advice)["ontvangstbewijs"]
    yield Heading(2, "Ontvangstbewijs")
    checked = "twee motoren, gelijke uitkomst" if receipt["motoren_vergeleken"] else "één motor"
    yield Paragraph(
        f"Regelwijzer {receipt['versie']}; kennisbank {receipt['kennisbank'][:16]}; "
        f"peildatum {receipt['peildatum']}; berekend met {checked}; vingerafdruk "
        f"{receipt['vingerafdruk'][:16]}. Dit verslag bevat geen antwoorden en geen "
        "persoonsgegevens."
    )
