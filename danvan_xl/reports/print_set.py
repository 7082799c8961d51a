"""The print set of a summary as one PDF: its eight sheets, nothing else."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

from danvan_xl.errors import DanvanError, InputError, OutputError
from danvan_xl.files import write_atomically
from danvan_xl.libreoffice import find_libreoffice, to_pdf
from danvan_xl.summaries.opened import open_summary
from danvan_xl.terms.summary import PLAN, PRINTED
from danvan_xl.zipped import Zip

Export = Callable[[bytes, str], bytes | None]
"""A document and its ending → a PDF; None where none could be made."""
_SHEET = re.compile(r"<sheet\b[^>]*>")
_NAME, _STATE = re.compile(r'\bname="([^"]*)"'), re.compile(r'\s*\bstate="[^"]*"')
_ACTIVE = re.compile(r'\s*\b(?:activeTab|firstSheet)="[^"]*"')


def require_libreoffice() -> str:
    """LibreOffice's program. Raises :class:`~danvan_xl.errors.DanvanError` (``libreoffice-missing``)."""
    program = find_libreoffice()
    if program is None:
        raise DanvanError(
            "Máy chưa có LibreOffice nên chưa ghi được bản in PDF.",
            remedy="Cài LibreOffice rồi chạy lại; hoặc mở tệp tổng hợp trong Excel và bấm nút “Bản in PDF”.",
            code="libreoffice-missing",
        )
    return program


def write_print_set(summary: Path, path: Path, export: Export | None = None) -> None:
    """Write the print set of ``summary`` to ``path`` (.pdf) as it stands, typed scores included.

    ``export``: what makes a PDF of a workbook; LibreOffice where it is left out.
    Raises :class:`~danvan_xl.errors.InputError` (no summary), :class:`~danvan_xl.errors.OutputError`, and
    :class:`~danvan_xl.errors.DanvanError` where LibreOffice is missing.
    """
    export = export or partial(to_pdf, require_libreoffice())
    summary, path = Path(summary), Path(path)
    open_summary(summary, only=[PLAN])
    if not zipfile.is_zipfile(summary):
        raise InputError(
            f"“{summary.name}” không phải tệp .xlsx nên chưa ghi được bản in.",
            remedy="Mở tệp, lưu lại dạng .xlsx rồi chạy lại.",
            file=summary,
        )
    printed = export(only_printed(summary), ".xlsx")
    if printed is None:
        raise OutputError(
            f"Không chuyển được “{summary.name}” thành PDF.",
            remedy="Mở tệp tổng hợp bằng LibreOffice hoặc Excel, xem có mở được không, rồi chạy lại.",
            file=path,
        )
    write_atomically(path, lambda temporary: temporary.write_bytes(printed))


def only_printed(summary: Path) -> bytes:
    """The workbook with every other sheet hidden, a person's own too: no program prints what is hidden."""
    made = BytesIO()
    with zipfile.ZipFile(summary) as old, Zip(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "xl/workbook.xml":
                text = _ACTIVE.sub("", data.decode("utf-8"))
                data = _SHEET.sub(_hidden, text).encode("utf-8")
            new.writestr(entry, data)
    return made.getvalue()


def _hidden(match: re.Match[str]) -> str:
    name = _NAME.search(match[0])
    bare = _STATE.sub("", match[0])
    return bare if name and name[1] in PRINTED else bare.replace("<sheet", '<sheet state="hidden"', 1)
