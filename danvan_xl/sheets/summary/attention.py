"""What needs a person, most pressing first: the five lines of ``Tổng quan``."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from danvan_xl.findings import Finding, Headline, Severity, catalogue
from danvan_xl.model import Status
from danvan_xl.results import Verdict
from danvan_xl.sheets.summary.context import Context
from danvan_xl.terms import summary as n

MOST = 5


class Matter(Struct, frozen=True):
    """One thing to do, and the sheet where it is shown."""

    text: str
    sheet: str
    needs_person: bool = False
    """It must be settled; else it should be looked at."""


def matters(context: Context) -> list[Matter]:
    """Everything that needs a person, in the order of urgency; ``Tổng quan`` shows the first :data:`MOST`."""
    found: list[Matter] = []
    c = context.c

    def some(names: list[str], most: int = 3) -> str:
        shown = ", ".join(names[:most])
        return shown + (f" và {len(names) - most} nơi khác" if len(names) > most else "")

    def unit_name(code: str | None) -> str:
        return context.names.get(code or "", code or "")

    rejected = [f for f in c.files if f.verdict is Verdict.REJECTED and not f.settled]
    if rejected:
        names = [unit_name(f.unit) or f.path for f in rejected]
        found.append(Matter(f"{len(rejected)} tệp không nhận được, cần gửi lại: {some(names)}.", n.LOG, True))
    told = [
        item
        for f in c.files
        for item in f.findings
        if f.verdict is not Verdict.SUPERSEDED and (f.verdict is not Verdict.REJECTED or item.kind.headline)
    ]
    told += [*c.findings, *context.findings]
    told += [item for unit in context.units for item in unit.findings]
    apart: dict[Headline, list[Finding]] = {}
    rest: list[Finding] = []
    for item in dict.fromkeys(item for item in told if not item.settled):
        if item.kind.headline is None:
            rest.append(item)
        elif item.severity is not Severity.INFO:
            apart.setdefault(item.kind.headline, []).append(item)

    def headlines(severity: Severity) -> Iterator[Matter]:
        for kind in catalogue().values():
            if kind.headline in apart and kind.severity is severity:
                items = apart.pop(kind.headline)
                who = dict.fromkeys(unit_name(i.unit) or i.file or "" for i in items)
                text = kind.headline.text.format(count=len(items), who=some(list(who)))
                yield Matter(text, kind.headline.sheet, any(item.needs_person for item in items))

    found += headlines(Severity.ERROR)
    errors = [i for i in rest if i.severity is Severity.ERROR]
    if errors:
        who = list(dict.fromkeys(unit_name(i.unit) or i.file or i.title for i in errors))
        found.append(Matter(f"{len(errors)} lỗi số liệu phải sửa: {some(who)}.", n.LOG, True))
    found += headlines(Severity.WARNING)
    overdue = sorted(
        ((u.status.get(Status.OVERDUE, 0), u.name) for u in context.units if u.status.get(Status.OVERDUE)),
        key=lambda pair: -pair[0],
    )
    if overdue:
        names = [f"{name} ({number})" for number, name in overdue]
        found.append(
            Matter(
                f"{sum(k for k, _ in overdue)} lượt nhiệm vụ quá hạn chưa hoàn thành: {some(names)}.",
                n.MATRIX,
            )
        )
    warned = sum(item.severity is Severity.WARNING for item in rest)
    if warned:
        found.append(Matter(f"{warned} cảnh báo nên xem qua.", n.LOG))
    return sorted(found, key=lambda matter: not matter.needs_person)
