"""What a reader of returns must know of the plan: the master with the look-ups made once.

It is sent to the reading process once, so it holds plain data only.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Mapping
from contextlib import suppress
from functools import cached_property
from typing import Any

from msgspec import Struct

from danvan_xl.findings import catalogue
from danvan_xl.language.folding import fold
from danvan_xl.model import Master, Period, Role, Task, Unit
from danvan_xl.rules.targets import Hamlets
from danvan_xl.typed.corrections import FileCorrections
from danvan_xl.workbooks.opening.line import Line

_MOST_ROWS, _MOST_LAYOUTS = 8_000, 16
"""So many rows of a layout, and layouts, are known at most."""


class OutlineCell(Struct, frozen=True):
    """A cell of an outline of the level above that units fill in as their form. Rows and columns are 0-based.

    ``table`` is the form's table whose field ``header`` is typed there, for the row of ``code``; by its labels the cell is found
    again where rows or columns were moved.
    """

    sheet: str
    row: int
    column: int
    row_label: str
    label_column: int
    column_label: str
    heading_row: int
    table: str
    code: str
    header: str
    measure: str = ""


@dataclasses.dataclass
class ReadingContext:
    """The master, the corrections by file, and the outline that units fill in instead of our form. Look-ups are by folded
    text."""

    master: Master
    corrections: Mapping[str, FileCorrections] = dataclasses.field(default_factory=dict)
    outline: tuple[OutlineCell, ...] = ()

    def __getstate__(self) -> dict[str, object]:
        """Look-ups are made anew where they are needed; only what they are made from travels."""
        return {"master": self.master, "corrections": self.corrections, "outline": self.outline}

    def prepare(self) -> None:
        """Make what every reading needs, for copies of this process to find it made."""
        catalogue()
        _ = self.units_by_code, self.units_by_name, self.periods, self.tasks_by_code, self.work
        with suppress(Exception):  # what goes wrong here is told of each file that meets it
            self.form_version(self.master.units[0].code, self.master.periods[-1].code)

    @cached_property
    def units_by_code(self) -> dict[str, Unit]:
        """Unit by folded code."""
        return {fold(unit.code): unit for unit in self.master.units}

    @cached_property
    def units_by_name(self) -> dict[str, Unit | None]:
        """Unit by folded name or alias; None where two units share it."""
        found: dict[str, Unit | None] = {}
        for unit in self.master.units:
            for name in {fold(unit.name), *map(fold, unit.aliases)} - {""}:
                found[name] = unit if name not in found else None
        return found

    @cached_property
    def periods(self) -> dict[str, Period | None]:
        """Period by folded code or name; None where two share it."""
        found: dict[str, Period | None] = {}
        for period in self.master.periods:
            for name in {fold(period.code), fold(period.name)} - {""}:
                found[name] = period if name not in found else None
        return found

    @cached_property
    def tasks_by_code(self) -> dict[str, Task]:
        """Task by folded code."""
        return {fold(task.code): task for task in self.master.tasks}

    @cached_property
    def work(self) -> dict[str, list[tuple[Task, Role]]]:
        """Tasks and roles by unit code, as in the form."""
        return self.master.work()

    @cached_property
    def criteria_by_code(self) -> dict[str, int]:
        """Index of the criterion by folded code."""
        return {fold(item.code): index for index, item in enumerate(self.master.criteria)}

    @cached_property
    def indicators_by_code(self) -> dict[str, int]:
        """Index of the indicator by folded code."""
        return {fold(item.code): index for index, item in enumerate(self.master.indicators)}

    @cached_property
    def _hamlets(self) -> Hamlets:
        return Hamlets(self.master)

    @cached_property
    def _versions(self) -> dict[object, str]:
        return {}

    @cached_property
    def _rows_read(self) -> dict[Hashable, dict[Line, Any]]:
        return {}

    def rows_read(self, layout: Hashable) -> dict[Line, Any]:
        """What rows that many forms have gave, by row: of tables of this layout, where nothing had to be told of them."""
        if len(self._rows_read) > _MOST_LAYOUTS:
            self._rows_read.clear()
        known = self._rows_read.setdefault(layout, {})
        if len(known) > _MOST_ROWS:
            known.clear()
        return known

    def form_version(self, unit: str, period: str) -> str:
        """The version of the form that the master would give that unit today; '' for an unknown one."""
        known, asked = self.master.unit(unit), self.master.period(period)
        if known is None or asked is None:
            return ""
        # Units with the same work have the same form but for their name: ninety thôn are reckoned once.
        work = self.work.get(unit, [])
        key = (
            period,
            known.kind,
            self._hamlets.of(known),
            tuple((task.code, role) for task, role in work),
            tuple(criterion.code for criterion in self.master.criteria_of(known)),
        )
        if key not in self._versions:
            from danvan_xl.sheets.form import form_version

            self._versions[key] = form_version(self.master, known, asked, work=work)
        return self._versions[key]

    @cached_property
    def unit_reader(self):  # type: ignore[no-untyped-def]
        """Reads unit names as they are typed (``language.units``)."""
        from danvan_xl.language.units import UnitReader

        return UnitReader(self.master.units, focal=self.master.plan.focal_unit)
