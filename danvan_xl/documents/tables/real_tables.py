"""Plan tables with real cells (Word, ruled PDF, Markdown): header, rows, group headings, rows across pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from danvan_xl.documents.tables.flat_table import FlatTable, find_flat_tables, find_other_table
from danvan_xl.documents.tables.layout_table import find_layout_table
from danvan_xl.documents.tables.schedules import schedule_header
from danvan_xl.documents.tables.table_rows import (
    GroupPath,
    PlanRow,
    PlanTable,
    add_rows,
    fill_dittos,
    first_row,
    with_window,
)
from danvan_xl.documents.text.content import Document, Line, TableBlock, place
from danvan_xl.documents.text.headers import Column, column_of, columns_of, is_plan_header, read_flat_header
from danvan_xl.documents.text.likeness import text_points, unit_points, when_points
from danvan_xl.documents.text.marks import Rank, read_mark
from danvan_xl.documents.text.outline import APPENDIX, RECIPIENTS
from danvan_xl.documents.text.paragraphs import PAGE_NUMBER
from danvan_xl.language.folding import clean, fold

_COLUMN_NUMBERS = re.compile(r"^\(?\s*(?:\d{1,2}|[A-E])\s*\)?(?:\s*=.*)?$")


def find_tables(document: Document) -> tuple[list[PlanTable], list[Line], list[Line]]:
    """Every plan table; the lines of the document that are in none; the rows of tables of another kind, as lines.

    Letterheads and signatures laid out as tables count among the lines.
    """
    _join_cut_headers(document)
    tables: list[PlanTable] = []
    calendars: list[PlanTable] = []
    lines: list[Line] = []
    others: list[Line] = []
    open_table: PlanTable | None = None
    told = 0  # lines in front of the end of the last plan table
    past = 0  # blocks in front of the end of the last calendar
    for at, block in enumerate(document.blocks):
        if isinstance(block, Line):
            lines.append(block)
            continue
        if at < past:
            continue
        following = _first_row_after(document, at, len(block.rows[0]))
        header = _header(block)
        if header is not None:
            columns, body = header
            between = [line for line in lines[told:] if not PAGE_NUMBER.match(line.text)]
            continues = open_table is not None and _goes_on(open_table, columns, block, body, between)
            if not continues:
                heading = _heading_above(lines)
                open_table = PlanTable(
                    columns, where=place(block.page, block.number), heading=heading, title=_title_above(lines)
                )
                open_table.in_text = _in_text(lines)
                tables.append(open_table)
            assert open_table is not None
            add_rows(block, body, open_table, following)
            told = len(lines)
        elif (dated := _calendar(document, at, lines) if _in_text(lines) else None) is not None:
            calendar, past = dated
            calendars.append(calendar)
        elif (
            open_table is not None
            and len(block.rows[0]) == len(open_table.columns)
            and not _has_words_of_frame(block)
            and columns_of(block.rows[0])[0] is not Column.NUMBER  # a header of its own
        ):
            add_rows(block, 0, open_table, following)
            told = len(lines)
        else:
            (lines if _is_frame(block) else others).extend(_as_lines(block))
    calendars = _of_tasks(calendars, others)
    if tables:
        return _or_calendars(_of_tasks(tables, others), calendars, others), lines, others
    lines = _take_layout_tables(lines, tables)
    if tables:
        return _or_calendars(_of_tasks(tables, others), calendars, others), lines, others
    flat = find_flat_tables(lines)
    taken: set[int] = set()
    for found in flat:
        taken |= set(range(found.first, found.last + 1))
        tables.append(_from_flat(found, lines))
    lines = [line for i, line in enumerate(lines) if i not in taken]
    tables = _or_calendars(_of_tasks(tables, others), calendars, others)
    return tables, _without_other_tables(document, lines, others), others


def _over_pages(document: Document, at: int) -> tuple[TableBlock, int]:
    """The table with what follows it on the next pages (as wide, with no header of its own and no text between), and the number
    of the block behind it."""
    first = document.blocks[at]
    assert isinstance(first, TableBlock)
    rows, pages = list(first.rows), list(first.pages or [first.page] * len(first.rows))
    merged, short = set(first.merged), set(first.short)
    end = at + 1
    for number, block in enumerate(document.blocks[end:], end):
        if isinstance(block, Line) and PAGE_NUMBER.match(block.text):
            continue
        if isinstance(block, Line) or len(block.rows[0]) != len(first.rows[0]) or block.page == first.page:
            break
        if _header(block) is not None or schedule_header(block) is not None:
            break
        merged |= {row + len(rows) for row in block.merged}
        short |= {row + len(rows) for row in block.short}
        rows += block.rows
        pages += block.pages or [block.page] * len(block.rows)
        end = number + 1
    return TableBlock(rows, first.number, first.page, pages, merged, short), end


def _calendar(document: Document, at: int, lines: list[Line]) -> tuple[PlanTable, int] | None:
    """A calendar in the text, which begins there, and the number of the block behind it; None where the table is none. Its rows
    stand beside the other tasks, and none of them is certain."""
    block, end = _over_pages(document, at)
    header = schedule_header(block)
    if header is None:
        return None
    table = PlanTable(
        header[0],
        where=place(block.page, block.number),
        heading=_heading_above(lines),
        in_text=True,
        schedule=True,
    )
    add_rows(block, header[1], table)
    for row in table.rows:
        row.group = " / ".join(filter(None, (table.heading, row.group)))
        row.doubt = "Bảng lịch, không có cột nhiệm vụ"
    return table, end


def _or_calendars(tables: list[PlanTable], calendars: list[PlanTable], others: list[Line]) -> list[PlanTable]:
    """The tables of tasks; the calendars only where there are none, else their rows count among those of other tables."""
    if not tables:
        return calendars
    others += [Line(row.source, row.number, None, True) for one in calendars for row in one.rows]
    return tables


_CLOCK = re.compile(r"(?i)^\W*(?:từ )?\d{1,2}\s*(?:h|giờ|:|g)\s*\d{0,2}\b(?!.*(?:ngày|\d/\d))", re.S)


def _join_cut_headers(document: Document) -> None:
    """A header that a page cut in two, between its rows or inside one, in one piece again."""
    blocks = document.blocks
    for at in range(len(blocks) - 2, -1, -1):
        first, second = blocks[at], blocks[at + 1]
        if not (isinstance(first, TableBlock) and isinstance(second, TableBlock)) or len(first.rows) > 2:
            continue
        if len(first.rows[0]) != len(second.rows[0]) or _header(second) is not None:
            continue
        cut = [clean(f"{above} {below}") for above, below in zip(first.rows[-1], second.rows[0], strict=True)]
        known = sum(column not in (None, Column.OTHER) for column in (_header(first) or ([], 0))[0])
        for rows, taken in (([*first.rows, *second.rows], 0), ([*first.rows[:-1], cut, *second.rows[1:]], 1)):
            shift = len(first.rows) - taken
            joined = TableBlock(
                rows, first.number, first.page, [*(first.pages or [first.page] * len(first.rows))[:shift], *second.pages],
                first.merged | {row + shift for row in second.merged}, first.short | {row + shift for row in second.short},
            )  # fmt: skip
            header = _header(joined)
            if header is not None and sum(c not in (None, Column.OTHER) for c in header[0]) > known:
                blocks[at : at + 2] = [joined]
                break


_FILLED = (Column.LEAD, Column.COORDINATING, Column.WHEN, Column.DELIVERABLE)


def _of_tasks(tables: Sequence[PlanTable], others: list[Line]) -> list[PlanTable]:
    """Without forms to be filled in, and those of one sitting, whose times are hours: their rows count among those of other tables."""
    kept = []
    for table in tables:
        others += table.loose
        filled = any(re.search(r"[^\W_]", row.cell(c)) for row in table.rows for c in _FILLED)
        clocks = sum(bool(_CLOCK.match(row.cell(Column.WHEN))) for row in table.rows)
        if filled and clocks < max(0.5 * len(table.rows), 1):
            kept.append(table)
        else:
            others += [Line(row.source, row.number, None, True) for row in table.rows]
    return kept


def _without_other_tables(document: Document, lines: list[Line], others: list[Line]) -> list[Line]:
    """The lines without flattened tables of another kind, which the document gets as tables (a report schedule may be
    one of them)."""
    start = 0
    while (found := find_other_table(lines, start)) is not None:
        block, first, end = found
        document.blocks.append(block)
        others += _as_lines(block)
        lines = lines[:first] + lines[end:]
        start = first
    return lines


def _in_text(lines: Sequence[Line]) -> bool:
    """Neither an appendix nor the end of the plan's text is above."""
    ends = (APPENDIX, RECIPIENTS)
    return not any(
        end.match(fold(line.text)) and (line.text.isupper() or end is RECIPIENTS)
        for line in lines
        for end in ends
    )


