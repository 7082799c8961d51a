"""Department sheets and progress into the live book: what `split` and `progress` share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_xl import actions
from danvan_xl.actions.result import counting
from danvan_xl.errors import OutputError
from danvan_xl.excel.carry import live_carries
from danvan_xl.excel.live import counter, keep_copy, read_book
from danvan_xl.language.folding import fold
from danvan_xl.logs import write_log
from danvan_xl.plans.reviewed import Review
from danvan_xl.sheets.master.imported import DECIDED
from danvan_xl.sheets.master.imported import NAME as IMPORTED
from danvan_xl.steps import StopRequested
from danvan_xl.terms import master as n
from danvan_xl.workbooks.live.draw_xlwings import draw
from danvan_xl.workbooks.live.excel_objects import show

if TYPE_CHECKING:
    from danvan_xl.actions.result import Result
    from danvan_xl.excel.dialogs import Dialogs
    from danvan_xl.plans.master_reader import MasterReading
    from danvan_xl.plans.split import SplitPlan


def redraw(book: Any, reading: MasterReading, plan: SplitPlan, what: str) -> list[str]:
    """Draw a plan into the book after keeping a copy; give back notes to tell, the copy's name first.

    Raises :class:`~danvan_xl.errors.OutputError`, with the copy's name, when Excel refuses something in between.
    """
    copy = keep_copy(book)
    try:
        notes = _draw(book, reading, plan, what)
    except StopRequested as error:
        error.remedy = f"{error.remedy} {_before(copy)}" if copy else error.remedy
        raise
    except OutputError:  # refused before anything was drawn
        if copy is not None:
            copy.unlink(missing_ok=True)
        raise
    except Exception as error:  # pywin32's com_error, or whatever xlwings makes of it
        raise _broken_off(error, copy) from error
    if any(spec.name == n.INDEX for spec in plan.sheets):
        show(book.sheets[n.INDEX])
    return ([f"Bản sao lưu trước đó: “{copy.name}”."] if copy else []) + notes


def follow_review(book: Any, talk: Dialogs) -> tuple[Result[Any], list[str]] | None:
    """Where the book has something in the column ``Đoạn này là``, and the user agrees: carried out; else None."""
    if fold(IMPORTED) not in (fold(sheet.name) for sheet in book.sheets):
        return None
    reading = read_book(book)
    done = actions.import_plan(actions.ImportRequest(document=reading))
    review = done.value
    if not isinstance(review, Review) or not (review.cell_updates or review.open):
        return None
    if not talk.confirm(
        f"Trang tính “{IMPORTED}” của tệp đang mở có ghi ở cột “{DECIDED}”. Làm theo ngay trong tệp này?"
    ):
        return None
    copy = keep_copy(book)
    draw(book, [], cell_updates=review.cell_updates)
    return done, [f"Bản sao lưu trước đó: “{copy.name}”."] if copy else []


def _draw(book: Any, reading: MasterReading, plan: SplitPlan, what: str) -> list[str]:
    return draw(
        book,
        plan.sheets,
        cell_updates=plan.filling.cells,
        hide=plan.filling.hidden,
        replaces=plan.replaces,
        remove=plan.remove,
        carry=live_carries(plan, reading.grids),
        after={n.PROGRESS: n.INDEX},
        progress=counting(counter(book.app), what),
    )


def _before(copy: Path) -> str:
    return f"Tệp như trước khi bấm nút nằm ở bản sao lưu “{copy}”."


def _broken_off(error: Exception, copy: Path | None) -> OutputError:
    """What to tell; Excel's own words, in whatever language, go into the log."""
    log = write_log(error)
    return OutputError(
        "Excel dừng giữa chừng nên có trang tính chưa lập lại được.",
        remedy="Đóng hộp thoại đang mở của Excel nếu có, rồi bấm lại nút. "
        + (_before(copy) if copy else "")
        + f" Vẫn lỗi thì gửi tệp nhật ký “{log}” cho người hỗ trợ kỹ thuật.",
        code="drawing-broken-off",
    )
