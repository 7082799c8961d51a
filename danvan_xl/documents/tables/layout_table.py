"""A table that a converter kept in columns of spaces ("pdftotext -layout"): back to rows and cells by position.

Columns are the stretches between vertical strips that stay blank on a page; pages may be shifted against each
other. A row begins where its number stands; where numbers stand in the middle of their rows, :mod:`.centred_rows`
finds the borders.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations

from msgspec import Struct

from danvan_xl.documents.tables.centred_rows import BodyLine, rows_of
from danvan_xl.documents.text.content import Line, TableBlock
from danvan_xl.documents.text.headers import Column, columns_of, is_plan_header
from danvan_xl.documents.text.paragraphs import PAGE_NUMBER
from danvan_xl.language.folding import clean, fold

_PIECE = re.compile(r"\S+(?: \S+)*")
_NUMBER = re.compile(r"^\d{1,3}(?:\.(?:\d{1,2}|[a-zđ]))*[.)]?$")
_GROUP = re.compile(r"^(?:[IVX]{1,5}|[A-H])[.)]?(?:\s|$)")
_RUN_ON = re.compile(r"^(?:(?:[IVX]{1,5}|[A-H]|\d{1,2})[.)]|[IVX]{1,5}) [^\W\d]")
"""Numbering and text with one space between: a heading over the row, for a row's own number stands in its column."""
_END = re.compile(
    r"^(?:nơi nhận|tm |kt |phụ lục|ghi chú)"
    r"|^(?:[ivx]+|[a-h]) (?:tổ chức|kinh phí|chế độ|phân công|trách nhiệm|thời gian thực hiện|giải pháp)"
)
_COLUMN_NUMBERS = re.compile(r"^[\s\d()=+]+$")

Span = tuple[int, int]


class LayoutTable(Struct):
    """The table found and the indexes of its first and last line."""

    block: TableBlock
    first: int
    last: int


def find_layout_table(lines: Sequence[Line], start: int = 0) -> LayoutTable | None:
    """The first plan table in columns of spaces at or after ``start``."""
    for at in range(start, len(lines)):
        pieces = _pieces(lines[at])
        if len(pieces) < 3 or fold(pieces[0][1]) not in ("tt", "stt", "số tt"):
            continue
        found = _read(lines, at)
        # A plan's table that cannot be read is refused as a whole: its header on the next page is no other table.
        if found is not None or _names_plan_columns(lines, at):
            return found
    return None


def _names_plan_columns(lines: Sequence[Line], at: int) -> bool:
    text = fold(" ".join(line.text for line in lines[at : at + 4]))
    return sum(bool(key.search(text)) for key in _KEYS.values()) >= 3


def _pieces(line: Line) -> list[tuple[Span, str]]:
    return [((m.start(), m.end()), m.group()) for m in _PIECE.finditer(line.raw)]


_FIRST_ROW = 12
"""Lines that may stand in front of the first number when numbers stand in the middle of their rows."""
_HEADER_WORDS = re.compile(
    r"^(?:(?:thời gian|thực hiện|hoàn thành|chủ trì|phối hợp|sản phẩm|kết quả|cơ quan|đơn vị|nhiệm vụ|nội dung|công việc|tt|ghi chú|dự kiến|đầu ra|kinh phí"
    r"|phụ trách|lãnh đạo|triển khai|yêu cầu|bắt đầu|kết thúc|triệu đồng|hiện|trì|hợp|phẩm|thành|số|các|cụ thể|tham mưu)(?: |$))+"
)


def _header_begins(lines: Sequence[Line], at: int) -> int:
    """The first line of a header whose TT stands in its middle."""
    first = at
    edge = _pieces(lines[at])[0][0][1]
    while first > 0 and at - first < 2:
        line = lines[first - 1]
        pieces = _pieces(line)
        if line.page != lines[at].page or line.text.isupper() or not _is_of_header(line):
            break
        if not pieces or (pieces[0][0][0] <= edge and fold(pieces[0][1]) != "số"):
            break
        first -= 1
    return first


def _is_of_header(line: Line) -> bool:
    """Nothing but words of headers, or column numbers."""
    pieces = _pieces(line)
    return (bool(_COLUMN_NUMBERS.match(line.text)) and len(pieces) > 2) or all(
        len(text.split()) <= 5 and _HEADER_WORDS.match(fold(text) + " ") for _, text in pieces
    )


