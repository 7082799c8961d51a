"""Whole issued plans with their facts, kept as JSON, and ways to print them.

The plans in ``issued/`` are written as offices write them, each with habits of its own: tables in one, two or four
parts, headings without numbers, letterheads of every level. The places, people and document numbers in them are
invented, and where a name is also that of a real place the plan is still not that place's. Facts were worked out by
hand from the text; a fact on which careful readers may differ is named under ``debatable``, and ``alt`` holds other
texts of a task that are as right.
"""

from __future__ import annotations

import json
import re
import textwrap
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "issued"
LAYOUTS = ("table", "tabs")
"""Letterheads of the Word files; ``table`` comes with Word's own lists, ``tabs`` with typed numbers."""
FONT = "DejaVu Serif Condensed"
"""A free font with all Vietnamese letters: where a font lacks some, a PDF has gaps inside its words. It is wide, so
it is set two points smaller than an office would set its Times New Roman."""

Block = dict[str, Any]
"""``kind``: letterhead, para, table, landscape, portrait, pagebreak or signature."""

_HEADINGS = (
    re.compile(r"\s*(PHẦN|Phần|CHƯƠNG|Chương|[IVX]{1,5}[.)\-/]|[A-H][.)]\s)"),
    re.compile(r"\s*(\d+(\.\d+)*[.)\-/]?\s|Điều\s+\d|ĐIỀU\s+\d|\d+[.)])"),
    re.compile(r"\s*[a-zđ]\)"),
)


@dataclass(frozen=True, eq=False)
class IssuedPlan:
    """One plan: the blocks of its document in order, and what stands in it."""

    name: str
    blocks: list[Block]
    facts: dict[str, Any]
    page_numbers: bool

    @property
    def odd(self) -> bool:
        """A lot that decides on small habits, so that not all plans are printed alike."""
        return bool(zlib.crc32(self.name.encode()) % 2)

    @cached_property
    def marks(self) -> dict[int, str]:
        """The mark that Word's lists give to a paragraph, by the paragraph's place among the blocks."""
        marks: dict[int, str] = {}
        number = 0
        for at, block in enumerate(self.blocks):
            if block["kind"] != "para":
                continue
            if block.get("auto") == "number":
                number += 1
                marks[at] = f"{number}."
            elif block.get("auto") == "bullet":
                marks[at] = "-"
            elif block.get("bold") or any(p.match(plain(block["text"])) for p in _HEADINGS[:2]):
                number = 0
        return marks

    def text_of(self, at: int) -> str:
        """A paragraph as it is read: its mark and its words, without signs for bold."""
        return f"{self.marks.get(at, '')} {plain(self.blocks[at]['text'])}".lstrip()


