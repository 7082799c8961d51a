"""Sheets that show already what would be drawn: found by looking, so that they need not be drawn.

Every cell of the spec is compared with the cell that stands there: value, formula, look; so is all around the cells (rules,
page, panes, filter). Only where values, results or formulas differ, they are put into the sheet's XML, and all else keeps its bytes. A
sheet that differs in anything more, or is written in an unusual way, is left to the drawer.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from msgspec.structs import replace

from danvan_xl.workbooks.drawing.draw_openpyxl import Drawer, put_margin_texts
from danvan_xl.workbooks.drawing.left_out import LeftOut
from danvan_xl.workbooks.drawing.spec import SheetSpec, cell_name
from danvan_xl.workbooks.editing.looks import frame, hidden_columns, links, margin_texts, widths
from danvan_xl.workbooks.editing.sheet import place_of
from danvan_xl.workbooks.editing.standing_cells import Cells, DiffersError, Persons, misfits, with_changes
from danvan_xl.workbooks.opening.row_plain import ROW, NotPlainError, characters
from danvan_xl.workbooks.opening.sheet_plain import plain_texts

_DATA = re.compile(rf"<sheetData>\s*+(?:<row{ROW})*+</sheetData>|<sheetData ?/>")
"""All rows and cells as they are usually written, and nothing between them."""
_MARGIN_TEXTS = re.compile(r"<headerFooter\b[^>]*/>|<headerFooter\b.*?</headerFooter>", re.S)
_ATTRIBUTE = re.compile(r'\b([a-zA-Z:]+)="([^"]*)"')
_HIDDEN_ROW = re.compile(r'<row\b[^>]*?\bhidden="(?:1|true)"')
_NAME = re.compile(r"<definedName\b([^>]*)>([^<]*)</definedName>")
_SHEET_NAME = re.compile(r"'(?:[^']|'')*'!")
_DATE_1904 = re.compile(r'\bdate1904="(?:1|true|on)"')


def leave_out_standing(left_out: LeftOut, sheets: Sequence[tuple[SheetSpec, Persons]]) -> set[str]:
    """Leave those ``sheets`` out of the package that need no drawing, with changed values put in; give back the names of those
    in which nothing changed."""
    workbook = left_out.entries.get("xl/workbook.xml", b"").decode("utf-8", "replace")
    whole: set[str] = set()
    if _DATE_1904.search(workbook):
        return whole
    try:
        looking = _Looking(left_out, workbook)
    except Exception:  # openpyxl lets anything through; the whole drawing says what is wrong with the file
        return whole
    for spec, persons in sheets:
        if spec.name not in left_out.places or not left_out.can_stay(spec.name):
            continue
        try:
            part = looking.at(spec, persons)
        except (DiffersError, NotPlainError, UnicodeDecodeError):
            continue
        except (
            ValueError,
            TypeError,
            KeyError,
            IndexError,
            AttributeError,
        ):  # openpyxl, of something unusual
            continue
        left_out.sheets[spec.name] = part
        if part is left_out.part_of(spec.name):
            whole.add(spec.name)
    return whole


@dataclass(slots=True)
class _Looking:
    left_out: LeftOut
    workbook: str
    book: Any = field(init=False)
    names: dict[str, dict[str, str]] = field(init=False, default_factory=dict)
    hidden: set[str] = field(init=False)
    cells: Cells = field(init=False)
    known: dict[Any, bool] = field(init=False, default_factory=dict)
    """What was found around cells already."""

    def __post_init__(self) -> None:
        import zipfile

        from openpyxl.styles.stylesheet import apply_stylesheet
        from openpyxl.workbook import Workbook

        self.book = Workbook()
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w") as package:
            package.writestr("xl/styles.xml", self.left_out.entries["xl/styles.xml"])
        with zipfile.ZipFile(stream) as package:
            apply_stylesheet(package, self.book)
        if not self.left_out.keeps_styles(self.book):
            raise ValueError("styles")
        self.cells = Cells(self.book, plain_texts(self.left_out.texts()) if self.left_out.texts() else [])
        order = re.findall(r'<sheet\b[^>]*?\bname="([^"]*)"', self.workbook)
        for facts, text in _NAME.findall(self.workbook):
            known = dict(_ATTRIBUTE.findall(facts))
            if known.get("localSheetId", "").isdecimal():
                self.names.setdefault(characters(order[int(known["localSheetId"])]), {})[known["name"]] = (
                    characters(text)
                )
        self.hidden = {
            characters(name)
            for name in re.findall(
                r'<sheet\b(?=[^>]*\bstate="(?:hidden|veryHidden)")[^>]*?\bname="([^"]*)"', self.workbook
            )
        }

    def at(self, spec: SheetSpec, persons: Persons) -> bytes:
        """The sheet's part as it is to be. Raises DiffersError."""
        data = self.left_out.part_of(spec.name)
        text = data.decode()
        rows = _DATA.search(text)
        if rows is None or (spec.state == "hidden") != (spec.name in self.hidden):
            raise DiffersError
        if not self._stands_around(spec, persons, text[: rows.start()] + "<sheetData/>" + text[rows.end() :]):
            raise DiffersError
        if spec.hidden_rows or _HIDDEN_ROW.search(text, rows.start(), rows.end()) is not None:
            raise DiffersError
        changes, fitted = self.cells.changes(spec, persons, rows[0]), misfits(spec, rows[0])
        if not changes and not fitted:
            return data
        changed = with_changes(rows[0], changes, spec, fitted)
        return (text[: rows.start()] + changed + text[rows.end() :]).encode()

    # --- around the cells ----------------------------------------------------------------------

    def _stands_around(self, spec: SheetSpec, persons: Persons, text: str) -> bool:
        """Whether all but the cells is as drawn. Sheets of units with as many tasks differ in their footers only, so that what
        was found of one holds for all of them."""
        found = _MARGIN_TEXTS.search(text)
        said = found[0] if found else ""
        texts = (said, spec.page.header, spec.page.footer)
        if texts not in self.known:
            self.known[texts] = self._prints(spec, said)
        if not self.known[texts]:
            return False
        text = text.replace(said, "") if said else text
        names = {name: _areas(area) for name, area in self.names.get(spec.name, {}).items()}
        bare = replace(spec, name="", cells=[], heights={}, page=replace(spec.page, header="", footer=""))
        relations = self.left_out.relations_xml(spec.name)
        key = (text, relations, pickle.dumps((bare, sorted(names.items()), sorted(persons.ours or ()))))
        if key not in self.known or "<hyperlink" in text:
            self.known[key] = self._frame(bare, spec, persons, text, relations, names)
        return self.known[key]

    def _prints(self, spec: SheetSpec, said: str) -> bool:
        """Whether the texts at the margins are those of the page."""
        from openpyxl.worksheet.header_footer import HeaderFooter
        from openpyxl.xml.functions import fromstring

        there, drawn = HeaderFooter.from_tree(fromstring(said)) if said else HeaderFooter(), HeaderFooter()
        put_margin_texts(drawn, spec.page)
        return margin_texts(there) == margin_texts(drawn)

    def _frame(
        self,
        bare: SheetSpec,
        spec: SheetSpec,
        persons: Persons,
        text: str,
        relations: bytes,
        names: Mapping[str, list[str]],
    ) -> bool:
        ours = persons.ours
        counts: Callable[[int], bool] = (lambda col: True) if ours is None else (lambda col: col in ours)
        there, drawn = self._sheet(text, relations), self._sheet()
        Drawer(drawn, {}).draw(bare)
        mine = links(there)
        if (
            frame(there, counts) != frame(drawn, counts)
            or names.get("_xlnm.Print_Titles", []) != _areas(drawn.print_titles)
            or names.get("_xlnm.Print_Area", []) != _areas(drawn.print_area)
            or not spec.hidden_columns <= hidden_columns(there)
        ):
            return False
        if ours is not None:
            linked = any(cell.link for cell in spec.cells)
            return not linked and all(place in persons.places for place in map(place_of, mine))
        return (
            widths(there) == widths(drawn)
            and hidden_columns(there) == hidden_columns(drawn)
            and not self.left_out.has_comments(spec.name)
            and mine == {cell_name(c.row, c.col): c.link for c in spec.cells if c.link}
        )

    def _sheet(self, text: str = "", relations: bytes = b"") -> Any:
        """openpyxl's worksheet of a part's text, or a blank one."""
        from openpyxl.packaging.relationship import RelationshipList
        from openpyxl.worksheet._reader import WorksheetReader
        from openpyxl.worksheet.worksheet import Worksheet
        from openpyxl.xml.functions import fromstring

        made = Worksheet(self.book, "trang")
        if relations:
            made._rels = RelationshipList.from_tree(fromstring(relations))
        if text:
            WorksheetReader(made, BytesIO(text.encode()), [], False, False).bind_all()
        return made


def _areas(name: str | None) -> list[str]:
    return sorted(area.rpartition("!")[2] for area in _SHEET_NAME.sub("", name or "").split(",") if area)
