"""Filled forms with known content: what a unit typed, cell by cell, and the file it stands in."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from danvan_xl.demo.filling import Filling, fill
from danvan_xl.forms.issue import issue
from danvan_xl.model import Master, NumberKind, Role, ScoreKind
from tests.support.masters import SCORED, small_master

Key = tuple[str, str, str]
"""('task', code, field), ('indicator', code, 'in_period'), ('score', code, 'self' or 'choice')"""

_HEADERS = {
    "progress": "Tiến độ (%)",
    "completed_on": "Ngày hoàn thành",
    "quantity": "Số lượng đạt",
    "result": "Kết quả, số văn bản",
}
SHEETS = {"task": "Nhiệm vụ", "indicator": "Số liệu", "score": "Chấm điểm"}
CODE_HEADERS = {"task": "Mã nhiệm vụ", "indicator": "Mã", "score": "Mã"}


def header_of(key: Key) -> str:
    """The form's header above a typed value."""
    kind, _, name = key
    if kind == "task":
        return _HEADERS[name]
    return "Trong kỳ" if kind == "indicator" else "Điểm tự chấm"


@dataclass
class Filled:
    """One filled form: ``typed`` by key as a person means it (Decimal, date, text)."""

    unit: str
    path: Path
    typed: dict[Key, Any] = field(default_factory=dict)
    lost: set[Key] = field(default_factory=set)
    """What a mutation took away: a person could no longer read it either."""
    received: date | None = None


def issued(folder: Path, master: Master | None = None, period: str = SCORED) -> dict[str, Path]:
    """Blank forms by unit code."""
    master = master or small_master()
    return {form.unit.code: form.path for form in issue(master, master.period(period), folder)}


def fill_form(master: Master, unit: str, form: Path, target: Path, rng: random.Random) -> Filled:
    """Fill one form with random content, every kind of value in it."""
    filled = Filled(unit, target)
    filling = Filling(
        cover={
            "Người lập": "Trần Thị Mỹ",
            "Điện thoại": "0912345678",
            "Ngày báo cáo": date(2025, 11, 28),
            "Lần gửi": 1,
            "Cam đoan số liệu (x)": "x",
        }
    )
    for task, role in master.work_of(unit):
        if role is Role.CONCERNED or rng.random() < 0.1:
            continue
        row: dict[str, Any] = {}
        done = rng.random() < 0.5
        row["progress"] = Decimal(100) if done else Decimal(rng.choice([5, 20, 35, 50, 65, 80, 95]))
        if done:
            row["completed_on"] = date(2025, 7, 15) + timedelta(days=rng.randrange(130))
        row["quantity"] = Decimal(rng.randrange(1, 400)) / rng.choice([1, 1, 1, 2])
        row["result"] = rng.choice(
            ["Quyết định 12/QĐ-UBND", "Đã họp, có biên bản", "Báo cáo số 7", "Hội nghị ngày 5/9"]
        )
        filling.tasks[task.code] = {_HEADERS[name]: _cell(value) for name, value in row.items()}
        filled.typed |= {("task", task.code, name): value for name, value in row.items()}
    for indicator in master.indicators:
        if rng.random() < 0.1:
            continue
        value = Decimal(rng.randrange(0, 3000))
        if indicator.kind is NumberKind.RATE:
            value = Decimal(rng.randrange(0, 1000)) / 10
        elif indicator.kind is NumberKind.DECIMAL:
            value = Decimal(rng.randrange(0, 9000)) / 4
        filling.indicators[indicator.code] = {"Trong kỳ": _cell(value)}
        filled.typed["indicator", indicator.code, "in_period"] = value
    for criterion in master.criteria:
        if criterion.kind is ScoreKind.SELF:
            value = Decimal(rng.randrange(0, 81)) / 4
            filling.scores[criterion.code] = {"Điểm tự chấm": _cell(value)}
            filled.typed["score", criterion.code, "self"] = value
        elif criterion.kind is ScoreKind.CHOICE:
            text, points = rng.choice([("Đạt", 10), ("Đạt một phần", 5), ("Không đạt", 0)])
            filling.scores[criterion.code] = {
                "Điểm tự chấm": text,
                "Tài liệu kiểm chứng": "Thông báo số 3",
            }
            filled.typed["score", criterion.code, "self"] = Decimal(points)
    if rng.random() < 0.3:
        filling.added = [{"Nhiệm vụ": "Vận động hiến đất làm đường", "Tiến độ (%)": 100}]
    fill(form, target, filling, datetime(2025, 11, 28, 9, rng.randrange(60)))
    return filled


def _cell(value: Any) -> Any:
    """As a person's spreadsheet holds it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def read_values(unit: dict[str, Any]) -> dict[Key, Any]:
    """What a unit of the JSON says, by key."""
    values: dict[Key, Any] = {}
    for task in unit["tasks"]:
        for name in _HEADERS:
            values["task", task["code"], name] = task[name]
    for code, value in unit["indicators"].items():
        values["indicator", code, "in_period"] = value
    for code, score in unit["scores"].items():
        values["score", code, "self"] = score["self"]
    return values


@dataclass
class Comparison:
    """Counts over all values: read right, left blank, and what is wrong."""

    right: int = 0
    blank: int = 0
    blanks: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    """Blank although it was typed, and no finding says so."""


def compare(filled: Filled, unit: dict[str, Any], codes: set[str], into: Comparison) -> None:
    """Compare what was typed with what was consolidated. ``codes`` are the file's finding codes."""
    values = read_values(unit)
    loud = unit["uncertain"] or codes & LOUD
    for key, typed in filled.typed.items():
        value = values.get(key)
        if key in filled.lost:
            if value not in (None, "", 0):
                into.wrong.append(f"{filled.path.name} {key}: taken away, read {value!r}")
            continue
        if value is None:
            into.blank += 1
            into.blanks.append(f"{filled.path.name} {key}: {typed!r}")
            if not loud:
                into.silent.append(
                    f"{filled.path.name} {key}: {typed!r} left blank, findings {sorted(codes)}"
                )
        elif same(typed, value):
            into.right += 1
        else:
            into.wrong.append(f"{filled.path.name} {key}: typed {typed!r}, read {value!r}")
    for key, value in values.items():
        if key not in filled.typed and value not in (None, "", 0) and key[0] != "score":
            into.wrong.append(f"{filled.path.name} {key}: blank, read {value!r}")


LOUD = {
    "row-missing",
    "row-unknown",
    "row-conflict",
    "row-mismatch",
    "column-missing",
    "column-duplicated",
    "sheet-missing",
    "value-not-number",
    "number-ambiguous",
    "date-not-understood",
    "formula-not-calculated",
    "error-value",
    "merged-cells",
    "option-unknown",
    "score-missing",
    "score-indicator-missing",
}


def same(typed: Any, value: Any) -> bool:
    """Whether a JSON value is what was typed."""
    if isinstance(typed, Decimal):
        return isinstance(value, int | float) and abs(Decimal(str(value)) - typed) < Decimal("0.0000001")
    if isinstance(typed, date):
        return value == typed.isoformat()
    return value == typed
