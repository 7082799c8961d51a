"""What already stands at the place of a new summary: kept, carried over, or refused to be overwritten."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from danvan_xl.errors import InputError, OutputError
from danvan_xl.files import backup_of
from danvan_xl.identity import SUMMARY, identity_of
from danvan_xl.language.folding import fold
from danvan_xl.results import Consolidation
from danvan_xl.review import Review
from danvan_xl.rules.reviewing import rows_gone
from danvan_xl.summaries.opened import OpenedSummary
from danvan_xl.summaries.review import SHEETS, review_of
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing.spec import SheetSpec, Style
from danvan_xl.workbooks.opening.own import read_grids


@dataclass(slots=True)
class Kept:
    """``review``: what was typed, None when nothing of this plan and period stood there. ``sheets``: a person's own."""

    review: Review | None = None
    sheets: list[SheetSpec] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def look_at(path: Path, consolidation: Consolidation) -> Kept:
    """See what stands at ``path`` before it is replaced.

    A summary of the same plan and period: its review and the sheets that a person added are kept. A summary of
    another period, or a file that is not ours, is copied aside first, with a note. Raises
    :class:`~danvan_xl.errors.OutputError` when it is a master, a form or another workbook of ours: naming
    it as the result can only be a slip.
    """
    kept = Kept()
    if not path.exists() or path.is_dir() or path.stat().st_size == 0:
        return kept
    try:
        grids = read_grids(path, what="tệp", only=SHEETS)
        identity = identity_of(grids) or identity_of(read_grids(path, what="tệp"))
    except InputError:
        identity = None
    if identity is None:
        kept.notes.append(f"“{path.name}” cũ không phải tệp tổng hợp; đã giữ lại ở “{backup_of(path).name}”.")
        return kept
    if identity.kind != SUMMARY:
        raise OutputError(
            f"“{path.name}” là tệp kế hoạch hoặc phiếu, không phải tệp tổng hợp; không ghi đè.",
            remedy="Chọn tên khác cho tệp tổng hợp, ví dụ tong-hop.xlsx.",
            file=path,
            code="would-overwrite",
        )
    plan, period = consolidation.master.plan.code, consolidation.period.code
    if (identity.plan, identity.period) != (plan, period):
        kept.notes.append(
            f"“{path.name}” cũ là của kỳ “{identity.period}”; đã giữ lại ở “{backup_of(path).name}”."
        )
        return kept
    book = OpenedSummary(path, identity, {fold(grid.name): grid for grid in grids})
    kept.review = review_of(book)
    known = {fold(name) for name in n.OWN_SHEETS}
    own = [grid.name for grid in grids if fold(grid.name) not in known]
    if own:
        kept.sheets = _own_sheets(path, own)
        kept.notes.append(
            "Giữ lại trang tính do người dùng thêm: " + ", ".join(f"“{name}”" for name in own) + "."
        )
    gone = rows_gone(kept.review, consolidation)
    if gone:
        kept.notes.append(
            f"{len(gone)} điểm thẩm định không còn đơn vị hoặc tiêu chí; tệp cũ giữ ở “{backup_of(path).name}”."
        )
    return kept


def _own_sheets(path: Path, names: list[str]) -> list[SheetSpec]:
    """Sheets that a person added, with values, formulas, widths and the plainest looks."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path)
        results = openpyxl.load_workbook(path, data_only=True)
    found = []
    for name in names:
        if name not in book.sheetnames:
            continue
        sheet = book[name]
        spec = SheetSpec(name, gridlines=True)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                where = (cell.row - 1, cell.column - 1)
                style = _style(cell)
                if cell.data_type == "f" and isinstance(cell.value, str):
                    shown = _plain(results[name][cell.coordinate].value)
                    spec.put(*where, shown, style, formula=cell.value)
                else:
                    spec.put(*where, _plain(cell.value), style)
        for letter, dimension in sheet.column_dimensions.items():
            if dimension.width and letter.isalpha():
                spec.widths[openpyxl.utils.column_index_from_string(letter) - 1] = dimension.width
        found.append(spec)
    return found


def _style(cell: Any) -> Style:
    font, fill = cell.font, cell.fill
    color = fill.start_color.rgb if fill.fill_type == "solid" else None
    return Style(
        font=font.name or "Times New Roman",
        size=font.sz or 11,
        bold=bool(font.b),
        italic=bool(font.i),
        fill=color[-6:] if isinstance(color, str) and len(color) >= 6 else None,
        wrap=bool(cell.alignment.wrap_text),
        num_format=cell.number_format or "General",
    )


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | date | datetime | None) else str(value)
