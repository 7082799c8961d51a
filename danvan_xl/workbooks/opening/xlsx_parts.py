"""The parts of an .xlsx that reading needs, unpacked and verified: sheets, texts, styles, names, properties.

Other packages of Office (.xlsb) list their parts in the same way and use what stands here for that.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from xml.etree import ElementTree

from msgspec import Struct, field
from msgspec.structs import replace

from danvan_xl.identity import DEFINED_NAME
from danvan_xl.language.folding import fold
from danvan_xl.workbooks.opening.package import Package
from danvan_xl.workbooks.opening.raw import UnreadableError
from danvan_xl.workbooks.opening.styles import Styles, read_styles
from danvan_xl.workbooks.opening.xml_parts import attributes, local, tree, utf8

_WORKBOOK = "xl/workbook.xml"
_ON = ("1", "true", "on")
_DEFINED = DEFINED_NAME.encode()
_OWN_NAME = re.compile(
    rb'<definedName(?:(?! name=) [A-Za-z]++="[\w-]*+")*+ name="%b"(?: [A-Za-z]++="[\w-]*+")*+>'
    rb"((?:[!-%%'-;=?-~]|&quot;)*+)</definedName>" % _DEFINED
)
_PROPERTY = re.compile(
    rb'<property(?: fmtid="[^"<>&]*+"| pid="[^"<>&]*+")*+ name="([ !#-%\'-;=?-~]*+)"(?: fmtid="[^"<>&]*+"| pid="[^"<>&]*+")*+>'
    rb'<vt:lpwstr(?: xmlns:vt="[^"<>&]*+")?+>([ -%\'-;=?-~]*+)</vt:lpwstr></property>'
)
_PROPERTIES = re.compile(
    rb"(?:<\?xml [^<>]*+\?>\s*+)?+<Properties[^<>]*+>\s*+(?:%b\s*+)*+</Properties>\s*+" % _PROPERTY.pattern
)
"""As all common programs write them; a text with references or letters beyond ASCII is left to the parser."""
_MODIFIED = re.compile(rb"<dcterms:modified(?: [^<>]*+)?>([0-9TZ:.+-]{10,40})</dcterms:modified>")


class SheetPart(Struct):
    """One worksheet: its name, whether it can be seen, its XML (b'' when its values are not wanted)."""

    name: str
    visible: bool
    data: bytes


class Parts(Struct):
    """What is needed of an .xlsx, unpacked and verified."""

    sheets: list[SheetPart] = field(default_factory=list)
    strings: bytes = b""
    styles_xml: bytes = b""
    names: dict[str, str] = field(default_factory=dict)
    date_1904: bool = False
    recalculates: bool = False

    @property
    def styles(self) -> Styles:
        """Cell styles."""
        return read_styles(self.styles_xml)


def read_parts(package: Package, only: Collection[str] | None = None) -> Parts:
    """Unpack what is needed; with ``only`` the other sheets without their XML. Raises UnreadableError."""
    place = package.find(_WORKBOOK) or _workbook_place(package)
    if not place:
        raise UnreadableError("not-a-workbook")
    folder = place.rpartition("/")[0]
    book = _workbook_part(package.read(place))
    parts = Parts(names=dict(book.names), date_1904=book.date_1904, recalculates=book.recalculates)
    targets, listed = relation_targets(package, place), book.listed
    if len(listed) > 500:
        raise UnreadableError("too-large", f"có {len(listed)} trang tính")
    for title, visible, key in listed:
        kind, target = targets.get(key, ("", ""))
        if kind and not kind.endswith("/worksheet"):
            continue  # a chart or a dialog: no cells
        entry = package.find(resolve(folder, target)) if target else ""
        if not entry:
            raise UnreadableError("corrupt", f"thiếu nội dung trang tính “{title}”")
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


class _Workbook(Struct, frozen=True):
    """What the workbook part says. ``listed``: title, whether it can be seen and the relation's id of each sheet."""

    listed: tuple[tuple[str, bool, str], ...]
    names: Mapping[str, str]
    date_1904: bool
    recalculates: bool


def _workbook_part(data: bytes) -> _Workbook:
    """Forms of one round share the part but for the name that says whose each is: the rest is parsed once."""
    own = _OWN_NAME.search(data)
    if own is None or data.count(_DEFINED) != 1:
        return _workbook(data)
    book = _workbook(data[: own.start(1)] + data[own.end(1) :])
    return replace(book, names={**book.names, DEFINED_NAME: own[1].decode("ascii").replace("&quot;", '"')})


@lru_cache(maxsize=32)
def _workbook(data: bytes) -> _Workbook:
    """Forms of one round share the part: it is kept by its bytes. Raises UnreadableError."""
    listed: list[tuple[str, bool, str]] = []
    names: dict[str, str] = {}
    date_1904 = recalculates = False
    for element in tree(data):
        name = local(element.tag)
        if name == "workbookPr":
            date_1904 = attributes(element).get("date1904", "0") in _ON
        elif name == "calcPr":
            recalculates = attributes(element).get("fullCalcOnLoad", "0") in _ON
        elif name == "definedNames":
            for item in element:
                names[attributes(item).get("name", "")] = item.text or ""
        elif name == "sheets":
            for item in element:
                facts = attributes(item)
                listed.append(
                    (facts.get("name", ""), facts.get("state", "visible") == "visible", facts.get("id", ""))
                )
    return _Workbook(tuple(listed), names, date_1904, recalculates)


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
    return dict(_relations(data))


@lru_cache(maxsize=32)
def _relations(data: bytes) -> Mapping[str, tuple[str, str]]:
    """Kept by its bytes, as :func:`_workbook`."""
    facts = (attributes(element) for element in tree(data))
    return {
        fact.get("Id", ""): (fact.get("Type", ""), fact.get("Target", ""))
        for fact in facts
        if fact.get("TargetMode") != "External"
    }


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
        if _PROPERTIES.fullmatch(data):
            return {name.decode(): text.decode() for name, text in _PROPERTY.findall(data)}
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
        said = _MODIFIED.findall(data)
        if len(said) == 1 and data.rstrip().endswith(b"</cp:coreProperties>"):
            return parse_moment(said[0].decode())
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
