"""The report: valid, accessible, complete, without identifying data, hostile data escaped."""

from __future__ import annotations

import html.parser
import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from regelwijzer.advice.advisor import Advice, Advisor
from regelwijzer.reasoning.case import make_case
from regelwijzer.report.blocks import Document, Heading, Paragraph, Table
from regelwijzer.report.document import report
from regelwijzer.report.files import KINDS, file_content
from regelwijzer.report.formats import as_docx, as_html, as_markdown, as_pdf
from regelwijzer.report.view import Viewer
from tests.advice.cases import PROTECTOR

RAW = {
    "peildatum": "2026-11-22",
    "hulpvragen": ["verblijf", "behandeling_psychisch"],
    "feiten": {"jeugdige.geboortedatum": "2009-05-14", "jeugdige.iq": 77},
}
HOSTILE = '<script>alert(1)</script> | *x* `y` #z \\ "q" =1+1 [a](javascript:b)'


@pytest.fixture(scope="module", params=["jeugdbeschermer", "ouder"])
def advice(advisor: Advisor, request: pytest.FixtureRequest) -> Advice:
    """Return an advice for a professional and for a parent."""
    return advisor.advise(make_case({**RAW, "doelgroep": request.param}, advisor.base))


class Outline(html.parser.HTMLParser):
    """Collects the headings, the tags that are still open and the addresses used."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.open: list[str] = []
        self.addresses: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_one_page_with_ordered_headings(advisor: Advisor, advice: Advice) -> None:
    page = file_content(advisor.base, advice, "html").decode()
    outline = Outline()
    outline.feed(page)
    assert outline.open == []
    assert outline.levels[0] == 1 and outline.levels.count(1) == 1
    for before, after in zip(outline.levels, outline.levels[1:], strict=False):
        assert after <= before + 1
    assert '<html lang="nl">' in page
    assert not outline.tags & {"script", "img", "iframe", "link", "form"}
    hosts = {address.split("/")[2] for address in outline.addresses}
    assert hosts <= {"wetten.overheid.nl", "uitspraken.rechtspraak.nl"}


def test_every_format_names_every_relevant_kader_and_no_answer(
    advisor: Advisor, advice: Advice
) -> None:
    viewer = Viewer(advisor.base, advice.case.doelgroep)
    page = file_content(advisor.base, advice, "html").decode()
    word = docx.Document(BytesIO(file_content(advisor.base, advice, "docx")))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    for item in advice.kaders:
        if item.relevant:
            assert viewer.title(item.kader) in text
    for content in (page, text, file_content(advisor.base, advice, "md").decode()):
        for answer in ("2009-05-14", "14 mei 2009", "14-05-2009"):
            assert answer not in content


def test_pdf_is_accessible_and_reproducible(advisor: Advisor, advice: Advice) -> None:
    content = file_content(advisor.base, advice, "pdf")
    assert content.startswith(b"%PDF-1.7")
    assert content == file_content(advisor.base, advice, "pdf")
    for mark in (b"/Lang(nl-NL)", b"/MarkInfo", b"/StructTreeRoot", b"/Outlines", b"pdfuaid"):
        assert mark in content


def test_every_kind_can_be_written(advisor: Advisor, advice: Advice) -> None:
    for kind in KINDS:
        assert len(file_content(advisor.base, advice, kind)) > 500
    with pytest.raises(KeyError):
        file_content(advisor.base, advice, "exe")


def test_hostile_text_stays_text(advisor: Advisor, advice: Advice) -> None:
    document = Document(
        HOSTILE,
        (
            Heading(1, HOSTILE),
            Paragraph(HOSTILE, HOSTILE),
            Table(HOSTILE, (HOSTILE, HOSTILE), ((HOSTILE, HOSTILE),)),
        ),
    )
    page = as_html(document)
    assert "<script>" not in page and "&lt;script&gt;" in page
    assert "<script" not in re.sub(r"\\<", "", as_markdown(document))
    assert as_pdf(document, advice.case.peildatum).startswith(b"%PDF")
    with ZipFile(BytesIO(as_docx(document))) as archive:
        assert b"<script>" not in archive.read("word/document.xml")
    case = replace(advice.case)
    assert report(Viewer(advisor.base, case.doelgroep), advice).blocks


def test_the_report_begins_with_the_answer_and_ends_with_texts_to_copy(
    advisor: Advisor, advice: Advice
) -> None:
    text = file_content(advisor.base, advice, "md").decode()
    now, later = (
        text.index("## Nu (22 november 2026)"),
        text.index("## Vanaf 18 jaar (14 mei 2027)"),
    )
    matrix, letters = text.index("## Wie betaalt wat?"), text.index("## Teksten om over te nemen")
    assert now < later < matrix < letters
    assert (
        "Vanaf 18 jaar (14 mei 2027), als verder alles gelijk blijft"
        in file_content(advisor.base, advice, "html").decode()
    )
    assert "**Zakelijk:** Betreft: " in text and "**In gewone taal:** Het gaat om: " in text


def test_the_proof_is_drawn_in_the_page_only(advisor: Advisor) -> None:
    advice = advisor.advise(make_case(PROTECTOR, advisor.base))
    page = file_content(advisor.base, advice, "html").decode()
    assert 'role="img"' in page and "Het bewijs als plaatje" in page
    outline = Outline()
    outline.feed(page)
    assert outline.open == []
    for kind in ("pdf", "docx", "md"):
        assert file_content(advisor.base, advice, kind)


def test_the_pdf_uses_only_its_own_fonts(advisor: Advisor, advice: Advice) -> None:
    """A sign that the font lacks would look different, or fail, on another machine."""
    found = set(
        re.findall(rb"/BaseFont/[A-Z]{6}\+(\w+)", file_content(advisor.base, advice, "pdf"))
    )
    assert found and all(name.startswith(b"Libertinus") for name in found)


def test_word_has_headings_a_language_and_a_header_row(advisor: Advisor, advice: Advice) -> None:
    word = docx.Document(BytesIO(file_content(advisor.base, advice, "docx")))
    styles = [paragraph.style.name for paragraph in word.paragraphs if paragraph.style]
    assert styles[0] == "Heading 1" and "Heading 2" in styles and "Heading 3" in styles
    language = word.styles.element.find(f".//{qn('w:lang')}")
    assert language is not None and language.get(qn("w:val")) == "nl-NL"
    assert word.core_properties.language == "nl-NL"
    assert word.tables and all(
        table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None for table in word.tables
    )
