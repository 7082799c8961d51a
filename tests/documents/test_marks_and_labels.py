"""Numbering at the beginning of a paragraph, and labels such as "Thời gian: ..." in running text."""

from __future__ import annotations

import pytest

from danvan_xl.documents.text.headers import Column
from danvan_xl.documents.text.labels import BEGINS_WITH_LABEL, take_labels
from danvan_xl.documents.text.marks import PART, Rank, read_mark, roman_value


class DescribeMarksInBrackets:
    @pytest.mark.parametrize(
        ("text", "mark", "value", "rest"),
        [
            ("(1) Tổ chức đối thoại với nhân dân", "(1)", 1, "Tổ chức đối thoại với nhân dân"),
            ("(12) Rà soát thủ tục hành chính", "(12)", 12, "Rà soát thủ tục hành chính"),
            ("( 3 ) Tiếp công dân", "( 3 )", 3, "Tiếp công dân"),
            ("(2)Công khai kết quả", "(2)", 2, "Công khai kết quả"),
            ("(a) Tập huấn kỹ năng", "(a)", 1, "Tập huấn kỹ năng"),
            ("(đ) Kiểm tra việc thực hiện", "(đ)", 5, "Kiểm tra việc thực hiện"),
        ],
    )
    def it_reads_a_number_or_letter(self, text: str, mark: str, value: int, rest: str) -> None:
        found = read_mark(text)
        assert found is not None
        assert (found.text, found.rank, found.value, found.rest) == (mark, Rank.BRACKET, value, rest)

    @pytest.mark.parametrize(
        "text",
        [
            "(kèm theo Phụ lục)",
            "(Quý I/2026) Rà soát",
            "(2026) Rà soát",
            "(100%) số hộ",
            "(1) 30/6/2026",
            "(1)",
        ],
    )
    def it_takes_no_other_bracket_for_numbering(self, text: str) -> None:
        assert read_mark(text) is None

    def it_stands_under_letters_and_over_dashes(self) -> None:
        texts = ["a) Việc", "(1) Việc", "- Việc", "+ Việc"]
        ranks = [mark.rank for text in texts if (mark := read_mark(text)) is not None]
        assert ranks == [Rank.LETTER, Rank.BRACKET, Rank.DASH, Rank.PLUS]
        assert ranks == sorted(ranks)


class DescribeParts:
    @pytest.mark.parametrize(
        ("text", "rest"),
        [
            ("Phần thứ nhất. MỤC ĐÍCH, YÊU CẦU", "MỤC ĐÍCH, YÊU CẦU"),
            ("Phần thứ hai. NHIỆM VỤ", "NHIỆM VỤ"),
            ("PHẦN THỨ HAI: NỘI DUNG", "NỘI DUNG"),
            ("Phần thứ hai NHIỆM VỤ", "NHIỆM VỤ"),
            ("Phần hai - Nhiệm vụ, giải pháp", "Nhiệm vụ, giải pháp"),
            ("Phần 2. Tổ chức thực hiện", "Tổ chức thực hiện"),
            ("Chương III. Phân công", "Phân công"),
            ("Mục 2. Đối thoại", "Đối thoại"),
        ],
    )
    def it_reads_parts_however_counted(self, text: str, rest: str) -> None:
        found = read_mark(text)
        assert found is not None
        assert (found.rank, found.rest) == (Rank.PART, rest)

    @pytest.mark.parametrize("text", ["Phần thứ hai", "PHẦN THỨ NHẤT", "Phần II", "Chương 3", "Mục 1"])
    def it_knows_a_part_that_has_a_line_of_its_own(self, text: str) -> None:
        assert PART.fullmatch(text)
        assert read_mark(text) is None

    @pytest.mark.parametrize(
        "text",
        [
            "Phần lớn các hộ đã ký cam kết",
            "Phần mềm một cửa được nâng cấp",
            "Mục tiêu chung của kế hoạch",
            "phần hai của bài viết",
            "Chương trình số 02-CTr/ĐU",
        ],
    )
    def it_takes_no_sentence_for_a_part(self, text: str) -> None:
        assert read_mark(text) is None


