"""Plan tables with real cells (Word, ruled PDF, Markdown): header, rows, group headings, rows across pages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from danvan_xl.language.folding import clean, fold
from danvan_xl.plans.documents.content import Document, Line, TableBlock, place
from danvan_xl.plans.documents.flat_table import FlatTable, find_flat_tables
from danvan_xl.plans.documents.headers import Column, columns_of, is_plan_header
from danvan_xl.plans.documents.layout_table import find_layout_table
from danvan_xl.plans.documents.likeness import name_lines
from danvan_xl.plans.documents.paragraphs import glue


@dataclass(slots=True)
class PlanRow:
    """One row of the plan's table. ``cells`` by column, as written, lines kept in the unit cells."""

    cells: dict[Column, str]
    where: str
    source: str
    group: str = ""
    sure: bool = True

    def cell(self, column: Column) -> str:
        """The cell, '' when blank or absent."""
        return self.cells.get(column, "")


@dataclass(slots=True)
class PlanTable:
    """A table that looks like the appendix."""

    columns: list[Column]
    rows: list[PlanRow] = field(default_factory=list)
    where: str = ""
    flat: bool = False


_GROUP_NUMBER = re.compile(r"^(?:[IVX]{1,5}|[A-H]|\d{1,2}\.)\.?$")
_COLUMN_NUMBERS = re.compile(r"^\(?\s*(?:\d{1,2}|[A-E])\s*\)?(?:\s*=.*)?$")
_UNIT_COLUMNS = (Column.LEAD, Column.COORDINATING)


def find_tables(document: Document) -> tuple[list[PlanTable], list[Line], list[Line]]:
    """Every plan table; the lines of the document that are in none; the rows of tables of another kind, as lines.

    Letterheads and signatures laid out as tables count among the lines.
    """
    tables: list[PlanTable] = []
    lines: list[Line] = []
    others: list[Line] = []
    open_table: PlanTable | None = None
    for block in document.blocks:
        if isinstance(block, Line):
            lines.append(block)
            continue
        header = _header(block)
        if header is not None:
            columns, body = header
            continues = open_table is not None and _goes_on(open_table, columns, block, body)
            if not continues:
                open_table = PlanTable(columns, where=place(block.page, block.number))
                tables.append(open_table)
            assert open_table is not None
            _rows(block, body, columns, open_table)
        elif (
            open_table is not None
            and len(block.rows[0]) == len(open_table.columns)
            and not _has_words_of_frame(block)
        ):
            _rows(block, 0, open_table.columns, open_table)
        else:
            (lines if _is_frame(block) else others).extend(_as_lines(block))
    if tables:
        return [t for t in tables if t.rows], lines, others
    lines = _take_layout_tables(lines, tables)
    if tables:
        return [t for t in tables if t.rows], lines, others
    flat = find_flat_tables(lines)
    taken: set[int] = set()
    for found in flat:
        taken |= set(range(found.first, found.last + 1))
        tables.append(_from_flat(found, lines))
    return [t for t in tables if t.rows], [line for i, line in enumerate(lines) if i not in taken], others


def _take_layout_tables(lines: list[Line], tables: list[PlanTable]) -> list[Line]:
    """Add tables kept in columns of spaces; the lines without theirs."""
    start = 0
    while (found := find_layout_table(lines, start)) is not None:
        header = _header(found.block)
        if header is None:
            start = found.first + 1
            continue
        columns, body = header
        table = PlanTable(columns, where=place(found.block.page, found.block.number), flat=True)
        _rows(found.block, body, columns, table)
        tables.append(table)
        lines = lines[: found.first] + lines[found.last + 1 :]
        start = found.first
    return lines


def _header(block: TableBlock) -> tuple[list[Column], int] | None:
    """Columns and the first row beneath the header; a header may take two rows of merged cells."""
    for at in range(min(4, len(block.rows))):
        columns = columns_of(block.rows[at])
        below = block.rows[at + 1] if at + 1 < len(block.rows) else []
        two = (
            [_deeper(above, under) for above, under in zip(block.rows[at], below, strict=False)]
            if below
            else []
        )
        both = columns_of(two) if two and _is_second_header(block.rows[at], below) else []
        if both and is_plan_header(both):
            return [c or Column.OTHER for c in both], _after_numbers(block, at + 2)
        if is_plan_header(columns):
            return [c or Column.OTHER for c in columns], _after_numbers(block, at + 1)
    return None


def _deeper(above: str, under: str) -> str:
    """The header of a column under a spanning one: "Cơ quan thực hiện" / "Chủ trì" → both."""
    if fold(above) == fold(under) or not under:
        return above
    return under


def _is_second_header(above: list[str], below: list[str]) -> bool:
    named = [c for c in columns_of(below) if c is not None]
    short = all(len(fold(cell).split()) <= 6 for cell in below)
    return bool(named) and short and (len(above) != len({fold(a) for a in above}) or "" in above)


