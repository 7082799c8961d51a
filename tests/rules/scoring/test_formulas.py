"""Python = the form's formulas = the summary's formulas, recalculated by LibreOffice, to the last 0.01."""

from __future__ import annotations

from decimal import Decimal as D
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from danvan_xl.model import Criterion, NotArising, ScoreKind
from danvan_xl.rules.scoring import (
    ScoreRefs,
    ScoreSheet,
    SummaryRefs,
    TotalRefs,
    applicable_max_formula,
    band_formula,
    effective_max_formula,
    effective_points_formula,
    final_total_expression,
    parse_parameters,
    points_formula,
    rank,
    rank_formula,
    score_return,
    total_formula,
    total_limits,
    unit_band_formula,
    unit_total_formula,
)
from danvan_xl.rules.scoring.bands import combine
from tests.rules.scoring.grid import BANDS, CODES, Case, cases
from tests.support.office import recalculate

CHECK = "kiểm tra lại"
NUMBER = 520
VERIFIED = 60
"""How many of the returns go through the summary's formulas too."""

SELF_SCORED = Criterion("TC1", "Tự chấm", D(10), ScoreKind.SELF)
TYPED_AS_VERIFIED = {"8,5": CHECK, "tám": CHECK, " ": 7, None: 7, 8.5: 8.5, 10.01: CHECK, -1: CHECK, 0: 0}
"""What a reviewer may type beside 7 points out of 10, and what counts then."""

_KIND, _MAX, _TICK, _SELF, _EVIDENCE, _POINTS, _APPLICABLE, _UNIT, _VERIFIED, _EFFECTIVE, _EFFECTIVE_MAX = (
    range(11)
)


def score(case: Case, *, verified: bool = False) -> ScoreSheet:
    return score_return(
        case.criteria,
        case.answers,
        indicators=case.indicators,
        unread_indicators=case.unread,
        known_indicators=CODES,
        unit_tasks=case.tasks,
        days_late=case.days_late,
        verified=case.verified if verified else None,
        bands=BANDS,
        unit=case.unit,
    )


def _criteria_that_see_all_tasks(case: Case) -> None:
    """The grid gives counts, not groups: a criterion of one group counts the same tasks here."""
    for i, criterion in enumerate(case.criteria):
        if criterion.kind is ScoreKind.PROGRESS:
            case.criteria[i] = type(criterion)(
                **{
                    name: getattr(criterion, name)
                    for name in criterion.__struct_fields__
                    if name != "parameters"
                },
                parameters="mọi nhiệm vụ",
            )


@pytest.fixture(scope="module")
def all_cases() -> list[Case]:
    made = cases(NUMBER)
    for case in made:
        _criteria_that_see_all_tasks(case)
    return made


