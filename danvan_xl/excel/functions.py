"""Worksheet functions, as xlwings binds them (``XLPy.CallUDF`` in ``macros/DanVanFunctions.bas``).

Argument names and descriptions are what a user sees in Excel's function wizard, hence Vietnamese; names are without
marks because VBA source is ASCII. Every function takes single cells and ranges alike: a range gives a range of results.
The parameters carry no type hints, since xlwings would read those as converters.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import xlwings as xw

from danvan_xl.excel import formulas

DESCRIPTIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "DV_HAN": (
        "Hạn (ngày) đọc từ cụm từ thời gian thực hiện, ví dụ “Quý III/2025”. Định dạng ô kiểu ngày.",
        (
            "Cụm từ thời gian thực hiện (một ô hoặc cả cột).",
            "Ngày đầu của kế hoạch; bỏ trống là đầu năm nay.",
            "Ngày cuối của kế hoạch; bỏ trống là cuối năm.",
        ),
    ),
    "DV_LOAIHAN": (
        "Loại thời hạn: Có hạn, Thường xuyên, Định kỳ, Theo yêu cầu hoặc Chưa rõ.",
        (
            "Cụm từ thời gian thực hiện (một ô hoặc cả cột).",
            "Ngày đầu của kế hoạch; bỏ trống là đầu năm nay.",
            "Ngày cuối của kế hoạch; bỏ trống là cuối năm.",
        ),
    ),
    "DV_TINHTRANG": (
        "Tình trạng nhiệm vụ tính đến một ngày, theo đúng quy tắc của trang tính giao cho đơn vị.",
        (
            "Loại thời hạn, hoặc cụm từ thời gian thực hiện.",
            "Ngày bắt đầu.",
            "Hạn.",
            "Tiến độ, số từ 0 đến 100.",
            "Ngày hoàn thành; chưa xong thì để trống.",
            "Tính đến ngày nào (bắt buộc).",
            "Số lượng đạt (việc định kỳ, thường xuyên).",
            "Kết quả, số văn bản.",
        ),
    ),
    "DV_XEPLOAI": (
        "Xếp loại theo điểm.",
        (
            "Tổng điểm (một ô hoặc cả cột).",
            "Bảng hai cột: Xếp loại, Từ điểm; bỏ trống là thang mẫu tham khảo.",
        ),
    ),
    "DV_CHUANHOA": (
        "Văn bản Unicode dựng sẵn, bỏ dấu cách thừa; đổi được chữ TCVN3, VNI nếu ghi tên phông.",
        (
            "Văn bản (một ô hoặc cả cột).",
            "Tên phông của ô nguồn, ví dụ .VnTime hoặc VNI-Times; bỏ trống nếu đã là Unicode.",
        ),
    ),
}
"""Function → description and its arguments' descriptions."""


def spread(function: Callable[..., Any], *arguments: Any) -> list[list[Any]]:
    """Apply to matrices (lists of rows) cell by cell; one row, column or cell is repeated to the common size.

    A cell for which an argument has no value gets '#N/A', as Excel does for arrays of different sizes.
    """
    matrices = [argument if argument is not None else [[None]] for argument in arguments]
    height = max(len(matrix) for matrix in matrices)
    width = max(len(matrix[0]) for matrix in matrices)

    def at(matrix: list[list[Any]], row: int, col: int) -> Any:
        r = row if len(matrix) > 1 else 0
        c = col if len(matrix[0]) > 1 else 0
        return matrix[r][c]

    return [
        [
            function(*(at(matrix, row, col) for matrix in matrices))
            if all(len(m) in (1, height) and len(m[0]) in (1, width) for m in matrices)
            else "#N/A"
            for col in range(width)
        ]
        for row in range(height)
    ]


def _doc(function: str, argument: int) -> str:
    return DESCRIPTIONS[function][1][argument]


@xw.func(category="Dân vận")
@xw.arg("thoi_gian", ndim=2, doc=_doc("DV_HAN", 0))
@xw.arg("tu_ngay", ndim=2, doc=_doc("DV_HAN", 1))
@xw.arg("den_ngay", ndim=2, doc=_doc("DV_HAN", 2))
def DV_HAN(thoi_gian, tu_ngay=None, den_ngay=None):  # type: ignore[no-untyped-def]
    """Due dates of phrases."""
    return spread(formulas.due_of, thoi_gian, tu_ngay, den_ngay)


@xw.func(category="Dân vận")
@xw.arg("thoi_gian", ndim=2, doc=_doc("DV_LOAIHAN", 0))
@xw.arg("tu_ngay", ndim=2, doc=_doc("DV_LOAIHAN", 1))
@xw.arg("den_ngay", ndim=2, doc=_doc("DV_LOAIHAN", 2))
def DV_LOAIHAN(thoi_gian, tu_ngay=None, den_ngay=None):  # type: ignore[no-untyped-def]
    """Kinds of phrases."""
    return spread(formulas.kind_of, thoi_gian, tu_ngay, den_ngay)


@xw.func(category="Dân vận")
@xw.arg("loai", ndim=2, doc=_doc("DV_TINHTRANG", 0))
@xw.arg("bat_dau", ndim=2, doc=_doc("DV_TINHTRANG", 1))
@xw.arg("han", ndim=2, doc=_doc("DV_TINHTRANG", 2))
@xw.arg("tien_do", ndim=2, doc=_doc("DV_TINHTRANG", 3))
@xw.arg("ngay_xong", ndim=2, doc=_doc("DV_TINHTRANG", 4))
@xw.arg("den_ngay", ndim=2, doc=_doc("DV_TINHTRANG", 5))
@xw.arg("so_luong", ndim=2, doc=_doc("DV_TINHTRANG", 6))
@xw.arg("ket_qua", ndim=2, doc=_doc("DV_TINHTRANG", 7))
def DV_TINHTRANG(loai, bat_dau, han, tien_do, ngay_xong, den_ngay, so_luong=None, ket_qua=None):  # type: ignore[no-untyped-def]
    """Statuses of tasks at a date."""
    return spread(formulas.status_of, loai, bat_dau, han, tien_do, ngay_xong, den_ngay, so_luong, ket_qua)


@xw.func(category="Dân vận")
@xw.arg("diem", ndim=2, doc=_doc("DV_XEPLOAI", 0))
@xw.arg("bang", ndim=2, doc=_doc("DV_XEPLOAI", 1))
def DV_XEPLOAI(diem, bang=None):  # type: ignore[no-untyped-def]
    """Bands of totals."""
    return spread(lambda score: formulas.band_for(score, bang), diem)


@xw.func(category="Dân vận")
@xw.arg("van_ban", ndim=2, doc=_doc("DV_CHUANHOA", 0))
@xw.arg("phong", ndim=2, doc=_doc("DV_CHUANHOA", 1))
def DV_CHUANHOA(van_ban, phong=None):  # type: ignore[no-untyped-def]
    """Normalised texts."""
    return spread(formulas.normalised, van_ban, phong)


FUNCTIONS: tuple[Callable[..., Any], ...] = (DV_CHUANHOA, DV_HAN, DV_LOAIHAN, DV_TINHTRANG, DV_XEPLOAI)
"""All of them, in the order in which xlwings finds them (by name)."""
