"""A table that a converter kept in columns of spaces ("pdftotext -layout"): back to rows and cells by position.

Columns are the stretches between vertical strips that stay blank on a page; pages may be shifted against each
other. A row begins where its number stands, so this holds for tables whose cells are aligned at the top; others are
left to :mod:`.flat_table`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from danvan_xl.language.folding import clean, fold
from danvan_xl.plans.documents.content import Line, TableBlock
from danvan_xl.plans.documents.headers import columns_of, is_plan_header
from danvan_xl.plans.documents.paragraphs import PAGE_NUMBER

_PIECE = re.compile(r"\S+(?: \S+)*")
_NUMBER = re.compile(r"^\d{1,3}(?:\.\d{1,2})?[.)]?$")
_GROUP = re.compile(r"^(?:[IVX]{1,5}|[A-H])[.)]?(?:\s|$)")
_END = re.compile(r"^(?:nơi nhận|tm |kt |phụ lục|ghi chú)")

Span = tuple[int, int]


@dataclass(slots=True)
class LayoutTable:
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
        if found is not None:
            return found
    return None


def _pieces(line: Line) -> list[tuple[Span, str]]:
    return [((m.start(), m.end()), m.group()) for m in _PIECE.finditer(line.raw)]


def _read(lines: Sequence[Line], at: int) -> LayoutTable | None:
    end = at + 1
    while end < len(lines) and not _END.match(fold(lines[end].text)):
        end += 1
    body = next((i for i in range(at + 1, end) if _starts_row(lines[i])), None)
    if body is None or body - at > 6:
        return None
    bands = _bands(lines, range(at, end), lines[at].page)
    header = [
        " ".join(filter(None, (c[i] for c in (_cells(lines[j], bands) for j in range(at, body)))))
        for i in range(len(bands))
    ]
    if not is_plan_header(columns_of(header)) or any(_two_columns(text) for text in header):
        return None
    rows, pages, merged = [header], [lines[at].page], set()
    page, own = lines[at].page, bands
    for i in range(body, end):
        line = lines[i]
        if PAGE_NUMBER.match(line.text) and not any(a - 1 <= _pieces(line)[0][0][0] <= a + 1 for a, _ in own):
            continue
        if line.page != page:
            page = line.page
            own = _moved(_bands(lines, range(i, end), page), bands)
        if _GROUP.match(line.text) and len(_pieces(line)) <= 2 and _is_heading(line, own):
            rows.append([clean(line.text)] + [""] * (len(bands) - 1))
            merged.add(len(rows) - 1)
            pages.append(page)
            continue
        cells = _cells(line, own)
        if _NUMBER.match(cells[0]) or len(rows) == 1:
            rows.append(cells)
            pages.append(page)
        else:
            rows[-1] = [f"{a}\n{b}".strip() if b else a for a, b in zip(rows[-1], cells, strict=True)]
    block = TableBlock(rows, lines[at].number, lines[at].page, pages, merged)
    return LayoutTable(block, at, end - 1)


_KEYS = tuple(
    re.compile(rf"\b(?:{key})\b")
    for key in ("nội dung|nhiệm vụ|công việc", "chủ|đầu mối", "phối", "thời|hoàn thành", "sản phẩm|kết quả")
)


def _two_columns(header: str) -> bool:
    """Two headers in one: the blank strip between two columns was too narrow to be seen."""
    return sum(bool(key.search(fold(header))) for key in _KEYS) > 1


def _starts_row(line: Line, bands: list[Span] | None = None) -> bool:
    pieces = _pieces(line)
    if not pieces:
        return False
    if _GROUP.match(pieces[0][1]) and line.text.isupper():
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


def _moved(found: list[Span], first: list[Span]) -> list[Span]:
    """The columns of a later page in the order of the first page's; a column blank on this page keeps its place."""
    if len(found) == len(first):
        return found
    if not found:
        return first
    shift = found[0][0] - first[0][0]
    expected = [(a + shift, b + shift) for a, b in first]
    result = list(expected)
    for span in found:
        nearest = min(range(len(expected)), key=lambda i: abs(expected[i][0] - span[0]))
        result[nearest] = span
    return result


def _cells(line: Line, bands: list[Span]) -> list[str]:
    cells = [""] * len(bands)
    for (start, end), text in _pieces(line):
        overlaps = [max(0, min(end, b) - max(start, a)) for a, b in bands]
        best = max(range(len(bands)), key=lambda i: (overlaps[i], -abs(bands[i][0] - start)))
        cells[best] = f"{cells[best]} {clean(text)}".strip()
    return cells
