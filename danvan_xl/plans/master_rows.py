"""The tables of a master, one function a sheet: rows → model objects, a finding for every cell not usable."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from msgspec.structs import replace

from danvan_xl.language.folding import clean, fold
from danvan_xl.language.showing import as_text, number_text
from danvan_xl.model import (
    Aggregation,
    Band,
    BeforeRule,
    Criterion,
    HolidayRule,
    Indicator,
    NotArising,
    NumberKind,
    Part,
    Period,
    Plan,
    ScoreKind,
    Unit,
    UnitKind,
)
from danvan_xl.plans.fields import Cells, Faults, Span, choose, find_sheet, meant, open_table, split_list
from danvan_xl.rules.scoring.kinds import OUTSIDE_DENOMINATOR
from danvan_xl.terms import master as n
from danvan_xl.workbooks.grid import Grid, Row, Table, find_table

E = TypeVar("E", bound=StrEnum)

UNIT_KIND_SYNONYMS = {
    "Phường": UnitKind.COMMUNE,
    "Thị trấn": UnitKind.COMMUNE,
    "Đặc khu": UnitKind.COMMUNE,
    "Xã, phường": UnitKind.COMMUNE,
    "Xã, thị trấn": UnitKind.COMMUNE,
    "Tổ dân phố": UnitKind.HAMLET,
    "Ấp": UnitKind.HAMLET,
    "Bản": UnitKind.HAMLET,
    "Khu phố": UnitKind.HAMLET,
    "Xóm": UnitKind.HAMLET,
    "Phòng": UnitKind.OFFICE,
    "Công chức": UnitKind.OFFICER,
    "Bộ phận": UnitKind.OFFICER,
    "Đơn vị sự nghiệp công lập": UnitKind.SERVICE,
    "Trường": UnitKind.SCHOOL,
    "Sở": UnitKind.DEPARTMENT,
    "Sở, ngành": UnitKind.DEPARTMENT,
    "Đảng": UnitKind.PARTY,
    "Mặt trận": UnitKind.UNION,
    "Mặt trận, đoàn thể": UnitKind.UNION,
    "Đoàn thể, Mặt trận": UnitKind.UNION,
    "Quân sự": UnitKind.FORCES,
    "Công an": UnitKind.FORCES,
    "Quận": UnitKind.DISTRICT,
    "Thị xã": UnitKind.DISTRICT,
}
"""DESIGN 2.1: phường, thị trấn, đặc khu count as Xã; tổ dân phố, ấp, bản, khu phố as Thôn."""

_FALLBACK_START, _FALLBACK_END = date(1900, 1, 1), date(2999, 12, 31)


# --- Kế hoạch ---------------------------------------------------------------------------------


class _Facts:
    """Labels of ``Kế hoạch`` with the cells of their values."""

    def __init__(self, grid: Grid, faults: Faults) -> None:
        self.grid, self.faults = grid, faults
        self.rows: dict[str, list[Cells]] = {}
        known = {fold(label): label for label in n.PLAN_LABELS}
        head = find_table(grid, (n.ITEM, n.CONTENT))
        for index in range(0 if head is None else head.header_row + 1, len(grid.rows)):
            for col, value in enumerate(grid.rows[index]):
                if head is not None and col != head.columns[n.ITEM]:
                    continue
                label = known.get(fold(value)) if isinstance(value, str) and value else None
                if label is None:
                    continue
                # Without a header row the contract still says: the value is the next cell to the right.
                content = col + 1 if head is None else head.columns[n.CONTENT]
                table = Table(grid, index, {label: content}, {})
                self.rows.setdefault(label, []).append(
                    Cells(Row(table, index), faults, Span(), f"mục “{label}”")
                )

    def __getitem__(self, label: str) -> Cells | None:
        """The row of a label: the first with a value, else the first."""
        rows = self.rows.get(label, [])
        return next((cells for cells in rows if cells.text(label)), rows[0] if rows else None)

    def text(self, label: str) -> str:
        cells = self[label]
        return cells.text(label) if cells else ""

    def missing(self, label: str) -> None:
        cells = self[label]
        self.faults.add(
            "master-label-missing",
            blocking=True,
            sheet=self.grid.name,
            cell=cells.row.cell(label) if cells else None,
            value=label,
            note="" if cells else " (không thấy dòng có mục này)",
        )


def read_plan(grids: Sequence[Grid], faults: Faults) -> Plan:
    """Sheet ``Kế hoạch``. What is missing or unreadable has the default, and its finding."""
    grid = find_sheet(grids, n.PLAN)
    if grid is None:
        return Plan("", "", _FALLBACK_START, _FALLBACK_END)
    facts = _Facts(grid, faults)
    for label, rows in facts.rows.items():
        if label == n.BASIS:
            continue
        given = [cells for cells in rows if cells.text(label)]
        for cells in given[1:]:
            if cells.text(label) != given[0].text(label):
                cells.note("master-label-twice", label, value=label, note=f": “{given[0].text(label)}”")
    for label in n.PLAN_REQUIRED:
        if not facts.text(label):
            facts.missing(label)

    def day(label: str, *, must: bool = False) -> date | None:
        cells = facts[label]
        return cells.day(label, must=must) if cells and cells.text(label) else None

    def choice(label: str, kind: type[E], default: E) -> E:
        cells = facts[label]
        return (cells.choice(label, kind) if cells else None) or default

    start, end = day(n.FROM, must=True), day(n.TO, must=True)
    end_row = facts[n.TO]
    if start and end and end < start and end_row:
        end_row.note(
            "master-plan-reversed", n.TO, blocking=True, value=f"{end:%d/%m/%Y}", note=f"{start:%d/%m/%Y}"
        )
        end = None
    scale_row = facts[n.SCALE]
    scale = scale_row.number(n.SCALE) if scale_row else None
    if scale_row and scale is not None and scale == 0:
        scale_row.note("master-number-unreadable", n.SCALE, note=" (thang điểm phải lớn hơn 0)")
        scale = None
    bases = [
        line
        for cells in facts.rows.get(n.BASIS, [])
        for line in cells.row.multiline(n.BASIS).splitlines()
        if line
    ]
    return Plan(
        code=facts.text(n.PLAN_CODE),
        name=facts.text(n.PLAN_NAME),
        start=start or _FALLBACK_START,
        end=end or _FALLBACK_END,
        number=facts.text(n.NUMBER),
        issued_on=day(n.ISSUED_ON),
        superior=facts.text(n.SUPERIOR),
        issuer=facts.text(n.ISSUER),
        place=facts.text(n.PLACE),
        focal_unit=facts.text(n.FOCAL_UNIT),
        signing_form=facts.text(n.SIGNING_FORM),
        signer=facts.text(n.SIGNER),
        bases=tuple(bases),
        before_rule=choice(n.BEFORE_RULE, BeforeRule, BeforeRule.INCLUSIVE),
        holiday_rule=choice(n.HOLIDAY_RULE, HolidayRule, HolidayRule.KEEP),
        scale=Decimal(100) if scale is None else scale,
        receiver=facts.text(n.RECEIVER),
        receiver_phone=facts.text(n.RECEIVER_PHONE),
        receiver_mail=facts.text(n.RECEIVER_MAIL),
        receiver_zalo=facts.text(n.RECEIVER_ZALO),
    )


def with_focal_code(plan: Plan, units: Sequence[Unit]) -> Plan:
    """``focal_unit`` as a code where what was typed is a unit's code, name or other name; else as typed."""
    unit = unit_named(plan.focal_unit, units)
    return plan if unit is None else replace(plan, focal_unit=unit.code)


