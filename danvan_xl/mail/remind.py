"""Reminders: who still owes a return, who was late, who must correct what; one letter per unit.

The tone follows the days left or late. What must be corrected comes from the findings of the last consolidation,
with what the unit itself can do about each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from danvan_xl.consolidation.attention import by_importance
from danvan_xl.findings import catalogue, finding
from danvan_xl.mail.address import read_addresses
from danvan_xl.mail.compose import Draft
from danvan_xl.mail.send import Batch, facts_for
from danvan_xl.mail.templates import LetterTemplate
from danvan_xl.model import Master, Period
from danvan_xl.results import Consolidation, Verdict

MOST_LINES = 20
"""A letter lists at most so many corrections; the receipt that comes with it has them all."""


@dataclass(slots=True)
class Need:
    """What one unit has to do. ``corrections`` are sentences with place and remedy."""

    unit: str
    missing: bool = False
    rejected: list[str] = field(default_factory=list)
    """Files of the unit that were not accepted, each with the reason."""
    corrections: list[str] = field(default_factory=list)

    def reject(self, path: str, reason: str, text: str) -> None:
        """A file of the unit was not accepted; ``reason`` is the verdict's code."""
        self.rejected.append(f"Tệp “{path}”: {text} {_unit_advice(reason)}".strip())

    def correct(self, code: str, message: str, sheet: str | None, cell: str | None) -> None:
        """Something to mend: place, what is wrong, what the unit does."""
        place = ", ".join(filter(None, (sheet and f"trang tính “{sheet}”", cell and f"ô {cell}")))
        text = f"{place}: {message}" if place else message
        self.corrections.append(f"{text} {_unit_advice(code)}".strip())

    @property
    def to_do(self) -> str:
        """The letter's business in three or four words."""
        if self.missing:
            return "Nhắc gửi phiếu báo cáo"
        return "Đề nghị chỉnh sửa phiếu báo cáo"


def _unit_advice(code: str) -> str:
    kind = catalogue().get(code)
    return kind.unit_advice if kind else ""


def needs_of(outcome: Consolidation) -> list[Need]:
    """Units with something to do, in the master's order; findings about which a unit can do nothing are not told."""
    needs = []
    for result in outcome.units:
        need = Need(result.code, missing=not result.returned)
        findings = list(result.findings)
        for receipt in outcome.files:
            if receipt.unit != result.code:
                continue
            if receipt.verdict is Verdict.ACCEPTED:
                findings += receipt.findings
            elif receipt.verdict is Verdict.REJECTED:
                need.reject(receipt.path, receipt.reason, receipt.reason_text)
        # Errors first: a long list is cut, and what cannot be counted matters more than what is doubtful.
        for found in by_importance(findings):
            if found.asks_unit:
                need.correct(found.code, found.message, found.sheet, found.cell)
        if need.missing or need.corrections or need.rejected:
            needs.append(need)
    return needs


def tone(period: Period, today: date, missing: bool) -> str:
    """The letter's opening sentence, kinder or firmer by the days left or late."""
    left = (period.due - today).days
    if not missing:
        return (
            "Đã nhận được phiếu báo cáo của Quý đơn vị; đề nghị chỉnh sửa các nội dung dưới đây và gửi lại."
        )
    if left > 7:
        return f"Xin nhắc Quý đơn vị: còn {left} ngày nữa đến hạn nộp phiếu báo cáo."
    if left > 0:
        return f"Chỉ còn {left} ngày đến hạn nộp; Quý đơn vị chưa báo cáo, đề nghị sớm hoàn thành."
    if left == 0:
        return "Hôm nay là hạn nộp phiếu báo cáo; Quý đơn vị chưa báo cáo, đề nghị gửi trong ngày."
    if left >= -7:
        return (
            f"Phiếu báo cáo của Quý đơn vị đã quá hạn {-left} ngày; đề nghị gửi ngay khi nhận được thư này."
        )
    return (
        f"Phiếu báo cáo của Quý đơn vị đã quá hạn {-left} ngày. Đề nghị gửi ngay; "
        "danh sách đơn vị chưa báo cáo được nêu trong báo cáo tổng hợp trình lãnh đạo."
    )


def _content(need: Need) -> str:
    lines: list[str] = []
    if need.missing:
        lines.append("Việc cần làm: điền phiếu đã gửi trước đây và gửi lại bằng cách trả lời thư này.")
    for title, entries in (
        ("Tệp không nhận được:", need.rejected),
        ("Nội dung cần chỉnh sửa:", need.corrections),
    ):
        if entries:
            lines += [title, *(f"- {entry}" for entry in entries[:MOST_LINES])]
            if len(entries) > MOST_LINES:
                lines.append(
                    f"- và {len(entries) - MOST_LINES} nội dung khác (xem Phiếu tiếp nhận kèm theo, nếu có)."
                )
    return "\n".join(lines)


def reminders(
    needs: Sequence[Need],
    master: Master,
    period: Period,
    letter: LetterTemplate,
    today: date,
    receipts: dict[str, Path] | None = None,
) -> Batch:
    """One draft for each need that has an address; ``receipts`` maps a unit to its Phiếu tiếp nhận."""
    batch = Batch()
    for need in needs:
        unit = master.unit(need.unit)
        if unit is None:
            continue
        addresses = read_addresses(unit.email)
        for bad in addresses.bad:
            batch.findings.append(finding("mail-bad-address", value=bad, unit=unit.code, unit_name=unit.name))
        if not addresses.good:
            if not addresses.bad:
                batch.findings.append(finding("mail-no-address", unit=unit.code, unit_name=unit.name))
            continue
        attachments = tuple(filter(None, [(receipts or {}).get(unit.code)]))
        facts = facts_for(master, period, unit, attachments) | {
            "viec_can_lam": need.to_do,
            "loi_nhac": tone(period, today, need.missing),
            "noi_dung": _content(need),
        }
        filled = letter.fill(facts)
        batch.drafts.append(
            Draft(unit.code, unit.name, addresses.good, filled.subject, filled.body, attachments)
        )
    return batch