@pytest.fixture(scope="module")
def recalculated(all_cases: list[Case], tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("scores")
    path = folder / "scores.xlsx"
    _write(all_cases, path)
    [result] = recalculate([path], folder / "out")
    return openpyxl.load_workbook(result, data_only=True)


def _write(all_cases: list[Case], path: Path) -> None:
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    rows, numbers = book.add_worksheet("Chấm điểm"), book.add_worksheet("Số liệu")
    totals, units = book.add_worksheet("Tổng"), book.add_worksheet("Theo đơn vị")

    def put(sheet: Any, row: int, col: int, value: Any) -> None:
        if isinstance(value, str):
            (sheet.write_formula if value.startswith("=") else sheet.write_string)(row, col, value)
        elif value is not None:
            sheet.write_number(row, col, float(value))

    last = VERIFIED * len(all_cases[0].criteria)
    columns = {c: f"'Chấm điểm'!${c}$1:${c}${last}" for c in "ABCDEFGHIJK"}
    for i, case in enumerate(all_cases):
        for j, code in enumerate(CODES):
            put(numbers, i, j, case.typed.get(("SL", code), case.indicators[code]))
        put(numbers, i, 20, case.on_time)
        put(numbers, i, 21, case.due)
        put(numbers, i, 22, case.days_late)
        cells = {code: f"'Số liệu'!${chr(65 + j)}${i + 1}" for j, code in enumerate(CODES)}
        first = i * len(case.criteria)
        for offset, criterion in enumerate(case.criteria):
            row, answer = first + offset, case.answers[criterion.code]
            n = row + 1
            refs = ScoreRefs(
                f"$B{n}",
                f"$C{n}",
                f"$D{n}",
                f"$E{n}",
                cells,
                on_time=f"'Số liệu'!$U${i + 1}",
                due=f"'Số liệu'!$V${i + 1}",
                days_late=f"'Số liệu'!$W${i + 1}",
            )
            put(rows, row, _KIND, str(criterion.kind))
            put(rows, row, _MAX, criterion.max_points)
            tick = "xX✓"[row % 3] if answer.not_arising else None
            put(rows, row, _TICK, case.typed.get((criterion.code, "not_arising"), tick))
            typed = case.typed.get((criterion.code, "self_score"))
            put(rows, row, _SELF, typed or answer.choice or answer.self_score)
            put(rows, row, _EVIDENCE, answer.evidence or None)
            put(rows, row, _POINTS, points_formula(criterion, refs, indicators=CODES))
            put(rows, row, _APPLICABLE, applicable_max_formula(criterion, refs, indicators=CODES))
            if i < VERIFIED:
                put(rows, row, _UNIT, case.unit)
                put(rows, row, _VERIFIED, case.verified.get(criterion.code))
                put(rows, row, _EFFECTIVE, effective_points_formula(criterion, f"$F{n}", f"$I{n}"))
                put(rows, row, _EFFECTIVE_MAX, effective_max_formula(criterion, f"$G{n}", f"$I{n}"))
        area = f"${first + 1}", f"${first + len(case.criteria)}"
        refs = TotalRefs(*(f"'Chấm điểm'!${c}{area[0]}:${c}{area[1]}" for c in "AFG"))
        limits = total_limits(parse_parameters(c.kind, c.parameters) for c in case.criteria)
        put(totals, i, 0, total_formula(refs, limits=limits))
        put(totals, i, 1, band_formula(f"$A{i + 1}", BANDS, criteria=case.criteria, indicators=cells))
        if i < VERIFIED:
            n = i + 1
            sheet = score(case, verified=True)
            both = combine(sheet.limits, BANDS)
            put(units, i, 0, case.unit)
            common = {"units": columns["H"], "kinds": columns["A"]}
            self_refs = SummaryRefs(**common, points=columns["F"], applicable_max=columns["G"])
            final_refs = SummaryRefs(
                **common, points=columns["J"], applicable_max=columns["K"], verified=columns["I"]
            )
            put(units, i, 1, unit_total_formula(f"$A{n}", self_refs, limits=limits))
            put(units, i, 2, unit_total_formula(f"$A{n}", final_refs, limits=limits))
            put(units, i, 3, "=" + final_total_expression(f"$C{n}", f"$B{n}"))
            put(units, i, 4, both.lowered or None)
            put(units, i, 5, both.first_open or None)
            put(units, i, 6, unit_band_formula(f"$D{n}", BANDS, lowered=f"$E{n}", first_open=f"$F{n}"))
            put(units, i, 7, rank_formula(f"$D{n}", f"$D$1:$D${VERIFIED}"))
    others = book.add_worksheet("Thẩm định")
    for row, value in enumerate(TYPED_AS_VERIFIED):
        put(others, row, 0, 7)
        put(others, row, 1, value)
        put(others, row, 2, effective_points_formula(SELF_SCORED, f"$A{row + 1}", f"$B{row + 1}"))
        put(others, row, 3, effective_max_formula(SELF_SCORED, "0", f"$B{row + 1}"))
    book.close()


def _number(value: Any) -> Any:
    return D(str(value)) if isinstance(value, int | float) else value or None


def _unreadable(case: Case, code: str, sheet: ScoreSheet) -> bool:
    """Points that wait for something that cannot be read (and not for a decision of the rule)."""
    issues = {f.code for f in sheet.findings if f"chí {code}" in f.message}
    decided = {"score-above-max", "score-negative", "ratio-divide-by-zero", "indicator-negative"}
    return sheet.scores[code].points is None and not issues & decided


@pytest.mark.parametrize("kind", list(ScoreKind))
def test_points_of_each_kind_agree(kind: ScoreKind, all_cases: list[Case], recalculated: Any) -> None:
    rows, compared, given = recalculated["Chấm điểm"], 0, 0
    for i, case in enumerate(all_cases):
        sheet = score(case)
        for offset, criterion in enumerate(case.criteria):
            if criterion.kind is not kind:
                continue
            row = i * len(case.criteria) + offset + 1
            ours = sheet.scores[criterion.code]
            theirs = _number(rows.cell(row, _POINTS + 1).value)
            what = (row, criterion.parameters, criterion.not_arising, case.answers[criterion.code], ours.why)
            if theirs == CHECK:
                assert ours.points is None and _unreadable(case, criterion.code, sheet), what
            else:
                assert theirs == ours.points, what
                maximum = _number(rows.cell(row, _APPLICABLE + 1).value)
                assert maximum == ours.applicable_max, what
                compared += 1
                given += ours.points is not None and ours.points != 0
    assert compared >= 480
    assert given >= 100 or kind is ScoreKind.CAP


def test_totals_and_bands_agree(all_cases: list[Case], recalculated: Any) -> None:
    totals, compared, bands = recalculated["Tổng"], 0, set()
    for i, case in enumerate(all_cases):
        sheet = score(case)
        total, band = totals.cell(i + 1, 1).value, totals.cell(i + 1, 2).value
        if total == CHECK:
            assert sheet.uncertain, case.unit
            assert band == CHECK
            continue
        assert _number(total) == sheet.self_total, case.unit
        if band == CHECK:
            assert case.unread & {"SL08", "SL09"}
            continue
        assert (band or None) == sheet.band, (case.unit, sheet.band_reason)
        bands.add(sheet.band)
        compared += 1
    assert compared >= 420
    assert bands == {None, "Xuất sắc", "Tốt", "Khá", "Trung bình", "Yếu"}


def test_the_summary_follows_verified_scores(all_cases: list[Case], recalculated: Any) -> None:
    rows, units = recalculated["Chấm điểm"], recalculated["Theo đơn vị"]
    finals: dict[str, D | None] = {}
    ranks: dict[str, Any] = {}
    verified = 0
    for i, case in enumerate(all_cases[:VERIFIED]):
        sheet = score(case, verified=True)
        broken = False
        for offset, criterion in enumerate(case.criteria):
            row = i * len(case.criteria) + offset + 1
            ours = sheet.scores[criterion.code]
            theirs = _number(rows.cell(row, _EFFECTIVE + 1).value)
            wrong = any(
                f.code == "verified-out-of-range" and f"chí {criterion.code}" in f.message
                for f in sheet.findings
            )
            if wrong:
                assert theirs == CHECK
                broken = True
            elif ours.verified is not None:
                assert theirs == ours.verified
                if ours.applicable_max is not None:
                    assert _number(rows.cell(row, _EFFECTIVE_MAX + 1).value) == criterion.max_points
            else:
                assert theirs == ours.points, (row, criterion)
        first_total, second_total, _, _, _, band, place = (units.cell(i + 1, c).value for c in range(2, 9))
        if first_total != CHECK:
            assert _number(first_total) == sheet.self_total
        if broken:
            assert second_total == CHECK and sheet.verified_total is None and sheet.band is None
            assert band == CHECK
        else:
            assert _number(second_total) == sheet.verified_total, case.unit
            verified += sheet.verified_total is not None
        if first_total != CHECK or second_total:
            if not broken:
                assert (band or None) == sheet.band, sheet.band_reason
            finals[case.unit] = sheet.total
            ranks[case.unit] = place or None
    assert verified >= 20
    assert ranks == rank(finals)


def test_only_numbers_within_bounds_are_verified_scores(recalculated: Any) -> None:
    sheet = recalculated["Thẩm định"]
    shown = [sheet.cell(n, 3).value for n in range(1, len(TYPED_AS_VERIFIED) + 1)]
    assert shown == list(TYPED_AS_VERIFIED.values())
    denominators = [sheet.cell(n, 4).value for n in range(1, len(TYPED_AS_VERIFIED) + 1)]
    assert denominators == [0, 0, 0, 0, 10, 10, 10, 10]


def test_formulas_stay_within_the_limits_of_excel_2010(all_cases: list[Case]) -> None:
    cells = {code: f"'Số liệu'!$AB$10{code[2:]}" for code in CODES}
    refs = ScoreRefs("$C999", "$F999", "$G999", "$H999", cells, "$X$999", "$Y$999", "$Z$999")
    longest = "; ".join(f"Mức {i:02d} {'a' * 55}: 1" for i in range(40))
    criterion = Criterion("TC", "", D(1), ScoreKind.CHOICE, "", longest, NotArising.FULL, "Văn bản")
    assert len(points_formula(criterion, refs)) < 8192
    for case in all_cases[:60]:
        made = [points_formula(c, refs) for c in case.criteria]
        made += [applicable_max_formula(c, refs) for c in case.criteria]
        made.append(band_formula("$J$99", BANDS, criteria=case.criteria, indicators=cells))
        for formula in made:
            assert len(formula) < 8192
            assert formula.count("(") == formula.count(")")
            assert not any(name in formula for name in ("LET(", "TODAY(", "IFS(", "SWITCH(", "XLOOKUP("))
