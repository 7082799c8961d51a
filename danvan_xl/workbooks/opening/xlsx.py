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
from io import BytesIO

import python_calamine

from danvan_xl.workbooks.grid import Grid
from danvan_xl.workbooks.opening import limits
from danvan_xl.workbooks.opening.package import Package
from danvan_xl.workbooks.opening.raw import RawBook, RawSheet
from danvan_xl.workbooks.opening.sheet_marks import SURROGATE, SheetScan, mark_sheet, scan
from danvan_xl.workbooks.opening.sheet_xml import read_sheets
from danvan_xl.workbooks.opening.xlsx_parts import Parts, read_custom_properties, read_modified, read_parts

_SIGNS = (b"vertAlign", b"strike", b"rFont")
_RUNS = re.compile(rb'<(?:\w+:)?(?:strike|vertAlign)\b|<(?:\w+:)?rFont val="(?:\.[Vv][Nn]|[Vv][Nn][Ii][- ])')


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
