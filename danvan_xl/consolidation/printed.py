"""What a command prints: the receipt of a consolidation, and one return's score criterion by criterion."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from danvan_xl.consolidation.attention import by_importance
from danvan_xl.findings import Finding, Severity
from danvan_xl.language.showing import show_rate, shown, tentative
from danvan_xl.model import Part
from danvan_xl.results import Consolidation, UnitResult, Verdict

_MOST = 40


def receipt_lines(outcome: Consolidation) -> Iterator[str]:
    """The receipt: how many came, who did not report, then what a person must look at, worst first."""
    totals, period = outcome.totals, outcome.period
    counts = {verdict: sum(f.verdict is verdict for f in outcome.files) for verdict in Verdict}
    yield f"{outcome.master.plan.name}"
    yield f"Kỳ báo cáo: {period.name} ({period.code}), tính đến ngày {outcome.as_of:%d/%m/%Y}."
    yield (
        f"Tệp tìm thấy: {len(outcome.files)}. "
        + ", ".join(f"{verdict.label}: {count}" for verdict, count in counts.items() if count)
        + "."
    )
    yield (
        f"Đã báo cáo: {_part(totals.received, totals.expected, totals.reporting_rate)}; "
        f"đúng hạn: {_part(totals.on_time, totals.expected, totals.timely_rate)}."
    )
    if Part.TASKS in period.parts:
        yield (
            f"Nhiệm vụ có hạn đã hoàn thành: {_part(totals.completed, totals.dated, totals.completion_rate)}; "
            f"đúng hạn trong số đã đến hạn: {_part(totals.completed_on_time, totals.due, totals.on_time_rate)}."
        )
    silent = [unit.name for unit in outcome.units if not unit.returned]
    if silent:
        yield f"Chưa báo cáo ({len(silent)}): {', '.join(silent)}."
    findings = [f for f in by_importance(outcome.told()) if f.severity is not Severity.INFO]
    findings = [f for f in findings if f.code != "unit-missing" and not f.settled]  # named in the line above
    if outcome.settled:
        yield f"Đã xử lý, không nhắc lại: {len(outcome.settled)} mục."
    if not outcome.needs_person:
        yield "Không có việc gì cần người xử lý."
    if not findings:
        return
    errors = sum(f.severity is Severity.ERROR for f in findings)
    waiting = sum(f.needs_person for f in findings) - errors
    also = f" ({waiting} phải xử lý)" if waiting else ""
    yield f"Cần xem lại: {errors} lỗi, {len(findings) - errors} cảnh báo{also}."
    for item in findings[:_MOST]:
        yield from _finding_lines(item)
    if len(findings) > _MOST:
        yield f"  … và {len(findings) - _MOST} mục nữa, xem trang tính “Nhật ký” của tệp tổng hợp."


def _finding_lines(item: Finding) -> Iterator[str]:
    where = [text for text in (item.file, item.sheet, item.cell) if text]
    if not where and item.unit:
        where = [item.unit]
    place = f"{', '.join(where)}: " if where else ""
    yield f"  [{item.severity.label}] {place}{item.message}"
    if item.needs_person and item.advice:
        yield f"      → {item.advice}"


def _part(part: int, whole: int, rate: Decimal | None) -> str:
    percent = "" if rate is None else f" ({show_rate(rate)})"
    return f"{part}/{whole}{percent}"


def score_lines(outcome: Consolidation) -> Iterator[str]:
    """One return's score: every criterion with its numbers put in, the total, the band and why."""
    criteria = {criterion.code: criterion for criterion in outcome.master.criteria}
    for unit in outcome.units:
        yield f"{unit.name} ({unit.code}), {outcome.period.name}, tính đến ngày {outcome.as_of:%d/%m/%Y}"
        if not unit.scores:
            yield "Kỳ này không chấm điểm."
        for code, score in unit.scores.items():
            criterion = criteria[code]
            points = "không tính" if score.points is None else f"{shown(score.points)} điểm"
            most = "" if score.applicable_max is None else f"/{shown(score.applicable_max)}"
            yield f"{code} {criterion.text} [{criterion.kind.value}]: {points}{most}"
            if score.why:
                yield f"    {score.why}"
        yield from _total_lines(unit)
        for item in by_importance(outcome.told()):
            if item.severity is not Severity.INFO:
                yield from _finding_lines(item)


def _total_lines(unit: UnitResult) -> Iterator[str]:
    if unit.self_total is not None:
        yield f"Tổng điểm: {tentative(shown(unit.self_total), unit.uncertain)}"
    if unit.band_reason:
        yield f"Xếp loại: {tentative(unit.band or '', unit.uncertain) or 'không xếp loại'}. {unit.band_reason}"
