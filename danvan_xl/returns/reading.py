"""One opened workbook → one return with its findings, or the reason why it is none.

Nothing here knows of other files: which of two returns counts, whether one is late, and what the
figures are, is decided when all have been read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct, field, msgpack

from danvan_xl.findings import Finding, Severity
from danvan_xl.logs import noted
from danvan_xl.model import Cover, Criterion, Part, Return
from danvan_xl.returns.apart import units_in_rows
from danvan_xl.returns.identify import Claim, Token, identify, rows_held, tokens_of
from danvan_xl.returns.notes import tell_notes
from danvan_xl.returns.outline_form import RowCells, RowKey, find_outline, read_outline
from danvan_xl.returns.recognise import own_workbook
from danvan_xl.review import Correction
from danvan_xl.terms import form as h
from danvan_xl.terms.fields import Fields, to_fill
from danvan_xl.typed.cells import CellReader
from danvan_xl.typed.code_rows import read_indicators, read_scores
from danvan_xl.typed.context import ReadingContext
from danvan_xl.typed.corrections import FileCorrections, key_of
from danvan_xl.typed.cover import CoverSheet, find_cover, read_cover
from danvan_xl.typed.free_rows import read_models, read_proposals
from danvan_xl.typed.locate import Located, complete, locate
from danvan_xl.typed.log import Log
from danvan_xl.typed.task_rows import read_tasks
from danvan_xl.workbooks.drawing.spec import cell_name
from danvan_xl.workbooks.grid import Grid
from danvan_xl.workbooks.opening.raw import RawBook


class FileReading(Struct, array_like=True):
    """What one file gave. ``reason`` '' means a return; else a rejection or skip code with ``note``."""

    path: str
    reason: str = ""
    note: str = ""
    skipped: bool = False
    returned: Return | None = None
    unit: str = ""
    period: str = ""
    findings: list[Finding] = field(default_factory=list)
    content: str = ""
    """Hash of everything that the unit filled in: equal for two copies of one return."""
    department: bool = False
    stood: dict[tuple[str, str], str] = field(default_factory=dict)
    """What stood where a correction was looked at, by sheet and cell; of its unit or period under :data:`WHOSE`."""


_MOST_NAMES = 10
WHOSE = ("", "")
"""The place of a correction that says whose file it is."""


def read_book(book: RawBook, path: str, context: ReadingContext) -> FileReading:
    """Read an opened workbook. ``path`` is how the file is called in messages and results."""
    log = Log(path)
    reading = FileReading(path, findings=log.findings)
    tokens = tokens_of(book)
    skip = own_workbook(book, tokens)
    if skip:
        reading.reason, reading.skipped = skip, True
        return reading
    _file_facts(book, log)
    if context.outline and (outline := find_outline(book, context)):
        return _of_outline(outline, book, tokens, context, reading, log)
    tables, cover = locate(book), find_cover(book)
    if not tables:
        reading.reason = "structure-lost"
        reading.note = "" if tokens else "tệp cũng không còn thông tin nhận dạng"
        if not tokens and (names := units_in_rows(book, context)):
            reading.reason, reading.note = "table-of-units", ", ".join(names[:_MOST_NAMES])
        return reading
    claim = identify(book, tokens, cover, tables, _stem(path), context, log)
    reading.department = claim.department
    corrections = _settle_whose(claim, context, reading, log)
    if not reading.reason:
        _Reader(book, path, context, log, tables, cover, claim, corrections).read(reading)
    return reading


def _stem(path: str) -> str:
    """The file's own name, in a container or not."""
    return PurePosixPath(path.rpartition("!")[2]).stem


def _settle_whose(
    claim: Claim, context: ReadingContext, reading: FileReading, log: Log
) -> dict[tuple[str, str], Correction]:
    """Whose file it is, into ``reading``, as a person corrected it or with the reason why it counts nowhere.

    Gives the corrections of its cells.
    """
    corrections = context.corrections.get(key_of(reading.path)) or FileCorrections()
    if corrections.unit is not None or corrections.period is not None:
        reading.stood[WHOSE] = _claimed(claim)
    _correct(claim, corrections, context, log)
    reading.unit, reading.period = claim.unit, claim.period
    log.unit = claim.unit or None
    if claim.problem:
        reading.reason, reading.note = claim.problem, claim.note
    return corrections.cells or {}


