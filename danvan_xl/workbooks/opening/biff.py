"""What an .xls tells beside its values: limits before, formulas, errors, formats and fonts after.

It is a stream of records; only those named here are looked at ([MS-XLS] 2.3). The values themselves are read
by calamine, because strings that span records are a reader's life work.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import islice

from msgspec import Struct, field

from danvan_xl.language.number_format import GENERAL
from danvan_xl.workbooks.drawing.spec import Range, cell_name
from danvan_xl.workbooks.opening.biff_strings import rich_texts
from danvan_xl.workbooks.opening.raw import RawSheet, UnreadableError
from danvan_xl.workbooks.opening.runs import cut, keep_text
from danvan_xl.workbooks.opening.seen import Position
from danvan_xl.workbooks.opening.styles import BUILT_IN, LEGACY_FONT, RAISED, STRUCK, Font, Styles

_MOST_CELLS = 3_000_000


class CellMarks(Struct):
    """Facts about one sheet's cells, by position."""

    styles: dict[Position, int] = field(default_factory=dict)
    formulas: set[Position] = field(default_factory=set)
    errors: set[Position] = field(default_factory=set)
    strings: dict[Position, int] = field(default_factory=dict)
    """Cells with a text of the shared table, and its number there."""
    merged: list[Range] = field(default_factory=list)
    hides_zeros: bool = False
    last_row: int = -1
    last_column: int = -1

    def note(self, row: int, col: int, style: int) -> None:
        """A cell with a value stands there."""
        self.styles[row, col] = style
        self.last_row, self.last_column = max(self.last_row, row), max(self.last_column, col)

    def check(self) -> None:
        """Refuse a sheet that would be laid out too large. Raises UnreadableError."""
        if (self.last_row + 1) * (self.last_column + 1) > _MOST_CELLS:
            raise UnreadableError(
                "too-large", f"có ô ở rất xa bảng ({cell_name(self.last_row, self.last_column)})"
            )

    def apply(self, sheet: RawSheet, styles: Styles, rich: dict[int, list[tuple[int, Font]]]) -> None:
        """Put the facts onto the sheet as the first reader gave it; legacy fonts become Unicode."""
        rows = sheet.grid.rows
        sheet.formulas = dict.fromkeys(self.formulas, "")
        for position in self.errors:
            sheet.errors[position] = "#"
        sheet.format_of = lambda place: styles.format(self.styles.get(place, 0))
        sheet.changes_texts, sheet.hides_zeros = styles.changes_texts, self.hides_zeros
        for place, style in self.styles.items():
            row, col = place
            if not (row < len(rows) and col < len(rows[row])) or rows[row][col] == "":
                continue
            value = rows[row][col]
            if isinstance(value, str):
                looks = rich.get(self.strings.get(place, -1), [])
                rows[row][col] = keep_text(sheet, place, cut(value, looks), styles.font(style))
            if styles.is_struck(style):
                sheet.struck[place] = ""
        sheet.merged = self.merged
        sheet.hide_covered()


class Biff(Struct):
    """The facts of a BIFF8 workbook stream, sheets in the stream's order."""

    names: list[str] = field(default_factory=list)
    hidden: list[bool] = field(default_factory=list)
    sheets: list[CellMarks] = field(default_factory=list)
    styles: Styles = field(default_factory=Styles)
    rich: dict[int, list[tuple[int, Font]]] = field(default_factory=dict)
    """Of texts in the shared table: from which character on which font."""
    date_1904: bool = False
    external: bool = False


