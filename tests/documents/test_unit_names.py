"""Names of units in running text, without any list to compare them with."""

from __future__ import annotations

import pytest

from danvan_xl.documents.text.unit_names import (
    PLURAL,
    has_verb,
    heads_units,
    is_group,
    names_units,
    split_duty,
    split_names,
    strip_prefix,
)

OFFICES_WITH_AND = [
    "Phòng Kinh tế, Hạ tầng và Đô thị",
    "Phòng Văn hóa và Thông tin",
    "Phòng Lao động, Thương binh và Xã hội",
    "Phòng Nông nghiệp và Môi trường",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Trung tâm Văn hóa, Thể thao và Truyền thông",
    "Văn phòng HĐND và UBND xã",
    "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường",
    "Báo và Đài Phát thanh, Truyền hình tỉnh",
]


class DescribeNamesOfOffices:
    @pytest.mark.parametrize("text", OFFICES_WITH_AND)
    def it_keeps_and_and_commas_inside_a_name(self, text: str) -> None:
        assert split_names(text) == [text]

    @pytest.mark.parametrize("text", OFFICES_WITH_AND[:-1])
    def it_takes_such_a_name_for_one(self, text: str) -> None:
        assert heads_units(text)

    @pytest.mark.parametrize("text", OFFICES_WITH_AND)
    def it_still_divides_behind_such_a_name(self, text: str) -> None:
        assert split_names(f"{text}; Công an xã, các thôn") == [text, "Công an xã", "các thôn"]
        assert split_names(f"Công an xã, {text}") == ["Công an xã", text]

    @pytest.mark.parametrize(
        "text",
        [
            "Phòng Tổ chức cán bộ",
            "Phòng Cải cách hành chính",
            "Phòng Tổ chức, cán bộ và đào tạo",
            "Đài Phát thanh",
            "Báo Sơn Trà",
            "Chi cục Thuế khu vực",
            "Ban Quản lý dự án đầu tư xây dựng",
        ],
    )
    def it_takes_offices_of_any_subject_as_headings(self, text: str) -> None:
        assert heads_units(text)
        assert heads_units(f"Giao {text}:")

    @pytest.mark.parametrize(
        "text",
        ["Phòng", "Ban", "Trung tâm", "Tổ chức", "Các tổ chức thực hiện", "Hội nghị", "Đoàn kết toàn dân"],
    )
    def it_takes_no_bare_head_for_a_name(self, text: str) -> None:
        assert not heads_units(text)


class DescribeListsOfNames:
    @pytest.mark.parametrize(
        ("text", "names"),
        [
            (
                "Phòng Nội vụ, Văn phòng HĐND và UBND huyện, Công an huyện",
                ["Phòng Nội vụ", "Văn phòng HĐND và UBND huyện", "Công an huyện"],
            ),
            (
                "Phòng Văn hóa - Xã hội; Công an xã và Ban Chỉ huy Quân sự xã",
                ["Phòng Văn hóa - Xã hội", "Công an xã", "Ban Chỉ huy Quân sự xã"],
            ),
            (
                "Sở Nội vụ, Sở Tài chính và Báo và Đài Phát thanh, Truyền hình tỉnh",
                ["Sở Nội vụ", "Sở Tài chính", "Báo và Đài Phát thanh, Truyền hình tỉnh"],
            ),
            ("Phòng Kinh tế & Công an xã", ["Phòng Kinh tế", "Công an xã"]),
            ("- Phòng Kinh tế\n- Công an xã", ["Phòng Kinh tế", "Công an xã"]),
            ("Ấp 1, 2, 3", ["Ấp 1", "Ấp 2", "Ấp 3"]),
        ],
    )
    def it_divides_several_heads(self, text: str, names: list[str]) -> None:
        assert split_names(text) == names

    @pytest.mark.parametrize(
        "text",
        [
            "Phòng Nội vụ, Phòng Tư pháp, Thanh tra huyện",
            "Công an xã, Ban Chỉ huy Quân sự xã",
            "Hội Nông dân, Hội Liên hiệp Phụ nữ và Đoàn Thanh niên",
            "Trạm Y tế; các trường học trên địa bàn",
        ],
    )
    def it_takes_a_heading_of_several_heads_for_units(self, text: str) -> None:
        assert names_units(text)
        assert split_duty(text + ":") == (text, "")


