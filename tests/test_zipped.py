"""Zip files that we write: any program reads them, the same content is the same file."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from zlib_ng import zlib_ng

from danvan_xl.resources import bundled
from danvan_xl.zipped import Zip, write_zip
from tests.support.office import convert

PARTS = {"a.txt": b"Th\xc3\xb4n " * 5_000, "rỗng.txt": b"", "b/c.bin": bytes(range(256)) * 300}


def _packed(path: Path, part: str) -> bytes:
    """The deflated bytes of a part."""
    with zipfile.ZipFile(path) as package:
        entry = package.getinfo(part)
    data = path.read_bytes()
    names = len(entry.filename.encode())
    start = entry.header_offset + 30 + names
    return data[start : start + entry.compress_size]


class DescribeWriteZip:
    def it_is_read_by_the_standard_library(self, tmp_path: Path) -> None:
        write_zip(tmp_path / "a.zip", PARTS.items())
        with zipfile.ZipFile(tmp_path / "a.zip") as package:
            assert package.testzip() is None
            assert {name: package.read(name) for name in package.namelist()} == PARTS
            assert {entry.compress_type for entry in package.infolist()} == {zipfile.ZIP_DEFLATED}

    def it_writes_the_same_bytes_for_the_same_parts(self, tmp_path: Path) -> None:
        for name in ("a.zip", "b.zip"):
            write_zip(tmp_path / name, PARTS.items())
        assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()

    def it_is_deflated_by_zlib_ng_and_no_larger_than_by_zlib(self, tmp_path: Path) -> None:
        write_zip(tmp_path / "a.zip", PARTS.items())
        deflater = zlib_ng.compressobj(5, zlib_ng.DEFLATED, -15)
        assert (
            _packed(tmp_path / "a.zip", "b/c.bin") == deflater.compress(PARTS["b/c.bin"]) + deflater.flush()
        )

    def it_makes_workbooks_no_larger_than_zlib_does(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(bundled("workbook_templates") / "dai-son-2025.xlsx") as package:
            parts = {name: package.read(name) for name in package.namelist()}
        write_zip(tmp_path / "a.zip", parts.items())
        with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in parts.items():
                package.writestr(name, data)
        assert (tmp_path / "a.zip").stat().st_size <= (tmp_path / "b.zip").stat().st_size * 1.02

    def it_leaves_a_level_that_is_asked_for_to_zlib(self, tmp_path: Path) -> None:
        write_zip(tmp_path / "a.zip", PARTS.items(), level=9)
        with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
            package.writestr("b/c.bin", PARTS["b/c.bin"])
        assert _packed(tmp_path / "a.zip", "b/c.bin") == _packed(tmp_path / "b.zip", "b/c.bin")


class DescribeZip:
    @pytest.mark.parametrize("kind", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
    def it_reads_back_what_it_wrote_by_name_by_entry_and_from_a_file(self, tmp_path: Path, kind: int) -> None:
        (tmp_path / "f").write_bytes(PARTS["a.txt"])
        stream = BytesIO()
        with Zip(stream, "w", kind) as package:
            package.writestr("tên", PARTS["a.txt"])
            package.writestr(zipfile.ZipInfo("mục"), PARTS["a.txt"], kind)
            package.write(tmp_path / "f", "tệp")
            with package.open("dòng", "w") as part:
                part.write(PARTS["a.txt"])
        with Zip(stream) as package:
            assert {package.read(name) for name in package.namelist()} == {PARTS["a.txt"]}
            assert package.testzip() is None

    def it_makes_workbooks_that_libreoffice_opens(self, tmp_path: Path) -> None:
        from danvan_xl.workbooks.drawing.draw_xlsxwriter import save
        from danvan_xl.workbooks.drawing.spec import SheetSpec, WorkbookSpec

        sheet = SheetSpec("Bảng")
        sheet.put(0, 0, "Thôn Đông")
        save(WorkbookSpec([sheet], title="t"), tmp_path / "a.xlsx")
        [saved] = convert([tmp_path / "a.xlsx"], "xlsx", tmp_path / "ra")
        assert openpyxl.load_workbook(saved).active["A1"].value == "Thôn Đông"
