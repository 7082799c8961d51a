"""Opening a returned file as a :class:`~danvan_xl.returns.raw.RawBook`."""

from __future__ import annotations

from pathlib import Path

import python_calamine

from danvan_xl.grid import Grid
from danvan_xl.returns.raw import RawBook, RawSheet, UnreadableError


def open_book(path: Path) -> RawBook:
    """The workbook in ``path``. Raises :class:`~danvan_xl.returns.raw.UnreadableError`."""
    try:
        with python_calamine.load_workbook(str(path)) as book:
            sheets = [
                RawSheet(Grid(meta.name, book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)))
                for meta in book.sheets_metadata
            ]
    except python_calamine.PasswordError as error:
        raise UnreadableError("encrypted") from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableError("corrupt") from error
    return RawBook("xlsx", sheets)
