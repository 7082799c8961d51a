"""One sheet of an outline: what its cells show, which of them wait for a value, and whether they may be written."""

from __future__ import annotations

from msgspec import Struct, field

from danvan_xl.language.showing import as_text
from danvan_xl.workbooks.drawing.spec import Range
from danvan_xl.workbooks.editing.sheet import SheetXml
from danvan_xl.workbooks.opening.raw import RawSheet
from danvan_xl.workbooks.opening.seen import Position


class OutlineSheet(Struct):
    """One visible sheet. Positions are 0-based."""

    name: str
    raw: RawSheet
    xml: SheetXml
    bordered: frozenset[int]
    """Styles with a line around them."""
    locked: frozenset[int]
    """Styles that a protected sheet keeps from being typed into."""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    lists: dict[Position, tuple[str, ...]] = field(default_factory=dict)
    """Cells that take only words of a list."""
    _area: dict[Position, Range] = field(default_factory=dict)
    _widths: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for area in self.raw.merged:
            top, left, bottom, right = area
            for row in range(top, min(bottom, top + 500) + 1):
                for col in range(left, min(right, left + 200) + 1):
                    self._area[row, col] = area
        for row, values in enumerate(self.raw.grid.rows):
            self._widths[row] = len(values)
        for row, col in self.xml.cells:
            self._widths[row] = max(self._widths.get(row, 0), col + 1)

    def width(self, row: int) -> int:
        """How many columns of the row are there at all."""
        return self._widths.get(row, 0)

    @property
    def last_row(self) -> int:
        """The last row that is there at all."""
        return max([len(self.raw.grid.rows) - 1, *self.xml.rows], default=0)

    @property
    def protected(self) -> bool:
        """Whether locked cells cannot be typed into."""
        return any(item.get("sheet") in ("1", "true") for item in self.xml.all("sheetProtection"))

    def area(self, place: Position) -> Range | None:
        """The merged area that the cell is part of."""
        return self._area.get(place)

    def is_covered(self, place: Position) -> bool:
        """A merged area hides the cell."""
        return self._shown_at(place) != place

    def _shown_at(self, place: Position) -> Position:
        area = self._area.get(place)
        return place if area is None else (area[0], area[1])

    def text(self, place: Position) -> str:
        """What a person reads there, in a merged area what stands for all of it."""
        top = self._shown_at(place)
        return "" if top in self.raw.formulas else as_text(self.raw.seen(*top))

    def is_blank(self, place: Position) -> bool:
        """Nothing stands in the cell itself, no formula either."""
        value = self.raw.grid.value(*place)
        nothing = value is None or (isinstance(value, str) and not value.strip())
        return nothing and place not in self.raw.formulas and place not in self.raw.errors

    def has_border(self, place: Position) -> bool:
        """The cell is drawn as part of a table."""
        return self.xml.style_of(self._shown_at(place)) in self.bordered

    def is_hidden(self, place: Position) -> bool:
        """Nobody sees the cell."""
        return place[0] in self.hidden_rows or place[1] in self.hidden_columns

    def is_locked(self, place: Position) -> bool:
        """The sheet is protected, and the cell with it."""
        return self.protected and self.xml.style_of(place) in self.locked
