"""Sentences that were written for somebody who types commands, said for somebody who has buttons."""

from __future__ import annotations

import re

from danvan_xl.actions.wishes import WISHES

_COMMAND = re.compile(
    r"(?:[Cc]hạy(?: trước| lại)?: |bằng lệnh: |lệnh )?danvan-xl ([a-z-]+)[^\n.;,]*(?:\.(?:xlsx?|docx))?"
)
_CLAUSES = {
    "Ghi rõ --period, một trong:": "Chọn một kỳ:",
    "Chỉ chọn một cách gửi: --eml-dir, --smtp hoặc --outlook.": "Chỉ chọn một cách gửi.",
    "Thêm --from ĐỊA_CHỈ, hoặc điền": "Điền",
    "Ghi --smtp mail.tinh.gov.vn:587 hoặc đặt biến DANVAN_SMTP_HOST.": "Ghi tên máy chủ, ví dụ mail.tinh.gov.vn:587.",
    "Thêm --user TÊN hoặc biến DANVAN_IMAP_USER.": "Bấm lại nút và ghi tên đăng nhập.",
    ", hoặc thêm --force nếu đúng là muốn thay": "",
    "Cần ghi -o BÁO_CÁO.docx (hoặc --pdf BẢN_IN.pdf, --explain THƯ_MỤC, --charts THƯ_MỤC).": "Chọn nơi lưu báo cáo.",
    "Ghi rõ bằng --to dia-chi@..., hoặc thêm": "Thêm",
    "hoặc xuất thư nháp .eml bằng --eml-dir": "hoặc ghi thư nháp thành tệp .eml",
    "Dùng --eml-dir để xuất thư nháp .eml, hoặc --smtp để gửi thẳng.": "Bấm lại nút và chọn ghi thư nháp thành tệp .eml.",
    ", hoặc bỏ --previous": ", hoặc không chọn kỳ trước",
    "Chạy lại với --table 1 (hoặc 2, ...) để chọn bảng, hoặc --table 0 để lấy tất cả.": "Bấm lại nút và chọn bảng.",
    " (hoặc lệnh: pip install --upgrade danvan-xl)": "",
    "; không dùng thì thêm --previous none": "",
    ", hoặc bỏ --template": ", hoặc không chọn mẫu",
    " (tùy chọn --anyway)": "",
    " bằng -o": "",
}
"""What an option says → what a person at Excel does instead."""
_PLACE = re.compile(r" ghi sau (?:-o|--[a-z-]+)| sau (?:-o|--[a-z-]+)(?=[,.])")


def for_buttons(text: str) -> str:
    """Advice that names a command, said for somebody who has buttons: 'Chạy: danvan-xl check a.xlsx' → 'bấm nút “Kiểm tra”'.

    No option (``--period``) is left: a test reads every sentence.
    """
    said = _COMMAND.sub(_button, text)
    for clause, instead in _CLAUSES.items():
        said = said.replace(clause, instead)
    return _PLACE.sub("", said)


def _button(match: re.Match[str]) -> str:
    name = WISHES[match[1]].label if match[1] in WISHES else ""
    if not name:
        return match[0]
    if match[0].startswith("bằng lệnh"):
        return f"bằng nút “{name}”"
    said = f"bấm nút “{name}”"
    return said[0].upper() + said[1:] if match[0][:1] == "C" else said
