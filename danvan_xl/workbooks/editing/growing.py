"""Rows put into a sheet behind a pattern row: everything below moves down, sums over the rows grow with them.

What a sheet may hold is listed here with how it moves. Anything else whose place would become wrong is a reason to refuse.
"""

from __future__ import annotations

import re
from typing import Any

from danvan_xl.workbooks.drawing.spec import cell_name
from danvan_xl.workbooks.editing.references import LAST_ROW, Growth
from danvan_xl.workbooks.editing.sheet import SheetXml, place_of

_LISTS = ("conditionalFormatting", "dataValidation", "protectedRange", "ignoredError")
"""Elements whose ``sqref`` names areas."""
_SINGLE = ("mergeCell", "hyperlink")
_GROWING = ("autoFilter", "sortState", "dimension")
"""Elements whose ``ref`` names one area; those of the first kind belong to their rows."""
_FORMULAS = ("formula", "formula1", "formula2")
_X14 = "{http://schemas.microsoft.com/office/excel/2006/main}"
_REFUSED = {
    "tableParts": "bảng Excel (Table)",
    "oleObjects": "đối tượng nhúng",
    "controls": "nút điều khiển",
    "customSheetViews": "cách hiển thị riêng",
    "scenarios": "tình huống (Scenario)",
    "dataConsolidate": "tổng hợp dữ liệu (Consolidate)",
    "rowBreaks": "",
}


def hindrance(xml: SheetXml, growth: Growth) -> str:
    """Why rows cannot be put in without losing something, as a Vietnamese half-sentence; '' where they can."""
    for name, what in _REFUSED.items():
        if what and next(xml.all(name), None) is not None:
            return f"trang tính có {what}"
    for place, cell in xml.cells.items():
        formula = cell.find(xml.tag("f"))
        if formula is not None and formula.get("t") in ("array", "dataTable"):
            return f"ô {cell_name(*place)} là công thức mảng"
    for (row, col), text in xml.formulas.items():
        if not growth.first <= row <= growth.last and growth.counts_single_rows(text, growth.sheet):
            return f"công thức ở ô {cell_name(row, col)} cộng từng dòng, thêm dòng sẽ bị sót"
    if max(xml.rows, default=0) + growth.count >= LAST_ROW:
        return "trang tính hết dòng"
    for merged in xml.all("mergeCell"):
        first, _, last = merged.get("ref").partition(":")
        top, bottom = place_of(first)[0], place_of(last or first)[0]
        if (
            top <= growth.last < bottom
            or (top < growth.first <= bottom)
            or (growth.first <= top < bottom <= growth.last)
        ):
            return f"ô gộp {merged.get('ref')} chạy qua nhiều dòng của bảng"
    return ""


def grow(xml: SheetXml, growth: Growth) -> None:
    """Put the rows in, each a copy of the last row of the block; call :func:`hindrance` before."""
    xml.unshare()
    for place, text in xml.formulas.items():
        xml.cells[place].find(xml.tag("f")).text = growth.formula(text, growth.sheet)
    pattern_merges = [m.get("ref") for m in xml.all("mergeCell") if _row_of(m) == growth.last]
    _shift_rows(xml, growth)
    _shift_areas(xml, growth)
    for number in range(growth.last + 1, growth.last + growth.count + 1):
        xml.row_copy(growth.last, number)
        for ref in pattern_merges:
            _add_merge(xml, re.sub(r"\d+", str(number + 1), ref))


def _row_of(merged: Any) -> int:
    return place_of(merged.get("ref").partition(":")[0])[0]


def _shift_rows(xml: SheetXml, growth: Growth) -> None:
    rows, xml.rows, xml.cells = xml.rows, {}, {}
    for number, row in rows.items():
        moved = growth.row(number)
        row.set("r", str(moved + 1))
        xml.rows[moved] = row
        for cell in row.iterchildren(xml.tag("c")):
            col = place_of(cell.get("r"))[1]
            cell.set("r", cell_name(moved, col))
            xml.cells[moved, col] = cell


def _shift_areas(xml: SheetXml, growth: Growth) -> None:
    for name in _LISTS:
        for item in xml.all(name):
            if item.get("sqref"):
                item.set("sqref", growth.areas(item.get("sqref")))
    for name in (*_SINGLE, *_GROWING):
        for item in xml.all(name):
            if item.get("ref"):
                item.set("ref", (growth.moved if name in _SINGLE else growth.areas)(item.get("ref")))
    for name in _FORMULAS:
        for item in xml.all(name):
            item.text = growth.formula(item.text or "", growth.sheet)
    for item in xml.root.iter(f"{_X14}sqref"):
        item.text = growth.areas(item.text or "")
    for item in xml.root.iter(f"{_X14}f"):
        item.text = growth.formula(item.text or "", growth.sheet)
    for breaks in xml.all("rowBreaks"):
        for item in breaks:
            # A break stands before the row of its number, counted from 0: "id" rows are above it.
            item.set("id", str(growth.row(int(item.get("id")))))


def _add_merge(xml: SheetXml, ref: str) -> None:
    from lxml import etree

    merges = xml.root.find(xml.tag("mergeCells"))
    etree.SubElement(merges, xml.tag("mergeCell"), {"ref": ref})
    if merges.get("count"):
        merges.set("count", str(len(merges)))
