"""Data validations and conditional formats of a spec in a live sheet.

Excel gets them whole through its object model. xlwings' own API, which the remote engine records, knows the rules but
not their messages; what it cannot say at all is noted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from danvan_xl.workbooks.drawing.spec import Conditional, SheetSpec, Validation, range_name
from danvan_xl.workbooks.live import excel_objects as native

_OPERATORS = {
    "between": "between",
    "not between": "not_between",
    "==": "equal_to",
    "!=": "not_equal_to",
    ">": "greater_than",
    "<": "less_than",
    ">=": "greater_than_or_equal",
    "<=": "less_than_or_equal",
}
_AREA = re.compile(r"=(?:'((?:[^']|'')+)'|([\w.]+))!(\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)")


def put_validations(
    sheet: Any, spec: SheetSpec, on_excel: bool, translate: Callable[[str], str], notes: list[str]
) -> None:
    """Every validation of the spec."""
    for rule in spec.validations:
        if on_excel:
            native.validation(sheet.api, rule, translate)
            continue
        for area in rule.ranges:
            try:
                _validation(sheet, sheet.range(range_name(area)).data_validation, rule)
            except ValueError as error:
                notes.append(f"Chưa đặt được danh sách chọn ở {spec.name}!{range_name(area)}: {error}")


def _validation(sheet: Any, target: Any, rule: Validation) -> None:
    if rule.kind == "list":
        target.set_list(_source(sheet, rule.source), in_cell_dropdown=rule.dropdown)
    elif rule.kind == "custom":
        target.set_custom(str(rule.source))
    else:
        setter = {
            "whole": "set_whole_number",
            "decimal": "set_decimal",
            "date": "set_date",
            "length": "set_text_length",
        }
        both = rule.operator in ("between", "not between")
        limits = (_limit(rule.minimum), _limit(rule.maximum) if both else None)
        getattr(target, setter[rule.kind])(_OPERATORS[rule.operator], *limits)


def _source(sheet: Any, source: list[str] | str | None) -> Any:
    if not isinstance(source, str):
        return source or []
    found = _AREA.fullmatch(source)
    if found is None:
        name = source.lstrip("=")
        if name in [known.name for known in sheet.book.names]:
            return sheet.book.names[name]
        raise ValueError(source)
    owner = (found[1] or found[2]).replace("''", "'")
    return sheet.book.sheets[owner].range(found[3].replace("$", ""))


def _limit(value: Any) -> Any:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return float(value) if isinstance(value, Decimal) else value


def put_conditionals(sheet: Any, spec: SheetSpec, on_excel: bool, translate: Callable[[str], str]) -> None:
    """Every conditional format, so that the first of the spec has the highest priority."""
    # Each rule that xlwings adds goes to the top; Excel's own Add puts it at the bottom.
    mine = [rule for rule in spec.conditionals if on_excel and rule.kind == "formula"]
    for rule in reversed([rule for rule in spec.conditionals if rule not in mine]):
        for area in rule.ranges:
            _conditional(sheet.range(range_name(area)).conditional_formats, rule)
    for rule in mine:
        native.conditional(sheet.api, rule, translate)


def _conditional(target: Any, rule: Conditional) -> None:
    if rule.kind == "formula":
        style = rule.style
        looks: dict[str, Any] = {}
        if style is not None:
            looks = {
                "fill_color": "#" + style.fill if style.fill else None,
                "font_color": "#" + style.color if style.color != "000000" else None,
                "font_bold": style.bold or None,
                "font_italic": style.italic or None,
            }
        target.add_custom(rule.formula, stop_if_true=rule.stop, **looks)
    elif rule.kind == "data_bar":
        target.add_data_bar("#" + rule.colors[0], minimum=rule.minimum, maximum=rule.maximum, gradient=False)
    else:
        limits = None
        if rule.minimum is not None and rule.maximum is not None:
            limits = [rule.minimum, rule.maximum]
            if len(rule.colors) == 3 and rule.middle is not None:
                limits.insert(1, rule.middle)
        target.add_color_scale(["#" + color for color in rule.colors], thresholds=limits)
