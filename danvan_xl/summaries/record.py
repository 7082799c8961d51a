"""A summary workbook read back as the consolidation that it shows, with what a person typed into it since.

The Word report, the explanation sheets and the roll-up work from this, so that their figures are those of
the workbook a person looked at. Only what was written as a value is read; totals, bands and ranks are worked
out again by the rules, because a program that edits the file may drop the results of formulas.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, field

from danvan_xl.earlier import Earlier
from danvan_xl.errors import InputError
from danvan_xl.language.folding import fold
from danvan_xl.model import (
    Aggregation,
    Assignment,
    Band,
    Criterion,
    Deadline,
    DeadlineKind,
    Indicator,
    Master,
    NotArising,
    NumberKind,
    Part,
    Period,
    Plan,
    Role,
    ScoreKind,
    Status,
    Task,
    Unit,
    UnitKind,
    Where,
)
from danvan_xl.results import Consolidation, UnitIndicator, UnitResult, UnitScore, UnitTask
from danvan_xl.rules.rates import put_unit_rates
from danvan_xl.rules.reviewing import apply_review
from danvan_xl.rules.scoring import scheme_of
from danvan_xl.summaries.earlier import earlier_of
from danvan_xl.summaries.opened import OpenedSummary, answers_in, as_date, as_decimal, open_summary
from danvan_xl.summaries.review import review_of
from danvan_xl.summaries.task_reviews import put_claims
from danvan_xl.terms import form
from danvan_xl.terms import master as m
from danvan_xl.terms import summary as n
from danvan_xl.terms.fields import values_of
from danvan_xl.workbooks.grid import Grid, Row, Table, find_table

E = TypeVar("E", bound=StrEnum)


class SummaryRecord(Struct):
    """What a summary shows. ``consolidation`` has no files; its units carry tasks, numbers, scores, models, proposals.

    ``facts`` are the labels of ``Kế hoạch`` that the model has no place for.
    """

    path: Path
    consolidation: Consolidation
    facts: dict[str, object] = field(default_factory=dict)
    changes: Grid | None = None
    """The sheet ``So với lần trước``, where there is one."""


def read_summary(path: Path) -> SummaryRecord:
    """Read a summary workbook whole.

    Raises :class:`~danvan_xl.errors.InputError` when it cannot be read, is no summary, or lost a sheet.
    """
    book = open_summary(path)
    labels = _labels(_need(book, n.PLAN))
    period = _period(labels)
    master = Master(_plan(labels), periods=[period])
    headers = (
        form.UNIT_CODE, form.UNIT, m.UNIT_KIND, n.RETURNED, n.RECEIVED_ON, n.IN_TIME, n.TO_CHECK, n.FILE,
    )  # fmt: skip
    units = _table(book, n.UNITS, headers)
    detail = _table(book, n.DETAIL, n.DETAIL_HEADERS)
    _read_master(master, book, labels, units, detail)
    as_of = as_date(labels.get("Số liệu đến ngày", [None])[0]) or period.end
    c = Consolidation(master, period, as_of, units=[_unit(row) for row in units.rows()])
    answers = earlier_of(book)
    _read_tasks(c, detail)
    _read_indicators(c, book, answers)
    _read_scores(c, book, answers)
    for unit in c.units:
        unit.models = list(answers.models.get(unit.code, ()))
        unit.proposals = list(answers.proposals.get(unit.code, ()))
        unit.added = list(answers.added.get(unit.code, ()))
        put_unit_rates(unit)
    put_claims(c, book)
    apply_review(c, review_of(book), scheme=scheme_of(master, strict=False))
    return SummaryRecord(
        book.path, c, {label: values[0] for label, values in labels.items()}, book.sheet(n.CHANGES)
    )


def _need(book: OpenedSummary, name: str) -> Grid:
    grid = book.sheet(name)
    if grid is None:
        raise InputError(
            f"Tệp tổng hợp “{book.path.name}” thiếu trang tính “{name}”.",
            remedy="Tổng hợp lại để có đủ các trang tính.",
            file=book.path,
            sheet=name,
            code="summary-incomplete",
        )
    return grid


def _table(book: OpenedSummary, name: str, headers: tuple[str, ...]) -> Table:
    grid = _need(book, name)
    table = find_table(grid, headers)
    if table is None or table.missing(headers[:2]):
        raise InputError(
            f"Trang tính “{grid.name}” của tệp tổng hợp không còn dòng tiêu đề.",
            remedy="Tổng hợp lại phiếu của kỳ này.",
            file=book.path,
            sheet=grid.name,
            code="summary-incomplete",
        )
    return table


def _labels(grid: Grid) -> dict[str, list[object]]:
    """Labels of ``Kế hoạch`` and their values; some labels repeat."""
    found: dict[str, list[object]] = {}
    for row in grid.rows:
        if len(row) >= 2 and isinstance(row[0], str) and row[0]:
            found.setdefault(row[0].strip(), []).append(None if row[1] == "" else row[1])
    return found


def _text(labels: dict[str, list[object]], label: str) -> str:
    value = labels.get(label, [None])[0]
    return "" if value is None else str(value)


def _plan(labels: dict[str, list[object]]) -> Plan:
    def day(label: str) -> date | None:
        return as_date(labels.get(label, [None])[0])

    start, end = day(m.FROM), day(m.TO)
    assert start is not None and end is not None
    return Plan(
        _text(labels, form.PLAN_CODE),
        _text(labels, m.PLAN_NAME),
        start,
        end,
        number=_text(labels, m.NUMBER),
        issued_on=day(m.ISSUED_ON),
        superior=_text(labels, m.SUPERIOR),
        issuer=_text(labels, m.ISSUER),
        place=_text(labels, m.PLACE),
        focal_unit=_text(labels, "Mã đơn vị tổng hợp"),
        signing_form=_text(labels, m.SIGNING_FORM),
        signer=_text(labels, m.SIGNER),
        bases=tuple(str(v) for v in labels.get(m.BASIS, ()) if v),
        scale=as_decimal(labels.get(m.SCALE, [100])[0]) or Decimal(100),
    )


def _period(labels: dict[str, list[object]]) -> Period:
    def day(label: str) -> date | None:
        return as_date(labels.get(label, [None])[0])

    start, end, due = day("Kỳ từ ngày"), day("Kỳ đến ngày"), day(form.DUE)
    assert start is not None and end is not None and due is not None
    said = {fold(part) for part in _text(labels, "Nội dung kỳ").split(";")}
    return Period(
        _text(labels, form.PERIOD_CODE),
        _text(labels, m.PERIOD_NAME),
        start,
        end,
        due,
        day(m.LOCKED_ON),
        frozenset(part for part in Part if fold(part) in said),
    )


def _member(kind: type[E], text: str, default: E) -> E:
    return next((item for item in kind if fold(item) == fold(text)), default)


def _read_master(
    master: Master,
    book: OpenedSummary,
    labels: dict[str, list[object]],
    units: Table,
    detail: Table,
) -> None:
    for row in units.rows():
        if code := row.text(form.UNIT_CODE):
            unit_kind = _member(UnitKind, row.text(m.UNIT_KIND), UnitKind.OTHER)
            master.units.append(Unit(code, row.text(form.UNIT), unit_kind, reports=True))
    for value in labels.get("Mức xếp loại", ()):
        name, _, rest = str(value).rpartition(": từ ")
        threshold, _, condition = rest.partition("; ")
        master.bands.append(Band(name, Decimal(threshold.replace(",", ".")), condition))
    roles: dict[str, list[Assignment]] = {}
    for row in detail.rows():
        role = _member(Role, row.text(form.ROLE), Role.CONCERNED)
        roles.setdefault(row.text(form.CODE), []).append(Assignment(row.text(form.UNIT_CODE), role))
    if book.sheet(n.TASKS) is not None:
        headers = (
            form.CODE, form.TEXT, form.GROUP, m.LEAD, form.WHEN,
            form.KIND, form.TASK_DUE, form.INDICATOR_UNIT, form.INDICATOR, m.SHORT_NAME,
        )  # fmt: skip
        for index, row in enumerate(_table(book, n.TASKS, headers).rows(), 1):
            code = row.text(form.CODE)
            kind = _member(DeadlineKind, row.text(form.KIND), DeadlineKind.UNCLEAR)
            when, due = row.text(form.WHEN), as_date(row.value(form.TASK_DUE))
            master.tasks.append(
                Task(
                    code,
                    row.text(form.TEXT),
                    str(index),
                    row.text(form.GROUP),
                    row.text(m.LEAD),
                    when_text=when,
                    target=as_decimal(row.value(form.INDICATOR)),
                    target_unit=row.text(form.INDICATOR_UNIT),
                    deadline=Deadline(when, kind, None, due, (due,) if due else ()),
                    assignments=tuple(roles.get(code, ())),
                    short_name=row.text(m.SHORT_NAME),
                )
            )
    if book.sheet(n.CRITERIA) is not None:
        for row in _table(book, n.CRITERIA, n.CRITERION_HEADERS).rows():
            policy = row.text(m.NOT_ARISING)
            master.criteria.append(
                Criterion(
                    row.text(form.SCORE_CODE),
                    row.text(form.CRITERION),
                    as_decimal(row.value(form.MAX_POINTS)) or Decimal(0),
                    _member(ScoreKind, row.text(form.SCORE_KIND), ScoreKind.SELF),
                    row.text(m.GROUP),
                    row.multiline(m.PARAMETERS),
                    _member(NotArising, policy, NotArising.FULL) if policy else None,
                    row.multiline(form.EVIDENCE),
                    tuple(filter(None, (part.strip() for part in row.text(m.APPLIES).split(";")))),
                )
            )
    if book.sheet(n.INDICATORS) is not None:
        for row in _table(book, n.INDICATORS, (*n.INDICATOR_HEADERS, *n.INDICATOR_HIDDEN)).rows():
            master.indicators.append(
                Indicator(
                    row.text(form.SCORE_CODE),
                    row.text(form.INDICATOR),
                    row.text(form.INDICATOR_UNIT),
                    _member(NumberKind, row.text(m.NUMBER_KIND), NumberKind.DECIMAL),
                    _member(Aggregation, row.text(m.AGGREGATION), Aggregation.NONE),
                    row.multiline(m.CONSTRAINT),
                )
            )


def _unit(row: Row) -> UnitResult:
    returned = fold(row.text(n.RETURNED)) == fold(n.YES)
    return UnitResult(
        row.text(form.UNIT_CODE),
        row.text(form.UNIT),
        returned,
        as_date(row.value(n.RECEIVED_ON)),
        timely=fold(row.text(n.IN_TIME)) == fold(n.YES) if returned else None,
        source=row.text(n.FILE),
        doubtful=bool(row.text(n.TO_CHECK)),
    )


def _read_tasks(c: Consolidation, detail: Table) -> None:
    for row in detail.rows():
        unit = c.unit(row.text(form.UNIT_CODE))
        code = row.text(form.CODE)
        if unit is None or not code:
            continue
        due = as_date(row.value(form.TASK_DUE))
        dated = fold(row.text(form.KIND)) == fold(DeadlineKind.DATED)
        unit.tasks.append(
            UnitTask(
                unit.code,
                code,
                _member(Role, row.text(form.ROLE), Role.CONCERNED),
                _member(Status, row.text(form.STATUS), Status.NOT_STARTED),
                **answers_in(row, form.TASK_ANSWERS),
                target=as_decimal(row.value(form.TARGET)),
                start=as_date(row.value(form.START)),
                due=due,
                dated=dated,
                due_by_as_of=as_decimal(row.value(n.FELL_DUE)) == 1,
                where=_where(row, n.DETAIL),
            )
        )


def _where(row: Row, sheet: str) -> Where | None:
    """The source row as the summary names it."""
    number = as_decimal(row.value(n.LINE))
    if number is None:
        return None
    return Where(row.text(n.SHEET) or sheet, int(number), 1, row.text(n.FILE) or None)


def _read_indicators(c: Consolidation, book: OpenedSummary, answers: Earlier) -> None:
    for (code, indicator), answer in answers.indicators.items():
        unit = c.unit(code)
        if unit is not None:
            unit.indicators[indicator] = UnitIndicator(
                code, indicator, **values_of(answer, form.INDICATOR_ANSWERS)
            )
    table = book.table(n.DETAIL_INDICATORS, n.DETAIL_INDICATOR_HEADERS)
    for row in table.rows() if table else ():
        unit = c.unit(row.text(form.UNIT_CODE))
        if unit is not None and row.text(n.UNREAD) and row.text(form.SCORE_CODE) in unit.indicators:
            unit.indicators[row.text(form.SCORE_CODE)].unread = True


def _read_scores(c: Consolidation, book: OpenedSummary, answers: Earlier) -> None:
    headers = (*n.VERIFY_HEADERS, *n.VERIFY_MORE, n.BEFORE_APPLICABLE, n.KIND)
    table = book.table(n.VERIFY, headers, at_least=5)
    for row in table.rows() if table else ():
        unit, code = c.unit(row.text(form.UNIT_CODE)), row.text(form.SCORE_CODE)
        if unit is None or not code:
            continue
        answer = answers.scores.get((unit.code, code))
        unit.scores[code] = UnitScore(
            unit.code,
            code,
            _member(ScoreKind, row.text(n.KIND), ScoreKind.SELF),
            as_decimal(row.value(form.SELF_SCORE)),
            as_decimal(row.value(form.POINTS)),
            None,
            as_decimal(row.value(n.BEFORE_APPLICABLE)),
            bool(row.text(m.NOT_ARISING)),
            why=row.multiline(n.WHY),
            evidence=answer.evidence if answer else "",
            explanation=answer.explanation if answer else "",
        )
