"""Whose form it is, of which plan and period: from every place where a form says so.

The token in a document property, in a defined name and in a hidden cell of every sheet, and the visible
codes and names on ``Bìa``. They must agree: a form whose places name two units belongs to nobody until a
person says so. Names are compared only where no code is left, fuzzy ones last, never between two near units.
"""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct, field

from danvan_xl.findings import Severity
from danvan_xl.identity import DEPARTMENT, FORM, PREFIX, Identity, parse_rows, parse_token
from danvan_xl.language.folding import fold
from danvan_xl.model import Unit
from danvan_xl.terms import form as h
from danvan_xl.typed.context import ReadingContext
from danvan_xl.typed.cover import CoverSheet
from danvan_xl.typed.locate import Located
from danvan_xl.typed.log import Log
from danvan_xl.workbooks.drawing.spec import cell_name
from danvan_xl.workbooks.grid import Grid
from danvan_xl.workbooks.opening.raw import RawBook, RawSheet

_OURS = (FORM, DEPARTMENT)
_ALIKE = 85
"""Likeness (of 100) of a name to the same name with a slip mended since."""


class Token(Struct, frozen=True):
    """An identity and where it stood (Vietnamese, for messages)."""

    identity: Identity
    place: str


class Claim(Struct):
    """What a workbook says it is. ``problem`` is a rejection code, '' when unit and plan are sure enough."""

    unit: str = ""
    period: str = ""
    """'' when nothing says so."""
    form: str = ""
    department: bool = False
    """A department sheet rather than a form."""
    problem: str = ""
    note: str = ""
    known: bool = False
    """Some token or visible code of ours was found."""


def tokens_of(book: RawBook) -> list[Token]:
    """Every identity token in the workbook."""
    found = []
    for text in book.properties.values():
        if (identity := parse_token(text)) is not None:
            found.append(Token(identity, "thuộc tính của tệp"))
    for text in book.names.values():
        if (identity := parse_token(text)) is not None:
            found.append(Token(identity, "tên ẩn"))
    for sheet in book.sheets:
        found += tokens_in(sheet)
    return found


def tokens_in(sheet: RawSheet) -> list[Token]:
    """Those of one sheet."""
    rows = sheet.grid.rows
    # It stands in the first row, out of reach of sorting; rows may have been inserted above it.
    inside = _in_rows(rows[:4]) or _in_rows(rows[4:])
    return [Token(identity, f"trang tính “{sheet.name}”") for identity in inside]


def _in_rows(rows: list[list[Any]]) -> list[Identity]:
    texts = [v for row in rows for v in row if type(v) is str and v.startswith(PREFIX)]
    return [identity for text in texts if (identity := parse_token(text)) is not None]


def rows_held(grid: Grid) -> frozenset[str] | None:
    """The codes of the rows that a form's sheet was issued with; None where it does not say so any more."""
    held = (parse_rows(value) for row in grid.rows[:12] for value in row[:4])
    return next((codes for codes in held if codes is not None), None)


def identify(
    book: RawBook,
    tokens: list[Token],
    cover: CoverSheet,
    tables: dict[str, Located],
    file_stem: str,
    context: ReadingContext,
    log: Log,
    *,
    known: bool = False,
) -> Claim:
    """Unit, period and plan of a form; findings on guesses and contradictions go to ``log``.

    ``known``: that its rows are those of the plan was found out already.
    """
    ours = [t for t in tokens if t.identity.kind in _OURS]
    return _Identifier(book, ours, cover, tables, file_stem, context, log, known).claim()


