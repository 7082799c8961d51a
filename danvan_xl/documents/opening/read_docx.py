"""Word documents → :class:`Document`: paragraphs and tables in order, numbering written out, merges kept."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from danvan_xl.documents.opening.numbering import Numbering
from danvan_xl.documents.text.content import Document, Line, TableBlock
from danvan_xl.language.folding import clean, fold

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HAS_MARK = re.compile(r"^\s*(?:[-–+•*]|\(?[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]|[IVX]+[.)]|[a-zđ]\))\s*\S")


def read_docx(path: Path) -> Document:
    """Read a .docx. Errors of the package itself are the caller's to explain."""
    import docx

    word = docx.Document(str(path))
    numbering = Numbering(word)
    result = Document(path.name, "docx")
    reader = _Reader(result, numbering)
    for block in word.iter_inner_content():
        if hasattr(block, "rows"):
            reader.table(block)
        else:
            reader.paragraph(block)
    return result


class _Reader:
    def __init__(self, document: Document, numbering: Numbering) -> None:
        self.document = document
        self.numbering = numbering
        self.bold_styles: dict[str, bool] = {}
        self.number = 0
        self.page = 1

    def paragraph(self, paragraph: Any) -> None:
        self.page += len(paragraph._p.findall(f".//{_W}lastRenderedPageBreak"))
        mark, level = self.numbering.mark(paragraph)
        text = _text(paragraph)
        bold = self.is_bold(paragraph)
        centred = str(paragraph.alignment or "").startswith("CENTER")
        gap = 0
        # Only titles and signature blocks are typed as several lines of one paragraph.
        for at, part in enumerate(text.split("\n")):
            self.number += 1
            # Tabs set text side by side in letterheads and signatures: a wide gap, as in a printed line.
            shown = "  ".join(filter(None, map(clean, part.split("\t"))))
            if not shown:
                gap += 1
                continue
            if mark and at == 0 and not _HAS_MARK.match(shown):
                shown = f"{mark} {shown}"
            self.document.blocks.append(
                Line(shown, self.number, self.page, True, False, None, gap, bold, level, centred)
            )

    def is_bold(self, paragraph: Any) -> bool:
        runs = [run for run in paragraph.runs if run.text.strip()]
        return bool(runs) and all(
            run.bold if run.bold is not None else self.is_bold_style(paragraph) for run in runs
        )

    def is_bold_style(self, paragraph: Any) -> bool:
        """Looked up once a style: the package searches the whole sheet of styles for each paragraph without one."""
        key = paragraph._p.style or ""
        if key not in self.bold_styles:
            style = paragraph.style
            self.bold_styles[key] = bool(style is not None and style.font is not None and style.font.bold)
        return self.bold_styles[key]

    def table(self, table: Any) -> None:
        self.number += 1
        rows: list[list[str]] = []
        merged: set[int] = set()
        pages: list[int | None] = []
        for at, row in enumerate(table.rows):
            pages.append(self.page)
            cells = [None] * row.grid_cols_before + list(row.cells) + [None] * row.grid_cols_after
            texts = []
            previous = None
            spans = 1
            for cell in cells:
                if cell is None:
                    texts.append("")
                    continue
                if previous is not None and cell._tc is previous:
                    texts.append("")  # a cell merged across columns counts once
                    spans += 1
                    continue
                previous = cell._tc
                texts.append(self.cell_text(cell))
            if len(cells) > 2 and spans >= len(cells) - 1:
                merged.add(at)
            rows.append(texts)
            self.page += len(row._tr.findall(f".//{_W}lastRenderedPageBreak"))
        if _is_frame(rows):
            self.frame(rows)
            return
        width = max((len(row) for row in rows), default=0)
        rows = [row + [""] * (width - len(row)) for row in rows]
        self.document.blocks.append(TableBlock(rows, self.number, pages[0] if pages else None, pages, merged))
        self.number += len(rows)

    def cell_text(self, cell: Any) -> str:
        """A cell's paragraphs as lines; lists keep their marks, inner tables their words."""
        lines = []
        for block in cell.iter_inner_content():
            if hasattr(block, "rows"):
                lines += [" ".join(filter(None, (clean(c.text) for c in row.cells))) for row in block.rows]
                continue
            mark, _ = self.numbering.mark(block)
            text = _text(block)
            if mark and clean(text) and not _HAS_MARK.match(text):
                text = f"{mark} {text}"
            lines += [clean(part) for part in text.split("\n")]
        return "\n".join(filter(None, lines))

    def frame(self, rows: list[list[str]]) -> None:
        """A table without a header of its own that only sets text side by side: letterhead, signatures."""
        columns = max(len(row) for row in rows)
        for col in range(columns):
            for row in rows:
                for part in (row[col] if col < len(row) else "").split("\n"):
                    if part:
                        self.number += 1
                        self.document.blocks.append(Line(part, self.number, self.page, True))


def _is_frame(rows: list[list[str]]) -> bool:
    """Letterheads and signature blocks are laid out as a table of two (or three) columns and few rows."""
    if not rows or max(len(row) for row in rows) > 3 or len(rows) > 6:
        return False
    words = fold(" ".join(" ".join(row) for row in rows))
    return any(
        sign in words
        for sign in ("độc lập tự do", "cộng hòa xã hội", "nơi nhận", "chủ tịch", "tm ủy ban", "kh ubnd")
    )


def _text(paragraph: Any) -> str:
    """All text, with line breaks and tabs, of runs, links and accepted insertions; deletions left out."""
    parts = []
    for node in paragraph._p.iter():
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\n" if node.get(f"{_W}type") in (None, "textWrapping") else " ")
        elif node.tag == f"{_W}tab" and node.getparent().tag == f"{_W}r":
            parts.append("\t")
        elif node.tag == f"{_W}noBreakHyphen":
            parts.append("-")
    return "".join(parts)
