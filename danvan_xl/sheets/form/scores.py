"""Sheet ``Chấm điểm`` of the form: the criteria, live points, and above the table the total and the band."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from danvan_xl.language.showing import number_text
from danvan_xl.model import Criterion, Master, NotArising, Period, Return, Role, ScoreAnswer, ScoreKind
from danvan_xl.rules.rates import TaskRanges, due_count_expression, on_time_count_expression
from danvan_xl.rules.scoring import (
    KINDS,
    Parameters,
    Scheme,
    ScoreRefs,
    ScoreSheet,
    TotalRefs,
    applicable_max_formula,
    band_formula,
    days_late_expression,
    needs_evidence,
    ordered,
    points_formula,
    scheme_of,
    score_return,
    total_formula,
)
from danvan_xl.rules.scoring.evidence import asks_evidence, no_evidence, says_none
from danvan_xl.rules.scoring.kinds import Entry, Place, kinds_where
from danvan_xl.rules.scoring.kinds.progress import ProgressParameters
from danvan_xl.rules.status import CHECK_AGAIN
from danvan_xl.sheets.fields import fact_style
from danvan_xl.sheets.form import look
from danvan_xl.sheets.form.checks import Check
from danvan_xl.sheets.form.cover import AS_OF, value_cell
from danvan_xl.sheets.form.score_inputs import input_rules
from danvan_xl.sheets.form.score_rows import COLUMN, ScoreRows
from danvan_xl.sheets.form.tasks import TaskRows, Work
from danvan_xl.sheets.tables import Area
from danvan_xl.terms import form as h
from danvan_xl.terms.fields import headers, values_of
from danvan_xl.workbooks.drawing import style
from danvan_xl.workbooks.drawing.spec import Conditional, SheetSpec, cell_name

_BOUNDED = tuple(kind for kind in kinds_where(Place.MAIN, entry=Entry.NUMBER) if KINDS[kind].OWED)
"""Kinds whose self score may not pass Điểm tối đa."""

_GUIDANCE = (
    "Điền điểm tự chấm ở ô vàng; tiêu chí chọn mức thì chọn trong danh sách. Ô xám: máy tính từ các trang tính khác, không điền.",
    "Tiêu chí có yêu cầu kiểm chứng mà không ghi tài liệu thì không được điểm. Tiêu chí không phát sinh thì ghi x, nếu ô đó màu vàng.",
    "Đây là điểm tạm tính để đơn vị tham khảo; điểm chính thức do cơ quan tổng hợp tính.",
)


def score_rule(criterion: Criterion, scheme: Scheme) -> str:
    """Cách chấm as the unit reads it: 'Tỷ lệ (tự tính): số buổi đối thoại (SL03) ÷ số kỳ (SL02) × 5 điểm'."""
    parameters = scheme.parameters.get(criterion.code)
    rule = criterion.kind.value if parameters is None else parameters.words(criterion, scheme.names)
    if criterion.not_arising is NotArising.FULL:
        rule += ". Không phát sinh: được đủ điểm"
    elif criterion.not_arising is NotArising.EXCLUDE:
        rule += ". Không phát sinh: không tính vào tổng"
    return rule + "."


def score_sheet(
    master: Master,
    period: Period,
    work: Work,
    token: str,
    before: Return,
    task_rows: TaskRows | None,
    indicators: Area | None,
) -> tuple[SheetSpec, list[Check]]:
    """The sheet and its lines of the check list. ``before`` are the answers that stand in the form already."""
    title = "TỰ CHẤM ĐIỂM THEO TIÊU CHÍ"
    sheet, row = look.start_sheet(h.SCORES, token, title, _GUIDANCE)
    for line in _groups(master.criteria):
        sheet.put(row, look.FIRST, line, look.GUIDE)
        row += 1
    total_row = row + 1
    header = total_row + 3
    look.put_headers(sheet, header, h.SCORE_FIELDS)
    rows = ScoreRows(header + 1, len(master.criteria))
    sheet.hidden_columns |= {ScoreRows.KIND, ScoreRows.APPLICABLE}
    scheme = scheme_of(master)
    cells: dict[str, str] = {}
    if indicators is not None:
        cells = {item.code: indicators.cell(h.IN_PERIOD, i) for i, item in enumerate(master.indicators)}
    cached = _cached(master, before, task_rows)
    for offset, criterion in enumerate(master.criteria):
        at = rows.first + offset
        answer = before.scores.get(criterion.code)
        _facts(sheet, at, criterion, scheme)
        _inputs(sheet, at, criterion, answer)
        _points(sheet, at, criterion, scheme.parameters.get(criterion.code), cells, work, task_rows, cached)
    sheet.validations += input_rules(sheet, rows, scheme)
    filled = [rows.column(header) for header in headers(f for f in h.SCORE_ANSWERS if f.counts)]
    for fields, of in ((h.TASK_ANSWERS, task_rows), (h.INDICATOR_ANSWERS, indicators)):
        if of is not None and of.count:
            filled += [of.range(header) for header in headers(f for f in fields if f.counts)]
    blank = replace(before, added=[], models=[], proposals=[]).is_empty
    _result(sheet, total_row, rows, scheme, cells, None if blank else cached, filled)
    _colour(sheet, rows)
    return sheet, _checks(rows, master.criteria, before.scores, cached)


def _groups(criteria: Sequence[Criterion]) -> list[str]:
    """'Nhóm tiêu chí: I. Chỉ đạo (TC01, TC02); …': the contract's columns have no room for them."""
    groups: dict[str, list[str]] = {}
    for criterion in criteria:
        if criterion.group:
            groups.setdefault(criterion.group, []).append(criterion.code)
    if len(groups) < 2:
        return []
    text = "; ".join(f"{name} ({', '.join(codes)})" for name, codes in groups.items())
    return textwrap.wrap(f"Nhóm tiêu chí: {text}.", 190)


