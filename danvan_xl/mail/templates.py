"""Letters: subject and body from Vietnamese text files that the office can edit.

A letter file is UTF-8 text: the first line ``Tiêu đề: ...``, a blank line, the body; facts stand in
braces, such as ``{don_vi}``. The office's own copy lies beside its master in the folder ``mau-thu``
and wins over the bundled one of the same name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from danvan_xl.errors import InputError
from danvan_xl.resources import bundled

OWN_FOLDER = "mau-thu"

FACTS = {
    "don_vi": "tên đơn vị nhận",
    "ma_ke_hoach": "mã kế hoạch",
    "ten_ke_hoach": "tên kế hoạch",
    "ten_ky": "tên kỳ báo cáo, không kèm chữ “báo cáo” ở đầu",
    "han_nop": "hạn nộp (ngày/tháng/năm)",
    "co_quan": "cơ quan ban hành kế hoạch",
    "don_vi_tong_hop": "đơn vị tổng hợp",
    "nguoi_lien_he": "người, điện thoại, thư điện tử để hỏi",
    "ten_tep": "tên tệp đính kèm",
    "viec_can_lam": "việc cần làm (chỉ có trong thư nhắc)",
    "loi_nhac": "câu mở đầu theo số ngày còn lại (chỉ có trong thư nhắc)",
    "noi_dung": "danh sách việc (chỉ có trong thư nhắc)",
}
"""Every fact that a letter may name, with its meaning (Vietnamese)."""

_BRACES = re.compile(r"\{([^{}]*)\}")


class Letter(Struct, frozen=True):
    """A letter with its facts put in."""

    subject: str
    body: str


class LetterTemplate(Struct, frozen=True):
    """A letter as the office wrote it."""

    subject: str
    body: str
    source: Path

    def fill(self, facts: Mapping[str, str]) -> Letter:
        """Put the facts in. Line breaks inside a fact never reach the subject."""

        def put(text: str) -> str:
            return _BRACES.sub(lambda match: facts.get(match.group(1).strip(), ""), text)

        return Letter(" ".join(put(self.subject).split()), put(self.body).strip() + "\n")


def load_letter(name: str, master: Path | None = None, own: Path | None = None) -> LetterTemplate:
    """The letter ``name`` (such as 'giao-phieu'): ``own`` file if given, else beside the master, else bundled.

    Raises :class:`~danvan_xl.errors.InputError` for a file without ``Tiêu đề:`` or with an unknown fact.
    """
    path = own
    if path is None and master is not None:
        beside = master.parent / OWN_FOLDER / f"{name}.txt"
        path = beside if beside.is_file() else None
    if path is None:
        path = bundled("workbook_templates") / "mail" / f"{name}.txt"
    return parse_letter(path)


def parse_letter(path: Path) -> LetterTemplate:
    """Read and check one letter file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"Không đọc được mẫu thư “{path.name}”.",
            remedy="Lưu mẫu thư dạng văn bản thuần, mã UTF-8 (Notepad: Lưu thành > Mã hóa: UTF-8).",
            file=path,
        ) from error
    first, _, body = text.strip().partition("\n")
    label, colon, subject = first.partition(":")
    if not colon or label.strip().lower() != "tiêu đề" or not subject.strip():
        raise InputError(
            "Dòng đầu của mẫu thư phải có dạng “Tiêu đề: nội dung tiêu đề”.",
            remedy="Sửa dòng đầu rồi chạy lại.",
            file=path,
        )
    unknown = sorted({match.strip() for match in _BRACES.findall(text)} - set(FACTS))
    if unknown:
        known = ", ".join("{" + fact + "}" for fact in FACTS)
        raise InputError(
            f"Mẫu thư có chỗ điền không dùng được: {', '.join('{' + u + '}' for u in unknown)}.",
            remedy=f"Chỉ dùng các chỗ điền: {known}.",
            file=path,
        )
    return LetterTemplate(subject.strip(), body.strip(), path)
