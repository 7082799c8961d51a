"""What gives a plan or a part of it its time, and closing words that are no work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from danvan_xl.documents import ImportedPlan, import_plan
from danvan_xl.documents.imported import Sureness
from danvan_xl.documents.plan_days import days_of
from tests.documents.small_plans import TITLE, a_plan

Importer = Callable[..., ImportedPlan]
WORK = "II. NHIỆM VỤ\n1. Mở lớp tập huấn cho trưởng thôn.\n2. Niêm yết thủ tục hành chính tại trụ sở.\n"


@pytest.fixture
def read(tmp_path: Path) -> Importer:
    def read_plan(
        body: str, *, title: str = TITLE, under: str = "", post: str = "Phạm Văn Lộc"
    ) -> ImportedPlan:
        path = tmp_path / "ke-hoach.txt"
        text = a_plan(body, title=title, under=under, closing="Nơi nhận:\n- Lưu: VT.\n", signer=post)
        path.write_text(text, encoding="utf-8")
        return import_plan(path)

    return read_plan


def _texts(plan: ImportedPlan) -> list[str]:
    return [task.text for task in plan.master.tasks]


class DescribeDaysOfThePlan:
    @pytest.mark.parametrize("gap", ["\n", " "])
    def it_takes_the_days_in_brackets_under_or_behind_the_title(self, read: Importer, gap: str) -> None:
        plan = read(WORK, title=f"{TITLE}{gap}(từ ngày 01/7/2026 đến ngày 30/11/2026)")
        facts = plan.master.plan
        assert (facts.name, facts.start, facts.end) == (
            "Kế hoạch công tác dân vận chính quyền năm 2026", date(2026, 7, 1), date(2026, 11, 30),
        )  # fmt: skip
        (span,) = [p for p in plan.passages if p.item == "Từ ngày, Đến ngày"]
        assert span.sure is Sureness.CHECK

    def it_reads_the_year_behind_a_quoted_name_of_the_year(self) -> None:
        whole = (date(2018, 1, 1), date(2018, 12, 31))
        assert days_of("Thực hiện “Năm dân vận chính quyền” 2018 trên địa bàn huyện") == whole
        assert days_of("Thực hiện “Năm dân vận chính quyền” trên địa bàn huyện") is None

    def it_takes_no_year_that_was_over_when_the_plan_was_issued(self, read: Importer) -> None:
        plan = read(WORK, title="Thực hiện công tác dân vận", under="\nPhần thứ nhất: Kết quả năm 2025.\n")
        assert (plan.master.plan.start, plan.master.plan.end) == (date(2026, 1, 12), date(2026, 12, 31))


class DescribeQuartersOverNumberedItems:
    def it_gives_their_time_to_the_items_whatever_stands_before_them(self, read: Importer) -> None:
        plan = read(
            "II. NHIỆM VỤ TRONG NĂM\n* QUÝ I\n1- Kiện toàn Ban Chỉ đạo.\n2- Mở lớp tập huấn cho trưởng thôn.\n* QUÝ II\n1- Kiểm tra việc công khai tại 05 thôn.\n"
            "* NHIỆM VỤ THƯỜNG XUYÊN\n- Phát tin bài trên đài truyền thanh.\n"
        )
        assert [(t.text, t.when_text, str(t.deadline.due)) for t in plan.master.tasks] == [
            ("Kiện toàn Ban Chỉ đạo.", "QUÝ I", "2026-03-31"),
            ("Mở lớp tập huấn cho trưởng thôn.", "QUÝ I", "2026-03-31"),
            ("Kiểm tra việc công khai tại 05 thôn.", "QUÝ II", "2026-06-30"),
            ("Phát tin bài trên đài truyền thanh.", "THƯỜNG XUYÊN", "2026-12-31"),
        ]


class DescribeTheEnd:
    @pytest.mark.parametrize(
        "words",
        ["Đề nghị các khoa, phòng nghiêm túc thực hiện./.", "Yêu cầu các thôn nghiêm túc triển khai thực hiện kế hoạch này."],
    )  # fmt: skip
    def it_takes_an_appeal_to_carry_the_plan_out_for_no_task(self, read: Importer, words: str) -> None:
        duties = "III. TỔ CHỨC THỰC HIỆN\n1. Văn phòng: mở mục “Dân chủ cơ sở” trước ngày 28/02/2026.\n"
        assert len(_texts(read(f"{WORK}{duties}{words}\n"))) == 3

    def it_knows_a_signer_with_a_doctors_title(self, read: Importer) -> None:
        assert read(WORK, post="BSCKII. Cao Xuân Bách").master.plan.signer == "Cao Xuân Bách"

    def it_is_not_certain_of_a_post_as_the_focal_unit(self, read: Importer) -> None:
        plan = read(
            f"{WORK}III. TỔ CHỨC THỰC HIỆN\n1. Công chức Văn phòng - Thống kê: mở sổ góp ý trước ngày 28/02/2026.\n"
            "2. Các thôn báo cáo kết quả về UBND xã (qua công chức Văn phòng - Thống kê) trước ngày 05/12/2026.\n"
        )
        (focal,) = [p for p in plan.passages if p.item == "Đơn vị tổng hợp"]
        assert focal.sure is Sureness.CHECK