def _facts(sheet: SheetSpec, at: int, criterion: Criterion, scheme: Scheme) -> None:
    values: dict[str, Any] = {
        "code": criterion.code,
        "text": criterion.text,
        "form_max": criterion.max_points,
        "kind": score_rule(criterion, scheme),
        "required_evidence": criterion.evidence if asks_evidence(criterion.evidence) else "",
    }
    for field in h.SCORE_FIELDS:
        if field.attribute in values:
            looks = fact_style(field)
            if field.header == h.MAX_POINTS:
                looks = looks.but(align="center")
            sheet.put(at, COLUMN[field.header], values[field.attribute], looks)
    sheet.put(at, ScoreRows.KIND, criterion.kind.value, look.HELPER)


def _inputs(sheet: SheetSpec, at: int, criterion: Criterion, answer: ScoreAnswer | None) -> None:
    """The cells to fill; what the criterion's Cách chấm does not ask for takes nothing."""
    given = values_of(answer, h.SCORE_ANSWERS)
    off = set() if criterion.not_arising is not None else {"not_arising"}
    entry = KINDS[criterion.kind].ENTRY
    if entry is Entry.NOTHING:
        off.add("self_score")
    for field in h.SCORE_ANSWERS:
        if field.attribute == ("self_score" if entry is Entry.OPTION else "choice"):
            continue
        closed = field.attribute in off
        value = None if closed else given[field.attribute]
        look.put_given(sheet, at, COLUMN, field, value, look.NOT_FILLED if closed else None)


def _points(
    sheet: SheetSpec,
    at: int,
    criterion: Criterion,
    parameters: Parameters | None,
    cells: Mapping[str, str],
    work: Work,
    task_rows: TaskRows | None,
    cached: ScoreSheet,
) -> None:
    score = cached.scores[criterion.code]
    if parameters is None:
        sheet.put(at, COLUMN[h.POINTS], None, look.COMPUTED_POINTS)
        sheet.put(at, ScoreRows.APPLICABLE, score.applicable_max, look.HELPER)
        return
    refs = _refs(at, parameters, cells, work, task_rows)
    sheet.put(
        at, COLUMN[h.POINTS], _or_empty(score.points), look.COMPUTED_POINTS,
        formula=points_formula(criterion, refs),
    )  # fmt: skip
    sheet.put(
        at, ScoreRows.APPLICABLE, _or_empty(score.applicable_max), look.HELPER,
        formula=applicable_max_formula(criterion, refs),
    )  # fmt: skip


