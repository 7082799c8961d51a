"""``So với lần trước``: what this run changed against the one before it, and why."""

from __future__ import annotations

from decimal import Decimal

from danvan_xl.language.showing import show_number, show_rate
from danvan_xl.results import Change, ChangeKind
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.page import page
from danvan_xl.sheets.summary.units import RANK
from danvan_xl.sheets.tables import Column
from danvan_xl.terms import form
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.spec import SheetSpec
from danvan_xl.workbooks.drawing.values import safe_text

_WIDTHS = (19, 9, 24, 9, 50, 24, 24, 46)
LABELS = {
    ChangeKind.FILE: "Tệp gửi về",
    ChangeKind.TOTAL: "Con số chung",
    ChangeKind.STATUS: "Tình trạng nhiệm vụ",
    ChangeKind.SCORE: n.POINTS,
    ChangeKind.BAND: form.BAND,
    ChangeKind.RANK: RANK,
}


def shown(change: Change, value: Decimal | str | None) -> str:
    """One of its two values as a person reads it."""
    if isinstance(value, Decimal):
        return show_rate(value) if change.rate else show_number(round(value, 2))
    return value or "–"


def changes_sheet(context: Context) -> SheetSpec:
    """The sheet; for a run that had one before it."""
    sheet = SheetSpec(n.CHANGES, tab_color="56B4E9")
    styles = [st.BODY, st.CODE, st.BODY, st.CODE, st.BODY, st.CENTER, st.CENTER.but(bold=True), st.BODY]
    columns = [
        Column(header, width, style)
        for header, width, style in zip(n.CHANGE_HEADERS, _WIDTHS, styles, strict=True)
    ]
    rows = [
        [
            LABELS[change.kind],
            change.unit,
            context.names.get(change.unit, ""),
            change.code,
            safe_text(change.what),
            shown(change, change.before),
            shown(change, change.after),
            change.why,
        ]
        for change in context.c.changes or ()
    ]
    note = f"{len(rows)} thay đổi" if rows else "Không có gì thay đổi so với lần trước"
    page(context, sheet, columns, rows, n.CHANGES, f"{context.c.period.name} · {note}", freeze_columns=1)
    return sheet
