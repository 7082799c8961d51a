"""Bundled masters: readable sources (TOML) → workbooks in ``workbook_templates/``; and making a new one from them.

``python -m danvan_xl.plans.templates`` builds them all again, byte for byte the same from the same sources.
"""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from danvan_xl.errors import InputError
from danvan_xl.files import write_atomically
from danvan_xl.model import (
    Aggregation,
    Band,
    Criterion,
    Deadline,
    DeadlineKind,
    Indicator,
    Master,
    NotArising,
    NumberKind,
    Part,
    Period,
    Plan,
    ScoreKind,
    Task,
    Unit,
    UnitKind,
)
from danvan_xl.resources import bundled

FOLDER = "workbook_templates"
EMPTY = "trong"
SCHEME = "cham-diem-mau"
"""The sample scheme of criteria, bands and indicators: an editable example, never an official one."""


class Template(Struct, frozen=True):
    """A bundled master. ``description`` is one Vietnamese line."""

    name: str
    description: str
    path: Path


class Scheme(Struct, frozen=True):
    """Criteria, bands and indicators that belong together."""

    criteria: tuple[Criterion, ...]
    bands: tuple[Band, ...]
    indicators: tuple[Indicator, ...]


def _sources() -> Path:
    return bundled(FOLDER) / "sources"


@cache
def _source(name: str) -> dict[str, Any]:
    return tomllib.loads((_sources() / f"{name}.toml").read_text(encoding="utf-8"))


def templates() -> list[Template]:
    """Every bundled master, the empty one first, then the newest plan."""
    names = sorted((p.stem for p in _sources().glob("*.toml") if p.stem != SCHEME), reverse=True)
    names.sort(key=lambda name: (name != EMPTY, -int(name[-4:]) if name[-4:].isdigit() else 0))
    return [
        Template(name, str(_source(name)["description"]), bundled(FOLDER) / f"{name}.xlsx") for name in names
    ]


def create(name: str, target: Path) -> Path:
    """Copy the bundled master ``name`` to ``target``.

    Raises :class:`~danvan_xl.errors.InputError` for an unknown name or a target that exists (a plan that somebody has
    typed into is not overwritten), :class:`~danvan_xl.errors.OutputError` when it cannot be written.
    """
    found = {template.name: template for template in templates()}
    template = found.get(name)
    if template is None:
        raise InputError(
            f"Không có mẫu tên “{name}”.", remedy="Chọn một trong các mẫu: " + ", ".join(found) + "."
        )
    check_new(target)
    write_atomically(target, lambda temporary: shutil.copyfile(template.path, temporary))
    return target


def check_new(target: Path) -> None:
    """Raise :class:`~danvan_xl.errors.InputError` where a new master cannot stand: another ending, a file that is there."""
    if target.suffix.lower() != ".xlsx":
        raise InputError(
            f"Tên tệp “{target.name}” chưa có đuôi .xlsx.",
            remedy=f"Ghi đủ tên tệp, ví dụ {target.name}.xlsx.",
        )
    if target.is_file():
        raise InputError(
            f"Tệp “{target}” đã có; không ghi đè lên kế hoạch đã lập.",
            remedy="Chọn tên khác, hoặc xóa tệp cũ nếu chắc chắn không cần.",
            file=target,
        )


def sample_scheme() -> Scheme:
    """The sample criteria, bands and indicators, for masters made from an issued plan."""
    return _scheme(_source(SCHEME))


def build_all(folder: Path | None = None) -> list[Path]:
    """Build every bundled workbook into ``folder`` (default: ``workbook_templates``)."""
    from danvan_xl.sheets.master.book import master_book
    from danvan_xl.workbooks.drawing.draw_xlsxwriter import save

    target = folder or bundled(FOLDER)
    made = []
    for template in templates():
        source = _source(template.name)
        book = master_book(master_of(source), notes=source.get("notes"), worked_out=False)
        path = target / f"{template.name}.xlsx"
        save(book, path)
        made.append(path)
    return made