def _read(lines: Sequence[Line], at: int) -> LayoutTable | None:
    return _read_with(_bands, lines, at) or _read_with(_edges, lines, at)


def _read_with(
    columns: Callable[[Sequence[Line], range, int | None], list[Span]], lines: Sequence[Line], at: int
) -> LayoutTable | None:
    end = at + 1
    while end < len(lines) and not _END.match(fold(lines[end].text)):
        end += 1
    first = _header_begins(lines, at)
    body = next((i for i in range(at + 1, end) if not _is_of_header(lines[i])), None)
    if (
        body is None
        or body - at > 7
        or not any(_starts_row(line) for line in lines[body : body + _FIRST_ROW])
    ):
        return None
    top = next((i for i in range(at + 1, body) if _COLUMN_NUMBERS.match(lines[i].text)), body)
    bands = columns(lines, range(first, end), lines[at].page)
    header = [
        " ".join(filter(None, (c[i] for c in (_cells(lines[j], bands) for j in range(first, top)))))
        for i in range(len(bands))
    ]
    if not is_plan_header(columns_of(header)) or any(_two_columns(text) for text in header):
        return None
    named = fold(" ".join(line.text for line in lines[first:top]))
    if any(key.search(named) and column not in columns_of(header) for column, key in _KEYS.items()):
        return None  # two columns stand so close that they look like one
    kinds = columns_of(header)
    table = _Body(header, lines[at].page, kinds.index(Column.TEXT))
    page, own = lines[at].page, bands
    heads = [_words(line) for line in lines[first:body]]
    i = body - 1
    while i + 1 < end:
        i += 1
        line = lines[i]
        again = _repeated(lines, i, end, heads)
        if again:
            if line.page != page:
                page = line.page
                own = _on_page(columns, lines, range(i, end), page, bands)
            i += again - 1
            continue
        if PAGE_NUMBER.match(line.text) and (
            _at_border(lines, i) or not any(a - 1 <= _pieces(line)[0][0][0] <= a + 1 for a, _ in own)
        ):
            continue
        if line.page != page:
            page = line.page
            own = _on_page(columns, lines, range(i, end), page, bands)
        if _is_group_row(line, own):
            table.group(clean(line.text), page)
        else:
            table.line(_cells(line, own), page)
    built = table.rows()
    return (
        None
        if built is None
        else LayoutTable(TableBlock(built[0], lines[at].number, lines[at].page, *built[1:]), first, end - 1)
    )


class _Body:
    """The table's lines between its group headings; rows of them, numbers at the top or in the middle."""

    def __init__(self, header: list[str], page: int | None, text: int) -> None:
        self.header, self.page, self.text = header, page, text
        self.parts: list[str | list[BodyLine]] = [[]]

    def group(self, text: str, page: int | None) -> None:
        """A heading of the rows under it."""
        self.parts += [text, []]

    def line(self, cells: list[str], page: int | None) -> None:
        """One printed line."""
        part = self.parts[-1]
        assert isinstance(part, list)
        part.append(BodyLine(cells, page, bool(_NUMBER.match(cells[0]))))

    def rows(self) -> tuple[list[list[str]], list[int | None], set[int]] | None:
        """(rows, their pages, merged rows) read in the way that fits; None when neither does."""
        for borders in (_from_the_top, lambda part: rows_of(part, self.text)):
            made = self._made(borders)
            if made is not None:
                return made
        return None

    def _made(
        self, borders: Callable[[list[BodyLine]], list[tuple[int, int]] | None]
    ) -> tuple[list[list[str]], list[int | None], set[int]] | None:
        rows: list[list[str]] = [self.header]
        pages: list[int | None] = [self.page]
        merged: set[int] = set()
        for part in self.parts:
            if isinstance(part, str):
                rows.append([part] + [""] * (len(self.header) - 1))
                merged.add(len(rows) - 1)
                pages.append(pages[-1])
                continue
            found = borders(part) if part else []
            if found is None:
                return None
            for start, end in found:
                own = part[start:end]
                cells = [
                    "\n".join(filter(None, (line.cells[c] for line in own))) for c in range(len(self.header))
                ]
                if cells[self.text][:1].islower() or not cells[self.text]:
                    return None  # where a row begins was not to be seen
                rows.append(cells)
                pages.append(own[0].page)
        return (rows, pages, merged) if len(rows) > 1 else None


