"""What may be typed into cells of a table, with the sentence that tells a person who typed something else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from danvan_xl.workbooks.drawing.spec import Range, Validation


def list_validation(
    ranges: list[Range], choices: Sequence[str] | str, what: str, *, strict: bool = True
) -> Validation:
    """A drop-down list. ``choices``: texts, or a formula '=...' of a range. Not ``strict``: only advises."""
    shown = "" if isinstance(choices, str) else " Các giá trị dùng được: " + "; ".join(choices) + "."
    error = f"“{what}”: hãy chọn trong danh sách." + shown
    return Validation(
        ranges,
        "list",
        source=choices if isinstance(choices, str) else list(choices),
        error_title="Ngoài danh sách",
        error=error if len(error) <= 255 else f"“{what}”: hãy chọn trong danh sách của ô.",
        severity="stop" if strict else "warning",
    )


def date_validation(ranges: list[Range], what: str, *, first: Any = None, last: Any = None) -> Validation:
    """A real date, by default between 2000 and 2100."""
    return Validation(
        ranges,
        "date",
        "between",
        minimum=first or date(2000, 1, 1),
        maximum=last or date(2100, 12, 31),
        error_title="Chưa đúng ngày",
        error=f"“{what}” phải là ngày có thật, nhập dạng ngày/tháng/năm, ví dụ 05/09/2025.",
    )


def number_validation(
    ranges: list[Range], what: str, *, minimum: Any = 0, maximum: Any = None, whole: bool = False
) -> Validation:
    """A number ≥ ``minimum``, ≤ ``maximum`` when given."""
    limits = f"từ {minimum} trở lên" if maximum is None else f"từ {minimum} đến {maximum}"
    return Validation(
        ranges,
        "whole" if whole else "decimal",
        ">=" if maximum is None else "between",
        minimum=minimum,
        maximum=maximum,
        error_title="Chưa đúng số",
        error=f"“{what}” phải là {'số nguyên' if whole else 'số'} {limits}; chỉ nhập số, không kèm đơn vị tính.",
    )
