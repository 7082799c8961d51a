"""Sheet ``Số liệu`` of the form: the counts and rates that the period asks for."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from decimal import Decimal

from danvan_xl.model import Indicator, IndicatorAnswer, NumberKind
from danvan_xl.sheets.form import look
from danvan_xl.sheets.form.checks import Check
from danvan_xl.terms import form as h
from danvan_xl.workbooks.drawing.spec import Range, SheetSpec, Validation, cell_name, range_name, sheet_ref

WIDTHS = (10, 52, 14, 16, 16, 40)
_COLUMN = {header: look.FIRST + offset for offset, header in enumerate(h.INDICATOR_HEADERS)}
IN_PERIOD_COLUMN = _COLUMN[h.IN_PERIOD]

GUIDANCE = (
    "Gõ số liệu phát sinh trong kỳ và số lũy kế từ đầu kế hoạch. Không phát sinh thì gõ 0, không để trống.",
    "Chỉ gõ số (ví dụ 12 hoặc 8,5); tỷ lệ gõ từ 0 đến 100, không gõ dấu %.",
)


class IndicatorRows:
    """Where each indicator's values stand, for formulas on other sheets."""

    def __init__(self, first: int, codes: Sequence[str]) -> None:
        self.first = first
        self.rows = {code: first + offset for offset, code in enumerate(codes)}

    def cells(self) -> dict[str, str]:
        """Absolute reference, with the sheet, of each indicator's Trong kỳ."""
        sheet = sheet_ref(h.INDICATORS)
        return {
            code: f"{sheet}!{cell_name(row, IN_PERIOD_COLUMN, absolute=True)}"
            for code, row in self.rows.items()
        }

    def column(self, header: str) -> str:
        """Absolute reference, with the sheet, of a whole column of values."""
        col = _COLUMN[header]
        area = (self.first, col, self.first + len(self.rows) - 1, col)
        return f"{sheet_ref(h.INDICATORS)}!{range_name(area, absolute=True)}"


def indicator_sheet(
    indicators: list[Indicator], token: str, answers: Mapping[str, IndicatorAnswer]
) -> tuple[SheetSpec, list[Check], IndicatorRows]:
    """The sheet, its lines of the check list, and where its rows stand (one an indicator, no gaps)."""
    sheet, row = look.start_sheet(h.INDICATORS, token, "SỐ LIỆU BÁO CÁO", GUIDANCE, WIDTHS)
    for line in _constraints(indicators):
        sheet.put(row, look.FIRST, line, look.GUIDE)
        row += 1
    header = row + 1
    look.put_headers(sheet, header, h.INDICATOR_HEADERS, h.INDICATOR_INPUTS)
    by_kind: dict[NumberKind, list[int]] = {}
    for offset, indicator in enumerate(indicators):
        at = header + 1 + offset
        by_kind.setdefault(indicator.kind, []).append(at)
        number = look.INPUT_INTEGER if indicator.kind is NumberKind.WHOLE else look.INPUT_NUMBER
        answer = answers.get(indicator.code)
        sheet.put(at, _COLUMN["Mã"], indicator.code, look.CODE)
        sheet.put(at, _COLUMN["Chỉ tiêu"], indicator.text, look.FACT)
        sheet.put(at, _COLUMN["Đơn vị tính"], indicator.unit, look.FACT_CENTER)
        given = (answer.in_period, answer.cumulative, answer.note) if answer else (None, None, None)
        for name, value, looks in zip(h.INDICATOR_INPUTS, given, (number, number, look.INPUT), strict=True):
            sheet.put(at, _COLUMN[name], value, look.given(value, looks))
    for kind, of_kind in by_kind.items():
        sheet.validations.append(_limits(kind, _areas(of_kind)))
    rows = IndicatorRows(header + 1, [indicator.code for indicator in indicators])
    blank = sum(1 for i in indicators if (answer := answers.get(i.code)) is None or answer.in_period is None)
    checks = [
        Check("Số liệu: ô số trong kỳ còn trống", f"COUNTBLANK({rows.column(h.IN_PERIOD)})", blank),
        Check(
            "Số liệu: ô gõ chữ, không phải số",
            "+".join(f"COUNTA({c})-COUNT({c})" for c in map(rows.column, (h.IN_PERIOD, h.CUMULATIVE))),
            0,
        ),
    ]
    return sheet, checks, rows


def _constraints(indicators: list[Indicator]) -> list[str]:
    """One line of the identities that the numbers must satisfy, so that a unit checks before sending."""
    rules = [indicator.constraint for indicator in indicators if _is_check(indicator.constraint)]
    return textwrap.wrap("Các số phải khớp nhau: " + "; ".join(rules) + ".", 130) if rules else []


def _is_check(constraint: str) -> bool:
    return any(sign in constraint for sign in "=<>≤≥")


def _areas(rows: list[int]) -> list[Range]:
    """Consecutive rows as blocks over both number columns."""
    first, last = _COLUMN[h.IN_PERIOD], _COLUMN[h.CUMULATIVE]
    areas: list[Range] = []
    for row in rows:
        if areas and areas[-1][2] == row - 1:
            areas[-1] = (areas[-1][0], first, row, last)
        else:
            areas.append((row, first, row, last))
    return areas


def _limits(kind: NumberKind, areas: list[Range]) -> Validation:
    if kind is NumberKind.RATE:
        return look.at_least_zero(list(areas), "Tỷ lệ (%)", maximum=Decimal(100))
    return look.at_least_zero(list(areas), "Số liệu", whole=kind is NumberKind.WHOLE)
