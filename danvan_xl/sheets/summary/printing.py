"""How the sheets of a summary print: those of the print set on A4 across with no letter below eight points, the others not
unless somebody asks.

A sheet of the set is fitted to one page's width where that leaves every text readable; else its columns are spread over
several pages, each with the first columns and a heading of its own. Excel and LibreOffice pass over a print area that
is blank: so is that of the other sheets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from danvan_xl.sheets.paper import SAFETY, SMALLEST, smallest_letter, width_of
from danvan_xl.workbooks.drawing.spec import Page, Range, SheetSpec, Style

PAGE_WIDTH = 784.0
"""Points between the margins of A4 across."""
ROOM = PAGE_WIDTH * 11 / SMALLEST * SAFETY
"""Points of columns that come onto one page where every text has 11 points."""
NOT_PRINTED = "Không in kèm bản in; cần in trang này thì chọn “Bỏ qua vùng in” khi in"
HEADING_ROWS = 3
"""Appendix number, title and reference stand above a table."""
FOOTER = '&C&"Times New Roman,Regular"&11Trang &P/&N'
"""LibreOffice makes it smaller with the sheet."""
_MARGIN = 0.4


def print_page(
    sheet: SheetSpec, areas: Sequence[Range], repeat_rows: tuple[int, int], *, standing: int = 0
) -> None:
    """Set ``areas`` up for paper, each on pages of its own. ``standing``: so many first columns of the last one stand on
    every page where the rest of it needs several; 0 where it never does."""
    page = sheet.page = Page(
        left=_MARGIN, right=_MARGIN, top=0.45, bottom=0.5, repeat_rows=repeat_rows, footer=FOOTER
    )
    page.area, page.more_areas = areas[0], tuple(areas[1:])
    room = ROOM / 11 * min(smallest_letter(sheet, area) for area in areas)

    def width(columns: Iterable[int]) -> float:
        return sum(width_of(sheet, col) for col in columns)

    wholes = [range(area[1], area[3] + 1) for area in areas]
    columns = [col for col in wholes[-1] if width_of(sheet, col)]
    fixed, moving = columns[:standing], columns[standing:]
    parts = [moving]
    if standing and width(columns) > room:
        for pages in range(2, len(moving) + 1):  # the fewest on which the widest part fits
            most = -(-len(moving) // pages)
            parts = [moving[start : start + most] for start in range(0, len(moving), most)]
            if width(fixed) + max(map(width, parts)) <= room:
                break
        page.repeat_columns, page.column_breaks = (fixed[0], fixed[-1]), tuple(part[0] for part in parts[1:])
    if len(areas) + len(parts) > 2:
        widest = max(width(fixed) + max(map(width, parts)), *map(width, wholes[:-1]), 1)
        page.scale = min(100, int(100 * PAGE_WIDTH * SAFETY / widest))
        _head(sheet, [columns] if len(parts) == 1 else parts, again=len(areas) > 1)


def _head(sheet: SheetSpec, parts: list[list[int]], *, again: bool) -> None:
    """The sheet's heading over each part (over columns that every page repeats it would be cut); ``again``: it stands
    over another area already."""
    heading = [c for c in sheet.cells if c.row < HEADING_ROWS and c.col == 0]
    if not again:
        sheet.cells = [c for c in sheet.cells if c.row >= HEADING_ROWS or c.col > parts[-1][-1]]
    for part in parts:
        for cell in heading:
            more = " (tiếp theo)" if cell.row == 0 and cell.value and (again or part is not parts[0]) else ""
            sheet.put(cell.row, part[0], f"{cell.value or ''}{more}", cell.style)
            for col in part[1:]:
                sheet.put(cell.row, col, None, cell.style)


def write_commas(sheet: SheetSpec) -> None:
    """Numbers with a decimal comma in LibreOffice and on phones, whatever the machine's language; Excel follows the machine."""
    known: dict[int, tuple[Style, Style]] = {}
    for cell in sheet.cells:
        style = cell.style
        if style is None:
            continue
        looks = known.get(id(style))
        if looks is None:
            looks = known[id(style)] = _with_comma(style)
        cell.style = looks[cell.value == ""]


def _with_comma(style: Style) -> tuple[Style, Style]:
    """The look of a cell with that style, and of one that shows nothing."""
    shown = style.num_format
    if "[" in shown or not ("." in shown or shown.startswith("General")):
        return style, style
    comma = style.but(num_format=f"[$-42A]{shown}")
    return comma, comma if "." in shown else style


def keep_off_paper(sheet: SheetSpec, columns: int, repeat_rows: tuple[int, int] | None = None) -> None:
    """The print area is a blank cell; width and headers are set for whoever prints the sheet all the same."""
    sheet.page = Page(
        left=_MARGIN, right=_MARGIN, repeat_rows=repeat_rows, area=(0, columns + 3, 0, columns + 3)
    )