def _heading_above(lines: list[Line]) -> str:
    """The numbered heading right above a table in the body of the plan; '' in an appendix or under a paragraph."""
    if any(APPENDIX.match(fold(line.text)) and line.text.isupper() for line in lines):
        return ""
    for line in reversed(lines[-3:]):
        mark = read_mark(line.text)
        if mark is not None and mark.rank < Rank.DASH and len(line.text.split()) <= 30:
            return line.text.rstrip(" :;.")
    return ""


_ON_ANOTHER_MATTER = re.compile(
    r"\b(?:lịch|mô hình|kinh phí|dự toán|danh sách|biểu mẫu|mẫu báo cáo|đề cương|thành phần|phân bổ|chỉ tiêu đăng ký|tiêu chí)\b"
)


def _title_above(lines: list[Line]) -> str:
    """The capitals right above a table: what its appendix is about."""
    title: list[str] = []
    for line in reversed(lines[-6:]):
        if line.text.isupper() and not APPENDIX.match(fold(line.text)):
            title.insert(0, line.text)
        elif title:
            break
    return " ".join(title)


def about_tasks(tables: list[PlanTable]) -> list[PlanTable]:
    """Of several tables those whose titles speak of no other matter (a schedule, models, money); all when none is left."""
    own = [
        table
        for table in tables
        if "nhiệm vụ" in fold(table.title) or not _ON_ANOTHER_MATTER.search(fold(table.title))
    ]
    return own or tables


