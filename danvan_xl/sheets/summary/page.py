"""A sheet of the summary whole: its one table with heading, place of what stands still, filter, print and identity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.layout import HEADER, finish, heading, table, turned_names
from danvan_xl.sheets.tables import Column
from danvan_xl.workbooks.drawing.spec import SheetSpec


def page(
    context: Context,
    sheet: SheetSpec,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    title: str,
    note: str,
    *,
    appendix: str = "",
    centred: int | None = None,
    count: int | None = None,
    names: tuple[int, Iterable[tuple[str, str]]] | None = None,
    freeze_columns: int = 0,
    filtered: bool = True,
    footer: str = "",
    print_to: str = "",
) -> int:
    """Draw it onto ``sheet``; gives the number of rows (see ``layout.table``, ``heading`` and ``finish``, made in this order).

    ``centred``: over so many columns the heading stands, all where left out. ``names``: what stands upwards over the codes
    of a header from that column on; it is repeated on every page.
    """
    count = table(sheet, columns, rows, count=count)
    width = len(columns)
    heading(
        sheet, title, note, appendix=appendix, reference=context.reference, columns=width if centred is None else centred
    )  # fmt: skip
    if names is not None:
        turned_names(sheet, *names)
    finish(
        sheet,
        columns=width,
        rows=count,
        token=context.token,
        freeze_columns=freeze_columns,
        filtered=filtered,
        footer=footer,
        print_to=print_to,
        repeat_from=HEADER if names is None else HEADER - 1,
    )
    return count
