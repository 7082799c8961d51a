"""Opening an .xlsx or .xlsm: pre-flight on its parts, calamine where they are ordinary, else our own reader.

calamine is the first reader: it reads a form in about a millisecond. It lays every sheet out as a full
rectangle, though, so that one value in XFD1048576 costs 549 GB and the process; and it tells nothing of
formulas, fonts, formats or errors. The pre-flight looks at the raw bytes of every sheet and either finds
nothing out of the way, or leaves the file to the second reader (:mod:`.sheet_xml`), a bounded stream that
is ten times slower. openpyxl, the usual second reader, fails on Strict OOXML, trusts a wrong ``dimension``
and many a broken style; a stream over the cells has none of these troubles and also knows fonts and formats.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from xml.etree import ElementTree

import python_calamine

from danvan_xl.language.folding import fold
from danvan_xl.workbooks.grid import Grid
from danvan_xl.workbooks.opening import limits
from danvan_xl.workbooks.opening.package import Package
from danvan_xl.workbooks.opening.raw import RawBook, RawSheet, UnreadableError
from danvan_xl.workbooks.opening.sheet_marks import SURROGATE, SheetScan, mark_sheet, scan
from danvan_xl.workbooks.opening.styles import Styles, read_styles
from danvan_xl.workbooks.opening.xml_parts import attributes, local, tree, utf8

_WORKBOOK = "xl/workbook.xml"
_STRICT = b"purl.oclc.org/ooxml"
_SIGNS = (b"vertAlign", b"strike", b"rFont")
_RUNS = re.compile(rb'<(?:\w+:)?(?:strike|vertAlign)\b|<(?:\w+:)?rFont val="(?:\.[Vv][Nn]|[Vv][Nn][Ii][- ])')


@dataclass(slots=True)
class SheetPart:
    """One worksheet: its name, whether it can be seen, its XML (b'' when its values are not wanted)."""

    name: str
    visible: bool
    data: bytes


@dataclass(slots=True)
class Parts:
    """What is needed of an .xlsx, unpacked and verified."""

    sheets: list[SheetPart] = field(default_factory=list)
    strings: bytes = b""
    styles_xml: bytes = b""
    names: dict[str, str] = field(default_factory=dict)
    date_1904: bool = False
    recalculates: bool = False
    strict: bool = False
    standard_place: bool = True

    @property
    def styles(self) -> Styles:
        """Cell styles."""
        return read_styles(self.styles_xml)


def open_xlsx(
    package: Package, *, careful: bool = False, rows: int = limits.ROWS, only: Collection[str] | None = None
) -> RawBook:
    """Open the workbook. ``careful``: leave calamine out (it failed on this file before); ``rows``: how many to take.

    Raises :class:`~danvan_xl.workbooks.opening.raw.UnreadableError`.
    """
    parts = read_parts(package, only)
    book = RawBook(
        "xlsx",
        names=parts.names,
        properties=read_custom_properties(package),
        modified_at=read_modified(package),
        date_1904=parts.date_1904,
        macros=bool(package.find("xl/vbaProject.bin")),
        external_links=any(name.startswith("xl/externalLinks/") for name in package.entries),
        recalculates=parts.recalculates,
    )
    why = "" if not careful else "cách đọc thứ nhất không đọc được"
    scans = [] if why else [scan(part.data, rows) for part in parts.sheets]
    why = why or next((found.why for found in scans if found.why), "")
    if not why and parts.standard_place and not _needs_runs(parts):
        sheets = _by_calamine(package.data, parts, scans)
        if sheets is not None:
            book.sheets = sheets
            return book
        why = "cách đọc thứ nhất không đọc được"
    from danvan_xl.workbooks.opening.sheet_xml import read_sheets

    book.sheets = read_sheets(parts, rows)
    book.second_reader = why
    return book


def _needs_runs(parts: Parts) -> bool:
    """Whether the look of single letters matters: fonts of before Unicode, crossed-out or raised parts of a text."""
    texts = [
        parts.strings,
        *(part.data for part in parts.sheets if any(sign in part.data for sign in _SIGNS)),
    ]
    return (
        parts.styles.legacy
        or any(_RUNS.search(text) for text in texts)
        or SURROGATE.search(parts.strings) is not None
    )


def _by_calamine(data: bytes, parts: Parts, scans: list[SheetScan]) -> list[RawSheet] | None:
    """The sheets as calamine reads them; None when it fails or sees other sheets than the package lists."""
    try:
        with python_calamine.load_workbook(BytesIO(data)) as book:
            sheets = [
                RawSheet(
                    Grid(
                        part.name,
                        book.get_sheet_by_name(part.name).to_python(skip_empty_area=False)
                        if part.data
                        else [],
                    ),
                    part.visible,
                )
                for part in parts.sheets
            ]
    except (python_calamine.CalamineError, OSError, ValueError, KeyError, OverflowError):
        return None
    except BaseException as error:  # Rust panics arrive as pyo3's PanicException, a BaseException
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        return None
    for sheet, part, found in zip(sheets, parts.sheets, scans, strict=True):
        mark_sheet(sheet, part.data, found, parts.styles)
    return sheets


def read_parts(package: Package, only: Collection[str] | None = None) -> Parts:
    """Unpack what is needed; with ``only`` the other sheets without their XML. Raises UnreadableError."""
    place = package.find(_WORKBOOK) or _workbook_place(package)
    if not place:
        raise UnreadableError("not-a-workbook")
    parts = Parts(standard_place=place == _WORKBOOK)
    folder = place.rpartition("/")[0]
    workbook = package.read(place)
    targets = relation_targets(package, place)
    parts.strict = _STRICT in workbook
    listed: list[tuple[str, bool, str]] = []
    for element in tree(workbook):
        name = local(element.tag)
        if name == "workbookPr":
            parts.date_1904 = attributes(element).get("date1904", "0") in ("1", "true", "on")
        elif name == "calcPr":
            parts.recalculates = attributes(element).get("fullCalcOnLoad", "0") in ("1", "true", "on")
        elif name == "definedNames":
            for item in element:
                parts.names[attributes(item).get("name", "")] = item.text or ""
        elif name == "sheets":
            for item in element:
                facts = attributes(item)
                listed.append(
                    (facts.get("name", ""), facts.get("state", "visible") == "visible", facts.get("id", ""))
                )
    if len(listed) > 500:
        raise UnreadableError("too-large", f"có {len(listed)} trang tính")
    for title, visible, key in listed:
        kind, target = targets.get(key, ("", ""))
        if kind and not kind.endswith("/worksheet"):
            continue  # a chart or a dialog: no cells
        entry = package.find(resolve(folder, target)) if target else ""
        if not entry:
            raise UnreadableError("corrupt", f"thiếu nội dung trang “{title}”")
        wanted = only is None or fold(title) in only
        parts.sheets.append(SheetPart(title, visible, utf8(package.read(entry)) if wanted else b""))
    for kind, target in targets.values():
        if kind.endswith("/sharedStrings"):
            parts.strings = _optional(package, folder, target)
        elif kind.endswith("/styles"):
            parts.styles_xml = _optional(package, folder, target)
    if not parts.sheets:
        raise UnreadableError("structure-lost", "không có trang tính nào")
    return parts


def _optional(package: Package, folder: str, target: str) -> bytes:
    entry = package.find(resolve(folder, target))
    return utf8(package.read(entry)) if entry else b""


def _workbook_place(package: Package) -> str:
    """Where the workbook part stands by the package's own relations; '' when there is none."""
    data = package.read_if("_rels/.rels")
    if not data:
        return ""
    for element in tree(data):
        facts = attributes(element)
        if facts.get("Type", "").endswith("/officeDocument"):
            found = package.find(facts.get("Target", "").lstrip("/"))
            return found if found and not found.endswith(".bin") and _is_spreadsheet(package, found) else ""
    return ""