def unit_named(text: str, units: Sequence[Unit]) -> Unit | None:
    """The unit of that code, name or other name, exact or folded; None when it is none or several."""
    if not text:
        return None
    exact = next((unit for unit in units if unit.code == text), None)
    if exact is not None:
        return exact
    wanted = fold(text)
    named = [u for u in units if wanted in {fold(u.code), fold(u.name), *(fold(a) for a in u.aliases)}]
    return named[0] if len(named) == 1 else None


# --- tables -----------------------------------------------------------------------------------


def coded_rows(
    table: Table, code_header: str, what: str, faults: Faults, span: Span
) -> Iterator[tuple[str, Cells]]:
    """Rows with their codes. A row without a code or with one that stands above is left out, and blocks."""
    first: dict[str, str] = {}
    folded: dict[str, str] = {}
    rows = [Cells(row, faults, span) for row in table.rows()]
    codes = [cells.text(code_header) for cells in rows]
    for cells, code in zip(rows, codes, strict=True):
        if not code:
            hint = _next_code(codes)
            cells.note(
                "master-code-missing", code_header, blocking=True, note=f", ví dụ {hint}" if hint else ""
            )
            continue
        cells.title = f"{what} {code}"
        here = f"ô {cells.row.cell(code_header)}"
        if code in first:
            cells.note("master-code-twice", code_header, blocking=True, note=first[code])
            continue
        if fold(code) in folded:
            cells.note("master-codes-alike", code_header, note=f"mã “{folded[fold(code)]}”")
        first[code] = here
        folded.setdefault(fold(code), code)
        yield code, cells


def _next_code(codes: Sequence[str]) -> str:
    """The code after the highest one of the commonest pattern: NV01, NV02 → NV03; '' when there is no pattern."""
    matches = [m for code in codes if (m := re.fullmatch(r"(\D+)(\d+)", code))]
    if not matches:
        return ""
    prefixes = [m[1] for m in matches]
    prefix = max(set(prefixes), key=lambda p: (prefixes.count(p), p))
    highest = max((m for m in matches if m[1] == prefix), key=lambda m: int(m[2]))
    return f"{prefix}{int(highest[2]) + 1:0{len(highest[2])}d}"


