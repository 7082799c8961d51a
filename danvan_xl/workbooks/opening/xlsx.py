"""Opening an .xlsx or .xlsm: by one search over each sheet where it is written as usual, else by a stream over its cells.

Both are bounded: neither lays out more than is there, so that a value in XFD1048576 costs nothing. Usual readers do not
do: calamine lays every sheet out as a full rectangle (such a value costs 549 GB and the process) and tells nothing of
formulas, fonts, formats or errors; openpyxl takes ten times as long, fails on Strict OOXML, trusts a wrong ``dimension`` and many
a broken style.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from danvan_xl.workbooks.opening import limits
from danvan_xl.workbooks.opening.package import Package
from danvan_xl.workbooks.opening.raw import RawBook, RawSheet
from danvan_xl.workbooks.opening.row_plain import FAILED, NotPlainError
from danvan_xl.workbooks.opening.sheet_plain import plain_texts, read_plain
from danvan_xl.workbooks.opening.sheet_xml import read_sheets
from danvan_xl.workbooks.opening.xlsx_parts import Parts, read_custom_properties, read_modified, read_parts

_LOOKS = (b"strike", b"vertAlign", b"rFont")
_RUNS = re.compile(rb'<(?:\w+:)?(?:strike|vertAlign)\b|<(?:\w+:)?rFont val="(?:\.[Vv][Nn]|[Vv][Nn][Ii][- ])')


def open_xlsx(
    package: Package, *, careful: bool = False, rows: int = limits.ROWS, only: Collection[str] | None = None
) -> RawBook:
    """Open the workbook. ``careful``: leave the first reader out (it failed on this file before); ``rows``: how many to take.

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
    try:
        if careful:
            raise NotPlainError(FAILED)
        book.sheets = _plainly(parts, rows)
    except NotPlainError as error:
        book.sheets = read_sheets(parts, rows)
        book.second_reader = error.why
    return book


def _plainly(parts: Parts, rows: int) -> list[RawSheet]:
    """The sheets by the first reader. Raises NotPlainError, also where the look of single letters matters: fonts of
    before Unicode, crossed-out or raised parts of a text."""
    styles = parts.styles
    if styles.legacy or (any(name in parts.strings for name in _LOOKS) and _RUNS.search(parts.strings)):
        raise NotPlainError
    texts = plain_texts(parts.strings)
    return [read_plain(part, texts, styles, parts.date_1904, rows) for part in parts.sheets]