def _is_spreadsheet(package: Package, place: str) -> bool:
    try:
        return local(tree(package.read(place)).tag) == "workbook"
    except UnreadableError:
        return False


def relation_targets(package: Package, place: str) -> dict[str, tuple[str, str]]:
    """Relations of a part: id → (type, target). Raises UnreadableError when there are none."""
    folder, _, name = place.rpartition("/")
    data = package.read_if(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
    if not data:
        raise UnreadableError("corrupt", "thiếu danh mục các trang tính")
    found = {}
    for element in tree(data):
        facts = attributes(element)
        if facts.get("TargetMode") != "External":
            found[facts.get("Id", "")] = (facts.get("Type", ""), facts.get("Target", ""))
    return found


def resolve(folder: str, target: str) -> str:
    """A relation's target as an entry name; '..' goes up inside the package only."""
    target = target.replace("\\", "/")
    if target.startswith("/"):
        return target.lstrip("/")
    steps = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


def read_custom_properties(package: Package) -> dict[str, str]:
    """Custom document properties (texts); damaged ones are passed over: they are one of four identities."""
    try:
        data = package.read_if("docProps/custom.xml")
        if not data:
            return {}
        return {
            attributes(item).get("name", ""): "".join(child.text or "" for child in item)
            for item in tree(data)
        }
    except UnreadableError:
        return {}


def read_modified(package: Package) -> datetime | None:
    """When the file says it was last saved (UTC, without zone); None when it does not say."""
    try:
        data = package.read_if("docProps/core.xml")
        return _moment(tree(data)) if data else None
    except UnreadableError:
        return None


def _moment(core: ElementTree.Element) -> datetime | None:
    for wanted in ("modified", "created"):
        for element in core:
            if local(element.tag) == wanted and element.text:
                return parse_moment(element.text)
    return None


def parse_moment(text: str) -> datetime | None:
    """An ISO 8601 time as UTC without zone, None when it is none."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
