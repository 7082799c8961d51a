"""The page ``Hướng dẫn`` of a master workbook: what to do in which order, what the colours mean."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_xl.sheets.fields import INPUT_HEADER
from danvan_xl.sheets.tables import COMPUTED_HEADER, GUIDE
from danvan_xl.workbooks.drawing import style
from danvan_xl.workbooks.drawing.measure import fit_rows
from danvan_xl.workbooks.drawing.spec import Page, SheetSpec, Style

NAME = "Hướng dẫn"

_STEPS = (
    ("1", "Ghi các trang tính “Kế hoạch”, “Đơn vị”, “Nhiệm vụ”, “Kỳ báo cáo”."),
    ("2", "Nếu có chấm điểm: ghi “Tiêu chí”, “Xếp loại”. Nếu cần số liệu: ghi “Số liệu”."),
    ("3", "Kiểm tra: danvan-xl check TỆP. Chương trình chỉ rõ từng ô cần sửa và cách sửa."),
    (
        "4",
        "Tách theo đơn vị: danvan-xl split TỆP. Mỗi đơn vị có một trang, việc chủ trì ở trên, phối hợp ở dưới.",
    ),
    ("5", "Phát hành phiếu cho một kỳ: danvan-xl issue TỆP_KẾ_HOẠCH --period MÃ_KỲ -o THƯ_MỤC."),
    (
        "6",
        "Nhận phiếu về một thư mục rồi tổng hợp: danvan-xl consolidate THƯ_MỤC --master TỆP_KẾ_HOẠCH -o tong-hop.xlsx.",
    ),
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
    for index, step in _STEPS:
        row += 1
        sheet.put(row, 0, index, number)
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
        (INPUT_HEADER, "Đơn vị thực hiện điền (trên trang tính của đơn vị, ô nền vàng)."),
    ):
        row += 1
        sheet.put(row, 0, "Aa", look)
        sheet.put(row, 1, meaning, text)
    fit_rows(sheet, first=1)
    sheet.page = Page(landscape=False)
    sheet.tab_color = "7A8794"
    return sheet
