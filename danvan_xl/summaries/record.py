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

from danvan_xl.errors import InputError
from danvan_xl.identity import SUMMARY
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
from danvan_xl.results import Consolidation, Totals, UnitIndicator, UnitResult, UnitScore, UnitTask
from danvan_xl.summaries.earlier import PreviousSummary, as_date, as_decimal, read_previous
from danvan_xl.summaries.review import Review, identity_of, read_review
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.grid import Grid, Row, Table, find_table, read_grids

E = TypeVar("E", bound=StrEnum)


@dataclass(slots=True)
class SummaryRecord:
    """What a summary shows. ``consolidation`` has no files; its units carry tasks, numbers, scores, models, proposals.

    ``facts`` are the labels of ``Kế hoạch`` that the model has no place for.
    """

    path: Path
    consolidation: Consolidation
    review: Review
    facts: dict[str, object] = field(default_factory=dict)


def read_summary(path: Path) -> SummaryRecord:
    """Read a summary workbook whole.

    Raises :class:`~danvan_xl.errors.InputError` when it cannot be read, is no summary, or lost a sheet.
    """
    path = Path(path)
    review = read_review(path)
    answers = read_previous(path)
    grids = {fold(grid.name): grid for grid in read_grids(path, what="tệp tổng hợp")}
    identity = identity_of(list(grids.values()))
    assert identity is not None and identity.kind == SUMMARY  # read_review has seen to it
    labels = _labels(_need(grids, n.PLAN, path))
    plan = _plan(labels)
    period = _period(labels)
    master = Master(plan, periods=[period])
    units = _table(_need(grids, n.UNITS, path), ("Mã đơn vị", "Đơn vị", "Loại đơn vị", "Đã nộp"), path)
    detail = _table(_need(grids, n.DETAIL, path), n.DETAIL_HEADERS, path)
    _read_master(master, grids, labels, units, detail, path)
    as_of = as_date(labels.get("Số liệu đến ngày", [None])[0]) or period.end
    consolidation = Consolidation(master, period, as_of)
    for row in _table(
        _need(grids, n.UNITS, path),
        ("Mã đơn vị", "Đơn vị", "Đã nộp", "Ngày nhận", "Đúng hạn nộp", "Cần xem lại", "Tệp nguồn"),
        path,
    ).rows():
        consolidation.units.append(_unit(row))
    _read_tasks(consolidation, detail)
    _read_indicators(consolidation, grids, answers)
    _read_scores(consolidation, grids, answers)
    for unit in consolidation.units:
        unit.models = list(answers.models.get(unit.code, ()))
        unit.proposals = list(answers.proposals.get(unit.code, ()))
        unit.added = list(answers.added.get(unit.code, ()))
    _totals(consolidation)
    return SummaryRecord(path, consolidation, review, {label: values[0] for label, values in labels.items()})


def _need(grids: dict[str, Grid], name: str, path: Path) -> Grid:
    grid = grids.get(fold(name))
    if grid is None:
        raise InputError(
            f"Tệp tổng hợp “{path.name}” thiếu trang “{name}”.",
            remedy="Tổng hợp lại bằng lệnh consolidate để có đủ các trang.",
            file=path,
            sheet=name,
            code="summary-incomplete",
        )
    return grid


