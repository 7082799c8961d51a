"""The guide, section by section: what `danvan-xl help` says."""

from __future__ import annotations

import re

import pytest

from danvan_xl import actions
from danvan_xl.actions.handbook import YEAR, sections
from danvan_xl.errors import InputError
from danvan_xl.resources import bundled


def told(topic: str) -> list[str]:
    return list(actions.guide(actions.GuideRequest(topic=topic)).lines)


class DescribeTopics:
    def it_lists_the_headings_of_the_guide(self) -> None:
        text = (bundled("docs") / "huong-dan.md").read_text(encoding="utf-8")
        headings = re.findall(r"^## (.*)$", text, re.M)
        assert [line.partition(". ")[2] for line in told("")[1:]] == headings

    @pytest.mark.parametrize("topic", ["3", "một năm", "MOT NAM", "mot nam trong sau buoc", YEAR])
    def it_finds_a_section_by_number_or_by_words_however_they_are_typed(self, topic: str) -> None:
        assert told(topic)[0] == YEAR.upper()

    @pytest.mark.parametrize(
        ("topic", "said"), [("x", "Không có mục"), ("bước", "Có nhiều mục"), ("99", "Không có mục")]
    )
    def it_names_the_topics_where_none_or_several_fit(self, topic: str, said: str) -> None:
        with pytest.raises(InputError, match=said) as error:
            told(topic)
        assert "Bước 2: Kiểm tra và tách việc theo đơn vị" in str(error.value.remedy)


class DescribeText:
    def it_leaves_no_marks_of_markdown(self) -> None:
        for section in sections():
            for line in section.lines:
                assert not re.search(r"\*\*|`|\]\(|^\||<!--|!\[|^#", line), (section.title, line)

    def it_says_every_word_of_a_paragraph(self) -> None:
        (about,) = actions.guide(actions.GuideRequest(topic="phần mềm làm gì")).value
        assert about.lines[0].startswith("Từ một tệp kế hoạch (một sổ tính Excel)")
        assert about.lines[0].endswith("dự thảo báo cáo Word.")

    def it_puts_a_row_of_a_table_on_a_line(self) -> None:
        assert "- Bỏ một giá trị sai: Như trên, để trống “Giá trị đúng”" in told("hiệu đính")
