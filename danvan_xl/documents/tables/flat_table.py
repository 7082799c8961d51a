"""A table that a converter flattened to lines: header cells run together, one cell over many lines, two cells on
one line, page numbers in between, the rest of a row after the page break. Back to rows and cells.

Rows are found by their running numbers. Within a row the borders are those that make the cells look most
like what their columns hold (:mod:`.likeness`), with a preference for line beginnings and wide gaps.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct, field

from danvan_xl.documents.tables.flat_cells import (
    GROUP,
    ROW,
    FlatRow,
    group_row,
    row_by_lines,
    row_of,
    split_row,
    words_of,
)
from danvan_xl.documents.text.content import Line, TableBlock
from danvan_xl.documents.text.headers import Column, read_flat_header
from danvan_xl.documents.text.paragraphs import PAGE_NUMBER
from danvan_xl.language.folding import clean, fold

_END = re.compile(
    r"^(?:nơi nhận|tm ủy ban nhân dân|tm ubnd|kt chủ tịch|phụ lục|ghi chú)\b|^(?:[ivx]+ )(?:tổ chức thực hiện|kinh phí|chế độ|phân công)"
)


_HEADING = re.compile(r"(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})?)\s*[./)]\s*[A-ZĐÀ-Ỹ]")


class FlatTable(Struct):
    """A flattened table: ``first`` and ``last`` are indexes into the lines given, inclusive."""

    columns: list[Column]
    rows: list[FlatRow] = field(default_factory=list)
    first: int = 0
    last: int = 0
    heading: str = ""
    """The numbered heading right above it."""


def find_flat_tables(lines: Sequence[Line]) -> list[FlatTable]:
    """Every flattened plan table in ``lines``."""
    tables: list[FlatTable] = []
    at = 0
    while at < len(lines):
        header = _header(lines, at)
        if header is None:
            at += 1
            continue
        columns, body = header
        above = _heading_above(lines, at)
        heading = lines[above].text.rstrip(" :;.") if above is not None else ""
        table = FlatTable(columns, first=at, heading=heading)
        table.last = _rows(lines, body, table)
        if table.rows and not _in_columns(lines[table.first : table.last + 1]):
            tables.append(table)
            at = table.last + 1
        else:
            at += 1
    return tables


def _heading_above(lines: Sequence[Line], at: int) -> int | None:
    """The line of the numbered heading right above a table, at most a paragraph between them."""
    return next((i for i in range(at - 1, max(at - 4, -1), -1) if _HEADING.match(lines[i].text)), None)


def _in_columns(lines: Sequence[Line]) -> bool:
    """Most lines hold pieces of several cells side by side: nothing to be read cell after cell."""
    wide = sum(
        line.text.count("  ") >= 2 or re.search(r"\S {3,}\S", line.raw.strip()) is not None for line in lines
    )
    return wide > 0.4 * len(lines)


def _header(lines: Sequence[Line], at: int) -> tuple[list[Column], int] | None:
    """Columns and the index of the line after the header that begins at this line."""
    if fold(lines[at].text).split()[:1] not in (["tt"], ["stt"], ["số"]):
        return None
    text, ends = "", []
    for line in lines[at : at + 40]:
        text = f"{text} {line.text}"
        ends.append(len(fold(text).split()))
        if ends[-1] > 50:
            break
    found = read_flat_header(text)
    if found is None:
        return None
    columns, words = found
    if Column.NUMBER not in columns:
        return None
    after = next((i for i, end in enumerate(ends) if end >= words), None)
    if after is None or (ends[after] > words and after == 0):
        return None
    body = at + after + (1 if ends[after] == words else 0)
    return columns, _skip_column_numbers(lines, body, len(columns))


def _skip_column_numbers(lines: Sequence[Line], at: int, count: int) -> int:
    """Past a row "(1) (2) (3) ..." under the header, on one line or on several."""
    wanted = [str(n) for n in range(1, count + 1)]
    seen: list[str] = []
    for end in range(at, min(at + count, len(lines))):
        seen += (
            re.findall(r"\d+", lines[end].text) if re.fullmatch(r"[\s\d()=.]+", lines[end].text) else ["x"]
        )
        if seen == wanted:
            return end + 1
        if seen != wanted[: len(seen)]:
            return at
    return at


def _rows(lines: Sequence[Line], at: int, table: FlatTable) -> int:
    """Fill ``table.rows``; the index of the table's last line."""
    usual = Counter(min(line.gap, 3) for line in lines[at : at + 400]).most_common(1)
    base = usual[0][0] if usual else 0
    starts: list[tuple[int, str, bool]] = []
    expected = 1
    groups = {"letter": 0, "roman": 0}
    end = at
    skipped: set[int] = set()
    while end < len(lines):
        line = lines[end]
        header = _header(lines, end)
        above = _heading_above(lines, end) if header is not None and starts else None
        if above is not None and above > starts[-1][0]:
            end = above  # a section of the plan ends: its heading stands above the next table
            break
        if header is not None and starts:
            skipped |= set(range(end, header[1]))
            end = header[1]
            continue
        if (
            _END.match(fold(line.text))
            and (line.text.isupper() or ":" in line.text or line.text[:1].isupper())
            and starts
        ):
            break
        following = next((other.text for other in lines[end + 1 : end + 2]), "")
        row = ROW.match(line.text)
        if row and _is_next(row.group(1), expected, starts):
            rest = line.text[row.end() :]
            goes_on = rest or following
            if goes_on[:1].isupper() or goes_on[:1] in "“\"'(" or (goes_on[:1].isdigit() and not rest):
                starts.append((end, row.group(1), False))
                expected = int(row.group(1).split(".")[0]) + 1
                end += 1
                continue
        group = GROUP.match(line.text)
        if (
            group
            and (style := _next_group(group.group(1), groups))
            and (line.text[group.end() :] or following[:1].isupper())
        ):
            starts.append((end, group.group(1), True))
            groups[style] += 1
            if style == "letter":
                groups["roman"] = 0
            if expected > 1:
                expected = -expected  # the rows of a new group count on or begin again
            end += 1
            continue
        if PAGE_NUMBER.match(line.text):
            skipped.add(end)
        end += 1
    if not starts:
        return at
    starts = [
        (first, number, is_group or (number.isdigit() and following[1].startswith(f"{number}.")))
        for (first, number, is_group), following in zip(starts, [*starts[1:], (0, "", False)], strict=True)
    ]
    _settle_page_numbers(lines, starts, end, base, skipped, table.columns)
    _drop_last_page_number(lines, starts, end, base, skipped, table.columns)
    if at < starts[0][0] and len(lines[at].text.split()) > 3 and starts[0][0] - at <= 2:
        title = clean(" ".join(line.text for line in lines[at : starts[0][0]]))
        table.rows.append(
            FlatRow({Column.TEXT: title}, lines[at].number, lines[at].page, group=True, source=title)
        )
    whole = _is_cell_a_line([lines[i] for i in range(starts[0][0], end) if i not in skipped])
    for (first, number, is_group), stop in zip(starts, [s[0] for s in starts[1:]] + [end], strict=True):
        own = [i for i in range(first, stop) if i not in skipped]
        words = words_of(lines, own, number, base, skipped)
        behind = lines[stop].gap if stop < len(lines) else 0
        direct = (
            None if is_group else row_by_lines([lines[i] for i in own], number, base, behind, table.columns)
        )
        table.rows.append(
            group_row(words, lines[first])
            if is_group
            else direct or row_of(words, number, lines[first], table.columns, whole=whole)
        )
        made = table.rows[-1]
        made.source = clean(" ".join(lines[i].text for i in own))
        if made.heading:
            made.source = made.source.removesuffix(made.heading).rstrip()
            heading = {Column.TEXT: made.heading}
            table.rows.append(FlatRow(heading, made.number, made.page, group=True, source=made.heading))
    return end - 1


