"""Cells of one flattened row: where one ends and the next begins, and what a page break cut off.

The borders are those that make the cells look most like what their columns hold (:mod:`.likeness`), between lines
before in the middle of one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from danvan_xl.documents.text.content import Line
from danvan_xl.documents.text.headers import Column
from danvan_xl.documents.text.likeness import (
    deliverable_points,
    person_points,
    text_points,
    unit_points,
    when_points,
)
from danvan_xl.documents.text.paragraphs import glue
from danvan_xl.language.folding import clean

ROW = re.compile(r"^(\d{1,3}(?:\.\d{1,2})?)[.)]?(?:\s+(?=\S)|$)")
"""A running number at the beginning of a line."""
GROUP = re.compile(r"^([IVX]{1,5}|[A-E])[.)]?(?:\s+(?=[A-ZĐÀ-Ỹ])|$)")
"""The number of a group of rows."""
_NEVER = -1e9
_LONGEST_CELL = 60
"""Words that a cell beside the task may have."""


class FlatRow(Struct):
    """A row: its cells by column, where it stands, and whether its borders were clear."""

    cells: dict[Column, str]
    number: int
    page: int | None
    group: bool = False
    sure: bool = True
    source: str = ""
    heading: str = ""
    """A line behind the row that heads the rows after it."""


class Word(Struct):
    text: str
    starts_line: bool = False
    wide: bool = False
    """A wide gap stood before it in its line."""
    odd: bool = False
    """Its line stood closer to or farther from the line above than lines usually do: another block."""
    broken: bool = False
    """A page ended before its line."""
    line: int = 0


def words_of(
    lines: Sequence[Line], own: Sequence[int], number: str, base: int, skipped: set[int]
) -> list[Word]:
    words: list[Word] = []
    for position, index in enumerate(own):
        line = lines[index]
        text = line.text
        if position == 0:
            matched = ROW.match(text) or GROUP.match(text)
            text = text[matched.end() :] if matched else text
        odd = position > 0 and line.gap != base
        page_before = index - 1 in skipped or (index > 0 and line.page != lines[index - 1].page)
        broken = position > 0 and text[:1].islower() and (page_before or (line.indented and line.gap < base))
        for part_number, part in enumerate(re.split(r" {2,}", text.strip())):
            for word_number, word in enumerate(part.split()):
                words.append(
                    Word(
                        word,
                        starts_line=part_number == 0 and word_number == 0,
                        wide=part_number > 0 and word_number == 0,
                        odd=odd and part_number == 0 and word_number == 0,
                        broken=broken and part_number == 0 and word_number == 0,
                        line=index,
                    )
                )
    return words


def group_row(words: list[Word], line: Line) -> FlatRow:
    text = _text(words, 0, len(words))
    return FlatRow({Column.TEXT: text}, line.number, line.page, group=True)


def _text(words: Sequence[Word], start: int, end: int) -> str:
    """The words as one cell: lines joined, broken words re-joined."""
    text = ""
    for word in words[start:end]:
        text = glue(text, word.text) if text and word.starts_line else f"{text} {word.text}"
    return clean(text)


def _cell_points(column: Column, text: str) -> float:
    if column is Column.TEXT:
        return text_points(text)
    if column is Column.LEAD:
        return unit_points(text) if text else -3.0
    if column is Column.COORDINATING:
        return unit_points(text) if text else 0.0
    if column in (Column.WHEN, Column.START):
        return when_points(text) if text else -1.0
    if column is Column.END:
        return when_points(text) if text else 0.0  # one cell over both columns
    if column is Column.PERSON:
        return max(person_points(text), unit_points(text)) if text else 0.0
    if column is Column.GROUP:
        return 0.5 if not text else 0.8 - 0.25 * max(0, len(text.split()) - 6)
    if column is Column.DELIVERABLE:
        return deliverable_points(text)
    if column is Column.TARGET:
        return 0.0 if not text else (2.0 if re.fullmatch(r"[\d.,%]+", text) else -4.0)
    if column is Column.UNIT:
        return 0.0 if not text else (0.5 if len(text.split()) <= 3 else -4.0)
    if re.fullmatch(r"[\d.,]+(?: triệu(?: đồng)?)?", text):
        return 1.0  # money
    return 0.3 if not text else -0.5 * len(text.split())


def _border_points(word: Word) -> float:
    points = 2.0 if word.starts_line else (3.0 if word.wide else -3.0)
    if word.odd:
        points += 1.5
    if word.text[:1].islower():
        points -= 2.5
    return points


def row_of(
    words: list[Word], number: str, line: Line, columns: list[Column], *, whole: bool = False
) -> FlatRow:
    """One row's cells. ``whole``: the table keeps each cell on a line of its own."""
    broken = next((i for i, word in enumerate(words) if word.broken and i), None)
    order: list[Column] = [c for c in columns if c is not Column.NUMBER]
    cells: dict[Column, str]
    heading = ""
    if whole:
        best, bounds = _borders(words, order, loose=False, inside=False, whole=True)
        last = max((i for i, word in enumerate(words) if word.starts_line), default=0)
        shorter, its_bounds = (
            _borders(words[:last], order, loose=False, inside=False, whole=True) if last else (_NEVER, bounds)
        )
        if shorter > best + 3.0 and len(words) - last > 3:
            best, bounds, heading = shorter, its_bounds, _text(words, last, len(words))
        cells = _cells_of(words, order, bounds)
        cells[Column.NUMBER] = number
        return FlatRow(cells, line.number, line.page, sure=best > 4.0, heading=heading)
    best, bounds = split_row(words[:broken] if broken else words, order)
    cells = _cells_of(words, order, bounds)
    if broken:
        whole_best, unbroken = split_row(words, order)
        # The cell that goes on after the page may stop anywhere, so its ending is not held against it.
        loose = split_row(words[:broken], order, loose=True)[1]
        options = [_attach(words, broken, order, b) for b in (bounds, loose)]
        attached = max((o for o in options if o is not None), key=lambda o: o[0], default=None)
        if attached is not None and attached[0] >= whole_best - 1.0:
            best, cells = attached
        else:
            best, cells = (
                whole_best,
                _cells_of(words, order, unbroken),
            )
    cells[Column.NUMBER] = number
    # Of two columns of units with one filled, which of them it is cannot be known.
    which = Column.PERSON in order and bool(cells.get(Column.PERSON)) != bool(cells.get(Column.COORDINATING))
    return FlatRow(cells, line.number, line.page, sure=best > 4.0 and not which)


