"""What a sheet looks like, as data. Defined once, drawn by XlsxWriter, by openpyxl or by xlwings.

Rows and columns are 0-based here; only text for people uses Excel's 1-based names. A spec holds no
behaviour: the sheet modules build it from the model, the drawers (``draw_xlsxwriter``,
``draw_openpyxl``, ``draw_xlwings``) put it into a workbook.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

Range = tuple[int, int, int, int]
"""first row, first column, last row, last column, 0-based and inclusive."""


class Style(Struct, frozen=True):
    """How a cell looks. Colours are 'RRGGBB'. Frozen, so that equal looks share one format."""

    font: str = "Times New Roman"
    size: float = 11
    bold: bool = False
    italic: bool = False
    underline: bool = False
    color: str = "000000"
    fill: str | None = None
    border: str | None = None
    """Colour of a thin line on all four sides."""
    align: str | None = None  # left, center, right, justify
    valign: str = "vcenter"  # top, vcenter, bottom
    wrap: bool = False
    indent: int = 0
    rotation: int = 0
    num_format: str = "General"
    locked: bool = True
    hidden: bool = False
    """Formula hidden while protected."""

    def but(self, **changes: Any) -> Style:
        """A copy with changes."""
        return replace(self, **changes)


class Cell(Struct):
    """A value, or a formula with its cached ``value``. ``formula`` begins with '=' and uses English
    function names and commas. ``link`` is ``internal:'Sheet'!A1`` or an ``external:`` path."""

    row: int
    col: int
    value: Any = None  # str, int, float, Decimal, bool, date, datetime, None
    style: Style | None = None
    formula: str | None = None
    link: str | None = None


class Validation(Struct):
    """Data validation. ``source`` is a list of texts (≤ 255 characters joined) or a formula '=...'."""

    ranges: list[Range]
    kind: str  # list, whole, decimal, date, length, custom
    operator: str = "between"  # between, not between, ==, !=, >, <, >=, <=
    source: list[str] | str | None = None
    minimum: Any = None  # number, date or formula
    maximum: Any = None
    ignore_blank: bool = True
    dropdown: bool = True
    error_title: str = "Chưa đúng"  # ≤ 32 characters
    error: str = ""  # ≤ 255
    prompt_title: str = ""  # ≤ 32
    prompt: str = ""  # ≤ 255
    severity: str = "stop"  # stop, warning, information
    show_error: bool = True
    """False: the list only suggests, anything may be typed."""


class Conditional(Struct):
    """Conditional format. kind 'formula' uses ``formula`` relative to the first range's top-left cell."""

    ranges: list[Range]
    kind: str = "formula"  # formula, data_bar, color_scale
    formula: str = ""
    style: Style | None = None
    """Only bold, italic, color, fill, border of it are applied."""
    stop: bool = False
    colors: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    bar_only: bool = False
    """The bar without its number (by XlsxWriter only)."""

    @property
    def middle(self) -> float | None:
        """What has the second of three colours: half way between the limits; without limits the median of the range."""
        if self.minimum is None or self.maximum is None:
            return None
        return (self.minimum + self.maximum) / 2


class TableSpec(Struct):
    """An Excel table (ListObject) over ``range`` whose first row is the header."""

    range: Range
    name: str
    style: str = "Table Style Light 9"


class Sparkline(Struct):
    """A line or column sparkline in one cell. ``source`` such as ``'Dữ liệu'!B2:F2``."""

    row: int
    col: int
    source: str
    kind: str = "line"


class Series(Struct):
    """A chart series; references are absolute formulas such as ``='Theo đơn vị'!$B$5:$B$20``."""

    name: str
    categories: str
    values: str
    color: str | None = None
    kind: str | None = None
    """A second chart kind combined with the first (such as 'line' for a limit)."""
    labels: bool = False
    pattern: str | None = None


class ChartSpec(Struct):
    """A native chart (drawn by XlsxWriter only). ``kind``: bar, column, line, pie, doughnut."""

    row: int
    col: int
    kind: str
    title: str
    series: list[Series]
    subtype: str | None = None  # stacked, percent_stacked
    width: int = 480
    height: int = 288
    x_title: str = ""
    y_title: str = ""
    legend: str | None = "bottom"
    reverse: bool = False
    """Categories from top to bottom in bar charts."""
    value_format: str = "General"
    value_min: float | None = None
    value_max: float | None = None
    alt_text: str = ""
    value_step: float | None = None
    every_name: bool = False
    """Each category has its name at the axis, even where they are many."""
    x_rotation: int = 0
    """Degrees by which the names of a category axis are turned."""


