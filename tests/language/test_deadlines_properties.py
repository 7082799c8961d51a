"""Whatever window is written in whatever style is read back; whatever rubbish is typed is never misread."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_xl.language.deadlines import DeadlineContext, read_deadline
from danvan_xl.language.deadlines.words import PHRASES
from danvan_xl.language.working_days import is_working_day
from danvan_xl.model import BeforeRule, Deadline, DeadlineKind, HolidayRule
from tests.language import deadline_writer as write

YEARS = st.integers(2022, 2029)
QUICK = settings(max_examples=400, deadline=None)


def plan_of(year: int) -> DeadlineContext:
    return DeadlineContext(date(year, 1, 1), date(year, 12, 31))


def must_be(phrase: str, plan: DeadlineContext, start: date, due: date) -> None:
    deadline = read_deadline(phrase, plan)
    assert (deadline.kind, deadline.start, deadline.due) == (DeadlineKind.DATED, start, due), (
        phrase,
        deadline,
    )


@QUICK
@given(st.dates(date(2022, 1, 1), date(2029, 12, 31)), st.booleans(), st.data())
def test_a_day_is_read_back(day: date, year_said: bool, data: st.DataObject) -> None:
    style = data.draw(st.sampled_from(write.day_styles(day, year_said=year_said)))
    lead = data.draw(st.sampled_from(write.DUE_LEADS))
    plan = plan_of(day.year)
    must_be(lead.format(style), plan, plan.start, day)


@QUICK
@given(st.dates(date(2022, 1, 2), date(2029, 12, 31)), st.data())
def test_before_a_day_is_the_day_before_where_the_plan_says_so(day: date, data: st.DataObject) -> None:
    plan = DeadlineContext(date(day.year - 1, 12, 31), date(day.year, 12, 31), BeforeRule.EXCLUSIVE)
    style = data.draw(st.sampled_from(write.day_styles(day, year_said=True)))
    lead = data.draw(st.sampled_from(write.DUE_LEADS))
    due = day - timedelta(days=1) if "trước" in lead else day
    must_be(lead.format(style), plan, plan.start, due)


@QUICK
@given(YEARS, st.integers(1, 12), st.integers(0, 11), st.data())
def test_months_are_read_back(year: int, first: int, more: int, data: st.DataObject) -> None:
    last = min(12, first + more)
    phrase = data.draw(st.sampled_from(write.month_styles(first, last, year)))
    must_be(phrase, plan_of(year), date(year, first, 1), write.month_end(year, last))


@QUICK
@given(YEARS, st.integers(1, 4), st.integers(0, 3), st.data())
def test_quarters_are_read_back(year: int, first: int, more: int, data: st.DataObject) -> None:
    last = min(4, first + more)
    phrase = data.draw(st.sampled_from(write.quarter_styles(first, last, year)))
    must_be(phrase, plan_of(year), date(year, first * 3 - 2, 1), write.month_end(year, last * 3))


@QUICK
@given(YEARS, st.integers(2, 11), st.booleans(), st.data())
def test_parts_of_a_year_are_read_back(year: int, months: int, at_end: bool, data: st.DataObject) -> None:
    phrase = data.draw(st.sampled_from(write.part_styles(months, at_end, year)))
    start = date(year, 13 - months if at_end else 1, 1)
    due = date(year, 12, 31) if at_end else write.month_end(year, months)
    must_be(phrase, plan_of(year), start, due)
    going_on = read_deadline(phrase + " và các năm tiếp theo", plan_of(year))
    assert (going_on.start, going_on.due, going_on.continuing) == (start, due, True)
    recurring = read_deadline("Thường xuyên, " + phrase, plan_of(year))
    assert (recurring.kind, recurring.start, recurring.due) == (DeadlineKind.RECURRING, start, due)


@QUICK
@given(YEARS, st.integers(1, 365), st.integers(0, 364), st.data())
def test_a_range_of_days_is_read_back(year: int, one: int, other: int, data: st.DataObject) -> None:
    begin, end = sorted(date(year, 1, 1) + timedelta(days=n - 1) for n in (one, min(365, other + 1)))
    phrase = data.draw(st.sampled_from(write.range_styles(begin, end)))
    must_be(phrase, plan_of(year), begin, end)


@QUICK
@given(
    st.lists(st.dates(date(2025, 1, 1), date(2025, 12, 31)), min_size=2, max_size=4, unique=True),
    st.sampled_from([", ", " và ", "; ", ", trước "]),
)
def test_every_deadline_of_a_phrase_is_kept_and_the_latest_is_due(days: list[date], joiner: str) -> None:
    days.sort()
    phrase = "trước ngày " + joiner.join(f"{day.day:02d}/{day.month}" for day in days)
    deadline = read_deadline(phrase, plan_of(2025))
    assert deadline.kind is DeadlineKind.DATED
    assert deadline.occurrences == tuple(days)
    assert deadline.due == days[-1]


@QUICK
@given(st.integers(1, 28), st.dates(date(2024, 1, 1), date(2026, 6, 30)), st.integers(40, 700))
def test_a_day_of_every_month_falls_in_every_month_of_the_plan(day: int, start: date, length: int) -> None:
    plan = DeadlineContext(start, start + timedelta(days=length))
    expected = tuple(d for n in range(length + 1) if (d := start + timedelta(days=n)).day == day)
    deadline = read_deadline(f"ngày {day} hằng tháng", plan)
    assert deadline.occurrences == expected
    assert deadline.due == expected[-1]


# --- rubbish ---------------------------------------------------------------------------------------

PIECES = sorted(
    {phrase for phrases in PHRASES.values() for phrase in phrases.split(" | ")}
    | {
        "xã",
        "I",
        "IV",
        "9",
        "08",
        "31",
        "2025",
        "25",
        "1999",
        "15/9",
        "30/6/2025",
        "quý III",
        "tháng 10",
        "(",
        ")",
    }
    | {
        ",",
        ";",
        "-",
        "/",
        ".",
        ":",
        "\n",
        "và",
        "6 tháng",
        "năm 2025",
        "ngày 25",
        "hằng quý",
        "đầu năm",
        "cuối năm",
    }
)
PLANS = (
    plan_of(2025),
    DeadlineContext(date(2025, 7, 1), date(2025, 12, 31), BeforeRule.EXCLUSIVE),
    DeadlineContext(date(2024, 9, 1), date(2025, 8, 31)),
    DeadlineContext(date(2025, 1, 1), date(2025, 12, 31), holiday_rule=HolidayRule.NEXT_WORKING_DAY),
    DeadlineContext(date(2025, 3, 10), date(2025, 3, 10)),
)


def check_sound(deadline: Deadline, plan: DeadlineContext) -> None:
    """What must hold of any reading of any text."""
    if deadline.kind in (DeadlineKind.UNCLEAR, DeadlineKind.ON_REQUEST):
        assert (deadline.start, deadline.due, deadline.occurrences) == (None, None, ())
        assert deadline.reason or deadline.kind is DeadlineKind.ON_REQUEST
        return
    assert deadline.due is not None
    assert deadline.start is None or deadline.start <= deadline.due
    assert list(deadline.occurrences) == sorted(set(deadline.occurrences))
    if deadline.occurrences:
        assert deadline.due == deadline.occurrences[-1]
        assert deadline.start is None or deadline.start <= deadline.occurrences[0]
    if deadline.kind is DeadlineKind.PERIODIC:
        assert deadline.occurrences
    if plan.holiday_rule is HolidayRule.NEXT_WORKING_DAY and deadline.kind is DeadlineKind.DATED:
        assert is_working_day(deadline.due)


@settings(max_examples=3000, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=9),
    st.sampled_from(["", " ", " ", " "]),
    st.sampled_from(PLANS),
)
def test_known_words_in_any_order_never_raise_and_are_never_unsound(
    pieces: list[str], gap: str, plan: DeadlineContext
) -> None:
    text = gap.join(pieces)
    if text.strip():
        check_sound(read_deadline(text, plan), plan)


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=7), st.sampled_from(PLANS))
def test_every_year_read_is_one_that_stands_there_or_in_the_plan(
    pieces: list[str], plan: DeadlineContext
) -> None:
    text = " ".join(pieces)
    deadline = read_deadline(text, plan)
    years = {plan.start.year, plan.end.year, plan.end.year + 1} | {
        int(piece)
        for piece in text.replace("/", " ").replace("-", " ").split()
        if piece.isdigit() and len(piece) == 4
    }
    if "25" in pieces:
        years.add(2025)
    for day in (deadline.start, deadline.due, *deadline.occurrences):
        if day is not None:
            # The days beside New Year: "trước 01/01" excluded, or moved off a holiday.
            assert {day.year, (day + timedelta(days=1)).year, (day - timedelta(days=5)).year} & years, text


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=60), st.sampled_from(PLANS))
def test_any_text_at_all_is_read_or_left_unclear(text: str, plan: DeadlineContext) -> None:
    deadline = read_deadline(text, plan)
    assert deadline.text == text
    if not deadline.inferred:
        check_sound(deadline, plan)
