"""Shapes that issued plans really have, one a test: what is a task, whose, when, and what is certain of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_xl.documents import ImportedPlan, import_plan
from danvan_xl.documents.imported import Sureness
from danvan_xl.documents.text.roles import Role
from danvan_xl.errors import InputError
from danvan_xl.model import DeadlineKind

Importer = Callable[..., ImportedPlan]

DUTIES = "III. TỔ CHỨC THỰC HIỆN\n1. Văn phòng HĐND và UBND xã\n- Đôn đốc các thôn triển khai Kế hoạch.\n"
SIGNED = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nPhạm Văn Lộc\n"


@pytest.fixture
def read(tmp_path: Path) -> Importer:
    def read_plan(
        body: str,
        *,
        title: str = "Công tác dân vận chính quyền năm 2026",
        day: str = "12 tháng 01 năm 2026",
        head: str = "KẾ HOẠCH",
        above: str = "",
        kind: str = "txt",
        after: str = "",
    ) -> ImportedPlan:
        text = (
            f"{above}ỦY BAN NHÂN DÂN\nXÃ KHE MÂY\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
            f"Số: 09/KH-UBND\n\nKhe Mây, ngày {day}\n\n{head}\n{title}\n\n"
            "Căn cứ Kế hoạch số 02/KH-UBND ngày 05/01/2026 của UBND tỉnh Lam Hà về công tác dân vận;\n"
            "UBND xã ban hành Kế hoạch như sau:\n\nI. MỤC ĐÍCH\n1. Nâng cao ý thức phục vụ.\n"
            f"{body}{SIGNED}{after}"
        )
        path = tmp_path / f"ke-hoach.{kind}"
        path.write_text(text, encoding="utf-8")
        return import_plan(path)

    return read_plan


def _sure(plan: ImportedPlan) -> dict[str, Sureness]:
    return {p.item: p.sure for p in plan.passages}


def _left(plan: ImportedPlan) -> dict[str, Role]:
    return {p.source: p.role for p in plan.unplaced}


class DescribeRoles:
    def it_makes_no_task_of_place_people_criteria_dossier_or_slogan(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Thời gian: 7 giờ 30 ngày 19/5/2026.\n2. Địa điểm: Nhà văn hóa thôn Đầm.\n3. Thành phần:\n"
            "- Thường trực Hội đồng nhân dân xã.\n- Già làng, trưởng họ.\n4. Treo băng rôn dọc đường liên thôn.\n"
            "5. Tiêu chuẩn xét chọn\n- Thôn không có vi phạm.\n6. Hồ sơ gồm:\na) Bản đăng ký.\nb) Danh sách hộ.\n"
            + DUTIES
            + "IV. KHẨU HIỆU\n1. Gần dân, hiểu dân, vì dân!\n"
        )
        assert [t.text for t in plan.master.tasks] == [
            "Treo băng rôn dọc đường liên thôn.",
            "Đôn đốc các thôn triển khai Kế hoạch.",
        ]
        left = _left(plan)
        assert left["2. Địa điểm: Nhà văn hóa thôn Đầm."] is Role.PLACE
        assert left["- Già làng, trưởng họ."] is Role.PEOPLE
        assert left["- Thôn không có vi phạm."] is Role.CRITERION
        assert left["a) Bản đăng ký."] is Role.DOSSIER
        assert left["1. Gần dân, hiểu dân, vì dân!"] is Role.SLOGAN
        # The event's time may be that of the preparations or not: nobody says so.
        assert _sure(plan)["NV01"] is Sureness.CHECK

    def it_makes_no_task_of_last_years_results(self, read: Importer) -> None:
        plan = read(
            "II. KẾT QUẢ NĂM 2025\n1. Kết quả chủ yếu\nXã đã mở 03 buổi đối thoại với 410 lượt người.\n2. Hạn chế\nCông khai còn chậm.\n"
            "III. NHIỆM VỤ NĂM 2026\n1. Mở chuyên mục hỏi đáp trên loa.\nIV. TỔ CHỨC THỰC HIỆN\n1. Công an xã\n- Nắm tình hình các thôn.\n"
        )
        assert [t.text for t in plan.master.tasks] == [
            "Mở chuyên mục hỏi đáp trên loa.",
            "Nắm tình hình các thôn.",
        ]
        assert all(task.target is None for task in plan.master.tasks)

    def it_says_why_a_task_is_certain_and_why_not(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Rà soát thủ tục hành chính.\n2. Các tuyến đường hoa ở thôn Đầm.\n" + DUTIES
        )
        by_item = {p.item: p for p in plan.passages}
        assert by_item["NV01"].sure is Sureness.SURE and "việc phải làm" in by_item["NV01"].note
        assert by_item["NV02"].sure is Sureness.CHECK and by_item["NV02"].heading.endswith("NỘI DUNG")

    def it_lets_the_headings_inside_a_mixed_section_decide(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG, ĐỐI TƯỢNG, THỜI GIAN\n1. Nội dung kiểm tra\n- Kiểm tra sổ tiếp dân.\n2. Đối tượng kiểm tra\n- Thôn Đầm, thôn Bưởi.\n"
            "3. Thời gian kiểm tra\n- Đợt 1: tháng 4/2026.\n4. Lực lượng tham gia\n- Dân quân xã: 15 đồng chí.\n"
            + DUTIES
        )
        assert [t.text for t in plan.master.tasks] == [
            "Kiểm tra sổ tiếp dân.",
            "Đôn đốc các thôn triển khai Kế hoạch.",
        ]
        assert _left(plan)["- Thôn Đầm, thôn Bưởi."] is Role.PEOPLE

    def it_joins_headings_broken_in_narrow_columns(self, read: Importer) -> None:
        plan = read(
            "II. NHIỆM VỤ\nTRỌNG TÂM\n1. Mở lớp tập huấn cho\ncán bộ thôn.\nIII. TỔ CHỨC\nTHỰC HIỆN\n1. Các phòng, ban, ngành;\nUBND các xã, phường\n- Rà soát thủ tục.\n"
        )
        assert [(t.text, t.lead_text) for t in plan.master.tasks] == [
            ("Mở lớp tập huấn cho cán bộ thôn.", ""),
            ("Rà soát thủ tục.", "Các phòng, ban, ngành; UBND các xã, phường"),
        ]


class DescribeUnits:
    def it_takes_units_that_head_the_items_of_the_content(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG, GIẢI PHÁP\n1. Tuyên truyền\n1.1. Trạm Y tế xã\n- Soạn tờ rơi về dịch bệnh.\n1.2. Công an xã\n- Phát tờ rơi về lừa đảo.\n"
            + DUTIES
        )
        assert [t.lead_text for t in plan.master.tasks][:2] == ["Trạm Y tế xã", "Công an xã"]
        assert {u.name for u in plan.master.units} == {
            "Trạm Y tế xã",
            "Công an xã",
            "Văn phòng HĐND và UBND xã",
        }

    def it_prefers_the_unit_of_the_item_to_the_group_of_its_heading(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Mở lớp tập huấn.\nIII. TỔ CHỨC THỰC HIỆN\n1. Các phòng, ban, ngành thực hiện các việc sau:\n"
            "- Phòng Kinh tế tham mưu làm đường nội đồng.\n- Trạm Y tế xã tham mưu khám bệnh lưu động.\n"
            "2. Giao phòng Văn hóa - Xã hội thực hiện các việc sau:\n- Lập danh sách người cao tuổi.\n"
        )
        assert [(t.text, t.lead_text) for t in plan.master.tasks] == [
            ("Mở lớp tập huấn.", ""),
            ("Phòng Kinh tế tham mưu làm đường nội đồng.", "Phòng Kinh tế"),
            ("Trạm Y tế xã tham mưu khám bệnh lưu động.", "Trạm Y tế xã"),
            ("Lập danh sách người cao tuổi.", "Phòng Văn hóa - Xã hội"),
        ]

    def it_never_cuts_a_helper_and_takes_the_focal_unit_from_the_way_of_reports(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Mở lớp tập huấn.\nIII. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\n"
            "- Phối hợp với các tổ chức, đoàn thể trong việc vận động hiến đất.\n- Phối hợp với các cơ quan truyền thông, báo chí đưa tin.\n"
            "- Phối hợp với Trưởng thôn và các chi hội ở thôn: lập danh sách hộ.\n- Là đầu mối tham mưu công tác tuyên truyền, tổng hợp tin bài.\n"
            "2. Công an xã\n- Hướng dẫn; việc được trên 75% số hộ tán thành thì cho làm.\n"
            "3. Các thôn\n- Báo cáo kết quả về UBND xã (qua Công an xã) trước ngày 10/11/2026 để tổng hợp.\n"
        )
        helpers = [t.coordinating_text for t in plan.master.tasks]
        assert helpers[1:4] == ["các tổ chức, đoàn thể", "các cơ quan truyền thông, báo chí", ""]
        assert _sure(plan)["NV04"] is Sureness.CHECK
        assert plan.master.plan.focal_unit == "CA"
        assert {u.name for u in plan.master.units} == {"Phòng Kinh tế", "Công an xã"}
        assert all(task.target is None for task in plan.master.tasks)

    def it_takes_no_reference_for_a_unit(self, read: Importer) -> None:
        table = (
            "\n| TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian | Sản phẩm |\n|---|---|---|---|---|\n"
            "| 1 | Dồn điểm trường | Theo phân công tại Đề án số 7/ĐA-UBND | Theo lộ trình tại Đề án số 7/ĐA-UBND | Báo cáo |\n"
            "| 2 | Rà soát hộ khó khăn | Phòng Kinh tế | Quý II/2026 | Danh sách |\n"
        )
        body = "II. NỘI DUNG\nTheo Phụ lục kèm theo.\n" + DUTIES
        plan = read(body, kind="md", after=f"\nPHỤ LỤC\nDANH MỤC NHIỆM VỤ\n{table}")
        assert plan.master.tasks[0].lead_text == "" and "Đề án số 7" in plan.suggestions["NV01"]
        assert {u.name for u in plan.master.units} == {"Phòng Kinh tế", "Văn phòng HĐND và UBND xã"}


class DescribeTimes:
    def it_gives_a_closing_line_to_the_whole_list(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Kiểm tra việc công khai\nKiểm tra bảng tin của các thôn.\n- Nội dung niêm yết;\n- Việc trả lời kiến nghị.\n"
            "* Thời gian thực hiện: Từ ngày 02/3/2026 đến ngày 10/4/2026.\n" + DUTIES
        )
        assert [str(t.deadline.due) for t in plan.master.tasks][:3] == ["2026-04-10"] * 3

    def it_inherits_the_window_of_the_heading(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Đợt 1: Từ ngày 02/3/2026 đến ngày 10/4/2026\n- Kiểm tra bảng tin.\n"
            "2. Đợt 2: Từ ngày 01/9/2026 đến ngày 30/9/2026\n- Kiểm tra sổ tiếp dân.\n" + DUTIES
        )
        assert [(str(t.deadline.start), str(t.deadline.due)) for t in plan.master.tasks][:2] == [
            ("2026-03-02", "2026-04-10"),
            ("2026-09-01", "2026-09-30"),
        ]

    def it_gives_labels_to_the_item_they_stand_under(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Hội nghị thứ hai\n1.1. Nội dung: Thống nhất danh sách.\n- Thời gian: Dự kiến ngày 05/5/2026 (Chậm nhất ngày 12/5/2026).\n"
            "- Thành phần: Đại diện các thôn.\n- Đơn vị chủ trì: Phòng Kinh tế.\n- Kết quả: Biên bản.\n"
            + DUTIES
        )
        task = plan.master.tasks[0]
        assert (task.text, task.lead_text, task.deliverable) == (
            "Thống nhất danh sách.",
            "Phòng Kinh tế",
            "Biên bản",
        )
        assert str(task.deadline.due) == "2026-05-12" and len(plan.master.tasks) == 2

    def it_does_not_take_an_end_for_a_year(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Mở lớp tập huấn.\nIII. TỔ CHỨC THỰC HIỆN\n1. Thời gian thực hiện Kế hoạch: từ khi ban hành đến hết năm 2029.\n"
            "2. Phòng Kinh tế\n- Theo dõi việc thực hiện.\n",
            title="Thực hiện Chương trình nước sạch đến năm 2029",
        ).master.plan
        assert (str(plan.start), str(plan.end)) == ("2026-01-12", "2029-12-31")

    def it_reaches_into_the_next_year_when_issued_late(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Lập danh sách, xong trước ngày 20/01/2027.\n2. Tổ chức bầu tại các thôn trong tháng 3/2027.\n"
            + DUTIES,
            title="Bầu Trưởng bản nhiệm kỳ 2027 - 2030",
            day="25 tháng 11 năm 2026",
        )
        assert (str(plan.master.plan.start), str(plan.master.plan.end)) == ("2026-11-25", "2027-03-31")
        assert {p.sure for p in plan.passages if p.item.startswith("NV")} == {Sureness.CHECK}

    def it_reads_a_clock_time_with_a_date_in_a_schedule_beside_the_text(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Phát thanh hỏi đáp, gồm các buổi sau:\n\n| TT | Nội dung | Trách nhiệm thực hiện | Thời gian (Năm 2026) |\n"
            "|---|---|---|---|\n| 1 | Hỏi đáp về đất | Phòng Kinh tế | 19 giờ 30 phút ngày 12 tháng 3 |\n"
            "| 2 | Hỏi đáp về hộ khẩu | Công an xã | 19 giờ 30 phút ngày 9 tháng 4 |\n\n2. Mở lớp tập huấn.\n"
            + DUTIES,
            kind="md",
        )
        assert [(t.text, t.lead_text, str(t.deadline.due)) for t in plan.master.tasks][:2] == [
            ("Hỏi đáp về đất", "Phòng Kinh tế", "2026-03-12"),
            ("Hỏi đáp về hộ khẩu", "Công an xã", "2026-04-09"),
        ]
        assert [t.text for t in plan.master.tasks][2:] == [
            "Mở lớp tập huấn.",
            "Đôn đốc các thôn triển khai Kế hoạch.",
        ]
        assert plan.master.tasks[0].deadline.kind is DeadlineKind.DATED

    def it_reads_the_time_of_a_step_and_makes_no_round_before_the_plan_was_issued(
        self, read: Importer
    ) -> None:
        plan = read(
            "II. CÁC BƯỚC THỰC HIỆN\n1. Bước 1 (tháng 3/2026): Đăng ký mô hình.\nIII. TỔ CHỨC THỰC HIỆN\n1. Công an xã\n"
            "- Tổng hợp danh sách mô hình gửi UBND xã trước ngày 28/02/2026.\n2. Các thôn\n- Báo cáo kết quả về UBND xã trước ngày 10 hằng tháng.\n"
        )
        assert str(plan.master.tasks[0].deadline.due) == "2026-03-31"
        assert [str(p.due) for p in plan.master.periods][:2] == ["2026-02-10", "2026-03-10"]
        assert "2026-02-28" not in [str(p.due) for p in plan.master.periods]

    def it_takes_a_named_year_of_the_title(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Mở lớp tập huấn.\n" + DUTIES, title="Triển khai Năm dân vận chính quyền 2026"
        )
        assert str(plan.master.plan.start) == "2026-01-01"
        assert _sure(plan)["NV01"] is Sureness.SURE

    def it_is_certain_of_no_unit_that_only_a_sentence_names(self, read: Importer) -> None:
        plan = read("II. NỘI DUNG\n1. Giao Công an xã chủ trì, phối hợp với Khối Dân vận mở lớp.\n" + DUTIES)
        kinds = {unit.name: (unit.kind.value, _sure(plan)[unit.code]) for unit in plan.master.units}
        assert kinds["Khối Dân vận"] == ("Cơ quan Đảng", Sureness.CHECK)


class DescribeTables:
    def it_takes_no_blank_reporting_form_for_the_task_table(self, read: Importer) -> None:
        forms = (
            "\nPHỤ LỤC\nMẪU BÁO CÁO\n\nBiểu 1\n\n| TT | Tên nhiệm vụ | Vai trò (Chủ trì/Phối hợp) | Kết quả thực hiện | Tiến độ |\n|---|---|---|---|---|\n"
            "|  |  |  |  |  |\n| … | … | … | … | … |\n\nBiểu 2\n\n| TT | Tên dự án | Tổng vốn | Nguồn vốn | Vốn năm 2026 |\n|---|---|---|---|---|\n|  |  |  |  |  |\n"
        )
        plan = read(
            "II. NỘI DUNG\n1. Tuyên truyền\n- Phát tin trên loa.\nĐơn vị chủ trì: Phòng Kinh tế; Đơn vị phối hợp: Công an xã.\n"
            + DUTIES,
            kind="md",
            after=forms,
        )
        assert plan.shape == "prose"
        assert [(t.text, t.lead_text, t.coordinating_text) for t in plan.master.tasks] == [
            ("Phát tin trên loa.", "Phòng Kinh tế", "Công an xã"),
            ("Đôn đốc các thôn triển khai Kế hoạch.", "Văn phòng HĐND và UBND xã", ""),
        ]
        assert len(plan.master.units) == 3
        assert any(p.role is Role.FORM and "Tên dự án" in p.source for p in plan.unplaced)

    def it_keeps_blank_cells_of_a_table_with_a_cell_a_line(self, read: Importer) -> None:
        table = (
            "\nPHỤ LỤC\nSTT\nNhiệm vụ\nSản phẩm\nThời gian hoàn thành\nChủ trì thực hiện\nPhối hợp thực hiện\nTheo dõi, kiểm tra, đôn đốc\n"
            "1\nĐăng văn bản mới\nVăn bản được đăng\nQuý I/2026\nPhòng Kinh tế\n\nVăn phòng HĐND và UBND xã\n"
            "2\nRà soát hộ khó khăn\nDanh sách hộ\nQuý III/2026\nPhòng Kinh tế\nCác thôn\nVăn phòng HĐND và UBND xã\n"
        )
        plan = read("II. NỘI DUNG\nTheo Phụ lục kèm theo.\n" + DUTIES, after=table)
        assert [(t.lead_text, t.coordinating_text, t.group) for t in plan.master.tasks] == [
            ("Phòng Kinh tế", "", ""),
            ("Phòng Kinh tế", "Các thôn", ""),
        ]


class DescribeReportsOfUnits:
    def it_takes_the_date_of_the_report_and_not_of_the_work_before_it(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Rà soát kiến nghị tồn đọng, báo cáo UBND xã trước ngày 30/4/2026.\nIII. TỔ CHỨC THỰC HIỆN\n"
            "1. Các thôn đăng ký mô hình trước ngày 28/02/2026; báo cáo kết quả trước ngày 15/11/2026.\n"
        )
        assert [str(p.due) for p in plan.master.periods] == ["2026-11-15"]

    def it_reads_what_all_offices_have_to_work_out(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Mở lớp.\nIII. TỔ CHỨC THỰC HIỆN\n1. Các phòng, ban cụ thể hóa thành kế hoạch.\n"
        )
        assert plan.master.tasks[-1].lead_text == "Các phòng, ban"

    def it_reads_a_year_of_a_plan_for_several_years(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Xây dựng phần mềm, hoàn thành trong năm 2027.\n2. Mỗi xã mở lớp hằng năm.\n"
            + DUTIES,
            title="Công tác dân vận giai đoạn 2026 - 2030",
        )
        assert (str(plan.master.tasks[0].deadline.start), str(plan.master.tasks[0].deadline.due)) == (
            "2027-01-01",
            "2027-12-31",
        )
        assert _sure(plan)["NV02"] is Sureness.CHECK


class DescribeTheHead:
    def it_reads_the_letterhead_and_signature_of_a_school(self, tmp_path: Path) -> None:
        path = tmp_path / "truong.txt"
        path.write_text(
            "UBND XÃ KHE MÂY\nTRƯỜNG THCS KHE MÂY\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 12/KH-THCS\nKhe Mây, ngày 09 tháng 02 năm 2026\n"
            "KẾ HOẠCH\nCông tác dân vận năm 2026\nI. NỘI DUNG\n1. Công khai các khoản thu.\nII. TỔ CHỨC THỰC HIỆN\n1. Ban Giám hiệu\n- Kiểm tra việc thực hiện.\n"
            "HIỆU TRƯỞNG\nLưu Thị Hiền\n",
            encoding="utf-8",
        )
        facts = import_plan(path).master.plan
        assert (facts.superior, facts.issuer) == ("UBND XÃ KHE MÂY", "TRƯỜNG THCS KHE MÂY")
        assert (facts.signing_form, facts.signer) == ("HIỆU TRƯỞNG", "Lưu Thị Hiền")

    def it_reads_the_letterhead_under_a_web_pages_own_title(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Mở lớp tập huấn.\n" + DUTIES,
            above="KẾ HOẠCH Công tác dân vận chính quyền năm 2026\n\nThứ hai - 12/01/2026 08:20\n\n",
        ).master.plan
        assert plan.name == "Kế hoạch công tác dân vận chính quyền năm 2026"
        assert (plan.number, str(plan.issued_on), plan.place) == ("09/KH-UBND", "2026-01-12", "Khe Mây")
        assert plan.issuer == "ỦY BAN NHÂN DÂN XÃ KHE MÂY"

    def it_keeps_a_basis_with_its_semicolon_whole_and_no_aim_among_them(self, tmp_path: Path) -> None:
        path = tmp_path / "k.txt"
        path.write_text(
            "KẾ HOẠCH\nCông tác dân vận năm 2026\n\nCăn cứ Nghị định số 15/2024/NĐ-CP ngày 14/6/2024 của Chính phủ về phân cấp; quy định chi tiết một số điều của Luật Thi đua.\n\n"
            "Nhằm gắn bó với Nhân dân, UBND xã ban hành Kế hoạch như sau:\n\nI. NỘI DUNG\n1. Mở lớp tập huấn.\nII. TỔ CHỨC THỰC HIỆN\n1. Công an xã\n- Theo dõi.\n",
            encoding="utf-8",
        )
        bases = import_plan(path).master.plan.bases
        assert len(bases) == 1 and bases[0].endswith("quy định chi tiết một số điều của Luật Thi đua")

    @pytest.mark.parametrize(
        ("head", "title", "name"),
        [
            ("CHƯƠNG TRÌNH", "Công tác dân vận năm 2026", "Chương trình công tác dân vận năm 2026"),
            (
                "HƯỚNG DẪN",
                "Thực hiện công tác dân vận năm 2026",
                "Hướng dẫn thực hiện công tác dân vận năm 2026",
            ),
            ("KẾ HOẠCH:", "Dân vận khéo năm 2026", "Kế hoạch dân vận khéo năm 2026"),
        ],
    )
    def it_takes_a_programme_or_guidance_that_has_tasks(
        self, read: Importer, head: str, title: str, name: str
    ) -> None:
        plan = read("II. NHIỆM VỤ\n1. Mở lớp tập huấn.\n" + DUTIES, head=head, title=title)
        assert plan.master.plan.name == name and len(plan.master.tasks) == 2

    def it_takes_a_plan_issued_by_a_decision(self, tmp_path: Path) -> None:
        path = tmp_path / "qd.txt"
        path.write_text(
            "ỦY BAN NHÂN DÂN\nTỈNH LAM HÀ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 88/QĐ-UBND\nLam Hà, ngày 05 tháng 01 năm 2026\n\nQUYẾT ĐỊNH\n"
            "Ban hành Kế hoạch công tác dân vận năm 2026\n\nCăn cứ Luật Tổ chức chính quyền địa phương;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Ban hành kèm theo Quyết định này Kế hoạch.\n\n"
            "KẾ HOẠCH\nCông tác dân vận chính quyền năm 2026\n(Ban hành kèm theo Quyết định số 88/QĐ-UBND ngày 05/01/2026)\n\n"
            "I. NỘI DUNG\n1. Mở lớp tập huấn.\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n- Theo dõi việc thực hiện.\n",
            encoding="utf-8",
        )
        plan = import_plan(path)
        assert [t.lead_text for t in plan.master.tasks] == ["", "Sở Nội vụ"]
        assert plan.master.plan.number == "" and plan.master.plan.issuer == "ỦY BAN NHÂN DÂN TỈNH LAM HÀ"

    def it_makes_up_no_name(self, tmp_path: Path) -> None:
        path = tmp_path / "phu-luc.md"
        path.write_text(
            "PHỤ LỤC\nDANH MỤC NHIỆM VỤ NĂM 2026\n(Kèm theo Kế hoạch số 09/KH-UBND ngày 12/01/2026 của UBND xã)\n\n"
            "| TT | Nhiệm vụ | Chủ trì | Thời gian |\n|---|---|---|---|\n| 1 | Mở lớp tập huấn | Công an xã | Quý I/2026 |\n",
            encoding="utf-8",
        )
        plan = import_plan(path)
        assert plan.master.plan.name == ""
        assert not [p for p in plan.passages if p.item == "Tên kế hoạch"]

    def it_refuses_a_charter_and_says_what_it_is(self, tmp_path: Path) -> None:
        path = tmp_path / "dieu-le.txt"
        path.write_text(
            "ĐIỀU LỆ\nCÂU LẠC BỘ DƯỠNG SINH\n(Kèm theo Quyết định ngày 02/02/2026)\nChương I\nNHIỆM VỤ\nĐiều 1. Nhiệm vụ\n1. Tổ chức luyện tập.\n"
            "Chương II\nTỔ CHỨC THỰC HIỆN\nĐiều 2. Hiệu lực\n1. Ban Chủ nhiệm hướng dẫn thực hiện.\n",
            encoding="utf-8",
        )
        with pytest.raises(InputError, match="điều lệ") as caught:
            import_plan(path)
        assert caught.value.code == "not-a-plan"


class DescribeWhatOthersShowed:
    """Kinds that plans labelled by people who had not seen the program brought up."""

    def it_calls_work_that_every_plan_gives_no_certain_task(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Niêm yết lịch tiếp công dân tại 05 thôn.\n2. Nêu cao tinh thần gương mẫu của cán bộ.\n"
            "III. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\n- Tham mưu bố trí kinh phí thực hiện.\n- Lập danh sách 12 hộ cần sửa nhà.\n"
        )
        sure = {task.text: _sure(plan)[task.code] for task in plan.master.tasks}
        assert [sure[text] for text in sure] == [
            Sureness.SURE, Sureness.CHECK, Sureness.CHECK, Sureness.SURE,
        ]  # fmt: skip

    def it_makes_no_task_of_a_judgement_or_a_rule_of_conduct(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Cải cách hành chính là khâu đột phá của năm.\n2. Người đứng đầu phải nêu gương.\n"
            "3. Năm 2025, xã tiếp 64 lượt công dân, nhận 21 đơn.\n4. Mở 02 lớp tập huấn.\n" + DUTIES
        )
        assert plan.master.tasks[0].text == "Mở 02 lớp tập huấn."

    @pytest.mark.parametrize(
        "line",
        [
            "(Phòng Kinh tế chủ trì, Công an xã phối hợp; thực hiện trong quý II/2026)",
            "Phân công: Phòng Kinh tế chủ trì, Công an xã phối hợp. Thời gian: quý II/2026.",
            "- Đơn vị chủ trì, phối hợp: Phòng Kinh tế chủ trì; Công an xã phối hợp.\n- Thời gian: quý II/2026.",
        ],
    )
    def it_reads_who_and_when_from_a_line_under_the_task(self, read: Importer, line: str) -> None:
        plan = read(
            f"II. NỘI DUNG\na) Chỉnh trang 800 m đường thôn.\n{line}\nb) Trồng 300 cây xanh.\n" + DUTIES
        )
        task = plan.master.tasks[0]
        assert (task.lead_text, task.coordinating_text) == ("Phòng Kinh tế", "Công an xã")
        assert str(task.deadline.due) == "2026-06-30"

    def it_gives_a_closing_line_to_the_tasks_above(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Lao động giúp dân\n- Dặm vá 800 m đường;\n- Trồng 300 cây.\n"
            "Hai nội dung trên do Ban Chỉ huy Quân sự xã chủ trì, Đoàn xã phối hợp.\n"
            "2. Thi đua\na) Hướng dẫn đăng ký mô hình;\nb) Xây dựng 02 phóng sự.\n"
            "Giao Phòng Nội vụ thực hiện điểm a; Đài Truyền thanh xã thực hiện điểm b mục này.\n" + DUTIES
        )
        assert [(t.lead_text, t.coordinating_text) for t in plan.master.tasks[:4]] == [
            ("Ban Chỉ huy Quân sự xã", "Đoàn xã"), ("Ban Chỉ huy Quân sự xã", "Đoàn xã"),
            ("Phòng Nội vụ", ""), ("Đài Truyền thanh xã", ""),
        ]  # fmt: skip

    def it_takes_the_days_of_a_line_about_the_plan_before_the_year_of_its_title(self, read: Importer) -> None:
        plan = read(
            "II. NỘI DUNG\n1. Trồng 300 cây xanh.\nIII. THỜI GIAN, ĐỊA ĐIỂM\n1. Thời gian: 15 ngày, từ ngày 09/12/2026 đến ngày 23/12/2026.\n"
            + DUTIES.replace("III.", "IV."),
            title="Ra quân làm công tác dân vận năm 2026",
        )
        assert (str(plan.master.plan.start), str(plan.master.plan.end)) == ("2026-12-09", "2026-12-23")
        assert _sure(plan)["Từ ngày, Đến ngày"] is Sureness.CHECK

    def it_parts_a_cell_that_names_who_leads_and_who_helps(self, read: Importer) -> None:
        plan = read(
            "II. NHIỆM VỤ\n| TT | Nội dung | Đơn vị thực hiện | Thời gian |\n|---|---|---|---|\n"
            "| 1 | Ban hành bộ tiêu chí | Chủ trì: Phòng Nội vụ; phối hợp: Phòng Kinh tế | Quý I/2026 |\n"
            "| 2 | Đối thoại với doanh nghiệp | Phòng Kinh tế tham mưu | Quý II/2026 |\n"
            "| 3 | Mở hộp thư góp ý | Văn phòng xã | |\n| Tổng cộng: 3 nhiệm vụ | | | |\n" + DUTIES,
            kind="md",
        )
        assert [(t.lead_text, t.coordinating_text) for t in plan.master.tasks[:3]] == [
            ("Phòng Nội vụ", "Phòng Kinh tế"), ("Phòng Kinh tế", ""), ("Văn phòng xã", ""),
        ]  # fmt: skip
        assert (
            _sure(plan)["NV03"] is Sureness.CHECK
        )  # a blank cell where others have one may have been merged

    def it_takes_neither_a_blank_form_nor_a_programme_of_hours_for_the_tasks(self, read: Importer) -> None:
        header = "| TT | Nội dung | Đơn vị chủ trì | Thời gian |\n|---|---|---|---|\n"
        plan = read(
            "II. NỘI DUNG\n1. Trồng 300 cây xanh.\n" + DUTIES,
            kind="md",
            after=f"Mẫu số 01\n{header}| 1 | Tổ chức đối thoại | … | … |\n\nChương trình\n{header}| 1 | Đón đại biểu | Văn phòng | 7h30 - 8h00 |\n",
        )
        assert plan.master.tasks[0].text == "Trồng 300 cây xanh." and len(plan.master.tasks) == 2

    def it_makes_a_dated_duty_beside_a_table_a_row_to_be_checked(self, read: Importer) -> None:
        plan = read(
            "II. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\n- Tháo dỡ lều quán dọc đường xã, xong trước ngày 31/10/2026.\n- Theo dõi việc thực hiện Kế hoạch.\n",
            kind="md",
            after="PHỤ LỤC\n| TT | Nhiệm vụ | Chủ trì | Thời gian |\n|---|---|---|---|\n| 1 | Mở lớp tập huấn | Phòng Nội vụ | Quý I/2026 |\n",
        )
        assert [task.lead_text for task in plan.master.tasks] == ["Phòng Nội vụ", "Phòng Kinh tế"]
        assert _sure(plan)["NV02"] is Sureness.CHECK

    def it_refuses_a_plan_of_another_matter(self, tmp_path: Path) -> None:
        path = tmp_path / "khac.txt"
        path.write_text(
            "UBND XÃ KHE MÂY\nKẾ HOẠCH\nTiêm phòng gia súc năm 2026\nI. NỘI DUNG\n1. Tiêm 400 con bò.\n"
            "II. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\n- Chuẩn bị thuốc.\n",
            encoding="utf-8",
        )
        with pytest.raises(InputError, match="về việc khác"):
            import_plan(path)