def _or_empty(value: Decimal | None) -> Decimal | str:
    return "" if value is None else value


def _refs(
    at: int, parameters: Parameters, cells: Mapping[str, str], work: Work, task_rows: TaskRows | None
) -> ScoreRefs:
    def ref(header: str) -> str:
        return "$" + cell_name(at, COLUMN[header])

    on_time = due = "0"
    if isinstance(parameters, ProgressParameters) and task_rows is not None and task_rows.count:
        ranges = TaskRanges(*map(task_rows.range, (h.KIND, h.TASK_DUE, h.STATUS, h.ROLE, h.GROUP, h.CODE)))
        counted = [(task, role) for task, role in work if parameters.includes(task.group)]
        groups = [task.group for task, _ in counted] if parameters.groups else None
        periodic = {
            task.code: task_rows.first_due[task.code]
            for task, role in counted
            if role is Role.LEAD and task.code in task_rows.first_due
        }
        on_time = on_time_count_expression(ranges, AS_OF, groups, periodic)
        due = due_count_expression(ranges, AS_OF, groups, periodic)
    return ScoreRefs(
        max=ref(h.MAX_POINTS),
        not_arising=ref(h.NOT_ARISING),
        self_score=ref(h.SELF_SCORE),
        evidence=ref(h.EVIDENCE),
        indicators=cells,
        on_time=on_time,
        due=due,
        days_late=days_late_expression(value_cell(h.REPORTED_ON), value_cell(h.DUE)),
    )


def _cached(master: Master, before: Return, task_rows: TaskRows | None) -> ScoreSheet:
    """What the formulas come to in the form as it is issued: no report date yet, so not late."""
    return score_return(
        master.criteria,
        before.scores,
        indicators={
            i.code: (answer.in_period if (answer := before.indicators.get(i.code)) else None)
            for i in master.indicators
        },
        known_indicators=[indicator.code for indicator in master.indicators],
        unit_tasks=task_rows.results if task_rows is not None else (),
        tasks=master.tasks,
        days_late=0,
        bands=master.bands,
        scale=master.plan.scale,
    )


def _result(
    sheet: SheetSpec,
    row: int,
    rows: ScoreRows,
    scheme: Scheme,
    cells: Mapping[str, str],
    cached: ScoreSheet | None,
    filled: Sequence[str],
) -> None:
    """Total and band with their labels above the table; none while nothing stands in the ranges ``filled``."""
    readable = [criterion for criterion in scheme.criteria if criterion.code in scheme.parameters]
    refs = TotalRefs(rows.column(ScoreRows.KIND), rows.column(h.POINTS), rows.column(ScoreRows.APPLICABLE))
    total = cell_name(row, look.FIRST + 1, absolute=True)
    live = total_formula(refs, scale=scheme.scale, limits=scheme.limits)
    sheet.put(row, look.FIRST, h.TOTAL, style.LABEL)
    sheet.put(
        row, look.FIRST + 1, _or_empty(cached.self_total if cached else None),
        look.KEY.but(num_format="0.00", align="left"),
        formula=f'=IF(COUNTA({",".join(filled)})=0,"",{live[1:]})',
    )  # fmt: skip
    sheet.put(row + 1, look.FIRST, h.BAND, style.LABEL)
    sheet.put(
        row + 1, look.FIRST + 1, (cached.band if cached else None) or "", look.KEY,
        formula=band_formula(total, scheme.bands, criteria=readable, indicators=cells),
    )  # fmt: skip
    steps = "; ".join(f"{b.name} từ {number_text(b.threshold)}" for b in ordered(scheme.bands))
    beside = look.FIRST + 2
    sheet.put(row, beside, f"Thang điểm {number_text(scheme.scale)}; tự tính khi điền.", look.GUIDE)
    if steps:
        sheet.put(row + 1, beside, f"Các mức: {steps}.", look.GUIDE)


