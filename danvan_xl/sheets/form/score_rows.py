"""Where the rows and columns of ``Chấm điểm`` stand."""

from __future__ import annotations

from danvan_xl.sheets.form import look
from danvan_xl.terms import form as h
from danvan_xl.workbooks.drawing.spec import range_name, sheet_ref

COLUMN = look.columns_of(h.SCORE_FIELDS)


class ScoreRows:
    """Where the criteria stand (0-based rows) and, in hidden columns, their kinds and applicable maxima."""

    KIND = look.FIRST + len(COLUMN)
    APPLICABLE = KIND + 1
    OPTIONS = KIND + 2
    """First of the hidden columns that hold long lists of options."""

    def __init__(self, first: int, count: int) -> None:
        self.first, self.last = first, first + count - 1

    def column(self, col: int | str, *, sheet: bool = False) -> str:
        """Absolute reference of a column's rows, by its header or its number."""
        col = COLUMN[col] if isinstance(col, str) else col
        area = range_name((self.first, col, self.last, col), absolute=True)
        return f"{sheet_ref(h.SCORES)}!{area}" if sheet else area