def _from_the_top(part: list[BodyLine]) -> list[tuple[int, int]] | None:
    """Rows that begin with their numbers."""
    starts = [at for at, line in enumerate(part) if line.number]
    if not starts or starts[0] != 0:
        return None
    return list(zip(starts, [*starts[1:], len(part)], strict=True))


def _at_border(lines: Sequence[Line], at: int) -> bool:
    """The first or last line of its page: where page numbers stand."""
    page = lines[at].page
    return (
        page is not None
        and at > 0
        and (lines[at - 1].page != page or at + 1 == len(lines) or lines[at + 1].page != page)
    )


def _words(line: Line) -> list[str]:
    return fold(line.text).split()


def _repeated(lines: Sequence[Line], at: int, end: int, heads: list[list[str]]) -> int:
    """How many lines from here are the table's header once more, at the top of a page."""
    if _words(lines[at]) != heads[0]:
        return 0
    count = 0
    while at + count < end and count < len(heads) and _words(lines[at + count]) == heads[count]:
        count += 1
    return count


def _is_group_row(line: Line, bands: list[Span]) -> bool:
    """A heading inside the table: numbering with its text behind, reaching over the first column."""
    pieces = _pieces(line)
    (start, end), text = pieces[0]
    if len(pieces) == 1 and text.isupper() and re.match(r"(?:[IVX]{1,5}|[A-H])[.)]\s", text):
        return True
    if len(pieces) == 1 and _RUN_ON.match(text) and len(bands) > 1:
        # "10 Tiếp công dân" in a narrow first column: the text begins where its column does.
        words_start = start + len(text.split(" ", 1)[0]) + 1
        return start <= bands[0][1] and end > bands[1][0] and words_start < bands[1][0] - 1
    if len(pieces) == 2 and re.fullmatch(r"[IVX]{1,5}[.)]?", text) and pieces[1][0][0] < bands[1][1]:
        return True  # a Roman number and a text: rows have other numbers
    return bool(_GROUP.match(line.text)) and len(pieces) <= 2 and _is_heading(line, bands)


_KEYS = {
    column: re.compile(rf"\b(?:{key})\b")
    for column, key in (
        (Column.TEXT, "nội dung|nhiệm vụ|công việc"),
        (Column.LEAD, "chủ|đầu mối"),
        (Column.COORDINATING, "phối"),
        (Column.WHEN, "thời|hoàn thành"),
        (Column.DELIVERABLE, "sản phẩm|kết quả"),
    )
}


def _two_columns(header: str) -> bool:
    """Two headers in one: the blank strip between two columns was too narrow to be seen."""
    return sum(bool(key.search(fold(header))) for key in _KEYS.values()) > 1


def _starts_row(line: Line, bands: list[Span] | None = None) -> bool:
    pieces = _pieces(line)
    if not pieces:
        return False
    if (_GROUP.match(pieces[0][1]) and line.text.isupper()) or (
        len(pieces) == 1 and _RUN_ON.match(pieces[0][1])
    ):
        return True
    near = bands is None or pieces[0][0][0] <= bands[0][1]
    return bool(_NUMBER.match(pieces[0][1])) and len(pieces) > 1 and near


def _is_heading(line: Line, bands: list[Span]) -> bool:
    """It reaches over the borders of columns, or is written in capitals."""
    pieces = _pieces(line)
    over = any(sum(a < e and s < b for a, b in bands) > 1 for (s, e), _ in pieces)
    return over or line.text.isupper()


def _bands(lines: Sequence[Line], own: range, page: int | None) -> list[Span]:
    """The columns of one page: runs of positions in which some line has a letter."""
    taken: set[int] = set()
    for i in own:
        line = lines[i]
        if (
            line.page != page
            or (_GROUP.match(line.text) and (len(_pieces(line)) <= 2))
            or (len(_pieces(line)) == 1 and _RUN_ON.match(line.text))
            or PAGE_NUMBER.match(line.text)
        ):
            continue
        for (start, end), _ in _pieces(line):
            taken |= set(range(start, end))
    result: list[Span] = []
    for position in sorted(taken):
        if result and position <= result[-1][1]:
            result[-1] = (result[-1][0], position + 1)
        else:
            result.append((position, position + 1))
    return result


