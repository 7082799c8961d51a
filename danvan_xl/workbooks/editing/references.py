"""References inside formulas: moved with a copied formula, shifted where rows were put in between.

A1 references only, as files hold them (ECMA-376 part 1, 18.17.2.3). Texts in quotes, names of functions (LOG10) and names of
sheets are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from danvan_xl.workbooks.drawing.spec import column_name
from danvan_xl.workbooks.opening.sheet_xml import column_index

LAST_ROW = 1_048_576
_CELL = r"\$?[A-Za-z]{1,3}\$?\d{1,7}"
_TOKEN = re.compile(
    r'(?P<text>"(?:[^"]|"")*")'
    r"|(?P<sheet>(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?(?<![\w.$])"
    rf"(?P<first>{_CELL})(?::(?P<last>{_CELL}))?(?![\w.(!])",
)
_WHOLE_ROWS = re.compile(r"(?<![\w.$:])\$?\d{1,7}:\$?\d{1,7}(?![\w.:])")
_PARTS = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})")


class Span:
    """A reference: rows and columns, 0-based, a single cell where both ends are one."""

    def __init__(self, first: str, last: str | None) -> None:
        self.ends = [self._parts(first), self._parts(last or first)]
        self.single = last is None

    @staticmethod
    def _parts(text: str) -> tuple[str, int, str, int]:
        match = _PARTS.fullmatch(text)
        assert match is not None  # _TOKEN lets nothing else through
        return match[1], column_index(match[2].upper()), match[3], int(match[4]) - 1

    @property
    def rows(self) -> tuple[int, int]:
        """First and last row."""
        return self.ends[0][3], self.ends[1][3]

    @property
    def columns(self) -> tuple[int, int]:
        """First and last column."""
        return self.ends[0][1], self.ends[1][1]

    def with_rows(self, top: int, bottom: int) -> str:
        """The same reference over other rows."""
        texts = [
            f"{fixed_col}{column_name(col)}{fixed_row}{row + 1}"
            for (fixed_col, col, fixed_row, _), row in zip(self.ends, (top, bottom), strict=True)
        ]
        return texts[0] if self.single else ":".join(texts)

    def moved(self, rows: int, columns: int) -> str:
        """As in a formula that was copied so far: what is fixed by $ stays."""
        texts = []
        for fixed_col, col, fixed_row, row in self.ends:
            to_col, to_row = col if fixed_col else col + columns, row if fixed_row else row + rows
            if not (0 <= to_row < LAST_ROW and 0 <= to_col < 16_384):
                return "#REF!"
            texts.append(f"{fixed_col}{column_name(to_col)}{fixed_row}{to_row + 1}")
        return texts[0] if self.single else ":".join(texts)


def replaced(formula: str, change: Callable[[str, Span], str]) -> str:
    """The formula with each reference changed; ``change`` gets the sheet's name ('' for the formula's own) and the span."""

    def one(match: re.Match[str]) -> str:
        if match["text"] is not None:
            return match["text"]
        prefix = match["sheet"] or ""
        sheet = prefix[:-1]
        if sheet.startswith("'"):
            sheet = sheet[1:-1].replace("''", "'")
        return prefix + change(sheet, Span(match["first"], match["last"]))

    return _TOKEN.sub(one, formula)


def spans(formula: str) -> list[tuple[str, Span]]:
    """Every reference: the sheet's name ('' for the formula's own) and the span."""
    found: list[tuple[str, Span]] = []

    def note(sheet: str, span: Span) -> str:
        found.append((sheet, span))
        return ""

    replaced(formula, note)
    return found


def copied(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads when its cell is copied so many rows down and columns to the right."""
    return replaced(formula, lambda _, span: span.moved(rows, columns))


class Growth:
    """Rows put in behind the rows ``first`` to ``last`` (0-based) of one sheet.

    What stands below moves down; a range that holds all of those rows (a sum over them) grows with them.
    """

    def __init__(self, sheet: str, first: int, last: int, count: int) -> None:
        self.sheet, self.first, self.last, self.count = sheet, first, last, count

    def row(self, row: int) -> int:
        """Where a row stands now."""
        return row + self.count if row > self.last else row

    def rows(self, top: int, bottom: int) -> tuple[int, int]:
        """Where a stretch of rows stands now."""
        grows = top <= self.first and bottom == self.last
        return self.row(top), bottom + self.count if grows else self.row(bottom)

    def formula(self, text: str, own_sheet: str) -> str:
        """A formula of the sheet ``own_sheet`` after the growth."""

        def change(sheet: str, span: Span) -> str:
            if (sheet or own_sheet).casefold() != self.sheet.casefold():
                return span.with_rows(*span.rows)
            top, bottom = span.rows
            return (
                span.with_rows(self.row(top), self.row(top))
                if span.single
                else span.with_rows(*self.rows(top, bottom))
            )

        return replaced(text, change)

    def areas(self, text: str) -> str:
        """A list of areas ('A1:B2 C3') after the growth; one over all of the rows, be it a single cell, grows."""
        return replaced(text, lambda _, span: _as_area(span, *self.rows(*span.rows)))

    def moved(self, area: str) -> str:
        """An area that belongs to its own rows (a merged cell, a link) after the growth."""
        return replaced(area, lambda _, span: span.with_rows(*map(self.row, span.rows)))

    def counts_single_rows(self, formula: str, own_sheet: str) -> bool:
        """Whether a formula takes some of the rows one by one (=C7+C8), so that new rows would be left out of it."""
        own = [s for sheet, s in spans(formula) if (sheet or own_sheet).casefold() == self.sheet.casefold()]
        touching = [s for s in own if s.rows[0] <= self.last and s.rows[1] >= self.first]
        whole = [s for s in touching if not s.single and s.rows[0] <= self.first and s.rows[1] >= self.last]
        return len(whole) < len(touching) or bool(_WHOLE_ROWS.search(formula))


def _as_area(span: Span, top: int, bottom: int) -> str:
    if span.single and bottom > top:
        return f"{span.with_rows(top, top)}:{span.with_rows(bottom, bottom)}"
    return span.with_rows(top, bottom)
