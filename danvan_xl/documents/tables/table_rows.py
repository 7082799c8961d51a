"""Rows of a plan's table: cells by column, the headings that group them, "nt" for the cell above, rows cut by a page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field

from danvan_xl.documents.tables.flat_cells import place_cells
from danvan_xl.documents.text.content import Line, TableBlock, number_of, place
from danvan_xl.documents.text.headers import Column, columns_of
from danvan_xl.documents.text.labels import who_of_cell
from danvan_xl.documents.text.likeness import DITTO, name_lines
from danvan_xl.documents.text.paragraphs import glue
from danvan_xl.documents.text.periods import is_period
from danvan_xl.documents.text.unit_names import names_units, says_more
from danvan_xl.language.folding import clean, fold


class PlanRow(Struct):
    """One row of the plan's table. ``cells`` by column, as written, lines kept in the unit cells."""

    cells: dict[Column, str]
    where: str
    source: str
    group: str = ""
    sure: bool = True
    blank: str = ""
    """Which cell is blank that most rows have."""
    timed: bool = True
    """Its table tells times."""
    doubt: str = ""
    """What else speaks against taking it for certain."""

    @property
    def number(self) -> int:
        """Its line in the document."""
        return number_of(self.where)

    def cell(self, column: Column) -> str:
        """The cell, '' when blank or absent."""
        return self.cells.get(column, "")


class GroupPath(Struct):
    """The headings above a row, outermost first, each with the style of its number (A, I, 1, none)."""

    headings: list[tuple[str, str]] = field(default_factory=list)

    def add(self, text: str) -> None:
        """A new heading ends those of its own style and under them; another style stands under what there is."""
        style = _style(text)
        at = next((i for i, (known, _) in enumerate(self.headings) if known == style), len(self.headings))
        self.headings[at:] = [(style, text)]

    def go_on(self, text: str) -> None:
        """The rest of the last heading."""
        style, heading = self.headings[-1]
        self.headings[-1] = (style, glue(heading, text))

    def leave(self, number: str) -> None:
        """A row with a whole number stands under no heading that is such a number itself."""
        if number.rstrip(".").isdigit() and self.headings and self.headings[-1][0] == "1":
            self.headings.pop()

    @property
    def text(self) -> str:
        """The headings in one line."""
        return " / ".join(text for _, text in self.headings)


class PlanTable(Struct):
    """A table that looks like the appendix. ``heading``: the numbered heading of the text right above it;
    ``title``: that of its appendix."""

    columns: list[Column]
    rows: list[PlanRow] = field(default_factory=list)
    where: str = ""
    flat: bool = False
    heading: str = ""
    title: str = ""
    in_text: bool = False
    """It stands in the text of the plan, not in an appendix."""
    groups: GroupPath = field(default_factory=GroupPath)
    headed: bool = False
    """Its last row is a heading of what follows."""
    loose: list[Line] = field(default_factory=list)
    """Rows that name no work."""
    schedule: bool = False
    """A calendar of sittings or inspections beside the other tasks of its plan."""


_GROUP_NUMBER = re.compile(r"^(?:[IVX]{1,5}|[A-HĐ]|\d{1,2}\.)\.?$")
_ROW_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})?\.?$")
_UNIT_COLUMNS = (Column.LEAD, Column.COORDINATING)
_DITTO_COLUMNS = (Column.LEAD, Column.COORDINATING, Column.WHEN, Column.DELIVERABLE)
_STYLES = (("A", r"[A-HĐ]\b"), ("I", r"[IVX]+\b"), ("1", r"\d+\b(?!\.\d)"), ("1.1", r"\d+\.\d"))


def _style(heading: str) -> str:
    """Of the number that a heading begins with; I and V are Roman, other capitals letters."""
    if re.match(r"[IVX]+\b", heading):
        return "I"
    return next((style for style, pattern in _STYLES if re.match(pattern + r"\s*[.):\-–/]?", heading)), "")


