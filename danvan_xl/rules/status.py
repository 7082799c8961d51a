"""Tình trạng of one unit in one task at a date: the table of the contract's section 5, in its order.

:func:`evaluate` is the rule in Python, :func:`status_formula` the same rule for a workbook. A test
recalculates real workbooks and compares the two over the whole grid of conditions.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec import Struct

from danvan_xl.language.folding import clean
from danvan_xl.language.serial_days import serial_of
from danvan_xl.model import Deadline, DeadlineKind, Period, Plan, Status, TaskAnswer

CHECK_AGAIN = "kiểm tra lại"
"""What a formula shows in place of a result when an input cannot be used as it was typed."""

_HUNDRED = Decimal(100)
_INPUTS = frozenset({"progress", "completed_on", "quantity", "result"})


class StatusReading(Struct, frozen=True):
    """The status with what the rates need. ``issues`` are finding codes in the order noticed.

    ``completed_on`` is the completion date that counts: None where it lies after ``as_of``. ``uncertain``:
    the unit typed something that could not be read, so the status may change.
    """

    status: Status
    issues: tuple[str, ...] = ()
    dated: bool = False
    complete: bool = False
    """Counts as complete in the completion rate (dated tasks only)."""
    on_time: bool = False
    due_by_as_of: bool = False
    """Dated and due on or before ``as_of``, or periodic with an occurrence that fell due: in the on-time rate."""
    completed_on: date | None = None
    uncertain: bool = False


def evaluate(
    deadline: Deadline,
    answer: TaskAnswer | None,
    *,
    as_of: date,
    plan: Plan,
    target: Decimal | None = None,
    period: Period | None = None,
) -> StatusReading:
    """The status of a unit's task at ``as_of``; ``answer`` None or blank means that nothing was reported.

    ``period`` says from when occurrences of a periodic task are counted (its first day): Số lượng đạt
    answers the Chỉ tiêu of the period. ``target`` is accepted for symmetry with the form and does not
    change the status: the contract compares what was done with the occurrences that fell due.

    Issues: ``percent-out-of-range``, ``date-in-future``, ``date-outside-plan``, ``done-without-date``,
    ``progress-below-100`` (a completion date wins over a progress below 100), ``progress-missing`` (something was reported
    on a dated task but no progress), ``occurrences-missing`` (a periodic task with a completion date but no count).
    """
    given = answer or TaskAnswer("")
    issues: list[str] = []
    progress = given.progress
    if progress is not None and not 0 <= progress <= _HUNDRED:
        issues.append("percent-out-of-range")
        progress = None
    progress = progress or Decimal(0)
    quantity = given.quantity if given.quantity is not None and given.quantity > 0 else Decimal(0)
    result = clean(given.result)
    done = given.completed_on
    future = done is not None and done > as_of
    if future:
        issues.append("date-in-future")
        done = None
    elif done is not None and (done < plan.start or (done > plan.end and not deadline.continuing)):
        issues.append("date-outside-plan")
    if done is not None and given.progress is not None and progress < _HUNDRED:
        issues.append("progress-below-100")

    dated = deadline.kind is DeadlineKind.DATED and deadline.due is not None
    if dated:
        status = _dated(deadline, progress, done, future, as_of)
        if status.is_complete and done is None:
            issues.append("done-without-date")
        elif not status.is_complete and given.progress is None and (quantity or result):
            issues.append("progress-missing")
    else:
        status = _undated(deadline, progress, quantity, result, done, future, as_of, period)
        if (
            deadline.kind is DeadlineKind.PERIODIC
            and status is Status.OVERDUE
            and done
            and given.quantity is None
        ):
            issues.append("occurrences-missing")
    return StatusReading(
        status,
        tuple(issues),
        dated=dated,
        complete=status.is_complete,
        on_time=status is Status.ON_TIME,
        due_by_as_of=(dated and deadline.due is not None and deadline.due <= as_of)
        or (deadline.kind is DeadlineKind.PERIODIC and fallen_due(deadline, as_of, period) > 0),
        completed_on=done,
        uncertain=bool(given.unread & _INPUTS),
    )


def _dated(deadline: Deadline, progress: Decimal, done: date | None, future: bool, as_of: date) -> Status:
    due = deadline.due
    assert due is not None
    if done is not None:
        return Status.ON_TIME if done <= due else Status.LATE
    if progress == _HUNDRED and not future:
        return Status.ON_TIME if as_of <= due else Status.LATE
    if deadline.continuing and progress > 0:
        return Status.DOING
    if as_of > due:
        return Status.OVERDUE
    if progress > 0:
        return Status.DOING
    if deadline.start is not None and as_of < deadline.start:
        return Status.NOT_DUE
    return Status.NOT_STARTED


def fallen_due(deadline: Deadline, as_of: date, period: Period | None = None) -> int:
    """How many occurrences of a periodic task fell due from the period's first day to ``as_of``."""
    return sum(1 for day in deadline.occurrences if day <= as_of and (period is None or day >= period.start))


def _undated(
    deadline: Deadline,
    progress: Decimal,
    quantity: Decimal,
    result: str,
    done: date | None,
    future: bool,
    as_of: date,
    period: Period | None,
) -> Status:
    if deadline.kind is DeadlineKind.PERIODIC:
        all_done = progress == _HUNDRED and not future
        if not all_done and quantity < fallen_due(deadline, as_of, period):
            return Status.OVERDUE
    # A quantity of 0 and a date that lies ahead report nothing done.
    if progress > 0 or result or quantity > 0 or done is not None:
        return Status.DONE_ROUTINE
    return Status.NOT_ARISEN if deadline.kind is DeadlineKind.ON_REQUEST else Status.NOT_STARTED


