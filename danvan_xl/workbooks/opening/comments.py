"""Comments of an .xlsx: what people write on a cell instead of into it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from danvan_xl.workbooks.opening.package import Package
from danvan_xl.workbooks.xml_text import unescape

Comment = tuple[str, str, str]
"""(sheet, cell, text)"""

_SHEET = re.compile(r'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"[^>]*?\b\w+:id="([^"]*)"')
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r'\b(Id|Target|Type)="([^"]*)"')
_COMMENT = re.compile(r'<(?:\w+:)?comment\b[^>]*?\bref="([^"]*)"[^>]*>(.*?)</(?:\w+:)?comment>', re.S)
_TEXT = re.compile(r"<(?:\w+:)?t\b[^>]*>([^<]*)<")


def comments_of(package: Package) -> Iterator[Comment]:
    """Every comment with the sheet and cell on which it stands."""
    if not any("comments" in name.lower() for name in package.entries):
        return
    workbook = "xl/workbook.xml"
    places = {key: target for key, target, _ in _relations(package, workbook)}
    for name, key in _SHEET.findall(_text(package, workbook)):
        for _, target, kind in _relations(package, places.get(key, "")):
            if kind.endswith("/comments"):
                for cell, inside in _COMMENT.findall(_text(package, target)):
                    text = unescape("".join(_TEXT.findall(inside))).strip()
                    if text:
                        yield unescape(name), cell, text


def _relations(package: Package, part: str) -> Iterator[tuple[str, str, str]]:
    """(id, target part, type) of what a part refers to."""
    folder, name = posixpath.split(part)
    for tag in _RELATION.findall(_text(package, f"{folder}/_rels/{name}.rels")):
        found = dict(_ATTRIBUTE.findall(tag))
        target = found.get("Target", "")
        whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        yield found.get("Id", ""), posixpath.normpath(whole), found.get("Type", "")


def _text(package: Package, name: str) -> str:
    return package.read_if(name).decode("utf-8", errors="replace")