class DescribeSentences:
    @pytest.mark.parametrize(
        "text",
        [
            "Phòng Nội vụ theo dõi, đôn đốc các đơn vị",
            "Công an xã tuần tra ban đêm.",
            "Các đơn vị báo cáo kết quả về UBND xã",
            "Đài Truyền thanh phát tin hằng tuần!",
            "Ban hành kế hoạch của từng cơ quan",
            "Báo cáo kết quả về Phòng Nội vụ",
            "Hội nghị đối thoại với nhân dân",
            "Chủ tịch UBND xã",
            "Đồng chí Bí thư Đảng ủy",
            "",
        ],
    )
    def it_takes_none_for_a_name(self, text: str) -> None:
        assert not names_units(text)
        assert not heads_units(text)

    def it_tells_what_somebody_does(self) -> None:
        assert has_verb("Phòng Nội vụ theo dõi")
        assert has_verb("Công tác tuyên truyền")
        assert not has_verb("Kế toán phòng")


class DescribeDuties:
    @pytest.mark.parametrize(
        ("text", "unit", "duty"),
        [
            ("Phòng Tổ chức cán bộ: Tham mưu khen thưởng.", "Phòng Tổ chức cán bộ", "Tham mưu khen thưởng."),
            (
                "Đài Phát thanh mở chuyên mục dân vận.",
                "Đài Phát thanh",
                "Mở chuyên mục dân vận.",
            ),
            (
                "Văn phòng HĐND và UBND xã, Công an xã có trách nhiệm tiếp công dân.",
                "Văn phòng HĐND và UBND xã, Công an xã",
                "Có trách nhiệm tiếp công dân.",
            ),
            (
                "UBND quận, huyện xây dựng kế hoạch cụ thể.",
                "UBND quận, huyện",
                "Xây dựng kế hoạch cụ thể.",
            ),
            (
                "Phòng Văn hóa - Thông tin huyện xây dựng kế hoạch.",
                "Phòng Văn hóa - Thông tin huyện",
                "Xây dựng kế hoạch.",
            ),
            ("Phòng Kinh tế, Hạ tầng và Đô thị.", "Phòng Kinh tế, Hạ tầng và Đô thị", ""),
            ("Trách nhiệm của Phòng Nội vụ:", "Phòng Nội vụ", ""),
        ],
    )
    def it_parts_unit_and_duty(self, text: str, unit: str, duty: str) -> None:
        assert split_duty(text) == (unit, duty)

    @pytest.mark.parametrize(
        "text",
        [
            "Tổ chức đối thoại với nhân dân.",
            "Kết quả: báo cáo đầy đủ.",
            "Bản tin dân vận được phát hành hằng tháng.",
        ],
    )
    def it_leaves_a_sentence_without_a_unit(self, text: str) -> None:
        assert split_duty(text) == ("", text)

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("Giao Phòng Nội vụ:", "Phòng Nội vụ"),
            ("Đề nghị Ủy ban MTTQ Việt Nam xã", "Ủy ban MTTQ Việt Nam xã"),
            ("Đối với các thôn:", "các thôn"),
            ("Phòng Nội vụ (cơ quan thường trực)", "Phòng Nội vụ"),
        ],
    )
    def it_takes_words_of_charging_off(self, text: str, shown: str) -> None:
        assert strip_prefix(text) == shown


class DescribeGroups:
    @pytest.mark.parametrize(
        "text",
        [
            "UBND quận, huyện",
            "UBND các huyện, thị xã, thành phố",
            "Ủy ban nhân dân xã, phường, thị trấn",
            "UBND xã/phường",
            "các thôn",
            "Các phòng chuyên môn",
            "Các Đồn Biên phòng",
            "Các trường học trên địa bàn",
            "các cơ quan, đơn vị",
            "Các cơ quan, đơn vị và các thôn",
        ],
    )
    def it_knows_what_stands_for_several_bodies(self, text: str) -> None:
        assert is_group(text)

    @pytest.mark.parametrize(
        "text",
        [
            "UBND huyện Hòa Bình",
            "Phòng Nội vụ",
            "Công an xã",
            "Thôn 3",
            "Ban Xây dựng Đảng phường",
            "Văn phòng HĐND và UBND xã",
            "Báo và Đài Phát thanh, Truyền hình tỉnh",
        ],
    )
    def it_leaves_single_bodies(self, text: str) -> None:
        assert not is_group(text)

    @pytest.mark.parametrize(
        "text",
        [
            "Các đơn vị khác",
            "mỗi thôn",
            "Tất cả cán bộ",
            "một số xã",
            "Đơn vị liên quan",
            "địa phương có dự án",
        ],
    )
    def it_knows_plurals_by_their_beginning(self, text: str) -> None:
        assert PLURAL.match(text)

    @pytest.mark.parametrize("text", ["Phòng Nội vụ", "Công an các xã", "Mỗi", "Cácbon"])
    def it_takes_no_other_beginning_for_a_plural(self, text: str) -> None:
        assert not PLURAL.match(text)
