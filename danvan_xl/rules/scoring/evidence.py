"""Tài liệu kiểm chứng: whether a criterion asks for it, and whether what was typed is any.

"Không có", "-" or 0 typed under evidence says that there is none; "Không yêu cầu" in the master asks for none.
"""

from __future__ import annotations

from danvan_xl.language.folding import fold
from danvan_xl.rules.status import blank

_NO = frozenset(["không", "ko", "k", "khong", "chưa", "chua"])
_FILLING = frozenset(
    [
        "có",
        "co",
        "phát",
        "sinh",
        "nộp",
        "gửi",
        "cung",
        "cấp",
        "cập",
        "nhật",
        "bổ",
        "sung",
        "kèm",
        "theo",
        "gì",
        "nào",
        "tài",
        "liệu",
        "minh",
        "chứng",
        "kiểm",
        "chứng",
        "hồ",
        "sơ",
        "văn",
        "bản",
    ]
)
_ASKING = frozenset(["yêu", "cầu", "cần", "phải", "nộp", "bắt", "buộc"])
_NOTHING = frozenset(("", "0", "na", "n a", "none", "trống"))
_IN_FORMULAS = (
    "không", "không có", "ko", "ko có", "khong", "khong co", "chưa", "chưa có", "chua co", "không phát sinh",
    "không có tài liệu", "không có văn bản", "chưa có tài liệu", "chưa có văn bản",
    "0", "-", "–", "--", ".", "..", "...", "/", "n/a",
)  # fmt: skip
"""What a form's live formulas know of it; the summary knows more."""


def says_none(text: str, more: frozenset[str] = frozenset()) -> bool:
    """Whether a text says nothing, or that there is none: 'Không có.', '-', '0', 'chưa có văn bản'."""
    folded = fold(text)
    first, *rest = folded.split() or [""]
    return folded in _NOTHING or (first in _NO and set(rest) <= _FILLING | more)


def asks_evidence(required: str) -> bool:
    """Whether a criterion's Tài liệu kiểm chứng asks for any: not when blank, and not 'Không yêu cầu'."""
    return not says_none(required, _ASKING)


def no_evidence(ref: str) -> str:
    """A test in Excel whether a cell (or each of a range) is blank or says that there is none."""
    known = ";".join(f'"{text}"' for text in _IN_FORMULAS)
    said = f'LOWER(TRIM(SUBSTITUTE({ref},"\u00a0"," ")))'
    return f"(({blank(ref)})+ISNUMBER(MATCH({said},{{{known}}},0))>0)"
