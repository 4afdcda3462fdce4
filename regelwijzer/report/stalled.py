"""The plan when help stalls, as a reader sees it: danger, terms, rights, the ladder.

Every renderer (app, HTML, PDF, Word) starts from :class:`PlanView`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from regelwijzer.advice.advisor import Advice
from regelwijzer.advice.routes import LADDER, REMEDY, RouteAdvice, Standing, Term
from regelwijzer.advice.wording import day_text
from regelwijzer.knowledge.checks import reachable
from regelwijzer.knowledge.dates import BIRTH
from regelwijzer.knowledge.models import Contact, Texts
from regelwijzer.knowledge.regions import LocalContacts, Place
from regelwijzer.knowledge.text import enumerate_words
from regelwijzer.report.view import Link, Viewer

MANDATES = {
    "informeren": ("ℹ", "Informeert", "Geeft uitleg"),
    "adviseren": ("✎", "Adviseert", "Geeft raad"),
    "bemiddelen": ("⇄", "Bemiddelt", "Brengt mensen bij elkaar"),
    "beslissen": ("⚖", "Beslist", "Beslist"),
    "toezicht": ("◎", "Houdt toezicht", "Let op of het goed gaat"),
}
"""Mandate class -> sign, word for professionals, word for parents."""

STEP_TITLES = {
    "acuut": ("Eerst: er is gevaar", "Eerst: er is gevaar"),
    REMEDY: ("Rechten en rechtsmiddelen", "Rechten en klachten"),
    "lokaal": ("Lokaal", "Dichtbij"),
    "regionaal": ("Regionaal", "In de regio"),
    "bovenregionaal": ("Bovenregionaal", "Meer regio's samen"),
    "landelijk": ("Landelijk", "Landelijk"),
}
NEAR = 2
"""A route is near when it hangs on at most so many unknown feiten, and something known."""
MOST_UNSURE = 4
"""So many unknown feiten of a route are named."""

_SITE = re.compile(r"^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/[\w/.-]*)?$")


@dataclass(frozen=True)
class ContactView:
    """How to reach somebody: *href* is '' when it is not a link; *checked* by whom it was read."""

    kind: str
    text: str
    href: str
    note: str
    source: str
    checked: bool


@dataclass(frozen=True)
class TermView:
    """A last day, in words."""

    title: str
    when: str
    day: date
    passed: bool
    exact: bool
    left: str
    route: str = ""


@dataclass(frozen=True)
class RouteView:
    """One route: *unsure* names what it hangs on when it is not sure that it fits."""

    id: str
    title: str
    step: str
    mandates: tuple[tuple[str, str], ...]
    sure: bool
    unsure: tuple[str, ...]
    first: str
    what: str
    can: str
    cannot: str
    how: str
    term: str
    bring: str
    pitfall: str
    who: str
    terms: tuple[TermView, ...]
    contacts: tuple[ContactView, ...]
    local: tuple[str, ...]
    links: tuple[Link, ...]
    checked: str


@dataclass(frozen=True)
class StepView:
    """One step: *shown* fits or nearly fits, *rest* is not ruled out either.

    A route with a term that runs stands first, then what surely fits.
    """

    step: str
    title: str
    shown: tuple[RouteView, ...]
    rest: tuple[RouteView, ...]

    @property
    def sure(self) -> bool:
        """Whether a route of this step surely fits."""
        return any(route.sure for route in self.shown)


@dataclass(frozen=True)
class PlanView:
    """The whole plan; *remedies* stand beside *ladder*, never behind it."""

    danger: bool
    acute: StepView
    terms: tuple[TermView, ...]
    remedies: StepView
    ladder: tuple[StepView, ...]
    place: tuple[str, ...]
    legend: tuple[tuple[str, str], ...]
    plain: bool = field(default=False)


Ask = Callable[[str], str]
"""Returns the words in which a feit is asked."""


def plan_view(viewer: Viewer, advice: Advice, place: Place | None, ask: Ask) -> PlanView:
    """Return the plan of *advice* for a reader who lives in *place* (None: not told)."""
    steps = {name: _step(viewer, advice, name, place, ask) for name in (*LADDER, REMEDY)}
    terms = tuple(
        _term(term, advice.case.peildatum, _title(viewer, item))
        for term, item in advice.plan.terms
        if item.standing is not Standing.DOES_NOT
    )
    words = 2 if viewer.plain else 1
    return PlanView(
        danger=advice.plan.danger,
        acute=steps[LADDER[0]],
        terms=terms,
        remedies=steps[REMEDY],
        ladder=tuple(steps[name] for name in LADDER[1:]),
        place=tuple(place_text(place, viewer.plain)) if place else (),
        legend=tuple((item[0], item[words]) for item in MANDATES.values()),
        plain=viewer.plain,
    )


def _step(viewer: Viewer, advice: Advice, step: str, place: Place | None, ask: Ask) -> StepView:
    open_ones = advice.plan.of(step)
    sure = [item for item in open_ones if item.standing is Standing.APPLIES]
    maybe = [item for item in open_ones if item.standing is Standing.POSSIBLE]
    near = [item for item in maybe if _is_near(viewer, advice, item)]
    rest = [item for item in maybe if item not in near]
    shown = sorted(
        sure + near,
        key=lambda item: (item.running or date.max, not _undated(viewer, advice, item)),
    )

    def views(items: Iterable[RouteAdvice]) -> tuple[RouteView, ...]:
        return tuple(_route(viewer, advice, item, place, ask) for item in items)

    title = STEP_TITLES[step][viewer.plain]
    return StepView(step, title, views(shown), views(rest))


def _undated(viewer: Viewer, advice: Advice, item: RouteAdvice) -> bool:
    """Tell whether a term runs of which only the date on the letter was not told.

    Two things that were told point at it: not only that there is a measure, also the letter.
    """
    return bool(item.route.uiterlijk) and not item.terms and len(_told(viewer, advice, item)) > 1


def _told(viewer: Viewer, advice: Advice, item: RouteAdvice) -> set[str]:
    """Return the feiten that were told of those a route looks at; the age is none of them."""
    return reachable(viewer.base, item.route.als) & advice.case.values.keys() - {BIRTH}


def _is_near(viewer: Viewer, advice: Advice, item: RouteAdvice) -> bool:
    """Tell whether what is known points at this route, and little is missing.

    A day that is not told (a birthday, the date on a letter) does not count: the page asks it.
    """
    feiten = viewer.base.feiten
    if len([name for name in item.missing if feiten[name].type != "datum"]) > NEAR:
        return bool(item.terms)
    return bool(_told(viewer, advice, item)) or bool(item.terms)


def _title(viewer: Viewer, item: RouteAdvice) -> str:
    route = item.route
    return (route.titel_ouder or route.titel) if viewer.plain else route.titel


def _term(term: Term, today: date, route: str = "") -> TermView:
    day = day_text(term.day)
    when = day if term.exact else f"op zijn vroegst {day}"
    days = (term.day - today).days
    left = "voorbij" if term.passed else "vandaag" if days <= 0 else f"nog {days} dagen"
    if days == 1:
        left = "nog 1 dag"
    return TermView(term.title, when, term.day, term.passed, term.exact, left, route)


def _route(
    viewer: Viewer, advice: Advice, item: RouteAdvice, place: Place | None, ask: Ask
) -> RouteView:
    route, today = item.route, advice.case.peildatum
    words = 2 if viewer.plain else 1
    checked = route.gecontroleerd
    return RouteView(
        id=route.route,
        title=_title(viewer, item),
        step=route.stap,
        mandates=tuple((MANDATES[name][0], MANDATES[name][words]) for name in route.mandaat),
        sure=item.standing is Standing.APPLIES,
        unsure=tuple(ask(name) for name in item.missing[:MOST_UNSURE]),
        first="" if item.ready else _say(viewer, route.eerst_tekst),
        what=_say(viewer, route.wat),
        can=_say(viewer, route.kan),
        cannot=_say(viewer, route.kan_niet),
        how=_say(viewer, route.hoe),
        term=_say(viewer, route.termijn),
        bring=_say(viewer, route.meenemen),
        pitfall=_say(viewer, route.valkuil),
        who=viewer.partijen(route.wie_mag, "of"),
        terms=tuple(_term(term, today) for term in item.terms),
        contacts=tuple(contact_view(contact) for contact in _contacts(item, place)),
        local=tuple(_local(item, place, viewer)),
        links=tuple(viewer.link(bron, today) for bron in route.bron),
        checked=day_text(checked.op) if checked else "",
    )


def _say(viewer: Viewer, texts: Texts | None) -> str:
    return viewer.words(texts) if texts else ""


# Which local contacts belong to which route.
_LOCAL: dict[str, Callable[[LocalContacts], tuple[Contact, ...]]] = {
    "regionaal.expertteam": lambda item: item.expertteam,
    "lokaal.toegang": lambda item: item.lokaal_team,
    "acuut.spoedhulp": lambda item: item.spoed,
}


def _contacts(item: RouteAdvice, place: Place | None) -> tuple[Contact, ...]:
    """Return the contacts of the own gemeente first, then those of the route."""
    of = _LOCAL.get(item.route.route)
    own = [contact for local in place.local for contact in of(local)] if of and place else []
    return (*own, *item.route.contact)


def _local(item: RouteAdvice, place: Place | None, viewer: Viewer) -> list[str]:
    """Return what the chosen place adds to a route."""
    if place is None:
        return []
    if item.route.route == "regionaal.expertteam":
        name = place.gemeente.gemeente if place.gemeente else place.regio.naam
        text = f"Voor {name} is dit het expertteam van de jeugdregio {place.regio.naam}."
        return [text, *([place.ask] if place.ask else [])]
    if item.route.route == "bovenregionaal.netwerk":
        net = place.netwerk
        return [f"Hier is dat {net.naam} (de gemeente {net.coordinerende_gemeente} coördineert)."]
    if item.route.route == "lokaal.noodbudget":
        return [viewer.words(known.noodbudget) for known in place.local if known.noodbudget]
    return []


def place_text(place: Place, plain: bool) -> list[str]:
    """Return which expertteam and netwerk serve the chosen place."""
    name = place.gemeente.gemeente if place.gemeente else f"de regio {place.regio.naam}"
    net = place.netwerk
    who = "een netwerk van deskundigen" if plain else "het bovenregionale expertisenetwerk"
    lines = [
        f"Bij {name} hoort het expertteam van de jeugdregio {place.regio.naam}, en "
        f"{who}: {net.naam}."
    ]
    return lines + ([place.ask] if place.ask else [])


def contact_view(contact: Contact) -> ContactView:
    """Return how to reach somebody, as a link where that is possible.

    >>> from regelwijzer.knowledge.models import Contact
    >>> contact_view(Contact(soort="telefoon", waarde="0800-2000", vindplaats="x")).href
    'tel:08002000'
    """
    value = contact.waarde
    href = ""
    if contact.soort == "telefoon":
        href = "tel:" + re.sub(r"[^0-9+]", "", value)
    elif contact.soort == "email":
        href = f"mailto:{value}"
    elif contact.soort in ("site", "chat"):
        site = value.split(" ")[0].removeprefix("https://")
        href = f"https://{site}" if _SITE.match(site) else ""
    dated = f", {contact.datum}" if contact.datum else ", datum van de bron onbekend"
    return ContactView(
        kind=contact.soort,
        text=value,
        href=href,
        note=contact.toelichting or "",
        source=f"{_source(contact.vindplaats)}{dated}",
        checked=contact.nagelezen,
    )


def _source(found: str) -> str:
    """Return where a contact was found, in words a reader knows."""
    return re.sub(r"^escalatie\.md, [A-Z0-9-]+", "feitenblad escalatie", found)


def mandate_words(route: RouteView) -> str:
    """Return the mandate of a route as one enumeration."""
    return enumerate_words([word.lower() for _, word in route.mandates])
