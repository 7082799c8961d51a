"""How much room a sheet takes on paper: its columns in points, its smallest letter. No letter may print below eight points."""

from __future__ import annotations

from danvan_xl.workbooks.drawing.spec import Range, SheetSpec

SMALLEST = 8.0
"""Points of the smallest letter on paper."""
SAFETY = 0.985
"""Letters and columns are a little wider in one program than in another."""


def points_of(width: float) -> float:
    """Points of a column so many characters wide, as LibreOffice draws it; Excel is a twentieth narrower."""
    return (int(width * 7 + 0.5) + 5) / 7 * 5.5


def characters_for(points: float) -> float:
    """The widest column that takes no more room."""
    return (points / 5.5 * 7 - 5.5) / 7


def width_of(sheet: SheetSpec, col: int) -> float:
    """Width of a column in points at 100 %, 0 for a hidden one."""
    return 0.0 if col in sheet.hidden_columns else points_of(sheet.widths.get(col, 8.43))


def smallest_letter(sheet: SheetSpec, area: Range) -> float:
    """Points at 100 % of the smallest text in an area."""
    sizes = {
        cell.style.size
        for cell in sheet.cells
        if cell.style is not None
        and (cell.formula or cell.value not in (None, ""))
        and area[0] <= cell.row <= area[2]
        and area[1] <= cell.col <= area[3]
        and cell.col not in sheet.hidden_columns
    }
    return min(sizes, default=11.0)
