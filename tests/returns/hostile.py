"""Hostile and broken files, made here byte by byte from one good form. Each is (file name, bytes, what must come of it)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl


@dataclass(frozen=True)
class Trap:
    """``verdicts`` that are acceptable; ``reason`` when it must be rejected for that; ``code`` of a finding that must be there."""

    name: str
    data: bytes
    verdicts: tuple[str, ...] = ("rejected",)
    reason: str | None = None
    code: str | None = None


def rewritten(
    form: Path, change: Callable[[str, bytes], bytes | None], extra: dict[str, bytes] | None = None
) -> bytes:
    """The form's zip with every entry passed through ``change`` (None drops it), and ``extra`` entries added."""
    out = io.BytesIO()
    with zipfile.ZipFile(form) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = change(info.filename, old.read(info))
            if data is not None:
                new.writestr(info.filename, data)
        for name, data in (extra or {}).items():
            new.writestr(name, data)
    return out.getvalue()


def in_sheet(form: Path, change: Callable[[bytes], bytes], number: int = 2) -> bytes:
    """The form with one worksheet's XML changed."""
    wanted = f"xl/worksheets/sheet{number}.xml"
    return rewritten(form, lambda name, data: change(data) if name == wanted else data)


def _stray(ref: str) -> Callable[[bytes], bytes]:
    row = re.sub("[A-Z]", "", ref)
    cell = f'<row r="{row}"><c r="{ref}"><v>1</v></c></row></sheetData>'.encode()
    return lambda data: data.replace(b"</sheetData>", cell)


def _strict(name: str, data: bytes) -> bytes:
    for old, new in (
        (
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        (
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    ):
        if name.startswith("xl/") or name == "_rels/.rels":
            data = data.replace(old, new)
    return data


_BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(12))
    + b"]>"
)


def _with_entities(data: bytes) -> bytes:
    body = data.split(b"?>", 1)[-1] if data.startswith(b"<?xml") else data
    return _BOMB + body


def _huge_sheet() -> bytes:
    return (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + (b" " * 300_000_000)
        + b"</sheetData></worksheet>"
    )


def uncalculated(form: Path) -> bytes:
    """A form in which an input holds a formula that nothing ever calculated, and that is no plain arithmetic."""
    book = openpyxl.load_workbook(form)
    sheet = book["Số liệu"]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == "SL01":
                sheet.cell(cell.row, cell.column + 3).value = "=VLOOKUP(1,A1:B2,2)"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def encrypted(data: bytes, password: str = "mật khẩu") -> bytes:
    """The same workbook with a password, as Excel encrypts it."""
    from msoffcrypto.format.ooxml import OOXMLFile

    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, out)
    return out.getvalue()


