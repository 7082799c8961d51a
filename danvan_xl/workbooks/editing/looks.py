"""What openpyxl's objects show, as plain values that are equal where a person sees the same, whoever wrote the file.

The spec's side is made by the drawer's own functions, so that what a spec looks like is said once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from danvan_xl.workbooks.drawing.spec import Range

Look = tuple[Any, ...]


def look(font: Any, fill: Any, border: Any, alignment: Any, number_format: str, protection: Any) -> Look:
    """A cell's look. What no person sees (family, character set, theme's scheme) does not count."""
    lines = tuple(
        (line.style, _color(line.color)) if line is not None and line.style not in (None, "none") else None
        for line in (border.left, border.right, border.top, border.bottom)
    )
    return (
        font.name,
        float(font.sz or 11),
        bool(font.b),
        bool(font.i),
        None if font.u == "none" else font.u,
        bool(font.strike),
        font.vertAlign,
        _color(font.color),
        (fill.fill_type, _color(fill.fgColor)) if fill.fill_type not in (None, "none") else None,
        lines,
        None if alignment.horizontal == "general" else alignment.horizontal,
        alignment.vertical or "bottom",
        bool(alignment.wrap_text),
        int(alignment.indent or 0),
        int(alignment.text_rotation or 0),
        number_format,
        protection.locked is not False,
        bool(protection.hidden),
    )


NUMBER_FORMAT = 15
"""Its place in a :data:`Look`."""


def _color(color: Any) -> Any:
    if color is None:
        return "000000"
    if color.type == "rgb":
        return str(color.rgb)[-6:].upper()
    return color.type, color.value, round(color.tint or 0, 3)


def frame(sheet: Any, counts: Callable[[int], bool]) -> dict[str, Any]:
    """All of a worksheet but its cells, heights, widths and texts at the margins. Rules count where ``counts`` a column (0-based) that they touch."""
    view, setup, margins = sheet.sheet_view, sheet.page_setup, sheet.page_margins
    pane, filtered, properties = view.pane, sheet.auto_filter, sheet.sheet_properties
    fit = properties.pageSetUpPr
    return {
        "view": (
            view.showGridLines is not False, int(view.zoomScale or 100), view.rightToLeft or False,
            view.showFormulas or False, view.showZeros is not False, view.view or "normal",
        ),
        "pane": pane and (int(pane.xSplit or 0), int(pane.ySplit or 0), pane.state),
        "tab": properties.tabColor and _color(properties.tabColor),
        "filter": (filtered.ref, len(filtered.filterColumn), filtered.sortState is None),
        "protected": sheet.protection.sheet and sorted(dict(sheet.protection).items()),
        "page": (
            setup.orientation, int(setup.paperSize or 0), bool(fit and fit.fitToPage),
            int(1 if setup.fitToWidth is None else setup.fitToWidth),
            int(1 if setup.fitToHeight is None else setup.fitToHeight), int(setup.scale or 100),
        ),
        "margins": tuple(round(m or 0, 2) for m in (margins.left, margins.right, margins.top, margins.bottom)),
        "centered": bool(sheet.print_options.horizontalCentered),
        "breaks": (len(sheet.row_breaks.brk), len(sheet.col_breaks.brk)),
        "merged": sorted(str(area) for area in sheet.merged_cells.ranges),
        "validations": _by_key(
            (_validation(rule), rule.sqref.ranges) for rule in sheet.data_validations.dataValidation
            if _touches(rule.sqref.ranges, counts)
        ),
        "conditions": _by_key(
            (_condition(rule), area.sqref.ranges) for area in sheet.conditional_formatting
            if _touches(area.sqref.ranges, counts) for rule in area.rules
        ),
    }  # fmt: skip


def margin_texts(found: Any) -> tuple[Any, ...]:
    """What a ``HeaderFooter`` prints above and below every page."""
    return (
        bool(found.differentFirst),
        bool(found.differentOddEven),
        *(
            (part.text or None, part.font, int(part.size or 0))
            for item in (found.oddHeader, found.oddFooter)
            for part in (item.left, item.center, item.right)
        ),
    )


def hidden_columns(sheet: Any) -> set[int]:
    """Columns (0-based) that cannot be seen."""
    return {col for found in sheet.column_dimensions.values() if found.hidden for col in _columns_of(found)}


def widths(sheet: Any) -> dict[int, float]:
    """Widths of the columns (0-based) that have one, those beyond any table left out."""
    return {
        col: round(found.width, 1)
        for found in sheet.column_dimensions.values()
        for col in _columns_of(found)
        if not found.hidden
    }


def _columns_of(dimension: Any) -> range:
    from openpyxl.utils import column_index_from_string

    first = dimension.min or column_index_from_string(dimension.index)
    return range(first - 1, min(dimension.max or first, 200))


def links(sheet: Any) -> dict[str, str]:
    """Cell → where its link leads, as a spec's cell says it."""
    found = {}
    for cell in sheet._cells.values():
        if cell.hyperlink is not None:
            link = cell.hyperlink
            found[cell.coordinate] = (
                f"internal:{link.location}" if link.location else f"external:{link.target}"
            )
    return found


def _touches(areas: Collection[Any], counts: Callable[[int], bool]) -> bool:
    """Whether it is not wholly a person's own: the drawer takes over only what is (:mod:`danvan_xl.plans.carry`)."""
    return any(counts(col - 1) for area in areas for col in range(area.min_col, min(area.max_col, 200) + 1))


def _by_key(rules: Any) -> dict[Any, list[Range]]:
    found: dict[Any, list[Range]] = {}
    for key, areas in rules:
        found.setdefault(key, []).extend(
            (area.min_row, area.min_col, area.max_row, area.max_col) for area in areas
        )
    return {key: sorted(areas) for key, areas in found.items()}


def _validation(rule: Any) -> tuple[Any, ...]:
    return (
        rule.type,
        rule.operator or "between",
        _formula(rule.formula1),
        _formula(rule.formula2),
        bool(rule.allow_blank),
        bool(rule.showErrorMessage),
        rule.errorStyle or "stop",
        rule.errorTitle or "",
        rule.error or "",
        rule.promptTitle or "",
        rule.prompt or "",
        bool(rule.showInputMessage),
        bool(rule.showDropDown),
    )


def _condition(rule: Any) -> tuple[Any, ...]:
    from openpyxl.xml.functions import tostring

    shown = rule.dxf
    parts: list[Any] = [rule.type, rule.operator, tuple(map(_formula, rule.formula)), bool(rule.stopIfTrue)]
    if shown is not None:
        font, fill, border = shown.font, shown.fill, shown.border
        parts.append((bool(font.b), bool(font.i), font.color and _color(font.color)) if font else None)
        parts.append(_color(fill.bgColor) if fill else None)
        parts.append((border.left and border.left.style) if border else None)
    parts += [tostring(scale.to_tree()) for scale in (rule.dataBar, rule.colorScale, rule.iconSet) if scale]
    return tuple(parts)


def _formula(text: Any) -> str:
    return "" if text is None else str(text).lstrip("=")
