"""Data validations and conditional formats of a spec as openpyxl's objects."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from danvan_xl.language.serial_days import serial_of
from danvan_xl.workbooks.drawing.spec import Conditional, Style, Validation, range_name


def validation_of(rule: Validation) -> Any:
    """openpyxl's data validation of a spec's."""
    from openpyxl.worksheet.datavalidation import DataValidation

    kind = {"length": "textLength"}.get(rule.kind, rule.kind)
    operators = {
        "between": "between",
        "not between": "notBetween",
        "==": "equal",
        "!=": "notEqual",
        ">": "greaterThan",
        "<": "lessThan",
        ">=": "greaterThanOrEqual",
        "<=": "lessThanOrEqual",
    }
    made = DataValidation(
        type=kind,
        operator=None if kind in ("list", "custom") else operators[rule.operator],
        allow_blank=rule.ignore_blank,
        showErrorMessage=rule.show_error,
        showInputMessage=bool(rule.prompt),
        errorStyle=rule.severity,
        errorTitle=rule.error_title or None,
        error=rule.error or None,
        promptTitle=rule.prompt_title or None,
        prompt=rule.prompt or None,
    )
    # In the file format "showDropDown" means that the arrow is hidden.
    made.showDropDown = not rule.dropdown if kind == "list" else None
    if kind in ("list", "custom"):
        source = rule.source
        if isinstance(source, list):
            made.formula1 = '"' + ",".join(source).replace('"', '""') + '"'
        else:
            made.formula1 = str(source).lstrip("=")
    else:
        made.formula1 = _limit(rule.minimum)
        if rule.operator in ("between", "not between"):
            made.formula2 = _limit(rule.maximum)
    for area in rule.ranges:
        made.add(range_name(area))
    return made


def conditional_of(rule: Conditional) -> tuple[str, Any]:
    """Where a conditional format applies, and openpyxl's rule."""
    from openpyxl.formatting.rule import ColorScaleRule, DataBarRule, FormulaRule
    from openpyxl.styles import Border, Font, PatternFill, Side

    where = " ".join(range_name(area) for area in rule.ranges)
    if rule.kind == "formula":
        style = rule.style or Style()
        looks: dict[str, Any] = {}
        color = "FF" + style.color if style.color != "000000" else None
        if style.bold or style.italic or color:
            looks["font"] = Font(
                b=style.bold or None, i=style.italic or None, color=color, sz=None, name=None
            )
        if style.fill:
            looks["fill"] = PatternFill(bgColor="FF" + style.fill)
        if style.border:
            side = Side("thin", color="FF" + style.border)
            looks["border"] = Border(left=side, right=side, top=side, bottom=side)
        made = FormulaRule(formula=[rule.formula.lstrip("=")], stopIfTrue=rule.stop or None, **looks)
    elif rule.kind == "data_bar":
        made = DataBarRule(
            "num" if rule.minimum is not None else "min",
            rule.minimum,
            "num" if rule.maximum is not None else "max",
            rule.maximum,
            "FF" + rule.colors[0],
        )
    else:
        colors = ["FF" + color for color in rule.colors]
        middle: dict[str, Any] = {}
        if len(colors) == 3:
            kind, value = ("percentile", 50.0) if rule.middle is None else ("num", rule.middle)
            middle = {"mid_type": kind, "mid_value": value, "mid_color": colors[1]}
        made = ColorScaleRule(
            start_type="num" if rule.minimum is not None else "min",
            start_value=rule.minimum,
            start_color=colors[0],
            end_type="num" if rule.maximum is not None else "max",
            end_value=rule.maximum,
            end_color=colors[-1],
            **middle,
        )
    return where, made


def _limit(value: Any) -> str | None:
    """A limit of a validation as its formula text: dates as serial numbers."""
    from datetime import date

    if value is None:
        return None
    if isinstance(value, date):
        return str(serial_of(value))
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value).lstrip("=")
