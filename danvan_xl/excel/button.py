"""What every button does around its work: the calling book, dialogs, and Vietnamese sentences for whatever goes wrong."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from danvan_xl.actions.result import Declined
from danvan_xl.errors import DanvanError
from danvan_xl.excel.start import calling_book

if TYPE_CHECKING:
    from danvan_xl.excel.dialogs import Dialogs

T = TypeVar("T")


class Cancelled(Exception):
    """The person closed a dialog without choosing: the button does nothing."""


def chosen(answer: T | None) -> T:
    """The answer of a dialog. Raises :class:`Cancelled` where there is none."""
    if answer is None:
        raise Cancelled
    return answer


def button(work: Callable[..., None]) -> Callable[..., None]:
    """``work(book, dialogs, *arguments)`` as a button: called with ``*arguments`` alone, never raises."""

    @functools.wraps(work)
    def press(*arguments: Any, dialogs: Dialogs | None = None) -> None:
        talk = dialogs
        try:
            from danvan_xl.excel.dialogs import ExcelDialogs
            from danvan_xl.excel.live import status

            book = calling_book()
            talk = dialogs or ExcelDialogs(book.app)
            try:
                work(book, talk, *arguments)
            finally:
                with contextlib.suppress(Exception):
                    status(book.app, None)
        except (Cancelled, Declined):
            return
        except DanvanError as error:
            _tell(talk, str(error))
        except Exception as error:
            _tell(talk, unexpected(error))

    return press


def unexpected(error: BaseException) -> str:
    """The sentence for an error that nobody foresaw; its traceback goes into the log."""
    from danvan_xl.logs import write_log

    return (
        "Chương trình gặp lỗi ngoài dự kiến; chưa có tệp nào bị ghi dở dang.\n"
        f"Cách xử lý: gửi tệp nhật ký “{write_log(error)}” cho người hỗ trợ kỹ thuật."
    )


def _tell(talk: Dialogs | None, text: str) -> None:
    """Through the dialogs; where Excel itself cannot be reached, through Windows; at last to the error stream, which
    xlwings shows."""
    if talk is not None:
        with contextlib.suppress(Exception):
            talk.message(text, error=True)
            return
    import ctypes

    windll = getattr(ctypes, "windll", None)
    if windll is not None:
        windll.user32.MessageBoxW(None, text, "Dân vận", 0x30)
        return
    raise SystemExit(text)
