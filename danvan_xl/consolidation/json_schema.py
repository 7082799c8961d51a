"""The published schema of ``consolidate --json`` (JSON Schema, draft 2020-12): what a program may rely on.

Objects may gain keys; those named here stay, and are always there where ``required`` says so.
"""

from __future__ import annotations

from typing import Any

from danvan_xl.findings import Severity
from danvan_xl.model import Role, Status
from danvan_xl.results import ChangeKind, Verdict

_TEXT: dict[str, Any] = {"type": "string"}
_MAYBE_TEXT: dict[str, Any] = {"type": ["string", "null"]}
_MAYBE_NUMBER: dict[str, Any] = {"type": ["number", "null"]}
_COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
_RATE: dict[str, Any] = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
_FLAG: dict[str, Any] = {"type": "boolean"}
_DAY: dict[str, Any] = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_MAYBE_DAY: dict[str, Any] = {"anyOf": [_DAY, {"type": "null"}]}
_STATUSES: dict[str, Any] = {
    "type": "object",
    "propertyNames": {"enum": list(Status)},
    "additionalProperties": _COUNT,
}
_NUMBERS: dict[str, Any] = {"type": "object", "additionalProperties": _MAYBE_NUMBER}


def _object(**keys: dict[str, Any]) -> dict[str, Any]:
    """An object with these keys, all of them required."""
    return {"type": "object", "properties": keys, "required": list(keys)}


def _list(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


def _any_of(words: Any) -> dict[str, Any]:
    return {"enum": [str(word) for word in words]}


def _changes() -> dict[str, Any]:
    """Against the run before onto the same file; null where there was none."""
    value = {"type": ["string", "number", "null"]}
    change = _object(
        kind=_any_of(ChangeKind), unit=_MAYBE_TEXT, code=_MAYBE_TEXT, what=_TEXT, before=value, after=value, why=_MAYBE_TEXT,
    )  # fmt: skip
    return {"anyOf": [_list(change), {"type": "null"}]}


def json_schema() -> dict[str, Any]:
    """The schema as plain data."""
    finding = _object(
        code=_TEXT, severity=_any_of(Severity), needs_person=_FLAG, sheet=_MAYBE_TEXT, cell=_MAYBE_TEXT,
        value=_MAYBE_TEXT, message=_TEXT, settled=_FLAG,
    )  # fmt: skip
    review = _object(
        verdict={"enum": ["confirmed", "sent_back", None]}, claimed=_any_of(Status), extended_to=_MAYBE_DAY,
        planned_due=_MAYBE_DAY, reason=_MAYBE_TEXT, look_again=_MAYBE_TEXT,
    )  # fmt: skip
    task = _object(
        code=_TEXT, role=_any_of(Role), status=_any_of(Status), progress=_MAYBE_NUMBER, completed_on=_MAYBE_DAY,
        quantity=_MAYBE_NUMBER, result=_MAYBE_TEXT, due=_MAYBE_DAY, review={"anyOf": [review, {"type": "null"}]},
    )  # fmt: skip
    score = _object(self=_MAYBE_NUMBER, verified=_MAYBE_NUMBER, points=_MAYBE_NUMBER)
    file = _object(
        path=_TEXT, verdict=_any_of(Verdict), reason=_MAYBE_TEXT, reason_text=_MAYBE_TEXT, unit=_MAYBE_TEXT,
        received_on=_MAYBE_DAY, findings=_list(finding),
    )  # fmt: skip
    unit = _object(
        code=_TEXT, name=_TEXT, returned=_FLAG, received_on=_MAYBE_DAY, first_received_on=_MAYBE_DAY,
        timely={"type": ["boolean", "null"]}, source=_MAYBE_TEXT, status=_STATUSES, tasks=_list(task),
        indicators=_NUMBERS, scores={"type": "object", "additionalProperties": score}, completion_rate=_RATE,
        on_time_rate=_RATE, self_total=_MAYBE_NUMBER, verified_total=_MAYBE_NUMBER, band=_MAYBE_TEXT,
        band_reason=_MAYBE_TEXT, rank={"type": ["integer", "null"], "minimum": 1}, uncertain=_FLAG, signed={"type": ["boolean", "null"]},
        findings=_list(finding),
    )  # fmt: skip
    totals = _object(
        expected=_COUNT, received=_COUNT, on_time=_COUNT, reporting_rate=_RATE, timely_rate=_RATE,
        completion_rate=_RATE, on_time_rate=_RATE, status=_STATUSES, indicators=_NUMBERS,
    )  # fmt: skip
    source = _object(
        unit=_TEXT,
        kind=_any_of(("task", "score", "indicator")),
        code=_TEXT,
        file=_TEXT,
        sheet=_TEXT,
        row=_COUNT,
    )
    evidence = _object(unit=_TEXT, criterion=_MAYBE_TEXT, path=_TEXT, signed=_FLAG)
    whole = _object(
        plan=_TEXT, period=_TEXT, as_of=_DAY, files=_list(file), units=_list(unit), totals=totals,
        findings=_list(finding), needs_person=_FLAG, settled=_list(finding), changes=_changes(), evidence=_list(evidence),
        sources=_list(source),
    )  # fmt: skip
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "danvan-xl consolidate",
        **whole,
    }
