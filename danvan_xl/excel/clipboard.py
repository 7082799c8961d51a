"""Words onto the clipboard of this Windows user, and a copied plan from it."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from danvan_xl.documents import Copied
    from danvan_xl.errors import InputError

HTML = "HTML Format"
"""The name under which Windows programs put HTML there."""
TRIES, PAUSE = 15, 0.1
"""How often a clipboard that another program holds is asked for, and seconds in between."""
_COPY = "Mở kế hoạch bằng Word, trình duyệt hay thư, bấm Ctrl+A rồi Ctrl+C, quay lại đây làm lại."


def copy(text: str) -> bool:
    """Put ``text`` there; False where there is no clipboard or another program holds it."""
    if sys.platform != "win32" or not text:
        return False
    import pywintypes
    import win32clipboard

    try:
        with _opened(win32clipboard, pywintypes.error):
            win32clipboard.EmptyClipboard()
            win32clipboard.SetClipboardText(text.replace("\n", "\r\n"), win32clipboard.CF_UNICODETEXT)
    except pywintypes.error:
        return False
    return True


def copied() -> Copied:
    """The plan that somebody copied: HTML, in which tables are whole, else plain text.

    Raises :class:`~danvan_xl.errors.InputError`: ``no-clipboard`` (not Windows), ``clipboard-busy``, ``clipboard-empty``,
    ``clipboard-picture``, ``clipboard-files``.
    """
    from danvan_xl.documents import Copied
    from danvan_xl.documents.opening.cf_html import fragment
    from danvan_xl.errors import InputError

    try:
        import pywintypes
        import win32clipboard as board
    except ImportError as error:
        raise InputError(
            "Máy này không phải Windows nên không lấy được văn bản đã sao chép.",
            remedy="Lưu kế hoạch thành tệp rồi nhập tệp đó.",
            code="no-clipboard",
        ) from error
    try:
        with _opened(board, pywintypes.error):
            page = _data(board, pywintypes.error, board.RegisterClipboardFormat(HTML))
            text = _data(board, pywintypes.error, board.CF_UNICODETEXT)
            files = bool(board.IsClipboardFormatAvailable(board.CF_HDROP))
            pictures = (board.CF_BITMAP, board.CF_DIB, board.CF_ENHMETAFILE, board.CF_METAFILEPICT)
            picture = any(board.IsClipboardFormatAvailable(kind) for kind in pictures)
    except pywintypes.error as error:
        raise InputError(
            "Chương trình khác đang giữ bộ nhớ tạm nên chưa lấy được văn bản đã sao chép.",
            remedy="Chờ vài giây rồi làm lại; nếu vẫn vậy, đóng các chương trình quản lý bộ nhớ tạm, điều khiển máy từ xa.",
            code="clipboard-busy",
        ) from error
    found = Copied(
        html=fragment(page) if isinstance(page, bytes) else "",
        text=text.split("\0", 1)[0] if isinstance(text, str) else "",
    )
    if not found.has_words:
        raise _without_words(files, picture or "<img" in found.html.lower())
    return found


def _without_words(files: bool, picture: bool) -> InputError:
    from danvan_xl.errors import InputError

    if files:
        return InputError(
            "Bộ nhớ tạm đang giữ tệp, không phải văn bản.",
            remedy="Dùng “Nhập từ văn bản” và chọn tệp đó; hoặc mở tệp, bấm Ctrl+A rồi Ctrl+C, quay lại đây làm lại.",
            code="clipboard-files",
        )
    if picture:
        return InputError(
            "Bộ nhớ tạm chỉ có hình ảnh, không có chữ.",
            remedy=f"Ảnh chụp hay bản quét thì cần nhận dạng chữ trước. {_COPY}",
            code="clipboard-picture",
        )
    return InputError("Bộ nhớ tạm không có văn bản nào.", remedy=_COPY, code="clipboard-empty")


def _data(board: Any, refused: type[Exception], kind: int) -> Any:
    """What is there in this format, None for nothing: the program that promised it may be gone."""
    if not board.IsClipboardFormatAvailable(kind):
        return None
    try:
        return board.GetClipboardData(kind)
    except (refused, TypeError):
        return None


@contextlib.contextmanager
def _opened(board: Any, refused: type[Exception]) -> Iterator[None]:
    """The clipboard, open. Raises ``refused`` (pywin32's error) when another program holds it for longer than a moment."""
    for left in reversed(range(TRIES)):
        try:
            board.OpenClipboard()
            break
        except refused:
            if not left:
                raise
            time.sleep(PAUSE)
    try:
        yield
    finally:
        board.CloseClipboard()
