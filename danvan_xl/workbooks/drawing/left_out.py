"""Worksheets left out of a workbook while openpyxl has it, and put back part by part when it is saved.

A sheet that does not change costs openpyxl nothing and keeps its bytes, with its comments, printer settings and links. In its place
stands a blank sheet of its name, so that the list of sheets, their order and the defined names are openpyxl's as ever. Numbers
of styles stay true: openpyxl keeps those of the file and only appends to them (:meth:`LeftOut.keeps_styles` looks).
"""

from __future__ import annotations

import dataclasses
import posixpath
import re
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from danvan_xl.workbooks.drawing.losses import worksheet_parts
from danvan_xl.workbooks.xml_text import escape, unescape

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES, _WORKBOOK_RELATIONS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
_ROOT = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?<worksheet\b[^>]*\sxmlns="([^"]*)"')
_RELATION = re.compile(r"<Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r'\b(Id|Target|Type|TargetMode|PartName|ContentType|Extension)="([^"]*)"')
_TARGET = re.compile(r'\bTarget="[^"]*"')
_DEFAULT, _OVERRIDE = re.compile(r"<Default\b[^>]*>"), re.compile(r"<Override\b[^>]*>")
_FILTER = re.compile(rb'<autoFilter\b[^>]*?\bref="([^"]*)"')
_ELSEWHERE = re.compile(rb"<f\b[^>]*>[^<]*!")
_TEXT_CELL = re.compile(rb't="s"[^<>]*><v>(\d+)</v>')
_TEXT_ITEM = re.compile(rb"<si\b[^>]*?/>|<si\b[^>]*>.*?</si>", re.S)
_CELL_STYLES = re.compile(rb"<cellXfs\b.*?</cellXfs>", re.S)
_LOOKS = re.compile(rb"<dxfs\b.*?</dxfs>", re.S)
_DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError)
"""What reading a damaged or encrypted entry raises."""
_GO_ALONG = ("/hyperlink", "/printerSettings", "/comments", "/vmlDrawing")
"""What a sheet that is left out may refer to. A sheet with anything else goes through openpyxl, which judges it."""


class _Relation(Struct):
    text: str
    facts: dict[str, str]
    part: str
    """The part it leads to; '' outside the package."""


@dataclasses.dataclass(slots=True)
class LeftOut:
    """The package in ``path``; ``sheets`` are those left out, by name, each with its part as it is put back."""

    path: Path
    entries: dict[str, bytes] = dataclasses.field(init=False)
    places: dict[str, str] = dataclasses.field(init=False)
    """Sheet → its part."""
    sheets: dict[str, bytes] = dataclasses.field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.entries = {}
        with zipfile.ZipFile(self.path) as package:
            for name in package.namelist():
                with suppress(
                    *_DAMAGED
                ):  # as if it were not there: whatever refers to it goes through openpyxl
                    self.entries[name] = package.read(name)
            self.places = {name: part for name, part in worksheet_parts(package) if part in self.entries}

    def part_of(self, sheet: str) -> bytes:
        """A sheet's part."""
        return self.entries[self.places[sheet]]

    def can_stay(self, sheet: str) -> bool:
        """Whether the sheet holds nothing that openpyxl's workbook part, or another part of its making, must agree with."""
        data = self.part_of(sheet)
        root = _ROOT.match(data)
        if root is None or root[1] != _MAIN.encode() or b"<customSheetViews" in data:
            return False
        return all(
            relation.facts.get("Type", "").endswith(_GO_ALONG)
            and (
                not relation.part
                or (relation.part in self.entries and _relations_of(relation.part) not in self.entries)
            )
            for relation in self.relations(sheet)
        )

    def looks_elsewhere(self, sheet: str) -> bool:
        """Whether a formula of the sheet names another sheet."""
        return _ELSEWHERE.search(self.part_of(sheet)) is not None

    def has_comments(self, sheet: str) -> bool:
        """Whether cells of the sheet have comments."""
        return any(relation.facts.get("Type", "").endswith("/comments") for relation in self.relations(sheet))

    def relations(self, sheet: str) -> list[_Relation]:
        """What the sheet refers to."""
        part = self.places[sheet]
        text = self.entries.get(_relations_of(part), b"").decode("utf-8", "replace")
        found = []
        for match in _RELATION.finditer(text):
            facts = dict(_ATTRIBUTE.findall(match[0]))
            target = unescape(facts.get("Target", ""))
            outside = facts.get("TargetMode") == "External"
            found.append(_Relation(match[0], facts, "" if outside else _resolved(part, target)))
        return found

    def relations_xml(self, sheet: str) -> bytes:
        """The part of what the sheet refers to; b'' where it refers to nothing."""
        return self.entries.get(_relations_of(self.places[sheet]), b"")

    def texts(self) -> bytes:
        """The part of shared texts; b'' where there is none."""
        part = self._texts_part()
        return self.entries[part] if part else b""

    def keeps_styles(self, book: Workbook) -> bool:
        """Whether every number of a style in the file's sheets means the same in ``book``."""
        styles = self.entries.get("xl/styles.xml", b"")
        xfs, looks = _CELL_STYLES.search(styles), _LOOKS.search(styles)
        return len(book._cell_styles) == (len(re.findall(rb"<xf\b", xfs[0])) if xfs else -1) and len(
            book._differential_styles.styles
        ) == (len(re.findall(rb"<dxf\b", looks[0])) if looks else 0)

    # --- what openpyxl gets --------------------------------------------------------------------

    def rest(self) -> bytes:
        """The package with a blank sheet for each that is left out."""
        aside = {self.places[name] for name in self.sheets}
        gone = {_relations_of(part) for part in aside}
        for name in self.sheets:
            gone |= {relation.part for relation in self.relations(name)}
        texts = self._texts_part()
        others = [self.entries[part] for name, part in self.places.items() if name not in self.sheets]
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w") as package:
            for name, data in self.entries.items():
                if name in aside:
                    package.writestr(name, _blank(data))
                elif name not in gone:
                    package.writestr(name, self._texts_of(others, data) if name == texts else data)
        return stream.getvalue()

    def _texts_part(self) -> str:
        """The part of shared texts; '' where there is none."""
        for match in _RELATION.finditer(
            self.entries.get(_WORKBOOK_RELATIONS, b"").decode("utf-8", "replace")
        ):
            facts = dict(_ATTRIBUTE.findall(match[0]))
            if facts.get("Type", "").endswith("/sharedStrings"):
                part = _resolved("xl/workbook.xml", facts.get("Target", ""))
                return part if part in self.entries else ""
        return ""

    @staticmethod
    def _texts_of(sheets: Iterable[bytes], data: bytes) -> bytes:
        """The shared texts ``data``, blank where none of the sheets shows them: they cost openpyxl time, and what is in no sheet
        any more is to be in no part."""
        needed: set[int] = set()
        for sheet in sheets:
            found = _TEXT_CELL.findall(sheet)
            if len(found) != sheet.count(b't="s"'):
                return data
            needed |= set(map(int, found))
        items = _TEXT_ITEM.findall(data)
        if len(items) <= max(needed, default=-1) or data.count(b"<si") != len(items):
            return data
        kept = [items[i] if i in needed else b"<si><t/></si>" for i in range(max(needed, default=-1) + 1)]
        return f'<sst xmlns="{_MAIN}">'.encode() + b"".join(kept) + b"</sst>"

    # --- what comes back -----------------------------------------------------------------------

    def put_back(self, entries: dict[str, bytes], titles: dict[str, str]) -> None:
        """Put the sheets into the saved package ``entries``, in whose part ``titles[part]`` each stands now."""
        now = {title: part for part, title in titles.items()}
        types = self.entries.get(_TYPES, b"").decode("utf-8", "replace")
        known = {facts.get("PartName", "").lstrip("/"): facts for facts in _all(_OVERRIDE, types)}
        usual = {facts.get("Extension", "").lower(): facts for facts in _all(_DEFAULT, types)}
        added: dict[str, str] = {}
        moved: dict[str, str] = {}
        for title, data in self.sheets.items():
            part = now[title]
            entries[part] = data
            relations = self.relations(title)
            if not relations:
                continue
            text = self.entries[_relations_of(self.places[title])].decode("utf-8", "replace")
            for relation in relations:
                old = relation.part
                if not old:
                    continue
                if old not in moved:
                    moved[old] = _free(old, entries)
                    entries[moved[old]] = self.entries[old]
                    facts = known.get(old) or usual.get(old.rpartition(".")[2].lower(), {})
                    added[moved[old]] = facts.get("ContentType", "")
                target = f'Target="/{escape(moved[old])}"'
                text = text.replace(relation.text, _TARGET.sub(lambda _, t=target: t, relation.text))  # type: ignore[misc]
            entries[_relations_of(part)] = text.encode()
        texts = self._texts_part()
        if texts and any(b't="s"' in data for data in self.sheets.values()):
            name = "xl/sharedStrings.xml"
            entries[name] = self._texts_of(self.sheets.values(), self.entries[texts])
            added[name] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
            relation_of_texts = f'<Relationship Id="rIdTexts" Type="{_OFFICE}/sharedStrings" Target="/{name}"/></Relationships>'
            entries[_WORKBOOK_RELATIONS] = entries[_WORKBOOK_RELATIONS].replace(
                b"</Relationships>", relation_of_texts.encode()
            )
        overrides = "".join(
            f'<Override PartName="/{escape(name)}" ContentType="{kind}"/>' for name, kind in added.items()
        )
        entries[_TYPES] = entries[_TYPES].replace(b"</Types>", overrides.encode() + b"</Types>")


def _all(pattern: re.Pattern[str], text: str) -> Iterator[dict[str, str]]:
    return (dict(_ATTRIBUTE.findall(match[0])) for match in pattern.finditer(text))


def _blank(data: bytes) -> bytes:
    """A sheet without cells. Its filter stays, since a defined name goes with it."""
    filtered = _FILTER.search(data)
    inside = b'<autoFilter ref="' + filtered[1] + b'"/>' if filtered else b""
    return f'<worksheet xmlns="{_MAIN}"><sheetData/>'.encode() + inside + b"</worksheet>"


def _relations_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def _resolved(part: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def _free(part: str, taken: Collection[str]) -> str:
    """The part's name, or one like it that is not taken."""
    stem, dot, ending = part.rpartition(".")
    stem, number, name = stem.rstrip("0123456789"), 0, part
    while name in taken:
        number += 1
        name = f"{stem}{number}{dot}{ending}"
    return name