def _after_numbers(block: TableBlock, at: int) -> int:
    """Past a row of column numbers "(1) (2) ..."."""
    if at < len(block.rows):
        filled = [clean(cell) for cell in block.rows[at] if clean(cell)]
        if len(filled) >= 3 and all(_COLUMN_NUMBERS.match(cell) for cell in filled):
            return at + 1
    return at


def _goes_on(table: PlanTable, columns: list[Column], block: TableBlock, body: int) -> bool:
    """The same header again after a page: the numbering goes on."""
    if columns != table.columns or not table.rows:
        return False
    if Column.NUMBER not in columns or body >= len(block.rows):
        return True
    first = fold(block.rows[body][columns.index(Column.NUMBER)])
    last = next(
        (fold(r.cell(Column.NUMBER)) for r in reversed(table.rows) if fold(r.cell(Column.NUMBER)).isdigit()),
        "",
    )
    return not first.isdigit() or not last or int(first) == int(last) + 1


def _has_words_of_frame(block: TableBlock) -> bool:
    words = fold(" ".join(" ".join(row) for row in block.rows))
    return any(sign in words for sign in ("nơi nhận", "tm ủy ban", "cộng hòa xã hội"))


def _is_frame(block: TableBlock) -> bool:
    return _has_words_of_frame(block) or len(block.rows[0]) <= 2


def _as_lines(block: TableBlock) -> list[Line]:
    """A table that is none of ours: letterhead or signatures column by column, anything else row by row."""
    number = block.number
    result = []
    cells = (
        [(r, row[c]) for c in range(len(block.rows[0])) for r, row in enumerate(block.rows) if c < len(row)]
        if _is_frame(block)
        else [(r, "  ".join(filter(None, row))) for r, row in enumerate(block.rows)]
    )
    for row, text in cells:
        for part in text.split("\n"):
            if clean(part):
                result.append(Line(clean(part), number + row, block.page_of(row), True))
    return result


def _rows(block: TableBlock, first: int, columns: list[Column], table: PlanTable) -> None:
    group = table.rows[-1].group if table.rows else ""
    for at in range(first, len(block.rows)):
        texts = block.rows[at]
        if columns_of(texts) == columns or not any(clean(t) for t in texts):
            continue  # the header repeated, or a blank row
        cells: dict[Column, str] = {}
        for column, text in zip(columns, texts, strict=False):
            if column is not Column.OTHER or column not in cells:
                cells[column] = _cell(column, text)
        where = place(block.page_of(at), block.number + at)
        source = " | ".join(filter(None, (clean(t) for t in texts)))
        heading = _group_heading(cells, texts, at in block.merged)
        if heading is not None:
            group = heading
            continue
        if cells.get(Column.GROUP):
            group = cells[Column.GROUP]
        number = cells.get(Column.NUMBER, "")
        if table.rows and Column.NUMBER in columns and not number and _is_rest(cells, table.rows[-1]):
            _append(table.rows[-1], cells, source)
            continue
        table.rows.append(PlanRow(cells, where, source, group))


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
    return joined if "\n" in joined else clean(joined)


def _group_heading(cells: dict[Column, str], texts: list[str], merged: bool) -> str | None:
    """The text of a row that is only a heading of the rows under it."""
    number, text = cells.get(Column.NUMBER, ""), cells.get(Column.TEXT, "")
    others = [clean(t) for t in texts if clean(t)]
    rest = [v for c, v in cells.items() if c not in (Column.NUMBER, Column.TEXT, Column.OTHER) and v]
    if merged and len(others) == 1:
        return others[0]
    if rest or not text:
        if not rest and len(others) == 1 and others[0] == number and len(number) > 6:
            return number  # one cell over all columns, read as the first
        return None
    if _GROUP_NUMBER.match(number) or (not number and text.isupper()):
        return f"{number.rstrip('.')}. {text}" if number else text
    return None


def _is_rest(cells: dict[Column, str], above: PlanRow) -> bool:
    """A row without a number that a page break cut off the row above: it fills no new task."""
    text = cells.get(Column.TEXT, "")
    filled = [c for c, v in cells.items() if v and c is not Column.NUMBER]
    if not text:
        return True
    return text[:1].islower() or (len(filled) == 1 and not above.cell(Column.TEXT).endswith((".", ";")))


def _append(row: PlanRow, cells: dict[Column, str], source: str) -> None:
    for column, text in cells.items():
        if text and column is not Column.NUMBER:
            row.cells[column] = glue(row.cell(column), text) if row.cell(column) else text
    row.source = f"{row.source} {source}"


def _from_flat(found: FlatTable, lines: list[Line]) -> PlanTable:
    first = lines[found.first]
    table = PlanTable(found.columns, where=place(first.page, first.number), flat=True)
    group = ""
    for row in found.rows:
        if row.group:
            group = row.source
            continue
        table.rows.append(PlanRow(row.cells, place(row.page, row.number), row.source, group, row.sure))
    return table
