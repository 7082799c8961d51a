"""The return form: one unit, one period. ``form_book`` gives the whole workbook as a spec.

Whoever reads returns needs only ``headers``: the rest is imported when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from danvan_xl.sheets.form.book import form_book, form_version

__all__ = ["form_book", "form_version"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from danvan_xl.sheets.form import book

        return getattr(book, name)
    raise AttributeError(name)
