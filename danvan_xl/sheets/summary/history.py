"""The figures of ``Diễn biến``: of every unit and measure, this period's and those of the periods before it."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property

from danvan_xl.earlier import Earlier
from danvan_xl.results import Consolidation
from danvan_xl.sheets.summary.layout import FIRST
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing.spec import range_name, sheet_ref

ALL = "*"
"""Mã đơn vị of the figures of all units together."""
MEASURES = {
    n.OF_COMPLETION: "Tỷ lệ hoàn thành",
    n.OF_ON_TIME: "Tỷ lệ đúng hạn",
    n.OF_SCORE: "Điểm xếp loại",
}
"""Measures of ``Diễn biến`` besides the indicators, by their ``Chỉ số``."""

Figure = tuple[str, str, str, str, Decimal | None]
"""Unit code, unit name, measure, its name, this period's figure."""


class History:
    """Worked out once a summary, where something asks."""

    def __init__(self, c: Consolidation, previous: Earlier | None) -> None:
        self.c, self.previous = c, previous

    @cached_property
    def periods(self) -> list[str]:
        """Codes of the periods shown, oldest first, this one last."""
        earlier = self.previous.periods if self.previous else []
        return [code for code in earlier if code != self.c.period.code] + [self.c.period.code]

    @cached_property
    def rows(self) -> list[Figure]:
        """Every row of ``Diễn biến``."""
        rows: list[Figure] = []
        totals = self.c.totals
        figures: list[tuple[str, str, Decimal | None, Decimal | None, Decimal | None]] = [
            (ALL, "Tất cả đơn vị", totals.completion_rate, totals.on_time_rate, None)
        ]
        for unit in self.c.units:
            figures.append((unit.code, unit.name, unit.completion_rate, unit.on_time_rate, unit.total))
        for code, name, completion, on_time, score in figures:
            for measure, value in zip(MEASURES, (completion, on_time, score), strict=True):
                rows.append((code, name, measure, MEASURES[measure], value))
        for indicator in self.c.master.indicators:
            total = totals.indicators.get(indicator.code)
            measure = n.OF_INDICATOR + indicator.code
            rows.append((ALL, "Tất cả đơn vị", measure, indicator.text, total.value if total else None))
            for unit in self.c.units:
                item = unit.indicators.get(indicator.code)
                rows.append((unit.code, unit.name, measure, indicator.text, item.in_period if item else None))
        return rows

    @cached_property
    def places(self) -> dict[tuple[str, str], int]:
        """0-based data row of every (unit, measure)."""
        return {(row[0], row[2]): index for index, row in enumerate(self.rows)}

    def before(self, unit: str, measure: str) -> Decimal | None:
        """The figure of the last period before this one, None when unknown."""
        if self.previous is None or len(self.periods) < 2:
            return None
        return self.previous.history.get((unit, measure), {}).get(self.periods[-2])

    def trend(self, unit: str, measure: str) -> str:
        """The periods' figures of a row of ``Diễn biến``, as a sparkline's source."""
        first = len(n.HISTORY_HEADERS)
        line = FIRST + self.places[unit, measure]
        area = (line, first, line, first + len(self.periods) - 1)
        return f"{sheet_ref(n.HISTORY)}!{range_name(area, absolute=True)}"