class _Identifier(Struct):
    book: RawBook
    tokens: list[Token]
    cover: CoverSheet
    tables: dict[str, Located]
    file_stem: str
    context: ReadingContext
    log: Log
    known: bool = False
    result: Claim = field(default_factory=Claim)

    def claim(self) -> Claim:
        result = self.result
        result.known = bool(self.tokens)
        result.department = bool(self.tokens) and all(t.identity.kind == DEPARTMENT for t in self.tokens)
        result.form = next((t.identity.form for t in self.tokens if t.identity.form), "") or self.cover.text(
            h.FORM_VERSION
        )
        self.plan()
        if not result.problem:
            self.unit()
        if not result.problem:
            self.period()
        if not result.problem:
            self.visible_names()
        return result

    def reject(self, code: str, note: str) -> None:
        self.result.problem, self.result.note = code, note

    def plan(self) -> None:
        ours = self.context.master.plan
        said = {fold(t.identity.plan): (t.identity.plan, t.place) for t in self.tokens if t.identity.plan}
        visible = self.cover.text(h.PLAN_CODE)
        if visible:
            said.setdefault(fold(visible), (visible, f"trang tính “{h.COVER}”"))
        strange = {key: fact for key, fact in said.items() if key != fold(ours.code)}
        if strange:
            code, place = next(iter(strange.values()))
            if len(said) > 1:
                self.conflict("kế hoạch", list(said.values()))
            self.reject(
                "wrong-plan", f"mã kế hoạch “{code}” ở {place}, kế hoạch đang tổng hợp là “{ours.code}”"
            )
        elif not said and not self.known and not self.rows_of_our_plan():
            name = self.cover.text(h.PLAN)
            if not name or fold(name) != fold(ours.name):
                self.reject("wrong-plan", "không còn mã kế hoạch và các mã dòng không thuộc kế hoạch này")

    def rows_of_our_plan(self) -> bool:
        """Without any plan code: most coded rows must be the plan's."""
        known = set(self.context.tasks_by_code) | set(self.context.criteria_by_code)
        known |= set(self.context.indicators_by_code)
        seen = ours = 0
        for table in self.tables.values():
            column = next(
                (table.columns[key] for key in (h.CODE, h.SCORE_CODE) if key in table.columns), None
            )
            if column is None:
                continue
            for row in range(table.header_row + 1, len(table.sheet.grid.rows)):
                code = fold(table.sheet.grid.text(row, column))
                seen += bool(code)
                ours += code in known
        texts = self.texts_of_our_plan() if not seen else 0
        return (seen > 0 and ours * 2 >= seen) or texts >= 2

    def texts_of_our_plan(self) -> int:
        table = self.tables.get(h.TASKS)
        if table is None or h.TEXT not in table.columns:
            return 0
        texts = {fold(task.text) for task in self.context.master.tasks}
        column = table.columns[h.TEXT]
        rows = range(table.header_row + 1, len(table.sheet.grid.rows))
        return sum(fold(table.sheet.grid.text(row, column)) in texts for row in rows)

    def unit(self) -> None:
        said: dict[str, tuple[str, str]] = {}
        strange: list[tuple[str, str]] = []
        for token in self.tokens:
            if token.identity.unit:
                unit = self.context.units_by_code.get(fold(token.identity.unit))
                if unit is None:
                    strange.append((token.identity.unit, token.place))
                else:
                    said.setdefault(unit.code, (f"{unit.name} ({unit.code})", token.place))
        place = f"trang tính “{h.COVER}”"
        visible = self.cover.text(h.UNIT_CODE)
        if visible:
            unit = self.context.units_by_code.get(fold(visible))
            if unit is not None:
                said.setdefault(unit.code, (f"{unit.name} ({unit.code})", f"ô Mã đơn vị, {place}"))
            else:
                strange.append((visible, f"ô Mã đơn vị, {place}"))
        name = self.cover.text(h.UNIT)
        named = self.context.units_by_name.get(fold(name)) if name else None
        if named is not None:
            if not said and not strange:
                self.guess(named.code, name, certain=True)
                return
            said.setdefault(named.code, (f"{named.name} ({named.code})", f"ô Đơn vị, {place}"))
        sheets = {
            token.place: token.identity.unit for token in self.tokens if token.place.startswith("trang")
        }
        names = [
            unit.name for code in dict.fromkeys(sheets.values()) if (unit := self.context.master.unit(code))
        ]
        if len(names) > 1 and len(sheets) > 2:
            self.reject("several-units", ", ".join(names[:10]))
        elif len(said) > 1:
            self.conflict("đơn vị", list(said.values()))
            self.reject("unknown-unit", "các chỗ ghi đơn vị trong tệp không giống nhau")
        elif said:
            self.result.unit = next(iter(said))
        elif strange:
            self.reject(
                "unknown-unit", f"mã “{strange[0][0]}” ở {strange[0][1]} không có trong trang tính “Đơn vị”"
            )
        else:
            self.by_likeness(name)

    def by_likeness(self, name: str) -> None:
        """No code and no exact name anywhere: a name that one unit alone fits."""
        suggestions: list[str] = []
        texts = [name] if name else [*self.titles(), self.file_stem]
        found: dict[str, str] = {}
        for text in texts:
            match = self.context.unit_reader.match(text)
            if match.unit is not None:
                found.setdefault(match.unit, text)
            suggestions += [code for code, _ in match.suggestions[:3]]
        if not found and not name:
            found = self.names_inside(self.file_stem)
        if len(found) == 1:
            code, text = next(iter(found.items()))
            self.guess(code, text)
            return
        note = f"tên “{name}” không có trong trang tính “Đơn vị”" if name else "không còn tên và mã đơn vị"
        near = list(found) or list(dict.fromkeys(suggestions))[:3]
        if near:
            names = [unit.name for code in near if (unit := self.context.master.unit(code))]
            note += f"; gần giống {', '.join(names)}"
        self.reject("unknown-unit", note)

    def titles(self) -> list[str]:
        """Sheet names and the few lines above the table: a department sheet is named by its unit."""
        table = self.tables.get(h.TASKS)
        if table is None:
            return []
        lines = [
            value
            for row in table.sheet.grid.rows[: table.header_row]
            for value in row
            if isinstance(value, str) and 2 < len(value) <= 80
        ]
        return [table.sheet.name, *lines[:4]]

    def names_inside(self, text: str) -> dict[str, str]:
        """Units whose whole name stands inside a file name; a name inside a longer found one does not count."""
        padded = f" {fold(text)} "
        hits = {
            name: unit for name, unit in self.context.units_by_name.items() if unit and f" {name} " in padded
        }
        return {
            unit.code: text
            for name, unit in hits.items()
            if unit and not any(name != other and name in other for other in hits)
        }

    def guess(self, code: str, text: str, *, certain: bool = False) -> None:
        unit = self.context.master.unit(code)
        self.result.unit = code
        self.log.unit = code
        self.log.add(
            "unit-guessed",
            value=text,
            note=f"{unit.name if unit else code} ({code})",
            severity=Severity.INFO if certain else None,
        )

    def period(self) -> None:
        said: dict[str, tuple[str, str]] = {}
        unknown: list[tuple[str, str]] = []
        for token in self.tokens:
            if token.identity.period:
                self.note_period(token.identity.period, token.place, said, unknown)
        for label in (h.PERIOD_CODE, h.PERIOD):
            if text := self.cover.text(label):
                # A visible name that is none of ours is only a wording; a code in a token must be known.
                self.note_period(text, f"ô {label}, trang tính “{h.COVER}”", said, [] if said else unknown)
        if len(said) > 1:
            self.conflict("kỳ báo cáo", list(said.values()))
            self.reject("wrong-period", "các chỗ ghi kỳ báo cáo trong tệp không giống nhau")
        elif said:
            self.result.period = next(iter(said))
        elif unknown:
            self.reject("wrong-period", f"kỳ “{unknown[0][0]}” ở {unknown[0][1]} không có trong kế hoạch")

    def visible_names(self) -> None:
        """What stands visibly on the cover beside the codes: a person reads that, not a hidden cell."""
        master = self.context.master
        unit, period = master.unit(self.result.unit), master.period(self.result.period)
        name = self.cover.text(h.UNIT)
        if unit is not None and name and not self.names(name, unit):
            self.differs(h.UNIT, name, f"{unit.name} ({unit.code})")
        for label, ours in ((h.PLAN, master.plan.name), (h.PERIOD, period.name if period else "")):
            text = self.cover.text(label)
            if text and ours and not _alike(text, ours):
                self.differs(label, text, ours)

    def names(self, name: str, unit: Unit) -> bool:
        """Whether ``name`` is a way to write the unit's own."""
        known = {fold(unit.name), *map(fold, unit.aliases), fold(unit.code)}
        return fold(name) in known or self.context.unit_reader.match(name).unit == unit.code

    def differs(self, label: str, text: str, ours: str) -> None:
        cell = cell_name(*self.cover.values[label][1])
        sheet = self.cover.sheet.name if self.cover.sheet is not None else None
        self.log.add("cover-differs", sheet=sheet, cell=cell, header=label, value=text, note=ours)

    def note_period(
        self, text: str, place: str, said: dict[str, tuple[str, str]], unknown: list[tuple[str, str]]
    ) -> None:
        period = self.context.periods.get(fold(text))
        if period is None:
            unknown.append((text, place))
        else:
            said.setdefault(period.code, (f"{period.name} ({period.code})", place))

    def conflict(self, what: str, facts: list[tuple[str, str]]) -> None:
        self.log.add(
            "identity-conflict", header=what, value="; ".join(f"{text} ở {place}" for text, place in facts)
        )


def _alike(text: str, ours: str) -> bool:
    """The same name, but for slips; names with other figures in them ('năm 2024') are others."""
    from rapidfuzz import fuzz

    one, two = fold(text), fold(ours)
    return one == two or (
        re.findall(r"\d+", one) == re.findall(r"\d+", two) and fuzz.ratio(one, two) >= _ALIKE
    )
