"""Opening one file: pre-flight by its bytes, the reader that fits, the second reader where the first fails."""

from __future__ import annotations

import stat
from collections.abc import Collection
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import python_calamine

from danvan_xl.workbooks.grid import Grid
from danvan_xl.workbooks.opening import limits
from danvan_xl.workbooks.opening.package import Package
from danvan_xl.workbooks.opening.raw import RawBook, RawSheet, UnreadableError

_BUILT_IN_PASSWORD = "VelvetSweatshop"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_book(
    path: Path, *, careful: bool = False, rows: int = limits.ROWS, only: Collection[str] | None = None
) -> RawBook:
    """The workbook in ``path``. ``careful``: the first reader brought the process down before.

    ``rows``: how many of each sheet are taken; ``only``: folded names of the sheets whose values are wanted.

    Raises :class:`~danvan_xl.workbooks.opening.raw.UnreadableError`.
    """
    return open_bytes(read_bytes(path), careful=careful, rows=rows, only=only)


def read_bytes(path: Path, most: int = limits.FILE_BYTES) -> bytes:
    """The file's bytes. Raises UnreadableError when it cannot be read or is too large."""
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):  # a pipe would be waited for
            raise UnreadableError("unreadable", "không phải tệp")
        size = facts.st_size
        if size > most:
            raise UnreadableError("too-large", f"{size // 1_000_000} MB")
        with path.open("rb", buffering=0) as file:
            return file.read()
    except OSError as error:
        raise UnreadableError("unreadable") from error


def open_bytes(
    data: bytes, *, careful: bool = False, rows: int = limits.ROWS, only: Collection[str] | None = None
) -> RawBook:
    """The workbook in ``data``. Raises UnreadableError."""
    if not data:
        raise UnreadableError("not-a-workbook", "tệp rỗng, 0 byte")
    if data[:8] == _OLE:
        return _open_ole(data)
    if data[:2] != b"PK":
        raise UnreadableError("not-a-workbook")
    return open_package(Package(data), careful=careful, rows=rows, only=only)


def open_package(
    package: Package, *, careful: bool = False, rows: int = limits.ROWS, only: Collection[str] | None = None
) -> RawBook:
    """The workbook in a zip. Raises UnreadableError; ``not-a-workbook`` when the zip holds something else."""
    if package.find("content.xml") and package.find("META-INF/manifest.xml"):
        from danvan_xl.workbooks.opening.ods import open_ods

        if b"spreadsheet" not in package.read_if("mimetype") and package.find("mimetype"):
            raise UnreadableError("not-a-workbook", "tài liệu LibreOffice nhưng không phải sổ tính")
        return open_ods(package)
    if package.find("xl/workbook.bin"):
        from danvan_xl.workbooks.opening.xlsb import open_xlsb

        return open_xlsb(package)
    from danvan_xl.workbooks.opening.xlsx import open_xlsx

    return open_xlsx(package, careful=careful, rows=rows, only=only)


def is_workbook(package: Package) -> bool:
    """Whether a zip is a workbook rather than a container of files."""
    wanted = ("xl/workbook.xml", "xl/workbook.bin", "[Content_Types].xml", "META-INF/manifest.xml")
    return any(package.find(name) for name in wanted)


# --- .xls: calamine for the values, records for the rest ------------------------------------------


def _grids(data: bytes, names: list[str]) -> list[Grid]:
    try:
        with python_calamine.load_workbook(BytesIO(data)) as book:
            return [
                Grid(
                    name,
                    book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=limits.ROWS),
                )
                for name in (names or book.sheet_names)
            ]
    except python_calamine.PasswordError as error:
        raise UnreadableError("encrypted") from error
    except (python_calamine.CalamineError, OSError, ValueError, KeyError, OverflowError) as error:
        raise UnreadableError("corrupt") from error
    except BaseException as error:  # a Rust panic is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise UnreadableError("corrupt") from error


def _unlocked(data: bytes) -> bytes:
    """The workbook without the password that Excel itself uses for read-only ones and asks nobody for."""
    import msoffcrypto

    plain = BytesIO()
    try:
        office = msoffcrypto.OfficeFile(BytesIO(data))
        office.load_key(password=_BUILT_IN_PASSWORD)
        office.decrypt(plain)
    except (
        Exception
    ) as error:  # msoffcrypto raises many kinds: another password, an odd cipher, a damaged file
        raise UnreadableError("encrypted") from error
    return plain.getvalue()


def _open_ole(data: bytes, *, unlocked: bool = False) -> RawBook:
    import olefile

    from danvan_xl.workbooks.opening.biff import has_password, read_biff

    try:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            streams = {"/".join(entry).lower(): entry for entry in ole.listdir()}
            if "encryptedpackage" in streams:
                return open_bytes(_unlocked(data))
            entry = streams.get("workbook") or streams.get("book")
            if entry is None:
                raise UnreadableError("not-a-workbook")
            stream = ole.openstream(entry).read()
            if has_password(stream) and not unlocked:
                return _open_ole(_unlocked(data), unlocked=True)
            macros = any(name.startswith("_vba_project_cur") for name in streams)
            modified = ole.get_metadata().last_saved_time
            properties = _ole_properties(ole, streams)
    except UnreadableError:
        raise
    except Exception as error:  # olefile raises many kinds on damaged files
        raise UnreadableError("corrupt") from error
    try:
        facts = read_biff(stream)
    except (IndexError, ValueError) as error:
        raise UnreadableError("corrupt") from error
    grids = _grids(data, [])
    book = RawBook("xls", date_1904=facts.date_1904, macros=macros, external_links=facts.external)
    book.modified_at = _utc(modified)
    book.properties = properties
    by_name = dict(zip(facts.names, zip(facts.sheets, facts.hidden, strict=True), strict=True))
    for grid in grids:
        sheet = RawSheet(grid)
        if grid.name in by_name:
            marks, hidden = by_name[grid.name]
            sheet.visible = not hidden
            marks.apply(sheet, facts.styles, facts.rich)
        book.sheets.append(sheet)
    return book


def _ole_properties(ole, streams: dict[str, list[str]]) -> dict[str, str]:  # type: ignore[no-untyped-def]
    """Custom properties of an .xls, where some program kept them: texts that look like our token."""
    entry = streams.get("\x05documentsummaryinformation")
    if entry is None:
        return {}
    from danvan_xl.identity import PREFIX, PROPERTY

    data = ole.openstream(entry).read(200_000)
    for wide in (False, True):
        needle = PREFIX.encode("utf-16-le" if wide else "ascii")
        at = data.find(needle)
        if at >= 0:
            if wide:
                text = data[at : at + 600].decode("utf-16-le", "ignore")
            else:
                text = data[at : at + 300].decode("utf-8", "ignore")
            return {PROPERTY: text.partition("\x00")[0]}
    return {}


def _utc(moment: datetime | None) -> datetime | None:
    if moment is None or moment.year < 1990:
        return None
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