def _is_cell_a_line(lines: Sequence[Line]) -> bool:
    """No line goes on in the next: hardly any begins with a small letter, and some are longer than a page is wide."""
    words = [line.text for line in lines if len(line.text.split()) > 1]
    small = sum(text[0].islower() for text in words)
    return bool(words) and small <= 0.03 * len(words) and any(len(text) > 75 for text in words)


def _settle_page_numbers(
    lines: Sequence[Line],
    starts: list[tuple[int, str, bool]],
    end: int,
    base: int,
    skipped: set[int],
    columns: list[Column],
) -> None:
    """Page 2 may end in the middle of row 1, before the real "2": of two lines with a row's number, the one that
    makes the better rows on both sides is the row's."""
    for at in range(1, len(starts)):
        first, number, is_group = starts[at]
        stop = starts[at + 1][0] if at + 1 < len(starts) else end
        if is_group or starts[at - 1][2] or lines[first].text.strip(" .)") != number:
            continue
        again = [i for i in range(first + 1, stop) if lines[i].text.strip() == number]
        for second in again:
            now = _pair_points(lines, (starts[at - 1], (first, number), stop), base, skipped, columns)
            other = (skipped | {first}) - {second}
            then = _pair_points(lines, (starts[at - 1], (second, number), stop), base, other, columns)
            if then > now:
                starts[at] = (second, number, False)
                skipped.add(first)
                skipped.discard(second)
                break