def master_of(source: Mapping[str, Any]) -> Master:
    """The master that a source describes; deadlines and assignments are left for the reader to work out."""
    master = Master(plan=_plan(source["plan"]))
    master.units = list(_units(source))
    master.tasks = [
        Task(
            code=task["code"],
            text=task["text"],
            number=task.get("number", ""),
            group=group["name"],
            lead_text=task.get("lead", ""),
            coordinating_text=task.get("coordinating", ""),
            when_text=task.get("when", ""),
            deliverable=task.get("deliverable", ""),
            deadline=Deadline(task.get("when", ""), DeadlineKind.UNCLEAR),
        )
        for group in source.get("groups", ())
        for task in group["tasks"]
    ]
    # The order of the issued table, which its numbers tell, not that of the groups.
    if all(task.number for task in master.tasks):
        master.tasks.sort(key=lambda task: int(task.number))
    master.periods = [
        Period(
            p["code"],
            p["name"],
            p["start"],
            p["end"],
            p["due"],
            p.get("locked_on"),
            frozenset(map(Part, p.get("parts", Part))),
        )
        for p in source.get("periods", ())
    ]
    if "scheme" in source:
        scheme = _scheme(_source(source["scheme"]))
        master.criteria, master.bands = list(scheme.criteria), list(scheme.bands)
        master.indicators = list(scheme.indicators)
    return master


def _plan(facts: Mapping[str, Any]) -> Plan:
    known = dict(facts)
    known["bases"] = tuple(known.get("bases", ()))
    return Plan(
        code=known.pop("code", ""),
        name=known.pop("name", ""),
        start=known.pop("start", date(1900, 1, 1)),
        end=known.pop("end", date(2999, 12, 31)),
        **known,
    )


def _units(source: Mapping[str, Any]) -> Iterator[Unit]:
    for unit in source.get("units", ()):
        yield Unit(
            unit["code"],
            unit["name"],
            UnitKind(unit["kind"]),
            tuple(unit.get("aliases", ())),
            parent=unit.get("parent", ""),
            hamlets=unit.get("hamlets"),
            reports=unit.get("reports"),
        )
    for series in source.get("unit_series", ()):
        for number in range(1, series["count"] + 1):
            yield Unit(
                series["code"].format(n=number),
                series["name"].format(n=number),
                UnitKind(series["kind"]),
                hamlets=series.get("hamlets"),
            )
    for listed in source.get("unit_list", ()):
        for code, name, *aliases in listed["names"]:
            yield Unit(code, name, UnitKind(listed["kind"]), tuple(aliases))


def _scheme(source: Mapping[str, Any]) -> Scheme:
    return Scheme(
        tuple(
            Criterion(
                code=item["code"],
                text=item["text"],
                max_points=Decimal(item.get("max", "0")),
                kind=ScoreKind(item["kind"]),
                group=group["group"],
                parameters=item.get("parameters", ""),
                not_arising=NotArising(item["not_arising"]) if "not_arising" in item else None,
                evidence=item.get("evidence", ""),
                applies_to=tuple(item.get("applies_to", ())),
            )
            for group in source["criteria"]
            for item in group["items"]
        ),
        tuple(Band(b["name"], Decimal(b["threshold"]), b.get("condition", "")) for b in source["bands"]),
        tuple(
            Indicator(
                i["code"],
                i["text"],
                i.get("unit", ""),
                NumberKind(i.get("kind", NumberKind.WHOLE)),
                Aggregation(i.get("aggregation", Aggregation.SUM)),
                i.get("constraint", ""),
            )
            for i in source["indicators"]
        ),
    )


def main(arguments: Sequence[str] = ()) -> None:
    """Build all bundled workbooks, into the folder named in ``arguments`` if any."""
    for path in build_all(Path(arguments[0]) if arguments else None):
        print(path)


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
