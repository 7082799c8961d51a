"""A workbook edited part by part: sheets that change are written anew, every other part keeps its bytes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from danvan_xl.files import write_atomically
from danvan_xl.workbooks.editing.growing import grow, hindrance
from danvan_xl.workbooks.editing.references import Growth
from danvan_xl.workbooks.editing.sheet import SheetXml
from danvan_xl.workbooks.grid import Grid
from danvan_xl.workbooks.opening.formulas import calculate
from danvan_xl.workbooks.opening.package import Package
from danvan_xl.workbooks.opening.raw import UnreadableError
from danvan_xl.workbooks.opening.seen import Position
from danvan_xl.workbooks.opening.xlsx_parts import relation_targets, resolve
from danvan_xl.workbooks.opening.xml_parts import attributes, local, tree
from danvan_xl.workbooks.xml_text import escape
from danvan_xl.zipped import Zip

WORKBOOK = "xl/workbook.xml"
_TYPES = "[Content_Types].xml"
_FORMULA = re.compile(rb"<f\b[^>]*>([^<]+)")
_CALC = re.compile(rb"<calcPr\b([^>]*?)/?>(?:</calcPr>)?")
_CHAIN = re.compile(rb"<(Override|Relationship)\b[^>]*calcChain[^>]*/>")
_ANCHOR = re.compile(rb"<xdr:from>.*?<xdr:row>(\d+)</xdr:row>", re.S)
_COMMENT = re.compile(rb'<comment\b[^>]*\bref="[A-Z]+(\d+)"')
_CONTROL = re.compile(rb'ObjectType="(\w+)"')
_NAMES = re.compile(rb"(<definedName\b[^>]*>)([^<]*)(</definedName>)")
_AFTER_CALC = (b"<oleSize", b"<customWorkbookViews", b"<pivotCaches", b"<smartTag", b"<webPublish", b"<fileRecovery",
               b"<extLst", b"</workbook>")  # fmt: skip
AFTER_NAMES = (b"<calcPr", *_AFTER_CALC)
"""What may stand behind the defined names of a workbook part, in the order of the schema."""


@dataclass(slots=True)
class EditedBook:
    """``data``: an .xlsx or .xlsm. Raises UnreadableError where its parts are not as every common program writes them."""

    data: bytes
    package: Package = field(init=False)
    places: dict[str, str] = field(init=False, default_factory=dict)
    """Sheet name → part."""
    opened: dict[str, SheetXml] = field(init=False, default_factory=dict)
    changed: dict[str, bytes | None] = field(init=False, default_factory=dict)
    """Part → its new bytes, None where it goes; known after :meth:`finish`."""
    touched: set[str] = field(init=False, default_factory=set)
    date_1904: bool = field(init=False, default=False)
    """Days are counted from 1904 on."""

    def __post_init__(self) -> None:
        self.package = Package(self.data)
        if WORKBOOK not in self.package or b"<workbook" not in self.package.read(WORKBOOK):
            raise UnreadableError("not-a-workbook")
        targets = relation_targets(self.package, WORKBOOK)
        for element in tree(self.package.read(WORKBOOK)):
            if local(element.tag) == "workbookPr":
                self.date_1904 = attributes(element).get("date1904", "0") in ("1", "true", "on")
            for item in element if local(element.tag) == "sheets" else ():
                facts = attributes(item)
                kind, target = targets.get(facts.get("id", ""), ("", ""))
                if kind.endswith("/worksheet"):
                    self.places[facts.get("name", "")] = resolve("xl", target)

    def sheet(self, name: str) -> SheetXml:
        """The sheet's cells."""
        if name not in self.opened:
            self.opened[name] = SheetXml(self.package.read(self.places[name]))
        return self.opened[name]

    def put(self, sheet: str, place: Position, value: object) -> None:
        """Write into a blank cell."""
        self.sheet(sheet).put(place, value)
        self.touched.add(sheet)

    # --- rows put in ---------------------------------------------------------------------------

    def hindrance(self, growth: Growth) -> str:
        """Why rows cannot be put in without losing something, as a half-sentence; '' where they can."""
        if any(name.startswith(("xl/pivot", "xl/externalLinks/")) for name in self.package.entries):
            return "tệp có PivotTable hoặc liên kết sang tệp khác"
        why = self._beside(growth) or hindrance(self.sheet(growth.sheet), growth)
        for name in self.places:
            if not why and name != growth.sheet and self._mentions_others(name):
                own = self.sheet(name).formulas.values()
                if any(growth.counts_single_rows(text, name) for text in own if "!" in text):
                    why = f"công thức ở trang tính “{name}” lấy từng dòng của bảng này"
        return why

    def grow(self, growth: Growth) -> None:
        """Put rows in; formulas, names and print areas of the whole workbook follow."""
        grow(self.sheet(growth.sheet), growth)
        self.touched.add(growth.sheet)
        for name in self.places:
            if name == growth.sheet or not self._mentions_others(name):
                continue
            xml = self.sheet(name)
            xml.unshare()
            for place, text in xml.formulas.items():
                xml.cells[place].find(xml.tag("f")).text = growth.formula(text, name)
            self.touched.add(name)
        from html import unescape

        def moved(match: re.Match[bytes]) -> bytes:
            text = growth.formula(unescape(match[2].decode()), "")
            return match[1] + escape(text).encode() + match[3]

        self.changed[WORKBOOK] = _NAMES.sub(moved, self._part(WORKBOOK))
        if chain := self.package.find("xl/calcChain.xml"):
            self.changed[chain] = None  # an index of formulas by place; Excel makes it anew
            for part in (_TYPES, "xl/_rels/workbook.xml.rels"):
                self.changed[part] = _CHAIN.sub(b"", self._part(part))

    def _part(self, name: str) -> bytes:
        return self.changed.get(name) or self.package.read(name)

    def _beside(self, growth: Growth) -> str:
        """What stands over the cells below the rows, outside the sheet's own part, and would not move with them."""
        if any(
            int(row) > growth.last
            for part in self._related(growth.sheet, "/drawing")
            for row in _ANCHOR.findall(part)
        ):
            return "trang tính có hình vẽ, biểu đồ nằm dưới bảng"
        if any(
            int(row) - 1 > growth.last
            for part in self._related(growth.sheet, "/comments")
            for row in _COMMENT.findall(part)
        ):
            return "trang tính có ghi chú của ô nằm dưới bảng"
        kinds = {
            kind for part in self._related(growth.sheet, "/vmlDrawing") for kind in _CONTROL.findall(part)
        }
        return "trang tính có nút điều khiển" if kinds - {b"Note"} else ""

    def _related(self, sheet: str, kind: str) -> list[bytes]:
        folder = self.places[sheet].rpartition("/")[0]
        try:
            targets = relation_targets(self.package, self.places[sheet])
        except UnreadableError:  # a sheet without relations
            return []
        parts = [resolve(folder, target) for name, target in targets.values() if name.endswith(kind)]
        return [self.package.read(part) for part in parts if part in self.package]

    def _mentions_others(self, sheet: str) -> bool:
        """Whether some formula of the sheet looks into another sheet or goes by a defined name."""
        names = [
            re.search(rb'name="([^"]*)"', head) for head, *_ in _NAMES.findall(self.package.read(WORKBOOK))
        ]
        known = [found[1] for found in names if found and not found[1].startswith(b"_xlnm")]
        texts = _FORMULA.findall(self.package.read(self.places[sheet]))
        return any(b"!" in text or any(name in text for name in known) for text in texts)

    # --- results of formulas -------------------------------------------------------------------

    def finish(self, grid_of: Callable[[str], Grid | None]) -> None:
        """Kept results of formulas: worked out where they are plain arithmetic, taken away where they are not.

        ``grid_of`` gives a sheet's values as they are now (None: not known); results are put into it.
        """
        for name in self.places:
            if name in self.touched:
                self._work_out(self.sheet(name), grid_of(name))
            elif self._mentions_others(name):
                for place in self.sheet(name).formulas:
                    self.sheet(name).result(place, None)
                self.touched.add(name)
        for name in self.touched:
            self.changed[self.places[name]] = self.sheet(name).bytes()
        if any(self.sheet(name).formulas for name in self.touched):
            self.changed[WORKBOOK] = _recalculating(self._part(WORKBOOK))

    @staticmethod
    def _work_out(xml: SheetXml, grid: Grid | None) -> None:
        waiting = dict(xml.formulas)
        progress = True
        while progress and grid is not None:
            progress = False
            for place, text in list(waiting.items()):
                result = calculate(text, grid, waiting)
                if isinstance(result, float):
                    row = grid.rows[place[0]] if place[0] < len(grid.rows) else []
                    row.extend([""] * (place[1] + 1 - len(row)))
                    grid.rows.extend([] for _ in range(place[0] + 1 - len(grid.rows)))
                    grid.rows[place[0]] = row
                    row[place[1]] = result
                    xml.result(place, result)
                    del waiting[place]
                    progress = True
        for place in waiting:
            xml.result(place, None)

    # --- writing -------------------------------------------------------------------------------

    def save(self, path: Path) -> None:
        """Write the workbook: changed parts anew, the others as they are, in their order."""
        stream = BytesIO()
        with Zip(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, info in self.package.entries.items():
                data = self.changed.get(name, b"")
                if data is not None:
                    archive.writestr(copy(info), data or self.package.read(name), info.compress_type)
        write_atomically(path, lambda temporary: temporary.write_bytes(stream.getvalue()))


def _recalculating(workbook: bytes) -> bytes:
    """The workbook part saying that everything is to be calculated when it is opened."""
    found = _CALC.search(workbook)
    if found is not None:
        kept = re.sub(rb'\s*\bfullCalcOnLoad="[^"]*"', b"", found[1]).rstrip()
        return (
            workbook[: found.start()] + b"<calcPr" + kept + b' fullCalcOnLoad="1"/>' + workbook[found.end() :]
        )
    at = min(place for mark in _AFTER_CALC if (place := workbook.find(mark)) >= 0)
    return workbook[:at] + b'<calcPr fullCalcOnLoad="1"/>' + workbook[at:]
