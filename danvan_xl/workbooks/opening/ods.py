"""Opening an OpenDocument spreadsheet (.ods) as LibreOffice saves it: a bounded stream over ``content.xml``.

Source: OASIS OpenDocument 1.3, part 3, 9.1 (tables) and 19.385 (value types). The stream gives what the
common readers leave out: percentages, formulas, errors, fonts, merged cells; comments and drawings in a
cell are no part of its text.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from danvan_xl.language.number_format import GENERAL
from danvan_xl.workbooks.drawing.spec import cell_name
from danvan_xl.workbooks.grid import Grid
from danvan_xl.workbooks.opening import limits
from danvan_xl.workbooks.opening.ods_styles import OdsStyles
from danvan_xl.workbooks.opening.package import Package
from danvan_xl.workbooks.opening.raw import RawBook, RawSheet, UnreadableError
from danvan_xl.workbooks.opening.runs import Run, keep_text
from danvan_xl.workbooks.opening.seen import Position
from danvan_xl.workbooks.opening.sheet_xml import iso_moment
from danvan_xl.workbooks.opening.styles import STRUCK, Font
from danvan_xl.workbooks.opening.xlsx_parts import parse_moment
from danvan_xl.workbooks.opening.xml_parts import attributes, local, stream, tree

_PERCENT = "0." + "#" * 12 + "%"
"""Of a percentage whose style says no more."""
_MOST_REPEATS = 200
"""A filled row or cell that repeats more often is no form's."""


def open_ods(package: Package) -> RawBook:
    """Open the workbook. Raises :class:`~danvan_xl.workbooks.opening.raw.UnreadableError`."""
    manifest = package.read_if("META-INF/manifest.xml")
    if b"encryption-data" in manifest:
        raise UnreadableError("encrypted")
    if not package.find("content.xml"):
        raise UnreadableError("corrupt", "thiếu nội dung")
    looks = OdsStyles()
    if styles := package.read_if("styles.xml"):
        stream(styles, looks.start, looks.end, looks.characters)
    content = _Content(looks)
    stream(package.read(package.find("content.xml")), content.start, content.end, content.characters)
    if not content.sheets:
        raise UnreadableError("structure-lost", "không có trang tính nào")
    book = RawBook("ods", content.sheets, names=content.names)
    book.macros = any(name.startswith(("Basic/", "Scripts/")) and name.endswith((".xml", ".py", ".js"))
                      and "script-l" not in name for name in package.entries)  # fmt: skip
    book.external_links = content.external
    _meta(package, book)
    return book


def _meta(package: Package, book: RawBook) -> None:
    try:
        data = package.read_if("meta.xml")
        if not data:
            return
        for element in tree(data).iter():
            name = local(element.tag)
            if (name == "date" and element.text) or (
                name == "creation-date" and element.text and book.modified_at is None
            ):
                book.modified_at = parse_moment(element.text)
            elif name == "user-defined":
                book.properties[attributes(element).get("name", "")] = element.text or ""
    except UnreadableError:
        return