def load() -> tuple[IssuedPlan, ...]:
    """Every plan of the folder, by name."""
    plans = []
    for path in sorted(FOLDER.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        plans.append(IssuedPlan(path.stem, data["blocks"], data["facts"], data["page_numbers"]))
    return tuple(plans)


def plain(text: str) -> str:
    """Text without the ``**`` that marks bold words."""
    return text.replace("**", "")


def heading_level(block: Block) -> int:
    """1 to 3 for a bold line that heads a section, 0 for any other paragraph."""
    text = block["text"].strip()
    bold = block.get("bold") or (text.startswith("**") and text.endswith("**") and text.count("**") == 2)
    if not bold or block.get("auto"):
        return 0
    for level, pattern in enumerate(_HEADINGS, 1):
        if pattern.match(plain(text)):
            return level
    return 2 if block.get("align") != "center" and len(text) < 200 else 0


@dataclass(frozen=True)
class Grid:
    """A table with its header rows on top. A merged cell's text stands in its first cell, the others are blank."""

    rows: list[list[str]]
    header: int
    spans: dict[tuple[int, int], tuple[int, int]]
    """First cell of a merged range → its last."""
    widths: list[float]

    @classmethod
    def of(cls, block: Block) -> Grid:
        rows = [*block["header"], *block["rows"]]
        spans = {(top, left): (bottom, right) for top, left, bottom, right in block.get("merge", [])}
        widths = [float(width) for width in block.get("widths", [])]
        return cls(rows, len(block["header"]), spans, (widths + [3.0] * len(rows[0]))[: len(rows[0])])

    def visible(self, row: int) -> Iterator[tuple[int, int, str]]:
        """First column, last column and text of the cells of a row; cells covered from the left are left out."""
        column = 0
        while column < len(self.rows[row]):
            _, last = self.spans.get((row, column), (row, column))
            above = any(
                top < row <= bottom and left == column for (top, left), (bottom, _) in self.spans.items()
            )
            yield column, column if above else last, plain(self.rows[row][column])
            column = last + 1

    def repeated(self) -> list[list[str]]:
        """The rows with the text of a cell that is merged downwards in each of its rows, as converters write it."""
        rows = [list(row) for row in self.rows]
        for (top, left), (bottom, _) in self.spans.items():
            for row in range(top + 1, bottom + 1):
                rows[row][left] = rows[top][left]
        return rows

    def scaled(self, total: float) -> list[float]:
        return [width * total / sum(self.widths) for width in self.widths]


def _letterhead_pairs(block: Block) -> list[tuple[str, str]]:
    """Left and right texts that stand on one line; the number and the date share the last one."""
    left, right = list(block["left"]), list(block["right"])
    number = left.pop() if left and left[-1].lstrip().startswith("Số") else ""
    day = right.pop() if right and re.search("ngày|tháng", right[-1]) else ""
    height = max(len(left), len(right))
    left += [""] * (height - len(left))
    right += [""] * (height - len(right))
    return [*zip(left, right, strict=True), (number, day)]


# --- Word ---------------------------------------------------------------------------------------


def write_docx(plan: IssuedPlan, path: Path, layout: str = "table") -> Path:
    """The plan as a Word file in one of :data:`LAYOUTS`."""
    _WordFile(plan, layout).save(path)
    return path


class _WordFile:
    def __init__(self, plan: IssuedPlan, layout: str) -> None:
        import docx
        from docx.shared import Pt, RGBColor

        self.plan, self.tabs = plan, layout == "tabs"
        self.document = docx.Document()
        size = 11 if self.tabs else 12
        for name in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
            style = self.document.styles[name]
            style.font.name, style.font.size = FONT, Pt(size)
            style.font.color.rgb = RGBColor(0, 0, 0)
        self.document.styles["Normal"].paragraph_format.space_after = Pt(0)
        self.landscape = False
        self._page(self.document.sections[0])
        if plan.page_numbers:
            self._page_numbers()
        self._title: Any = None  # tabs: the lines of a title are one paragraph
        for at, block in enumerate(plan.blocks):
            getattr(self, f"_{block['kind']}")(at, block)

    def save(self, path: Path) -> None:
        self.document.save(str(path))

    def _page(self, section: Any) -> None:
        from docx.enum.section import WD_ORIENT
        from docx.shared import Cm

        sides = (Cm(29.7), Cm(21)) if self.landscape else (Cm(21), Cm(29.7))
        section.orientation = WD_ORIENT.LANDSCAPE if self.landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = sides
        section.top_margin = section.bottom_margin = Cm(2)
        section.left_margin = Cm(2) if self.landscape else Cm(3)
        section.right_margin = Cm(2) if self.landscape else Cm(1.5)

    def _page_numbers(self) -> None:
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        section = self.document.sections[0]
        section.different_first_page_header_footer = True
        paragraph = section.header.paragraphs[0]
        paragraph.alignment = _align("center")
        paragraph._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r/></w:fldSimple>'))

    def _runs(
        self, paragraph: Any, text: str, *, bold: bool = False, italic: bool = False, size: int | None = None
    ) -> None:
        from docx.shared import Pt

        for at, part in enumerate(text.split("**")):
            if not part:
                continue
            run = paragraph.add_run(part)  # "\n" becomes a line break
            run.bold, run.italic = bold or at % 2 == 1 or None, italic or None
            if size:
                run.font.size = Pt(size)

    def _fill(self, cell: Any, lines: list[str], align: str, **looks: Any) -> None:
        for at, line in enumerate(lines or [""]):
            paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
            paragraph.alignment = _align(align)
            self._runs(paragraph, line, **looks)

    def _letterhead(self, at: int, block: Block) -> None:
        from docx.enum.text import WD_TAB_ALIGNMENT
        from docx.shared import Cm

        pairs = _letterhead_pairs(block)
        if self.tabs:
            for left, right in [*pairs[:-1], ("-------", "---------------"), pairs[-1]]:
                paragraph = self.document.add_paragraph()
                for stop in (3, 11.5):
                    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(stop), WD_TAB_ALIGNMENT.CENTER)
                self._runs(paragraph, f"\t{left}" + (f"\t{right}" if right else ""), bold=True, size=10)
        else:
            table = self._borderless(2, 6, 10.5)
            for column in (0, 1):
                texts = [pair[column] for pair in pairs[:-1] if pair[column]]
                self._fill(table.cell(0, column), texts, "center", bold=True, size=10)
                self._fill(table.cell(1, column), [pairs[-1][column]], "center", italic=column == 1, size=10)
        self.document.add_paragraph()

    def _borderless(self, rows: int, *widths: float) -> Any:
        from docx.shared import Cm

        table = self.document.add_table(rows, len(widths))
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        return table

    def _para(self, at: int, block: Block) -> None:
        from docx.shared import Cm, Pt

        text, level, align = block["text"], heading_level(block), block.get("align", "justify")
        if "\n" in text and align == "justify":
            align = "left"
        title = self.tabs and align == "center" and bool(block.get("bold")) and not level
        if title and self._title is not None and self.plan.blocks[at - 1]["kind"] == "para":
            self._title.add_run().add_break()
            self._runs(self._title, text, bold=True)
            return
        paragraph = self.document.add_paragraph()
        self._title = paragraph if title else None
        if self.tabs and level and align != "center":
            paragraph.style = self.document.styles[f"Heading {level}"]
        if block.get("auto") and not self.tabs:
            paragraph.style = self.document.styles[f"List {block['auto'].title()}"]
        elif align != "center":
            paragraph.paragraph_format.first_line_indent = Cm(1.27)
        if self.tabs and at in self.plan.marks:
            text = f"{self.plan.marks[at]} {text}"
        paragraph.alignment = _align(align)
        paragraph.paragraph_format.space_after = Pt(6)
        self._runs(paragraph, text, bold=bool(block.get("bold")), italic=bool(block.get("italic")))

    def _table(self, at: int, block: Block) -> None:
        from docx.oxml import OxmlElement
        from docx.shared import Cm

        grid = Grid.of(block)
        columns = len(grid.widths)
        table = self.document.add_table(len(grid.rows), columns, style="Table Grid")
        table.autofit = False
        widths = grid.scaled(25.7 if self.landscape else 16.5)
        cells = [list(row.cells) for row in table.rows]
        for row in (table.columns, *cells):
            for part, width in zip(row, widths, strict=True):
                part.width = Cm(width)
        for (top, left), (bottom, right) in grid.spans.items():
            cells[top][left].merge(cells[bottom][right])
        for number, row in enumerate(grid.rows):
            for column, text in enumerate(row):
                if not text:
                    continue
                wide = grid.spans.get((number, column), (0, column))[1] > column
                head = number < grid.header
                align = "center" if head or column == 0 else "justify" if len(text) > 60 else "left"
                lines = [text] if self.tabs else text.split("\n")
                self._fill(table.cell(number, column), lines, align, bold=head or wide, size=10)
        for row in table.rows[: grid.header]:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        self.document.add_paragraph()

    def _pagebreak(self, at: int, block: Block) -> None:
        if self.plan.blocks[at + 1]["kind"] not in ("landscape", "portrait"):
            self.document.add_page_break()

    def _landscape(self, at: int, block: Block) -> None:
        self.landscape = block["kind"] == "landscape"
        self._page(self.document.add_section())

    _portrait = _landscape

    def _signature(self, at: int, block: Block) -> None:
        from docx.enum.text import WD_TAB_ALIGNMENT
        from docx.shared import Cm

        if not self.tabs:
            self.document.add_paragraph()
            table = self._borderless(1, 8, 8.5)
            self._fill(table.cell(0, 0), block["left"], "left", size=11)
            self._fill(table.cell(0, 1), block["right"], "center", bold=True)
            self.document.add_paragraph()
        elif self.plan.odd:
            for line in range(max(len(block["left"]), len(block["right"]))):
                paragraph = self.document.add_paragraph()
                paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(12), WD_TAB_ALIGNMENT.CENTER)
                left, right = (
                    side[line] if line < len(side) else "" for side in (block["left"], block["right"])
                )
                self._runs(paragraph, left, size=11)
                self._runs(paragraph, f"\t{right}" if right.strip() else "", bold=True)
        else:
            paragraph = self.document.add_paragraph()
            paragraph.alignment, paragraph.paragraph_format.left_indent = _align("center"), Cm(8)
            self._runs(paragraph, "\n".join(block["right"]), bold=True)
            self._runs(self.document.add_paragraph(), "\n".join(block["left"]), size=11)


