"""A workbook as Excel would have saved it, where that differs from what openpyxl writes: for tests of what reads parts."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_INLINE = re.compile(
    r'<c((?: [rs]="\w+")*) t="inlineStr"((?: [rs]="\w+")*)><is>(<t(?: [^>]*)?>[^<]*</t>|<t/>)</is></c>'
)


def as_excel_saves(path: Path) -> Path:
    """Texts shared, families of fonts and spans of rows named, a part of printer settings for every sheet, no calculation asked for."""
    with zipfile.ZipFile(path) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    texts: dict[str, int] = {}

    def shared(match: re.Match[str]) -> str:
        return f'<c{match[1]} t="s"{match[2]}><v>{texts.setdefault(match[3], len(texts))}</v></c>'

    for number, name in enumerate(sorted(n for n in entries if n.startswith("xl/worksheets/sheet")), 1):
        text = _INLINE.sub(shared, entries[name].decode())
        text = re.sub(r'<row r="(\d+)"', r'<row r="\1" spans="1:20"', text)
        if "<pageSetup " in text:
            text = text.replace("<pageSetup ", '<pageSetup r:id="rId91" ', 1)
            text = text.replace("<worksheet ", f'<worksheet xmlns:r="{_OFFICE}" ', 1)
            relations = f"xl/worksheets/_rels/{name.rpartition('/')[2]}.rels"
            known = entries.get(relations, f'<Relationships xmlns="{_PACKAGE}"></Relationships>'.encode())
            entries[relations] = _with_relation(
                known, "rId91", "printerSettings", f"../printerSettings/printerSettings{number}.bin"
            )
            entries[f"xl/printerSettings/printerSettings{number}.bin"] = bytes([0, number])
        entries[name] = text.encode()
    items = "".join(f"<si>{item}</si>" for item in texts)
    entries["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}">{items}</sst>'.encode()
    relations = "xl/_rels/workbook.xml.rels"
    if b"sharedStrings" not in entries[relations]:
        entries[relations] = _with_relation(
            entries[relations], "rId900", "sharedStrings", "sharedStrings.xml"
        )
        _add_type(entries, f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_KIND}.sharedStrings+xml"/>')  # fmt: skip
    _add_type(entries, f'<Default Extension="bin" ContentType="{_KIND}.printerSettings"/>')
    styles = entries["xl/styles.xml"].decode()
    entries["xl/styles.xml"] = re.sub(
        r'(<name val="Times New Roman"\s*/>)(?!<family)', r'\1<family val="1"/>', styles
    ).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in entries.items():
            package.writestr(name, data)
    return path


def _with_relation(data: bytes, key: str, kind: str, target: str) -> bytes:
    added = f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
    return data.replace(b"</Relationships>", added.encode())


def _add_type(entries: dict[str, bytes], text: str) -> None:
    entries["[Content_Types].xml"] = entries["[Content_Types].xml"].replace(
        b"</Types>", f"{text}</Types>".encode()
    )
