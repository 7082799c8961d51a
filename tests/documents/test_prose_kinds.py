"""Kinds of passages that other hands write: duties of members, quarters as headings, what is no work, and what is never certain."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from danvan_xl.documents import ImportedPlan, import_plan
from danvan_xl.documents.imported import Sureness
from danvan_xl.documents.text.claims import heading_time, named_lead, named_time
from danvan_xl.documents.text.headers import Column
from danvan_xl.documents.text.labels import take_labels
from danvan_xl.documents.text.roles import Role, general, judge
from danvan_xl.documents.text.unit_names import names_one, says_more, split_duty
from danvan_xl.language.deadlines import DeadlineContext
from tests.documents.small_plans import a_plan, sureness

Importer = Callable[[str], ImportedPlan]
CONTEXT = DeadlineContext(date(2026, 1, 1), date(2026, 12, 31))
CONTENT = "II. NHIỆM VỤ\n1. Mở lớp tập huấn cho trưởng thôn.\n"


@pytest.fixture
def read(tmp_path: Path) -> Importer:
    def read_plan(body: str) -> ImportedPlan:
        path = tmp_path / "ke-hoach.txt"
        path.write_text(a_plan(body), encoding="utf-8")
        return import_plan(path)

    return read_plan


def _led(plan: ImportedPlan) -> dict[str, str]:
    return {task.text: task.lead_text for task in plan.master.tasks}


class DescribeHeadings:
    def it_takes_what_stands_under_quarters_for_work_of_these_quarters(self, read: Importer) -> None:
        plan = read(
            "II. TIẾN ĐỘ THỰC HIỆN\n1. Quý I/2026\n- Kiện toàn Ban Chỉ đạo. Phân công: đ/c Hằng - Văn phòng.\n- Niêm yết dự toán ngân sách.\n"
            "2. Quý II/2026\n- Họp dân về cải tạo ngõ 42. Phân công: đ/c Tuấn - Địa chính; các thôn. Xong trước ngày 30/4/2026.\n3. Các công việc thường xuyên\n- Mở hòm thư góp ý tại trụ sở.\n"
        )
        assert [(t.when_text, str(t.deadline.due)) for t in plan.master.tasks] == [
            ("Quý I/2026", "2026-03-31"), ("Quý I/2026", "2026-03-31"), ("Xong trước ngày 30/4/2026", "2026-04-30"), ("thường xuyên", "2026-12-31"),
        ]  # fmt: skip
        assert plan.master.tasks[2].lead_text == "đ/c Tuấn - Địa chính; các thôn"
        assert {sureness(plan)[task.code] for task in plan.master.tasks if "Quý" in task.when_text} == {
            Sureness.CHECK
        }

    def it_takes_months_with_a_colon_for_such_headings(self, read: Importer) -> None:
        plan = read(
            "II. TIẾN ĐỘ\nTháng 3:\n- Đăng ký mô hình của thôn.\nTháng 4 - 5:\n- Kiểm tra tại 03 thôn.\nTháng 12: Tổng kết, đánh giá phong trào.\n"
        )
        assert [str(task.deadline.due) for task in plan.master.tasks] == [
            "2026-03-31",
            "2026-05-31",
            "2026-12-31",
        ]

    def it_gives_the_duties_of_a_named_member_or_a_post_to_that_person_and_is_not_certain(
        self, read: Importer
    ) -> None:
        plan = read(
            "II. PHÂN CÔNG THÀNH VIÊN BAN CHỈ ĐẠO\n1. Đồng chí Lò Văn Inh, Phó Chủ tịch UBND xã, Phó Trưởng ban\n- Chỉ đạo xây dựng kế hoạch kiểm tra, trình ký trong tháng 3/2026.\n"
            "- Chủ trì đối thoại với nhân dân thôn Đầm (ngày 12/5/2026), phối hợp với Hội Nông dân xã.\n2. Phó Trưởng ban Thường trực\n- Hướng dẫn các thôn họp dân, hoàn thành trong quý I/2026.\n"
            "3. Tổ Thư ký giúp việc\n- Lập biểu mẫu tự chấm điểm, gửi các thôn trước ngày 15/10/2026.\n"
        )
        assert [(t.lead_text, str(t.deadline.due)) for t in plan.master.tasks] == [
            ("Đồng chí Lò Văn Inh", "2026-03-31"), ("Đồng chí Lò Văn Inh", "2026-05-12"), ("Phó Trưởng ban Thường trực", "2026-03-31"), ("Tổ Thư ký giúp việc", "2026-10-15"),
        ]  # fmt: skip
        assert {sureness(plan)[task.code] for task in plan.master.tasks} == {Sureness.CHECK}
        assert not plan.master.periods  # a form that goes out to the thôn is no round of reports

    def it_takes_a_heading_about_somebodys_charge_for_that_bodys_duties(self, read: Importer) -> None:
        plan = read(
            "II. PHÂN CÔNG THỰC HIỆN\n1. Trách nhiệm của Ban cán sự đảng UBND tỉnh\n- Cử cán bộ tham gia đoàn công tác.\n- Thông báo cho các đơn vị trước 15 ngày.\n"
        )
        assert list(_led(plan).values()) == ["Ban cán sự đảng UBND tỉnh"] * 2
        assert {sureness(plan)[task.code] for task in plan.master.tasks} == {Sureness.CHECK}

    def it_is_not_certain_of_a_time_that_hangs_on_something_else(self, read: Importer) -> None:
        plan = read(
            "II. PHÂN CÔNG THỰC HIỆN\n1. Văn phòng UBND xã\n- Thông báo cho các thôn trước 15 ngày.\n- Cử cán bộ tham gia đoàn công tác.\n"
        )
        assert [sureness(plan)[task.code] for task in plan.master.tasks] == [Sureness.CHECK, Sureness.SURE]

    def it_takes_a_line_over_its_time_and_place_for_the_work_itself(self, read: Importer) -> None:
        plan = read(
            "II. NHIỆM VỤ\n1. Tuyên truyền\na) Kiểm tra 10% số thôn; đơn vị thực hiện: Công an xã; thời gian: quý II.\nb) Hội nghị sơ kết:\n- Thời gian: tháng 7/2026.\n- Địa điểm: Nhà văn hóa thôn Đầm.\n- Đơn vị chuẩn bị: Văn phòng UBND xã.\n"
            "c) Tổ chức ngày hội hiến máu\n- Địa điểm: Trạm Y tế xã.\n- Chủ trì: Hội Chữ thập đỏ xã.\n"
        )
        assert _led(plan) == {
            "Kiểm tra 10% số thôn": "Công an xã", "Hội nghị sơ kết": "Văn phòng UBND xã", "Tổ chức ngày hội hiến máu": "Hội Chữ thập đỏ xã",
        }  # fmt: skip
        assert sureness(plan)["NV02"] is Sureness.CHECK

    def it_lets_units_in_a_heading_lead_what_stands_under_it(self, read: Importer) -> None:
        plan = read(
            "II. NHIỆM VỤ VÀ PHÂN CÔNG\nA. Nhiệm vụ chung của các phòng, đơn vị\n1. Niêm yết lịch tiếp công dân trước ngày 15/02/2026.\nB. Nhiệm vụ cụ thể\n1. Ban Quản lý dự án giao thông\n- Lắp đặt bảng công khai tại công trường.\n"
            "2. Đề nghị Công đoàn xã, Đoàn Thanh niên xã\n- Ban Thanh tra nhân dân giám sát việc thu quỹ.\n"
        )
        assert list(_led(plan).values()) == [
            "Các phòng, đơn vị",
            "Ban Quản lý dự án giao thông",
            "Ban Thanh tra nhân dân",
        ]


class DescribeWhatIsNoWork:
    @pytest.mark.parametrize(
        ("text", "headings", "role"),
        [
            ("Không đối thoại đối với các vụ việc đang được thanh tra.", ["Nhiệm vụ"], Role.PURPOSE),
            ("Người tham dự có thể nói bằng tiếng Ê Đê.", ["Nhiệm vụ"], Role.PURPOSE),
            ("Đối thoại trực tiếp tại hội nghị.", ["Hình thức, nguyên tắc đối thoại"], Role.PURPOSE),
            ("Kinh phí hoạt động do ngân sách huyện cấp.", ["Nhiệm vụ"], Role.MONEY),
            ("Hình thức: Qua loa truyền thanh.", ["Nhiệm vụ"], Role.OTHER),
            ("Thu tiền trái quy định.", ["Nhiệm vụ", "Các hành vi bị nghiêm cấm"], Role.OTHER),
            ("Được tham gia ý kiến về nội quy.", ["Nhiệm vụ", "Quyền của học sinh"], Role.OTHER),
            ("Dự toán và quyết toán ngân sách phường.", ["Nội dung công khai để Nhân dân biết"], Role.OTHER),
        ],
    )
    def it_leaves_out_rules_money_and_what_is_only_listed(
        self, text: str, headings: list[str], role: Role
    ) -> None:
        assert judge(text, headings).role is role

    @pytest.mark.parametrize(
        ("text", "headings"),
        [
            ("Quản lý và sử dụng các loại quỹ.", ["Nội dung công khai để Nhân dân biết"]),
            ("Họp dân bàn mức đóng góp làm đường.", ["Những nội dung nhân dân bàn và quyết định"]),
            ("Mở chuyên mục trên loa truyền thanh.", ["Nhiệm vụ, giải pháp", "Lời hứa với dân"]),
        ],
    )
    def it_is_not_certain_under_a_heading_that_does_not_speak_of_work(
        self, text: str, headings: list[str]
    ) -> None:
        judged = judge(text, headings)
        assert (judged.role, judged.sure) == (Role.TASK, False)

    @pytest.mark.parametrize(
        "heading",
        ["Công tác tuyên truyền", "Phòng Văn hóa - Xã hội", "Phong trào “Dân vận khéo”", "Quý I/2026"],
    )
    def it_is_certain_under_one_that_does_or_that_is_a_unit(self, heading: str) -> None:
        assert judge("Mở chuyên mục trên loa truyền thanh.", ["Nhiệm vụ", heading]).sure

    def it_doubts_what_may_be_an_aim(self) -> None:
        assert general("Trả kết quả đúng hẹn 98% hồ sơ.") == "Có thể là chỉ tiêu cần đạt"
        assert general("Rà soát, niêm yết 100% thủ tục hành chính.") == ""


class DescribeNames:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Giao Văn phòng UBND tỉnh thiết lập và công bố đường dây nóng", "Văn phòng UBND tỉnh"),
            ("Thanh tra huyện kiểm tra việc thu phí", "Thanh tra huyện"),
            ("Phòng Nội vụ kiểm tra 03 xã", "Phòng Nội vụ"),
            ("Thanh tra, kiểm tra công vụ ít nhất 20% số cơ quan", ""),
            ("Tổ Thư ký giúp việc", ""),
            ("UBMTTQ xã tích cực vận động hội viên", "UBMTTQ xã"),
        ],
    )
    def it_tears_no_verb_and_no_name(self, text: str, expected: str) -> None:
        assert split_duty(text)[0] == expected

    @pytest.mark.parametrize(
        "cell",
        [
            "Kế toán; Ban Thanh tra nhân dân giám sát", "UBND phường chủ trì cùng Ban điều hành khu phố", "Phòng Nghiệp vụ Y - Bệnh viện đa khoa tỉnh",
            "Văn phòng Sở/ các phòng", "Công đoàn ngành (đầu mối)", "Trưởng thôn 3; UBND xã hỗ trợ máy móc", "Chủ tịch UBND xã. Nơi chuẩn bị Văn phòng", "Phòng A trước 15/3",
        ],
    )  # fmt: skip
    def it_sees_that_a_cell_of_units_says_more(self, cell: str) -> None:
        assert says_more(cell)

    @pytest.mark.parametrize(
        "cell",
        [
            "Phòng Nội vụ", "Ban Chỉ đạo thực hiện quy chế dân chủ xã", "Công đoàn cùng cấp", "Đài Phát thanh - Truyền hình tỉnh", "Phòng Quản lý hoạt động xây dựng",
            "Trung tâm Trợ giúp pháp lý nhà nước", "Tổ kiểm tra công vụ", "Phòng Phổ biến, giáo dục pháp luật", "",
        ],
    )  # fmt: skip
    def it_takes_no_name_for_more_than_that(self, cell: str) -> None:
        assert not says_more(cell)

    def it_knows_one_from_several(self) -> None:
        assert names_one("Phòng Nội vụ")
        assert not any(map(names_one, ("", "Các thôn", "Phòng Nội vụ, Công an xã")))

    def it_says_that_a_name_which_stands_nowhere_so_was_worked_out(self, read: Importer) -> None:
        plan = read(
            "II. NHIỆM VỤ\n1. Mở lớp tập huấn cho trưởng thôn.\n- Chủ trì: thôn số 3, số 5.\n- Thời gian: tháng 5/2026.\n"
        )
        units = {unit.name: sureness(plan)[unit.code] for unit in plan.master.units}
        assert units == {"Thôn số 3": Sureness.SURE, "Thôn số 5": Sureness.CHECK}


class DescribeLabels:
    @pytest.mark.parametrize(
        ("text", "rest", "expected"),
        [
            (
                "Họp dân bàn nếp sống đô thị. Phân công: đ/c Thu - Văn hóa, phối hợp: UBMTTQ phường.", "Họp dân bàn nếp sống đô thị.",
                {Column.LEAD: "đ/c Thu - Văn hóa", Column.COORDINATING: "UBMTTQ phường"},
            ),
            (
                "Đối thoại với doanh nghiệp, dự kiến 02 cuộc; phối hợp: Văn phòng Sở, Hội Nông dân tỉnh.", "Đối thoại với doanh nghiệp, dự kiến 02 cuộc",
                {Column.COORDINATING: "Văn phòng Sở, Hội Nông dân tỉnh"},
            ),
            (
                "Đối thoại: 02 cuộc. Chủ trì: Chủ tịch UBND xã. Nơi chuẩn bị: Văn phòng.", "Đối thoại: 02 cuộc.",
                {Column.LEAD: "Chủ tịch UBND xã"},
            ),
            ("Công khai để dân biết; kết quả: dân tin.", "Công khai để dân biết; kết quả: dân tin.", {}),
        ],
    )  # fmt: skip
    def it_ends_a_label_where_the_next_one_or_a_sentence_begins(
        self, text: str, rest: str, expected: dict[Column, str]
    ) -> None:
        assert take_labels(text) == (rest, expected)

    def it_reads_a_person_in_the_last_brackets(self) -> None:
        assert (
            named_lead("Phát thanh tuần 02 buổi (đ/c Thu - Văn hóa - Xã hội).")
            == "đ/c Thu - Văn hóa - Xã hội"
        )
        assert named_lead("Kiểm tra sổ sách (đ/c Thu hướng dẫn các thôn).") == ""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Hướng dẫn các thôn đăng ký mô hình; hạn cuối 31/3/2026.", "hạn cuối 31/3/2026"),
            (
                "Cắt giảm 10% thời gian. Các Sở rà soát, trình phương án trước ngày 30/6/2026.",
                "trước ngày 30/6/2026",
            ),
            ("Cắt giảm 10% thời gian. Gửi kết quả trước ngày 30/6/2026.", ""),
            ("Chủ trì đối thoại tại thôn Đầm (ngày 12/5/2026), phối hợp với Hội Nông dân.", "ngày 12/5/2026"),
            ("Tháng 12: Tổng kết phong trào.", "Tháng 12"),
            ("Tổ chức hội nghị tại thôn Đầm (tháng 4), thôn Ngà (tháng 8).", ""),
        ],
    )
    def it_reads_the_time_of_a_sentence(self, text: str, expected: str) -> None:
        assert named_time(text, CONTEXT) == expected

    @pytest.mark.parametrize(
        ("heading", "expected"),
        [
            ("Đ. CÔNG VIỆC THƯỜNG XUYÊN", "THƯỜNG XUYÊN"),
            ("Hằng tháng", "Hằng tháng"),
            ("A. QUÝ I", "QUÝ I"),
            ("Công tác thường xuyên đổi mới", ""),
        ],
    )
    def it_reads_the_time_that_a_heading_is(self, heading: str, expected: str) -> None:
        assert heading_time(heading, CONTEXT) == expected


class DescribeRounds:
    def it_makes_no_rounds_of_what_one_unit_reports_on_its_own_work(self, read: Importer) -> None:
        plan = read(
            CONTENT
            + "III. TỔ CHỨC THỰC HIỆN\n1. Văn phòng UBND xã\n- Lập sổ theo dõi kiến nghị; báo cáo Chủ tịch UBND xã kết quả trả lời vào ngày 25 hằng tháng.\n2. Công an xã\n- Tuần tra tại các thôn.\n"
            "IV. CHẾ ĐỘ BÁO CÁO\nCác đơn vị gửi báo cáo 6 tháng (trước 05/6/2026) và báo cáo năm (trước 20/11/2026) về Văn phòng UBND xã.\n"
        )
        assert [str(period.due) for period in plan.master.periods] == ["2026-06-05", "2026-11-20"]

    def it_makes_rounds_of_every_month_where_all_units_report_so(self, read: Importer) -> None:
        plan = read(
            CONTENT
            + "III. TỔ CHỨC THỰC HIỆN\n1. Văn phòng UBND xã\n- Đôn đốc; các đơn vị, các thôn gửi báo cáo về Văn phòng trước ngày 25 hằng tháng.\n"
        )
        assert len(plan.master.periods) == 12

    def it_names_a_round_by_what_stands_behind_its_date(self, read: Importer) -> None:
        plan = read(
            CONTENT
            + "III. CHẾ ĐỘ BÁO CÁO\nCác thôn báo cáo kết quả trước ngày 15/6 (6 tháng) và 15/12 (năm).\n"
        )
        assert [period.name for period in plan.master.periods] == [
            "Báo cáo 6 tháng năm 2026",
            "Báo cáo năm 2026",
        ]

    def it_takes_no_rhythm_of_work_for_the_name_of_a_round(self, read: Importer) -> None:
        plan = read(
            CONTENT
            + "III. CHẾ ĐỘ BÁO CÁO\nCác thôn họp dân mỗi quý 1 lần, báo cáo kết quả về UBND xã trước ngày 15/6.\n"
        )
        assert [period.name for period in plan.master.periods] == ["Báo cáo kỳ 1 (hạn 15/06/2026)"]
        assert sureness(plan)["K1"] is Sureness.CHECK