def add_rows(block: TableBlock, first: int, table: PlanTable, following: Sequence[str] = ()) -> None:
    """Add the block's rows from ``first`` on. ``following``: the row that a later page begins with."""
    columns = table.columns
    rows = [at for at in range(first, len(block.rows)) if _holds_something(block.rows[at], columns)]
    for position, at in enumerate(rows):
        texts = block.rows[at]
        cells = _cells(columns, texts)
        sure = at not in block.short or at in block.merged or not _beside(cells)
        if not sure:
            cells, sure = _placed(columns, texts)
        where = place(block.page_of(at), block.number + at)
        source = " | ".join(filter(None, (clean(t) for t in texts)))
        below = block.rows[rows[position + 1]] if position + 1 < len(rows) else following
        heading = _group_heading(cells, texts, at in block.merged)
        heading = heading or _heading_of_children(cells, _cells(columns, below))
        heading = heading or _cut_period(cells, _cells(columns, below))
        if heading is not None:
            table.groups.add(heading)
            table.headed = True
            continue
        number = cells.get(Column.NUMBER, "")
        text = cells.get(Column.TEXT, "")
        alone = bool(text) and not number and not _beside(cells)
        if table.headed and alone and table.groups.headings[-1][1].endswith(f" {text}"):
            continue  # the rest of a time that a page cut
        if table.headed and alone and text[:1].islower():
            table.groups.go_on(text)  # a heading cut by a page
            continue
        table.headed = False
        counted = Column.NUMBER in columns or (alone and text[:1].islower())
        if table.rows and counted and not number and _is_rest(cells, table.rows[-1]):
            if text[:1].isupper():
                table.rows[-1].sure = False  # it may as well be a row of its own
            _append(table.rows[-1], cells, source)
            continue
        if not text and not cells.get(Column.GROUP):
            table.loose.append(Line(source, block.number + at, block.page_of(at), True))
            continue
        if cells.get(Column.GROUP):
            table.groups = GroupPath([("", cells[Column.GROUP])])
        table.groups.leave(number)
        table.rows.append(PlanRow(cells, where, source, table.groups.text, sure))
    fill_dittos(table)


def _placed(columns: Sequence[Column], texts: Sequence[str]) -> tuple[dict[Column, str], bool]:
    """A row that came without some of its cells: each goes where it looks like what the column holds."""
    cells = [clean(text) for text in texts if clean(text)]
    number = cells.pop(0) if cells and _ROW_NUMBER.match(cells[0]) else ""
    found = place_cells(cells, [column for column in columns if column is not Column.NUMBER])
    return with_window({Column.NUMBER: number, **found[0]}), found[1]


def first_row(block: TableBlock, first: int) -> list[str]:
    """The first row from ``first`` on that holds something."""
    return next((row for row in block.rows[first:] if any(clean(t) for t in row)), [])


def fill_dittos(table: PlanTable) -> None:
    """ "nt", "-nt-", a quotation mark: the cell above. In the first row it stays as it stands."""
    for above, row in zip(table.rows, table.rows[1:], strict=False):
        for column in _DITTO_COLUMNS:
            if DITTO.match(row.cell(column)) and above.cell(column):
                row.cells[column] = above.cell(column)


def _holds_something(texts: list[str], columns: list[Column]) -> bool:
    """Neither blank, nor the header once more, nor a sum."""
    filled = [clean(text) for text in texts if clean(text)]
    if len(filled) <= 2 and any(re.match(r"(?i)(?:tổng cộng|tổng số|cộng)\b", text) for text in filled):
        return False
    return columns_of(texts) != columns and any(clean(t).strip(" .…_-–/") for t in texts)


def _cells(columns: Sequence[Column], texts: Sequence[str]) -> dict[Column, str]:
    cells: dict[Column, str] = {}
    for column, text in zip(columns, texts, strict=False):
        if column is not Column.OTHER or column not in cells:
            cells[column] = _cell(column, text)
    if not cells.get(Column.COORDINATING) and cells.get(Column.LEAD):
        lead, helps = who_of_cell(cells[Column.LEAD])
        if helps or lead != cells[Column.LEAD]:
            cells[Column.LEAD] = lead
            if helps:
                cells[Column.COORDINATING] = helps
    return with_window(cells)


def with_window(cells: dict[Column, str]) -> dict[Column, str]:
    """The cells with Bắt đầu and Kết thúc made one phrase."""
    if Column.START in cells or Column.END in cells:
        cells[Column.WHEN] = _window(
            cells.pop(Column.START, ""), cells.pop(Column.END, ""), cells.get(Column.WHEN, "")
        )
    return cells


def _window(start: str, end: str, when: str) -> str:
    """Bắt đầu and Kết thúc as one phrase; a cell over both columns says all."""
    if start and not end and not when and re.match(r"(?i)\s*(?:ngày|tháng|quý|\d)", start):
        return f"Từ {start[:1].lower()}{start[1:]}"  # when it begins is no deadline
    if not start or not end or fold(start) == fold(end):
        return when or start or end
    return f"Từ {start[:1].lower()}{start[1:]} đến {end[:1].lower()}{end[1:]}"


def _cell(column: Column, text: str) -> str:
    """A cell's lines joined; in unit cells and lists the lines stay apart."""
    lines = [clean(line) for line in text.split("\n") if clean(line)]
    if column in _UNIT_COLUMNS and len(name_lines(text)) > 1:
        return "\n".join(lines)
    joined = ""
    for line in lines:
        if joined and re.match(r"^[-+•]\s", line):
            joined = f"{joined}\n{line}"
        else:
            joined = glue(joined, line) if joined else line
    return joined if "\n" in joined else clean(re.sub(r"^[-+•]\s+(?=[^\W\d_])", "", joined))


