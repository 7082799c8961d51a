"""Six outlines of the shapes that provinces send, made by code; the words are our own, the bodies invented.

Each says what a careful officer would put into each blank cell: ``meant``, cell → (subject, field, unit). What is in no answer
key is to stay blank.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter

from danvan_xl.terms import form
from danvan_xl.terms import outlines as o

Meant = tuple[str, str, str]


@dataclass
class Shape:
    """An outline on disk and its answer key."""

    path: Path
    meant: dict[str, Meant] = field(default_factory=dict)
    """'Sheet!B7' → subject code, field, unit code; of pattern rows the field alone, with ''."""


class Pen:
    """A sheet of an office: title, state heading, bordered table, signatures."""

    def __init__(self, path: Path, sheet: str = "Biểu", *, protect: bool = False) -> None:
        self.book = xlsxwriter.Workbook(str(path))
        self.look: dict[str, Any] = {
            "font_name": "Times New Roman",
            "font_size": 12,
            "text_wrap": True,
            "valign": "vcenter",
        }
        self.cell = self.book.add_format(self.look | {"border": 1})
        self.input = self.book.add_format(self.look | {"border": 1, "num_format": "#,##0", "locked": False})
        self.head = self.book.add_format(self.look | {"border": 1, "bold": True, "align": "center"})
        self.bold = self.book.add_format(self.look | {"bold": True, "align": "center", "text_wrap": False})
        self.sheet = self.book.add_worksheet(sheet)
        if protect:
            self.sheet.protect()

    def title(self, text: str, last: int) -> None:
        self.sheet.set_column(0, 0, 7)
        self.sheet.set_column(1, 1, 40)
        self.sheet.set_column(2, last, 14)
        self.sheet.write("A1", "UBND TỈNH LÂM SƠN", self.bold)
        self.sheet.write(0, last, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", self.bold)
        self.sheet.merge_range(2, 0, 2, last, text, self.bold)
        self.sheet.write(3, 0, "(Kèm theo công văn của Sở Nội vụ)", self.bold)

    def row(self, row: int, values: list[Any], look: Any = None) -> None:
        for col, value in enumerate(values):
            if isinstance(value, str) and value.startswith("="):
                self.sheet.write_formula(row, col, value, look or self.cell, 0)
            elif value is None:
                self.sheet.write_blank(row, col, None, look or self.input)
            else:
                self.sheet.write(row, col, value, look or self.cell)

    def signed(self, row: int, last: int) -> None:
        self.sheet.write(row, 1, "NGƯỜI LẬP BIỂU", self.bold)
        self.sheet.write(row, last, "THỦ TRƯỞNG ĐƠN VỊ", self.bold)

    def close(self) -> None:
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.book.close()


def indicators_by_row(path: Path) -> Shape:
    """Groups, units of measure, a column of last year, a row that is a part of the one above, a row that is none of ours."""
    pen = Pen(path, "Biểu số 01")
    pen.title("BIỂU TỔNG HỢP SỐ LIỆU CÔNG TÁC DÂN VẬN CHÍNH QUYỀN", 6)
    pen.row(
        5, ["STT", "Nội dung", "Đơn vị tính", "Trong kỳ", "Lũy kế", "Cùng kỳ năm trước", "Ghi chú"], pen.head
    )
    pen.row(6, [f"({n})" for n in range(1, 8)], pen.head)
    rows: list[tuple[Any, ...]] = [
        ("I", "Tiếp xúc, lắng nghe Nhân dân", ""),
        (1, "Số ý kiến, kiến nghị đã tiếp nhận", "ý kiến"),
        ("", "- Trong đó: đã giải quyết", "ý kiến"),
        (2, "Số ý kiến, kiến nghị chưa giải quyết", "ý kiến"),
        ("II", "Thủ tục hành chính", ""),
        (3, "Tổng số hồ sơ thủ tục hành chính tiếp nhận", "hồ sơ"),
        (4, "Số hồ sơ giải quyết quá hạn", "hồ sơ"),
        (5, "Hồ sơ được giải quyết đúng hạn", "hồ sơ"),
        ("III", "Tuyên truyền", ""),
        (6, "Hội nghị tuyên truyền", "cuộc"),
        (7, "Số lượt người dự hội nghị tuyên truyền", "lượt người"),
        (8, "Kinh phí huy động", "nghìn đồng"),
        (9, "Tỷ lệ người dân hài lòng", "%"),
    ]
    meant: dict[str, Meant] = {}
    for index, (number, text, measure) in enumerate(rows, 7):
        pen.row(
            index,
            [number, text, measure, None, None, None, None]
            if measure
            else [number, text, "", "", "", "", ""],
        )
    keys = {9: "SL01", 10: "SL02", 11: "SL03", 13: "SL04", 15: "SL05", 17: "SL06", 19: "SL08", 20: "SL07"}
    for row, code in keys.items():
        meant[f"Biểu số 01!D{row}"] = (code, o.VALUE, "")
        meant[f"Biểu số 01!E{row}"] = (code, o.CUMULATIVE, "")
    pen.signed(23, 5)
    pen.close()
    return Shape(path, meant)


def units_by_row(path: Path, *, blank_rows: int = 3) -> Shape:
    """Blank rows for the units, sums beneath and beside, signatures below: the outline grows by its own pattern row."""
    pen = Pen(path, "Biểu 02")
    pen.title("TỔNG HỢP KẾT QUẢ THEO ĐƠN VỊ", 5)
    heads = [
        "TT",
        "Tên đơn vị",
        "Ý kiến, kiến nghị đã giải quyết",
        "Ý kiến, kiến nghị chưa giải quyết",
        "Cộng",
        "Hội nghị tuyên truyền",
    ]
    pen.row(5, heads, pen.head)
    for row in range(6, 6 + blank_rows):
        pen.row(row, [None, None, None, None, f"=C{row + 1}+D{row + 1}", None])
    last = 6 + blank_rows
    pen.row(last, ["", "Tổng cộng", *(f"=SUM({c}7:{c}{last})" for c in "CDEF")], pen.head)
    pen.sheet.conditional_format(
        6, 2, last - 1, 5, {"type": "cell", "criteria": ">", "value": 1000, "format": pen.bold}
    )
    pen.signed(last + 2, 4)
    pen.sheet.print_area(0, 0, last + 6, 5)
    note = pen.book.add_worksheet("Tổng")
    note.write_formula("A1", f"='Biểu 02'!F{last + 1}", pen.cell, 0)
    pen.close()
    meant: dict[str, Meant] = {
        "Biểu 02!A7": ("", o.NUMBER, ""),
        "Biểu 02!B7": ("", o.NAME, ""),
        "Biểu 02!C7": ("SL02", o.VALUE, ""),
        "Biểu 02!D7": ("SL03", o.VALUE, ""),
        "Biểu 02!F7": ("SL06", o.VALUE, ""),
    }
    return Shape(path, meant)


def two_row_headings(path: Path) -> Shape:
    """Named units down, headings over two rows with merged cells, one group none of ours; a row of another body."""
    pen = Pen(path, "Biểu 03")
    pen.title("KẾT QUẢ CỦA CÁC THÔN", 8)
    sheet = pen.sheet
    for col, text in ((0, "TT"), (1, "Thôn"), (8, "Ghi chú")):
        sheet.merge_range(5, col, 6, col, text, pen.head)
    sheet.merge_range(5, 2, 5, 4, "Ý kiến, kiến nghị", pen.head)
    sheet.merge_range(5, 5, 5, 6, "Hồ sơ thủ tục hành chính", pen.head)
    sheet.merge_range(5, 7, 6, 7, "Số hộ nghèo", pen.head)
    for col, text in (
        (2, "Tiếp nhận"),
        (3, "Đã giải quyết"),
        (4, "Chưa giải quyết"),
        (5, "Tiếp nhận"),
        (6, "Quá hạn"),
    ):
        sheet.write(6, col, text, pen.head)
    names = [("Thôn Đồng Tâm", "T01"), ("Thôn Nà Mòn", "T02"), ("Thôn Bình Minh", "T03"), ("Thôn Xa Lạ", "")]
    meant: dict[str, Meant] = {}
    for index, (name, code) in enumerate(names, 7):
        pen.row(index, [index - 6, name, None, None, None, None, None, None, None])
        if code:
            for col, subject in (("C", "SL01"), ("D", "SL02"), ("E", "SL03"), ("F", "SL04")):
                meant[f"Biểu 03!{col}{index + 1}"] = (subject, o.VALUE, code)
    pen.row(11, ["", "Tổng số", None, None, None, None, None, None, None])
    for col, subject in (("C", "SL01"), ("D", "SL02"), ("E", "SL03"), ("F", "SL04")):
        meant[f"Biểu 03!{col}12"] = (subject, o.VALUE, "")
    pen.signed(14, 6)
    pen.close()
    return Shape(path, meant)


def numbered_columns(path: Path) -> Shape:
    """Numbered columns with their identities; our body is one row among others; one column is a formula."""
    pen = Pen(path, "01-TCD")
    pen.title("BIỂU SỐ LIỆU TIẾP NHẬN, XỬ LÝ Ý KIẾN", 7)
    heads = [
        "Đơn vị", "Ý kiến, kiến nghị tiếp nhận", "Ý kiến, kiến nghị đã giải quyết", "Ý kiến, kiến nghị chưa giải quyết",
        "Vụ việc vi phạm", "Cán bộ bị kỷ luật", "Tổng vi phạm", "Số đoàn đông người",
    ]  # fmt: skip
    pen.row(5, heads, pen.head)
    pen.row(6, ["MS", "1=2+3", "2", "3", "4", "5", "6=4+5", "7"], pen.head)
    pen.sheet.write("A7", "A", pen.head)
    for row, name in ((7, "UBND xã Bình Sơn"), (8, "UBND xã An Hòa"), (9, "UBND phường Tân Lập")):
        pen.row(row, [name, None, None, None, None, None, f"=E{row + 1}+F{row + 1}", None])
    pen.close()
    codes = {"B": "SL01", "C": "SL02", "D": "SL03", "E": "SL09", "F": "SL10"}
    return Shape(path, {f"01-TCD!{col}9": (code, o.VALUE, "") for col, code in codes.items()})


def scoring_sheet(path: Path) -> Shape:
    """Criteria with their maximum, self score, evidence, and a column that the level above fills itself."""
    pen = Pen(path, "Bảng điểm", protect=True)
    pen.title("BẢNG TỰ CHẤM ĐIỂM", 5)
    pen.row(
        5, ["TT", "Tiêu chí", "Điểm chuẩn", "Điểm tự chấm", "Điểm thẩm định", "Tài liệu kiểm chứng"], pen.head
    )
    rows: list[tuple[Any, ...]] = [
        ("I", "Chỉ đạo", None),
        ("1", "Chất lượng chỉ đạo, điều hành", 20),
        ("2", "Thực hiện quy chế tiếp công dân", 15),
        ("II", "Kết quả", None),
        ("3", "Chấp hành chế độ họp báo", 5),
        ("4", "Gửi báo cáo đúng hạn", 10),
    ]
    meant: dict[str, Meant] = {}
    for index, (number, text, points) in enumerate(rows, 6):
        pen.row(
            index,
            [number, text, "", "", "", ""] if points is None else [number, text, points, None, None, None],
        )
    for row, code in ((8, "TC01"), (9, "TC02"), (12, "TC07")):
        meant[f"Bảng điểm!D{row}"] = (code, form.SELF_SCORE, "")
        meant[f"Bảng điểm!F{row}"] = (code, form.EVIDENCE, "")
    pen.row(12, ["", "Tổng cộng", "=SUM(C8:C12)", "=SUM(D8:D12)", "=SUM(E8:E12)", ""], pen.head)
    pen.close()
    return Shape(path, meant)


def task_list(path: Path) -> Shape:
    """Tasks of the level above, some ours, one in other words, one none of ours; the status only from a list."""
    pen = Pen(path, "Nhiệm vụ")
    pen.title("TIẾN ĐỘ THỰC HIỆN NHIỆM VỤ", 5)
    pen.row(5, ["TT", "Nhiệm vụ", "Thời hạn", "Tình trạng", "Tiến độ (%)", "Khó khăn, vướng mắc"], pen.head)
    rows = [
        ("Ban hành kế hoạch thực hiện và phân công cụ thể từng cơ quan", "05/9/2025", "NV01"),
        ("Kiện toàn tổ công tác dân vận, phân công người theo dõi địa bàn", "Tháng 8", "NV02"),
        ("Tổ chức hội nghị đối thoại với Nhân dân ở mỗi thôn", "Quý IV", "NV04"),
        ("Xây dựng phần mềm tiếp nhận phản ánh", "Quý IV", ""),
    ]
    meant: dict[str, Meant] = {}
    for index, (text, due, code) in enumerate(rows, 6):
        pen.row(index, [index - 5, text, due, None, None, None])
        if code:
            for col, name in (("D", form.STATUS), ("E", form.PROGRESS), ("F", form.DIFFICULTY)):
                meant[f"Nhiệm vụ!{col}{index + 1}"] = (code, name, "")
    words = ["Hoàn thành đúng hạn", "Hoàn thành quá hạn", "Đang thực hiện", "Chưa thực hiện"]
    pen.sheet.data_validation(6, 3, 9, 3, {"validate": "list", "source": words})
    pen.close()
    return Shape(path, meant)


ALL = {
    "chi-tieu": indicators_by_row,
    "don-vi": units_by_row,
    "hai-dong": two_row_headings,
    "danh-so": numbered_columns,
    "cham-diem": scoring_sheet,
    "nhiem-vu": task_list,
}