def _first_row_after(document: Document, at: int, width: int) -> list[str]:
    """The first row under the header of the next table, when it is as wide: the table may go on there."""
    block = next((b for b in document.blocks[at + 1 :] if isinstance(b, TableBlock)), None)
    if block is None or len(block.rows[0]) != width:
        return []
    header = _header(block)
    return first_row(block, header[1] if header else 0)


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
        add_rows(found.block, body, table)
        if not _makes_sense(table):
            start = found.last + 1
            continue
        tables.append(table)
        lines = lines[: found.first] + lines[found.last + 1 :]
        start = found.first
    return lines


def _makes_sense(table: PlanTable) -> bool:
    """Most rows hold what their columns should: columns told by spaces alone may have been told wrong."""
    for row in table.rows:
        row.sure = (
            text_points(row.cell(Column.TEXT)) >= 0
            and all(unit_points(row.cell(c)) > 0 for c in (Column.LEAD, Column.COORDINATING) if row.cell(c))
            and (not row.cell(Column.WHEN) or when_points(row.cell(Column.WHEN)) > -2)
        )
    led = sum(bool(row.cell(Column.LEAD)) for row in table.rows)
    return sum(row.sure for row in table.rows) >= 0.75 * len(table.rows) and led >= 0.5 * len(table.rows)


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
        if {at, at + 1} & block.short and below:
            # One of the two rows lacks the cells that a heading over two columns took.
            words = " ".join(filter(None, [*block.rows[at], *below]))
            flat = read_flat_header(words)
            if (
                flat is not None
                and len(flat[0]) == len(block.rows[at])
                and flat[1] == len(fold(words).split())
            ):
                return flat[0], _after_numbers(block, at + 2)
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
        # One or two may be unreadable where a repeated header was cut short by the page.
        numbers = sum(bool(_COLUMN_NUMBERS.match(cell)) for cell in filled)
        if numbers >= 3 and numbers > 0.6 * len(filled) and max(map(len, filled)) < 12:
            return at + 1
    return at


def _goes_on(
    table: PlanTable, columns: list[Column], block: TableBlock, body: int, between: list[Line]
) -> bool:
    """The same header again after a page: nothing stands between, or the numbering goes on."""
    if columns != table.columns or not table.rows:
        return False
    if not between:
        return True
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
    if _has_words_of_frame(block):
        return True
    # Letterhead and signature have two columns; so may a list, which says so in its first row.
    named = [column_of(cell) for cell in block.rows[0]]
    return len(named) <= 2 and not (len(named) == 2 and len(block.rows) > 2 and any(named))


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


def _from_flat(found: FlatTable, lines: list[Line]) -> PlanTable:
    first = lines[found.first]
    table = PlanTable(found.columns, where=place(first.page, first.number), flat=True, heading=found.heading)
    table.in_text = _in_text(lines[: found.first])
    for row in found.rows:
        if row.group:
            mark = re.match(r"([A-ZĐ]|[IVX]+|\d+)[.)]?\s+(?=\S)", row.source)
            table.groups.add(f"{mark.group(1)}. {row.source[mark.end() :]}" if mark else row.source)
            continue
        cells = with_window(row.cells)
        table.groups.leave(cells.get(Column.NUMBER, ""))
        if cells.get(Column.GROUP):
            table.groups = GroupPath([("", cells[Column.GROUP])])
        if not any(text for column, text in cells.items() if column is not Column.NUMBER):
            continue  # a page number that stood where a row's number could
        where = place(row.page, row.number)
        table.rows.append(PlanRow(cells, where, row.source, table.groups.text, row.sure))
    fill_dittos(table)
    return table