def traps(form: Path) -> list[Trap]:
    """The corpus. ``form`` is a filled form of a unit that owes a return."""
    good = form.read_bytes()
    accepted = ("accepted",)
    external = b'<?xml version="1.0"?><externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    return [
        Trap("o-rat-xa.xlsx", in_sheet(form, _stray("XFD1048576")), accepted, code="stray-cells"),
        Trap("hang-cuoi.xlsx", in_sheet(form, _stray("A1048576")), accepted, code="stray-cells"),
        Trap("kich-thuoc-sai.xlsx", in_sheet(form, lambda d: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', d)), accepted),
        Trap("kich-thuoc-lon.xlsx", in_sheet(form, lambda d: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', d)), accepted),
        Trap("chuan-strict.xlsx", rewritten(form, _strict), accepted),
        Trap("bom-nen.xlsx", rewritten(form, lambda n, d: _huge_sheet() if n.endswith("sheet3.xml") else d), reason="too-large"),
        Trap("bom-phan-la.xlsx", rewritten(form, lambda n, d: d, {"xl/x.bin": bytes(200_000_000)}), reason="too-large"),
        Trap("bom-thuc-the.xlsx", in_sheet(form, _with_entities), reason="corrupt"),
        Trap("bom-thuc-the-2.xlsx", rewritten(form, lambda n, d: _with_entities(d) if n == "xl/workbook.xml" else d), reason="corrupt"),
        Trap("thuc-the-ngoai.xlsx", in_sheet(form, lambda d: b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + d.split(b"?>", 1)[-1]), reason="corrupt"),
        Trap("cat-ngan.xlsx", good[: len(good) // 2], reason="corrupt"),
        Trap("cat-cuoi.xlsx", good[:-30], reason="corrupt"),
        Trap("rong.xlsx", b"", reason="not-a-workbook"),
        Trap("thuc-ra-pdf.xlsx", b"%PDF-1.7\n1 0 obj\n", reason="not-a-workbook"),
        Trap("thuc-ra-html.xls", b"<html><table><tr><td>1</td></tr></table></html>", reason="not-a-workbook"),
        Trap("van-ban.xlsx", "Báo cáo".encode(), reason="not-a-workbook"),
        Trap("mat-khau.xlsx", encrypted(good), reason="encrypted"),
        Trap("lien-ket.xlsx", rewritten(form, lambda n, d: d, {"xl/externalLinks/externalLink1.xml": external}), accepted, code="external-link"),
        Trap("macro.xlsm", rewritten(form, lambda n, d: d, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}), accepted, code="macro-in-file"),
        Trap("chua-tinh.xlsx", uncalculated(form), accepted, code="formula-not-calculated"),
        Trap("thieu-trang.xlsx", rewritten(form, lambda n, d: None if n.endswith("sheet2.xml") else d), reason="corrupt"),
        Trap("trung-ten.xlsx", _doubled(form), reason="corrupt"),
        Trap("mot-nghin-chu-" + "a" * 180 + ".xlsx", good, ("accepted", "superseded")),
        Trap("khong-duoi", good, ("accepted", "superseded")),
        Trap("~$phieu.xlsx", b"\x05abc", ("skipped",), reason="lock-file"),
        Trap(".~lock.phieu.xlsx#", b",a,", ("skipped",), reason="lock-file"),
        Trap("anh.png", b"\x89PNG\r\n\x1a\n", ("skipped",), reason="picture"),
        Trap("van-ban.pdf", b"%PDF-1.7", ("skipped",), reason="other-document"),
        Trap("Thumbs.db", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ("skipped",), reason="system-file"),
        Trap("nen.rar", b"Rar!\x1a\x07\x00abc", reason="archive-unsupported"),
        Trap("nen.7z", b"7z\xbc\xaf\x27\x1cabc", reason="archive-unsupported"),
        Trap("nen.lzh", b"-lh5-abc", reason="archive-unsupported"),
        Trap("tar-hong.tar.gz", b"\x1f\x8b\x08 gone", reason="corrupt"),
        Trap("winmail.dat", b"\x78\x9f\x3e\x22\x01\x00", reason="carrier-unsupported"),
        Trap("thu-ky-kin.p7m", b"\x30\x80\x06\x09", reason="carrier-unsupported"),
        Trap("phieu.numbers", good, reason="carrier-unsupported"),
        Trap("phieu.url", b"[InternetShortcut]\r\nURL=https://example.org/phieu.xlsx", reason="carrier-unsupported"),
        Trap("mat-khau-cua-excel.xlsx", encrypted(good, "VelvetSweatshop"), accepted),
        Trap("noi-doi-kich-thuoc.xlsx", _shorter_than_it_is(good), reason="corrupt"),
        Trap("nen-hong.zip", b"PK\x03\x04 gone", reason="corrupt"),
    ]  # fmt: skip


def _shorter_than_it_is(data: bytes) -> bytes:
    """The last entry declares a byte less than it unpacks to."""
    at = data.rindex(b"PK\x01\x02") + 24
    return (
        data[:at] + (int.from_bytes(data[at : at + 4], "little") - 1).to_bytes(4, "little") + data[at + 4 :]
    )


def _doubled(form: Path) -> bytes:
    """Two entries of one name: readers disagree on which of them counts."""
    import warnings

    out = io.BytesIO(form.read_bytes())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(out, "a") as archive:
            archive.writestr(
                "xl/worksheets/sheet2.xml", archive.read("xl/worksheets/sheet2.xml").replace(b"100", b"001")
            )
    return out.getvalue()
