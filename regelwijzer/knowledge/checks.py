"""Structural checks on a Kennisbank: names exist, types fit, sources are complete, no cycle.

Each check yields a :class:`KnowledgeError`; faulty elements are left out of the base that
is returned, so that one fault does not hide another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from regelwijzer.knowledge.base import Kennisbank, walk_regel
from regelwijzer.knowledge.conditions import (
    AtLeast,
    Before,
    Choice,
    Condition,
    Ref,
    feiten_in,
    walk,
)
from regelwijzer.knowledge.dates import DateExpression
from regelwijzer.knowledge.errors import KnowledgeError
from regelwijzer.knowledge.flowchecks import kader_road_faults, procedure_faults, procedure_parts
from regelwijzer.knowledge.models import Begrip, Bron, Feit, Geldig, Regel

Fault = tuple[str, str, str]
_NEEDS_ARTICLE = ("wet", "amvb", "regeling", "verordening_eu", "verdrag")


def check_base(base: Kennisbank) -> tuple[Kennisbank, list[KnowledgeError]]:
    """Return the base without its faulty elements, and the faults."""
    errors: list[KnowledgeError] = []
    names: set[tuple[str, str]] = set()
    while True:
        found = list(_faults(base))
        fresh = [(target, name, fault) for target, name, fault in found]
        if not fresh:
            break
        for target, name, fault in fresh:
            if (target, name) not in names or len(found) < 2000:
                errors.append(KnowledgeError(base.files.get(f"{target}:{name}", ""), name, *fault))
            names.add((target, name))
        base = _without(base, {(target, name) for target, name, _ in fresh})
    errors += [
        KnowledgeError(base.files.get(f"begrippen:{name}", ""), name, *fault)
        for name, fault in _cycles(base)
    ]
    base = _without(base, {("begrippen", name) for name, _ in _cycles(base)})
    while dangling := list(_faults(base)):
        base = _without(base, {(target, name) for target, name, _ in dangling})
    errors += [
        KnowledgeError(base.files.get(f"kaders:{name}", ""), name, *fault)
        for name, fault in _rules_of_thumb(base)
    ]
    return base, errors


def _without(base: Kennisbank, gone: set[tuple[str, str]]) -> Kennisbank:
    changes: dict[str, Any] = {}
    for target in {target for target, _ in gone}:
        kept = {k: v for k, v in getattr(base, target).items() if (target, k) not in gone}
        changes[target] = kept
    return replace(base, **changes)


def _faults(base: Kennisbank) -> Iterator[tuple[str, str, Fault]]:
    for feit in base.feiten.values():
        for fault in _feit_faults(base, feit):
            yield "feiten", feit.feit, fault
    for begrip in base.begrippen.values():
        for fault in _begrip_faults(base, begrip):
            yield "begrippen", begrip.begrip, fault
    for target, items in (
        ("kaders", base.kaders),
        ("voorrang", base.voorrang),
        ("mijlpalen", base.mijlpalen),
        ("aandachtspunten", base.aandachtspunten),
        ("routes", base.routes),
    ):
        for name, element in items.items():
            for fault in _element_faults(base, target, element):
                yield target, name, fault
    for name, profiel in base.casusprofielen.items():
        for fault in _condition_faults(base, profiel.als, pointer=True):
            yield "casusprofielen", name, fault
        for route in (route for item in profiel.verstoringen for route in item.routes):
            if route not in base.routes:
                fault = _unknown("route", route, "kies er een uit rules/routes/")
                yield "casusprofielen", name, fault
    for name, procedure in base.procedures.items():
        for fault in procedure_faults(base, procedure):
            yield "procedures", name, fault
        for condition in procedure_parts(procedure):
            for fault in _condition_faults(base, condition, pointer=True):
                yield "procedures", name, fault
        for stap in procedure.stappen:
            bronnen = [*stap.bron, *(stap.termijn.bron if stap.termijn else [])]
            for fault in (*_bron_faults(base, bronnen), *_partij_faults(base, stap.wie)):
                yield "procedures", name, fault
            if stap.termijn and stap.termijn.datum:
                for fault in _date_faults(base, stap.termijn.datum):
                    yield "procedures", name, fault
    for name, kader in base.kaders.items():
        for fault in kader_road_faults(base, kader):
            yield "kaders", name, fault
    yield from _name_clashes(base)


def _name_clashes(base: Kennisbank) -> Iterator[tuple[str, str, Fault]]:
    for name in base.feiten.keys() & base.begrippen.keys():
        yield (
            "begrippen",
            name,
            (
                f"heet hetzelfde als een feit in {base.files.get(f'feiten:{name}')}",
                "een naam is een feit of een begrip, niet allebei",
                "geef een van de twee een andere naam",
            ),
        )
    seen: dict[str, str] = {}
    for regel, begrip in base.regels():
        if regel.regel in seen:
            yield (
                "begrippen",
                begrip.begrip,
                (
                    f"de regel {regel.regel} bestaat al bij {seen[regel.regel]}",
                    "een naam hoort bij één regel",
                    "geef een van de twee een andere naam",
                ),
            )
        seen[regel.regel] = begrip.begrip


def _unknown(kind: str, name: str, remedy: str) -> Fault:
    return (f"verwijst naar {kind} '{name}', dat niet bestaat", "de verwijzing loopt dood", remedy)


def _feit_faults(base: Kennisbank, feit: Feit) -> Iterator[Fault]:
    if feit.thema not in base.themas:
        yield _unknown("thema", feit.thema, "kies een thema uit rules/themas.yaml")
    yield from _partij_faults(base, feit.weet)
    yield from _bron_faults(base, feit.bron)
    if feit.oordeel:
        yield from _partij_faults(base, feit.oordeel.door)
        for wijzer in feit.oordeel.wijzers:
            yield from _condition_faults(base, wijzer.als, pointer=True)
    if feit.past_bij is not None:
        yield from _condition_faults(base, feit.past_bij)
    yield from _former_faults(base, feit)
    if feit.minimum is not None and feit.maximum is not None and feit.minimum >= feit.maximum:
        yield (
            f"het minimum {feit.minimum} is niet kleiner dan het maximum {feit.maximum}",
            "dan kan geen enkel antwoord kloppen",
            "draai ze om",
        )


def _former_faults(base: Kennisbank, feit: Feit) -> Iterator[Fault]:
    for old in feit.voorheen:
        others = [other.feit for other in base.feiten.values() if old in other.voorheen]
        if old in base.feiten or old in base.begrippen or len(others) > 1:
            yield (
                f"heette volgens 'voorheen' ook '{old}', maar die naam is al in gebruik",
                "een bewaard antwoord zou bij twee onderdelen horen",
                "haal de naam weg bij 'voorheen', of geef het andere onderdeel een andere naam",
            )


def _begrip_faults(base: Kennisbank, begrip: Begrip) -> Iterator[Fault]:
    for top in begrip.regels:
        for regel in walk_regel(top):
            yield from _condition_faults(base, regel.als)
            yield from _bron_faults(base, regel.bron)
            yield from _regel_faults(regel, begrip.hulpbegrip)


def _regel_faults(regel: Regel, helper: bool) -> Iterator[Fault]:
    if not regel.bron and not helper:
        yield (
            f"de regel {regel.regel} heeft geen bron",
            "elke regel moet tot op het lid na te lezen zijn",
            "voeg 'bron:' toe, of maak het een 'hulpbegrip: true'",
        )
    if regel.aard is None:
        yield (
            f"de regel {regel.regel} heeft geen aard",
            "alleen wet en beleid mogen een uitkomst dragen",
            "voeg 'aard: wet', 'beleid' of 'vuistregel' toe",
        )
    if regel.gecontroleerd is None and not helper:
        yield (
            f"de regel {regel.regel} zegt niet wanneer hij is gecontroleerd",
            "recht veroudert",
            "voeg 'gecontroleerd: {op: jjjj-mm-dd, versie: jjjj-mm-dd}' toe",
        )
    yield from _validity_faults(regel.regel, regel.geldig)


def _validity_faults(name: str, geldig: Geldig | None) -> Iterator[Fault]:
    if geldig and geldig.vanaf and geldig.tot and geldig.vanaf >= geldig.tot:
        yield (
            f"de regel {name} geldt tot {geldig.tot}, dat ligt niet na {geldig.vanaf}",
            "de regel zou nooit gelden",
            "verbeter 'vanaf' of 'tot'",
        )


def _element_faults(base: Kennisbank, target: str, element: Any) -> Iterator[Fault]:
    # Lessons and routes may be triggered by an observation: they never carry a verdict.
    observing = target in ("aandachtspunten", "routes")
    yield from _condition_faults(base, element.als, pointer=observing)
    yield from _bron_faults(base, element.bron)
    if target == "kaders":
        yield from _partij_faults(base, [*element.beslist, *element.betaalt])
        if element.ingang_niet_bij is not None:
            yield from _condition_faults(base, element.ingang_niet_bij)
        if element.wet not in base.wetten:
            yield _unknown("wet", element.wet, "kies een wet uit rules/bronnen.yaml")
        for hulpvorm in element.hulpvormen:
            if hulpvorm not in base.hulpvormen:
                yield _unknown("hulpvorm", hulpvorm, "kies er een uit rules/hulpvormen.yaml")
        for other in element.sluit_uit:
            if other not in base.kaders:
                yield _unknown("kader", other, "verbeter de naam onder 'sluit_uit'")
    elif target == "mijlpalen":
        yield from _partij_faults(base, element.wie)
        yield from _date_faults(base, element.datum)
        for kader in element.kaders:
            if kader not in base.kaders:
                yield _unknown("kader", kader, "verbeter de naam onder 'kaders'")
    elif target == "routes":
        yield from _partij_faults(base, element.wie_mag)
        if element.eerst is not None:
            yield from _condition_faults(base, element.eerst, pointer=True)
        for deadline in element.uiterlijk:
            yield from _date_faults(base, deadline.datum)
        for kader in element.kaders:
            if kader not in base.kaders:
                yield _unknown("kader", kader, "verbeter de naam onder 'kaders'")
    elif target == "voorrang":
        for side in (element.terugtredend, element.voorgaand):
            if side not in base.wetten and side not in base.kaders:
                yield _unknown("wet of kader", side, "gebruik een wet of een kader dat bestaat")


def _partij_faults(base: Kennisbank, names: Iterable[str]) -> Iterator[Fault]:
    for name in names:
        if name not in base.partijen:
            yield _unknown("partij", name, "kies er een uit rules/partijen.yaml")


def _bron_faults(base: Kennisbank, bronnen: Iterable[Bron]) -> Iterator[Fault]:
    for bron in bronnen:
        wet = base.wetten.get(bron.wet)
        if wet is None:
            yield _unknown("bron", bron.wet, "voeg de wet toe aan rules/bronnen.yaml")
        elif wet.laag in _NEEDS_ARTICLE and not bron.artikel:
            yield (
                f"de bron {bron.wet} noemt geen artikel",
                "elke regel moet tot op het lid na te lezen zijn",
                "voeg 'artikel:' toe",
            )
        elif wet.laag == "rechtspraak" and not bron.ecli:
            yield (
                "de bron rechtspraak noemt geen ECLI",
                "een uitspraak moet terug te vinden zijn",
                "voeg 'ecli:' toe",
            )


def _condition_faults(
    base: Kennisbank, condition: Condition, *, pointer: bool = False
) -> Iterator[Fault]:
    for part in walk(condition):
        if isinstance(part, Ref):
            yield from _ref_faults(base, part.name, pointer)
        elif isinstance(part, Choice):
            yield from _choice_faults(base, part)
        elif isinstance(part, AtLeast):
            yield from _type_faults(base, part.feit, ("getal",))
        elif isinstance(part, Before):
            yield from _date_faults(base, part.left)
            yield from _date_faults(base, part.right)


def _ref_faults(base: Kennisbank, name: str, pointer: bool) -> Iterator[Fault]:
    if name in base.begrippen:
        return
    yield from _type_faults(base, name, ("ja_nee",))
    feit = base.feiten.get(name)
    if feit and feit.observatie and not pointer:
        yield (
            f"gebruikt de waarneming '{name}' in een regel",
            "een waarneming wijst alleen naar een open norm en beslist nooit",
            "gebruik het oordeelsfeit en zet de waarneming onder 'wijzers'",
        )


def _choice_faults(base: Kennisbank, part: Choice) -> Iterator[Fault]:
    yield from _type_faults(base, part.feit, ("keuze", "meerkeuze"))
    feit = base.feiten.get(part.feit)
    known = {option.keuze for option in feit.keuzes} if feit else set(part.options)
    for option in part.options:
        if option not in known:
            yield (
                f"noemt bij {part.feit} de keuze '{option}', die niet bestaat",
                "de voorwaarde zou nooit waar zijn",
                f"kies uit {', '.join(sorted(known))}",
            )


def _type_faults(base: Kennisbank, name: str, types: tuple[str, ...]) -> Iterator[Fault]:
    feit = base.feiten.get(name)
    if feit is None:
        yield _unknown("feit of begrip", name, "verbeter de naam of voeg het feit toe")
    elif feit.type not in types:
        yield (
            f"gebruikt {name} als {' of '.join(types)}, maar het is {feit.type}",
            "de vergelijking heeft dan geen betekenis",
            "gebruik de vorm die bij het feit past; zie docs/regels-schrijven.md",
        )


def _date_faults(base: Kennisbank, expression: DateExpression) -> Iterator[Fault]:
    if expression.feit:
        yield from _type_faults(base, expression.feit, ("datum",))


def _cycles(base: Kennisbank) -> list[tuple[str, Fault]]:
    """Return each begrip that stands in a circle, with the circle."""
    uses = {
        name: sorted(
            used
            for top in begrip.regels
            for regel in walk_regel(top)
            for used in feiten_in(regel.als)
            if used in base.begrippen
        )
        for name, begrip in base.begrippen.items()
    }
    found: list[tuple[str, Fault]] = []
    state: dict[str, int] = {}
    path: list[str] = []

    def visit(name: str) -> None:
        state[name] = 1
        path.append(name)
        for used in uses[name]:
            if state.get(used) == 1:
                circle = " -> ".join([*path[path.index(used) :], used])
                found.append(
                    (
                        used,
                        (
                            f"het begrip verwijst via zichzelf in een kring: {circle}",
                            "dan is er geen begin van de redenering",
                            "haal een van de verwijzingen weg",
                        ),
                    )
                )
            elif used not in state:
                visit(used)
        path.pop()
        state[name] = 2

    for name in uses:
        if name not in state:
            visit(name)
    return found


def _rules_of_thumb(base: Kennisbank) -> Iterator[tuple[str, Fault]]:
    """Yield each kader whose verdict could rest on a vuistregel."""
    for kader in base.kaders.values():
        reached = reachable(base, kader.als)
        for name in sorted(reached & base.begrippen.keys()):
            for top in base.begrippen[name].regels:
                if any(regel.aard == "vuistregel" for regel in walk_regel(top)):
                    yield (
                        kader.kader,
                        (
                            f"steunt via {name} op een vuistregel",
                            "alleen wet en beleid mogen een uitkomst dragen",
                            "gebruik de vuistregel in een aandachtspunt",
                        ),
                    )


def reachable(base: Kennisbank, condition: Condition) -> set[str]:
    """Return every feit and begrip on which *condition* depends."""
    todo = list(feiten_in(condition))
    seen: set[str] = set()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in base.begrippen:
            for top in base.begrippen[name].regels:
                for regel in walk_regel(top):
                    todo.extend(feiten_in(regel.als))
    return seen
