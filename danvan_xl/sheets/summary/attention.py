"""What needs a person, most pressing first: the five lines of ``Tổng quan``."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_xl.findings import Finding, Severity
from danvan_xl.model import Status
from danvan_xl.results import Verdict
from danvan_xl.sheets.summary.context import Context
from danvan_xl.terms import summary as n

MOST = 5
_COUNTED = {
    "unit-missing", "unit-guessed", "period-guessed", "verified-look-again", "verified-reason-missing"
}  # fmt: skip
"""Warnings that have a line of their own."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing to do, and the sheet where it is shown."""

    text: str
    sheet: str


def matters(context: Context) -> list[Matter]:
    """Everything that needs a person, in the order of urgency; ``Tổng quan`` shows the first :data:`MOST`."""
    found: list[Matter] = []
    c = context.c

    def some(names: list[str], most: int = 3) -> str:
        shown = ", ".join(names[:most])
        return shown + (f" và {len(names) - most} nơi khác" if len(names) > most else "")

    def unit_name(code: str | None) -> str:
        return context.names.get(code or "", code or "")

    rejected = [f for f in c.files if f.verdict is Verdict.REJECTED]
    if rejected:
        names = [unit_name(f.unit) or f.path for f in rejected]
        found.append(Matter(f"{len(rejected)} tệp không nhận được, cần gửi lại: {some(names)}.", n.LOG))
    read = [f for f in c.files if f.verdict is not Verdict.REJECTED]
    items = [item for f in read for item in f.findings] + list(c.findings)
    items += [item for unit in context.units for item in unit.findings]
    distinct = list(dict.fromkeys(items))
    told = [item for f in c.files for item in f.findings]
    conflicts = [i for i in dict.fromkeys(told) if i.code == "conflicting-returns"]
    if conflicts:
        who = [unit_name(i.unit) or (i.file or "") for i in conflicts]
        found.append(
            Matter(f"{len(conflicts)} trường hợp hai phiếu trái nhau, chọn bản đúng: {some(who)}.", n.LOG)
        )
    errors = [i for i in distinct if i.severity is Severity.ERROR and i.code != "conflicting-returns"]
    if errors:
        who = list(dict.fromkeys(unit_name(i.unit) or i.file or i.title for i in errors))
        found.append(Matter(f"{len(errors)} lỗi số liệu phải sửa: {some(who)}.", n.LOG))
    missing = [unit.name for unit in context.units if not unit.returned]
    if missing:
        found.append(Matter(f"{len(missing)} đơn vị chưa báo cáo: {some(missing)}.", n.UNITS))
    again = [u.name for u, _, score in context.verification if score.look_again]
    if again:
        found.append(
            Matter(
                f"{len(again)} điểm đã thẩm định phải xem lại vì đơn vị đổi điểm: {some(list(dict.fromkeys(again)))}.",
                n.VERIFY,
            )
        )
    unexplained = [unit_name(i.unit) for i in distinct if i.code == "verified-reason-missing"]
    if unexplained:
        found.append(
            Matter(
                f"{len(unexplained)} chênh lệch điểm chưa ghi lý do: {some(list(dict.fromkeys(unexplained)))}.",
                n.VERIFY,
            )
        )
    overdue = sorted(
        ((u.status.get(Status.OVERDUE, 0), u.name) for u in context.units if u.status.get(Status.OVERDUE)),
        key=lambda pair: -pair[0],
    )
    if overdue:
        names = [f"{name} ({number})" for number, name in overdue]
        found.append(
            Matter(f"{sum(k for k, _ in overdue)} lượt nhiệm vụ quá hạn chưa xong: {some(names)}.", n.MATRIX)
        )
    guessed = [i for i in distinct if i.code in ("unit-guessed", "period-guessed")]
    if guessed:
        found.append(
            Matter(
                f"{len(guessed)} tệp phải đoán đơn vị hoặc kỳ, cần xác nhận: {some([i.file or '' for i in guessed])}.",
                n.LOG,
            )
        )
    warned = _count(distinct, Severity.WARNING, _COUNTED)
    if warned:
        found.append(Matter(f"{warned} cảnh báo nên xem qua.", n.LOG))
    return found


def _count(items: list[Finding], severity: Severity, but: set[str]) -> int:
    return sum(1 for item in items if item.severity is severity and item.code not in but)
