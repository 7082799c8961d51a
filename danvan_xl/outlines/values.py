"""What goes into a cell of an outline: the summary's figure, or why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct

from danvan_xl.language.folding import fold
from danvan_xl.model import Criterion, DeadlineKind, Indicator, Role, Task
from danvan_xl.outlines.matching import Kind, Subjects
from danvan_xl.reports.rollup_match import in_their_unit
from danvan_xl.reports.rollup_values import cumulative_total, mean_points, rounded, together
from danvan_xl.results import UnitResult, UnitTask
from danvan_xl.summaries.figures import headline_figure, is_tentative
from danvan_xl.summaries.record import SummaryRecord
from danvan_xl.terms import form
from danvan_xl.terms import outlines as o
from danvan_xl.terms.fields import by_header

_NOT_REPORTED = "đơn vị chưa báo cáo"
_BLANK = "tệp tổng hợp chưa có"
_TASK_ATTRIBUTES = {
    form.STATUS: "status", form.PROGRESS: "progress", form.QUANTITY: "quantity", form.COMPLETED: "completed_on",
    form.RESULT: "result", form.DIFFICULTY: "difficulty",
}  # fmt: skip
_PLAN_ATTRIBUTES = {
    o.LEAD: "lead_text",
    form.WHEN: "when_text",
    form.DELIVERABLE: "deliverable",
    form.TARGET: "target",
}


class Got(Struct, frozen=True):
    """``value`` None: there is none, and ``why`` says so in a half-sentence. ``note``: what a person should know of it."""

    value: Decimal | str | date | None = None
    why: str = ""
    note: str = ""


class Item(Struct, frozen=True):
    """What a row of a stretch of blank rows is about: its number from 1, its name, and the facts of its kind."""

    number: int
    name: str
    unit: str = ""
    task: str = ""
    facts: tuple[tuple[str, Any], ...] = ()


class Values:
    """The figures of a summary, asked for as the mapping names them."""

    def __init__(self, record: SummaryRecord) -> None:
        self.c = record.consolidation
        self.subjects = Subjects(self.c.master)
        self.indicators = {item.code: item for item in self.c.master.indicators}
        self.criteria = {item.code: item for item in self.c.master.criteria}
        self.led: dict[str, list[tuple[str, UnitTask]]] = {}
        for unit in self.c.units:
            for task in unit.tasks:
                if task.role is Role.LEAD:
                    self.led.setdefault(task.task, []).append((unit.name, task))

    def items(self, per_row: o.PerRow) -> list[Item]:
        """What there is one row of, in the order of the plan."""
        c = self.c
        if per_row is o.PerRow.UNIT:
            return [Item(i, unit.name, unit.code) for i, unit in enumerate(c.units, 1)]
        if per_row is o.PerRow.TASK:
            return [Item(i, task.text, task=task.code) for i, task in enumerate(c.master.tasks, 1)]
        fields = form.MODEL_FIELDS if per_row is o.PerRow.MODEL else form.PROPOSAL_FIELDS
        found: list[tuple[UnitResult, Any]] = [
            (unit, entry)
            for unit in c.units
            for entry in (unit.models if per_row is o.PerRow.MODEL else unit.proposals)
        ]
        return [
            Item(
                i,
                unit.name,
                unit.code,
                facts=tuple({**by_header(entry, fields), o.UNIT_OF_ROW: unit.name}.items()),
            )
            for i, (unit, entry) in enumerate(found, 1)
        ]

    def get(self, subject: str, field: str, unit: str, measure: str, item: Item | None = None) -> Got:
        """One figure. ``unit``: a code, '' for the whole body; ``item``: what the row is about."""
        if item is not None:
            if field in (o.NUMBER, o.NAME):
                return Got(Decimal(item.number) if field == o.NUMBER else item.name)
            if item.facts:
                return _given(dict(item.facts).get(field))
            subject, unit = subject or item.task, unit or (item.unit if subject else "")
        whose = self.c.unit(unit) if unit else None
        if unit and whose is None:
            return Got(why=f"tệp tổng hợp không có đơn vị mang mã {unit}")
        known = self.subjects.by_code.get(fold(subject))
        if known is None:
            return Got(why=f"tệp tổng hợp không có mục mang mã {subject}")
        if known.kind is Kind.INDICATOR:
            return self._indicator(self.indicators[known.code], field, whose, measure)
        if known.kind is Kind.HEADLINE:
            return self._headline(known.code, whose)
        if known.kind is Kind.TASK:
            return self._task(self.c.master.task(known.code), field, whose)
        return self._criterion(self.criteria[known.code], field, whose)

    def _indicator(self, item: Indicator, field: str, unit: UnitResult | None, measure: str) -> Got:
        note = ""
        if unit is not None:
            mine = unit.indicators.get(item.code)
            value = None if mine is None else mine.cumulative if field == o.CUMULATIVE else mine.in_period
            if value is None:
                unread = mine is not None and mine.unread
                return Got(
                    why="số của đơn vị chưa đọc được"
                    if unread
                    else _BLANK
                    if unit.returned
                    else _NOT_REPORTED
                )
        else:
            total = self.c.totals.indicators.get(item.code)
            value = total.value if total else None
            if field == o.CUMULATIVE:
                value = cumulative_total(self.c.units, item.code, item.aggregation)
            if total is None or value is None:
                return Got(
                    why="không cộng được lũy kế của các đơn vị" if field == o.CUMULATIVE and total else _BLANK
                )
            if total.uncertain:
                return Got(why=f"còn tạm tính ({rounded(value):f}), có số chưa đọc được")
            if total.reported < total.expected:
                note = f"mới có số của {total.reported}/{total.expected} đơn vị"
        counted, converted = in_their_unit(value, item.unit, measure)
        if counted is None:
            return Got(why=converted)
        return Got(rounded(counted), note="; ".join(filter(None, (note, converted))))

    def _headline(self, name: str, unit: UnitResult | None) -> Got:
        figure = headline_figure(name)
        assert figure is not None  # it is a subject
        ask = figure.of_unit if unit is not None else figure.of_body
        if ask is None:
            return Got(why="không có con số này cho " + ("từng đơn vị" if unit is not None else "cả cơ quan"))
        value = ask(unit) if unit is not None else ask(self.c)  # type: ignore[arg-type]
        if value is not None and is_tentative(figure, self.c, unit):
            return Got(why=f"còn tạm tính ({value})")
        return _given(value)

    def _task(self, task: Task | None, field: str, unit: UnitResult | None) -> Got:
        assert task is not None  # it is a subject
        if field in _PLAN_ATTRIBUTES:
            return _given(getattr(task, _PLAN_ATTRIBUTES[field]))
        led = self.led.get(task.code, [])
        if unit is not None:
            mine = next((item for item in unit.tasks if item.task == task.code), None)
            if mine is None:
                return Got(why="đơn vị không được giao nhiệm vụ này")
            return _given(getattr(mine, _TASK_ATTRIBUTES[field], None))
        if not led:
            return Got(why="chưa có đơn vị chủ trì")
        if field == form.STATUS:
            counts: dict[str, int] = {}
            for _, item in led:
                counts[item.status.value] = counts.get(item.status.value, 0) + 1
            if len(counts) == 1:
                return Got(next(iter(counts)))
            return Got(
                "; ".join(f"{number}/{len(led)} đơn vị: {status}" for status, number in counts.items())
            )
        periodic = task.deadline.kind is DeadlineKind.PERIODIC
        return _given(together(led, periodic=periodic).get(field))

    def _criterion(self, item: Criterion, field: str, unit: UnitResult | None) -> Got:
        if field == form.MAX_POINTS:
            return Got(item.max_points)
        if field in (form.SELF_SCORE, form.POINTS):
            if unit is None:
                mean, given = mean_points(self.c.units, item.code)
                return Got(mean, _BLANK if mean is None else "", f"đề xuất: bình quân của {given} đơn vị")
            if not unit.returned:
                return Got(why=_NOT_REPORTED)
            score = unit.scores.get(item.code)
            if score is None or field == form.SELF_SCORE:
                return Got(why=_BLANK) if score is None else _given(score.self_score)
            if score.waits:
                return Got(why="còn tạm tính, có giá trị chưa đọc được")
            return _given(score.points)
        attribute = "evidence" if field == form.EVIDENCE else "explanation"
        units: Sequence[UnitResult] = self.c.units if unit is None else [unit]
        texts = [getattr(u.scores[item.code], attribute) for u in units if item.code in u.scores]
        return _given(_joined(texts))


def _joined(texts: Iterable[str]) -> str:
    """The first five of different texts."""
    found = list(dict.fromkeys(" ".join(text.split()) for text in texts if text.strip()))
    return "; ".join(found[:5]) + (f"; và {len(found) - 5} nội dung khác" if len(found) > 5 else "")


def _given(value: Any) -> Got:
    if value is None or value == "":
        return Got(why=_BLANK)
    if isinstance(value, int) and not isinstance(value, bool):
        return Got(Decimal(value))
    return Got(
        rounded(value) if isinstance(value, Decimal) else value if isinstance(value, date) else str(value)
    )
