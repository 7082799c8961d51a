"""Styles, validations and limits of conditional formats in XlsxWriter's words."""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet

from danvan_xl.workbooks.drawing.spec import Conditional, Style, Validation


def bounds_of(rule: Conditional) -> dict[str, Any]:
    """The limits of a bar or of a scale of colours."""
    bounds: dict[str, Any] = {}
    if rule.minimum is not None:
        bounds |= {"min_type": "num", "min_value": rule.minimum}
    if rule.maximum is not None:
        bounds |= {"max_type": "num", "max_value": rule.maximum}
    return bounds


def format_properties(style: Style) -> dict[str, Any]:
    """What ``add_format`` takes."""
    properties: dict[str, Any] = {
        "font_name": style.font,
        "font_size": style.size,
        "font_color": "#" + style.color,
        "valign": style.valign,
        "num_format": style.num_format,
        "locked": style.locked,
    }
    if style.bold:
        properties["bold"] = True
    if style.italic:
        properties["italic"] = True
    if style.underline:
        properties["underline"] = 1
    if style.fill:
        properties["bg_color"] = "#" + style.fill
    if style.border:
        properties |= {"border": 1, "border_color": "#" + style.border}
    if style.align:
        properties["align"] = style.align
    if style.wrap:
        properties["text_wrap"] = True
    if style.indent:
        properties["indent"] = style.indent
    if style.rotation:
        properties["rotation"] = style.rotation
    if style.hidden:
        properties["hidden"] = True
    return properties


def validate(sheet: Worksheet, rule: Validation) -> None:
    """Put a validation onto a sheet. Raises ``ValueError`` for one that XlsxWriter refuses."""
    options: dict[str, Any] = {
        "validate": {"whole": "integer"}.get(rule.kind, rule.kind),
        "ignore_blank": rule.ignore_blank,
        "dropdown": rule.dropdown,
        "error_title": rule.error_title,
        "error_message": rule.error,
        "error_type": rule.severity,
        "show_error": rule.show_error,
    }
    if rule.prompt:
        options |= {"input_title": rule.prompt_title, "input_message": rule.prompt}
    if rule.kind == "list":
        options["source"] = rule.source
    elif rule.kind == "custom":
        options["value"] = rule.source
    else:
        options["criteria"] = rule.operator
        if rule.operator in ("between", "not between"):
            options |= {"minimum": rule.minimum, "maximum": rule.maximum}
        else:
            options["value"] = rule.minimum
    first, *rest = rule.ranges
    if rest:
        options["other_cells"] = [list(area) for area in rest]
    if sheet.data_validation(*first, options) not in (0, None):
        raise ValueError(f"XlsxWriter refused a validation at {first}: {options}")
