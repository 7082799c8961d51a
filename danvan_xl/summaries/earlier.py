"""A summary of an earlier period, read back by its headers: figures, accepted completions, answers.

``consolidate --previous`` takes completions and earlier counts from it, the summary draws change and
trend, ``issue --previous`` prefills the forms.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from danvan_xl.errors import InputError
from danvan_xl.identity import SUMMARY
from danvan_xl.language.folding import fold
from danvan_xl.model import (
    IndicatorAnswer,
    ModelEntry,
    Proposal,
    Return,
    ScoreAnswer,
    Status,
    TaskAnswer,
    Where,
)
from danvan_xl.summaries.review import identity_of
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.grid import Grid, Row, Table, find_label, find_table, read_grids


@dataclass(slots=True)
class PreviousSummary:
    """What an earlier summary says. Keys of pairs are (unit code, code of the task or indicator).

    ``history`` holds the figures of all earlier periods that it knows, oldest first:
    ``history[unit, measure][period code]``; measures are those of the sheet ``Diễn biến``.
    """

    path: Path
    plan: str
    period: str
    period_name: str = ""
    as_of: date | None = None
    end: date | None = None
    """The period's last day."""
    tasks: dict[tuple[str, str], TaskAnswer] = field(default_factory=dict)
    statuses: dict[tuple[str, str], Status] = field(default_factory=dict)
    indicators: dict[tuple[str, str], IndicatorAnswer] = field(default_factory=dict)
    scores: dict[tuple[str, str], ScoreAnswer] = field(default_factory=dict)
    added: dict[str, list[TaskAnswer]] = field(default_factory=dict)
    models: dict[str, list[ModelEntry]] = field(default_factory=dict)
    proposals: dict[str, list[Proposal]] = field(default_factory=dict)
    periods: list[str] = field(default_factory=list)
    """Codes of the periods in ``history``, oldest first; the last is ``period``."""
    history: dict[tuple[str, str], dict[str, Decimal]] = field(default_factory=dict)

    def completions(self) -> dict[tuple[str, str], TaskAnswer]:
        """Tasks that were complete then (Hoàn thành đúng hạn, quá hạn), by (unit, task)."""
        return {
            key: answer
            for key, answer in self.tasks.items()
            if (status := self.statuses.get(key)) is not None and status.is_complete
        }

    def return_of(self, unit: str) -> Return:
        """What that unit answered, as a return: for prefilling its next form. Blank when it sent nothing."""

        def own(answers: dict[tuple[str, str], Any]) -> dict[str, Any]:
            return {code: answer for (owner, code), answer in answers.items() if owner == unit}

        return Return(
            self.plan,
            unit,
            self.period,
            tasks=own(self.tasks),
            added=list(self.added.get(unit, ())),
            scores=own(self.scores),
            indicators=own(self.indicators),
            models=list(self.models.get(unit, ())),
            proposals=list(self.proposals.get(unit, ())),
        )


def read_previous(path: Path) -> PreviousSummary:
    """Read an earlier summary workbook.

    Raises :class:`~danvan_xl.errors.InputError` when it cannot be read or is no summary.
    """
    path = Path(path)
    grids = read_grids(path, what="tệp tổng hợp kỳ trước")
    identity = identity_of(grids)
    if identity is None or identity.kind != SUMMARY:
        raise InputError(
            f"“{path.name}” không phải tệp tổng hợp do chương trình tạo.",
            remedy="Chọn tệp tổng hợp của kỳ trước (tệp kết quả của lệnh consolidate).",
            file=path,
            code="not-a-summary",
        )
    by_name = {fold(grid.name): grid for grid in grids}
    previous = PreviousSummary(path, identity.plan, identity.period)
    plan = by_name.get(fold(n.PLAN))
    if plan is not None:
        previous.period_name = str(_label(plan, "Tên kỳ") or "")
        previous.end = as_date(_label(plan, "Kỳ đến ngày"))
        previous.as_of = as_date(_label(plan, "Số liệu đến ngày"))
    readers = {
        n.DETAIL: (n.DETAIL_HEADERS, _read_tasks),
        n.DETAIL_INDICATORS: (n.DETAIL_INDICATOR_HEADERS, _read_indicators),
        n.VERIFY: ((*n.VERIFY_HEADERS, *n.VERIFY_MORE), _read_scores),
        n.ADDED: (n.ADDED_HEADERS, _read_added),
        n.MODELS: (n.MODEL_HEADERS, _read_models),
        n.PROPOSALS: (n.PROPOSAL_HEADERS, _read_proposals),
    }
    for sheet, (headers, read) in readers.items():
        grid = by_name.get(fold(sheet))
        table = find_table(grid, headers) if grid is not None else None
        if table is not None:
            read(table, previous)
    history = by_name.get(fold(n.HISTORY))
    if history is not None:
        _read_history(history, previous)
    return previous


