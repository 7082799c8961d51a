"""A plan that lies in no file: text or HTML that was copied, or comes from another program's output."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

from msgspec import Struct

from danvan_xl.documents.opening.cf_html import fragment, is_cf_html
from danvan_xl.documents.opening.read_text import decoded, read_lines
from danvan_xl.documents.text.content import Document
from danvan_xl.errors import InputError
from danvan_xl.workbooks.opening import limits

NAME = "văn bản đã sao chép"
"""What it is called where a file's name would stand."""
LARGEST = 10_000_000
"""Characters, pictures written out in the page not counted. Word's HTML of a plan of sixty-five pages has a fifth of that."""
MOST = limits.FILE_BYTES
"""Bytes that are looked at at all."""
_PICTURE = re.compile(r"""(["'])data:image/[^"']*\1""", re.I)
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype html|!--|/?(?:html|head|meta|body|p|div|span|table|tbody|tr|h[1-6]|b|strong|article|section|main|ol|ul|center|font|style|img|pre|br|em|i|u|a)\b)",
    re.I,
)
_CHARSET = re.compile(rb"charset=[\"']?([\w-]{2,20})", re.I)
_TAG = re.compile(r"<[^<>]*>|&nbsp;|&#160;", re.I)
_FILES = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\xff\xd8\xff", b"\x89PNG")
_AGAIN = "Mở kế hoạch, bấm Ctrl+A rồi Ctrl+C để sao chép cả văn bản, rồi nhập lại."
_INSTEAD = {
    "not-a-plan": "Mở kế hoạch, bấm Ctrl+A rồi Ctrl+C để sao chép cả văn bản, từ tên cơ quan đến nơi nhận, rồi nhập lại; "
    "nếu đúng là kế hoạch, tạo tệp kế hoạch trống rồi nhập tay: danvan-xl new -o ke-hoach.xlsx",
    "no-year": "Ghi năm vào tiêu đề kế hoạch, sao chép lại rồi nhập lại.",
    "table-scrambled": "Mở bản Word (.docx) của kế hoạch rồi sao chép lại, hoặc nhập chính tệp đó hay tệp PDF.",
}
"""What to do, by the code of what is wrong, where the advice for a file would be none."""


class Copied(Struct, frozen=True):
    """What was copied: ``html`` counts where it has words, else ``text``. ``name`` is what it is called for people."""

    html: str = ""
    text: str = ""
    name: str = NAME

    @property
    def has_words(self) -> bool:
        """Whether there is anything to read; a copied picture is HTML without words."""
        return bool(self.text.strip() or _TAG.sub("", self.html).strip())


def from_bytes(data: bytes) -> Copied:
    """What another program wrote: Windows' HTML Format, a page, or plain text, told by how it begins.

    Raises :class:`~danvan_xl.errors.InputError`: ``too-large``, ``not-supported`` (a file that is no text), ``unreadable``.
    """
    _within(len(data), MOST)
    if data.startswith(_FILES):
        raise InputError(
            "Đầu vào là một tệp (Word, PDF, ảnh), không phải văn bản.",
            remedy="Lưu thành tệp rồi nhập tệp đó.",
            code="not-supported",
        )
    if is_cf_html(data):
        return Copied(html=fragment(data))
    text = _text(data)
    return Copied(html=text) if _PAGE.match(text) else Copied(text=text)


def open_copied(copied: Copied) -> Document:
    """Read it. Raises :class:`~danvan_xl.errors.InputError`: ``too-large``, ``empty``."""
    _within(len(copied.html) + len(copied.text), MOST)
    page = _PICTURE.sub('""', copied.html)
    _within(max(len(page), len(copied.text)), LARGEST)
    document = _page(page, copied.name) if page.strip() else Document(copied.name, "html")
    if not document.blocks and copied.text.strip():
        document = read_lines(_clean(copied.text), copied.name)
    if not document.blocks:
        raise InputError("Văn bản đã sao chép không có chữ nào.", remedy=_AGAIN, code="empty")
    return document


def without_file(error: InputError, copied: Copied) -> None:
    """Take out of an error about ``copied`` what is said of a file; give advice for somebody who has none."""
    if error.file in (None, copied.name):
        error.file = None
        error.remedy = _INSTEAD.get(error.code, error.remedy)


def _page(page: str, name: str) -> Document:
    from lxml.etree import LxmlError

    from danvan_xl.documents.opening.read_html import read_page

    try:
        return read_page(_clean(page).encode("utf-8"), name)
    except (LxmlError, ValueError):
        return Document(name, "html")


def _clean(text: str) -> str:
    """Without zero characters and halves of characters, which no workbook takes."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _text(data: bytes) -> str:
    named = _CHARSET.search(data[:2000])
    if named is not None and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        with contextlib.suppress(LookupError, UnicodeError):
            return data.decode(named[1].decode("ascii"))
    try:
        return decoded(data, Path(NAME))
    except (InputError, UnicodeError) as error:
        raise InputError("Đầu vào không phải chữ đọc được.", remedy=_AGAIN, code="unreadable") from error


def _within(size: int, limit: int) -> None:
    if size > limit:
        raise InputError(
            f"Văn bản đã sao chép lớn hơn {limit / 1e6:.0f} MB nên không đọc được.",
            remedy="Chỉ sao chép phần chữ của kế hoạch, bỏ hình ảnh; hoặc lưu thành tệp .docx rồi nhập tệp đó.",
            code="too-large",
        )