def _table(grid: Grid, headers: tuple[str, ...], path: Path) -> Table:
    table = find_table(grid, headers)
    if table is None or table.missing(headers[:2]):
        raise InputError(
            f"Trang “{grid.name}” của tệp tổng hợp không còn dòng tiêu đề.",
            remedy="Tổng hợp lại bằng lệnh consolidate.",
            file=path,
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
    grids: dict[str, Grid],
    labels: dict[str, list[object]],
    units: Table,
    detail: Table,
    path: Path,
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
    if (grid := grids.get(fold(n.TASKS))) is not None:
        headers = (
            "Mã nhiệm vụ", "Nhiệm vụ", "Nhóm nhiệm vụ", "Cơ quan chủ trì", "Thời gian thực hiện",
            "Loại thời hạn", "Hạn", "Đơn vị tính", "Chỉ tiêu",
        )  # fmt: skip
        for index, row in enumerate(_table(grid, headers, path).rows(), 1):
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
    if (grid := grids.get(fold(n.CRITERIA))) is not None:
        for row in _table(grid, n.CRITERION_HEADERS, path).rows():
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
    if (grid := grids.get(fold(n.INDICATORS))) is not None:
        for row in _table(grid, (*n.INDICATOR_HEADERS, *n.INDICATOR_HIDDEN), path).rows():
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
        uncertain=bool(row.text("Cần xem lại")),
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
                as_decimal(row.value("Tiến độ (%)")),
                as_date(row.value("Ngày hoàn thành")),
                as_decimal(row.value("Số lượng đạt")),
                as_decimal(row.value("Chỉ tiêu")),
                row.multiline("Kết quả, số văn bản"),
                row.multiline("Khó khăn, vướng mắc"),
                as_date(row.value("Bắt đầu")),
                due,
                dated,
                dated and due is not None and due <= c.as_of,
                _where(row, n.DETAIL),
            )
        )


def _where(row: Row, sheet: str) -> Where | None:
    """The source row as the summary names it."""
    number = as_decimal(row.value("Dòng"))
    if number is None:
        return None
    return Where(row.text("Trang tính") or sheet, int(number), 1, row.text("Tệp nguồn") or None)


def _read_indicators(c: Consolidation, grids: dict[str, Grid], answers: PreviousSummary) -> None:
    for (code, indicator), answer in answers.indicators.items():
        unit = c.unit(code)
        if unit is not None:
            unit.indicators[indicator] = UnitIndicator(
                code, indicator, answer.in_period, answer.cumulative, answer.note
            )
    grid = grids.get(fold(n.DETAIL_INDICATORS))
    table = find_table(grid, n.DETAIL_INDICATOR_HEADERS) if grid is not None else None
    for row in table.rows() if table else ():
        unit = c.unit(row.text("Mã đơn vị"))
        if unit is not None and row.text("Chưa đọc được") and row.text("Mã") in unit.indicators:
            unit.indicators[row.text("Mã")].unread = True


def _read_scores(c: Consolidation, grids: dict[str, Grid], answers: PreviousSummary) -> None:
    grid = grids.get(fold(n.VERIFY))
    headers = (*n.VERIFY_HEADERS, *n.VERIFY_MORE, n.BEFORE_APPLICABLE, n.KIND)
    table = find_table(grid, headers, at_least=5) if grid is not None else None
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


def _totals(c: Consolidation) -> None:
    """Counts and rates by the rules, from the rows read; self totals from the points."""
    from danvan_xl.rules.indicators import indicator_totals
    from danvan_xl.rules.rates import put_unit_rates, reporting_rates, task_rates
    from danvan_xl.rules.scoring import total_of
    from danvan_xl.sheets.summary.totals import scheme_limits

    for unit in c.units:
        put_unit_rates(unit)
        if c.master.criteria and unit.returned:
            rows = [
                (k, s.points, s.applicable_max) for k in c.master.criteria if (s := unit.scores.get(k.code))
            ]
            unit.self_total = total_of(rows, scale=c.master.plan.scale, limits=scheme_limits(c.master)).value
    reporting = reporting_rates(c.units)
    tasks = task_rates(task for unit in c.units for task in unit.tasks)
    c.totals = Totals(
        expected=reporting.expected,
        received=reporting.received,
        on_time=reporting.on_time,
        dated=tasks.dated,
        completed=tasks.completed,
        due=tasks.due,
        completed_on_time=tasks.on_time,
        reporting_rate=reporting.reporting_rate,
        timely_rate=reporting.timely_rate,
        completion_rate=tasks.completion_rate,
        on_time_rate=tasks.on_time_rate,
        status=tasks.status,
    )
    if Part.INDICATORS in c.period.parts:
        c.totals.indicators = indicator_totals(c.master, c.units)