def _of_outline(
    cells: dict[RowKey, RowCells],
    book: RawBook,
    tokens: list[Token],
    context: ReadingContext,
    reading: FileReading,
    log: Log,
) -> FileReading:
    """A filled outline of the level above: whose it is, then its cells by the mapping."""
    claim = identify(book, tokens, find_cover(book), {}, _stem(reading.path), context, log, known=True)
    corrections = _settle_whose(claim, context, reading, log)
    if reading.reason:
        return reading
    returned = read_outline(cells, book, claim, context, log, corrections, reading.stood)
    returned.path, returned.findings = reading.path, reading.findings
    if returned.is_empty:
        reading.reason = "empty-return"
    reading.returned, reading.content = returned, content_key(returned)
    return reading


def _file_facts(book: RawBook, log: Log) -> None:
    if book.macros:
        log.add("macro-in-file")
    if book.external_links:
        log.add("external-link")
    for sheet in book.sheets:
        if sheet.stray:
            log.add("stray-cells", sheet=sheet.name, cell=sheet.stray, value=sheet.stray)
    if book.second_reader:
        log.add("read-by-second-reader", note=book.second_reader)


def _claimed(claim: Claim) -> str:
    """Whose file it says it is, as a correction of that remembers it."""
    return " / ".join(part or "chưa rõ" for part in (claim.unit, claim.period))


def _correct(claim: Claim, corrections: FileCorrections, context: ReadingContext, log: Log) -> None:
    """A person said whose file it is: that ends every doubt about the unit and the period, not about the plan."""
    said = _claimed(claim)
    for item in (corrections.unit, corrections.period):
        if item is not None and item.sheet == "" and not item.fits(said):
            log.add("correction-outlived", header="Đơn vị, kỳ báo cáo", value=said, note=item.stood)
            return
    if corrections.unit is not None and claim.problem in ("", "unknown-unit", "wrong-period"):
        unit = context.master.unit(corrections.unit.unit)
        if unit is None:
            log.add("correction-unused", value=corrections.unit.unit, note="không có mã đơn vị này")
        else:
            claim.unit = unit.code
            if claim.problem == "unknown-unit":
                claim.problem = ""
            log.add("corrected", header=h.UNIT, value=unit.code, note=corrections.unit.note)
    if corrections.period is not None and claim.problem in ("", "wrong-period"):
        period = context.master.period(corrections.period.period)
        if period is None:
            log.add("correction-unused", value=corrections.period.period, note="không có mã kỳ này")
        else:
            claim.period, claim.problem = period.code, ""
            log.add("corrected", header=h.PERIOD, value=period.code, note=corrections.period.note)


_Part = Callable[[Located, Return, bool], None]
"""Reads one table into a return; whether the form is of an older plan."""