def _edges(lines: Sequence[Line], own: range, page: int | None) -> list[Span]:
    """The columns of one page by where cells begin: for converters that shift a cell by a letter now and then."""
    starts: Counter[int] = Counter()
    width = 0
    for i in own:
        line = lines[i]
        if line.page != page or PAGE_NUMBER.match(line.text):
            continue
        pieces = _pieces(line)
        if len(pieces) == 1 and _RUN_ON.match(line.text):
            continue
        width = max(width, pieces[-1][0][1] if pieces else 0)
        starts.update(span[0] for span, _ in pieces)
    clusters: list[list[int]] = []
    for position in sorted(starts):
        if clusters and position - clusters[-1][-1] <= 2:
            clusters[-1].append(position)
        else:
            clusters.append([position])
    counts = [sum(starts[p] for p in cluster) for cluster in clusters]
    least = max(2, max(counts, default=0) // 12)
    firsts = [cluster[0] for cluster, count in zip(clusters, counts, strict=True) if count >= least]
    return [(a, b - 1) for a, b in zip(firsts, [*firsts[1:], width + 1], strict=True)]


def _on_page(
    columns: Callable[[Sequence[Line], range, int | None], list[Span]],
    lines: Sequence[Line],
    own: range,
    page: int | None,
    first: list[Span],
) -> list[Span]:
    """The columns of a later page. Where some stand too close to be told apart by blank strips, cells' beginnings tell."""
    found = columns(lines, own, page)
    if len(found) < len(first):
        edges = _edges(lines, own, page)
        if len(first) <= len(edges) <= len(first) + 6:
            found = edges
    return _moved(found, first)


def _moved(found: list[Span], first: list[Span]) -> list[Span]:
    """The columns of a later page in the order of the first page's; a column blank on this page keeps its place."""
    if len(found) == len(first):
        return found
    if not found:
        return first
    few = min(len(found), len(first))
    best: tuple[float, dict[int, Span], int] | None = None
    for own in combinations(range(len(found)), few):
        for columns in combinations(range(len(first)), few):
            away = sorted(found[a][0] - first[b][0] for a, b in zip(own, columns, strict=True))
            shift = away[len(away) // 2]
            cost = float(sum(abs(d - shift) for d in away))
            if best is None or cost < best[0]:
                best = (cost, {b: found[a] for a, b in zip(own, columns, strict=True)}, shift)
    assert best is not None
    starts = [best[1][i][0] if i in best[1] else a + best[2] for i, (a, _) in enumerate(first)]
    last = max(found[-1][1], starts[-1] + 1)
    return [(a, b - 1) for a, b in zip(starts, [*starts[1:], last + 1], strict=True)]


def _cells(line: Line, bands: list[Span]) -> list[str]:
    cells = [""] * len(bands)
    for (start, end), text in _cut(line, bands):
        overlaps = [max(0, min(end, b) - max(start, a)) for a, b in bands]
        best = max(range(len(bands)), key=lambda i: (overlaps[i], -abs(bands[i][0] - start)))
        cells[best] = f"{cells[best]} {clean(text)}".strip()
    return cells


def _cut(line: Line, bands: list[Span]) -> list[tuple[Span, str]]:
    """The line's pieces, cut where a word begins at the border of a column."""
    result: list[tuple[Span, str]] = []
    for (start, end), text in _pieces(line):
        words = [start + m.start() for m in re.finditer(r"(?<= )\S", text)]
        cuts = [start]
        for edge, _ in bands[1:]:
            near = [w for w in words if abs(w - edge) <= 3]
            if start < edge - 3 and near:
                # Cells begin with a capital more often than a word in mid-cell has one.
                cuts.append(min(near, key=lambda w: (not text[w - start].isupper(), abs(w - edge))))
        for a, b in zip(cuts, [*cuts[1:], end], strict=True):
            result.append(((a, b), text[a - start : b - start].strip()))
    return result
