"""Layouts that plans of the same two shapes come in: other numbering, duties run in, merged cells, Word's own lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_xl.documents import ImportedPlan, import_plan
from danvan_xl.model import UnitKind

DEPARTMENT = """UBND TỈNH AN GIANG
SỞ NỘI VỤ
Số:      /KH-SNV
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
An Giang, ngày     tháng 3 năm 2026
KẾ HOẠCH
Thực hiện công tác dân vận chính quyền năm 2026
Căn cứ Luật Thực hiện dân chủ ở cơ sở năm 2022;
Căn cứ Kế hoạch số 12/KH-UBND ngày 10/01/2026 của UBND tỉnh An Giang về công tác dân vận chính quyền;
Theo đề nghị của Chánh Văn phòng Sở.
Sở Nội vụ ban hành Kế hoạch như sau:
1. Mục đích, yêu cầu
1.1. Mục đích
- Nâng cao nhận thức của công chức.
2. Nội dung thực hiện
2.1. Công tác tuyên truyền
a) Tổ chức ít nhất 02 hội nghị quán triệt trong năm.
b) Đăng tin, bài trên cổng thông tin điện tử.
2.2. Cải cách hành chính
a) Rà soát thủ tục nội bộ:
- Lập danh mục thủ tục cần bỏ.
- Trình cấp có thẩm quyền trước ngày 30/6/2026.
b) Trả lời kiến nghị đúng hạn.
3. Tổ chức thực hiện
3.1. Văn phòng Sở: Tham mưu, theo dõi, đôn đốc, tổng hợp báo cáo.
3.2. Các phòng, đơn vị thuộc Sở căn cứ chức năng, nhiệm vụ xây dựng kế hoạch cụ thể.
3.3. Giao Phòng Cải cách hành chính chủ trì, phối hợp với Văn phòng Sở rà soát thủ tục.
4. Chế độ báo cáo
Các phòng, đơn vị gửi báo cáo 6 tháng trước ngày 05/6, báo cáo năm trước ngày 05/12 về Văn phòng Sở để tổng hợp.
Trên đây là Kế hoạch của Sở Nội vụ./.
Nơi nhận:
- Ban Giám đốc;
- Lưu: VT.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC

