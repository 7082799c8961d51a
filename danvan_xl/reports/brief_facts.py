"""What the leader's brief says: figures with what they are of, who is missing, what is late, ranks, changes, three charts.

Each block names the sheet of the summary where its figures stand. No text that units typed is taken over, so that no name
of a person comes in by it; the signer's name only where it is asked for.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from danvan_xl.language.showing import (
    TENTATIVE,
    show_number,
    show_rate,
    tentative,
    vn_date,
)
from danvan_xl.model import Role, Status
from danvan_xl.reports.narrative import listed, show_points
from danvan_xl.reports.svg import Bar, Part, bars
from danvan_xl.results import UnitResult
from danvan_xl.sheets.summary.charts import least_complete, with_target
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.tasks import target_and_done
from danvan_xl.sheets.summary.totals import settled
from danvan_xl.sheets.summary.wording import sentence_name
from danvan_xl.summaries.record import SummaryRecord
from danvan_xl.terms import form
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.grid import Grid, find_table

MOST_RANKS, _MOST_LATE, _MOST_CHANGES, _MOST_NAMES, _MOST_BARS = 16, 5, 8, 14, 14
"""So much of each as two pages hold, whatever the number of units."""
_ON_TIME, _LATE, _MISSING = "009E73", "E69F00", "D55E00"


class Card(Struct, frozen=True):
    """A headline figure: ``value`` with what it is a part of, and the sheet where it stands."""

    label: str
    value: str
    of: str
    sheet: str


class Chart(Struct, frozen=True):
    """A chart as SVG, and the sheet of its figures."""

    title: str
    svg: str
    sheet: str


def brief_facts(record: SummaryRecord, *, people: bool = False) -> dict[str, Any]:
    """Everything that both pages show, by the names that their templates use."""
    context = Context(record.consolidation)
    plan = context.c.master.plan
    return {
        "issuer": sentence_name(plan.issuer),
        "title": "Tóm tắt kết quả công tác dân vận chính quyền",
        "plan": plan.name,
        "period": context.c.period.name,
        "as_of": vn_date(context.as_of),
        "file": record.path.name,
        "signer": plan.signer if people else "",
        "cards": _cards(context),
        "missing": _names([unit for unit in context.units if not unit.returned]),
        "slow": _names([unit for unit in context.units if unit.returned and unit.timely is False]),
        "unsure": _names([unit for unit in context.units if unit.uncertain]),
        "late": _late(context),
        "ranks": _ranks(context),
        "rank": tentative("Xếp hạng", context.ranks_are_tentative),
        "ranks_left": max(sum(u.total is not None for u in context.units) - MOST_RANKS, 0)
        if context.has_scores
        else 0,
        "unranked": _unranked(context),
        "changes": _changes(record.changes),
        "charts": _charts(context),
        "sheets": {
            "units": n.UNITS,
            "matrix": n.MATRIX,
            "verify": n.VERIFY,
            "changes": n.CHANGES,
            "checks": n.CHECKS,
        },
    }


def _names(units: list[UnitResult]) -> tuple[int, str]:
    """How many, and who: so many names as a page holds."""
    return len(units), listed([unit.name for unit in units], _MOST_NAMES)


def _cards(context: Context) -> list[Card]:
    t = context.c.totals
    cards = [
        Card("Đơn vị đã báo cáo", show_rate(t.reporting_rate), f"{t.received}/{t.expected} đơn vị", n.UNITS),
        Card("Báo cáo đúng hạn", show_rate(t.timely_rate), f"{t.on_time}/{t.expected} đơn vị", n.UNITS),
    ]
    if context.has_tasks:
        overdue = t.status.get(Status.OVERDUE, 0)
        lead = sum(t.status.values())
        cards += [
            Card(
                "Nhiệm vụ đã hoàn thành",
                show_rate(t.completion_rate),
                f"{t.completed}/{t.dated} lượt có hạn",
                n.OVERVIEW,
            ),
            Card(
                "Hoàn thành đúng hạn",
                show_rate(t.on_time_rate),
                f"{t.completed_on_time}/{t.due} lượt đến hạn",
                n.OVERVIEW,
            ),
            Card(
                "Quá hạn chưa hoàn thành",
                show_number(overdue),
                f"trong {show_number(lead)} lượt nhiệm vụ",
                n.MATRIX,
            ),
        ]
    if context.has_scores:
        totals = context.totals_that_count
        mean = show_points(context.c.mean_total)
        of = f"{len(totals)}/{len(context.units)} đơn vị có điểm"
        note = f"{TENTATIVE}, " if context.ranks_are_tentative else ""
        cards.append(Card("Điểm bình quân", mean, note + of, n.UNITS))
    return cards


def _late(context: Context) -> list[dict[str, Any]]:
    """Tasks that are overdue somewhere, those of most units first."""
    found: list[dict[str, Any]] = []
    for task in context.tasks:
        names = [
            unit.name for unit, item in context.detail if item and item.task == task.code and _is_late(item)
        ]
        if names:
            found.append(
                {
                    "task": f"{task.code} {task.text.rstrip('. ;')}",
                    "count": len(names),
                    "units": listed(names, 4),
                }
            )
    found.sort(key=lambda row: -row["count"])
    return found[:_MOST_LATE]


def _is_late(item: Any) -> bool:
    return item.role is Role.LEAD and item.status is Status.OVERDUE


def _ranks(context: Context) -> list[dict[str, str]]:
    if not context.has_scores:
        return []
    scored = sorted(
        (u for u in context.units if u.total is not None), key=lambda u: (u.rank or 10**6, u.code)
    )
    return [_rank(context, unit) for unit in scored[:MOST_RANKS]]


def _rank(context: Context, unit: UnitResult) -> dict[str, str]:
    return {
        "rank": str(unit.rank or "–"),
        "unit": unit.name,
        "points": tentative(show_points(settled(unit, unit.total)), unit.uncertain),
        "band": tentative(str(settled(unit, unit.band or "") or "–"), unit.uncertain),
        "why": unit.band_reason,
    }


def _unranked(context: Context) -> str:
    names = [unit.name for unit in context.units if unit.total is None] if context.has_scores else []
    return f"Chưa xếp hạng {len(names)} đơn vị: {listed(names)}." if names else ""


def _changes(grid: Grid | None) -> list[str]:
    """The rows of the sheet as lines: 'Thôn Hạ, Điểm: 71 → 80 (thẩm định)'."""
    table = find_table(grid, n.CHANGE_HEADERS) if grid is not None else None
    lines = []
    for row in table.rows() if table is not None else ():
        who = ", ".join(
            filter(None, (row.text(form.UNIT) or row.text(n.ABOUT), row.text(n.CHANGE_HEADERS[4])))
        )
        why = row.text(n.WHY_CHANGED)
        lines.append(f"{who}: {row.text(n.BEFORE)} → {row.text(n.NOW)}" + (f" ({why})" if why else ""))
    more = len(lines) - _MOST_CHANGES
    return lines[:_MOST_CHANGES] + ([f"Và {more} thay đổi khác."] if more > 0 else [])


def _charts(context: Context) -> list[Chart]:
    """Three charts: who reported, points (or counts against their targets), how far the work is by unit."""
    charts = [_reporting(context)]
    if context.has_scores and context.totals_that_count:
        charts.append(_points(context))
    elif with_target(context):
        charts.append(_targets(context))
    if context.has_tasks and context.units:
        charts.append(_statuses(context))
    return charts


def _reporting(context: Context) -> Chart:
    t = context.c.totals
    parts = (
        Part("Đúng hạn", t.on_time, _ON_TIME),
        Part("Muộn", t.received - t.on_time, _LATE),
        Part("Chưa báo cáo", t.expected - t.received, _MISSING),
    )
    made = [Bar(p.name, (Part("", p.value, p.color),), f"{p.value:g}/{t.expected}") for p in parts]
    return Chart("Nộp báo cáo", bars("Nộp báo cáo", made, most=t.expected), n.UNITS)


def _statuses(context: Context) -> Chart:
    positions = least_complete(context, _MOST_BARS)
    title = "Tình trạng nhiệm vụ theo đơn vị"
    if len(positions) < len(context.units):
        title += f" ({len(positions)} đơn vị hoàn thành thấp nhất)"
    made = []
    for unit in (context.units[index] for index in positions):
        parts = [Part(s.value, unit.status.get(s, 0), st.STATUS_STRONG[s]) for s in Status]
        made.append(Bar(unit.name, tuple(parts), show_rate(unit.completion_rate) if unit.dated else ""))
    return Chart(title, bars(title, made), n.MATRIX)


def _points(context: Context) -> Chart:
    scored = sorted(
        ((u, u.total) for u in context.units if u.total is not None),
        key=lambda pair: (-pair[1], pair[0].code),
    )[:_MOST_BARS]
    blue, grey = st.STATUS_STRONG[Status.DOING], st.STATUS_STRONG[Status.NOT_DUE]
    made = [
        Bar(
            u.name,
            (Part("Tạm tính" if u.uncertain else "Điểm", float(total), grey if u.uncertain else blue),),
            show_points(total),
        )
        for u, total in scored
    ]
    limits = [(band.name, float(band.threshold)) for band in context.c.master.bands if band.threshold > 0][:2]
    title = "Điểm các đơn vị" + (
        f" ({_MOST_BARS} đơn vị cao nhất)" if len(context.totals_that_count) > _MOST_BARS else ""
    )
    return Chart(title, bars(title, made, most=float(context.c.master.plan.scale), limits=limits), n.UNITS)


def _targets(context: Context) -> Chart:
    made = []
    for index in with_target(context):
        task = context.tasks[index]
        items = [
            i for _, i in context.detail if i is not None and i.task == task.code and i.role is Role.LEAD
        ]
        target, done = target_and_done(task, items)
        if target and done is not None:
            shown = f"{show_number(done)}/{show_number(target)}"
            made.append(
                Bar(f"{task.code} {task.text}", (Part("Đã đạt", float(done / target), "0072B2"),), shown)
            )
    return Chart(
        "Kết quả so với chỉ tiêu", bars("Kết quả so với chỉ tiêu", made, limits=[("Chỉ tiêu", 1.0)]), n.TASKS
    )
