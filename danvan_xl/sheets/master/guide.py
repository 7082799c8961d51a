"""The page ``Hướng dẫn`` of a master workbook: what to do in which order, what the colours mean."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_xl.sheets.tables import COMPUTED_HEADER, GUIDE, TYPED
from danvan_xl.workbooks.drawing import style
from danvan_xl.workbooks.drawing.measure import fit_rows
from danvan_xl.workbooks.drawing.spec import Page, SheetSpec, Style

NAME = "Hướng dẫn"

_STEPS = (
    "Ghi các trang tính “Kế hoạch”, “Đơn vị”, “Nhiệm vụ”, “Kỳ báo cáo”.",
    "Nếu có chấm điểm: ghi “Tiêu chí”, “Xếp loại”. Nếu cần số liệu: ghi “Số liệu”.",
    "Nút “Kiểm tra” (lệnh danvan-xl check): chương trình chỉ rõ từng ô cần sửa và cách sửa.",
    "Nút “Tách theo đơn vị” (danvan-xl split): mỗi đơn vị một trang tính, việc chủ trì ở trên, phối hợp ở dưới.",
    "Nút “Phát hành phiếu” (danvan-xl issue): mỗi đơn vị một tệp phiếu của kỳ báo cáo; rồi “Gửi thư” (danvan-xl send).",
    "Để phiếu gửi về trong một thư mục; nút “Tổng hợp thư mục” (danvan-xl consolidate) lập tệp tổng hợp.",
    "Hướng dẫn đầy đủ, có hình: nút “Hướng dẫn” trên thẻ “Dân vận”, hoặc lệnh danvan-xl help.",
)
_RULES = (
    "Tên trang tính và tên cột giữ nguyên; thứ tự cột, cột thêm và trang tính thêm thì tùy ý.",
    "Mã (đơn vị, nhiệm vụ, kỳ, tiêu chí, số liệu) không đổi và không dùng lại sau khi đã phát hành phiếu.",
    "Ngày nhập dạng ngày/tháng/năm, ví dụ 05/09/2025. Không gộp ô trong bảng.",
)


def guide_sheet(notes: Sequence[str] = ()) -> SheetSpec:
    """Steps, rules, colours; ``notes`` are said first (such as where a bundled plan's facts come from)."""
    sheet = SheetSpec(NAME)
    sheet.widths = {0: 6, 1: 118}
    text = Style(color=style.INK, wrap=True, valign="top")
    number = Style(color=style.HEAD_FILL, bold=True, align="center", valign="top")
    sheet.put(0, 0, "HƯỚNG DẪN DÙNG TỆP KẾ HOẠCH", style.TITLE)
    sheet.heights[0] = 24
    row = 1
    for note in notes:
        sheet.put(row, 1, note, GUIDE.but(wrap=True, valign="top"))
        row += 1
    row += 1
    sheet.put(row, 0, "Các bước", style.SUBTITLE)
    for index, step in enumerate(_STEPS, start=1):
        row += 1
        sheet.put(row, 0, str(index), number)
        sheet.put(row, 1, step, text)
    row += 2
    sheet.put(row, 0, "Quy ước", style.SUBTITLE)
    for rule in _RULES:
        row += 1
        sheet.put(row, 0, "•", number)
        sheet.put(row, 1, rule, text)
    row += 2
    sheet.put(row, 0, "Màu tiêu đề cột", style.SUBTITLE)
    for look, meaning in (
        (style.HEADER, "Người lập kế hoạch ghi."),
        (COMPUTED_HEADER, "Để trống thì chương trình tự tính; ghi vào thì dùng giá trị đã ghi."),
        (TYPED, "Đơn vị thực hiện điền (trên trang tính của đơn vị, ô nền vàng)."),
    ):
        row += 1
        sheet.put(row, 0, "Aa", look)
        sheet.put(row, 1, meaning, text)
    fit_rows(sheet, first=1)
    sheet.page = Page(landscape=False)
    sheet.tab_color = "7A8794"
    return sheet
