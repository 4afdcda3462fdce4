"""The accessibility statement: what was tested, what is known, what only people can test."""

from __future__ import annotations

from regelwijzer.accountability.register import OWN

STATEMENT = f"""# Toegankelijkheid

Norm: EN 301 549, die voor websites verwijst naar WCAG 2.1, niveau A en AA.

## Wat bij elke wijziging wordt getoetst

Een test opent iedere pagina van de app in een echte browser (`tests/ui/test_every_page.py`), op
360 en 1440 pixels breed, in het licht en (voor het contrast) in het donker. Vier doelgroepen lopen
de hele weg van start tot wissen (`tests/ui/test_walks.py`); elke pagina van een zaak wordt daar ook
op papier bekeken.

| wat | hoe | uitkomst |
|---|---|---|
| axe-core, alle regels | geen fout van de soort ernstig of kritiek | 0 |
| vergroten tot 200 % en 320 pixels breed | niets schuift opzij | 0 |
| minder beweging | niets beweegt bij wie daarom vroeg | 0 |
| toetsenbord | van start tot advies en wissen zonder muis; de plaats is steeds zichtbaar | goed |
| koppen, velden en taal | geen kop overgeslagen, elk veld een naam, taal is Nederlands | 0 |
| titel | elke pagina heeft een eigen titel | goed |
| op papier | advies, tijdlijn, plan en antwoorden: wit, zonder knoppen, niets afgekapt, ook vanuit het donker | goed |

## Fouten in Streamlit zelf

Er is bij deze versie geen ernstige of kritieke fout van Streamlit over. Deze vijf zijn door ons
hersteld; wie Streamlit vervangt of bijwerkt, vindt ze hier:

| wat Streamlit doet | wat wij doen | bekend bij Streamlit |
|---|---|---|
| wat een uitklapmenu toont staat aan het eind van de pagina, ver van de knop voor wie Tab gebruikt | wie het met een toets opent, gaat er meteen in; Escape leidt terug | geen melding gevonden |
| de teksten van het programma zelf zijn Engels en niet in te stellen | een script zet ze om, ook voor de schermlezer | streamlit/streamlit issue 13500 (open) |
| wat er mis is met een gekozen bestand is alleen te horen, of te zien met een muis erboven | de zin staat zichtbaar onder het bestand | geen melding gevonden |
| de pagina zegt dat zij Engels is | de taal wordt op Nederlands gezet | geen melding gevonden |
| de sneltoets op een knop en de gekozen knop in het donker hebben te weinig contrast | eigen kleuren | geen melding gevonden |

## Wat nog niet is getoetst

- Geen onderzoek door een deskundige volgens WCAG-EM, en niet met gebruikers van een schermlezer,
  vergroting of spraak. Een automatische toets vindt maar een deel van de fouten.
- Alleen Chromium; niet Firefox en Safari.
- De Word- en HTML-verslagen zijn op opbouw getoetst, de PDF op PDF/UA-1 door het programma dat haar
  maakt.

Daarom past in het register van toegankelijkheidsverklaringen nu geen hogere status dan C (eerste
maatregelen genomen) totdat een onderzoek is gedaan. Vaststellen doet de organisatie: {OWN}.

## Iets werkt niet voor u?

Meld het bij de organisatie die Regelwijzer aanbiedt: {OWN} (naam, adres, binnen hoeveel dagen
antwoord). Een fout in het programma zelf kan ook als issue bij het project. Zet er geen gegevens
over een jongere in.
"""
