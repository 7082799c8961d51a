"""Finding the form's tables in a workbook whose sheets and columns may have been renamed, moved or copied.

A table is known by its header texts (folded), wherever they stand. A sheet of the right name is
preferred; otherwise the sheet whose headers fit best, with ``sheet-renamed``. Positions are never assumed.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

from msgspec import Struct, field

from danvan_xl.language.folding import clean, fold
from danvan_xl.terms import form as h
from danvan_xl.terms.fields import headers as headers_of
from danvan_xl.terms.fields import to_fill
from danvan_xl.workbooks.opening.raw import RawBook, RawSheet

SEARCH_ROWS = 80
_LONGEST_HEADER = 60


class Kind(Struct, frozen=True):
    """One of the form's tables: how it is known and which columns a unit fills."""

    sheet: str
    headers: tuple[str, ...]
    inputs: tuple[str, ...]
    keys: tuple[str, ...]
    """At least one of these must be there: they tell the rows apart."""
    at_least: int


def _kind(sheet: str, keys: tuple[str, ...], at_least: int) -> Kind:
    fields = h.TABLES[sheet]
    return Kind(sheet, headers_of(fields), headers_of(to_fill(fields)), keys, at_least)


TASKS = _kind(h.TASKS, (h.CODE, h.TEXT), 4)
SCORES = _kind(h.SCORES, (h.SCORE_CODE, h.CRITERION), 4)
INDICATORS = _kind(h.INDICATORS, (h.SCORE_CODE, h.INDICATOR), 4)
MODELS = _kind(h.MODELS, h.MODEL_HEADERS[:1], 3)
PROPOSALS = _kind(h.PROPOSALS, h.PROPOSAL_HEADERS[:1], 2)
KINDS = (TASKS, SCORES, INDICATORS, MODELS, PROPOSALS)


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[tuple[int, str], ...]]:
    """Folded header → (index of the kind, canonical header) of every table that has it."""
    known: dict[str, list[tuple[int, str]]] = {}
    for index, kind in enumerate(KINDS):
        for header in kind.headers:
            known.setdefault(fold(header), []).append((index, header))
        for known_field in h.TABLES[kind.sheet]:
            for spelling in known_field.spellings:
                pair = (index, known_field.header)
                if pair not in known.setdefault(fold(spelling), []):
                    known[fold(spelling)].append(pair)
    return {key: tuple(pairs) for key, pairs in known.items()}


class Located(Struct):
    """A table in a sheet. Columns are 0-based; ``copies`` are further columns with the same header."""

    kind: Kind
    sheet: RawSheet
    header_row: int
    columns: dict[str, int]
    copies: dict[str, list[int]] = field(default_factory=dict)
    guessed: dict[str, str] = field(default_factory=dict)
    """Canonical header → what is written, where the header was recognised by likeness."""
    moved: tuple[str, ...] = ()
    decomposed: bool = False
    """Some header is written in decomposed Unicode."""
    renamed: bool = False
    beside: str = ""
    """Headers of another table beside this one that has the same keys; '' when none."""
    others: list[Located] = field(default_factory=list)
    """Further sheets that hold a table of the same kind."""

    @property
    def missing(self) -> list[str]:
        """Headers that the table lacks."""
        return [header for header in self.kind.headers if header not in self.columns]


def locate(book: RawBook) -> dict[str, Located]:
    """The form's tables in a workbook by the name of their sheet; a kind that is not found is absent."""
    candidates: dict[int, list[Located]] = {}
    for sheet in book.sheets:
        if fold(sheet.name) == fold(h.COVER) and len(book.sheets) > 1:
            continue
        for index, table in _tables_in(sheet):
            candidates.setdefault(index, []).append(table)
    found: dict[str, Located] = {}
    taken: set[int] = set()
    # The tables with most headers first: their sheets are the surest, and a sheet holds one table.
    for index in sorted(candidates, key=lambda i: -max(len(t.columns) for t in candidates[i])):
        kind = KINDS[index]
        wanted = fold(kind.sheet)
        tables = [table for table in candidates[index] if id(table.sheet) not in taken]
        if not tables:
            continue
        tables.sort(key=lambda t: (fold(t.sheet.name) != wanted, not t.sheet.visible, -len(t.columns)))
        best = tables[0]
        best.renamed = fold(best.sheet.name) != wanted
        best.others = [table for table in tables[1:] if len(table.columns) >= len(best.columns) - 2]
        taken.add(id(best.sheet))
        complete(best)
        found[kind.sheet] = best
    return found


def _tables_in(sheet: RawSheet) -> list[tuple[int, Located]]:
    """At most one table of each kind in a sheet; a sheet that could hold several kinds keeps the fullest."""
    best: dict[int, tuple[int, int]] = {}  # kind → (number of headers, row)
    wanted = fold(sheet.name)
    for row in range(min(len(sheet.grid.rows), SEARCH_ROWS)):
        complete = False
        for index, count in sheet.noted(row, _headers_in):
            if index not in best or count > best[index][0]:
                best[index] = (count, row)
            complete |= count == len(KINDS[index].headers) and fold(KINDS[index].sheet) == wanted
        if complete:
            break
    if not best:
        return []
    # "Mã", "Chỉ tiêu", "Ghi chú" belong to several tables: only the kinds that explain the row best stay.
    fullest = max(count / len(KINDS[index].headers) for index, (count, _) in best.items())
    return [
        (index, _table(sheet, KINDS[index], row))
        for index, (count, row) in best.items()
        if count / len(KINDS[index].headers) >= fullest - 0.2
    ]


