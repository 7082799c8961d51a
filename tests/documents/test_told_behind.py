"""Who and when at the end of a sentence, names that are not torn, and what of a conference is no task."""

from __future__ import annotations

from datetime import date

import pytest

from danvan_xl.documents.prose.headings import responsible
from danvan_xl.documents.text.claims import named_help, named_lead, named_time, told_behind
from danvan_xl.documents.text.labels import who_of_cell
from danvan_xl.documents.text.roles import Role, judge
from danvan_xl.documents.text.unit_names import heads_units, split_duty, split_names
from danvan_xl.language.deadlines import DeadlineContext

CONTEXT = DeadlineContext(date(2026, 1, 1), date(2026, 12, 31))


class DescribeLastBrackets:
    @pytest.mark.parametrize(
        ("told", "lead", "helps"),
        [
            ("Văn phòng Sở, tháng 3/2026", "Văn phòng Sở", ""),
            ("Phòng Quản lý Kết cấu hạ tầng; quý III/2026", "Phòng Quản lý Kết cấu hạ tầng", ""),
            ("Phòng Quản lý Chất lượng công trình, thường xuyên", "Phòng Quản lý Chất lượng công trình", ""),
            ("Trung tâm Đăng kiểm, từ 01/4/2026 đến 30/6/2026", "Trung tâm Đăng kiểm", ""),
            ("Văn phòng Sở phối hợp với Đoàn Thanh niên, cả năm", "Văn phòng Sở", "Đoàn Thanh niên"),
            ("Phòng Nội vụ phối hợp với Cảng vụ đường thủy, tháng 6", "Phòng Nội vụ", "Cảng vụ đường thủy"),
            ("Công đoàn cơ sở chủ trì, Văn phòng Sở phối hợp, tháng 02/2026", "Công đoàn cơ sở", "Văn phòng Sở"),
            (
                "Thanh tra Sở chủ trì, phối hợp với Phòng Quản lý Vận tải và Hiệp hội Vận tải tỉnh, hoàn thành trước 15/5/2026",
                "Thanh tra Sở",
                "Phòng Quản lý Vận tải và Hiệp hội Vận tải tỉnh",
            ),
            ("Ban Tổ chức Huyện ủy tham mưu, trước ngày 15/02", "Ban Tổ chức Huyện ủy", ""),
        ],
    )  # fmt: skip
    def it_reads_who_leads_and_helps_before_the_time(self, told: str, lead: str, helps: str) -> None:
        text = f"Tổ chức hội nghị đối thoại với người dân ({told})."
        assert told_behind(text) == (lead, helps)
        assert (named_lead(text), named_help(text)) == (lead, helps)

    @pytest.mark.parametrize(
        "told", ["xã Bình Tiến, tháng 4", "đợt 1, tháng 3", "tháng 4 và tháng 5", "đề nghị báo trước, ngày 5/6", "thôn 3, thôn 5"]
    )  # fmt: skip
    def it_takes_a_place_or_anything_else_for_nobody(self, told: str) -> None:
        assert told_behind(f"Kiểm tra việc công khai ({told}).") == ("", "")


class DescribeCellsForBoth:
    def it_divides_leads_and_then_a_label(self) -> None:
        assert who_of_cell("Văn phòng Cục chủ trì; phối hợp: Phòng Công nghệ thông tin") == (
            "Văn phòng Cục",
            "Phòng Công nghệ thông tin",
        )


class DescribeWholeNames:
    @pytest.mark.parametrize(
        ("text", "named"),
        [
            ("Phối hợp với Phòng Nội vụ phát phiếu hỏi ý kiến.", "Phòng Nội vụ"),
            ("Phối hợp với Phòng Nội vụ trồng cây xanh.", "Phòng Nội vụ"),
        ],
    )
    def it_ends_a_name_before_what_is_done(self, text: str, named: str) -> None:
        assert named_help(text) == named

    def it_takes_no_name_that_ends_within_a_word(self) -> None:
        assert named_help("Phối hợp với Phòng Quản lý Vận tải xe tuyến") != "Phòng Quản lý Vận"

    @pytest.mark.parametrize(
        ("name", "behind"),
        [
            ("Ban Chỉ đạo thực hiện QCDC xã", " kiểm tra 03 thôn."),
            ("Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở của Sở", ": tham mưu kế hoạch."),
        ],
    )
    def it_keeps_what_a_committee_carries_out_in_its_name(self, name: str, behind: str) -> None:
        assert split_duty(f"{name}{behind}")[0] == name
        assert heads_units(name)

    def it_still_reads_a_sentence_about_carrying_it_out(self) -> None:
        assert split_duty("Ban Chỉ đạo thực hiện Quy chế dân chủ theo kế hoạch đã duyệt.")[0] == "Ban Chỉ đạo"

    def it_knows_an_association_in_a_list(self) -> None:
        assert split_names("Phòng Kinh tế và Hiệp hội Vận tải tỉnh") == [
            "Phòng Kinh tế",
            "Hiệp hội Vận tải tỉnh",
        ]

    def it_knows_who_has_to_do_what_a_list_says(self) -> None:
        assert responsible("Trước khi khởi công, Ban Quản lý dự án có trách nhiệm:") == "Ban Quản lý dự án"
        assert not responsible("Trước khi khởi công, Ban Quản lý dự án công khai:")


class DescribeTheOnlyTime:
    @pytest.mark.parametrize(
        ("text", "time"),
        [
            ("Đợt 1: Đối thoại về đất đai, ngày 21/5/2026, tại hội trường xã.", "ngày 21/5/2026"),
            ("Đợt 2: Đối thoại về môi trường, trong tháng 10/2026, tại nhà văn hóa.", "trong tháng 10/2026"),
            ("Đối thoại với các hộ dân vùng dự án: ngày 18/5/2026.", "ngày 18/5/2026"),
            ("Viết tin bài từ ngày 11/10 đến ngày 27/10/2026, mỗi ngày 02 lần.", "từ ngày 11/10 đến ngày 27/10/2026"),
            ("Kiểm tra thôn A, ngày 21/5/2026, và thôn B, ngày 25/5/2026.", ""),
            ("Quán triệt Chỉ thị số 30-CT/TW, ngày 18/02/2026, tại các chi bộ.", ""),
        ],
    )  # fmt: skip
    def it_is_the_task_s(self, text: str, time: str) -> None:
        assert named_time(text, CONTEXT) == time


class DescribeAConference:
    def it_takes_its_agenda_for_no_tasks(self) -> None:
        for heading in ("NỘI DUNG, CHƯƠNG TRÌNH HỘI NGHỊ", "Chương trình đối thoại"):
            assert judge("Giới thiệu đại biểu.", [heading]).role is Role.OTHER

    def it_takes_the_words_over_the_stage_for_no_task(self) -> None:
        words = "“HỘI NGHỊ ĐỐI THOẠI GIỮA CHỦ TỊCH UBND XÃ VỚI NHÂN DÂN NĂM 2026”"
        assert judge(words, ["II. NHIỆM VỤ"]).role is Role.SLOGAN
