"""The three issued plans: every row, section, item, duty, report date and fact that their texts hold.

Not collected unless ``DANVAN_PLANS`` names the folder where they lie. Long texts are told by their first and last words and checked to stand in the document as they are.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from danvan_xl.documents import ImportedPlan, import_plan
from danvan_xl.language.folding import fold
from danvan_xl.model import DeadlineKind, Role, UnitKind

VP, VHXH, KT = "Văn phòng HĐND&UBND xã", "Phòng Văn hóa- Xã hội", "Phòng Kinh tế"
PVHCC = "Trung tâm Phục vụ hành chính công"
FROM_JULY = "6 tháng cuối năm 2025 và các năm tiếp theo"
DAI_SON_ROWS = (
    # first words, last words, lead, coordinating, time, deliverable
    ("Phổ biến, quán triệt", "ở cơ sở;", "Các Phòng, ban, đơn vị thuộc UBND xã; các thôn", "", "Thường xuyên", "Báo cáo, hình ảnh"),
    ("Tổ chức sơ kết 5 năm", "giai đoạn 2021 - 2025", VHXH, VP, "Xong trước 05/9/2025", "Kế hoạch, báo cáo"),
    ("Thực hiện công tác dân vận", "2021-2025.", KT, "Các phòng, đơn vị liên quan", FROM_JULY, "Báo cáo kết quả"),
    ("Thực hiện công khai tài chính", "dự án, quy hoạch", KT, "", "Quý III, IV/2025", "Biên bản công khai"),
    ("Xây dựng Mô hình", "tổ tự quản…)", "Các thôn", "", FROM_JULY, "Báo cáo kết quả"),
    ("Thực hiện công tác dân vận", "về chuyển đổi số", VHXH, "Các phòng chuyên môn, đơn vị liên quan", FROM_JULY, "Kế hoạch/Báo cáo kết quả"),
    ("Xây dựng, sửa đổi", "dân chủ ở cơ sở", VHXH, VP, "Hoàn thành trước ngày 30/8/2025", "Kế hoạch"),
    ("Triển khai thực hiện dân chủ ở", "dân cư trên", "Phòng Văn hóa- Xã hôi.", "Các phòng chuyên môn, đơn vị, các thôn", "6 tháng cuối năm 2025", "Báo cáo kết quả"),
    ("Triển khai thực hiện dân chủ tại", "công lập", "Trung tâm Văn hóa, Thể thao và Truyền thông, các trường học", VHXH, "6 tháng cuối năm 2025", "Kế hoạch/Báo cáo kết quả"),
    ("Tăng cường đối thoại", "(01 cuộc/thôn)", VP, VHXH, "Tháng 9-11/2025", "Biên bản đối thoại"),
    ("Kịp thời tiếp nhận", "pháp luật cho phép", VP, PVHCC, "Thường xuyên", "Tổng hợp các phản ánh, kiến nghị"),
    ("Rà soát thủ tục, hồ sơ tại", "hành chính công", PVHCC, "Các phòng chuyên môn liên quan", "Thường xuyên", "Báo cáo cải cách hành chính"),
    ("Ký cam kết", "viên chức", VP, "Các phòng chuyên môn, đơn vị trên địa bàn xã", "Tháng 8/2025", "Bản cam kết"),
)  # fmt: skip


def _names(plan: ImportedPlan) -> dict[str, UnitKind]:
    return {fold(unit.name): unit.kind for unit in plan.master.units}


def _stands_in(text: str, document: str) -> bool:
    return fold(text) in document


@pytest.fixture(scope="module")
def issued_folder() -> Path:
    """Where the three plans lie as text."""
    return Path(os.environ["DANVAN_PLANS"])


@pytest.fixture(scope="module")
def dai_son(issued_folder: Path) -> ImportedPlan:
    return import_plan(issued_folder / "dai-son-2025.txt")


@pytest.fixture(scope="module")
def minh_tam(issued_folder: Path) -> ImportedPlan:
    return import_plan(issued_folder / "minh-tam-2024.txt")


@pytest.fixture(scope="module")
def vinh_linh(issued_folder: Path) -> ImportedPlan:
    return import_plan(issued_folder / "vinh-linh-2023.txt")


class DescribeDaiSon:
    def it_has_thirteen_rows_with_their_six_cells(self, dai_son: ImportedPlan) -> None:
        assert dai_son.shape == "table"
        assert len(dai_son.master.tasks) == 13
        for number, (row, task) in enumerate(zip(DAI_SON_ROWS, dai_son.master.tasks, strict=True), 1):
            assert task.number == str(number)
            assert task.text.startswith(row[0]) and task.text.endswith(row[1])
            cells = (task.lead_text, task.coordinating_text, task.when_text, task.deliverable)
            assert [fold(c) for c in cells] == [fold(c) for c in row[2:]]

    def it_puts_a_row_cut_by_the_page_together_again(self, dai_son: ImportedPlan) -> None:
        assert "tham nhũng, gây phiền hà" in dai_son.master.tasks[10].text

    def it_reads_the_facts(self, dai_son: ImportedPlan) -> None:
        plan = dai_son.master.plan
        assert plan.issuer == "UBND xã Đại Sơn"
        assert plan.signer == "Đào Văn Soái" and plan.signing_form == "CHỦ TỊCH"
        assert (str(plan.start), str(plan.end)) == ("2025-07-01", "2025-12-31")
        assert plan.number == "" and plan.issued_on is None  # the text leaves both open
        for sign in ("33/CT-TTg", "Luật Thực hiện dân chủ ở cơ sở", "59/2023/NĐ-CP", "3177/QĐ-UBND"):
            assert sum(sign in base for base in plan.bases) == 1

    def it_names_the_units_of_the_text_and_no_others(self, dai_son: ImportedPlan) -> None:
        assert _names(dai_son) == {
            "phòng văn hóa xã hội": UnitKind.OFFICE,
            "văn phòng hđnd ubnd xã": UnitKind.OFFICE,
            "phòng kinh tế": UnitKind.OFFICE,
            "trung tâm phục vụ hành chính công": UnitKind.SERVICE,
            "trung tâm văn hóa thể thao và truyền thông": UnitKind.SERVICE,
            "ban công tác mặt trận": UnitKind.UNION,
        }

    def it_finds_both_report_dates_and_the_focal_unit(self, dai_son: ImportedPlan) -> None:
        assert [str(p.due) for p in dai_son.master.periods] == ["2025-09-03", "2025-12-03"]
        assert dai_son.master.plan.focal_unit == "VHXH"

    def it_reads_quantities_per_hamlet(self, dai_son: ImportedPlan) -> None:
        targets = {t.number: (t.target, t.target_unit) for t in dai_son.master.tasks if t.target is not None}
        assert targets == {"5": (1, "mô hình/thôn"), "10": (1, "cuộc/thôn")}

    def it_reports_what_the_text_leaves_open(self, dai_son: ImportedPlan) -> None:
        codes = {f.code for f in dai_son.findings}
        assert {"document-group-empty", "document-unit-guessed"} <= codes
        assert dai_son.master.tasks[4].assignments == ()


class DescribeMinhTam:
    GROUPS = ((1, 4), (2, 4), (3, 3), (4, 3), (5, 4), (6, 2))

    def it_has_every_item_under_its_section(self, minh_tam: ImportedPlan, issued_folder: Path) -> None:
        assert minh_tam.shape == "prose"
        content = [t for t in minh_tam.master.tasks if "TỔ CHỨC THỰC HIỆN" not in t.group]
        counted = [(n, sum(t.group.startswith(f"{n}. ") for t in content)) for n, _ in self.GROUPS]
        assert tuple(counted) == self.GROUPS and len(content) == 20
        assert all(not t.leads for t in content)
        document = fold((issued_folder / "minh-tam-2024.txt").read_text(encoding="utf-8"))
        for task in content:
            assert _stands_in(task.text, document)

    def it_gives_each_unit_its_duties(self, minh_tam: ImportedPlan) -> None:
        duties = [t for t in minh_tam.master.tasks if "TỔ CHỨC THỰC HIỆN" in t.group]
        assert [t.lead_text for t in duties] == [
            "Văn phòng - Thống kê xã",
            "Văn phòng - Thống kê xã",
            "Đài Truyền thanh xã",
            "Các bộ phận chuyên môn thuộc UBND xã",
            "Các bộ phận chuyên môn thuộc UBND xã",
        ]
        assert [u.code for u in minh_tam.master.units] == ["VPTK", "DTT"]
        assert _names(minh_tam)["văn phòng thống kê xã"] is UnitKind.OFFICER

    def it_scores_with_the_yearly_report_only(self, minh_tam: ImportedPlan) -> None:
        first, second = minh_tam.master.periods
        assert (str(first.due), str(second.due)) == ("2024-05-10", "2024-11-10")
        assert "Chấm điểm" not in first.parts and "Chấm điểm" in second.parts

    def it_reads_the_facts(self, minh_tam: ImportedPlan) -> None:
        plan = minh_tam.master.plan
        assert (plan.issuer, plan.signer, plan.focal_unit) == ("UBND xã Minh Tâm", "Hoàng Ngọc Giang", "VPTK")
        assert len(plan.bases) == 1 and "114/KH-UBND" in plan.bases[0]

    def it_dates_a_duty_that_says_its_day(self, minh_tam: ImportedPlan) -> None:
        scoring = next(t for t in minh_tam.master.tasks if t.text.startswith("Tổ chức tự chấm điểm"))
        assert scoring.deadline.kind is DeadlineKind.DATED and str(scoring.deadline.due) == "2024-11-10"


class DescribeVinhLinh:
    GROUPS = ((1, 1), (2, 6), (3, 3), (4, 3), (5, 4))

    def it_has_every_item_under_its_section(self, vinh_linh: ImportedPlan) -> None:
        content = [t for t in vinh_linh.master.tasks if "TỔ CHỨC THỰC HIỆN" not in t.group]
        counted = tuple((n, sum(t.group.startswith(f"{n}. ") for t in content)) for n, _ in self.GROUPS)
        assert counted == self.GROUPS and len(content) == 17

    def it_joins_a_paragraph_broken_by_the_page(self, vinh_linh: ImportedPlan) -> None:
        text = next(t.text for t in vinh_linh.master.tasks if t.text.startswith("Kịp thời cập nhật"))
        assert "đúng quy định để tạo thuận lợi" in text

    def it_gives_each_unit_its_duties(self, vinh_linh: ImportedPlan) -> None:
        counts: dict[str, int] = {}
        for task in vinh_linh.master.tasks:
            if "TỔ CHỨC THỰC HIỆN" in task.group:
                counts[task.lead_text] = counts.get(task.lead_text, 0) + 1
        assert counts == {
            "Phòng Nội vụ": 4,
            "Phòng Tư pháp": 1,
            "Thanh tra huyện": 1,
            "Phòng Văn hóa và Thông tin, Trung tâm VHTT và TDTT": 1,
            "Phòng Tài chính - Kế hoạch": 1,
            "Ban Dân vận Huyện ủy": 1,
            "Các phòng, ban thuộc huyện và UBND các xã, thị trấn": 4,
        }

    def it_names_seven_units(self, vinh_linh: ImportedPlan) -> None:
        assert _names(vinh_linh) == {
            "phòng nội vụ": UnitKind.OFFICE,
            "phòng tư pháp": UnitKind.OFFICE,
            "thanh tra huyện": UnitKind.OFFICE,
            "phòng văn hóa và thông tin": UnitKind.OFFICE,
            "trung tâm vhtt và tdtt": UnitKind.SERVICE,
            "phòng tài chính kế hoạch": UnitKind.OFFICE,
            "ban dân vận huyện ủy": UnitKind.PARTY,
        }

    def it_reads_the_help_that_a_duty_names(self, vinh_linh: ImportedPlan) -> None:
        first = next(t for t in vinh_linh.master.tasks if t.lead_text == "Phòng Nội vụ")
        assert first.coordinating_text == "Ban Dân vận Huyện ủy"
        assert first.role_of("BDV") is Role.COORDINATE

    def it_reads_the_facts(self, vinh_linh: ImportedPlan) -> None:
        plan = vinh_linh.master.plan
        assert (plan.issuer, plan.signer) == ("UBND huyện Vĩnh Linh", "Thái Văn Thành")
        assert plan.signing_form == "TM. ỦY BAN NHÂN DÂN; CHỦ TỊCH"
        assert [str(p.due) for p in vinh_linh.master.periods] == ["2023-05-30", "2023-11-15"]
        for sign in ("25/KH-UBND", "63/KH-UBND", "36/KH-UBND"):
            assert sum(sign in base for base in plan.bases) == 1
        assert vinh_linh.master.plan.focal_unit == "NV"
