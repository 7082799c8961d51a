"""An outline filled from a summary by its mapping: blank cells only, part by part, or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from danvan_xl.errors import InputError, WouldLoseContentError
from danvan_xl.language.folding import fold
from danvan_xl.language.number_format import is_date_format
from danvan_xl.language.showing import number_text, shown, vn_date
from danvan_xl.outlines.book import Outline, open_outline
from danvan_xl.outlines.identities import identities
from danvan_xl.outlines.mapping import YEAR, Mapping, fit, key_of, read_mapping
from danvan_xl.outlines.proposing import Proposal, propose, targets
from danvan_xl.outlines.sheet import OutlineSheet
from danvan_xl.outlines.values import Got, Item, Values
from danvan_xl.reports.rollup import Entry, RollUp
from danvan_xl.reports.rollup_values import typed
from danvan_xl.summaries.record import SummaryRecord, read_summary
from danvan_xl.terms import form
from danvan_xl.terms import outlines as o
from danvan_xl.workbooks.drawing.spec import cell_name
from danvan_xl.workbooks.editing.references import Growth
from danvan_xl.workbooks.grid import Grid
from danvan_xl.workbooks.opening.seen import Position, Seen, seen_under
from danvan_xl.workbooks.opening.styles import Styles, read_styles

OTHER_PLAN = "mapping-of-another-plan"
"""Code of the error that the summary is of another plan than the mapping."""


class Filled(Struct):
    """``outcome``: cell by cell. ``told``: what changed in the outline, what to look at. ``parts``: written anew, by name."""

    outcome: RollUp = field(default_factory=RollUp)
    told: list[str] = field(default_factory=list)
    parts: frozenset[str] = frozenset()

    @property
    def needs_person(self) -> bool:
        """Something is left to do by hand, or to look at."""
        return bool(self.told) or self.outcome.needs_person


def fill(outline: Path, mapping: Path, summary: Path, output: Path, *, anyway: bool = False) -> Filled:
    """Fill ``outline`` from ``summary`` as ``mapping`` says, into ``output``. ``anyway``: although the plans differ.

    Raises :class:`~danvan_xl.errors.InputError` (one of the files, a mapping of another outline, :data:`OTHER_PLAN`),
    :class:`~danvan_xl.errors.WouldLoseContentError` (rows cannot be put in) and :class:`~danvan_xl.errors.OutputError`;
    ``output`` is then untouched.
    """
    wanted, opened, record = read_mapping(mapping), open_outline(outline), read_summary(summary)
    plan = record.consolidation.master.plan
    if wanted.plan and fold(wanted.plan) != fold(plan.code) and not anyway:
        raise InputError(
            f"Ánh xạ “{wanted.path.name}” lập cho kế hoạch {wanted.plan}, tệp tổng hợp là của kế hoạch {plan.code}.",
            remedy="Chọn đúng tệp tổng hợp. Nếu mã số liệu, nhiệm vụ hai kế hoạch vẫn như nhau thì chọn vẫn điền (tùy chọn --anyway).",
            file=mapping,
            code=OTHER_PLAN,
        )
    work = _Work(opened, record)
    work.fill(wanted)
    if not work.outcome.filled:
        work.filled.told.append("Chưa ô nào được điền.")
    opened.edited.finish(lambda name: work.grid_of(name) if opened.sheet(name) else None)
    work.check()
    opened.edited.save(Path(output))
    work.filled.parts = frozenset(opened.edited.changed)
    return work.filled


class _Work:
    def __init__(self, outline: Outline, record: SummaryRecord) -> None:
        self.outline = outline
        self.values = Values(record)
        self.period = record.consolidation.period
        self.master = record.consolidation.master
        self.filled = Filled()
        self.outcome = self.filled.outcome
        self.styles: Styles = read_styles(outline.edited.package.read_if("xl/styles.xml"))
        self.growths: dict[str, list[Growth]] = defaultdict(list)
        self.grids: dict[str, Grid] = {}

    def fill(self, mapping: Mapping) -> None:
        """Everything that the mapping wants and that fits; what does not is told."""
        fitted, told = fit(mapping, targets(self.outline)), self.filled.told
        told += mapping.faults
        told += [
            f"Ô {old.sheet}!{old.cell} nay ở {new.sheet}!{new.cell}: {old.label}."
            for old, new in fitted.moved
        ]
        told += [f"Biểu mẫu không còn ô {item.sheet}!{item.cell}: {item.label}." for item in fitted.lost]
        told += self._other_years()
        fresh = [
            p
            for p in propose(self.outline, self.master).proposals
            if key_of(p.sheet, p.label) not in mapping.known
        ]
        if fresh:
            cells = ", ".join(f"{item.sheet}!{item.cell}" for item in fresh[:8]) + (
                ", …" if len(fresh) > 8 else ""
            )
            told.append(f"Biểu mẫu có {len(fresh)} ô mà ánh xạ chưa có ({cells}); lập lại ánh xạ để thêm.")
        if mapping.unconfirmed:
            told.append(f"{mapping.unconfirmed} dòng của ánh xạ chưa có x ở cột “{o.USE}” nên chưa điền.")
        rows = list(self._one_a_cell(fitted.rows))
        blocks: dict[tuple[str, int, o.PerRow], list[Proposal]] = defaultdict(list)
        for row in rows:
            if row.per_row is not None:
                blocks[row.sheet, row.place[0], row.per_row].append(row)
        items = {key: self.values.items(key[2]) for key in blocks}
        for (name, first, per_row), found in sorted(items.items(), key=lambda pair: -pair[0][1]):
            self._make_room(name, first, len(found), per_row)
        for row in rows:
            if row.per_row is None:
                self._cell(row, row.place, self.values.get(row.subject, row.field, row.unit, row.measure))
        for key, rows in blocks.items():
            for row in rows:
                self._column(row, items[key])

    def _other_years(self) -> Iterator[str]:
        """Sheets whose title names years, none of them the summary's: probably an outline or a summary of another time."""
        for sheet in self.outline.sheets:
            top = next((table.heading[0] for table in self.outline.tables if table.sheet is sheet), 0)
            texts = [
                sheet.text((row, col))
                for row in range(min(top, 15))
                for col in range(min(sheet.width(row), 30))
            ]
            years = {int(year) for text in texts for year in YEAR.findall(text)}
            if years and not years & {self.period.start.year, self.period.end.year}:
                said = ", ".join(map(str, sorted(years)))
                yield f"Trang tính “{sheet.name}” ghi năm {said}, tệp tổng hợp là kỳ “{self.period.name}”: xem lại có đúng kỳ không."

    def _one_a_cell(self, rows: Iterable[Proposal]) -> Iterator[Proposal]:
        """Rows of the mapping without cells that it names twice: which figure is meant only a person can tell."""
        by_place: dict[tuple[str, Position], list[Proposal]] = defaultdict(list)
        for row in rows:
            by_place[row.sheet, row.place].append(row)
        for (sheet, place), found in by_place.items():
            if len({(r.subject, r.field, r.unit, r.per_row) for r in found}) == 1:
                yield found[0]
            else:
                self.outcome.left.append(
                    f"{sheet}!{cell_name(*place)}: ánh xạ có {len(found)} dòng khác nhau cho ô này, chỉ để lại một dòng."
                )

    # --- rows ----------------------------------------------------------------------------------

    def _make_room(self, name: str, first: int, needed: int, per_row: o.PerRow) -> None:
        """As many rows as there are items, by the outline's own pattern row."""
        tables = (table for table in self.outline.tables if table.sheet.name == name)
        pattern = next((t.pattern for t in tables if t.pattern and t.pattern[0] == first), None)
        last = pattern[1] if pattern else first
        more = needed - (last - first + 1)
        if more <= 0:
            return
        growth = Growth(name, first, last, more)
        if why := self.outline.edited.hindrance(growth):
            raise WouldLoseContentError(
                f"Chưa điền: bảng ở trang tính “{name}” có {last - first + 1} dòng trống, cần {needed} dòng, nhưng {why}.",
                remedy=f"Mở biểu mẫu trong Excel, chèn thêm {more} dòng trống vào bảng rồi chạy lại.",
                file=self.outline.path,
                sheet=name,
            )
        self.outline.edited.grow(growth)
        self.growths[name].append(growth)
        self.filled.told.append(
            f"Trang tính “{name}”: đã thêm {more} dòng theo dòng mẫu ({str(per_row).lower()} một dòng)."
        )

    def _now(self, sheet: str, place: Position) -> Position:
        """Where a cell of the outline stands after rows were put in."""
        row = place[0]
        for growth in self.growths[sheet]:  # from below, so that no growth moves the place of a later one
            row = growth.row(row)
        return row, place[1]

    def _column(self, row: Proposal, items: list[Item]) -> None:
        """One column of a stretch of rows: an entry for all of it."""
        first, col = self._now(row.sheet, row.place)[0], row.place[1]
        sheet = self.outline.sheet(row.sheet)
        assert sheet is not None  # fitted
        missing: dict[str, list[str]] = defaultdict(list)
        done = 0
        for offset, item in enumerate(items):
            got = self.values.get(row.subject, row.field, row.unit, row.measure, item)
            value, why = self._typed(got, row, sheet, row.place)
            if value is None:
                missing[why].append(item.name)
                continue
            self._write(sheet, (first + offset, col), value)
            done += 1
        where = f"{cell_name(first, col)}:{cell_name(first + max(len(items), 1) - 1, col)}"
        if done:
            self.outcome.entries.append(Entry(row.sheet, where, row.path[-1], f"{done} dòng", "filled"))
        for why, names in missing.items():
            some = ", ".join(names[:5]) + (f" và {len(names) - 5} dòng khác" if len(names) > 5 else "")
            self.outcome.left.append(f"{row.sheet}!{where} {row.path[-1]}: {why} ({some}).")

    # --- one cell ------------------------------------------------------------------------------

    def _cell(self, row: Proposal, place: Position, got: Got) -> None:
        sheet = self.outline.sheet(row.sheet)
        assert sheet is not None  # fitted
        what, now = " › ".join(row.path[-2:]), self._now(row.sheet, place)
        name = cell_name(*now)
        value, why = self._typed(got, row, sheet, place)
        if place in sheet.raw.formulas:
            self.outcome.left.append(
                f"{row.sheet}!{name} {what}: ô có công thức của biểu mẫu nên không ghi đè."
            )
        elif value is None:
            self.outcome.left.append(f"{row.sheet}!{name} {what}: {why}.")
        elif sheet.is_locked(place) or sheet.is_hidden(place):
            self.outcome.entries.append(Entry(row.sheet, name, what, value, "locked"))
        elif not sheet.is_blank(place):
            self.outcome.entries.append(Entry(row.sheet, name, what, value, "kept"))
        else:
            self._write(sheet, now, value)
            self.outcome.entries.append(Entry(row.sheet, name, what, value, "filled"))
            if got.note:
                self.filled.told.append(f"{row.sheet}!{name} {what}: {got.note}.")

    def _typed(self, got: Got, row: Proposal, sheet: OutlineSheet, place: Position) -> tuple[Any, str]:
        """The value as the cell takes it, None with the reason why there is none."""
        value: Any = got.value
        if value is None:
            return None, got.why
        code = self.styles.format(sheet.xml.style_of(place))
        if isinstance(value, date) and (self.outline.edited.date_1904 or not is_date_format(code)):
            value = vn_date(value)
        if isinstance(value, Decimal):
            number = value / 100 if "%" in code and self._is_share(row) else value
            look = seen_under(float(number), code)
            if isinstance(look, Seen) and look.number != number and not look.percent:
                self.filled.told.append(
                    f"{row.sheet}!{cell_name(*place)}: ô định dạng {code} nên hiện “{look}”, giá trị là {shown(number)}."
                )
            value = number
        words = sheet.lists.get(place)
        if words is not None:
            said = next((word for word in words if fold(word) == fold(shown(value))), None)
            if said is None:
                return None, f"có giá trị “{shown(value)}” nhưng ô chỉ nhận một trong: {'; '.join(words)}"
            value = said if isinstance(value, str) else value
        return value if isinstance(value, date) else typed(value), ""

    def _is_share(self, row: Proposal) -> bool:
        subject = self.values.subjects.by_code.get(fold(row.subject))
        return (subject is not None and subject.measure == "%") or row.field == form.PROGRESS

    def _write(self, sheet: OutlineSheet, place: Position, value: Any) -> None:
        self.outline.edited.put(sheet.name, place, value)
        rows = self.grid_of(sheet.name).rows
        rows.extend([] for _ in range(place[0] + 1 - len(rows)))
        rows[place[0]].extend([""] * (place[1] + 1 - len(rows[place[0]])))
        rows[place[0]][place[1]] = value

    def grid_of(self, name: str) -> Grid:
        """A sheet's values as they are now."""
        if name not in self.grids:
            sheet = self.outline.sheet(name)
            rows = [list(row) for row in sheet.raw.grid.rows] if sheet is not None else []
            for growth in self.growths[name]:
                rows[growth.last + 1 : growth.last + 1] = [[] for _ in range(growth.count)]
            self.grids[name] = Grid(name, rows)
        return self.grids[name]

    # --- what must add up ------------------------------------------------------------------------

    def check(self) -> None:
        """Sums that the outline states and that its figures now break."""
        for table in self.outline.tables:
            name = table.sheet.name
            grid = self.grid_of(name)
            for identity in identities(table):
                places = [
                    self._now(name, place) for place in (identity.total, *(p for p, _ in identity.terms))
                ]
                numbers = [grid.value(*place) for place in places]
                if any(isinstance(n, bool) or not isinstance(n, int | float) for n in numbers):
                    continue
                total, *terms = (Decimal(str(number)) for number in numbers)
                summed = sum(
                    (n * sign for n, (_, sign) in zip(terms, identity.terms, strict=True)), Decimal(0)
                )
                if total != summed:
                    self.filled.told.append(
                        f"{name}!{cell_name(*places[0])} là {number_text(total)} nhưng theo biểu mẫu ({identity.said}) phải bằng {number_text(summed)}; kiểm tra lại số liệu."
                    )
