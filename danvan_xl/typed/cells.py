"""Reading one cell of a returned table: exactly, or converted with a finding, or blank with a finding.

What was typed goes through ``language`` (numbers, dates, marks); what the file says about the cell
(an error, a formula, a percent format, a merged area, a legacy font) is heeded first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from html import unescape
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from danvan_xl.findings import Severity, catalogue
from danvan_xl.language.dates import read_date
from danvan_xl.language.folding import clean
from danvan_xl.language.marks import read_mark
from danvan_xl.language.measures import UNIT_CONVERTED, UNIT_MISMATCH
from danvan_xl.language.numbers import LARGEST, NUMBER_AS_TEXT, VALUE_NOT_NUMBER, exact, read_number
from danvan_xl.language.reading import Reading
from danvan_xl.language.showing import LONGEST_SHOWN, as_text, shown
from danvan_xl.model import Columns
from danvan_xl.review import Correction
from danvan_xl.terms.form import TABLES
from danvan_xl.typed.day_order import DAY_FIRST, MONTH_FIRST, either_first, first_like
from danvan_xl.typed.extent import second_table
from danvan_xl.typed.locate import Located
from danvan_xl.typed.log import Log
from danvan_xl.workbooks.drawing.spec import cell_name, column_name
from danvan_xl.workbooks.opening.formulas import calculate
from danvan_xl.workbooks.opening.raw import RawSheet
from danvan_xl.workbooks.opening.seen import PARTLY_RAISED, Position, Seen, is_rounded, seen_under

_remembered = lru_cache(maxsize=8192)(clean)
_FALLBACK = {"number": "value-not-number", "date": "date-not-understood", "mark": "mark-not-understood"}
_DAYS_1904 = 1462
BLANK = "trống"
_MONTH_FIRST = re.compile(r"(\[[^\]]*\])*m{1,4}[^a-z]+d", re.I)


class _Unread:
    """Something stands in the cell that may not be used; its finding has been made."""


UNREAD = _Unread()


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def standing_text(value: object) -> str:
    """What stands in a cell, in words that a summary can keep."""
    return BLANK if value is None else shown(value)


def tidy(value: object) -> str:
    """A cell as clean text, '' when blank; the texts that all forms share are cleaned once."""
    if type(value) is str and len(value) < 400:
        return _remembered(value)
    return as_text(value)


class CellReader(Struct):
    """Reads the cells of one table. ``unread`` of each method: something was given and could not be used."""

    table: Located
    log: Log
    start: date
    end: date
    """The plan's first and last day: dates without a year are read in it."""
    date_1904: bool = False
    recalculates: bool = False
    corrections: dict[tuple[str, str], Correction] = field(default_factory=dict)
    used_corrections: dict[tuple[str, str], str] = field(default_factory=dict)
    """What stood in each corrected cell that was read."""
    is_entangled: bool = False
    """What one of its cells says may hang on more than the cell."""
    columns_of_fields: Columns = ()
    """Of the fields that the table has."""
    told: int = 0
    """How many findings were made, those that one finding a sheet is enough for included."""
    _covered: dict[Position, Position] | None = None
    _end: int | None = None
    _texts: dict[tuple[str, re.Pattern[str]], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        columns = self.table.columns
        merged = any(bottom > self.table.header_row for _, _, bottom, _ in self.sheet.merged)
        self.is_entangled = merged or bool(self.corrections or self.table.copies)
        fields = TABLES[self.table.kind.sheet]
        self.columns_of_fields = tuple(
            [(f.attribute, column_name(columns[f.header])) for f in fields if f.header in columns]
        )

    @property
    def sheet(self) -> RawSheet:
        """The sheet that holds the table."""
        return self.table.sheet

    @property
    def layout(self) -> Hashable:
        """Where two tables are alike in this, equal rows are read alike; None where a row's reading may hang on others."""
        if self.is_entangled or self.sheet.hides_zeros:
            return None
        return self.table.kind.sheet, tuple(self.table.columns.items()), self.date_1904, self.recalculates

    def blanks_in(self, row: int) -> Callable[[str], bool]:
        """Tells of a header whether nothing at all is to be read under it in ``row``; makes no finding."""
        columns, rows = self.table.columns, self.sheet.grid.rows
        formulas, errors, entangled = self.sheet.formulas, self.sheet.errors, self.is_entangled
        line = rows[row] if row < len(rows) else ()
        width = len(line)

        def blank(header: str) -> bool:
            col = columns.get(header)
            if col is None:
                return True
            if entangled or (col < width and (value := line[col]) is not None and value != ""):
                return False
            return (row, col) not in formulas and (row, col) not in errors

        return blank

    def raw(self, row: int, header: str) -> Any:
        """The value, None when blank or when the column is missing, UNREAD after a finding.

        Where a person sees another value than the cell holds, a :class:`~danvan_xl.workbooks.opening.seen.Seen`.
        """
        col = self.table.columns.get(header)
        if col is None:
            return None
        value = self.sheet.seen(row, col)
        if type(value) is str and value.isspace():
            value = None
        if self.is_entangled or (row, col) in self.sheet.formulas or (row, col) in self.sheet.errors:
            value = self._careful(row, col, header, value)
        if isinstance(value, Seen) and not value.strip():
            self.add("value-differs", row, header, shown(value.stored), note=value.why)
            return UNREAD
        return value

    def _careful(self, row: int, col: int, header: str, value: Any) -> Any:
        name = cell_name(row, col)
        key = (self.sheet.name, name)
        if key in self.corrections:
            correction, stands = self.corrections[key], self._stands((row, col), value)
            told = key in self.used_corrections
            self.used_corrections[key] = stands
            if correction.fits(stands):
                if not told:
                    self.add("corrected", row, header, shown(correction.value) or BLANK, note=correction.note)
                return None if correction.value in (None, "") else correction.value
            if not told:
                self.add("correction-outlived", row, header, stands, note=correction.stood)
        position = (row, col)
        if position in self.sheet.errors:
            self.add("error-value", row, header, self.sheet.errors[position])
            return UNREAD
        if position in self.sheet.formulas:
            value = self._formula(row, col, header, value)
        if position in self.sheet.covered:
            hidden = shown(self.sheet.covered[position])
            self.add("merged-cells", row, header, name, note=f"nên không ai thấy “{hidden}” ở dưới; để trống")
            return UNREAD
        if header in self.table.copies:
            value = self._one_of_copies(row, header, value)
        if value is None and self.sheet.merged:
            value = self._merged(row, col, header)
        return value

    def _stands(self, position: Position, value: Any) -> str:
        """What stands in a cell, as a correction of it remembers it."""
        value = self.sheet.errors.get(position, value)
        return standing_text(value if value is not None else self.sheet.formulas.get(position))

    def _formula(self, row: int, col: int, header: str, value: Any) -> Any:
        """A cached result is what people saw; where nothing was ever calculated, simple sums are worked out."""
        formula = unescape(self.sheet.formulas[row, col])
        trusted = value is not None and not (self.recalculates and not value)
        if trusted:
            self.add("formula-in-input", row, header, shown(value), note=f"={formula}" if formula else "")
            return value
        worked_out = calculate(formula, self.sheet.grid, self.sheet.formulas) if formula else None
        if worked_out is not None:
            self.add(
                "formula-in-input", row, header, shown(worked_out), note=f"={formula}, chương trình tính lại"
            )
            return seen_under(worked_out, self.sheet.format_of((row, col)))
        self.add("formula-not-calculated", row, header, f"={formula}" if formula else "")
        return UNREAD

    def _one_of_copies(self, row: int, header: str, value: Any) -> Any:
        values = [value, *(self.sheet.seen(row, col) for col in self.table.copies[header])]
        given = [v for v in values if v is not None and v != ""]
        if not given or (value is not None and all(as_text(v) == as_text(value) for v in given)):
            return value
        self.add("column-duplicated", row, header, "; ".join(shown(v) for v in given))
        return UNREAD

    def _merged(self, row: int, col: int, header: str) -> Any:
        """A blank cell inside a merged area: people see the area's value here too, but whose is it?"""
        if self._covered is None:
            self._covered = {
                (r, c): (top, left)
                for top, left, bottom, right in self.sheet.merged
                if (bottom - top) * (right - left) < 20_000
                for r in range(top, bottom + 1)
                for c in range(left, right + 1)
                if (r, c) != (top, left)
            }
        anchor = self._covered.get((row, col))
        if anchor is None or anchor[0] <= self.table.header_row or anchor[0] == row:
            # Merged sideways within its own row: the value belongs to the column where it stands.
            return None
        value = self.sheet.grid.value(*anchor)
        if value is None or anchor[1] != col:
            return None
        self.add(
            "merged-cells", row, header, cell_name(*anchor), note=f"“{shown(value)}” chỉ tính cho dòng đầu"
        )
        return UNREAD

    def add(
        self,
        code: str,
        row: int,
        header: str,
        value: object = None,
        note: str = "",
        severity: Severity | None = None,
        *,
        item: str | None = None,
    ) -> None:
        """A finding about the cell under ``header`` in ``row``; ``item``: the code of what the row is about."""
        self.told += 1
        if code not in catalogue():
            code = _FALLBACK["number"]
        self.log.add(
            code,
            sheet=self.sheet.name,
            cell=cell_name(row, self.table.columns.get(header, 0)),
            value=value,
            header=header,
            note=note,
            severity=severity,
            row=item if item is not None else value or "",
        )

    # --- typed readings: (value, unread) -----------------------------------------------------

    def text(self, row: int, header: str) -> str:
        """Text in NFC with its line breaks; '' when blank. Numbers and dates as a person sees them."""
        value = self.raw(row, header)
        if value is None or value is UNREAD:
            return ""
        if isinstance(value, Seen) and value.why == PARTLY_RAISED:
            value = value.stored
        elif isinstance(value, Seen) and isinstance(value.stored, str):
            self.add("value-as-shown", row, header, tidy(value), note=value.why)
        if not isinstance(value, str):
            return shown(value) if isinstance(value, date) else as_text(value)
        position = (row, self.table.columns[header])
        if position in self.sheet.legacy:
            self.add(
                "legacy-encoding", row, header, clean(value)[:LONGEST_SHOWN], self.sheet.legacy[position]
            )
        if not value.isascii() and not unicodedata.is_normalized("NFC", value):
            self.decomposed(row, header, value)
        if "\n" in value or "\r" in value:
            return "\n".join(filter(None, map(clean, value.splitlines())))
        return tidy(value)

    def decomposed(self, row: int, header: str, value: str) -> None:
        """One finding a sheet is enough: the text loses nothing."""
        self.told += 1
        code = "unicode-decomposed"
        if not any(f.code == code and f.sheet == self.sheet.name for f in self.log.findings):
            self.add(code, row, header, clean(value)[:40])

    def number(
        self,
        row: int,
        header: str,
        *,
        percent: bool = False,
        whole: bool = False,
        unit: str = "",
        out_of: Decimal | None = None,
        negative: bool = False,
    ) -> tuple[Decimal | None, bool]:
        """A number; ``negative``: whether one below 0 may stand (a finding of the rules then)."""
        value = self.raw(row, header)
        if value is None:
            return None, False
        if value is UNREAD:
            return None, True
        number_format = (
            self.sheet.format_of((row, self.table.columns[header])) if type(value) is str else None
        )
        seen = value if isinstance(value, Seen) else None
        given = value if seen is None else seen.typed if seen.number is None else seen.number
        reading = read_number(
            given, number_format=number_format, percent=percent, whole=whole, unit=unit, out_of=out_of
        )
        if reading.value is not None and abs(reading.value) >= LARGEST:
            reading = Reading(None, (VALUE_NOT_NUMBER,), "số quá lớn, có thể ghi nhầm")
        if seen is not None:
            reading = self._as_seen(seen, reading, row, header)
        self._issues(reading, row, header, value, "number")
        if reading.value is not None and reading.value < 0 and not negative:
            self.add("value-negative", row, header, shown(value))
            return None, True
        return reading.value, reading.unreadable

    def _as_seen(self, seen: Seen, reading: Reading[Decimal], row: int, header: str) -> Reading[Decimal]:
        """What is seen counts. A number rounded by its format is taken as seen; one that is seen as quite another is not."""
        issues = tuple(code for code in reading.issues if code != NUMBER_AS_TEXT)
        stored = exact(float(seen.stored)) if isinstance(seen.stored, int | float) else None
        note = f"hiện “{seen}”, {seen.why}"
        if UNIT_CONVERTED in issues or UNIT_MISMATCH in issues:
            return reading
        if seen.percent:
            if reading.value not in (None, stored):
                self.add("percent-as-fraction", row, header, str(seen))
        elif reading.value is None and VALUE_NOT_NUMBER in issues:
            issues = ("value-differs",)
        elif reading.value is not None and stored is not None and reading.value != stored:
            if not is_rounded(stored, seen.number):
                return Reading(None, ("value-differs",), note)
            self.add("value-as-shown", row, header, str(seen), note=seen.why, severity=Severity.INFO)
        elif reading.value is not None and stored is None:
            self.add("value-as-shown", row, header, str(seen), note=seen.why)
        return replace(reading, issues=issues, note=note if issues == ("value-differs",) else reading.note)

    def day(self, row: int, header: str) -> tuple[date | None, bool]:
        """A date."""
        value = self.raw(row, header)
        if value is None:
            return None, False
        if value is UNREAD:
            return None, True
        stored = value.stored if isinstance(value, Seen) else value
        if isinstance(stored, date) and (beside := self._day_first_text(row, header, stored)):
            self.add("dates-month-first", row, header, shown(stored), note=f" ({beside})")
            return None, True
        if either_first(stored) and (beside := self._text_like(MONTH_FIRST, header)):
            note = f": cùng cột có “{beside}” ghi tháng trước ngày, chưa rõ đâu là ngày"
            self.add("date-not-understood", row, header, shown(stored), note=note)
            return None, True
        # A serial number without a date format: its first day depends on the workbook's date system.
        if self.date_1904 and isinstance(value, int | float) and not isinstance(value, bool):
            value = value + _DAYS_1904
        reading = read_date(value, start=self.start, end=self.end)
        if isinstance(value, Seen) and isinstance(value.stored, date):
            if reading.value == _day(value.stored):
                return reading.value, False
            self.add("date-not-understood", row, header, str(value), note=reading.note or value.why)
            return None, True
        self._issues(reading, row, header, value, "date")
        return reading.value, reading.unreadable

    def _day_first_text(self, row: int, header: str, stored: date) -> str:
        """A text date of the column that only day-first can mean, where this one was stored month-first; '' else.

        An Excel set to month-first takes "05/9/2025" for the 9th of May and leaves "30/8/2025" a text.
        """
        col = self.table.columns[header]
        if stored.day > 12 or not _MONTH_FIRST.match(self.sheet.format_of((row, col))):
            return ""
        return self._text_like(DAY_FIRST, header)

    def _text_like(self, pattern: re.Pattern[str], header: str) -> str:
        """The column's first text of that pattern."""
        if (header, pattern) not in self._texts:
            texts = (self.sheet.grid.value(at, self.table.columns[header]) for at in self.rows())
            self._texts[header, pattern] = first_like(pattern, texts)
        return self._texts[header, pattern]

    def mark(self, row: int, header: str) -> tuple[bool, bool]:
        """A tick; blank and "không" are both False."""
        value = self.raw(row, header)
        if value is None:
            return False, False
        if value is UNREAD:
            return False, True
        reading = read_mark(value, label=header)
        self._issues(reading, row, header, value, "mark")
        return bool(reading.value), reading.unreadable

    def _issues(self, reading: Reading[Any], row: int, header: str, value: object, what: str) -> None:
        for code in reading.issues:
            known = code if code in catalogue() else _FALLBACK[what]
            stored = value.stored if code == "value-differs" and isinstance(value, Seen) else value
            self.add(known, row, header, shown(stored), reading.note)

    def given(self, row: int, headers: Iterable[str]) -> bool:
        """Whether anything stands under any of ``headers`` in this row; makes no finding."""
        grid, columns = self.sheet.grid, self.table.columns
        for col in (columns[header] for header in headers if header in columns):
            value = grid.value(row, col)
            if value is not None and not (isinstance(value, str) and value.isspace()):
                return True
            if (row, col) in self.sheet.errors or (row, col) in self.sheet.formulas:
                return True
        return False

    def rows(self) -> range:
        """Rows beneath the header, to the table's end; a second table below is told when first met."""
        if self._end is None:
            second = second_table(self.table)
            self._end = len(self.sheet.grid.rows) if second is None else second
            if second is not None:
                name = self.table.kind.sheet
                self.log.add(
                    "table-again", sheet=self.sheet.name, cell=cell_name(second, 0), value=name, header=name
                )
        return range(self.table.header_row + 1, self._end)
