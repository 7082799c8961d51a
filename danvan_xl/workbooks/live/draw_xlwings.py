"""Draw sheet specs into a live Excel book through xlwings, with few calls across the bridge to Excel.

Works with Excel on Windows and, for the tests, with xlwings' remote engine. What xlwings' own API lacks (print set-up,
protection, messages of validations; see :mod:`.excel_objects`) is set on Excel only. Values go over as one matrix a
sheet; a property goes over rectangle by rectangle; sheets that look alike are copied (:mod:`.patterns`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from danvan_xl.errors import OutputError
from danvan_xl.steps import Progress, tell
from danvan_xl.workbooks.drawing.rectangles import cover
from danvan_xl.workbooks.drawing.spec import SheetSpec, range_name
from danvan_xl.workbooks.live import excel_objects as native
from danvan_xl.workbooks.live.live_format import format_cells, widths_and_heights
from danvan_xl.workbooks.live.live_rules import put_conditionals, put_validations
from danvan_xl.workbooks.live.live_values import live_value, plain_value
from danvan_xl.workbooks.live.patterns import Family, families, number_formats, shortened

Carry = Callable[[Any, Any], None]
"""Copies what a user put into the old sheet over to the new one; both are ``xlwings.Sheet``."""
PATTERN_SHEET = "~mẫu danvan-xl"
STASH_SHEET = "~cũ danvan-xl"


def draw(
    book: Any,
    sheets: Sequence[SheetSpec],
    *,
    cell_updates: Mapping[str, Mapping[str, Any]] | None = None,
    hide: Mapping[str, Collection[int]] | None = None,
    replaces: Mapping[str, str] | None = None,
    remove: Collection[str] = (),
    carry: Mapping[str, Carry] | None = None,
    after: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> list[str]:
    """Draw ``sheets`` into the ``xlwings.Book``; give back Vietnamese notes on what Excel refused (such as print set-up
    on a machine without a printer).

    A sheet of the same name (or named in ``replaces[new name]``) gets the new content in place, so that formulas elsewhere
    keep pointing to it; other specs become new sheets at the end. All other sheets stay as they are. ``cell_updates``,
    ``hide``, ``remove``, ``carry`` and ``after`` mean the same as in :func:`danvan_xl.workbooks.drawing.draw_openpyxl.draw_into`.

    Raises :class:`~danvan_xl.errors.OutputError` when the book or a sheet is protected; nothing is drawn then. When Excel
    refuses something in between, its error passes: the sheet that was being redrawn holds again what users put there, sheets
    before it are done, and no helper sheet stays behind.
    """
    drawer = _Drawer(book, dict(carry or {}), progress, len(sheets))
    existing = {sheet.name.casefold(): sheet for sheet in book.sheets}
    olds = {
        spec.name: existing[name.casefold()]
        for spec in sheets
        if (name := (replaces or {}).get(spec.name, spec.name)).casefold() in existing
    }
    gone = [existing[name.casefold()] for name in remove if name.casefold() in existing]
    touched = [existing[name.casefold()] for name in cell_updates or {} if name.casefold() in existing]
    drawer.refuse_protected([*olds.values(), *gone, *touched])
    wanted = {spec.name.casefold() for spec in sheets}
    in_the_way = [sheet for sheet in gone if sheet.name.casefold() in wanted]
    try:
        with _quiet(book, drawer.native):
            for sheet in in_the_way:
                sheet.delete()
            for name, updates in (cell_updates or {}).items():
                _update(book.sheets[name], updates)
            for name, hidden in (
                (hide or {}).items() if drawer.native else ()
            ):  # xlwings itself cannot hide a column
                for col in hidden:
                    book.sheets[name].range((1, col + 1)).api.EntireColumn.Hidden = True
            drawer.sheets(sheets, olds)
            for sheet in gone:
                if sheet not in in_the_way:
                    sheet.delete()
            for name, neighbour in (after or {}).items():
                if name not in olds and any(spec.name == name for spec in sheets):
                    drawer.place(name, neighbour)
    finally:
        drawer.lock_again([sheet for sheet in drawer.unlocked if sheet not in gone])
    return drawer.notes


@contextlib.contextmanager
def _quiet(book: Any, on_excel: bool) -> Iterator[None]:
    """No redrawing, events or recalculation in between; afterwards the sheet that was active is so again."""
    active = book.sheets.active
    if not on_excel:
        yield
        native.show(active)
        return
    app = book.app
    before = app.screen_updating, app.enable_events, app.calculation, app.display_alerts
    app.screen_updating, app.enable_events, app.calculation = False, False, "manual"
    try:
        yield
        with contextlib.suppress(Exception):  # it may be one of those removed
            native.show(active)
    finally:  # alerts too: xlwings leaves them off when Excel refuses to delete a sheet
        app.display_alerts = before[3]
        app.calculation, app.enable_events, app.screen_updating = before[2], before[1], before[0]


class _Drawer:
    def __init__(self, book: Any, carry: dict[str, Carry], progress: Progress | None, total: int) -> None:
        self.book = book
        self.carry = carry
        self.progress = progress
        self.done, self.total = 0, total
        self.notes: list[str] = []
        self.unlocked: list[Any] = []
        """Sheets that were protected without a password."""
        self.hidden: list[tuple[Any, int]] = []
        """Sheets that had to be shown, since Excel draws on no hidden sheet, and how hidden they were."""
        self.aside: list[Any] = []
        """Copies of sheets that could not be brought back after an error."""
        self.native = native.is_excel(book)
        self.translate = native.translator(book.app.api) if self.native else str
        self.last: Any = None

    def refuse_protected(self, sheets: Sequence[Any]) -> None:
        if not self.native:
            return
        if self.book.api.ProtectStructure:
            raise OutputError(
                "Sổ tính đang khóa cấu trúc nên không thêm được trang tính.",
                remedy="Vào Xem lại (Review) > Bảo vệ sổ làm việc để bỏ khóa, rồi bấm lại nút.",
            )
        for sheet in sheets:
            if sheet.api.ProtectContents:
                try:
                    sheet.api.Unprotect("")
                    self.unlocked.append(sheet)
                except Exception as error:
                    self.lock_again(self.unlocked)
                    raise OutputError(
                        f"Trang tính “{sheet.name}” đang khóa bằng mật khẩu nên không ghi được.",
                        remedy="Vào Xem lại (Review) > Bỏ bảo vệ trang tính, rồi bấm lại nút.",
                        sheet=sheet.name,
                    ) from error

    def lock_again(self, sheets: Sequence[Any]) -> None:
        """Protect what was unlocked, where drawing has not done it."""
        for sheet in sheets:
            with contextlib.suppress(Exception):  # after an error in Excel, the sheet may be gone
                if not sheet.api.ProtectContents:
                    native.protect(sheet.api)

    def sheets(self, sheets: Sequence[SheetSpec], olds: Mapping[str, Any]) -> None:
        found, _ = families(sheets)
        family_of = {member.spec.name: (family, member) for family in found for member in family.members}
        patterns: dict[int, Any] = {}
        self.last = self.book.sheets[len(self.book.sheets) - 1]
        ours = {sheet.name for sheet in self.book.sheets} | set(olds)
        try:
            for spec in sheets:
                old = olds.get(spec.name)
                with self._carried(spec.name, old) as carry:
                    if spec.name not in family_of:
                        sheet = self._empty(old, spec.name)
                        self._whole(sheet, spec)
                    else:
                        family, member = family_of[spec.name]
                        if id(family) not in patterns:
                            patterns[id(family)] = self._pattern(family)
                        sheet = self._from_pattern(patterns[id(family)], family, spec, member.surplus, old)
                    carry(sheet)
                self._finish(sheet, spec)
                ours.add(spec.name)
                self.done += 1
                tell(self.progress, self.done, self.total)
            for pattern in patterns.values():
                pattern.delete()
        except BaseException:
            self._remove_helpers(ours)
            raise
        finally:
            self._hide_again()

    @contextlib.contextmanager
    def _carried(self, name: str, old: Any) -> Iterator[Callable[[Any], None]]:
        """What users put into ``old`` is copied aside, for the redrawn sheet; back into the old one when drawing fails."""
        if old is None or name not in self.carry:
            yield lambda sheet: None
            return
        called = old.name
        stash = old.copy(after=self._end(), name=self._free(STASH_SHEET))
        try:
            yield lambda sheet: self.carry[name](stash, sheet)
        except BaseException:
            self._restore(old, called, stash)
            raise
        stash.delete()

    def _restore(self, old: Any, called: str, stash: Any) -> None:
        try:
            self._cleared(old)
            stash.cells.copy(old.cells)
            old.name = called
        except Exception:  # then what users typed stays in the book as it was copied aside
            self.aside.append(stash)

    def _remove_helpers(self, ours: set[str]) -> None:
        """After an error: sheets half made, patterns, what was copied aside and is back in its place."""
        with contextlib.suppress(Exception):
            kept = ours | {sheet.name for sheet in self.aside}
            for sheet in [sheet for sheet in self.book.sheets if sheet.name not in kept]:
                sheet.delete()

    def _hide_again(self) -> None:
        for sheet, state in self.hidden:
            with contextlib.suppress(Exception):  # a sheet that is gone, or an Excel that answers no more
                sheet.api.Visible = state

    def place(self, name: str, neighbour: str) -> None:
        """Move a new sheet behind its neighbour, where there is one."""
        names = [sheet.name for sheet in self.book.sheets]
        if neighbour in names and names.index(name) != names.index(neighbour) + 1:
            self.book.sheets[name].move(after=self.book.sheets[neighbour])

    def _end(self) -> Any:
        return self.book.sheets[len(self.book.sheets) - 1]

    def _free(self, name: str) -> str:
        taken = {sheet.name.casefold() for sheet in self.book.sheets}
        return next(
            tried
            for number in range(1, 1000)
            if (tried := name if number == 1 else f"{name} {number}").casefold() not in taken
        )

    def _empty(self, old: Any, name: str) -> Any:
        """An empty sheet of that name: the old one emptied, or a new one."""
        if old is None:
            self.last = self.book.sheets.add(name, after=self.last)
            return self.last
        if self.native and (state := old.api.Visible) != native.VISIBLE:
            self.hidden.append((old, state))
            old.api.Visible = native.VISIBLE
        self._cleared(old)
        if old.name != name:
            old.name = name
        return old

    def _cleared(self, sheet: Any) -> None:
        if self.native:
            native.empty(sheet.api)
        sheet.clear()

    def _pattern(self, family: Family) -> Any:
        sheet = self.book.sheets.add(self._free(PATTERN_SHEET), after=self._end())
        self._whole(sheet, family.pattern)
        return sheet

    def _from_pattern(
        self, pattern: Any, family: Family, spec: SheetSpec, surplus: Sequence[tuple[int, int]], old: Any
    ) -> Any:
        if old is None:
            sheet = pattern.copy(after=self.last, name=spec.name)
            self.last = sheet
        else:
            sheet = self._empty(old, spec.name)
            pattern.cells.copy(sheet.cells)
            if self.native:
                native.frame(sheet.api, spec)
                self._page(sheet, spec)
        for first, last in surplus:
            sheet.range(f"{first + 1}:{last + 1}").delete("up")
        self._values(sheet, spec)
        now = shortened(number_formats(family.pattern), surplus)
        changed: dict[str, list[tuple[int, int]]] = {}
        for place, wanted in number_formats(spec).items():
            if now.get(place) != wanted:
                changed.setdefault(wanted, []).append(place)
        for text, places in changed.items():
            for area in cover(places):
                sheet.range(range_name(area)).number_format = text
        if spec.page.area and (old is not None or not self.native):
            sheet.page_setup.print_area = range_name(spec.page.area, absolute=True)
        if self.native and old is None:
            parts = native.header_parts(family.pattern.page.footer)
            for side, said in native.header_parts(spec.page.footer).items():
                if parts[side] != said:
                    setattr(sheet.api.PageSetup, side + "Footer", said)
        return sheet

    def _whole(self, sheet: Any, spec: SheetSpec) -> None:
        self._values(sheet, spec)
        format_cells(sheet, spec, self.native)
        widths_and_heights(sheet, spec, self.native)
        for area in spec.merges:
            sheet.range(range_name(area)).merge()
        put_validations(sheet, spec, self.native, self.translate, self.notes)
        put_conditionals(sheet, spec, self.native, self.translate)
        if self.native:
            native.frame(sheet.api, spec)
            self._page(sheet, spec)
        else:
            sheet.show_gridlines = spec.gridlines
            if spec.freeze:
                _freeze(sheet, *spec.freeze)
        if spec.page.area:
            sheet.page_setup.print_area = range_name(spec.page.area, absolute=True)

    def _values(self, sheet: Any, spec: SheetSpec) -> None:
        """The whole used range as one matrix; then links, which stand on values."""
        if not spec.cells:
            return
        rows = 1 + max(cell.row for cell in spec.cells)
        cols = 1 + max(cell.col for cell in spec.cells)
        matrix: list[list[Any]] = [[None] * cols for _ in range(rows)]
        for cell in spec.cells:
            matrix[cell.row][cell.col] = live_value(cell)
        if any(value is not None for row in matrix for value in row):
            sheet.range((1, 1)).value = matrix if rows > 1 or cols > 1 else matrix[0][0]
        for cell in spec.cells:
            if cell.link is None:
                continue
            if self.native:
                native.link(sheet.api, cell.row, cell.col, cell.link)
            else:
                kind, _, where = cell.link.partition(":")
                address = f"#{where}" if kind == "internal" else where
                sheet.range((cell.row + 1, cell.col + 1)).add_hyperlink(
                    address, str(cell.value), str(cell.value)
                )

    def _page(self, sheet: Any, spec: SheetSpec) -> None:
        try:
            native.page(sheet.api, spec.page)
        except Exception:  # pywin32's com_error: Excel sets up no page without a printer
            self.notes.append(
                f"Chưa đặt được khổ giấy cho trang tính “{spec.name}” vì máy chưa có máy in; vào Bố trí trang (Page Layout) khi cần in."
            )

    def _finish(self, sheet: Any, spec: SheetSpec) -> None:
        """What comes last: heights that follow the texts, protection, visibility."""
        for first, _, last, _ in cover((row, 0) for row in spec.growing_rows):
            sheet.range(f"{first + 1}:{last + 1}").rows.autofit()
        if spec.protect and self.native:
            native.protect(sheet.api)
        if spec.state == "hidden":
            sheet.visible = False


def _freeze(sheet: Any, row: int, col: int) -> None:
    if row and col:
        sheet.freeze_panes.freeze_at(range_name((0, 0, row - 1, col - 1)))
    elif row:
        sheet.freeze_panes.freeze_at(f"1:{row}")
    elif col:
        first, _, last = range_name((0, 0, 0, col - 1)).partition(":")
        sheet.freeze_panes.freeze_at(f"{first[:-1]}:{last[:-1]}")


def _update(sheet: Any, updates: Mapping[str, Any]) -> None:
    """Single values into a sheet that stays, neighbours together."""
    from danvan_xl.workbooks.live.live_values import place_of

    values = {place_of(cell): value for cell, value in updates.items()}
    for top, left, bottom, right in cover(values):
        matrix = [
            [plain_value(values[row, col]) for col in range(left, right + 1)]
            for row in range(top, bottom + 1)
        ]
        sheet.range((top + 1, left + 1)).value = matrix if len(matrix) > 1 or right > left else matrix[0][0]
