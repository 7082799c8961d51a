"""A summary workbook read back as the consolidation that it shows, with what a person typed into it since.

The Word report, the explanation sheets and the roll-up work from this, so that their figures are those of
the workbook a person looked at. Only what was written as a value is read; totals, bands and ranks are worked
out again by the rules, because a program that edits the file may drop the results of formulas.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

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
from danvan_xl.rules.headline import headline
from danvan_xl.rules.rates import put_unit_rates
from danvan_xl.rules.reviewing import apply_review
from danvan_xl.rules.scoring import scheme_of
from danvan_xl.summaries.earlier import earlier_of
from danvan_xl.summaries.opened import OpenedSummary, answers_in, as_date, as_decimal, open_summary
from danvan_xl.summaries.review import review_of
from danvan_xl.terms import form
from danvan_xl.terms import summary as n
from danvan_xl.terms.fields import values_of
from danvan_xl.workbooks.grid import Grid, Row, Table, find_table

E = TypeVar("E", bound=StrEnum)


@dataclass(slots=True)
class SummaryRecord:
    """What a summary shows. ``consolidation`` has no files; its units carry tasks, numbers, scores, models, proposals.

    ``facts`` are the labels of ``Kế hoạch`` that the model has no place for.
    """

    path: Path
    consolidation: Consolidation
    facts: dict[str, object] = field(default_factory=dict)


def read_summary(path: Path) -> SummaryRecord:
    """Read a summary workbook whole.

    Raises :class:`~danvan_xl.errors.InputError` when it cannot be read, is no summary, or lost a sheet.
    """
    book = open_summary(path)
    labels = _labels(_need(book, n.PLAN))
    period = _period(labels)
    master = Master(_plan(labels), periods=[period])
    headers = (
        "Mã đơn vị", "Đơn vị", "Loại đơn vị", "Đã nộp", "Ngày nhận", "Đúng hạn nộp", "Cần xem lại", "Tệp nguồn",
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
    apply_review(c, review_of(book), scheme=scheme_of(master, strict=False))
    c.totals = headline(master, period, c.units)
    return SummaryRecord(book.path, c, {label: values[0] for label, values in labels.items()})


def _need(book: OpenedSummary, name: str) -> Grid:
    grid = book.sheet(name)
    if grid is None:
        raise InputError(
            f"Tệp tổng hợp “{book.path.name}” thiếu trang “{name}”.",
            remedy="Tổng hợp lại bằng lệnh consolidate để có đủ các trang.",
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
            f"Trang “{grid.name}” của tệp tổng hợp không còn dòng tiêu đề.",
            remedy="Tổng hợp lại bằng lệnh consolidate.",
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

    start, end = day("Từ ngày"), day("Đến ngày")
    assert start is not None and end is not None
    return Plan(
        _text(labels, "Mã kế hoạch"),
        _text(labels, "Tên kế hoạch"),
        start,
        end,
        number=_text(labels, "Số, ký hiệu"),
        issued_on=day("Ngày ban hành"),
        superior=_text(labels, "Cơ quan chủ quản"),
        issuer=_text(labels, "Cơ quan ban hành"),
        place=_text(labels, "Địa danh"),
        focal_unit=_text(labels, "Mã đơn vị tổng hợp"),
        signing_form=_text(labels, "Thể thức ký"),
        signer=_text(labels, "Người ký"),
        bases=tuple(str(v) for v in labels.get("Căn cứ", ()) if v),
        scale=as_decimal(labels.get("Thang điểm", [100])[0]) or Decimal(100),
    )


def _period(labels: dict[str, list[object]]) -> Period:
    def day(label: str) -> date | None:
        return as_date(labels.get(label, [None])[0])

    start, end, due = day("Kỳ từ ngày"), day("Kỳ đến ngày"), day("Hạn nộp")
    assert start is not None and end is not None and due is not None
    said = {fold(part) for part in _text(labels, "Nội dung kỳ").split(";")}
    return Period(
        _text(labels, "Mã kỳ"),
        _text(labels, "Tên kỳ"),
        start,
        end,
        due,
        day("Khóa sổ"),
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
        if code := row.text("Mã đơn vị"):
            unit_kind = _member(UnitKind, row.text("Loại đơn vị"), UnitKind.OTHER)
            master.units.append(Unit(code, row.text("Đơn vị"), unit_kind, reports=True))
    for value in labels.get("Mức xếp loại", ()):
        name, _, rest = str(value).rpartition(": từ ")
        threshold, _, condition = rest.partition("; ")
        master.bands.append(Band(name, Decimal(threshold.replace(",", ".")), condition))
    roles: dict[str, list[Assignment]] = {}
    for row in detail.rows():
        role = _member(Role, row.text("Vai trò"), Role.CONCERNED)
        roles.setdefault(row.text("Mã nhiệm vụ"), []).append(Assignment(row.text("Mã đơn vị"), role))
    if book.sheet(n.TASKS) is not None:
        headers = (
            "Mã nhiệm vụ", "Nhiệm vụ", "Nhóm nhiệm vụ", "Cơ quan chủ trì", "Thời gian thực hiện",
            "Loại thời hạn", "Hạn", "Đơn vị tính", "Chỉ tiêu",
        )  # fmt: skip
        for index, row in enumerate(_table(book, n.TASKS, headers).rows(), 1):
            code = row.text("Mã nhiệm vụ")
            kind = _member(DeadlineKind, row.text("Loại thời hạn"), DeadlineKind.UNCLEAR)
            when, due = row.text("Thời gian thực hiện"), as_date(row.value("Hạn"))
            master.tasks.append(
                Task(
                    code,
                    row.text("Nhiệm vụ"),
                    str(index),
                    row.text("Nhóm nhiệm vụ"),
                    row.text("Cơ quan chủ trì"),
                    when_text=when,
                    target=as_decimal(row.value("Chỉ tiêu")),
                    target_unit=row.text("Đơn vị tính"),
                    deadline=Deadline(when, kind, None, due, (due,) if due else ()),
                    assignments=tuple(roles.get(code, ())),
                )
            )
    if book.sheet(n.CRITERIA) is not None:
        for row in _table(book, n.CRITERIA, n.CRITERION_HEADERS).rows():
            policy = row.text("Không phát sinh")
            master.criteria.append(
                Criterion(
                    row.text("Mã"),
                    row.text("Tiêu chí"),
                    as_decimal(row.value("Điểm tối đa")) or Decimal(0),
                    _member(ScoreKind, row.text("Cách chấm"), ScoreKind.SELF),
                    row.text("Nhóm"),
                    row.multiline("Tham số"),
                    _member(NotArising, policy, NotArising.FULL) if policy else None,
                    row.multiline("Tài liệu kiểm chứng"),
                )
            )
    if book.sheet(n.INDICATORS) is not None:
        for row in _table(book, n.INDICATORS, (*n.INDICATOR_HEADERS, *n.INDICATOR_HIDDEN)).rows():
            master.indicators.append(
                Indicator(
                    row.text("Mã"),
                    row.text("Chỉ tiêu"),
                    row.text("Đơn vị tính"),
                    _member(NumberKind, row.text("Kiểu số"), NumberKind.DECIMAL),
                    _member(Aggregation, row.text("Cách tổng hợp"), Aggregation.NONE),
                    row.multiline("Ràng buộc"),
                )
            )


def _unit(row: Row) -> UnitResult:
    returned = fold(row.text("Đã nộp")) == fold(n.YES)
    return UnitResult(
        row.text("Mã đơn vị"),
        row.text("Đơn vị"),
        returned,
        as_date(row.value("Ngày nhận")),
        fold(row.text("Đúng hạn nộp")) == fold(n.YES) if returned else None,
        row.text("Tệp nguồn"),
        doubtful=bool(row.text("Cần xem lại")),
    )


def _read_tasks(c: Consolidation, detail: Table) -> None:
    for row in detail.rows():
        unit = c.unit(row.text("Mã đơn vị"))
        code = row.text("Mã nhiệm vụ")
        if unit is None or not code:
            continue
        due = as_date(row.value("Hạn"))
        dated = fold(row.text("Loại thời hạn")) == fold(DeadlineKind.DATED)
        unit.tasks.append(
            UnitTask(
                unit.code,
                code,
                _member(Role, row.text("Vai trò"), Role.CONCERNED),
                _member(Status, row.text("Tình trạng"), Status.NOT_STARTED),
                **answers_in(row, form.TASK_ANSWERS),
                target=as_decimal(row.value(form.TARGET)),
                start=as_date(row.value(form.START)),
                due=due,
                dated=dated,
                due_by_as_of=as_decimal(row.value("Đến hạn")) == 1,
                where=_where(row, n.DETAIL),
            )
        )


def _where(row: Row, sheet: str) -> Where | None:
    """The source row as the summary names it."""
    number = as_decimal(row.value("Dòng"))
    if number is None:
        return None
    return Where(row.text("Trang tính") or sheet, int(number), 1, row.text("Tệp nguồn") or None)


def _read_indicators(c: Consolidation, book: OpenedSummary, answers: Earlier) -> None:
    for (code, indicator), answer in answers.indicators.items():
        unit = c.unit(code)
        if unit is not None:
            unit.indicators[indicator] = UnitIndicator(
                code, indicator, **values_of(answer, form.INDICATOR_ANSWERS)
            )
    table = book.table(n.DETAIL_INDICATORS, n.DETAIL_INDICATOR_HEADERS)
    for row in table.rows() if table else ():
        unit = c.unit(row.text("Mã đơn vị"))
        if unit is not None and row.text("Chưa đọc được") and row.text("Mã") in unit.indicators:
            unit.indicators[row.text("Mã")].unread = True


def _read_scores(c: Consolidation, book: OpenedSummary, answers: Earlier) -> None:
    headers = (*n.VERIFY_HEADERS, *n.VERIFY_MORE, n.BEFORE_APPLICABLE, n.KIND)
    table = book.table(n.VERIFY, headers, at_least=5)
    for row in table.rows() if table else ():
        unit, code = c.unit(row.text("Mã đơn vị")), row.text("Mã")
        if unit is None or not code:
            continue
        answer = answers.scores.get((unit.code, code))
        unit.scores[code] = UnitScore(
            unit.code,
            code,
            _member(ScoreKind, row.text(n.KIND), ScoreKind.SELF),
            as_decimal(row.value("Điểm tự chấm")),
            as_decimal(row.value("Điểm đạt")),
            None,
            as_decimal(row.value(n.BEFORE_APPLICABLE)),
            bool(row.text("Không phát sinh")),
            why=row.multiline("Cách tính điểm"),
            evidence=answer.evidence if answer else "",
            explanation=answer.explanation if answer else "",
        )
