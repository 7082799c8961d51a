"""Deadline phrases are read right or left unclear; never wrong."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from danvan_xl.language.deadlines import DeadlineContext, read_deadline
from danvan_xl.model import BeforeRule, Deadline, DeadlineKind
from tests.language.deadline_corpus import Example, examples

EXAMPLES = examples()
PLAN = DeadlineContext(date(2025, 1, 1), date(2025, 12, 31))


def reading(deadline: Deadline) -> tuple:
    """Everything but the text and the reason."""
    return (
        deadline.kind,
        deadline.start,
        deadline.due,
        deadline.occurrences,
        deadline.continuing,
        deadline.inferred,
    )


class DescribeTheCorpus:
    def it_holds_at_least_three_hundred_phrases(self) -> None:
        assert len({(e.phrase, e.context) for e in EXAMPLES}) >= 300
        assert len({(e.phrase, e.context) for e in EXAMPLES}) == len(EXAMPLES), "a phrase stands twice"

    @pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.phrase)
    def it_is_read_as_a_person_reads_it(self, example: Example) -> None:
        deadline = read_deadline(example.phrase, example.context)
        assert reading(deadline) == (
            example.kind,
            example.start,
            example.due,
            example.occurrences,
            example.continuing,
            False,
        ), deadline.reason
        assert deadline.text == example.phrase
        if example.kind is DeadlineKind.UNCLEAR:
            assert deadline.reason
            assert example.reason.lower() in deadline.reason.lower()
        else:
            assert bool(deadline.reason) is example.assumed, deadline.reason

    @pytest.mark.parametrize(
        "typed",
        [
            lambda text: unicodedata.normalize("NFD", text),
            lambda text: text.upper(),
            lambda text: f" \u00a0{text}\u200b ",
            lambda text: text.replace(" ", "\u00a0"),
            lambda text: text.replace(" ", "  "),
            lambda text: text + ".",
            lambda text: text + ";",
            lambda text: text.replace("-", "–"),
            lambda text: text.replace("hằng", "hàng").replace("Hằng", "Hàng"),
            lambda text: text.replace("kỳ", "kì"),
            lambda text: text.replace("Quý", "Qúy").replace("quý", "quí"),
            lambda text: text.replace("Đ", "\u00d0"),
        ],
        ids=[
            "decomposed",
            "upper",
            "invisible",
            "no-break",
            "doubled",
            "stop",
            "semicolon",
            "dash",
            "hàng",
            "kì",
            "quí",
            "eth",
        ],
    )
    def it_does_not_depend_on_how_the_text_was_typed(self, typed) -> None:
        for example in EXAMPLES:
            if example.kind is DeadlineKind.UNCLEAR:
                continue
            deadline = read_deadline(typed(example.phrase), example.context)
            assert reading(deadline) == reading(read_deadline(example.phrase, example.context)), (
                example.phrase
            )

    def it_never_reads_more_into_a_phrase_with_a_word_that_nobody_knows(self) -> None:
        for example in EXAMPLES:
            if example.kind in (DeadlineKind.ON_REQUEST, DeadlineKind.UNCLEAR):
                continue
            if (
                "theo quy định" in example.phrase
                or "còn thực hiện" in read_deadline(example.phrase, example.context).reason
            ):
                continue  # free words may follow "theo yêu cầu của"
            for phrase in (f"xyz {example.phrase}", f"{example.phrase} 77", f"{example.phrase} ngoài ra"):
                deadline = read_deadline(phrase, example.context)
                assert deadline.kind is DeadlineKind.UNCLEAR, phrase


ISSUED = {
    "dai-son-2025.txt": (
        DeadlineContext(date(2025, 7, 1), date(2025, 12, 31)),
        {
            "Thường xuyên": (DeadlineKind.RECURRING, date(2025, 7, 1), date(2025, 12, 31), (), False),
            "Xong trước 05/9/2025": (DeadlineKind.DATED, date(2025, 7, 1), date(2025, 9, 5), (), False),
            "6 tháng cuối năm 2025 và các năm tiếp theo": (
                DeadlineKind.DATED, date(2025, 7, 1), date(2025, 12, 31), (), True,
            ),
            "Quý III, IV/2025": (DeadlineKind.DATED, date(2025, 7, 1), date(2025, 12, 31), (), False),
            "Hoàn thành trước ngày 30/8/2025": (
                DeadlineKind.DATED, date(2025, 7, 1), date(2025, 8, 30), (), False,
            ),
            "6 tháng cuối năm 2025": (DeadlineKind.DATED, date(2025, 7, 1), date(2025, 12, 31), (), False),
            "Tháng 9- 11/2025": (DeadlineKind.DATED, date(2025, 9, 1), date(2025, 11, 30), (), False),
            "Tháng 8/2025": (DeadlineKind.DATED, date(2025, 8, 1), date(2025, 8, 31), (), False),
            "lần 1 trước ngày 03/9/2025 và lần 2 trước ngày 03/12/2025": (
                DeadlineKind.DATED, date(2025, 7, 1), date(2025, 12, 3), (date(2025, 9, 3), date(2025, 12, 3)), False,
            ),
        },
    ),
    "minh-tam-2024.txt": (
        DeadlineContext(date(2024, 1, 1), date(2024, 12, 31)),
        {
            "định kỳ 06 tháng (trước ngày 10/5/2024), 01 năm (trước ngày 10/11/2024) và báo cáo chuyên đề,"
            " đột xuất khi có yêu cầu": (
                DeadlineKind.PERIODIC, date(2024, 1, 1), date(2024, 11, 10),
                (date(2024, 5, 10), date(2024, 11, 10)), False,
            ),
            "06 tháng (trước ngày 10/5/2024), 01 năm (trước ngày 10/11/2024)": (
                DeadlineKind.PERIODIC, date(2024, 1, 1), date(2024, 11, 10),
                (date(2024, 5, 10), date(2024, 11, 10)), False,
            ),
            "trước ngày 10/11/2024": (DeadlineKind.DATED, date(2024, 1, 1), date(2024, 11, 10), (), False),
        },
    ),
    "vinh-linh-2023.txt": (
        DeadlineContext(date(2023, 1, 1), date(2023, 12, 31)),
        {
            "Định kỳ 6 tháng (trước 30/5), một năm (trước 15/11)": (
                DeadlineKind.PERIODIC, date(2023, 1, 1), date(2023, 11, 15),
                (date(2023, 5, 30), date(2023, 11, 15)), False,
            ),
        },
    ),
}  # fmt: skip


class DescribeTheIssuedPlans:
    @pytest.mark.parametrize("name", ISSUED)
    def it_reads_every_deadline_that_stands_in_them(self, name: str) -> None:
        context, cells = ISSUED[name]
        for phrase, expected in cells.items():
            assert reading(read_deadline(phrase, context)) == (*expected, False), phrase


class DescribeReadDeadline:
    @pytest.mark.parametrize("blank", ["", " ", "\n", "\u00a0", "\u200b \t"])
    def it_reads_a_blank_as_recurring_over_the_plan_and_says_that_it_inferred_so(self, blank: str) -> None:
        deadline = read_deadline(blank, PLAN)
        assert deadline.kind is DeadlineKind.RECURRING
        assert (deadline.start, deadline.due) == (PLAN.start, PLAN.end)
        assert deadline.inferred
        assert "không ghi thời gian" in deadline.reason

    def it_keeps_the_text_as_it_was_typed(self) -> None:
        assert read_deadline("  THÁNG 8/2025 \n", PLAN).text == "  THÁNG 8/2025 \n"

    def it_names_the_words_that_it_did_not_understand(self) -> None:
        assert "“dịp quốc khánh”" in read_deadline("Dịp Quốc khánh", PLAN).reason

    def it_says_what_to_write_instead(self) -> None:
        for example in EXAMPLES:
            if example.kind is DeadlineKind.UNCLEAR:
                reason = read_deadline(example.phrase, example.context).reason
                assert reason.endswith(".")
                assert reason[0].isupper() or reason[0] == "“"

    def it_leaves_prose_alone(self) -> None:
        assert read_deadline("thường xuyên " * 60, PLAN).kind is DeadlineKind.UNCLEAR

    def it_refuses_a_plan_that_ends_before_it_starts(self) -> None:
        with pytest.raises(ValueError, match="before it starts"):
            DeadlineContext(date(2025, 2, 1), date(2025, 1, 1))

    def it_lists_every_friday_of_the_plan(self) -> None:
        plan = DeadlineContext(date(2025, 8, 1), date(2025, 8, 31))
        deadline = read_deadline("Thứ sáu hằng tuần", plan)
        assert deadline.occurrences == tuple(date(2025, 8, d) for d in (1, 8, 15, 22, 29))

    def it_ends_a_week_without_a_day_on_sunday(self) -> None:
        plan = DeadlineContext(date(2025, 8, 1), date(2025, 8, 31))
        deadline = read_deadline("Hằng tuần", plan)
        assert deadline.occurrences == tuple(date(2025, 8, d) for d in (3, 10, 17, 24, 31))

    def it_says_which_due_date_moved_off_a_holiday(self) -> None:
        from danvan_xl.model import HolidayRule

        plan = DeadlineContext(PLAN.start, PLAN.end, BeforeRule.INCLUSIVE, HolidayRule.NEXT_WORKING_DAY)
        deadline = read_deadline("Tháng 8/2025", plan)
        assert deadline.reason == "Hạn 31/8/2025 là ngày nghỉ, chuyển sang 03/9/2025."