def row_by_lines(
    own: Sequence[Line], number: str, base: int, behind: int, columns: Sequence[Column]
) -> FlatRow | None:
    """A row with a cell a line and a blank line for a blank cell, where that gives just as many cells as there are
    columns and each looks like what its column holds; else None. ``behind``: blank lines between it and the next row."""
    matched = ROW.match(own[0].text)
    rest = own[0].text[matched.end() :] if matched else ""
    texts = [rest] if rest else []
    for line in own[1:]:
        texts += [""] * max(0, line.gap - base) + [clean(line.text)]
    order: list[Column] = [column for column in columns if column is not Column.NUMBER]
    texts += [""] * min(max(0, behind - base), len(order) - len(texts))
    if base or len(texts) != len(order) or not any(not text for text in texts):
        return None
    cells = dict(zip(order, texts, strict=True))
    if any(cells[c] and _cell_points(c, cells[c]) < 0 for c in order if c is not Column.OTHER):
        return None
    return FlatRow({**cells, Column.NUMBER: number}, own[0].number, own[0].page)


def _cells_of(
    words: Sequence[Word], order: Sequence[Column], bounds: Sequence[tuple[int, int]]
) -> dict[Column, str]:
    """The cells that these borders make, by column."""
    return {c: _text(words, a, b) for c, (a, b) in zip(order, bounds, strict=True)}


def place_cells(texts: Sequence[str], order: Sequence[Column]) -> tuple[dict[Column, str], bool]:
    """Whole cells without their columns: the columns that they look like, in order; and whether that is clear."""
    words = [
        Word(word, starts_line=at == 0, line=number)
        for number, text in enumerate(texts)
        for at, word in enumerate(text.split())
    ]
    best, bounds = _borders(words, order, loose=False, inside=False, whole=True)
    cells = _cells_of(words, order, bounds)
    return cells, best > 4.0


_GOOD_ENOUGH = {
    Column.TEXT: 0.0,
    Column.LEAD: 2.0,
    Column.COORDINATING: 0.0,
    Column.WHEN: 0.0,
    Column.DELIVERABLE: 0.0,
}


def split_row(
    words: Sequence[Word], order: Sequence[Column], *, loose: bool = False
) -> tuple[float, list[tuple[int, int]]]:
    """The best borders: points, and (start, end) of each column's words. ``loose``: a task may end in mid-sentence.

    Borders in the middle of a line count only where no good reading has all its borders between lines: a task's
    text may name units too.
    """
    points, bounds = _borders(words, order, loose=loose, inside=False)
    for column, (start, end) in zip(order, bounds, strict=True):
        if loose and column is Column.TEXT:
            continue
        swallowed = column is Column.TEXT and _unit_at_end(words, start, end) > 0
        if swallowed or _cell_points(column, _text(words, start, end)) < _GOOD_ENOUGH.get(column, -99.0):
            return _borders(words, order, loose=loose, inside=True)
    return points, bounds


_TAKES_A_BODY = frozenset(
    """của với tại cho và cùng thuộc giữa về cáo gửi trình giúp mưu nghị tịch cạnh do bởi từ đến trong trên các những tới qua là
    đạo đốc trưởng giao hợp""".split()  # noqa: SIM905
)
"""Words behind which a body's name belongs to the sentence: "báo cáo UBND xã", "của Phòng Nội vụ"."""


