"""Tables whose rows are the work though no header says so, rows that head others, and what a cell says of two things."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_xl.documents import ImportedPlan, import_plan
from danvan_xl.documents.imported import Sureness
from danvan_xl.documents.tables.real_tables import find_tables
from danvan_xl.documents.tables.table_rows import PlanRow, PlanTable, add_rows, doubt_of_row
from danvan_xl.documents.text.content import Document, Line, TableBlock
from danvan_xl.documents.text.headers import Column
from danvan_xl.documents.text.labels import who_of_cell
from danvan_xl.documents.text.periods import is_period
from tests.documents.small_plans import a_plan, sureness

Importer = Callable[[str], ImportedPlan]


@pytest.fixture
def read(tmp_path: Path) -> Importer:
    def read_plan(body: str) -> ImportedPlan:
        path = tmp_path / "ke-hoach.md"
        path.write_text(a_plan(body, gap="\n"), encoding="utf-8")
        return import_plan(path)

    return read_plan


DUTIES = "III. PHÂN CÔNG\n1. Văn phòng UBND xã\n- Mở sổ theo dõi kiến nghị của Nhân dân, xong trước ngày 20/3/2026.\n- Trang trí hội trường, bố trí người phiên dịch.\n"


class DescribeCalendars:
    def it_takes_the_sittings_of_a_calendar_beside_the_duties_and_calls_none_of_them_certain(
        self, read: Importer
    ) -> None:
        plan = read(
            "II. LỊCH TIẾP XÚC, ĐỐI THOẠI\n\n| Ngày, giờ | Hội nghị | Địa điểm | Chủ trì | Phối hợp |\n|---|---|---|---|---|\n"
            "| 08h00, 26/3/2026 | Đối thoại với thanh niên về việc làm | Hội trường xã | Chủ tịch UBND xã | Đoàn xã |\n"
            "| Tháng 11/2026 (ngày cụ thể thông báo sau) | Gặp gỡ già làng, người có uy tín | Nhà văn hóa | Phó Chủ tịch UBND xã | Hội Nông dân xã |\n\n"
            + DUTIES
        )
        first, second, *duties = plan.master.tasks
        assert (first.text, first.lead_text, first.coordinating_text) == (
            "Đối thoại với thanh niên về việc làm", "Chủ tịch UBND xã", "Đoàn xã",
        )  # fmt: skip
        assert (str(first.deadline.due), str(second.deadline.due)) == ("2026-03-26", "2026-11-30")
        assert [task.text[:9] for task in duties] == ["Mở sổ the", "Trang trí"]
        assert sureness(plan)[first.code] is sureness(plan)[second.code] is Sureness.CHECK

    def it_takes_a_small_table_of_inspections_with_the_team_as_its_lead(self, read: Importer) -> None:
        plan = read(
            "II. LỊCH KIỂM TRA\n\n| Đoàn kiểm tra | Nội dung, địa bàn kiểm tra | Thời gian |\n|---|---|---|\n"
            "| Đoàn số 1 | Kiểm tra việc công khai tại các thôn Đầm, Vực | 11/5 - 15/5/2026 |\n"
            "| Đoàn số 2 | Giám sát việc thu các khoản đóng góp tại thôn Ngà | Tháng 6/2026 |\n\n" + DUTIES
        )
        assert [(t.lead_text, str(t.deadline.due)) for t in plan.master.tasks[:2]] == [
            ("Đoàn số 1", "2026-05-15"), ("Đoàn số 2", "2026-06-30"),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        "table",
        [
            "| Loại báo cáo | Thời hạn gửi | Hình thức |\n|---|---|---|\n| Báo cáo sáu tháng đầu năm | 10/6/2026 | Văn bản |\n| Báo cáo cả năm gửi | 05/12/2026 | Văn bản |\n",
            "| Mô hình | Thời gian |\n|---|---|\n| Xây dựng tuyến đường hoa thôn Đầm | Tháng 5/2026 |\n| Duy trì tổ tự quản thôn Ngà | Tháng 6/2026 |\n",
            "| Thời gian | Người tiếp công dân |\n|---|---|\n| 05/3/2026 | Chủ tịch UBND xã |\n| 20/3/2026 | Phó Chủ tịch UBND xã |\n",
        ],
    )
    def it_takes_no_report_schedule_list_of_models_or_roster_for_a_calendar(
        self, read: Importer, table: str
    ) -> None:
        plan = read(f"II. CÁC BẢNG KÈM THEO\n\n{table}\n{DUTIES}")
        assert [task.text[:9] for task in plan.master.tasks] == ["Mở sổ the", "Trang trí"]

    def it_lists_a_calendar_that_stands_beside_a_table_of_tasks(self, read: Importer) -> None:
        plan = read(
            "II. NHIỆM VỤ\n\n| TT | Nhiệm vụ | Chủ trì | Thời gian |\n|---|---|---|---|\n| 1 | Rà soát thủ tục hành chính | Văn phòng UBND xã | Quý I |\n"
            "| 2 | Mở hòm thư góp ý tại trụ sở | Công an xã | Quý II |\n\nLịch kiểm tra:\n\n| Đoàn kiểm tra | Nội dung kiểm tra | Ngày |\n|---|---|---|\n"
            "| Đoàn số 1 | Kiểm tra việc công khai tại thôn Đầm | 11/5/2026 |\n| Đoàn số 2 | Kiểm tra việc công khai tại thôn Ngà | 12/6/2026 |\n\n"
        )
        assert len(plan.master.tasks) == 2
        assert any("thôn Đầm" in passage.source for passage in plan.unplaced)


class DescribeRowsThatHeadOthers:
    def it_gives_the_month_in_a_row_of_its_own_to_the_rows_under_it(self, read: Importer) -> None:
        plan = read(
            "II. KẾ HOẠCH TỪNG THÁNG\n\n| TT | Nội dung công việc | Người thực hiện | Phối hợp |\n|---|---|---|---|\n| | Tháng 3/2026 | | |\n"
            "| 1 | Kiện toàn Ban Chỉ đạo của xã | Công chức Văn hóa | Công đoàn |\n| 2 | Niêm yết công khai các khoản thu | Kế toán | Văn thư |\n| | Tháng 10/2026 | | |\n"
            "| 3 | Tổ chức hội nghị công chức | Công chức Văn hóa | Công đoàn |\n| | Các công việc thường xuyên | | |\n| 4 | Tiếp công dân tại trụ sở | Văn thư | Công an |\n\n"
        )
        assert [task.text for task in plan.master.tasks] == [
            "Kiện toàn Ban Chỉ đạo của xã", "Niêm yết công khai các khoản thu", "Tổ chức hội nghị công chức", "Tiếp công dân tại trụ sở",
        ]  # fmt: skip
        assert [task.when_text for task in plan.master.tasks] == [
            "Tháng 3/2026",
            "Tháng 3/2026",
            "Tháng 10/2026",
            "thường xuyên",
        ]
        assert {sureness(plan)[task.code] for task in plan.master.tasks} == {Sureness.CHECK}

    def it_reads_the_quarter_in_a_column_of_its_own(self, read: Importer) -> None:
        plan = read(
            "II. CÔNG TÁC TỪNG QUÝ\n\n| Quý | Nội dung | Người phụ trách |\n|---|---|---|\n| Quý I | - Ban hành kế hoạch năm | Văn phòng UBND xã |\n| Quý III | Kiểm tra tại 05 thôn | Công an xã |\n\n"
        )
        assert [(t.text, str(t.deadline.due)) for t in plan.master.tasks] == [
            ("Ban hành kế hoạch năm", "2026-03-31"), ("Kiểm tra tại 05 thôn", "2026-09-30"),
        ]  # fmt: skip

    def it_makes_no_task_of_a_quarter_that_stands_in_the_column_of_times(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n\n| TT | Thời gian | Nội dung công việc | Đơn vị thực hiện |\n|---|---|---|---|\n| A | QUÝ I | | |\n"
            "| 1 | Trước 28/02 | Kiện toàn Ban Chỉ đạo của xã | Văn phòng UBND xã |\n| B | QUÝ II | | |\n| 2 | Tháng 5 | Tập huấn cho trưởng thôn | Công an xã |\n| 3 | Tháng 6 | | Công an xã |\n\n"
        )
        assert [(t.group, t.text) for t in plan.master.tasks] == [
            ("A. QUÝ I", "Kiện toàn Ban Chỉ đạo của xã"), ("B. QUÝ II", "Tập huấn cho trưởng thôn"),
        ]  # fmt: skip
        assert any(passage.source == "3 | Tháng 6 | Công an xã" for passage in plan.unplaced)

    @pytest.mark.parametrize(
        "text",
        [
            "Tháng 9/2024",
            "Quý IV",
            "Hằng tháng",
            "Các công việc thường xuyên",
            "6 tháng cuối năm 2026",
            "Học kỳ I năm học 2025 - 2026",
        ],
    )
    def it_knows_a_time_that_heads_what_is_done_then(self, text: str) -> None:
        assert is_period(text)

    @pytest.mark.parametrize(
        "text",
        ["Tháng Thanh niên năm 2026", "Quý trọng Nhân dân", "Báo cáo quý I", "Phát động tháng cao điểm"],
    )
    def it_takes_no_work_for_such_a_time(self, text: str) -> None:
        assert not is_period(text)


class DescribeRowsThatAPageCut:
    def it_joins_a_month_a_text_and_a_cell_of_units(self) -> None:
        columns = [Column.NUMBER, Column.TEXT, Column.LEAD]
        first = TableBlock(
            [
                ["1", "Kiểm tra tại các thôn", "Phòng Nội vụ phối hợp"],
                ["", "", "Công an xã"],
                ["", "Tháng", ""],
            ],
            1,
            1,
        )
        second = TableBlock([["", "11/2026", ""], ["2", "Tổng kết công tác", "Công an xã"]], 4, 2)
        table = PlanTable(columns)
        add_rows(first, 0, table, second.rows[0])
        add_rows(second, 0, table)
        assert [(row.group, row.cell(Column.TEXT), row.cell(Column.LEAD), row.cell(Column.COORDINATING)) for row in table.rows] == [
            ("", "Kiểm tra tại các thôn", "Phòng Nội vụ", "Công an xã"), ("Tháng 11/2026", "Tổng kết công tác", "Công an xã", ""),
        ]  # fmt: skip

    def it_reads_a_calendar_over_two_pages(self) -> None:
        header = ["Ngày", "Hội nghị", "Chủ trì"]
        document = Document(
            "ke-hoach.pdf",
            "pdf",
            [
                TableBlock([header, ["26/3/2026", "Đối thoại với thanh niên về", "Chủ tịch UBND xã"]], 1, 1), Line("2", 3, 2),
                TableBlock([["", "việc làm", ""], ["20/6/2026", "Đối thoại với Nhân dân thôn Đầm", "Chủ tịch UBND xã"]], 4, 2),
            ]
        )  # fmt: skip
        tables, _, others = find_tables(document)
        assert [row.cell(Column.TEXT) for row in tables[0].rows] == [
            "Đối thoại với thanh niên về việc làm",
            "Đối thoại với Nhân dân thôn Đầm",
        ]
        assert not others


class DescribeCells:
    @pytest.mark.parametrize(
        ("cell", "expected"),
        [
            ("Phòng Nội vụ phối hợp Ban Dân vận Thị ủy", ("Phòng Nội vụ", "Ban Dân vận Thị ủy")),
            ("Phòng Nội vụ, phối hợp với Công an huyện", ("Phòng Nội vụ", "Công an huyện")),
            ("Văn phòng UBND xã; phối hợp: Đoàn Thanh niên xã", ("Văn phòng UBND xã", "Đoàn Thanh niên xã")),
            ("Công an xã (chủ trì), Hội Nông dân xã (phối hợp)", ("Công an xã", "Hội Nông dân xã")),
            ("Phòng Nội vụ", ("Phòng Nội vụ", "")),
        ],
    )
    def it_divides_a_cell_that_names_both(self, cell: str, expected: tuple[str, str]) -> None:
        assert who_of_cell(cell) == expected

    @pytest.mark.parametrize(
        ("text", "lead", "said"),
        [
            ("Tập huấn", "Phòng Nội vụ", "Nội dung rất ngắn"),
            ("hành công vụ tại bộ phận một cửa", "Phòng Nội vụ", "Nội dung có thể bị cắt ở đầu hoặc cuối"),
            (
                "Kiểm tra việc công khai tại các thôn và",
                "Phòng Nội vụ",
                "Nội dung có thể bị cắt ở đầu hoặc cuối",
            ),
            ("Phòng Văn hóa - Xã hội", "Phòng Nội vụ", "Ô nội dung chỉ có thời gian hoặc tên đơn vị"),
            ("Kiểm tra việc công khai", "Phòng Nội vụ giúp Chủ tịch", "Ô chủ trì có lời chưa đọc được"),
            ("Kiểm tra việc công khai", "Phòng Nội vụ", ""),
            ("Kiểm tra việc công khai", "Ban Chỉ đạo thực hiện quy chế dân chủ xã", ""),
        ],
    )
    def it_doubts_a_row_whose_cells_hold_something_else(self, text: str, lead: str, said: str) -> None:
        assert doubt_of_row(PlanRow({Column.TEXT: text, Column.LEAD: lead}, "", "")) == said
