"""A table that a converter flattened to lines: header cells run together, one cell over many lines, two cells on
one line, page numbers in between, the rest of a row after the page break. Back to rows and cells.

Rows are found by their running numbers. Within a row the borders are those that make the cells look most
like what their columns hold (:mod:`.likeness`), with a preference for line beginnings and wide gaps.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from danvan_xl.language.folding import clean, fold
from danvan_xl.plans.documents.content import Line
from danvan_xl.plans.documents.headers import Column, read_flat_header
from danvan_xl.plans.documents.likeness import deliverable_points, text_points, unit_points, when_points
from danvan_xl.plans.documents.paragraphs import PAGE_NUMBER, glue

_ROW = re.compile(r"^(\d{1,3}(?:\.\d{1,2})?)[.)]?(?:\s+(?=\S)|$)")
_GROUP = re.compile(r"^([IVX]{1,5}|[A-E])[.)]?(?:\s+(?=[A-ZĐÀ-Ỹ])|$)")
_END = re.compile(
    r"^(?:nơi nhận|tm ủy ban nhân dân|tm ubnd|kt chủ tịch|phụ lục|ghi chú)\b|^(?:[ivx]+ )(?:tổ chức thực hiện|kinh phí|chế độ|phân công)"
)
_NEVER = -1e9


@dataclass(slots=True)
class FlatRow:
    """A row: its cells by column, where it stands, and whether its borders were clear."""

    cells: dict[Column, str]
    number: int
    page: int | None
    group: bool = False
    sure: bool = True
    source: str = ""


@dataclass(slots=True)
class FlatTable:
    """A flattened table: ``first`` and ``last`` are indexes into the lines given, inclusive."""

    columns: list[Column]
    rows: list[FlatRow] = field(default_factory=list)
    first: int = 0
    last: int = 0


@dataclass(slots=True)
class _Word:
    text: str
    starts_line: bool = False
    wide: bool = False
    """A wide gap stood before it in its line."""
    odd: bool = False
    """Its line stood closer to or farther from the line above than lines usually do: another block."""
    broken: bool = False
    """A page ended before its line."""
    line: int = 0


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
        table = FlatTable(columns, first=at)
        table.last = _rows(lines, body, table)
        if table.rows and not _in_columns(lines[table.first : table.last + 1]):
            tables.append(table)
            at = table.last + 1
        else:
            at += 1
    return tables


def _in_columns(lines: Sequence[Line]) -> bool:
    """Most lines hold pieces of several cells side by side: nothing to be read cell after cell."""
    wide = sum(line.text.count("  ") >= 2 for line in lines)
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
    expected, groups = 1, 0
    end = at
    skipped: set[int] = set()
    while end < len(lines):
        line = lines[end]
        header = _header(lines, end)
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
        row = _ROW.match(line.text)
        if row and _is_next(row.group(1), expected, starts):
            rest = line.text[row.end() :]
            goes_on = rest or following
            if goes_on[:1].isupper() or goes_on[:1] in "“\"'(" or (goes_on[:1].isdigit() and not rest):
                starts.append((end, row.group(1), False))
                expected = int(row.group(1).split(".")[0]) + 1
                end += 1
                continue
        group = _GROUP.match(line.text)
        if (
            group
            and _is_next_group(group.group(1), groups)
            and (line.text[group.end() :] or following[:1].isupper())
        ):
            starts.append((end, group.group(1), True))
            groups += 1
            if expected > 1:
                expected = -expected  # the rows of a new group count on or begin again
            end += 1
            continue
        if PAGE_NUMBER.match(line.text):
            skipped.add(end)
        end += 1
    _settle_page_numbers(lines, starts, end, base, skipped, table.columns)
    _drop_last_page_number(lines, starts, end, base, skipped, table.columns)
    for (first, number, is_group), stop in zip(starts, [s[0] for s in starts[1:]] + [end], strict=True):
        own = [i for i in range(first, stop) if i not in skipped]
        words = _words(lines, own, number, base, skipped)
        table.rows.append(
            _group_row(words, lines[first]) if is_group else _row(words, number, lines[first], table.columns)
        )
        table.rows[-1].source = clean(" ".join(lines[i].text for i in own))
    return end - 1


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
        _split(
            _words(lines, [i for i in range(a, b) if i not in skipped], above_number, base, skipped), order
        )[0]
        for a, b in ((above, first), (first, end))
    ]
    together = [i for i in range(above, end) if i not in skipped and i != first]
    if min(apart) < 4.0 and _split(_words(lines, together, above_number, base, skipped | {first}), order)[
        0
    ] > max(apart):
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
        points += _split(_words(lines, taken, own, base, skipped), order)[0]
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


def _is_next_group(text: str, groups: int) -> bool:
    romans = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]
    letters = "ABCDE"
    return (groups < len(romans) and text == romans[groups]) or (groups < 5 and text == letters[groups])


def _words(
    lines: Sequence[Line], own: Sequence[int], number: str, base: int, skipped: set[int]
) -> list[_Word]:
    words: list[_Word] = []
    for position, index in enumerate(own):
        line = lines[index]
        text = line.text
        if position == 0:
            matched = _ROW.match(text) or _GROUP.match(text)
            text = text[matched.end() :] if matched else text
        odd = position > 0 and line.gap != base
        page_before = index - 1 in skipped or (index > 0 and line.page != lines[index - 1].page)
        broken = position > 0 and text[:1].islower() and (page_before or (line.indented and line.gap < base))
        for part_number, part in enumerate(re.split(r" {2,}", text.strip())):
            for word_number, word in enumerate(part.split()):
                words.append(
                    _Word(
                        word,
                        starts_line=part_number == 0 and word_number == 0,
                        wide=part_number > 0 and word_number == 0,
                        odd=odd and part_number == 0 and word_number == 0,
                        broken=broken and part_number == 0 and word_number == 0,
                        line=index,
                    )
                )
    return words


def _group_row(words: list[_Word], line: Line) -> FlatRow:
    text = _text(words, 0, len(words))
    return FlatRow({Column.TEXT: text}, line.number, line.page, group=True)


def _text(words: Sequence[_Word], start: int, end: int) -> str:
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
    if column is Column.WHEN:
        return when_points(text) if text else -1.0
    if column is Column.DELIVERABLE:
        return deliverable_points(text)
    if column is Column.TARGET:
        return 0.0 if not text else (2.0 if re.fullmatch(r"[\d.,%]+", text) else -4.0)
    if column is Column.UNIT:
        return 0.0 if not text else (0.5 if len(text.split()) <= 3 else -4.0)
    return 0.3 if not text else -0.5 * len(text.split())


def _border_points(word: _Word) -> float:
    points = 2.0 if word.starts_line else (3.0 if word.wide else -3.0)
    if word.odd:
        points += 1.5
    if word.text[:1].islower():
        points -= 2.5
    return points


def _row(words: list[_Word], number: str, line: Line, columns: list[Column]) -> FlatRow:
    broken = next((i for i, word in enumerate(words) if word.broken and i), None)
    order: list[Column] = [c for c in columns if c is not Column.NUMBER]
    best, bounds = _split(words[:broken] if broken else words, order)
    cells: dict[Column, str] = {c: _text(words, a, b) for c, (a, b) in zip(order, bounds, strict=True)}
    if broken:
        whole_best, whole = _split(words, order)
        # The cell that goes on after the page may stop anywhere, so its ending is not held against it.
        loose = _split(words[:broken], order, loose=True)[1]
        options = [_attach(words, broken, order, b) for b in (bounds, loose)]
        attached = max((o for o in options if o is not None), key=lambda o: o[0], default=None)
        if attached is not None and attached[0] >= whole_best - 1.0:
            best, cells = attached
        else:
            best, cells = whole_best, {c: _text(words, a, b) for c, (a, b) in zip(order, whole, strict=True)}
    cells[Column.NUMBER] = number
    return FlatRow(cells, line.number, line.page, sure=best > 4.0)


_GOOD_ENOUGH = {
    Column.TEXT: 0.0,
    Column.LEAD: 2.0,
    Column.COORDINATING: 0.0,
    Column.WHEN: 0.0,
    Column.DELIVERABLE: 0.0,
}


def _split(
    words: Sequence[_Word], order: Sequence[Column], *, loose: bool = False
) -> tuple[float, list[tuple[int, int]]]:
    """The best borders: points, and (start, end) of each column's words. ``loose``: a task may end in mid-sentence.

    Borders in the middle of a line count only where no good reading has all its borders between lines: a task's
    text may name units too.
    """
    points, bounds = _borders(words, order, loose=loose, inside=False)
    for column, (start, end) in zip(order, bounds, strict=True):
        if loose and column is Column.TEXT:
            continue
        if _cell_points(column, _text(words, start, end)) < _GOOD_ENOUGH.get(column, -99.0):
            return _borders(words, order, loose=loose, inside=True)
    return points, bounds


def _borders(
    words: Sequence[_Word], order: Sequence[Column], *, loose: bool, inside: bool
) -> tuple[float, list[tuple[int, int]]]:
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
                if column in (Column.WHEN, Column.LEAD, Column.COORDINATING) and stop - start > 60:
                    break
                text = _text(words, start, stop) if stop > start else ""
                total = points + (0.0 if loose and column is Column.TEXT else _cell_points(column, text))
                if stop > start and start > 0:
                    total += _border_points(words[start])
                if total > following.get(stop, (_NEVER, []))[0]:
                    following[stop] = (total, [*bounds, (start, stop)])
        best = following
    return best.get(size, (_NEVER, [(0, size)] + [(size, size)] * (len(order) - 1)))


def _attach(
    words: list[_Word], broken: int, order: list[Column], bounds: list[tuple[int, int]]
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
