"""What a reader sees of an advice, in the words of one audience: plain texts and links.

Every renderer (app, HTML, terminal) starts from these views, so that they say the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from regelwijzer.advice.actions import Action, when_text
from regelwijzer.advice.advisor import Advice, KaderAdvice
from regelwijzer.advice.explain import Step, leaves
from regelwijzer.advice.links import bron_link, bron_text
from regelwijzer.advice.milestones import Milestone, start_text
from regelwijzer.advice.way import Way, Ways
from regelwijzer.advice.wording import day_text
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.models import Bron, Kader, KaderText, Texts
from regelwijzer.knowledge.text import enumerate_words, reads_plain
from regelwijzer.reasoning.verdicts import Verdict

BRIEF, BRIEF_JUDGES = 2, 3
"""So many reasons, and so many who judge, are named where there is little room."""

LABELS = {
    Verdict.APPLIES: ("Van toepassing", "Dit past bij deze situatie"),
    Verdict.JUDGEMENT: ("Hangt af van een oordeel", "Iemand moet dit nog beslissen"),
    Verdict.UNKNOWN: ("Nog onbekend", "Dit weten we nog niet"),
    Verdict.DOES_NOT: ("Niet van toepassing", "Dit past nu niet"),
}
ICONS = {
    Verdict.APPLIES: "✓",
    Verdict.JUDGEMENT: "⚖",
    Verdict.UNKNOWN: "?",
    Verdict.DOES_NOT: "–",
}
CLASSES = {
    Verdict.APPLIES: "ja",
    Verdict.JUDGEMENT: "oordeel",
    Verdict.UNKNOWN: "onbekend",
    Verdict.DOES_NOT: "nee",
}
WORDS = {
    Verdict.APPLIES: "past",
    Verdict.JUDGEMENT: "oordeel",
    Verdict.UNKNOWN: "onbekend",
    Verdict.DOES_NOT: "nee",
}
_PLAINER = {
    "op de peildatum": "op de gekozen dag",
    "de peildatum": "de gekozen dag",
    "De jeugdige": "De jongere",
    "de jeugdige": "de jongere",
}
HEADINGS = {
    "wat": ("Wat is het", "Wat is dit?"),
    "beslist": ("Wie beslist", "Wie beslist?"),
    "betaalt": ("Wie betaalt", "Wie betaalt?"),
    "aanvragen": ("Aanvragen", "Hoe gaat aanvragen?"),
    "termijnen": ("Termijnen", "Hoe lang duurt het?"),
    "rechtsmiddelen": ("Rechtsmiddelen", "Niet mee eens?"),
    "valkuil": ("Veelgemaakte fout", "Let op"),
}


@dataclass(frozen=True)
class Link:
    """A citation and where it can be read."""

    text: str
    url: str | None


@dataclass(frozen=True)
class Reason:
    """One step of the explanation, with what it rests on."""

    text: str
    kind: str
    links: tuple[Link, ...]
    policy: bool
    because: tuple[Reason, ...]


@dataclass(frozen=True)
class Judgement:
    """An open norm: what is to be judged, by whom, and which evidence helps."""

    text: str
    by: str
    evidence: str
    hints: tuple[str, ...]


@dataclass(frozen=True)
class NeedView:
    """One thing that must still turn out so; *by* judges or can know it (*judged*: judges)."""

    text: str
    judged: bool
    by: str
    evidence: str


@dataclass(frozen=True)
class WayView:
    """The shortest way to a ja: what must still be so, and what must not be so."""

    needs: tuple[NeedView, ...]
    denied: tuple[str, ...]


@dataclass(frozen=True)
class KaderView:
    """One kader as it is shown."""

    id: str
    title: str
    law: str
    verdict: str
    word: str
    css: str
    icon: str
    summary: str
    deciders: str
    payers: str
    reason: Reason | None
    facts: tuple[str, ...]
    blocked_by: tuple[str, ...]
    missing: tuple[tuple[str, str], ...]
    judgements: tuple[Judgement, ...]
    way: WayView | None
    notes: tuple[str, ...]
    sections: tuple[tuple[str, str], ...]
    links: tuple[Link, ...]


@dataclass(frozen=True)
class MilestoneView:
    """One line of the calendar; *start* is '' when there is no lead time."""

    when: str
    title: str
    perhaps: bool
    start: str
    what: str
    who: str
    missed: str


@dataclass(frozen=True)
class ActionView:
    """One thing to do now, and by when."""

    title: str
    when: str
    text: str
    who: str


class Viewer:
    """Makes views for one audience."""

    def __init__(self, base: Kennisbank, doelgroep: str) -> None:
        self.base = base
        self.doelgroep = doelgroep
        self.plain = reads_plain(doelgroep)

    def words(self, texts: Texts) -> str:
        """Return the text for this audience."""
        return texts.ouder if self.plain else texts.professional

    def said(self, text: str) -> str:
        """Return a reason without the words of the law that this reader need not know."""
        if self.plain:
            for law, plain in _PLAINER.items():
                text = text.replace(law, plain)
        return text

    def verdict(self, verdict: Verdict) -> str:
        """Return the verdict in the words of this audience."""
        return LABELS[verdict][self.plain]

    def partijen(self, names: tuple[str, ...] | list[str], last: str = "en") -> str:
        """Return the names of partijen as one enumeration."""
        return self.base.who(names, self.plain, last)

    def link(self, bron: Bron, day: date) -> Link:
        """Return a citation with its link."""
        return Link(bron_text(self.base, bron), bron_link(self.base, bron, day))

    def title(self, kader: Kader) -> str:
        """Return the title of a kader in the words of this audience."""
        return (kader.titel_ouder or kader.titel) if self.plain else kader.titel

    def kader(self, item: KaderAdvice, advice: Advice) -> KaderView:
        """Return the view of one kader."""
        kader, found, day = item.kader, item.outcome, advice.case.peildatum
        facts = [name for name in found.missing if name not in found.judgements]
        texts = kader.teksten.ouder if self.plain else kader.teksten.professional
        return KaderView(
            id=kader.kader,
            title=self.title(kader),
            law=self.base.wetten[kader.wet].kort,
            verdict=self.verdict(found.verdict),
            word=WORDS[found.verdict],
            css=CLASSES[found.verdict],
            icon=ICONS[found.verdict],
            summary=texts.wat,
            deciders=self.partijen(kader.beslist),
            payers=self.partijen(kader.betaalt),
            reason=self.reason(item.why, day) if item.why else None,
            facts=tuple(self.said(step.tekst) for step in leaves(item.why)) if item.why else (),
            blocked_by=tuple(self.said(step.tekst) for step in item.blocked_by),
            missing=tuple((name, self.said(self.base.feiten[name].titel)) for name in facts),
            judgements=tuple(self._judgement(name, advice) for name in found.judgements),
            way=self.way(advice.ways.to(kader.kader)),
            notes=tuple(self._notes(item)),
            sections=tuple(self._sections(texts)),
            links=tuple(self.link(bron, day) for bron in item.bronnen),
        )

    def brief(self, item: KaderAdvice, ways: Ways) -> str:
        """Return in a few words why the verdict is what it is, or what it waits for."""
        found = item.outcome
        if item.why is not None:
            steps = [self.said(step.tekst) for step in leaves(item.why)][:BRIEF]
            blocked = item.verdict is Verdict.DOES_NOT
            return f"{'Dit staat in de weg' if blocked else 'Omdat'}: {'; '.join(steps)}."
        if found.old_law:
            return "Het recht van deze dag is niet (geheel) opgenomen."
        way = ways.to(item.kader.kader)
        wanted = [need for need in way.needs if not need.denied] if way else []
        if wanted:
            texts, judged = [need.text for need in wanted], [n.feit for n in wanted if n.judged]
        else:
            texts = [self.base.feiten[name].titel for name in found.missing]
            judged = list(found.judgements)
        more = f"; en nog {len(texts) - BRIEF}" if len(texts) > BRIEF else ""
        return f"Nog nodig: {'; '.join(texts[:BRIEF])}{more}.{self._judges(judged)}"

    def _judges(self, feiten: Iterable[str]) -> str:
        names: dict[str, None] = {}
        for feit in feiten:
            judgement = self.base.feiten[feit].oordeel
            names.update(dict.fromkeys(judgement.door if judgement else ()))
        shown = list(names)[:BRIEF_JUDGES]
        return f" Hierover oordeelt: {self.partijen(shown, 'of')}." if shown else ""

    def way(self, found: Way | None) -> WayView | None:
        """Return the view of a way to a ja."""
        if found is None:
            return None
        wanted = {need.text: need for need in found.needs if not need.denied}
        needs = []
        for need in sorted(wanted.values(), key=lambda need: need.judged):
            feit = self.base.feiten[need.feit]
            names = feit.oordeel.door if feit.oordeel else feit.weet
            evidence = self.words(feit.oordeel.bewijs) if feit.oordeel else ""
            needs.append(NeedView(need.text, need.judged, self.partijen(names, "of"), evidence))
        denied: dict[str, list[str]] = {}
        for need in found.needs:
            if need.denied:
                title, _, what = need.text.partition(": niet ")
                denied.setdefault(title if what else "", []).append(
                    what or need.text.removeprefix("niet: ")
                )
        plain = denied.pop("", [])
        texts = [f"{title}: {enumerate_words(found, 'of')}" for title, found in denied.items()]
        return WayView(tuple(needs), tuple(plain + texts))

    def milestone(self, item: Milestone, today: date) -> MilestoneView:
        """Return the view of one milestone, as seen on *today*."""
        last = "" if item.exact else f" tot {day_text(item.last_day)}"
        return MilestoneView(
            when=day_text(item.day) + last,
            title=item.mijlpaal.titel,
            perhaps=not item.sure,
            start=start_text(item, today),
            what=self.words(item.mijlpaal.wat),
            who=self.partijen(item.mijlpaal.wie),
            missed=self.words(item.mijlpaal.bij_missen),
        )

    def action(self, item: Action, today: date) -> ActionView:
        """Return the view of one thing to do; who is named only where the text does not."""
        who = self.partijen(item.who) if item.day else ""
        return ActionView(item.title, when_text(item, today), item.text, who)

    def reason(self, step: Step, day: date) -> Reason:
        """Return an explanation with links at every step."""
        because = tuple(self.reason(part, day) for part in step.omdat)
        text = self.said(step.tekst or self.rule_text(step))
        links = tuple(self.link(bron, day) for bron in step.bron)
        return Reason(text, step.soort, links, step.aard == "beleid", because)

    def rule_text(self, step: Step) -> str:
        """Return what is said of a regel that has no text of its own."""
        if step.soort != "regel":
            return ""
        return "de regel is vervuld" if step.waarde else "de regel is niet vervuld"

    def _judgement(self, name: str, advice: Advice) -> Judgement:
        feit = self.base.feiten[name]
        if feit.oordeel is None:
            raise ValueError(f"{name} is geen oordeel")
        hints = tuple(hint.uitleg for hint in advice.hints if hint.feit == name)
        by = self.partijen(feit.oordeel.door, "of")
        return Judgement(feit.titel, by, self.words(feit.oordeel.bewijs), hints)

    def _notes(self, item: KaderAdvice) -> list[str]:
        notes = []
        if item.on_policy:
            notes.append(
                "Dit steunt ook op regels van een organisatie, niet alleen op de wet."
                if self.plain
                else "Dit steunt mede op beleid, niet alleen op de wet."
            )
        if item.outcome.old_law:
            notes.append(
                "Het recht van deze peildatum is niet (geheel) opgenomen; daarom is dit onbekend."
            )
        return notes

    def _sections(self, texts: KaderText) -> list[tuple[str, str]]:
        return [
            (titles[self.plain], getattr(texts, key))
            for key, titles in HEADINGS.items()
            if key != "wat"
        ]
