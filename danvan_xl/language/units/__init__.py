"""Unit names as officers write them: one name, a cell that names several, or a group of units.

:class:`UnitReader` is made once per master and reads any number of cells. Rules and their order are
told in :mod:`.matching` (one name), :mod:`.groups` (groups) and :mod:`.reader` (whole cells).
"""

from __future__ import annotations

from danvan_xl.language.units.groups import GroupReading
from danvan_xl.language.units.kinds import kind_of_name
from danvan_xl.language.units.matching import UnitMatch
from danvan_xl.language.units.reader import GuessedName, UnitReader, UnitReading, UnknownName

__all__ = [
    "GroupReading",
    "GuessedName",
    "UnitMatch",
    "UnitReader",
    "UnitReading",
    "UnknownName",
    "kind_of_name",
]
