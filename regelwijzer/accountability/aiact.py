"""A note on the AI regulation (EU) 2024/1689: what speaks for and against, and who decides.

Read for this: article 3(1), recital 12 and Annex III point 5(a), and what the service desk of
the European Commission writes about that point. It is no legal advice and says so.
"""

from __future__ import annotations

from regelwijzer.accountability.figures import Figures
from regelwijzer.accountability.register import OWN
from regelwijzer.knowledge.text import dotted


def markdown(known: Figures) -> str:
    """Return the note; it classifies nothing for the organisation."""
    return f"""# Aantekening bij de AI-verordening (Verordening (EU) 2024/1689)

Versie {known.version}. Dit is een hulpmiddel om zelf te beoordelen, geen juridisch advies en geen
vastgestelde classificatie.

## Wat Regelwijzer technisch is

{dotted(known.regels)} regels die mensen schreven en die uit antwoorden uitkomsten afleiden. Niets wordt
geleerd uit gegevens; er zijn geen kansen en er is geen taalmodel. Gelijke invoer geeft gelijke
uitkomst, met een bewijs per stap.

## Is het een AI-systeem (artikel 3, punt 1)?

Daar is discussie over, en daarom staat het hier eerlijk naast elkaar.

- **Ertegen.** Overweging 12 zegt dat de definitie geen systemen hoort te omvatten die berusten op
  regels die uitsluitend door natuurlijke personen zijn vastgesteld om automatisch handelingen uit
  te voeren. Alle regels hier zijn door mensen vastgesteld.
- **Ervoor.** Dezelfde overweging noemt ook op logica en kennis gebaseerde benaderingen, die uit
  gecodeerde kennis afleiden, als techniek van een AI-systeem. Regelwijzer leidt af uit gecodeerde
  kennis, en zijn uitkomsten zijn adviezen die een omgeving kunnen beïnvloeden.

Oordeel van de organisatie: {OWN}.

## Als het een AI-systeem is: hoog risico (bijlage III, punt 5, onder a)?

Dat punt gaat over systemen die door of namens overheidsinstanties worden gebruikt om te beoordelen
of mensen in aanmerking komen voor essentiële overheidsuitkeringen en -diensten, gezondheidsdiensten
daaronder begrepen, en om die toe te kennen, te beperken, in te trekken of terug te vorderen. De
servicedesk van de Europese Commissie noemt als voorbeeld van hoog risico ook een systeem dat een
medewerker alleen een aanbeveling over het recht op een uitkering doet. Een menselijke eindbeslissing
alleen is dus geen reden om het punt niet van toepassing te achten.

| gebruik | wat dan telt |
|---|---|
| ouder of jongere zoekt zelf iets uit | geen gebruik door of namens een overheidsinstantie |
| trainer oefent met verzonnen zaken | er wordt niemand beoordeeld |
| jeugdbeschermer oriënteert zich op de wet | weeg of de uitkomst meetelt in een beoordeling van recht |
| gemeente gebruikt de uitkomst bij een besluit | dit ligt het dichtst bij punt 5, onder a |

Artikel 6, derde lid, kent uitzonderingen op hoog risico. Of een daarvan geldt: {OWN}.

Ons voorstel: gebruik Regelwijzer om u te oriënteren en om vragen te stellen, en neem de uitkomst
niet als beoordeling over in een besluit. Wilt u dat toch, behandel de toepassing dan als hoog risico
totdat uw jurist anders heeft vastgesteld.

## Wat er al is, als u verplichtingen hebt

| onderwerp | waar |
|---|---|
| uitleg per uitkomst, met artikel en lid | elk advies |
| herhaalbaarheid en vastlegging | het ontvangstbewijs; `regelwijzer herhaal` |
| menselijk toezicht | wie beslist staat bij elke uitkomst; oordelen worden niet ingevuld |
| nauwkeurigheid, en wat niet bekend is | docs/betrouwbaarheid.md, docs/juridische-review.md |
| gegevensbeheer | er zijn geen trainingsgegevens |
| beveiliging | docs/beheer.md, docs/privacy.md |

## Wat niet is nagegaan

De richtsnoeren van de Commissie over hoog risico waren bij het schrijven nog een ontwerp, en
ingangsdata zijn verschoven; controleer de geldende tekst. Voor dit stuk is alleen het bovenstaande
gelezen.
"""
