"""What one workbook file says it is, for whoever only needs to know whose it is (mail, receipts)."""

from __future__ import annotations

from pathlib import Path

from danvan_xl.identity import Identity, parse_token
from danvan_xl.returns.identify import tokens_of
from danvan_xl.workbooks.opening.book import open_bytes, read_bytes
from danvan_xl.workbooks.opening.package import Package
from danvan_xl.workbooks.opening.raw import UnreadableError
from danvan_xl.workbooks.opening.xlsx_parts import read_custom_properties


def identity_of_file(path: Path) -> Identity | None:
    """The identity in the file's property, else in its hidden name or cells; None for no workbook of ours.

    For files of our own making or already collected: it reads in this process.
    """
    try:
        data = read_bytes(Path(path))
        if data[:2] == b"PK":
            for text in read_custom_properties(Package(data)).values():
                if (found := parse_token(text)) is not None:
                    return found
        tokens = tokens_of(open_bytes(data))
    except UnreadableError:
        return None
    return tokens[0].identity if tokens else None
