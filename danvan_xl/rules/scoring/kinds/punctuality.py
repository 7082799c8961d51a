"""Đúng hạn báo cáo: max less what is taken off for the days late, not below 0."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Self

from danvan_xl.language.showing import number_text, points_text
from danvan_xl.model import Criterion, ScoreAnswer, ScoreKind
from danvan_xl.rules.expressions import Names
from danvan_xl.rules.scoring.arithmetic import ZERO, excel_number, excel_round, round_points
from danvan_xl.rules.scoring.kind import Parameters
from danvan_xl.rules.scoring.outcome import Case, Outcome, missing
from danvan_xl.rules.scoring.reading import NUMBER, POINTS, Part, Text
from danvan_xl.rules.scoring.row import Row

_DAYS = rf"{NUMBER}\s*ngay"
_LATE = r"(?:\s+(?:cham|muon|tre)(?:\s+han)?)?"
_FIRST = re.compile(rf"(?:trong )?{_DAYS}(?: cham)? dau(?: tien)?\s*:?\s*tru\s*{NUMBER}{POINTS}")
_SETTINGS = {
    "each_day": re.compile(
        rf"(?:sau do\s*)?tru\s*{NUMBER}{POINTS}\s*(?:/|cho moi|moi|mot)\s*(?:1\s*)?ngay{_LATE}"
    ),
    "most_days": re.compile(rf"toi da\s*:?\s*{_DAYS}{_LATE}"),
    "most_points": re.compile(rf"toi da\s*:?\s*{NUMBER}\s*diem"),
    "zero_after": re.compile(
        rf"(?:qua|tren|cham qua)\s*{_DAYS}{_LATE}\s*:?\s*(?:0{POINTS}|khong(?: tinh| cham| co)?(?: diem)?)"
    ),
}


class PunctualityParameters(Parameters, frozen=True):
    """``trừ 1 mỗi ngày; tối đa 3 ngày``.

    ``most_days``: no more days than these are taken off (5 days late with the text above: 3 points less).
    ``most_points`` (``tối đa 2 điểm``) limits the amount. ``zero_after`` (``quá 3 ngày: 0``): later than that
    gives nothing. ``first_days``, ``first_points`` (``2 ngày đầu trừ 1``): one amount for the first days,
    ``each_day`` from then on.
    """

    each_day: Decimal
    most_days: Decimal | None = None
    most_points: Decimal | None = None
    zero_after: Decimal | None = None
    first_days: Decimal | None = None
    first_points: Decimal = Decimal(0)
    KIND = ScoreKind.PUNCTUALITY
    EXAMPLES = ("trừ 1 mỗi ngày; tối đa 3 ngày",)

    @classmethod
    def read(cls, text: Text) -> Self:
        text.first("số điểm trừ mỗi ngày nộp muộn")
        rest: list[Part] = []
        first_days, first_points = None, Decimal(0)
        for part in text.parts:
            match = _FIRST.fullmatch(part.plain)
            if match:
                first_days, first_points = part.amount(match[1], positive=True), part.amount(match[2])
            else:
                rest.append(part)
        found = text.settings(rest, **_SETTINGS)
        if "each_day" not in found:
            raise text.not_understood(text.parts[0])
        return cls(first_days=first_days, first_points=first_points, **found)

    def rule(self, criterion: Criterion, names: Names) -> str:
        return f"đúng hạn được {number_text(criterion.max_points)} điểm; nộp muộn thì {criterion.parameters}"

    def outcome(self, criterion: Criterion, answer: ScoreAnswer, case: Case) -> Outcome:
        most = criterion.max_points
        if case.days_late is None:
            return missing("Chưa rõ ngày gửi báo cáo", "score-date-missing")
        days = Decimal(max(0, case.days_late))
        if self.zero_after is not None and days > self.zero_after:
            why = f"Nộp muộn {number_text(days)} ngày, quá {number_text(self.zero_after)} ngày: 0 điểm."
            return Outcome(round_points(ZERO), why=why)
        if days == 0:
            return Outcome(round_points(most), why=f"Gửi báo cáo đúng hạn: {points_text(most)} điểm.")
        off = self.deduction(days)
        exact = max(ZERO, most - off)
        why = f"{number_text(most)} - {self._deduction_text(days)} = {points_text(exact)}"
        if off > most:
            why += ", không dưới 0"
        return Outcome(round_points(exact), why=f"{why} (nộp muộn {number_text(days)} ngày).")

    def deduction(self, days: Decimal) -> Decimal:
        """Points taken off for ``days`` late (> 0), limits of days and points applied."""
        if self.most_days is not None:
            days = min(days, self.most_days)
        if self.first_days is not None:
            off = self.first_points + self.each_day * max(ZERO, days - self.first_days)
        else:
            off = self.each_day * days
        return off if self.most_points is None else min(off, self.most_points)

    def _deduction_text(self, days: Decimal) -> str:
        """'1 × 2', '(1 + 1 × 2)', or the limit that is reached."""
        counted = days if self.most_days is None else min(days, self.most_days)
        each = number_text(self.each_day)
        if self.first_days is None:
            text = f"{each} × {number_text(counted)}"
        else:
            rest = max(ZERO, counted - self.first_days)
            text = f"({number_text(self.first_points)} + {each} × {number_text(rest)})"
        off, most = self.deduction(days), self.most_points
        return text if most is None or off < most else f"{number_text(most)}"

    def formula(self, row: Row) -> str:
        days = f"MAX(0,N({row.refs.days_late}))"
        counted = days if self.most_days is None else f"MIN({days},{excel_number(self.most_days)})"
        each = excel_number(self.each_day)
        if self.first_days is None:
            off = f"{each}*{counted}"
        else:
            first = excel_number(self.first_days)
            off = f"{excel_number(self.first_points)}+{each}*MAX(0,{counted}-{first})"
        if self.most_points is not None:
            off = f"MIN({excel_number(self.most_points)},{off})"
        points = f"IF({days}=0,{row.full},{excel_round(f'MAX(0,{row.refs.max}-({off}))')})"
        if self.zero_after is not None:
            points = f"IF({days}>{excel_number(self.zero_after)},0,{points})"
        return row.typed(row.refs.days_late, row.proven(points))
