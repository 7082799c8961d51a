"""One name for one thing in what users read: the variants that must not stand there, and what to write instead.

A test reads the sentences of the catalogue by it; whoever adds sentences that users see adds them to that test.
"""

from __future__ import annotations

INSTEAD = {
    "bảng tổng hợp": "tệp tổng hợp",
    "gõ": "điền (đơn vị), nhập (người tổng hợp)",
    "nộp chậm": "nộp muộn",
    "gửi chậm": "nộp muộn",
    "gửi muộn": "nộp muộn",
    "nộp trễ": "nộp muộn",
    "quá hạn chưa xong": "quá hạn chưa hoàn thành",
    "chưa gửi": "chưa báo cáo",
    "chưa nộp": "chưa báo cáo",
    "đã nộp": "đã báo cáo",
    "bản cũ": "bản sao lưu",
    "bản lưu": "bản sao lưu",
    "trang “": "trang tính “",
    "điều chỉnh": "hiệu đính",
    "sheet": "trang tính",
    "file": "tệp",
    "email": "thư điện tử",
}
"""Variant (in small letters) → the word of the house."""

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

FOREIGN = frozenset({"Excel", "LibreOffice", "Unicode", "macro", "Times", "New", "Roman", "x"})
"""Words that are no Vietnamese and may stand in a sentence: names of programs, formats and fonts."""


def variants(text: str) -> dict[str, str]:
    """The variants that stand in ``text``, with what to write instead."""
    words = f" {text.lower()} "
    return {
        variant: word
        for variant, word in INSTEAD.items()
        if f" {variant}" in words
        and (not variant[-1].isalpha() or not words[words.index(f" {variant}") + len(variant) + 1].isalpha())
    }
