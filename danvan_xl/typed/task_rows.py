"""Rows of ``Nhiệm vụ``: matched by code wherever they stand, text only as a hint.

A row whose code and text belong to two different tasks (part of the table was sorted) gives no values;
a row that stands twice counts once when both say the same, else the differing cells stay blank; rows
without a code are the unit's own additions. Whatever is not used leaves a finding.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from danvan_xl.findings import Severity
from danvan_xl.language.folding import fold
from danvan_xl.language.showing import shown
from danvan_xl.model import Role, Task, TaskAnswer
from danvan_xl.terms import form as h
from danvan_xl.typed.cells import CellReader, tidy
from danvan_xl.typed.context import ReadingContext
from danvan_xl.typed.fields import read_row, standing
from danvan_xl.typed.joining import disowned, joined
from danvan_xl.typed.row_text import by_text, of_another


class TaskRows(Struct):
    """What the table gives. ``missing``: codes of the unit's tasks that have no row."""

    answers: dict[str, TaskAnswer] = field(default_factory=dict)
    added: list[TaskAnswer] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def read_tasks(cells: CellReader, unit: str, context: ReadingContext, *, outdated: bool = False) -> TaskRows:
    """Read the table for ``unit``. ``outdated``: the form was made from an earlier master."""
    return _Reader(cells, unit, context, outdated).read()


class _Reader:
    def __init__(self, cells: CellReader, unit: str, context: ReadingContext, outdated: bool) -> None:
        self.cells, self.context, self.outdated = cells, context, outdated
        work = context.work.get(unit, [])
        self.own: dict[str, Task] = {fold(task.code): task for task, _ in work}
        self.by_text = by_text(task for task, _ in work)
        self.expected = [task.code for task, role in work if role is not Role.CONCERNED]
        self.result = TaskRows()
        self.rows_of: dict[str, int] = {}
        self.file = cells.log.file
        self.concerned = {task.code for task, role in work if role is Role.CONCERNED}

    def read(self) -> TaskRows:
        cells = self.cells
        later: list[tuple[int, str, str]] = []
        for row in cells.rows():
            code, text = self._identity(row)
            if not code and not text and not cells.given(row, h.TASK_INPUTS):
                continue
            if fold(code) == fold(h.CODE) or (not code and fold(text) == fold(h.TEXT)):
                continue  # a header repeated further down
            task = self._by_code(code)
            if task is None:
                later.append((row, code, text))
            else:
                self._take(row, task, text)
        # Rows without a known code come second: a text counts only for a task that no row has by code.
        for row, code, text in later:
            self._without_code(row, code, text)
        self.result.missing = [code for code in self.expected if code not in self.result.answers]
        return self.result

    def _identity(self, row: int) -> tuple[str, str]:
        grid, columns = self.cells.sheet.grid, self.cells.table.columns
        code = grid.value(row, columns[h.CODE]) if h.CODE in columns else None
        text = grid.value(row, columns[h.TEXT]) if h.TEXT in columns else None
        return tidy(code), tidy(text)

    def _by_code(self, code: str) -> Task | None:
        key = fold(code)
        if not key:
            return None
        task = self.own.get(key)
        if task is None and key.isdigit():
            # "01" that some program saved as the number 1.
            same = [t for k, t in self.own.items() if k.isdigit() and int(k) == int(key)]
            task = same[0] if len(same) == 1 else None
        return task

    def _take(self, row: int, task: Task, text: str) -> None:
        values = self._values(row, task.code)
        if text and text != task.text and fold(text) != fold(task.text):
            other = of_another(text, task, self.by_text)
            if other is not None:  # code of one task, text of another
                self.cells.add("row-mismatch", row, h.TEXT, shown(text), other.code, item=task.code)
                values |= disowned(values, h.TASK_ANSWERS)
            else:
                severity = Severity.INFO if self.outdated else None
                self.cells.add("task-text-changed", row, h.TEXT, shown(text), "", severity, item=task.code)
        answer = self._placed(row, task.code, text, values)
        known, first = self.result.answers.get(task.code), self.rows_of.setdefault(task.code, row)
        if known is not None:
            answer = joined(self.cells, row, first, known, answer, h.TASK_ANSWERS)
        self.result.answers[task.code] = answer

    def _without_code(self, row: int, code: str, text: str) -> None:
        cells = self.cells
        same = self.by_text.get(fold(text)) if text else None
        if same is not None:
            cells.add("row-matched-by-text", row, h.CODE, code, item=same.code)
            self._take(row, same, text)
            return
        given = cells.given(row, h.TASK_INPUTS)
        known = self.context.tasks_by_code.get(fold(code)) if code else None
        if known is not None or (code and self.outdated):
            if given:
                answer = self._answer(row, code, text)
                cells.add("row-dropped", row, h.CODE, shown(text), _summary(answer), item=code)
            return
        if code and not text and not given:
            return  # a heading or a stray mark in the code column
        answer = self._answer(row, code, text)
        if code:
            cells.add("row-unknown", row, h.CODE, code)
        self.result.added.append(answer)
        cells.add("row-added", row, h.TEXT, shown(text) or "(không ghi nội dung)", item="")

    def _answer(self, row: int, code: str, text: str) -> TaskAnswer:
        return self._placed(row, code, text, self._values(row, code))

    def _values(self, row: int, code: str) -> dict[str, Any]:
        return read_row(self.cells, row, h.TASK_ANSWERS, {"quantity": {"unit": self._unit_of(code)}})

    def _placed(self, row: int, code: str, text: str, values: dict[str, Any]) -> TaskAnswer:
        return TaskAnswer(code, text=text, **values, **standing(self.cells, row, h.CODE))

    def _unit_of(self, code: str) -> str:
        task = self.own.get(fold(code))
        return task.target_unit.partition("/")[0] if task else ""


def _summary(answer: TaskAnswer) -> str:
    """What a dropped row said, so that nothing is lost."""
    facts = [
        f"tiến độ {shown(answer.progress)}%" if answer.progress is not None else "",
        f"ngày {shown(answer.completed_on)}" if answer.completed_on else "",
        f"số lượng {shown(answer.quantity)}" if answer.quantity is not None else "",
        shown(answer.result) if answer.result else "",
    ]
    return "; ".join(filter(None, facts))
