"""The files that a user can take along: report and calendar, by kind."""

from __future__ import annotations

from regelwijzer.advice.advisor import Advice
from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.report.agenda import agenda
from regelwijzer.report.document import report
from regelwijzer.report.formats import as_docx, as_html, as_markdown, as_pdf
from regelwijzer.report.view import Viewer

KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "md": "text/markdown",
    "ics": "text/calendar",
}
"""The kinds of file, with their media types."""


def file_content(base: Kennisbank, advice: Advice, kind: str) -> bytes:
    """Return the content of the file of *kind*; raises KeyError for an unknown kind."""
    viewer = Viewer(base, advice.case.doelgroep)
    if kind == "ics":
        return agenda(base, advice, viewer.plain)
    document = report(viewer, advice)
    if kind == "pdf":
        return as_pdf(document, advice.case.peildatum)
    if kind == "docx":
        return as_docx(document)
    return {"html": as_html, "md": as_markdown}[kind](document).encode()