class DescribeArticlesAndClauses:
    @pytest.mark.parametrize(
        ("text", "mark", "rest"),
        [
            ("Điều 1. Mục đích, yêu cầu", "Điều 1.", "Mục đích, yêu cầu"),
            ("Điều 12: Trách nhiệm thi hành", "Điều 12:", "Trách nhiệm thi hành"),
            ("ĐIỀU 3. TỔ CHỨC THỰC HIỆN", "ĐIỀU 3.", "TỔ CHỨC THỰC HIỆN"),
        ],
    )
    def it_takes_an_article_for_a_part(self, text: str, mark: str, rest: str) -> None:
        found = read_mark(text)
        assert found is not None
        assert (found.text, found.rank, found.rest) == (mark, Rank.PART, rest)

    def it_takes_a_clause_for_a_number(self) -> None:
        found = read_mark("Khoản 2. Phòng Kinh tế theo dõi")
        assert found is not None
        assert (found.text, found.rank, found.value, found.path, found.rest) == (
            "Khoản 2.",
            Rank.DECIMAL,
            2,
            (2,),
            "Phòng Kinh tế theo dõi",
        )

    @pytest.mark.parametrize(
        "text",
        [
            "Điều 5 Luật Thực hiện dân chủ ở cơ sở",
            "Điều tra dư luận xã hội",
            "Khoản 2 Điều 5 Nghị định số 59/2023/NĐ-CP",
            "Khoản thu tự nguyện của nhân dân",
        ],
    )
    def it_leaves_articles_of_laws(self, text: str) -> None:
        assert read_mark(text) is None


class DescribeRomanNumbers:
    @pytest.mark.parametrize(
        ("text", "value", "rest"),
        [
            ("V. TỔ CHỨC THỰC HIỆN", 5, "TỔ CHỨC THỰC HIỆN"),
            ("V/ TỔ CHỨC THỰC HIỆN", 5, "TỔ CHỨC THỰC HIỆN"),
            ("IV/NỘI DUNG", 4, "NỘI DUNG"),
            ("I- MỤC ĐÍCH", 1, "MỤC ĐÍCH"),
            ("IX: KINH PHÍ", 9, "KINH PHÍ"),
        ],
    )
    def it_reads_them_with_any_stop(self, text: str, value: int, rest: str) -> None:
        found = read_mark(text)
        assert found is not None
        assert (found.rank, found.value, found.rest) == (Rank.ROMAN, value, rest)

    @pytest.mark.parametrize(
        "text",
        ["V/v triển khai công tác dân vận", "V/v báo cáo kết quả", "Việt Nam", "Vì nhân dân phục vụ", "IX"],
    )
    def it_sees_none_in_subjects_and_words(self, text: str) -> None:
        assert read_mark(text) is None

    @pytest.mark.parametrize(("text", "value"), [("I", 1), ("IV", 4), ("VIII", 8), ("IX", 9), ("XIV", 14)])
    def it_counts(self, text: str, value: int) -> None:
        assert roman_value(text) == value


class DescribeLabelsInBrackets:
    @pytest.mark.parametrize(
        ("text", "rest", "fields"),
        [
            (
                "Ra quân làm sạch đường làng (thời gian: tháng 4/2026; chủ trì: Đoàn xã)",
                "Ra quân làm sạch đường làng",
                {Column.WHEN: "tháng 4/2026", Column.LEAD: "Đoàn xã"},
            ),
            (
                "Đối thoại với nhân dân (chủ trì: Văn phòng HĐND và UBND xã; phối hợp: các thôn; thời gian: Quý III/2026).",
                "Đối thoại với nhân dân",
                {
                    Column.LEAD: "Văn phòng HĐND và UBND xã",
                    Column.COORDINATING: "các thôn",
                    Column.WHEN: "Quý III/2026",
                },
            ),
            (
                "Mở lớp tập huấn (Đơn vị thực hiện: Phòng Nội vụ, hoàn thành: trước ngày 30/6/2026)",
                "Mở lớp tập huấn",
                {Column.LEAD: "Phòng Nội vụ", Column.WHEN: "trước ngày 30/6/2026"},
            ),
            (
                "Xây dựng mô hình (sản phẩm: 01 mô hình/thôn)",
                "Xây dựng mô hình",
                {Column.DELIVERABLE: "01 mô hình/thôn"},
            ),
        ],
    )
    def it_takes_them_in_small_letters(self, text: str, rest: str, fields: dict[Column, str]) -> None:
        shown, found = take_labels(text)
        assert shown.rstrip(" .") == rest
        assert found == fields

    def it_keeps_a_bracket_inside_a_value(self) -> None:
        text, fields = take_labels("Phát động thi đua. Chủ trì: Hội Liên hiệp Phụ nữ (Chi hội thôn 2).")
        assert text == "Phát động thi đua."
        assert fields == {Column.LEAD: "Hội Liên hiệp Phụ nữ (Chi hội thôn 2)"}


