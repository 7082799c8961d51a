"""One name for one thing in what users read: the variants that must not stand there, and what to write instead.

A test reads every sentence that the program can say by it (``tests/terms/test_words.py``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

INSTEAD: Mapping[str, str] = {
    "bảng tổng hợp": "tệp tổng hợp",
    "gõ": "ghi, điền (đơn vị), nhập (người tổng hợp)",
    "(?:nộp|gửi)(?: phiếu| báo cáo)? (?:chậm|trễ)|gửi(?: phiếu| báo cáo)? muộn|đơn vị chậm": "nộp muộn",
    "ngày chậm|chậm .? ?ngày": "ngày nộp muộn",
    "quá hạn chưa xong": "quá hạn chưa hoàn thành",
    "chưa (?:gửi|nộp|có)(?: báo cáo)?(?! thư| gì| được)(?<!chưa có)": "chưa báo cáo",
    "đã (?:nộp|gửi)(?: báo cáo)?(?= \\d|,|;|:)": "đã báo cáo",
    "đơn vị có báo cáo(?! đúng)": "đã báo cáo",
    "bản lưu|bản cũ": "bản sao lưu",
    "trang (?:“|bìa|kế hoạch|đơn vị|nhiệm vụ|kỳ báo|tiêu chí|xếp loại|số liệu|chấm điểm|mô hình|kiến nghị|tổng quan"
    "|nhật ký|khác|thẩm định|hiệu đính|mục lục|tiến độ|việc|giao|của đơn vị)": "trang tính",
    "điều chỉnh": "hiệu đính",
    "đạt ngưỡng": "xếp",
    "(?<!tệp_)kế_hoạch": "TỆP_KẾ_HOẠCH",
    "(?<!tệp_)tổng_hợp": "TỆP_TỔNG_HỢP",
    "--period kỳ": "--period MÃ_KỲ",
    "(?-i:quý đơn vị)": "Quý đơn vị",
    "sheet": "trang tính",
    "file": "tệp",
    "email": "thư điện tử",
}
"""Pattern of the variants → the word of the house."""

NAMES = frozenset({"Đã nộp", "Đã gửi", "bản lưu"})
"""A header, a state and a folder that the contract fixed; in sentences they stand in quotes."""

OFFICERS_ONLY = (
    "hiệu đính",
    "thẩm định",
    "tổng hợp",
    "tệp kế hoạch",
    "nhập",
    "hỏi lại",
    "đề nghị đơn vị",
    "đơn vị",
)
"""What a sentence to a unit does not say: work of the officer who consolidates, and the unit as somebody else."""

_FOREIGN = """
Excel Word Windows Microsoft Office Outlook OneDrive SharePoint LibreOffice Python Unicode Notepad Start Defender AppLocker
PivotTable Slicer Timeline Power Pivot SmartArt Sparkline Strict Open Times New Roman VnTime Esc Stop Schema
Zalo Ctrl macro ribbon menu web byte zip mbox registry keyring matplotlib xlwings none x m m² đ
macro ribbon menu web byte zip mbox registry keyring matplotlib xlwings none Zalo Ctrl x m m² đ
"""
FOREIGN = frozenset(_FOREIGN.split())
"""Words that are no Vietnamese and may stand in a sentence: names of programs, formats, fonts and keys; units of measure."""


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    return [
        (re.compile(rf"(?<!\w)(?:{pattern})" + ("" if "“" in pattern else r"(?!\w)"), re.IGNORECASE), word)
        for pattern, word in INSTEAD.items()
    ]


def variants(text: str) -> dict[str, str]:
    """The variants that stand in ``text``, with what to write instead."""
    return {found[0]: word for pattern, word in _patterns() if (found := pattern.search(text))}
