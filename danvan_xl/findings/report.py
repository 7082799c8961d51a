"""Catalogue of findings about the summary workbook: what a reviewer typed there, what cannot be drawn.

Facts: ``{value}`` what stood in the cell, ``{row}`` the criterion code, ``{note}`` particulars.
"""

from __future__ import annotations

from danvan_xl.findings import FindingKind, Severity

KINDS: tuple[FindingKind, ...] = (
    FindingKind(
        "verified-not-number",
        Severity.ERROR,
        "Điểm thẩm định không phải số",
        "Điểm thẩm định của tiêu chí {row} ghi “{value}”, không đọc được thành số nên chưa tính.",
        "Gõ lại bằng chữ số ở trang “Thẩm định” rồi tổng hợp lại.",
    ),
    FindingKind(
        "verified-reason-missing",
        Severity.WARNING,
        "Chênh lệch chưa có lý do",
        "Điểm thẩm định của tiêu chí {row} khác điểm đạt ({value}) nhưng chưa ghi lý do.",
        "Ghi lý do ở cột “Lý do” của trang “Thẩm định”.",
    ),
    FindingKind(
        "verified-look-again",
        Severity.WARNING,
        "Điểm tự chấm đổi sau thẩm định",
        "Tiêu chí {row}: {value} sau khi đã thẩm định.",
        "Thẩm định lại; sửa điểm hoặc chọn trạng thái “Hoàn thành” để xác nhận giữ nguyên.",
    ),
    FindingKind(
        "verified-row-gone",
        Severity.WARNING,
        "Điểm thẩm định không còn chỗ",
        "Điểm thẩm định của tiêu chí {row} ({value}) thuộc đơn vị hoặc tiêu chí không còn trong kế hoạch.",
        "Kiểm tra lại tệp kế hoạch; bản cũ của tệp tổng hợp được giữ bên cạnh.",
    ),
    FindingKind(
        "cumulative-mismatch",
        Severity.WARNING,
        "Lũy kế không khớp kỳ trước",
        "Lũy kế của {row} là {value}, {note}.",
        "Hỏi lại đơn vị con số lũy kế.",
    ),
    FindingKind(
        "detail-beside",
        Severity.WARNING,
        "Bảng chi tiết quá dài",
        "Bảng “{value}” vượt giới hạn dòng của Excel; ghi ra tệp {note} bên cạnh.",
        "Mở tệp đó bằng chương trình đọc được CSV nhiều dòng.",
    ),
)
