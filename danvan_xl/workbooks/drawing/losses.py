"""What a workbook holds that openpyxl would drop or spoil when it saves: found in the package's own parts.

Measured on openpyxl 3.1: it rewrites cells, styles, names, plain comments, validations and classic
conditional formats; it loses drawings, shapes, x14 extensions, slicers, threaded comments, queries and macros.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Collection
from pathlib import Path

from msgspec import Struct

from danvan_xl.errors import WouldLoseContentError
from danvan_xl.workbooks.xml_text import unescape

_PARTS: tuple[tuple[str, str], ...] = (
    # pattern of a part's name → what it is to a user
    (r"xl/vbaProject\.bin", "macro (VBA)"),
    (r"xl/macrosheets/", "trang macro Excel 4"),
    (r"xl/dialogsheets/", "trang hộp thoại"),
    (r"xl/chartsheets/", "trang biểu đồ"),
    (r"xl/pivot(Tables|Cache)/", "tệp tổng hợp PivotTable"),
    (r"xl/slicer(s|Caches)/", "nút lọc Slicer"),
    (r"xl/timeline(s|Caches)/", "thanh thời gian Timeline"),
    (r"xl/threadedComments/", "bình luận theo luồng"),
    (r"xl/(embeddings|activeX|ctrlProps)/", "đối tượng nhúng hoặc nút điều khiển"),
    (r"customUI/", "dải lệnh (ribbon) riêng"),
    (r"xl/(connections\.xml|queryTables/)", "truy vấn, kết nối dữ liệu"),
    (r"xl/model/", "mô hình dữ liệu Power Pivot"),
    (r"xl/xmlMaps\.xml", "ánh xạ XML"),
    (r"xl/(richData/|metadata\.xml)", "công thức mảng động hoặc ảnh đặt trong ô"),
    (r"xl/(diagrams)/", "sơ đồ SmartArt"),
    (r"_xmlsignatures/", "chữ ký số"),
)
_EXTENSIONS: tuple[tuple[bytes, str], ...] = (
    (b"<x14:conditionalFormatting", "định dạng có điều kiện kiểu mới (thanh dữ liệu, bộ biểu tượng)"),
    (b"<x14:dataValidation ", "danh sách chọn lấy từ trang tính khác"),
    (b"<x14:sparklineGroup", "biểu đồ nhỏ trong ô (Sparkline)"),
    (b"<x14:slicer", "nút lọc Slicer"),
    (b"<x15:timelineRef", "thanh thời gian Timeline"),
    (b"<protectedRange ", "vùng cho phép sửa khi bảo vệ trang"),
)
_DRAWN: tuple[tuple[bytes, str], ...] = (
    (b":graphicFrame", "biểu đồ"),
    (b":pic>", "hình ảnh"),
    (b":sp ", "hình vẽ, hộp chữ"),
    (b":sp>", "hình vẽ, hộp chữ"),
    (b":cxnSp", "đường nối"),
    (b":contentPart", "nét viết tay"),
)
_ATTRIBUTE = re.compile(r'\b(Id|Target|Type|TargetMode)="([^"]*)"')
_SHEET = re.compile(r'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"[^>]*?\br:id="([^"]*)"')


class Loss(Struct, frozen=True):
    """Something that would be lost. ``sheet`` is '' when it belongs to the whole workbook."""

    what: str
    sheet: str = ""

    def __str__(self) -> str:
        return f"{self.what} (trang tính “{self.sheet}”)" if self.sheet else self.what


def losses(path: Path, *, replaced: Collection[str] = ()) -> list[Loss]:
    """What would be lost. Sheets named in ``replaced`` are drawn anew by us, so what we drew there does not count."""
    found: dict[Loss, None] = {}
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        for pattern, what in _PARTS:
            if any(re.match(pattern, name) for name in names):
                found[Loss(what)] = None
        for sheet, part in worksheet_parts(package):
            if part not in names:
                continue
            if sheet not in replaced:
                data = package.read(part)
                for mark, what in _EXTENSIONS:
                    if mark in data:
                        found[Loss(what, sheet)] = None
                if b"<legacyDrawingHF" in data:
                    found[Loss("hình ở đầu trang, chân trang in", sheet)] = None
                if re.search(rb"<picture\b", data):
                    found[Loss("ảnh nền trang tính", sheet)] = None
            for target in _related(package, part, "/vmlDrawing"):
                kinds = (
                    set(re.findall(rb'ObjectType="(\w+)"', package.read(target)))
                    if target in names
                    else set()
                )
                if kinds - {b"Note"}:
                    found[Loss("nút điều khiển", sheet)] = None
            for target in _related(package, part, "/drawing"):
                for what in _drawn(package, target):
                    found[Loss(what, sheet)] = None
    return list(found)


def refuse_losses(path: Path, *, replaced: Collection[str] = ()) -> None:
    """Raise :class:`~danvan_xl.errors.WouldLoseContentError` that names what would be lost; nothing is written."""
    found = losses(path, replaced=replaced)
    if not found:
        return
    shown = "; ".join(map(str, found[:8])) + ("; …" if len(found) > 8 else "")
    raise WouldLoseContentError(
        f"Chưa ghi vào “{path.name}”, vì nếu ghi sẽ mất: {shown}.",
        remedy=(
            "Mở tệp trong Excel và bấm nút tương ứng trên dải lệnh “Dân vận” (ghi thẳng trong Excel nên không mất gì); "
            "hoặc chuyển các phần trên sang tệp khác rồi chạy lại. Ghi ra tệp khác bằng -o cũng sẽ mất các phần này."
        ),
        file=path,
    )


def worksheet_parts(package: zipfile.ZipFile) -> list[tuple[str, str]]:
    """(sheet name, part name) of every worksheet."""
    names = package.namelist()
    if "xl/workbook.xml" not in names:
        return []
    workbook = package.read("xl/workbook.xml").decode("utf-8", "replace")
    targets = _relationships(package, "xl/workbook.xml")
    return [
        (unescape(name), targets[identifier][0])
        for name, identifier in _SHEET.findall(workbook)
        if identifier in targets
    ]


def _relationships(package: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Relationship id → (target part, type) of a part; external ones left out."""
    folder, name = posixpath.split(part)
    try:
        text = package.read(f"{folder}/_rels/{name}.rels").decode("utf-8", "replace")
    except KeyError:
        return {}
    found = {}
    for element in re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", text):
        facts = dict(_ATTRIBUTE.findall(element))
        if facts.get("TargetMode") == "External" or "Id" not in facts:
            continue
        target = facts.get("Target", "")
        target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        found[facts["Id"]] = (target, facts.get("Type", ""))
    return found


def _related(package: zipfile.ZipFile, part: str, kind: str) -> list[str]:
    return [target for target, type_ in _relationships(package, part).values() if type_.endswith(kind)]


def _drawn(package: zipfile.ZipFile, part: str) -> list[str]:
    try:
        data = package.read(part)
    except KeyError:
        return []
    found = list(dict.fromkeys(what for mark, what in _DRAWN if mark in data))
    return found or (["hình vẽ"] if b"Anchor" in data else [])