def _group_heading(cells: dict[Column, str], texts: Sequence[str], merged: bool) -> str | None:
    """The text of a row that is only a heading of the rows under it."""
    number, text = cells.get(Column.NUMBER, ""), cells.get(Column.TEXT, "")
    others = [clean(t) for t in texts if clean(t)]
    rest = _beside(cells)
    if merged and len(others) == 1:
        return others[0]
    alone = [other for other in others if other != number]
    if not text and len(alone) == 1 and (_GROUP_NUMBER.match(number) or (not number and alone[0].isupper())):
        return _headline(number, alone[0])  # it stands in the first column with room, whatever that holds
    if rest or not text:
        if not rest and len(others) == 1 and others[0] == number and len(number) > 6:
            return number  # one cell over all columns, read as the first
        return None
    if _GROUP_NUMBER.match(number) or (not number and (text.isupper() or is_period(text))):
        return _headline(number, text)
    return None


def _heading_of_children(cells: dict[Column, str], below: dict[Column, str]) -> str | None:
    """ "1 | Công tác tuyên truyền" without any other cell, over "1.1" or over rows without a number that have theirs."""
    number, text = cells.get(Column.NUMBER, ""), cells.get(Column.TEXT, "")
    if not text or not _ROW_NUMBER.match(number) or _beside(cells) or not below:
        return None
    under = below.get(Column.NUMBER, "")
    children = under.startswith(f"{number.rstrip('.')}.") and under.rstrip(".") != number.rstrip(".")
    if children or (re.fullmatch(r"[-–+•]?", under) and _beside(below) and below.get(Column.TEXT)):
        return _headline(number, text)
    return None


def _cut_period(cells: dict[Column, str], below: dict[Column, str]) -> str | None:
    """ "Tháng" over "11/2024", cut by a page."""
    joined = f"{cells.get(Column.TEXT, '')} {below.get(Column.TEXT, '')}" if below else ""
    bare = not any(_beside(one) or one.get(Column.NUMBER) for one in (cells, below))
    return joined if bare and below.get(Column.TEXT, "")[:1].isdigit() and is_period(joined) else None


def _beside(cells: dict[Column, str]) -> list[str]:
    """What is filled beside number and text."""
    return [
        v
        for c, v in cells.items()
        if c not in (Column.NUMBER, Column.TEXT, Column.OTHER, Column.GROUP, Column.PERSON) and v
    ]


def _headline(number: str, text: str) -> str:
    return f"{number.rstrip('.')}. {text}" if number else text


def _is_rest(cells: dict[Column, str], above: PlanRow) -> bool:
    """A row without a number that a page break cut off the row above: it fills no new task."""
    text = cells.get(Column.TEXT, "")
    filled = [c for c, v in cells.items() if v and c is not Column.NUMBER]
    if not text:
        return True
    return text[:1].islower() or (len(filled) == 1 and not above.cell(Column.TEXT).endswith((".", ";")))


_TORN = re.compile(r"(?i)(?:[,–-]|\b(?:và|của|các|về|với|cho|trong|tại|để))\s*$")


def doubt_of_row(row: PlanRow) -> str:
    """What in the cells themselves speaks against a certain row: a torn text, a cell that holds what another should."""
    text = row.cell(Column.TEXT)
    if len(text.split()) < 3:
        return "Nội dung rất ngắn"
    if text[:1].islower() or _TORN.search(text):
        return "Nội dung có thể bị cắt ở đầu hoặc cuối"
    if is_period(text) or names_units(text):
        return "Ô nội dung chỉ có thời gian hoặc tên đơn vị"
    for column, name in ((Column.LEAD, "chủ trì"), (Column.COORDINATING, "phối hợp")):
        if says_more(row.cell(column)):
            return f"Ô {name} có lời chưa đọc được"
    return ""


def _append(row: PlanRow, cells: dict[Column, str], source: str) -> None:
    for column, text in cells.items():
        if column is Column.LEAD and (helps := re.match(r"(?i)phối hợp\s*:\s*(.+)", text)):
            row.cells[Column.COORDINATING] = helps[1]  # of a cell for both that a page cut
        elif text and column is not Column.NUMBER:
            row.cells[column] = glue(row.cell(column), text) if row.cell(column) else text
    lead, helping = who_of_cell(row.cell(Column.LEAD))
    if helping and not row.cell(Column.COORDINATING):
        row.cells |= {Column.LEAD: lead, Column.COORDINATING: helping}
    row.source = f"{row.source} {source}"
