"""The outcome as pandas tables, for whoever computes on: notebooks, pivots, checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from danvan_xl.results import Consolidation
from danvan_xl.terms import form

if TYPE_CHECKING:
    import pandas


def frames(outcome: Consolidation) -> dict[str, pandas.DataFrame]:
    """Tables ``files``, ``findings``, ``units``, ``tasks``, ``scores``, ``indicators``, ``models``, ``proposals``.

    One row a file, a finding, a unit, a unit × task, and so on; columns are the field names of
    :mod:`danvan_xl.results`. Decimals become floats, dates stay dates, absent values are missing.
    Source file, sheet and row stand on every row that came from a return.
    """
    import pandas as pd

    units = outcome.units
    files: list[dict[str, Any]] = [
        {
            "path": file.path,
            "verdict": file.verdict.value,
            "reason": file.reason or None,
            "unit": file.unit,
            "period": file.period,
            "received_on": file.received_on,
            "findings": len(file.findings),
        }
        for file in outcome.files
    ]
    found = [f for file in outcome.files for f in file.findings]
    found += [f for unit in units for f in unit.findings] + outcome.findings
    tables: dict[str, tuple[list[str], list[dict[str, Any]]]] = {
        "files": (["path", "verdict", "reason", "unit", "period", "received_on", "findings"], files),
        "findings": (
            ["code", "severity", "file", "sheet", "cell", "value", "unit", "message", "advice"],
            [{name: getattr(f, name) for name in ("code", "file", "sheet", "cell", "value", "unit", "message", "advice")}
             | {"severity": f.severity.value} for f in found],
        ),
        "units": (list(_UNIT_FIELDS), [{name: _plain(getattr(u, name)) for name in _UNIT_FIELDS} for u in units]),
        "tasks": (
            [*_TASK_FIELDS, *_SOURCE],
            [{name: _plain(getattr(t, name)) for name in _TASK_FIELDS} | _source(t.where, u.source) for u in units for t in u.tasks],
        ),
        "scores": (
            [*_SCORE_FIELDS, *_SOURCE],
            [{name: _plain(getattr(s, name)) for name in _SCORE_FIELDS} | _source(s.where, u.source) for u in units for s in u.scores.values()],
        ),
        "indicators": (
            [*_INDICATOR_FIELDS, *_SOURCE],
            [{name: _plain(getattr(i, name)) for name in _INDICATOR_FIELDS} | _source(i.where, u.source) for u in units for i in u.indicators.values()],
        ),
        "models": (
            ["unit", *_MODEL_FIELDS, *_SOURCE],
            [{"unit": u.code} | {name: getattr(m, name) for name in _MODEL_FIELDS} | _source(m.where, u.source) for u in units for m in u.models],
        ),
        "proposals": (
            ["unit", *_PROPOSAL_FIELDS, *_SOURCE],
            [{"unit": u.code} | {name: getattr(p, name) for name in _PROPOSAL_FIELDS} | _source(p.where, u.source) for u in units for p in u.proposals],
        ),
    }  # fmt: skip
    return {name: pd.DataFrame(rows, columns=columns) for name, (columns, rows) in tables.items()}


_UNIT_FIELDS = (
    "code", "name", "returned", "received_on", "first_received_on", "timely", "source", "dated", "completed", "due", "on_time",
    "completion_rate", "on_time_rate", "self_total", "verified_total", "band", "band_reason", "rank", "uncertain",
)  # fmt: skip
_TASK_FIELDS = (
    "unit", "task", "role", "status", *(field.attribute for field in form.TASK_ANSWERS), "target", "start", "due", "dated", "due_by_as_of", "carried_over",
)  # fmt: skip
_SCORE_FIELDS = (
    "unit", "criterion", "kind", "self_score", "points", "verified", "applicable_max", "not_arising", "missing", "why",
)  # fmt: skip
_INDICATOR_FIELDS = ("unit", "code", *(field.attribute for field in form.INDICATOR_ANSWERS), "unread")
_MODEL_FIELDS = tuple(field.attribute for field in form.MODEL_FIELDS)
_PROPOSAL_FIELDS = tuple(field.attribute for field in form.PROPOSAL_FIELDS)
_SOURCE = ("file", "sheet", "row")


def _plain(value: Any) -> Any:
    from decimal import Decimal
    from enum import Enum

    if isinstance(value, Decimal):
        return float(value)
    return value.value if isinstance(value, Enum) else value


def _source(where: Any, source: str) -> dict[str, Any]:
    if where is None:
        return {"file": None, "sheet": None, "row": None}
    return {"file": where.file or source, "sheet": where.sheet, "row": where.row}
