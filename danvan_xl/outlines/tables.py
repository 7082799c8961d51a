"""The tables of an outline's sheet: heading over one or several rows, numbered columns, rows with their labels, blank rows.

An outline is made for eyes: its heading is told from its body by its words, its merged cells and its lines, never by place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct, field

from danvan_xl.language.folding import fold
from danvan_xl.language.measures import measure_of
from danvan_xl.outlines.sheet import OutlineSheet

NUMBER_WORDS = frozenset({"tt", "stt", "số tt", "số thứ tự", "thứ tự"})
NOTE_WORDS = frozenset({"ghi chú", "chú thích"})
MEASURE_WORDS = frozenset({"đơn vị tính", "đvt", "đv tính"})
_OPENS = (
    "nội dung", "chỉ tiêu", "tiêu chí", "nhiệm vụ", "tên ", "danh mục", "lĩnh vực", "cơ quan", "đơn vị", "xã phường", "xã",
    "địa phương", "thôn", "chỉ số", "công việc", "mô hình", "loại ", "hạng mục", "kiến nghị", "số liệu",
)  # fmt: skip
_COLUMN_NUMBER = re.compile(
    r"[(\[]?\s*(?:(\d{1,2})|([A-Za-z]))\s*[)\]]?(?:\s*[=:]\s*(\d[\d\s+\-()]*))?[)\]]?$"
)
_ROMAN = re.compile(r"^[IVX]+\.?$")
_BULLET = re.compile(r"^(?:[\s:]*(?:[-+*•–]|trong đó|chia ra|bao gồm|gồm))+", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*(?:\d+(?:\.\d+)*[.)]|[a-zđ][.)]|[IVX]+[.)])\s+", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"^[\s.…_]*$")
TOTAL = re.compile(r"^(?:tổng )?cộng(?: chung)?$|^tổng số$|^tổng$|^toàn (?:xã|tỉnh|huyện|phường|thành phố)$")


class Column(Struct, frozen=True):
    """``path``: the headings over the column from above; ``number`` and ``sum_of``: what the row of column numbers says."""

    index: int
    path: tuple[str, ...]
    number: str = ""
    sum_of: str = ""

    @property
    def words(self) -> str:
        """The lowest heading, folded."""
        return fold(self.path[-1]) if self.path else ""


class Line(Struct, frozen=True):
    """A row of the body. ``path``: headings of groups, then what the row is called; () for a blank row to be filled."""

    index: int
    path: tuple[str, ...]
    number: str = ""
    measure: str = ""


class OutlineTable(Struct):
    """One table of a sheet. ``pattern``: its first stretch of blank rows, first and last."""

    sheet: OutlineSheet
    heading: tuple[int, int]
    columns: list[Column]
    label: int
    number: int | None
    lines: list[Line] = field(default_factory=list)
    pattern: tuple[int, int] | None = None

    def column(self, index: int) -> Column:
        """The column at that place of the sheet."""
        return next(column for column in self.columns if column.index == index)

    @property
    def label_words(self) -> str:
        """What the column of labels is called, folded."""
        return self.column(self.label).words

    def values(self) -> Iterator[Column]:
        """Columns that may hold values."""
        for column in self.columns:
            if column.index > self.label and column.words not in NOTE_WORDS | MEASURE_WORDS:
                yield column


def find_tables(sheet: OutlineSheet) -> list[OutlineTable]:
    """Every table of the sheet, from above."""
    found, row = [], 0
    while row <= sheet.last_row:
        table = _table_at(sheet, row)
        if table is None:
            row += 1
            continue
        found.append(table)
        body = [line.index for line in table.lines] + list(table.pattern or ())
        row = max([table.heading[1], *body]) + 1
    return found


def _texts(sheet: OutlineSheet, row: int) -> dict[int, str]:
    """Column → text of the cells of a row that are not hidden behind others."""
    return {
        col: text
        for col in range(min(sheet.width(row), 400))
        if not sheet.is_covered((row, col)) and (text := sheet.text((row, col)))
    }


def _table_at(sheet: OutlineSheet, row: int) -> OutlineTable | None:
    texts = _texts(sheet, row)
    words = {col: fold(text) for col, text in texts.items()}
    if len(texts) < 2 or any(text.rstrip().endswith(":") for text in texts.values()):
        return None
    opens = [c for c, w in words.items() if w in NUMBER_WORDS or f"{w} ".startswith(_OPENS)]
    if not opens or any(len(text) > 150 for text in texts.values()):
        return None
    last = max(sheet.area((row, col))[2] if sheet.area((row, col)) else row for col in opens)  # type: ignore[index]
    left = min(texts)
    right = max(area[3] if (area := sheet.area((row, col))) else col for col in texts)
    last = _more_headings(sheet, row, last, left, right)
    first = row - 1 if _is_group_row(sheet, row - 1, row, left, right) else row
    columns = _columns(sheet, first, last, left, right)
    numbers = {}
    if found := _numbers(sheet, last + 1, left, right):
        last, numbers = last + 1, found
    columns = [Column(c.index, c.path, *numbers.get(c.index, ("", ""))) for c in columns]
    number = next((c.index for c in columns if c.words in NUMBER_WORDS), None)
    table = OutlineTable(sheet, (row, last), columns, left if number is None else number + 1, number)
    return _with_body(table)


def _is_group_row(sheet: OutlineSheet, above: int, row: int, left: int, right: int) -> bool:
    """Whether the row above a heading holds headings of groups that were not merged: each stands over its first column, the
    others of the group are blank, and nothing stands over the names of the rows."""
    texts = _texts(sheet, above) if above >= 0 else {}
    own = _texts(sheet, row)
    starts = sorted(texts)
    if not starts or starts[0] <= left + 1 or starts[-1] > right or any(col not in own for col in texts):
        return False
    if any(text.rstrip().endswith(":") or len(text) > 100 or text.startswith("(") for text in texts.values()):
        return False
    ends = [*starts[1:], right + 1]
    leaves = [
        [fold(own[col]) for col in range(a, b) if col in own] for a, b in zip(starts, ends, strict=True)
    ]
    divides = [len(group) > 1 for group in leaves]
    asks_again = len(leaves) > 1 and bool(set(leaves[0]) & set(leaves[1]))
    drawn = sheet.has_border((row, left)) and all(sheet.has_border((above, col)) for col in starts)
    return any(divides) and (asks_again or drawn)


def _more_headings(sheet: OutlineSheet, first: int, last: int, left: int, right: int) -> int:
    """The last row of the heading: rows beneath it that only divide its wide cells belong to it."""
    while True:
        below = {col: text for col, text in _texts(sheet, last + 1).items() if left <= col <= right}
        over = [col for col in below if _spans(sheet, first, last, col, left)]
        if len(below) < 2 or len(over) < len(below) or _numbers(sheet, last + 1, left, right):
            return last
        last += 1


def _spans(sheet: OutlineSheet, first: int, last: int, col: int, left: int) -> bool:
    """Whether the heading above the column is one of several columns: merged, or blank right of a text."""
    area = sheet.area((last, col))
    if area is not None:
        return area[3] > area[1] and area[0] >= first
    if sheet.area((first, col)) is not None:
        return False
    if not sheet.text((last, col)):
        return col > left
    # A group's heading that was not merged: what is right of it is blank, and divided below.
    beside = (last, col + 1)
    return not sheet.text(beside) and sheet.area(beside) is None and bool(sheet.text((last + 1, col + 1)))


def _columns(sheet: OutlineSheet, first: int, last: int, left: int, right: int) -> list[Column]:
    columns = []
    for col in range(left, right + 1):
        path: list[str] = []
        for row in range(first, last + 1):
            text = sheet.text((row, col))
            if (
                not text
                and row < last
                and any(sheet.text((below, col)) for below in range(row + 1, last + 1))
            ):
                # A wide heading that was not merged: its text stands to the left.
                text = next((t for c in range(col - 1, left - 1, -1) if (t := sheet.text((row, c)))), "")
            if text and (not path or path[-1] != text):
                path.append(text)
        columns.append(Column(col, tuple(path)))
    return columns


def _numbers(sheet: OutlineSheet, row: int, left: int, right: int) -> dict[int, tuple[str, str]]:
    """Column → (its number, what it is the sum of) in a row of column numbers; {} for any other row."""
    found: dict[int, tuple[str, str]] = {}
    for col, text in _texts(sheet, row).items():
        if not left <= col <= right:
            continue
        match = _COLUMN_NUMBER.match(text.strip())
        if match is None:
            return {}
        found[col] = (match[1] or match[2].upper(), re.sub(r"\s", "", match[3] or "").rstrip(")"))
    digits = [int(number) for number, _ in found.values() if number.isdigit()]
    rises = digits == list(range(digits[0], digits[0] + len(digits))) if digits else False
    wide = len(found) >= max(2, (right - left + 1) // 2)
    return found if wide and rises and digits[0] in (1, 2, 3) else {}


def _with_body(table: OutlineTable) -> OutlineTable | None:
    """The table with its rows; None where there is nothing beneath the heading."""
    sheet, columns = table.sheet, [column.index for column in table.columns]
    drawn = sum(sheet.has_border((table.heading[0], col)) for col in columns) * 2 > len(columns)
    rows: list[int] = []
    for row in range(table.heading[1] + 1, sheet.last_row + 1):
        texts = [col for col in _texts(sheet, row) if columns[0] <= col <= columns[-1]]
        inside = sum(sheet.has_border((row, col)) for col in columns) * 2 > len(columns)
        filled = texts or any((row, col) in sheet.raw.formulas for col in columns)
        if (drawn and not inside) or (not drawn and not filled):
            break
        if len(texts) > 2 and row > table.heading[1] + 1 and _looks_like_heading(sheet, row):
            break
        rows.append(row)
    if not rows:
        return None
    table.label = _label_column(table, rows)
    _read_lines(table, rows)
    return table if table.lines or table.pattern else None


def _looks_like_heading(sheet: OutlineSheet, row: int) -> bool:
    words = {fold(text) for text in _texts(sheet, row).values()}
    return bool(words & NUMBER_WORDS) and len(words) > 2


def _label_column(table: OutlineTable, rows: list[int]) -> int:
    """The leftmost column of names: behind the numbers, with a text in most rows that have any."""
    sheet = table.sheet
    candidates = [
        c.index
        for c in table.columns
        if c.index != table.number and c.words not in MEASURE_WORDS | NOTE_WORDS
    ]
    filled = [row for row in rows if any(sheet.text((row, col)) for col in candidates)]
    for col in candidates:
        named = [row for row in filled if re.search(r"[^\W\d_]{2}", sheet.text((row, col)))]
        if filled and len(named) * 2 >= len(filled):
            return col
    return candidates[0] if candidates else table.columns[0].index


def _read_lines(table: OutlineTable, rows: list[int]) -> None:
    sheet, label = table.sheet, table.label
    measure = next(
        (
            c.index
            for c in table.columns
            if c.words in MEASURE_WORDS or (c.words == "đơn vị" and c.index > label)
        ),
        None,
    )
    left = [c.index for c in table.columns if c.index < label and c.index != table.number]
    group, parent = "", ""
    for row in rows:
        text = sheet.text((row, label))
        number = sheet.text((row, table.number)) if table.number is not None else ""
        others = [c.index for c in table.columns if c.index not in (label, table.number, measure)]
        if not text and len(found := list(_texts(sheet, row).values())) == 1 and len(found[0]) > 3:
            group, parent = found[0], ""  # a heading merged over the whole row
            continue
        if _PLACEHOLDER.match(text) or (not text and not number):
            if all(sheet.is_blank((row, col)) or (row, col) in sheet.raw.formulas for col in others):
                first = table.pattern[0] if table.pattern else row
                if table.pattern is None or table.pattern[1] == row - 1:
                    table.pattern = (first, row)
            continue
        said = sheet.text((row, measure)) if measure is not None else ""
        beside = [t for col in left if (t := sheet.text((row, col)))]
        is_group = bool(_ROMAN.match(number) or (number.isalpha() and number.isupper() and len(number) == 1))
        if is_group or (sheet.area((row, label)) or (0, 0, 0, label))[3] > label:
            group, parent = text, ""
        if _BULLET.match(text) and parent:
            path = (group, *beside, parent, text)
        else:
            path = (group, *beside, text) if text != group else (*beside, text)
            parent = text
        table.lines.append(Line(row, tuple(filter(None, path)), number, said or measure_in(text)))


def measure_in(text: str) -> str:
    """The unit of measure that a label names in brackets: 'Số cuộc đối thoại (cuộc)'."""
    for said in reversed(re.findall(r"\(([^()]{1,20})\)", text)):
        if said.strip() == "%" or measure_of(said) is not None:
            return str(said.strip())
    return ""


def bare(text: str) -> str:
    """A label without its number, its bullet and what stands in brackets."""
    text = re.sub(r"\([^()]*\)", " ", _NUMBERED.sub("", text))
    return _BULLET.sub("", text).strip(" :;.,-")
