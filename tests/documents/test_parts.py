"""The parts of document reading one by one, on phrases worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_xl.documents.facts import Fact, PlanFacts
from danvan_xl.documents.found_units import as_units, code_for, collect, tidy
from danvan_xl.documents.opening.numbering import roman
from danvan_xl.documents.opening.read_text import mend_words
from danvan_xl.documents.plan_days import days_of
from danvan_xl.documents.prose.reporting import owed_by_units, period_name, read_report_dates
from danvan_xl.documents.prose.task_lines import take_labels
from danvan_xl.documents.tables.flat_table import find_flat_tables
from danvan_xl.documents.text.claims import named_help, named_lead, named_time
from danvan_xl.documents.text.content import Line, Paragraph
from danvan_xl.documents.text.headers import Column, column_of, read_flat_header
from danvan_xl.documents.text.marks import Rank, read_mark
from danvan_xl.documents.text.paragraphs import glue, join
from danvan_xl.documents.text.unit_names import names_units, split_duty, split_names
from danvan_xl.language.deadlines import DeadlineContext
from danvan_xl.language.folding import fold


class DescribeMarks:
    @pytest.mark.parametrize(
        ("text", "rank", "value", "rest"),
        [
            ("II. NỘI DUNG", Rank.ROMAN, 2, "NỘI DUNG"),
            ("Phần II. NHIỆM VỤ", Rank.PART, 1, "NHIỆM VỤ"),
            ("B. NHIỆM VỤ", Rank.PART, 2, "NHIỆM VỤ"),
            ("3. Đối thoại", Rank.DECIMAL, 3, "Đối thoại"),
            ("3/ Đối thoại", Rank.DECIMAL, 3, "Đối thoại"),
            ("2.1. Tuyên truyền", Rank.SUB, 1, "Tuyên truyền"),
            ("2.1 Tuyên truyền", Rank.SUB, 1, "Tuyên truyền"),
            ("b) Tập huấn", Rank.LETTER, 2, "Tập huấn"),
            ("- Rà soát", Rank.DASH, 0, "Rà soát"),
            ("• Rà soát", Rank.DASH, 0, "Rà soát"),
            ("+ Thời gian", Rank.PLUS, 0, "Thời gian"),
        ],
    )
    def it_reads_numbering_and_dashes(self, text: str, rank: Rank, value: int, rest: str) -> None:
        mark = read_mark(text)
        assert mark is not None
        assert (mark.rank, mark.value, mark.rest) == (rank, value, rest)

    @pytest.mark.parametrize(
        "text", ["03/9/2025 là hạn", "59/2023/NĐ-CP ngày", "2025. Các đơn vị", "Vận động", "12 cuộc"]
    )
    def it_sees_none_in_dates_and_numbers(self, text: str) -> None:
        assert read_mark(text) is None

    def it_counts_in_roman(self) -> None:
        assert [roman(n) for n in (1, 4, 9, 14, 40)] == ["I", "IV", "IX", "XIV", "XL"]


class DescribeJoining:
    def it_rejoins_broken_words_and_numbers(self) -> None:
        assert glue("Chỉ thị số 33/CT-", "TTg ngày") == "Chỉ thị số 33/CT-TTg ngày"
        assert glue("giai đoạn 2021-", "2025.") == "giai đoạn 2021-2025."
        assert glue("quốc phòng -", "an ninh") == "quốc phòng - an ninh"

    def it_drops_page_numbers_and_blank_lines_between_all_lines(self) -> None:
        texts = [
            "- Tổ chức quán triệt chủ trương của Đảng, chính sách của Nhà nước về công tác",
            "2",
            "dân vận trong tình hình mới.",
            "- Việc khác.",
        ]
        lines = [Line(t, i + 1, gap=1, room=0.02 if i == 0 else 0.6) for i, t in enumerate(texts)]
        assert [p.text for p in join(lines)] == [
            "Tổ chức quán triệt chủ trương của Đảng, chính sách của Nhà nước về công tác dân vận trong tình hình mới.",
            "Việc khác.",
        ]

    def it_keeps_a_date_that_stands_alone_on_a_line(self) -> None:
        lines = [Line("Thăm hỏi nhân ngày", 1, room=0.0), Line("22/12", 2, room=0.9)]
        assert [p.text for p in join(lines)] == ["Thăm hỏi nhân ngày 22/12"]

    def it_mends_syllables_torn_by_a_converter(self) -> None:
        assert (
            mend_words("nhiệm vụ chính tr ị c ủa t ừng c ơ quan, đ ịa phương")
            == "nhiệm vụ chính trị của từng cơ quan, địa phương"
        )
        assert mend_words("kết qu ả; k ết luận; huy ện ủy") == "kết quả; kết luận; huyện ủy"
        for whole in ("các ấp ở xã", "Đảng ủy xã", "cho ý kiến", "thị ủy, huyện ủy", "bị ốm", "tổ ấp ủng hộ"):
            assert mend_words(whole) == whole


class DescribeHeaders:
    @pytest.mark.parametrize(
        ("text", "column"),
        [
            ("STT", Column.NUMBER),
            ("Nội dung công việc", Column.TEXT),
            ("Nhiệm vụ, giải pháp", Column.TEXT),
            ("Đơn vị\nchủ trì", Column.LEAD),
            ("Cơ quan, đơn vị thực hiện", Column.LEAD),
            ("Đơn vị phối hợp", Column.COORDINATING),
            ("Thời hạn hoàn thành", Column.WHEN),
            ("Kết quả/Sản phẩm", Column.DELIVERABLE),
            ("Ghi chú", Column.OTHER),
            ("Đơn vị tính", Column.UNIT),
            ("Số lượng", Column.TARGET),
        ],
    )
    def it_knows_headers_however_worded(self, text: str, column: Column) -> None:
        assert column_of(text) is column

    def it_reads_headers_that_run_together(self) -> None:
        found = read_flat_header(
            "STT Nội dung công việc Đơn vị chủ trì Đơn vị phối hợp Thời gian hoàn thành Kết quả/Sản phẩm 1 Việc"
        )
        assert found is not None
        assert found[0] == [
            Column.NUMBER,
            Column.TEXT,
            Column.LEAD,
            Column.COORDINATING,
            Column.WHEN,
            Column.DELIVERABLE,
        ]
        assert read_flat_header("TT Đảng ủy; Nhiệm vụ của xã") is None


class DescribeUnitNames:
    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("Phòng Nội vụ, Tư pháp", ["Phòng Nội vụ", "Phòng Tư pháp"]),
            ("Phòng Kinh tế, Hạ tầng và Đô thị", ["Phòng Kinh tế, Hạ tầng và Đô thị"]),
            ("Phòng Tài chính và Kế hoạch", ["Phòng Tài chính và Kế hoạch"]),
            ("Văn phòng HĐND và UBND xã", ["Văn phòng HĐND và UBND xã"]),
            ("Phòng Kinh tế và Công an xã", ["Phòng Kinh tế", "Công an xã"]),
            (
                "Trung tâm Văn hóa, Thể thao và Truyền thông, các trường học",
                ["Trung tâm Văn hóa, Thể thao và Truyền thông", "các trường học"],
            ),
            ("Thôn 1, 2 và 3", ["Thôn 1", "Thôn 2", "Thôn 3"]),
        ],
    )
    def it_divides_lists_but_not_names(self, text: str, names: list[str]) -> None:
        assert split_names(text) == names

    @pytest.mark.parametrize(
        "text",
        [
            "Phòng Nội vụ",
            "Giao Phòng Nội vụ:",
            "Các thôn, Ban công tác Mặt trận",
            "UBND các xã, thị trấn",
            "MTTQ và các đoàn thể",
        ],
    )
    def it_recognises_headings_of_units(self, text: str) -> None:
        assert names_units(text)

    @pytest.mark.parametrize(
        "text",
        [
            "Tổ chức",
            "Tăng cường tuyên truyền",
            "thị trấn tuyên truyền",
            "Phòng chống tham nhũng trong cơ quan",
            "Chủ tịch UBND xã",
            "Kinh phí thực hiện",
        ],
    )
    def it_does_not_take_work_for_a_unit(self, text: str) -> None:
        assert not names_units(text)

    def it_parts_a_unit_from_its_duty(self) -> None:
        assert split_duty("Phòng Nội vụ: Theo dõi, đôn đốc.") == ("Phòng Nội vụ", "Theo dõi, đôn đốc.")
        assert split_duty("Giao Công an xã chủ trì, phối hợp với các thôn tuần tra.") == (
            "Công an xã",
            "Chủ trì, phối hợp với các thôn tuần tra.",
        )
        assert split_duty("Tăng cường tuyên truyền.") == ("", "Tăng cường tuyên truyền.")

    def it_makes_one_unit_of_many_spellings(self) -> None:
        found = collect(
            [
                ("Phòng VH-XH", "1"),
                ("Phòng Văn hóa- Xã hội xã; các thôn", "2"),
                ("Phòng Văn hóa- Xã hội", "3"),
                ("Phòng Văn hóa - Xã hôi.", "4"),
            ]
        )
        [unit] = as_units(found)
        assert fold(unit.name) == "phòng văn hóa xã hội" and unit.code == "VHXH"
        assert [name for name, _ in found.groups] == ["Các thôn"]

    def it_gives_unique_readable_codes(self) -> None:
        taken: set[str] = set()
        names = [
            "Phòng Văn hóa - Xã hội",
            "Văn phòng HĐND và UBND xã",
            "Thôn 3",
            "Thôn 13",
            "Công an xã",
            "Phòng Kinh tế",
            "Phòng Kiểm tra",
            "Đài Truyền thanh",
        ]
        assert [code_for(name, taken) for name in names] == [
            "VHXH",
            "VP",
            "T3",
            "T13",
            "CA",
            "KT",
            "KT2",
            "DTT",
        ]

    def it_tidies_names(self) -> None:
        assert tidy("- phòng Văn hóa- Xã hội.") == "Phòng Văn hóa - Xã hội"


class DescribeLabels:
    def it_takes_labels_off_a_task(self) -> None:
        text, fields = take_labels(
            "Tổ chức đối thoại với người dân. Thời gian thực hiện: Quý III/2025. Đơn vị chủ trì: Phòng Nội vụ."
        )
        assert text == "Tổ chức đối thoại với người dân."
        assert fields == {Column.WHEN: "Quý III/2025", Column.LEAD: "Phòng Nội vụ"}

    def it_takes_labels_in_brackets(self) -> None:
        text, fields = take_labels("Ra quân làm sạch đường làng (thời gian: tháng 4/2025)")
        assert (text, fields) == ("Ra quân làm sạch đường làng", {Column.WHEN: "tháng 4/2025"})

    def it_leaves_words_in_mid_sentence(self) -> None:
        text = "Công khai kết quả: số đơn đã giải quyết, số đơn còn lại."
        assert take_labels(text) == (text, {})


CONTEXT = DeadlineContext(date(2024, 1, 1), date(2024, 12, 31))


class DescribeClaims:
    def it_reads_who_leads_only_when_said(self) -> None:
        assert named_lead("Mở lớp tập huấn (giao Phòng Nội vụ chủ trì).") == "Phòng Nội vụ"
        assert named_lead("Phòng Tư pháp chủ trì rà soát văn bản.") == "Phòng Tư pháp"
        assert named_lead("Các cơ quan tăng cường đối thoại.") == ""
        assert named_lead("Chủ trì tham mưu kế hoạch.") == ""

    def it_reads_who_helps_to_the_last_word_of_the_names(self) -> None:
        assert (
            named_help(
                "Chủ trì, phối hợp với Công an xã, Ban Chỉ huy Quân sự xã và các thôn tổ chức tuần tra."
            )
            == "Công an xã, Ban Chỉ huy Quân sự xã và các thôn"
        )
        assert (
            named_help("phối hợp với MTTQ, các đoàn thể và các thôn trong công tác vận động")
            == "MTTQ, các đoàn thể và các thôn"
        )
        assert named_help("phối hợp chặt chẽ trong giải quyết công việc") == ""

    def it_reads_a_time_only_of_a_single_sentence(self) -> None:
        assert (
            named_time("Gửi báo cáo tự chấm điểm trước ngày 10/11/2024.", CONTEXT) == "trước ngày 10/11/2024"
        )
        assert named_time("Ra quân (Quý II/2024).", CONTEXT) == "Quý II/2024"
        assert named_time("Theo dõi việc này. Gửi báo cáo trước ngày 10/11/2024.", CONTEXT) == ""
        assert (
            named_time("Phổ biến văn bản mới. Hoàn thành trong quý II/2024.", CONTEXT)
            == "Hoàn thành trong quý II/2024"
        )
        assert named_time("Thực hiện Chỉ thị số 10/CT-TTg ngày 22/4/2019 (Quy chế).", CONTEXT) == ""


def _facts(start: date, end: date) -> PlanFacts:
    facts = PlanFacts()
    facts.start, facts.end = start, end
    return facts


class DescribeReportDates:
    @pytest.mark.parametrize(
        ("text", "dates"),
        [
            (
                "Báo cáo 6 tháng trước ngày 10/5/2024, năm trước ngày 10/11/2024.",
                ["2024-05-10", "2024-11-10"],
            ),
            (
                "Định kỳ 6 tháng (trước 30/5), một năm (trước 15/11) báo cáo UBND huyện.",
                ["2024-05-30", "2024-11-15"],
            ),
            ("Gửi báo cáo chậm nhất ngày 05 tháng 12 năm 2024.", ["2024-12-05"]),
            (
                "Gửi báo cáo trước ngày 20 của tháng cuối quý.",
                ["2024-03-20", "2024-06-20", "2024-09-20", "2024-12-20"],
            ),
            (
                "Xây dựng kế hoạch trước ngày 30/8/2024, báo cáo kết quả trước ngày 30/11/2024.",
                ["2024-11-30"],
            ),
            ("Ban hành kế hoạch trước ngày 15/3/2024.", []),
            ("Theo Báo cáo số 15/BC-UBND ngày 20/4/2024 của UBND xã.", []),
            ("Gửi báo cáo trước ngày 31/9/2024.", []),
            ("Gửi báo cáo về Phòng Nội vụ trước ngày 05/6 và 05/12/2024.", ["2024-06-05", "2024-12-05"]),
            (
                "Báo cáo trước ngày 05/9/2024 (báo cáo quý III) và trước ngày 05/12/2024 (báo cáo năm).",
                ["2024-09-05", "2024-12-05"],
            ),
            ("Xây dựng biểu mẫu báo cáo, gửi các cơ quan trước ngày 20/5/2024.", []),
        ],
    )
    def it_finds_limits_of_reports_and_nothing_else(self, text: str, dates: list[str]) -> None:
        found = read_report_dates([Paragraph(text, 1)], _facts(date(2024, 1, 1), date(2024, 12, 31)))
        assert [str(report.due) for report in found] == dates

    @pytest.mark.parametrize(
        ("text", "own", "above"),
        [
            (
                "Các đơn vị báo cáo UBND xã trước ngày 05/6/2024 để tổng hợp, báo cáo Sở Nội vụ trước ngày 15/6/2024.",
                ["2024-06-05"],
                ["2024-06-15"],
            ),
            (
                "Tổng hợp, tham mưu UBND xã báo cáo tình hình về UBND huyện trước ngày 10/6 và 10/12/2024.",
                ["2024-06-10", "2024-12-10"],
                [],
            ),
            (
                "Phòng Nội vụ dự thảo báo cáo của UBND xã gửi Sở Nội vụ trước ngày 15/6/2024; các thôn báo cáo trước ngày 01/6/2024.",
                ["2024-06-01"],
                ["2024-06-15"],
            ),
            ("Các phòng tham mưu, báo cáo UBND xã trước ngày 25/11/2024.", ["2024-11-25"], []),
        ],
    )
    def it_tells_the_reports_of_the_body_itself_from_those_of_its_units(
        self, text: str, own: list[str], above: list[str]
    ) -> None:
        facts = _facts(date(2024, 1, 1), date(2024, 12, 31))
        facts.issuer = Fact("ỦY BAN NHÂN DÂN XÃ AN BÌNH", "", "")
        rounds, upward = owed_by_units(read_report_dates([Paragraph(text, 1)], facts))
        assert [str(r.due) for r in rounds] == own
        assert [str(r.due) for r in upward] == above

    def it_names_rounds(self) -> None:
        reports = read_report_dates(
            [Paragraph("Báo cáo 06 tháng (trước ngày 10/5/2024), 01 năm (trước ngày 10/11/2024).", 1)],
            _facts(date(2024, 1, 1), date(2024, 12, 31)),
        )
        assert [period_name(r, i) for i, r in enumerate(reports, 1)] == [
            "Báo cáo 6 tháng năm 2024",
            "Báo cáo năm 2024",
        ]


class DescribeSpan:
    @pytest.mark.parametrize(
        ("text", "days"),
        [
            ("Công tác dân vận năm 2024", ("2024-01-01", "2024-12-31")),
            ("6 tháng cuối năm 2025 trên địa bàn xã", ("2025-07-01", "2025-12-31")),
            ("06 tháng đầu năm 2026", ("2026-01-01", "2026-06-30")),
            ("quý III/2025", ("2025-07-01", "2025-09-30")),
            ("giai đoạn 2021-2025", ("2021-01-01", "2025-12-31")),
        ],
    )
    def it_reads_the_days_of_a_plan(self, text: str, days: tuple[str, str]) -> None:
        found = days_of(text)
        assert found is not None and (str(found[0]), str(found[1])) == days


TASKS = [
    "Tổ chức hội nghị gặp mặt người dân ở cơ sở",
    "Lập tổ công tác rà soát hồ sơ tồn đọng",
    "Mở đợt cao điểm hướng dẫn nộp hồ sơ qua mạng",
]
LEADS = [
    "Phòng Kinh tế",
    "Phòng Văn hóa - Xã hội",
    "Công an xã",
    "Các thôn",
    "Trung tâm Phục vụ hành chính công",
]
HELPERS = ["", "Các phòng chuyên môn", "Phòng Kinh tế; các thôn", "Các trường học"]
TIMES = ["Thường xuyên", "Quý III/2025", "Trước ngày 30/9/2025", "Tháng 8/2025", "6 tháng cuối năm 2025"]
RESULTS = ["Báo cáo", "Kế hoạch, biên bản", "Danh sách"]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_flattened_table_reads_back_cell_by_cell(data: st.DataObject) -> None:
    rows = data.draw(
        st.lists(
            st.tuples(
                st.sampled_from(TASKS),
                st.sampled_from(LEADS),
                st.sampled_from(HELPERS),
                st.sampled_from(TIMES),
                st.sampled_from(RESULTS),
            ),
            min_size=1,
            max_size=6,
        )
    )
    page = data.draw(st.integers(min_value=0, max_value=30))
    texts = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện", "Sản phẩm"]
    for number, row in enumerate(rows, 1):
        texts += [str(number), *(cell for cell in row if cell)]
    if page > 6 and page < len(texts):
        texts.insert(page, "17")
    lines = [Line(text, i + 1, gap=1) for i, text in enumerate(texts)]
    [table] = find_flat_tables(lines)
    order = (Column.TEXT, Column.LEAD, Column.COORDINATING, Column.WHEN, Column.DELIVERABLE)
    assert [tuple(row.cells[c] for c in order) for row in table.rows] == rows


def test_a_header_without_rows_is_no_table() -> None:
    lines = [
        Line(text, i + 1)
        for i, text in enumerate(
            ["TT Nhiệm vụ Cơ quan chủ trì Thời gian Sản phẩm", "Nơi nhận:", "- Lưu: VT."]
        )
    ]
    assert find_flat_tables(lines) == []