class _Reader(Struct):
    book: RawBook
    path: str
    context: ReadingContext
    log: Log
    tables: dict[str, Located]
    cover: CoverSheet
    claim: Claim
    corrections: dict[tuple[str, str], Correction]
    used: dict[tuple[str, str], str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def read(self, reading: FileReading) -> None:
        claim, master = self.claim, self.context.master
        outdated = bool(claim.form and claim.period) and claim.form != self.context.form_version(
            claim.unit, claim.period
        )
        if outdated and not claim.department and claim.period:
            self.log.add("form-outdated")
        returned = Return(master.plan.code, claim.unit, claim.period, claim.form, path=self.path)
        returned.findings = reading.findings
        returned.modified_at = self.book.modified_at
        returned.cover = read_cover(
            self.cover, self.log, start=master.plan.start, end=master.plan.end, corrections=self.corrections,
            used=self.used,
        )  # fmt: skip
        for name, read in (
            (h.TASKS, self._read_tasks),
            (h.SCORES, self._read_scores),
            (h.INDICATORS, self._read_indicators),
            (h.MODELS, lambda table, into, _: setattr(into, "models", read_models(self._cells(table)))),
            (
                h.PROPOSALS,
                lambda table, into, _: setattr(into, "proposals", read_proposals(self._cells(table))),
            ),
        ):
            self._alone(name, read, returned, outdated)
        if not self.claim.department:
            tell_notes(self.book, self.tables, self.log)
        self._missing_sheets()
        self._unused_corrections()
        reading.stood.update(self.used)
        if self.faults and returned.is_empty:
            reading.reason, reading.note = "internal-error", "; ".join(self.faults)
            return
        if not (returned.tasks or returned.added or returned.scores or returned.indicators):
            reading.reason = "structure-lost"
            reading.note = "không còn dòng nào của phiếu"
            return
        if returned.is_empty or self.book.as_issued:
            reading.reason = "empty-return"
            reading.note = "phiếu còn nguyên như khi phát hành" if self.book.as_issued else ""
        elif self._cover_is_blank(returned.cover):
            self.log.add("cover-blank", sheet=h.COVER)
        elif not returned.cover.pledged and self.cover.sheet is not None:
            cell = returned.cover.cells.get("pledged")
            self.log.add("pledge-missing", sheet=self.cover.sheet.name, cell=cell)
        reading.returned = returned
        reading.content = content_key(returned)

    def _cover_is_blank(self, cover: Cover) -> bool:
        """A prefilled form on whose cover nobody wrote anything may hold nothing but last period's answers."""
        sheet = self.cover.sheet
        filled = cover.compiled_by or cover.phone or cover.reported_on or cover.submission or cover.pledged
        return sheet is not None and not filled and _says_prefilled(sheet.grid)

    def _alone(self, name: str, read: _Part, returned: Return, outdated: bool) -> None:
        """Read one table; a fault of ours in it costs that table, said aloud, not the return."""
        try:
            table = self._table(name)
            if table is not None:
                read(table, returned, outdated)
        except (MemoryError, RecursionError):
            raise  # the file's own doing
        except Exception as error:
            told = noted(error)
            self.faults.append(told)
            self.log.add("internal-error", sheet=name, note=f": {told}")

    def _read_tasks(self, table: Located, into: Return, outdated: bool) -> None:
        rows = read_tasks(self._cells_for(table, into), self.claim.unit, self.context, outdated=outdated)
        into.tasks, into.added = rows.answers, rows.added
        missing = into.not_in_form, rows.missing
        self._missing_rows(table, *missing, outdated=outdated and not self.claim.department)

    def _read_scores(self, table: Located, into: Return, outdated: bool) -> None:
        into.scores = read_scores(self._cells_for(table, into), self.context, outdated=outdated)
        lost = [item.code for item in self._criteria() if item.code not in into.scores]
        self._missing_rows(table, into.unasked_criteria, lost, outdated=outdated)

    def _criteria(self) -> list[Criterion]:
        """Those by which the unit is scored."""
        unit = self.context.master.unit(self.claim.unit)
        return self.context.master.criteria_of(unit) if unit is not None else []

    def _read_indicators(self, table: Located, into: Return, outdated: bool) -> None:
        into.indicators = read_indicators(self._cells_for(table, into), self.context, outdated=outdated)
        lost = [item.code for item in self.context.master.indicators if item.code not in into.indicators]
        self._missing_rows(table, into.unasked_indicators, lost, outdated=outdated)

    # --- tables ------------------------------------------------------------------------------

    def _table(self, name: str) -> Located | None:
        table = self.tables.get(name)
        if table is None:
            return None
        if table.others:
            table = self._of_several(table)
        sheet = table.sheet.name
        if table.renamed and not self.claim.department:
            self.log.add("sheet-renamed", sheet=sheet, value=sheet, header=name)
        if table.decomposed:
            self.log.add("unicode-decomposed", sheet=sheet, value=name, note="tên cột")
        if table.beside:
            self.log.add("table-again", sheet=sheet, value=table.beside, header=name)
        for header in table.moved:
            self._header(table, "column-moved", header)
        for header, written in table.guessed.items():
            self._header(table, "header-guessed", header, written)
        for header in table.missing:
            if header in table.kind.inputs:
                self._header(table, "column-missing", header)
            elif header in table.kind.keys:
                self._header(table, "column-missing", header, severity=Severity.WARNING)
        return table

    def _header(
        self, table: Located, code: str, header: str, value: str = "", severity: Severity | None = None
    ) -> None:
        cell = cell_name(table.header_row, table.columns.get(header, 0))
        self.log.add(
            code, sheet=table.sheet.name, cell=cell, header=header, value=value or header, severity=severity
        )

    def _of_several(self, table: Located) -> Located:
        """Copies of one sheet: the filled one counts; two filled ones that differ need a person."""
        filled = []
        for candidate in (table, *table.others):
            complete(candidate)
            content = self._silent_content(candidate)
            if content:
                filled.append((candidate, content))
        if len({content for _, content in filled}) > 1:
            names = ", ".join(f"“{candidate.sheet.name}”" for candidate, _ in filled)
            self.log.add("sheet-duplicated", sheet=table.sheet.name, value=names, header=table.kind.sheet)
            return table
        if filled and filled[0][0] is not table:
            filled[0][0].renamed = True
            return filled[0][0]
        return table

    def _silent_content(self, table: Located) -> str:
        """What a table's inputs say, '' when blank; findings are not kept."""
        cells = self._cells(table, Log(self.path))
        given = {
            tuple(cells.text(row, header) for header in (*table.kind.keys, *table.kind.inputs))
            for row in cells.rows()
            if cells.given(row, table.kind.inputs)
        }
        return repr(sorted(given)) if given else ""

    def _cells(self, table: Located, log: Log | None = None) -> CellReader:
        plan = self.context.master.plan
        return CellReader(
            table,
            log or self.log,
            plan.start,
            plan.end,
            self.book.date_1904,
            self.book.recalculates,
            self.corrections,
            {} if log else self.used,
        )

    def _cells_for(self, table: Located, into: Return) -> CellReader:
        cells = self._cells(table)
        into.columns[table.kind.sheet] = cells.columns_of_fields
        return cells

    # --- what is not there ---------------------------------------------------------------------

    def _missing_rows(
        self, table: Located, not_asked: list[str], lost: Iterable[str], *, outdated: bool
    ) -> None:
        """Rows of the master that are not there: taken out by the unit, or never asked (into ``not_asked``).

        The form itself says which rows it was issued with; one of an ``outdated`` version that says it no more is
        believed to have had none of them.
        """
        held = rows_held(table.sheet.grid)
        for code in lost:
            asked = not outdated if held is None else code in held
            if not asked:
                not_asked.append(code)
            self.log.add(
                "row-missing" if asked else "row-not-in-form", sheet=table.sheet.name, row=code, value=code
            )

    def _missing_sheets(self) -> None:
        master, period = self.context.master, self.context.master.period(self.claim.period)
        if self.claim.department:
            return
        parts = period.parts if period else frozenset({Part.TASKS})
        wanted = {
            h.TASKS: Part.TASKS in parts and bool(self.context.work.get(self.claim.unit)),
            h.SCORES: Part.SCORES in parts and bool(self._criteria()),
            h.INDICATORS: Part.INDICATORS in parts and bool(master.indicators),
        }
        for name, needed in wanted.items():
            if needed and name not in self.tables:
                self.log.add("sheet-missing", sheet=name, header=name, value=name)

    def _unused_corrections(self) -> None:
        for key, correction in self.corrections.items():
            if key not in self.used:
                self.log.add(
                    "correction-unused", sheet=key[0], cell=key[1], value=f"{key[0]}!{key[1]}",
                    note=correction.note,
                )  # fmt: skip


def _says_prefilled(grid: Grid) -> bool:
    return any(type(v) is str and v.startswith(h.PREFILLED) for row in grid.rows[:20] for v in row)


def content_key(returned: Return) -> str:
    """Hash of what the unit filled in, without where it stood: equal for copies of one return."""

    def of_code(answers: Mapping[str, Any], said: Callable[[Any], object]) -> list[object]:
        return [(a.code, said(a), sorted(a.unread)) for _, a in sorted(answers.items())]

    facts = (
        (returned.plan, returned.unit, returned.period),
        _COVER_SAID(returned.cover),
        of_code({code: a for code, a in returned.tasks.items() if not a.is_blank}, _TASK_SAID),
        sorted(_plain((a.code or a.text, _TASK_SAID(a), sorted(a.unread))) for a in returned.added),
        of_code(returned.scores, _SCORE_SAID),
        of_code(returned.indicators, _INDICATOR_SAID),
        list(map(_MODEL_SAID, returned.models)),
        list(map(_PROPOSAL_SAID, returned.proposals)),
    )
    return hashlib.sha256(_plain(facts)).hexdigest()[:20]


def _said(fields: Fields) -> Callable[[Any], object]:
    return attrgetter(*(field.attribute for field in fields))


_plain = msgpack.Encoder().encode
_COVER_SAID = _said(to_fill(h.COVER_FIELDS))
_TASK_SAID, _SCORE_SAID, _INDICATOR_SAID = map(_said, (h.TASK_ANSWERS, h.SCORE_ANSWERS, h.INDICATOR_ANSWERS))
_MODEL_SAID, _PROPOSAL_SAID = map(_said, (h.MODEL_FIELDS, h.PROPOSAL_FIELDS))
