"""Identity of the workbooks that we make: how a file says what it is, whoever saved or renamed it.

One token such as ``danvan-xl|phieu|v=1|plan=KH-2025|unit=VHXH|period=K1|form=3f2a`` stands in a custom
document property, in a hidden defined name and in a cell of a hidden column of every sheet; .xls,
.ods and .xlsb keep only the cells. ``sheets`` writes it, ``returns`` reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Protocol
from urllib.parse import quote, unquote

from msgspec import Struct

PROPERTY = "danvan_xl"
"""Name of the custom document property."""
DEFINED_NAME = "_danvan_xl_id"
"""Name of the hidden defined name; its formula is the token as a text constant."""
PREFIX = "danvan-xl|"
VERSION = "1"

FORM = "phieu"
MASTER = "ke-hoach"
SUMMARY = "tong-hop"
RECEIPT = "phieu-tiep-nhan"
EXPLANATION = "giai-trinh-diem"
DEPARTMENT = "trang-don-vi"
MAPPING = "anh-xa"


ROWS_PREFIX = "danvan-xl-rows|"
"""Beneath the token on a form's sheet: the codes of the rows that it was issued with, whatever rows come back."""

COLUMNS_PREFIX = "danvan-xl-columns|"
"""Beneath the token on a summary's sheet: the headers that the program wrote; any other column is a person's own."""


def columns_texts(headers: Sequence[str], each: int = 300) -> list[str]:
    """The headers of a sheet as hidden cells' texts, so many headers a cell."""
    plain = [header.replace("|", " ") for header in headers]
    return [COLUMNS_PREFIX + "|".join(plain[i : i + each]) for i in range(0, len(plain), each)]


def parse_columns(texts: Iterable[object]) -> list[str]:
    """The headers in such cells; [] where there are none."""
    found: list[str] = []
    for text in texts:
        if isinstance(text, str) and text.startswith(COLUMNS_PREFIX):
            found += text.removeprefix(COLUMNS_PREFIX).split("|")
    return found


def rows_text(codes: Iterable[str]) -> str:
    """The codes of a sheet's rows as one hidden cell's text."""
    return ROWS_PREFIX + "|".join(quote(code, safe="-_.") for code in codes)


def parse_rows(text: object) -> frozenset[str] | None:
    """The codes in such a cell; None for any other cell."""
    if not isinstance(text, str) or not text.startswith(ROWS_PREFIX):
        return None
    return _codes(text)


@lru_cache(maxsize=256)
def _codes(text: str) -> frozenset[str]:
    """Forms of one round list the same few rows."""
    return frozenset(unquote(code) for code in text.removeprefix(ROWS_PREFIX).split("|") if code)


class Identity(Struct, frozen=True):
    """What a workbook says it is. ``kind`` is one of the constants above."""

    kind: str
    plan: str = ""
    unit: str = ""
    period: str = ""
    form: str = ""
    """Short hash of what the form asks: which version of the master it was made from."""

    def token(self) -> str:
        """One line of text; at most 255 characters for the lengths that `check` allows."""
        parts = [f"v={VERSION}"]
        for name in ("plan", "unit", "period", "form"):
            value = getattr(self, name)
            if value:
                parts.append(f"{name}={quote(value, safe='-_.')}")
        return PREFIX + "|".join([self.kind, *parts])


def parse_token(text: object) -> Identity | None:
    """The identity in a cell, property or defined name (quotes and '=' of a formula allowed), or None."""
    return _parsed(text) if isinstance(text, str) and PREFIX in text else None


@lru_cache(maxsize=256)
def _parsed(text: str) -> Identity | None:
    """A form says the same in eight places."""
    text = text.strip().lstrip("=").strip().strip('"')
    if not text.startswith(PREFIX):
        return None
    kind, *parts = text.removeprefix(PREFIX).split("|")
    facts = dict(part.split("=", 1) for part in parts if "=" in part)
    return Identity(kind, **{n: unquote(facts.get(n, "")) for n in ("plan", "unit", "period", "form")})


class Sheet(Protocol):
    """A sheet's values (``workbooks.grid.Grid``)."""

    @property
    def rows(self) -> Sequence[Sequence[object]]:
        """From A1 on."""


def identity_of(sheets: Iterable[Sheet]) -> Identity | None:
    """The identity that stands in a hidden column at the head of a workbook's sheets, or None."""
    found = (parse_token(value) for sheet in sheets for row in sheet.rows[:2] for value in row)
    return next((identity for identity in found if identity is not None), None)