def _unit_at_end(words: Sequence[Word], start: int, stop: int) -> float:
    """Points against a task that ends with a unit's whole name where the sentence before it is complete: the next cell."""
    last = next((i for i in range(stop - 1, start, -1) if words[i].starts_line), start)
    own_line = last > start and words[last].text[:1].isupper() and text_points(_text(words, start, last)) >= 0
    if own_line and unit_points(_text(words, last, stop)) >= 2.5:
        return 4.0
    for i in range(max(last, start + 3) + 1, stop):
        before = words[i - 1].text
        if words[i].text[:1].isupper() and before[:1].islower() and before.strip(",;:") not in _TAKES_A_BODY:
            name = _text(words, i, stop)
            if unit_points(name) >= 2.5 and text_points(_text(words, start, i)) >= 0:
                return 3.0
    return 0.0


def _joins(words: Sequence[Word], start: int, stop: int) -> int:
    """Lines that a cell of these words would join, but for those of a list."""
    return sum(
        1
        for i in range(start + 1, stop)
        if words[i].starts_line
        and words[i].text not in ("-", "+", "•")
        and words[i].text[:1] not in "-+•"
        and words[i - 1].text[-1] not in ";:,"
    )


def _borders(
    words: Sequence[Word], order: Sequence[Column], *, loose: bool, inside: bool, whole: bool = False
) -> tuple[float, list[tuple[int, int]]]:
    """Points and borders. ``whole``: a cell is one line, so joining lines costs much."""
    size = len(words)
    stops = [0]
    for i in range(1, size):
        word = words[i]
        capital = word.text[:1].isupper() or word.text[:1].isdigit() or word.text[:1] in '“"('
        if word.starts_line or word.wide or (inside and capital and words[i - 1].text[-1:] not in '(“"/-'):
            stops.append(i)
    stops.append(size)
    best: dict[int, tuple[float, list[tuple[int, int]]]] = {0: (0.0, [])}
    for column in order:
        following: dict[int, tuple[float, list[tuple[int, int]]]] = {}
        for start, (points, bounds) in best.items():
            for stop in stops:
                if stop < start or (column is Column.TEXT and stop == start):
                    continue
                if column is not Column.TEXT and stop - start > _LONGEST_CELL:
                    break
                text = _text(words, start, stop) if stop > start else ""
                total = points + (0.0 if loose and column is Column.TEXT else _cell_points(column, text))
                if column is Column.TEXT and not whole:
                    total -= _unit_at_end(words, start, stop)
                if stop > start and start > 0:
                    total += 2.0 if whole else _border_points(words[start])
                if whole:
                    total -= 4.0 * _joins(words, start, stop)
                if total > following.get(stop, (_NEVER, []))[0]:
                    following[stop] = (total, [*bounds, (start, stop)])
        best = following
    return best.get(size, (_NEVER, [(0, size)] + [(size, size)] * (len(order) - 1)))


def _attach(
    words: list[Word], broken: int, order: list[Column], bounds: list[tuple[int, int]]
) -> tuple[float, dict[Column, str]] | None:
    """Give the lines after a page break back to the cells that they continue, in column order."""
    tail: list[tuple[int, int]] = []
    for i in range(broken, len(words)):
        if words[i].starts_line or not tail:
            tail.append((i, i + 1))
        else:
            tail[-1] = (tail[-1][0], i + 1)
    widths = {}
    for column, (a, b) in zip(order, bounds, strict=True):
        lengths = Counter(words[i].line for i in range(a, b))
        widths[column] = max(
            (sum(len(words[i].text) + 1 for i in range(a, b) if words[i].line == ln) for ln in lengths),
            default=0,
        )
    best: dict[int, tuple[float, dict[Column, str]]] = {0: (0.0, {})}
    for column, (a, b) in zip(order, bounds, strict=True):
        following: dict[int, tuple[float, dict[Column, str]]] = {}
        for start, (points, cells) in best.items():
            for stop in range(start, len(tail) + 1):
                text = _text(words, a, b)
                extra = 0.0
                if stop > start:
                    if not text:
                        continue
                    more = words[tail[start][0] : tail[stop - 1][1]]
                    text = glue(text, _text(more, 0, len(more)))
                    longest = max(sum(len(w.text) + 1 for w in words[x:y]) for x, y in tail[start:stop])
                    extra = -0.12 * max(0, longest - widths[column] - 6)
                    if re.search(r"[.!?)]$", _text(words, a, b)):
                        extra -= 2.0
                total = points + extra + _cell_points(column, text)
                if total > following.get(stop, (_NEVER, {}))[0]:
                    following[stop] = (total, {**cells, column: text})
        best = following
    found = best.get(len(tail))
    if found is None:
        return None
    borders = sum(_border_points(words[a]) for a, b in bounds if b > a and a > 0)
    return found[0] + borders, found[1]