def _colour(sheet: SheetSpec, rows: ScoreRows) -> None:
    points, given = COLUMN[h.POINTS], COLUMN[h.SELF_SCORE]
    top = rows.first
    here = "$" + cell_name(top, points)
    typed, most = "$" + cell_name(top, given), "$" + cell_name(top, COLUMN[h.MAX_POINTS])
    kind = "$" + cell_name(top, ScoreRows.KIND)
    bounded = [f'AND({kind}="{of}",{typed}>{most})' for of in _BOUNDED]
    outside = f"AND(ISNUMBER({typed}),OR({','.join([f'{typed}<0', *bounded])}))"
    sheet.conditionals += [
        Conditional(
            [(top, points, rows.last, points)], formula=f'={here}="{CHECK_AGAIN}"', style=style.ERROR
        ),
        Conditional([(top, given, rows.last, given)], formula=f"={outside}", style=style.ERROR),
    ]


def _checks(
    rows: ScoreRows, criteria: Sequence[Criterion], answers: Mapping[str, ScoreAnswer], cached: ScoreSheet
) -> list[Check]:
    def column(col: int | str) -> str:
        return rows.column(col, sheet=True)

    kinds, given = column(ScoreRows.KIND), column(h.SELF_SCORE)
    ticked, evidence = f'({column(h.NOT_ARISING)}="")', no_evidence(column(h.EVIDENCE))

    def any_of(these: Iterable[ScoreKind]) -> str:
        tests = [f'({kinds}="{kind}")' for kind in these]
        return tests[0] if len(tests) == 1 else f"({'+'.join(tests)})"

    must, bounded = any_of(kinds_where(owed=True)), any_of(_BOUNDED)
    typed = any_of(sorted((*kinds_where(entry=Entry.NUMBER), *kinds_where(entry=Entry.OPTION))))
    takes = "".join(f'*({kinds}<>"{kind}")' for kind, of in KINDS.items() if not of.PROVEN)
    most = column(h.MAX_POINTS)
    unscored = unproven = outside = 0
    for criterion in criteria:
        answer = answers.get(criterion.code) or ScoreAnswer(criterion.code)
        of = KINDS[criterion.kind]
        empty = not answer.choice if of.ENTRY is Entry.OPTION else answer.self_score is None
        arises = not (answer.not_arising and criterion.not_arising is not None)
        unscored += of.OWED and empty and arises
        proof = needs_evidence(criterion) and says_none(answer.evidence) and arises
        unproven += proof and (of.ENTRY is Entry.NOTHING or not empty)
        if criterion.kind in _BOUNDED and answer.self_score is not None:
            outside += not 0 <= answer.self_score <= criterion.max_points
    return [
        Check("Chấm điểm: mọi tiêu chí đã tự chấm", f'SUMPRODUCT({must}*({given}="")*{ticked})', unscored),
        Check(
            "Chấm điểm: có đủ tài liệu kiểm chứng",
            f'SUMPRODUCT(({column(h.REQUIRED_EVIDENCE)}<>"")*{evidence}*{ticked}{takes}'
            f'*(({typed}=0)+({given}<>"")>0))',
            unproven,
        ),
        Check(
            "Chấm điểm: điểm từ 0 đến điểm tối đa",
            f"SUMPRODUCT({bounded}*ISNUMBER({given})*((({given}<0)+({given}>{most}))>0))",
            outside,
        ),
        Check(
            f"Chấm điểm: không còn dòng báo “{CHECK_AGAIN}”",
            f'COUNTIF({column(h.POINTS)},"{CHECK_AGAIN}")',
            0,
        ),
    ]
