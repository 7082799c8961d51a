"""The draft of the official report in Word, from a summary workbook (Nghị định 30/2020/NĐ-CP layout)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from danvan_xl.errors import InputError
from danvan_xl.language.folding import fold
from danvan_xl.language.showing import TENTATIVE, show_rate, tentative, vn_date
from danvan_xl.model import Role, Status
from danvan_xl.reports.narrative import MISSING, sections, show_points, show_rounded
from danvan_xl.reports.word_file import save_document
from danvan_xl.reports.word_template import fill, names_in
from danvan_xl.resources import bundled
from danvan_xl.rules.rates import task_rates
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.totals import settled
from danvan_xl.sheets.summary.wording import sentence_name
from danvan_xl.summaries.figures import named
from danvan_xl.summaries.record import SummaryRecord, read_summary
from danvan_xl.terms import summary as n
from danvan_xl.terms.master import FOCAL_UNIT

TEMPLATE = "bao-cao.docx"
"""The bundled template; made from ``workbook_templates/sources/bao_cao.py``."""
NAMED = "con_so"
"""In a template: ``{{ con_so.ty_le_bao_cao }}``; the names are those of :mod:`danvan_xl.summaries.figures`, and indicators' codes."""
_APPENDICES = {"don_vi": n.UNITS, "nhiem_vu": n.TASKS, "diem": n.POINTS, "so_lieu": n.INDICATORS}
"""The appendices of the template and the sheets whose numbers they have."""
_PLACE = re.compile(r"\b(XÃ|PHƯỜNG|ĐẶC KHU|THỊ TRẤN|THỊ XÃ|HUYỆN|QUẬN|THÀNH PHỐ|TỈNH) .{1,22}$")
_UNBROKEN = re.compile(r"\b(Thôn|thôn|Tổ|Ấp|Bản|Xóm|Khu|ngày|số|tháng|năm|kỳ|lần) (?=\d)")
"""What belongs to the number behind it: no line ends between them."""


def write_report(summary: Path, path: Path, *, template: Path | None = None) -> list[str]:
    """Write the report of the summary workbook ``summary`` to ``path`` (.docx), atomically.

    Gives what stands as :data:`MISSING` in it: the sentence of the report, or the figure that the template names.

    ``template`` is an office's own copy of the bundled template. Raises
    :class:`~danvan_xl.errors.InputError` (no summary, a template that cannot be filled) and
    :class:`~danvan_xl.errors.OutputError`.
    """
    record = read_summary(Path(summary))
    source = Path(template) if template is not None else bundled("workbook_templates") / TEMPLATE
    if not source.exists():
        raise InputError(
            f"Không tìm thấy mẫu báo cáo “{source}”.", remedy="Kiểm tra lại đường dẫn mẫu.", file=source
        )
    context = report_context(record)
    filled = fill(source, context, trusted=template is None)
    save_document(filled, Path(path))
    lines = [line["noi_dung"] for part in context["cac_phan"] for line in part["cac_dong"]]
    asked = [name for name in names_in(source, NAMED) if context[NAMED].get(name) == MISSING]
    return [line for line in lines if MISSING in line] + [f"{NAMED}.{name}" for name in asked]


def report_context(record: SummaryRecord) -> dict[str, Any]:
    """Everything that the template may name; keys in Vietnamese without marks, for those who edit it."""
    c = record.consolidation
    context = Context(c)
    plan = c.master.plan
    issuer = plan.issuer or "[CƠ QUAN BAN HÀNH]"
    number = f" số {plan.number}" if plan.number else ""
    issued = f" ngày {vn_date(plan.issued_on)}" if plan.issued_on else ""
    name = plan.name.rstrip(".")
    numbers = {key: context.appendices.get(sheet, "") for key, sheet in _APPENDICES.items()}
    numbers["don_vi"] = numbers["don_vi"] if context.units else ""
    lead = f"Thực hiện Kế hoạch{number}{issued}" if number else f"Thực hiện {_lower_first(name)}"
    about = f" ({_lower_first(name)})" if number else ""
    return {
        "chu_quan": _with_whole_name(plan.superior.upper()),
        "ban_hanh": _with_whole_name(issuer.upper()),
        "ky_hieu": f"BC-{symbol_of(plan.issuer)}",
        "dia_danh": plan.place or "[Địa danh]",
        "nam": c.as_of.year,
        "trich_yeu": f"Kết quả thực hiện công tác dân vận chính quyền, {_lower_first(c.period.name)}",
        "kinh_gui": sentence_name(plan.superior),
        "cac_can_cu": _bases(plan.bases),
        "mo_dau": f"{lead}{about}, {sentence_name(issuer)} báo cáo kết quả đến ngày {vn_date(c.as_of)} như sau:",
        "cac_phan": [
            {
                "so": section.number,
                "ten": section.title,
                "cac_dong": [
                    {"noi_dung": _UNBROKEN.sub("\\1\u00a0", line.text), "muc": line.heading}
                    for line in section.lines
                ],
            }
            for section in sections(context)
        ],
        "ket_thuc": f"Trên đây là kết quả thực hiện công tác dân vận chính quyền đến ngày {vn_date(c.as_of)} của {sentence_name(issuer)}./.",
        "noi_nhan": _recipients(plan.superior, _focal_name(record)),
        "the_thuc_ky": signature_lines(plan.signing_form, issuer),
        "nguoi_ky": plan.signer or "[Họ và tên]",
        "kem_theo": f"(Kèm theo Báo cáo số ....../BC-{symbol_of(plan.issuer)} ngày ...... tháng ...... năm {c.as_of.year} của {sentence_name(issuer)})",
        "co": numbers,
        NAMED: {name: MISSING if text is None else text for name, text in named(c).items()},
        **_tables(context),
    }


