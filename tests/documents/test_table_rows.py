"""Rows of a plan's table: groups, dittos, columns for start and end; which tables of a document are the plan's."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from danvan_xl.documents import ImportedPlan, import_plan
from danvan_xl.documents.imported import Sureness
from danvan_xl.documents.tables.real_tables import find_tables
from danvan_xl.documents.tables.table_rows import GroupPath, PlanTable, add_rows, first_row
from danvan_xl.documents.text.content import Document, TableBlock
from danvan_xl.documents.text.headers import Column, columns_of
from danvan_xl.errors import InputError

Rows = Sequence[Sequence[str]]
HEADER = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm")
FRONT = (
    "ỦY BAN NHÂN DÂN",
    "XÃ HÒA BÌNH",
    "Số: 08/KH-UBND",
    "Hòa Bình, ngày 15 tháng 01 năm 2026",
    "KẾ HOẠCH",
    "Dân vận chính quyền năm 2026",
    "UBND xã Hòa Bình ban hành Kế hoạch như sau:",
    "I. MỤC ĐÍCH",
    "Phục vụ nhân dân.",
    "II. NHIỆM VỤ",
)


def _table(rows: Rows, header: Sequence[str] = HEADER, *, merged: set[int] | None = None) -> PlanTable:
    columns = [column or Column.OTHER for column in columns_of(header)]
    table = PlanTable(columns)
    width = len(header)
    full = [[*row, *[""] * (width - len(row))] for row in rows]
    add_rows(TableBlock(full, 1, merged=merged or set()), 0, table)
    return table


def _plan(tmp_path: Path, *blocks: str | Rows, table: int | None = None) -> ImportedPlan:
    import docx

    document = docx.Document()
    for text in FRONT:
        document.add_paragraph(text)
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        drawn = document.add_table(0, len(block[0]), style="Table Grid")
        for row in block:
            cells = drawn.add_row().cells
            if len(row) == 1:
                cells[0].merge(cells[-1])
            for cell, text in zip(cells, row, strict=False):
                cell.text = text
    path = tmp_path / "bang.docx"
    document.save(str(path))
    return import_plan(path, table=table)


class DescribeDittos:
    @pytest.mark.parametrize(
        "sign", ["nt", "NT", "-nt-", "- nt -", "n/t", "Như trên", '"', "″", "”", "''", "〃", '-"-']
    )
    def it_takes_the_cell_above(self, sign: str) -> None:
        first, second = _table(
            [
                ("1", "Tuyên truyền", "Công an xã", "Các thôn", "Quý I/2026", "Báo cáo"),
                ("2", "Đối thoại", sign, sign, sign, sign),
            ]
        ).rows
        for column in (Column.LEAD, Column.COORDINATING, Column.WHEN, Column.DELIVERABLE):
            assert second.cell(column) == first.cell(column)
        assert second.cell(Column.TEXT) == "Đối thoại"

    def it_goes_down_several_rows_and_stops_at_a_new_word(self) -> None:
        rows = _table(
            [
                ("1", "Việc một", "Công an xã", "", "Quý I", ""),
                ("2", "Việc hai", "nt", "", "nt", ""),
                ("3", "Việc ba", "nt", "", "Quý II", ""),
                ("4", "Việc bốn", "Đoàn xã", "", "nt", ""),
            ]
        ).rows
        assert [row.cell(Column.LEAD) for row in rows] == ["Công an xã"] * 3 + ["Đoàn xã"]
        assert [row.cell(Column.WHEN) for row in rows] == ["Quý I", "Quý I", "Quý II", "Quý II"]

    def it_stays_where_nothing_stands_above(self) -> None:
        first, second = _table(
            [("1", "Việc một", "nt", "", "Quý I", ""), ("2", "Việc hai", "Đoàn xã", "nt", "nt", "")]
        ).rows
        assert first.cell(Column.LEAD) == "nt"
        assert second.cell(Column.COORDINATING) == "nt"

    def it_leaves_words_that_only_begin_so(self) -> None:
        _, second = _table(
            [
                ("1", "Việc một", "Công an xã", "", "Quý I", ""),
                ("2", "Việc hai", "NTM xã", "", "Như trên kế hoạch tỉnh", ""),
            ]
        ).rows
        assert second.cell(Column.LEAD) == "NTM xã"
        assert second.cell(Column.WHEN) == "Như trên kế hoạch tỉnh"

    def it_reaches_units_and_days_of_the_plan(self, tmp_path: Path) -> None:
        plan = _plan(
            tmp_path,
            [
                HEADER,
                ("1", "Tuyên truyền", "Công an xã", "Đoàn xã", "Quý I/2026", "Báo cáo"),
                ("2", "Đối thoại", "nt", "-nt-", "″", '"'),
            ],
        )
        first, second = plan.master.tasks
        assert second.assignments == first.assignments
        assert second.deadline.due == first.deadline.due
        assert [unit.name for unit in plan.master.units] == ["Công an xã", "Đoàn xã"]


class DescribeGroups:
    def it_nests_letters_roman_numbers_and_numbers(self) -> None:
        filled = ("Công an xã", "", "Quý I", "")
        table = _table(
            [
                ("A", "NHIỆM VỤ CHUNG"),
                ("I", "Tuyên truyền"),
                ("1.", "Loa đài"),
                ("", "Mở chuyên mục", *filled),
                ("2.", "Hội nghị"),
                ("", "Mở hội nghị", *filled),
                ("II", "Đối thoại"),
                ("1", "Đối thoại với dân", *filled),
                ("B", "NHIỆM VỤ RIÊNG"),
                ("I", "Cải cách hành chính"),
                ("2", "Rà soát thủ tục", *filled),
            ]
        )
        assert [(row.cell(Column.TEXT), row.group) for row in table.rows] == [
            ("Mở chuyên mục", "A. NHIỆM VỤ CHUNG / I. Tuyên truyền / 1. Loa đài"),
            ("Mở hội nghị", "A. NHIỆM VỤ CHUNG / I. Tuyên truyền / 2. Hội nghị"),
            ("Đối thoại với dân", "A. NHIỆM VỤ CHUNG / II. Đối thoại"),
            ("Rà soát thủ tục", "B. NHIỆM VỤ RIÊNG / I. Cải cách hành chính"),
        ]

    def it_takes_a_number_over_its_parts_for_a_heading(self) -> None:
        filled = ("Công an xã", "", "Quý I", "")
        table = _table(
            [
                ("I", "Tuyên truyền"),
                ("1", "Công tác loa đài"),
                ("1.1", "Mở chuyên mục", *filled),
                ("1.2", "Viết tin", *filled),
                ("2", "Công tác hội nghị"),
                ("2.1", "Mở hội nghị", *filled),
                ("3", "Việc riêng", *filled),
            ]
        )
        assert [(row.cell(Column.NUMBER), row.group) for row in table.rows] == [
            ("1.1", "I. Tuyên truyền / 1. Công tác loa đài"),
            ("1.2", "I. Tuyên truyền / 1. Công tác loa đài"),
            ("2.1", "I. Tuyên truyền / 2. Công tác hội nghị"),
            ("3", "I. Tuyên truyền"),
        ]

    def it_takes_a_number_over_dashes_for_a_heading(self) -> None:
        table = _table(
            [
                ("1", "Công tác tuyên truyền"),
                ("-", "Mở chuyên mục", "Công an xã", "", "Quý I", ""),
                ("-", "Viết tin", "Đoàn xã", "", "Quý II", ""),
                ("2", "Đối thoại", "Đoàn xã", "", "Quý II", ""),
            ]
        )
        assert [(row.cell(Column.TEXT), row.group) for row in table.rows] == [
            ("Mở chuyên mục", "1. Công tác tuyên truyền"),
            ("Viết tin", "1. Công tác tuyên truyền"),
            ("Đối thoại", ""),
        ]

    def it_keeps_a_task_that_nobody_leads_yet(self) -> None:
        table = _table([("1", "Tuyên truyền"), ("2", "Đối thoại", "Đoàn xã", "", "Quý II", "")])
        assert [(row.cell(Column.TEXT), row.group) for row in table.rows] == [
            ("Tuyên truyền", ""),
            ("Đối thoại", ""),
        ]

    def it_reads_a_heading_over_all_columns(self) -> None:
        table = _table(
            [
                ("I. Tuyên truyền",),
                ("1", "Mở chuyên mục", "Công an xã", "", "Quý I", ""),
                ("Việc khác",),
                ("2", "Viết tin", "Đoàn xã", "", "Quý I", ""),
            ],
            merged={0, 2},
        )
        assert [row.group for row in table.rows] == ["I. Tuyên truyền", "I. Tuyên truyền / Việc khác"]

    def it_takes_the_group_from_a_column_of_its_own(self) -> None:
        header = ("TT", "Lĩnh vực", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian")
        table = _table(
            [
                ("1", "Tuyên truyền", "Mở chuyên mục", "Công an xã", "Quý I"),
                ("2", "", "Viết tin", "Đoàn xã", "Quý I"),
                ("3", "Đối thoại", "Gặp dân", "Đoàn xã", "Quý I"),
            ],
            header,
        )
        assert [row.group for row in table.rows] == ["Tuyên truyền", "Tuyên truyền", "Đối thoại"]

    def it_ends_headings_of_the_same_style_and_under_them(self) -> None:
        path = GroupPath()
        for heading in ("A. Chung", "I. Một", "1. Nhỏ", "II. Hai"):
            path.add(heading)
        assert path.text == "A. Chung / II. Hai"
        path.leave("4")
        assert path.text == "A. Chung / II. Hai"
        path.add("3. Việc")
        path.leave("3.1")
        assert path.text == "A. Chung / II. Hai / 3. Việc"
        path.leave("4")
        assert path.text == "A. Chung / II. Hai"


class DescribeRowsAcrossPages:
    def it_puts_a_cut_row_together(self) -> None:
        table = _table(
            [
                ("1", "Tổ chức đối thoại với", "Văn phòng HĐND", "", "Quý I", "Báo"),
                ("", "nhân dân các thôn", "và UBND xã", "", "", "cáo"),
                ("2", "Viết tin", "Đoàn xã", "", "Quý II", ""),
            ]
        )
        first, second = table.rows
        assert first.cell(Column.TEXT) == "Tổ chức đối thoại với nhân dân các thôn"
        assert first.cell(Column.LEAD) == "Văn phòng HĐND và UBND xã"
        assert first.cell(Column.DELIVERABLE) == "Báo cáo"
        assert second.cell(Column.TEXT) == "Viết tin"

    def it_leaves_out_the_header_once_more_and_blank_rows(self) -> None:
        table = _table(
            [
                ("1", "Viết tin", "Đoàn xã", "", "Quý II", ""),
                HEADER,
                ("", "", "", "", "", ""),
                ("2", "Đối thoại", "Đoàn xã", "", "Quý II", ""),
            ]
        )
        assert [row.cell(Column.NUMBER) for row in table.rows] == ["1", "2"]

    def it_finds_the_first_row_that_holds_something(self) -> None:
        block = TableBlock([["TT", "Nhiệm vụ"], ["", ""], ["1", "Việc"]], 1)
        assert first_row(block, 1) == ["1", "Việc"]
        assert first_row(block, 3) == []


class DescribeStartAndEnd:
    HEADER = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Bắt đầu", "Kết thúc")

    @pytest.mark.parametrize(
        ("start", "end", "when"),
        [
            ("Tháng 3/2026", "Tháng 5/2026", "Từ tháng 3/2026 đến tháng 5/2026"),
            ("01/6/2026", "30/6/2026", "Từ 01/6/2026 đến 30/6/2026"),
            ("", "Quý IV/2026", "Quý IV/2026"),
            ("Thường xuyên", "Thường xuyên", "Thường xuyên"),
            ("Thường xuyên", "", "Thường xuyên"),
            ("", "", ""),
        ],
    )
    def it_makes_one_phrase(self, start: str, end: str, when: str) -> None:
        [row] = _table([("1", "Tuyên truyền", "Công an xã", start, end)], self.HEADER).rows
        assert row.cell(Column.WHEN) == when
        assert Column.START not in row.cells and Column.END not in row.cells

    def it_gives_the_task_its_days(self, tmp_path: Path) -> None:
        plan = _plan(
            tmp_path,
            [
                self.HEADER,
                ("1", "Tuyên truyền", "Công an xã", "Tháng 3/2026", "Tháng 5/2026"),
                ("2", "Đối thoại", "Đoàn xã", "01/6/2026", "30/6/2026"),
            ],
        )
        days = [(str(t.deadline.start), str(t.deadline.due)) for t in plan.master.tasks]
        assert days == [("2026-03-01", "2026-05-31"), ("2026-06-01", "2026-06-30")]

    def it_reads_them_under_one_header(self, tmp_path: Path) -> None:
        plan = _plan(
            tmp_path,
            [
                ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian thực hiện", ""),
                ("", "", "", "Bắt đầu", "Kết thúc"),
                ("1", "Tuyên truyền", "Công an xã", "Quý I/2026", "Quý II/2026"),
            ],
        )
        [task] = plan.master.tasks
        assert task.when_text == "Từ quý I/2026 đến quý II/2026"
        assert str(task.deadline.due) == "2026-06-30"


class DescribeSeveralTables:
    ONE = (HEADER, ("1", "Tuyên truyền", "Công an xã", "Đoàn xã", "Quý I/2026", "Báo cáo"))
    TWO = (HEADER, ("1", "Đối thoại", "Đoàn xã", "Công an xã", "Quý II/2026", "Biên bản"))

    def it_takes_one_a_section_together(self, tmp_path: Path) -> None:
        plan = _plan(tmp_path, "1. Công tác tuyên truyền", self.ONE, "2. Công tác đối thoại", self.TWO)
        assert [(t.group, t.text, t.when_text) for t in plan.master.tasks] == [
            ("1. Công tác tuyên truyền", "Tuyên truyền", "Quý I/2026"),
            ("2. Công tác đối thoại", "Đối thoại", "Quý II/2026"),
        ]

    def it_puts_the_section_in_front_of_groups(self, tmp_path: Path) -> None:
        one = (self.ONE[0], ("I", "Loa đài", "", "", "", ""), self.ONE[1])
        plan = _plan(tmp_path, "1. Công tác tuyên truyền", one, "2. Công tác đối thoại", self.TWO)
        assert [t.group for t in plan.master.tasks] == [
            "1. Công tác tuyên truyền / I. Loa đài",
            "2. Công tác đối thoại",
        ]

    def it_asks_which_of_two_others(self, tmp_path: Path) -> None:
        blocks = ("Theo bảng thứ nhất sau đây.", self.ONE, "Theo bảng thứ hai sau đây.", self.TWO)
        with pytest.raises(InputError) as caught:
            _plan(tmp_path, *blocks)
        assert caught.value.code == "two-tables"
        assert "--table" in caught.value.remedy
        assert [t.text for t in _plan(tmp_path, *blocks, table=1).master.tasks] == ["Tuyên truyền"]
        assert [t.text for t in _plan(tmp_path, *blocks, table=2).master.tasks] == ["Đối thoại"]
        assert [t.text for t in _plan(tmp_path, *blocks, table=0).master.tasks] == [
            "Tuyên truyền",
            "Đối thoại",
        ]

    def it_goes_on_when_the_numbers_do(self, tmp_path: Path) -> None:
        second = (HEADER, ("2", "Đối thoại", "nt", "nt", "nt", "nt"))
        plan = _plan(tmp_path, self.ONE, second)
        assert [(t.number, t.lead_text, t.when_text) for t in plan.master.tasks] == [
            ("1", "Công an xã", "Quý I/2026"),
            ("2", "Công an xã", "Quý I/2026"),
        ]

    def it_lists_a_schedule_that_is_no_table_of_tasks(self, tmp_path: Path) -> None:
        schedule = (
            ("TT", "Nội dung đối thoại", "Đơn vị chủ trì", "Thời gian"),
            ("1", "Đối thoại ở thôn 1", "Đoàn xã", "Quý II/2026"),
            ("2", "Đối thoại ở thôn 2", "Hội Nông dân xã", "Quý III/2026"),
        )
        plan = _plan(
            tmp_path,
            "PHỤ LỤC 1",
            "DANH MỤC NHIỆM VỤ NĂM 2026",
            self.ONE,
            "PHỤ LỤC 2",
            "LỊCH ĐỐI THOẠI NĂM 2026",
            schedule,
        )
        assert [t.text for t in plan.master.tasks] == ["Tuyên truyền"]
        assert "Hội Nông dân xã" not in [unit.name for unit in plan.master.units]
        left = [(p.source, p.sure) for p in plan.unplaced if p.note.startswith("Bảng khác")]
        assert left == [
            ("1 | Đối thoại ở thôn 1 | Đoàn xã | Quý II/2026", Sureness.OPEN),
            ("2 | Đối thoại ở thôn 2 | Hội Nông dân xã | Quý III/2026", Sureness.OPEN),
        ]
        assert (
            len(_plan(tmp_path, self.ONE, "PHỤ LỤC 2", "LỊCH ĐỐI THOẠI", schedule, table=2).master.tasks) == 2
        )

    def it_lists_a_table_of_another_kind(self, tmp_path: Path) -> None:
        models = (("TT", "Tên mô hình", "Địa bàn", "Ghi chú"), ("1", "Dân vận khéo", "Thôn 1", ""))
        plan = _plan(tmp_path, self.ONE, "PHỤ LỤC 2", models)
        assert [t.text for t in plan.master.tasks] == ["Tuyên truyền"]
        assert any("Dân vận khéo" in p.source and p.note == "Bảng khác" for p in plan.unplaced)


class DescribeTargets:
    HEADER = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian", "Chỉ tiêu", "Đơn vị tính")

    def _target(self, tmp_path: Path, text: str, *cells: str) -> tuple[ImportedPlan, object]:
        rows = [
            ("1", text, "Công an xã", "Quý I/2026", *cells),
            ("2", "Tuyên truyền", "Đoàn xã", "Quý II/2026"),
        ]
        plan = _plan(tmp_path, [self.HEADER, *[[*row, *[""] * (6 - len(row))] for row in rows]])
        return plan, (plan.master.tasks[0].target, plan.master.tasks[0].target_unit)

    @pytest.mark.parametrize(
        ("cells", "target"),
        [
            (("03", "buổi"), (3, "buổi")),
            (("03 buổi/thôn", ""), (3, "buổi/thôn")),
            (("03 buổi/thôn", "cuộc"), (3, "cuộc")),
            (("", ""), (2, "cuộc")),
            (("-", ""), (2, "cuộc")),
        ],
    )
    def it_takes_the_cell_or_where_it_is_blank_the_words(
        self, tmp_path: Path, cells: tuple[str, str], target: tuple[int, str]
    ) -> None:
        plan, got = self._target(tmp_path, "Tổ chức 02 cuộc đối thoại", *cells)
        assert got == target
        assert "document-target-unread" not in {found.code for found in plan.findings}

    def it_leaves_blank_what_it_cannot_read_and_says_where(self, tmp_path: Path) -> None:
        plan, got = self._target(tmp_path, "Tổ chức 02 cuộc đối thoại", "vài buổi", "buổi")
        assert got == (None, "buổi")
        [found] = [found for found in plan.findings if found.code == "document-target-unread"]
        assert "NV01" in found.message and "vài buổi" in found.message and "dòng 12" in found.message
        [passage] = [passage for passage in plan.passages if passage.item == "NV01"]
        assert passage.sure is Sureness.CHECK and "Chỉ tiêu" in passage.note


class DescribeHeadersCutByAPage:
    ROW = ("1", "Tuyên truyền", "Đoàn xã", "Công an xã", "Quý I/2026")

    @pytest.mark.parametrize(
        ("above", "below"),
        [
            (
                [["TT", "HOẠT", "PHỤ", "PHỐI HỢP", "THỜI GIAN"]],
                [["", "ĐỘNG", "TRÁCH CHÍNH", "", ""]],
            ),
            (
                [["TT", "Nhiệm vụ", "Phân công", "", "Tiến độ"]],
                [["", "", "Cơ quan chủ trì", "Cơ quan phối hợp", ""]],
            ),
        ],
    )
    def it_joins_the_two_pieces(self, above: list[list[str]], below: list[list[str]]) -> None:
        document = Document(
            "a.pdf",
            "pdf",
            [TableBlock(above, 1, 1, [1]), TableBlock([*below, list(self.ROW)], 2, 2, [2, 2])],
        )
        tables, _, _ = find_tables(document)
        cells = tables[0].rows[0].cells
        assert (cells[Column.LEAD], cells[Column.COORDINATING]) == ("Đoàn xã", "Công an xã")

    def it_leaves_two_tables_with_headers_of_their_own(self) -> None:
        header = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"]
        document = Document(
            "a.pdf",
            "pdf",
            [TableBlock([header], 1, 1, [1]), TableBlock([header, list(self.ROW)], 2, 2, [2, 2])],
        )
        tables, _, _ = find_tables(document)
        assert [row.cell(Column.TEXT) for row in tables[0].rows] == ["Tuyên truyền"]
