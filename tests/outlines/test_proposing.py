"""Proposals for outlines of six shapes: what is sure is right, what is not sure is left to a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_xl.model import Master
from danvan_xl.outlines.book import open_outline
from danvan_xl.outlines.proposing import Proposed, propose
from danvan_xl.outlines.values import Values
from danvan_xl.summaries.record import read_summary
from danvan_xl.terms import form
from danvan_xl.terms import outlines as o
from tests.outlines import shapes

COUNTED = {
    # right and sure, right but to be looked at, wrong, open
    "chi-tieu": (14, 2, 0, 14),
    "don-vi": (5, 0, 0, 0),
    "hai-dong": (12, 4, 0, 8),
    "danh-so": (5, 0, 0, 1),
    "cham-diem": (0, 6, 0, 6),
    "nhiem-vu": (6, 3, 0, 3),
}
"""Of each shape's blank cells. Nothing that is sure may be wrong, whatever else is learnt."""


def proposed(path: Path, master: Master) -> Proposed:
    return propose(open_outline(path), master)


@pytest.mark.parametrize("name", shapes.ALL)
def test_proposals_are_right_where_they_are_sure(name: str, master: Master, tmp_path: Path) -> None:
    shape = shapes.ALL[name](tmp_path / "biểu.xlsx")
    found = {f"{p.sheet}!{p.cell}": p for p in proposed(shape.path, master).proposals}
    assert shape.meant.keys() <= found.keys()
    sure = review = wrong = opened = 0
    for cell, proposal in found.items():
        right = (proposal.subject, proposal.field, proposal.unit) == shape.meant.get(cell)
        if proposal.certainty is o.Certainty.OPEN:
            opened += 1
        elif not right:
            wrong += 1
            assert proposal.certainty is not o.Certainty.CERTAIN, f"wrong and certain: {cell} {proposal}"
        elif proposal.certainty is o.Certainty.CERTAIN:
            sure += 1
        else:
            review += 1
        assert proposal.why
    assert (sure, review, wrong, opened) == COUNTED[name]


class DescribeWhatIsDoubted:
    def it_is_a_figure_that_goes_into_two_cells(self, master: Master, tmp_path: Path) -> None:
        pen = shapes.Pen(tmp_path / "b.xlsx")
        pen.row(3, ["STT", "Chỉ tiêu", "Trong kỳ"], pen.head)
        for row, text in (
            (4, "Hội nghị tuyên truyền"),
            (5, "Vụ việc vi phạm"),
            (6, "Số hội nghị tuyên truyền"),
        ):
            pen.row(row, [row - 3, text, None])
        pen.close()
        by_cell = {p.cell: p for p in proposed(tmp_path / "b.xlsx", master).proposals}
        assert [by_cell[c].certainty for c in ("C5", "C6", "C7")] == [
            o.Certainty.REVIEW, o.Certainty.CERTAIN, o.Certainty.REVIEW,
        ]  # fmt: skip
        assert "Biểu!C7" in by_cell["C5"].why

    def it_is_everything_on_two_sheets_that_are_alike(self, master: Master, tmp_path: Path) -> None:
        pen = shapes.Pen(tmp_path / "b.xlsx", "Biểu 1")
        for sheet in (pen.sheet, pen.book.add_worksheet("Biểu 2")):
            pen.sheet = sheet
            pen.row(3, ["STT", "Chỉ tiêu", "Trong kỳ"], pen.head)
            pen.row(4, [1, "Vụ việc vi phạm", None])
        pen.close()
        found = proposed(tmp_path / "b.xlsx", master)
        assert {p.certainty for p in found.proposals} == {o.Certainty.REVIEW}
        assert any("giống hệt nhau" in line and "“Biểu 2”" in line for line in found.lines)

    def it_is_a_group_of_somebody_else(self, master: Master, tmp_path: Path) -> None:
        pen = shapes.Pen(tmp_path / "b.xlsx")
        pen.row(3, ["STT", "Chỉ tiêu", "Trong kỳ"], pen.head)
        pen.row(4, ["I", "Của Mặt trận và các đoàn thể", ""])
        pen.row(5, [1, "Hội nghị tuyên truyền", None])
        pen.close()
        [found] = proposed(tmp_path / "b.xlsx", master).proposals
        assert found.certainty is o.Certainty.REVIEW and "phạm vi" in found.why

    def it_is_an_identity_that_the_plan_does_not_know(self, master: Master, tmp_path: Path) -> None:
        pen = shapes.Pen(tmp_path / "b.xlsx")
        heads = [
            "Đơn vị",
            "Ý kiến, kiến nghị tiếp nhận",
            "Hội nghị tuyên truyền",
            "Ý kiến, kiến nghị chưa giải quyết",
        ]
        pen.row(3, heads, pen.head)
        pen.row(4, ["A", "1=2+3", "2", "3"], pen.head)
        pen.row(5, ["UBND xã An Hòa", None, None, None])
        pen.close()
        found = proposed(tmp_path / "b.xlsx", master).proposals
        assert {p.certainty for p in found} == {o.Certainty.REVIEW}
        assert all("1=2+3 không khớp với ràng buộc" in p.why for p in found)

    def it_is_another_unit_of_measure(self, master: Master, tmp_path: Path) -> None:
        pen = shapes.Pen(tmp_path / "b.xlsx")
        pen.row(3, ["STT", "Chỉ tiêu", "Đơn vị tính", "Trong kỳ"], pen.head)
        pen.row(4, [1, "Hội nghị tuyên truyền", "người", None])
        pen.close()
        [found] = proposed(tmp_path / "b.xlsx", master).proposals
        assert found.certainty is o.Certainty.REVIEW and "“người”" in found.why

    @pytest.mark.parametrize(
        ("heads", "label", "certain"),
        [
            (["Năm 2024", "Năm 2025"], "Hội nghị tuyên truyền", []),
            (
                ["Kế hoạch năm", "Thực hiện", "Tỷ lệ (%)", "Ước cả năm"],
                "Hội nghị tuyên truyền",
                ["Thực hiện"],
            ),
            (["Tổng số", "Trong đó: nữ", "Cấp xã", "Cấp thôn"], "Cán bộ bị kỷ luật", ["Tổng số"]),
            (["Kỳ trước", "Kỳ này", "So sánh tăng, giảm"], "Vụ việc vi phạm", ["Kỳ này"]),
            (["Số lượng"], "Hồ sơ giải quyết quá hạn", []),
            (["Số lượng"], "Hồ sơ giải quyết đúng hạn của năm trước chuyển sang", []),
            (["Số lượng"], "Ý kiến, kiến nghị chưa được tiếp nhận", []),
            (["Số lượng"], "Số người dự hội nghị tuyên truyền", []),
            (["Số lượng"], "Số nhiệm vụ đã hoàn thành", []),
            (["Số lượng"], "Tỷ lệ người dân không hài lòng", []),
            (["Điểm thẩm định", "Điểm phúc tra"], "Thực hiện quy chế tiếp công dân", []),
        ],
    )
    def it_is_a_column_or_a_label_that_asks_for_something_else(
        self, heads: list[str], label: str, certain: list[str], master: Master, tmp_path: Path
    ) -> None:
        pen = shapes.Pen(tmp_path / "b.xlsx")
        pen.row(3, ["STT", "Nội dung", *heads], pen.head)
        pen.row(4, [1, label, *[None] * len(heads)])
        pen.close()
        found = proposed(tmp_path / "b.xlsx", master).proposals
        assert [p.path[-1] for p in found if p.certainty is o.Certainty.CERTAIN] == certain


