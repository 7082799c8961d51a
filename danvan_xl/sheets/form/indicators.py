"""Sheet ``Số liệu`` of the form: the counts and rates that the period asks for."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from msgspec.structs import replace

from danvan_xl.model import Indicator, IndicatorAnswer, NumberKind
from danvan_xl.rules.constraints import checks_of
from danvan_xl.sheets.fields import fact_style, number_rule
from danvan_xl.sheets.form import look
from danvan_xl.sheets.form.checks import Check
from danvan_xl.sheets.tables import Area
from danvan_xl.terms import form as h
from danvan_xl.terms.fields import FieldKind, headers, values_of
from danvan_xl.workbooks.drawing.spec import Range, SheetSpec, Validation

_COLUMN = look.columns_of(h.INDICATOR_FIELDS)

GUIDANCE = (
    "Ghi số phát sinh trong kỳ và số lũy kế từ đầu kế hoạch.",
    "Chỉ ghi số (ví dụ 12 hoặc 8,5); tỷ lệ ghi từ 0 đến 100, không kèm dấu %.",
)


def indicator_sheet(
    indicators: list[Indicator], token: str, answers: Mapping[str, IndicatorAnswer]
) -> tuple[SheetSpec, list[Check], Area]:
    """The sheet, its lines of the check list, and where its rows stand (one an indicator, no gaps)."""
    sheet, row = look.start_sheet(h.INDICATORS, token, "SỐ LIỆU BÁO CÁO", GUIDANCE)
    for line in _constraints(indicators):
        sheet.put(row, look.FIRST, line, look.GUIDE)
        row += 1
    header = row + 1
    look.put_headers(sheet, header, h.INDICATOR_FIELDS)
    by_kind: dict[NumberKind, list[int]] = {}
    for offset, indicator in enumerate(indicators):
        at = header + 1 + offset
        by_kind.setdefault(indicator.kind, []).append(at)
        given = values_of(answers.get(indicator.code), h.INDICATOR_ANSWERS)
        for field in h.INDICATOR_FIELDS:
            if field.fill:
                whole = indicator.kind is NumberKind.WHOLE and field.kind is FieldKind.NUMBER
                own = replace(field, kind=FieldKind.COUNT) if whole else field
                look.put_given(sheet, at, _COLUMN, own, given[field.attribute])
            else:
                fact = getattr(indicator, field.attribute)
                sheet.put(at, _COLUMN[field.header], fact, fact_style(field))
    for kind, of_kind in by_kind.items():
        sheet.validations.append(_limits(kind, _areas(of_kind)))
    rows = Area(h.INDICATORS, headers(h.INDICATOR_FIELDS), len(indicators), header + 1, look.FIRST)
    blank = sum(1 for i in indicators if (answer := answers.get(i.code)) is None or answer.in_period is None)
    checks = [
        Check("Số liệu: đã ghi đủ số trong kỳ", f"COUNTBLANK({rows.range(h.IN_PERIOD)})", blank),
        Check(
            "Số liệu: mọi ô đều là số",
            "+".join(f"COUNTA({c})-COUNT({c})" for c in map(rows.range, (h.IN_PERIOD, h.CUMULATIVE))),
            0,
        ),
    ]
    return sheet, checks, rows


def _constraints(indicators: list[Indicator]) -> list[str]:
    """What the numbers must satisfy, in words, so that a unit checks before sending."""
    names = {indicator.code: indicator.text for indicator in indicators}
    checks = [check.named(names) for i in indicators for check in checks_of(i.constraint, names)]
    return textwrap.wrap(f"Các số phải khớp nhau: {'; '.join(checks)}.", 130) if checks else []


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
        return number_rule(areas, "Tỷ lệ (%)", maximum=100)
    return number_rule(areas, h.INDICATORS, whole=kind is NumberKind.WHOLE)
