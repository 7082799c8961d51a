"""The table of statuses, row by row, and what is noticed on the way."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_xl.findings import catalogue
from danvan_xl.model import Deadline, DeadlineKind, Period, Plan, Status, TaskAnswer
from danvan_xl.rules.status import evaluate

PLAN = Plan("KH", "Kế hoạch", date(2025, 7, 1), date(2025, 12, 31))
START, DUE = date(2025, 9, 1), date(2025, 9, 30)
DATED = Deadline("Tháng 9", DeadlineKind.DATED, START, DUE, (DUE,))
ONWARD = Deadline("Tháng 9 và các năm tiếp theo", DeadlineKind.DATED, START, DUE, (DUE,), continuing=True)
RECURRING = Deadline("Thường xuyên", DeadlineKind.RECURRING, PLAN.start, PLAN.end)
MONTHS = (date(2025, 7, 31), date(2025, 8, 31), date(2025, 9, 30), date(2025, 10, 31))
PERIODIC = Deadline("Hằng tháng", DeadlineKind.PERIODIC, PLAN.start, MONTHS[-1], MONTHS)
ON_REQUEST = Deadline("Khi có yêu cầu", DeadlineKind.ON_REQUEST)
UNCLEAR = Deadline("Theo tình hình", DeadlineKind.UNCLEAR)


def answer(progress=None, done=None, quantity=None, result="", unread=()) -> TaskAnswer:
    number = None if progress is None else D(str(progress))
    count = None if quantity is None else D(str(quantity))
    return TaskAnswer("NV", number, done, count, result, unread=frozenset(unread))


def status(deadline, given, as_of, **more):
    return evaluate(deadline, given, as_of=as_of, plan=PLAN, **more)


IN, AFTER, BEFORE = date(2025, 9, 15), date(2025, 10, 1), date(2025, 8, 31)


@pytest.mark.parametrize(
    ("given", "as_of", "expected"),
    [
        (answer(100, date(2025, 9, 30)), AFTER, Status.ON_TIME),
        (answer(100, date(2025, 10, 1)), AFTER, Status.LATE),
        (answer(100), DUE, Status.ON_TIME),
        (answer(100), AFTER, Status.LATE),
        (answer(60, date(2025, 9, 10)), IN, Status.ON_TIME),
        (answer(None, date(2025, 9, 10)), IN, Status.ON_TIME),
        (answer(99.5), AFTER, Status.OVERDUE),
        (None, AFTER, Status.OVERDUE),
        (answer(1), DUE, Status.DOING),
        (answer(1), BEFORE, Status.DOING),
        (None, BEFORE, Status.NOT_DUE),
        (answer(0), START, Status.NOT_STARTED),
        (answer(result="KH số 5"), IN, Status.NOT_STARTED),
        (answer(100, date(2025, 9, 20)), IN, Status.DOING),
        (answer(100, date(2025, 10, 20)), AFTER, Status.OVERDUE),
        (answer(None, date(2025, 9, 20)), IN, Status.NOT_STARTED),
    ],
)
def test_dated_tasks(given, as_of, expected):
    assert status(DATED, given, as_of).status is expected


@pytest.mark.parametrize(
    ("given", "as_of", "expected"),
    [
        (answer(30), date(2025, 12, 1), Status.DOING),
        (answer(0), date(2025, 12, 1), Status.OVERDUE),
        (answer(100), date(2025, 12, 1), Status.LATE),
        (answer(100, date(2025, 11, 30)), date(2025, 11, 1), Status.DOING),
    ],
)
def test_a_task_that_goes_on_into_the_next_years(given, as_of, expected):
    assert status(ONWARD, given, as_of).status is expected


@pytest.mark.parametrize(
    ("given", "as_of", "expected"),
    [
        (None, date(2025, 7, 30), Status.NOT_STARTED),
        (None, date(2025, 7, 31), Status.OVERDUE),
        (answer(quantity=1), date(2025, 8, 30), Status.DONE_ROUTINE),
        (answer(quantity=1), date(2025, 8, 31), Status.OVERDUE),
        (answer(quantity=2), date(2025, 8, 31), Status.DONE_ROUTINE),
        (answer(50), date(2025, 8, 31), Status.OVERDUE),
        (answer(100), date(2025, 12, 31), Status.DONE_ROUTINE),
        (answer(quantity=0), date(2025, 7, 15), Status.NOT_STARTED),
        (answer(100, date(2025, 9, 9)), date(2025, 8, 31), Status.OVERDUE),
    ],
)
def test_periodic_tasks(given, as_of, expected):
    assert status(PERIODIC, given, as_of).status is expected


def test_occurrences_before_the_period_are_not_asked_for_again():
    autumn = Period("P", "P", date(2025, 9, 1), date(2025, 10, 31), date(2025, 11, 5))
    as_of = date(2025, 9, 30)
    assert status(PERIODIC, answer(quantity=1), as_of).status is Status.OVERDUE
    assert status(PERIODIC, answer(quantity=1), as_of, period=autumn).status is Status.DONE_ROUTINE


@pytest.mark.parametrize("deadline", [RECURRING, UNCLEAR, ON_REQUEST])
@pytest.mark.parametrize(
    ("given", "done"),
    [
        (None, False),
        (answer(0), False),
        (answer(5), True),
        (answer(result="3 cuộc"), True),
        (answer(result=" \u00a0 "), False),
        (answer(quantity=2), True),
        (answer(quantity=0), False),
        (answer(None, date(2025, 9, 1)), True),
        (answer(None, date(2025, 9, 20)), False),
    ],
)
def test_tasks_without_a_due_date(deadline, given, done):
    blank = Status.NOT_ARISEN if deadline is ON_REQUEST else Status.NOT_STARTED
    assert status(deadline, given, IN).status is (Status.DONE_ROUTINE if done else blank)


class DescribeIssues:
    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            (answer(100, date(2025, 9, 10)), ()),
            (answer(100), ("done-without-date",)),
            (answer(100, date(2025, 9, 16)), ("date-in-future",)),
            (answer(100, date(2025, 6, 30)), ("date-outside-plan",)),
            (answer(40, date(2025, 9, 10)), ("progress-below-100",)),
            (answer(0, date(2025, 9, 10)), ("progress-below-100",)),
            (answer(None, date(2025, 9, 10)), ()),
            (answer(120), ("percent-out-of-range",)),
            (answer(result="QĐ 5"), ("progress-missing",)),
            (answer(0, result="QĐ 5"), ()),
            (None, ()),
        ],
    )
    def it_notes_what_a_person_should_look_at(self, given, expected):
        assert status(DATED, given, IN).issues == expected

    def it_notes_a_periodic_task_with_a_date_but_no_count(self):
        assert status(PERIODIC, answer(None, date(2025, 9, 10)), IN).issues == ("occurrences-missing",)

    def it_lets_a_task_of_several_years_end_after_the_plan(self):
        late = answer(100, date(2026, 1, 5))
        assert status(ONWARD, late, date(2026, 2, 1)).issues == ()
        assert status(DATED, late, date(2026, 2, 1)).issues == ("date-outside-plan",)

    def it_uses_only_codes_of_the_catalogue(self):
        used = {
            "percent-out-of-range",
            "date-in-future",
            "date-outside-plan",
            "done-without-date",
            "progress-below-100",
            "progress-missing",
            "occurrences-missing",
        }
        assert used <= set(catalogue())


class DescribeWhatTheRatesNeed:
    def it_counts_a_date_before_the_plan(self):
        reading = status(DATED, answer(100, date(2025, 6, 30)), IN)
        assert (reading.status, reading.completed_on) == (Status.ON_TIME, date(2025, 6, 30))

    def it_forgets_a_date_in_the_future(self):
        assert status(DATED, answer(100, date(2025, 9, 16)), IN).completed_on is None

    def it_is_due_from_the_due_date_on(self):
        assert not status(DATED, None, DUE - timedelta(1)).due_by_as_of
        assert status(DATED, None, DUE).due_by_as_of
        assert not status(RECURRING, None, date(2025, 12, 31)).due_by_as_of

    def it_counts_only_dated_tasks_as_complete(self):
        assert status(DATED, answer(100), AFTER).complete
        assert not status(DATED, answer(100), AFTER).on_time
        assert not status(PERIODIC, answer(100), AFTER).complete

    def it_is_uncertain_while_an_input_cannot_be_read(self):
        assert status(DATED, answer(unread={"completed_on"}), IN).uncertain
        assert not status(DATED, answer(unread={"difficulty"}), IN).uncertain


days = st.dates(date(2025, 6, 1), date(2026, 2, 1))
answers = st.builds(
    answer,
    st.none() | st.integers(0, 100),
    st.none() | days,
    st.none() | st.integers(0, 12),
    st.sampled_from(["", "KH số 5"]),
)


@settings(max_examples=300)
@given(given_answer=answers, as_of=days)
def test_a_dated_task_is_never_complete_and_overdue_at_once(given_answer, as_of):
    reading = status(DATED, given_answer, as_of)
    assert reading.complete == (reading.status in (Status.ON_TIME, Status.LATE))
    assert not (reading.on_time and not reading.complete)
    if reading.completed_on is not None:
        assert reading.completed_on <= as_of
        assert reading.complete
    if reading.status is Status.OVERDUE:
        assert as_of > DUE


@settings(max_examples=200)
@given(quantity=st.integers(0, 5), as_of=days)
def test_more_occurrences_done_never_make_a_periodic_task_worse(quantity, as_of):
    fewer = status(PERIODIC, answer(quantity=quantity), as_of).status
    more = status(PERIODIC, answer(quantity=quantity + 1), as_of).status
    assert not (fewer is not Status.OVERDUE and more is Status.OVERDUE)
