"""What a report is made of: blocks in reading order, from which every format is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from regelwijzer.report.graph import ProofGraph
from regelwijzer.report.view import Link


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 (the title) to 4."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; *strong* is printed before it in bold."""

    text: str
    strong: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list; numbered when the order matters."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Table:
    """A table with a caption, one header row and a header in the first column."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Sources:
    """Citations with their links."""

    label: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Picture:
    """A proof as a picture; what it says stands in the text before it as well."""

    graph: ProofGraph


Block = Heading | Paragraph | Bullets | Table | Sources | Picture


@dataclass(frozen=True)
class Document:
    """A report: its title and its blocks, in reading order."""

    title: str
    blocks: tuple[Block, ...] = field(default=())
