"""Reading single cells of a master's tables, with a finding for each one that cannot be used as typed."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from msgspec import Struct, field

from danvan_xl.findings import Finding, finding
from danvan_xl.language.folding import fold
from danvan_xl.language.showing import as_text
from danvan_xl.model import Where
from danvan_xl.workbooks.grid import Grid, Row, Table, find_table

E = TypeVar("E", bound=StrEnum)


class Faults(Struct):
    """Findings while a master is read. ``blocking`` ones mean that going on would lose or miscount a row."""

    findings: list[Finding] = field(default_factory=list)
    blocking: list[Finding] = field(default_factory=list)

    def add(self, code: str, *, blocking: bool = False, **facts: Any) -> None:
        """Note a finding of the catalogue."""
        made = finding(code, **facts)
        self.findings.append(made)
        if blocking:
            self.blocking.append(made)


class Span(Struct, frozen=True):
    """The plan's days, by which a date without year is read; both None while they are not known."""

    start: date | None = None
    end: date | None = None


def find_sheet(grids: Iterable[Grid], name: str) -> Grid | None:
    """The sheet of that name, folded; an exact name wins."""
    wanted = fold(name)
    matching = [grid for grid in grids if fold(grid.name) == wanted]
    return next((grid for grid in matching if grid.name == name), matching[0] if matching else None)


def near(text: str, choices: Iterable[str]) -> str:
    """The one of ``choices`` that looks most like ``text``, or ''."""
    by_fold = {fold(choice): choice for choice in choices}
    found = difflib.get_close_matches(fold(text), by_fold, n=1, cutoff=0.6)
    return by_fold[found[0]] if found else ""


def meant(text: str, choices: Iterable[str]) -> str:
    """'; có phải ý là “...”?' or ''."""
    choice = near(text, choices)
    return f"; có phải ý là “{choice}”?" if choice else ""


def open_table(
    grids: Sequence[Grid],
    sheet: str,
    headers: Sequence[str],
    required: Sequence[str],
    faults: Faults,
    *,
    newer: Collection[str] = (),
) -> Table | None:
    """The table of a sheet, with findings for whatever of it is missing; None when there is none.

    A missing required sheet or header blocks; an optional sheet has ``required`` headers only where it exists. ``newer`` ones
    stand in no master of an earlier version, and nobody misses them.
    """
    grid = find_sheet(grids, sheet)
    if grid is None:
        return None
    table = find_table(grid, headers, at_least=min(2, len(headers)))
    if table is None:
        faults.add(
            "master-sheet-is-not-table",
            blocking=True,
            sheet=grid.name,
            value=", ".join(headers),
            note="",
        )
        return None
    where = f"{table.header_row + 1}"
    for header in table.missing(header for header in headers if header not in newer):
        hint = near(header, table.extra.values())
        note = f" ở dòng tiêu đề (dòng {where})" + (f"; cột “{hint}” có phải là cột này?" if hint else "")
        must = header in required
        faults.add(
            "master-header-missing" if must else "master-header-absent",
            blocking=must,
            sheet=grid.name,
            cell=f"A{where}",
            value=header,
            note=note,
        )
    for header in table.duplicated:
        faults.add("master-header-twice", sheet=grid.name, cell=f"A{where}", value=header)
    return table


class Cells(Struct):
    """One row of a master's table. ``title`` says in words which row it is, for messages."""

    row: Row
    faults: Faults
    span: Span
    title: str = ""

    def __post_init__(self) -> None:
        self.title = self.title or f"dòng {self.row.index + 1}"

    @property
    def sheet(self) -> str:
        """The sheet's name as the user wrote it."""
        return self.row.table.grid.name

    def where(self, header: str) -> Where:
        """The place of a cell of this row."""
        return Where(self.sheet, self.row.index + 1, self.row.table.columns.get(header, 0) + 1)

    def text(self, header: str) -> str:
        """One line of clean text, '' when blank."""
        return self.row.text(header)

    def note(self, code: str, header: str, *, blocking: bool = False, **facts: Any) -> None:
        """A finding at a cell of this row."""
        facts.setdefault("value", self.text(header))
        facts.setdefault("note", "")
        facts.setdefault("row", self.title)
        self.faults.add(
            code,
            blocking=blocking,
            sheet=self.sheet,
            cell=self.row.cell(header),
            header=header,
            **facts,
        )

    def required(self, header: str) -> str:
        """Text that must not be blank."""
        text = self.text(header)
        if not text and header in self.row.table.columns:
            self.note("master-value-missing", header)
        return text

    def number(self, header: str, *, whole: bool = False, must: bool = False) -> Decimal | None:
        """A number ≥ 0; None when blank or unreadable. ``must``: without it the master cannot be used."""
        from danvan_xl.language.numbers import read_number

        value = self.row.value(header)
        reading = read_number(value, whole=whole)
        if reading.value is None:
            if reading.issues:
                self.note("master-number-unreadable", header, blocking=must, note=_tail(reading.note))
            elif must:
                self.note("master-value-missing", header, blocking=True)
            return None
        if reading.value < 0:
            self.note("master-number-negative", header, blocking=must)
            return None
        return reading.value

    def day(self, header: str, *, must: bool = False) -> date | None:
        """A date; None when blank or unreadable. ``must``: without it the master cannot be used."""
        from danvan_xl.language.dates import read_date

        value = self.row.value(header)
        reading = read_date(value, start=self.span.start, end=self.span.end)
        if reading.value is None:
            if reading.issues:
                self.note("master-date-unreadable", header, blocking=must, note=_tail(reading.note))
            elif must:
                self.note("master-value-missing", header, blocking=True)
            return None
        if reading.issues:
            self.note("master-date-as-text", header, note=f"{reading.value:%d/%m/%Y}" + _tail(reading.note))
        return reading.value

    def choice(
        self,
        header: str,
        kind: type[E],
        *,
        synonyms: Mapping[str, E] | None = None,
        must: bool = False,
    ) -> E | None:
        """One of an enum's values, folded; None when blank or not in the list."""
        text = self.text(header)
        if not text:
            if must:
                self.note("master-value-missing", header, blocking=True)
            return None
        value = choose(text, kind, synonyms)
        if value is None:
            self.note(
                "master-choice-unknown",
                header,
                blocking=must,
                note=meant(text, [*kind, *(synonyms or {})]),
                allowed="; ".join(kind),
            )
        return value


def choose(text: str, kind: type[E], synonyms: Mapping[str, E] | None = None) -> E | None:
    """The enum's member that ``text`` names, folded; None when it names none."""
    wanted = fold(text)
    for member in kind:
        if fold(member) == wanted:
            return member
    for word, member in (synonyms or {}).items():
        if fold(word) == wanted:
            return member
    return None


def split_list(text: Any) -> list[str]:
    """Entries of a cell separated by ';' or line breaks, cleaned, blank ones dropped."""
    if not isinstance(text, str):
        return [t] if (t := as_text(text)) else []
    return [t for part in text.replace("\n", ";").replace("\r", ";").split(";") if (t := as_text(part))]


def _tail(note: str) -> str:
    return f" ({note})" if note else ""