def _drop_last_page_number(
    lines: Sequence[Line],
    starts: list[tuple[int, str, bool]],
    end: int,
    base: int,
    skipped: set[int],
    columns: list[Column],
) -> None:
    """A page number behind the last row looks like one row more: the row above is then whole only with what follows."""
    if len(starts) < 2 or starts[-1][2] or starts[-2][2] or not PAGE_NUMBER.match(lines[starts[-1][0]].text):
        return
    (above, above_number, _), (first, _, _) = starts[-2], starts[-1]
    order: list[Column] = [c for c in columns if c is not Column.NUMBER]
    apart = [
        split_row(
            words_of(lines, [i for i in range(a, b) if i not in skipped], above_number, base, skipped), order
        )[0]
        for a, b in ((above, first), (first, end))
    ]
    together = [i for i in range(above, end) if i not in skipped and i != first]
    if min(apart) < 4.0 and split_row(
        words_of(lines, together, above_number, base, skipped | {first}), order
    )[0] > max(apart):
        starts.pop()
        skipped.add(first)


def _pair_points(
    lines: Sequence[Line],
    rows: tuple[tuple[int, str, bool], tuple[int, str], int],
    base: int,
    skipped: set[int],
    columns: list[Column],
) -> float:
    """How good the row before and the row itself look with the border at the row's line."""
    (above, above_number, _), (first, number), stop = rows
    order: list[Column] = [c for c in columns if c is not Column.NUMBER]
    points = 0.0
    for start, end, own in ((above, first, above_number), (first, stop, number)):
        taken = [i for i in range(start, end) if i not in skipped]
        points += split_row(words_of(lines, taken, own, base, skipped), order)[0]
    return points


def _is_next(number: str, expected: int, starts: list[tuple[int, str, bool]]) -> bool:
    if "." in number:
        head, _, tail = number.partition(".")
        previous = starts[-1][1] if starts else ""
        return (
            previous == head
            or previous == f"{head}.{int(tail) - 1}"
            or (tail == "1" and int(head) == abs(expected))
        )
    value = int(number)
    return value == expected or (expected < 0 and value in (1, -expected))


def _next_group(text: str, groups: dict[str, int]) -> str:
    """Whether a group's number is the next Roman one or letter; Roman ones begin again under a letter. '' if neither."""
    romans = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]
    if groups["roman"] < len(romans) and text == romans[groups["roman"]]:
        return "roman"
    return "letter" if groups["letter"] < 5 and text == "ABCDE"[groups["letter"]] else ""


def find_other_table(lines: Sequence[Line], start: int) -> tuple[TableBlock, int, int] | None:
    """A table of another kind with one cell a line, from ``start`` on: its block, first line and the line behind it.

    Its header begins with TT, alone on a line; then come the names of the other columns and "1".
    """
    for at in range(start, len(lines)):
        if fold(lines[at].text) not in ("tt", "stt", "số tt"):
            continue
        body = next(
            (i for i in range(at + 2, min(at + 10, len(lines))) if lines[i].text.strip(" .") == "1"), None
        )
        if body is None or any(len(line.text.split()) > 8 for line in lines[at:body]):
            continue
        width = body - at
        rows = [[line.text for line in lines[at:body]]]
        end = body
        while end < len(lines) and lines[end].text.strip(" .") == str(len(rows)):
            cells = [str(len(rows))]
            end += 1
            while end < len(lines) and len(cells) < width and not _begins_row(lines[end].text, len(rows) + 1):
                cells.append(lines[end].text)
                end += 1
            rows.append(cells + [""] * (width - len(cells)))
        if len(rows) > 2:
            first = lines[at]
            return TableBlock(rows, first.number, first.page, [first.page] * len(rows)), at, end
    return None


def _begins_row(text: str, number: int) -> bool:
    """The next row's number, or a numbered heading of the text behind the table."""
    return text.strip(" .") == str(number) or re.match(r"(?:[IVX]+|\d{1,2})[./)]\s+[^\W\d]", text) is not None
