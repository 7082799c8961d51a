"""What a person typed into a summary workbook: verified scores, reasons, states, corrections.

``consolidate`` onto the same file reads this first, so that nothing typed is lost (contract, 2.3).
Everything is found by header text; sorting, filtering or moving columns does no harm.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from danvan_xl.errors import InputError
from danvan_xl.findings import Finding, finding
from danvan_xl.identity import SUMMARY, Identity, parse_token
from danvan_xl.language.folding import fold
from danvan_xl.terms import summary as n
from danvan_xl.terms.summary import KIND
from danvan_xl.workbooks.grid import Grid, Row, find_table, read_grids

Key = tuple[str, str]
"""(unit code, criterion code)"""


@dataclass(frozen=True, slots=True)
class Correction:
    """A row of ``Hiệu đính``, typed by the focal officer; honoured by the next ``consolidate``.

    ``unit`` and ``period`` say whose file it is; ``sheet``, ``cell`` (such as 'H7') and ``value`` put a cell
    right. ``value`` is the raw cell (number, date or text), to be read like any value of a return.
    ``row`` is the 1-based row in the summary.
    """

    file: str = ""
    unit: str = ""
    period: str = ""
    sheet: str = ""
    cell: str = ""
    value: Any = None
    who: str = ""
    when: Any = None
    why: str = ""
    row: int = 0


@dataclass(slots=True)
class Review:
    """What was typed. Keys are (unit code, criterion code).

    ``self_at_verification`` and ``points_at_verification`` hold what the reviewer saw when the verified
    score was typed; None is a blank. ``findings`` tell of cells that could not be read.
    """

    plan: str = ""
    period: str = ""
    verified: dict[Key, Decimal] = field(default_factory=dict)
    reasons: dict[Key, str] = field(default_factory=dict)
    states: dict[Key, str] = field(default_factory=dict)
    self_at_verification: dict[Key, Decimal | None] = field(default_factory=dict)
    points_at_verification: dict[Key, Decimal | None] = field(default_factory=dict)
    corrections: list[Correction] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unread: dict[Key, str] = field(default_factory=dict)
    """Verified scores that were typed but are no number: kept as typed, counted nowhere."""
    extra_headers: list[str] = field(default_factory=list)
    """Columns that a person added to ``Thẩm định``."""
    extra: dict[Key, dict[str, Any]] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        """Nobody typed anything."""
        return not (self.verified or self.reasons or self.unread or self.corrections or self.extra)


def identity_of(grids: list[Grid]) -> Identity | None:
    """The identity that stands in the hidden column of a workbook's sheets, or None."""
    for grid in grids:
        for row in grid.rows[:2]:
            for value in row:
                if (found := parse_token(value)) is not None:
                    return found
    return None


def read_review(path: Path) -> Review:
    """Read what a person typed into the summary at ``path``.

    Raises :class:`~danvan_xl.errors.InputError` when it cannot be read or is no summary.
    """
    path = Path(path)
    wanted = (n.VERIFY, n.CORRECTIONS, n.PLAN, n.OVERVIEW)
    grids = read_grids(path, what="tệp tổng hợp", only=wanted)
    identity = identity_of(grids)
    if identity is None or identity.kind != SUMMARY:
        raise InputError(
            f"“{path.name}” không phải tệp tổng hợp do chương trình tạo.",
            remedy="Chọn đúng tệp tổng hợp (tệp kết quả của lệnh consolidate).",
            file=path,
            code="not-a-summary",
        )
    by_name = {fold(grid.name): grid for grid in grids}
    review = Review(identity.plan, identity.period)
    verify = by_name.get(fold(wanted[0]))
    if verify is not None:
        _read_verification(verify, review, path.name)
    corrections = by_name.get(fold(wanted[1]))
    if corrections is not None:
        review.corrections = _read_corrections(corrections)
    return review


def _read_verification(grid: Grid, review: Review, file: str) -> None:
    hidden = (n.SEEN_SELF, n.SEEN_POINTS, n.WRITTEN, n.EFFECTIVE, n.APPLICABLE, n.BEFORE_APPLICABLE, KIND)
    table = find_table(grid, (*n.VERIFY_HEADERS, *n.VERIFY_MORE, *hidden), at_least=5)
    if table is None or table.missing(("Mã đơn vị", "Mã", "Điểm thẩm định")):
        return
    review.extra_headers = list(table.extra.values())
    for row in table.rows():
        key = (row.text("Mã đơn vị"), row.text("Mã"))
        if not key[0] or not key[1]:
            continue
        reason, state = row.multiline("Lý do"), row.text("Trạng thái")
        if reason:
            review.reasons[key] = reason
        if state:
            review.states[key] = _state(state)
        own = {
            header: value
            for col, header in table.extra.items()
            if (value := grid.value(row.index, col)) is not None
        }
        if own:
            review.extra[key] = own
        value = row.value("Điểm thẩm định")
        if value is None:
            continue
        number = _number(value)
        if number is None:
            review.unread[key] = str(value)
            review.findings.append(
                finding(
                    "verified-not-number",
                    file=file,
                    sheet=grid.name,
                    cell=row.cell("Điểm thẩm định"),
                    value=value,
                    unit=key[0],
                    row=key[1],
                )
            )
            continue
        review.verified[key] = number
        _seen(row, key, number, review)


def _seen(row: Row, key: Key, verified: Decimal, review: Review) -> None:
    """Which self score and points the reviewer saw: those recorded before, or those beside the new score.

    A verified score that differs from the one written last, or a row to look at again that was closed
    (``Hoàn thành``), was judged on what the sheet shows now.
    """
    judged_now = (
        row.value(n.SEEN_SELF) is None
        or _number(row.value(n.WRITTEN)) != verified
        or (bool(row.text("Cần xem lại")) and review.states.get(key) == n.STATES[-1])
    )
    columns = ("Điểm tự chấm", "Điểm đạt") if judged_now else (n.SEEN_SELF, n.SEEN_POINTS)
    review.self_at_verification[key] = _number(row.value(columns[0]))
    review.points_at_verification[key] = _number(row.value(columns[1]))


def _state(text: str) -> str:
    return next((state for state in n.STATES if fold(state) == fold(text)), text)


def _number(value: Any) -> Decimal | None:
    """A score as typed or as stored: 8.5, '8,5'; None for a blank, 'trống' or text that is no number."""
    if value is None or isinstance(value, bool | date):
        return None
    if isinstance(value, int | float):
        return Decimal(repr(round(value, 6))).normalize() + 0
    from danvan_xl.language.numbers import read_number

    return read_number(value).value


def _read_corrections(grid: Grid) -> list[Correction]:
    table = find_table(grid, n.CORRECTION_HEADERS, at_least=4)
    if table is None:
        return []
    found = []
    for row in table.rows():
        file = row.text("Tệp")
        if not file:
            continue
        when = row.value("Ngày sửa")
        found.append(
            Correction(
                file=file,
                unit=row.text("Mã đơn vị"),
                period=row.text("Kỳ báo cáo"),
                sheet=row.text("Trang tính"),
                cell=row.text("Ô").upper().replace("$", ""),
                value=row.value("Giá trị đúng"),
                who=row.text("Người sửa"),
                when=when.date() if isinstance(when, datetime) else when,
                why=row.multiline("Lý do sửa"),
                row=row.index + 1,
            )
        )
    return found
