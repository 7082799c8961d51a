"""Units from the best to the worst, live: the first table of ``Biểu đồ``, which ``Tổng quan`` and the chart of scores read."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from danvan_xl.results import UnitResult
from danvan_xl.sheets.summary import units as u
from danvan_xl.sheets.summary.context import Context
from danvan_xl.terms import form as h
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.spec import SheetSpec, cell_name, column_name, sheet_ref
from danvan_xl.workbooks.drawing.values import safe_text, to_number

TOP = 3
"""0-based row of the first line of data in ``Biểu đồ``; the header stands above it."""
PLACE, ORDER, NAME, VALUE, BAND = range(5)
"""Columns: the place of the unit that stands in this row of ``Theo đơn vị``; then the k-th unit, its figure, its band."""
COLUMNS = 5


def cut_text(text: str, most: int) -> str:
    """A name of at most so many letters, as :func:`cut_formula` shows it."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def cut_formula(text: str, most: int) -> str:
    """An expression that cuts a name to a narrow place."""
    return f'IF(LEN({text})<={most},{text}&"",TRIM(LEFT({text},{most - 1}))&"…")'


class Ranking(Struct, frozen=True):
    """``units`` in order, with the figure that ranks them: the total that counts, or the rate of completion where the
    period is not scored. Units that sent nothing have no place."""

    units: list[tuple[UnitResult, Decimal]]
    by_score: bool
    count: int
    """Rows of the table: all units."""

    def column(self, col: int) -> str:
        """A column's data, absolute, with the sheet's name."""
        name = column_name(col)
        return f"{sheet_ref(n.CHART_DATA)}!${name}${TOP + 1}:${name}${TOP + max(self.count, 1)}"

    def from_best(self, col: int, index: int) -> str:
        """The index-th from the top, as an expression; '' beyond the end."""
        return f"{sheet_ref(n.CHART_DATA)}!{cell_name(TOP + index, col, absolute=True)}"

    def from_worst(self, col: int, index: int) -> str:
        """The index-th from the bottom, as an expression; '' beyond the end."""
        return f'IFERROR(INDEX({self.column(col)},COUNT({self.column(PLACE)})-{index}),"")'


def ranking_of(context: Context) -> Ranking | None:
    """The ranking of a period's units; None where the period asks for neither scores nor tasks."""
    by_score = context.has_scores
    if not by_score and not context.has_tasks:
        return None
    found = [
        (unit, value)
        for unit in context.units
        if unit.returned and (value := unit.total if by_score else unit.completion_rate) is not None
    ]
    found.sort(key=lambda pair: -pair[1])
    return Ranking(found, by_score, len(context.units))


def draw_ranking(context: Context, ranking: Ranking, data: SheetSpec) -> None:
    """Its table, at the left of ``Biểu đồ``."""
    area = u.unit_area(context)
    ranked, source = (u.RANKED, u.FINAL) if ranking.by_score else (u.COMPLETION, u.COMPLETION)
    style = st.POINTS if ranking.by_score else st.RATE
    heads = ("Vị trí", "Thứ tự", h.UNIT, n.POINTS if ranking.by_score else u.COMPLETION, h.BAND)
    for col, (head, width) in enumerate(zip(heads, (8, 8, 30, 11, 12), strict=True)):
        data.put(TOP - 1, col, head, st.HEADER)
        data.widths[col] = width
    data.widths[COLUMNS] = 3
    figures, sent = area.range(ranked), area.range(n.RETURNED)
    counted = f'({sent}="{n.YES}")*ISNUMBER({figures})'
    places = {unit.code: place for place, (unit, _) in enumerate(ranking.units, 1)}
    for index, unit in enumerate(context.units):
        row, mine = TOP + index, area.cell(ranked, index)
        ahead = f"({figures}>{mine})+({figures}={mine})*(ROW({figures})<ROW({mine}))"
        own = f'AND({area.cell(n.RETURNED, index)}="{n.YES}",ISNUMBER({mine}))'
        formula = f'=IF({own},1+SUMPRODUCT({counted}*({ahead})),"")'
        data.put(row, PLACE, places.get(unit.code), st.INTEGER, formula=formula)
        data.put(row, ORDER, index + 1, st.INTEGER)
        known, value = ranking.units[index] if index < len(ranking.units) else (None, None)
        shown = [(NAME, h.UNIT, safe_text(known.name) if known else "", st.BODY.but(wrap=False))]
        if ranking.by_score:
            shown.append((BAND, u.BAND, known.band or "" if known else "", st.CENTER))
        at = f"MATCH({cell_name(row, ORDER)},{ranking.column(PLACE)},0)"
        for col, header, text, look in shown:
            data.put(row, col, text, look, formula=f'=IFERROR(INDEX({area.range(header)},{at})&"","")')
        found = f'=IFERROR(INDEX({area.range(source)},{at}),"")'
        data.put(row, VALUE, to_number(value) if value is not None else "", style, formula=found)
