"""Totals of indicators and their constraints, as formulas, and the same in decimals for the cached value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from danvan_xl.model import Aggregation, Indicator
from danvan_xl.sheets.summary.layout import exactly

_CODE = re.compile(r"[^\W\d]\w*(?:[.\-]\w+)*")
_SIGN = re.compile(r"<=|>=|≤|≥|=|<|>")
_ALLOWED = re.compile(r"[\w\s.+\-*/()%]+")


def ratio_codes(indicator: Indicator) -> tuple[str, str] | None:
    """Numerator and denominator of a Tỷ số, from a constraint such as 'SL03 / SL02'; None when not given."""
    for part in re.split(r"[;\n]", indicator.constraint):
        match = re.fullmatch(r"\s*(\S+)\s*[/:÷]\s*(\S+)\s*", part.partition("=")[2] or part)
        if match:
            return match[1], match[2]
    return None


def total_formula(indicator: Indicator, span: str, positions: Mapping[str, str]) -> str | None:
    """Total over the units' values in ``span`` (blank when nobody gave one); None where nothing is totalled."""
    kind = indicator.aggregation
    if kind is Aggregation.NONE:
        return None
    if kind is Aggregation.RATIO:
        codes = ratio_codes(indicator)
        if codes is None or any(code not in positions for code in codes):
            return None
        part, whole = (positions[code] for code in codes)
        return f'=IF(AND(ISNUMBER({part}),N({whole})<>0),{part}/{whole},"")'
    function = {Aggregation.MEAN: "AVERAGE", Aggregation.MAX: "MAX"}.get(kind, "SUM")
    return f'=IF(COUNT({span})=0,"",{function}({span}))'


def detail_total_formula(
    indicator: Indicator, codes: str, values: str, others: Mapping[str, Indicator]
) -> str | None:
    """The same total from the flat table ``Chi tiết số liệu``: ``codes`` and ``values`` are its columns."""
    kind = indicator.aggregation
    if kind is Aggregation.NONE:
        return None
    if kind is Aggregation.RATIO:
        pair = ratio_codes(indicator)
        if pair is None or any(code not in others for code in pair):
            return None
        part, whole = (f"SUMIFS({values},{codes},{exactly(code)})" for code in pair)
        return f'=IF({whole}=0,"",{part}/{whole})'
    mine = exactly(indicator.code)
    given = f'COUNTIFS({codes},{mine},{values},"<>")'
    if kind is Aggregation.MAX:
        # No MAXIFS before Excel 2019: shift by the smallest value, so that other rows count as 0.
        least = f"MIN({values})"
        text = exactly(indicator.code).replace('"=', '"', 1).replace("~", "")
        inner = f"SUMPRODUCT(MAX(({codes}={text})*ISNUMBER({values})*({values}-{least})))+{least}"
    else:
        inner = f"SUMIFS({values},{codes},{mine})"
        if kind is Aggregation.MEAN:
            inner += f"/{given}"
    return f'=IF({given}=0,"",{inner})'


def shown_constraint(indicator: Indicator) -> str:
    """The comparison part of Ràng buộc, safe inside a formula's text."""
    return next(
        (part.strip() for part in re.split(r"[;\n]", indicator.constraint) if _SIGN.search(part)), ""
    ).replace('"', "'")


def constraint_parts(
    indicator: Indicator, positions: Mapping[str, str]
) -> tuple[str, str, str, list[str]] | None:
    """Left formula, sign, right formula and codes of the indicator's first comparison; None when it has none."""
    text = shown_constraint(indicator)
    sign = _SIGN.search(text)
    if not text or sign is None:
        return None
    left, right = text[: sign.start()], text[sign.end() :]
    codes = list(dict.fromkeys(_CODE.findall(left) + _CODE.findall(right)))
    known = {code.upper(): place for code, place in positions.items()}
    if not codes or any(code.upper() not in known for code in codes) or len(_SIGN.findall(text)) != 1:
        return None
    if not _ALLOWED.fullmatch(left) or not _ALLOWED.fullmatch(right):
        return None
    by_upper = {code.upper(): code for code in positions}

    def put(side: str) -> str:
        return _CODE.sub(lambda match: known[match.group().upper()], side.strip())

    return (
        put(left),
        {"≤": "<=", "≥": ">="}.get(sign.group(), sign.group()),
        put(right),
        [by_upper[code.upper()] for code in codes],
    )


def holds(indicator: Indicator, values: Mapping[str, Decimal | None]) -> bool | None:
    """Whether the comparison holds for these totals; None where one is missing or it has none."""
    positions = {code: code for code in values}
    parts = constraint_parts(indicator, positions)
    if parts is None or any(values[code] is None for code in parts[3]):
        return None
    left, right = (_value(side, values) for side in (parts[0], parts[2]))
    if left is None or right is None:
        return None
    return {
        "=": abs(left - right) < Decimal("0.000001"),
        "<=": left <= right,
        ">=": left >= right,
        "<": left < right,
        ">": left > right,
    }[parts[1]]


def _value(side: str, values: Mapping[str, Decimal | None]) -> Decimal | None:
    """Sums, differences, products and quotients without brackets: what Ràng buộc is written with."""
    total = Decimal(0)
    for sign, term in re.findall(r"([+-]?)\s*([^+\-]+)", side):
        product = Decimal(1)
        for operation, factor in re.findall(r"([*/]?)\s*([^*/]+)", term):
            name = factor.strip()
            number = values[name] if name in values else Decimal(name)
            if number is None or (operation == "/" and number == 0):
                return None
            product = product / number if operation == "/" else product * number
        total += -product if sign == "-" else product
    return total
