"""A data protection impact assessment, filled in as far as the product itself can know.

The four parts and the seventeen points are those of the Model DPIA Rijksdienst.
"""

from __future__ import annotations

from regelwijzer.accountability.figures import Figures
from regelwijzer.accountability.register import OWN
from regelwijzer.knowledge.text import dotted

PARTS: dict[str, tuple[str, ...]] = {
    "A. Kenmerken van de gegevensverwerking": (
        *("Voorstel", "Persoonsgegevens", "Gegevensverwerkingen", "Verwerkingsdoeleinden"),
        *("Betrokken partijen", "Belangen bij de gegevensverwerking", "Verwerkingslocaties"),
        *("Techniek en methode van gegevensverwerking", "Juridisch en beleidsmatig kader"),
        "Bewaartermijnen",
    ),
    "B. Rechtmatigheid": (
        *("Rechtsgrond", "Bijzondere persoonsgegevens", "Doelbinding"),
        *("Noodzaak en evenredigheid", "Rechten van betrokkenen"),
    ),
    "C. Risico's voor betrokkenen": ("Risico's",),
    "D. Maatregelen": ("Maatregelen",),
}


def answers(known: Figures) -> dict[str, str]:
    """Return for each point what can be said; the rest is for the organisation."""
    themas = "; ".join(f"{title}: {count} feiten" for title, count in known.themas)
    return {
        "Voorstel": (
            "Gebruik van Regelwijzer om uit te zoeken welke wet de hulp aan een jongere kan "
            f"dragen. Wie het inzet en bij welk werk: {OWN}."
        ),
        "Persoonsgegevens": (
            "Antwoorden over één jongere, zonder naam, BSN of vrije tekst. Met een geboortedatum "
            "en een bijzondere situatie kan iemand toch herkenbaar zijn. Onderwerpen: "
            f"{themas}."
        ),
        "Gegevensverwerkingen": (
            "Invullen, in het geheugen bewaren tot sluiten, wissen of dertig minuten zonder "
            "gebruik, uitrekenen, tonen, en op verzoek een bestand maken dat de gebruiker zelf "
            "bewaart. De server schrijft niets op schijf en niets in een logboek."
        ),
        "Verwerkingsdoeleinden": f"Informatie over het recht op hulp. Verder: {OWN}.",
        "Betrokken partijen": (
            f"De organisatie die de server beheert (verwerkingsverantwoordelijke): {OWN}. De maker "
            "van de software ontvangt niets. Er zijn geen andere ontvangers."
        ),
        "Belangen bij de gegevensverwerking": (
            "De jongere en de ouders: sneller de goede hulp, en privacy. De professional: zekerheid"
            f" over de wet. De organisatie: {OWN}."
        ),
        "Verwerkingslocaties": f"Alleen de server waarop het draait: {OWN}.",
        "Techniek en methode van gegevensverwerking": (
            f"{dotted(known.regels)} regels, geen profilering, geen zelflerend systeem, geen "
            "taalmodel. Er wordt niets automatisch besloten (zie artikel 22 AVG)."
        ),
        "Juridisch en beleidsmatig kader": (
            "AVG en UAVG; de wetten die het werk beheersen: "
            + "; ".join(title for title, _ in known.laws)
            + f". Eigen beleid: {OWN}."
        ),
        "Bewaartermijnen": (
            "Server: geheugen, hoogstens dertig minuten na het laatste gebruik, of een halve "
            "minuut na het sluiten. Bestanden die de gebruiker zelf opslaat: " + OWN + "."
        ),
        "Rechtsgrond": f"{OWN} (artikel 6 AVG).",
        "Bijzondere persoonsgegevens": (
            "Ja: gegevens over gezondheid, en gegevens van strafrechtelijke aard als iemand vragen "
            f"over jeugdstrafrecht beantwoordt. Uitzondering op het verbod: {OWN} (artikel 9 en 10 "
            "AVG, UAVG)."
        ),
        "Doelbinding": "De antwoorden worden voor niets anders gebruikt en zijn daarna weg.",
        "Noodzaak en evenredigheid": (
            "Alleen vragen die de uitkomst nog kunnen veranderen worden gesteld; elke vraag mag "
            f"open blijven. Weging door de organisatie: {OWN}."
        ),
        "Rechten van betrokkenen": (
            "Inzage en verbetering: de gebruiker ziet en wijzigt alle antwoorden. Wissen: de knop "
            "'Wis alles'. Meenemen: het bestand met antwoorden. Er is daarna niets om op te vragen."
        ),
        "Risico's": (
            "1. Iemand kijkt mee op het scherm. 2. Een bewaard bestand komt in verkeerde handen. "
            "3. Iemand vertrouwt op een advies dat niet klopt. 4. De beheerder of een indringer "
            f"leest het geheugen van de server. Kans en gevolg in uw situatie: {OWN}."
        ),
        "Maatregelen": (
            "1. 'Verlaat' maakt het scherm meteen leeg. 2. Het bestand zegt zelf dat het op een "
            "veilige plek hoort; verslag en agenda bevatten geen antwoorden. 3. Bronnen, "
            "onbekend als antwoord, twee motoren, ontvangstbewijs. 4. Geen schrijfrechten, "
            "geheugen dat bij vrijgave wordt overschreven (docs/beheer.md). Een test zoekt een "
            "kenmerkende waarde in geheugen, logboek en schijf en vindt die na het wissen niet. "
            f"Eigen maatregelen: {OWN}."
        ),
    }


def markdown(known: Figures) -> str:
    """Return the assessment as a document to finish."""
    filled = answers(known)
    lines = [
        "# DPIA Regelwijzer (vooringevuld)",
        "",
        f"Versie {known.version}. Ingedeeld naar het Model DPIA Rijksdienst. Waar '{OWN}' staat, "
        "kan alleen de organisatie het antwoord geven. Deze invulling is geen vastgestelde DPIA: "
        "vraag advies aan uw functionaris gegevensbescherming.",
    ]
    number = 0
    for part, points in PARTS.items():
        lines += ["", f"## {part}"]
        for point in points:
            number += 1
            lines += ["", f"### {number}. {point}", "", filled[point]]
    return "\n".join(lines) + "\n"
