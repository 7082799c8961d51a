"""Sheets that a person added to a summary are there after the next run, as they looked; what cannot be is told."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from danvan_xl.summaries.write import write_summary
from danvan_xl.terms import summary as n
from tests.support.consolidations import sample


def _write(path: Path) -> list[str]:
    return write_summary(sample(3, 3, 2), path)


class DescribeSheetsOfAPersonsOwn:
    def it_keeps_values_formulas_looks_widths_merges_comments_and_links(self, tmp_path: Path) -> None:
        path = tmp_path / "s.xlsx"
        _write(path)
        book = openpyxl.load_workbook(path)
        own = book.create_sheet("Việc của tôi")
        side = Side("thin", color="FF00AA00")
        own["A1"], own["B2"], own["C3"] = "Lịch gọi", datetime(2025, 12, 5), "=1+2"
        own["A1"].font = Font(name="Arial", size=16, bold=True, color="FF112233")
        own["A1"].fill = PatternFill("solid", fgColor="FFFFEE00")
        own["A1"].border = Border(left=side, right=side, top=side, bottom=side)
        own["A1"].alignment = Alignment(horizontal="center", wrap_text=True)
        own["B2"].number_format = "dd/mm/yyyy"
        own["C3"].number_format = "0.00"
        own["D4"] = "trang đơn vị"
        own["D4"].hyperlink = f"#'{n.UNITS}'!A1"
        own["E5"].comment = Comment("gọi sau 14 giờ", "Lan")
        own["E5"] = "xã Tân Lập"
        own.merge_cells("A8:C8")
        own["A8"] = "ghép"
        own.column_dimensions["A"].width = 33
        own.row_dimensions[1].height = 36
        own.freeze_panes = "B2"
        book.save(path)
        for _ in range(3):
            assert _write(path) == ["Giữ lại trang tính do người dùng thêm: “Việc của tôi”."]
        kept = openpyxl.load_workbook(path)["Việc của tôi"]
        assert (kept["A1"].value, kept["B2"].value, kept["C3"].value) == (
            "Lịch gọi",
            datetime(2025, 12, 5),
            "=1+2",
        )
        assert (kept["A1"].font.name, kept["A1"].font.b, kept["A1"].font.color.rgb) == (
            "Arial",
            True,
            "FF112233",
        )
        assert kept["A1"].fill.start_color.rgb == "FFFFEE00" and kept["A1"].border.top.color.rgb == "FF00AA00"
        assert kept["A1"].alignment.horizontal == "center" and kept["A1"].alignment.wrap_text
        assert (kept["B2"].number_format, kept["C3"].number_format) == ("dd/mm/yyyy", "0.00")
        assert kept["D4"].hyperlink.location == f"'{n.UNITS}'!A1"
        assert kept["E5"].comment.text == "gọi sau 14 giờ"
        assert [str(area) for area in kept.merged_cells.ranges] == ["A8:C8"] and kept["A8"].value == "ghép"
        assert round(kept.column_dimensions["A"].width) == 33 and kept.row_dimensions[1].height == 36
        assert kept.freeze_panes == "B2"

    def it_says_what_it_cannot_keep_and_where_that_still_is(self, tmp_path: Path) -> None:
        path = tmp_path / "s.xlsx"
        _write(path)
        book = openpyxl.load_workbook(path)
        own = book.create_sheet("Biểu riêng")
        for row in (("Xã", 3), ("Phường", 5)):
            own.append(row)
        chart = BarChart()
        chart.add_data(Reference(own, min_col=2, min_row=1, max_row=2))
        own.add_chart(chart, "D2")
        book.save(path)
        said = _write(path)
        assert (
            "Trang tính “Biểu riêng” của bạn được giữ, trừ biểu đồ; bản còn đủ: “bản sao lưu/s - lần 1.xlsx”."
            in said
        )
        assert openpyxl.load_workbook(tmp_path / "bản sao lưu" / "s - lần 1.xlsx")["Biểu riêng"]._charts
        assert _write(path) == ["Giữ lại trang tính do người dùng thêm: “Biểu riêng”."]

    def it_a_sheet_called_like_one_of_ours_gets_another_name(self, tmp_path: Path) -> None:
        path = tmp_path / "s.xlsx"
        _write(path)
        book = openpyxl.load_workbook(path)
        book.create_sheet(n.LEFT)["A1"] = "của tôi"
        book.save(path)
        for _ in range(2):
            _write(path)
        again = openpyxl.load_workbook(path)
        assert again[f"{n.LEFT[:20]} (riêng)"]["A1"].value == "của tôi"
        assert n.LEFT not in again.sheetnames