def _headers_in(values: list[Any]) -> list[tuple[int, int]]:
    """Index of each kind of table whose header row this may be, and how many headers of it there are."""
    known = _known()
    hits: dict[int, set[str]] = {}
    for value in values:
        if type(value) is str and 0 < len(value) <= _LONGEST_HEADER:
            for index, header in known.get(fold(value), ()):
                hits.setdefault(index, set()).add(header)
    return [
        (index, len(headers))
        for index, headers in hits.items()
        if len(headers) >= KINDS[index].at_least and headers.intersection(KINDS[index].keys)
    ]


def _table(sheet: RawSheet, kind: Kind, row: int) -> Located:
    columns, copies, decomposed, beside = sheet.noted(row, _columns_of(kind))
    return Located(
        kind,
        sheet,
        row,
        dict(columns),
        {header: list(cols) for header, cols in copies.items()},
        decomposed=decomposed,
        beside=beside,
    )


_Columns = tuple[dict[str, int], dict[str, list[int]], bool, str]
"""Of a header row: columns, copies, decomposed and beside of :class:`Located`."""


@lru_cache(maxsize=len(KINDS))
def _columns_of(kind: Kind) -> Callable[[list[Any]], _Columns]:
    return partial(_columns, kind=kind)


def _columns(values: list[Any], kind: Kind) -> _Columns:
    known = _known()
    columns: dict[str, int] = {}
    copies: dict[str, list[int]] = {}
    decomposed = False
    first, last, beside = _own_columns(values, kind)
    for col, value in enumerate(values[:last]):
        if col < first or type(value) is not str or not 0 < len(value) <= _LONGEST_HEADER:
            continue
        for index, header in known.get(fold(value), ()):
            if KINDS[index] is not kind:
                continue
            if header in columns:
                copies.setdefault(header, []).append(col)
            else:
                columns[header] = col
            decomposed |= not value.isascii() and not unicodedata.is_normalized("NFC", value)
    return columns, copies, decomposed, beside


def _own_columns(values: list[Any], kind: Kind) -> tuple[int, int, str]:
    """Where the table begins and ends in its header row, and the headers of another one that stands beside it.

    A key's header that stands again begins another table, such as last year's; the one with most headers is ours.
    """
    headers = {fold(header) for header in kind.headers}
    keys = {fold(header) for header in kind.keys}
    parts: list[list[tuple[int, str]]] = [[]]
    for col, value in enumerate(values):
        if type(value) is str and 0 < len(value) <= _LONGEST_HEADER and (name := fold(value)) in headers:
            if name in keys and name in [other for _, other in parts[-1]]:
                parts.append([])
            parts[-1].append((col, name))
    if len(parts) == 1:
        return 0, len(values), ""
    ours = max(range(len(parts)), key=lambda i: (len({name for _, name in parts[i]}), -i))
    first = parts[ours][0][0] if ours else 0
    last = parts[ours + 1][0][0] if ours + 1 < len(parts) else len(values)
    others = [clean(values[col]) for i, part in enumerate(parts) if i != ours for col, _ in part]
    return first, last, "; ".join(others)


def complete(table: Located) -> None:
    """Look for headers that slipped a row (merged cells) or were retyped; note moved columns."""
    missing = table.missing
    if missing:
        _slipped_headers(table, missing)
        _similar_headers(table)
    order = [table.columns[header] for header in table.kind.headers if header in table.columns]
    if any(a > b for a, b in itertools.pairwise(order)):
        table.moved = _moved(table)


def _slipped_headers(table: Located, missing: list[str]) -> None:
    """A header merged with the cell above it stands one or two rows higher, one split off a row lower."""
    grid, taken = table.sheet.grid, set(table.columns.values())
    wanted = {fold(header): header for header in missing}
    for row in (table.header_row - 1, table.header_row - 2, table.header_row + 1):
        for col, value in enumerate(grid.rows[row]) if 0 <= row < len(grid.rows) else ():
            header = wanted.get(fold(value)) if isinstance(value, str) and value else None
            free = col not in taken and grid.value(table.header_row, col) is None
            if header and header not in table.columns and free:
                table.columns[header] = col
                taken.add(col)


def _similar_headers(table: Located) -> None:
    """Headers retyped with a slip ('Ngày hoàn thanh'): only where one column and one header fit each other."""
    missing = table.missing
    if not missing:
        return
    from rapidfuzz import fuzz

    taken = set(table.columns.values()) | {col for cols in table.copies.values() for col in cols}
    free = {
        col: value
        for col, value in enumerate(table.sheet.grid.rows[table.header_row])
        if isinstance(value, str) and 0 < len(value) <= _LONGEST_HEADER and col not in taken
    }
    for header in missing:
        scores = sorted(
            ((fuzz.ratio(_bare(header), _bare(value)), col) for col, value in free.items()), reverse=True
        )
        if not scores or scores[0][0] < 84 or (len(scores) > 1 and scores[1][0] > scores[0][0] - 8):
            continue
        col = scores[0][1]
        rivals = [other for other in missing if other != header]
        if any(fuzz.ratio(_bare(other), _bare(free[col])) > scores[0][0] - 8 for other in rivals):
            continue
        table.columns[header] = col
        table.guessed[header] = clean(free.pop(col))


def _bare(text: str) -> str:
    return fold(text).replace(" ", "")


def _moved(table: Located) -> tuple[str, ...]:
    """The fewest headers whose going away leaves the rest in the form's order."""
    headers = [header for header in table.kind.headers if header in table.columns]
    columns = [table.columns[header] for header in headers]
    runs: list[list[int]] = []
    for i, col in enumerate(columns):
        longest: list[int] = []
        for run in runs:
            if columns[run[-1]] < col and len(run) > len(longest):
                longest = run
        runs.append([*longest, i])
    kept = set(sorted(runs, key=len)[-1])
    return tuple(header for i, header in enumerate(headers) if i not in kept)
