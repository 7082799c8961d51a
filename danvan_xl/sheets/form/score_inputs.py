"""What may be typed into each row of ``Chấm điểm``: limits, steps, options, with Vietnamese messages."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from danvan_xl.language.showing import number_text
from danvan_xl.rules.scoring import Scheme
from danvan_xl.rules.scoring.arithmetic import excel_number
from danvan_xl.sheets.form import look
from danvan_xl.sheets.form.score_rows import COLUMN, ScoreRows
from danvan_xl.terms import form as h
from danvan_xl.workbooks.drawing.spec import Range, SheetSpec, Validation, cell_name, range_name

_LIST_LIMIT = 255
"""Characters of a list written into the validation itself."""


def input_rules(sheet: SheetSpec, rows: ScoreRows, scheme: Scheme) -> list[Validation]:
    """One rule per typed cell; cells that are worked out by the program take nothing.

    Long lists of options go into hidden columns of ``sheet``.
    """
    rules: list[Validation] = []
    ticks: list[Range] = []
    no_ticks: list[Range] = []
    computed: list[Range] = []
    lists = 0
    for offset, criterion in enumerate(scheme.criteria):
        at = rows.first + offset
        tick = (at, COLUMN[h.NOT_ARISING], at, COLUMN[h.NOT_ARISING])
        (ticks if criterion.not_arising is not None else no_ticks).append(tick)
        area = (at, COLUMN[h.SELF_SCORE], at, COLUMN[h.SELF_SCORE])
        parameters = scheme.parameters.get(criterion.code)
        if parameters is None:
            continue
        allowed = parameters.allowed(criterion)
        if allowed is None:
            computed.append(area)
        elif not allowed.options:
            rules.append(_points(area, allowed.most, allowed.step))
        else:
            options = list(allowed.options)
            source: list[str] | str = options
            if len(",".join(options)) > _LIST_LIMIT or any("," in option for option in options):
                source = _options_column(sheet, rows, rows.OPTIONS + lists, options)
                lists += 1
            rules.append(_choice(area, source, options))
    if ticks:
        rules.append(
            Validation(
                ticks, "list", source=["x"],
                error="Tiêu chí không phát sinh thì chọn hoặc ghi chữ x (chữ thường); có phát sinh thì để trống.",
            )
        )  # fmt: skip
    if no_ticks:
        rules.append(_nothing(no_ticks, "Tiêu chí này luôn phải chấm, không đánh dấu không phát sinh."))
    if computed:
        rules.append(
            _nothing(
                computed, "Điểm của tiêu chí này do máy tự tính từ các trang tính khác, không phải điền."
            )
        )
    return rules


def _points(area: Range, most: Decimal | None, step: Decimal | None) -> Validation:
    cell = cell_name(area[0], area[1])
    limits = "từ 0 trở lên" if most is None else f"từ 0 đến {number_text(most)}"
    steps = "" if step is None else f", theo bước {number_text(step)}"
    error = f"Điểm phải là số {limits}{steps}. Chỉ ghi số, ví dụ 4 hoặc 4,5."
    if step is None:
        return Validation(
            [area], "decimal", ">=" if most is None else "between", minimum=0,
            maximum=None if most is None else most, error=error, prompt_title=h.SELF_SCORE, prompt=error,
        )  # fmt: skip
    tests = [f"ISNUMBER({cell})", f"{cell}>=0"]
    if most is not None:
        tests.append(f"{cell}<={excel_number(most)}")
    number = excel_number(step)
    tests.append(f"ABS({cell}/{number}-ROUND({cell}/{number},0))<0.000001")
    return Validation(
        [area], "custom", source=f"=AND({','.join(tests)})", error=error, prompt_title=h.SELF_SCORE, prompt=error,
    )  # fmt: skip


def _choice(area: Range, source: list[str] | str, options: Sequence[str]) -> Validation:
    listed = "; ".join(options)
    error = f"Chọn một mức trong danh sách: {listed}."
    if len(error) > _LIST_LIMIT:
        error = "Chọn một mức trong danh sách của ô (bấm mũi tên ở góc ô)."
    return Validation(
        [area],
        "list",
        source=source,
        error=error,
        prompt_title=h.SELF_SCORE,
        prompt="Chọn một mức trong danh sách.",
    )


def _options_column(sheet: SheetSpec, rows: ScoreRows, col: int, options: Sequence[str]) -> str:
    """A hidden column: LibreOffice offers only the first column of a range, so options stand one below another."""
    for offset, option in enumerate(options):
        sheet.put(rows.first + offset, col, option, look.HELPER)
    sheet.hidden_columns.add(col)
    return "=" + range_name((rows.first, col, rows.first + len(options) - 1, col), absolute=True)


def _nothing(areas: list[Range], reason: str) -> Validation:
    """Takes no value at all: better than a locked cell, since it can say why."""
    return Validation(areas, "custom", source="=FALSE", error_title="Không điền ô này", error=reason)
