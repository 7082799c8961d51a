"""Every headline figure of a summary by its name: for Word templates, outlines of the level above and the leader's brief.

A name is for those who edit templates: Vietnamese without marks, words joined by '_'. Rates are in percent here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from msgspec import Struct

from danvan_xl.language.showing import points_text, rounded_text, show_rate, vn_date
from danvan_xl.model import Status
from danvan_xl.results import Consolidation, UnitResult
from danvan_xl.terms import summary as n

Value = Decimal | int | str | date | None
"""What a figure is; None where there is none."""

_STATUS_NAMES = {
    Status.ON_TIME: "hoan_thanh_dung_han",
    Status.LATE: "hoan_thanh_qua_han",
    Status.DOING: "dang_thuc_hien",
    Status.OVERDUE: "qua_han_chua_hoan_thanh",
    Status.NOT_DUE: "chua_den_thoi_gian",
    Status.NOT_STARTED: "chua_thuc_hien",
    Status.DONE_ROUTINE: "da_thuc_hien",
    Status.NOT_ARISEN: "chua_phat_sinh",
}


class Figure(Struct, frozen=True):
    """``text``: what it is, as a label; ``also``: other labels that mean the same. ``of_body`` and ``of_unit`` give its
    value; None where there is no such figure of a whole body, or of one unit. ``sheet`` of the summary shows it."""

    name: str
    text: str
    measure: str = ""
    of_body: Callable[[Consolidation], Value] | None = None
    of_unit: Callable[[UnitResult], Value] | None = None
    also: tuple[str, ...] = ()
    sheet: str = n.OVERVIEW


def _percent(rate: Decimal | None) -> Decimal | None:
    return None if rate is None else rate * 100


def _status(status: Status) -> Figure:
    return Figure(
        f"luot_{_STATUS_NAMES[status]}",
        f"Số lượt nhiệm vụ {status.value[0].lower()}{status.value[1:]}",
        "lượt",
        lambda c: c.totals.status.get(status, 0),
        lambda unit: unit.status.get(status, 0),
        (f"Số nhiệm vụ {status.value[0].lower()}{status.value[1:]}",),
    )


HEADLINES: tuple[Figure, ...] = (
    Figure("don_vi_phai_bao_cao", "Số đơn vị phải báo cáo", "đơn vị", lambda c: c.totals.expected),
    Figure("don_vi_da_bao_cao", "Số đơn vị đã báo cáo", "đơn vị", lambda c: c.totals.received, None, ("Số đơn vị đã gửi báo cáo",)),
    Figure("don_vi_bao_cao_dung_han", "Số đơn vị báo cáo đúng hạn", "đơn vị", lambda c: c.totals.on_time),
    Figure("don_vi_bao_cao_muon", "Số đơn vị báo cáo muộn", "đơn vị", lambda c: c.totals.received - c.totals.on_time, None, ("Số đơn vị báo cáo chậm",)),
    Figure("don_vi_chua_bao_cao", "Số đơn vị chưa báo cáo", "đơn vị", lambda c: c.totals.expected - c.totals.received),
    Figure("ty_le_bao_cao", "Tỷ lệ đơn vị đã báo cáo", "%", lambda c: _percent(c.totals.reporting_rate)),
    Figure("ty_le_bao_cao_dung_han", "Tỷ lệ đơn vị báo cáo đúng hạn", "%", lambda c: _percent(c.totals.timely_rate)),
    Figure("so_nhiem_vu", "Số nhiệm vụ của kế hoạch", "nhiệm vụ", lambda c: len(c.master.tasks) or None),
    Figure("luot_co_han", "Số lượt nhiệm vụ có thời hạn", "lượt", lambda c: c.totals.dated, lambda u: u.dated, ("Số nhiệm vụ có thời hạn",)),
    Figure("luot_hoan_thanh", "Số lượt nhiệm vụ có thời hạn đã hoàn thành", "lượt", lambda c: c.totals.completed, lambda u: u.completed,
           ("Số nhiệm vụ đã hoàn thành", "Số nhiệm vụ có thời hạn đã hoàn thành")),
    Figure("luot_den_han", "Số lượt nhiệm vụ đã đến hạn", "lượt", lambda c: c.totals.due, lambda u: u.due, ("Số nhiệm vụ đến hạn",)),
    Figure("luot_dung_han", "Số lượt nhiệm vụ đến hạn đã thực hiện đúng hạn", "lượt", lambda c: c.totals.completed_on_time, lambda u: u.on_time),
    Figure("ty_le_hoan_thanh", "Tỷ lệ hoàn thành nhiệm vụ", "%", lambda c: _percent(c.totals.completion_rate), lambda u: _percent(u.completion_rate),
           ("Tỷ lệ nhiệm vụ đã hoàn thành",)),
    Figure("ty_le_dung_han", "Tỷ lệ hoàn thành nhiệm vụ đúng hạn", "%", lambda c: _percent(c.totals.on_time_rate), lambda u: _percent(u.on_time_rate),
           ("Tỷ lệ nhiệm vụ hoàn thành đúng hạn",)),
    *map(_status, Status),
    Figure("diem_binh_quan", "Điểm bình quân của các đơn vị", "điểm", lambda c: c.mean_total),
    Figure("so_mo_hinh", "Số mô hình dân vận khéo", "mô hình", lambda c: sum(len(u.models) for u in c.units), lambda u: len(u.models),
           sheet=n.MODELS),
    Figure("so_kien_nghi", "Số kiến nghị, đề xuất của đơn vị", "kiến nghị", lambda c: sum(len(u.proposals) for u in c.units),
           lambda u: len(u.proposals), sheet=n.PROPOSALS),
    Figure("diem_tu_cham", "Tổng điểm tự chấm", "điểm", None, lambda u: u.self_total, ("Điểm tự chấm",), n.UNITS),
    Figure("diem_tham_dinh", "Tổng điểm thẩm định", "điểm", None, lambda u: u.verified_total, ("Điểm thẩm định",), n.UNITS),
    Figure("diem", "Điểm xếp loại", "điểm", None, lambda u: u.total, ("Tổng điểm", "Điểm"), n.UNITS),
    Figure("xep_loai", "Xếp loại", "", None, lambda u: u.band, ("Mức xếp loại",), n.UNITS),
    Figure("hang", "Hạng", "", None, lambda u: u.rank, ("Xếp hạng", "Xếp thứ"), n.UNITS),
    Figure("da_nop", "Đã gửi báo cáo", "", None, lambda u: n.YES if u.returned else n.NO, ("Báo cáo",), n.UNITS),
    Figure("ngay_nhan", "Ngày nhận báo cáo", "", None, lambda u: u.received_on, ("Ngày gửi báo cáo",), n.UNITS),
)  # fmt: skip
_BY_NAME = {figure.name: figure for figure in HEADLINES}
_OF_SCORES = frozenset({"diem_binh_quan", "diem_tu_cham", "diem_tham_dinh", "diem", "xep_loai", "hang"})


def headline_figure(name: str) -> Figure | None:
    """The figure of that name."""
    return _BY_NAME.get(name)


def is_tentative(figure: Figure, c: Consolidation, unit: UnitResult | None = None) -> bool:
    """Whether the figure rests on something that could not be read."""
    if figure.name not in _OF_SCORES:
        return False
    if unit is not None and figure.name != "hang":
        return unit.uncertain or unit.check_again
    return any(item.uncertain and item.total is not None for item in c.units)


def named(c: Consolidation) -> dict[str, str | None]:
    """Every figure of the whole body by its name, indicators by their codes, as a sentence shows it.

    None where there is none, or where it rests on something that could not be read.
    """
    found: dict[str, str | None] = {}
    for figure in HEADLINES:
        if figure.of_body is not None:
            value = None if is_tentative(figure, c) else figure.of_body(c)
            found[figure.name] = None if value is None else shown_figure(value, figure.measure)
    for indicator in c.master.indicators:
        total = c.totals.indicators.get(indicator.code)
        known = total is not None and total.value is not None and not total.uncertain
        found[indicator.code] = shown_figure(total.value, indicator.unit) if known and total else None
    return found


def shown_figure(value: Value, measure: str = "") -> str:
    """A figure as a sentence shows it: 88,2%; 1.865; 05/09/2025."""
    if isinstance(value, Decimal | int):
        exact = Decimal(value)
        if measure == "%":
            return show_rate(exact / 100)
        return points_text(exact) if measure == "điểm" else rounded_text(exact)
    return vn_date(value) if isinstance(value, date) else str(value)