def _align(name: str) -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    return getattr(WD_ALIGN_PARAGRAPH, name.upper())


# --- text ---------------------------------------------------------------------------------------


def cells_text(plan: IssuedPlan) -> str:
    """One paragraph, one cell a line, blank ones left out: as tables come out of many converters."""
    lines: list[str] = []
    for at, block in enumerate(plan.blocks):
        if block["kind"] in ("letterhead", "signature"):
            lines += [*block["left"], *block["right"]]
        elif block["kind"] == "para":
            lines += plan.text_of(at).split("\n")
        elif block["kind"] == "table":
            grid = Grid.of(block)
            lines += [" ".join(t.split()) for row in range(len(grid.rows)) for _, _, t in grid.visible(row)]
    return "".join(f"{line}\n" for line in lines if line.strip())


def markdown(plan: IssuedPlan) -> str:
    """Headings, bold words, lists and pipe tables."""
    parts: list[str] = []
    for at, block in enumerate(plan.blocks):
        if block["kind"] == "letterhead":
            for side in (block["left"], block["right"]):
                lines = (text if text.lstrip().startswith("Số") else f"**{text}**" for text in side if text)
                parts.append("  \n".join(lines))
        elif block["kind"] == "para":
            parts.append(_markdown_paragraph(plan, at, block))
        elif block["kind"] == "table":
            rows = [
                "| " + " | ".join(cell.replace("|", "\\|").replace("\n", "<br>") for cell in row) + " |"
                for row in Grid.of(block).repeated()
            ]
            parts.append("\n".join([rows[0], "| --- " * len(block["rows"][0]) + "|", *rows[1:]]))
        elif block["kind"] == "signature":
            recipients = [text for text in block["left"] if text.startswith("-")]
            parts += [f"**{text}**" for text in block["left"] if text and text not in recipients]
            parts.append("\n".join(recipients))
            signers = "\n".join(block["right"]).strip().split("\n\n")
            parts += ["  \n".join(f"**{t}**" for t in s.split("\n") if t) for s in signers if s.strip()]
    return "\n\n".join(parts) + "\n"


