"""What a person said on ``Nhập từ văn bản`` about passages of the plan, carried out in the master's own tables.

Only the cells that follow from it are written; everything else that stands in the workbook stays. Carrying it out twice
changes nothing more: a passage made a task has its code then, a unit or a time stands in its cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from danvan_xl.documents.found_units import code_for
from danvan_xl.documents.text.claims import heading_time, named_lead, named_time
from danvan_xl.documents.text.headers import Column
from danvan_xl.documents.text.labels import take_labels
from danvan_xl.documents.text.marks import read_mark
from danvan_xl.documents.text.unit_names import is_group, split_duty
from danvan_xl.errors import InputError
from danvan_xl.files import kept_aside
from danvan_xl.language.deadlines import DeadlineContext
from danvan_xl.language.folding import clean, fold
from danvan_xl.language.units import UnitReader, kind_of_name
from danvan_xl.model import Master
from danvan_xl.plans.fields import find_sheet
from danvan_xl.plans.master_reader import MasterReading
from danvan_xl.sheets.master import imported as sheet
from danvan_xl.terms import master as n
from danvan_xl.workbooks.drawing.spec import cell_name
from danvan_xl.workbooks.grid import Row, Table, find_table

_BY_PERSON = "Theo cột “{}”: {}"


class Review(Struct):
    """What follows: ``cell_updates[sheet][cell]``, and what to tell. ``open``: sayings that could not be followed."""

    master: Master
    cell_updates: dict[str, dict[str, Any]] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)


def plan_review(reading: MasterReading) -> Review:
    """Read the column ``Đoạn này là``. Raises :class:`~danvan_xl.errors.InputError` ``not-imported`` without that sheet."""
    reviewing = _Reviewing(reading)
    for row in reviewing.passages.rows():
        reviewing.follow(row)
    return reviewing.review


def draw_review(review: Review, path: Path, target: Path) -> Path | None:
    """Write it into the workbook ``path`` as ``target``; give back the copy of what stood at ``target``."""
    from danvan_xl.workbooks.drawing.draw_openpyxl import draw_into

    if not review.cell_updates and path == target:
        return None
    with kept_aside(target) as backup:
        draw_into(path, [], target, review.cell_updates)
    return backup


class _Reviewing:
    def __init__(self, reading: MasterReading) -> None:
        self.reading, self.master = reading, reading.master
        self.review = Review(reading.master)
        self.passages = self.table(sheet.NAME, sheet.HEADERS, (sheet.SOURCE, sheet.DECIDED))
        self.tasks = self.table(n.TASKS, n.TASK_HEADERS, (n.TASK_CODE, n.TASK_TEXT))
        self.units = self.table(n.UNITS, n.UNIT_HEADERS, n.UNIT_REQUIRED)
        self.rows = {fold(row.text(n.TASK_CODE)): row for row in self.tasks.rows() if row.text(n.TASK_CODE)}
        self.free = {n.TASKS: len(self.tasks.grid.rows), n.UNITS: len(self.units.grid.rows)}
        plan = self.master.plan
        self.context = DeadlineContext(plan.start, plan.end, plan.before_rule, plan.holiday_rule)
        self.taken = {unit.code for unit in self.master.units}
        texts = [*self.rows, *(row.text(sheet.ITEM).lower() for row in self.passages.rows())]
        self.last = max((int(m.group(1)) for text in texts if (m := re.match(r"nv(\d+)", text))), default=0)

    def table(self, name: str, headers: tuple[str, ...], needed: tuple[str, ...]) -> Table:
        grid = find_sheet(self.reading.grids, name)
        found = find_table(grid, headers) if grid is not None else None
        if found is None or found.missing(needed):
            raise InputError(
                f"Tệp không có trang tính “{name}” với các cột như khi nhập từ văn bản.",
                remedy="Chọn tệp kế hoạch do “Nhập từ văn bản” tạo ra, còn nguyên trang tính đó; hoặc nhập lại từ văn bản gốc.",
                file=self.master.path or "",
                code="not-imported",
            )
        return found

    def put(self, table: Table, row: int, header: str, value: Any) -> None:
        if header in table.columns:
            self.review.cell_updates.setdefault(table.grid.name, {})[
                cell_name(row, table.columns[header])
            ] = value

    def follow(self, row: Row) -> None:
        said = clean(row.text(sheet.DECIDED))
        key = fold(said)
        if not key:
            return
        ways: tuple[tuple[str, Callable[[Row, str], str]], ...] = (
            (sheet.NO_TASK, self.drop),
            (sheet.IS_TASK, self.add),
            (sheet.LEADS, self.lead),
            (sheet.TIMES, self.time),
        )
        way = next((way for words, way in ways if key.startswith(fold(words))), None)
        why = way(row, said) if way is not None else "không thuộc các cách ghi của cột này"
        if why:
            shown = f"“{sheet.NAME}”, ô {row.cell(sheet.DECIDED)}: “{said}”"
            self.review.open.append(f"{shown}: {why}.")

    def noted(self, row: Row, said: str, what: str) -> None:
        self.review.done.append(f"{what} ({row.text(sheet.WHERE)}).")
        note = _BY_PERSON.format(sheet.DECIDED, said)
        self.put(self.passages, row.index, sheet.NOTE, note)

    def add(self, row: Row, said: str) -> str:
        """The passage becomes a task, in the first free row."""
        if fold(row.text(sheet.ITEM)) in self.rows:
            return ""
        text, labels = take_labels(_plain(row.multiline(sheet.SOURCE)))
        if not fold(text):
            return "đoạn này chỉ có nhãn, không có nội dung"
        self.last += 1
        code = f"NV{self.last:02d}"
        lead = labels.get(Column.LEAD) or named_lead(text)
        values = {
            n.TASK_CODE: code,
            n.TASK_GROUP: row.text(sheet.HEADING),
            n.TASK_TEXT: text,
            n.LEAD: lead,
            n.COORDINATING: labels.get(Column.COORDINATING, ""),
            n.WHEN: labels.get(Column.WHEN) or named_time(text, self.context),
            n.DELIVERABLE: labels.get(Column.DELIVERABLE, ""),
        }
        for header, value in values.items():
            if value:
                self.put(self.tasks, self.free[n.TASKS], header, value)
        self.free[n.TASKS] += 1
        self.know(lead)
        self.put(self.passages, row.index, sheet.SHEET, n.TASKS)
        self.put(self.passages, row.index, sheet.ITEM, code)
        self.noted(row, said, f"Thêm nhiệm vụ {code}")
        return ""

    def drop(self, row: Row, said: str) -> str:
        """The task made of the passage goes; its code is not used again."""
        code = row.text(sheet.ITEM)
        task = self.rows.get(fold(code))
        if task is None:
            return ""
        kept = [
            f"{header}: {text}"
            for header in self.tasks.columns
            if header not in (n.TASK_CODE, n.TASK_TEXT, n.TASK_NUMBER) and (text := task.multiline(header))
        ]
        for header in self.tasks.columns:
            self.put(self.tasks, task.index, header, None)
        self.put(self.passages, row.index, sheet.SHEET, "")
        self.put(self.passages, row.index, sheet.ITEM, f"{code} (đã bỏ)")
        self.noted(row, said, f"Bỏ {code} khỏi trang tính “{n.TASKS}”")
        if kept:
            note = _BY_PERSON.format(sheet.DECIDED, said)
            self.put(
                self.passages, row.index, sheet.NOTE, f"{note}. Dòng {code} lúc bỏ ghi: {'; '.join(kept)}"
            )
        return ""

    def lead(self, row: Row, said: str) -> str:
        """The unit that the passage names leads these tasks, beside those that do."""
        text, labels = take_labels(_plain(row.multiline(sheet.SOURCE)))
        unit = labels.get(Column.LEAD) or named_lead(text) or split_duty(text)[0]
        if not unit:
            return "trong đoạn không thấy tên đơn vị; hãy ghi thẳng vào cột “Cơ quan chủ trì”"
        return self.into(row, said, n.LEAD, unit, lambda old: f"{old}; {unit}" if old else unit)

    def time(self, row: Row, said: str) -> str:
        """The time that the passage tells is that of these tasks."""
        text, labels = take_labels(_plain(row.multiline(sheet.SOURCE)))
        when = labels.get(Column.WHEN) or heading_time(text, self.context) or named_time(text, self.context)
        if not when:
            return "trong đoạn không thấy thời gian; hãy ghi thẳng vào cột “Thời gian thực hiện”"
        return self.into(row, said, n.WHEN, when, lambda _: when)

    def into(self, row: Row, said: str, header: str, value: str, new: Callable[[str], str]) -> str:
        codes = [word for word in re.findall(r"[\w.\-]+", fold(said)) if re.search(r"\d", word)]
        unknown = [code for code in codes if code not in self.rows]
        if not codes or unknown:
            return (
                f"không có nhiệm vụ mã {', '.join(unknown).upper()}"
                if unknown
                else "chưa ghi mã nhiệm vụ (NV..)"
            )
        for code in codes:
            task = self.rows[code]
            old = task.multiline(header)
            if fold(value) in fold(old):
                continue
            self.put(self.tasks, task.index, header, new(old))
            self.noted(row, said, f"{header} của {task.text(n.TASK_CODE)}: {value}")
        if header == n.LEAD:
            self.know(value)
        if fold(row.text(sheet.ITEM)) not in codes:
            self.drop(row, said)  # what says something of other tasks is none itself
        return ""

    def know(self, lead: str) -> None:
        """Put a unit that the list does not have yet into it; "các thôn" are units of their own."""
        if not lead or is_group(lead) or not UnitReader(self.master.units).read(lead).unknown:
            return
        code = code_for(lead, self.taken)
        for header, value in (
            (n.UNIT_CODE, code), (n.UNIT_NAME, lead), (n.UNIT_KIND, kind_of_name(lead).value),
        ):  # fmt: skip
            self.put(self.units, self.free[n.UNITS], header, value)
        self.free[n.UNITS] += 1


def _plain(text: str) -> str:
    """A passage without its number or dash."""
    mark = read_mark(text)
    return clean(mark.rest if mark is not None else text)
