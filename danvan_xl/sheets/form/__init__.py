"""The return form: one unit, one period. ``form_book`` gives the whole workbook as a spec."""

from __future__ import annotations

from danvan_xl.sheets.form.book import form_book, form_version

__all__ = ["form_book", "form_version"]
