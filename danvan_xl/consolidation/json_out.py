"""The outcome as the contract's JSON: numbers as numbers, dates ISO, rates 0-1, absent values null."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import json

from danvan_xl.findings import Finding
from danvan_xl.model import Status, Where
from danvan_xl.results import Change, Consolidation, FileReceipt, UnitResult, UnitTask
from danvan_xl.terms import form
from danvan_xl.terms import summary as n
from danvan_xl.terms.fields import values_of


def to_json(outcome: Consolidation) -> dict[str, Any]:
    """Plain data for ``json.dumps``. Keys of the contract first; ``findings``, ``uncertain`` are additions."""
    totals = outcome.totals
    return {
        "plan": outcome.master.plan.code,
        "period": outcome.period.code,
        "as_of": outcome.as_of.isoformat(),
        "files": [_file(file) for file in outcome.files],
        "units": [_unit(unit) for unit in outcome.units],
        "totals": {
            "expected": totals.expected,
            "received": totals.received,
            "on_time": totals.on_time,
            "reporting_rate": _number(totals.reporting_rate),
            "timely_rate": _number(totals.timely_rate),
            "completion_rate": _number(totals.completion_rate),
            "on_time_rate": _number(totals.on_time_rate),
            "status": _statuses(totals.status),
            "indicators": {code: _number(total.value) for code, total in totals.indicators.items()},
        },
        "findings": [_finding(item) | {"unit": item.unit} for item in outcome.findings],
        "needs_person": outcome.needs_person,
        "evidence": [
            {"unit": unit.code, "criterion": item.criterion or None, "path": item.path, "signed": item.signed}
            for unit in outcome.units
            for item in unit.evidence
        ],
        "settled": [_finding(item) | {"file": item.file, "unit": item.unit} for item in outcome.settled],
        "changes": None if outcome.changes is None else [_change(item) for item in outcome.changes],
        "sources": [source for unit in outcome.units for source in _sources(unit)],
    }


def as_bytes(outcome: Consolidation) -> bytes:
    """The JSON in UTF-8, one file, unit or finding a line: as readable as indented, and many times faster."""
    encode = json.Encoder().encode
    parts = []
    for key, value in to_json(outcome).items():
        name = encode(key)
        if isinstance(value, list) and value:
            parts.append(name + b": [\n  " + b",\n  ".join(map(encode, value)) + b"\n ]")
        else:
            parts.append(name + b": " + encode(value))
    return b"{" + b",\n ".join(parts) + b"}\n"


def _file(file: FileReceipt) -> dict[str, Any]:
    return {
        "path": file.path,
        "verdict": file.verdict.value,
        "reason": file.reason or None,
        "reason_text": file.reason_text or None,
        "unit": file.unit,
        "received_on": _day(file.received_on),
        "findings": [_finding(item) for item in file.findings],
    }


def _finding(item: Finding) -> dict[str, Any]:
    return {
        "code": item.code,
        "severity": item.severity.value,
        "needs_person": item.needs_person,
        "sheet": item.sheet,
        "cell": item.cell,
        "value": item.value,
        "message": item.message,
        "settled": item.settled,
    }


def _change(item: Change) -> dict[str, Any]:
    return {
        "kind": item.kind.value,
        "unit": item.unit or None,
        "code": item.code or None,
        "what": item.what,
        "before": _number(item.before) if isinstance(item.before, Decimal) else item.before,
        "after": _number(item.after) if isinstance(item.after, Decimal) else item.after,
        "why": item.why or None,
    }


def _unit(unit: UnitResult) -> dict[str, Any]:
    return {
        "code": unit.code,
        "name": unit.name,
        "returned": unit.returned,
        "received_on": _day(unit.received_on),
        "first_received_on": _day(unit.first_received_on),
        "timely": unit.timely,
        "source": unit.source or None,
        "status": _statuses(unit.status),
        "tasks": [
            {
                "code": task.task,
                "role": task.role.value,
                "status": task.status.value,
                **{name: _plain(value) for name, value in values_of(task, _TASK).items()},
                "due": _day(task.due),
                "review": _judged(task),
            }
            for task in unit.tasks
        ],
        "indicators": {code: _number(item.in_period) for code, item in unit.indicators.items()},
        "scores": {
            code: {
                "self": _number(score.self_score),
                "verified": _number(score.verified),
                "points": _number(score.points),
            }
            for code, score in unit.scores.items()
        },
        "completion_rate": _number(unit.completion_rate),
        "on_time_rate": _number(unit.on_time_rate),
        "self_total": _number(unit.self_total),
        "verified_total": _number(unit.verified_total),
        "band": unit.band,
        "band_reason": unit.band_reason or None,
        "rank": unit.rank,
        "uncertain": unit.uncertain,
        "signed": unit.signed,
        "findings": [_finding(item) for item in unit.findings],
    }


_VERDICTS = {"": None, n.CONFIRMED: "confirmed", n.SENT_BACK: "sent_back"}


def _judged(task: UnitTask) -> dict[str, Any] | None:
    """What a reviewer made of the task, with what the unit had claimed; null where nobody judged it."""
    if task.judged is None:
        return None
    review = task.judged.review
    return {
        "verdict": _VERDICTS[review.verdict],
        "claimed": task.judged.claimed.value,
        "extended_to": _day(review.extended_to),
        "planned_due": _day(task.judged.planned),
        "reason": review.reason or None,
        "look_again": task.judged.look_again or None,
    }


_TASK = tuple(field for field in form.TASK_ANSWERS if field.json)


def _plain(value: Any) -> Any:
    """Any value of a field as JSON: blank text is absent."""
    if isinstance(value, date):
        return _day(value)
    return _number(value) if isinstance(value, Decimal) else value or None


def _sources(unit: UnitResult) -> Iterator[dict[str, Any]]:
    """Where the unit's figures stand: file, sheet and row of each answer that came from a return."""
    places: list[tuple[str, str, Where | None]] = [("task", task.task, task.where) for task in unit.tasks]
    places += [("score", code, score.where) for code, score in unit.scores.items()]
    places += [("indicator", code, item.where) for code, item in unit.indicators.items()]
    for kind, code, where in places:
        if where is not None:
            file = where.file or unit.source
            yield {
                "unit": unit.code,
                "kind": kind,
                "code": code,
                "file": file,
                "sheet": where.sheet,
                "row": where.row,
            }


def _statuses(counts: dict[Status, int]) -> dict[str, int]:
    """Every status that occurs, in the order in which reports list them."""
    return {status.value: counts[status] for status in Status if counts.get(status)}


def _number(value: Decimal | None) -> int | float | None:
    """A JSON number: whole ones without a point."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