def read_biff(stream: bytes) -> Biff:
    """Look through a ``Workbook`` stream. Raises UnreadableError for a password or a broken stream."""
    book = Biff()
    fonts: list[Font] = []
    texts: list[bytes] = []
    last = 0
    xfs: list[tuple[int, int]] = []
    formats = dict(BUILT_IN)
    sheet_at: dict[int, int] = {}
    current: CellMarks | None = None
    depth = 0
    marks: dict[int, CellMarks] = {}
    for at, kind, data in _biff_records(stream):
        if kind == 0x809:
            depth += 1
            if depth == 1 and at in sheet_at:
                current = marks[sheet_at[at]] = CellMarks()
            elif depth == 1:
                current = None
        elif kind == 0x0A:
            depth = max(0, depth - 1)
        elif kind == 0x2F:
            raise UnreadableError("encrypted")
        elif kind == 0x85 and len(data) > 8:
            sheet_at[struct.unpack_from("<I", data)[0]] = len(book.names)
            book.names.append(_short_string(data, 6))
            book.hidden.append(bool(data[4] & 3))
        elif kind == 0x31 and len(data) > 16:
            fonts.append(_font(data))
        elif kind == 0xFC or (kind == 0x3C and last == 0xFC):
            texts.append(data)
        elif kind == 0xE0 and len(data) >= 4:
            xfs.append(struct.unpack_from("<HH", data))
        elif kind == 0x41E and len(data) > 5:
            count = struct.unpack_from("<H", data, 2)[0]
            formats[struct.unpack_from("<H", data)[0]] = _characters(data, 5, count, data[4])
        elif kind == 0x22 and len(data) >= 2:
            book.date_1904 = data[0] == 1
        elif kind == 0x1AE and len(data) >= 4 and data[2:4] not in (b"\x01\x04", b"\x01\x3a"):
            book.external = True
        elif current is not None and depth == 1:
            _biff_cell(current, kind, data)
        last = last if kind == 0x3C else kind
    for ifnt, ifmt in xfs:
        book.styles.add(formats.get(ifmt, GENERAL), _numbered(fonts, ifnt))
    if any(font.effect or LEGACY_FONT.match(font.name) for font in fonts):
        book.rich = {
            number: [(at, _numbered(fonts, font)) for at, font in places]
            for number, places in rich_texts(texts).items()
        }
    book.sheets = [marks.get(i, CellMarks()) for i in range(len(book.names))]
    for sheet in book.sheets:
        sheet.check()
    return book


def _numbered(fonts: list[Font], index: int) -> Font:
    """There is no font 4: indexes above it are one too high ([MS-XLS] 2.5.129)."""
    number = index - 1 if index > 4 else index
    return fonts[number] if number < len(fonts) else Font()


def _font(data: bytes) -> Font:
    raised = struct.unpack_from("<H", data, 8)[0] in (1, 2)
    return Font(_short_string(data, 14), STRUCK if data[2] & 8 else RAISED if raised else "")


def _biff_records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    at, end = 0, len(stream)
    while at + 4 <= end:
        kind, size = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def has_password(stream: bytes) -> bool:
    """Whether the stream is encrypted: a FilePass record among the first (what follows it means nothing)."""
    return any(kind == 0x2F for _, kind, _ in islice(_biff_records(stream), 12))


def _biff_cell(marks: CellMarks, kind: int, data: bytes) -> None:
    if kind in (0x06, 0x203, 0x204, 0xFD, 0x27E, 0x205, 0xD6) and len(data) >= 6:
        row, col, style = struct.unpack_from("<HHH", data)
        marks.note(row, col, style)
        if kind == 0xFD and len(data) >= 10:
            marks.strings[row, col] = struct.unpack_from("<I", data, 6)[0]
        if kind == 0x06:
            marks.formulas.add((row, col))
            # The cached result is an error: type 2 in a value that is no number ([MS-XLS] 2.5.133).
            if len(data) >= 14 and data[12:14] == b"\xff\xff" and data[6] == 2:
                marks.errors.add((row, col))
        elif kind == 0x205 and len(data) >= 8 and data[7]:
            marks.errors.add((row, col))
    elif kind == 0xBD and len(data) >= 12:
        row, first = struct.unpack_from("<HH", data)
        for offset in range((len(data) - 6) // 6):
            marks.note(row, first + offset, struct.unpack_from("<H", data, 4 + offset * 6)[0])
    elif kind == 0xE5 and len(data) >= 2:
        for at in range(2, min(len(data) - 7, 2 + 8 * struct.unpack_from("<H", data)[0]), 8):
            top, bottom, left, right = struct.unpack_from("<4H", data, at)
            marks.merged.append((top, left, bottom, right))
    elif kind == 0x23E and len(data) >= 2:
        marks.hides_zeros = not data[0] & 0x10


def _short_string(data: bytes, at: int) -> str:
    return _characters(data, at + 2, data[at], data[at + 1])


def _characters(data: bytes, at: int, count: int, flags: int) -> str:
    if flags & 1:
        return data[at : at + 2 * count].decode("utf-16-le", "replace")
    return data[at : at + count].decode("latin-1")