def plan_span(plan: Plan) -> Span:
    """The plan's days, or none while one of them is not known."""
    known = plan.start != _FALLBACK_START and plan.end != _FALLBACK_END
    return Span(plan.start, plan.end) if known else Span()


def read_units(grids: Sequence[Grid], faults: Faults) -> list[Unit]:
    """Sheet ``Đơn vị``."""
    from danvan_xl.language.units.kinds import kind_of_name

    table = open_table(grids, n.UNITS, n.UNIT_HEADERS, n.UNIT_REQUIRED, faults)
    if table is None or n.UNIT_CODE not in table.columns:
        return []
    units = []
    for code, cells in coded_rows(table, n.UNIT_CODE, "đơn vị", faults, Span()):
        name = cells.required(n.UNIT_NAME)
        kind = cells.choice(n.UNIT_KIND, UnitKind, synonyms=UNIT_KIND_SYNONYMS)
        if kind is None:
            kind = kind_of_name(name)
            if not cells.text(n.UNIT_KIND):
                cells.note("master-kind-assumed", n.UNIT_KIND, note=kind.value)
        hamlets = cells.number(n.HAMLETS, whole=True)
        reports = cells.text(n.REPORTS)
        owes = {fold(n.YES): True, fold(n.NO): False}.get(fold(reports))
        if reports and owes is None:
            cells.note("master-choice-unknown", n.REPORTS, allowed=f"{n.YES}; {n.NO}")
        units.append(
            Unit(
                code=code,
                name=name or code,
                kind=kind,
                aliases=tuple(split_list(cells.row.value(n.ALIASES))),
                parent=cells.text(n.PARENT),
                email="; ".join(split_list(cells.row.value(n.EMAIL))),
                contact=cells.text(n.CONTACT),
                phone=cells.text(n.PHONE),
                hamlets=None if hamlets is None else int(hamlets),
                reports=owes,
                where=cells.where(n.UNIT_CODE),
            )
        )
    for index, unit in enumerate(units):
        parent = unit_named(unit.parent, units)
        if parent is not None:
            units[index] = replace(unit, parent=parent.code)
    return units


def read_periods(grids: Sequence[Grid], plan: Plan, faults: Faults) -> list[Period]:
    """Sheet ``Kỳ báo cáo``. A period without its three dates cannot be used."""
    table = open_table(grids, n.PERIODS, n.PERIOD_HEADERS, n.PERIOD_REQUIRED, faults)
    if table is None or n.PERIOD_CODE not in table.columns:
        return []
    periods = []
    for code, cells in coded_rows(table, n.PERIOD_CODE, "kỳ", faults, plan_span(plan)):
        start, end = cells.day(n.FROM, must=True), cells.day(n.TO, must=True)
        due, locked = cells.day(n.PERIOD_DUE, must=True), cells.day(n.LOCKED_ON)
        parts = _parts(cells)
        if start and end and end < start:
            cells.note(
                "master-period-reversed",
                n.TO,
                blocking=True,
                value=f"{end:%d/%m/%Y}",
                note=f"{start:%d/%m/%Y}",
            )
            continue
        if start and end and due:
            name = cells.text(n.PERIOD_NAME) or code
            periods.append(Period(code, name, start, end, due, locked, parts, cells.where(n.PERIOD_CODE)))
    return periods


def _parts(cells: Cells) -> frozenset[Part]:
    """``Nội dung``: any of the three, blank means all."""
    words = [w for part in split_list(cells.row.value(n.PARTS)) for w in re.split(r"\s*[,+]\s*", part) if w]
    if [fold(w) for w in words] in ([], ["tất cả"]):
        return frozenset(Part)
    found = set()
    for word in words:
        part = choose(word, Part)
        if part is None:
            # Reading on with fewer parts would ask less of the units than the plan does.
            cells.note(
                "master-choice-unknown",
                n.PARTS,
                blocking=True,
                value=word,
                note=meant(word, Part),
                allowed="; ".join(Part),
            )
        else:
            found.add(part)
    return frozenset(found) or frozenset(Part)