class DescribeWhatIsLeftAlone:
    def it_is_what_nobody_sees_or_may_type_into(self, master: Master, tmp_path: Path) -> None:
        pen = shapes.Pen(tmp_path / "b.xlsx", protect=True)
        pen.row(3, ["STT", "Chỉ tiêu", "Trong kỳ", "Lũy kế"], pen.head)
        for row, text in ((4, "Vụ việc vi phạm"), (5, "Cán bộ bị kỷ luật")):
            pen.row(row, [row - 3, text, None, None])
        pen.sheet.set_row(5, None, None, {"hidden": True})
        pen.sheet.write_blank("D5", None, pen.cell)
        pen.book.add_worksheet("Nháp").hide()
        pen.close()
        found = proposed(tmp_path / "b.xlsx", master)
        assert [p.cell for p in found.proposals] == ["C5"]
        said = " ".join(found.lines)
        assert (
            "ô D5 bị khóa" in said
            and "ô C6 nằm ở dòng hoặc cột ẩn" in said
            and "trang tính ẩn: “Nháp”" in said
        )

    def it_is_a_merged_cell_over_several_rows(self, master: Master, tmp_path: Path) -> None:
        pen = shapes.Pen(tmp_path / "b.xlsx")
        pen.row(3, ["STT", "Chỉ tiêu", "Trong kỳ", "Lũy kế"], pen.head)
        for row, text in ((4, "Vụ việc vi phạm"), (5, "Cán bộ bị kỷ luật")):
            pen.row(row, [row - 3, text, None, None])
        pen.sheet.merge_range("C5:C6", "", pen.input)
        pen.close()
        found = proposed(tmp_path / "b.xlsx", master)
        assert [p.cell for p in found.proposals] == ["D5", "D6"]
        assert any("C5 là ô gộp trùm 2 dòng" in line for line in found.lines)


def _meant(path: Path, master: Master) -> dict[str, tuple[str, str, str, str]]:
    return {p.cell: (p.subject, p.field, p.unit, str(p.certainty)) for p in proposed(path, master).proposals}


