"""The blocks of ``Tổng quan``: progress by group of tasks, best and worst units, who is silent, what is to be done, what
changed. Each block is a heading and lines in columns of the page that it is given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from danvan_xl.language.showing import points_text, short_task, show_rate, vn_date
from danvan_xl.model import Role, Task
from danvan_xl.results import ChangeKind, UnitTask
from danvan_xl.rules.rates import task_rates
from danvan_xl.sheets.summary import ranking as rk
from danvan_xl.sheets.summary import units as u
from danvan_xl.sheets.summary.attention import MOST, matters
from danvan_xl.sheets.summary.changes import shown
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.facts import change_in_words
from danvan_xl.sheets.summary.history import ALL, MEASURES
from danvan_xl.sheets.summary.tasks import task_area
from danvan_xl.terms import form as h
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.spec import Conditional, SheetSpec, Style, cell_name, sheet_ref
from danvan_xl.workbooks.drawing.values import exactly, rate_text, safe_text

_NAME = 30
"""Letters that two columns hold."""
LINES = 9
"""Lines of a block under its heading."""
_SECTION = Style(bold=True, color=st.HEAD_INK, fill=st.HEAD_FILL, indent=1)
_SUB = Style(bold=True, color=st.INK, fill=st.BAND_FILL, indent=1)
_TEXT = Style(color=st.INK, border=st.LINE, indent=1)
_FIGURE = Style(color=st.INK, border=st.LINE, align="center")
_LINK = _TEXT.but(color=st.LINK_INK)
_BAR = st.RATE.but(valign="vcenter")


class Block(Struct, frozen=True):
    """Where a block stands: first row, first and last column."""

    sheet: SheetSpec
    row: int
    first: int
    last: int

    def head(self, text: str, row: int = 0, style: Style = _SECTION) -> None:
        """A heading over the whole width."""
        self.line(row, text, style, self.first, self.last)

    def line(
        self,
        row: int,
        text: Any,
        style: Style = _TEXT,
        first: int | None = None,
        last: int | None = None,
        *,
        formula: str | None = None,
        link: str | None = None,
    ) -> None:
        """One line, counted from the heading, over joined columns (this sheet is no table)."""
        first, last = self.first if first is None else first, self.last if last is None else last
        shown = safe_text(text) if isinstance(text, str) else text
        self.sheet.put(self.row + row, first, shown, style, formula=formula, link=link)
        for col in range(first + 1, last + 1):
            self.sheet.put(self.row + row, col, None, style)
        if last > first:
            self.sheet.merges.append((self.row + row, first, self.row + row, last))


def progress(context: Context, block: Block) -> None:
    """Completed of what has a deadline, by group of tasks (by task where there are no groups), the least first."""
    items: dict[str, list[UnitTask]] = {}
    for _, item in context.detail:
        if item is not None and item.role is Role.LEAD:
            items.setdefault(item.task, []).append(item)
    groups: dict[str, list[Task]] = {}
    for task in context.tasks:
        groups.setdefault(task.group, []).append(task)
    by_group = len(groups) > 1
    named = (
        list(groups.items()) if by_group else [(short_task(t.short_name, t.text), [t]) for t in context.tasks]
    )
    area = task_area(context)
    place = {task.code: index for index, task in enumerate(context.tasks)}
    found = []
    for name, tasks in named:
        rates = task_rates(item for task in tasks for item in items.get(task.code, ()))
        if rates.dated:
            found.append((rates.completed / rates.dated, name, tasks, rates))
    found.sort(key=lambda one: one[0])
    more = f" ({LINES} thấp nhất)" if len(found) > LINES else ""
    block.head(f"Hoàn thành theo {'nhóm nhiệm vụ' if by_group else 'nhiệm vụ'}{more}")
    for row in range(1, LINES + 1):
        if row > len(found):
            block.line(row, "" if found or row > 1 else "Chưa có nhiệm vụ có thời hạn.")
            continue
        _, name, tasks, rates = found[row - 1]
        if by_group and len(name) <= 200:
            part, whole = (
                f"SUMIFS({area.range(header)},{area.range(h.GROUP)},{exactly(name)})"
                for header in (u.COMPLETED, u.DATED)
            )
        else:
            part, whole = (
                "(" + "+".join(area.cell(header, place[task.code]) for task in tasks[:20]) + ")"
                for header in (u.COMPLETED, u.DATED)
            )
        ratio = cell_name(block.row + row, block.last, absolute=True)
        block.line(row, short_task("", name or "Nhóm khác", 32), _TEXT, block.first, block.last - 2)
        said = f"{rates.completed}/{rates.dated} ({show_rate(rates.completion_rate)})"
        block.line(
            row, said, _FIGURE, block.last - 1, block.last - 1,
            formula=f'={part}&"/"&{whole}&" ("&{rate_text(ratio)}&")"',
        )  # fmt: skip
        block.line(row, rates.completion_rate, _BAR, block.last, block.last, formula=f"={part}/{whole}")
    last = block.row + LINES
    block.sheet.conditionals.append(
        Conditional(
            [(block.row + 1, block.last, last, block.last)],
            kind="data_bar",
            colors=("56B4E9",),
            minimum=0,
            maximum=1,
            bar_only=True,
        )
    )


def best_and_worst(context: Context, ranking: rk.Ranking, block: Block) -> None:
    """The first and the last units by name, with figure and band; live."""
    most = min((LINES - 1) // 2, max(len(ranking.units) // 2, 1))
    ordered = ranking.units
    what = "điểm" if ranking.by_score else "tỷ lệ hoàn thành"
    block.head(f"Đơn vị dẫn đầu ({what})")
    block.head("Đơn vị cần đôn đốc", 1 + (LINES - 1) // 2, _SUB.but(color="7A4B00", fill=st.WARNING.fill))
    for start, at, picked in (
        (1, ranking.from_best, ordered),
        (2 + (LINES - 1) // 2, ranking.from_worst, ordered[::-1]),
    ):
        for index in range((LINES - 1) // 2):
            row = start + index
            if index >= most or index >= len(picked):
                block.line(row, "" if index or picked else "Chưa có đơn vị nào có số để xếp.")
                continue
            unit, value = picked[index]
            name = rk.cut_formula(at(rk.NAME, index), _NAME)
            block.line(
                row, rk.cut_text(unit.name, _NAME), _TEXT, block.first, block.last - 2, formula=f"={name}"
            )
            figure = at(rk.VALUE, index)
            if ranking.by_score:
                said, text = points_text(value), f'SUBSTITUTE(FIXED({figure},2,TRUE),".",",")'
            else:
                said, text = show_rate(value), rate_text(figure)
            block.line(
                row, said, _FIGURE.but(bold=True), block.last - 1, block.last - 1, formula=f'=IF(ISNUMBER({figure}),{text},"")'
            )  # fmt: skip
            band = unit.band or "" if ranking.by_score else ""
            block.line(
                row, band, _FIGURE, block.last, block.last,
                formula=f"={at(rk.BAND, index)}" if ranking.by_score else None,
            )  # fmt: skip


def silent(context: Context, block: Block) -> None:
    """Who has not reported, with whom to call; then, where there is room, who was late."""
    missing = [unit for unit in context.units if not unit.returned]
    late = [unit for unit in context.units if unit.returned and unit.timely is False]
    block.head(f"Chưa báo cáo: {len(missing)}/{len(context.units)} đơn vị")
    lines: list[str] = []
    for unit in missing:
        known = context.c.master.unit(unit.code)
        phone, contact = (known.phone, known.contact) if known else ("", "")
        wide = len(missing) <= LINES
        called = ", ".join(part for part in (contact if wide else "", phone) if part)
        lines.append(f"{unit.name}: {called or 'chưa có số điện thoại'}" if wide or called else unit.name)
    if not missing:
        lines.append("Tất cả đơn vị đã báo cáo.")
    if late and len(lines) < LINES:
        lines += [f"Nộp muộn: {unit.name} ({vn_date(unit.received_on)})" for unit in late]
    two = len(missing) > LINES
    room = LINES * (2 if two else 1)
    if len(lines) > room:
        rest = len(lines) - room + 1
        lines = [*lines[: room - 1], f"… và {rest} đơn vị khác"]
    middle = (block.first + block.last) // 2
    for row in range(1, LINES + 1):
        if two:
            for half, first, last in ((0, block.first, middle), (1, middle + 1, block.last)):
                at = row - 1 + half * LINES
                block.line(row, lines[at] if at < len(lines) else "", _TEXT, first, last)
        else:
            block.line(row, lines[row - 1] if row <= len(lines) else "")


def to_do(context: Context, block: Block) -> None:
    """What must be settled and what should be looked at, each with a link."""
    todo = matters(context)
    must = sum(matter.needs_person for matter in todo)
    head = f"Việc cần xử lý: {must} loại" if must else "Không có việc cần xử lý"
    more, settled = len(todo) - must, len(context.c.settled)
    rest = (f"nên xem thêm: {more} loại" if more else "", f"đã xử lý: {settled} mục" if settled else "")
    block.head("; ".join(filter(None, (head, *rest))))
    for index in range(MOST):
        if index < len(todo):
            matter = todo[index]
            to = matter.sheet if matter.sheet != n.MATRIX or context.has_tasks else n.UNITS
            block.line(index + 1, f"• {matter.text}", _LINK, link=f"internal:{sheet_ref(to)}!A1")
        else:
            block.line(index + 1, "")


def changes(context: Context) -> tuple[str, list[str]]:
    """A heading and what changed since the period before, and since the last consolidation; no lines where there is
    nothing to compare."""
    lines: list[str] = []
    of_all = context.c.totals
    for measure, now in ((n.OF_COMPLETION, of_all.completion_rate), (n.OF_ON_TIME, of_all.on_time_rate)):
        was = context.history.before(ALL, measure)
        if said := change_in_words(measure, was, now):
            lines.append(f"{MEASURES[measure]}: {show_rate(was)} → {show_rate(now)}, {said}")
    moved = []
    for unit in context.units:
        measure = n.OF_SCORE if context.has_scores else n.OF_COMPLETION
        now, was = (
            unit.total if context.has_scores else unit.completion_rate,
            context.history.before(unit.code, measure),
        )
        if now is not None and was is not None and unit.returned:
            moved.append((now - was, unit.name, change_in_words(measure, was, now)))
    up, down = [m for m in moved if m[0] > 0], [m for m in moved if m[0] < 0]
    if moved:
        lines.append(
            f"{len(up)} đơn vị tăng, {len(down)} đơn vị giảm" + (" điểm" if context.has_scores else "")
        )
        for one in (max(up, default=None), min(down, default=None)):
            if one is not None:
                lines.append(f"{one[1]}: {one[2]}")
    name = context.previous.period_name if context.previous else ""
    head = f"So với kỳ trước ({name})" if name and lines else "So với kỳ trước"
    since = context.c.changes or []
    if since:
        head = head if lines else n.CHANGES
        general = [change for change in since if change.kind is ChangeKind.TOTAL]
        totals = [f"{c.what}: {shown(c, c.before)} → {shown(c, c.after)}" for c in general]
        more = f"{len(since)} thay đổi từ lần tổng hợp trước"
        lines = [*lines[: MOST - 1], more] if lines else [*totals[: MOST - 1], more]
    return head, lines[:MOST]


def draw_changes(found: tuple[str, Sequence[str]], block: Block) -> None:
    """The lines of :func:`changes`."""
    head, lines = found
    block.head(head)
    for index in range(MOST):
        block.line(index + 1, f"• {lines[index]}" if index < len(lines) else "")