def read_criteria(
    grids: Sequence[Grid], plan: Plan, units: Sequence[Unit], faults: Faults
) -> list[Criterion]:
    """Sheet ``Tiêu chí``. Điểm tối đa may be blank only for kinds that are in no denominator."""
    table = open_table(
        grids, n.CRITERIA, n.CRITERION_HEADERS, n.CRITERION_REQUIRED, faults, newer=(n.APPLIES,)
    )
    if table is None or n.CODE not in table.columns:
        return []
    criteria = []
    for code, cells in coded_rows(table, n.CODE, "tiêu chí", faults, plan_span(plan)):
        kind = cells.choice(n.SCORE_KIND, ScoreKind, must=True)
        top = cells.number(n.MAX_POINTS, must=kind not in OUTSIDE_DENOMINATOR)
        not_arising = cells.choice(n.NOT_ARISING, NotArising, must=False)
        text = cells.required(n.CRITERION)
        if kind is None or (top is None and kind not in OUTSIDE_DENOMINATOR):
            continue
        criteria.append(
            Criterion(
                code=code,
                text=text or code,
                max_points=Decimal(0) if top is None else top,
                kind=kind,
                group=cells.text(n.GROUP),
                parameters="; ".join(split_list(cells.row.value(n.PARAMETERS))),
                not_arising=not_arising,
                evidence=cells.text(n.EVIDENCE),
                applies_to=_applies_to(cells, units),
                where=cells.where(n.CODE),
            )
        )
    return criteria


def _applies_to(cells: Cells, units: Sequence[Unit]) -> tuple[str, ...]:
    """Kinds of units and codes of units, as they are called everywhere; what is neither blocks: nobody's score is guessed."""
    found: dict[str, None] = {}
    for entry in split_list(cells.row.value(n.APPLIES)):
        whole = choose(entry, UnitKind, UNIT_KIND_SYNONYMS) or unit_named(entry, units)
        for piece in [entry] if whole else map(clean, entry.split(",")):
            kind = choose(piece, UnitKind, UNIT_KIND_SYNONYMS)
            unit = None if kind else unit_named(piece, units)
            if kind or unit:
                found[kind.value if kind else unit.code if unit else ""] = None
            else:
                choices = [*UnitKind, *(u.name for u in units)]
                cells.note(
                    "master-applies-unknown",
                    n.APPLIES,
                    blocking=True,
                    value=piece,
                    note=meant(piece, choices),
                )
    return tuple(found)


def read_bands(grids: Sequence[Grid], plan: Plan, faults: Faults) -> list[Band]:
    """Sheet ``Xếp loại``, highest threshold first."""
    table = open_table(grids, n.BANDS, n.BAND_HEADERS, n.BAND_REQUIRED, faults)
    if table is None or n.BAND not in table.columns:
        return []
    bands = []
    for name, cells in coded_rows(table, n.BAND, "mức", faults, plan_span(plan)):
        threshold = cells.number(n.THRESHOLD, must=True)
        if threshold is not None:
            bands.append(Band(name, threshold, _condition(cells), cells.where(n.BAND)))
    return bands


def _condition(cells: Cells) -> str:
    """``Điều kiện`` as text; a number such as 0.25 in a percent cell is 'tối đa 25%'."""
    value = cells.row.value(n.CONDITION)
    if isinstance(value, float) and 0 < value <= 1:
        return f"tối đa {number_text(Decimal(str(value)) * 100)}%"
    return as_text(value)


def read_indicators(grids: Sequence[Grid], plan: Plan, faults: Faults) -> list[Indicator]:
    """Sheet ``Số liệu``. Kiểu số defaults to Số nguyên, Cách tổng hợp to Cộng (Không cộng for a rate)."""
    table = open_table(grids, n.INDICATORS, n.INDICATOR_HEADERS, n.INDICATOR_REQUIRED, faults)
    if table is None or n.CODE not in table.columns:
        return []
    indicators = []
    for code, cells in coded_rows(table, n.CODE, "số liệu", faults, plan_span(plan)):
        kind = cells.choice(n.NUMBER_KIND, NumberKind) or NumberKind.WHOLE
        aggregation = cells.choice(n.AGGREGATION, Aggregation)
        if aggregation is None:
            # Adding up rates, or anything that says otherwise illegibly, would be a wrong number.
            blank = not cells.text(n.AGGREGATION)
            aggregation = Aggregation.SUM if blank and kind is not NumberKind.RATE else Aggregation.NONE
            if blank and kind is NumberKind.RATE:
                cells.note("master-aggregation-assumed", n.AGGREGATION)
        unit = cells.text(n.INDICATOR_UNIT)
        percent = kind is NumberKind.RATE or unit.lower() in ("%", "phần trăm")
        if percent and aggregation in (Aggregation.SUM, Aggregation.LAST):
            cells.note("master-aggregation-rate", n.AGGREGATION, value=aggregation.value)
            aggregation = Aggregation.NONE
        indicators.append(
            Indicator(
                code=code,
                text=cells.required(n.INDICATOR) or code,
                unit=unit,
                kind=kind,
                aggregation=aggregation,
                constraint="; ".join(split_list(cells.row.value(n.CONSTRAINT))),
                where=cells.where(n.CODE),
            )
        )
    return indicators