class DescribeHeadingsThatNobodyMerged:
    @pytest.mark.parametrize("bordered", [True, False])
    def it_a_blank_cell_beneath_a_neighbours_group_belongs_to_the_group(
        self, master: Master, tmp_path: Path, bordered: bool
    ) -> None:
        pen = shapes.Pen(tmp_path / "b.xlsx")
        head, cell = (pen.head, pen.input) if bordered else (pen.bold, pen.bold)
        pen.row(3, ["STT", "Chỉ tiêu", "Số liệu", "", "Ghi chú"], head)
        pen.row(4, ["", "", "Trong kỳ", "Lũy kế", ""], head)
        pen.row(5, [1, "Vụ việc vi phạm", None, None, None], cell)
        pen.close()
        found = _meant(tmp_path / "b.xlsx", master)
        assert found["C6"] == ("SL09", o.VALUE, "", o.Certainty.CERTAIN)
        assert found["D6"] == ("SL09", o.CUMULATIVE, "", o.Certainty.CERTAIN)

    @pytest.mark.parametrize("bordered", [True, False])
    def it_groups_above_the_heading_tell_columns_of_one_name_apart(
        self, master: Master, tmp_path: Path, bordered: bool
    ) -> None:
        pen = shapes.Pen(tmp_path / "b.xlsx")
        head, cell = (pen.head, pen.input) if bordered else (pen.bold, pen.bold)
        pen.row(2, ["", "", "Trong kỳ", "", "Lũy kế", ""], head)
        pen.row(3, ["STT", "Chỉ tiêu", "Tổng số", "Cấp thôn", "Tổng số", "Cấp thôn"], head)
        pen.row(4, [1, "Vụ việc vi phạm", None, None, None, None], cell)
        pen.close()
        found = _meant(tmp_path / "b.xlsx", master)
        assert found["C5"][:2] == ("SL09", o.VALUE)
        assert found["E5"][:2] == ("SL09", o.CUMULATIVE)
        assert found["D5"][0] == "" and found["F5"][0] == ""

    def it_a_note_above_the_table_and_a_first_row_are_no_groups(self, master: Master, tmp_path: Path) -> None:
        pen = shapes.Pen(tmp_path / "b.xlsx")
        pen.sheet.write(2, 2, "Đơn vị: vụ", pen.bold)
        pen.row(3, ["STT", "Chỉ tiêu", "Trong kỳ", "Lũy kế"], pen.head)
        pen.row(4, [1, "Vụ việc vi phạm", None, None])
        pen.close()
        found = _meant(tmp_path / "b.xlsx", master)
        assert found["C5"] == ("SL09", o.VALUE, "", o.Certainty.CERTAIN)
        assert found["D5"] == ("SL09", o.CUMULATIVE, "", o.Certainty.CERTAIN)


class DescribeUnitsByCriteria:
    def it_the_criterion_is_told_by_the_column_and_the_unit_by_the_row(
        self, master: Master, tmp_path: Path
    ) -> None:
        pen = shapes.Pen(tmp_path / "b.xlsx")
        pen.sheet.merge_range(3, 2, 3, 4, "Điểm tự chấm", pen.head)
        for col, text in ((0, "TT"), (1, "Đơn vị")):
            pen.sheet.merge_range(3, col, 4, col, text, pen.head)
        pen.sheet.merge_range(3, 5, 4, 5, "Thực hiện quy chế tiếp công dân", pen.head)
        pen.sheet.merge_range(3, 6, 4, 6, "Điểm thẩm định TC01", pen.head)
        for col, text in ((2, "Chất lượng chỉ đạo, điều hành"), (3, "TC02"), (4, "Chấp hành chế độ họp báo")):
            pen.sheet.write(4, col, text, pen.head)
        for row, name in ((5, "Thôn Đồng Tâm"), (6, "Thôn Nà Mòn"), (7, "Tổng cộng")):
            pen.row(row, [row - 4, name, None, None, None, None, None])
        pen.close()
        found = _meant(tmp_path / "b.xlsx", master)
        assert found["C6"] == ("TC01", form.SELF_SCORE, "T01", o.Certainty.CERTAIN)
        assert found["D7"] == ("TC02", form.SELF_SCORE, "T02", o.Certainty.CERTAIN)
        assert found["E6"][3] != o.Certainty.CERTAIN  # near, not the same words
        assert found["F6"] == ("TC02", form.POINTS, "T01", o.Certainty.REVIEW)
        assert found["G6"][0] == "" or found["G6"][3] == o.Certainty.REVIEW
        assert found["C8"] == ("TC01", form.SELF_SCORE, "", o.Certainty.REVIEW)

    def it_is_filled_with_what_each_unit_has(self, master: Master, summary: Path, tmp_path: Path) -> None:
        values = Values(read_summary(summary))
        c = values.c
        unit = next(u for u in c.units if u.returned and u.scores["TC01"].points is not None)
        got = values.get("TC01", form.POINTS, unit.code, "")
        assert got.value == unit.scores["TC01"].points
        silent = next(u for u in c.units if not u.returned)
        assert values.get("TC01", form.POINTS, silent.code, "").why == "đơn vị chưa báo cáo"