Trần Thị Bích Thủy
"""

LETTERS = """ỦY BAN NHÂN DÂN
XÃ TÂN AN
Số: 31/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Tân An, ngày 02 tháng 01 năm 2026
KẾ HOẠCH
Công tác dân vận chính quyền năm 2026
Thực hiện Kế hoạch số 05/KH-UBND ngày 02/01/2026 của UBND tỉnh; Ủy ban nhân dân xã xây dựng kế hoạch như sau:
A. MỤC ĐÍCH, YÊU CẦU
Nhằm phát huy dân chủ.
B. NỘI DUNG
I. CÔNG TÁC TUYÊN TRUYỀN
1. Tuyên truyền qua loa truyền thanh.
2. Tổ chức 03 buổi tuyên truyền tại các thôn (tháng 3, tháng 6, tháng 9).
II. CÔNG TÁC TIẾP DÂN
Bố trí công chức tiếp dân các ngày trong tuần.
C. TỔ CHỨC THỰC HIỆN
- Phòng Văn hóa - Xã hội: Là cơ quan thường trực, theo dõi, tổng hợp.
- Phòng Kinh tế, Công an xã: Phối hợp giải quyết kiến nghị của người dân.
- Đề nghị Ủy ban MTTQ Việt Nam xã và các tổ chức chính trị - xã hội giám sát việc thực hiện Kế hoạch.
- Trưởng các thôn: Vận động nhân dân tham gia.
Định kỳ hằng quý (trước ngày 20 của tháng cuối quý) các đơn vị báo cáo về UBND xã (qua Phòng Văn hóa - Xã hội).
Nơi nhận:
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Hoàng Minh
"""


def _import(tmp_path: Path, text: str) -> ImportedPlan:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(text, encoding="utf-8")
    return import_plan(path)


class DescribeDecimalNumbering:
    @pytest.fixture
    def plan(self, tmp_path: Path) -> ImportedPlan:
        return _import(tmp_path, DEPARTMENT)

    def it_leaves_blank_what_is_left_blank(self, plan: ImportedPlan) -> None:
        facts = plan.master.plan
        assert facts.number == "" and facts.issued_on is None
        assert (facts.superior, facts.issuer, facts.place) == ("UBND TỈNH AN GIANG", "SỞ NỘI VỤ", "An Giang")
        assert facts.signing_form == "KT. GIÁM ĐỐC; PHÓ GIÁM ĐỐC" and facts.signer == "Trần Thị Bích Thủy"
        assert len(facts.bases) == 3 and facts.bases[2] == "Theo đề nghị của Chánh Văn phòng Sở"

    def it_reads_letters_under_numbers(self, plan: ImportedPlan) -> None:
        content = [(t.number, t.group, t.text) for t in plan.master.tasks[:5]]
        review = "2.2. Cải cách hành chính / a) Rà soát thủ tục nội bộ"
        assert content == [
            ("a", "2.1. Công tác tuyên truyền", "Tổ chức ít nhất 02 hội nghị quán triệt trong năm."),
            ("b", "2.1. Công tác tuyên truyền", "Đăng tin, bài trên cổng thông tin điện tử."),
            ("", review, "Lập danh mục thủ tục cần bỏ."),
            ("", review, "Trình cấp có thẩm quyền trước ngày 30/6/2026."),
            ("b", "2.2. Cải cách hành chính", "Trả lời kiến nghị đúng hạn."),
        ]
        assert str(plan.master.tasks[3].deadline.due) == "2026-06-30"
        assert (plan.master.tasks[0].target, plan.master.tasks[0].target_unit) == (2, "hội nghị")

    def it_reads_duties_that_run_in(self, plan: ImportedPlan) -> None:
        duties = [(t.lead_text, t.coordinating_text) for t in plan.master.tasks[5:]]
        assert duties == [
            ("Văn phòng Sở", ""),
            ("Các phòng, đơn vị thuộc Sở", ""),
            ("Phòng Cải cách hành chính", "Văn phòng Sở"),
        ]
        assert [u.name for u in plan.master.units] == ["Văn phòng Sở", "Phòng Cải cách hành chính"]

    def it_reads_reports_from_a_section_of_their_own(self, plan: ImportedPlan) -> None:
        assert [(p.name, str(p.due)) for p in plan.master.periods] == [
            ("Báo cáo 6 tháng năm 2026", "2026-06-05"),
            ("Báo cáo năm 2026", "2026-12-05"),
        ]
        assert plan.master.plan.focal_unit == plan.master.units[0].code


class DescribeLetterSections:
    @pytest.fixture
    def plan(self, tmp_path: Path) -> ImportedPlan:
        return _import(tmp_path, LETTERS)

    def it_takes_roman_numbers_below_letters_for_groups(self, plan: ImportedPlan) -> None:
        groups = [t.group for t in plan.master.tasks[:3]]
        assert groups == ["I. CÔNG TÁC TUYÊN TRUYỀN", "I. CÔNG TÁC TUYÊN TRUYỀN", "II. CÔNG TÁC TIẾP DÂN"]
        assert plan.master.tasks[1].when_text == "tháng 3, tháng 6, tháng 9"
        assert plan.master.plan.issuer == "ỦY BAN NHÂN DÂN XÃ TÂN AN"

    def it_gives_a_closing_paragraph_to_nobody(self, plan: ImportedPlan) -> None:
        leads = [t.lead_text for t in plan.master.tasks[3:]]
        assert leads == [
            "Phòng Văn hóa - Xã hội",
            "Phòng Kinh tế, Công an xã",
            "Ủy ban MTTQ Việt Nam xã và các tổ chức chính trị - xã hội",
            "Trưởng các thôn",
        ]
        assert any(p.source.startswith("Định kỳ hằng quý") for p in plan.unplaced)

    def it_makes_a_round_for_each_quarter(self, plan: ImportedPlan) -> None:
        assert [str(p.due) for p in plan.master.periods] == [
            "2026-03-20",
            "2026-06-20",
            "2026-09-20",
            "2026-12-20",
        ]


class DescribeWordTables:
    @pytest.fixture
    def plan(self, tmp_path: Path) -> ImportedPlan:
        import docx

        document = docx.Document()
        for text in (
            "ỦY BAN NHÂN DÂN",
            "XÃ HÒA BÌNH",
            "Số: 08/KH-UBND",
            "Hòa Bình, ngày 15 tháng 01 năm 2026",
            "KẾ HOẠCH",
            "Dân vận chính quyền năm 2026",
            "Căn cứ Chương trình số 02-CTr/ĐU ngày 05/01/2026 của Đảng ủy xã;",
            "UBND xã Hòa Bình ban hành Kế hoạch như sau:",
            "I. MỤC ĐÍCH",
            "Phục vụ nhân dân.",
            "II. NHIỆM VỤ",
        ):
            document.add_paragraph(text)
        table = document.add_table(0, 6, style="Table Grid")
        for row in (
            ("STT", "Nội dung", "Cơ quan thực hiện", "", "Thời gian", "Ghi chú"),
            ("", "", "Chủ trì", "Phối hợp", "", ""),
            ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
            ("I", "Tuyên truyền", "", "", "", ""),
            ("1", "Mở chuyên mục trên loa", "Phòng Văn hóa - Xã hội", "Các thôn", "Thường xuyên", ""),
            ("2", "Viết 10 tin, bài", "", "Đoàn xã", "Quý I-IV/2026", "x"),
            ("II", "Đối thoại", "", "", "", ""),
            (
                "3",
                "Đối thoại 02 cuộc/năm",
                "Văn phòng HĐND&UBND",
                "- Phòng Kinh tế\n- Công an xã",
                "Tháng 5; tháng 11/2026",
                "",
            ),
        ):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        table.cell(0, 2).merge(table.cell(0, 3))
        for column in (0, 1, 4, 5):
            table.cell(0, column).merge(table.cell(1, column))
        table.cell(4, 2).merge(table.cell(5, 2))  # one lead for two rows
        for text in (
            "III. TỔ CHỨC THỰC HIỆN",
            "1. Phòng Văn hóa - Xã hội: Theo dõi, báo cáo trước ngày 10/12/2026.",
        ):
            document.add_paragraph(text)
        path = tmp_path / "bang.docx"
        document.save(str(path))
        return import_plan(path)

    def it_reads_a_header_of_two_rows_and_merged_cells(self, plan: ImportedPlan) -> None:
        rows = [
            (t.number, t.group, t.text, t.lead_text, t.when_text, t.deliverable) for t in plan.master.tasks
        ]
        assert rows == [
            ("1", "I. Tuyên truyền", "Mở chuyên mục trên loa", "Phòng Văn hóa - Xã hội", "Thường xuyên", ""),
            ("2", "I. Tuyên truyền", "Viết 10 tin, bài", "Phòng Văn hóa - Xã hội", "Quý I-IV/2026", ""),
            (
                "3",
                "II. Đối thoại",
                "Đối thoại 02 cuộc/năm",
                "Văn phòng HĐND&UBND",
                "Tháng 5; tháng 11/2026",
                "",
            ),
        ]

    def it_keeps_a_list_in_a_cell_apart(self, plan: ImportedPlan) -> None:
        third = plan.master.tasks[2]
        assert [a.unit for a in third.assignments] == ["VP", "KT", "CA"]
        kinds = {u.code: u.kind for u in plan.master.units}
        assert kinds["CA"] is UnitKind.FORCES and kinds["KT"] is UnitKind.OFFICE

    def it_goes_on_behind_a_table_in_the_body(self, plan: ImportedPlan) -> None:
        assert [str(p.due) for p in plan.master.periods] == ["2026-12-10"]


def test_word_counts_its_own_lists(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    for text in ("KẾ HOẠCH", "Công tác dân vận năm 2024", "I. MỤC ĐÍCH", "Mục đích chung.", "II. NỘI DUNG"):
        document.add_paragraph(text)
    for heading, items in (("Tuyên truyền", ("Việc một", "Việc hai")), ("Đối thoại", ("Việc ba",))):
        document.add_paragraph(heading, style="List Number")
        for item in items:
            document.add_paragraph(item, style="List Bullet 2")
    document.add_paragraph("III. TỔ CHỨC THỰC HIỆN")
    document.add_paragraph("1. Phòng Nội vụ")
    document.add_paragraph("Theo dõi chung.", style="List Bullet")
    path = tmp_path / "danh-sach.docx"
    document.save(str(path))
    tasks = import_plan(path).master.tasks
    assert [(t.group.split(" / ")[-1], t.text, t.lead_text) for t in tasks] == [
        ("1. Tuyên truyền", "Việc một", ""),
        ("1. Tuyên truyền", "Việc hai", ""),
        ("2. Đối thoại", "Việc ba", ""),
        ("1. Phòng Nội vụ", "Theo dõi chung.", "Phòng Nội vụ"),
    ]