class DescribeLabelsInARow:
    @pytest.mark.parametrize(
        ("text", "fields"),
        [
            (
                "Phân công: Kế toán; phối hợp: Văn phòng; thời gian: Quý I/2026",
                {
                    Column.LEAD: "Kế toán",
                    Column.COORDINATING: "Văn phòng",
                    Column.WHEN: "Quý I/2026",
                },
            ),
            (
                "Chủ trì: Phòng Kinh tế, phối hợp: Công an xã, thời gian: thường xuyên.",
                {
                    Column.LEAD: "Phòng Kinh tế",
                    Column.COORDINATING: "Công an xã",
                    Column.WHEN: "thường xuyên",
                },
            ),
            ("Cơ quan phối hợp: Các thôn.", {Column.COORDINATING: "Các thôn"}),
            ("Đơn vị chủ trì thực hiện: Công an xã", {Column.LEAD: "Công an xã"}),
            ("Thời hạn hoàn thành: 30/9/2026", {Column.WHEN: "30/9/2026"}),
            ("Sản phẩm dự kiến: Báo cáo", {Column.DELIVERABLE: "Báo cáo"}),
            ("Chỉ tiêu: 02 cuộc/năm", {Column.TARGET: "02 cuộc/năm"}),
        ],
    )
    def it_leaves_no_text_of_its_own(self, text: str, fields: dict[Column, str]) -> None:
        assert take_labels(text) == ("", fields)
        assert BEGINS_WITH_LABEL.match(text)

    def it_takes_labels_that_begin_sentences_or_follow_dashes(self) -> None:
        text, fields = take_labels(
            "Tiếp công dân định kỳ. Chủ trì: Văn phòng HĐND và UBND xã - Phối hợp: Công an xã - Thời gian: hằng tháng"
        )
        assert text == "Tiếp công dân định kỳ."
        assert fields == {
            Column.LEAD: "Văn phòng HĐND và UBND xã",
            Column.COORDINATING: "Công an xã",
            Column.WHEN: "hằng tháng",
        }

    def it_keeps_the_first_of_two_labels_of_a_kind(self) -> None:
        _, fields = take_labels("Chủ trì: Phòng Nội vụ. Đơn vị thực hiện: Các thôn.")
        assert fields == {Column.LEAD: "Phòng Nội vụ"}


class DescribeWordsThatAreNoLabels:
    @pytest.mark.parametrize(
        "text",
        [
            "Đánh giá theo các tiêu chí, kết quả: tốt, khá, trung bình.",
            "Công khai thời gian: từ 7 giờ đến 17 giờ hằng ngày.",
            "Tổ chức thực hiện: theo hướng dẫn của cấp trên.",
            "Các đơn vị phối hợp chặt chẽ trong quá trình thực hiện.",
            "Nêu rõ người chủ trì, thời gian và sản phẩm của từng việc.",
            "Niêm yết thủ tục; thời gian giải quyết; lệ phí.",
        ],
    )
    def it_leaves_words_in_mid_sentence(self, text: str) -> None:
        assert take_labels(text) == (text, {})

    def it_leaves_a_label_without_a_value(self) -> None:
        assert take_labels("Thời gian thực hiện:") == ("Thời gian thực hiện:", {})
