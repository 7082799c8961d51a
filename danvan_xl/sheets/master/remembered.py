"""What the program works out of a task's words, and the memory of it.

In a hidden column of ``Nhiệm vụ`` stands what was put into the row's cells. A cell that still holds it was touched by
nobody: it follows its words when they, or the plan's days, are put right (a master of last year copied, for one).
A cell that holds anything else was typed, and wins.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from danvan_xl.language.folding import clean
from danvan_xl.language.quantities import read_quantities
from danvan_xl.model import Deadline, DeadlineKind, Plan, Task
from danvan_xl.terms import master as n
from danvan_xl.workbooks.grid import Row

COLUMNS = (n.DEADLINE_KIND, n.START, n.DUE, n.TARGET, n.TARGET_UNIT)
"""The headers of ``Nhiệm vụ`` that are filled in where they are blank."""


class ReadsDeadlines(Protocol):
    """A phrase → deadline, in the plan's context; ``of``: the words of the task, which may name a day where the phrase is blank."""

    def __call__(self, text: str, of: str = "") -> Deadline: ...


def deadline_reader(plan: Plan) -> ReadsDeadlines:
    """``language.deadlines.deadline_of`` bound to the plan."""
    from danvan_xl.language.deadlines import DeadlineContext, deadline_of

    context = DeadlineContext(plan.start, plan.end, plan.before_rule, plan.holiday_rule)

    def read(text: str, of: str = "") -> Deadline:
        return deadline_of(text, of, context)

    return read


def deadline_cells(deadline: Deadline) -> tuple[Any, Any, Any]:
    """Loại thời hạn, Bắt đầu, Hạn as they are filled in. Not understood stays blank: "Chưa rõ" is for a person to say."""
    kind = None if deadline.kind is DeadlineKind.UNCLEAR else deadline.kind.value
    return kind, deadline.start, deadline.due


def filled_in(task: Task) -> dict[str, Any]:
    """What stands in the row's :data:`COLUMNS`, by header."""
    unit = task.target_unit if task.target is not None else ""
    return dict(zip(COLUMNS, (*deadline_cells(task.deadline), task.target, unit), strict=True))


def own_words(task: Task, plan: Plan) -> dict[str, Any]:
    """The same from the task's words alone, whatever was typed."""
    found = {(q.amount, q.target_unit) for q in read_quantities(task.text)}
    target, unit = found.pop() if len(found) == 1 else (None, "")
    read = Task(
        task.code,
        task.text,
        target=target,
        target_unit=unit,
        deadline=deadline_reader(plan)(task.when_text, task.text),
    )
    return filled_in(read)


def memory(task: Task, plan: Plan, shown: Mapping[str, Any]) -> str:
    """What to remember of the cells ``shown``: the task's code, then of each cell what it holds, if that came from the words.

    '' where nothing did.
    """
    words = own_words(task, plan)
    held = {header: _text(value) for header, value in words.items()}
    same = _same(held, shown)
    return _SEPARATOR.join((task.code, *(held[h] if h in same else "" for h in COLUMNS))) if same else ""


def memory_column(row: Row) -> int | None:
    """The 0-based column of the memory in the row's table; None where there is none yet."""
    return next((col for col, header in row.table.extra.items() if header == n.REMEMBERED), None)


def untouched(row: Row) -> frozenset[str]:
    """The headers whose cell still holds what the program put there.

    The code stands in the memory too: rows sorted without the hidden column are taken for typed.
    """
    column = memory_column(row)
    parts = row.table.grid.text(row.index, column).split(_SEPARATOR) if column is not None else []
    if len(parts) != len(COLUMNS) + 1 or parts[0] != row.text(n.TASK_CODE):
        return frozenset()
    return _same(
        dict(zip(COLUMNS, parts[1:], strict=True)), {header: row.value(header) for header in COLUMNS}
    )


def _same(held: Mapping[str, str], shown: Mapping[str, Any]) -> frozenset[str]:
    """The headers under which something stands that is what is held; an amount and its unit of measure belong together."""
    other = {header for header in COLUMNS if held[header] != _text(shown.get(header))}
    if other & _AMOUNT:
        other |= _AMOUNT
    return frozenset(header for header in COLUMNS if held[header] and header not in other)


_AMOUNT = {n.TARGET, n.TARGET_UNIT}
_SEPARATOR = "|"


def _text(value: Any) -> str:
    """A cell's value as it is remembered: the same whether typed, read or drawn."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float, Decimal)):
        return f"{Decimal(str(value)).normalize():f}"
    return clean(value or "")
