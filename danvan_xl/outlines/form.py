"""The reverse of filling: an outline of the level above given to the units as their form, and read by the same mapping."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from msgspec import Struct

from danvan_xl.errors import InputError
from danvan_xl.files import make_folder
from danvan_xl.forms.issue import IssuedForm, choose_units, refuse_open
from danvan_xl.forms.names import form_names
from danvan_xl.identity import DEFINED_NAME, FORM, Identity
from danvan_xl.language.folding import fold
from danvan_xl.model import Master, Period, UnitKind
from danvan_xl.outlines.book import Outline, open_outline
from danvan_xl.outlines.mapping import fit, read_mapping
from danvan_xl.outlines.matching import Kind, Subjects
from danvan_xl.outlines.proposing import targets
from danvan_xl.outlines.tables import Column, OutlineTable
from danvan_xl.steps import Progress, tell
from danvan_xl.terms import form as h
from danvan_xl.typed.context import OutlineCell
from danvan_xl.workbooks.editing.book import AFTER_NAMES, WORKBOOK
from danvan_xl.workbooks.xml_text import escape

_TABLES = {
    Kind.INDICATOR: (h.INDICATORS, h.INDICATOR_INPUTS),
    Kind.TASK: (h.TASKS, h.TASK_INPUTS),
    Kind.CRITERION: (h.SCORES, (*h.SCORE_INPUTS, h.MAX_POINTS)),
}
_NAMES_END = b"</definedNames>"


class OutlineForm(Struct, frozen=True):
    """What of an outline units fill in. ``told``: sentences about mapped cells that no unit can be asked for."""

    cells: tuple[OutlineCell, ...]
    told: tuple[str, ...] = ()


def outline_form(outline: Path, mapping: Path, master: Master) -> OutlineForm:
    """The mapped cells that ask a unit for what our own form asks.

    Raises :class:`~danvan_xl.errors.InputError`: no outline, no mapping, one of another outline, nothing a unit could fill in.
    """
    opened = open_outline(outline)
    wanted = read_mapping(mapping)
    fitted = fit(wanted, targets(opened))
    subjects = Subjects(master)
    labels = _labels(opened)
    cells, others = [], 0
    for row in fitted.rows:
        subject = subjects.by_code.get(fold(row.subject))
        table, inputs = _TABLES.get(subject.kind, ("", ())) if subject is not None else ("", ())
        known = labels.get((row.sheet, *row.place))
        if subject is None or known is None or row.unit or row.per_row or row.field not in inputs:
            others += 1
            continue
        cells.append(OutlineCell(row.sheet, *row.place, *known, table, subject.code, row.field, row.measure))
    if not cells:
        raise InputError(
            f"Ánh xạ “{Path(mapping).name}” không có ô nào để đơn vị điền: chỉ có con số chung, dòng theo đơn vị hoặc mục lạ.",
            remedy="Dùng biểu mẫu mà mỗi đơn vị tự điền (số liệu, nhiệm vụ, tiêu chí theo dòng), xác nhận x trong ánh xạ.",
            file=mapping,
            code="nothing-to-ask",
        )
    told = [*wanted.faults]
    if others:
        told.append(
            f"{others} ô của ánh xạ không hỏi đơn vị (con số chung, ô của từng đơn vị, tình trạng): không đọc."
        )
    return OutlineForm(tuple(cells), tuple(told))


def _labels(outline: Outline) -> dict[tuple[str, int, int], tuple[str, int, str, int]]:
    """Cell → the text of its row, the column of that, the lowest heading, the row of that."""
    found = {}
    for table in outline.tables:
        for line in table.lines:
            text = table.sheet.text((line.index, table.label))
            for column in table.values():
                heading = _lowest_heading(table, column)
                if text and heading is not None:
                    place = (table.sheet.name, line.index, column.index)
                    found[place] = (text, table.label, column.path[-1], heading)
    return found


def _lowest_heading(table: OutlineTable, column: Column) -> int | None:
    """The lowest row of the heading that holds the column's own words."""
    grid = table.sheet.raw.grid
    rows = range(table.heading[1], table.heading[0] - 1, -1) if column.path else ()
    return next((row for row in rows if grid.text(row, column.index) == column.path[-1]), None)


def issue_outline(
    outline: Path,
    master: Master,
    period: Period,
    folder: Path,
    *,
    units: Collection[str] | None = None,
    kind: UnitKind | str | None = None,
    progress: Progress | None = None,
) -> list[IssuedForm]:
    """A copy of the outline for each unit, named by it and carrying its identity in a hidden name; nothing else changes.

    A copy that stands there and differs is kept: somebody may have filled it in. Raises as :func:`danvan_xl.forms.issue.issue`.
    """
    opened = open_outline(outline)
    chosen, names = choose_units(master, units, kind), form_names(master.units, period)
    make_folder(folder)
    places = [
        (unit, (folder / names[unit.code]).with_suffix(Path(outline).suffix.lower())) for unit in chosen
    ]
    refuse_open(path for _, path in places)
    book, workbook = opened.edited, opened.edited.package.read(WORKBOOK)
    issued = []
    for done, (unit, path) in enumerate(places, 1):
        kept = path.exists()
        if not kept:
            token = Identity(FORM, master.plan.code, unit.code, period.code).token()
            book.changed[WORKBOOK] = _named(workbook, token)
            book.save(path)
        issued.append(IssuedForm(unit, path, kept))
        tell(progress, done, len(places))
    return issued


def _named(workbook: bytes, token: str) -> bytes:
    """The workbook part with the identity as a hidden defined name."""
    name = f'<definedName name="{DEFINED_NAME}" hidden="1">"{escape(token)}"</definedName>'.encode()
    workbook = re.sub(
        rb'<definedName name="' + DEFINED_NAME.encode() + rb'"[^>]*>[^<]*</definedName>', b"", workbook
    )
    if _NAMES_END in workbook:
        return workbook.replace(_NAMES_END, name + _NAMES_END)
    workbook = workbook.replace(b"<definedNames/>", b"")
    at = min(place for mark in AFTER_NAMES if (place := workbook.find(mark)) >= 0)
    return workbook[:at] + b"<definedNames>" + name + _NAMES_END + workbook[at:]
