"""What one row of a worksheet holds, as it is known by its bytes: the same in every file that has that row."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from danvan_xl.workbooks.opening.seen import Position

COMES = -1


class Line(Struct, eq=False):
    """One row. Nobody changes it but by :attr:`notes`: it may be the row of many sheets. Equal only to itself."""

    number: int = -1
    """0-based; -1 where no cell of it holds anything."""
    values: list[Any] = field(default_factory=list)
    """From column A on; '' for blank cells and for shared texts."""
    shared: list[tuple[int, int]] = field(default_factory=list)
    """Column and number of each shared text; :data:`COMES` for a number that was taken out of the bytes."""
    looks: dict[int, int] = field(default_factory=dict)
    """Column → style, where that is not 0."""
    formulas: dict[Position, str] = field(default_factory=dict)
    errors: dict[Position, str] = field(default_factory=dict)
    struck: list[int] = field(default_factory=list)
    """Columns whose style crosses out what stands there."""
    marked: bool = False
    """It has formulas, errors or cells that are crossed out."""
    notes: dict[object, Any] = field(default_factory=dict)
    """What was found out about its values, by the function that did, for the next sheet that has it."""
