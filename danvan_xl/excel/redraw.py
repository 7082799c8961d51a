"""Department sheets and progress into the live book: what `split` and `progress` share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from danvan_xl.actions.result import counting
from danvan_xl.excel.carry import live_carries
from danvan_xl.excel.live import counter, keep_copy
from danvan_xl.terms import master as n
from danvan_xl.workbooks.live.draw_xlwings import draw

if TYPE_CHECKING:
    from danvan_xl.plans.master_reader import MasterReading
    from danvan_xl.plans.split import SplitPlan


def redraw(book: Any, reading: MasterReading, plan: SplitPlan, what: str) -> list[str]:
    """Draw a plan into the book after keeping a copy; give back notes to tell, the copy's name first."""
    copy = keep_copy(book)
    notes = draw(
        book,
        plan.sheets,
        cell_updates=plan.cell_updates,
        replaces=plan.replaces,
        remove=plan.remove,
        carry=live_carries(plan, reading.grids),
        after={n.PROGRESS: n.INDEX},
        progress=counting(counter(book.app), what),
    )
    if any(spec.name == n.INDEX for spec in plan.sheets):
        book.sheets[n.INDEX].activate()
    return ([f"Bản lưu trước đó: “{copy.name}”."] if copy else []) + notes
