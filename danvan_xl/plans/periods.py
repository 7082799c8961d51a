"""Which period a command is about, where the user did not say so."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from danvan_xl.errors import InputError
from danvan_xl.language.folding import fold
from danvan_xl.model import Master, Period


def choose_period(
    master: Master, wanted: str | None, *, named: Collection[str] = (), on: date | None = None
) -> Period:
    """The period ``wanted`` (code or name); else the only one, the one that all returns name, the one around ``on``.

    ``named`` are the periods that returns say they belong to. Raises :class:`~danvan_xl.errors.InputError` that
    lists the periods: ``no-period``, ``unknown-period``, or ``which-period`` where there is no telling.
    """
    if not master.periods:
        raise InputError(
            "Kế hoạch chưa có kỳ báo cáo nào.",
            remedy="Thêm ít nhất một dòng vào trang tính “Kỳ báo cáo” (Mã kỳ, Từ ngày, Đến ngày, Hạn nộp).",
            file=master.path,
            code="no-period",
        )
    if wanted is not None:
        exact = [p for p in master.periods if p.code == wanted]
        found = exact or [p for p in master.periods if fold(wanted) in (fold(p.code), fold(p.name))]
        if len(found) == 1:
            return found[0]
        raise InputError(
            f"Kế hoạch không có kỳ báo cáo “{wanted}”.", remedy=_list(master), code="unknown-period"
        )
    if len(named) == 1:
        only = master.period(next(iter(named)))
        if only is not None:
            return only
    if len(master.periods) == 1:
        return master.periods[0]
    around = [p for p in master.periods if on is not None and p.start <= on <= p.end]
    if named:
        around = [p for p in around if p.code in named]
    if len(around) == 1:
        return around[0]
    what = (
        f"Phiếu trong thư mục thuộc nhiều kỳ ({', '.join(sorted(named))}), chưa rõ tổng hợp kỳ nào."
        if named
        else "Kế hoạch có nhiều kỳ báo cáo, chưa rõ kỳ nào."
    )
    raise InputError(what, remedy=_list(master), code="which-period")


def _list(master: Master) -> str:
    return "Ghi rõ --period, một trong: " + "; ".join(f"{p.code} ({p.name})" for p in master.periods) + "."
