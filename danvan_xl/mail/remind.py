"""Reminders: who still owes a return, who was late, who must correct what; one letter per unit.

The tone follows the days left or late. What must be corrected comes from the findings of the last consolidation,
with what the unit itself can do about each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct, field

from danvan_xl.consolidation.attention import by_importance
from danvan_xl.findings import catalogue
from danvan_xl.mail.compose import Draft
from danvan_xl.mail.send import Batch, facts_for
from danvan_xl.mail.templates import LetterTemplate
from danvan_xl.mail.words import Words, after_report, sentence
from danvan_xl.model import Master, Period, Unit
from danvan_xl.results import Consolidation, Verdict

MOST_LINES = 20
"""A letter lists at most so many corrections; the receipt that comes with it has them all."""


class Need(Struct):
    """What one unit has to do. ``corrections`` are sentences with place and remedy."""

    unit: str
    missing: bool = False
    rejected: list[str] = field(default_factory=list)
    """Files of the unit that were not accepted, each with the reason."""
    corrections: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    """Why, in two or three words each."""

    def reject(self, path: str, reason: str, text: str) -> None:
        """A file of the unit was not accepted; ``reason`` is the verdict's code."""
        kind = catalogue().get(reason)
        self.reasons.append(kind.title[:1].lower() + kind.title[1:] if kind else reason)
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
            return "Đề nghị gửi lại phiếu báo cáo" if self.rejected else "Nhắc gửi phiếu báo cáo"
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
            elif receipt.verdict is Verdict.REJECTED and not receipt.settled:
                need.reject(receipt.path, receipt.reason, receipt.reason_text)
        # Errors first: a long list is cut, and what cannot be counted matters more than what is doubtful.
        for found in by_importance(findings):
            if found.asks_unit:
                need.correct(found.code, found.message, found.sheet, found.cell)
        if need.missing or need.corrections or need.rejected:
            needs.append(need)
    return needs


_MANY_DAYS = 30
"""So many days late are counted; later only the date is told."""


def tone(period: Period, today: date, need: Need) -> str:
    """The letter's opening sentence, kinder or firmer by the days left or late; true to what came."""
    left, due = (period.due - today).days, f"{period.due:%d/%m/%Y}"
    if not need.missing:
        return (
            "Đã nhận được phiếu báo cáo của Quý đơn vị; đề nghị chỉnh sửa các nội dung dưới đây và gửi lại."
        )
    if need.rejected:
        until = f"chậm nhất ngày {due}" if left >= 0 else f"ngay (hạn nộp {due} đã qua)"
        return (
            "Đã nhận tệp của Quý đơn vị nhưng chưa dùng được nên chưa tính là đã báo cáo; "
            f"đề nghị xử lý theo lý do dưới đây và gửi lại {until}."
        )
    if left > 7:
        return f"Xin nhắc Quý đơn vị: còn {left} ngày nữa đến hạn nộp phiếu báo cáo."
    if left > 0:
        return f"Chỉ còn {left} ngày đến hạn nộp; Quý đơn vị chưa báo cáo, đề nghị sớm hoàn thành."
    if left == 0:
        return "Hôm nay là hạn nộp phiếu báo cáo; Quý đơn vị chưa báo cáo, đề nghị gửi trong ngày."
    late = f"quá hạn {-left} ngày" if -left <= _MANY_DAYS else f"quá hạn nộp ({due})"
    if left >= -7:
        return f"Phiếu báo cáo của Quý đơn vị đã {late}; đề nghị gửi ngay khi nhận được thư này."
    return (
        f"Phiếu báo cáo của Quý đơn vị đã {late}. Đề nghị gửi ngay; "
        "danh sách đơn vị chưa báo cáo được nêu trong báo cáo tổng hợp trình lãnh đạo."
    )


def _content(need: Need, form: Path | None) -> str:
    lines: list[str] = []
    if need.missing and not need.rejected:
        which = f"phiếu kèm theo (“{form.name}”)" if form else "phiếu đã gửi trước đây"
        lines.append(f"Việc cần làm: điền {which} và gửi lại bằng cách trả lời thư này.")
    for title, entries in (
        ("Tệp chưa dùng được:", need.rejected),
        ("Nội dung cần chỉnh sửa:", need.corrections),
    ):
        if entries:
            lines += [title, *(f"- {entry}" for entry in entries[:MOST_LINES])]
            if len(entries) > MOST_LINES:
                lines.append(
                    f"- và {len(entries) - MOST_LINES} nội dung khác (xem Phiếu tiếp nhận kèm theo, nếu có)."
                )
    if need.rejected and form:
        lines.append(f"Gửi kèm phiếu trống (“{form.name}”) để điền lại nếu cần.")
    return "\n".join(lines)


def reminders(
    needs: Sequence[Need],
    master: Master,
    period: Period,
    letter: LetterTemplate,
    today: date,
    receipts: Mapping[str, Path] | None = None,
    forms: Mapping[str, Path] | None = None,
) -> Batch:
    """One draft for each need that has an address, and words for all. ``receipts`` maps a unit to its Phiếu tiếp nhận,
    ``forms`` one that still owes to its form: both go along."""
    batch = Batch()
    for need in needs:
        unit = master.unit(need.unit)
        if unit is None:
            continue
        form = (forms or {}).get(unit.code) if need.missing else None
        attachments = tuple(filter(None, [form, (receipts or {}).get(unit.code)]))
        facts = facts_for(master, period, unit, attachments) | {
            "viec_can_lam": need.to_do,
            "loi_nhac": tone(period, today, need),
            "noi_dung": _content(need, form),
        }
        to = batch.addresses_of(unit)
        by_chat = facts["noi_dung"].replace("trả lời thư này", "trả lời tin này")
        opening = facts["loi_nhac"].replace("thư này", "tin này")
        text = f"Kính gửi {unit.name}: {opening}\n{by_chat}\nHạn nộp: {facts['han_nop']}. Gửi về, hỏi thêm: {facts['nguoi_lien_he']}."
        batch.words.append(Words(unit.code, unit.name, text, bool(to)))
        if to:
            filled = letter.fill(facts)
            batch.drafts.append(
                Draft(unit.code, unit.name, to, filled.subject, filled.body, attachments, worded=True)
            )
    batch.tell_without_address()
    batch.group = _for_group(needs, master, period)
    return batch


def _for_group(needs: Sequence[Need], master: Master, period: Period) -> str:
    """Who has to do what, equal cases in one sentence."""
    facts = facts_for(master, period, Unit("", ""), ())
    names = {unit.code: unit.name for unit in master.units}
    unusable = [
        f"{names[n.unit]} ({', '.join(dict.fromkeys(n.reasons))})" for n in needs if n.missing and n.rejected
    ]
    mending = [
        f"{names[n.unit]} ({len(n.corrections) + len(n.rejected)} nội dung)" for n in needs if not n.missing
    ]
    return "\n".join(
        [
            f"[{facts['ma_ke_hoach']}] Báo cáo {after_report(period.name)}, hạn nộp {facts['han_nop']}. Đề nghị:",
            *sentence(
                "Gửi phiếu, chưa thấy gửi", [names[n.unit] for n in needs if n.missing and not n.rejected]
            ),
            *sentence("Gửi lại, tệp đã nhận chưa dùng được", unusable),
            *sentence("Chỉnh sửa phiếu rồi gửi lại", mending),
            f"Nội dung cụ thể gửi riêng từng đơn vị. Gửi về, hỏi thêm: {facts['nguoi_lien_he']}.",
        ]
    )
