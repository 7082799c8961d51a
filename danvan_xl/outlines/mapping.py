"""The mapping of an outline: written from proposals, read back with what a person decided, fitted to the outline of today."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from danvan_xl.errors import InputError
from danvan_xl.identity import MAPPING, identity_of
from danvan_xl.language.folding import fold
from danvan_xl.language.marks import read_mark
from danvan_xl.model import Master
from danvan_xl.outlines.matching import subjects_of
from danvan_xl.outlines.proposing import Proposal
from danvan_xl.sheets.mapping import mapping_book
from danvan_xl.terms import outlines as o
from danvan_xl.workbooks.editing.sheet import place_of
from danvan_xl.workbooks.grid import Row, find_label, find_table
from danvan_xl.workbooks.opening.own import as_seen, read_grids

WHAT = "tệp ánh xạ"
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")


class Mapping(Struct):
    """What a person wants in which cell. ``rows``: those to be filled. ``faults``: sentences about rows that cannot be."""

    path: Path
    plan: str
    rows: list[Proposal] = field(default_factory=list)
    unconfirmed: int = 0
    known: set[tuple[str, str]] = field(default_factory=set)
    """Every cell that the mapping has a row for, by its labels."""
    faults: list[str] = field(default_factory=list)


def key_of(sheet: str, label: str) -> tuple[str, str]:
    """By what a cell is known again next period: its sheet and its labels, whatever year they name."""
    return fold(sheet), YEAR.sub("năm", fold(label))


def write_mapping(path: Path, proposals: Sequence[Proposal], outline: Path, master: Master) -> None:
    """Write the mapping for a person to check."""
    from danvan_xl.workbooks.drawing.draw_xlsxwriter import save

    shown = {subject.code: subject.shown for subject in subjects_of(master)}
    units = {unit.code: f"{unit.code} · {unit.name}" for unit in master.units}
    rows = [
        (
            o.MARK if item.certainty is o.Certainty.CERTAIN else None, item.sheet, item.cell, item.label, item.measure or None,
            shown.get(item.subject), item.field or None, units.get(item.unit), item.per_row and str(item.per_row),
            str(item.certainty), item.why,
        )
        for item in proposals
    ]  # fmt: skip
    facts = [(o.FILE, outline.name), (o.PLAN_CODE, master.plan.code), (o.COUNT, len(rows))]
    save(mapping_book(rows, facts, list(shown.values()), list(units.values()), master.plan.code), path)


def read_mapping(path: Path) -> Mapping:
    """Read a mapping. Raises :class:`~danvan_xl.errors.InputError` when it is none or lost its table."""
    path = Path(path)
    grids = as_seen(read_grids(path, what=WHAT), [o.MAP])
    identity = identity_of(grids)
    grid = next((grid for grid in grids if fold(grid.name) == fold(o.MAP)), None)
    table = find_table(grid, o.HEADERS, at_least=5) if grid is not None else None
    if identity is None or identity.kind != MAPPING or table is None or table.missing(o.HEADERS):
        missing = f" (thiếu cột {', '.join(table.missing(o.HEADERS))})" if table is not None else ""
        raise InputError(
            f"“{path.name}” không phải tệp ánh xạ biểu mẫu, hoặc đã mất bảng “{o.MAP}”{missing}.",
            remedy="Chọn tệp do lệnh map (nút “Ánh xạ biểu mẫu”) lập, hoặc lập lại.",
            file=path,
            code="not-a-mapping",
        )
    facts = next((grid for grid in grids if fold(grid.name) == fold(o.FACTS)), None)
    label = find_label(facts, o.PLAN_CODE) if facts is not None else None
    plan = facts.text(label[0], label[1] + 1) if facts is not None and label is not None else identity.plan
    mapping = Mapping(path, plan)
    for row in table.rows():
        mapping.known.add(key_of(row.text(o.SHEET), row.text(o.PATH)))
        if not row.text(o.SUBJECT) and not row.text(o.FIELD):
            continue
        mark = read_mark(row.value(o.USE))
        if mark.issues:
            mapping.faults.append(
                f"Dòng {row.index + 1}: cột “{o.USE}” ghi “{row.text(o.USE)}”, chỉ ghi x hoặc để trống."
            )
        elif not mark.value:
            mapping.unconfirmed += 1
        elif isinstance(read := _proposal(row), str):
            mapping.faults.append(f"Dòng {row.index + 1}: {read}")
        else:
            mapping.rows.append(read)
    return mapping


def _proposal(row: Row) -> Proposal | str:
    """A row to be filled, or what is wrong with it."""
    cell = _CELL.fullmatch(row.text(o.CELL))
    if cell is None:
        return f"cột “{o.CELL}” ghi “{row.text(o.CELL)}”, không phải tên ô như D9."
    name = next((name for name in o.FIELDS if fold(name) == fold(row.text(o.FIELD))), "")
    if not name:
        return f"cột “{o.FIELD}” ghi “{row.text(o.FIELD)}”, chọn một mục trong danh sách."
    said = row.text(o.PER_ROW)
    per_row = next((item for item in o.PerRow if fold(item) == fold(said)), None)
    if said and per_row is None:
        return f"cột “{o.PER_ROW}” ghi “{said}”, chọn một mục trong danh sách."
    return Proposal(
        row.text(o.SHEET), place_of(f"{cell[1].upper()}{cell[2]}"), tuple(row.text(o.PATH).split(" › ")), row.text(o.MEASURE),
        _code(row.text(o.SUBJECT)), name, _code(row.text(o.SCOPE)), per_row, o.Certainty.CERTAIN,
    )  # fmt: skip


def _code(shown: str) -> str:
    """'SL01 · Ý kiến tiếp nhận' → 'SL01'; a code alone is one too."""
    return shown.split(" · ", 1)[0].strip()


class Fitted(Struct):
    """A mapping on the outline of today. ``lost``: rows whose place is gone; ``moved``: (row, its new place)."""

    rows: list[Proposal] = field(default_factory=list)
    lost: list[Proposal] = field(default_factory=list)
    moved: list[tuple[Proposal, Proposal]] = field(default_factory=list)


def fit(mapping: Mapping, today: Iterable[Proposal]) -> Fitted:
    """Find each row's cell again by its labels: first where it stood, else the only place with those labels.

    Raises :class:`~danvan_xl.errors.InputError` where the outline is another one.
    """
    fitted = Fitted()
    places: dict[tuple[str, str], list[Proposal]] = defaultdict(list)
    for place in today:
        places[key_of(place.sheet, place.label)].append(place)
    for row in mapping.rows:
        found = places.get(key_of(row.sheet, row.label), [])
        same = next((p for p in found if p.place == row.place), None)
        if same is None and len(found) != 1:
            fitted.lost.append(row)
            continue
        item = same or found[0]
        here = replace(row, sheet=item.sheet, place=item.place)
        if same is None:
            fitted.moved.append((row, here))
        fitted.rows.append(here)
    if len(fitted.lost) > len(fitted.rows):
        raise InputError(
            f"Ánh xạ “{mapping.path.name}” là của biểu mẫu khác: {len(fitted.lost)}/{len(mapping.rows)} ô không còn tìm thấy.",
            remedy="Chọn đúng biểu mẫu và ánh xạ, hoặc lập lại ánh xạ cho biểu mẫu này.",
            file=mapping.path,
            code="mapping-of-another-outline",
        )
    return fitted


def kept(path: Path, proposals: list[Proposal]) -> list[Proposal]:
    """Proposals with what a person confirmed in the mapping that stands at ``path``."""
    decided = {key_of(row.sheet, row.label): row for row in read_mapping(path).rows}
    made = []
    for item in proposals:
        row = decided.get(key_of(item.sheet, item.label))
        if row is not None and (row.place == item.place or item.certainty is not o.Certainty.CERTAIN):
            item = replace(
                item, subject=row.subject, field=row.field, unit=row.unit, per_row=row.per_row, measure=row.measure,
                certainty=o.Certainty.CERTAIN, why="Giữ theo ánh xạ đã có",
            )  # fmt: skip
        made.append(item)
    return made
