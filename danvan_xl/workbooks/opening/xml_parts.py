"""XML of files that strangers sent: no document types, no entities, no surprising encodings.

Entity bombs and external entities need a document type; a workbook has none, so one is refused outright
before a parser sees it. What remains is safe for the standard library's parsers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

from danvan_xl.workbooks.opening.raw import UnreadableError

_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_PLAIN = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")


def utf8(data: bytes) -> bytes:
    """The same XML in UTF-8 without a byte order mark. Raises UnreadableError for document types and odd encodings."""
    if data[:3] == b"\xef\xbb\xbf":
        data = data[3:]
    elif data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            data = _DECLARED.sub("", data.decode("utf-16")).encode()
        except UnicodeDecodeError as error:
            raise UnreadableError("corrupt", "chữ bên trong tệp bị hỏng") from error
    declared = _ENCODING.match(data[:200])
    if declared and declared[1].lower() not in _PLAIN:
        raise UnreadableError("corrupt", "tệp dùng bảng mã lạ")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\x00" in data[:100]:
        raise UnreadableError("corrupt", "tệp chứa khai báo XML không an toàn")
    return data


def tree(data: bytes) -> ElementTree.Element:
    """A small part as a tree. Raises UnreadableError when it is not well-formed."""
    try:
        return ElementTree.fromstring(utf8(data))
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise UnreadableError("corrupt", "nội dung XML bị hỏng") from error


def local(tag: str) -> str:
    """An element's or attribute's name without its namespace."""
    return tag.rpartition("}")[2]


def attributes(element: ElementTree.Element) -> dict[str, str]:
    """Attributes by local name."""
    return {local(key): value for key, value in element.attrib.items()}


def stream(
    data: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    """Parse a large part, element by element; names come with their prefix ('x:c'). Raises UnreadableError."""

    def refuse(*_: Any) -> None:
        raise UnreadableError("corrupt", "tệp chứa khai báo XML không an toàn")

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(utf8(data), True)
    except expat.ExpatError as error:
        raise UnreadableError("corrupt", "nội dung XML bị hỏng") from error
