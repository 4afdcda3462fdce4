"""The record for the Algoritmeregister, by the fields of publicatiestandaard 1.0.

The fields are those of version 1.0.0 as the Kadaster published them as a list of terms
(bp4mc2/algoritmes, taxonomy.ttl); the terms that it marks as lapsed are left out.
"""

from __future__ import annotations

from regelwijzer.accountability.figures import Figures
from regelwijzer.knowledge.text import dotted

OWN = "IN TE VULLEN DOOR DE ORGANISATIE"
"""What only the organisation that uses Regelwijzer can say; it is never guessed."""

FIELDS = (
    *("naam", "korte omschrijving", "organisatie", "thema", "status", "begindatum", "einddatum"),
    *("contactgegevens", "link naar publiekspagina", "publicatiecategorie"),
    *("URL van de bronregistratie", "doel en impact", "afwegingen", "menselijke tussenkomst"),
    *("risicobeheer", "wettelijke basis", "link naar wettelijke basis"),
    *("titel van wettelijke basis", "link naar verwerkingsregister", "impacttoets"),
    *("link naar de impacttoets", "toelichting op impacttoetsen", "gegevens"),
    *("link naar gegevensbronnen", "titel van gegevensbron", "technische werking"),
    *("leverancier", "link naar broncode", "taal", "versie publicatiestandaard", "bron id"),
    "zoekterm",
)
"""The fields in the order of the standard."""


def record(known: Figures) -> dict[str, str]:
    """Return every field of the record; what is unknown here says who fills it in."""
    laws = "; ".join(title for title, _ in known.laws)
    links = "; ".join(link for _, link in known.laws if link)
    themas = ", ".join(f"{title.lower()} ({count})" for title, count in known.themas)
    filled = {
        "naam": "Uitzoeken welke wet jeugdhulp draagt (Regelwijzer)",
        "korte omschrijving": (
            "Regelwijzer helpt uitzoeken welke wet de hulp aan een jongere van 0 tot 23 jaar kan "
            "dragen, nu en na de 18e verjaardag. Het legt uit waarom, zegt wat onbekend is en wie "
            "beslist. Het neemt geen besluit."
        ),
        "thema": f"{OWN} (voorstel: Zorg en gezondheid; Gezin en jeugd)",
        "publicatiecategorie": (
            f"{OWN} (lees eerst de aantekening bij de AI-verordening; voorstel als de toepassing "
            "geen hoog-risico AI-systeem is: Impactvolle algoritmes)"
        ),
        "doel en impact": (
            "Het doel is dat professionals, ouders en jongeren sneller en zekerder weten welke wet "
            "geldt en waar zij terechtkunnen. De impact is dat een aanvraag eerder op de goede "
            "plek komt. Een fout advies kan hulp vertragen; daarom is 'onbekend' een antwoord en "
            "staat bij elke uitkomst het artikel en wie beslist."
        ),
        "afwegingen": (
            "Het recht staat in leesbare regels met een bron; er wordt niets geleerd uit zaken van "
            "anderen. Het alternatief is zelf zoeken in de wetten; dat kost tijd en de grenzen "
            "tussen wetten worden dan vaak gemist. De organisatie vult aan welke alternatieven "
            f"zij woog: {OWN}."
        ),
        "menselijke tussenkomst": (
            "Regelwijzer geeft informatie en neemt geen besluit. Bij open normen zegt het wie "
            f"oordeelt ({dotted(known.oordelen)} van de {dotted(known.feiten)} feiten zijn zo'n "
            "oordeel). De uitkomst gaat nooit vanzelf naar een ander systeem. Wie twijfelt, "
            "vindt op de pagina 'Klopt dit niet?' wat te doen."
        ),
        "risicobeheer": (
            "Twee motoren rekenen elk advies apart uit; zijn zij het oneens, dan komt er geen "
            "advies. Elke regel noemt de bron en de dag waarop die is gelezen (tussen "
            f"{known.first_check} en {known.last_check}). Uitgewerkte casussen toetsen elke "
            "wijziging. Een ontvangstbewijs maakt elk advies herhaalbaar. De organisatie vult aan "
            f"wie de uitkomsten in het gebruik volgt: {OWN}."
        ),
        "wettelijke basis": f"{OWN} (de taak waarvoor u het inzet). Verwerkte wetten: {laws}.",
        "link naar wettelijke basis": links,
        "titel van wettelijke basis": laws,
        "impacttoets": f"{OWN} (een vooringevulde DPIA zit bij deze stukken)",
        "toelichting op impacttoetsen": (
            "Regelwijzer bewaart niets. Tijdens het gebruik staan antwoorden over een jongere in "
            "het geheugen van de server; dat is een verwerking van persoonsgegevens."
        ),
        "gegevens": (
            f"Wat de gebruiker zelf invult: hoogstens {dotted(known.feiten)} feiten, geen naam, "
            f"geen BSN, geen vrije tekst. Per onderwerp: {themas}. Er is geen "
            "koppeling met andere systemen."
        ),
        "technische werking": (
            f"{dotted(known.regels)} regels in YAML leiden uit de antwoorden "
            f"{dotted(known.kaders)} mogelijke uitkomsten af, elk met ja, nee, oordeel nodig of "
            "onbekend. Niet zelflerend, geen taalmodel, geen kansen. Gelijke invoer geeft "
            f"gelijke uitkomst. Versie {known.version}, kennisbank {known.digest[:16]}."
        ),
        "leverancier": "Regelwijzer (vrije software, EUPL-1.2)",
        "taal": "nld",
        "versie publicatiestandaard": "1.0.0",
        "zoekterm": "jeugdhulp, Jeugdwet, Wlz, Wmo, Zvw, 18 jaar, beslisondersteuning",
    }
    return {name: filled.get(name, OWN) for name in FIELDS}
