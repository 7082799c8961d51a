"""An issued document as neutral content: lines and tables in reading order, each with its place.

The readers (:mod:`.read_docx`, :mod:`.read_pdf`, :mod:`.read_text`) make it; everything after them
forgets what kind of file it was.
"""

from __future__ import annotations

import re

from msgspec import Struct, field


class Line(Struct):
    """A printed line (PDF, text) or a whole paragraph (Word). ``number`` counts from 1.

    ``whole``: it is a paragraph already and is never joined to its neighbours. ``indented``: it begins
    farther right than the text around it. ``room``: how much of the line was left empty at its right end,
    0 (full) to 1, None when unknown. ``gap``: blank lines in front of it.
    """

    text: str
    number: int
    page: int | None = None
    whole: bool = False
    indented: bool = False
    room: float | None = None
    gap: int = 0
    bold: bool = False
    level: int = 0
    """Depth of an automatic list in Word, 0 for none."""
    centred: bool = False
    side: str = ""
    """left or right in a part that is set in two columns (letterhead, signature block)."""
    raw: str = ""
    """In plain text: the line with its spaces."""


class TableBlock(Struct):
    """A real table: rows of cells, '' for blank. ``numbers`` gives each row's line, ``pages`` its page.

    ``merged`` are rows in which one cell spans (nearly) all columns: headings of groups.
    """

    rows: list[list[str]]
    number: int
    page: int | None = None
    pages: list[int | None] = field(default_factory=list)
    merged: set[int] = field(default_factory=set)
    short: set[int] = field(default_factory=set)
    """Rows that came with fewer cells than the table has columns, as converters leave rows with merged cells: which
    columns they belong to is not known."""

    def page_of(self, row: int) -> int | None:
        """The page on which that row begins."""
        return self.pages[row] if row < len(self.pages) else self.page


class Document(Struct):
    """Lines and tables in reading order. ``kind`` is docx, pdf, html, text or markdown."""

    name: str
    kind: str
    blocks: list[Line | TableBlock] = field(default_factory=list)
    scanned: list[int] = field(default_factory=list)
    """Pages that are only a picture: what stands on them is not known."""

    @property
    def lines(self) -> list[Line]:
        """Only the lines."""
        return [block for block in self.blocks if isinstance(block, Line)]

    @property
    def tables(self) -> list[TableBlock]:
        """Only the tables."""
        return [block for block in self.blocks if isinstance(block, TableBlock)]


class Paragraph(Struct):
    """A logical paragraph after its lines were joined. ``mark`` is its numbering or dash, '' for none."""

    text: str
    number: int
    page: int | None = None
    mark: str = ""
    bold: bool = False
    level: int = 0
    centred: bool = False

    @property
    def where(self) -> str:
        """For people: 'trang 2, dòng 41'."""
        return place(self.page, self.number)

    @property
    def full(self) -> str:
        """With its mark, as it stands in the document."""
        return f"{self.mark} {self.text}".strip()


FILE = 1_000_000
"""Of one plan in several files, the lines of the second are numbered from here on."""


def place(page: int | None, number: int) -> str:
    """Where a passage stands, for people."""
    file, line = divmod(number, FILE)
    shown = f"trang {page}, dòng {line}" if page else f"dòng {line}"
    return f"tệp {file + 1}, {shown}" if file else shown


def number_of(where: str) -> int:
    """The line number that :func:`place` showed, 0 for none."""
    found = re.search(r"(?:tệp (\d+), )?(?:trang \d+, )?dòng (\d+)$", where)
    return (int(found[1] or 1) - 1) * FILE + int(found[2]) if found else 0
