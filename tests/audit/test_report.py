"""The audit of the real rules finds no fault; as a page it counts right and escapes data."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from regelwijzer.audit.audit import AuditReport, audit
from regelwijzer.audit.findings import Finding
from regelwijzer.audit.mutants import read_mutants
from regelwijzer.report.knowledge import KnowledgeView, knowledge_html, knowledge_view, known_gaps

LAWS = ("jeugdwet", "wlz", "wmo", "zvw", "wvggz", "wzd")
TODAY = date.today()


class Tags(HTMLParser):
    """Holds the tags that are open; an unclosed or wrongly closed one is an error."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def report(repository: Path) -> AuditReport:
    return audit(repository / "rules", repository / "docs" / "dekking.yaml", TODAY)


@pytest.fixture(scope="module")
def view(report: AuditReport, repository: Path) -> KnowledgeView:
    return knowledge_view(report, known_gaps(repository / "rules"), TODAY)


@pytest.mark.parametrize("check", ["laden", "casus", "beslissend", "uitkomsten", "ongebruikt"])
def test_the_audit_finds_no_fault(report: AuditReport, check: str) -> None:
    assert [str(f) for f in report.errors if f.check == check] == []


def test_every_block_of_every_sheet_is_accounted_for(report: AuditReport) -> None:
    sheets = {sheet.sheet: sheet for sheet in report.coverage}
    assert {*LAWS, "aangrenzend", "rechtspraak"} <= sheets.keys()
    assert [str(f) for f in report.errors if f.check == "dekking"] == []
    for sheet in sheets.values():
        assert sheet.missing == 0
        assert sheet.encoded >= 0.9 * sheet.blocks, sheet.sheet


def test_every_regel_stands_once_under_its_first_law(
    report: AuditReport, view: KnowledgeView
) -> None:
    shown = [row.name for law in view.laws for row in law.regels]
    assert sorted(shown) == sorted(regel.regel for regel, _ in report.base.regels() if regel.bron)
    assert {row.name for law in view.laws for row in law.regels if row.decisive} == set(
        report.decisive
    )


def test_articles_stand_in_the_order_of_the_law(view: KnowledgeView) -> None:
    law = next(law for law in view.laws if law.name == "jeugdwet")
    texts = [item.text for item in law.provisions]
    first, second, tenth = (
        next(n for n, text in enumerate(texts) if text.startswith(f"Jeugdwet art. {article}"))
        for article in ("1.1", "2.3", "6.1")
    )
    assert first < second < tenth
    assert sum(item.cases for item in law.provisions) > 500


def test_each_verdict_of_each_kader_is_counted(report: AuditReport, view: KnowledgeView) -> None:
    assert len(view.kaders) == len(report.base.kaders)
    assert all(
        found["van_toepassing"] and found["niet_van_toepassing"] for _, _, found in view.kaders
    )


def test_the_gap_map_shows_what_gaten_yaml_holds(view: KnowledgeView) -> None:
    rows = {row.titel: row.bands for row in view.gap_rows}
    assert any(any(bands) for bands in rows.values())
    numbers = {n for bands in rows.values() for band in bands for n in band}
    assert numbers == set(range(1, len(view.gaps) + 1))


def test_the_page_is_whole_and_holds_every_part(view: KnowledgeView) -> None:
    page = knowledge_html(view)
    tags = Tags()
    tags.feed(page)
    assert not tags.open
    for part in ("stand", "gaten", "wetten", "kaders", "bronnen", "mutanten"):
        assert knowledge_html(view, part).strip() in page
    for law in view.laws:
        assert law.titel in page


def test_a_finding_is_shown_with_its_case_and_escaped(report: AuditReport) -> None:
    case = {"peildatum": TODAY, "feiten": {"zorg.blijvend": "ja"}}
    finding = Finding("fout", "dood", "rules/x.yaml", "<b>x</b>", "kan niet", case)
    made = knowledge_view(AuditReport(findings=[finding], base=report.base), None, TODAY)
    text = knowledge_html(made, "stand")
    assert "&lt;b&gt;x&lt;/b&gt;" in text and "<b>x" not in text
    assert "1 fout." in text and "zorg.blijvend: ja" in text


def test_the_mutants_are_those_of_the_last_measurement(
    view: KnowledgeView, repository: Path, tmp_path: Path
) -> None:
    score = view.mutants
    assert score is not None
    assert f"**{score.killed} van {score.total} mutanten" in (
        repository / "docs" / "mutanten.md"
    ).read_text(encoding="utf-8")
    assert sum(killed for _, killed, _ in score.folders) == score.killed
    assert sum(alive for _, _, alive in score.folders) == score.total - score.killed
    assert len(score.survivors) == score.total - score.killed
    (tmp_path / "leeg.md").write_text("# niets", encoding="utf-8")
    assert read_mutants(tmp_path / "leeg.md") is None