def _with_whole_name(body: str) -> str:
    """A body in capitals whose line ends before its place and not inside it: ỦY BAN NHÂN DÂN / XÃ ĐẠI SƠN."""
    return _PLACE.sub(lambda found: found[0].replace(" ", "\u00a0"), body, count=1)


def symbol_of(issuer: str) -> str:
    """Chữ viết tắt of the issuing body in the document's symbol: UBND, SNV, ..."""
    words = issuer.replace("-", " ").split()
    upper = issuer.upper()
    if upper.startswith(("ỦY BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN", "UBND")):
        return "UBND"
    skipped = {"VÀ", "CỦA", "VỀ"}
    return "".join(word[0] for word in words if word.upper() not in skipped).upper() or "..."


def signature_lines(form: str, issuer: str) -> list[str]:
    """Lines above the signer's name: as Thể thức ký says, else the usual one of a people's committee."""
    lines = [line.strip().upper() for line in form.replace("\n", ";").split(";") if line.strip()]
    if lines:
        return lines
    if symbol_of(issuer) == "UBND":
        return ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    return ["[CHỨC VỤ NGƯỜI KÝ]"]


def _recipients(superior: str, focal: str) -> list[str]:
    found = ["- Như trên;"] if superior else []
    found.append("- Các đơn vị thực hiện kế hoạch;")
    found.append(f"- Lưu: VT, {focal}." if focal else "- Lưu: VT.")
    return found


def _focal_name(record: SummaryRecord) -> str:
    """The focal unit's name; it may owe no return and so be no unit of the summary. Never its code."""
    plan = record.consolidation.master.plan
    unit = record.consolidation.master.unit(plan.focal_unit)
    named = str(record.facts.get(FOCAL_UNIT) or "")
    return unit.name if unit else "" if fold(named) == fold(plan.focal_unit) else named


def _bases(bases: tuple[str, ...]) -> list[str]:
    """Each ends with ';', the last with '.'."""
    cleaned = [base.strip().rstrip(".;, ") for base in bases if base.strip()]
    opening = ("căn cứ", "thực hiện", "thi hành", "theo ")
    cleaned = [b if b.lower().startswith(opening) else f"Căn cứ {b}" for b in cleaned]
    return [base + (";" if index < len(cleaned) - 1 else ".") for index, base in enumerate(cleaned)]


def _lower_first(text: str) -> str:
    """'Kế hoạch ...' inside a sentence; a name in capitals stays."""
    return text[:1].lower() + text[1:] if len(text) > 1 and not text[1].isupper() else text


def _tables(context: Context) -> dict[str, Any]:
    """Rows of the appendix."""
    units = []
    for index, unit in enumerate(context.units, 1):
        sent = "Chưa báo cáo" if not unit.returned else "Đúng hạn" if unit.timely else "Muộn"
        units.append(
            {
                "tt": index,
                "ten": unit.name,
                "bao_cao": sent,
                "co_han": unit.dated,
                "hoan_thanh": unit.completed,
                "ty_le": show_rate(unit.completion_rate),
                "den_han": unit.due,
                "dung_han": unit.on_time,
                "ty_le_dung_han": show_rate(unit.on_time_rate),
                "qua_han": unit.status.get(Status.OVERDUE, 0),
            }
        )
    tasks = []
    for index, task in enumerate(context.tasks, 1):
        items = [i for _, i in context.detail if i and i.task == task.code and i.role is Role.LEAD]
        rates = task_rates(items)
        done = rates.completed + rates.status.get(Status.DONE_ROUTINE, 0)
        tasks.append(
            {
                "tt": index,
                "ten": task.text,
                "chu_tri": task.lead_text,
                "thoi_han": task.when_text,
                "luot": len(items),
                "xong": done,
                "qua_han": rates.status.get(Status.OVERDUE, 0),
                "ty_le": show_rate(rates.completion_rate),
            }
        )
    scores: list[dict[str, Any]] = []
    unsure_ranks = context.has_scores and context.ranks_are_tentative
    if context.has_scores:
        ordered = sorted(context.units, key=lambda u: (u.rank or 10**6, u.code))
        for unit in ordered:
            scores.append(
                {
                    "hang": tentative(str(unit.rank or "–"), unsure_ranks),
                    "hang_so": unit.rank or "–",
                    "ten": unit.name,
                    "tu_cham": tentative(show_points(unit.self_total), unit.uncertain),
                    "tham_dinh": tentative(show_points(settled(unit, unit.verified_total)), unit.uncertain),
                    "xep_loai": tentative(str(settled(unit, unit.band or "") or "–"), unit.uncertain),
                    "ly_do": unit.band_reason,
                }
            )
    numbers = []
    for index, indicator in enumerate(context.indicators, 1):
        total = context.c.totals.indicators.get(indicator.code)
        value = total.value if total else None
        numbers.append(
            {
                "tt": index,
                "ten": indicator.text,
                "don_vi_tinh": indicator.unit,
                "gia_tri": tentative(show_rounded(value), total.uncertain)
                if total and value is not None
                else "–",
                "cach": indicator.aggregation.value,
                "so_don_vi": f"{total.reported}/{total.expected}" if total else "–",
            }
        )
    return {
        "bang_don_vi": units,
        "bang_nhiem_vu": tasks,
        "bang_diem": scores,
        "hang_tam_tinh": f" ({TENTATIVE})" if unsure_ranks else "",  # once in the heading, not in every row
        "bang_so_lieu": numbers,
    }
