"""Rows of large sheets drawn by a copy of this process, while it draws the others: both processors work at a summary.

The copy writes into the files that this process reads the rows from when it packs the workbook. Where there is no copy, where it
failed, or where it met a style that had no number yet, this process draws the rows itself: nothing is lost but time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from danvan_xl.forks import Beside, may_fork
from danvan_xl.workbooks.drawing.sheet_writer import Sheet
from danvan_xl.workbooks.drawing.spec import SheetSpec

_SMALL = 200_000_000
"""Bytes of a process that may be copied here: two of a larger one would not find room on a small machine."""
_WORTH = 40_000
"""Cells for which a copy is made."""
_WEIGHT = 2
"""A cell that stands in a spec costs so many that are made while they are drawn."""


class _Drawer(Protocol):
    workbook: Any

    def body(self, spec: SheetSpec, sheet: Sheet) -> None: ...


def large_bodies(specs: Sequence[SheetSpec]) -> set[str]:
    """Names of the sheets whose bodies another process may draw: half of the work, the largest first; none for little work."""
    sizes = {s.name: s.body.count * len(s.body.lanes) for s in specs if s.body is not None}
    half = (sum(sizes.values()) + sum(len(s.cells) * _WEIGHT for s in specs)) * 0.5
    chosen, cells = set(), 0
    for name in sorted(sizes, key=sizes.__getitem__, reverse=True):
        if cells + sizes[name] <= half:
            chosen.add(name)
            cells += sizes[name]
    return chosen if cells >= _WORTH else set()


@contextmanager
def drawn_beside(drawer: _Drawer, sheets: Sequence[tuple[SheetSpec, Sheet]]) -> Iterator[None]:
    """The bodies of ``sheets`` are drawn while the block is, or behind it."""
    known = drawer.workbook.xf_format_indices
    styles = len(known)
    ends = []
    for _, sheet in sheets:
        sheet.row_data_fh.flush()
        ends.append(sheet.row_data_fh.tell())
    copy = _started(drawer, sheets)
    try:
        yield
    except BaseException:
        if copy is not None:
            copy.end()
        raise
    drawn = None if copy is None else copy.result()
    if drawn is not None and drawn[0] == styles == len(known):
        for (_, sheet), rows in zip(sheets, drawn[1], strict=True):
            sheet.take(rows)
        return
    for (spec, sheet), end in zip(sheets, ends, strict=True):
        sheet.row_data_fh.seek(end)
        sheet.row_data_fh.truncate()
        drawer.body(spec, sheet)


def _started(drawer: _Drawer, sheets: Sequence[tuple[SheetSpec, Sheet]]) -> Beside | None:
    if not sheets or (os.cpu_count() or 1) < 2 or not may_fork(_SMALL, resident=True):
        return None

    def work() -> tuple[int, list[Any]]:
        for spec, sheet in sheets:
            drawer.body(spec, sheet)
        return len(drawer.workbook.xf_format_indices), [sheet.drawn() for _, sheet in sheets]

    try:
        return Beside(work)
    except OSError:
        return None