class Page(Struct):
    """Print set-up. Margins in inches."""

    landscape: bool = True
    paper: int = 9  # A4
    left: float = 0.5
    right: float = 0.4
    top: float = 0.6
    bottom: float = 0.6
    fit_width: int = 1
    fit_height: int = 0
    repeat_rows: tuple[int, int] | None = None
    repeat_columns: tuple[int, int] | None = None
    row_breaks: tuple[int, ...] = ()
    """A new page starts at each of these rows."""
    column_breaks: tuple[int, ...] = ()
    scale: int | None = None
    """Percent, in place of fitting to a width; only so does Excel keep ``column_breaks`` (both by XlsxWriter only)."""
    area: Range | None = None
    more_areas: tuple[Range, ...] = ()
    """Further areas, each on pages of its own (by XlsxWriter only)."""
    header: str = ""
    footer: str = '&C&"Times New Roman,Regular"&9Trang &P/&N'
    center_horizontally: bool = True


class Lane(Struct, frozen=True):
    """A column of a table: where it stands (0-based), its look, whether its blank cells are written."""

    col: int
    style: Style
    blanks: bool = True
    width: float | None = None
    """Characters; None where its texts ask for no height."""
    also: tuple[Style, ...] = ()
    """Looks that single values may have, beside that of links."""


class Body(Struct):
    """Rows below all others that are made while they are drawn: a table of a hundred thousand rows is never held whole.

    Values as :class:`~danvan_xl.workbooks.drawing.rows.RowCells` takes them.
    """

    first: int
    """Where the first row stands, 0-based."""
    lanes: Sequence[Lane]
    rows: Iterable[Sequence[Any]]
    count: int = 0
    """How many rows there are, as far as it is known."""


class SheetSpec(Struct):
    """One sheet."""

    name: str
    cells: list[Cell] = field(default_factory=list)
    body: Body | None = None
    widths: dict[int, float] = field(default_factory=dict)  # column → characters
    heights: dict[int, float] = field(default_factory=dict)  # row → points; unset rows fit by themselves
    growing_rows: set[int] = field(default_factory=set)
    """Rows whose height is an estimate (``measure.fit_rows``): it still grows when somebody types more."""
    hidden_columns: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    merges: list[Range] = field(default_factory=list)
    """Never inside a table body or its header row (contract, DESIGN 2)."""
    freeze: tuple[int, int] | None = None
    autofilter: Range | None = None
    tables: list[TableSpec] = field(default_factory=list)
    validations: list[Validation] = field(default_factory=list)
    conditionals: list[Conditional] = field(default_factory=list)
    charts: list[ChartSpec] = field(default_factory=list)
    sparklines: list[Sparkline] = field(default_factory=list)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    """(row, column) → a comment on the cell (drawn by XlsxWriter only)."""
    page: Page = field(default_factory=Page)
    protect: bool = False
    """Without a password; users may still format, size and filter."""
    tab_color: str | None = None
    zoom: int = 100
    gridlines: bool = False
    state: str = "visible"  # visible, hidden
    default_style: Style | None = None
    """Given to whole columns, e.g. unlocked input columns below the table."""

    def put(
        self,
        row: int,
        col: int,
        value: Any = None,
        style: Style | None = None,
        *,
        formula: str | None = None,
        link: str | None = None,
    ) -> Cell:
        """Add a cell and give it back."""
        cell = Cell(row, col, value, style, formula, link)
        self.cells.append(cell)
        return cell


class WorkbookSpec(Struct):
    """A whole workbook. ``names`` maps a defined name to a formula; ``hidden_names`` are not shown to users."""

    sheets: list[SheetSpec] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    hidden_names: dict[str, str] = field(default_factory=dict)
    title: str = ""
    subject: str = ""
    custom_properties: dict[str, str] = field(default_factory=dict)
    active: int = 0


@lru_cache(maxsize=512)
def column_name(col: int) -> str:
    """0 → 'A', 26 → 'AA'."""
    name = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell_name(row: int, col: int, *, absolute: bool = False) -> str:
    """(0, 0) → 'A1', or '$A$1'."""
    mark = "$" if absolute else ""
    return f"{mark}{column_name(col)}{mark}{row + 1}"


def range_name(area: Range, *, absolute: bool = False) -> str:
    """(0, 0, 4, 1) → 'A1:B5'."""
    return (
        f"{cell_name(area[0], area[1], absolute=absolute)}:{cell_name(area[2], area[3], absolute=absolute)}"
    )


def sheet_ref(name: str) -> str:
    """A sheet's name quoted for use before '!' in a formula."""
    return "'" + name.replace("'", "''") + "'"
