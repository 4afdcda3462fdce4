"""A gemeente or a region gives its expertteam and its netwerk, with how sure that is."""

from __future__ import annotations

from pathlib import Path

import pytest

from regelwijzer.knowledge.errors import KnowledgeErrors
from regelwijzer.knowledge.loader import load_base
from regelwijzer.knowledge.regions import Regions, load_regions


@pytest.fixture(scope="module")
def regions(repository: Path) -> Regions:
    """Return the regions of the rule base."""
    return load_regions(repository / "rules")


def test_there_are_41_regions_8_networks_and_342_gemeenten(regions: Regions) -> None:
    assert len(regions.regios) == 41
    assert len(regions.netwerken) == 8
    assert len(regions.gemeenten) == 342
    assert {gemeente.regio for gemeente in regions.gemeenten.values()} == set(regions.regios)
    assert {regio.netwerk for regio in regions.regios.values()} == set(regions.netwerken)


@pytest.mark.parametrize(
    ("name", "regio", "netwerk"),
    [
        ("Assen", "drenthe", "noord_nederland"),
        ("aa en hunze", "drenthe", "noord_nederland"),
        ("Sudwest-Fryslan", "friesland", "noord_nederland"),
        ("'s-Gravenhage", "haaglanden", "zuid_holland"),
        ("Den Haag", "haaglanden", "zuid_holland"),
        ("0363", "amsterdam_amstelland", "noord_holland"),
        ("Holland Rijnland", "holland_rijnland", "zuid_holland"),
        ("Een 10 voor de jeugd", "een_10_voor_de_jeugd", "brabant_zeeland"),
    ],
)
def test_a_name_gives_its_region_and_network(
    regions: Regions, name: str, regio: str, netwerk: str
) -> None:
    place = regions.find(name)
    assert place is not None
    assert (place.regio.regio, place.netwerk.netwerk) == (regio, netwerk)


def test_what_is_not_sure_says_what_to_ask(regions: Regions) -> None:
    assert regions.find("Assen").ask == ""  # type: ignore[union-attr]
    tilburg = regions.find("Tilburg")
    assert tilburg is not None and "Vraag Tilburg" in tilburg.ask
    for gemeente in regions.gemeenten.values():
        place = regions.find(gemeente.code)
        assert place is not None
        unsure = gemeente.zekerheid == "laag" or gemeente.zekerheid.endswith("navragen")
        assert bool(place.ask) is unsure


def test_an_unknown_name_gives_names_that_look_like_it(regions: Regions) -> None:
    assert regions.find("Asen") is None
    assert "Assen" in regions.near("Asen")


def test_a_local_folder_adds_how_to_reach_the_team(repository: Path, tmp_path: Path) -> None:
    folder = tmp_path / "voorbeeld"
    (folder / "regios").mkdir(parents=True)
    (folder / "regios" / "assen.yaml").write_text(
        """
lokaal:
  - gemeente: Assen
    expertteam:
      - {soort: email, waarde: expertteam@voorbeeld.nl, vindplaats: eigen gegevens}
    noodbudget: {professional: Vraag de regisseur., ouder: Vraag de gemeente.}
""",
        encoding="utf-8",
    )
    place = load_regions(repository / "rules", folder).find("assen")
    assert place is not None
    assert place.local[0].expertteam[0].waarde == "expertteam@voorbeeld.nl"
    assert load_base(repository / "rules", folder).routes  # the loader leaves regios alone
    other = load_regions(repository / "rules", folder).find("Emmen")
    assert other is not None and other.local == ()


@pytest.mark.parametrize(
    "text",
    [
        "lokaal: [{gemeente: Nergenshuizen}]",
        "lokaal: [{regio: nergens}]",
        "onbekend: 1",
        "regios: [{regio: x, naam: X, netwerk: nergens, koppeling: bron, naam_in_bijlage: X}]",
    ],
)
def test_a_faulty_local_file_is_refused(repository: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "regios").mkdir()
    (tmp_path / "regios" / "fout.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeErrors):
        load_regions(repository / "rules", tmp_path)
