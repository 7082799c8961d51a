"""Rows of ``Nhiệm vụ``: matched by code wherever they stand, text only as a hint.

A row whose code and text belong to two different tasks (part of the table was sorted) gives no values;
a row that stands twice counts once when both say the same, else the differing cells stay blank; rows
without a code are the unit's own additions. Whatever is not used leaves a finding.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from danvan_xl.findings import Severity
from danvan_xl.language.folding import fold
from danvan_xl.language.showing import shown
from danvan_xl.model import Role, Task, TaskAnswer
from danvan_xl.terms import form as h
from danvan_xl.terms.fields import is_blank
from danvan_xl.typed.cells import CellReader, tidy
from danvan_xl.typed.context import ReadingContext
from danvan_xl.typed.fields import read_row, standing
from danvan_xl.typed.row_text import by_text, of_another
from danvan_xl.workbooks.drawing.spec import cell_name


@dataclass(slots=True)
class TaskRows:
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
        answer = self._answer(row, task.code, text)
        if text and text != task.text and fold(text) != fold(task.text):
            other = of_another(text, task, self.by_text)
            if other is not None:
                self._distrust(row, task, other, answer)
            else:
                self._finding(
                    "task-text-changed",
                    row,
                    h.TEXT,
                    shown(text),
                    task.code,
                    severity=Severity.INFO if self.outdated else None,
                )
        known = self.result.answers.get(task.code)
        if known is None:
            self.result.answers[task.code] = answer
            self.rows_of[task.code] = row
        else:
            self._same_again(row, task, known, answer)

    def _distrust(self, row: int, task: Task, other: Task, answer: TaskAnswer) -> None:
        """Code of one task, text of another: nobody can say whose values these are."""
        self._finding("row-mismatch", row, h.TEXT, shown(answer.text), task.code, note=other.code)
        given = {
            f.attribute: f.kind.blank for f in h.TASK_ANSWERS if not is_blank(getattr(answer, f.attribute))
        }
        for name, blank in given.items():
            setattr(answer, name, blank)
        answer.unread = answer.unread | given.keys()

    def _same_again(self, row: int, task: Task, known: TaskAnswer, again: TaskAnswer) -> None:
        conflict = False
        for asked in h.TASK_ANSWERS:
            name = asked.attribute
            first, second = getattr(known, name), getattr(again, name)
            unread = name in known.unread or name in again.unread
            if first == second and not unread:
                continue
            if is_blank(second) and not unread:
                continue
            if is_blank(first) and not unread:
                setattr(known, name, second)
                known.cells = {**known.cells, name: again.cells.get(name, "")}
                continue
            conflict = True
            setattr(known, name, asked.kind.blank)
            known.unread = known.unread | {name}
            values = "; ".join(shown(v) for v in (first, second) if not is_blank(v))
            self._finding("row-conflict", row, asked.header, values, task.code)
        if not conflict:
            first_row = self.rows_of[task.code]
            self._finding("row-duplicated", row, h.CODE, task.code, task.code, note=f"dòng {first_row + 1}")

    def _without_code(self, row: int, code: str, text: str) -> None:
        cells = self.cells
        same = self.by_text.get(fold(text)) if text else None
        if same is not None:
            self._finding("row-matched-by-text", row, h.CODE, code, same.code)
            self._take(row, same, text)
            return
        given = cells.given(row, h.TASK_INPUTS)
        known = self.context.tasks_by_code.get(fold(code)) if code else None
        if known is not None or (code and self.outdated):
            if given:
                answer = self._answer(row, code, text)
                self._finding("row-dropped", row, h.CODE, shown(text), code, note=_summary(answer))
            return
        if code and not text and not given:
            return  # a heading or a stray mark in the code column
        answer = self._answer(row, code, text)
        if code:
            self._finding("row-unknown", row, h.CODE, code, code)
        self.result.added.append(answer)
        self._finding("row-added", row, h.TEXT, shown(text) or "(không ghi nội dung)", "")

    def _answer(self, row: int, code: str, text: str) -> TaskAnswer:
        manners = {"quantity": {"unit": self._unit_of(code)}}
        values = read_row(self.cells, row, h.TASK_ANSWERS, manners)
        return TaskAnswer(code, text=text, **values, **standing(self.cells, row, h.CODE))

    def _unit_of(self, code: str) -> str:
        task = self.own.get(fold(code))
        return task.target_unit.partition("/")[0] if task else ""

    def _finding(self, code: str, row: int, header: str, value: Any, task: str, **more: Any) -> None:
        cells = self.cells
        cells.log.add(
            code,
            sheet=cells.sheet.name,
            cell=cell_name(row, cells.table.columns.get(header, 0)),
            value=value,
            header=header,
            row=task,
            **more,
        )


def _summary(answer: TaskAnswer) -> str:
    """What a dropped row said, so that nothing is lost."""
    facts = [
        f"tiến độ {shown(answer.progress)}%" if answer.progress is not None else "",
        f"ngày {shown(answer.completed_on)}" if answer.completed_on else "",
        f"số lượng {shown(answer.quantity)}" if answer.quantity is not None else "",
        shown(answer.result) if answer.result else "",
    ]
    return "; ".join(filter(None, facts))
