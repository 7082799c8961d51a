"""Comparing an imported plan with the facts of a sample, fact by fact."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from danvan_xl.documents import ImportedPlan
from danvan_xl.language.folding import fold
from danvan_xl.language.units import UnitReader
from tests.documents.synthetic import SamplePlan


def differences(plan: SamplePlan, got: ImportedPlan) -> list[str]:
    """One line for every fact that is missing or false; an empty list is a perfect import."""
    return [*_plan_facts(plan, got), *_tasks(plan, got), *_units(plan, got), *_periods(plan, got)]


def fact_count(plan: SamplePlan) -> int:
    """How many facts the sample holds, for a rate."""
    cells = sum(6 for _ in plan.rows)
    items = (
        0
        if plan.rows
        else sum(len(b.items) + 1 for b in plan.blocks) + sum(len(d.items) + 1 for d in plan.duties)
    )
    return 9 + len(plan.bases) + cells + items + 2 * len(plan.units) + len(plan.reports)


def _plan_facts(plan: SamplePlan, got: ImportedPlan) -> Iterator[str]:
    facts = got.master.plan
    day, month, year = plan.day
    wanted = {
        "number": plan.number,
        "issuer": plan.issuer,
        "superior": plan.superior,
        "place": plan.place,
        "signer": plan.signer,
        "signing_form": "; ".join(plan.signing),
        "start": plan.start,
        "end": plan.end,
        "issued_on": str(date(year, month, day)),
    }
    for name, value in wanted.items():
        found = str(getattr(facts, name))
        if fold(found) != fold(value):
            yield f"{name}: {found!r} instead of {value!r}"
    if fold(" ".join(plan.title)) not in fold(facts.name):
        yield f"title: {facts.name!r}"
    bases = [fold(base) for base in facts.bases]
    if bases != [fold(base) for base in plan.bases]:
        yield f"bases: {facts.bases}"
    focal = next((u.name for u in got.master.units if u.code == facts.focal_unit), "")
    if UnitReader(got.master.units).match(plan.focal).unit != facts.focal_unit:
        yield f"focal: {focal!r} instead of {plan.focal!r}"


def _tasks(plan: SamplePlan, got: ImportedPlan) -> Iterator[str]:
    tasks = got.master.tasks
    if plan.rows:
        if len(tasks) != len(plan.rows):
            yield f"{len(tasks)} tasks instead of {len(plan.rows)}"
        for row, task in zip(plan.rows, tasks, strict=False):
            for name, value, found in (
                ("TT", row.number, task.number),
                ("text", row.text, task.text),
                ("lead", row.lead, task.lead_text),
                ("coordinating", row.coordinating, task.coordinating_text),
                ("when", row.when, task.when_text),
                ("deliverable", row.deliverable, task.deliverable),
                ("group", row.group, task.group),
            ):
                if fold(value) != fold(found):
                    yield f"row {row.number} {name}: {found!r} instead of {value!r}"
        return
    wanted = []
    for number, block in enumerate(plan.blocks, 1):
        wanted += [(f"{number} {block.heading}", item, item.lead) for item in block.items]
    for duty in plan.duties:
        wanted += [(duty.heading, item, duty.heading) for item in duty.items]
    if len(tasks) != len(wanted):
        yield f"{len(tasks)} tasks instead of {len(wanted)}"
    texts = {fold(task.text): task for task in tasks}
    for group, item, lead in wanted:
        task = texts.pop(fold(item.text), None)
        if task is None:
            yield f"missing task: {item.text!r}"
            continue
        if fold(group) not in fold(task.group):
            yield f"group {task.group!r} instead of {group!r}"
        if fold(lead) != fold(task.lead_text):
            yield f"lead {task.lead_text!r} instead of {lead!r}"
        if item.when and fold(item.when) != fold(task.when_text):
            yield f"when {task.when_text!r} instead of {item.when!r}"
        if item.coordinating and fold(item.coordinating) != fold(task.coordinating_text):
            yield f"coordinating {task.coordinating_text!r} instead of {item.coordinating!r}"
    for text in texts:
        yield f"false task: {text!r}"


def _units(plan: SamplePlan, got: ImportedPlan) -> Iterator[str]:
    reader = UnitReader(got.master.units)
    known = {unit.code: unit for unit in got.master.units}
    seen = set()
    for name, kind in plan.units.items():
        match = reader.match(name)
        if match.unit is None or match.guessed:
            yield f"missing unit: {name!r}"
            continue
        seen.add(match.unit)
        if known[match.unit].kind != kind:
            yield f"kind of {name!r}: {known[match.unit].kind}"
    for code in known.keys() - seen:
        yield f"false unit: {known[code].name!r}"
    if len({u.code for u in got.master.units}) != len(got.master.units):
        yield "codes twice"


def _periods(plan: SamplePlan, got: ImportedPlan) -> Iterator[str]:
    found = tuple(str(period.due) for period in got.master.periods)
    if found != plan.reports:
        yield f"report dates {found} instead of {plan.reports}"
