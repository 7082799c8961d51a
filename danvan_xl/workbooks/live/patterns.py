"""Sheets that look alike but for the number of rows: drawn once, then copied and shortened.

Formatting a sheet in a live Excel takes dozens of calls, copying one takes one. Department sheets have the same columns
and the same kinds of row; what differs is how many rows of each kind there are, texts, and number formats.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import groupby

from msgspec import Struct, field

from danvan_xl.workbooks.drawing.spec import Cell, Conditional, Range, SheetSpec, Style, Validation

Look = tuple[tuple[int, Style], ...]


class Member(Struct):
    """A sheet made from a pattern. ``surplus``: rows of the pattern to delete, as (first, last), from the bottom up."""

    spec: SheetSpec
    surplus: list[tuple[int, int]] = field(default_factory=list)


class Family(Struct):
    """Sheets with one ``pattern``: a spec without values that holds every kind of row often enough for each member."""

    pattern: SheetSpec
    members: list[Member]


class _Run(Struct, frozen=True):
    look: Hashable
    first: int
    count: int


def families(sheets: Sequence[SheetSpec], *, at_least: int = 3) -> tuple[list[Family], list[SheetSpec]]:
    """Families of ``at_least`` sheets, and the specs that must be drawn one by one."""
    groups: dict[Hashable, list[SheetSpec]] = {}
    for spec in sheets:
        key = _key(spec)
        groups.setdefault(key if key is not None else id(spec), []).append(spec)
    found: list[Family] = []
    single: list[SheetSpec] = []
    for group in groups.values():
        if len(group) >= at_least:
            found.append(_family(group))
        else:
            single += group
    return found, single


def _key(spec: SheetSpec) -> Hashable | None:
    """Equal for sheets of one family; None for a sheet that is in none."""
    if spec.merges or spec.charts or spec.tables or spec.sparklines or spec.hidden_rows or not spec.cells:
        return None
    runs = _runs(spec)
    page = spec.page
    rules = []
    every: list[Validation | Conditional] = [*spec.validations, *spec.conditionals]
    for rule in every:
        places = tuple(_place(runs, area) for area in rule.ranges)
        content = repr({name: getattr(rule, name) for name in rule.__struct_fields__ if name != "ranges"})
        rules.append((type(rule).__name__, content, places))
    fixed = tuple(sorted((r, h) for r, h in spec.heights.items() if r not in spec.growing_rows))
    filtered = _place(runs, spec.autofilter) if spec.autofilter else None
    return (
        tuple(run.look for run in runs),
        # Rows before the first run that varies must be the same, so that formulas mean the same cells.
        tuple(run.first for run in runs[: _fixed_runs(spec, runs)]),
        tuple(sorted(spec.widths.items())),
        tuple(sorted(spec.hidden_columns)),
        tuple(rules),
        fixed,
        filtered,
        (
            spec.freeze,
            spec.protect,
            spec.tab_color,
            spec.zoom,
            spec.gridlines,
            spec.state,
            spec.default_style,
        ),
        (page.landscape, page.paper, page.left, page.right, page.top, page.bottom, page.fit_width),
        (page.fit_height, page.repeat_rows, page.repeat_columns, page.row_breaks, page.center_horizontally),
        _place(runs, page.area) if page.area else None,
    )


def _fixed_runs(spec: SheetSpec, runs: Sequence[_Run]) -> int:
    """How many runs begin at or above the first row of the data, which all members must share."""
    data = (spec.freeze[0] if spec.freeze else 0) or 1
    return sum(1 for run in runs if run.first <= data)


def _runs(spec: SheetSpec) -> list[_Run]:
    rows: dict[int, dict[int, Style]] = {}
    for cell in spec.cells:
        rows.setdefault(cell.row, {})[cell.col] = (cell.style or Style()).but(num_format="")
    last = max(rows)
    looks: list[tuple[int, Look]] = [
        (r, tuple(sorted(rows.get(r, {}).items(), key=_column))) for r in range(last + 1)
    ]
    runs = []
    for look, group in groupby(looks, key=lambda item: item[1]):
        members = [row for row, _ in group]
        runs.append(_Run(look, members[0], len(members)))
    return runs


def _column(item: tuple[int, Style]) -> int:
    return item[0]


def _place(runs: Sequence[_Run], area: Range) -> Hashable:
    """An area by the runs in which it begins and ends, and how far from their first and last rows."""
    begins = ends = None
    for index, run in enumerate(runs):
        last = run.first + run.count - 1
        if run.first <= area[0] <= last:
            begins = (index, area[0] - run.first)
        if run.first <= area[2] <= last:
            ends = (index, last - area[2])
    if begins and ends and begins[1] == 0 and ends[1] == 0:
        return begins[0], area[1], ends[0], area[3]
    # Inside a run: only sheets with as many rows of each kind keep such an area in place.
    return area, tuple(run.count for run in runs)


def _family(group: Sequence[SheetSpec]) -> Family:
    all_runs = [_runs(spec) for spec in group]
    counts = [max(runs[i].count for runs in all_runs) for i in range(len(all_runs[0]))]
    tallest = max(range(len(group)), key=lambda i: sum(run.count for run in all_runs[i]))
    pattern = _stretched(group[tallest], all_runs[tallest], counts)
    starts = [sum(counts[:i]) for i in range(len(counts))]
    members = []
    for spec, runs in zip(group, all_runs, strict=True):
        surplus = [
            # The first row of a run stays, so that rules which begin or end at it keep their places.
            (start + 1, start + most - run.count)
            for start, most, run in zip(starts, counts, runs, strict=True)
            if most > run.count
        ]
        members.append(Member(spec, surplus[::-1]))
    return Family(pattern, members)


def _stretched(spec: SheetSpec, runs: Sequence[_Run], counts: Sequence[int]) -> SheetSpec:
    """``spec`` without values, with ``counts[i]`` rows in its run ``i``."""
    source: list[int] = []
    for run, count in zip(runs, counts, strict=True):
        source += [run.first + min(offset, run.count - 1) for offset in range(count)]
    by_row: dict[int, list[Cell]] = {}
    for cell in spec.cells:
        by_row.setdefault(cell.row, []).append(cell)
    cells = [
        Cell(row, cell.col, None, cell.style)
        for row, old in enumerate(source)
        for cell in by_row.get(old, ())
    ]

    def moved(area: Range) -> Range:
        first = source.index(area[0]) if area[0] in source else area[0]
        last = len(source) - 1 - source[::-1].index(area[2]) if area[2] in source else area[2]
        return first, area[1], last, area[3]

    from msgspec.structs import replace

    return replace(
        spec,
        cells=cells,
        heights={r: h for r, h in spec.heights.items() if r not in spec.growing_rows},
        growing_rows=set(),
        validations=[replace(rule, ranges=[moved(a) for a in rule.ranges]) for rule in spec.validations],
        conditionals=[replace(rule, ranges=[moved(a) for a in rule.ranges]) for rule in spec.conditionals],
        autofilter=moved(spec.autofilter) if spec.autofilter else None,
        page=replace(spec.page, area=moved(spec.page.area) if spec.page.area else None),
    )


def number_formats(spec: SheetSpec) -> dict[tuple[int, int], str]:
    """Number format of every cell that has a style."""
    return {(cell.row, cell.col): cell.style.num_format for cell in spec.cells if cell.style is not None}


def shortened(
    formats: dict[tuple[int, int], str], surplus: Sequence[tuple[int, int]]
) -> dict[tuple[int, int], str]:
    """What becomes of a pattern's cells once its surplus rows (from the bottom up) are deleted."""
    for first, last in surplus:
        height = last - first + 1
        formats = {
            (row if row < first else row - height, col): value
            for (row, col), value in formats.items()
            if not first <= row <= last
        }
    return formats
