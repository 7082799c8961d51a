"""Plans in prose: what is a task, whose it is, and what lines without a task of their own speak of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_xl.documents import ImportedPlan, import_plan
from danvan_xl.documents.imported import Sureness
from danvan_xl.documents.text.roles import Role

FRONT = """ỦY BAN NHÂN DÂN
XÃ TÂN AN
Số: 31/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Tân An, ngày 02 tháng 01 năm 2026
KẾ HOẠCH
Công tác dân vận chính quyền năm 2026
Thực hiện Kế hoạch số 05/KH-UBND ngày 02/01/2026 của UBND tỉnh; Ủy ban nhân dân xã xây dựng kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
Nhằm phát huy dân chủ.
"""
BACK = """Nơi nhận:
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Hoàng Minh
"""
DUTIES = """III. TỔ CHỨC THỰC HIỆN
1. Phòng Văn hóa - Xã hội
- Theo dõi, đôn đốc việc thực hiện.
"""
Importer = Callable[[str], ImportedPlan]


@pytest.fixture
def read(tmp_path: Path) -> Importer:
    """Import a plan with these sections between letterhead and signature."""

    def imported(sections: str) -> ImportedPlan:
        path = tmp_path / "ke-hoach.txt"
        path.write_text(FRONT + sections + BACK, encoding="utf-8")
        return import_plan(path)

    return imported


def _texts(plan: ImportedPlan) -> list[str]:
    return [task.text for task in plan.master.tasks]


def _reasons(plan: ImportedPlan) -> dict[str, str]:
    return {passage.source: passage.note for passage in plan.unplaced}


class DescribeLinesThatTellTimeOrLead:
    def it_gives_a_line_behind_dashes_to_all_of_them(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Công tác tuyên truyền\n- Tuyên truyền qua loa truyền thanh.\n- Tổ chức hội nghị quán triệt.\n"
            "- Thời gian thực hiện: Quý I/2026.\n2. Công tác đối thoại\n- Đối thoại với nhân dân.\n" + DUTIES
        )
        assert [task.when_text for task in plan.master.tasks[:3]] == ["Quý I/2026", "Quý I/2026", ""]
        passages = [p for p in plan.passages if p.source.startswith(("- Tuyên", "- Tổ chức"))]
        assert {p.sure for p in passages} == {Sureness.CHECK}
        assert all("chung cho nhiều nhiệm vụ" in p.note for p in passages)

    def it_gives_time_and_lead_behind_dashes_to_all_of_them(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Công tác tuyên truyền\n- Tuyên truyền qua loa truyền thanh.\n- Tổ chức hội nghị quán triệt.\n"
            "- Đơn vị chủ trì: Công an xã.\n- Thời gian: Quý I/2026.\n2. Công tác đối thoại\n- Đối thoại với nhân dân.\n"
            + DUTIES
        )
        assert [(t.lead_text, t.when_text) for t in plan.master.tasks[:3]] == [
            ("Công an xã", "Quý I/2026"),
            ("Công an xã", "Quý I/2026"),
            ("", ""),
        ]

    def it_gives_a_line_under_a_letter_to_that_letter(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Công tác tuyên truyền\na) Mở chuyên mục trên loa truyền thanh.\n"
            "- Đơn vị chủ trì: Phòng Văn hóa - Xã hội.\n- Thời gian: Quý I/2026.\nb) Viết 10 tin, bài.\n"
            "- Đơn vị chủ trì: Công an xã.\n- Thời gian: Quý II/2026.\n" + DUTIES
        )
        assert [(t.number, t.lead_text, t.when_text) for t in plan.master.tasks[:2]] == [
            ("a", "Phòng Văn hóa - Xã hội", "Quý I/2026"),
            ("b", "Công an xã", "Quý II/2026"),
        ]

    def it_gives_lines_under_a_number_to_that_number(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Rà soát hộ nghèo\nThời gian: Tháng 10/2026\nSản phẩm: Danh sách\n"
            "2. Đối thoại với nhân dân\nThời gian: Quý III/2026\n" + DUTIES
        )
        assert [(t.text, t.when_text, t.deliverable) for t in plan.master.tasks[:2]] == [
            ("Rà soát hộ nghèo", "Tháng 10/2026", "Danh sách"),
            ("Đối thoại với nhân dân", "Quý III/2026", ""),
        ]
        assert _reasons(plan)["Sản phẩm: Danh sách"] == "Đã ghi vào nhiệm vụ ngay trước"

    def it_gives_a_line_to_the_last_dash_when_others_say_their_own(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Công tác đối thoại\n- Đối thoại với nhân dân (Quý II/2026).\n- Giải quyết kiến nghị.\n"
            "- Thời gian thực hiện: Quý III/2026.\n2. Rà soát hộ nghèo\n- Lập danh sách hộ nghèo.\n" + DUTIES
        )
        assert [t.when_text for t in plan.master.tasks[:3]] == ["Quý II/2026", "Quý III/2026", ""]

    def it_gives_a_line_between_dashes_to_the_one_in_front(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Công tác đối thoại\n- Đối thoại với nhân dân.\n- Tiếp công dân.\n"
            "+ Thời gian: Quý I/2026.\n- Giải quyết kiến nghị.\n+ Thời gian: Quý II/2026.\n" + DUTIES
        )
        assert [t.when_text for t in plan.master.tasks[:3]] == ["", "Quý I/2026", "Quý II/2026"]

    def it_gives_a_line_in_brackets_to_the_one_in_front(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Công tác đối thoại\n- Đối thoại với nhân dân.\n- Tiếp công dân.\n"
            "(Thời gian: Quý I/2026; chủ trì: Công an xã)\n2. Việc khác\n- Rà soát thủ tục.\n" + DUTIES
        )
        assert [(t.lead_text, t.when_text) for t in plan.master.tasks[:2]] == [
            ("", ""),
            ("Công an xã", "Quý I/2026"),
        ]

    def it_lists_a_line_that_belongs_to_nothing(self, read: Importer) -> None:
        plan = read("II. NỘI DUNG\nThời gian: Quý I/2026.\n1. Tuyên truyền qua loa truyền thanh.\n" + DUTIES)
        assert plan.master.tasks[0].when_text == ""
        assert _reasons(plan)["Thời gian: Quý I/2026."] == "Không rõ thuộc nhiệm vụ nào"


class DescribeHeadingsWithoutNumbers:
    def it_takes_a_short_line_over_dashes_for_a_heading(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\nCông tác tuyên truyền\n- Tuyên truyền qua loa truyền thanh.\n- Viết tin, bài.\n"
            "Công tác đối thoại\n- Đối thoại với nhân dân.\n" + DUTIES
        )
        assert [(t.group, t.text) for t in plan.master.tasks[:3]] == [
            ("Công tác tuyên truyền", "Tuyên truyền qua loa truyền thanh."),
            ("Công tác tuyên truyền", "Viết tin, bài."),
            ("Công tác đối thoại", "Đối thoại với nhân dân."),
        ]

    def it_stands_under_the_number_above(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Cải cách hành chính\nRà soát thủ tục\n- Lập danh mục thủ tục.\n"
            "Công khai thủ tục\n- Niêm yết ở trụ sở.\n2. Đối thoại\n- Đối thoại với nhân dân.\n" + DUTIES
        )
        assert [t.group for t in plan.master.tasks[:3]] == [
            "1. Cải cách hành chính / Rà soát thủ tục",
            "1. Cải cách hành chính / Công khai thủ tục",
            "2. Đối thoại",
        ]

    def it_takes_a_sentence_over_dashes_for_a_task(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Công tác tuyên truyền\nTổ chức hội nghị quán triệt.\n- Viết tin, bài.\n"
            + DUTIES
        )
        assert _texts(plan)[:2] == ["Tổ chức hội nghị quán triệt.", "Viết tin, bài."]

    def it_takes_a_line_that_leads_to_items_for_none(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Công tác tuyên truyền\n- Các việc phải làm như sau:\n+ Mở chuyên mục.\n+ Viết tin, bài.\n"
            + DUTIES
        )
        assert _texts(plan)[:2] == ["Mở chuyên mục.", "Viết tin, bài."]
        assert _reasons(plan)["- Các việc phải làm như sau:"] == "Câu dẫn"

    def it_reads_bracketed_numbers_under_numbers(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Công tác tuyên truyền\n(1) Mở chuyên mục trên loa.\n(2) Viết tin, bài.\n"
            + DUTIES
        )
        assert [(t.number, t.group, t.text) for t in plan.master.tasks[:2]] == [
            ("1", "1. Công tác tuyên truyền", "Mở chuyên mục trên loa."),
            ("2", "1. Công tác tuyên truyền", "Viết tin, bài."),
        ]


class DescribeRunInDuties:
    def it_takes_a_short_name_among_units_for_a_unit(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Tuyên truyền qua loa truyền thanh.\nIII. TỔ CHỨC THỰC HIỆN\n"
            "- Văn phòng HĐND và UBND xã: Theo dõi, đôn đốc việc thực hiện.\n"
            "- Công an xã: Bảo đảm an ninh, trật tự trong ngày hội.\n"
            "- Kế toán ngân sách: Tham mưu nguồn kinh phí của kế hoạch.\n"
        )
        assert [(t.lead_text, t.text) for t in plan.master.tasks[1:]] == [
            ("Văn phòng HĐND và UBND xã", "Theo dõi, đôn đốc việc thực hiện."),
            ("Công an xã", "Bảo đảm an ninh, trật tự trong ngày hội."),
            ("Kế toán ngân sách", "Tham mưu nguồn kinh phí của kế hoạch."),
        ]
        assert [unit.name for unit in plan.master.units] == [
            "Văn phòng HĐND và UBND xã",
            "Công an xã",
            "Kế toán ngân sách",
        ]

    def it_makes_no_unit_of_what_is_done(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Tuyên truyền qua loa truyền thanh.\nIII. TỔ CHỨC THỰC HIỆN\n1. Phòng Văn hóa - Xã hội\n"
            "- Công tác tuyên truyền: mở chuyên mục trên loa của thôn hằng tuần.\n"
            "- Theo dõi việc thực hiện: báo cáo kết quả khi có yêu cầu.\n"
        )
        assert {t.lead_text for t in plan.master.tasks[1:]} == {"Phòng Văn hóa - Xã hội"}
        assert [unit.name for unit in plan.master.units] == ["Phòng Văn hóa - Xã hội"]

    def it_gives_dashes_to_the_unit_above(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Tuyên truyền qua loa truyền thanh.\nIII. TỔ CHỨC THỰC HIỆN\n"
            "1. Phòng Văn hóa - Xã hội, Công an xã\n- Theo dõi, đôn đốc việc thực hiện.\n- Tổng hợp kết quả của các đơn vị.\n"
            "2. Các thôn\n- Vận động nhân dân tham gia.\n"
        )
        assert [(t.lead_text, t.group) for t in plan.master.tasks[1:]] == [
            (
                "Phòng Văn hóa - Xã hội, Công an xã",
                "III. TỔ CHỨC THỰC HIỆN / 1. Phòng Văn hóa - Xã hội, Công an xã",
            ),
            (
                "Phòng Văn hóa - Xã hội, Công an xã",
                "III. TỔ CHỨC THỰC HIỆN / 1. Phòng Văn hóa - Xã hội, Công an xã",
            ),
            ("Các thôn", "III. TỔ CHỨC THỰC HIỆN / 2. Các thôn"),
        ]
        assert [unit.name for unit in plan.master.units] == ["Phòng Văn hóa - Xã hội", "Công an xã"]


class DescribeContentOrDuties:
    UNITS = (
        "1. Phòng Văn hóa - Xã hội\n- Theo dõi, đôn đốc việc thực hiện.\n2. Công an xã\n- Bảo đảm an ninh, trật tự trong ngày hội.\n"
        "3. Trạm Y tế\n- Khám bệnh cho người cao tuổi.\n"
    )
    WORK = "1. Công tác tuyên truyền\n- Tuyên truyền qua loa truyền thanh.\n2. Công tác đối thoại\n- Đối thoại với nhân dân.\n"

    def it_finds_duties_under_a_heading_that_speaks_of_both(self, read: Importer) -> None:
        plan = read("II. NHIỆM VỤ VÀ PHÂN CÔNG THỰC HIỆN\n" + self.UNITS)
        assert [t.lead_text for t in plan.master.tasks] == [
            "Phòng Văn hóa - Xã hội",
            "Công an xã",
            "Trạm Y tế",
        ]

    def it_finds_content_under_a_heading_that_speaks_of_both(self, read: Importer) -> None:
        plan = read(
            "II. PHÂN CÔNG NHIỆM VỤ\n"
            + self.WORK
            + "III. TỔ CHỨC THỰC HIỆN\n1. Công an xã\n- Tuần tra ban đêm khi có yêu cầu.\n"
        )
        assert [(t.group, t.lead_text) for t in plan.master.tasks] == [
            ("1. Công tác tuyên truyền", ""),
            ("2. Công tác đối thoại", ""),
            ("III. TỔ CHỨC THỰC HIỆN / 1. Công an xã", "Công an xã"),
        ]

    def it_finds_duties_under_content_when_all_headings_are_units(self, read: Importer) -> None:
        plan = read("II. NỘI DUNG\n" + self.UNITS)
        assert [t.lead_text for t in plan.master.tasks] == [
            "Phòng Văn hóa - Xã hội",
            "Công an xã",
            "Trạm Y tế",
        ]

    def it_leaves_content_with_one_unit_among_its_headings_whose_work_it_leads(self, read: Importer) -> None:
        plan = read("II. NỘI DUNG\n" + self.WORK + "3. Công an xã\n- Tuần tra ban đêm khi có yêu cầu.\n")
        assert [t.lead_text for t in plan.master.tasks] == ["", "", "Công an xã"]


class DescribeReports:
    CONTENT = "II. NỘI DUNG\n1. Tuyên truyền qua loa truyền thanh.\n" + DUTIES

    def it_reads_a_schedule_set_as_a_table(self, read: Importer) -> None:
        plan = read(
            self.CONTENT + "IV. CHẾ ĐỘ BÁO CÁO\nTT\tTên báo cáo\tKỳ báo cáo\tThời hạn gửi\n"
            "1\tBáo cáo 6 tháng\t6 tháng\tTrước ngày 05/6/2026\n2\tBáo cáo năm\tNăm\t25/11/2026\n"
        )
        assert [(p.name, str(p.due)) for p in plan.master.periods] == [
            ("Báo cáo 6 tháng năm 2026", "2026-06-05"),
            ("Báo cáo năm 2026", "2026-11-25"),
        ]
        assert len(plan.master.tasks) == 2

    def it_makes_no_round_of_reports_upward(self, read: Importer) -> None:
        plan = read(
            self.CONTENT
            + "IV. CHẾ ĐỘ BÁO CÁO\nCác đơn vị báo cáo UBND xã trước ngày 05/6/2026 và 05/11/2026 "
            "để tổng hợp, báo cáo UBND tỉnh trước ngày 15/11/2026.\n"
        )
        assert [str(p.due) for p in plan.master.periods] == ["2026-06-05", "2026-11-05"]
        [upward] = [f for f in plan.findings if f.code == "document-report-upward"]
        assert "15/11/2026" in upward.message

    def it_takes_reports_upward_when_there_are_no_others(self, read: Importer) -> None:
        plan = read(
            self.CONTENT
            + "IV. CHẾ ĐỘ BÁO CÁO\nPhòng Văn hóa - Xã hội tham mưu UBND xã báo cáo UBND tỉnh trước ngày 15/11/2026.\n"
        )
        assert [str(p.due) for p in plan.master.periods] == ["2026-11-15"]
        assert not [f for f in plan.findings if f.code == "document-report-upward"]

    def it_makes_no_round_of_a_task_with_a_report(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Rà soát thủ tục, báo cáo kết quả trước ngày 30/3/2026.\n"
            + DUTIES
            + "IV. CHẾ ĐỘ BÁO CÁO\nCác đơn vị gửi báo cáo năm trước ngày 25/11/2026.\n"
        )
        assert [str(p.due) for p in plan.master.periods] == ["2026-11-25"]
        assert plan.master.tasks[0].when_text == "trước ngày 30/3/2026"

    def it_says_when_none_is_named(self, read: Importer) -> None:
        plan = read(self.CONTENT)
        assert plan.master.periods == []
        assert "document-no-period" in {f.code for f in plan.findings}


def test_who_does_tasks_by_their_numbers_is_no_task(tmp_path: Path) -> None:
    plan = tmp_path / "kh.txt"
    plan.write_text(
        "UBND XÃ BÌNH AN\nSố: 12/KH-UBND\nBình An, ngày 10 tháng 01 năm 2026\nKẾ HOẠCH\nCông tác dân vận chính quyền năm 2026\n"
        "I. NHIỆM VỤ\n1. Tổ chức 02 cuộc đối thoại với Nhân dân trước ngày 30/6/2026.\n"
        "2. Niêm yết công khai thủ tục hành chính tại trụ sở xã trong quý I/2026.\n"
        "II. TỔ CHỨC THỰC HIỆN\n1. Phòng Văn hóa - Xã hội chủ trì tham mưu nhiệm vụ 1, 2.\n"
        "2. Trung tâm Phục vụ hành chính công: chủ trì nhiệm vụ 2.\n3. Các thôn: thôn Đông, thôn Tây thực hiện nhiệm vụ số 1.\n",
        encoding="utf-8",
    )
    got = import_plan(plan)
    assert [task.text[:12] for task in got.master.tasks] == ["Tổ chức 02 c", "Niêm yết côn"]
    assert sum("nhiệm vụ" in item.source for item in got.unplaced if item.role is Role.DUTY) == 3