def _markdown_paragraph(plan: IssuedPlan, at: int, block: Block) -> str:
    text, level = block["text"], heading_level(block)
    if plain(text).strip().upper() == "KẾ HOẠCH":
        return f"# {plain(text).strip()}"
    if level and block.get("align") != "center":
        return f"{'#' * (level + 1)} {plain(text)}".replace("\n", " ")
    sign = "**" if block.get("bold") else "*" if block.get("italic") else ""
    lines = (plain(text) if sign else text).split("\n")
    return f"{plan.marks.get(at, '')} ".lstrip() + "  \n".join(f"{sign}{line}{sign}" for line in lines)


_LINE, _PAGE, _TABLE = 76, 38, 118
"""Letters in a line, lines on a page, letters in a row of a table."""


def spaced_text(plan: IssuedPlan) -> str:
    """A print whose text was extracted in reading order: wrapped lines with a blank one after each, page numbers, and
    tables flattened as their lines stood on the page, with rows that run over to the next page."""
    sheet = _Sheet(numbered=plan.page_numbers)
    for at, block in enumerate(plan.blocks):
        kind = block["kind"]
        if kind in ("letterhead", "signature"):
            for text in (*block["left"], *block["right"], ""):
                sheet.put(text)
        elif kind == "para":
            for part in plan.text_of(at).split("\n"):
                lines = _wrap(part, _LINE)
                if lines and plan.odd and block.get("align") != "center":
                    lines[0] = f" {lines[0]}"
                for line in lines:
                    sheet.put(line)
        elif kind == "table":
            _spaced_table(sheet, Grid.of(block), centred=not plan.odd)
        elif kind == "pagebreak" or sheet.used:
            sheet.turn()
    return "".join(f"{line}\n" for line in sheet.lines)