class _Content:
    def __init__(self, looks: OdsStyles) -> None:
        self.looks = looks
        self.sheets: list[RawSheet] = []
        self.names: dict[str, str] = {}
        self.external = False
        self.sheet: RawSheet | None = None
        self.row = self.col = 0
        self.row_repeats = 1
        self.row_cells: list[tuple[int, Any]] = []
        self.columns: list[tuple[int, str]] = []
        self.cell: dict[str, str] | None = None
        self.depth = 0
        self.aside = 0
        self.paragraphs: list[list[Run]] = []
        self.spans: list[Font] = []
        self.in_paragraph = False
        self.codes: dict[Position, str] = {}

    def start(self, tag: str, facts: dict[str, str]) -> None:
        if self.cell is not None:
            self._inside_cell(tag, facts)
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self.cell, self.paragraphs = facts, []
        elif tag == "table:table-row":
            self.col, self.row_cells = 0, []
            self.row_repeats = _count(facts.get("table:number-rows-repeated"))
        elif tag == "table:table-column":
            repeats = _count(facts.get("table:number-columns-repeated"))
            last = self.columns[-1][0] if self.columns else 0
            self.columns.append((last + repeats, facts.get("table:default-cell-style-name", "")))
        elif tag == "table:table":
            visible = True
            self.sheet = RawSheet(Grid(facts.get("table:name", "")), visible)
            self.sheets.append(self.sheet)
            self.row, self.columns, self.codes = 0, [], {}
            self.sheet.format_of = partial(_code, self.codes)
        elif tag == "table:table-source":
            self.external = True
        elif tag in ("table:named-expression", "table:named-range"):
            self.names[facts.get("table:name", "")] = facts.get("table:expression", "")
        else:
            self.looks.start(tag, facts)

    def _inside_cell(self, tag: str, facts: dict[str, str]) -> None:
        if self.aside or tag.startswith(("office:annotation", "draw:", "table:")):
            self.aside += 1
        elif tag == "text:p":
            self.paragraphs.append([])
            self.in_paragraph, self.spans = True, []
        elif tag == "text:span":
            self.spans.append(self.looks.font(facts.get("text:style-name", "")))
        elif tag == "text:s":
            self._add(" " * min(_count(facts.get("text:c")), 100))
        elif tag == "text:tab":
            self._add("\t")
        elif tag == "text:line-break":
            self._add("\n")

    def end(self, tag: str) -> None:
        if self.aside:
            self.aside -= 1
        elif tag == "text:p":
            self.in_paragraph = False
        elif tag == "text:span" and self.spans:
            self.spans.pop()
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._finish_cell()
        elif tag == "table:table-row":
            self._finish_row()
        elif tag == "table:table":
            if self.sheet is not None:
                self.sheet.hide_covered()
            self.sheet = None
        elif self.cell is None:
            self.looks.end(tag)

    def characters(self, text: str) -> None:
        if self.in_paragraph and not self.aside:
            self._add(text)
        elif self.cell is None:
            self.looks.characters(text)

    def _add(self, text: str) -> None:
        if self.paragraphs:
            font = next((span.name for span in reversed(self.spans) if span.name), "")
            effect = next((span.effect for span in reversed(self.spans) if span.effect), "")
            self.paragraphs[-1].append(Run(text, font, effect))

    def _finish_cell(self) -> None:
        facts, self.cell = self.cell, None
        if facts is None or self.sheet is None:
            return
        repeats = _count(facts.get("table:number-columns-repeated"))
        value = self._value(facts)
        formula = facts.get("table:formula", "")
        if value is not None or formula or facts.get("calcext:value-type") == "error":
            if self.col + min(repeats, _MOST_REPEATS) > limits.COLUMNS or self.row >= limits.ROWS:
                self.sheet.stray = self.sheet.stray or cell_name(self.row, self.col)
            else:
                for offset in range(min(repeats, _MOST_REPEATS)):
                    self._keep(self.col + offset, value, formula, facts)
        spans = (
            _count(facts.get("table:number-columns-spanned")),
            _count(facts.get("table:number-rows-spanned")),
        )
        if spans != (1, 1) and len(self.sheet.merged) < 5_000:
            self.sheet.merged.append(
                (
                    self.row,
                    self.col,
                    self.row + min(spans[1], limits.ROWS) - 1,
                    self.col + min(spans[0], limits.COLUMNS) - 1,
                )
            )
        self.col += repeats

    def _keep(self, col: int, value: Any, formula: str, facts: dict[str, str]) -> None:
        assert self.sheet is not None
        place = (self.row, col)
        if formula:
            self.sheet.formulas[place] = _excel_formula(formula)
            if "file:" in formula or "'http" in formula:
                self.external = True
        if facts.get("calcext:value-type") == "error" or (
            formula and isinstance(value, str) and _is_error(value)
        ):
            self.sheet.errors[place] = str(value or "#")
            return
        style = facts.get("table:style-name") or self._column_style(col)
        font, code = self.looks.font(style), self.looks.code(style)
        if isinstance(value, str):
            value = self._text(value, place, font.name)
        elif (
            isinstance(value, float)
            and code == GENERAL
            and (facts.get("office:value-type") == "percentage" or self._shows_percent())
        ):
            code = _PERCENT
        if font.effect == STRUCK and value is not None:
            self.sheet.struck[place] = ""
        if code != GENERAL:
            self.codes[place] = code
        self.row_cells.append((col, value))

    def _value(self, facts: dict[str, str]) -> Any:
        kind = facts.get("office:value-type", "")
        if kind in ("float", "currency", "percentage"):
            try:
                return float(facts.get("office:value", ""))
            except ValueError:
                return None
        if kind == "date":
            return iso_moment(facts.get("office:date-value", "")) or None
        if kind == "time":
            return _duration(facts.get("office:time-value", ""))
        if kind == "boolean":
            return facts.get("office:boolean-value") == "true"
        text = "\n".join("".join(run.text for run in runs) for runs in self.paragraphs)
        return facts.get("office:string-value") or text or None

    def _shows_percent(self) -> bool:
        """Some programs write a percentage as a plain number whose printed text alone has the sign."""
        return len(self.paragraphs) == 1 and "".join(
            run.text for run in self.paragraphs[0]
        ).rstrip().endswith("%")

    def _text(self, value: str, place: Position, font: str) -> str:
        assert self.sheet is not None
        runs = [run for i, line in enumerate(self.paragraphs) for run in ([Run("\n")] if i else []) + line]
        if "".join(run.text for run in runs) != value:
            runs = [Run(value)]  # the text that is held in an attribute wins over its printed form
        return keep_text(self.sheet, place, runs, font)

    def _column_style(self, col: int) -> str:
        return next((name for last, name in self.columns if col < last), "")

    def _finish_row(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        if self.row_cells and self.row < limits.ROWS:
            rows = sheet.grid.rows
            for offset in range(min(self.row_repeats, _MOST_REPEATS)):
                while len(rows) <= self.row + offset:
                    rows.append([])
                row = rows[self.row + offset]
                for col, value in self.row_cells:
                    row.extend([""] * (col + 1 - len(row)))
                    row[col] = "" if value is None else value
        self.row += self.row_repeats


def _code(codes: dict[Position, str], place: Position) -> str:
    return codes.get(place, GENERAL)


def _count(text: str | None) -> int:
    return max(1, int(text)) if text and text.isdigit() and len(text) < 9 else 1


def _is_error(text: str) -> bool:
    return text.startswith("#") or text.startswith("Err:")


def _excel_formula(formula: str) -> str:
    """'of:=SUM([.C4:.C8])' → 'SUM(C4:C8)'; anything that reaches further is kept as it is."""
    text = formula.removeprefix("of:").removeprefix("oooc:").lstrip("=")
    return text.replace("[.", "").replace(":.", ":").replace("]", "").replace(";", ",")


def _duration(text: str) -> Any:
    import re

    match = re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?", text)
    if match is None:
        return text or None
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    span = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return (datetime(2000, 1, 1) + span).time() if span < timedelta(days=1) else span