def as_date(value: object) -> date | None:
    """A date cell as a date; None for anything else."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def as_decimal(value: object) -> Decimal | None:
    """A number cell as a decimal, free of binary noise; None for anything else."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(repr(round(value, 9))).normalize() + 0
    return None


def _label(grid: Grid, label: str) -> object:
    place = find_label(grid, label)
    return None if place is None else grid.value(place[0], place[1] + 1)


def _where(row: Row, sheet: str) -> Where:
    return Where(sheet, row.index + 1)


def _read_tasks(table: Table, previous: PreviousSummary) -> None:
    statuses = {fold(status): status for status in Status}
    for row in table.rows():
        unit, code = row.text("Mã đơn vị"), row.text("Mã nhiệm vụ")
        if not unit or not code:
            continue
        previous.tasks[unit, code] = TaskAnswer(
            code,
            as_decimal(row.value("Tiến độ (%)")),
            as_date(row.value("Ngày hoàn thành")),
            as_decimal(row.value("Số lượng đạt")),
            row.multiline("Kết quả, số văn bản"),
            row.multiline("Khó khăn, vướng mắc"),
            text=row.text("Nhiệm vụ"),
            where=_where(row, n.DETAIL),
        )
        status = statuses.get(fold(row.text("Tình trạng")))
        if status is not None:
            previous.statuses[unit, code] = status


def _read_indicators(table: Table, previous: PreviousSummary) -> None:
    for row in table.rows():
        unit, code = row.text("Mã đơn vị"), row.text("Mã")
        if unit and code:
            previous.indicators[unit, code] = IndicatorAnswer(
                code,
                as_decimal(row.value("Trong kỳ")),
                as_decimal(row.value("Lũy kế")),
                row.multiline("Ghi chú"),
                _where(row, n.DETAIL_INDICATORS),
            )


def _read_scores(table: Table, previous: PreviousSummary) -> None:
    for row in table.rows():
        unit, code = row.text("Mã đơn vị"), row.text("Mã")
        if unit and code:
            previous.scores[unit, code] = ScoreAnswer(
                code,
                not_arising=bool(row.text("Không phát sinh")),
                self_score=as_decimal(row.value("Điểm tự chấm")),
                evidence=row.multiline("Tài liệu kiểm chứng"),
                explanation=row.multiline("Giải trình"),
                form_max=as_decimal(row.value("Điểm tối đa")),
                where=_where(row, n.VERIFY),
            )


def _read_added(table: Table, previous: PreviousSummary) -> None:
    for row in table.rows():
        previous.added.setdefault(row.text("Mã đơn vị"), []).append(
            TaskAnswer(
                "",
                as_decimal(row.value("Tiến độ (%)")),
                as_date(row.value("Ngày hoàn thành")),
                as_decimal(row.value("Số lượng đạt")),
                row.multiline("Kết quả, số văn bản"),
                row.multiline("Khó khăn, vướng mắc"),
                text=row.multiline("Nhiệm vụ"),
            )
        )


def _read_models(table: Table, previous: PreviousSummary) -> None:
    for row in table.rows():
        if name := row.multiline("Tên mô hình"):
            previous.models.setdefault(row.text("Mã đơn vị"), []).append(
                ModelEntry(
                    name,
                    row.multiline("Lĩnh vực"),
                    row.multiline("Địa bàn"),
                    row.multiline("Hiệu quả"),
                    row.multiline("Khả năng nhân rộng"),
                )
            )


def _read_proposals(table: Table, previous: PreviousSummary) -> None:
    for row in table.rows():
        if text := row.multiline("Nội dung"):
            previous.proposals.setdefault(row.text("Mã đơn vị"), []).append(
                Proposal(text, row.multiline("Gửi cơ quan"), row.multiline("Ghi chú"))
            )


def _read_history(grid: Grid, previous: PreviousSummary) -> None:
    table = find_table(grid, n.HISTORY_HEADERS, at_least=3)
    if table is None:
        return
    previous.periods = list(table.extra.values())
    for row in table.rows():
        key = (row.text("Mã đơn vị"), row.text("Chỉ số"))
        figures = {
            period: number
            for col, period in table.extra.items()
            if (number := as_decimal(grid.value(row.index, col))) is not None
        }
        if figures:
            previous.history[key] = figures