class _Sheet:
    """Lines with a blank one after each; a page number stands where the page is turned."""

    def __init__(self, *, numbered: bool) -> None:
        self.lines: list[str] = []
        self.page, self.used, self.numbered = 1, 0, numbered

    def add(self, line: str) -> None:
        self.lines += [f"{line.rstrip()} ", ""]

    def put(self, line: str) -> None:
        if self.used >= _PAGE:
            self.turn()
        self.add(line)
        self.used += 1

    def turn(self) -> None:
        self.page, self.used = self.page + 1, 0
        if self.lines:
            self.lines.pop()
        if self.numbered:
            self.lines += [str(self.page), ""]


def _wrap(text: str, width: float) -> list[str]:
    return textwrap.wrap(" ".join(text.split()), max(4, int(width)))


def _spaced_table(sheet: _Sheet, grid: Grid, *, centred: bool) -> None:
    widths = grid.scaled(_TABLE)
    for row in range(len(grid.rows)):
        head = row < grid.header
        cells = []
        for first, last, text in grid.visible(row):
            width = sum(widths[first : last + 1])
            cells.append([line for part in text.split("\n") for line in _wrap(part, width)])
        height = max(1, *map(len, cells))
        offsets = [(height - len(lines)) // 2 if centred or head else 0 for lines in cells]
        room = _PAGE - sheet.used
        cuts = [0, height]
        if room < height and not head and room >= 3:
            cuts = [0, room, height]
        elif room < height:
            sheet.turn()
        for start, end in pairwise(cuts):
            if start:
                sheet.turn()
            seen = [
                [(at, line) for at, line in enumerate(lines, offset) if start <= at < end]
                for lines, offset in zip(cells, offsets, strict=True)
            ]
            for line in _reading_order(seen, apart=centred):
                sheet.add(line)
            sheet.used += end - start


def _reading_order(cells: list[list[tuple[int, str]]], *, apart: bool) -> Iterator[str]:
    """The lines of a row cell by cell; where a cell begins at the height where the one before it ended, they are one.

    ``apart``: a blank line between two cells that are not one.
    """
    current, height = "", -1
    for lines in cells:
        for number, (at, line) in enumerate(lines):
            if number == 0 and at == height and current:
                current += f" {line}"
            else:
                if current:
                    yield current
                    if apart and number == 0:
                        yield ""
                current = line
            height = at
    if current:
        yield current
