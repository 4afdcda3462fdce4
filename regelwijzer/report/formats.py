"""Write a report as HTML, PDF, DOCX or Markdown."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from importlib import resources
from io import BytesIO

import docx
import typst
from docx.document import Document as Docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as DocxParagraph

from regelwijzer.report.blocks import (
    Bullets,
    Document,
    Heading,
    Paragraph,
    Picture,
    Sources,
    Table,
)
from regelwijzer.report.html import environment, graph_html


def as_html(document: Document) -> str:
    """Return the report as one self-contained HTML page."""
    return (
        environment()
        .get_template("rapport.html.j2")
        .render(document=document, graph_html=graph_html)
    )


def as_pdf(document: Document, day: date) -> bytes:
    """Return the report as PDF/UA-1 with bookmarks; *day* becomes the creation date.

    Typst itself refuses to write a file that breaks the standard.
    """
    source = resources.files("regelwijzer.report").joinpath("templates/rapport.typ").read_bytes()
    blocks = [
        {"kind": type(block).__name__, **asdict(block)}
        for block in document.blocks
        if not isinstance(block, Picture)  # the proof stands in words beside it
    ]
    data = json.dumps({"title": document.title, "blocks": blocks}, ensure_ascii=False)
    stamp = int(datetime(day.year, day.month, day.day).timestamp())
    result = typst.compile(source, sys_inputs={"data": data}, pdf_standards="ua-1", timestamp=stamp)
    return bytes(result)


def as_markdown(document: Document) -> str:
    """Return the report as Markdown; signs with a meaning are escaped."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Heading):
            lines.append(f"{'#' * block.level} {_escape(block.text)}")
        elif isinstance(block, Paragraph):
            strong = f"**{_escape(block.strong)}** " if block.strong else ""
            lines.append(strong + _escape(block.text))
        elif isinstance(block, Bullets):
            marks = [f"{i}." for i in range(1, len(block.items) + 1)]
            signs = marks if block.numbered else ["-"] * len(block.items)
            rows = zip(signs, block.items, strict=True)
            lines.append("\n".join(f"{sign} {_escape(item)}" for sign, item in rows))
        elif isinstance(block, Table):
            lines.append(_markdown_table(block))
        elif isinstance(block, Sources):
            links = [f"[{_escape(k.text)}]({k.url})" if k.url else k.text for k in block.links]
            lines.append(f"{block.label}: {'; '.join(links)}")
    return "\n\n".join(line.rstrip() for line in lines) + "\n"


def _markdown_table(table: Table) -> str:
    rows = [table.headers, tuple("---" for _ in table.headers), *table.rows]
    return "\n".join("| " + " | ".join(_escape(cell) for cell in row) + " |" for row in rows)


def _escape(text: str) -> str:
    if text == "---":
        return text
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|" else sign for sign in text)


def as_docx(document: Document) -> bytes:
    """Return the report as a Word file for the dossier, with real headings and links."""
    file = docx.Document()
    file.core_properties.title = document.title
    file.core_properties.author = "Regelwijzer"
    file.core_properties.language = "nl-NL"
    language = file.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    if language is not None:  # what the spelling check and a screen reader go by
        language.set(qn("w:val"), "nl-NL")
    for block in document.blocks:
        _add(file, block)
    target = BytesIO()
    file.save(target)
    return target.getvalue()


def _add(file: Docx, block: object) -> None:
    if isinstance(block, Heading):
        file.add_heading(block.text, level=block.level)
    elif isinstance(block, Paragraph):
        paragraph = file.add_paragraph()
        if block.strong:
            paragraph.add_run(block.strong + " ").bold = True
        paragraph.add_run(block.text)
    elif isinstance(block, Bullets):
        style = "List Number" if block.numbered else "List Bullet"
        for item in block.items:
            file.add_paragraph(item, style=style)
    elif isinstance(block, Table):
        _add_table(file, block)
    elif isinstance(block, Sources):
        paragraph = file.add_paragraph(f"{block.label}: ")
        for number, link in enumerate(block.links):
            if number:
                paragraph.add_run("; ")
            if link.url:
                _add_link(paragraph, link.text, link.url)
            else:
                paragraph.add_run(link.text)


def _add_table(file: Docx, block: Table) -> None:
    file.add_paragraph(block.caption, style="Caption")
    table = file.add_table(rows=1, cols=len(block.headers), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, block.headers, strict=True):
        cell.text = text
    row_properties = table.rows[0]._tr.get_or_add_trPr()
    row_properties.append(OxmlElement("w:tblHeader"))
    for row in block.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _add_link(paragraph: DocxParagraph, text: str, url: str) -> None:
    """python-docx has no call for a hyperlink: the relation and the element are made here."""
    relation = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(text)
    run.underline = True
    link.append(run._r)
    paragraph._p.append(link)