class StatusRefs(Struct, frozen=True):
    """Cell references (such as ``'$L5'``) for :func:`status_formula`.

    ``kind`` is the reference of Loại thời hạn or the kind itself, when it is known while the sheet is
    made: the formula is then much shorter. ``as_of`` is a reference or an expression
    (:func:`as_of_expression`). ``continuing`` may be a reference to a cell that is TRUE or not.
    ``occurrences`` are the due dates of a periodic task from the period's first day on, or the reference
    of a range that holds them.
    """

    kind: DeadlineKind | str
    start: str
    due: str
    progress: str
    completed_on: str
    quantity: str
    result: str
    as_of: str
    continuing: bool | str = False
    occurrences: tuple[date, ...] | str = ()


def as_of_expression(reported_on: str, due: str) -> str:
    """Ngày báo cáo when it is a date, else Hạn nộp: the date that a form's formulas go by."""
    return f"IF(ISNUMBER({reported_on}),INT({reported_on}),{due})"


def blank(ref: str) -> str:
    """A test that is TRUE when nothing but spaces stands in a cell (also U+00A0, which TRIM leaves)."""
    return f'TRIM(SUBSTITUTE({ref},"\u00a0"," "))=""'


def bad_number(ref: str) -> str:
    """A test that is TRUE for something typed that is no number."""
    return f"AND(NOT(ISNUMBER({ref})),NOT({blank(ref)}))"


def serial(day: date) -> int:
    """Excel's number of a date (1900 system)."""
    return int(serial_of(day))


def status_formula(refs: StatusRefs) -> str:
    """The Excel formula equal to :func:`evaluate`, for Excel 2010 and LibreOffice, beginning with '='.

    Shows :data:`CHECK_AGAIN` when progress, completion date, quantity or due date is not what a program
    can count with: text, an error, a progress outside 0-100, a date outside 2000-2099, a negative quantity.
    """
    p, c, q = refs.progress, refs.completed_on, refs.quantity
    bad = (
        f"OR({bad_number(p)},{bad_number(c)},{bad_number(q)},N({p})<0,N({p})>100,N({q})<0,"
        f"AND(ISNUMBER({c}),OR(N({c})<36526,N({c})>=73051)))"
    )
    parts = {
        DeadlineKind.DATED: _dated_formula(refs),
        DeadlineKind.PERIODIC: _periodic_formula(refs),
        DeadlineKind.ON_REQUEST: _routine_formula(refs, Status.NOT_ARISEN),
    }
    otherwise = _routine_formula(refs, Status.NOT_STARTED)
    if isinstance(refs.kind, DeadlineKind):
        body = parts.get(refs.kind, otherwise)
    else:
        body = otherwise
        for kind, formula in reversed(parts.items()):
            body = f'IF({refs.kind}="{kind.value}",{formula},{body})'
    return f'=IFERROR(IF({bad},"{CHECK_AGAIN}",{body}),"{CHECK_AGAIN}")'


def _done(refs: StatusRefs) -> str:
    return f"AND(ISNUMBER({refs.completed_on}),INT(N({refs.completed_on}))<={refs.as_of})"


def _dated_formula(refs: StatusRefs) -> str:
    p, c, due, as_of = refs.progress, refs.completed_on, refs.due, refs.as_of
    if isinstance(refs.continuing, str):
        continuing = f'IF(AND({refs.continuing}=TRUE,N({p})>0),"{Status.DOING}",'
    else:
        continuing = f'IF(N({p})>0,"{Status.DOING}",' if refs.continuing else ""
    return (
        f'IF(NOT(ISNUMBER({due})),"{CHECK_AGAIN}",'
        f'IF({_done(refs)},IF(INT(N({c}))<={due},"{Status.ON_TIME}","{Status.LATE}"),'
        f"IF(AND(N({p})=100,NOT(ISNUMBER({c}))),"
        f'IF({as_of}<={due},"{Status.ON_TIME}","{Status.LATE}"),'
        f"{continuing}"
        f'IF({as_of}>{due},"{Status.OVERDUE}",'
        f'IF(N({p})>0,"{Status.DOING}",'
        f'IF({as_of}<N({refs.start}),"{Status.NOT_DUE}","{Status.NOT_STARTED}"))))))'
    ) + (")" if continuing else "")


def _routine_formula(refs: StatusRefs, otherwise: Status) -> str:
    given = f"OR(N({refs.progress})>0,N({refs.quantity})>0,{_done(refs)},NOT({blank(refs.result)}))"
    return f'IF({given},"{Status.DONE_ROUTINE}","{otherwise}")'


def _periodic_formula(refs: StatusRefs) -> str:
    p, c, q, as_of = refs.progress, refs.completed_on, refs.quantity, refs.as_of
    if isinstance(refs.occurrences, str):
        fallen_due = f"SUMPRODUCT(ISNUMBER({refs.occurrences})*({refs.occurrences}<={as_of}))"
    elif refs.occurrences:
        days = ",".join(str(serial(day)) for day in refs.occurrences)
        fallen_due = f"SUMPRODUCT(--({{{days}}}<={as_of}))"
    else:
        fallen_due = "0"
    all_done = f"AND(N({p})=100,NOT(AND(ISNUMBER({c}),INT(N({c}))>{as_of})))"
    return (
        f"IF(AND(NOT({all_done}),N({q})<{fallen_due}),"
        f'"{Status.OVERDUE}",{_routine_formula(refs, Status.NOT_STARTED)})'
    )
