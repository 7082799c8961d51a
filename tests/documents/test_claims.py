"""What a sentence itself says about who leads, who helps and when; nothing is invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_xl.documents.text.claims import named_help, named_lead, named_time
from danvan_xl.language.deadlines import DeadlineContext

CONTEXT = DeadlineContext(date(2026, 1, 1), date(2026, 12, 31))


class DescribeLeads:
    @pytest.mark.parametrize(
        ("text", "lead"),
        [
            ("Giao Phòng Nội vụ rà soát thủ tục.", "Phòng Nội vụ"),
            ("Đăng tin về gương người tốt (Đội Tổng hợp thực hiện).", "Đội Tổng hợp"),
            ("Thắp sáng 2 km đường thôn (Đoàn Thanh niên).", "Đoàn Thanh niên"),
            ("Sửa nhà cho hộ nghèo (thôn Đầm).", ""),
            ("Cài đặt ứng dụng cho 150 người. Công an xã chủ trì, Đoàn Thanh niên phối hợp.", "Công an xã"),
            ("Mô hình cấp huyện: Công an huyện nhân rộng “Tiếng kẻng” ra 06 thôn.", "Công an huyện"),
            ("Công khai các khoản đóng góp: giao Văn phòng - Thống kê soạn thảo.", "Văn phòng - Thống kê"),
            ("Tổ chức hội nghị do Văn phòng HĐND và UBND xã chủ trì.", "Văn phòng HĐND và UBND xã"),
            ("Mở lớp tập huấn (Phòng Nội vụ chủ trì; các thôn phối hợp).", "Phòng Nội vụ"),
            ("Phòng Tư pháp là cơ quan chủ trì thẩm định.", "Phòng Tư pháp"),
            ("Công an xã có trách nhiệm bảo đảm an ninh.", "Công an xã"),
            ("Rà soát hồ sơ do Phòng Kinh tế, Công an xã chủ trì.", "Phòng Kinh tế, Công an xã"),
            ("Văn phòng Đảng ủy làm đầu mối tổng hợp.", "Văn phòng Đảng ủy"),
            ("Giao cho Phòng Cải cách hành chính làm đầu mối theo dõi.", "Phòng Cải cách hành chính"),
            (
                "Do Trung tâm Văn hóa, Thể thao và Truyền thông chịu trách nhiệm chính.",
                "Trung tâm Văn hóa, Thể thao và Truyền thông",
            ),
            ("Giao Phòng Nội vụ là đơn vị chủ trì, phối hợp với Văn phòng huyện.", "Phòng Nội vụ"),
        ],
    )
    def it_reads_who_is_charged(self, text: str, lead: str) -> None:
        assert named_lead(text) == lead

    @pytest.mark.parametrize(
        "text",
        [
            "Công an xã tuần tra ban đêm.",
            "Phòng Nội vụ phối hợp với Công an xã.",
            "Việc này do ai chủ trì cũng được.",
            "Nội dung do Chủ tịch UBND xã chủ trì.",
            "Chủ trì, phối hợp với các thôn tuần tra.",
            "Bàn giao mặt bằng cho đơn vị thi công.",
        ],
    )
    def it_charges_nobody_of_its_own(self, text: str) -> None:
        assert named_lead(text) == ""


class DescribeHelp:
    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("Phối hợp chặt chẽ với Công an xã tuần tra.", "Công an xã"),
            ("Phối hợp cùng các thôn, Đoàn Thanh niên mở lớp.", "các thôn, Đoàn Thanh niên"),
            (
                "Phối hợp với Phòng Kinh tế, Hạ tầng và Đô thị rà soát quy hoạch.",
                "Phòng Kinh tế, Hạ tầng và Đô thị",
            ),
            (
                "Phối hợp với Phòng Tổ chức cán bộ và Thanh tra kiểm tra.",
                "Phòng Tổ chức cán bộ và Thanh tra",
            ),
            ("Phối hợp với các cơ quan liên quan xử lý.", "các cơ quan liên quan"),
            ("Chủ trì, phối hợp với Văn phòng HĐND và UBND xã.", "Văn phòng HĐND và UBND xã"),
        ],
    )
    def it_ends_with_the_last_name(self, text: str, names: str) -> None:
        assert named_help(text) == names

    @pytest.mark.parametrize(
        "text",
        [
            "Phối hợp với nhân dân giữ gìn trật tự.",
            "Phối hợp tốt trong công việc.",
            "Công an xã tuần tra.",
            "Quy chế phối hợp giữa các bên.",
        ],
    )
    def it_names_no_helpers_of_its_own(self, text: str) -> None:
        assert named_help(text) == ""


class DescribeTimes:
    @pytest.mark.parametrize(
        ("text", "time"),
        [
            ("Lắp đặt hòm thư góp ý, hoàn thành trong quý II/2026.", "hoàn thành trong quý II/2026"),
            ("Tổ chức đối thoại với nhân dân trước ngày 30/9/2026.", "trước ngày 30/9/2026"),
            ("Ra quân làm vệ sinh từ tháng 6 đến hết tháng 8/2026.", "từ tháng 6 đến hết tháng 8/2026"),
            ("Vận động hiến đất làm đường tháng 3 và tháng 9/2026.", "tháng 3 và tháng 9/2026"),
            ("Tổ chức kiểm tra ở 05 đơn vị vào quý III.", "vào quý III"),
            ("Gửi danh sách chậm nhất là ngày 15/5/2026", "chậm nhất là ngày 15/5/2026"),
        ],
    )
    def it_reads_one_at_the_end(self, text: str, time: str) -> None:
        assert named_time(text, CONTEXT) == time

    @pytest.mark.parametrize(
        ("text", "time"),
        [
            ("Trong quý I/2026 lắp đặt hòm thư góp ý tại các thôn.", "Trong quý I/2026"),
            ("Tháng 4/2026 lấy ý kiến nhân dân về hương ước.", "Tháng 4/2026"),
            ("Trước ngày 15/3/2026, xây dựng kế hoạch cụ thể.", "Trước ngày 15/3/2026"),
            (
                "Định kỳ hằng quý, trước ngày 20 tháng cuối quý, gửi báo cáo về Phòng Nội vụ.",
                "Định kỳ hằng quý, trước ngày 20 tháng cuối quý",
            ),
            (
                "Chậm nhất ngày 25 hằng tháng, tổng hợp kết quả gửi về Văn phòng.",
                "Chậm nhất ngày 25 hằng tháng",
            ),
            ("Hoàn thành chậm nhất ngày 10/11/2026 để tổng hợp.", "Hoàn thành chậm nhất ngày 10/11/2026"),
        ],
    )
    def it_reads_one_at_the_beginning(self, text: str, time: str) -> None:
        assert named_time(text, CONTEXT) == time

    @pytest.mark.parametrize(
        ("text", "time"),
        [
            ("Ra quân làm vệ sinh đường làng (Tháng 4/2026).", "Tháng 4/2026"),
            (
                "Mở lớp tập huấn (Phòng Nội vụ chủ trì, hoàn thành trong quý I/2026).",
                "hoàn thành trong quý I/2026",
            ),
            ("Đối thoại với nhân dân (Văn phòng chủ trì; Quý III/2026).", "Quý III/2026"),
            ("Niêm yết thủ tục. Rà soát lại (trước ngày 30/6/2026);", "trước ngày 30/6/2026"),
            (
                "Sơ kết công tác 6 tháng (trước 30/5), năm (trước 15/11) gửi UBND huyện.",
                "6 tháng (trước 30/5), năm (trước 15/11)",
            ),
        ],
    )
    def it_reads_one_in_brackets(self, text: str, time: str) -> None:
        assert named_time(text, CONTEXT) == time

    @pytest.mark.parametrize(
        "text",
        [
            "Tuyên truyền bầu cử đại biểu HĐND các cấp nhiệm kỳ 2021 - 2026.",
            "Phấn đấu tỷ lệ hài lòng của người dân đạt trên 90%.",
            "Tỷ lệ hồ sơ giải quyết đúng hạn đạt trên 98% trong năm.",
            "Thực hiện Quyết định số 23/QĐ-UBND ngày 15/01/2026.",
            "Tiếp tục thực hiện Nghị quyết số 25-NQ/TW ngày 03/6/2013",
            "Kỷ niệm ngày truyền thống 15/10/1930 - 15/10/2026.",
            "Tuyên truyền Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15.",
            "Rà soát thủ tục theo Luật năm 2022.",
            "Tháng hành động vì nhân dân được phát động ở mọi thôn.",
            "Tổ chức ít nhất 02 cuộc/năm.",
            "Kiểm tra 3/5 thôn.",
            "Tiếp công dân (theo Quy chế số 05).",
            "Tổ chức đối thoại. Gửi kết quả trước ngày 30/9/2026.",
            "",
        ],
    )
    def it_invents_none(self, text: str) -> None:
        assert named_time(text, CONTEXT) == ""

    @settings(max_examples=80, deadline=None)
    @given(
        work=st.sampled_from(
            [
                "Tổ chức đối thoại với nhân dân",
                "Rà soát 12 thủ tục hành chính",
                "Lấy ý kiến của ít nhất 90% số hộ",
                "Sửa đổi quy chế số 07/QC-UBND",
            ]
        ),
        month=st.integers(1, 12),
        day=st.integers(1, 28),
        form=st.sampled_from(
            ["trước ngày {d:02}/{m}/2026", "trong tháng {m}/2026", "hoàn thành trước {d}/{m}/2026"]
        ),
        frame=st.sampled_from(["{work}, {time}.", "{work} ({time}).", "{work} {time}"]),
    )
    def it_gives_the_words_themselves(self, work: str, month: int, day: int, form: str, frame: str) -> None:
        time = form.format(d=day, m=month)
        assert named_time(frame.format(work=work, time=time), CONTEXT) == time
        assert named_time(f"{work}.", CONTEXT) == ""
