"""Filling this body's own return to the level above from its summary.

Only unlocked blank cells are filled; what a person typed stays. A task or criterion is taken over only where
both plans mean the same by it: an equal code alone may be chance (every plan has an NV01), so the text must
be alike too. Whatever could not be filled is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from danvan_xl.earlier import Earlier
from danvan_xl.errors import InputError
from danvan_xl.identity import FORM, identity_of
from danvan_xl.language.folding import fold
from danvan_xl.language.showing import shown
from danvan_xl.model import Aggregation, DeadlineKind, Master, Period, Role
from danvan_xl.reports.rollup_match import cover_of, in_their_unit, mismatches, other_days
from danvan_xl.reports.rollup_values import (
    alike,
    before_this,
    cumulative_total,
    mean_points,
    rounded,
    same_task,
    sent_back,
    short,
    together,
    typed,
)
from danvan_xl.results import UnitTask
from danvan_xl.rules.scoring.kinds import Entry as Typed
from danvan_xl.rules.scoring.kinds import Place, kinds_where
from danvan_xl.sheets.summary.context import Context
from danvan_xl.summaries.record import SummaryRecord, read_summary
from danvan_xl.terms import form as h
from danvan_xl.terms.fields import by_header
from danvan_xl.workbooks.grid import Grid, Row, find_table
from danvan_xl.workbooks.opening.own import read_grids

MISMATCH = "rollup-mismatch"
"""Code of the error that the form is of another body or another period than the summary."""


class Entry(Struct, frozen=True):
    """One cell of the form: what was to go there, and what became of it."""

    sheet: str
    cell: str
    what: str
    value: Any
    outcome: str
    """'filled', 'kept' (a person typed something there), 'locked'."""


class RollUp(Struct):
    """What was filled and what was not. ``left`` are Vietnamese sentences, one a row that stays for a person."""

    entries: list[Entry] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    @property
    def filled(self) -> list[Entry]:
        """Cells that were filled."""
        return [entry for entry in self.entries if entry.outcome == "filled"]

    @property
    def needs_person(self) -> bool:
        """Something is left to do by hand."""
        return bool(self.left) or any(e.outcome != "filled" for e in self.entries)

    def lines(self) -> Iterator[str]:
        """What to print."""
        by_sheet: dict[str, int] = {}
        for entry in self.filled:
            by_sheet[entry.sheet] = by_sheet.get(entry.sheet, 0) + 1
        yield (
            "Đã điền: "
            + (", ".join(f"{sheet} {number} ô" for sheet, number in by_sheet.items()) or "không có ô nào")
            + "."
        )
        for entry in self.filled:
            yield f"  + {entry.sheet}!{entry.cell} {entry.what}: {shown(entry.value)}"
        kept = [entry for entry in self.entries if entry.outcome == "kept"]
        if kept:
            yield f"Giữ nguyên {len(kept)} ô đã có người điền:"
            for entry in kept:
                yield f"  = {entry.sheet}!{entry.cell} {entry.what} (tổng hợp tính được {shown(entry.value)})"
        for entry in self.entries:
            if entry.outcome == "locked":
                yield f"  ! {entry.sheet}!{entry.cell} {entry.what}: ô bị khóa, không điền."
        if self.left:
            yield f"Còn phải tự điền {len(self.left)} chỗ:"
            for text in self.left:
                yield f"  - {text}"


FindEarlier = Callable[[Master, Period], Earlier | None]


def roll_up(
    summary: Path, form: Path, output: Path, *, anyway: bool = False, find_earlier: FindEarlier | None = None
) -> RollUp:
    """Fill ``form`` (the return that the level above issued to this body) from ``summary`` into ``output``.

    ``anyway``: a person has seen that the form names another body or another period, and wants it filled. ``find_earlier`` finds
    the summary of the period before, from which Lũy kế is reckoned where the units gave none.

    Raises :class:`~danvan_xl.errors.InputError` (no summary, no form, :data:`MISMATCH`),
    :class:`~danvan_xl.errors.WouldLoseContentError` and :class:`~danvan_xl.errors.OutputError`; ``output``
    is then untouched.
    """
    from danvan_xl.workbooks.drawing.draw_openpyxl import draw_into

    record = read_summary(Path(summary))
    form = Path(form)
    grids = read_grids(form, what="phiếu báo cáo")
    identity = identity_of(grids)
    if identity is None or identity.kind != FORM:
        raise InputError(
            f"“{form.name}” không phải phiếu báo cáo do chương trình phát hành.",
            remedy="Chọn phiếu mà cấp trên gửi cho cơ quan mình (tệp .xlsx).",
            file=form,
            code="not-a-form",
        )
    c = record.consolidation
    # Bodies of two levels may give their plans the same code; then the unit tells whose form it is.
    if identity.plan == c.master.plan.code and c.unit(identity.unit) is not None:
        raise InputError(
            f"“{form.name}” là phiếu giao cho đơn vị của chính kế hoạch này, không phải phiếu của cấp trên.",
            remedy="Chọn phiếu mà cấp trên gửi cho cơ quan mình.",
            file=form,
            code="same-plan",
        )
    by_name = {fold(grid.name): grid for grid in grids}
    cover = cover_of(by_name)
    differing = list(mismatches(c.master, c.period, cover))
    if differing and not anyway:
        raise InputError(
            f"Phiếu “{form.name}” không khớp với tệp tổng hợp. {' '.join(differing)}",
            remedy="Chọn đúng phiếu và đúng tệp tổng hợp; nếu chắc chắn là đúng thì chọn vẫn điền (tùy chọn --anyway).",
            file=form,
            code=MISMATCH,
        )
    earlier = find_earlier(c.master, c.period) if find_earlier is not None else None
    work = _Work(record, Context(c), by_name, _Locks(form), earlier)
    if not differing and (days := other_days(c.master, c.period, cover)):
        differing.append(days)
    work.outcome.left += [f"Kiểm tra lại trước khi gửi: {text}" for text in differing]
    work.indicators()
    work.tasks()
    work.scores()
    work.models()
    work.proposals()
    draw_into(form, [], Path(output), work.updates)
    return work.outcome


class _Locks:
    """Which cells of the form may be typed into."""

    def __init__(self, path: Path) -> None:
        import warnings

        import openpyxl

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.book = openpyxl.load_workbook(path)

    def locked(self, sheet: str, cell: str) -> bool:
        """Whether the sheet is protected and the cell with it."""
        worksheet = self.book[sheet]
        return bool(worksheet.protection.sheet and worksheet[cell].protection.locked)

    def blank(self, sheet: str, cell: str) -> bool:
        """Nothing stands in the cell, no formula either."""
        value = self.book[sheet][cell].value
        return value is None or (isinstance(value, str) and not value.strip())


class _Work(Struct):
    record: SummaryRecord
    context: Context
    grids: Mapping[str, Grid]
    locks: _Locks
    earlier: Earlier | None = None
    outcome: RollUp = field(default_factory=RollUp)
    updates: dict[str, dict[str, Any]] = field(default_factory=dict)

    def put(self, row: Row, header: str, value: Any, what: str) -> None:
        """Fill one cell, if it is blank and unlocked."""
        if value is None or value == "" or header not in row.table.columns:
            return
        sheet, cell = row.table.grid.name, row.cell(header)
        if not self.locks.blank(sheet, cell):
            outcome = "kept"
        elif self.locks.locked(sheet, cell):
            outcome = "locked"
        else:
            outcome = "filled"
            self.updates.setdefault(sheet, {})[cell] = typed(value)
        self.outcome.entries.append(Entry(sheet, cell, f"{what} · {header}", value, outcome))

    def rows(self, sheet: str, headers: tuple[str, ...]) -> list[Row]:
        """Rows of a table of the form that have a code or text."""
        grid = self.grids.get(fold(sheet))
        table = find_table(grid, headers) if grid is not None else None
        return list(table.rows()) if table is not None else []

    # --- Số liệu -------------------------------------------------------------------------------

    def indicators(self) -> None:
        """Totals by code; a text that says something else under the same code is left to a person."""
        c = self.record.consolidation
        by_code = {fold(item.code): item for item in c.master.indicators}
        for row in self.rows(h.INDICATORS, h.INDICATOR_HEADERS):
            code, text = row.text(h.SCORE_CODE), row.text(h.INDICATOR)
            if not code:
                continue
            mine = by_code.get(fold(code))
            if mine is None or not alike(mine.text, text):
                same = [i for i in c.master.indicators if fold(i.text) == fold(text)]
                if mine is not None and not same:
                    self.outcome.left.append(
                        f"Số liệu {code} “{text}”: mã trùng nhưng nội dung ở cấp mình là “{mine.text}”."
                    )
                    continue
                mine = same[0] if len(same) == 1 else None
            if mine is None:
                self.outcome.left.append(
                    f"Số liệu {code} “{text}”: tổng hợp của cơ quan không có chỉ tiêu này."
                )
                continue
            total = c.totals.indicators.get(mine.code)
            if mine.aggregation is Aggregation.NONE or total is None or total.value is None:
                self.outcome.left.append(f"Số liệu {code} “{text}”: tổng hợp chưa có số.")
                continue
            what = f"{code} {text}"
            units = mine.unit, row.text(h.INDICATOR_UNIT)
            counted, note = in_their_unit(total.value, *units)
            if counted is None:
                self.outcome.left.append(f"Số liệu {code} “{text}”: {note}; tự tính rồi điền.")
                continue
            self.put(row, h.IN_PERIOD, rounded(counted), what)
            cumulative = cumulative_total(c.units, mine.code, mine.aggregation)
            notes = [note] if note else []
            if cumulative is None and (before := before_this(self.earlier, mine, c.period)) is not None:
                cumulative = before + total.value
                notes.append(f"Lũy kế cộng từ {self._earlier_name()}")
            if cumulative is not None:
                self.put(row, h.CUMULATIVE, in_their_unit(cumulative, *units)[0], what)
            if total.reported < total.expected:
                notes.append(f"Tổng hợp từ {total.reported}/{total.expected} đơn vị có số liệu")
            if total.uncertain:
                notes.append("còn số của đơn vị chưa đọc được")
                self.outcome.left.append(
                    f"Số liệu {code} “{text}”: tổng chưa chắc chắn, còn số chưa đọc được."
                )
            self.put(row, h.NOTE, "; ".join(notes), what)

    def _earlier_name(self) -> str:
        assert self.earlier is not None
        return self.earlier.period_name or self.earlier.period

    # --- Nhiệm vụ ------------------------------------------------------------------------------

    def tasks(self) -> None:
        """Tasks that both plans have: what the lead units of this level did together."""
        master = self.record.consolidation.master
        items: dict[str, list[tuple[str, UnitTask]]] = {}
        for unit in self.record.consolidation.units:
            for item in unit.tasks:
                if item.role is Role.LEAD:
                    items.setdefault(item.task, []).append((unit.name, item))
        for row in self.rows(h.TASKS, h.TASK_HEADERS):
            code, text = row.text(h.CODE), row.text(h.TEXT)
            if not code:
                continue
            mine = same_task(master.tasks, code, text)
            if isinstance(mine, str):
                self.outcome.left.append(f"Nhiệm vụ {code} “{short(text)}”: {mine}")
                continue
            led = items.get(mine.code, [])
            if not led:
                self.outcome.left.append(
                    f"Nhiệm vụ {code} “{short(text)}”: ở cấp mình chưa có đơn vị chủ trì báo cáo."
                )
                continue
            periodic = (
                mine.deadline.kind is DeadlineKind.PERIODIC or row.text(h.KIND) == DeadlineKind.PERIODIC
            )
            if disputed := sent_back(led):
                self.outcome.left.append(
                    f"Nhiệm vụ {code} “{short(text)}”, {h.PROGRESS}: {', '.join(disputed.values())} báo 100 nhưng bị trả lại"
                    " khi thẩm định, tự điền."
                )
            for header, value in together(led, periodic=periodic).items():
                self.put(row, header, value, f"{code} {short(text)}")

    # --- Chấm điểm -----------------------------------------------------------------------------

    def scores(self) -> None:
        """Self-scored criteria that both levels share in code, text and maximum: the mean of the units' points."""
        context = self.context
        by_code = {fold(item.code): item for item in context.criteria}
        typed = tuple(fold(kind) for kind in kinds_where(Place.MAIN, entry=Typed.NUMBER, owed=True))
        for row in self.rows(h.SCORES, h.SCORE_HEADERS):
            code, text = row.text(h.SCORE_CODE), row.text(h.CRITERION)
            if not code or not fold(row.text(h.SCORE_KIND)).startswith(typed):
                continue
            mine = by_code.get(fold(code))
            label = f"Tiêu chí {code} “{short(text)}”"
            if mine is None or not alike(mine.text, text):
                self.outcome.left.append(f"{label}: ở cấp mình không có tiêu chí này, tự chấm.")
                continue
            if row.value(h.MAX_POINTS) is None or Decimal(str(row.value(h.MAX_POINTS))) != mine.max_points:
                self.outcome.left.append(f"{label}: điểm tối đa hai cấp khác nhau, tự chấm.")
                continue
            mean, given = mean_points(context.units, mine.code)
            if mean is None:
                self.outcome.left.append(f"{label}: chưa đơn vị nào có điểm, tự chấm.")
                continue
            self.put(row, h.SELF_SCORE, mean, f"{code} {short(text)}")
            self.put(
                row,
                h.EXPLANATION,
                f"Bình quân điểm của {given}/{len(context.units)} đơn vị",
                f"{code} {short(text)}",
            )

    # --- Mô hình, Kiến nghị --------------------------------------------------------------------

    def models(self) -> None:
        """Models of all units into the blank rows."""
        found = [
            {**by_header(model, h.MODEL_FIELDS), h.MODEL_AREA: model.area or unit.name}
            for unit in self.record.consolidation.units
            for model in unit.models
        ]
        self._append(h.MODELS, h.MODEL_HEADERS, found)

    def proposals(self) -> None:
        """Proposals of all units into the blank rows."""
        found = [
            {
                **by_header(item, h.PROPOSAL_FIELDS),
                h.NOTE: f"{unit.name}{': ' + item.note if item.note else ''}",
            }
            for unit in self.record.consolidation.units
            for item in unit.proposals
        ]
        self._append(h.PROPOSALS, h.PROPOSAL_HEADERS, found)

    def _append(self, sheet: str, headers: tuple[str, ...], found: list[dict[str, str]]) -> None:
        grid = self.grids.get(fold(sheet))
        table = find_table(grid, headers) if grid is not None else None
        if table is None or not found:
            if found:
                self.outcome.left.append(f"Phiếu không có bảng “{sheet}”; {len(found)} mục chưa đưa lên.")
            return
        first = headers[0]
        known = {fold(row.text(first)) for row in table.rows()}
        name = table.grid.name
        index = table.header_row
        rest = [entry for entry in found if fold(entry[first]) not in known]
        for position, entry in enumerate(rest):
            row = self._next_blank(table, index, headers)
            if row is None:
                self.outcome.left.append(
                    f"Bảng “{name}” hết dòng trống; {len(rest) - position} mục chưa đưa lên."
                )
                return
            index = row.index
            for header in headers:
                self.put(row, header, entry[header], short(entry[first]))

    def _next_blank(self, table: Any, index: int, headers: tuple[str, ...]) -> Row | None:
        """The next row below ``index`` whose cells to fill are all blank and unlocked."""
        sheet = table.grid.name
        for candidate in range(index + 1, index + 400):
            row = Row(table, candidate)
            cells = [row.cell(header) for header in headers if header in table.columns]
            if self.locks.locked(sheet, cells[0]):
                return None
            if all(self.locks.blank(sheet, cell) for cell in cells):
                return row
        return None
