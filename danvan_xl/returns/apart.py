"""A workbook that holds whole forms of several units, their sheets copied together: taken apart by unit.

Only where that is exact: each sheet that holds something of a form says in its hidden cell whose it is, and each unit has
its own ``Bìa``. Anything else stays one workbook, which :mod:`.identify` refuses (``several-units``).
"""

from __future__ import annotations

from msgspec.structs import replace

from danvan_xl.identity import FORM
from danvan_xl.language.folding import fold
from danvan_xl.returns.identify import tokens_in
from danvan_xl.returns.recognise import own_workbook
from danvan_xl.terms import form as h
from danvan_xl.typed.context import ReadingContext
from danvan_xl.typed.cover import find_cover
from danvan_xl.typed.locate import locate
from danvan_xl.workbooks.opening.raw import RawBook, RawSheet

_ROWS, _COLUMNS = 400, 8
"""So far a table with a row a unit is looked for."""


def apart(book: RawBook) -> dict[str, RawBook]:
    """Unit code, as the forms write it → its own workbook; {} where the file holds one form, or cannot be taken apart."""
    if len(book.sheets) < 4:  # two forms are two covers and two tables at least
        return {}
    by_unit: dict[str, list[RawSheet]] = {}
    rest: list[RawSheet] = []
    for sheet in book.sheets:
        units = {t.identity.unit for t in tokens_in(sheet) if t.identity.kind == FORM and t.identity.unit}
        if len(units) == 1:
            by_unit.setdefault(units.pop(), []).append(sheet)
        elif units:
            return {}
        else:
            rest.append(sheet)
    if len(by_unit) < 2 or own_workbook(book, []) or locate(replace(book, sheets=rest)):
        return {}
    parts = {unit: _part(book, sheets) for unit, sheets in by_unit.items()}
    return parts if all(_is_whole(unit, part) for unit, part in parts.items()) else {}


def _part(book: RawBook, sheets: list[RawSheet]) -> RawBook:
    names = {sheet.name for sheet in sheets}
    comments = [note for note in book.comments if note[0] in names]
    return replace(book, sheets=sheets, properties={}, names={}, comments=comments, as_issued=False)


def _is_whole(unit: str, part: RawBook) -> bool:
    """One cover, of this unit, and a table that is filled in."""
    covers = [sheet for sheet in part.sheets if find_cover(replace(part, sheets=[sheet])).sheet is not None]
    return len(covers) == 1 and fold(find_cover(part).text(h.UNIT_CODE)) == fold(unit) and bool(locate(part))


def units_in_rows(book: RawBook, context: ReadingContext) -> list[str]:
    """Names of the units that stand one beneath the other in a column: a table with a row a unit. [] for fewer than two."""
    for sheet in book.sheets:
        columns: dict[int, dict[str, str]] = {}
        for row in sheet.grid.rows[:_ROWS]:
            for col, value in enumerate(row[:_COLUMNS]):
                key = fold(value) if isinstance(value, str) else ""
                unit = (context.units_by_code.get(key) or context.units_by_name.get(key)) if key else None
                if unit is not None:
                    columns.setdefault(col, {})[unit.code] = unit.name
        if columns and len(found := max(columns.values(), key=len)) > 1:
            return list(found.values())
    return []
