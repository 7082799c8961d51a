"""The tables of ``docs/contract.md``, made from the definitions: sheets, headers, fields, statuses, verdicts, codes.

The page is written by hand; between ``<!-- table: NAME -->`` and ``<!-- end -->`` stands what :data:`TABLES` makes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from danvan_xl.findings import FindingKind, catalogue
from danvan_xl.findings.verdicts import REJECTIONS, SKIPS
from danvan_xl.results import Verdict
from danvan_xl.rules.scoring.kinds import KINDS
from danvan_xl.sheets.summary.log import HEADERS as LOG_HEADERS
from danvan_xl.summaries.figures import HEADLINES
from danvan_xl.terms import (
    Aggregation,
    BeforeRule,
    DeadlineKind,
    HolidayRule,
    NotArising,
    NumberKind,
    Part,
    Role,
    ScoreKind,
    Status,
    UnitKind,
    form,
    master,
    summary,
)
from danvan_xl.terms.fields import Fields

PAGE = Path(__file__).resolve().parents[2] / "docs" / "contract.md"
_REGION = re.compile(r"(<!-- table: ([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def contract_page(page: Path = PAGE) -> str:
    """``docs/contract.md``, or another page with such regions, with its tables made anew."""
    return filled(page, TABLES)


def filled(page: Path, tables: Mapping[str, Callable[[], str]]) -> str:
    """A page with what stands between its ``<!-- table: NAME -->`` and ``<!-- end -->`` made anew."""
    return _REGION.sub(lambda m: m[1] + tables[m[2]]() + m[3], page.read_text(encoding="utf-8"))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |\n" for line in lines)


def _joined(words: Iterable[str]) -> str:
    return "; ".join(words)


def _master_sheets() -> str:
    required: dict[str, tuple[str, ...]] = {
        master.PLAN: master.PLAN_REQUIRED,
        master.UNITS: master.UNIT_REQUIRED,
        master.TASKS: master.TASK_REQUIRED,
        master.PERIODS: master.PERIOD_REQUIRED,
        master.CRITERIA: master.CRITERION_REQUIRED,
        master.BANDS: master.BAND_REQUIRED,
        master.INDICATORS: master.INDICATOR_REQUIRED,
    }
    columns = {
        master.PLAN: master.PLAN_LABELS,
        master.UNITS: master.UNIT_HEADERS,
        master.TASKS: master.TASK_HEADERS,
        master.PERIODS: master.PERIOD_HEADERS,
        master.CRITERIA: master.CRITERION_HEADERS,
        master.BANDS: master.BAND_HEADERS,
        master.INDICATORS: master.INDICATOR_HEADERS,
    }
    rows = [
        (name, _joined(f"**{h}**" if h in required[name] else h for h in columns[name]))
        for name in master.INPUT_SHEETS
    ]
    return table(("Sheet", "Headers or labels (must be there in bold)"), rows)


def _form_fields() -> str:
    sheets: dict[str, Fields] = {form.COVER: form.COVER_FIELDS, **form.TABLES}
    rows = [
        (name, field.header, f"`{field.attribute}`", field.kind.value, "unit" if field.fill else "form")
        for name, fields in sheets.items()
        for field in fields
    ]
    return table(("Sheet", "Header or label", "Attribute", "Kind", "Filled by"), rows)


def _summary_sheets() -> str:
    columns = {
        summary.VERIFY: (*summary.VERIFY_HEADERS, *summary.VERIFY_MORE),
        summary.TASK_VERIFY: summary.TASK_VERIFY_HEADERS,
        summary.INDICATORS: summary.INDICATOR_HEADERS,
        summary.MODELS: summary.MODEL_HEADERS,
        summary.PROPOSALS: summary.PROPOSAL_HEADERS,
        summary.ADDED: summary.ADDED_HEADERS,
        summary.ATTACHED: summary.ATTACHED_HEADERS,
        summary.DETAIL: summary.DETAIL_HEADERS,
        summary.DETAIL_INDICATORS: summary.DETAIL_INDICATOR_HEADERS,
        summary.CHANGES: summary.CHANGE_HEADERS,
        summary.LEFT: summary.LEFT_HEADERS[:-1],
        summary.LOG: LOG_HEADERS,
        summary.CORRECTIONS: summary.CORRECTION_HEADERS,
        summary.HISTORY: summary.HISTORY_HEADERS,
        summary.CRITERIA: summary.CRITERION_HEADERS,
    }
    rows = [(name, _joined(columns.get(name, ()))) for name in summary.OWN_SHEETS]
    return table(("Sheet", "Headers that programs may look for"), rows)


def _words() -> str:
    kinds = (
        UnitKind, Role, DeadlineKind, Status, BeforeRule, HolidayRule, Part, NotArising, NumberKind, Aggregation,
    )  # fmt: skip
    rows = [((kind.__doc__ or "").strip().partition("\n")[0].rstrip("."), _joined(kind)) for kind in kinds]
    return table(
        ("What", "Words, exactly"), [*rows, ("Trạng thái of a verification", _joined(summary.STATES))]
    )


def _score_kinds() -> str:
    rows = [(kind.value, _joined(f"`{example}`" for example in KINDS[kind].EXAMPLES)) for kind in ScoreKind]
    return table(("Cách chấm", "Tham số, examples"), rows)


def _verdicts() -> str:
    return table(("Verdict", "In Vietnamese"), [(f"`{v.value}`", v.label) for v in Verdict])


def _codes(kinds: Iterable[FindingKind]) -> str:
    rows = [
        (f"`{kind.code}`", kind.severity.value, kind.title) for kind in sorted(kinds, key=lambda k: k.code)
    ]
    return table(("Code", "Severity", "Title"), rows)


def _figures() -> str:
    rows = [
        (f"`{f.name}`", f.text, f.measure, "x" if f.of_body else "", "x" if f.of_unit else "", f.sheet)
        for f in HEADLINES
    ]
    return table(("Tên", "Là gì", "Đơn vị tính", "Cả cơ quan", "Từng đơn vị", "Trang tính"), rows)


TABLES: dict[str, Callable[[], str]] = {
    "figures": _figures,
    "master-sheets": _master_sheets,
    "form-fields": _form_fields,
    "summary-sheets": _summary_sheets,
    "words": _words,
    "score-kinds": _score_kinds,
    "verdicts": _verdicts,
    "rejections": lambda: _codes(REJECTIONS),
    "skips": lambda: _codes(SKIPS),
    "findings": lambda: _codes(kind for kind in catalogue().values() if kind not in (*REJECTIONS, *SKIPS)),
}
